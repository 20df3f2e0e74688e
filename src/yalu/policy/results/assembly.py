"""Puts a whole comparison together: corners and margins first, then what is asked of a sample of futures."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import msgspec

from yalu.policy.assumptions import Assumptions
from yalu.policy.formulas.futures import drawn, middles, orders
from yalu.policy.formulas.model import Model
from yalu.policy.judgement.boxes import FEWEST as FEWEST_BOXED
from yalu.policy.judgement.boxes import Box, box_of
from yalu.policy.judgement.conditions import Bare, bare_row, under_condition
from yalu.policy.judgement.corners import Corners, has_deal
from yalu.policy.judgement.dependence import ShareCondition, share_conditions
from yalu.policy.judgement.failure_table import DefectsAt, Failure, failure_table
from yalu.policy.judgement.headlines import headline, option_lines
from yalu.policy.judgement.margins import Bench, Margin, edges_of, margins, once
from yalu.policy.judgement.metrics import FEWEST_SHARED, FEWEST_SUMMED, importance, summaries
from yalu.policy.judgement.robustness import (
    Spread,
    at_corners,
    robustness,
    sampled,
    spread,
    tabled,
    with_spreads,
)
from yalu.policy.judgement.sensitivity import FEWEST as FEWEST_ORDERED
from yalu.policy.judgement.sensitivity import MOST, deciding
from yalu.policy.judgement.switch_points import goal_words, meets, switch_map
from yalu.policy.records import Policy
from yalu.policy.results.article_tests import Grounds, article_tests
from yalu.policy.results.comparison import PolicyComparison, assumptions_list
from yalu.policy.results.side_by_side import side_by_side
from yalu.trade.figures.shares import Share

if TYPE_CHECKING:
    from yalu.vocabulary.strength import Strength

# A comparison looks for what turns a floor up to a fifth of each number; ``PolicyDesk.margins`` looks further.
NEAR = 0.2
_NEEDS = (
    (FEWEST_SUMMED, "metrics of the field"), (FEWEST_ORDERED, "which ranges turn orders"), (FEWEST_SHARED, "what each range decides"),
    (FEWEST_BOXED, "what must be true"),
)  # fmt: skip


class Setting(msgspec.Struct, frozen=True, kw_only=True):
    """What a comparison is put together from."""

    policies: Sequence[Policy]
    baseline: Policy
    assumed: Assumptions
    version: str
    partner: str
    shares: Sequence[Share]
    yearly_trade: float | None
    readings: Strength
    missing: Sequence[str]
    make: Callable[[Policy], Model]
    not_counted: Callable[[Policy], Sequence[str]]


def assembled(given: Setting) -> PolicyComparison:
    """The whole comparison."""
    return _Assembly(given).whole()


class _Assembly:
    """One comparison being put together; each part is computed once."""

    def __init__(self, given: Setting) -> None:
        self._given, self._assumed = given, given.assumed
        self._make = once(given.make)
        self._models = tuple(self._make(policy) for policy in given.policies)
        self._names = tuple(policy.id for policy in given.policies)
        self._corners = Corners(self._models, self._assumed)
        count = self._assumed.futures
        self._table = tabled(self._models, self._assumed.ranges, count, self._assumed.seed)
        self._strips = orders(self._assumed.ranges, count, self._assumed.seed)
        self._few = {name: values[:, :MOST] for name, values in self._table.items()}
        self._few_strips = {name: strips[:MOST] for name, strips in self._strips.items()}
        self._future = drawn(self._assumed.ranges, self._few_strips, count, slice(None))
        self._samples = sampled(self._models, self._assumed)

    def whole(self) -> PolicyComparison:
        """Every part in the order in which it is read."""
        given, assumed, models = self._given, self._assumed, self._models
        edged = self._margins()
        failures = self._failures(edged)
        conditions = self._conditions()
        grounds = Grounds(assumed, failures, given.readings, given.partner)
        standings = at_corners(robustness(models, self._table, assumed.measures), self._corners)
        standings = with_spreads(standings, models, self._samples, assumed.measures)
        met, goal_spread = self._goal()
        boxes = self._boxes()
        deals = {model.policy: has_deal(model) for model in models}
        lines = option_lines(
            {policy.id: policy.title for policy in given.policies}, deals, failures, standings, edged, boxes
        )
        said = [(policy.title, text) for policy in given.policies for text in policy.assumptions]
        return PolicyComparison(
            title=assumed.title, policies=self._names, baseline=given.baseline.id, futures=assumed.futures, seed=assumed.seed,
            version=given.version, assumptions=assumptions_list(assumed, models, given.missing, said), failures=failures,
            standings=standings, side_by_side=side_by_side(given.policies, models, assumed, conditions),
            goal=goal_words(assumed.measures, assumed.months), meets_goal=met, goal_spread=goal_spread,
            deciding=deciding(models, assumed, self._few, self._few_strips), switch=self._switch(),
            article_tests=tuple(t for p in given.policies for t in article_tests(p, conditions[p.id], grounds)),
            headline=headline(lines, given.baseline.id), lines=lines, margins=edged, boxes=boxes,
            under_condition=tuple(
                row for policy, model in zip(given.policies, models, strict=True)
                for row in under_condition(policy, model, given.shares, given.yearly_trade, assumed, self._future)
            ),
            bare=self._bare(failures), importance=importance(models, self._few, self._few_strips, assumed),
            summaries=summaries(models, self._few, self._corners), unsaid=self._unsaid(),
        )  # fmt: skip

    def _margins(self) -> tuple[Margin, ...]:
        given = self._given
        return tuple(
            margin
            for policy in given.policies
            for margin in margins(
                Bench(policy, given.baseline, self._assumed, self._make), furthest=NEAR, nearest=True
            )
        )

    def _failures(self, found: Sequence[Margin]) -> tuple[Failure, ...]:
        left_out = {policy.id: self._given.not_counted(policy) for policy in self._given.policies}
        edges: Mapping[str, Mapping[DefectsAt, str]] = {
            name: edges_of([margin for margin in found if margin.policy == name]) for name in self._names
        }
        return failure_table(
            self._models, self._assumed, self._given.baseline.id, corners=self._corners, not_counted=left_out, edges=edges
        )  # fmt: skip

    def _conditions(self) -> dict[str, tuple[ShareCondition, ...]]:
        future, given = self._corners.law_future(), self._given
        return {
            m.policy: share_conditions(given.shares, given.yearly_trade, m, self._assumed, future)
            for m in self._models
        }

    def _goal(self) -> tuple[dict[str, float], dict[str, Spread]]:
        """The share of futures that meet the goal, and its spread over the seeds."""
        met = {name: self._met(self._table, place) for place, name in enumerate(self._names)}
        over = {
            name: spread([met[name], *(self._met(table, place) for table in self._samples)])
            for place, name in enumerate(self._names)
        }
        return met, over

    def _met(self, table: Mapping[str, Any], place: int) -> float:
        found = {name: values[place] for name, values in table.items()}
        return round(float(meets(found, self._assumed.measures).mean()), 6)

    def _boxes(self) -> tuple[Box, ...]:
        """Where each option misses the goal, and where it breaks the floor of stranded money or its threshold."""
        used = [name for name, one in self._assumed.ranges.items() if one.low < one.high]
        boxes = []
        for place, name in enumerate(self._names):
            found = {measure: values[place] for measure, values in self._few.items()}
            asked = [("misses the goal", ~meets(found, self._assumed.measures))]
            if found["stranded"].max() > 0:
                asked.append(("strands money", found["stranded"] > 0))
            boxes += [box_of(name, what, bad, self._future, self._assumed, used) for what, bad in asked]
        return tuple(boxes)

    def _bare(self, failures: Sequence[Failure]) -> tuple[Bare, ...]:
        """Every option that has both levers and a deal, beside itself without the levers."""
        return tuple(
            self._bare_of(policy, model, failures)
            for policy, model in zip(self._given.policies, self._models, strict=True)
            if policy.levers and has_deal(model) and policy.id != self._given.baseline.id
        )

    def _bare_of(self, policy: Policy, model: Model, failures: Sequence[Failure]) -> Bare:
        alone = msgspec.structs.replace(policy, levers=())
        bare, today = self._make(alone), self._make(self._given.baseline)
        corners = Corners([today, bare], self._assumed)
        found = margins(Bench(alone, self._given.baseline, self._assumed, self._make), furthest=0.05)
        table = failure_table(
            [bare], self._assumed, today.policy, corners=corners, not_counted={policy.id: self._given.not_counted(alone)},
            edges={policy.id: edges_of(found)},
        )  # fmt: skip
        futures = (self._future, middles(self._assumed.ranges))
        return bare_row(
            model, bare, (failures, table), (self._corners, corners), futures, self._assumed.measures
        )

    def _switch(self) -> Any:
        by_id = {model.policy: model for model in self._models}
        asked = self._assumed.switch
        if asked.first not in by_id or asked.second not in by_id:
            return None
        title = {policy.id: policy.title for policy in self._given.policies}
        return switch_map(
            by_id[asked.first], by_id[asked.second], self._assumed, asked.across, asked.down, (title[asked.first], title[asked.second])
        )  # fmt: skip

    def _unsaid(self) -> tuple[str, ...]:
        count = self._assumed.futures
        few = tuple(
            f"{what}: needs at least {least} futures, and {count} are drawn"
            for least, what in _NEEDS
            if count < least
        )
        lost = tuple(
            f"what is denied of {self._assumed.goods[name].title.lower()}: {self._assumed.year} has no value of it, "
            "so all revenue denied is at least so much"
            for name in self._given.missing
        )
        few = (*lost, *few)
        part = f"boxes, orders, shares of variance and talks under a condition: from the first {MOST:,} of {count:,} futures"
        return (*few, part) if count > MOST else few
