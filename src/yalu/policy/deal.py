"""The deal of an option in one future: which steps are taken, what is paid when, and what is stranded.

Step i is taken i x m months after talks begin, i up to the steps kept; then it is broken after
another m months. A release goes out once its step stood verified, and is stranded when the deal is broken
before the step it buys stood as long as it must.
"""

from __future__ import annotations

from typing import Any

from yalu.policy.model import Model, Tranche
from yalu.policy.steps import STEPS

_LAST = len(STEPS)


def deal(model: Model, future: dict[str, Any]) -> tuple[Any, Any, Any, Any]:
    """Cash received, of it by others than the partner, stranded, and months of verified freeze."""
    import numpy  # noqa: PLC0415 - heavy, loaded when used

    steps, pace = future["steps_kept"], future["months_a_step"]
    received, others, stranded, freeze = (numpy.zeros(numpy.shape(pace)) for _ in range(4))
    if model.talks is None:
        return received, others, stranded, freeze
    horizon = float(model.horizon)
    breach = numpy.where(steps >= _LAST, numpy.inf, model.talks + (steps + 1) * pace)
    broken = breach < horizon
    for tranche in model.tranches:
        out = _release_month(tranche, model.talks, steps, pace)
        paid = (out < breach) & (out <= horizon) & (tranche.deposit < breach)
        taken = numpy.where(steps >= tranche.buys, model.talks + tranche.buys * pace, numpy.inf)
        unkept = paid & broken & (numpy.maximum(out, taken + tranche.keep) > breach)
        received += tranche.amount * paid
        stranded += tranche.amount * unkept
        if not tranche.by_partner:
            others += tranche.amount * paid
    if model.freeze_verified:
        start = model.talks + pace + model.freeze_verify
        stood = (steps >= 1) & (start < breach)
        freeze = numpy.where(stood, numpy.maximum(numpy.minimum(horizon, breach) - start, 0.0), 0.0)
    return received, others, stranded, freeze


def _release_month(tranche: Tranche, talks: float, steps: Any, pace: Any) -> Any:
    import numpy  # noqa: PLC0415 - heavy, loaded when used

    if tranche.after == 0:
        return numpy.full(numpy.shape(pace), max(tranche.not_before, 0.0))
    verified = talks + tranche.after * pace + tranche.verify
    out = numpy.maximum(verified, tranche.not_before)
    return numpy.where(steps >= tranche.after, out, numpy.inf)
