"""From the cells SQL added up to pieces in the unit of a limb: conversions by name, doubts as bounds."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

import msgspec

from yalu.law.caps.non_overlapping_sum import ZERO, TradePiece
from yalu.law.compile.accounts import Accounts
from yalu.law.text.conditions import answer, exemptions, given_evidence, origin_answer
from yalu.law.text.records import Limit, LimitPart, Measure
from yalu.law.verdicts.situations import SHIPPED
from yalu.vocabulary.amounts import FACTORS, Factor, Quantity, convert_interval, factors_between, unit
from yalu.vocabulary.answers import CANNOT_SAY, NO, YES, Answer, any_of
from yalu.vocabulary.dates import PartialDate, Window
from yalu.vocabulary.intervals import Interval, point


class CapCell(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Trade under one cap where nothing that matters differs, as cells.sql gives it.

    ``flow`` says whose account it is: the importer's (``import``) or the exporter's. ``through`` is the third
    state that sold goods of the target's origin, "" where the target is a side of the trade. ``other_side_first`` and
    ``other_side_last`` are the days of the other side's own customs, where the tested days are inferred from them.
    """

    measure: str
    ledger: str
    trader: str
    flow: str
    through: str
    route: str
    hs: str
    goods: str
    tested_first: date
    tested_last: date
    other_side_first: date | None = None
    other_side_last: date | None = None
    tested_doubt: str
    period: str
    origin: str
    evidence: str
    unit: str
    currency: str
    row_count: int
    example: str
    sources: str
    quantity_stated: str
    value_stated: str
    quantity_given: int
    quantity_bounded: int
    value_given: int
    value_bounded: int
    quantity: Decimal | None = None
    quantity_low: Decimal | None = None
    quantity_high: Decimal | None = None
    quantity_smallest: Decimal | None = None
    value: Decimal | None = None
    value_low: Decimal | None = None
    value_high: Decimal | None = None
    value_smallest: Decimal | None = None
    reported_first: date | None = None
    reported_last: date | None = None
    member_from: date = date.min
    member_until: date = date(9999, 12, 31)

    def held(self, counted: Window) -> Answer:
        """Whether it lies on days that count, on which the state was a member of the body whose law it is."""
        if self.tested_last < self.member_from or self.tested_first >= self.member_until:
            return NO
        inside = self.tested_first >= self.member_from and self.tested_last < self.member_until
        return counted.holds(self.span) & (YES if inside else CANNOT_SAY)

    @property
    def place(self) -> tuple[str, str, str, date, date]:
        """What two accounts of one trade agree on: the buyer, the seller, the goods and the days."""
        first, last = self.other_side_first or self.tested_first, self.other_side_last or self.tested_last
        return self.trader, self.through, self.hs, first, last

    def as_other_side_says(self, cells: Iterable[CapCell]) -> CapCell:
        """The cell with the days it tells where the state whose law it is tells the same trade on them, else as it is."""
        if self.other_side_first is None or self.other_side_last is None:
            return self
        if not any(other.other_side_first is None and other.place == self.place for other in cells):
            return self
        return msgspec.structs.replace(
            self,
            tested_first=self.other_side_first,
            tested_last=self.other_side_last,
            other_side_first=None,
            other_side_last=None,
        )

    @property
    def exporter(self) -> bool:
        """Whether it is the exporter's account."""
        return self.flow == "export"

    @property
    def span(self) -> PartialDate:
        """The tested day as a partial date."""
        return PartialDate(self.period, self.tested_first, self.tested_last, "day")

    def symbol(self, kind: str) -> str:
        """The unit or currency of an amount, as reported."""
        return self.unit if kind == "quantity" else self.currency

    def given(self, kind: str) -> int:
        """How many of the rows report the amount."""
        return self.quantity_given if kind == "quantity" else self.value_given

    @property
    def empty(self) -> bool:
        """Whether nothing was traded: an amount of exactly 0 is given, and the other is 0 too or not given."""
        given = [kind for kind in ("quantity", "value") if self.given(kind)]
        return any(self.given(kind) == self.row_count for kind in given) and all(
            self.amounts(kind)[2] == 0 for kind in given
        )

    def smallest(self, kind: str) -> Decimal:
        """The part of the amount that is in every one of the rows added up here, those of nothing left out."""
        least = self.quantity_smallest if kind == "quantity" else self.value_smallest
        low = self.amounts(kind)[1]
        return (least or ZERO) / low if low else ZERO

    def amounts(self, kind: str) -> tuple[Decimal | None, Decimal, Decimal | None]:
        """The named sum, the least and the most (None: not bounded) of an amount."""
        number, low, high = (
            (self.quantity, self.quantity_low, self.quantity_high)
            if kind == "quantity"
            else (self.value, self.value_low, self.value_high)
        )
        bounded = self.quantity_bounded if kind == "quantity" else self.value_bounded
        return number, low or ZERO, high if bounded == self.row_count else None


class Pieces(msgspec.Struct, frozen=True):
    """The pieces of one limb, and the cells that could not be brought into its unit or lack its amount."""

    pieces: tuple[tuple[str, TradePiece], ...]
    unconverted: tuple[CapCell, ...] = ()
    not_given: tuple[CapCell, ...] = ()


def needed_factors(cells: Iterable[CapCell], parts: Iterable[LimitPart]) -> tuple[Factor, ...]:
    """The named factors of their goods by which rows can meet a limb of another kind; none when no row needs one."""
    kinds = {unit(part.symbol).kind for part in parts if part.kind == "quantity"}
    others = [(unit(cell.unit).kind, cell.hs) for cell in cells if cell.unit and cell.quantity is not None]
    return tuple(
        factor
        for factor in FACTORS
        if any(
            factor.is_of(code) and factors_between(kind, other, (factor,))
            for kind in kinds
            for other, code in set(others)
            if other not in kinds
        )
    )


def own_factor(measure: Measure, cells: Iterable[CapCell]) -> Factor | None:
    """The equation of a limit stated in two units, by which rows in both add up; None where no two are met."""
    stated = {unit(p.symbol).kind: p for p in measure.limit.first_reached_of if p.kind == "quantity"}
    met = {unit(cell.unit).kind for cell in cells if cell.unit and cell.quantity is not None} & stated.keys()
    if not measure.limit.stated_equivalents or len(met) != 2:
        return None
    left, right = (Quantity(part.size, part.symbol) for kind, part in stated.items() if kind in met)
    return Factor(
        measure.id, left, right, measure.goods.text, measure.in_force.start, f"paragraph {measure.paragraph}"
    )


def testable(part: LimitPart, limit: Limit, cells: list[CapCell]) -> bool:
    """Whether a limb is tested: an equivalent in another unit is not, when every row meets its own.

    "4 million barrels or 525,000 tons" is one limit said twice; tonnes are compared with tonnes.
    """
    if part.kind == "value" or not limit.stated_equivalents:
        return True
    parts = limit.first_reached_of
    kinds = {unit(cell.unit).kind for cell in cells if cell.unit and cell.quantity is not None}
    stated = {unit(other.symbol).kind for other in parts if other.kind == "quantity"}
    return unit(part.symbol).kind in kinds or not kinds <= stated or not kinds


def pieces_of(
    measure: Measure,
    part: LimitPart,
    cells: list[CapCell],
    counted: Window,
    factor: Factor | None,
    *,
    unapproved: bool = False,
) -> Pieces:
    """The pieces that count, or may count, against a limb between the first and last day that count.

    ``unapproved`` leaves out what is shown to be allowed beyond the limit; what may be counts from nothing.
    """
    found: list[tuple[str, TradePiece]] = []
    unconverted, not_given = [], []
    accounts = Accounts(cells)
    for number, given in enumerate(cells):
        cell = given.as_other_side_says(cells)
        inside = _inside(measure, cell, counted)
        if inside == NO or said_finer(measure, cell, cells, part.kind):
            continue
        if not cell.given(part.kind) and not cell.empty:
            if not _said_beside(cell, part.kind, cells):
                not_given.append(cell)
            continue
        amount = _amount(cell, part, factor)
        if amount is None:
            unconverted.append(cell)
            continue
        central, bounds = amount
        beyond = allowed_beyond(measure, cell) if unapproved else NO
        if beyond == YES:
            central, bounds = ZERO, point(0)
        certain = inside == YES and beyond != CANNOT_SAY and not accounts.may_be_counted_elsewhere(cell)
        # By the end of the tested days all has come of what the other side alone tells; what else came on them it does not say.
        first = (
            cell.tested_first
            if cell.other_side_last is None
            else cell.place[3] + (cell.tested_last - cell.other_side_last)
        )
        piece = TradePiece(
            cell.hs, first, cell.tested_last, (bounds.low or ZERO) if certain else ZERO,
            bounds.high if cell.other_side_last is None else None, central if certain else None, _account(cell, part.kind),
            (number,), cell.exporter, cell.through,
        )  # fmt: skip
        found.append((cell.trader, piece))
    return Pieces(tuple(found), tuple(unconverted), tuple(not_given))


def allowed_beyond(measure: Measure, cell: CapCell) -> Answer:
    """Whether the rows show what the law asks for beyond the limit; no where it allows nothing of these goods beyond."""
    evidence = given_evidence(cell.evidence)
    return any_of(answer(c, evidence) for c in exemptions(measure) if c.may_reach(cell.hs))


def said_finer(measure: Measure, cell: CapCell, cells: list[CapCell], kind: str = "") -> bool:
    """Whether a row coarser than the law stands beside rows of every code of the law that it holds, which say more."""
    codes = (*measure.goods.hs, *measure.goods.hs_part)
    below = {code for code in codes if code.startswith(cell.hs)}
    if cell.goods != "may" or not below or cell.hs in below:
        return False
    beside = {
        other.hs
        for other in cells
        if (other.flow, *other.place[:2], *other.place[3:]) == (cell.flow, *cell.place[:2], *cell.place[3:])
        and (not kind or other.given(kind) == other.row_count)
    }
    return below <= beside


def _account(cell: CapCell, kind: str) -> str:
    """Who says so: one source that gives tonnes and barrels of one month tells one amount twice."""
    if not cell.sources:
        return ""
    return f"{cell.sources} in {unit(cell.symbol(kind)).kind}" if cell.symbol(kind) else cell.sources


def _said_beside(cell: CapCell, kind: str, cells: list[CapCell]) -> bool:
    """Whether another row gives the amount a row leaves out: tonnes in one row, dollars in the next."""
    other_kind = "value" if kind == "quantity" else "quantity"
    if not cell.given(other_kind):
        return False
    return any(
        other.given(kind)
        and (other.sources != cell.sources or other.flow != cell.flow or not other.given(other_kind))
        for other in cells
        if other.place == cell.place
    )


def _inside(measure: Measure, cell: CapCell, counted: Window) -> Answer:
    """Whether a cell counts; its day, its goods or its origin can leave it open."""
    held = cell.held(counted)
    if held == NO:
        return NO
    outside = origin_answer(measure, cell.origin, given_evidence(cell.evidence))
    if outside == YES:
        return NO
    doubtful = (
        held == CANNOT_SAY
        or cell.goods != "yes"
        or cell.route == SHIPPED
        or (cell.origin and outside == CANNOT_SAY)
    )
    return CANNOT_SAY if doubtful else YES


def _amount(cell: CapCell, part: LimitPart, factor: Factor | None) -> tuple[Decimal, Interval] | None:
    """The named sum and its bounds in the unit of the limb, or None when no factor of its goods leads there."""
    number, low, high = cell.amounts(part.kind)
    if number is None:
        return ZERO, point(0)
    here, there = unit(cell.symbol(part.kind)), unit(part.symbol)
    used = None if here.kind == there.kind else factor
    if not joined(cell, part, factor):
        return None
    bounds = convert_interval(Interval(low, high), here.symbol, there.symbol, used)
    central = convert_interval(point(number or ZERO), here.symbol, there.symbol, used)
    return (central.low or ZERO), bounds


def joined(cell: CapCell, part: LimitPart, factor: Factor | None) -> bool:
    """Whether an amount of a cell can be said in the unit of a limb: of one kind, or by a factor of its goods."""
    kinds = unit(cell.symbol(part.kind)).kind, unit(part.symbol).kind
    if kinds[0] == kinds[1]:
        return True
    return factor is not None and factor.is_of(cell.hs) and bool(factors_between(*kinds, (factor,)))
