"""A whole comparison: the assumptions, the failure table, then everything else. No part comes without the first two."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from yalu.policy.assumptions import Assumptions, MeasuredBy
from yalu.policy.formulas.model import Model
from yalu.policy.judgement.boxes import Box
from yalu.policy.judgement.conditions import NO_EFFECT_OF_SIZE, Bare, UnderCondition
from yalu.policy.judgement.dependence import ShareCondition
from yalu.policy.judgement.failure_table import Failure
from yalu.policy.judgement.headlines import OptionLine
from yalu.policy.judgement.margins import Margin
from yalu.policy.judgement.metrics import Importance, Summary
from yalu.policy.judgement.robustness import PolicyStanding, Spread
from yalu.policy.judgement.sensitivity import Deciding
from yalu.policy.judgement.switch_points import SwitchMap
from yalu.policy.results.article_tests import ArticleTest
from yalu.vocabulary.words.numerals import plural

REORDER = (
    "Regret is measured within this set of policies. Adding or leaving out one can change every regret and their order; "
    "worst cases and shares of futures stay."
)


class Paid(msgspec.Struct, frozen=True, kw_only=True):
    """What one payer has paid out under one policy, in USD million: at the middle and at most within the ranges."""

    payer: str
    middle: float
    most: float


class SideBySide(msgspec.Struct, frozen=True, kw_only=True):
    """One policy measure by measure, at the middle of every range; never added up.

    ``stranded_own`` is what is stranded by the option's own keep periods, None where it names none.
    ``reversible_days`` is how long the levers take to undo, ``irrevocable`` how many USD million of its payments
    cannot be called back once they are released.
    """

    policy: str
    revenue_denied: float
    net_denied: float
    cash_out: tuple[Paid, ...]
    stranded: float
    freeze_months: float
    breach_visible: float | None
    humanitarian_lines: tuple[str, ...]
    share_conditions: tuple[ShareCondition, ...]
    reversible_days: int
    exposed: float = 0.0
    stranded_own: float | None = None
    irrevocable: float = 0.0

    @property
    def undone(self) -> str:
        """How fast it can be undone, and what cannot be undone at all."""
        days = plural(self.reversible_days, "day")
        return f"{days}; {self.irrevocable:,.0f} once paid: never" if self.irrevocable else days


class Assumed(msgspec.Struct, frozen=True, kw_only=True):
    """One assumption: what, how far, on what basis. ``basis`` is ``source``, ``guess`` or ``not modelled``."""

    what: str
    low: float | None
    high: float | None
    unit: str
    basis: str
    reason: str
    sources: tuple[str, ...] = ()


class PolicyComparison(msgspec.Struct, frozen=True, kw_only=True):
    """Policies compared. ``assumptions`` and ``failures`` are to be read before ``standings``.

    ``lines`` have each policy in a line and ``headline`` all of them in a sentence. ``meets_goal`` is the share
    of futures in which each policy meets the analyst's goal if talks open, ``goal_spread`` the same over eight seeds,
    ``under_condition`` the same where a policy's own condition on talks is applied. ``unsaid`` names what could
    not be said, or only from a part of the futures. There is no score and no probability in it.
    """

    title: str
    policies: tuple[str, ...]
    baseline: str
    futures: int
    seed: int
    version: str
    assumptions: tuple[Assumed, ...]
    failures: tuple[Failure, ...]
    standings: tuple[PolicyStanding, ...]
    side_by_side: tuple[SideBySide, ...]
    goal: str
    meets_goal: dict[str, float]
    deciding: tuple[Deciding, ...]
    switch: SwitchMap | None
    article_tests: tuple[ArticleTest, ...]
    headline: str = ""
    lines: tuple[OptionLine, ...] = ()
    margins: tuple[Margin, ...] = ()
    goal_spread: dict[str, Spread] = {}
    under_condition: tuple[UnderCondition, ...] = ()
    bare: tuple[Bare, ...] = ()
    boxes: tuple[Box, ...] = ()
    importance: tuple[Importance, ...] = ()
    summaries: tuple[Summary, ...] = ()
    unsaid: tuple[str, ...] = ()
    note: str = REORDER
    inducement: str = NO_EFFECT_OF_SIZE

    def standing(self, policy: str, measure: str) -> PolicyStanding:
        """One policy on one measure. Raises StopIteration when there is none."""
        return next(s for s in self.standings if (s.policy, s.measure) == (policy, measure))

    def failed(self, policy: str, defects: str) -> Failure:
        """One row of the failure table. Raises StopIteration when there is none."""
        return next(f for f in self.failures if (f.policy, f.defects) == (policy, defects))

    def rank_changes(self) -> tuple[PolicyStanding, ...]:
        """Every standing whose rank differs between judgements."""
        return tuple(standing for standing in self.standings if standing.rank_changes)


def assumptions_list(
    assumed: Assumptions, models: Sequence[Model], missing: Sequence[str], said: Sequence[tuple[str, str]]
) -> tuple[Assumed, ...]:
    """Every range, floor, threshold and limit of a comparison, and what each policy assumes, as one list."""
    used = _used(models)
    ranges = [
        Assumed(what=one.title, low=float(one.low), high=float(one.high), unit=one.unit, basis=one.basis,
                reason=one.reason + ("" if name in used else " No policy of this set depends on it."),
                sources=(*one.sources, *one.rows))
        for name, one in assumed.ranges.items()
    ]  # fmt: skip
    judged = [
        Assumed(what=f"Threshold of {name.replace('_', ' ')}", low=float(one.threshold), high=float(one.threshold), unit="",
                basis="guess", reason=f"{one.reason} {_floor_words(one.floor)}")
        for name, one in assumed.measures.items()
    ]  # fmt: skip
    rest = [
        Assumed(what=text, low=None, high=None, unit="", basis="not modelled", reason="")
        for text in assumed.not_modelled
    ]
    lost = [
        Assumed(what=f"{assumed.goods[name].title}: no value in {assumed.year}, left out", low=None, high=None, unit="",
                basis="not modelled", reason="no customs row of the year, and no range in its place")
        for name in missing
    ]  # fmt: skip
    own = [
        Assumed(what=f"{title}: {text}", low=None, high=None, unit="", basis="guess", reason="")
        for title, text in said
    ]
    return (*ranges, *judged, *own, *lost, *rest)


def _used(models: Sequence[Model]) -> set[str]:
    always = {"diversion", "substitution", "steps_kept", "months_a_step"}
    for model in models:
        for part in model.stopped:
            always |= {"enforcement"} | ({part.range} if part.range else set())
            always |= {"enforcement_gain"} if part.better else set()
            always |= {"designation_effect"} if part.designated else set()
            always |= {"price_premium"} if part.allowed_quantity is not None else set()
        always |= {"visible_with_inspectors", "visible_without"} if model.owes else set()
        always |= {"keep_days"} if model.tranches else set()
        always |= {tranche.scale for tranche in model.tranches if tranche.scale}
    return always


def _floor_words(floor: float | None) -> str:
    if floor is None:
        return "No floor is set."
    return f"Floor: at most {floor:g} worse than today." if floor else "Floor: not worse than today."


def measured_first(
    measures: Sequence[MeasuredBy], standings: Sequence[PolicyStanding]
) -> tuple[tuple[MeasuredBy, tuple[PolicyStanding, ...]], ...]:
    """The standings measure by measure, in the order asked for."""
    return tuple((name, tuple(s for s in standings if s.measure == name)) for name in measures)
