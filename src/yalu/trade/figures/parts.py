"""Rows of one span that name no source: lines of one table, which are parts of a trade or the same trade again.

Several lines of a flow are its parts (by province, by mode of transport) and are added. A part that states no
amount is not zero, and lines in two currencies are one trade reported twice: the two are never parts of each other.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from decimal import Decimal
from functools import reduce

import msgspec

from yalu.trade.figures.periods import DaySpan
from yalu.trade.figures.rows import FlowRow, ReportedAmount
from yalu.vocabulary.amounts import unit
from yalu.vocabulary.intervals import Interval, plain


class RowAmount(msgspec.Struct, frozen=True):
    """One row's amount, in the unit of the sum."""

    row: FlowRow
    amount: ReportedAmount


class SilentPart(msgspec.Struct, frozen=True):
    """A part of a trade that states no amount; one that ``lowers`` may also take some away.

    One without a ``span`` may be of any, and one that is ``unsaid`` may be of another trade.
    """

    id: str
    span: DaySpan | None
    lowers: bool = False
    unsaid: bool = False

    @property
    def says(self) -> str:
        """What it leaves open of the sum over the others."""
        if self.unsaid:
            return f"{self.id} may be of the same trade: some of its cells are blank"
        words = (
            "takes an amount away that was not read"
            if self.lowers
            else "states no such amount, which is not zero"
        )
        return f"{self.id} of the same trade {words}"


class UnreadRow(msgspec.Struct, frozen=True):
    """A part whose amount could not be read: ``trade`` is its reporter, partner, ledger, direction and goods, empty where
    its line does not say; ``of`` is which amount (value or quantity), empty for both."""

    part: SilentPart
    trade: tuple[str, ...]
    of: str = ""

    def may_be_of(self, trade: Sequence[str], *, value: bool | None = None) -> bool:
        """Whether it is of a trade, as far as it says; ``value`` asks for its value or its quantity alone."""
        if value is not None and self.of == ("quantity" if value else "value"):
            return False
        return all(word in {"", wanted} for word, wanted in zip(self.trade, trade, strict=True))


def added(cells: Sequence[RowAmount]) -> tuple[Decimal | None, Interval, str]:
    """The lines of one span as one amount: value, bounds, and in words what keeps them from being added."""
    by_currency: dict[str, list[RowAmount]] = defaultdict(list)
    for cell in cells:
        by_currency[cell.row.value.unit if cell.row.value is not None else ""].append(cell)
    unvalued = by_currency.pop("", [])
    if len(by_currency) < 2:
        return *_sum(cells), ""
    sums = {currency: _sum([*lines, *unvalued]) for currency, lines in sorted(by_currency.items())}
    words = " and ".join(f"{plain(value)} beside {currency}" for currency, (value, _) in sums.items())
    first, *others = sums.values()
    if all(first[1].shared(bounds) is not None for _, bounds in others):
        return *first, f"the lines in {' and '.join(sums)} are one trade reported twice, and counted once"
    low = min(bounds.low or Decimal(0) for _, bounds in sums.values())
    return None, Interval(low, _sum(cells)[1].high), f"lines in several currencies differ: {words}"


def _sum(cells: Sequence[RowAmount]) -> tuple[Decimal, Interval]:
    return (
        sum((cell.amount.value for cell in cells), Decimal(0)),
        reduce(lambda a, b: a + b, (cell.amount.bounds for cell in cells)),
    )


def silent_parts(rows: Iterable[FlowRow], cells: Sequence[RowAmount]) -> list[SilentPart]:
    """The rows that are parts beside some cells, and state no amount of the kind that is summed.

    What both state in one unit shows that two rows are parts: two provinces that both have a weight are, and a
    row of kilograms beside one of cubic metres may be the same goods measured twice.
    """
    money = {cell.row.id: unit(cell.amount.unit).kind.startswith("money") for cell in cells}
    return [
        SilentPart(row.id, row.span)
        for row in rows
        if row.id not in money
        and not row.sources
        and any(_part_beside(row, c.row, value=money[c.row.id]) for c in cells if not c.row.sources)
    ]


def _part_beside(row: FlowRow, other: FlowRow, *, value: bool) -> bool:
    if row.span != other.span or (value and row.value is not None):
        return False
    mine, theirs = (row.quantity, other.quantity) if value else (row.value, other.value)
    return mine is not None and theirs is not None and unit(mine.unit).kind == unit(theirs.unit).kind
