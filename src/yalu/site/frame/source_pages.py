"""The sources of a case on pages of their own kind, so that no page grows with every source."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from yalu.case.records import Source
from yalu.site.data.registers import Cited

# Page, title, the kinds of source that stand there; the last takes every other kind.
_SHELVES = (
    ("sources-press", "Newspapers and broadcasters", frozenset({"press"})),
    ("sources-agencies", "News agencies", frozenset({"agency"})),
    ("sources-papers", "Official papers, archives, research and copies", frozenset[str]()),
)
# A source takes about 280 bytes of a page, and a page stays below 200 kB.
MOST = 500


class Shelf(msgspec.Struct, frozen=True):
    """One page of sources, the most used first."""

    page: str
    title: str
    cited: tuple[Cited, ...]


def shelf_of(source: Source) -> str:
    """The first page of the kind that a source is of, without its ending."""
    return next((page for page, _, kinds in _SHELVES if source.kind in kinds), _SHELVES[-1][0])


def shelves(cited: Iterable[Cited], most: int = MOST) -> tuple[Shelf, ...]:
    """Every source on its page, at most ``most`` on one; pages without any are left out."""
    listed = list(cited)
    made = []
    for page, title, _ in _SHELVES:
        kept = tuple(c for c in listed if shelf_of(c.source) == page)
        for number, start in enumerate(range(0, len(kept), most), start=1):
            address = f"{page}-{number}.html" if start else f"{page}.html"
            heading = f"{title}, part {number}" if start else title
            made.append(Shelf(address, heading, kept[start : start + most]))
    return tuple(made)
