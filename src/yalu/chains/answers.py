"""Answers about chains: rows in a fixed order, how much was looked at, and why the search stopped if it did."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

import msgspec

from yalu.vocabulary.coverage import Coverage
from yalu.vocabulary.results import Trail
from yalu.vocabulary.tables import Results

T = TypeVar("T")


class ChainResults(Results[T]):
    """Rows of one question. ``stopped`` is empty when everything was looked at, else it says why not.

    ``coverage`` names the tables and lists that were asked; without rows that is the whole answer.
    """

    def __init__(
        self, rows: Sequence[T], coverage: Coverage, *, stopped: str = "", looked_at: int = 0
    ) -> None:
        super().__init__(rows, coverage)
        self.stopped = stopped
        self.looked_at = looked_at

    @property
    def none_found(self) -> str:
        """The sentence in place of an empty table, with why not everything was looked at."""
        return f"{super().none_found} Not everything: {self.stopped}." if self.stopped else super().none_found


class RouteStep(msgspec.Struct, frozen=True, kw_only=True):
    """One link as an answer shows it; ``forward`` is False when it was followed from its end to its start."""

    link: str
    kind: str
    from_node: str
    to_node: str
    grade: str
    says: str
    forward: bool = True


class Route(msgspec.Struct, frozen=True, kw_only=True):
    """One way of an item to an end user. ``weakest`` is the weakest grade on it, ``weakest_link`` where."""

    id: str
    item: str
    end_user: str
    steps: tuple[RouteStep, ...]
    weakest: str
    weakest_link: str
    arrived: bool  # False: sold, which says nothing about arrival
    suppliers: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()  # dates on it that do not fit together
    trail: Trail = Trail()

    @property
    def length(self) -> int:
        """How many links it has."""
        return len(self.steps)


class Neighbour(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody within reach of a listed party. ``dated`` is False when a link on the way has no first day stated.

    ``country`` and ``identifiers`` tell it from others of its name. ``shares`` are of the holdings on the way, in
    its order: in percent, or that none is stated; ``days`` are those of every link on the way.
    """

    id: str
    node: str
    name: str
    kind: str
    steps: int
    listed: str
    listings: tuple[str, ...]
    path: tuple[RouteStep, ...]
    weakest: str
    dated: bool
    country: str
    identifiers: tuple[str, ...]
    shares: tuple[str, ...]
    days: tuple[str, ...]
    trail: Trail


class Recurring(msgspec.Struct, frozen=True, kw_only=True):
    """A party that stands in several deals, with what it did in each."""

    id: str
    node: str
    name: str
    kind: str
    deals: tuple[str, ...]
    roles: tuple[str, ...]
    links: int
    middleman: bool
    says: str = ""  # its role as the record puts it, such as “not accused”
    trail: Trail = Trail()


class Needed(msgspec.Struct, frozen=True, kw_only=True):
    """A supplier without whom, on this record, an end user would not have had some items.

    ``remarks`` name supplies by others that came too late, and links whose dates do not tell which came first.
    """

    id: str
    end_user: str
    supplier: str
    name: str
    items: tuple[str, ...]
    weakest: str
    remarks: tuple[str, ...] = ()
    trail: Trail = Trail()
