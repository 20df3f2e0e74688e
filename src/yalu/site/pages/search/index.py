"""The index behind the search of the site: the entries of ``yalu search`` that have a place on a page, in script files.

A thing is found only where a page of this build holds it: each target is looked up among the pages and their
anchors. The first file holds everything but the sources, the single flows and the numbers with their trails, which a second
one brings; the third reads names of other scripts. They are scripts and not JSON, so that they load from a folder without a server.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import msgspec

from yalu.case.records import Case
from yalu.law.text.regimes import Regime
from yalu.opening import OpenCase
from yalu.search import SearchEntry, chapters, search_index
from yalu.site.frame.figure_page import FigurePage, trail_slug
from yalu.site.pages.front.glossary import GLOSSARY
from yalu.site.pages.search.places import PLACES, Places
from yalu.site.pages.search.readings import reading_tables
from yalu.vocabulary.results import Figure, Result, Verdict, with_unit
from yalu.vocabulary.words.search_words import folded

LONGEST = 110  # letters of a line of the results
_LATER = frozenset({"source", "flow"})
_NUMBER = re.compile(r"(?<![\w.-])(?:\d+\.\d+|\d{4,10})(?![\w.-])")
_OWN_SCRIPT = re.compile(r"[^\W\d_a-zA-Z\u00c0-\u024f]+")


class FoundOnSite(msgspec.Struct, frozen=True):
    """One thing that can be found: its heading, id, line, further words, address, and whether the second file brings it."""

    heading: str
    id: str
    text: str
    more: str
    address: str
    later: bool = False


def search_files(
    case: Case, regime: Regime | None, places: Places, figures: Iterable[FigurePage], results: Iterable[Result],
    navigation: Iterable[tuple[str, str]],
) -> dict[str, bytes]:  # fmt: skip
    """The script files of the search, over the pages of one build."""
    found = [
        *(FoundOnSite("Pages", address, name, "", address) for address, name in navigation),
        *_figures(figures),
        *(
            FoundOnSite("Words", g.name, _short(f"{g.word}: {g.means}"), "", f"glossary.html#g-{g.name}")
            for g in GLOSSARY
        ),
        *_placed(case, regime, places),
        *_numbers(results),
    ]
    return {
        "static/search-index.js": _script([one for one in found if not one.later]),
        "static/search-more.js": _script([one for one in found if one.later], b", true"),
        "static/search-readings.js": b"yaluReadings(" + msgspec.json.encode(reading_tables()) + b");\n",
    }


def _script(found: Iterable[FoundOnSite], mark: bytes = b"") -> bytes:
    """Entries grouped by heading and by what their addresses share; the id stands as "*" in the address, what follows its colon as "%"."""
    groups: dict[tuple[str, str], list[list[str]]] = {}
    for one in found:
        whole, _, short = one.id.rpartition(":")
        shared = "*".join(one.address.rsplit(one.id, 1))
        if whole and "*" not in shared:
            shared = "%".join(one.address.rsplit(short, 1))
        row = [one.id, one.text, one.more] if one.more else [one.id, one.text]
        groups.setdefault((one.heading, shared), []).append(row)
    blocks = [[heading, shared, rows] for (heading, shared), rows in groups.items()]
    return b"yaluIndex(" + msgspec.json.encode(blocks) + mark + b");\n"


def _figures(figures: Iterable[FigurePage]) -> Iterator[FoundOnSite]:
    for page in figures:
        numbers = dict.fromkeys(r.shown for r in page.results if isinstance(r, Figure) and len(r.shown) <= 12)
        more = " ".join(n for n in numbers if n not in page.title)
        yield FoundOnSite(
            "Figures", page.slug, _short(page.title, 2 * LONGEST), more[:160], f"figures/{page.slug}.html"
        )


def _numbers(results: Iterable[Result]) -> Iterator[FoundOnSite]:
    """Every number and verdict of the site with the page that shows where it came from."""
    for result in results:
        said = result.verdict.replace("_", " ") if isinstance(result, Verdict) else with_unit(result)
        slug = trail_slug(result.id)
        yield FoundOnSite(
            "Numbers and where they come from", slug, _short(f"{said}: {result.title}"), "", f"trails/{slug}.html",
            later=True,
        )  # fmt: skip


def _placed(case: Case, regime: Regime | None, places: Places) -> Iterator[FoundOnSite]:
    """The entries of ``yalu search`` that a page holds, in the order of the headings."""
    deals, names = deals_of(case), {node.id: node.name for node in case.nodes}
    by_kind: dict[str, list[SearchEntry]] = {}
    for entry in search_index(OpenCase(case, regime=regime)).entries:
        kind = "source" if entry.kind.startswith("source") else entry.kind
        by_kind.setdefault(kind, []).append(entry)
    for kind, (heading, _) in PLACES.items():
        for entry in by_kind.get(kind, ()):
            belongs = (
                getattr(entry.record, "deal", "")
                or getattr(entry.record, "action", "")
                or deals.get(entry.id, "")
            )
            if address := places.of(kind, entry.id, belongs):
                text = _line(entry, names)
                yield FoundOnSite(heading, entry.id, text, _more(entry, text), address, kind in _LATER)


def deals_of(case: Case) -> dict[str, str]:
    """The first deal in which each node has a part."""
    found: dict[str, str] = {}
    for link in case.links:
        if link.deal:
            found.setdefault(link.from_node, link.deal)
            found.setdefault(link.to_node, link.deal)
    return found


def _line(entry: SearchEntry, names: Mapping[str, str]) -> str:
    """What a result says: the line of ``yalu search`` in words."""
    record: Any = entry.record
    if entry.kind == "claim":
        return _short(f"{record.stated}: {record.quote}" if record.stated else record.quote)
    if entry.kind == "link":
        ends = (
            names.get(record.from_node, record.from_node),
            record.kind,
            names.get(record.to_node, record.to_node),
        )
        return _short(f"{' '.join(ends)}{f', {record.start}' if record.start else ''}".replace("_", " "))
    if entry.kind == "lead":
        return _short(f"{record.date}, {record.who}: {record.what}")
    if entry.kind == "node":
        return _short(
            ", ".join(filter(None, (record.name, record.original_name, record.country, record.kind)))
        )
    if entry.kind == "listed party":
        texts = [name.text for name in record.names]
        said = _short(", ".join(dict.fromkeys((entry.text, *(n for n in texts if not n.isascii()), *texts))))
        # One name may stand on every list, so the list is said.
        return f"{said} ({record.id.partition(':')[0]})"
    return _short(entry.text.replace("_", " "))


def _more(entry: SearchEntry, line: str) -> str:
    """Further words by which it is found: names in every script, codes, and numbers with a point."""
    record: Any = entry.record
    if entry.kind == "listed party":
        texts = [
            *(n.text for n in record.names),
            *(i.value for i in record.identifiers if i.kind in {"imo", "mmsi"}),
        ]
    elif entry.kind == "node":
        texts = list(record.identifiers)
    elif entry.kind in {"source", "flow"}:
        return ""
    else:
        texts = [*_NUMBER.findall(entry.words), *_OWN_SCRIPT.findall(entry.words)]
        if entry.kind == "measure":
            texts += [f"paragraph {record.paragraph}", *chapters(record).split()]
        elif entry.kind == "action":
            texts.append(record.legal_basis)
    known = {*folded(f"{line} {entry.id}").replace(",", " ").split()}
    fresh = dict.fromkeys(word for name in texts for word in folded(name).replace(",", " ").split())
    return " ".join(word for word in fresh if word not in known)


def _short(text: str, most: int = LONGEST) -> str:
    """A line that fits; the whole stands on the page."""
    return text if len(text) <= most else text[:most].rsplit(" ", 1)[0] + " …"
