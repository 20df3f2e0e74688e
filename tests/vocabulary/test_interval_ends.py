"""The ends of intervals: which numbers belong after adding, scaling, joining, shown on a grid of numbers."""

from __future__ import annotations

import itertools
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yalu.vocabulary.intervals import AmountError, Interval, hull

GRID = [Decimal(n) / 2 for n in range(-16, 17)]
ENDS = st.none() | st.integers(-3, 3)


@st.composite
def intervals(draw: st.DrawFn) -> Interval:
    low, high = draw(ENDS), draw(ENDS)
    closed = draw(st.booleans()), draw(st.booleans())
    if low is not None and high is not None and low >= high:
        low, high, closed = high, low, (True, True)
    return Interval(
        None if low is None else Decimal(low), None if high is None else Decimal(high),
        closed[0] and low is not None, closed[1] and high is not None,
    )  # fmt: skip


def holds(interval: Interval, number: Decimal) -> bool:
    above = interval.low is None or number > interval.low or (interval.low_closed and number == interval.low)
    below = (
        interval.high is None or number < interval.high or (interval.high_closed and number == interval.high)
    )
    return above and below


@given(intervals(), intervals())
def test_a_sum_has_the_sums_of_its_ends_and_an_end_only_where_both_have_theirs(
    a: Interval, b: Interval
) -> None:
    found = a + b
    assert found.low == (None if a.low is None or b.low is None else a.low + b.low)
    assert found.high == (None if a.high is None or b.high is None else a.high + b.high)
    if found.low is not None:
        assert found.low_closed == (a.low_closed and b.low_closed)
    if found.high is not None:
        assert found.high_closed == (a.high_closed and b.high_closed)


@given(intervals())
def test_turned_round_and_scaled_intervals_hold_the_scaled_numbers(a: Interval) -> None:
    for number in GRID:
        assert holds(-a, -number) == holds(a, number)
        assert holds(a.scaled(Decimal(2)), number * 2) == holds(a, number)
        assert holds(a.scaled(Decimal(-2)), number * -2) == holds(a, number)


@given(st.lists(intervals(), min_size=1, max_size=3))
def test_a_hull_is_the_narrowest_interval_that_holds_them_all(many: list[Interval]) -> None:
    found = hull(*many)
    inside = [n for n in GRID if any(holds(i, n) for i in many)]
    assert all(holds(found, n) for n in inside)
    lows, highs = [i.low for i in many], [i.high for i in many]
    assert found.low == (None if None in lows else min(x for x in lows if x is not None))
    assert found.high == (None if None in highs else max(x for x in highs if x is not None))
    if found.low is not None:
        assert found.low_closed == any(i.low_closed for i in many if i.low == found.low)
    if found.high is not None:
        assert found.high_closed == any(i.high_closed for i in many if i.high == found.high)


def test_a_hull_of_nothing_is_refused() -> None:
    with pytest.raises(AmountError, match=r"^hull of nothing: give at least one interval$"):
        hull()


@given(intervals(), intervals())
def test_exceeding_and_reaching_are_certain_only_where_every_pair_of_numbers_agrees(
    a: Interval, b: Interval
) -> None:
    inside = [(x, y) for x, y in itertools.product(GRID, GRID) if holds(a, x) and holds(b, y)]
    if not inside:
        return
    above = {x > y for x, y in inside}
    reached = {x >= y for x, y in inside}
    assert (a.exceeds(b) == "certain") <= (above == {True})
    assert (a.exceeds(b) == "no") <= (above == {False})
    assert (a.reaches(b) == "certain") <= (reached == {True})
    assert (a.reaches(b) == "no") <= (reached == {False})
