"""At which paces two moments of a deal fall together: between them, money and steps do not change.

Every moment of a deal (a step, a release, the end of a keep period, the breach, the last month) is the latest of
some straight lines, a constant plus so many times the months a step. What is paid, stranded, exposed and ended
depends only on the order of moments, and the order changes only where two of those lines cross.
"""

from __future__ import annotations

from collections.abc import Iterable

from yalu.policy.model import DAYS_A_MONTH, Model
from yalu.policy.steps import STEPS

Line = tuple[float, int]
"""Months that do not depend on the pace, and how many times the pace comes on top."""


def crossing_paces(model: Model, keep_days: Iterable[float]) -> tuple[float, ...]:
    """Every pace above zero, in months a step, at which two moments of the deal fall together, in order.

    Worst cases over the pace lie at these, just beside them or at the ends of the range, for each of the
    ``keep_days`` given. For any one pace and number of steps, more keep days never strand or expose less, so the
    longest keep period of the range is the one to give for the worst.
    """
    if model.talks is None:
        return ()
    lines = _lines(model, [days / DAYS_A_MONTH for days in keep_days])
    found = set()
    for constant, slope in lines:
        for other, less in lines:
            if slope > less and other > constant:
                found.add(round((other - constant) / (slope - less), 12))
    return tuple(sorted(found))


def _lines(model: Model, keeps: list[float]) -> set[Line]:
    talks = model.talks or 0.0
    steps = {place: _step(model, place, talks) for place in range(1, len(model.owed) + 1)}
    lines: set[Line] = {(float(model.horizon), 0)} | {(talks, kept + 1) for kept in range(len(STEPS))}
    for place, owed in enumerate(model.owed, 1):
        lines |= steps[place] | _moved(steps[place], owed.lag)
        for keep in keeps:
            lines |= _moved(steps[place], owed.lag + keep)
    for place, tranche in enumerate(model.tranches):
        out = _tranche(model, place, talks)
        since = out | steps.get(tranche.buys, set())
        own = model.owed[tranche.buys - 1].keep if tranche.buys else None
        lines |= out | _moved(out, tranche.recall)
        for keep in keeps if own is None else [*keeps, own]:
            lines |= _moved(since, keep)
    return lines


def _step(model: Model, place: int, talks: float) -> set[Line]:
    required = [name for owed in model.owed[:place] for name in owed.requires]
    return {(talks, place)} | _required(model, required, talks)


def _tranche(model: Model, place: int, talks: float) -> set[Line]:
    one = model.tranches[place]
    waited = _moved(_step(model, one.after, talks), one.wait) if one.after else set()
    return {(one.earliest, 0)} | waited | _required(model, one.requires, talks)


def _required(model: Model, names: Iterable[str], talks: float) -> set[Line]:
    found: set[Line] = set()
    for name in names:
        for duty in model.duties:
            if duty.id == name:
                after = _step(model, duty.after, talks) if duty.after else {(0.0, 0)}
                found |= _moved(after, duty.month)
        first = next((n for n, tranche in enumerate(model.tranches) if tranche.payment == name), None)
        if first is not None:
            found |= _tranche(model, first, talks)
    return found


def _moved(lines: set[Line], months: float) -> set[Line]:
    return {(constant + months, slope) for constant, slope in lines}
