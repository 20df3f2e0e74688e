"""The deal in many futures: against a play day by day, and by hand where a path is cut off or a step is waited for."""

from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any, cast

import msgspec
import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tests.policy.conftest import after, payment_of, policy_of
from tests.policy.simulator import path_played, play
from tests.properties import tried
from yalu.policy.agreement.escrow import account, check_path
from yalu.policy.agreement.schedule import Terms, months_later
from yalu.policy.agreement.steps import STEPS
from yalu.policy.facade import PolicyDesk
from yalu.policy.formulas.deal import DealOutcome, deal, money_at, paid_by, reached, shut
from yalu.policy.formulas.model import DAYS_A_MONTH, Model, counted, model_of
from yalu.policy.formulas.outcomes import outcomes, still_sold
from yalu.policy.records import (
    Commodity,
    Deposit,
    Duty,
    Obligation,
    Payment,
    Policy,
    Proceeds,
    Release,
    Span,
    Talks,
)

START = date(2017, 7, 1)
MONTHS = 36
END = months_later(START, MONTHS)
LAST = (END - START).days
MILLION = 1_000_000


def numbers(desk: PolicyDesk, policy: Policy, months: int = MONTHS) -> Model:
    """A policy as numbers under no law at all, from START on."""
    assumed = msgspec.structs.replace(desk.assumptions, start=START, months=months)
    law = cast(Any, SimpleNamespace(measures=()))
    return model_of(policy, counted(policy, law, (), (), assumed), (), assumed, partner="XAA")


def future_of(
    kept: float | list[float], pace: float | list[float], keep_days: float | list[float]
) -> dict[str, Any]:
    """Futures of the deal only."""
    given = np.broadcast_arrays(
        np.asarray(kept, float), np.asarray(pace, float), np.asarray(keep_days, float)
    )
    return dict(
        zip(("steps_kept", "months_a_step", "keep_days"), (np.atleast_1d(one) for one in given), strict=True)
    )


def found_by(model: Model, **future: Any) -> DealOutcome:
    return deal(model, future_of(**future))


days = st.integers(0, 1000)


@st.composite
def policies(draw: st.DrawFn) -> Policy:
    """Any option: some of the steps, payments of every kind, duties, and waits that do not go round in a circle."""
    steps = sorted(draw(st.sets(st.sampled_from(range(4)), min_size=1)))
    duties = [Duty(id="duty", by="XBB", does="lifts", day=START + timedelta(draw(days)))]
    duties += [
        Duty(
            id="later",
            by="XBB",
            does="opens an office",
            after=STEPS[steps[0]],
            within_days=draw(st.integers(0, 90)),
        )
    ]
    names = [f"p{n}" for n in range(draw(st.integers(0, 3)))]
    payments = [draw(one_payment(name, [STEPS[s] for s in steps])) for name in names]
    paid_before = {
        p.id: max((STEPS.index(p.releases[0].after) if p.releases[0].after != "deposit" else -1), 0)
        for p in payments
    }
    owed = []
    for place, step in enumerate(steps):
        free = [p.id for p in payments if p.releases[0].after == "deposit" or paid_before[p.id] < step]
        ahead = ["duty", *(["later"] if place else []), *free]
        owed.append(
            Obligation(step=STEPS[step], does="x", verified_by="" if step == 0 and draw(st.booleans()) else "IAEA",
                       within_days=draw(st.integers(0, 120)), part=draw(st.sampled_from((1, 0.5))),
                       requires=tuple(draw(st.sets(st.sampled_from(ahead), max_size=2))))
        )  # fmt: skip
    return policy_of(*payments, obligations=tuple(owed), duties=tuple(duties))


@st.composite
def one_payment(draw: st.DrawFn, name: str, steps: list[str]) -> Payment:
    """A payment that pays no more than it deposits: at once or topped up, by one or several, once or every so often."""
    parts = draw(st.lists(st.integers(1, 400), min_size=1, max_size=3))
    releases = [
        Release(after=cast(Any, draw(st.sampled_from(("deposit", *steps)))), amount=part * MILLION,
                buys=cast(Any, draw(st.sampled_from(steps))), within_days=draw(st.integers(0, 90)),
                requires=tuple(draw(st.sets(st.just("duty"), max_size=1))))
        for part in parts
    ]  # fmt: skip
    values: dict[str, Any] = {"deposit": START + timedelta(draw(days))}
    if draw(st.booleans()):
        first = draw(st.integers(0, 500))
        more = [
            Deposit(day=START + timedelta(first), percent=40),
            Deposit(day=START + timedelta(first + draw(days)), percent=60),
        ]
        values = {"deposit": None, "deposits": tuple(more)}
    if draw(st.booleans()):
        values |= {"payer": "", "payers": {"XAA": 70, "XCC": 30}}
    return payment_of(
        (sum(parts) + draw(st.integers(0, 50))) * MILLION, *releases, id=name, reversible_days=draw(st.sampled_from((0, 0, 45, 400))),
        every_months=draw(st.sampled_from((0, 0, 12, 7))), breach=draw(st.sampled_from(("return", "hold", "forfeit"))), **values,
    )  # fmt: skip


def on_an_edge(game: Any, keep: int, pace: int, kept: int) -> bool:
    """Whether two things fall on one day, where a computer's fractions may put either first."""
    breach = (kept + 1) * pace if kept < 4 else 10**6
    taken = {step: (day - START).days for step, day in game.taken.items()}
    moments = list(taken.values())
    for pot in game.pots:
        for n, day in pot.out.items():
            out = (day - START).days
            step = pot.releases[n][0].bought
            moments += [out, out + pot.payment.reversible_days, max(out, taken.get(step, 0)) + keep]
    edges = (breach, LAST)
    return any(abs(moment - edge) <= 1 for moment in moments for edge in edges) or abs(breach - LAST) <= 1


@tried(150)
@given(policies(), st.integers(0, 4), st.integers(40, 370), st.integers(1, 400))
def test_the_formulas_the_account_and_a_play_day_by_day_say_the_same(
    desk: PolicyDesk, policy: Policy, kept: int, pace: int, keep: int
) -> None:
    game = play(policy, END, keep_days=keep, until=END, kept=kept, pace=pace)
    exact = account(policy, path_played(game), END, Terms(until=END, keep_days=keep))
    check_path(policy, path_played(game), Terms(until=END, keep_days=keep))
    assert exact.released == game.paid
    assert (exact.stranded, exact.exposed, exact.recoverable) == (
        game.stranded,
        game.exposed,
        game.recoverable,
    )
    for payer, balance in exact.payers.items():
        assert {name: getattr(balance, name) for name in balance.__struct_fields__} == dict(
            game.by_payer()[payer]
        )
    assert exact.freeze_months == game.frozen_days / exact.freeze_months.__class__("30.4375")
    assume(not on_an_edge(game, keep, pace, kept))
    model = numbers(desk, policy)
    future = future_of(kept, pace / DAYS_A_MONTH, keep)
    # 36 months of the calendar are 1,096 days; the formulas look 36 x 30.4375 = 1,095.75 days ahead.
    found = deal(model, future)
    assert found.received[0] == pytest.approx(float(game.paid) / 1e6, abs=1e-6)
    assert found.stranded[0] == pytest.approx(float(game.stranded) / 1e6, abs=1e-6)
    assert found.exposed[0] == pytest.approx(float(game.exposed) / 1e6, abs=1e-6)
    assert found.freeze[0] == pytest.approx(float(exact.freeze_months), abs=0.02)
    others = sum(float(b.paid) for payer, b in exact.payers.items() if payer != "XAA") / 1e6
    assert found.others[0] == pytest.approx(others, abs=1e-6)
    assert sum(float(one[0]) for one in paid_by(model, future).values()) == pytest.approx(
        float(game.paid) / 1e6, abs=1e-6
    )
    safe, risk, _ = money_at(
        model, {name: value[0] for name, value in future.items()}, np.asarray([float(MONTHS)])
    )
    assert safe[0] + risk[0] == pytest.approx(float(game.paid) / 1e6, abs=1e-6)
    assert found.stranded[0] + found.exposed[0] <= risk[0] + 1e-6


escrow = policy_of(payment_of(400 * MILLION, *(after(step, 100 * MILLION) for step in STEPS)))
front = policy_of(
    payment_of(500 * MILLION, Release(after="deposit", amount=500 * MILLION, buys="freeze"), custodian="")
)


@pytest.mark.parametrize(
    ("keep", "stranded"),
    # A release goes out 30 days after its step; steps come every 6 months (182.625 days), and two are kept.
    # The first was paid 335.25 days before the breach, the second 152.625 days.
    [(152, 0), (153, 100), (335, 100), (336, 200), (1000, 200)],
)
def test_what_was_paid_is_stranded_when_less_than_the_keep_period_lies_between_it_and_the_breach(
    desk: PolicyDesk, keep: int, stranded: int
) -> None:
    found = found_by(numbers(desk, escrow), kept=2, pace=6, keep_days=keep)
    assert (found.received[0], found.stranded[0], found.exposed[0]) == (200, stranded, 0)


@pytest.mark.parametrize("own", [1, 90, 3000, None])
def test_an_options_own_keep_period_moves_its_own_figure_and_no_other(
    desk: PolicyDesk, own: int | None
) -> None:
    payment = payment_of(100 * MILLION, after("freeze", 100 * MILLION))
    model = numbers(desk, policy_of(payment, keep_days=own))
    found = found_by(model, kept=[1, 1], pace=6, keep_days=[100, 365])
    assert found.stranded.tolist() == [0, 100]
    assert found.stranded_own.tolist() == {1: [0, 0], 90: [0, 0], 3000: [100, 100], None: [0, 100]}[own]


@pytest.mark.parametrize(
    ("pace", "kept", "months", "received", "stranded", "exposed", "ended"),
    [
        # Paid at once for a freeze in month 12 that is never broken: safe a year later, in month 24.
        (12, 4, 24, 500, 0, 0, 1), (12, 4, 23, 500, 0, 500, 0),
        # Nothing kept, broken in month 12: seen within 13 months ahead, money at risk and no end within 11.
        (12, 0, 13, 500, 500, 0, 1), (12, 0, 11, 500, 0, 500, 0),
        # The freeze kept and broken in month 24, before it stood 365.25 days.
        (12, 1, 36, 500, 0, 0, 1), (11, 1, 36, 500, 500, 0, 1), (11, 1, 21, 500, 0, 500, 0),
    ],
)  # fmt: skip
def test_a_path_that_is_cut_off_leaves_its_money_at_risk(
    desk: PolicyDesk,
    pace: float,
    kept: int,
    months: int,
    received: int,
    stranded: int,
    exposed: int,
    ended: int,
) -> None:
    asks = msgspec.structs.replace(front, obligations=front.obligations[:1])
    found = found_by(numbers(desk, asks, months), kept=kept, pace=pace, keep_days=365.25)
    assert [float(one[0]) for one in (found.received, found.stranded, found.exposed, found.ended)] == [
        received, stranded, exposed, ended,
    ]  # fmt: skip


def test_a_deal_that_asks_for_no_freeze_is_credited_with_none(desk: PolicyDesk) -> None:
    asked = msgspec.structs.replace(escrow, obligations=escrow.obligations[2:], payments=())
    found = found_by(numbers(desk, asked), kept=[0, 1, 2, 4], pace=3, keep_days=30)
    assert found.freeze.tolist() == [0, 0, 0, 0]
    taken, broken = reached(numbers(desk, asked), future_of([0, 1, 2, 4], 3, 30))
    assert taken.tolist() == [0, 1, 2, 2]
    assert broken.tolist() == [True, True, True, False]


def test_asking_for_more_steps_neither_lengthens_nor_shortens_a_freeze(desk: PolicyDesk) -> None:
    less = msgspec.structs.replace(escrow, obligations=escrow.obligations[:1], payments=())
    future = {"kept": [0, 1, 2, 3, 4], "pace": 5, "keep_days": 180}
    assert (
        found_by(numbers(desk, less), **future).freeze.tolist()
        == found_by(numbers(desk, escrow), **future).freeze.tolist()
    )


@pytest.mark.parametrize("release_days", [0, 30, 300])
def test_days_of_a_payment_move_the_payment_and_never_the_freeze(desk: PolicyDesk, release_days: int) -> None:
    payment = payment_of(90 * MILLION, after("freeze", 90 * MILLION, within_days=release_days))
    owed = Obligation(step="freeze", does="x", verified_by="IAEA", within_days=20)
    found = found_by(numbers(desk, policy_of(payment, obligations=(owed,))), kept=2, pace=10, keep_days=30)
    # From 10 months and 20 days to the breach in month 30.
    assert found.freeze[0] == pytest.approx(20 - 20 / DAYS_A_MONTH)


def test_half_a_step_is_credited_by_half(desk: PolicyDesk) -> None:
    owed = Obligation(step="freeze", does="one of two sites", verified_by="IAEA", part=0.5)
    found = found_by(numbers(desk, policy_of(obligations=(owed,))), kept=1, pace=10, keep_days=30)
    assert found.freeze[0] == 5


def test_a_step_waits_for_the_payment_it_requires_and_is_never_taken_after_the_breach(
    desk: PolicyDesk,
) -> None:
    late = payment_of(
        90 * MILLION, after("freeze", 90 * MILLION, not_before=START + timedelta(700)), id="late"
    )
    owed = (
        Obligation(step="freeze", does="x", verified_by="IAEA"),
        Obligation(step="inspected", does="x", verified_by="IAEA", requires=("late",)),
    )
    model = numbers(desk, policy_of(late, obligations=owed))
    taken, broken = reached(model, future_of([2, 2, 4], [3, 8, 3], 30))
    # Paid in month 23.0: after the breach in month 9, before the one in month 24, and never broken.
    assert taken.tolist() == [1, 2, 2]
    assert broken.tolist() == [True, True, False]


def test_money_that_can_be_called_back_on_the_day_of_the_breach_is_not_stranded(desk: PolicyDesk) -> None:
    payment = payment_of(
        100 * MILLION, Release(after="deposit", amount=100 * MILLION, buys="freeze"), reversible_days=400
    )
    model = numbers(desk, policy_of(payment))
    found = found_by(model, kept=0, pace=[13, 14], keep_days=180)
    # 13 months are 395.7 days, 14 are 426.1.
    assert found.stranded.tolist() == [0, 100]


def test_with_talks_shut_nothing_is_owed_and_only_what_is_paid_at_once_goes_out_and_is_stranded(
    desk: PolicyDesk,
) -> None:
    future: dict[str, Any] = {"kept": [0, 2, 4], "pace": 5, "keep_days": 180}
    closed = found_by(shut(numbers(desk, escrow)), **future)
    assert not any(np.any(one) for one in (closed.received, closed.stranded, closed.exposed, closed.freeze))
    paid = found_by(shut(numbers(desk, front)), **future)
    assert paid.received.tolist() == paid.stranded.tolist() == [500, 500, 500]
    assert not shut(numbers(desk, escrow)).owes


def dated(amount: int, day: int) -> Policy:
    """So much paid on a day, whatever was done by then, for a freeze."""
    when = START + timedelta(day)
    return policy_of(
        payment_of(
            amount * MILLION, Release(after="deposit", amount=amount * MILLION, buys="freeze"), deposit=when
        )
    )


POINTS = [
    (kept, quarter / 4, keep) for kept in range(5) for quarter in range(12, 49) for keep in (180, 270, 365)
]
GRID = future_of(*(list(one) for one in zip(*POINTS, strict=True)))


@tried(80)
@given(st.integers(0, LAST - 1), st.integers(0, LAST - 1))
def test_no_payment_is_out_of_danger_for_being_dated_late(desk: PolicyDesk, one: int, other: int) -> None:
    for day in (one, other):
        found = deal(numbers(desk, dated(500, day)), GRID)
        assert (found.stranded + found.exposed).max() == 500


@tried(60)
@given(policies(), st.integers(0, 500))
def test_what_is_moved_past_the_breach_or_the_end_is_at_risk_or_not_paid(
    desk: PolicyDesk, policy: Policy, by: int
) -> None:
    """Moving every day of a deal moves money from stranded to at risk to unpaid, and never to safe."""
    later = timedelta(by)
    moved = msgspec.structs.replace(policy, talks=Talks(start=START + later), duties=tuple(
        msgspec.structs.replace(d, day=None if d.day is None else d.day + later) for d in policy.duties
    ), payments=tuple(
        msgspec.structs.replace(
            p, deposit=None if p.deposit is None else p.deposit + later,
            deposits=tuple(msgspec.structs.replace(d, day=d.day + later) for d in p.deposits), every_months=0,
        )
        for p in policy.payments
    ))  # fmt: skip
    once = msgspec.structs.replace(
        policy, payments=tuple(msgspec.structs.replace(p, every_months=0) for p in policy.payments)
    )
    first, second = deal(numbers(desk, once), GRID), deal(numbers(desk, moved), GRID)
    safe = [one.received - one.stranded - one.exposed for one in (first, second)]
    recallable = sum(t.amount for t in numbers(desk, once).tranches if t.recall)
    assert (safe[1] <= safe[0] + recallable + 1e-6).all()
    assert (second.ended <= first.ended).all()


def test_goods_are_paid_at_the_price_of_each_future(desk: PolicyDesk) -> None:
    oil = Commodity(name="oil", quantity=1_000_000, unit="t", price=Span(low=100, high=300), currency="USD")
    release = Release(after="deposit", percent=60, buys="freeze")
    payment = msgspec.structs.replace(
        payment_of(1, release), amount=None, commodity=oil, payer="", payers={"XAA": 25, "XBB": 75}
    )
    model = numbers(desk, policy_of(payment))
    found = deal(model, future_of(0, 5, 180) | {"price_small_deposit": np.asarray([200.0])})
    # 600,000 t at 200 dollars, three quarters of them by others.
    assert (found.received[0], found.others[0], found.stranded[0]) == pytest.approx((120, 90, 120))


def test_proceeds_are_a_share_of_what_is_still_sold_and_wait_until_they_are_put_aside(
    desk: PolicyDesk,
) -> None:
    proceeds = Proceeds(goods=("coal",), percent=20, months=12)
    releases = (Release(after="freeze", percent=50), Release(after="freeze", percent=50))
    payment = msgspec.structs.replace(payment_of(1, *releases), amount=None, proceeds=proceeds)
    model = numbers(desk, policy_of(payment))
    found = deal(model, future_of([1, 1], [3, 6], 30), {"coal": np.asarray([900.0, 900.0])})
    # Twelve months of a fifth of 75 million are 180. Half is there in January, the whole in July: the deal that is
    # broken in month 6 pays nothing, because half of it is put aside on 1 January, after 184 days; the one broken in
    # month 12, after 365.25 days, pays both halves, the second on the 365th.
    assert found.received.tolist() == pytest.approx([0, 180])


def test_what_is_still_sold_is_what_law_does_not_stop(desk: PolicyDesk) -> None:
    payment = msgspec.structs.replace(
        payment_of(1, Release(after="freeze", percent=100)), amount=None, proceeds=Proceeds(goods=("coal",), percent=20, months=12)
    )  # fmt: skip
    at = {name: np.asarray([one.middle]) for name, one in desk.assumptions.ranges.items()}
    model = desk.model(policy_of(payment, levers=()))
    today = outcomes(desk.model(desk.baseline), at)["revenue_denied"]
    stopped = today / ((1 - at["diversion"]) * (1 - at["substitution"]))
    # Nothing but coal is stopped by the law of today.
    assert still_sold(model, at)["coal"][0] == pytest.approx(1180 - stopped[0] / 3)
