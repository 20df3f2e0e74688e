"""The sources of a case on pages of their own kind, so that no page grows with every source."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from yalu.case.records import Source
from yalu.site.data.registers import Cited

_CUT = 2018  # what the press published before this year has a page of its own, so that neither grows heavy
# Page, title, the kinds of source that stand there; the last takes every other kind.
_SHELVES = (
    ("sources-press.html", "Newspapers and broadcasters", frozenset({"press"})),
    ("sources-press-before.html", f"Newspapers and broadcasters before {_CUT}", frozenset[str]()),
    ("sources-agencies.html", "News agencies", frozenset({"agency"})),
    ("sources-papers.html", "Official papers, archives, research and copies", frozenset[str]()),
)


class Shelf(msgspec.Struct, frozen=True):
    """One page of sources, the most used first."""

    page: str
    title: str
    cited: tuple[Cited, ...]


def shelf_of(source: Source) -> str:
    """The page that a source stands on."""
    if source.kind == "press" and source.published is not None and source.published.earliest.year < _CUT:
        return "sources-press-before.html"
    return next((page for page, _, kinds in _SHELVES if source.kind in kinds), _SHELVES[-1][0])


def shelves(cited: Iterable[Cited]) -> tuple[Shelf, ...]:
    """Every source on its page; pages without any are left out."""
    listed = list(cited)
    made = (
        Shelf(page, title, tuple(c for c in listed if shelf_of(c.source) == page))
        for page, title, _ in _SHELVES
    )
    return tuple(shelf for shelf in made if shelf.cited)
