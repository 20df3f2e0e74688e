"""Silence between summits and visits."""

from datetime import date

from tests.visits.building import a_case, summit, visit
from yalu.visits.codebook import choose_rules
from yalu.visits.gaps import gaps, visits_by_year
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
