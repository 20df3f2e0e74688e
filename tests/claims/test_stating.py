"""Words read with their precision: what people write around numbers."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yalu.claims.statements.meanings import read_statement, unit_said
from yalu.documents.choices import ChoiceError
from yalu.vocabulary.intervals import Interval

NUMBERS = [
    ("change", "percent", "34.7%", 34.65, 34.75),
    ("change", "percent", "fell by 51.6%", -51.65, -51.55),
    ("change", "percent", "down 51.6 percent", -51.65, -51.55),
    ("change", "percent", "-51.6%", -51.65, -51.55),
    ("change", "percent", "up 54 %", 53.5, 54.5),
    ("change", "percent", "a 54 percent increase", 53.5, 54.5),
    ("change", "percent", "doubled", 85, 115),
    ("change", "percent", "more than doubled", 100, None),
    ("change", "percent", "three times", 177.5, 222.5),
    ("change", "percent", "halved", -53.75, -46.25),
    ("change", "percent", "rose", 0, None),
    ("change", "percent", "unchanged", -0.5, 0.5),
    ("share", "percent", "about 80 to 85 percent", 79, 86),
    ("share", "percent", "two-thirds", 61.667, 71.667),
    ("share", "percent", "most of its trade", 50, None),
    ("amount", "t", "more than 2 million tonnes", 2_000_000, None),
    ("amount", "t", "22.5 million tons", 22_450_000, 22_550_000),
    ("amount", "t", "no coal", 0, 0),
    ("amount", "t", "2,000,000 kg", 1900, 2100),
    ("amount", "USD", "$126.39 million", 126_385_000, 126_395_000),
    ("amount", "USD", "nearly $1.2 billion", 1_110_000_000, 1_200_000_000),
    ("amount", "USD/t", "$87.77 per tonne", 87.765, 87.775),
    ("difference", "USD", "a deficit of $304 million", -304_500_000, -303_500_000),
    ("ratio", "1", "twice", 1.85, 2.15),
    ("ratio", "1", "a third", 0.30833, 0.35833),
    ("ratio", "1", "54% more", 1.535, 1.545),
    ("ratio", "1", "more than double", 2, None),
    ("cap", "percent", "already reached its 2017 cap", 100, None),
    ("cap", "percent", "double the cap", 185, 215),
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
    ("change", "percent", "nearly 40 percent", 37, 40),
    ("change", "percent", "3.2-fold", 215, 225),
    ("change", "percent", "a 3.2-fold increase", 215, 225),
    ("change", "percent", "dipped 2.4 percent", -2.45, -2.35),
    ("change", "percent", "slipped 2.4 percent", -2.45, -2.35),
    ("change", "percent", "edged up 2.4 percent", 2.35, 2.45),
    ("change", "percent", "ticked down 2.4 percent", -2.45, -2.35),
    ("change", "percent", "quintupled", 362.5, 437.5),
    ("change", "percent", "nearly doubled", 85, 100),
    ("change", "percent", "more than halved", None, -50),
    ("change", "percent", "by nearly half", 46.25, 50),
    ("change", "percent", "fell to a third", -69.167, -64.167),
    ("change", "percent", "zero", -0.5, 0.5),
    ("change", "percent", "double-digit growth", 10, 100),
    ("change", "percent", "fell by double digits", -100, -10),
    ("change", "percent", "增长两倍", 177.5, 222.5),
    ("change", "percent", "翻番", 85, 115),
    ("change", "percent", "翻两番", 270, 330),
    ("change", "percent", "同比增长近四成", 37, 40),
    ("change", "percent", "减少三成", -31.5, -28.5),
    ("change", "percent", "40% 가까이 감소", -40, -37),
    ("change", "percent", "배로 늘었다", 85, 115),
    ("change", "percent", "3분의 1로 감소", -69.167, -64.167),
    ("change", "percent", "절반 가까이 줄었다", -50, -46.25),
    ("amount", "USD", "exceeded $6.5 billion", 6_500_000_000, None),
    ("amount", "USD", "topped $6.5 billion", 6_500_000_000, None),
    ("amount", "USD", "surpassed the $6.5 billion mark", 6_500_000_000, None),
    ("amount", "USD", "totaled $6.5 billion", 6_450_000_000, 6_550_000_000),
    ("amount", "USD", "reached $6.5 billion", 6_450_000_000, 6_550_000_000),
    ("amount", "USD", "hit $6.5 billion", 6_450_000_000, 6_550_000_000),
    ("amount", "USD", "came to $6.5 billion", 6_450_000_000, 6_550_000_000),
    ("amount", "USD", "amounted to $6.5 billion", 6_450_000_000, 6_550_000_000),
    ("amount", "USD", "fell short of $1 billion", 0, 1_000_000_000),
    ("amount", "USD", "超过65亿美元", 6_500_000_000, None),
    ("amount", "USD", "no trade at all", 0, 0),
    ("share", "percent", "九成", 85.5, 94.5),
    ("share", "percent", "三成五", 33.75, 36.25),
    ("share", "percent", "近九成", 83.25, 90),
    ("share", "percent", "过半", 50, None),
    ("share", "percent", "절반", 46.25, 53.75),
    ("share", "percent", "절반 가까이", 46.25, 50),
    ("share", "percent", "3분의 1", 30.833, 35.833),
    ("share", "percent", "약 40%", 37, 43),
    ("share", "percent", "40%에 육박", 37, 40),
    ("share", "percent", "a quarter", 23.125, 26.875),
    ("share", "percent", "one in five", 18.5, 21.5),
    ("share", "percent", "nine-tenths", 83.25, 96.75),
    ("share", "percent", "accounted for 90 percent", 85.5, 94.5),
    ("ratio", "1", "3.2-fold", 3.15, 3.25),
    ("ratio", "1", "nine times as much", 8.5, 9.5),
    ("ratio", "1", "增长两倍", 2.775, 3.225),
    ("count", "visits", "about 200", 185, 215),
    ("count", "visits", "some 40", 37, 43),
    ("count", "visits", "nearly 10", 9, 10),
    ("count", "visits", "a dozen", 11, 13),
    ("count", "visits", "scores of visits", 40, None),
    ("count", "visits", "no fewer than eight", 8, None),
    ("count", "visits", "no more than three", 0, 3),
    ("count", "visits", "eight or nine", 8, 9),
    ("count", "visits", "five to ten", 5, 10),
    ("time", "day", "a week", 6.475, 7.525),
    ("time", "day", "a decade", 3378.49, 3926.36),
    ("time", "day", "more than a decade", 3652.425, None),
    ("count", "visits", "a single visit", 1, 1),
    ("amount", "USD", "$2 billion-plus", 2_000_000_000, None),
    ("amount", "USD", "two and a half million dollars", 2_450_000, 2_550_000),
    ("amount", "USD", "fell to $1.2 billion", 1_150_000_000, 1_250_000_000),
    ("amount", "USD", "below the $2 billion mark", 0, 2_000_000_000),
    ("ratio", "1", "two and a half times", 2.45, 2.55),
    ("change", "percent", "plunged as much as 90 percent", -90, 0),
    ("change", "percent", "rose less than 5 percent", 0, 5),
    ("change", "percent", "was cut in half", -53.75, -46.25),
    ("change", "percent", "grew close to 40 percent", 37, 43),
    ("change", "percent", "a year-on-year decrease of 51.6 percent", -51.65, -51.55),
    ("change", "percent", "增长一倍", 85, 115),
    ("change", "percent", "3배 가까이 증가", 177.5, 200),
    ("change", "percent", "held steady", -0.5, 0.5),
    ("share", "percent", "占中国进口的九成", 85.5, 94.5),
    ("share", "percent", "전체의 90%를 차지", 85.5, 94.5),
    ("share", "percent", "nearly all", 92.5, 100),
    ("share", "percent", "40-odd percent", 37, 43),
    ("cap", "percent", "exceeded by 10 percent", 109.5, 110.5),
    ("cap", "percent", "nearly reached", 92.5, 100),
    ("cap", "percent", "a third of the cap", 30.833, 35.833),
    ("points", "percentage_point", "unchanged", -0.5, 0.5),
    ("count", "visits", "约8次", 7, 9),
    ("time", "day", "a year and a half", 529.6, 566.13),
    ("count", "visits", "twenty", 20, 20),
    ("difference", "USD", "逆差3亿美元", -315_000_000, -285_000_000),
    ("points", "percentage_point", "6.3%포인트 하락", -6.35, -6.25),
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
        ("amount", "t", "3 barrels", "stated in bbl, our figure is in t; state it in t"),
        ("amount", "t", "", "nothing is stated"),
        ("amount", "USD", "lots", "number"),
        ("amount", "USD", "1 " * 300, "the statement has 600 characters"),
        ("change", "percent", "fell threefold", "two ways; write what is left of it"),
        ("ratio", "1", "three times less", "two ways; write what is left of it"),
        ("change", "percent", "fell to 30 percent", "says to what level"),
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


@pytest.mark.parametrize("text", ["8parsecs", "5xyz", "40-ish"])
def test_no_error_advises_what_cannot_be_typed(text: str) -> None:
    with pytest.raises(ChoiceError) as raised:
        read_statement(text, "amount", "USD")
    assert "of=" not in str(raised.value)


@settings(deadline=None)  # every reader is asked for every text
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


@pytest.mark.parametrize(
    ("measured", "unit", "text", "value"),
    [
        ("change", "percent", "rose by a third", 100 / 3),
        ("change", "percent", "fell by a third", -100 / 3),
        ("change", "percent", "halved", -50),
        ("change", "percent", "doubled", 100),
        ("change", "percent", "fell to a quarter", -75),
        ("change", "percent", "fell by 12%", -12),
        ("change", "percent", "up 12%", 12),
        ("share", "percent", "a quarter", 25),
        ("share", "percent", "all", 100),
        ("cap", "percent", "exceeded by 10 percent", 110),
        ("ratio", "1", "54% more", 1.54),
        ("ratio", "1", "20% less", 0.8),
        ("ratio", "1", "a third", 1 / 3),
        ("points", "percentage_point", "fell by 8 points", -8),
        ("difference", "USD", "a deficit of $304 million", -304_000_000),
        ("difference", "USD", "a surplus of $304 million", 304_000_000),
        ("amount", "t", "tens of thousands of tons", 10_000),
        ("amount", "t", "dozens of millions", 24_000_000),
        ("count", "visits", "a single visit", 1),
        ("count", "visits", "thrice", 3),
        ("count", "visits", "dozens of visits", 24),
        ("rate", "visits a year", "twice a year", 2),
        ("time", "day", "two weeks", 14),
        ("time", "day", "a year and a half", 547.86375),
        ("time", "day", "the same day", 0),
        ("time", "day", "a week", 7),
        ("time", "day", "11 days", 11),
        ("place", "place", "next largest", 2),
        ("place", "place", "no. 3", 3),
        ("place", "place", "4th", 4),
        ("place", "place", "lowest", 1),
    ],
)
def test_the_number_that_words_name(measured: str, unit: str, text: str, value: float) -> None:
    """The number itself, from which a difference and a slip are reckoned; the bounds around it stand above."""
    assert read_statement(text, measured, unit).value == pytest.approx(value)  # type: ignore[arg-type]
