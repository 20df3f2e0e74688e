"""The rooms of the site in the order of the top bar. A new room is one more line in ``ROOMS``."""

from __future__ import annotations

from collections.abc import Callable

from yalu.case.records import Case
from yalu.site.data.trade_data import Traded
from yalu.site.frame.figure_page import Site
from yalu.site.frame.rooms import Room, SlowRoom
from yalu.site.frame.second_process import SecondProcess
from yalu.site.pages.chains.page import open_room as chains
from yalu.site.pages.claims.page import open_room as claims
from yalu.site.pages.enforcement.page import open_room as enforcement
from yalu.site.pages.goods.page import open_room as goods
from yalu.site.pages.policy.page import open_room as policy
from yalu.site.pages.screening.lists import open_room as lists
from yalu.site.pages.screening.page import open_room as screening
from yalu.site.pages.visits.comparison import open_room as comparison

ROOMS: tuple[Callable[[Case, Site, Traded | None], Room | None], ...] = (
    comparison,
    claims,
    chains,
    enforcement,
    goods,
    lists,
    screening,
    policy,
)


def begin_early(rooms: tuple[Room, ...], second: SecondProcess) -> None:
    """Let a second process begin what takes a room long, in the order in which this process will ask for it."""
    for room in rooms:
        if isinstance(room, SlowRoom):
            room.begin(second)


def open_rooms(case: Case, site: Site, traded: Traded | None) -> tuple[Room, ...]:
    """The rooms a case has facts for, in the order of the top bar."""
    opened = (open_room(case, site, traded) for open_room in ROOMS)
    return tuple(room for room in opened if room is not None)
