"""Every policy measure by measure, side by side, with cash by its payer; never added up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from yalu.policy.assumptions import Assumptions
from yalu.policy.formulas.deal import paid_by, worth_of
from yalu.policy.formulas.futures import middles
from yalu.policy.formulas.model import Model
from yalu.policy.formulas.outcomes import outcomes, still_sold
from yalu.policy.judgement.corners import Corners
from yalu.policy.judgement.dependence import ShareCondition
from yalu.policy.records import Policy
from yalu.policy.results.comparison import Paid, SideBySide


def side_by_side(
    policies: Sequence[Policy],
    models: Sequence[Model],
    assumed: Assumptions,
    conditions: Mapping[str, tuple[ShareCondition, ...]],
) -> tuple[SideBySide, ...]:
    """One row a policy, every range at its middle."""
    return tuple(
        _row(policy, model, assumed, conditions[policy.id])
        for policy, model in zip(policies, models, strict=True)
    )


def _row(
    policy: Policy, model: Model, assumed: Assumptions, conditions: tuple[ShareCondition, ...]
) -> SideBySide:
    here = middles(assumed.ranges)
    middle = outcomes(model, here)
    visible = float(middle["breach_visible"][0])
    return SideBySide(
        policy=policy.id,
        revenue_denied=_plain(middle["revenue_denied"]),
        net_denied=_plain(middle["revenue_denied"] - middle["cash_received"]),
        cash_out=_by_payer(model, assumed),
        stranded=_plain(middle["stranded"]),
        freeze_months=_plain(middle["freeze_months"]),
        breach_visible=None if visible != visible else round(visible, 6),  # noqa: PLR0124 - not a number
        humanitarian_lines=model.humanitarian,
        share_conditions=conditions,
        reversible_days=policy.reversible_days,
        exposed=_plain(middle["exposed"]),
        stranded_own=_plain(middle["stranded_own"]) if any(o.keep is not None for o in model.owed) else None,
        irrevocable=_irrevocable(model, here, still_sold(model, here)),
    )


def _irrevocable(model: Model, middle: Mapping[str, Any], sold: Mapping[str, Any]) -> float:
    """What a policy may pay out that can never be called back, USD million at the middle of the ranges."""
    return sum(_plain(worth_of(one, middle, sold)) for one in model.tranches if not one.recall)


def _by_payer(model: Model, assumed: Assumptions) -> tuple[Paid, ...]:
    """What each payer pays at the middle, and at most anywhere within the ranges."""
    middle = middles(assumed.ranges)
    at_middle = paid_by(model, middle, still_sold(model, middle))
    alone = [_paying(model, payer) for payer in at_middle]
    corners = Corners(alone, assumed) if alone else None
    most = {one.policy: corners.least(one.policy, "cash_received") for one in alone} if corners else {}
    return tuple(
        Paid(payer=payer, middle=_plain(paid), most=round(-reach.value, 6) if (reach := most[payer]) else 0.0)
        for payer, paid in at_middle.items()
    )


def _paying(model: Model, payer: str) -> Model:
    """The same deal with only what one payer brings of every release."""
    own = tuple(
        msgspec.structs.replace(one, amount=one.amount * dict(one.payers).get(payer, 0.0))
        for one in model.tranches
    )
    return msgspec.structs.replace(model, policy=payer, tranches=own)


def _plain(values: Any) -> float:
    return round(float(values if isinstance(values, float) else values[0]), 6)
