"""Comparisons of ranges and of limits that grow with a length, by hand and by trial."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yalu.goods import open_goods
from yalu.goods.completions import verdict
from yalu.goods.conditions import ValueRange, holds
from yalu.goods.records import ItemCondition, LengthLimit
from yalu.vocabulary.answers import CANNOT_SAY, NO, YES

PARAMETERS = open_goods().parameters
MASS = ItemCondition(parameter="rotor_mass_kg", at_least=0.9, at_most=23)
ERROR = ItemCondition(
    line=LengthLimit(
        base="mpe_base_um", slope="mpe_slope_mm", over="measuring_length_mm", at_most=1.7, divisor=1000
    )
)


@pytest.mark.parametrize(
    ("span", "answer"),
    [
        (ValueRange(0.5, 40), YES),
        (ValueRange(23, 40), YES),
        (ValueRange(23.01, 40), NO),
        (ValueRange(0.1, 0.9), YES),
        (ValueRange(0.1, 0.89), NO),
        (ValueRange(40, 40, low_open=True), CANNOT_SAY),
        (ValueRange(10, 10, low_open=True), YES),
        (ValueRange(0.8, 0.8, low_open=True), NO),
        (ValueRange(0.8, 0.8, high_open=True), CANNOT_SAY),
        (ValueRange(24, 24, high_open=True), NO),
        (ValueRange(100, 100, low_open=True, high_open=True), CANNOT_SAY),
    ],
)
def test_a_range_meets_a_limit_where_some_point_of_it_does(span, answer):
    assert holds(MASS, {"rotor_mass_kg": span}, PARAMETERS).holds is answer


@pytest.mark.parametrize(
    ("condition", "span", "answer"),
    [
        (ItemCondition(parameter="rotor_mass_kg", above=3), ValueRange(1, 3), NO),
        (ItemCondition(parameter="rotor_mass_kg", above=3), ValueRange(1, 3.01), YES),
        (ItemCondition(parameter="rotor_mass_kg", below=1), ValueRange(1, 3), NO),
        (ItemCondition(parameter="rotor_mass_kg", below=1), ValueRange(0.99, 3), YES),
        (ItemCondition(parameter="rotor_mass_kg", above=1, below=3), ValueRange(1, 1.01), YES),
        (ItemCondition(parameter="rotor_mass_kg", above=1, below=3), ValueRange(3, 4), NO),
    ],
)
def test_more_than_and_less_than_leave_their_number_out(condition, span, answer):
    assert holds(condition, {"rotor_mass_kg": span}, PARAMETERS).holds is answer


tenths = st.integers(1, 60).map(lambda n: n / 10)
lengths = st.sampled_from([10.0, 100.0, 399.0, 400.0, 401.0, 1000.0, 5000.0])
slopes = st.sampled_from([100.0, 500.0, 800.0, 999.0, 1000.0, 1001.0, 2000.0, 10_000.0])


@given(tenths, slopes, lengths)
def test_a_line_holds_where_the_error_is_within_the_limit_at_some_length(base, slope, over):
    facts = {"mpe_base_um": base, "mpe_slope_mm": slope, "measuring_length_mm": over}
    tried = (Fraction(over) * step / 100 for step in range(101))
    within = any(
        Fraction(str(base)) + length / Fraction(slope) <= Fraction("1.7") + length / 1000 for length in tried
    )
    assert holds(ERROR, facts, PARAMETERS).holds is (YES if within else NO)


@given(tenths, slopes)
def test_without_the_length_a_line_says_what_all_lengths_say(base, slope):
    facts = {"mpe_base_um": base, "mpe_slope_mm": slope}
    every = {
        holds(ERROR, {**facts, "measuring_length_mm": over}, PARAMETERS).holds for over in (0.001, 1e3, 1e9)
    }
    found = holds(ERROR, facts, PARAMETERS)
    assert found.holds is (every.pop() if len(every) == 1 else CANNOT_SAY)
    assert found.settles == (("measuring_length_mm",) if found.holds is CANNOT_SAY else ())


def test_cases_find_that_branches_cover_everything_and_that_one_number_is_open():
    short = ItemCondition(parameter="travel_m", below=1)
    long = ItemCondition(parameter="travel_m", at_least=1)
    assert verdict(ItemCondition(any=(short, long)), {}, PARAMETERS) is YES
    assert verdict(ItemCondition(all=(short, long)), {}, PARAMETERS) is NO
    gap = ItemCondition(any=(short, ItemCondition(parameter="travel_m", above=1)))
    assert verdict(gap, {}, PARAMETERS) is CANNOT_SAY


def test_cases_find_what_holds_only_between_two_numbers():
    between = ItemCondition(parameter="travel_m", above=1, below=2)
    assert verdict(between, {}, PARAMETERS) is CANNOT_SAY
    outside = ItemCondition(all=(between, ItemCondition(parameter="travel_m", at_least=2)))
    assert verdict(outside, {}, PARAMETERS) is NO


def test_cases_keep_to_what_one_machine_can_be():
    five = ItemCondition(parameter="axes_simultaneous", at_least=5)
    assert verdict(five, {"rotary_contouring": 5}, PARAMETERS) is YES
    assert verdict(five, {"rotary_contouring": 4}, PARAMETERS) is CANNOT_SAY
    assert verdict(five, {"linear_contouring": 3, "rotary_contouring": 2}, PARAMETERS) is YES
    assert verdict(five, {"linear_contouring": 2, "rotary_contouring": 2}, PARAMETERS) is CANNOT_SAY
    assert verdict(five, {"numerically_controlled": False}, PARAMETERS) is NO
    assert verdict(five, {"axes_limited_to_xzc": True}, PARAMETERS) is NO


def test_cases_of_a_range_of_which_one_end_is_known():
    wide = ItemCondition(all=(MASS, ItemCondition(parameter="rotor_mass_kg", above=100)))
    assert verdict(wide, {"rotor_mass_kg": ValueRange(40, 40, low_open=True)}, PARAMETERS) is NO
    assert verdict(wide, {"rotor_mass_kg": ValueRange(200, 200, low_open=True)}, PARAMETERS) is CANNOT_SAY
    either = ItemCondition(any=(MASS, ItemCondition(not_=MASS)))
    assert verdict(either, {"rotor_mass_kg": ValueRange(40, 40, low_open=True)}, PARAMETERS) is YES


def test_too_many_cases_are_no_answer():
    from yalu.goods import completions

    before, completions.MOST_CASES = completions.MOST_CASES, 1
    try:
        either = ItemCondition(any=(MASS, ItemCondition(not_=MASS)))
        assert verdict(either, {}, PARAMETERS) is CANNOT_SAY
    finally:
        completions.MOST_CASES = before
