"""Every policy measure by measure, side by side, with cash by its payer; never added up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from yalu.policy.assumptions import Assumptions
from yalu.policy.comparing import Paid, SideBySide
from yalu.policy.deal import paid_by
from yalu.policy.dependence import ShareCondition
from yalu.policy.futures import drawn, middles, orders
from yalu.policy.model import Model
from yalu.policy.outcomes import outcomes, still_sold
from yalu.policy.records import Policy


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
    middle = outcomes(model, middles(assumed.ranges))
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
    )


def _by_payer(model: Model, assumed: Assumptions) -> tuple[Paid, ...]:
    some = min(assumed.futures, 20_000)
    future = drawn(assumed.ranges, orders(assumed.ranges, some, assumed.seed), some, slice(0, some))
    at_middle, at_all = (
        paid_by(model, here, still_sold(model, here)) for here in (middles(assumed.ranges), future)
    )
    return tuple(
        Paid(payer=payer, middle=_plain(at_middle[payer]), most=round(float(at_all[payer].max()), 6))
        for payer in at_middle
    )


def _plain(values: Any) -> float:
    return round(float(values[0]), 6)
