"""What a policy comes to in one future: the formulas, the same ones the page of the site computes with.

    stopped  = sum over lines of (months / 12) x value x enforcement         for what is banned
             + sum over lines of (months / 12) x max(0, value - allowed) x enforcement   under a cap
    allowed  = min(quantity limit x price x (1 + premium), amount limit)
    enforcement today e; better 1 - (1-e)(1-g); with designations 1 - (1-e)(1-t); both 1 - (1-e)(1-g)(1-t)
    denied   = stopped x (1 - diversion) x (1 - substitution)

The deal itself stands in ``deal``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from yalu.policy.deal import deal
from yalu.policy.model import Model, Stopped

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Numbers = npt.NDArray[np.floating]


def outcomes(model: Model, future: dict[str, Any]) -> dict[str, Any]:
    """Every measure of one policy over some futures: arrays of equal length, money in USD million.

    ``stranded_own`` and ``ended`` (see ``deal``) stand beside the measures.
    ``breach_visible`` is not a number where nothing is owed, so that nothing can be broken.
    """
    import numpy  # noqa: PLC0415 - heavy, loaded when used

    stopped = stopped_trade(model, future)
    size = numpy.shape(future["enforcement"])
    kept = (1 - future["diversion"]) * (1 - future["substitution"])
    agreed = deal(model, future, still_sold(model, future))
    visible = numpy.full(size, numpy.nan)
    if model.owes:
        visible = numpy.where(agreed.watched, future["visible_with_inspectors"], future["visible_without"])
    return {
        "revenue_denied": stopped * kept,
        "cash_received": agreed.received,
        "cash_others": agreed.others,
        "stranded": agreed.stranded,
        "exposed": agreed.exposed,
        "freeze_months": agreed.freeze,
        "breach_visible": visible,
        "humanitarian_lines": numpy.full(size, float(len(model.humanitarian))),
        "stranded_own": agreed.stranded_own,
        "ended": agreed.ended,
    }


def still_sold(model: Model, future: dict[str, Any]) -> dict[str, Any]:
    """What the target still sells a year of the goods whose proceeds pay, USD million: their value less what law stops."""
    names = {name for tranche in model.tranches for name in tranche.goods}
    years = model.horizon / 12
    found = {}
    for line in model.lines:
        if line.name in names:
            alone = msgspec.structs.replace(model, stopped=tuple(p for p in model.stopped if p.line == line.name))
            value = future[line.range] if line.range else line.value
            found[line.name] = value - stopped_trade(alone, future) / years
    return found


def stopped_trade(model: Model, future: dict[str, Any]) -> Any:
    """Trade that the law stops over all the months ahead, before diversion and substitution."""
    import numpy  # noqa: PLC0415 - heavy, loaded when used

    gap = 1 - future["enforcement"]
    total: Any = numpy.zeros(numpy.shape(gap))
    for better in (False, True):
        for designated in (False, True):
            parts = [p for p in model.stopped if (p.better, p.designated) == (better, designated)]
            if not parts:
                continue
            left = gap
            if better:
                left = left * (1 - future["enforcement_gain"])
            if designated:
                left = left * (1 - future["designation_effect"])
            total += (1 - left) * _at_stake(parts, future)
    return total


def _at_stake(parts: list[Stopped], future: dict[str, Any]) -> Any:
    import numpy  # noqa: PLC0415 - heavy, loaded when used

    fixed: Any = sum((p.value or 0.0) * p.months / 12 for p in parts if not p.capped and not p.range)
    for part in parts:
        value: Any = future[part.range] if part.range else part.value
        years = part.months / 12
        if part.capped:
            fixed = fixed + numpy.maximum(value - _allowed(part, future["price_premium"]), 0.0) * years
        elif part.range:
            fixed = fixed + value * years
    return fixed


def _allowed(part: Stopped, premium: Any) -> Any:
    import numpy  # noqa: PLC0415 - heavy, loaded when used

    if part.allowed_quantity is None:
        return part.allowed_amount
    by_quantity = part.allowed_quantity * (1 + premium)
    return by_quantity if part.allowed_amount is None else numpy.minimum(by_quantity, part.allowed_amount)
