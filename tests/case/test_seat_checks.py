"""Seats that cannot be: a roster that is not there, a side that is not its own, two seats of one rank at a time."""

import pytest

ROSTERS = "id,side,title,start,end,politburo,central_committee,sources\n"
SEATS = "id,person,side,body,start,end,congress,sources,notes\n"
ONE = "r1,partner,First congress,2000-01-01,,part,absent,westmark-gazette:2\n"


def with_seats(draft, *rows: str, rosters: str = ONE):
    draft.add_table("rosters", ROSTERS + rosters)
    draft.add_table("seats", SEATS + "".join(f"{row}\n" for row in rows))
    return draft


def test_a_case_without_seats_is_whole_and_the_body_of_every_guest_is_unknown(draft):
    case = draft.read()
    assert case.seats == case.rosters == ()
    assert {visit.party_body for visit in case.visits} == {"unknown"}


def test_a_guest_sits_where_the_seats_say(draft):
    with_seats(draft, "a,Bo Reed,partner,politburo,2009-01-01,,r1,westmark-gazette:2,")
    found = {visit.id: visit.party_body for visit in draft.read().visits}
    assert found["V01"] == "politburo"
    assert found["V02"] == "unknown"


def test_a_seat_names_a_roster_that_exists(draft):
    with_seats(draft, "a,Bo Reed,partner,politburo,2009-01-01,,r2,westmark-gazette:2,")
    problem = draft.error()
    assert (problem.file, problem.row, problem.field, problem.value) == ("seats.csv", 2, "congress", "r2")
    assert "rosters has no row “r2”" in problem.message


def test_a_congress_elects_its_own_side(draft):
    with_seats(draft, "a,An Hill,target,politburo,2009-01-01,,r1,westmark-gazette:2,")
    assert "of the target and “r1” is a congress of the partner" in draft.error().message


def test_that_a_name_is_missing_says_nothing_unless_the_roster_was_read_whole(draft):
    row = "a,Bo Reed,partner,below_politburo,2009-01-01,,r1,westmark-gazette:2,"
    with_seats(draft, row)
    assert "was read part" in draft.error().message
    draft.write("rosters.csv", ROSTERS + ONE.replace("part,", "whole,"))
    assert draft.errors() == []


@pytest.mark.parametrize(
    ("second", "problems"),
    [
        ("b,Bo Reed,partner,politburo_alternate,2010-01-01,,r1,westmark-gazette:2,", 1),
        ("b,Bo Reed,partner,politburo_alternate,2010-01-01,,r1,westmark-gazette:2,Beside a while.", 1),
        ("b,Bo Reed,partner,politburo_alternate,2010-01-01,,r1,westmark-gazette:2,Stands beside a: two lists.", 0),
        ("b,Bo Reed,partner,secretariat,2010-01-01,,r1,westmark-gazette:2,", 0),
        ("b,Bo Reed,partner,none,2010-01-01,,r1,westmark-gazette:2,", 1),
        ("b,Di Moor,partner,politburo_alternate,2010-01-01,,r1,westmark-gazette:2,", 0),
        ("b,Bo Reed,partner,politburo_alternate,2012-05-01,,r1,westmark-gazette:2,", 0),
        ("b,Bo Reed,partner,politburo_alternate,2012,,r1,westmark-gazette:2,", 0),
        ("b,Bo Reed,partner,politburo_alternate,2012-04,,r1,westmark-gazette:2,", 1),
    ],
)  # fmt: skip
def test_one_person_holds_one_seat_of_a_rank_at_a_time_unless_a_note_names_the_other(draft, second, problems):
    with_seats(
        draft,
        "a1,Bo Reed,partner,politburo,2009-01-01,2012-05-01,r1,westmark-gazette:2,",
        second.replace("beside a:", "beside a1:"),
    )
    assert len(draft.errors()) == problems


def test_a_seat_does_not_end_before_it_starts(draft):
    with_seats(draft, "a,Bo Reed,partner,politburo,2012-01-01,2009-01-01,r1,westmark-gazette:2,")
    assert draft.error().field == "end"


def test_a_body_nobody_knows_is_refused_with_the_words_there_are(draft):
    with_seats(draft, "a,Bo Reed,partner,polit_bureau,2012-01-01,,r1,westmark-gazette:2,")
    assert "central_committee_alternate" in draft.error().rule


def test_a_typed_party_body_is_no_column_of_visits(draft):
    draft.replace("visits.csv", "rank,", "party_body,rank,")
    assert any("party_body" in problem.message for problem in draft.errors())
