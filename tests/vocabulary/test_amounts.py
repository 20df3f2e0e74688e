"""Units, quantities and named conversion factors."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yalu.vocabulary.amounts import (
    FACTORS,
    Factor,
    Quantity,
    convert,
    convert_interval,
    factors_between,
    quantity,
    unit,
    unit_spellings,
)
from yalu.vocabulary.intervals import AmountError, Interval

D = Decimal
AMOUNTS = st.decimals(0, 10**9, places=3)


@pytest.mark.parametrize(
    ("spelling", "symbol"),
    [
        ("t", "t"), ("tons", "t"), ("Metric  Tons", "t"), ("公吨", "t"), ("톤", "t"), ("Mt", "Mt"), ("KG", "kg"),
        ("barrels", "bbl"), ("桶", "bbl"), ("m³", "m3"), ("%", "percent"), ("per cent", "percent"), ("1", "1"),
        ("US$", "USD"), ("$", "USD"), ("yuan", "CNY"), ("RMB", "CNY"), ("pp", "percentage_point"),
    ],
)  # fmt: skip
def test_a_unit_is_known_by_the_spellings_of_its_sources(spelling: str, symbol: str) -> None:
    assert unit(spelling).symbol == symbol


def test_a_currency_of_any_state_is_known_by_its_code_and_is_no_word_of_a_text() -> None:
    assert unit("AED").kind == "money in AED"
    assert not {"inr", "all", "try"} & {name.lower() for name in unit_spellings()}
    with pytest.raises(AmountError):
        unit("all")


@pytest.mark.parametrize(
    ("spelling", "says"),
    [
        ("mt", "write t or Mt"),
        ("MT", "write t or Mt"),
        ("GT", "write Gt for the first"),
        ("¥", "write CNY or JPY"),
        ("won", "write KPW or KRW"),
        ("元", "write CNY, JPY or USD"),
        ("barels", "did you mean bbl"),
        ("furlong", "is not a unit; units are 1, CNY"),
        ("", "is not a unit"),
    ],
)
def test_an_unknown_or_ambiguous_unit_is_refused_with_what_to_write(spelling: str, says: str) -> None:
    with pytest.raises(AmountError, match=says):
        unit(spelling)


@pytest.mark.parametrize(
    "spelling", [s for s in unit_spellings() if s.lower() not in {"mt", "gt", "¥", "￥", "won", "元"}]
)
def test_every_listed_spelling_can_be_looked_up(spelling: str) -> None:
    assert unit(spelling).size > 0


@pytest.mark.parametrize(
    ("kind", "spellings"),
    [
        ("mass", "t ton Tonnes kt kilotonne Mt megatonne Gt gigatonnes kg kilo g grams lb pounds 吨 公斤 톤"),
        ("volume", "m3 m³ L litre liters bbl bbls barrel BARRELS gal gallon 桶 배럴 立方米"),
        ("number", "1 x times percent % pct"),
        ("difference of shares", "pp percentage_point"),
        ("time", "day days 天 일"),
        ("time in calendar years", "year years 年 년"),
        ("money in USD", "USD US$ $ dollar dollars 美元 달러"),
        ("money in CNY", "CNY yuan RMB renminbi 人民币 위안"),
        ("money in RUB", "RUB rouble rubles"),
    ],
)
def test_units_of_one_kind_are_those_that_can_be_converted_into_one_another(
    kind: str, spellings: str
) -> None:
    assert {word: unit(word).kind for word in spellings.split()} == dict.fromkeys(spellings.split(), kind)


@pytest.mark.parametrize(
    ("value", "from_unit", "to", "expected"),
    [
        (D(1500), "kg", "t", "1.5"),
        (D("2.0"), "Mt", "t", "2000000"),
        (D(1), "t", "kg", "1000"),
        (D("34.7"), "percent", "1", "0.347"),
        (D(1), "bbl", "gal", "42"),
        (D(2000), "lb", "short_ton", "1"),
        (D(2240), "lb", "long_ton", "1"),
    ],
)
def test_a_conversion_inside_one_kind_is_exact(
    value: Decimal, from_unit: str, to: str, expected: str
) -> None:
    assert convert(Quantity(value, from_unit), to) == quantity(expected, to)


@given(AMOUNTS, st.sampled_from([("t", "kg"), ("Mt", "t"), ("percent", "1"), ("kt", "g")]))
def test_a_conversion_inside_one_kind_survives_the_round_trip(value: Decimal, units: tuple[str, str]) -> None:
    here, there = units
    start = Quantity(value, here)
    assert convert(convert(start, there), here) == start


@pytest.mark.parametrize(
    ("factor", "tonnes"),
    [("china-1718-committee", "60000"), ("crude-cap", "65625"), ("committee-2020", "66666.0")],
)
def test_the_same_barrels_weigh_differently_under_each_named_factor(factor: str, tonnes: str) -> None:
    found = convert(quantity(500_000, "bbl"), "t", factor).value
    assert abs(found - D(tonnes)) < 1


def test_each_factor_gives_back_the_equation_it_was_published_as() -> None:
    for factor in FACTORS:
        assert convert(factor.left, factor.right.unit, factor.name) == factor.right
        assert convert(factor.right, factor.left.unit, factor) == factor.left
        assert factor.source and factor.goods


@given(AMOUNTS, st.sampled_from(FACTORS))
def test_a_named_factor_survives_the_round_trip(value: Decimal, factor: Factor) -> None:
    back = convert(convert(Quantity(value, "bbl"), "kg", factor), "bbl", factor)
    assert abs(back.value - value) < D("1e-12")


@pytest.mark.parametrize(
    ("to", "factor", "says"),
    [
        (
            "t",
            None,
            "cannot convert bbl to t: bbl is volume and t is mass; name a factor, one of: china-1718-committee",
        ),
        ("t", None, "crude-cap .*; committee-2020"),
        ("t", "crude", "no factor is called 'crude'.*crude-cap"),
        ("USD", None, "none known: give a Factor with its source"),
        ("USD", "crude-cap", r"factor crude-cap .* does not fit: bbl is volume and USD is money in USD"),
    ],
)
def test_a_conversion_between_kinds_needs_a_factor_by_name(to: str, factor: str | None, says: str) -> None:
    with pytest.raises(AmountError, match=says):
        convert(quantity(1, "bbl"), to, factor)


def test_yuan_never_become_dollars_without_a_dated_rate_of_the_users_own() -> None:
    with pytest.raises(AmountError, match="money in CNY"):
        _ = quantity(30, "USD") + quantity(30, "CNY")
    rate = Factor(
        "pboc-mean-2011",
        quantity("6.4588", "CNY"),
        quantity(1, "USD"),
        "money",
        date(2011, 12, 31),
        "a source",
    )
    assert convert(quantity("6.4588", "CNY"), "USD", rate) == quantity(1, "USD")


def test_a_factor_with_nothing_on_one_side_is_refused() -> None:
    with pytest.raises(AmountError, match="both sides must be above 0"):
        Factor("none", quantity(0, "bbl"), quantity(1, "t"), "oil", date(2020, 1, 1), "a source")


def test_factors_are_listed_for_either_direction() -> None:
    assert factors_between("mass", "volume") == factors_between("volume", "mass") == FACTORS
    assert factors_between("mass", "number") == ()


def test_quantities_of_one_kind_add_in_the_unit_of_the_first() -> None:
    assert quantity(1, "t") + quantity(500, "kg") == quantity("1.5", "t")
    assert quantity(1, "t") - quantity(500, "kg") == quantity("0.5", "t")
    assert quantity(2, "tonnes").scaled(3) == Quantity(D(6), "t")
    assert str(quantity(1_000_866, "t")) == "1,000,866 t"


@pytest.mark.parametrize(
    ("value", "says"),
    [
        ("abc", "is not a number"),
        (True, "is a truth value"),
        ("NaN", "a quantity is a finite number"),
        (float("inf"), "finite"),
    ],
)
def test_what_is_no_number_makes_no_quantity(value: object, says: str) -> None:
    with pytest.raises(AmountError, match=says):
        quantity(value, "t")  # type: ignore[arg-type]


def test_a_float_is_taken_as_the_decimal_it_prints_as() -> None:
    assert quantity(0.1, "t").value == D("0.1")
    assert quantity("1,000,866", "t").value == 1_000_866


def test_bounds_convert_with_their_unit() -> None:
    just_over = Interval(D("2.0"), D("2.05"), False)
    assert convert_interval(just_over, "Mt", "t") == Interval(D(2_000_000), D(2_050_000), False)
    tonnes = convert_interval(Interval(D(500_000), None, False), "bbl", "t", "china-1718-committee")
    assert tonnes == Interval(D(60_000), None, False)
    assert convert_interval(Interval(D("-51.65"), D("-51.55")), "percent", "1") == Interval(
        D("-0.5165"), D("-0.5155")
    )
