"""The article's condition on talks: the partner's share of trade, under every definition, before and after a policy."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec

from yalu.policy.assumptions import Assumptions
from yalu.policy.formulas.model import Model
from yalu.policy.formulas.outcomes import stopped_trade
from yalu.policy.records import Policy
from yalu.trade.facade import Trade
from yalu.trade.figures.shares import Share
from yalu.vocabulary.answers import CANNOT_SAY, NO, YES, Answer
from yalu.vocabulary.results import Figure


class ShareCondition(msgspec.Struct, frozen=True, kw_only=True):
    """One definition of the share: what it is today, and what the policy's levers would make of it.

    ``today`` is whether it lies below the limit. ``after_low`` and ``after_high`` are the ends of what the levers
    would make of it, in percent, over the corners of the law's ranges.
    """

    definition: str
    publisher: str
    year: str
    share: Figure
    today: Answer
    after_low: float | None
    after_high: float | None


def definitions_of(trade: Trade, assumed: Assumptions) -> tuple[Share, ...]:
    """The shares of the year of comparison, published and computed, and the claims that name no year."""
    found = trade.share(assumed.year)
    return tuple(share for share in found if share.year in {assumed.year, ""})


def share_conditions(
    shares: Sequence[Share], whole: float | None, model: Model, assumed: Assumptions, future: dict[str, Any]
) -> tuple[ShareCondition, ...]:
    """Every definition before and after a policy.

    With P the partner's yearly trade (``whole``, USD million), T the total it is a share of, S what the law stops a year, d diverted
    and u made up: after = (P - S + S(1-d)u) / (T - S + S(1-d)u + Sd). That rises or falls all along each range, so
    corners of the ranges are its ends.
    """
    return tuple(_condition(share, whole, model, future, assumed) for share in shares)


def shares_after(
    share: Share, whole: float | None, model: Model, assumed: Assumptions, future: dict[str, Any]
) -> tuple[Any, Any] | None:
    """What the levers make of a share in every future, in percent, from its lower and its upper bound.

    None where the share or the partner's trade cannot be said.
    """
    low = share.figure.low if share.figure.low is not None else share.figure.value
    high = share.figure.high if share.figure.high is not None else share.figure.value
    if whole is None or not low or not high:
        return None
    stopped = stopped_trade(model, future) / (assumed.months / 12)
    return _after(whole, low, stopped, future), _after(whole, high, stopped, future)


def opens_talks(policy: Policy) -> bool:
    """Whether a policy has talks that no condition on the share holds back."""
    return policy.talks is not None and policy.talks.only_if_partner_share_below is None


def below(share: Figure, limit: float) -> Answer:
    """Whether a share is certainly below a limit, certainly not, or its bounds leave it open."""
    low = share.low if share.low is not None else share.value
    high = share.high if share.high is not None else share.value
    if high is not None and high < limit:
        return YES
    return NO if low is not None and low >= limit else CANNOT_SAY


def _condition(
    share: Share, whole: float | None, model: Model, future: dict[str, Any], assumed: Assumptions
) -> ShareCondition:
    made = shares_after(share, whole, model, assumed, future)
    ends = (None, None) if made is None else (round(float(made[0].min()), 6), round(float(made[1].max()), 6))
    return ShareCondition(
        definition=share.meaning, publisher=share.publisher or "computed", year=share.year, share=share.figure,
        today=below(share.figure, float(assumed.share_below)), after_low=ends[0], after_high=ends[1],
    )  # fmt: skip


def _after(partner: float, percent: float, stopped: Any, future: dict[str, Any]) -> Any:
    total = partner / (percent / 100)
    diverted = stopped * future["diversion"]
    made_up = stopped * (1 - future["diversion"]) * future["substitution"]
    return 100 * (partner - stopped + made_up) / (total - stopped + made_up + diverted)
