"""Which rows and days are complete: a declaration answers for what it names or less, on its own days."""

from __future__ import annotations

from datetime import date, timedelta

import msgspec
from hypothesis import given
from hypothesis import strategies as st

import yalu
from yalu.case.coverage.completeness import Sought, completeness, declared, uncovered
from yalu.case.records import CoverageRow
from yalu.vocabulary.coverage import Completeness
from yalu.vocabulary.dates import Window, parse_date

CASE = yalu.open_case("china-dprk").case
YEAR = Window(date(2010, 1, 1), date(2010, 12, 31))


def row(start: str, end: str, level: str = "good", **more: object) -> CoverageRow:
    return CoverageRow(
        id=f"c-{start}", table="events", start=parse_date(start), end=parse_date(end) if end else None, level=level, **more,
    )  # type: ignore[arg-type]  # fmt: skip


def found(*rows: CoverageRow, **sought: object) -> Completeness:
    case = msgspec.structs.replace(CASE, coverage=rows)
    return completeness(case, Sought(table="events", window=YEAR, **sought))  # type: ignore[arg-type]


def test_what_nobody_declares_is_not_complete() -> None:
    assert not found().complete
    assert found().lacks == "not declared complete: all of these days"


def test_a_declaration_of_all_rows_answers_for_some_and_not_the_other_way_round() -> None:
    every, floods = row("2010", "2010"), row("2010", "2010", rows=(("kind", "flood"),))
    assert found(every, rows=({"kind": "flood"},)).complete
    assert found(floods, rows=({"kind": "flood", "subkind": "brook"},)).complete
    assert not found(floods).complete
    assert not found(floods, rows=({"kind": "flood"}, {"kind": "storm"})).complete


def test_days_must_be_covered_without_a_gap() -> None:
    assert found(row("2009", "2010-05"), row("2010-06", "")).complete
    gap = found(row("2009", "2010-05"), row("2010-07", ""))
    assert gap.missing == ("2010-06-01 to 2010-06-30",)


def test_days_rated_in_part_are_missing_with_the_reason() -> None:
    thin = found(row("2010", "2010", "thin", reason="one list was read"))
    assert thin.missing == ("all of these days (thin: one list was read)",)


def test_a_class_nobody_looked_for_counts_only_where_the_question_could_count_it() -> None:
    left = row("2010", "2010", left_out=(("subkind", "brook"),))
    assert found(left).left_out == ("subkind brook",)
    assert found(left, without=(("subkind", "brook"),)).complete
    assert found(left, rows=({"subkind": "river"},)).complete
    assert found(left, admits=lambda name, value: False).complete


def test_complete_is_computed_and_cannot_be_given() -> None:
    assert not Completeness(of="rows", complete=True).complete
    assert Completeness(of="rows", by=("a list",)).complete


def test_days_outside_what_was_observed_are_never_complete() -> None:
    case = msgspec.structs.replace(
        CASE, coverage=(row("1900", ""),), observed=Window(date(2015, 1, 1), date(2016, 1, 1))
    )
    assert "not observed" in completeness(case, Sought(table="events", window=YEAR)).missing[0]


def test_years_alike_are_listed_as_one_span() -> None:
    years = tuple(CoverageRow(id=f"c{y}", year=y, level="good") for y in (2010, 2011, 2013))
    lines = declared(msgspec.structs.replace(CASE, coverage=years))
    assert [(line.start, line.end, line.ids) for line in lines] == [
        ("2010-01-01", "2011-12-31", ("c2010", "c2011")),
        ("2013-01-01", "2013-12-31", ("c2013",)),
    ]


DAYS = st.integers(0, 20).map(lambda n: date(2010, 1, 1) + timedelta(n))


@given(st.lists(st.tuples(DAYS, DAYS), max_size=5))
def test_the_days_left_over_are_exactly_those_in_no_span(spans: list[tuple[date, date]]) -> None:
    window = Window(date(2010, 1, 3), date(2010, 1, 17))
    rows = [row(str(min(s)), str(max(s))) for s in spans]
    gaps = uncovered(window, rows)
    for number in range(21):
        day = date(2010, 1, 1) + timedelta(number)
        expected = day in window and not any(min(s) <= day <= max(s) for s in spans)
        assert any(day in gap for gap in gaps) is expected
