"""As known then: what a range rests on that is later than the day is named, and no day is stamped over it."""

from datetime import date

import pytest

import yalu
from yalu.documents.choices import ChoiceError
from yalu.policy.facade import PolicyDesk
from yalu.policy.hindsight import Hindsight
from yalu.policy.results.explanations import explain


def limited(day: str) -> PolicyDesk:
    return yalu.open_case("china-dprk", known_by=day).policy


def test_a_range_names_the_rows_and_pages_that_are_later_than_the_comparison(desk: PolicyDesk) -> None:
    later = desk.hindsight.of(desk.assumptions.ranges["diversion"])
    assert later.facts == ("F-coal-alleged-2018-asan (2018)", "F-coal-alleged-2019-01-08 (2019-01/2019-08)")
    assert "policy-c4ads-2017 (2017-06-14)" in desk.assumptions.ranges["designation_effect"].reason
    printed = {one.what: one.reason for one in desk.compare(["escrow"], futures=50).assumptions}
    assert "Rests on later facts" in printed[desk.assumptions.ranges["diversion"].title]


def test_a_range_on_earlier_rows_says_nothing_of_later_ones(desk: PolicyDesk) -> None:
    assert desk.hindsight.of(desk.assumptions.ranges["price_premium"]).says == ""


def test_a_page_printed_in_a_year_that_holds_the_day_may_be_later(desk: PolicyDesk) -> None:
    printed = Hindsight(desk.case, date(2012, 2, 1)).of(desk.assumptions.ranges["months_a_step"])
    assert printed.facts == ("policy-crs-r40095-2012 (2012-04-26)",)
    unclear = Hindsight(desk.case, date(2017, 12, 10)).of(desk.assumptions.ranges["value_rest"])
    assert unclear.unclear == ("policy-2397-values (2017-12)",)


def test_no_day_is_stamped_over_later_facts(desk: PolicyDesk) -> None:
    trail = explain(desk, "policy/squeeze/revenue_denied/worst").trail
    assert trail.known_by == ""
    assert any(
        note.startswith("diversion: Rests on later facts: F-coal-alleged-2018-asan") for note in trail.notes
    )
    assert explain(desk, "policy/escrow/asked/names_persons").trail.known_by == ""
    assert explain(desk, "policy/squeeze/humanitarian_lines/worst").trail.known_by == "2017-03-21"


def test_in_a_case_limited_to_a_day_a_range_without_a_fact_of_that_day_is_a_guess() -> None:
    then = limited("2017-03-21").assumptions.ranges
    assert (then["designation_effect"].basis, then["price_premium"].basis) == ("guess", "source")
    assert "Nothing of 2017-03-21 or before supports it" in then["designation_effect"].reason
    assert then["diversion"].basis == "source"  # the coal of 2016 is left of its three rows
    assert not limited("2017-03-21").readings(["designation_effect"]).certain


def test_the_law_and_the_trade_are_those_known_on_an_earlier_day(desk: PolicyDesk) -> None:
    then = limited("2016-06-30")
    assert then.assumptions.as_of == date(2016, 6, 30)
    assert "coal" not in {line.name for line in then.lines}
    assert then.yearly_trade is None
    before = {name for state in then.law_states("nothing-new") for name in state.measures}
    assert "unscr-2321-op26c-iron" not in before
    assert "unscr-2321-op26c-iron" in {
        name for state in desk.law_states("nothing-new") for name in state.measures
    }
    found = then.compare(["escrow"], futures=50)
    assert any("no value in 2016" in one.what for one in found.assumptions)


@pytest.mark.parametrize("day", ["2017-03-21", "2030-01-01"])
def test_a_later_day_than_the_comparison_changes_no_number(desk: PolicyDesk, day: str) -> None:
    found, whole = limited(day).compare(["squeeze"], futures=50), desk.compare(["squeeze"], futures=50)
    assert found.standings == whole.standings


def test_an_option_paid_out_of_goods_of_no_known_worth_is_no_number_and_says_why() -> None:
    then = limited("2010-01-01")
    assert "proceeds-in-escrow" not in {policy.id for policy in then.reckonable}
    with pytest.raises(ChoiceError, match=r"what coal fetched in 2016, .* known by 2010-01-01: cannot say"):
        then.compare(["proceeds-in-escrow"], futures=50)
    with pytest.raises(ChoiceError, match="cannot say"):
        then.terms("proceeds-in-escrow")
