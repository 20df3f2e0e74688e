"""Windows of limits: whole, next to each other, and named alike on every run."""

from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from yalu.law import open_regime
from yalu.law.text.records import InForce, Limit, LimitWindow, Measure
from yalu.law.text.windows import MONTHS, runs_into_itself, windows_of

GOLDEN = Path(__file__).parents[1] / "golden" / "regimes"
START = date(2020, 1, 1)


def limited(first: date, last: date, repeats: str) -> Measure:
    measure = open_regime(GOLDEN / "westmark").measure("rb-2024-1-art3-products")
    window = LimitWindow(first=first, last=last, repeats=repeats)  # type: ignore[arg-type]
    return msgspec.structs.replace(measure, in_force=InForce(start=START), limit=Limit(window=window))


def labels(first: date, last: date, repeats: str, until: date) -> list[str]:
    return [window.label for window in windows_of(limited(first, last, repeats), until)]


def test_a_monthly_window_is_named_by_its_month():
    found = windows_of(limited(date(2020, 1, 1), date(2020, 1, 31), "monthly"), date(2020, 3, 1))
    assert [w.label for w in found] == ["2020-01", "2020-02", "2020-03"]
    assert found[1].last == date(2020, 2, 29)


def test_a_quarterly_window_is_named_by_its_quarter_or_its_first_day():
    assert labels(date(2020, 10, 1), date(2020, 12, 31), "quarterly", date(2021, 2, 1)) == [
        "2020-Q4",
        "2021-Q1",
    ]
    assert labels(date(2020, 2, 1), date(2020, 4, 30), "quarterly", date(2020, 6, 1)) == [
        "2020-02-01",
        "2020-05-01",
    ]


def test_a_window_once_and_a_yearly_one_keep_the_name_of_their_year():
    assert labels(date(2020, 1, 1), date(2020, 3, 31), "once", date(2030, 1, 1)) == ["2020"]
    assert labels(date(2020, 1, 1), date(2020, 12, 31), "yearly", date(2021, 6, 1)) == ["2020", "2021"]


def test_the_last_of_a_month_is_the_last_of_every_month():
    found = windows_of(limited(date(2020, 1, 31), date(2020, 2, 28), "monthly"), date(2020, 4, 1))
    assert [w.first for w in found] == [date(2020, 1, 31), date(2020, 3, 1), date(2020, 3, 31)]


@given(
    st.dates(date(2015, 1, 1), date(2024, 12, 28)).filter(lambda day: day.day <= 28),
    st.sampled_from(sorted(MONTHS)),
)
def test_windows_that_fill_their_span_leave_no_day_out_and_count_none_twice(first: date, repeats: str):
    months = first.year * 12 + first.month - 1 + MONTHS[repeats]
    last = date(months // 12, months % 12 + 1, first.day) - timedelta(1)
    measure = limited(first, last, repeats)
    assert not runs_into_itself(LimitWindow(first=first, last=last, repeats=repeats))  # type: ignore[arg-type]
    assert runs_into_itself(LimitWindow(first=first, last=last + timedelta(1), repeats=repeats))  # type: ignore[arg-type]
    found = windows_of(measure, date(2026, 1, 1))
    assert all(one.last + timedelta(1) == two.first for one, two in pairwise(found))
    assert len({window.label for window in found}) == len(found)
