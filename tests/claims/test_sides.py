"""Too much or too little: of a fall and a deficit it is the size that is over- or understated."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import yalu
from yalu.claims.facade import Claims
from yalu.claims.records import FigureReading
from yalu.claims.statements.meanings import read_statement
from yalu.claims.verdicts.comparison import hold

SIZES = st.integers(1, 99)


def side(text: str, ours: float, measured: str = "change", unit: str = "percent") -> str:
    return hold(read_statement(text, measured, unit), FigureReading(value=ours, unit=unit)).side  # type: ignore[arg-type]


@given(SIZES, SIZES)
def test_a_fall_is_over_and_understated_as_a_rise_of_the_same_size_is(stated: int, ours: int) -> None:
    assert side(f"fell by {stated}.0%", -ours) == side(f"rose by {stated}.0%", ours)
    if stated != ours:
        expected = "overstated" if stated > ours else "understated"
        assert side(f"fell by {stated}.0%", -ours) == expected


@given(SIZES, SIZES)
def test_up_for_down_and_down_for_up_are_the_direction_and_no_size(stated: int, ours: int) -> None:
    assert side(f"fell by {stated}.0%", ours) == "reversed"
    assert side(f"rose by {stated}.0%", -ours) == "reversed"


@pytest.mark.parametrize(
    ("text", "ours", "measured", "unit", "expected"),
    [
        ("fell by 60%", -51.6, "change", "percent", "overstated"),
        ("fell by 40%", -51.6, "change", "percent", "understated"),
        ("fell", 14.6, "change", "percent", "reversed"),
        ("a deficit of $400 million", -304e6, "difference", "USD", "overstated"),
        ("a deficit of $200 million", -304e6, "difference", "USD", "understated"),
        ("a surplus of $200 million", -304e6, "difference", "USD", "reversed"),
        ("fell 8 points", -3.0, "points", "percentage_point", "overstated"),
        ("more than halved", -30.0, "change", "percent", "overstated"),
        ("nearly halved", -80.0, "change", "percent", "understated"),
        ("unchanged", -30.0, "change", "percent", "understated"),
        ("unchanged", 30.0, "change", "percent", "understated"),
        ("$2.6 billion", 1.18e9, "amount", "USD", "overstated"),
        ("none", 6342.0, "amount", "t", "understated"),
    ],
)
def test_the_side_of_a_statement(text: str, ours: float, measured: str, unit: str, expected: str) -> None:
    assert side(text, ours, measured, unit) == expected


@pytest.fixture(scope="module")
def claims() -> Claims:
    return yalu.open_case("china-dprk").claims


@pytest.mark.parametrize(
    ("stated", "says"),
    [
        ("fell by 60%", "the statement overstates it"),
        ("fell by 40%", "the statement understates it"),
        ("rose by 51.6%", "the statement has the direction wrong"),
    ],
)
def test_the_reason_says_what_the_side_says(claims: Claims, stated: str, says: str) -> None:
    found = claims.test("trade.growth", stated, period="2017-Q1", flow="import", hs="2701", unit="t")
    assert says in found.reason
