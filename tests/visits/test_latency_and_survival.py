"""Days from a crisis to the first visit, with waits that are not over kept as such."""

from datetime import timedelta
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.visits.building import a_case, event, step, visit
from yalu.case.knowledge import known_by
from yalu.visits.latency import latency
from yalu.visits.rules.codebook import choose_rules
from yalu.visits.statistics.survival import Wait, kaplan_meier, summarise
from yalu.vocabulary.dates import parse_date


def waits(case, **options):
    return latency(case, choose_rules(case), kinds=("test",), **options)


def test_the_wait_runs_from_the_event_to_the_first_day_of_the_first_visit_that_counts():
    case = a_case(
        events=[event("e", "2001-01-01")],
        visits=[
            visit("low", "2001-01-05", posts=("p.vice",)),
            visit("first", "2001-01-11"),
            visit("later", "2001-01-12"),
        ],
    )
    answer = waits(case).responses[0]
    assert (answer.days, answer.visit) == (10, "first")


def test_a_visit_on_the_day_of_the_event_is_no_answer_to_it():
    case = a_case(
        events=[event("e", "2001-01-01")], visits=[visit("a", "2001-01-01"), visit("b", "2001-01-03")]
    )
    assert waits(case).responses[0].visit == "b"


def test_a_wait_nobody_ended_is_open_and_says_for_how_long():
    case = a_case(events=[event("e", "2010-12-21")])
    answer = waits(case).responses[0]
    assert (answer.closed, answer.days, answer.open_days) == (False, None, 10)
    assert answer.figure.shown == "open after 10"
    assert (answer.figure.value, answer.figure.low, answer.figure.high) == (None, 10, None)


def test_limiting_knowledge_opens_a_wait_that_was_closed_later():
    from datetime import date

    case = a_case(events=[event("e", "2001-01-01")], visits=[visit("a", "2001-06-01")])
    limited, _ = known_by(case, date(2001, 3, 1))
    answer = waits(limited).responses[0]
    assert (answer.closed, answer.open_days) == (False, 59)
    assert answer.figure.id.endswith("@2001-03-01")


def test_an_undecided_visit_before_the_sure_one_lowers_the_lower_bound():
    case = a_case(
        events=[event("e", "2001-01-01")],
        visits=[
            visit("maybe", "2001-01-05", posts=("p.vice",), party_body="unknown"),
            visit("sure", "2001-01-11"),
        ],
    )
    answer = waits(case).responses[0]
    assert (answer.days, answer.days_low) == (10, 4)
    assert "maybe" in answer.passed_over[0]


def test_direction_can_be_asked_for():
    case = a_case(
        events=[event("e", "2001-01-01")],
        visits=[visit("a", "2001-01-05", "target_to_partner"), visit("b", "2001-02-01")],
    )
    assert waits(case, direction="partner_to_target").responses[0].visit == "b"


def test_dated_steps_show_what_happened_on_which_day():
    case = a_case(
        events=[event("e", "2001-01-01")],
        visits=[visit("a", "2001-01-10")],
        steps=(step("s1", "a", "2001-01-10", "arrived"), step("s2", "a", "2001-01-11", "met_leader")),
    )
    marks = waits(case).responses[0].marks
    assert [(m.day, m.what) for m in marks] == [(9, "arrived"), (10, "met_leader")]


def test_an_inexact_visit_date_gives_bounds():
    case = a_case(events=[event("e", "2001-01-15")], visits=[visit("a", "2001-02")])
    answer = waits(case).responses[0]
    assert (answer.days_low, answer.days, answer.days_high) == (17, 44, 44)
    assert (answer.figure.low, answer.figure.high) == (17, 44)


def test_an_inexact_event_gives_bounds_from_its_last_day_to_its_first():
    case = a_case(
        events=[event("e", "2001-01")],
        visits=[visit("maybe", "2001-02-05", posts=(), party_body="unknown"), visit("sure", "2001-02-10")],
    )
    answer = waits(case).responses[0]
    assert (answer.days_low, answer.days, answer.days_high) == (5, 10, 40)


def test_a_visit_inside_the_span_of_an_inexact_event_is_no_answer_and_is_named():
    case = a_case(
        events=[event("e", "2001-01")], visits=[visit("inside", "2001-01-20"), visit("later", "2001-06-10")]
    )
    answer = waits(case).responses[0]
    assert (answer.visit, answer.days, answer.days_low, answer.days_high) == ("later", 130, 1, 141)
    assert answer.passed_over == (
        "inside on 2001-01-20 (Guest inside): whether it came after 2001-01 is not known",
    )
    assert [row.id for row in answer.figure.trail.left_out] == ["inside"]


def test_a_visit_that_may_have_come_before_the_event_leaves_the_wait_open():
    case = a_case(events=[event("e", "2010-12-15")], visits=[visit("a", "2010-12")])
    answer = waits(case).responses[0]
    assert (answer.closed, answer.open_days, answer.days_low, answer.days_high) == (False, 16, 1, None)
    assert answer.figure.low == 1


def test_an_event_of_the_present_year_has_happened_by_the_last_day_observed():
    case = a_case(events=[event("e", "2010")], observed=("2000-01-01", "2010-11-20"))
    assert waits(case).responses[0].open_days == 0


def test_what_lies_outside_the_window_observed_ends_no_wait_and_begins_none():
    seen = {"observed": ("2000-01-01", "2010-12-31")}
    after = waits(
        a_case(events=[event("e", "2010-12-01")], visits=[visit("v", "2011-03-01")], **seen)
    ).responses[0]
    assert (after.closed, after.days_high, after.open_days, after.passed_over) == (False, None, 30, ())
    late_event = a_case(events=[event("e", "2011-02-01")], visits=[visit("v", "2011-03-01")], **seen)
    assert waits(late_event).responses == ()
    early = a_case(events=[event("e", "1999-02-01")], visits=[visit("v", "2001-03-01")], **seen)
    assert waits(early).responses == ()
    on_the_edge = a_case(events=[event("e", "2010")], visits=[visit("v", "2010-12-31")], **seen)
    assert len(waits(on_the_edge).responses) == 1


def test_a_visit_of_the_month_that_is_not_over_has_begun_by_the_last_day_observed():
    case = a_case(
        events=[event("e", "2010-11-01")],
        visits=[visit("v", "2010-12")],
        observed=("2000-01-01", "2010-12-10"),
    )
    answer = waits(case).responses[0]
    assert (answer.days_low, answer.days, answer.days_high) == (30, 39, 39)
    assert answer.figure.trail.steps[0].startswith("2010-12-10 - 2010-11-01 = 39 days, closed by v")
    assert (answer.figure.value, answer.figure.low, answer.figure.high) == (39, 30, 39)


_WHEN = st.sampled_from(["2001-02", "2001-02-01", "2001-02-14", "2001-02-28", "2001-03", "2001-03-02"])
_KNOWN = st.sampled_from([{}, {"posts": (), "party_body": "unknown"}, {"posts": ("p.vice",)}])


def possible_waits(when, visits):
    """Every wait that some reading of the dates and of the undecided visits gives; None where it is open."""

    def days(partial):
        return [partial.earliest + timedelta(n) for n in range((partial.latest - partial.earliest).days + 1)]

    readings = [
        [] if v.posts == ("p.vice",) else days(v.start) + ([None] if v.party_body == "unknown" else [])
        for v in visits
    ]
    for began in days(parse_date(when)):
        for starts in product(*(reading or [None] for reading in readings)):
            yield min(((s - began).days for s in starts if s is not None and s > began), default=None)


@given(_WHEN, st.lists(st.tuples(_WHEN, _KNOWN), min_size=1, max_size=2))
@settings(max_examples=60, deadline=None)
def test_the_bounds_are_the_shortest_and_longest_wait_of_all_readings(when, printed):
    visits = [visit(f"v{n}", start, **facts) for n, (start, facts) in enumerate(printed)]
    answer = waits(a_case(events=[event("e", when)], visits=visits)).responses[0]
    possible = set(possible_waits(when, visits))
    over = [days for days in possible if days is not None]
    assert answer.days_low == min(over, default=None)
    assert answer.days_high == (None if None in possible else max(over))
    assert answer.closed == (None not in possible)
    if answer.closed:
        assert answer.days_low <= answer.days <= answer.days_high
        assert answer.days in possible


def test_kaplan_meier_agrees_with_a_worked_example():
    # Six waits: 6, 6, 6+, 7, 10, 10+ ; the textbook leukaemia numbers in miniature.
    curve = kaplan_meier(
        [Wait(6, True), Wait(6, True), Wait(6, False), Wait(7, True), Wait(10, True), Wait(10, False)]
    )
    assert [(s.days, round(s.waiting, 4), s.at_risk) for s in curve] == [
        (0, 1.0, 6),
        (6, 0.6667, 6),
        (7, 0.4444, 3),
        (10, 0.2222, 2),
    ]


def test_open_waits_move_the_kaplan_meier_median_and_not_the_plain_one():
    summary = summarise([Wait(9, True), Wait(114, True), Wait(400, False), Wait(500, False)])
    assert summary.median_of_closed == 61.5
    assert summary.median_kaplan_meier == 114
    assert (summary.closed, summary.open) == (2, 2)


def test_fewer_than_half_closed_means_no_median():
    assert summarise([Wait(9, True), Wait(20, False), Wait(30, False)]).median_kaplan_meier is None


def test_no_waits_at_all_is_not_an_error():
    summary = summarise([])
    assert (summary.mean_of_closed, summary.median_kaplan_meier) == (None, None)


@given(st.lists(st.tuples(st.integers(1, 400), st.booleans()), max_size=40))
def test_the_curve_never_rises_and_stays_between_one_and_zero(pairs):
    steps = [s.waiting for s in kaplan_meier([Wait(*pair) for pair in pairs])]
    assert steps == sorted(steps, reverse=True)
    assert all(-1e-12 <= share <= 1 for share in steps)


@given(st.lists(st.integers(1, 400), min_size=1, max_size=40))
def test_without_open_waits_the_curve_is_the_plain_share_still_waiting(days):
    for point in kaplan_meier([Wait(d, True) for d in days]):
        assert point.waiting == pytest.approx(sum(d > point.days for d in days) / len(days), abs=1e-9)


def test_the_mean_and_the_median_of_waits_have_bounds_where_dates_are_open():
    # 31 March to 10 May is 40 days, 1 March to 10 May is 70; from 1 June to 11 June are 10 either way.
    case = a_case(
        events=[event("a", "2001-03"), event("b", "2001-06-01")],
        visits=[visit("v1", "2001-05-10"), visit("v2", "2001-06-11")],
    )
    found = latency(case, choose_rules(case, "plain"), kinds=["test"])
    assert (found.summary.mean_of_closed, found.summary.median_kaplan_meier) == (25, 10)
    assert (found.inexact, found.mean, found.median) == (True, (25, 40), (10, 10))


def test_with_a_wait_that_is_open_the_bounds_are_not_told_but_that_there_are_some():
    visits = [visit("v1", "2001-05-10")]
    for day, inexact in (("2001-03", True), ("2001-03-31", False)):
        case = a_case(events=[event("a", day), event("b", "2001-06-01")], visits=visits)
        found = latency(case, choose_rules(case, "plain"), kinds=["test"])
        assert (found.inexact, found.mean, found.median) == (inexact, None, None)
