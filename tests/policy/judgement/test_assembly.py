"""A whole comparison: equal for any number of futures and any seed within the spread that is shown."""

from typing import Any

import pytest

from yalu.policy.facade import PolicyDesk
from yalu.policy.judgement.robustness import LENSES
from yalu.policy.results.comparison import PolicyComparison


@pytest.fixture(scope="module")
def some(desk: PolicyDesk) -> PolicyComparison:
    return desk.compare(["escrow", "squeeze", "pay-up-front"])


def verdicts(found: PolicyComparison) -> list[Any]:
    return [
        (row.policy, row.defects, row.verdict, row.broken, row.unseen, [m.worst for m in row.measures])
        for row in found.failures
    ]


def test_verdicts_worst_cases_and_greatest_regrets_depend_on_no_number_of_futures_and_no_seed(
    desk: PolicyDesk, some: PolicyComparison
) -> None:
    for given in ({"futures": 40}, {"seed": 7}, {"futures": 3000, "seed": 99}):
        other = desk.compare(["escrow", "squeeze", "pay-up-front"], **given)
        assert verdicts(other) == verdicts(some)
        assert [(s.worst, s.max_regret) for s in other.standings] == [
            (s.worst, s.max_regret) for s in some.standings
        ]
        assert other.headline == some.headline


def test_shares_of_other_seeds_lie_within_or_next_to_the_spread(
    desk: PolicyDesk, some: PolicyComparison
) -> None:
    for seed in (7, 99, 12345):
        other = desk.compare(["escrow", "squeeze", "pay-up-front"], seed=seed)
        for policy, share in other.meets_goal.items():
            spread = some.goal_spread[policy]
            width = max(spread.high - spread.low, 0.005)
            assert spread.low - width <= share <= spread.high + width, (policy, seed)


@pytest.mark.parametrize("futures", [1, 2, 3, 4, 5, 6])
def test_from_a_handful_of_futures_what_cannot_be_said_is_named_and_nothing_falls_over(
    desk: PolicyDesk, futures: int
) -> None:
    found = desk.compare(["escrow"], futures=futures)
    assert found.deciding == found.importance == found.summaries == ()
    assert any("needs at least 30 futures" in text for text in found.unsaid)
    assert found.failed("escrow", "freeze").verdict == "edge"


def test_only_options_with_a_deal_are_counted_in_the_headline(some: PolicyComparison) -> None:
    assert (
        some.headline
        == "Of 2 options with a deal, none keeps every floor whenever the counterpart breaks it: "
        "“The partner pays into escrow, released by step” and “Pay up front” do not."
    )
    line = next(one for one in some.lines if one.policy == "escrow")
    assert "399 to" in line.buys
    assert "stranded" in line.risks
    assert "steps kept is 1 to 3" in line.must_be_true
    assert "200 beyond the floor of 100" in line.margin


def test_an_options_own_condition_is_applied_under_every_definition(some: PolicyComparison) -> None:
    rows = {(row.publisher, row.year): row for row in some.under_condition}
    kotra = rows["KOTRA", "2016"]
    # After its levers the share stays above 80 percent there, so talks never open and only trade denied can meet the goal.
    assert (kotra.opens_low, kotra.opens_high) == (0, 0)
    assert kotra.met_high < 0.02 < some.meets_goal["escrow"]
    assert {row.policy for row in some.under_condition} == {"escrow"}
    assert all(
        row.met_low <= row.met_high and row.opens_low <= row.opens_high for row in some.under_condition
    )


def test_without_its_levers_the_escrow_denies_what_doing_nothing_new_denies(some: PolicyComparison) -> None:
    (bare,) = some.bare
    assert bare.policy == "escrow"
    assert bare.worst_bare == pytest.approx(some.standing("nothing-new", "revenue_denied").worst, abs=1e-3)
    assert bare.worst > bare.worst_bare


def test_the_sentence_beside_the_goal_says_that_the_size_of_an_inducement_changes_nothing(
    some: PolicyComparison,
) -> None:
    assert "size of an inducement changes nothing" in some.inducement
    assert "in 36 months (667 a year)" in some.goal


def test_money_that_cannot_be_called_back_is_never_undone(some: PolicyComparison) -> None:
    undone = {row.policy: row.undone for row in some.side_by_side}
    assert undone["pay-up-front"] == "0 days; 500 once paid: never"
    assert undone["nothing-new"] == "0 days"


def test_another_option_can_be_the_baseline(desk: PolicyDesk) -> None:
    found = desk.compare(["escrow"], baseline="law-enforced", futures=50)
    assert (found.baseline, found.policies) == ("law-enforced", ("law-enforced", "escrow"))
    # The escrow does not close the ways out by declaration, so against better enforced law it denies less.
    assert "revenue_denied" in found.failed("escrow", "none").broken


def test_a_worst_case_of_the_standings_is_never_better_than_any_future_drawn(desk: PolicyDesk) -> None:
    sample = desk.compare(["escrow", "law-enforced"], futures=500)
    ranks = {p: sample.standing(p, "revenue_denied").ranks["worst"] for p in ("escrow", "law-enforced")}
    assert ranks["law-enforced"] < ranks["escrow"]
    assert set(LENSES) == set(sample.standing("escrow", "revenue_denied").ranks)
