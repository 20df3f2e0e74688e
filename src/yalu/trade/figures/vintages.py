"""First releases and revised figures: which a sum mixes, and what it could be under the other release.

A customs office prints a figure, revises it, and reckons next year's growth over the revised one. A growth
over a first release is therefore not the office's own, and may differ in its last digits from the growth
that the office prints.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from functools import reduce

import msgspec

from yalu.case.checks.ledger_limits import AmountEntry
from yalu.trade.figures.parts import RowAmount
from yalu.trade.figures.rows import FlowRow
from yalu.trade.figures.sums import TradeSum
from yalu.vocabulary.intervals import Interval, hull, plain, point

FIRST, REVISED = "first", "revised"
OVER_FIRST = "the base is a first release, and an office reckons growth over the revised one"
UNKNOWN = Interval(Decimal(-100), None)  # growth over a base that may have become anything


class Revision(msgspec.Struct, frozen=True):
    """What a sum over first releases can be once they are revised: ``bounds`` take in both, and ``says`` why."""

    bounds: Interval
    says: str


def revised(found: TradeSum, entries: Mapping[str, tuple[AmountEntry, ...]]) -> Revision | None:
    """The reach of a sum that rests on first releases, or None when it rests on none.

    A row that stands in both releases moves between the two. Another may move by as much as the least total
    over it that was revised, either way, because nobody printed how the revision was shared out. Where no
    such total is known the sum has no bounds at all. ``entries`` are the case's amounts by vintage.
    """
    first = [(sign, cell) for sign, cell in found.used if cell.row.vintage == FIRST]
    if not first:
        return None
    reach, said = found.bounds, []
    for sign, cell in first:
        moved, why = _moved(cell, entries)
        said.append(f"{cell.row.id} is a first release: {why}")
        if moved is None:
            return Revision(Interval(None, None), "; ".join(said))
        reach = reach + (moved if sign > 0 else -moved)
    return Revision(reach.shared(Interval(Decimal(0), None)) or reach, "; ".join(said))


def mixture(found: TradeSum) -> str:
    """What a sum says of its releases where it adds first ones to revised ones; empty where it does not."""
    by = {
        name: [cell.row.id for _, cell in found.used if cell.row.vintage == name] for name in (FIRST, REVISED)
    }
    if not by[FIRST] or not by[REVISED]:
        return ""
    return f"it mixes first releases ({', '.join(by[FIRST])}) with revised figures ({', '.join(by[REVISED])})"


def _moved(cell: RowAmount, entries: Mapping[str, tuple[AmountEntry, ...]]) -> tuple[Interval | None, str]:
    """By how much a first release can have been revised, nothing among it, and how that is known."""
    row = cell.row
    same = [e for e in entries.get(REVISED, ()) if _alike(e, row, cell.amount.unit) and _key(e) == _own(row)]
    known = [bounds for e in same if (bounds := _bounds(e)) is not None]
    if known:
        change = reduce(hull, known) - cell.amount.bounds
        return hull(change, point(0)), f"revised to {plain(same[0].value)} {same[0].unit} (row {same[0].row})"
    over = []
    for later in entries.get(REVISED, ()):
        for early in entries.get(FIRST, ()):
            if (
                _key(early) == _key(later)
                and early.unit == later.unit
                and _covers(early, row, cell.amount.unit)
            ):
                size = _size(early, later)
                if size is not None:
                    over.append((size, early, later))
    if not over:
        return None, "what it was revised to is not known"
    size, early, later = min(over, key=lambda found: (found[0], found[1].row))
    words = (
        f"{plain(early.value)} {early.unit} became {plain(later.value)} (rows {early.row} and {later.row})"
    )
    return Interval(-size, size), f"the total over it was revised, {words}"


def _size(early: AmountEntry, later: AmountEntry) -> Decimal | None:
    first, second = _bounds(early), _bounds(later)
    if first is None or second is None:
        return None
    change = second - first
    return None if change.low is None or change.high is None else max(abs(change.low), abs(change.high))


def _bounds(entry: AmountEntry) -> Interval | None:
    return None if entry.low is None or entry.high is None else Interval(entry.low, entry.high)


def _key(entry: AmountEntry) -> tuple[object, ...]:
    return (entry.ledger, entry.reporter, entry.partner, entry.flow, entry.hs, entry.days)


def _own(row: FlowRow) -> tuple[object, ...]:
    return (row.ledger, row.reporter, row.partner, row.flow, row.hs, (row.span.start, row.span.end))


def _alike(entry: AmountEntry, row: FlowRow, unit: str) -> bool:
    return (entry.ledger, entry.reporter, entry.partner, entry.unit) == (
        row.ledger,
        row.reporter,
        row.partner,
        unit,
    )


def _covers(entry: AmountEntry, row: FlowRow, unit: str) -> bool:
    """Whether an amount is of something that the row lies in."""
    wide = entry.flow in {row.flow, "export+import"} and (entry.hs == "TOTAL" or row.hs.startswith(entry.hs))
    return (
        wide
        and _alike(entry, row, unit)
        and entry.days[0] <= row.span.start
        and row.span.end <= entry.days[1]
    )
