"""How much of what an option comes to is decided by each range, from the same futures as everything else.

The share of variance that goes with one range alone: futures are parted by the range into ten equal strips (a range
of whole numbers by its numbers), and the variance of the strips' means is held against the whole, less what so
many strips would show by chance (epsilon squared, Kelley 1935). It is the first-order effect of variance-based
sensitivity analysis (Saltelli et al. 2008, *Global Sensitivity Analysis*); what only two ranges together decide is in
none of the shares. It says what decides within these ranges, not what is likely.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import msgspec

from yalu.policy.assumptions import MEASURES, Assumptions, Measured
from yalu.policy.futures import placed
from yalu.policy.model import Model

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

STRIPS = 10
FEWEST = 50  # five futures a strip
_LEAST = 0.02  # below this a share is not told apart from chance at 1,000 futures


class Importance(msgspec.Struct, frozen=True, kw_only=True):
    """One measure of one policy and the ranges that decide it: share of variance by range, the greatest first."""

    policy: str
    measure: Measured
    shares: dict[str, float]


def importance(
    models: Sequence[Model], table: Mapping[str, Any], taken: Mapping[str, Any], assumed: Assumptions
) -> tuple[Importance, ...]:
    """Every measure that varies, by policy. ``table`` and ``taken`` are of the same futures; none from under 50."""
    import numpy  # noqa: PLC0415 - heavy, loaded when used

    count = len(next(iter(taken.values()))) if taken else 0
    if count < FEWEST:
        return ()
    parts = {n: _parts(n, strips, count, assumed) for n, strips in taken.items()}
    found = []
    for place, model in enumerate(models):
        for name in MEASURES:
            values = numpy.asarray(table[name][place], dtype=float)
            if numpy.isnan(values).any() or numpy.ptp(values) < 1e-9:
                continue
            shares = {n: _share(values, *part) for n, part in parts.items() if part[1] > 1}
            told = sorted(
                ((n, s) for n, s in shares.items() if s >= _LEAST), key=lambda one: (-one[1], one[0])
            )
            found.append(Importance(policy=model.policy, measure=name, shares=dict(told)))
    return tuple(found)


def _parts(name: str, strips: Any, count: int, assumed: Assumptions) -> tuple[npt.NDArray[np.intp], int]:
    """Which part of a range every future lies in, and how many parts there are."""
    import numpy  # noqa: PLC0415 - heavy, loaded when used

    one = assumed.ranges[name]
    if one.low == one.high:
        return numpy.zeros(count, dtype=int), 1
    if one.whole and one.high - one.low < STRIPS:
        return (placed(one, strips, count) - one.low).astype(int), int(one.high - one.low) + 1
    return (strips.astype(numpy.int64) * STRIPS) // count, STRIPS


def _share(values: npt.NDArray[np.floating], part: npt.NDArray[np.intp], parts: int) -> float:
    import numpy  # noqa: PLC0415 - heavy, loaded when used

    count = numpy.bincount(part, minlength=parts)
    means = numpy.bincount(part, values, minlength=parts) / numpy.maximum(count, 1)
    whole = float(((values - values.mean()) ** 2).sum())
    between = float((count * (means - values.mean()) ** 2).sum())
    within = whole - between
    free = len(values) - parts
    by_chance = (parts - 1) * within / free if free > 0 else between
    return round(max(0.0, (between - by_chance) / whole), 3)
