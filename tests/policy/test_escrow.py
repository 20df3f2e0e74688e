"""Conservation on every path, and the same money from the account and from a play day by day."""

from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.policy.conftest import after, payment_of, policy_of
from tests.policy.simulator import play
from tests.properties import tried
from yalu.policy.agreement.escrow import account, check_path, duties_done, history, unasked
from yalu.policy.agreement.schedule import Terms
from yalu.policy.agreement.steps import STEPS, DealPath, PathError, parse_turns, path_of
from yalu.policy.records import Commodity, Deposit, Duty, Obligation, Payment, Proceeds, Release, Span

START = date(2017, 7, 1)
days = st.integers(0, 1500)


@st.composite
def paths(draw: st.DrawFn) -> DealPath:
    """Any dated path: some steps in order, perhaps skipping, perhaps broken."""
    steps = sorted(draw(st.sets(st.sampled_from(range(4)))))
    states: list[str] = [STEPS[place] for place in steps]
    for _ in range(draw(st.integers(0, 1))):
        place = draw(st.integers(0, len(states)))
        states[place:place] = ["pause", "resume"]
    states += draw(st.sampled_from(([], ["breach"], ["pause"], ["pause", "breach"])))
    turns = sorted(draw(st.lists(days, min_size=len(states), max_size=len(states), unique=True)))
    return path_of([(START + timedelta(day), state) for day, state in zip(turns, states, strict=True)])


@st.composite
def payments(draw: st.DrawFn, name: str) -> Payment:
    """Any payment that pays no more than it deposits, with any releases, breach and recall."""
    parts = draw(st.lists(st.integers(1, 10**9), min_size=1, max_size=4))
    releases = [
        Release(
            after=draw(st.sampled_from(("deposit", *STEPS))), amount=part, buys=draw(st.sampled_from(STEPS)), verified_by="IAEA",
            within_days=draw(st.integers(0, 200)), not_before=draw(st.sampled_from((None, START + timedelta(draw(days))))),
        )
        for part in parts
    ]  # fmt: skip
    return payment_of(
        sum(parts) + draw(st.integers(0, 10**9)), *releases, id=name, deposit=START + timedelta(draw(days)),
        breach=draw(st.sampled_from(("return", "hold", "forfeit"))), reversible_days=draw(st.integers(0, 90)),
        payer="", payers=draw(st.sampled_from(({"XAA": 100}, {"XAA": 70, "XBB": 30}, {"XAA": 12.5, "XBB": 0.25, "XCC": 87.25}))),
    )  # fmt: skip


@tried(100)
@given(paths(), st.data(), days, st.integers(1, 400))
def test_nothing_is_lost_and_nothing_is_made_by_anybody_on_any_path_and_day(
    path: DealPath, data: st.DataObject, day: int, keep: int
) -> None:
    some = [data.draw(payments(f"p{number}")) for number in range(data.draw(st.integers(0, 3)))]
    terms = Terms(keep_days=keep)
    policy, when = policy_of(*some), START + timedelta(day)
    found = account(policy, path, when, terms)
    assert found.deposited == found.released + found.held + found.returned + found.forfeited
    for one in found.payers.values():
        assert one.deposited == one.paid + one.held + one.returned + one.forfeited
        assert min(one.paid, one.held, one.returned, one.forfeited) >= 0
    assert min(found.stranded, found.exposed) == 0
    assert found.recoverable - found.held + max(found.stranded, found.exposed) <= found.released
    if path.breach is None or when < path.breach:
        assert found.stranded == found.returned == found.forfeited == 0
    game = play(policy, when, keep_days=keep, until=when, path=path)
    assert (found.released, found.exposed, found.stranded, found.recoverable) == (
        game.paid, game.exposed, game.stranded, game.recoverable,
    )  # fmt: skip
    assert found.freeze_months == game.frozen_days / Decimal("30.4375")


@tried(60)
@given(paths(), st.data())
def test_paid_and_stranded_money_never_shrinks_as_days_pass(path: DealPath, data: st.DataObject) -> None:
    policy = policy_of(data.draw(payments("p")))
    printed = history(policy, path, START + timedelta(1600), Terms(keep_days=90))
    for earlier, later in pairwise(printed):
        assert later.released >= earlier.released
        assert later.stranded >= earlier.stranded
        assert later.freeze_months >= earlier.freeze_months


def test_held_money_stays_is_returned_or_forfeited_as_the_policy_says() -> None:
    path = parse_turns(["2018-01-01=breach"])
    printed = {}
    for breach in ("return", "hold", "forfeit"):
        policy = policy_of(payment_of(10, after("freeze", 10), breach=breach))
        found = account(policy, path, date(2018, 2, 1))
        printed[breach] = (found.returned, found.held, found.forfeited)
    assert printed == {"return": (10, 0, 0), "hold": (0, 10, 0), "forfeit": (0, 0, 10)}


def test_released_money_can_be_called_back_for_as_many_days_as_the_payment_says() -> None:
    policy = policy_of(payment_of(10, Release(after="deposit", amount=10, buys="freeze"), reversible_days=30))
    path = parse_turns([])
    assert account(policy, path, date(2017, 7, 31)).recoverable == 10
    assert account(policy, path, date(2017, 8, 1)).recoverable == 0


def test_a_duty_of_another_side_falls_due_on_its_day_or_after_its_step_and_never_from_the_breach_on() -> None:
    dated = Duty(id="dated", by="UN", does="lifts", day=date(2018, 1, 1))
    waits = Duty(id="waits", by="UN", does="lifts", after="freeze", within_days=10)
    policy = policy_of(duties=(dated, waits))

    def due(*turns: str) -> tuple[date | None, ...]:
        return tuple(duties_done(policy, parse_turns(turns), Terms()).values())

    assert due() == (date(2018, 1, 1), None)
    assert due("2018-02-01=freeze") == (date(2018, 1, 1), date(2018, 2, 11))
    assert due("2017-12-01=freeze", "2017-12-12=breach") == (None, date(2017, 12, 11))
    assert due("2017-12-01=freeze", "2017-12-11=breach") == (None, None)
    assert due("2018-01-01=breach") == (None, None)
    assert due("2018-01-02=breach") == (date(2018, 1, 1), None)


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
        (["2018-01-01=resume"], "resume without a pause"),
        (["2018-01-01=pause", "2018-02-01=pause"], "pause within a pause"),
        (["2018-01-01=pause", "2018-02-01=freeze"], "write resume before it"),
        (["2018-01-01=breach", "2018-02-01=pause"], "pause within a broken deal"),
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


def test_a_pause_stops_every_clock_and_breaks_nothing() -> None:
    owed = (Obligation(step="freeze", does="x", verified_by="IAEA", within_days=20),)
    policy = policy_of(payment_of(10, after("freeze", 10, within_days=10)), obligations=owed)
    path = parse_turns(["2018-01-01=freeze", "2018-01-11=pause", "2018-03=resume"])
    terms = Terms(keep_days=60)
    # Ten days before the pause, twenty after it: paid on 21 March, and kept sixty days later.
    assert account(policy, path, date(2018, 3, 20), terms).released == 0
    assert account(policy, path, date(2018, 3, 21), terms).exposed == 10
    assert account(policy, path, date(2018, 5, 20), terms).exposed == 0
    assert account(policy, path, date(2018, 2, 1), terms).paused
    # Verified after ten days more, on 11 March.
    assert account(policy, path, date(2018, 4, 10), terms).freeze_months == Decimal(30) / Decimal("30.4375")


def test_money_within_its_days_of_recall_at_the_breach_is_recoverable_and_not_stranded() -> None:
    payment = payment_of(10, Release(after="deposit", amount=10, buys="freeze"), reversible_days=30)
    for breach, back, lost in (("2017-07-31", 10, 0), ("2017-08-01", 0, 10)):
        found = account(policy_of(payment), parse_turns([f"{breach}=breach"]), date(2019, 1, 1))
        assert (found.recoverable, found.stranded) == (back, lost)


def test_a_deposit_that_is_topped_up_pays_each_release_once_it_is_covered() -> None:
    deposits = (Deposit(day=date(2017, 7, 1), percent=40), Deposit(day=date(2018, 7, 1), percent=60))
    releases = (
        Release(after="deposit", amount=40, buys="freeze"),
        Release(after="deposit", amount=1, buys="freeze"),
    )
    policy = policy_of(payment_of(100, *releases, deposit=None, deposits=deposits))
    printed = [(a.day, a.deposited, a.released) for a in history(policy, parse_turns([]), date(2018, 12, 31))]
    assert printed == [(date(2017, 7, 1), 40, 40), (date(2018, 7, 1), 100, 41), (date(2018, 12, 31), 100, 41)]


def test_a_payment_that_repeats_is_made_as_long_as_the_deal_stands() -> None:
    policy = policy_of(payment_of(10, Release(after="deposit", amount=10, buys="freeze"), every_months=12))
    terms = Terms(until=date(2020, 7, 1), keep_days=30)
    assert account(policy, parse_turns([]), date(2030, 1, 1), terms).released == 30
    assert account(policy, parse_turns(["2019-07-01=breach"]), date(2030, 1, 1), terms).released == 20


def in_kind(release: Release, **values: Any) -> Payment:
    return msgspec.structs.replace(payment_of(1, release), amount=None, **values)


def test_goods_are_paid_at_the_price_of_the_set_and_proceeds_out_of_what_is_sold() -> None:
    oil = Commodity(name="oil", quantity=100, unit="t", price="oil_price", currency="USD")
    release = Release(after="deposit", percent=50, buys="freeze")
    policy = policy_of(in_kind(release, commodity=oil))
    assert account(policy, parse_turns([]), START, Terms(prices={"oil_price": Decimal(7)})).released == 350
    spanned = msgspec.structs.replace(oil, price=Span(low=4, high=10))
    policy = policy_of(in_kind(release, commodity=spanned))
    assert account(policy, parse_turns([]), START).released == 350
    proceeds = Proceeds(goods=("coal",), percent=25, months=12)
    policy = policy_of(in_kind(release, proceeds=proceeds))
    terms = Terms(sold={"coal": Decimal(4800)})
    # A hundred a month, the first a month after the day; half of twelve months is covered in January.
    assert account(policy, parse_turns([]), date(2017, 12, 31), terms).deposited == 500
    assert account(policy, parse_turns([]), date(2018, 1, 1), terms).released == 600
    assert account(policy, parse_turns(["2017-10-01=breach"]), date(2018, 1, 1), terms).deposited == 200


def test_a_path_that_takes_a_step_before_what_it_requires_is_refused() -> None:
    owed = (
        Obligation(step="freeze", does="x", verified_by="IAEA"),
        Obligation(step="inspected", does="x", verified_by="IAEA", requires=("deposit",)),
    )
    policy = policy_of(payment_of(10, after("freeze", 10, not_before=date(2020, 3, 1))), obligations=owed)
    with pytest.raises(PathError, match="2017-08-05 inspected waits for deposit, which comes on 2020-03-01"):
        check_path(policy, parse_turns(["2017-08-01=freeze", "2017-08-05=inspected"]))
    with pytest.raises(PathError, match="never comes on this path"):
        check_path(policy, parse_turns(["2017-08-01=freeze", "2017-08-05=inspected", "2020-02-01=breach"]))
    check_path(policy, parse_turns(["2017-08-01=freeze", "2020-03-01=inspected"]))


def test_a_step_that_a_policy_does_not_ask_for_is_named() -> None:
    policy = policy_of(obligations=(Obligation(step="dismantling", does="x", verified_by="IAEA"),))
    assert unasked(policy, parse_turns(["2018-01-01=freeze", "2018-02-01=dismantling"])) == ("freeze",)
    assert account(policy, parse_turns(["2018-01-01=freeze"]), date(2019, 1, 1)).freeze_months == 0
