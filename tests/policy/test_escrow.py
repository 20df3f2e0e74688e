"""Conservation on every path, and the same numbers from the exact account and from the formulas."""

from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.policy.conftest import after, payment_of, policy_of
from yalu.policy.escrow import account, history
from yalu.policy.model import DAYS_A_MONTH, Model, Tranche
from yalu.policy.outcomes import outcomes
from yalu.policy.records import Payment, Release
from yalu.policy.steps import STEPS, DealPath, PathError, parse_turns, path_of

START = date(2017, 7, 1)
days = st.integers(0, 1500)


@st.composite
def paths(draw: st.DrawFn) -> DealPath:
    """Any dated path: some steps in order, perhaps skipping, perhaps broken."""
    steps = sorted(draw(st.sets(st.sampled_from(range(4)))))
    states = [STEPS[place] for place in steps] + (["breach"] if draw(st.booleans()) else [])
    turns = sorted(draw(st.lists(days, min_size=len(states), max_size=len(states), unique=True)))
    return path_of([(START + timedelta(day), state) for day, state in zip(turns, states, strict=True)])


@st.composite
def payments(draw: st.DrawFn, name: str) -> Payment:
    """Any payment that pays no more than it deposits, with any releases, breach and recall."""
    parts = draw(st.lists(st.integers(1, 10**9), min_size=1, max_size=4))
    releases = [
        Release(
            after=draw(st.sampled_from(("deposit", *STEPS))), amount=part, buys=draw(st.sampled_from(STEPS)), verified_by="IAEA",
            within_days=draw(st.integers(0, 200)),
        )
        for part in parts
    ]  # fmt: skip
    return payment_of(
        sum(parts) + draw(st.integers(0, 10**9)), *releases, id=name, deposit=START + timedelta(draw(days)),
        breach=draw(st.sampled_from(("return", "hold", "forfeit"))), reversible_days=draw(st.integers(0, 90)),
    )  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(paths(), st.data(), days)
def test_nothing_is_lost_and_nothing_is_made_on_any_path_and_day(
    path: DealPath, data: st.DataObject, day: int
) -> None:
    some = [data.draw(payments(f"p{number}")) for number in range(data.draw(st.integers(0, 3)))]
    policy = policy_of(*some, keep_days=data.draw(st.integers(0, 400)))
    found = account(policy, path, START + timedelta(day))
    assert found.deposited == found.released + found.held + found.returned + found.forfeited
    assert (
        min(found.released, found.held, found.returned, found.forfeited, found.stranded, found.exposed) >= 0
    )
    assert max(found.stranded, found.exposed) <= found.released
    assert found.held <= found.recoverable <= found.held + found.released
    assert sum(found.paid_by.values(), Decimal(0)) == found.released
    if path.breach is None or START + timedelta(day) < path.breach:
        assert found.stranded == found.returned == found.forfeited == 0


@settings(max_examples=60, deadline=None)
@given(paths(), st.data())
def test_paid_and_stranded_money_never_shrinks_as_days_pass(path: DealPath, data: st.DataObject) -> None:
    policy = policy_of(data.draw(payments("p")))
    told = history(policy, path, START + timedelta(1600))
    for earlier, later in pairwise(told):
        assert later.released >= earlier.released
        assert later.stranded >= earlier.stranded
        assert later.freeze_months >= earlier.freeze_months


@settings(max_examples=100, deadline=None)
@given(st.integers(0, 4), st.integers(40, 370), st.integers(0, 300), st.integers(0, 400), st.integers(0, 120))
def test_the_formulas_say_what_the_exact_account_says(
    kept: int, pace: int, deposit: int, keep: int, wait: int
) -> None:
    releases = [after(step, 100_000_000, within_days=wait) for step in STEPS]
    payment = payment_of(500_000_000, *releases, deposit=START + timedelta(deposit))
    policy = policy_of(payment, keep_days=keep)
    turns = [(START + timedelta(pace * (n + 1)), STEPS[n]) for n in range(kept)]
    turns += [(START + timedelta(pace * (kept + 1)), "breach")] if kept < 4 else []
    end = START + timedelta(1096)
    exact = account(policy, path_of(turns), end)
    tranches = tuple(
        Tranche(payment="deposit", payer="XAA", by_partner=False, amount=100.0, after=n + 1, not_before=deposit / DAYS_A_MONTH,
                deposit=deposit / DAYS_A_MONTH, verify=wait / DAYS_A_MONTH, buys=n + 1, keep=keep / DAYS_A_MONTH)
        for n in range(4)
    )  # fmt: skip
    model = Model(policy="small", horizon=36, talks=0.0, owes=True, freeze_verified=True, freeze_verify=wait / DAYS_A_MONTH,
                  humanitarian=(), stopped=(), tranches=tranches)  # fmt: skip
    future = {
        name: np.asarray([0.5]) for name in ("enforcement", "diversion", "substitution", "price_premium")
    }
    future |= {"steps_kept": np.asarray([float(kept)]), "months_a_step": np.asarray([pace / DAYS_A_MONTH]),
               "visible_with_inspectors": np.asarray([1.0]), "visible_without": np.asarray([2.0])}  # fmt: skip
    found = outcomes(model, future)
    edges = {pace * n + w for n in range(6) for w in (0, wait, keep)} | {deposit}
    if any(abs(a - b) < 1 and a != b for a in edges for b in edges) or _on_an_edge(
        kept, pace, deposit, keep, wait
    ):
        return
    assert found["cash_received"][0] == pytest.approx(float(exact.released) / 1e6, abs=1e-6)
    assert found["stranded"][0] == pytest.approx(float(exact.stranded) / 1e6, abs=1e-6)
    assert found["freeze_months"][0] == pytest.approx(float(exact.freeze_months), abs=0.02)


def _on_an_edge(kept: int, pace: int, deposit: int, keep: int, wait: int) -> bool:
    """Whether two things fall on one day, where floating point may put either first."""
    breach = pace * (kept + 1)
    moments = [pace * n + w for n in range(1, 5) for w in (wait, keep)] + [deposit]
    return (
        any(abs(moment - end) <= 1 for moment in moments for end in (breach, 1096)) or abs(breach - 1096) <= 1
    )


def test_held_money_stays_is_returned_or_forfeited_as_the_policy_says() -> None:
    path = parse_turns(["2018-01-01=breach"])
    told = {}
    for breach in ("return", "hold", "forfeit"):
        policy = policy_of(payment_of(10, after("freeze", 10), breach=breach))
        found = account(policy, path, date(2018, 2, 1))
        told[breach] = (found.returned, found.held, found.forfeited)
    assert told == {"return": (10, 0, 0), "hold": (0, 10, 0), "forfeit": (0, 0, 10)}


def test_released_money_can_be_called_back_for_as_many_days_as_the_payment_says() -> None:
    policy = policy_of(payment_of(10, Release(after="deposit", amount=10, buys="freeze"), reversible_days=30))
    path = parse_turns([])
    assert account(policy, path, date(2017, 7, 31)).recoverable == 10
    assert account(policy, path, date(2017, 8, 1)).recoverable == 0


def test_nobody_deposits_after_the_deal_is_broken() -> None:
    policy = policy_of(payment_of(10, after("freeze", 10), deposit=date(2018, 1, 1)))
    assert account(policy, parse_turns(["2018-01-01=breach"]), date(2019, 1, 1)).deposited == 0


@pytest.mark.parametrize(
    ("turns", "words"),
    [
        (["2018-01-01=frieze"], "unknown state 'frieze'; did you mean 'freeze'?"),
        (["2018-02-01=freeze", "2018-01-01=inspected"], "write the days in order"),
        (["2018-01-01=inspected", "2018-02-01=freeze"], "a step back is a breach, so write breach"),
        (["2018-01-01=breach", "2018-02-01=freeze"], "a broken deal stays broken"),
        (["soon=freeze"], "write YYYY-MM-DD=STATE"),
    ],
)
def test_a_path_that_cannot_be_is_refused_in_words_that_say_what_to_write(
    turns: list[str], words: str
) -> None:
    with pytest.raises(PathError, match=words.replace("?", r"\?").replace("(", r"\(")):
        parse_turns(turns)


def test_every_fault_of_a_path_is_told_at_once() -> None:
    with pytest.raises(PathError) as caught:
        path_of([(date(2018, 2, 1), "frieze"), (date(2018, 1, 1), "breach"), (date(2018, 3, 1), "done")])
    assert all(words in str(caught.value) for words in ("frieze", "in order", "stays broken"))
