"""Which ranges decide the order of the policies: the ranking in the lowest and the highest third of each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Literal

import msgspec
import numpy as np
import numpy.typing as npt

from yalu.policy.assumptions import MEASURES, Assumptions, MeasuredBy, oriented
from yalu.policy.formulas.model import Model
from yalu.policy.judgement.robustness import percentile_place
from yalu.policy.judgement.switch_points import meets

# Of more futures than MOST the first so many are asked, which a comparison says; from fewer than FEWEST, with ten in each
# third, no order is given.
MOST, FEWEST = 20_000, 30
_LEAST = 0.02


class Deciding(msgspec.Struct, frozen=True, kw_only=True):
    """One range and one measure: the policies in order in the lowest and in the highest third of the range.

    The order is of 90th-percentile regret, and for ``goal`` of the share of futures that meet it. ``swapped``
    counts the pairs of policies whose order turns round by more than two percent of the largest value.
    """

    range: str
    measure: MeasuredBy | Literal["goal"]
    low: tuple[str, ...]
    high: tuple[str, ...]
    swapped: int


def deciding(
    models: Sequence[Model], assumed: Assumptions, table: Mapping[str, Any], taken: Mapping[str, Any]
) -> tuple[Deciding, ...]:
    """Every range that swaps a pair of policies on some measure, the most swaps first.

    ``table`` and ``taken`` are the measures and the strips of the same futures. They are parted by each range into
    thirds, and the policies ordered anew in the lowest and the highest of them; under 30 futures nothing is said.
    """
    some = table[MEASURES[0]].shape[1]
    if some < FEWEST:
        return ()
    met = [meets({n: table[n][place] for n in table}, assumed.measures) for place in range(len(models))]
    found = []
    for name, strips in taken.items():
        if assumed.ranges[name].low == assumed.ranges[name].high:
            continue
        ranked = strips.argsort(kind="stable").argsort(kind="stable")
        thirds = (ranked * 3 < some, ranked * 3 >= 2 * some)
        missed = [
            {
                model.policy: round(1 - float(one[part].mean()), 3)
                for model, one in zip(models, met, strict=True)
            }
            for part in thirds
        ]
        found.append(_deciding(name, "goal", *missed))
        for measure in MEASURES:
            regrets = [_regrets(models, table[measure], measure, part) for part in thirds]
            found.append(_deciding(name, measure, *regrets))
    return tuple(
        sorted((d for d in found if d.swapped), key=lambda d: (d.measure != "goal", -d.swapped, d.range))
    )


def _deciding(
    name: str, measure: MeasuredBy | Literal["goal"], low: Mapping[str, float], high: Mapping[str, float]
) -> Deciding:
    return Deciding(
        range=name, measure=measure, low=_order(low), high=_order(high), swapped=_swaps(low, high)
    )


def _regrets(
    models: Sequence[Model], table: npt.NDArray[np.floating], measure: str, part: Any
) -> dict[str, float]:
    said = [place for place in range(len(models)) if not np.isnan(table[place, 0])]
    if not said or not part.any():
        return {}
    values = oriented(table[said][:, part], measure)
    regret = values.max(axis=0) - values
    nth = percentile_place(regret.shape[1], 90)
    nths = np.partition(regret, nth, axis=1)[:, nth]
    return {models[place].policy: round(float(value), 3) for place, value in zip(said, nths, strict=True)}


def _swaps(low: Mapping[str, float], high: Mapping[str, float]) -> int:
    """Pairs whose order turns round; a difference under two percent of the largest value is none."""
    names = sorted(low)
    least = _LEAST * max([*low.values(), *high.values()], default=0.0)
    return sum(
        (low[one] - low[other]) * (high[one] - high[other]) < 0
        and min(abs(low[one] - low[other]), abs(high[one] - high[other])) >= least
        for place, one in enumerate(names)
        for other in names[place + 1 :]
    )


def _order(regrets: Mapping[str, float]) -> tuple[str, ...]:
    return tuple(sorted(regrets, key=lambda policy: (regrets[policy], policy)))
