"""The grid marks what each definition gives and never chooses."""

from itertools import product

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.properties import tried
from tests.visits.building import CODEBOOK, a_case, published, summit, tenure, visit
from yalu.case.records import RuleSet
from yalu.visits.explanations import explain
from yalu.visits.grid import grid, visits_off
from yalu.visits.printed import printed_bounds
from yalu.vocabulary.answers import CANNOT_SAY, NO, YES
from yalu.vocabulary.dates import parse_date


@pytest.mark.parametrize(
    ("stated", "low", "high"), [("1.25", 1.245, 1.255), ("4.8", 4.75, 4.85), ("6", 5.5, 6.5)]
)
def test_a_printed_figure_stands_for_the_values_that_round_to_it(stated, low, high):
    assert printed_bounds(stated) == pytest.approx((low, high))


@pytest.mark.parametrize(
    ("stated", "total", "years", "off"),
    [
        ("1.25", 5, 4, 0),
        ("6.6", 66, 10, 0),
        ("6.6", 68, 10, -2),
        ("6.6", 60, 10, 6),
        ("1.8", 7, 5, 2),
        ("1.25", 5, 5, None),  # fifths never print as 1.25
    ],
)
def test_how_many_visits_a_cell_misses_by(stated, total, years, off):
    assert visits_off(printed_bounds(stated), total, years) == off


@given(st.integers(0, 80), st.floats(1, 20), st.integers(0, 90).map(lambda n: f"{n / 10:.1f}"))
def test_adding_the_missing_visits_always_prints_the_figure(total, years, stated):
    off = visits_off(printed_bounds(stated), total, years)
    if off is not None:
        low, high = printed_bounds(stated)
        assert low - 1e-6 <= (total + off) / years <= high + 1e-6


def a_grid(*visits, stated="0.4"):
    case = a_case(visits=visits, published=(published("pub", stated, "anna"),))
    return grid(case, weights=(1.0, 2.0))


def test_there_is_a_cell_for_every_rule_set_scheme_and_weight():
    assert len(a_grid(visit("a", "2001-01-01")).cells) == 2 * 3 * 2


def test_a_cell_that_prints_the_figure_is_marked_reproduced_and_the_summary_does_not_choose():
    found = a_grid(visit("a", "2001-01-01"), visit("b", "2002-01-01"))
    cell = next(c for c in found.cells if (c.rules, c.scheme, c.weight) == ("plain", "calendar", 1.0))
    assert (cell.mark, cell.visits_off) == ("reproduced", 0)
    assert "does not choose" in found.summaries[0].says


def test_a_cell_that_undecided_rows_could_lift_is_marked_possible():
    found = a_grid(
        visit("a", "2001-01-01"), visit("b", "2002-01-01", posts=("p.vice",), party_body="unknown")
    )
    cell = next(c for c in found.cells if (c.rules, c.scheme, c.weight) == ("plain", "calendar", 1.0))
    assert (cell.mark, cell.visits_off) == ("possible", 1)


def test_weight_alone_can_reach_a_figure():
    found = a_grid(summit("a", "2001-01-01"))
    marks = {c.weight: c.mark for c in found.cells if (c.rules, c.scheme) == ("plain", "calendar")}
    assert marks == {1.0: "near", 2.0: "reproduced"}


def test_cells_carry_the_id_of_the_figure_they_show():
    cell = a_grid(visit("a", "2001-01-01")).cells[0]
    assert cell.id == "frequency/plain/calendar/w1/anna/both/2010-12-31"


def test_a_cell_over_days_that_are_not_the_rule_sets_own_says_so_in_its_id_and_is_found_again_by_it():
    early = {"early": RuleSet(title="Early", extends="plain", window="2003/2006")}
    codebook = msgspec.structs.replace(CODEBOOK, rule_sets=CODEBOOK.rule_sets | early)
    case = a_case(
        visits=[visit("a", "2001-01-01"), visit("b", "2003-05-05")],
        published=(published("pub", "0.4", "anna"),), codebook=codebook,
    )  # fmt: skip
    cells = {cell.rules: cell for cell in grid(case, weights=(1.0,)).cells if cell.scheme == "days"}
    assert cells["plain"].id.endswith("/both/2010-12-31")
    assert cells["early"].id.endswith("/both/2000-01-01..2010-12-31")
    figure = explain(case, cells["early"].id).figure
    assert figure is not None
    assert figure.value == pytest.approx(cells["early"].value)


def test_an_average_that_every_possible_visit_together_just_reaches_is_possible():
    # Anna leads in four years: 0.25 a year is the least that prints as 0.3, and one visit gives it.
    case = a_case(
        visits=[visit("a", "2001-01-01", posts=("p.vice",), party_body="unknown")],
        tenures=(tenure("anna", "1995-05-01", "2003-12-31"), tenure("bert", "2004-01-01")),
        published=(published("pub", "0.3", "anna"),),
    )
    cell = next(c for c in grid(case, weights=(1.0,)).cells if (c.rules, c.scheme) == ("plain", "calendar"))
    assert (cell.years, cell.high, cell.mark) == (4.0, 0.25, "possible")


def test_definitions_that_print_everything_at_once_are_named():
    case = a_case(
        visits=[
            visit("a", "2001-01-01"),
            visit("b", "2006-01-01"),
            visit("c", "2007-01-01"),
            visit("d", "2008-01-01"),
        ],
        published=(published("one", "0.2", "anna"), published("two", "0.5", "bert")),
    )
    assert "plain/calendar/w1" in grid(case, weights=(1.0,)).together


def test_an_undecided_summit_adds_its_whole_weight_or_nothing():
    # A summit of 2004 falls into Anna's days or Bert's: at weight 2 it adds two to one visit or none, never one.
    case = a_case(
        visits=[visit("a", "2001-01-01"), summit("b", "2004")],
        tenures=(tenure("anna", "1995-05-01", "2004-12-30"), tenure("bert", "2004-12-31")),
        published=tuple(published(f"pub-{text}", text, "anna") for text in ("0.2", "0.4", "0.6")),
    )
    cells = grid(case, rule_sets=["plain"], schemes=["days"], weights=(2.0,)).cells
    assert {cell.published: cell.mark for cell in cells} == {
        "pub-0.2": "reproduced", "pub-0.4": "near", "pub-0.6": "possible",
    }  # fmt: skip


OPEN_ROWS = {
    "visit": {},
    "summit": {"posts": ("p.head",), "met_leader": YES},
    "met?": {"posts": ("p.head",), "met_leader": CANNOT_SAY},
    "counts?": {"posts": ("p.vice",), "party_body": "unknown"},
    "when?": {"start": "2004"},
    "summit when?": {"start": "2004", "posts": ("p.head",), "met_leader": YES},
    "met when?": {"start": "2004", "posts": ("p.head",), "met_leader": CANNOT_SAY},
}


def _readings(row):
    """Every completion of one row: the day, the body and the meeting that the sources leave open."""
    days = [row.start] if row.start.exact else [parse_date("2004-02-02"), parse_date("2004-09-09")]
    bodies = ["none", "politburo"] if row.party_body == "unknown" else [row.party_body]
    met = [YES, NO] if row.met_leader == CANNOT_SAY else [row.met_leader]
    for day, body, meets in product(days, bodies, met):
        yield msgspec.structs.replace(row, start=day, party_body=body, met_leader=meets)


@given(
    st.lists(st.sampled_from(sorted(OPEN_ROWS)), max_size=5),
    st.sampled_from([f"{n / 10:.1f}" for n in range(20)]),
    st.sampled_from([1.0, 1.5, 2.0, 3.0]),
)
@tried(80)
def test_a_cell_is_possible_exactly_when_some_completion_of_the_rows_prints_the_figure(kinds, stated, weight):
    rows = [visit(f"v{n}", **{"start": "2001-01-01"} | OPEN_ROWS[kind]) for n, kind in enumerate(kinds)]

    def mark(visits):
        case = a_case(visits=visits, published=(published("pub", stated, "anna"),))
        (cell,) = grid(case, rule_sets=["plain"], schemes=["days"], weights=(weight,)).cells
        return cell.mark

    printed = any(mark(completed) == "reproduced" for completed in product(*map(_readings, rows)))
    assert printed == (mark(rows) in {"reproduced", "possible"}) or mark(rows) == "reproduced"
