"""The pages on what changed since an earlier version, and their feed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby, takewhile
from uuid import NAMESPACE_URL, uuid5
from xml.etree.ElementTree import Element, SubElement, indent, tostring

import msgspec

from yalu.case.records import Case
from yalu.changes.case_difference import CaseDifference, ChangedField, ChangedRow, Kind, MovedAnswer
from yalu.changes.standing_answers import key_of
from yalu.site.frame.downloads import json_bytes
from yalu.site.frame.figure_page import Site, trail_slug
from yalu.site.frame.rooms import Render
from yalu.site.pages.search.index import deals_of
from yalu.site.pages.search.places import Places
from yalu.vocabulary.results import Result
from yalu.vocabulary.words.readable import spoken_date

PAGE, FEED = "changes.html", "changes.xml"
# An answer takes about 350 bytes of the page; a page stays below 200 kB, and the JSON beside it has all of them.
MOST_ANSWERS = 400
# Letters of the rows on one page; with the tags around them less than two thirds of what it may weigh.
MOST_LETTERS, OF_A_ROW, LONGEST = 90_000, 60, 150
_ATOM = "http://www.w3.org/2005/Atom"
_VERDICTS = frozenset({"caps", "claims"})
# Tables whose names say too little, and what each row is among the things that have a place on a page.
_NAMES = {
    "measures": "paragraphs of law", "listings": "entries of sanctions lists", "named": "parties named in acts",
    "published": "published figures", "tenures": "eras of leaders", "shares": "recorded shares",
}  # fmt: skip
_KINDS = {
    "visits": "visit", "events": "event", "deals": "deal", "nodes": "node", "links": "link", "actions": "action",
    "amounts": "amount", "responses": "response", "sources": "source", "flows": "flow", "leads": "lead",
    "measures": "measure", "listings": "listed party",
}  # fmt: skip


class PlacedAnswer(msgspec.Struct, frozen=True):
    """One answer that moved and where it stands; ``address`` is "" where no page shows it."""

    answer: MovedAnswer
    address: str


class ToldRow(msgspec.Struct, frozen=True):
    """One row that came, went or changed, its fields in a line each, and where it stands."""

    row: ChangedRow
    fields: tuple[tuple[str, str, str], ...]
    address: str


class ToldTable(msgspec.Struct, frozen=True):
    """One table: what it is called, how many rows came, went and changed, and the first of its pages."""

    name: str
    counts: dict[Kind, int]
    pages: tuple[str, ...]


class ChangesRoom:
    """The pages and the feed of one difference; its pages are the last to be made, because they lead to all others."""

    navigation: tuple[tuple[str, str], ...] = ((PAGE, "What changed"),)

    def __init__(self, found: CaseDifference, case: Case, site: Site) -> None:
        self._found, self._case, self._site = found, case, site
        self._stands: dict[str, str] = {}

    @property
    def since(self) -> str:
        """The earlier version in words: by its number alone where that tells the two apart."""
        old, new = self._found.old, self._found.new
        short = old.data_version.partition("+")[0]
        name = old.data_version if short == new.data_version.partition("+")[0] else short
        return f"version {name}" + (f" ({spoken_date(old.released)})" if old.released else "")

    def pages(self, page: Render, places: Places, results: Iterable[Result]) -> Iterator[tuple[str, str]]:
        """Answers that moved with the count of rows by table, then the rows of each table; sources last, as what is cited.

        ``results`` are those that have a page with their trail.
        """
        today = self._found.new.observed_to
        trails = {key_of(one.id, today): f"trails/{trail_slug(one.id)}.html" for one in results}
        placed_answers = [
            PlacedAnswer(one, self._answer_place(one, places, trails)) for one in self._found.answers
        ]
        self._stands = {one.answer.key: one.address for one in placed_answers if one.address}
        both = [one for one in placed_answers if one.answer.was and one.answer.now]
        verdicts = [one for one in both if one.answer.kind in _VERDICTS]
        tables = [(table, parts) for table, parts in self._parts(places) if parts]
        yield page(
            PAGE, "changes.html", found=self._found, feed=FEED,
            figures=[one for one in both if one.answer.kind not in _VERDICTS],
            verdicts=[one for one in verdicts if not one.answer.same_verdict],
            qualified=[one for one in verdicts if one.answer.same_verdict],
            fresh=[one for one in placed_answers if not one.answer.was], gone=[one for one in placed_answers if not one.answer.now],
            tables=[table for table, _ in tables], most=MOST_ANSWERS,
        )  # fmt: skip
        for table, parts in tables:
            for place, (name, rows) in enumerate(zip(table.pages, parts, strict=True)):
                yield page(
                    name, "changes-table.html", current=PAGE, found=self._found, table=table, rows=rows, place=place,
                )  # fmt: skip

    def files(self) -> dict[str, bytes]:
        """The feed, which leads to where ``pages`` found each answer, and the whole difference as JSON."""
        atom = feed(self._found, self._site, self.since, self._stands)
        return {FEED: atom, "changes.json": json_bytes(self._found)}

    def _answer_place(self, one: MovedAnswer, places: Places, trails: dict[str, str]) -> str:
        if not one.now:
            return ""
        claim = one.key.removeprefix("claims/claim/")
        return trails.get(one.key, "") if claim == one.key else places.of("claim", claim)

    def _parts(self, places: Places) -> Iterator[tuple[ToldTable, list[list[ToldRow]]]]:
        """The changed rows of each table, in parts that a page can hold."""
        deals = deals_of(self._case)
        belongs = deals | {one.id: one.deal for one in self._case.links} | {
            one.id: one.action for one in self._case.amounts
        }  # fmt: skip
        counts = self._found.counts()
        rows = sorted(self._found.rows, key=lambda row: row.table == "sources")
        for table, group in groupby(rows, lambda row: row.table):
            parts: list[list[ToldRow]] = [[]]
            left = MOST_LETTERS
            for row in group:
                placed_row = self._row(row, places, belongs.get(row.id, ""))
                left -= (
                    OF_A_ROW
                    + len(row.says[:LONGEST])
                    + sum(len("".join(f)) + OF_A_ROW for f in placed_row.fields)
                )
                if left < 0 and parts[-1]:
                    parts.append([])
                    left = MOST_LETTERS
                parts[-1].append(placed_row)
            names = (f"changes/{table}{f'-{n}' if n > 1 else ''}.html" for n in range(1, len(parts) + 1))
            name = _NAMES.get(table, table.replace("_", " "))
            yield ToldTable(name, counts[table], tuple(names)), parts

    def _row(self, row: ChangedRow, places: Places, belongs: str) -> ToldRow:
        known = row.table in _KINDS and row.kind != "removed"
        address = places.of(_KINDS[row.table], row.id, belongs) if known else ""
        return ToldRow(row, tuple(_side_by_side(field) for field in row.fields), address)


def _side_by_side(field: ChangedField) -> tuple[str, str, str]:
    """The name of a field, what it said and what it says; long words from a little before where they part."""
    was, now = field.was, field.now
    start = 0
    if max(len(was), len(now)) > LONGEST:
        same = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(was, now, strict=False)))
        start = max(0, was.rfind(" ", 0, max(0, same - 30)))
    return field.field, _short(was, start), _short(now, start)


def _short(text: str, start: int) -> str:
    kept = text[start : start + LONGEST].strip()
    before, after = "… " if start and kept else "", " …" if len(text) > start + LONGEST else ""
    return f"{before}{kept}{after}"


def feed(found: CaseDifference, site: Site, since: str, stands: Mapping[str, str]) -> bytes:
    """The answers that moved as an Atom feed (RFC 4287), one entry each; ids stay the same for the same move.

    ``stands`` is the page of each answer by its key. Answers of one title are distinguished by what else their keys say.
    """
    when = f"{found.new.observed_to}T00:00:00Z"
    root = Element("feed", xmlns=_ATOM)
    _text(root, "title", f"{site.title}: what changed since {since}")
    _text(root, "id", _id(found.new.case, "changes"))
    _text(root, "updated", when)
    SubElement(SubElement(root, "author"), "name").text = "Yalu"
    SubElement(root, "link", href=f"{site.base}{FEED}", rel="self")
    SubElement(root, "link", href=f"{site.base}{PAGE}")
    titles = Counter(one.title for one in found.answers)
    for one in found.answers:
        entry = SubElement(root, "entry")
        apart = f" ({', '.join(one.key.split('/')[1:])})" if titles[one.title] > 1 else ""
        title = f"{one.title}{apart}: {one.was or 'not asked'} → {one.now or 'no longer asked'}"
        _text(entry, "title", title)
        _text(entry, "id", _id(found.new.data_version, one.key))
        _text(entry, "updated", when)
        SubElement(entry, "link", href=f"{site.base}{stands.get(one.key, PAGE)}")
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
