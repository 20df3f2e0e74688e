"""At which paces two moments of a deal fall together: between them, money does not change and law changes along a line.

Every moment of a deal (a step, a release, the end of a keep period, the breach, a lever on a step, the last month) is
the latest of some straight lines, a constant plus so many times the months a step. What is paid, stranded, exposed and
ended depends only on the order of moments, and months of relief are the time between two of them; the order changes
only where two of those lines cross.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from yalu.policy.agreement.moments import BREACH
from yalu.policy.agreement.steps import STEPS
from yalu.policy.assumptions import DAYS_A_MONTH, Range
from yalu.policy.formulas.model import Model

Line = tuple[float, int]
"""Months that do not depend on the pace, and how many times the pace comes on top."""


BESIDE = 1e-6  # months: on which side of a date a payment falls; under three seconds


def critical_paces(models: Iterable[Model], ranges: Mapping[str, Range]) -> list[float]:
    """The ends of the range of months a step, and within it every crossing of any model with a place on either side.

    A worst case over the pace lies at one of these, whatever else is fixed; so does the worst difference of two options.
    """
    one, keep = ranges["months_a_step"], ranges["keep_days"]
    ends = {float(one.low), float(one.high)}
    meet = {pace for model in models for pace in crossing_paces(model, {float(keep.low), float(keep.high)})}
    near = {pace + side for pace in meet for side in (-BESIDE, 0.0, BESIDE)}
    return sorted(ends | {pace for pace in near if one.low < pace < one.high})


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


def _lines(model: Model, keeps: Sequence[float]) -> set[Line]:
    talks = model.talks or 0.0
    steps = {place: _step(model, place, talks) for place in range(1, len(model.owed) + 1)}
    lines: set[Line] = {(float(model.horizon), 0)} | _breaches(talks) | _law(model, talks)
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


def _since(model: Model, after: int, talks: float) -> set[Line]:
    if after == BREACH:
        return _breaches(talks)
    return _step(model, after, talks) if after else {(0.0, 0)}


def _breaches(talks: float) -> set[Line]:
    return {(talks, kept + 1) for kept in range(len(STEPS))}


def _law(model: Model, talks: float) -> set[Line]:
    """When levers that wait for a step or a breach begin and end, and the days that bound what they change."""
    lines: set[Line] = set()
    for moment in model.moments:
        lines |= _moved(_since(model, moment.after, talks), moment.month)
        if moment.restored is not None:
            lines |= _moved(_breaches(talks), moment.restored)
    for part in model.stopped:
        if part.moments:
            lines |= {(part.first, 0), (part.last, 0)}
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
                found |= _moved(_since(model, duty.after, talks), duty.month)
        first = next((n for n, tranche in enumerate(model.tranches) if tranche.payment == name), None)
        if first is not None:
            found |= _tranche(model, first, talks)
    return found


def _moved(lines: set[Line], months: float) -> set[Line]:
    return {(constant + months, slope) for constant, slope in lines}
