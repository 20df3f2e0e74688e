"""Who is near a listed party depends on the day, and authorities bring nobody near."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.chains.conftest import chains_of, link, node
from tests.properties import tried
from yalu.chains.choices import ChainQueryError
from yalu.chains.listings import LookedUp, NodeListing
from yalu.vocabulary.answers import YES
from yalu.vocabulary.coverage import covered_table

LISTED = link("p1 designated_by b1", "U", start="2016-03-02")


def names(found):
    return [(row.node, row.steps) for row in found]


def test_nobody_is_near_before_the_party_was_listed():
    chains = chains_of(LISTED, link("p2 acted_for p1", start="2009"))
    assert names(chains.near(1, "2015-01-01")) == []
    assert names(chains.near(1, "2016-03-02")) == [("p2", 1)]


def test_links_that_ended_or_had_not_begun_bring_nobody_near():
    chains = chains_of(
        LISTED, link("p2 acted_for p1", end="2010"), link("p3 acted_for p1", start="2018"),
        link("p4 acted_for p1"),
    )  # fmt: skip
    found = chains.near(1, "2017-01-01")
    assert names(found) == [("p4", 1)]
    assert found[0].dated is False


def test_the_same_authority_ties_nobody():
    chains = chains_of(LISTED, link("p2 designated_by b1", start="2020"), link("p3 restricted_by b1"))
    assert names(chains.near(6, "2016-06-01")) == []


def test_the_way_is_told_from_the_listed_party_with_the_direction_of_each_link():
    chains = chains_of(LISTED, link("p2 acted_for p1", "A"), link("p2 paid p3", "B", grade="allegation"))
    row = chains.near(2, "2017-01-01")[1]
    assert (row.node, row.listed, row.weakest) == ("p3", "p1", "allegation")
    assert [(step.link, step.forward) for step in row.path] == [("A", False), ("B", True)]


def test_the_lowest_link_wins_a_tie():
    chains = chains_of(LISTED, link("p2 paid p1", "B"), link("p2 acted_for p1", "A"))
    assert chains.near(1, "2017-01-01")[0].path[0].link == "A"


def test_an_entry_without_a_day_of_listing_is_left_out_of_questions_about_a_day_and_counted():
    chains = chains_of("p2 acted_for p1", nodes=(node("p1", listed_as=("ofac:1",)),))
    asked = chains.near(1, "2017-01-01")
    assert (names(asked), asked.stopped) == (
        [], "1 listed party was left out as a start: whether an entry stood that day is not said",
    )  # fmt: skip
    assert names(chains.near(1)) == [("p2", 1)]


def test_lists_are_asked_through_the_callable_that_is_handed_in():
    asked = []

    def lookup(references, name, day):
        asked.append((references, name, str(day)))
        return LookedUp(
            (NodeListing(entry="ofac:1", on_day=YES, since="2012-01-01"),),
            covered_table("ofac", 3, kind="list"),
        )

    chains = chains_of("p2 acted_for p1", nodes=(node("p1", listed_as=("ofac:1",)),), lookup=lookup)
    found = chains.near(1, "2017-01-01")
    assert names(found) == [("p2", 1)]
    assert "ofac" in found.coverage.says
    assert (("ofac:1",), "P1", "2017-01-01") in asked
    assert [one.entry for one in chains.listed_on("p1", "2017-01-01")] == ["ofac:1"]


def test_the_bank_was_listed_by_one_authority_years_before_the_other(bundled):
    on = {one.entry: one.on_day for one in bundled.listed_on("bank_kkbc", "2012-01-01")}
    assert (on["DHID-15"], on["DHID-16"]) == ("yes", "no")


def test_a_finding_about_a_bank_is_no_entry_on_a_list(bundled):
    assert bundled.listed_on("bank_dandong", "2018-01-01") == ()


def test_the_trader_is_one_step_from_the_listed_bank_in_2016(bundled):
    found = bundled.near(1, "2016-01-01", party="bank_kkbc")
    assert [(row.node, row.path[0].link) for row in found] == [("co_dhid", "DHID-03")]


def test_a_share_on_the_way_is_shown_and_can_cut_it_and_one_that_nobody_states_stays():
    chains = chains_of(
        LISTED, link("p2 owned_by p1", "A", share=Decimal("0.5"), start="2010"),
        link("p3 owned_by p1", "B", share=Decimal("49.90")), link("p4 owned_by p1", "C"),
        link("p5 owned_by p1", "D", stated="12,5 %"), link("p6 paid p1", "E"),
    )  # fmt: skip
    shown = {row.node: (row.shares, row.days) for row in chains.near(1)}
    assert shown == {
        "p2": (("0.5 %",), ("2010",)), "p3": (("49.9 %",), ("",)), "p4": (("share not stated",), ("",)),
        "p5": (("12.5 %",), ("",)), "p6": ((), ("",)),
    }  # fmt: skip
    cut = chains.near(1, min_share=25)
    assert [row.node for row in cut] == ["p3", "p4", "p6"]
    assert cut.stopped == "holdings of less than 25 % that were not followed: 2"
    assert [row.node for row in chains.near(1, min_share=Decimal("49.91"))] == ["p4", "p6"]
    assert len(chains.near(1, min_share=0.5)) == 5
    with pytest.raises(ChainQueryError, match="no share"):
        chains.near(1, min_share=101)


@given(
    st.lists(st.one_of(st.none(), st.decimals(0, 100, places=1)), min_size=1, max_size=5),
    st.decimals(0, 100, places=1),
)
@tried(60)
def test_a_chain_of_holdings_is_followed_as_far_as_no_stated_share_is_smaller(shares, least):
    links = [link(f"p{n + 2} owned_by p{n + 1}", share=share) for n, share in enumerate(shares)]
    reached = next((n for n, s in enumerate(shares) if s is not None and s < least), len(shares))
    found = chains_of(LISTED, *links).near(6, min_share=least)
    assert [row.node for row in found] == [f"p{n + 2}" for n in range(reached)]


def test_two_of_one_name_are_told_apart_by_state_and_number():
    chains = chains_of(
        LISTED, link("p2 paid p1"), link("p3 paid p1"),
        nodes=(node("p2", country="XAA", identifiers=("registration 7",)), node("p3", country="XBB")),
    )  # fmt: skip
    assert [(r.country, r.identifiers) for r in chains.near(1)] == [("XAA", ("registration 7",)), ("XBB", ())]
