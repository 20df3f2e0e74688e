"""The holdings that stood on one day as a graph: who may hold how much of whom.

Two rows on one pair may be two statements about one holding or two holdings, such as two classes of
shares: at least the lowest of them holds, at most all together. Nothing an owner does not hold for
certain lowers what somebody else may hold.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal

import msgspec

from yalu.screening.ownership.records import Holding
from yalu.vocabulary.answers import NO, YES

NONE, ALL = Decimal(0), Decimal(100)


class Share(msgspec.Struct, frozen=True):
    """What one owner holds of one entity, in per cent, and the rows that say so."""

    owner: str
    low: Decimal
    high: Decimal
    rows: tuple[Holding, ...]


class Graph(msgspec.Struct, frozen=True):
    """Holdings on a day: shares by entity, control by entity (True where certain), and what was left out."""

    day: date
    shares: Mapping[str, tuple[Share, ...]]
    controllers: Mapping[str, tuple[tuple[str, bool, Holding], ...]]
    directors: Mapping[str, tuple[Holding, ...]]
    left_out: tuple[Holding, ...]
    complete: bool

    def recorded(self, entity: str) -> Decimal:
        """What recorded owners hold for certain, added up; above 100 the sources contradict each other."""
        return sum((share.low for share in self.shares.get(entity, ())), NONE)

    def unrecorded(self, entity: str) -> Decimal:
        """What nobody is recorded to hold, at most.

        0 for a file said to name every owner, and for an entity it names no owner of: that one is
        taken as an end of the chain, and answers say so.
        """
        if self.complete or entity not in self.shares:
            return NONE
        return max(NONE, ALL - self.recorded(entity))

    def above(self, entity: str) -> tuple[str, ...]:
        """The entity and everybody above it, in order of name."""
        found, waiting = {entity}, [entity]
        while waiting:
            below = waiting.pop()
            holders = [s.owner for s in self.shares.get(below, ())]
            holders += [owner for owner, _, _ in self.controllers.get(below, ())]
            for owner in holders:
                if owner not in found:
                    found.add(owner)
                    waiting.append(owner)
        return tuple(sorted(found))


def graph_on(holdings: Iterable[Holding], day: date, *, complete: bool = False) -> Graph:
    """The graph of the holdings that stood on ``day``; the order of rows makes no difference."""
    pairs: dict[tuple[str, str], list[tuple[Holding, bool]]] = defaultdict(list)
    controllers: dict[str, list[tuple[str, bool, Holding]]] = defaultdict(list)
    directors: dict[str, list[Holding]] = defaultdict(list)
    left_out = []
    for row in sorted(holdings, key=lambda h: (h.owned, h.owner, h.kind, h.id)):
        stood = row.stood(day)
        if stood is NO or row.owner == row.owned:
            left_out.append(row)
        elif row.kind == "owned":
            pairs[row.owned, row.owner].append((row, stood is YES))
        elif row.kind == "controlled":
            controllers[row.owned].append((row.owner, stood is YES, row))
        else:
            directors[row.owned].append(row)
    shares: dict[str, list[Share]] = defaultdict(list)
    for (owned, owner), rows in pairs.items():
        shares[owned].append(_share(owner, rows))
    return Graph(
        day,
        {entity: tuple(held) for entity, held in shares.items()},
        {entity: tuple(held) for entity, held in controllers.items()},
        {entity: tuple(held) for entity, held in directors.items()},
        tuple(left_out),
        complete,
    )


def _share(owner: str, rows: list[tuple[Holding, bool]]) -> Share:
    lows = [row.low if certain and row.low is not None else NONE for row, certain in rows]
    highs = [row.high if row.high is not None else ALL for row, _ in rows]
    return Share(owner, min(lows), min(ALL, sum(highs, NONE)), tuple(row for row, _ in rows))


def most(shares: Iterable[Share], weights: Mapping[str, Decimal], rest: Decimal) -> Decimal:
    """The most that owners can hold together when each counts with a weight from 0 to 1 (per cent).

    Shares lie within their bounds and add up to at most 100; ``rest``, held by nobody on record,
    counts in full. The largest weights take the free part first, which is the exact maximum.
    """
    ordered = sorted(shares, key=lambda s: (-weights.get(s.owner, NONE), s.owner))
    free = max(NONE, ALL - sum((s.low for s in ordered), NONE))
    total = sum((s.low * weights.get(s.owner, NONE) for s in ordered), NONE)
    taken = min(rest, free)  # the unrecorded weigh 1, so they come first
    total, free = total + taken, free - taken
    for share in ordered:
        extra = min(share.high - share.low, free)
        total, free = total + extra * weights.get(share.owner, NONE), free - extra
    return min(ALL, total)


def least(shares: Iterable[Share], weights: Mapping[str, Decimal]) -> Decimal:
    """The least that owners hold together when each counts with a weight from 0 to 1 (per cent)."""
    return min(ALL, sum((s.low * weights.get(s.owner, NONE) for s in shares), NONE))
