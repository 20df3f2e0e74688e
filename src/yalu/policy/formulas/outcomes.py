"""What a policy comes to in one future: the formulas, the same ones the page of the site computes with.

    stopped  = sum over lines of (months / 12) x value x enforcement         for what is banned
             + sum over lines of (months / 12) x max(0, value - allowed) x enforcement   under a cap
    allowed  = min(quantity limit x price x (1 + premium), amount limit), the least of all caps in force
    enforcement today e; better 1 - (1-e)(1-g); with designations 1 - (1-e)(1-wt); both 1 - (1-e)(1-g)(1-wt)
    denied   = stopped x (1 - diversion) x (1 - substitution)

``w`` is how much of the effect of designations counts. Where law changes on a step or a breach, months are those
of the future: how long a period of the law and the spans of its levers have in common.

The deal itself stands in ``deal``.
"""

from __future__ import annotations

from typing import Any

import msgspec
import numpy as np

from yalu.policy.agreement.moments import overlap, spans
from yalu.policy.formulas.deal import DealCourse, deal
from yalu.policy.formulas.model import Model
from yalu.policy.formulas.stoppage import Stopped


def outcomes(model: Model, future: dict[str, Any]) -> dict[str, Any]:
    """Every measure of one policy over some futures: arrays of equal length, money in USD million.

    ``stranded_own`` and ``ended`` (see ``deal``) stand beside the measures.
    ``breach_visible`` is not a number where nothing is owed, so that nothing can be broken.
    """
    size = np.shape(future["enforcement"])
    agreed = deal(model, future, still_sold(model, future))
    visible = np.full(size, np.nan)
    if model.owes:
        visible = np.where(agreed.watched, future["visible_with_inspectors"], future["visible_without"])
    return {
        "revenue_denied": denied_trade(model, future), "cash_received": agreed.received, "cash_others": agreed.others,
        "stranded": agreed.stranded, "exposed": agreed.exposed, "freeze_months": agreed.freeze,
        "breach_visible": visible, "humanitarian_lines": humanitarian_touched(model, future),
        "stranded_own": agreed.stranded_own, "ended": agreed.ended,
    }  # fmt: skip


def denied_trade(model: Model, future: dict[str, Any]) -> Any:
    """The measure ``revenue_denied`` by itself: what is stopped and neither diverted nor sold in another form."""
    return stopped_trade(model, future) * ((1 - future["diversion"]) * (1 - future["substitution"]))


def still_sold(model: Model, future: dict[str, Any]) -> dict[str, Any]:
    """What the target still sells a year of the goods whose proceeds pay, USD million: their value less what law stops."""
    names = {name for tranche in model.tranches for name in tranche.goods}
    years = model.horizon / 12
    found = {}
    for line in model.lines:
        if line.name in names:
            alone = msgspec.structs.replace(
                model, stopped=tuple(p for p in model.stopped if p.line == line.name)
            )
            value = future[line.range] if line.range else line.value
            found[line.name] = value - stopped_trade(alone, future) / years
    return found


def stopped_trade(model: Model, future: dict[str, Any]) -> Any:
    """Trade that the law stops over all the months ahead, before diversion and substitution."""
    gap = 1 - future["enforcement"]
    total: Any = np.zeros(np.shape(gap))
    held = _Held(model, future)
    for better, designated in sorted({(part.better, part.designated) for part in model.stopped}):
        left = gap
        if better:
            left = left * (1 - future["enforcement_gain"])
        if designated:
            left = left * (1 - designated * future["designation_effect"])
        parts = [part for part in model.stopped if (part.better, part.designated) == (better, designated)]
        total += (1 - left) * _at_stake(parts, future, held)
    return total


def humanitarian_touched(model: Model, future: dict[str, Any]) -> Any:
    """Humanitarian lines that bans and caps on supplies may cover as the last month ends."""
    touched = np.full(np.shape(future["enforcement"]), float(len(model.humanitarian)))
    if model.relief_lines:
        held, end = spans(model.moments, DealCourse(model, future)), float(model.horizon)
        for moments, change in model.relief_lines:
            standing = [(held[n][0] < end) & (held[n][1] >= end) for n in moments]
            touched += change * np.logical_and.reduce(standing)
    return touched


class _Held:
    """How many months a period of the law and a set of moments have in common, each worked out once."""

    def __init__(self, model: Model, future: dict[str, Any]) -> None:
        self._spans = spans(model.moments, DealCourse(model, future)) if model.moments else []
        self._found: dict[tuple[tuple[int, ...], float, float], Any] = {}

    def months(self, part: Stopped) -> Any:
        """The months of one part: a number, or an array over the futures where moments decide."""
        return self.span(part.moments, part.first, part.last) * part.times if part.moments else part.months

    def span(self, moments: tuple[int, ...], first: float, last: float) -> Any:
        """The months that a period and a set of moments have in common."""
        key = moments, first, last
        if key not in self._found:
            self._found[key] = overlap([self._spans[n] for n in moments], first, last)
        return self._found[key]


def _at_stake(parts: list[Stopped], future: dict[str, Any], held: _Held) -> Any:
    """Value times years, parts of a stated value under one span of time added up before the futures are met."""
    stake: Any = 0.0
    stated: dict[tuple[Any, ...], float] = {}
    for part in parts:
        if part.capped or part.range:
            value: Any = future[part.range] if part.range else part.value
            if part.capped:
                value = np.maximum(value - _allowed(part, future["price_premium"]), 0.0)
            stake = stake + value * (held.months(part) / 12)
        else:
            key = (part.moments, part.first, part.last) if part.moments else ()
            years = part.times / 12 if part.moments else part.months / 12
            stated[key] = stated.get(key, 0.0) + (part.value or 0.0) * years
    for key, value in stated.items():
        stake = stake + (held.span(*key) * value if key else value)
    return stake


def _allowed(part: Stopped, premium: Any) -> Any:
    if part.allowed_quantity is None:
        return part.allowed_amount
    by_quantity = part.allowed_quantity * (1 + premium)
    return by_quantity if part.allowed_amount is None else np.minimum(by_quantity, part.allowed_amount)
