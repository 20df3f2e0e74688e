"""The law over time: which measures were in force when, on which goods, and what became of them."""

from __future__ import annotations

from datetime import date

import msgspec

from yalu.law.text.records import Measure
from yalu.law.text.regimes import Regime
from yalu.law.verdicts.evidence import regime_coverage
from yalu.vocabulary.codes import hs as read_hs
from yalu.vocabulary.tables import Results


class TimelineRow(msgspec.Struct, frozen=True, kw_only=True):
    """One measure on the timeline. ``state_on`` is its state on the day asked about, "" when none was."""

    measure: str
    title: str
    layer: str
    state: str
    effect: str
    direction: str
    goods: str
    hs: tuple[str, ...]
    start: date
    until: date | None
    ended_by: str
    known_from: date
    state_on: str
    binding: bool
    verified: str


def timeline(regime: Regime, hs: str | None = None, on: date | str | None = None) -> Results[TimelineRow]:
    """The measures in order of their first day, those on an HS code when one is given.

    ``on`` adds the state of each on a day: ``not_yet``, ``in_force``, ``ended`` or ``never``. A code
    meets measures above and below it. Raises CodeError for what is not an HS code.
    """
    day = date.fromisoformat(on) if isinstance(on, str) else on
    found = [m for m in regime.measures if hs is None or _meets(m, hs)]
    ordered = sorted(found, key=lambda m: (m.in_force.start, m.id))
    return Results(tuple(_row(regime, measure, day) for measure in ordered), regime_coverage(regime))


def _meets(measure: Measure, text: str) -> bool:
    code = read_hs(text)
    left_out = max((len(out) for out in measure.goods.except_hs if read_hs(out).covers(code)), default=0)
    named = (prefix for prefix in measure.goods.hs + measure.goods.hs_part if len(prefix) > left_out)
    return any(read_hs(prefix).may_cover(code) for prefix in named)


def _row(regime: Regime, measure: Measure, day: date | None) -> TimelineRow:
    return TimelineRow(
        measure=measure.id,
        title=measure.title,
        layer=regime.layer(measure),
        state=regime.whose(measure),
        effect=measure.effect,
        direction=measure.direction,
        goods=measure.goods.text,
        hs=measure.goods.hs + measure.goods.hs_part,
        start=measure.in_force.start,
        until=measure.in_force.until,
        ended_by=measure.in_force.ended_by,
        known_from=measure.known_from,
        state_on="" if day is None else state_on(measure, day),
        binding=measure.binding,
        verified=measure.verified,
    )


def state_on(measure: Measure, day: date) -> str:
    """``not_yet``, ``in_force``, ``ended``, or ``never`` for what was replaced before it began."""
    start, until = measure.in_force.start, measure.in_force.until
    if until is not None and until <= start:
        return "never"
    if day < start:
        return "not_yet"
    return "ended" if until is not None and day >= until else "in_force"
