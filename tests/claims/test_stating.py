"""Words read with their precision: what people write around numbers."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yalu.claims.stating import read_statement, unit_said
from yalu.documents.choices import ChoiceError
from yalu.vocabulary.intervals import Interval

NUMBERS = [
    ("change", "percent", "34.7%", 34.65, 34.75),
    ("change", "percent", "fell by 51.6%", -51.65, -51.55),
    ("change", "percent", "down 51.6 percent", -51.65, -51.55),
    ("change", "percent", "-51.6%", -51.65, -51.55),
    ("change", "percent", "up 54 %", 53.5, 54.5),
    ("change", "percent", "a 54 percent increase", 53.5, 54.5),
    ("change", "percent", "doubled", 50, 150),
    ("change", "percent", "more than doubled", 100, None),
    ("change", "percent", "three times", 150, 250),
    ("change", "percent", "halved", -55, -45),
    ("change", "percent", "rose", 0, None),
    ("change", "percent", "unchanged", -0.5, 0.5),
    ("share", "percent", "about 80 to 85 percent", 79, 86),
    ("share", "percent", "two-thirds", 60, 73.33),
    ("share", "percent", "most of its trade", 50, None),
    ("amount", "t", "more than 2 million tonnes", 2_000_000, None),
    ("amount", "t", "22.5 million tons", 22_450_000, 22_550_000),
    ("amount", "t", "no coal", 0, 0),
    ("amount", "t", "2,000,000 kg", 1500, 2500),
    ("amount", "USD", "$126.39 million", 126_385_000, 126_395_000),
    ("amount", "USD", "nearly $1.2 billion", 1_150_000_000, 1_200_000_000),
    ("amount", "USD/t", "$87.77 per tonne", 87.765, 87.775),
    ("difference", "USD", "a deficit of $304 million", -304_500_000, -303_500_000),
    ("ratio", "1", "twice", 1.5, 2.5),
    ("ratio", "1", "a third", 0.3, 0.3667),
    ("ratio", "1", "54% more", 1.535, 1.545),
    ("ratio", "1", "more than double", 2, None),
    ("cap", "percent", "already reached its 2017 cap", 100, None),
    ("cap", "percent", "double the cap", 150, 250),
    ("cap", "percent", "57 percent", 56.5, 57.5),
    ("points", "percentage_point", "rose by 8 points", 7.5, 8.5),
    ("count", "visits", "161", 161, 161),
    ("count", "visits", "at least two", 2, None),
    ("count", "visits", "no visit by either side", 0, 0),
    ("count", "visits", "twice", 2, 2),
    ("rate", "visits a year", "1.25 visits a year", 1.245, 1.255),
    ("time", "day", "within 11 days", 0, 11),
    ("time", "day", "almost six years", 2008.83, 2191.46),
    ("time", "day", "63 years", 22827.66, 23375.52),
    ("time", "day", "less than a week", 0, 7),
    ("place", "place", "second-lowest", 2, 2),
    ("place", "place", "first", 1, 1),
    ("place", "place", "number one", 1, 1),
]  # fmt: skip


@pytest.mark.parametrize(("measured", "unit", "text", "low", "high"), NUMBERS, ids=[n[2] for n in NUMBERS])
def test_words_mean_the_numbers_between_two_bounds(measured, unit, text, low, high) -> None:
    found = read_statement(text, measured, unit).interval
    assert found is not None
    for bound, expected in ((found.low, low), (found.high, high)):
        assert (bound is None) == (expected is None)
        if bound is not None:
            assert float(bound) == pytest.approx(expected, rel=1e-3)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("18 February 2017", date(2017, 2, 18), date(2017, 2, 18)),
        ("February 18, 2017", date(2017, 2, 18), date(2017, 2, 18)),
        ("2017-02-18", date(2017, 2, 18), date(2017, 2, 18)),
        ("in February 2017", date(2017, 2, 1), date(2017, 2, 28)),
        ("2017", date(2017, 1, 1), date(2017, 12, 31)),
    ],
)
def test_days_are_read_as_articles_write_them(text, first, last) -> None:
    found = read_statement(text, "date", "date").interval
    assert found == Interval(Decimal(first.toordinal()), Decimal(last.toordinal()))


def test_a_rank_says_from_which_end_it_is_counted() -> None:
    assert read_statement("second-lowest", "place", "").order == "lowest"
    assert read_statement("the third largest", "place", "").order == "highest"
    assert read_statement("second", "place", "").order == ""


@pytest.mark.parametrize("text", ["unanimous", "15-0", "15 to 0", "in force"])
def test_votes_and_statuses_are_held_word_for_word(text) -> None:
    expected = {"15-0": "15-0-0", "15 to 0": "15-0-0"}.get(text, text)
    assert read_statement(text, "words", "").words == (expected,)


@pytest.mark.parametrize(
    ("measured", "unit", "text", "says"),
    [
        ("share", "percent", "140%", "cannot be above 100"),
        ("count", "visits", "-5", "cannot be below 0"),
        ("change", "percent", "fell by 140%", "nothing falls by more than 100"),
        ("amount", "t", "3 barrels", "name a factor"),
        ("amount", "t", "", "nothing is stated"),
        ("amount", "USD", "lots", "number"),
        ("points", "percentage_point", "8 percent", "percentage points"),
        ("date", "date", "30 February 2017", "does not exist"),
        ("place", "place", "purple", "not a place"),
    ],
)
def test_what_no_figure_can_be_is_refused_with_what_to_write(measured, unit, text, says) -> None:
    with pytest.raises(ChoiceError, match=says):
        read_statement(text, measured, unit)


def test_the_unit_is_taken_from_the_words() -> None:
    assert [unit_said(t) for t in ("$126.39 million", "1.45 million tonnes", "34.7%", "double")] == [
        "USD",
        "t",
        "",
        "",
    ]


@given(st.integers(min_value=100, max_value=9_999_999))
def test_a_number_printed_in_full_means_itself(number: int) -> None:
    found = read_statement(f"{number:,} tonnes", "amount", "t").interval
    assert found is not None
    assert number in found


@given(st.text(max_size=40))
def test_no_text_breaks_the_reader(text: str) -> None:
    for measured in (
        "amount",
        "change",
        "share",
        "cap",
        "ratio",
        "count",
        "time",
        "date",
        "place",
        "words",
        "difference",
    ):
        try:
            read_statement(text, measured, "percent" if measured in {"change", "share", "cap"} else "t")
        except ChoiceError:
            continue
