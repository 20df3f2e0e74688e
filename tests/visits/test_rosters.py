"""How far rosters were read, which visits a seat decides, and what the search left out."""

import pytest

from tests.visits.building import CITED, a_case, coverage, visit
from yalu.case.records import CoverageRow, Roster, Seat
from yalu.case.seats import seated
from yalu.documents.choices import ChoiceError
from yalu.visits.record.posts_without_visits import uncollected_words
from yalu.visits.record.rosters import rosters, unsettled_words
from yalu.visits.record.search_by_decade import decades
from yalu.visits.rules.codebook import choose_rules
from yalu.visits.rules.counts import decide
from yalu.vocabulary.dates import parse_date


def roster(number: str, start: str, end: str = "", side: str = "partner", politburo: str = "part") -> Roster:
    return Roster(
        id=number, side=side, title=f"Congress {number}", start=parse_date(start),
        end=parse_date(end) if end else None, politburo=politburo, central_committee="absent", sources=CITED,
    )  # fmt: skip


def seat(person: str, body: str, start: str, congress: str, **more) -> Seat:
    return Seat(
        id=f"s-{person}-{start}", person=person, side="partner", body=body, start=parse_date(start),
        congress=congress, sources=CITED, **more,
    )  # fmt: skip


def seats_case(**more):
    """Five guests: a member, one below, one nobody knows, a minister, and one whose seat is remembered."""
    seats = (
        seat("Guest member", "politburo", "2000-01-01", "c1"),
        seat("Guest below", "central_committee", "2000-01-01", "c1"),
        seat("Guest remembered", "politburo", "2004-01-01", "c2", memory=("body",)),
    )
    days = {"member": "2001-02-03", "below": "2002-02-03", "nobody": "2003-02-03", "remembered": "2004-06-01"}
    visits = [visit(name, day, posts=("p.vice",)) for name, day in days.items()]
    visits.append(visit("minister", "2001-05-05"))
    return a_case(
        visits=seated(visits, seats), seats=seats,
        rosters=(roster("c2", "2004-01-01"), roster("c1", "2000-01-01", "2004-01-01", politburo="whole"),
                 roster("t1", "2000-01-01", side="target")), **more,
    )  # fmt: skip


def test_each_congress_says_which_visits_of_its_years_a_seat_lets_in_keeps_out_or_leaves_open():
    case = seats_case()
    first, second, other = rosters(case, choose_rules(case, "plain"))
    assert (first.id, second.id, other.id) == ("c1", "c2", "t1")
    assert (first.admitted, first.left_out, first.undecided) == (("member",), ("below",), ("nobody",))
    assert (first.seats, first.visits, first.unknown, first.politburo) == (2, 4, 2, "whole")
    assert (second.admitted, second.remembered, second.seats_remembered) == (
        ("remembered",),
        ("remembered",),
        1,
    )
    assert other.visits == 0


def test_a_visit_is_decided_by_a_seat_exactly_when_the_answer_changes_with_it():
    case = seats_case()
    rules = choose_rules(case, "plain")
    turning = {
        v.id for v in case.visits
        if len({str(decide(a_case(visits=[visit(v.id, str(v.start), posts=v.posts, party_body=body)]), rules)[0].counts)
                for body in ("none", "politburo_standing", "politburo")}) > 1
    }  # fmt: skip
    named = {name for use in rosters(case, rules) for name in (*use.admitted, *use.left_out, *use.undecided)}
    assert turning == named == {"member", "below", "nobody", "remembered"}


def test_the_sentence_names_what_no_roster_settles_and_what_rests_on_memory():
    case = seats_case()
    words = unsettled_words(case, choose_rules(case, "plain"))
    assert "1 turn on a party seat that no roster read here settles" in words
    assert "(remembered)" in words
    bare = a_case(visits=[visit("a", "2001-01-01")])
    assert unsettled_words(bare, choose_rules(bare, "plain")) == ""


def test_a_case_that_says_nothing_of_rosters_says_what_to_add():
    bare = a_case(visits=[visit("a", "2001-01-01")])
    with pytest.raises(ChoiceError, match="has no seats"):
        rosters(bare, choose_rules(bare, "plain"))


def left_out(year: int, *posts: str) -> CoverageRow:
    return CoverageRow(
        id=f"c{year}", year=year, level="good", months_read=2,
        left_out=tuple(("posts", post) for post in posts), sources=CITED,
    )  # fmt: skip


def test_a_decade_counts_its_years_its_visits_and_the_posts_left_out():
    case = a_case(
        visits=[visit("a", "2001-02-03"), visit("b", "2009-12-31", posts=("p.vice",)),
                visit("c", "2010-01-01", posts=(), party_body="unknown")],
        coverage=(left_out(2001, "p.vice"), left_out(2002, "p.vice", "t.head"), coverage(2003, "thin")),
    )  # fmt: skip
    first, second = decades(case, choose_rules(case, "plain"))
    assert (first.decade, first.good, first.thin, first.unrated, first.months_read) == ("2000s", 2, 1, 7, 4)
    assert (first.visits, first.counted, first.undecided) == (2, 1, 0)
    assert first.left_out == (("p.vice", 2), ("t.head", 1))
    assert (second.decade, second.unrated, second.visits, second.undecided) == ("2010s", 1, 1, 1)


def test_a_case_without_rated_years_cannot_say_how_it_was_searched():
    case = a_case(visits=[visit("a", "2001-02-03")])
    with pytest.raises(ChoiceError, match="rates no year"):
        decades(case, choose_rules(case, "plain"))


def test_an_admitted_post_that_was_found_by_chance_makes_the_count_a_least():
    case = a_case(visits=[visit("a", "2001-02-03")], coverage=(left_out(2001, "p.minister"), left_out(2002)))
    words = uncollected_words(case, choose_rules(case, "plain"))
    assert words.endswith("so this is a least")
    assert "Bland: foreign minister, 1 visit found, not searched for in 1 of 2 years" in words
    searched = a_case(visits=[visit("a", "2001-02-03")], coverage=(left_out(2001, "p.vice"),))
    assert uncollected_words(searched, choose_rules(searched, "plain")) == ""


def test_a_visit_of_the_year_in_which_observation_began_is_in_its_decade():
    case = a_case(
        visits=[visit("v1", "2000"), visit("v2", "1999-12")],
        observed=("2000-07-27", "2010-12-31"),
        coverage=(coverage(2000, "good"),),
    )
    first, _ = decades(case, choose_rules(case, "plain"))
    # It may have come before the window.
    assert (first.decade, first.visits, first.counted, first.undecided) == ("2000s", 1, 0, 1)
