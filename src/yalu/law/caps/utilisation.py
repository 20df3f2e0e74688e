"""From sums to utilisations: the path through the window, warnings, the duty to stop, and the price."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from yalu.law.caps import cap_explanations as cap_words
from yalu.law.caps.caps import CapBook, CapScope, LimbSum
from yalu.law.caps.limbs import CapCell, joined
from yalu.law.caps.utilisation_records import (
    CarryOver,
    LimbUse,
    PathStep,
    PriceEffect,
    Scenario,
    Utilisation,
    Warned,
)
from yalu.law.text.conditions import exemptions
from yalu.law.text.records import LimitPart
from yalu.law.text.regimes import Regime
from yalu.law.verdicts.evidence import assumed_words
from yalu.vocabulary.amounts import Factor, Quantity, convert, unit
from yalu.vocabulary.answers import NO, YES, any_of
from yalu.vocabulary.intervals import exactly
from yalu.vocabulary.results import Verdict

Tested = list[tuple[LimbUse, LimbSum]]


def summed(
    book: CapBook,
    regime: Regime,
    scope: CapScope,
    carry_over: CarryOver,
    through: date | None,
    known_by: date | None = None,
    assumed: Mapping[str, str] | None = None,
) -> Utilisation | None:
    """The utilisation of one scope by the end of a day (the last day that counts when none is given).

    ``assumed`` is the evidence taken for rows that give none, which the words say.
    None when nothing in the cells can be compared with a limb.
    """
    end = scope.window.counted.end or scope.window.last
    day = min(x for x in (end, through, known_by) if x is not None)
    if day < (scope.window.counted.start or day):
        return None
    parts = book.parts(scope)
    if not parts:
        return None
    scenarios, tested, unapproved = [], [], []
    for factor in book.factors(scope):
        found = [book.limb(scope, part, factor, carry_over, day) for part in parts]
        tested.append(found)
        if exemptions(scope.measure):
            uses = [book.limb(scope, p, factor, carry_over, day, unapproved=True)[0] for p in parts]
            unapproved.append(any_of(use.passed for use in uses))
        scenarios.append(_scenario(found, factor, day, book.cells(scope)))
    facts = cap_words.CapFacts(
        regime=regime, scope=scope, carry_over=carry_over, through=day,
        asked=through is not None, scenarios=tuple(scenarios), sums=tuple(s for _, s in tested[0]),
        unapproved=tuple(unapproved), assumed=assumed_words(scope.measure, assumed or {}),
    )  # fmt: skip
    warnings = tuple(
        _warned(share, tested[0], day, book.cells(scope)) for share in scope.measure.limit.warn_at
    )
    stop = scope.measure.limit.stop_at
    figures = cap_words.figures(facts)
    return Utilisation(
        measure=scope.measure.id,
        ledger=scope.ledger,
        window=scope.window.label,
        carry_over=carry_over,
        trader=scope.trader,
        through=day,
        scenarios=tuple(scenarios),
        verdict=cap_words.cap_verdict(facts),
        quantity=figures.get("quantity"),
        value=figures.get("value"),
        warnings=warnings,
        stop=None if stop is None else _stop(facts, tested[0], day, exactly(stop), book.cells(scope)),
        price=price_effect(parts, book.cells(scope), tested[0], book.factors(scope)[0], day),
    )


def standing_of(book: CapBook, scope: CapScope, cell: CapCell, carry_over: CarryOver) -> str:
    """Where a cell stands to its limit: none, before, passing, after or unclear.

    ``passing`` means that this trade passed the limit even if it was the first of its period: of two that pass it
    only together, either may have been the earlier one, inside the limit. ``after`` means that the limit had
    certainly been passed before the period began.
    Where the law allows more with approval, only what was not approved uses the limit up: ``unproved`` is
    beyond the limit unless some of the trade was approved.
    """
    if cell.empty:
        return "none"
    found = _one_of(book, scope, cell, carry_over)
    if found == "before" or not exemptions(scope.measure):
        return found
    proved = _one_of(book, scope, cell, carry_over, unapproved=True)
    return "unproved" if proved == "unclear" and found != "unclear" else proved


def _one_of(
    book: CapBook, scope: CapScope, cell: CapCell, carry_over: CarryOver, *, unapproved: bool = False
) -> str:
    """The standing on which every conversion factor agrees."""
    found = {
        _standing(book, scope, cell, carry_over, factor, unapproved=unapproved)
        for factor in book.factors(scope)
    }
    return found.pop() if len(found) == 1 else "unclear"


def _standing(
    book: CapBook,
    scope: CapScope,
    cell: CapCell,
    carry_over: CarryOver,
    factor: Factor | None,
    *,
    unapproved: bool,
) -> str:
    answers = []
    for part in book.parts(scope):
        use, traded = book.limb(scope, part, factor, carry_over, cell.tested_last, unapproved=unapproved)
        limit, carried = use.limit, use.carried
        eve = date.fromordinal(max(cell.tested_first.toordinal() - 1, 1))
        before = traded.until(eve).bounds + carried
        if before.exceeds(limit) == YES:
            return "after"
        own = sum(
            (
                p.low
                for t, p in traded.pieces.pieces
                if t == cell.trader and any(traded.cells[number] == cell for number in p.cells)
            ),
            Decimal(0),
        )
        reached = (before.low or Decimal(0)) + own * cell.smallest(part.kind)
        if use.passed == YES and limit.high is not None and reached > limit.high:
            answers.append("passing")
        else:
            answers.append("before" if use.passed == NO else "unclear")
    if "passing" in answers:
        return "passing"
    return "before" if answers and set(answers) == {"before"} else "unclear"


def _scenario(tested: Tested, factor: Factor | None, through: date, cells: list[CapCell]) -> Scenario:
    uses = tuple(use for use, _ in tested)
    days = sorted({day for _, traded in tested for day in traded.days if day <= through})
    path = tuple(_step(tested, day, cells) for day in days)
    return Scenario(
        factor=factor.name if factor else "", limbs=uses, path=path, passed=any_of(u.passed for u in uses)
    )


def _step(tested: Tested, day: date, cells: list[CapCell]) -> PathStep:
    shares, passed = [], []
    for use, traded in tested:
        used = traded.until(day).bounds + use.carried
        passed.append(used.exceeds(use.limit))
        if use.limit.exact and use.limit.low:
            shares.append((use.kind, used.scaled(100, use.limit.low)))
    period = max((c.period for c in cells if c.tested_last == day), key=len, default=day.isoformat())
    return PathStep(day=day, period=period, shares=tuple(shares), passed=any_of(passed))


def _warned(share: float, tested: Tested, through: date, cells: list[CapCell]) -> Warned:
    reached = any_of(use.used.reaches(use.limit.scaled(exactly(share))) for use, _ in tested)
    first = _reached_on(exactly(share), tested, through)
    period = max((c.period for c in cells if c.tested_last == first), key=len, default="")
    return Warned(share=share, reached=reached, by=period)


def _reached_on(share: Decimal, tested: Tested, through: date) -> date | None:
    """The first day by whose end a share of a limit was certainly reached."""
    for day in sorted({day for _, traded in tested for day in traded.days if day <= through}):
        for use, traded in tested:
            used = traded.until(day).bounds + use.carried
            if used.reaches(use.limit.scaled(share)) == YES:
                return day
    return None


def _stop(
    facts: cap_words.CapFacts, tested: Tested, through: date, share: Decimal, cells: list[CapCell]
) -> Verdict:
    reached = any_of(use.used.reaches(use.limit.scaled(share)) for use, _ in tested)
    on = _reached_on(share, tested, through)
    later = [
        cell
        for cell in cells
        if on is not None and cell.tested_first > on and cell.tested_first <= through and _traded(cell)
    ]
    return cap_words.stop_verdict(facts, share, reached, on, later)


def _traded(cell: CapCell) -> bool:
    return any(cell.amounts(kind)[1] > 0 for kind in ("quantity", "value"))


def price_effect(
    parts: tuple[LimitPart, ...], cells: list[CapCell], tested: Tested, factor: Factor | None, through: date
) -> PriceEffect | None:
    """How price and quantity share the use of the value limb; None unless both limbs and amounts are there.

    From the cells the sums rest on that report both amounts. Value share = quantity share x price
    ratio, an identity; neither limb is ever converted into the other.
    """
    limits: dict[str, LimitPart] = {part.kind: part for part in parts}
    if set(limits) != {"quantity", "value"}:
        return None
    chosen = [{n for p in traded.until(through).chosen for n in p.cells} for _, traded in tested]
    used = [cells[n] for n in sorted(set.union(*chosen))] if chosen else []
    quantity, value = _both(used, limits, factor)
    if not quantity or not value:
        return None
    cap_quantity, cap_value = limits["quantity"].size, limits["value"].size
    price, cap_price = value / quantity, cap_value / cap_quantity
    quantity_points = quantity * 100 / cap_quantity
    return PriceEffect(
        price=price, cap_price=cap_price, ratio=price / cap_price, quantity_points=quantity_points,
        price_points=value * 100 / cap_value - quantity_points, quantity_at_price=cap_value / price,
        unit=unit(limits["quantity"].symbol).symbol,
    )  # fmt: skip


def _both(
    cells: list[CapCell], limits: Mapping[str, LimitPart], factor: Factor | None
) -> tuple[Decimal, Decimal]:
    """Quantity and value, in the units of the limbs, over the spans and codes that have both."""
    quantities: dict[tuple[str, str, date, date], Decimal] = {}
    values: dict[tuple[str, str, date, date], Decimal] = {}
    for cell in cells:
        key = (cell.trader, cell.hs, cell.tested_first, cell.tested_last)
        for kind, sums in (("quantity", quantities), ("value", values)):
            number = cell.amounts(kind)[0]
            here, there = cell.symbol(kind), limits[kind].symbol
            if number is None or not joined(cell, limits[kind], factor):
                continue
            used = None if unit(here).kind == unit(there).kind else factor
            sums[key] = sums.get(key, Decimal(0)) + convert(Quantity(number, here), there, used).value
    shared = quantities.keys() & values.keys()
    return sum((quantities[k] for k in shared), Decimal(0)), sum((values[k] for k in shared), Decimal(0))
