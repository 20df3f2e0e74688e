"""Who came: the last holder of a post, the last guest as high, and the acts with more money in them."""

from __future__ import annotations

import pytest

import yalu
from tests.visits.building import a_case, coverage, visit
from yalu.claims.evidence import Evidence
from yalu.claims.facade import Claims
from yalu.claims.verdicts.judgement import ad_hoc_claim, judge
from yalu.documents.choices import ChoiceError

VISITS = (
    visit("V1", "2001-05-10", rank="vice_premier", party_body="politburo", guest="Anna First"),
    visit("V2", "2003-02-01", rank="minister", party_body="politburo_standing", guest="Bert Second"),
    visit("V3", "2005-07-01", rank="unknown", party_body="unknown", guest="Carl Third", posts=("p.vice",)),
    visit("V4", "2007-09-09", rank="vice_premier", party_body="politburo", guest="Dora Fourth"),
)
WHOLE = tuple(coverage(year, "good") for year in range(2000, 2011))


def asked(about: str, stated: str, *, visits=VISITS, searched=WHOLE, **given: str):
    evidence = Evidence(a_case(visits=visits, coverage=searched))
    return judge(evidence, ad_hoc_claim(about, stated, given), ad_hoc=True)


def test_the_last_guest_as_high_by_office_is_the_last_of_that_office_or_above() -> None:
    found = asked("visits.as_high", "2001", visits=(*VISITS[:2], VISITS[3]), visit="V4", by="state")
    assert (found.verdict, found.ours) == ("supported", "2001-05-10")


def test_by_seat_in_the_party_it_is_another() -> None:
    found = asked("visits.as_high", "2003", visits=(*VISITS[:2], VISITS[3]), visit="V4", by="party")
    assert (found.verdict, found.ours) == ("supported", "2003-02-01")


def test_where_the_words_leave_the_ladder_open_both_are_tried() -> None:
    found = asked("visits.as_high", "2003", visits=(*VISITS[:2], VISITS[3]), visit="V4")
    assert (found.verdict, found.conditions) == ("supported_if", ("by is party",))


def test_a_guest_of_unknown_rank_between_them_leaves_a_later_day_open() -> None:
    assert asked("visits.as_high", "2005", visit="V4", by="state").verdict == "cannot_say"
    assert asked("visits.as_high", "2000", visit="V4", by="state").verdict == "contradicted"


def test_a_record_that_was_searched_in_part_denies_nobody_later() -> None:
    visits = (*VISITS[:2], VISITS[3])
    for searched in ((), WHOLE[:5]):
        found = asked("visits.as_high", "2004", visits=visits, searched=searched, visit="V4", by="state")
        assert found.verdict == "cannot_say"
    assert asked("visits.as_high", "2004", visits=visits, visit="V4", by="state").verdict == "contradicted"


def test_the_last_holder_of_a_post_is_found_by_the_words_of_its_title() -> None:
    found = asked("visits.of_post", "2005", post="vice minister")
    assert (found.verdict, found.ours) == ("supported", "2005-07-01")


def test_the_grid_shows_the_first_holder_beside_the_last_and_never_counts_it_as_support() -> None:
    visits = (*VISITS, visit("V5", "2001-02-01", rank="minister", guest="Eve Fifth", posts=("p.vice",)))
    found = asked("visits.of_post", "February 2001", visits=visits, post="vice minister")
    assert found.grid is not None
    first = [row for row in found.grid.rows if row.choices.get("which") == "first"]
    assert [(row.role, row.shown) for row in first] == [("other", "2001-02-01")]
    assert found.verdict == "contradicted"


def test_a_post_that_nobody_is_recorded_with_shows_nothing() -> None:
    found = asked("visits.of_post", "2005", post="leader", direction="partner_to_target")
    assert found.verdict == "cannot_say"
    assert "does not show that none came" in found.reason


def test_the_first_of_a_post_is_open_to_the_years_before_the_record() -> None:
    assert asked("visits.of_post", "1995", post="vice minister", which="first").verdict == "cannot_say"
    assert asked("visits.of_post", "2009", post="vice minister", which="first").verdict == "contradicted"


def test_words_that_fit_two_posts_of_one_side_are_refused_with_both() -> None:
    with pytest.raises(ChoiceError, match=r"p\.minister.*p\.vice"):
        asked("visits.of_post", "2005", post="minister", direction="partner_to_target", visits=VISITS[:1])


@pytest.fixture(scope="module")
def claims() -> Claims:
    return yalu.open_case("china-dprk").claims


def test_a_larger_act_in_the_ledger_denies_the_largest(claims: Claims) -> None:
    found = claims.test("ledger.rank", "largest", action="bat-settlement-2023")
    assert found.verdict == "contradicted"
    assert found.figure is not None
    assert len(found.figure.trail.rows) > 1
    covers = found.figure.trail.coverage
    assert {source.name for source in covers.asked} == {"table actions", "table amounts"}


def test_the_ledger_alone_never_shows_that_an_act_is_the_largest(claims: Claims) -> None:
    found = claims.test("ledger.rank", "largest", action="bat-settlement-2023", programme="PRK")
    assert found.verdict == "cannot_say"
    assert "not known to hold every act" in found.reason


def test_the_smallest_is_counted_from_the_other_end(claims: Claims) -> None:
    found = claims.test("ledger.rank", "second-smallest", action="essentra-ofac-2020")
    assert found.verdict == "cannot_say"
    # Two smaller acts in the ledger deny it, whatever the ledger does not hold.
    assert (
        claims.test("ledger.rank", "second-smallest", action="bat-settlement-2023").verdict == "contradicted"
    )
    assert claims.test("ledger.rank", "smallest", action="zte-settlement-2017").verdict == "contradicted"
