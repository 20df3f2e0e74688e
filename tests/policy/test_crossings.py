"""Between two paces at which moments of a deal fall together, nothing but the length of a freeze changes."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.policy.conftest import payment_of, policy_of
from tests.policy.test_deal import MILLION, future_of, numbers, policies
from tests.properties import tried
from yalu.policy.facade import PolicyDesk
from yalu.policy.formulas.crossings import crossing_paces
from yalu.policy.formulas.deal import deal
from yalu.policy.records import Policy, Release


def worst_between(model: object, keep: float, low: float, high: float) -> dict[str, float]:
    """The most that is stranded, exposed and received at the crossings, beside them and at the ends."""
    meet = [p for p in crossing_paces(model, [keep]) if low < p < high]  # type: ignore[arg-type]
    paces = sorted({low, high, *(p + d for p in meet for d in (-1e-7, 0.0, 1e-7))})
    found = [deal(model, future_of([kept] * len(paces), paces, keep)) for kept in range(5)]  # type: ignore[arg-type]
    return {
        name: max(float(getattr(one, name).max()) for one in found)
        for name in ("stranded", "exposed", "received")
    }


@tried(60)
@given(policies(), st.integers(1, 400))
def test_a_fine_grid_of_paces_finds_nothing_worse_than_the_crossings(
    desk: PolicyDesk, policy: Policy, keep: int
) -> None:
    model = numbers(desk, policy)
    worst = worst_between(model, keep, 3.0, 12.0)
    paces = list(np.linspace(3, 12, 901))
    for kept in range(5):
        found = deal(model, future_of([kept] * len(paces), paces, keep))
        for name, most in worst.items():
            assert float(getattr(found, name).max()) <= most + 1e-6


@tried(60)
@given(policies(), st.integers(0, 4), st.floats(3, 12), st.integers(1, 400), st.integers(0, 400))
def test_a_longer_keep_period_never_strands_or_exposes_less(
    desk: PolicyDesk, policy: Policy, kept: int, pace: float, keep: int, more: int
) -> None:
    found = deal(numbers(desk, policy), future_of(kept, pace, [keep, keep + more]))
    assert found.stranded[1] >= found.stranded[0]
    assert found.exposed[1] >= found.exposed[0]
    assert found.ended[1] <= found.ended[0]


def test_the_paces_of_a_deal_paid_at_once_by_hand(desk: PolicyDesk) -> None:
    """Paid in month 0 for a freeze: the keep period of 182.625 days is 6 months."""
    payment = payment_of(100 * MILLION, Release(after="deposit", amount=100 * MILLION, buys="freeze"))
    one = policy_of(payment, obligations=policy_of().obligations[:1])
    # A breach after 1 to 4 steps meets the last month, 36, at 36, 18, 12, 9; the freeze meets it at 36. The keep period
    # after the freeze meets it at 30, and a breach at 6, 3 and 2; the one after the payment meets steps at 6, 3, 2, 1.5.
    assert crossing_paces(numbers(desk, one), [182.625]) == pytest.approx((1.5, 2, 3, 6, 9, 12, 18, 30, 36))
