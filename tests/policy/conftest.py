"""Parts to build small policies from."""

from datetime import date
from typing import Any

from yalu.policy.agreement.steps import STEPS
from yalu.policy.records import Obligation, Payment, Policy, Release, Talks


def policy_of(*payments: Payment, keep_days: int | None = None, **values: Any) -> Policy:
    """A policy that owes every step, with some payments."""
    owed = tuple(
        Obligation(step=s, does="what is owed", verified_by="IAEA", keep_days=keep_days) for s in STEPS
    )
    given: dict[str, Any] = {
        "id": "small", "title": "Small", "summary": "A policy of a test.", "reversible_days": 0, "sources": ("a",),
        "talks": Talks(start=date(2017, 7, 1)), "obligations": owed, "payments": payments,
    }  # fmt: skip
    return Policy(**given | values)


def payment_of(amount: int, *releases: Release, **values: Any) -> Payment:
    """A deposit of dollars with a custodian, returned on a breach."""
    given: dict[str, Any] = {
        "id": "deposit", "payer": "XAA", "amount": amount, "currency": "USD", "custodian": "a bank", "deposit": date(2017, 7, 1),
        "breach": "return", "releases": releases,
    }  # fmt: skip
    return Payment(**given | values)


def after(step: Any, amount: int, **values: Any) -> Release:
    """A release on a step, thirty days after its verification."""
    given: dict[str, Any] = {"after": step, "amount": amount, "within_days": 30}
    return Release(**given | values)
