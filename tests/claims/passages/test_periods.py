"""Periods and days as articles name them, reckoned from the day of publication."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yalu.claims.passages.folded_text import folded
from yalu.claims.passages.periods import ends, months_between, periods

PUBLISHED = date(2017, 5, 5)


@pytest.mark.parametrize(
    ("text", "value", "role"),
    [
        ("in the first quarter of this year", "2017-Q1", "in"),
        ("in the fourth quarter", "2016-Q4", "in"),
        ("in Q1 2017", "2017-Q1", "in"),
        ("in the first half of 2016", "2016-H1", "in"),
        ("in the first nine months of 2016", "2016-01/2016-09", "in"),
        ("in the first three quarters of 2016", "2016-01/2016-09", "in"),
        ("between March and October 2016", "2016-03/2016-10", "in"),
        ("from November to February", "2016-11/2017-02", "in"),
        ("in July", "2016-07", "in"),
        ("in April", "2017-04", "in"),
        ("last year", "2016", "in"),
        ("last month", "2017-04", "in"),
        ("so far this year", "2017-01/2017-04", "in"),
        ("since 2011", "2011", "since"),
        ("since February 19th", "2017-02-19", "since"),
        ("on Nov. 30", "2016-11-30", "in"),
        ("on 26 September 2016", "2016-09-26", "in"),
        ("until the end of the year", "2017-12-31", "until"),
        ("at the end of 2011", "2011-12", "in"),
        ("in late 2016", "2016-07/2016-12", "in"),
        ("between 2000 and 2011", "2000-01/2011-12", "in"),
        ("up 4 percent from 2015", "2015", "against"),
        ("compared with a year earlier", "", "against"),
        ("2016年1至3月", "2016-01/2016-03", "in"),
        ("2016년 12월", "2016-12", "in"),
    ],
)
def test_words_name_a_period(text, value, role) -> None:
    found = periods(folded(text), PUBLISHED)
    assert [(one.value, one.more["role"]) for one in found] == [(value, role)]


@pytest.mark.parametrize(
    "text", ["China may import more", "they march on", "2,017 tonnes", "resolution 2270", "a 1998 % rise", "the second man"]
)  # fmt: skip
def test_words_that_only_look_like_a_period_name_none(text) -> None:
    assert [one for one in periods(folded(text), PUBLISHED) if one.value not in {"2017"}] == []


def test_two_years_joined_by_and_are_two_years() -> None:
    assert [one.value for one in periods("agreements in 1994 and 2005", PUBLISHED)] == ["1994", "2005"]


def test_the_whole_months_between_two_days() -> None:
    assert months_between(date(2017, 2, 19), date(2017, 5, 5)) == "2017-03/2017-04"
    assert months_between(date(2017, 4, 1), date(2017, 5, 5)) == "2017-04"
    assert months_between(date(2017, 4, 2), date(2017, 5, 5)) == ""
    assert months_between(date(2016, 12, 2), date(2017, 2, 28)) == "2017-01"


@given(st.text(alphabet="0123456789 -/,.abcdefghijklmnoprstuy年月", max_size=80))
def test_every_period_found_has_two_ends(text) -> None:
    for one in periods(folded(text), PUBLISHED):
        if one.value:
            first, last = ends(one.value)
            assert first <= last
