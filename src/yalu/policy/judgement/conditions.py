"""An option under its own condition on talks, and an option without its levers.

An option may open talks only once the partner's share of trade is below a limit. Its levers move that share, so in
some futures talks open and in others they never do; in those nothing is owed, paid or kept.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec
import numpy as np

from yalu.policy.assumptions import Assumptions, JudgedMeasure
from yalu.policy.formulas.deal import shut as closed
from yalu.policy.formulas.model import Model
from yalu.policy.formulas.outcomes import outcomes
from yalu.policy.judgement.corners import Corners
from yalu.policy.judgement.dependence import shares_after
from yalu.policy.judgement.failure_table import VERDICT_WORDS, Failure, FailureVerdict, verdict_of
from yalu.policy.judgement.switch_points import meets
from yalu.policy.records import Policy
from yalu.trade.figures.shares import Share

NO_EFFECT_OF_SIZE = (
    "The size of an inducement changes nothing here: no option changes how many steps are kept, so money can only "
    "cost. An option that pays less, or asks for less, is not shown to get as much."
)


class UnderCondition(msgspec.Struct, frozen=True, kw_only=True):
    """The goal under one definition of the share, once the option's own condition on talks is applied.

    ``opens`` is the share of futures in which talks open, ``met`` in which the goal is met: certainly (low) and
    possibly (high), because a share may have bounds or be unknown.
    """

    policy: str
    definition: str
    publisher: str
    year: str
    opens_low: float
    opens_high: float
    met_low: float
    met_high: float


class Bare(msgspec.Struct, frozen=True, kw_only=True):
    """One option with its levers and without them: worst and middle of trade denied, the goal, the verdict."""

    policy: str
    worst: float
    worst_bare: float
    middle: float
    middle_bare: float
    met: float
    met_bare: float
    verdict: FailureVerdict
    verdict_bare: FailureVerdict

    @property
    def shown(self) -> tuple[str, str]:
        """Both verdicts in words."""
        return VERDICT_WORDS[self.verdict], VERDICT_WORDS[self.verdict_bare]


def under_condition(
    policy: Policy, model: Model, shares: Sequence[Share], whole: float | None, assumed: Assumptions, future: dict[str, Any]
) -> tuple[UnderCondition, ...]:  # fmt: skip
    """One row for every definition of the share; none where talks wait for no share."""
    if policy.talks is None or policy.talks.only_if_partner_share_below is None:
        return ()
    limit = float(policy.talks.only_if_partner_share_below)
    with_talks = meets(outcomes(model, future), assumed.measures)
    shut = meets(outcomes(closed(model), future), assumed.measures)
    return tuple(
        _row(
            policy.id,
            share,
            _opens(shares_after(share, whole, model, assumed, future), limit, with_talks),
            with_talks,
            shut,
        )
        for share in shares
    )


def _opens(after: tuple[Any, Any] | None, limit: float, like: Any) -> tuple[Any, Any]:
    """In which futures talks certainly open, and in which they may."""
    if after is None:
        return np.zeros(like.shape, dtype=bool), np.ones(like.shape, dtype=bool)
    return after[1] < limit, after[0] < limit


def _row(policy: str, share: Share, opens: tuple[Any, Any], with_talks: Any, shut: Any) -> UnderCondition:
    surely, perhaps = opens
    met_low = (surely & with_talks) | (~perhaps & shut) | (with_talks & shut)
    met_high = (perhaps & with_talks) | (~surely & shut)
    return UnderCondition(
        policy=policy, definition=share.meaning, publisher=share.publisher or "computed", year=share.year,
        opens_low=_mean(surely), opens_high=_mean(perhaps), met_low=_mean(met_low), met_high=_mean(met_high),
    )  # fmt: skip


def bare_row(
    model: Model, bare: Model, tables: tuple[Sequence[Failure], Sequence[Failure]], corners: tuple[Corners, Corners],
    futures: tuple[dict[str, Any], dict[str, Any]], judged: Mapping[str, JudgedMeasure],
) -> Bare:  # fmt: skip
    """An option compared with itself without levers; ``futures`` are the sample and the middle of the ranges."""
    future, middle = futures
    worst = [c.least(model.policy, "revenue_denied") for c in corners]
    return Bare(
        policy=model.policy,
        worst=round(worst[0].value, 6) if worst[0] else 0.0, worst_bare=round(worst[1].value, 6) if worst[1] else 0.0,
        middle=_first(outcomes(model, middle)), middle_bare=_first(outcomes(bare, middle)),
        met=_mean(meets(outcomes(model, future), judged)), met_bare=_mean(meets(outcomes(bare, future), judged)),
        verdict=verdict_of(tables[0], model.policy), verdict_bare=verdict_of(tables[1], model.policy),
    )  # fmt: skip


def _first(found: Mapping[str, Any]) -> float:
    return round(float(found["revenue_denied"][0]), 6)


def _mean(values: Any) -> float:
    return round(float(values.mean()), 6)
