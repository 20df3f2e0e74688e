"""Rooms of the site: each noun that came after visits and trade brings its own pages, figures and downloads."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from importlib.util import find_spec
from typing import Any, Protocol

from yalu.case.records import Case
from yalu.site.figures import FigurePage, Site
from yalu.site.traded import Traded
from yalu.vocabulary.results import Result


class Render(Protocol):
    """Renders one template as a page; ``root`` is the way back to the top, ``current`` the address in the top bar."""

    def __call__(self, template: str, root: str = "", current: str = "", **values: Any) -> str: ...


class Room(Protocol):
    """What one noun brings to the site. Figures are drawn with all others before pages are rendered."""

    navigation: tuple[tuple[str, str], ...]
    headline: str  # what the room finds, in a sentence for the front page; "" when its figures say it

    def figures(self) -> tuple[FigurePage, ...]:
        """Figures of the room; each gets a page, an embed, a CSV and pictures of its own."""
        ...

    def pages(self, page: Render) -> Iterator[tuple[str, str]]:
        """Every page of the room as its address and its HTML."""
        ...

    def results(self) -> tuple[Result, ...]:
        """Results beyond those under the figures that get a page with their trail."""
        ...

    def files(self) -> dict[str, bytes]:
        """Further downloads by their address."""
        ...


# In the order of the top bar. A room is told only when the case has facts for it.
ROOMS = ("claims", "chains", "enforcement", "goods", "lists", "screening", "policy")


def open_rooms(case: Case, site: Site, traded: Traded | None) -> tuple[Room, ...]:
    """The rooms a case has facts for, in the order of the top bar."""
    opened = (_open(name, case, site, traded) for name in ROOMS)
    return tuple(room for room in opened if room is not None)


def _open(name: str, case: Case, site: Site, traded: Traded | None) -> Room | None:
    module = f"{__name__}.{name}"
    if find_spec(module) is None:
        return None
    room: Room | None = import_module(module).open_room(case, site, traded)
    return room
