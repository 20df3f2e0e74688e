from datetime import date, timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.properties import tried
from yalu.case.records import OUTRANKED, Seat, SourceRef, Visit
from yalu.case.seats import bodies_during, bodies_on, heads, seated
from yalu.vocabulary.dates import parse_date

CITED = (SourceRef("gazette", 2),)
ANY = frozenset(OUTRANKED)
BELOW = frozenset({"secretariat", "central_committee", "central_committee_alternate", "none"})


def seat(number: str, body: str, start: str, end: str = "", person: str = "Ann Lee", **more) -> Seat:
    return Seat(
        id=number, person=person, side=more.pop("side", "partner"), body=body, start=parse_date(start),
        end=parse_date(end) if end else None, sources=CITED, **more,
    )  # fmt: skip


def visit(start: str, guest: str = "Ann Lee", direction: str = "partner_to_target") -> Visit:
    return Visit(id="V1", start=parse_date(start), direction=direction, guest=guest, sources=CITED)


def body_of(one: Visit, *seats: Seat) -> str:
    return seated([one], seats)[0].party_body


def test_a_guest_without_a_seat_may_sit_anywhere():
    (found,) = seated([visit("2001-02-03")], ())
    assert (found.party_body, set(found.bodies), found.party_seats) == ("unknown", ANY, ())


def test_the_highest_of_several_seats_counts():
    seats = seat("a", "secretariat", "2000-01-01"), seat("b", "politburo_alternate", "2000-06-01")
    assert body_of(visit("2000-03-01"), *seats) == "secretariat"
    assert body_of(visit("2001-02-03"), *seats) == "politburo_alternate"


def test_on_the_day_of_the_handover_the_next_seat_holds():
    seats = seat("a", "politburo", "2000-01-01", "2002-11-15"), seat("b", "politburo_standing", "2002-11-15")
    assert [body_of(visit(day), *seats) for day in ("2002-11-14", "2002-11-15")] == [
        "politburo",
        "politburo_standing",
    ]


def test_before_the_first_seat_and_after_the_last_nothing_is_known():
    one = seat("a", "politburo", "2000-01-01", "2002-11-15")
    assert [body_of(visit(day), one) for day in ("1999-12-31", "2002-11-15")] == ["unknown", "unknown"]


def test_a_month_in_which_the_seat_changes_leaves_both_and_no_third():
    seats = seat("a", "politburo_alternate", "2000-01-01", "2002-11-15"), seat("b", "politburo", "2002-11-15")
    (found,) = seated([visit("2002-11")], seats)
    assert (found.party_body, found.bodies) == ("unknown", ("politburo", "politburo_alternate"))
    assert body_of(visit("2002-10"), *seats) == "politburo_alternate"


def test_an_unknown_day_of_handover_is_one_day_and_leaves_no_gap():
    seats = (
        seat("a", "politburo_standing", "1980-10-14", "1984?"),
        seat("b", "politburo", "1984?", "1990-01-01"),
    )
    assert bodies_on(seats, date(1984, 5, 1)) == {"politburo_standing", "politburo"}
    assert bodies_on(seats, date(1985, 1, 1)) == {"politburo"}


def test_between_an_end_and_a_start_that_differ_nothing_is_known():
    seats = seat("a", "politburo_alternate", "1980-10-14", "1988?"), seat("b", "politburo", "1990?")
    assert body_of(visit("1989"), *seats) == "unknown"
    assert body_of(visit("1991"), *seats) == "politburo"


def test_a_whole_roster_without_the_name_leaves_the_lower_bodies():
    (found,) = seated([visit("2003-01-01")], [seat("a", "below_politburo", "2002-11-15")])
    assert (found.party_body, frozenset(found.bodies)) == ("below_politburo", BELOW)


def test_a_secretary_whom_no_roster_settles_is_at_least_a_secretary():
    seats = seat("a", "secretariat", "2000-01-01"), seat("b", "unknown", "2000-01-01")
    found = bodies_on(seats, date(2001, 1, 1))
    assert found == {"politburo_standing", "politburo", "politburo_alternate", "secretariat"}


def test_the_side_that_travels_is_looked_up_and_both_in_a_third_country():
    mine, theirs = seat("a", "politburo", "2000-01-01"), seat("b", "none", "2000-01-01", side="target")
    assert body_of(visit("2001-01-01", direction="target_to_partner"), mine, theirs) == "none"
    assert body_of(visit("2001-01-01", direction="third_country"), mine, theirs) == "politburo"


@pytest.mark.parametrize("guest", ["Ann Lee and Bo Reed", "Bo Reed / Ann Lee", "Ann Lee; Bo Reed"])
def test_of_two_heads_the_higher_counts(guest):
    assert set(heads(guest)) == {"Ann Lee", "Bo Reed"}
    seats = seat("a", "none", "2000-01-01"), seat("b", "politburo", "2000-01-01", person="Bo Reed")
    assert body_of(visit("2001-01-01", guest), *seats) == "politburo"


def test_a_seat_from_memory_marks_the_visit():
    (found,) = seated([visit("2001-01-01")], [seat("a", "politburo", "2000-01-01", memory=("body",))])
    assert (found.party_memory, found.remembered) == (True, ("party_body",))
    (other,) = seated([visit("2001-01-01")], [seat("a", "politburo", "2000-01-01")])
    assert other.remembered == ()


# Boundaries lie in months of their own and in their order, so that every choice of days is a possible history.
_MONTHS = ["2000-01", "2000-03", "2000-05", "2000-07", "2000-09"]
_BODIES = st.sampled_from(
    ["politburo_standing", "politburo_alternate", "secretariat", "none", "below_politburo", "unknown"]
)
_EDGE = st.sampled_from(["", "-10"])


@st.composite
def careers(draw) -> list[Seat]:
    """Up to four seats of one person, one after the other; each begins where the last ended, or later, or never ends."""
    edges = [month + draw(_EDGE) for month in _MONTHS]
    seats, at = [], draw(st.integers(0, 1))
    while at + 1 < len(edges) and len(seats) < 3:
        end = edges[at + 1] if draw(st.booleans()) or at + 2 < len(edges) else ""
        seats.append(seat(f"s{len(seats)}", draw(_BODIES), edges[at], end))
        at += draw(st.sampled_from([1, 2]))
        if not end:
            break
    return seats


def histories(seats: list[Seat]):
    """Every choice of one day for every boundary that is not known to the day: six days stand for its month."""
    texts = sorted({edge.text for s in seats for edge in (s.start, s.end) if edge is not None})
    days = {text: _some_days(text) for text in texts}
    for chosen in product(*(days[text] for text in texts)):
        yield dict(zip(texts, chosen, strict=True))


def _some_days(text: str) -> list[date]:
    when = parse_date(text)
    span = (when.latest - when.earliest).days
    return [when.earliest + timedelta(n) for n in sorted({0, 1, span // 2, span - 1, span} if span else {0})]


def top(seats: list[Seat], history: dict[str, date], day: date) -> frozenset[str]:
    """What a day of one history leaves: the body of the seat that holds, or anything."""
    words = {"unknown": ANY, "below_politburo": BELOW}
    for one in seats:
        if history[one.start.text] <= day and (one.end is None or day < history[one.end.text]):
            return words.get(one.body, frozenset({one.body}))
    return ANY


@tried(40)
@given(
    careers(),
    st.sampled_from(["2000-02", "2000-03", "2000-05-10", "2000-06", "2000-07", "2000-09-30", "2000"]),
)
def test_the_computed_bodies_are_those_of_every_day_and_every_history_and_no_others(seats, when):
    meant = parse_date(when)
    days = [meant.earliest + timedelta(n) for n in range((meant.latest - meant.earliest).days + 1)]
    expected = frozenset().union(*(top(seats, h, day) for h in histories(seats) for day in days))
    assert bodies_during(seats, meant) == expected
