"""In which part of the ranges an option goes wrong: a box found by PRIM, stated in one sentence.

PRIM, the patient rule induction method (Friedman and Fisher 1999), cuts off the twentieth part of the futures at the
edge of one range that leaves the greatest share of bad futures, again and again, and then puts back what was cut
without need. *Coverage* is the share of all bad futures that lie in the box, *density* the share of futures in
the box that are bad (Bryant and Lempert 2010). A box describes these futures; it says nothing of how likely they are.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec
import numpy as np
import numpy.typing as npt

from yalu.policy.assumptions import Assumptions, Range

Mask = npt.NDArray[np.bool_]
Values = npt.NDArray[np.floating]

_PEEL = 0.05  # what one cut takes at most: the patient rate of Friedman and Fisher
_DENSE = 0.8  # a box is shown only where four of five futures in it are bad, as Bryant and Lempert ask
_SMALLEST = 0.02  # of all futures; smaller boxes follow single points
_WORTH = 0.02  # a range that adds less to the density is not named
FEWEST = 100  # five futures in the smallest cut

Limits = dict[str, tuple[float, float]]


class Box(msgspec.Struct, frozen=True, kw_only=True):
    """Where an option goes wrong: the limits by range, coverage and density, and the same as one sentence.

    ``share`` is how many of all futures are bad. Without a box (``limits`` empty) the sentence says why.
    """

    policy: str
    what: str
    share: float
    limits: Limits
    coverage: float | None
    density: float | None
    sentence: str


def box_of(
    policy: str, what: str, bad: Mask, future: Mapping[str, Any], assumed: Assumptions, used: Sequence[str]
) -> Box:
    """The box of the bad futures of one option; ``what`` is a verb phrase such as “strands money”."""
    share = float(bad.mean()) if bad.size else 0.0
    limits: Limits = {}
    if bad.size >= FEWEST and 0 < share < 1:
        limits = find_box({n: future[n] for n in used}, bad, {n: assumed.ranges[n] for n in used})
    inside = _inside(limits, future, bad.size)
    coverage = float(bad[inside].sum() / bad.sum()) if limits else None
    density = float(bad[inside].mean()) if limits else None
    return Box(
        policy=policy, what=what, share=round(share, 6), limits=limits,
        coverage=None if coverage is None else round(coverage, 3), density=None if density is None else round(density, 3),
        sentence=_sentence(policy, what, bad.size, share, limits, assumed.ranges, coverage, density),
    )  # fmt: skip


def find_box(future: Mapping[str, Values], bad: Mask, ranges: Mapping[str, Range]) -> Limits:
    """The limits of the best box: the ranges that matter, each with its ends; empty where none is dense enough."""
    inside = np.ones(bad.size, dtype=bool)
    kept: tuple[float, Mask] | None = None
    while inside.sum() > _SMALLEST * bad.size:
        if (worth := _worth(inside, bad)) is not None and (kept is None or worth > kept[0]):
            kept = (worth, inside)
        if bad[inside].all() or (peeled := _peeled(future, bad, inside)) is None:
            break
        inside = peeled
    if kept is None:
        return {}
    limits = {n: (float(v[kept[1]].min()), float(v[kept[1]].max())) for n, v in future.items()}
    return _needed(_pasted(limits, future, bad, ranges), future, bad, ranges)


def _worth(inside: Mask, bad: Mask) -> float | None:
    """How good a box is: the harmonic mean of coverage and density, None where it is not dense enough."""
    within = float(bad[inside].sum())
    coverage, density = within / float(bad.sum()), within / float(inside.sum())
    return None if density < _DENSE else 2 * coverage * density / (coverage + density)


def _peeled(future: Mapping[str, Values], bad: Mask, inside: Mask) -> Mask | None:
    """The box without the cut that leaves the greatest share of bad futures; None when nothing can be cut."""
    best: tuple[float, Mask] | None = None
    for values in future.values():
        for left in _cuts(values, inside):
            if not 0 < left.sum() < inside.sum():
                continue
            density = float(bad[left].mean())
            gain = (density - float(bad[inside].mean())) / float(inside.sum() - left.sum())
            if best is None or gain > best[0]:
                best = (gain, left)
    return None if best is None else best[1]


def _cuts(values: Values, inside: Mask) -> list[Mask]:
    """The box cut a little at either end of one range; a range of whole numbers loses its last number."""
    numbers_inside = values[inside]
    low, high = np.quantile(numbers_inside, (_PEEL, 1 - _PEEL))
    low, high = (
        (low if low > numbers_inside.min() else _next(numbers_inside, 1)),
        (high if high < numbers_inside.max() else _next(numbers_inside, -1)),
    )
    return [inside & (values >= low), inside & (values <= high)]


def _next(numbers_inside: Values, way: int) -> float:
    numbers = np.unique(numbers_inside)
    return float(numbers[min(1, len(numbers) - 1)] if way > 0 else numbers[max(len(numbers) - 2, 0)])


def _pasted(limits: Limits, future: Mapping[str, Values], bad: Mask, ranges: Mapping[str, Range]) -> Limits:
    """The box with each end moved out again as long as it gets no worse, in steps of a hundredth of the range."""
    found = dict(limits)
    for name in found:
        one = ranges[name]
        step = 1.0 if one.whole else (one.high - one.low) / 100
        for side, end in ((0, float(one.low)), (1, float(one.high))):
            while abs(found[name][side] - end) > 1e-9:
                was = found[name][side]
                moved = max(was - step, end) if side == 0 else min(was + step, end)
                wider = found | {name: (moved, found[name][1]) if side == 0 else (found[name][0], moved)}
                if not _no_worse(wider, found, future, bad):
                    break
                found = wider
    return found


def _no_worse(wider: Limits, found: Limits, future: Mapping[str, Values], bad: Mask) -> bool:
    new, old = (_worth(_inside(limits, future, bad.size), bad) for limits in (wider, found))
    return new is not None and (old is None or new >= old)


def _needed(limits: Limits, future: Mapping[str, Values], bad: Mask, ranges: Mapping[str, Range]) -> Limits:
    """The limits without those that cut nothing off, or add next to nothing to the density."""
    found = {n: ends for n, ends in limits.items() if _cuts_off(ends, ranges[n])}
    while found:
        whole = float(bad[_inside(found, future, bad.size)].mean())
        without = {
            name: whole
            - float(bad[_inside({n: e for n, e in found.items() if n != name}, future, bad.size)].mean())
            for name in found
        }
        least = min(without, key=lambda name: (without[name], name))
        if without[least] >= _WORTH or len(found) == 1:
            break
        found = {n: ends for n, ends in found.items() if n != least}
    return found


def _cuts_off(ends: tuple[float, float], one: Range) -> bool:
    near = 0.0 if one.whole else (one.high - one.low) / 100
    return ends[0] > one.low + near or ends[1] < one.high - near


def _inside(limits: Limits, future: Mapping[str, Any], size: int) -> Mask:
    inside = np.ones(size, dtype=bool)
    for name, (low, high) in limits.items():
        inside &= (future[name] >= low) & (future[name] <= high)
    return inside


def _sentence(
    policy: str, what: str, size: int, share: float, limits: Limits, ranges: Mapping[str, Range],
    coverage: float | None, density: float | None,
) -> str:  # fmt: skip
    if size < FEWEST:
        return f"{policy}: where it {what} cannot be said from {size} futures; draw at least {FEWEST}."
    if share in {0.0, 1.0}:
        return f"{policy} {what} in {'all' if share else 'none'} of the futures."
    if not limits:
        where = "wherever one looks" if share >= _DENSE else "in no box that is four fifths of them"
        return f"{policy} {what} in {share:.1%} of the futures, {where}."
    where = " and ".join(_limit_words(name, *ends, ranges[name]) for name, ends in limits.items())
    return f"{policy} {what} when {where} (coverage {coverage:.2f}, density {density:.2f})."


def _limit_words(name: str, low: float, high: float, one: Range) -> str:
    title = name.replace("_", " ")
    if one.whole:
        return f"{title} is {low:.0f}" if low == high else f"{title} is {low:.0f} to {high:.0f}"
    near = (one.high - one.low) / 100
    if low <= one.low + near:
        return f"{title} is below {high:.2g}"
    return f"{title} is above {low:.2g}" if high >= one.high - near else f"{title} is {low:.2g} to {high:.2g}"
