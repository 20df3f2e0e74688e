"""Numbers as people write them in amounts are read as they are meant or not at all, and counts have their noun."""

from decimal import Decimal

import pytest

from yalu.vocabulary.words.numerals import plain_number, plural, with_noun


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
