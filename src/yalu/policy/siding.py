"""Every policy measure by measure, side by side, with cash by its payer; never added up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from yalu.policy.assumptions import Assumptions
from yalu.policy.comparing import Paid, SideBySide
from yalu.policy.dependence import ShareCondition
from yalu.policy.futures import middles
from yalu.policy.judgement.corners import Corners
from yalu.policy.model import Model
from yalu.policy.outcomes import outcomes
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
        cash_out=_by_payer(model, assumed),
        stranded=_plain(middle["stranded"]),
        freeze_months=_plain(middle["freeze_months"]),
        breach_visible=None if visible != visible else round(visible, 6),  # noqa: PLR0124 - not a number
        humanitarian_lines=model.humanitarian,
        share_conditions=conditions,
        reversible_days=policy.reversible_days,
        irrevocable=_irrevocable(policy, model),
    )


def _irrevocable(policy: Policy, model: Model) -> float:
    """What a policy may pay out that can never be called back, USD million."""
    back = {payment.id for payment in policy.payments if payment.reversible_days > 0}
    return round(sum(tranche.amount for tranche in model.tranches if tranche.payment not in back), 6)


def _by_payer(model: Model, assumed: Assumptions) -> tuple[Paid, ...]:
    payers = sorted({tranche.payer for tranche in model.tranches})
    alone = [
        msgspec.structs.replace(
            model, policy=payer, tranches=tuple(t for t in model.tranches if t.payer == payer)
        )
        for payer in payers
    ]
    corners = Corners(alone, assumed) if alone else None
    found = []
    for one in alone:
        most = corners.least(one.policy, "cash_received") if corners else None
        middle = outcomes(one, middles(assumed.ranges))["cash_received"]
        found.append(
            Paid(payer=one.policy, middle=_plain(middle), most=round(-most.value, 6) if most else 0.0)
        )
    return tuple(found)


def _plain(values: Any) -> float:
    return round(float(values[0]), 6)
