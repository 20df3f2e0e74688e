"""Robustness metrics of the field beside our four, and how much of each result every range decides.

After McPhail et al. 2018, *Robustness Metrics: How Are They Calculated, When Should They Be Used and Why Do They
Give Different Results?* (Earth's Future 6): the same futures, other ways to sum them up. None is right; an order that
holds under all of them is a firmer one. Values are turned so that more is better before a metric is taken.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Literal

import msgspec
import numpy as np
import numpy.typing as npt

from yalu.policy.assumptions import MEASURES, MORE_IS_BETTER, Assumptions, MeasuredBy
from yalu.policy.formulas.futures import placed
from yalu.policy.formulas.model import Model
from yalu.policy.judgement.corners import Corners

Values = npt.NDArray[np.floating]

Metric = Literal[
    "maximax", "hurwicz", "laplace", "mean_deviation", "undesirable_deviations", "percentile_skew"
]
METRICS: tuple[Metric, ...] = (
    "maximax", "hurwicz", "laplace", "mean_deviation", "undesirable_deviations", "percentile_skew",
)  # fmt: skip
METRIC_TITLES: dict[Metric, str] = {
    "maximax": "Best case", "hurwicz": "Half worst, half best (Hurwicz)",
    "laplace": "Mean of all futures (Laplace)", "mean_deviation": "Mean against deviation",
    "undesirable_deviations": "Undesirable deviations", "percentile_skew": "Percentile skew",
}  # fmt: skip
_HURWICZ = 0.5  # half optimism, the usual middle; McPhail et al. leave it to the analyst
FEWEST_SUMMED = 10  # a 10th percentile needs ten futures


class Summary(msgspec.Struct, frozen=True, kw_only=True):
    """One policy on one measure under the metrics of the field, with ranks; None where a metric says nothing.

    Values are in the measure's unit and sign, but ``mean_deviation`` (mean over deviation) and
    ``percentile_skew`` have no unit. ``turned`` names the metrics whose rank is not the one by the worst case.
    """

    policy: str
    measure: MeasuredBy
    values: dict[Metric, float | None]
    ranks: dict[Metric, int]
    turned: tuple[Metric, ...]


def summaries(models: Sequence[Model], table: Mapping[str, Any], corners: Corners) -> tuple[Summary, ...]:
    """Every policy on every measure; best and worst from the ends of the ranges, the rest from the futures.

    From fewer than ten futures there is nothing to sum up, and the answer is empty.
    """
    if not models or len(table[MEASURES[0]][0]) < FEWEST_SUMMED:
        return ()
    return tuple(row for name in MEASURES for row in _measure(models, table[name], name, corners))


def _measure(models: Sequence[Model], table: Any, name: MeasuredBy, corners: Corners) -> list[Summary]:
    sign = 1.0 if name in MORE_IS_BETTER else -1.0
    by_policy: dict[str, dict[Metric, float | None]] = {}
    worst: dict[str, float] = {}
    for place, model in enumerate(models):
        values = sign * np.asarray(table[place], dtype=float)
        least, most = corners.least(model.policy, name), corners.greatest(model.policy, name)
        if least is None or most is None or np.isnan(values).any():
            continue
        worst[model.policy] = least.value
        ends: dict[Metric, float | None] = {
            "maximax": most.value, "hurwicz": _HURWICZ * most.value + (1 - _HURWICZ) * least.value,
        }  # fmt: skip
        by_policy[model.policy] = ends | {
            metric: _rounded(take(values)) for metric, take in _OF_FUTURES.items()
        }
    by_worst = _ranks(worst)
    ranks = {
        metric: _ranks({p: v for p, found in by_policy.items() if (v := found[metric]) is not None})
        for metric in METRICS
    }
    rows = []
    for policy, found in by_policy.items():
        own = {metric: ranks[metric][policy] for metric in METRICS if policy in ranks[metric]}
        rows.append(
            Summary(
                policy=policy, measure=name, values={m: _signed(found[m], m, sign) for m in METRICS}, ranks=own,
                turned=tuple(metric for metric, rank in own.items() if rank != by_worst[policy]),
            )
        )  # fmt: skip
    return rows


def _mean_deviation(values: Values) -> float | None:
    """Mean over deviation where more is better, mean times deviation where less is (both need a common sign)."""
    mean, deviation = float(values.mean()), float(values.std())
    if mean <= 0:
        return mean * deviation + 0.0
    return None if deviation < 1e-9 else mean / deviation


def _undesirable(values: Values) -> float:
    """How far the worse half of the futures lies below the median, summed and shared among all futures; best is 0."""
    middle = float(np.median(values))
    return -float((middle - values[values < middle]).sum()) / len(values)


def _skew(values: Values) -> float | None:
    """Where the median lies between the 10th and 90th percentile: above 0 the better side reaches further."""
    low, middle, high = (float(v) for v in np.quantile(values, (0.1, 0.5, 0.9)))
    return None if high - low < 1e-9 else ((high + low) / 2 - middle) / ((high - low) / 2)


_OF_FUTURES: dict[Metric, Callable[[Any], float | None]] = {
    "laplace": lambda values: float(values.mean()), "mean_deviation": _mean_deviation,
    "undesirable_deviations": _undesirable, "percentile_skew": _skew,
}  # fmt: skip


def _ranks(values: Mapping[str, float]) -> dict[str, int]:
    """Ranks, the greatest first; equal to a thousandth share the better rank."""
    rounded = {policy: round(value, 3) for policy, value in values.items()}
    return {policy: 1 + sum(other > value for other in rounded.values()) for policy, value in rounded.items()}


def _signed(value: float | None, metric: Metric, sign: float) -> float | None:
    if value is None:
        return None
    unit = metric in {"maximax", "hurwicz", "laplace"}
    return round(value * sign if unit else value, 6) + 0.0


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 9)


STRIPS = 10
FEWEST_SHARED = 50  # five futures a strip
_LEAST = 0.02  # below this a share cannot be distinguished from chance at 1,000 futures


class Importance(msgspec.Struct, frozen=True, kw_only=True):
    """One measure of one policy and the ranges that decide it: share of variance by range, the greatest first.

    The share of variance that goes with one range alone: futures are parted by the range into ten equal strips (a
    range of whole numbers by its numbers), and the variance of the strips' means is compared with the whole, less what
    so many strips would show by chance (epsilon squared, Kelley 1935). It is the first-order effect of variance-based
    sensitivity analysis (Saltelli et al. 2008, *Global Sensitivity Analysis*); what only two ranges together decide is
    in none of the shares. It says what decides within these ranges, not what is likely.
    """

    policy: str
    measure: MeasuredBy
    shares: dict[str, float]


def importance(
    models: Sequence[Model], table: Mapping[str, Any], taken: Mapping[str, Any], assumed: Assumptions
) -> tuple[Importance, ...]:
    """Every measure that varies, by policy. ``table`` and ``taken`` are of the same futures; none from under 50."""
    count = len(next(iter(taken.values()))) if taken else 0
    if count < FEWEST_SHARED:
        return ()
    parts = {n: _parts(n, strips, count, assumed) for n, strips in taken.items()}
    found = []
    for place, model in enumerate(models):
        for name in MEASURES:
            values = np.asarray(table[name][place], dtype=float)
            if np.isnan(values).any() or np.ptp(values) < 1e-9:
                continue
            shares = {n: _share(values, *part) for n, part in parts.items() if part[1] > 1}
            weighty = sorted(
                ((n, s) for n, s in shares.items() if s >= _LEAST), key=lambda one: (-one[1], one[0])
            )
            found.append(Importance(policy=model.policy, measure=name, shares=dict(weighty)))
    return tuple(found)


def _parts(name: str, strips: Any, count: int, assumed: Assumptions) -> tuple[npt.NDArray[np.intp], int]:
    """Which part of a range every future lies in, and how many parts there are."""
    one = assumed.ranges[name]
    if one.low == one.high:
        return np.zeros(count, dtype=int), 1
    if one.whole and one.high - one.low < STRIPS:
        return (placed(one, strips, count) - one.low).astype(int), int(one.high - one.low) + 1
    return (strips.astype(np.int64) * STRIPS) // count, STRIPS


def _share(values: npt.NDArray[np.floating], part: npt.NDArray[np.intp], parts: int) -> float:
    count = np.bincount(part, minlength=parts)
    means = np.bincount(part, values, minlength=parts) / np.maximum(count, 1)
    whole = float(((values - values.mean()) ** 2).sum())
    between = float((count * (means - values.mean()) ** 2).sum())
    within = whole - between
    free = len(values) - parts
    by_chance = (parts - 1) * within / free if free > 0 else between
    return round(max(0.0, (between - by_chance) / whole), 3)
