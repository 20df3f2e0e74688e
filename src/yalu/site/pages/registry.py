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

Opener = Callable[[Case, Site, Traded | None], Room | None]
ROOMS: tuple[Opener, ...] = (
    comparison, claims, chains, enforcement, goods, lists, screening, policy,
)  # fmt: skip


SLOW = (claims, policy)


def open_rooms(case: Case, site: Site, traded: Traded | None, second: SecondProcess) -> tuple[Room, ...]:
    """The rooms a case has facts for, in the order of the top bar.

    Those that take seconds to answer are opened first and begin in the second process, in the order in which they are asked.
    """
    opened: dict[Opener, Room | None] = {}
    for open_room in (*SLOW, *(each for each in ROOMS if each not in SLOW)):
        room = opened[open_room] = open_room(case, site, traded)
        if isinstance(room, SlowRoom):
            room.begin(second)
    return tuple(room for open_room in ROOMS if (room := opened[open_room]) is not None)
