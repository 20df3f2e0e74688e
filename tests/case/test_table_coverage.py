"""What a question over a table of a case covers, and what "none" in it rests on."""

from __future__ import annotations

from datetime import date

import msgspec
import pytest

import yalu
from yalu.case.coverage.table_coverage import table_coverage, table_strength
from yalu.case.records import Case, CoverageRow
from yalu.vocabulary.dates import Window


@pytest.fixture(scope="module")
def case() -> Case:
    return yalu.open_case("china-dprk").case


def searched(case: Case, *levels: tuple[int, str]) -> Case:
    rows = tuple(CoverageRow(id=f"c{year}", year=year, level=level) for year, level in levels)  # type: ignore[arg-type]
    return msgspec.structs.replace(case, coverage=rows)


TWO_YEARS = Window(date(2015, 3, 1), date(2016, 2, 1))


@pytest.mark.parametrize(
    ("levels", "whole"),
    [
        (((2015, "good"), (2016, "good")), True),
        (((2015, "good"), (2016, "partial")), False),
        (((2015, "thin"),), False),
        (((2015, "good"),), None),
        ((), None),
    ],
)
def test_visits_are_whole_only_where_every_year_was_searched_well(case: Case, levels, whole) -> None:
    (asked,) = table_coverage(searched(case, *levels), "visits", TWO_YEARS).asked
    assert asked.whole is whole
    assert asked.entries == len(case.visits)


def test_of_every_other_table_nobody_can_tell_whether_it_is_whole(case: Case) -> None:
    (asked,) = table_coverage(case, "shares", TWO_YEARS).asked
    assert (asked.whole, asked.entries, asked.as_of) == (None, len(case.shares), str(case.observed.end))


def test_classes_of_visits_that_nobody_looked_for_are_named_and_make_none_a_part(case: Case) -> None:
    (asked,) = table_coverage(case, "visits", TWO_YEARS).asked
    assert asked.whole
    assert "kp.other_minister (Any other minister)" in asked.left_out
    assert table_strength(table_coverage(case, "visits", TWO_YEARS)).supports[0].quality == "read_in_part"


def test_none_rests_on_the_whole_table_and_on_nothing_where_it_is_empty(case: Case) -> None:
    good = searched(case, (2015, "good"), (2016, "good"))
    assert table_strength(table_coverage(good, "visits", TWO_YEARS)).supports[0].quality == "sound"
    assert table_strength(table_coverage(case, "flows")).supports[0].quality == "read_in_part"
    empty = msgspec.structs.replace(case, visits=())
    assert not table_strength(table_coverage(empty, "visits")).certain
    assert table_coverage(empty, "visits").empty
