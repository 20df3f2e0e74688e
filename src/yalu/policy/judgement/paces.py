"""At which paces two dates of a deal can meet, and which paths are seen to their end."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from yalu.policy.assumptions import Range
from yalu.policy.model import DAYS_A_MONTH, Model
from yalu.policy.steps import STEPS

_BESIDE = 1e-6  # months: on which side of a date a payment falls; under three seconds
_NOT_TIMES = frozenset({"amount", "value", "allowed_quantity", "allowed_amount"})


def critical_paces(models: Sequence[Model], one: Range, ranges: Mapping[str, Range]) -> list[float]:
    """Every pace within the range at which two dates of a deal can meet, a little on either side, and the ends.

    A date is ``length + n x pace`` with n from 0 to 5; lengths are all those of the models, and their sums with
    the months until talks begin.
    """
    import numpy  # noqa: PLC0415 - heavy, loaded when used

    lengths = {0.0} | {length for model in models for length in _lengths(msgspec.structs.asdict(model))}
    if (keep := ranges.get("keep_days")) is not None:
        lengths |= {end / DAYS_A_MONTH for end in ends_of(keep)}
    talks = {model.talks for model in models if model.talks is not None}
    if not talks:
        return sorted({*ends_of(one)})
    lags = numpy.asarray(sorted(lengths))
    apart = numpy.subtract.outer(lags, lags).ravel()
    later = numpy.subtract.outer(lags, numpy.asarray(sorted(talks))).ravel()
    spans = numpy.concatenate([apart, numpy.subtract.outer(later, lags).ravel()])
    meet = numpy.unique(numpy.concatenate([spans / count for count in range(1, len(STEPS) + 2)]).round(9))
    near = numpy.concatenate([meet - _BESIDE, meet, meet + _BESIDE])
    return sorted({*ends_of(one), *(float(p) for p in near[(near > one.low) & (near < one.high)])})


def ended_of(model: Model, points: Mapping[str, Any], found: Mapping[str, Any]) -> Any:
    """In which futures a deal is seen to its end: broken, or its last step taken, within the months ahead.

    Where there is no deal there is nothing to see, so that no future is cut off.
    """
    import numpy  # noqa: PLC0415 - heavy, loaded when used

    steps, pace = points["steps_kept"], points["months_a_step"]
    if "ended" in found:
        return numpy.asarray(found["ended"]) > 0
    if model.talks is None or not has_deal(model):
        return numpy.ones(numpy.shape(pace), dtype=bool)
    last = numpy.minimum(steps + 1, len(STEPS))
    return model.talks + last * pace < model.horizon


def has_deal(model: Model) -> bool:
    """Whether there is anything that the counterpart could break: something owed, or money for it."""
    return bool(model.owes or model.tranches)


def _lengths(value: Any) -> set[float]:
    """Every length of time in a model, in months, however deep it stands."""
    if isinstance(value, bool) or value is None:
        return set()
    if isinstance(value, float | int):
        return {float(value)} if isinstance(value, float) else set()
    if isinstance(value, msgspec.Struct):
        return _lengths(msgspec.structs.asdict(value))
    if isinstance(value, Mapping):
        inner = {length for key, item in value.items() if key not in _NOT_TIMES for length in _lengths(item)}
        return inner | ({float(value["horizon"])} if "horizon" in value else set())
    return {n for item in value for n in _lengths(item)} if isinstance(value, tuple | list) else set()


def ends_of(one: Range) -> list[float]:
    """The two ends of a range, once where they are the same."""
    return [float(one.low)] if one.low == one.high else [float(one.low), float(one.high)]
