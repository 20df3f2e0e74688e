"""The page on what changed since an earlier version, and its feed."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import NAMESPACE_URL, uuid5
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from yalu.changes.case_difference import CaseDifference, ChangedRow
from yalu.site.frame.downloads import json_bytes
from yalu.site.frame.figure_page import FigurePage, Site
from yalu.site.frame.rooms import Render
from yalu.vocabulary.results import Result

PAGE, FEED = "changes.html", "changes.xml"
# A row takes about 300 bytes of the page, and a page stays below 200 kB; the JSON beside it has all of them.
MOST_ROWS = 400
_ATOM = "http://www.w3.org/2005/Atom"


class ChangesRoom:
    """The page and the feed of one difference; ``since`` is the version of the case that the site is compared with."""

    navigation: tuple[tuple[str, str], ...] = ((PAGE, "What changed"),)
    headline = ""

    def __init__(self, found: CaseDifference, site: Site) -> None:
        self._found, self._site = found, site

    def figures(self) -> tuple[FigurePage, ...]:
        """None: what moved is a table."""
        return ()

    def results(self) -> tuple[Result, ...]:
        """None of its own: every answer has its trail where it stands."""
        return ()

    def pages(self, page: Render) -> Iterator[tuple[str, str]]:
        """Answers that moved, then rows in, out and changed; sources last, since what cites them stands before."""
        rows = sorted(self._found.rows, key=lambda row: row.table == "sources")
        yield (
            PAGE,
            page(
                "changes.html",
                current=PAGE,
                found=self._found,
                tables=_tables(rows[:MOST_ROWS]),
                left_out=max(0, len(rows) - MOST_ROWS),
                feed=FEED,
            ),
        )

    def files(self) -> dict[str, bytes]:
        """The feed, and the whole difference as JSON."""
        return {FEED: feed(self._found, self._site), "changes.json": json_bytes(self._found)}


def _tables(rows: list[ChangedRow]) -> list[tuple[str, list[ChangedRow]]]:
    groups: dict[str, list[ChangedRow]] = {}
    for row in rows:
        groups.setdefault(row.table, []).append(row)
    return list(groups.items())


def feed(found: CaseDifference, site: Site) -> bytes:
    """The answers that moved as an Atom feed (RFC 4287), one entry each; ids stay the same for the same move."""
    when = f"{found.new.observed_to}T00:00:00Z"
    root = Element("feed", xmlns=_ATOM)
    _text(root, "title", f"{site.title}: what changed")
    _text(root, "id", _id(found.new.case, "changes"))
    _text(root, "updated", when)
    SubElement(SubElement(root, "author"), "name").text = "Yalu"
    SubElement(root, "link", href=FEED, rel="self")
    SubElement(root, "link", href=PAGE)
    for one in found.answers:
        entry = SubElement(root, "entry")
        _text(entry, "title", f"{one.title}: {one.was or 'not asked'} → {one.now or 'no longer asked'}")
        _text(entry, "id", _id(found.new.data_version, one.key))
        _text(entry, "updated", when)
        SubElement(entry, "link", href=f"{PAGE}#answers")
        _text(
            entry, "summary", f"{one.kind}: {one.key}, {found.old.data_version} to {found.new.data_version}"
        )
    indent(root)
    written: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return written


def _text(parent: Element, name: str, words: str) -> None:
    SubElement(parent, name).text = "".join(c for c in words if c.isprintable())


def _id(*parts: str) -> str:
    return f"urn:uuid:{uuid5(NAMESPACE_URL, '/'.join(('yalu', *parts)))}"
