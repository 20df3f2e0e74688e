"""Caps: what was traded in a window against what the law allows, with bounds for every doubt.

2321 (2016) paragraph 26(b): trade stops when either limb reaches its limit, so a cap is passed
when one limb is. The sum runs over all states; the figures of one state are only a lower bound,
which can prove a breach and can never prove that there is none.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from decimal import Decimal

import msgspec

from yalu.law.caps.limbs import CapCell, Pieces, needed_factors, own_factor, pieces_of, testable
from yalu.law.caps.non_overlapping_sum import ZERO, Adding, PieceSum
from yalu.law.caps.utilisation_records import CarryOver, LimbUse
from yalu.law.compile.flow_parsing import ALL_STATES
from yalu.law.text.overlapping_caps import same_goods
from yalu.law.text.records import LimitPart, Measure
from yalu.law.text.windows import CapWindow, windows_of
from yalu.vocabulary.amounts import Factor, unit
from yalu.vocabulary.answers import NO
from yalu.vocabulary.dates import Window
from yalu.vocabulary.intervals import Interval, point


class CapScope(msgspec.Struct, frozen=True):
    """Which trade is summed: one cap, window and ledger, of all states ("") or of one.

    ``whole`` is how a row names the total of all: ``ALL``, or the body whose members alone are summed.
    """

    measure: Measure
    window: CapWindow
    ledger: str
    trader: str = ""
    whole: str = ALL_STATES

    def __hash__(self) -> int:
        return hash((self.measure.id, self.window.label, self.ledger, self.trader))


class LimbSum:
    """Everything traded against one limb in one window, ready to be added up to any day."""

    def __init__(
        self,
        scope: CapScope,
        part: LimitPart,
        cells: list[CapCell],
        factor: Factor | None,
        *,
        unapproved: bool = False,
    ) -> None:
        self.part = part
        self.cells = cells
        self.pieces: Pieces = pieces_of(
            scope.measure, part, cells, scope.window.counted, factor, unapproved=unapproved
        )
        start = scope.window.counted.start or scope.window.first
        traders = sorted({trader for trader, _ in self.pieces.pieces})
        groups = {t: Adding((p for trader, p in self.pieces.pieces if trader == t), start) for t in traders}
        self._whole = groups.pop(scope.trader or scope.whole, None)
        self._states = [] if scope.trader else list(groups.values())
        self._incomplete = [
            cell.tested_first
            for cell in (*self.pieces.unconverted, *self.pieces.not_given)
            if cell.trader == (scope.trader or scope.whole)
        ]

    def until(self, day: date) -> PieceSum:
        """The sum to the end of a day. An all-states row and the rows of states are never added together."""
        states = [group.until(day) for group in self._states]
        low = sum((s.bounds.low or ZERO for s in states), ZERO)
        central = sum((s.central for s in states), ZERO)
        chosen = tuple(piece for s in states for piece in s.chosen)
        if self._whole is None:
            return PieceSum(Interval(low, None), central, chosen)
        whole = self._whole.until(day)
        high = None if any(first <= day for first in self._incomplete) else whole.bounds.high
        if low > (whole.bounds.low or ZERO):
            return PieceSum(Interval(low, None if high is None else max(high, low)), central, chosen)
        return PieceSum(Interval(whole.bounds.low, high), whole.central, whole.chosen)

    def gaps(self, until: date) -> tuple[Window, ...] | None:
        """The days without a figure for the whole; None when there is no such figure at all."""
        return None if self._whole is None else self._whole.gaps(until)

    @property
    def days(self) -> list[date]:
        """Every day on which a certain piece ends."""
        return sorted({piece.last for _, piece in self.pieces.pieces if piece.central is not None})


class CapBook:
    """Every cap of a regime with the cells under it; remembers sums so that windows can be carried over."""

    def __init__(
        self,
        measures: Iterable[Measure],
        cells: Iterable[CapCell],
        until: date,
        bodies: Mapping[str, str] | None = None,
    ) -> None:
        self.measures = [m for m in measures if m.limits_amounts and m.binding and m.goods.scope == "hs"]
        self._until = until
        self._bodies = bodies or {}
        self._cells: dict[tuple[str, str], list[CapCell]] = {}
        self._within: dict[CapScope, list[CapCell]] = {}
        self._sums: dict[tuple[CapScope, LimitPart, str, bool], LimbSum] = {}
        self._limits: dict[tuple[CapScope, LimitPart, str], Interval] = {}
        self._carried: dict[tuple[CapScope, LimitPart, str, str, bool], tuple[Interval, Decimal]] = {}
        for cell in cells:
            self._cells.setdefault((cell.measure, cell.ledger), []).append(cell)

    def ledgers(self, measure: Measure) -> list[str]:
        """The ledgers with rows on the goods of a cap."""
        return sorted(ledger for known, ledger in self._cells if known == measure.id)

    def scopes(self) -> list[CapScope]:
        """Every cap, window and ledger that has rows: one scope in all, or one for each state."""
        found = []
        for measure in self.measures:
            for window in windows_of(measure, self._until):
                for ledger in self.ledgers(measure):
                    plain = CapScope(measure, window, ledger, whole=self._bodies.get(measure.id, ALL_STATES))
                    cells = self.cells(plain)
                    if measure.counts == "all_member_states":
                        found += [plain] if cells else []
                    else:
                        traders = sorted({cell.trader for cell in cells} - {ALL_STATES, plain.whole})
                        found += [CapScope(measure, window, ledger, trader) for trader in traders]
        return found

    def cells(self, scope: CapScope) -> list[CapCell]:
        """The cells that fall, or may fall, on days that count."""
        if scope not in self._within:
            self._within[scope] = [
                cell
                for cell in self._cells.get((scope.measure.id, scope.ledger), [])
                if cell.held(scope.window.counted) != NO and (not scope.trader or cell.trader == scope.trader)
            ]
        return self._within[scope]

    def sum(
        self, scope: CapScope, part: LimitPart, factor: Factor | None, *, unapproved: bool = False
    ) -> LimbSum:
        """Everything traded against one limb of a scope, or what of it was not approved; made once."""
        key = scope, part, factor.name if factor else "", unapproved
        if key not in self._sums:
            self._sums[key] = LimbSum(scope, part, self.cells(scope), factor, unapproved=unapproved)
        return self._sums[key]

    def parts(self, scope: CapScope) -> tuple[LimitPart, ...]:
        """The limbs that are tested; for a freeze, one in the unit the state's own trade is reported in."""
        cells = self.cells(scope)
        stated = scope.measure.limit.first_reached_of
        if stated:
            met = tuple(part for part in stated if testable(part, scope.measure.limit, cells))
            quantities = [part for part in met if part.kind == "quantity"]
            second = quantities[1:] if own_factor(scope.measure, cells) else ()  # the same limit once more
            return tuple(part for part in met if part not in second)
        units = [unit(cell.unit).symbol for cell in cells if cell.unit and cell.quantity is not None]
        return (LimitPart(quantity=0, unit=units[0]),) if units else ()

    def factors(self, scope: CapScope) -> tuple[Factor | None, ...]:
        """The conversion factors to try; one None when every row is in the kind of unit the limit has."""
        cells = self.cells(scope)
        if scope.measure.limit.level_of:  # the level may be stated in another unit than the trade
            cells = [*cells, *self.cells(_before_force(scope))]
        if own := own_factor(scope.measure, cells):
            return (own,)
        return needed_factors(cells, self.parts(scope)) or (None,)

    def limit(self, scope: CapScope, part: LimitPart, factor: Factor | None) -> Interval:
        """What a limb allows: the number in the law, or the state's own trade in the 12 months before."""
        if scope.measure.limit.level_of != "prior_12_months":
            return point(part.size)
        key = scope, part, factor.name if factor else ""
        if key not in self._limits:
            self._limits[key] = self._level_before(scope, part, factor)
        return self._limits[key]

    def _level_before(self, scope: CapScope, part: LimitPart, factor: Factor | None) -> Interval:
        baseline = _before_force(scope)
        if not self.cells(baseline):
            return Interval(ZERO, None)
        return self.sum(baseline, part, factor).until(baseline.window.last).bounds

    def limb(
        self,
        scope: CapScope,
        part: LimitPart,
        factor: Factor | None,
        carry_over: CarryOver,
        through: date,
        *,
        unapproved: bool = False,
    ) -> tuple[LimbUse, LimbSum]:
        """What one limb has used up by the end of a day; ``unapproved`` as in ``pieces_of``."""
        traded = self.sum(scope, part, factor, unapproved=unapproved)
        limit = self.limit(scope, part, factor)
        key = scope, part, factor.name if factor else "", carry_over, unapproved
        if key not in self._carried:
            self._carried[key] = self.carried(scope, part, factor, carry_over, unapproved=unapproved)
        carried, carried_named = self._carried[key]
        return limb_use(part, traded.until(through), limit, carried, carried_named), traded

    def carried(
        self,
        scope: CapScope,
        part: LimitPart,
        factor: Factor | None,
        carry_over: CarryOver,
        *,
        unapproved: bool = False,
    ) -> tuple[Interval, Decimal]:
        """What the window before is charged to this one under a policy: bounds, and the figure named.

        With ``unapproved`` that is only what of it had no approval either.
        """
        before = self.before(scope)
        if carry_over == "strict" or before is None:
            return point(0), ZERO
        alike = [p for p in self.parts(before) if unit(p.symbol).kind == unit(part.symbol).kind]
        if not alike:
            return Interval(ZERO, None), ZERO
        end = before.window.counted.end or before.window.last
        use, traded = self.limb(before, alike[0], factor, carry_over, end, unapproved=unapproved)
        if carry_over == "whole":
            own = traded.until(end)
            return own.bounds, own.central
        over = use.used - use.limit
        low, high = max(over.low or ZERO, ZERO), None if over.high is None else max(over.high, ZERO)
        named = (use.central or ZERO) - (use.limit.low or ZERO)
        return Interval(low, high), max(named, ZERO)

    def before(self, scope: CapScope) -> CapScope | None:
        """The window whose days end on the eve of those that count in this one: of the same cap, or of the cap it took over from."""
        eve = (scope.window.counted.start or scope.window.first) - timedelta(1)
        for measure in self.measures:
            alike = measure.id == scope.measure.id or (
                measure.direction == scope.measure.direction
                and measure.state == scope.measure.state
                and self._bodies.get(measure.id) == self._bodies.get(scope.measure.id)
                and measure.counts == scope.measure.counts
                and same_goods(measure, scope.measure)
            )
            for window in windows_of(measure, eve) if alike else ():
                if eve in {window.last, window.counted.end}:
                    return CapScope(measure, window, scope.ledger, scope.trader, scope.whole)
        return None


def limb_use(
    part: LimitPart, traded: PieceSum, limit: Interval, carried: Interval, carried_named: Decimal
) -> LimbUse:
    """A sum as a share of a limit."""
    used = traded.bounds + carried
    central = traded.central + carried_named if traded.chosen or carried_named else None
    return LimbUse(
        kind=part.kind,
        unit=unit(part.symbol).symbol,
        limit=limit,
        used=used,
        carried=carried,
        central=central,
        share=_share(used, limit),
        central_share=None
        if central is None or not limit.low or not limit.exact
        else central * 100 / limit.low,
        passed=used.exceeds(limit),
    )


def _before_force(scope: CapScope) -> CapScope:
    """The twelve months before the first day in force, as a window of its own."""
    start = scope.measure.in_force.start
    first, last = _year_before(start), start - timedelta(1)
    before = CapWindow("before", first, last, Window(first, last))
    return CapScope(scope.measure, before, scope.ledger, scope.trader, scope.whole)


def _share(used: Interval, limit: Interval) -> Interval:
    if limit.exact and limit.low:
        return used.scaled(100, limit.low)
    if limit.low is None or limit.low <= 0:
        return Interval(ZERO, None)
    return used.divided_by(limit).scaled(100)


def _year_before(day: date) -> date:
    try:
        return day.replace(year=day.year - 1)
    except ValueError:  # 29 February
        return date(day.year - 1, 3, 1)
