"""The failure table: every policy if the counterpart defects at each state, against doing nothing new.

It comes before every other result. Floors hold at a state when nowhere within the ranges any measure is worse
than the baseline's, in the same future, by more than the analyst's own floor. The worst is that of the corners
of the ranges (``judgement.corners``), not of a sample, so it depends on no number of futures and no seed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Literal

import msgspec
import numpy as np

from yalu.policy.assumptions import MEASURES, MORE_IS_BETTER, Assumptions, MeasuredBy
from yalu.policy.formulas.futures import drawn, middles, orders
from yalu.policy.formulas.model import Model
from yalu.policy.formulas.outcomes import outcomes
from yalu.policy.judgement.corners import Corners, ended_of, has_deal
from yalu.vocabulary.words.numerals import plural

DefectsAt = Literal["none", "freeze", "inspected", "dismantling", "never"]
DEFECTS: tuple[DefectsAt, ...] = ("none", "freeze", "inspected", "dismantling", "never")
DEFECT_TITLES = {
    "none": "keeps nothing", "freeze": "breaks after the freeze", "inspected": "breaks after inspections",
    "dismantling": "breaks while dismantling", "never": "keeps every step",
}  # fmt: skip
FailureVerdict = Literal["yes", "edge", "no", "no_deal", "cannot_say"]
VERDICT_WORDS: dict[FailureVerdict, str] = {
    "yes": "yes", "edge": "yes, at the edge", "no": "no", "no_deal": "no deal", "cannot_say": "cannot say",
}  # fmt: skip
# Money still exposed at the end stands only in futures that are cut off; no other measure is taken from those.
EXPOSED: str = "exposed"
_WEAKEST: tuple[FailureVerdict, ...] = ("no", "cannot_say", "edge", "yes", "no_deal")
# The share of paths not seen to their end hardly needs a sample: so many futures for every comparison, whatever is asked.
_PATHS, _SEED = 10_000, 1
# At the edge: less than a twentieth of the floor to spare, or turned by moving one number by a twentieth. It is a
# convention of this project: ranges here are given to one or two digits, so a twentieth lies within their rounding.
EDGE = 0.05


class Failed(msgspec.Struct, frozen=True, kw_only=True):
    """One measure of one policy when the counterpart defects at one state.

    ``middle`` is with every other range at its middle, ``worst`` anywhere within the ranges where the deal is seen to
    its end (None where it never is). ``against`` is the worst difference to the baseline in the same future, over
    every path, below zero where the policy is worse; None where the baseline says nothing. ``within`` is None where
    the analyst set no floor. ``at`` is the future of the broken floor, else of the worst: the ranges that matter there.
    """

    measure: MeasuredBy
    middle: float | None
    worst: float | None
    against: float | None
    floor: float | None
    within: bool | None
    at: dict[str, float] = {}


class Failure(msgspec.Struct, frozen=True, kw_only=True):
    """One row of the failure table: ``verdict``, why, and ``broken``, the floors that do not hold.

    The worst is that of futures in which the deal is seen to its end within the months ahead; ``unseen`` is the
    share of the others. ``acceptable`` is None for ``no_deal`` and ``cannot_say``.
    """

    policy: str
    defects: DefectsAt
    verdict: FailureVerdict
    because: str
    acceptable: bool | None
    broken: tuple[MeasuredBy, ...]
    unseen: float
    measures: tuple[Failed, ...]

    @property
    def shown(self) -> str:
        """The verdict in words."""
        return VERDICT_WORDS[self.verdict]

    def of(self, measure: str) -> Failed:
        """One measure of the row. Raises StopIteration for a name that is not measured."""
        return next(found for found in self.measures if found.measure == measure)


def failure_table(
    models: Sequence[Model], assumed: Assumptions, baseline: str, *, corners: Corners | None = None,
    not_counted: Mapping[str, Sequence[str]] | None = None, edges: Mapping[str, Mapping[DefectsAt, str]] | None = None,
) -> tuple[Failure, ...]:  # fmt: skip
    """Every policy at every state of defection, policies in their order, states in order of the deal.

    ``not_counted`` are the concessions of each policy that no line prices, ``edges`` the states at which a
    small change turns its verdict, with that change in words (``judgement.margins``).
    """
    reached = corners or Corners(models, assumed)
    table = _Table(assumed, baseline, reached)
    return tuple(
        table.row(
            model, kept, tuple((not_counted or {}).get(model.policy, ())), (edges or {}).get(model.policy, {})
        )
        for model in models
        for kept in range(len(DEFECTS))
    )


def verdict_of(failures: Sequence[Failure], policy: str) -> FailureVerdict:
    """The verdict on a policy whenever the counterpart breaks the deal: the weakest of its rows, without any cannot say."""
    rows = [row.verdict for row in failures if row.policy == policy and row.defects != "never"]
    return min(rows, key=_WEAKEST.index, default="cannot_say")


def reason_of(failures: Sequence[Failure], policy: str) -> str:
    """Why a policy has its verdict: the reasons of the rows that give it, each once with its states."""
    verdict = verdict_of(failures, policy)
    states: dict[str, list[str]] = {}
    for row in failures:
        if (row.policy, row.verdict) == (policy, verdict) and row.defects != "never":
            states.setdefault(row.because, []).append(DEFECT_TITLES[row.defects])
    whole = len(DEFECTS) - 1
    return "; ".join(
        why if len(at) == whole else f"{why} ({', '.join(at)})" for why, at in states.items() if why
    )


class _Table:
    """The rows of one comparison."""

    def __init__(self, assumed: Assumptions, baseline: str, corners: Corners) -> None:
        self._assumed, self._baseline, self._corners = assumed, baseline, corners
        taken = orders(assumed.ranges, _PATHS, _SEED)
        self._paths = drawn(assumed.ranges, taken, _PATHS, slice(0, _PATHS))

    def row(
        self, model: Model, kept: int, left_out: tuple[str, ...], edges: Mapping[DefectsAt, str]
    ) -> Failure:
        """One policy at one state."""
        defects = DEFECTS[kept]
        middle = outcomes(model, keeping(middles(self._assumed.ranges), kept))
        measures = tuple(self._failed(model, name, kept, middle[name]) for name in MEASURES)
        unseen = self._unseen(model, kept)
        broken = tuple(one.measure for one in measures if one.within is False and one.measure != EXPOSED)
        verdict, because = self._verdict(model, kept, measures, broken, left_out, edges.get(defects))
        acceptable = None if verdict in {"no_deal", "cannot_say"} else verdict != "no"
        return Failure(
            policy=model.policy, defects=defects, verdict=verdict, because=because, acceptable=acceptable,
            broken=broken, unseen=unseen, measures=measures,
        )  # fmt: skip

    def _failed(self, model: Model, name: MeasuredBy, kept: int, middle: Any) -> Failed:
        floor = self._assumed.measures[name].floor if name in self._assumed.measures else None
        nothing = Failed(
            measure=name, middle=None, worst=None, against=None, floor=_number(floor), within=None
        )
        if middle[0] != middle[0] or (name == "breach_visible" and DEFECTS[kept] == "never"):
            return nothing
        worst = self._corners.least(model.policy, name, steps=[kept], ended=name != EXPOSED)
        # A path that is cut off can hide a broken floor, never make one up: floors are asked of every path.
        against = self._corners.least(model.policy, name, against=self._baseline, steps=[kept])
        gap = None if against is None else round(against.value, 6)
        within = None if floor is None or gap is None else holds(gap, floor)
        shown = worst if within is not False or against is None else against
        at = {} if shown is None else self._corners.needed(shown, model.policy, name).at
        sign = 1 if name in MORE_IS_BETTER else -1
        return Failed(
            measure=name, middle=round(float(middle[0]), 6), against=gap, floor=_number(floor), within=within,
            worst=None if worst is None else round(sign * worst.value, 6) + 0.0,
            at={one: value for one, value in at.items() if one != "steps_kept"},
        )  # fmt: skip

    def _unseen(self, model: Model, kept: int) -> float:
        future = keeping(self._paths, kept)
        return round(1 - float(ended_of(model, future).mean()), 6)

    def _verdict(
        self, model: Model, kept: int, measures: tuple[Failed, ...], broken: tuple[MeasuredBy, ...],
        left_out: tuple[str, ...], edge: str | None,
    ) -> tuple[FailureVerdict, str]:  # fmt: skip
        months = plural(model.horizon, "month")
        if broken:
            return "no", f"floors broken: {', '.join(name.replace('_', ' ') for name in broken)}"
        if not has_deal(model):
            return "no_deal", "nothing that the counterpart could break"
        if not self._corners.any_ended(model.policy, kept):
            return "cannot_say", f"no such path is seen to its end within {months}"
        still = next((one for one in measures if one.measure == EXPOSED), None)
        if still is not None and self._too_much(still):
            return "cannot_say", f"up to {still.worst:,.0f} USD million still exposed after {months}"
        if unsaid := _unheld(measures) or (f"not counted: {'; '.join(left_out)}" if left_out else ""):
            return "cannot_say", unsaid
        edge = edge or "; ".join(thin for one in measures if (thin := _thin(one)))
        return ("edge", edge) if edge else ("yes", "")

    def _too_much(self, still: Failed) -> bool:
        """Whether what is still exposed at the end would break the floor, were it stranded a day later."""
        floor = still.floor if still.floor is not None else self._assumed.measures["stranded"].floor
        return floor is not None and still.against is not None and not holds(still.against, floor)


def _unheld(measures: Sequence[Failed]) -> str:
    """Why a floor says nothing: the baseline has no number to hold it against, or nobody set one."""
    alone = [
        one for one in measures if one.floor is not None and one.middle is not None and one.against is None
    ]
    if alone:
        return f"the baseline has no {', '.join(one.measure.replace('_', ' ') for one in alone)} to hold the floor against"
    return "" if any(one.within for one in measures if one.measure != EXPOSED) else "no floor is set"


def _thin(one: Failed) -> str:
    """What is to spare of a floor that only just holds, in words; nothing where there is room."""
    if (
        one.measure == EXPOSED
        or not one.floor
        or one.against is None
        or one.floor + one.against >= EDGE * one.floor
    ):
        return ""
    return f"{one.measure.replace('_', ' ')}: {one.floor + one.against:.3g} to spare of {one.floor:g}"


def holds(against: float, floor: float) -> bool:
    """Whether a difference to the baseline stays within a floor; a tenth of a cent is no breach."""
    return against >= -float(floor) - 1e-9


def keeping(future: Mapping[str, Any], kept: int) -> dict[str, Any]:
    """The futures with so many steps kept in each."""
    return {**future, "steps_kept": np.full(np.shape(future["enforcement"]), float(kept))}


def _number(value: float | None) -> float | None:
    return None if value is None else float(value)
