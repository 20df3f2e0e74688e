"""Numbers as people write them in amounts are read as they are meant or not at all, and counts have their noun."""

from decimal import Decimal

import pytest

from yalu.vocabulary.words.numerals import from_to, plain_number, plural, read_numeral, with_noun


@pytest.mark.parametrize(
    ("text", "number"),
    [("0", "0"), (" 1250 ", "1250"), ("1,250", "1250"), ("1,234,567.80", "1234567.80"), ("0.5", "0.5")],
)
def test_commas_part_thousands_and_a_point_parts_decimals(text, number):
    assert plain_number(text) == Decimal(number)


@pytest.mark.parametrize(
    "text", ["", "1,25", "12,34,567", "1234,567", "1.234.567", "-5", "5 kg", "1e5", ".5", "5."]
)
def test_what_may_be_read_in_two_ways_or_is_no_number_is_not_read(text):
    assert plain_number(text) is None


def test_a_count_has_its_noun():
    assert [plural(n, "row") for n in (0, 1, 2, 1200)] == ["0 rows", "1 row", "2 rows", "1,200 rows"]
    assert plural(2, "entry", "entries") == "2 entries"


def test_one_of_a_unit_is_singular_and_other_units_stay():
    said = [
        ("1", "days"),
        ("2", "days"),
        ("1", "entries"),
        ("1 to 2", "days"),
        ("1.00", "visits a year"),
        ("1", "USD"),
        ("1", ""),
    ]
    assert [with_noun(*one) for one in said] == [
        "1 day", "2 days", "1 entry", "1 to 2 days", "1.00 visits a year", "1 USD", "1 ",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "number", "place"),
    [
        ("3万亿", "3e12", "1e12"), ("1.2万亿", "1.2e12", "1e11"), ("5만억", "5e12", "1e12"), ("12亿3万亿", "3.0012e12", "1e12"),
        ("5千亿", "5e11", "1e11"), ("3조 5천억", "3.5e12", "1e11"), ("1亿18万", "100180000", "1e4"), ("万亿", "1e12", "1e12"),
        ("2천480만", "24800000", "1e4"),
    ],
)  # fmt: skip
def test_a_mark_right_behind_another_multiplies_and_one_behind_digits_adds(text, number, place):
    numeral, rest = read_numeral(text)
    assert (numeral.value, numeral.last, rest) == (Decimal(number), Decimal(place), "")


def test_bounds_that_print_alike_are_one_number():
    assert (from_to(1.6, 1.6), from_to(1.6, 1.6049), from_to(0.61, 3.71)) == ("1.60", "1.60", "0.61–3.71")
