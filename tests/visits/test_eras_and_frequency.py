"""Whose year it is, and what the average of an era is made of."""

from datetime import date
from itertools import product

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.properties import tried
from tests.visits.building import a_case, coverage, summit, tenure, visit
from yalu.documents.choices import ChoiceError
from yalu.visits.eras import eras
from yalu.visits.facade import Visits
from yalu.visits.frequency import VisitCounts, frequency
from yalu.visits.rules.codebook import choose_rules
from yalu.vocabulary.answers import CANNOT_SAY, NO, YES, Answer
from yalu.vocabulary.dates import Window, parse_window


def of(case, scheme):
    return {era.leader: era for era in eras(case, case.codebook.era_schemes[scheme], Window())}


def test_a_calendar_year_belongs_to_who_led_on_its_first_day():
    found = of(a_case(), "calendar")
    assert (found["anna"].years, str(found["anna"].span)) == (5.0, "2000-01-01/2004-12-31")
    assert (found["bert"].years, str(found["bert"].span)) == (6.0, "2005-01-01/2010-12-31")


def test_shared_years_count_for_both_leaders():
    found = of(a_case(), "shared")
    assert (found["anna"].years, found["bert"].years) == (5.0, 7.0)


def test_eras_by_days_are_clipped_to_what_was_observed():
    found = of(a_case(), "days")
    assert str(found["anna"].span) == "2000-01-01/2004-06-30"
    assert found["anna"].years == pytest.approx(1643 / 365.2425)


def test_a_year_only_half_observed_is_no_year():
    case = a_case(observed=("2000-03-01", "2010-05-31"))
    found = of(case, "calendar")
    assert str(found["anna"].span) == "2001-01-01/2004-12-31"
    assert str(found["bert"].span) == "2005-01-01/2009-12-31"


def test_an_interrupted_leader_has_two_windows_and_the_sum_of_their_years():
    case = a_case(
        tenures=[
            tenure("anna", "1999-01-01", "2001-12-31"),
            tenure("bert", "2002-01-01", "2002-12-31"),
            msgspec.structs.replace(tenure("anna", "2003-01-01"), id="again"),
        ]
    )
    anna = of(case, "calendar")["anna"]
    assert [str(w) for w in anna.windows] == ["2000-01-01/2001-12-31", "2003-01-01/2010-12-31"]
    assert anna.years == 10.0


def rows(case, **options):
    scheme = options.pop("eras", "calendar")
    return {r.leader: r for r in frequency(case, choose_rules(case), scheme, **options)}


def test_the_average_is_visits_over_years_and_the_trail_shows_every_visit():
    case = a_case(visits=[visit("a", "2001-02-03"), visit("b", "2003-02"), visit("c", "2006")])
    found = rows(case)
    assert found["anna"].figure.value == pytest.approx(2 / 5)
    assert [r.id for r in found["anna"].figure.trail.rows] == ["a", "b"]
    assert found["bert"].tally.count == 1


def test_a_summit_weighs_what_it_is_told_to_weigh():
    case = a_case(visits=[summit("a", "2001-02-03"), visit("b", "2003-02-03")])
    assert rows(case, weight=3.0)["anna"].figure.value == pytest.approx((2 + 2) / 5)
    assert rows(case, weight=0.0)["anna"].figure.value == pytest.approx(1 / 5)


def test_a_date_that_straddles_two_eras_is_undecided_in_both_and_certain_in_neither():
    case = a_case(visits=[visit("a", "200X")])
    found = rows(case)
    assert [(r.tally.count, r.tally.possible) for r in (found["anna"], found["bert"])] == [(0, 1), (0, 1)]
    assert found["anna"].figure.high == pytest.approx(1 / 5)


def test_undecided_visits_widen_the_bounds_and_leave_the_value_alone():
    case = a_case(
        visits=[visit("a", "2001-01-01"), visit("b", "2001-01-01", posts=("p.vice",), party_body="unknown")]
    )
    figure = rows(case)["anna"].figure
    assert (figure.value, figure.low, figure.high) == pytest.approx((0.2, 0.2, 0.4))
    assert [r.id for r in figure.trail.left_out] == ["b"]


def test_directions_can_be_counted_apart_and_sum_to_both():
    case = a_case(visits=[visit("a", "2001-01-01"), visit("b", "2002-01-01", "target_to_partner")])
    ways = ("partner_to_target", "target_to_partner", "both")
    assert [rows(case, direction=way)["anna"].tally.count for way in ways] == [1, 1, 2]


def test_a_window_can_be_asked_for():
    case = a_case(visits=[visit("a", "2001-01-01"), visit("b", "2008-01-01")])
    found = rows(case, window=parse_window("2000-01-01/2006-12-31"))
    assert found["bert"].years == 2.0
    assert found["bert"].tally.count == 0


def test_eras_searched_unequally_carry_a_warning_in_the_ranking():
    levels = [coverage(y, "thin") for y in range(2000, 2005)] + [
        coverage(y, "good") for y in range(2005, 2011)
    ]
    case = a_case(visits=[visit("a", "2001-01-01")], coverage=tuple(levels))
    ranking = Visits(case).ranking("partner")
    assert [(r.place, r.leader) for r in ranking.order] == [(1, "bert"), (2, "anna")]
    assert ranking.warnings == (
        "Anna was searched less well than Bert: rows still missing could change their order",
    )


def test_a_ranking_is_of_the_eras_asked_for():
    # Anna leads until June 2004: by days she has the two visits of her last year, by years both leaders have it.
    case = a_case(visits=[visit("a", "2004-02-01"), visit("b", "2004-03-01")])
    places = {
        eras: {row.leader: row.place for row in Visits(case).ranking("partner", eras=eras).order}
        for eras in ("calendar", "days")
    }
    assert places["days"] == {"bert": 1, "anna": 2}
    counts = {
        eras: {row.leader: row.value for row in Visits(case).ranking("partner", eras=eras).order}
        for eras in places
    }
    assert counts["days"] != counts["calendar"]


def test_results_become_an_arrow_table_with_one_row_an_era():
    table = Visits(a_case(visits=[visit("a", "2001-01-01")])).frequency().table()
    assert table.column("leader").to_pylist() == ["anna", "bert"]
    assert table.column("figure").to_pylist() == pytest.approx([0.2, 0.0])


@tried(100)
@given(
    st.lists(
        st.dates(
            min_value=date(2000, 1, 1),
            max_value=date(2010, 12, 31),
        ),
        max_size=30,
    )
)
def test_every_visit_in_the_window_falls_in_exactly_one_calendar_era_of_a_side(days):
    case = a_case(visits=[visit(f"v{i}", day.isoformat()) for i, day in enumerate(days)])
    assert sum(r.tally.count for r in rows(case).values()) == len(days)


@tried(100)
@given(st.floats(1.0, 5.0), st.floats(1.0, 5.0))
def test_raising_the_weight_never_lowers_an_average(first, second):
    case = a_case(visits=[summit("a", "2001-02-03"), visit("b", "2003-02-03")])
    low, high = sorted((first, second))
    assert rows(case, weight=low)["anna"].figure.value <= rows(case, weight=high)["anna"].figure.value + 1e-12


_ROWS = st.tuples(
    st.sampled_from(["2001-01-01", "200X", "2005"]),
    st.sampled_from([YES, NO, CANNOT_SAY]),
    st.sampled_from(["took_place", "announced_not_seen"]),
)


def _completions(start: str, met: Answer, status: str) -> set[tuple[int, int]]:
    """What a row may add to the count and to the summits of an era from 2000 to 2004."""
    inside = {"2001-01-01": {True}, "200X": {True, False}, "2005": {False}}[start]
    happened = {True} if status == "took_place" else {True, False}
    summits = {YES: {1}, NO: {0}, CANNOT_SAY: {0, 1}}[met]
    return {(1, one) if a and b else (0, 0) for a, b, one in product(inside, happened, summits)}


@tried(80)
@given(st.lists(_ROWS, max_size=4), st.sampled_from([0.0, 0.5, 1.0, 1.5, 3.0]))
def test_bounds_hold_however_the_undecided_rows_turn_out(given, weight):
    visits = [
        visit(f"v{n}", start, posts=("p.head",), met_leader=met, status=status)
        for n, (start, met, status) in enumerate(given)
    ]
    tally = VisitCounts(a_case(visits=visits), choose_rules(a_case())).tally([parse_window("2000/2004")])
    sums = {
        sum(count + (weight - 1) * one for count, one in rows)
        for rows in product(*(_completions(*row) for row in given))
    }
    least, most = tally.least(weight), tally.most(weight)
    assert 0 <= least <= min(sums)
    assert max(sums) <= most
    if weight >= 1:
        assert (least, most) == (min(sums), max(sums))


INEXACT = (tenure("anna", "1999-01-01", "2004"), tenure("bert", "2004"))


@pytest.mark.parametrize(
    ("scheme", "edges", "least"),
    [
        ("days", {"anna": ["2004-01-02/2004-12-31"], "bert": ["2004-01-01/2004-12-30"]}, {"anna": 4.00, "bert": 6.00}),
        ("calendar", {"anna": [], "bert": ["2004-01-01/2004-12-31"]}, {"anna": 5.0, "bert": 6.0}),
        ("shared", {"anna": [], "bert": []}, {"anna": 5.0, "bert": 7.0}),
    ],
)  # fmt: skip
def test_days_on_which_a_leader_may_not_have_led_are_edges_of_the_era(scheme, edges, least):
    found = of(a_case(tenures=INEXACT), scheme)
    assert {name: [str(window) for window in era.edges] for name, era in found.items()} == edges
    assert {name: round(era.years_least, 2) for name, era in found.items()} == pytest.approx(least, abs=0.01)


def test_a_visit_in_a_year_of_handover_without_a_day_is_sure_in_neither_era():
    case = a_case(visits=[visit("a", "2001-01-01"), visit("b", "2004-05-05")], tenures=INEXACT)
    rows = {row.leader: row for row in frequency(case, choose_rules(case, "plain"), "days")}
    assert {name: (row.tally.count, row.tally.possible) for name, row in rows.items()} == {
        "anna": (1, 1),
        "bert": (0, 1),
    }
    anna = rows["anna"].figure
    assert [r.id for r in anna.trail.left_out] == ["b"]
    assert "not stated to the day: 2004-01-02 to 2004-12-31 may not be in it" in " ".join(anna.trail.steps)


@given(
    st.lists(
        st.sampled_from(["2003-12-31", "2004-01-01", "2004-05-05", "2004-12-31", "2005-01-01"]),
        min_size=1,
        max_size=4,
    ),
    st.sampled_from(["2004-01-01", "2004-02-29", "2004-06-01", "2004-12-31"]),
    st.sampled_from(["days", "calendar", "shared"]),
)
@tried(60)
def test_the_bounds_of_an_era_without_a_day_of_handover_hold_for_every_day_of_it(days, day, scheme):
    visits = [visit(f"v{n}", when) for n, when in enumerate(days)]

    def averages(tenures):
        case = a_case(visits=visits, tenures=tenures)
        return {row.leader: row.figure for row in frequency(case, choose_rules(case, "plain"), scheme)}

    wide = averages(INEXACT)
    for leader, exact in averages((tenure("anna", "1999-01-01", day), tenure("bert", day))).items():
        low, high = wide[leader].low, wide[leader].high
        assert low - 1e-9 <= exact.value <= high + 1e-9


def test_an_era_of_which_no_day_is_sure_has_no_highest_average_and_any_place():
    case = a_case(
        visits=[visit("a", "2004-05-05")],
        tenures=(
            tenure("anna", "1999-01-01", "2004"),
            tenure("bert", "2004", "2004"),
            tenure("cora", "2004-12"),
        ),
    )
    ranking = Visits(case).ranking("partner", rules="plain", eras="days")
    rows = {row.leader: row for row in frequency(case, choose_rules(case, "plain"), "days")}
    assert (rows["bert"].figure.low, rows["bert"].figure.high) == (0.0, None)
    assert {r.leader: r.high for r in ranking.order}["bert"] == float("inf")


@pytest.mark.parametrize(
    ("first_ends", "second_starts", "edges"),
    [
        ("2004-05-06", "2004-05-07", ()),
        ("2004-05-06", "2004-05-06", ()),
        (
            "2004-05",
            "2004-05",
            (),
        ),  # one month for the end and the start is one day of that month, as among seats
        ("2004-05", "2004-05-07", ("2004-05-02/2004-05-06",)),
    ],
)
def test_two_terms_of_one_leader_that_meet_are_one_run_of_days_each_counted_once(
    first_ends, second_starts, edges
):
    terms = [
        msgspec.structs.replace(tenure("ann", "2000-01-01", first_ends), id="one"),
        msgspec.structs.replace(tenure("ann", second_starts, "2008-05-06"), id="two"),
    ]
    # A visit of the month in which the terms meet is in her era, wherever in the month it was.
    case = a_case(visits=[visit("v1", "2004-05"), visit("v2", "2005-03-01")], tenures=terms)
    era = of(case, "days")["ann"]
    assert [str(window) for window in era.windows] == ["2000-01-01/2008-05-06"]
    assert (era.years, era.tenures) == (pytest.approx(3049 / 365.2425), ("one", "two"))
    assert tuple(str(window) for window in era.edges) == edges
    (found,) = Visits(case).frequency(eras="days")
    assert (found.tally.count, found.tally.possible) == ((1, 1) if edges else (2, 0))


def test_a_year_in_which_two_terms_of_one_leader_meet_is_surely_hers():
    terms = [
        msgspec.structs.replace(tenure("ann", "2000-01-01", "2004"), id="one"),
        msgspec.structs.replace(tenure("ann", "2004", "2008-05-06"), id="two"),
    ]
    era = of(a_case(tenures=terms), "calendar")["ann"]
    assert (era.years, era.edges) == (9.0, ())


def test_days_that_nobody_observed_have_no_average_and_no_empty_list():
    case = a_case(visits=[visit("v1", "2001-03-01")])
    with pytest.raises(
        ChoiceError, match="observed no day of 1900-01-01/1910-12-31; it observed 2000-01-01/2010-12-31"
    ):
        Visits(case).frequency(eras="days", window=parse_window("1900/1910"))
    with pytest.raises(ChoiceError, match="observed no day"):
        Visits(case).list(window=parse_window("2011/.."))
