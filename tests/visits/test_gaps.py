"""Silence between summits and visits."""

from datetime import date
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.properties import tried
from tests.visits.building import a_case, summit, visit
from yalu.documents.choices import ChoiceError
from yalu.visits.gaps import gaps, visits_by_year
from yalu.visits.rules.codebook import choose_rules
from yalu.vocabulary.answers import CANNOT_SAY
from yalu.vocabulary.dates import parse_window


def silence(case, **options):
    return gaps(case, choose_rules(case), **options)


def test_days_run_from_the_last_day_of_the_last_summit():
    case = a_case(visits=[summit("a", "2001-01-01", end="2001-01-05"), visit("b", "2001-02-01")])
    assert silence(case, on=date(2001, 1, 15)).figure.value == 10
    assert silence(case, on=date(2001, 1, 15)).figure.trail.rows[0].id == "a"


def test_any_visit_can_be_asked_for_instead():
    case = a_case(visits=[summit("a", "2001-01-01", end="2001-01-05"), visit("b", "2001-02-01")])
    assert silence(case, on=date(2001, 2, 11), summits_only=False).figure.value == 10


def test_before_the_first_summit_there_is_no_figure():
    figure = silence(a_case(visits=[summit("a", "2005-01-01")]), on=date(2004, 1, 1)).figure
    assert figure.value is None
    assert figure.shown == "cannot say"


def test_an_undecided_summit_lowers_the_bound_and_is_named():
    case = a_case(
        visits=[summit("a", "2001-01-01"), visit("b", "2001-03-01", posts=("p.head",), met_leader=CANNOT_SAY)]
    )
    figure = silence(case, on=date(2001, 4, 1)).figure
    assert (figure.value, figure.low) == (90, 31)
    assert figure.trail.left_out[0].id == "b"


def test_the_longest_gap_may_be_the_one_still_open():
    case = a_case(visits=[summit("a", "2001-01-01"), summit("b", "2002-01-01")])
    first, second = silence(case).longest
    assert (first.open, first.after) == (True, "b")
    assert (second.days_low, second.before) == (365, "b")


def test_an_inexact_date_gives_a_span_of_days():
    case = a_case(visits=[summit("a", "2001-01"), summit("b", "2001-03-01")])
    gap = next(g for g in silence(case).longest if not g.open)
    assert (gap.days_low, gap.days_high) == (29, 59)


def test_years_without_visits_are_zero_rows_and_directions_are_apart():
    case = a_case(
        visits=[visit("a", "2001-01-01"), visit("b", "2003-05", "target_to_partner"), visit("c", "200X")]
    )
    years = visits_by_year(case, choose_rules(case), parse_window("2001/2003"))
    assert [(y.year, y.partner_to_target, y.target_to_partner, y.undecided) for y in years] == [
        (2001, 1, 0, 1),
        (2002, 0, 0, 1),
        (2003, 0, 1, 1),
    ]


def test_a_summit_that_was_only_announced_gives_the_days_with_it_and_without_it():
    case = a_case(
        visits=[
            summit("a", "2001-01-01"),
            summit("b", "2001-03-01", end="2001-03-05", status="announced_not_seen"),
        ]
    )
    figure = silence(case, on=date(2001, 4, 1)).figure
    assert (figure.value, figure.low, figure.high) == (90, 27, 90)
    assert (
        "27 days if Guest b on 2001-03-01 (b) counts, which cannot be decided; 90 without"
        in figure.trail.steps
    )
    assert silence(case, on=date(2001, 3, 3)).figure.low == 0


def test_a_long_stay_that_began_earlier_may_end_later():
    case = a_case(
        visits=[summit("a", "2001-01-01", end="2001-02-10"), summit("b", "2001-02-01", end="2001-02-03")]
    )
    figure = silence(case, on=date(2001, 2, 20)).figure
    assert (figure.value, figure.trail.rows[0].id) == (10, "a")


_WHEN = st.sampled_from(["2001-02", "2001-02-03", "2001-03", "2001-03-20", "2001-04-02"])


@tried(60)
@given(st.lists(st.tuples(_WHEN, st.sampled_from(["sure", "announced_not_seen"])), min_size=1, max_size=3))
def test_the_bounds_hold_on_every_day_and_every_answer_that_is_left_open(rows):
    day = date(2001, 4, 30)
    visits = [
        summit(f"v{n}", when, **({} if seen == "sure" else {"status": seen}))
        for n, (when, seen) in enumerate(rows)
    ]
    figure = silence(a_case(visits=visits), on=day).figure
    last = [
        [v.start.earliest, v.start.latest] + ([None] if v.status == "announced_not_seen" else [])
        for v in visits
    ]
    ends = [max(d for d in chosen if d) for chosen in product(*last) if any(chosen)]
    if all(v.status == "announced_not_seen" for v in visits):
        assert figure.value is None
        return
    days = [(day - end).days for end in ends]
    assert (figure.low, figure.high) == (min(days), max(days))
    assert figure.low <= figure.value <= figure.high


_STAYS = st.sampled_from(
    [("2001-02", ""), ("2001-02-03", ""), ("2001-02-03", "2001-04-09"), ("2001-03", "2001-03"), ("2001-03-20", "2001-04"),
     ("2001-04-02", ""), ("2001-05", ""), ("2001-05-03", "2001-05-06")]
)  # fmt: skip


@tried(80)
@given(st.lists(_STAYS, min_size=1, max_size=3))
def test_the_longest_silence_of_every_reading_lies_between_the_longest_gaps_told(stays):
    day = date(2001, 7, 31)
    case = a_case(
        visits=[
            summit(f"v{n}", start, **({"end": end} if end else {})) for n, (start, end) in enumerate(stays)
        ]
    )
    printed = silence(case, on=day, most=99).longest
    low, high = max(g.days_low for g in printed), max(g.days_high for g in printed)
    for reading in product(*(_readings(v) for v in case.visits)):
        over, longest = None, 0
        for start, end in sorted(reading):
            longest = max(longest, 0 if over is None else (start - over).days)
            over = end if over is None else max(over, end)
        assert low <= max(longest, (day - over).days) <= high, reading


def _readings(visit):
    """Whole days of a visit, at the ends of what its dates leave open."""
    ends = [visit.end.earliest, visit.end.latest] if visit.end else [None]
    starts = (visit.start.earliest, visit.start.latest)
    return {(s, max(s, e or s)) for s in starts for e in ends if e is None or e >= s}


def test_a_silence_begins_when_the_last_guest_has_left_not_the_last_to_come():
    case = a_case(visits=[
        summit("a", "2001-01-01", end="2001-04-10"), summit("b", "2001-01-10", end="2001-01-12"), summit("c", "2001-07-19"),
    ])  # fmt: skip
    printed = {
        (g.after, g.before): (g.days_low, g.days_high) for g in silence(case, on=date(2001, 7, 19)).longest
    }
    assert printed == {("a", "b"): (0, 0), ("a", "c"): (100, 100), ("c", ""): (0, 0)}


def test_a_visit_that_may_have_come_by_the_day_gives_the_days_with_it_and_without_it():
    case = a_case(visits=[summit("a", "2001-01-01"), summit("b", "2001")])
    figure = silence(case, on=date(2001, 4, 1)).figure
    assert (figure.value, figure.low, figure.high) == (90, 0, 90)
    assert [(r.id, r.why.partition(";")[0]) for r in figure.trail.left_out] == [
        ("b", "whether it came by 2001-04-01 is not known")
    ]


def test_a_visit_of_the_year_that_is_not_over_has_happened_by_the_last_day_observed():
    case = a_case(
        visits=[summit("a", "2001-01-01"), summit("b", "2009")], observed=("2000-01-01", "2009-06-30")
    )
    found = silence(case)
    assert (found.figure.value, found.figure.low, found.figure.high) == (0, 0, 180)
    assert [(g.after, g.before, g.days_low, g.days_high) for g in found.longest[:1]] == [
        ("a", "b", 2922, 3102)
    ]


def test_a_silence_begins_after_the_last_leg_of_a_journey_that_counts_once():
    legs = [
        visit("v1", "2001-05-01", end="2001-05-03", journey="tour"),
        summit("v2", "2001-06-10", end="2001-06-12", journey="tour"),
    ]
    case = a_case(visits=legs)
    for only in (True, False):
        found = gaps(case, choose_rules(case, "plain"), on=date(2001, 7, 12), summits_only=only)
        assert (found.figure.value, found.figure.trail.rows[0].id) == (30, "v2")
    assert [(gap.days_high, gap.before) for gap in found.longest] == [(38, "v2"), (30, "")]


def test_a_visit_outside_the_window_observed_begins_no_silence():
    case = a_case(visits=[summit("a", "1998-01-01"), summit("b", "2001-03-01"), summit("c", "2011-03-01")])
    assert [(g.after, g.before) for g in silence(case).longest] == [("b", "")]


def test_of_a_day_before_the_first_observed_nothing_is_known():
    case = a_case(visits=[summit("v1", "2001-05-01")])
    with pytest.raises(
        ChoiceError, match="observed no day up to 1999-12-31; it observed 2000-01-01/2010-12-31"
    ):
        gaps(case, choose_rules(case, "plain"), on=date(1999, 12, 31))


def test_a_visit_that_may_have_come_before_or_after_the_window_is_undecided_in_its_year():
    visits = [visit("v1", "2000"), visit("v2", "2001"), visit("v3", "2010"), visit("v4", "2001-02")]
    case = a_case(visits=visits, observed=("2000-07-27", "2010-11-21"))
    rules = choose_rules(case, "plain")
    whole = {y.year: (y.total, y.undecided) for y in visits_by_year(case, rules, case.observed)}
    # V3 was seen, so it had come by the last day observed.
    assert (whole[2000], whole[2001], whole[2010]) == ((0, 1), (2, 0), (1, 0))
    until = {y.year: (y.total, y.undecided) for y in gaps(case, rules, on=date(2001, 3, 21)).by_year}
    assert until == {2000: (0, 1), 2001: (1, 1)}
