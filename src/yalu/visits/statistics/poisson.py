"""Counts per time: exact intervals, exact comparison of two eras, and a change-point scan.

Visits are treated as a Poisson count over known time. That is a modelling choice, said on every
page that shows an interval: visits cluster around anniversaries, so true uncertainty is wider.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import log
from typing import TYPE_CHECKING, Any

import msgspec

if TYPE_CHECKING:
    import numpy as np


def garwood(count: int, years: float, level: float = 0.95) -> tuple[float, float]:
    """Exact interval for a yearly rate from ``count`` visits in ``years``.

    Garwood, F. (1936), Fiducial limits for the Poisson distribution, Biometrika 28:437-442.
    """
    from scipy.special import gammaincinv  # noqa: PLC0415 - heavy, loaded when used

    tail = (1 - level) / 2
    low = 0.0 if count == 0 else float(gammaincinv(count, tail))
    return low / years, float(gammaincinv(count + 1, 1 - tail)) / years


def weighted_interval(
    plain: int, summits: int, weight: float, years: float, level: float = 0.95
) -> tuple[float, float]:
    """Interval for a yearly rate in which ``summits`` of the ``plain`` visits weigh ``weight``.

    Fay, M. P. and Feuer, E. J. (1997), Confidence intervals for directly standardized rates: a
    method based on the gamma distribution, Statistics in Medicine 16:791-801. Equals Garwood's
    interval when the weight is 1.
    """
    from scipy.special import gammaincinv  # noqa: PLC0415 - heavy, loaded when used

    tail = (1 - level) / 2
    total = plain + (weight - 1) * summits
    variance = (plain - summits) + weight**2 * summits
    heaviest = max(1.0, weight)
    low = 0.0 if total <= 0 else variance / total * float(gammaincinv(total**2 / variance, tail))
    top_total, top_variance = total + heaviest, variance + heaviest**2
    high = top_variance / top_total * float(gammaincinv(top_total**2 / top_variance, 1 - tail))
    return low / years, high / years


class RateComparison(msgspec.Struct, frozen=True):
    """Two yearly rates compared: their ratio and the exact two-sided p-value."""

    first: str
    second: str
    ratio: float | None
    p_value: float
    says: str


def compare_rates(first: tuple[str, int, float], second: tuple[str, int, float]) -> RateComparison:
    """Exact conditional test that two rates are equal; each argument is (name, count, years).

    Given the sum of both counts the first is binomial; the p-value doubles the smaller tail.
    Przyborowski, J. and Wilenski, H. (1940), Biometrika 31:313-323.
    """
    from scipy.special import bdtr, bdtrc  # noqa: PLC0415 - heavy, loaded when used

    (name_a, count_a, years_a), (name_b, count_b, years_b) = first, second
    total, share = count_a + count_b, years_a / (years_a + years_b)
    at_most = float(bdtr(count_a, total, share)) if total else 1.0
    at_least = float(bdtrc(count_a - 1, total, share)) if count_a > 0 else 1.0
    p_value = min(1.0, 2 * min(at_most, at_least))
    ratio = (count_a / years_a) / (count_b / years_b) if count_b else None
    verdict = "differ" if p_value < 0.05 else "are not shown to differ"
    return RateComparison(
        name_a, name_b, ratio, p_value, f"The rates of {name_a} and {name_b} {verdict} (p = {p_value:.3g})."
    )


class ChangePoint(msgspec.Struct, frozen=True):
    """Where a series of yearly counts is best cut in two, and whether the cut is more than chance.

    ``profile`` gives for every possible first year of the second segment the gain in
    log-likelihood; ``p_value`` compares the best gain with ``draws`` shuffles of the same series.
    """

    year: int
    before: float
    after: float
    gain: float
    p_value: float
    draws: int
    profile: tuple[tuple[int, float], ...]


def change_point(
    counts: Sequence[tuple[int, int]], *, draws: int = 2000, seed: int = 1953
) -> ChangePoint | None:
    """The best two-segment Poisson split of (year, count) pairs; None for fewer than four years."""
    if len(counts) < 4 or not any(count for _, count in counts):
        return None
    import numpy as np  # noqa: PLC0415 - heavy, loaded when used

    years = [year for year, _ in counts]
    series = np.array([count for _, count in counts])
    gains = _split_gains([int(n) for n in series])
    best = max(range(len(gains)), key=lambda i: (gains[i], -i))
    generator = np.random.default_rng(seed)
    shuffles = np.array([generator.permutation(series) for _ in range(draws)])
    as_good = int((_best_gains(shuffles) >= gains[best] - 1e-12).sum())
    cut = best + 1
    return ChangePoint(
        year=years[cut], before=float(series[:cut].mean()), after=float(series[cut:].mean()), gain=gains[best],
        p_value=(as_good + 1) / (draws + 1), draws=draws, profile=tuple(zip(years[1:], gains, strict=True)),
    )  # fmt: skip


def _split_gains(series: list[int]) -> list[float]:
    total, length = sum(series), len(series)
    gains, running = [], 0
    for cut in range(1, length):
        running += series[cut - 1]
        gains.append(_term(running, cut) + _term(total - running, length - cut) - _term(total, length))
    return gains


def _term(count: int, length: int) -> float:
    """The part of a Poisson log-likelihood at its maximum that depends on the cut."""
    return count * log(count / length) if count else 0.0


def _best_gains(shuffles: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    """The best gain of every row, all cuts at once."""
    import numpy as np  # noqa: PLC0415 - heavy, loaded when used

    length = shuffles.shape[1]
    head = np.cumsum(shuffles, axis=1)[:, :-1]
    tail = shuffles.sum(axis=1, keepdims=True) - head
    before = np.arange(1, length)

    def term(count: Any, span: Any) -> Any:
        return np.where(count > 0, count * np.log(np.maximum(count, 1) / span), 0.0)

    whole = term(shuffles.sum(axis=1), length)[:, None]
    best: np.ndarray[Any, Any] = (term(head, before) + term(tail, length - before) - whole).max(axis=1)
    return best
