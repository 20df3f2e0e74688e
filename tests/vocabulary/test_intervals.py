"""Intervals: what follows for certain from bounds."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from yalu.vocabulary.intervals import AmountError, Interval, brief, exactly, hull, plain, point

D = Decimal
NUMBERS = st.decimals(-(10**9), 10**9, places=3)


@st.composite
def bounded(draw: st.DrawFn, low: int = -(10**6)) -> tuple[Interval, Decimal]:
    """An interval and a number that lies in it."""
    number = draw(st.decimals(low, 10**6, places=3))
    below, above = draw(st.decimals(0, 1000, places=3)), draw(st.decimals(0, 1000, places=3))
    start = None if draw(st.integers(0, 5)) == 0 else max(number - below, D(low))
    end = None if draw(st.integers(0, 5)) == 0 else number + above
    closed_low = start == number or draw(st.booleans())
    closed_high = end == number or draw(st.booleans())
    return Interval(start, end, closed_low, closed_high), number


@pytest.mark.parametrize(
    ("interval", "number", "inside"),
    [
        (Interval(D(2), D("2.05"), False, True), D(2), False),
        (Interval(D(2), D("2.05"), False, True), D("2.05"), True),
        (Interval(D(2), None), D(10**12), True),
        (Interval(None, D(2), True, False), D(2), False),
        (Interval(), D(-5), True),
        (point(0.1), 0.1, True),
    ],
)
def test_an_open_bound_is_left_out_and_a_closed_one_is_in(
    interval: Interval, number: Decimal, inside: bool
) -> None:
    assert (number in interval) == inside


@pytest.mark.parametrize(
    ("low", "high", "low_closed", "says"),
    [
        (D(3), D(2), True, "runs from 3 down to 2; give the lower first"),
        (D(2), D(2), False, "no number lies in the interval"),
        (D("NaN"), D(2), True, "the low bound is NaN; bounds are finite"),
        (D(2), D("Infinity"), True, "the high bound is Infinity"),
    ],
)
def test_an_interval_without_numbers_is_refused(
    low: Decimal, high: Decimal, low_closed: bool, says: str
) -> None:
    with pytest.raises(AmountError, match=says):
        Interval(low, high, low_closed)


def test_an_unknown_bound_is_spelt_one_way_only() -> None:
    assert Interval(None, D(2), True) == Interval(None, D(2), False)


@pytest.mark.parametrize(
    ("left", "right", "exceeds", "reaches"),
    [
        (point(3), point(2), "yes", "yes"),
        (point(2), point(2), "no", "yes"),
        (point(1), point(2), "no", "no"),
        (Interval(D(2), D(3)), point(2), "cannot_say", "yes"),
        (Interval(D(2), D(3), False), point(2), "yes", "yes"),
        (Interval(D(1), D(2)), point(2), "no", "cannot_say"),
        (Interval(D(1), D(2), True, False), point(2), "no", "no"),
        (Interval(D(1), D(3)), Interval(D(2), D(4)), "cannot_say", "cannot_say"),
        (Interval(D(1), None), point(2), "cannot_say", "cannot_say"),
        (Interval(D(3), None), point(2), "yes", "yes"),
        (Interval(), Interval(), "cannot_say", "cannot_say"),
    ],
)
def test_a_comparison_has_one_of_three_answers(
    left: Interval, right: Interval, exceeds: str, reaches: str
) -> None:
    assert (left.exceeds(right), left.reaches(right)) == (exceeds, reaches)
    assert right.below(left) == exceeds


@pytest.mark.parametrize(
    ("left", "right", "answer"),
    [
        (point(2), 2, "yes"),
        (point(2), 2.5, "no"),
        (Interval(D("1.5"), D("2.5")), 2.5, "cannot_say"),
        (Interval(D("1.5"), D("2.5"), True, False), 2.5, "no"),
        (Interval(D(1), None), Interval(None, D(1)), "cannot_say"),
        (Interval(D(1), None, False), Interval(None, D(1)), "no"),
    ],
)
def test_two_statements_agree_when_one_number_fits_both(left: Interval, right: Interval, answer: str) -> None:
    assert left.agrees(right) == answer


@given(bounded(), bounded())
def test_no_pair_of_numbers_contradicts_a_comparison(
    a: tuple[Interval, Decimal], b: tuple[Interval, Decimal]
) -> None:
    (left, x), (right, y) = a, b
    for answer, holds in (
        (left.exceeds(right), x > y),
        (left.reaches(right), x >= y),
        (left.agrees(right), x == y),
    ):
        assert answer != "yes" or holds
        assert answer != "no" or not holds


@given(bounded(), bounded())
def test_sums_and_differences_hold_every_sum_and_difference(
    a: tuple[Interval, Decimal], b: tuple[Interval, Decimal]
) -> None:
    (left, x), (right, y) = a, b
    assert x + y in left + right
    assert x - y in left - right
    assert left + right == right + left


@given(bounded(), NUMBERS, st.integers(1, 999))
def test_scaling_holds_every_scaled_number_even_where_the_quotient_never_ends(
    a: tuple[Interval, Decimal], factor: Decimal, over: int
) -> None:
    interval, x = a
    scaled = interval.scaled(factor, over)
    if scaled.low is not None:
        assert scaled.low * over <= x * factor or scaled.low * over - x * factor < D("1e-9")
    assert x * factor / over in Interval(
        None if scaled.low is None else scaled.low - D("1e-12"),
        None if scaled.high is None else scaled.high + D("1e-12"),
    )


def test_a_third_is_bounded_from_both_sides() -> None:
    third = point(1).scaled(1, 3)
    assert third.low is not None and third.high is not None
    assert Fraction(third.low) < Fraction(1, 3) < Fraction(third.high)


def test_a_negative_factor_swaps_the_bounds() -> None:
    assert Interval(D(1), D(2), True, False).scaled(-3) == Interval(D(-6), D(-3), False, True)
    assert Interval(D(1), None).scaled(0) == point(0)


def test_scaling_over_nothing_is_refused() -> None:
    with pytest.raises(AmountError, match="the divisor must be above 0"):
        point(1).scaled(1, 0)


@given(bounded(low=0), bounded(low=0))
def test_a_quotient_holds_every_quotient(a: tuple[Interval, Decimal], b: tuple[Interval, Decimal]) -> None:
    (left, x), (right, y) = a, b
    assume(left.low is not None and right.low is not None and 0 not in right and y > 0)
    quotient = left.divided_by(right)
    assert quotient.low is not None
    assert quotient.low * y <= x
    assert quotient.high is None or quotient.high * y >= x


@pytest.mark.parametrize(
    ("left", "right", "quotient"),
    [
        (point(6), Interval(D(2), D(3)), Interval(D(2), D(3))),
        (Interval(D(1), D(6)), Interval(D(2), D(4), False, False), Interval(D("0.25"), D(3), False, False)),
        (point(6), Interval(D(0), D(3), False), Interval(D(2), None)),
        (point(6), Interval(D(2), None), Interval(D(0), D(3), False)),
        (point(0), Interval(D(2), None), point(0)),
        (Interval(D(0), D(4)), Interval(D(2), None, False), Interval(D(0), D(2), True, False)),
    ],
)
def test_a_quotient_is_open_where_its_bounds_are(left: Interval, right: Interval, quotient: Interval) -> None:
    assert left.divided_by(right) == quotient


@pytest.mark.parametrize(
    ("left", "right", "says"),
    [
        (point(1), Interval(D(0), D(3)), "it may be 0 or less; give a divisor above 0"),
        (point(1), Interval(None, D(3)), "it may be 0 or less"),
        (Interval(None, D(3)), point(1), "it may be negative"),
        (point(-1), point(1), "it may be negative"),
    ],
)
def test_dividing_by_what_may_be_nothing_is_refused(left: Interval, right: Interval, says: str) -> None:
    with pytest.raises(AmountError, match=says):
        left.divided_by(right)


@given(bounded(), bounded())
def test_the_hull_holds_both_and_the_shared_part_lies_in_both(
    a: tuple[Interval, Decimal], b: tuple[Interval, Decimal]
) -> None:
    (left, x), (right, y) = a, b
    assert x in hull(left, right)
    assert y in hull(left, right)
    shared = left.shared(right)
    assert shared == right.shared(left)
    for number in (x, y):
        assert (shared is not None and number in shared) == (number in left and number in right)


def test_the_hull_of_nothing_is_refused() -> None:
    with pytest.raises(AmountError, match="give at least one interval"):
        hull()


@pytest.mark.parametrize(
    ("interval", "words"),
    [
        (Interval(D(2000000), D(2050000), False), "more than 2,000,000 and at most 2,050,000"),
        (Interval(D(400), None), "at least 400"),
        (Interval(None, D("0.5"), True, False), "less than 0.5"),
        (point(7), "exactly 7"),
        (Interval(), "not bounded"),
    ],
)
def test_bounds_are_told_in_words(interval: Interval, words: str) -> None:
    assert str(interval) == words


def test_numbers_are_written_in_full() -> None:
    assert [plain(D(x)) for x in ("1E+6", "2.50", "-0.10", "100")] == ["1,000,000", "2.5", "-0.1", "100"]
    assert plain(None) == "not known"
    assert exactly(0.1) == D("0.1")
    assert Interval(D(1), None).as_floats == (1.0, None)
    assert Interval(D(1), D(3)).width == 2
    assert Interval(D(1), None).width is None


@pytest.mark.parametrize(
    ("number", "short"),
    [("52.25", "52.2"), ("0.04", "0.04"), ("0.0004", "0.0004"), ("-0.0312", "-0.03"), ("0", "0.0")],
)
def test_little_is_never_shortened_to_nothing(number: str, short: str) -> None:
    assert str(brief(Decimal(number))) == short
