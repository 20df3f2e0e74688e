"""The failure table: every policy if the counterpart defects at each state, against doing nothing new.

It comes before every other result. A policy is acceptable at a state when in no future any measure is worse
than the baseline's, in the same future, by more than the analyst's own floor.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Literal

import msgspec

from yalu.policy.assumptions import MEASURES, MORE_IS_BETTER, Assumptions, Measured
from yalu.policy.futures import drawn, middles, orders
from yalu.policy.model import Model
from yalu.policy.outcomes import outcomes
from yalu.policy.robustness import oriented

DefectsAt = Literal["none", "freeze", "inspected", "dismantling", "never"]
DEFECTS: tuple[DefectsAt, ...] = ("none", "freeze", "inspected", "dismantling", "never")
DEFECT_TITLES = {
    "none": "keeps nothing",
    "freeze": "breaks after the freeze",
    "inspected": "breaks after inspections",
    "dismantling": "breaks while dismantling",
    "never": "keeps every step",
}
MOST = 20_000  # more futures than this do not move a worst case that is already found to the strip


class Failed(msgspec.Struct, frozen=True, kw_only=True):
    """One measure of one policy when the counterpart defects at one state.

    ``middle`` is with every other range at its middle, ``worst`` over all futures. ``against`` is the worst
    difference to the baseline in the same future, below zero where the policy is worse; None where the
    baseline says nothing. ``within`` is None where the analyst set no floor.
    """

    measure: Measured
    middle: float | None
    worst: float | None
    against: float | None
    floor: float | None
    within: bool | None


class Failure(msgspec.Struct, frozen=True, kw_only=True):
    """One row of the failure table. ``acceptable`` says whether every floor holds; ``broken`` names those that do not."""

    policy: str
    defects: DefectsAt
    acceptable: bool
    broken: tuple[Measured, ...]
    measures: tuple[Failed, ...]

    def of(self, measure: str) -> Failed:
        """One measure of the row. Raises StopIteration for a name that is not measured."""
        return next(found for found in self.measures if found.measure == measure)


def failure_table(
    models: Sequence[Model], assumed: Assumptions, count: int, baseline: str
) -> tuple[Failure, ...]:
    """Every policy at every state of defection, policies in their order, states in order of the deal."""
    some = min(count, MOST)
    taken = orders(assumed.ranges, some, assumed.seed)
    future = drawn(assumed.ranges, taken, some, slice(0, some))
    middle = middles(assumed.ranges)
    today = next(model for model in models if model.policy == baseline)
    found: dict[tuple[str, DefectsAt], Failure] = {}
    for kept, defects in enumerate(DEFECTS):
        at_middle, at_all = _keeping(middle, kept), _keeping(future, kept)
        compared = outcomes(today, at_all)
        for model in models:
            row = _row(outcomes(model, at_middle), outcomes(model, at_all), compared, assumed)
            broken = tuple(one.measure for one in row if one.within is False)
            found[(model.policy, defects)] = Failure(
                policy=model.policy, defects=defects, acceptable=not broken, broken=broken, measures=row
            )
    return tuple(found[(model.policy, defects)] for model in models for defects in DEFECTS)


def acceptable_if_it_fails(failures: Sequence[Failure], policy: str) -> bool:
    """Whether a policy is acceptable at every state at which the deal can be broken."""
    return all(row.acceptable for row in failures if row.policy == policy and row.defects != "never")


def _keeping(future: Mapping[str, Any], kept: int) -> dict[str, Any]:
    import numpy  # noqa: PLC0415 - heavy, loaded when used

    return {**future, "steps_kept": numpy.full(numpy.shape(future["enforcement"]), float(kept))}


def _row(
    middle: Mapping[str, Any], every: Mapping[str, Any], today: Mapping[str, Any], assumed: Assumptions
) -> tuple[Failed, ...]:
    return tuple(_failed(name, middle[name], every[name], today[name], assumed) for name in MEASURES)


def _failed(name: Measured, middle: Any, every: Any, today: Any, assumed: Assumptions) -> Failed:
    import numpy  # noqa: PLC0415 - heavy, loaded when used

    floor = assumed.measures[name].floor
    if numpy.isnan(middle[0]):
        return Failed(measure=name, middle=None, worst=None, against=None, floor=_number(floor), within=None)
    against = (
        None
        if numpy.isnan(today[0])
        else round(float((oriented(every, name) - oriented(today, name)).min()), 6)
    )
    within = None if floor is None or against is None else against >= -float(floor) - 1e-9
    worst = every.min() if name in MORE_IS_BETTER else every.max()
    return Failed(
        measure=name, middle=round(float(middle[0]), 6), worst=round(float(worst), 6), against=against,
        floor=_number(floor), within=within,
    )  # fmt: skip


def _number(value: float | None) -> float | None:
    return None if value is None else float(value)
