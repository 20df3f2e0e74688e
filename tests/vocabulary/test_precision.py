"""What a stated figure can mean."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yalu.vocabulary.intervals import AmountError, Interval, plain
from yalu.vocabulary.precision import stated, stated_multiple
from yalu.vocabulary.words.numerals import read_numeral
from yalu.vocabulary.words.precision_words import TABLE, PrecisionWord

D = Decimal


@pytest.mark.parametrize(
    ("text", "unit", "bounds"),
    [
        ("1.25", "1", "at least 1.245 and at most 1.255"),
        ("34.7%", "percent", "at least 34.65 and at most 34.75"),
        ("−51.6%", "percent", "at least -51.65 and at most -51.55"),
        ("0 %", "percent", "at least -0.5 and at most 0.5"),
        ("0 t", "t", "at least 0 and at most 0.5"),
        ("USD 1.19 billion", "USD", "at least 1,185,000,000 and at most 1,195,000,000"),
        ("US$1.19b", "USD", "at least 1,185,000,000 and at most 1,195,000,000"),
        ("30m yuan", "CNY", "at least 28,500,000 and at most 31,500,000"),
        ("1,000,866 t", "t", "at least 1,000,865.5 and at most 1,000,866.5"),
        ("2.0 Mt", "Mt", "at least 1.95 and at most 2.05"),
        ("2 million tons", "t", "at least 1,900,000 and at most 2,100,000"),
        ("six", "1", "at least 5.5 and at most 6.5"),
        ("twenty-five", "1", "at least 23.75 and at most 26.25"),
        ("150 t", "t", "at least 145 and at most 155"),
        ("a million barrels", "bbl", "at least 950,000 and at most 1,050,000"),
        ("half a million barrels", "bbl", "at least 475,000 and at most 525,000"),
        ("$1 billion", "USD", "at least 950,000,000 and at most 1,050,000,000"),
        ("90 percent", "percent", "at least 85.5 and at most 94.5"),
        ("95 percent", "percent", "at least 93.75 and at most 96.25"),
        ("1.5 million t", "t", "at least 1,450,000 and at most 1,550,000"),
        ("4,000 metric tons of liquefied petroleum gas", "t", "at least 3,800 and at most 4,200"),
    ],
)
def test_a_bare_number_is_good_to_half_a_unit_in_its_last_stated_digit_and_at_most_to_a_twentieth(
    text: str, unit: str, bounds: str
) -> None:
    found = stated(text)
    assert (found.unit, str(found.interval)) == (unit, bounds)
    assert "half a unit" in found.reason or "a quarter of the way to the next five" in found.reason
    assert found.text == text


@pytest.mark.parametrize(
    ("text", "zeros", "half_unit"),
    [
        ("4,000 t", "idle", 200), ("4,000 t", "stated", "0.5"), ("4,000.0 t", "idle", "0.05"),
        ("120", "idle", 5), ("100 t", "idle", 5), ("90 t", "idle", "4.5"), ("20 %", "idle", 1),
        ("100 %", "idle", "0.5"), ("20 million t", "idle", 1_000_000), ("20 million t", "stated", 500_000),
    ],
)  # fmt: skip
def test_idle_zeros_at_the_end_of_a_whole_number_are_not_stated_digits(
    text: str, zeros: str, half_unit: int | str
) -> None:
    assert stated(text, zeros=zeros).interval.width == 2 * D(half_unit)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "bounds", "qualifier"),
    [
        ("just over 2.0 Mt", "more than 2 and at most 2.05", "just_over"),
        ("just over 2 million tons", "more than 2,000,000 and at most 2,100,000", "just_over"),
        ("slightly more than 4,000 t", "more than 4,000 and at most 4,200", "just_over"),
        ("just under 2.0 Mt", "at least 1.95 and less than 2", "just_under"),
        ("almost six", "at least 5.5 and less than 6", "nearly"),
        ("nearly 50 %", "at least 46.25 and less than 50", "nearly"),
        ("nearly 40 percent", "at least 37 and less than 40", "nearly"),
        ("almost $2 billion", "at least 1,850,000,000 and less than 2,000,000,000", "nearly"),
        ("about 40 percent", "at least 37 and at most 43", "about"),
        ("some 40 percent", "at least 37 and at most 43", "about"),
        ("roughly 90 percent", "at least 83.25 and at most 96.75", "about"),
        ("about 95 percent", "at least 92.5 and at most 97.5", "about"),
        ("about 1 million tonnes", "at least 925,000 and at most 1,075,000", "about"),
        ("about 200", "at least 185 and at most 215", "about"),
        ("about 120", "at least 111 and at most 129", "about"),
        ("about 40", "at least 37 and at most 43", "about"),
        ("around 2 million tons", "at least 1,850,000 and at most 2,150,000", "about"),
        ("about 40 or more", "at least 40", "at_least"),
        ("약 40% 정도", "at least 37 and at most 43", "about"),
        ("40%에 육박", "at least 37 and less than 40", "nearly"),
        ("近40%", "at least 37 and less than 40", "nearly"),
        ("about USD 4.9m", "at least 4,800,000 and at most 5,000,000", "about"),
        ("120 or so", "at least 111 and at most 129", "about"),
        ("more than 400", "more than 400", "more_than"),
        ("over two dozen", "more than 24", "more_than"),
        ("more than double", "more than 2", "more_than"),
        ("at least 1.6m barrels", "at least 1,600,000", "at_least"),
        ("no fewer than 3", "at least 3", "at_least"),
        ("400+", "at least 400", "at_least"),
        ("within 11 days", "at least 0 and at most 11", "at_most"),
        ("no more than 500,000 bbl", "at least 0 and at most 500,000", "at_most"),
        ("fewer than 30", "at least 0 and less than 30", "less_than"),
        ("less than 5 %", "less than 5", "less_than"),
        ("exactly 25", "exactly 25", "exactly"),
    ],
)
def test_the_words_before_a_number_set_its_bounds(text: str, bounds: str, qualifier: str) -> None:
    found = stated(text)
    assert (str(found.interval), found.qualifier) == (bounds, qualifier)


def test_just_over_two_million_tonnes_is_not_two_million_tonnes() -> None:
    found = stated("just over 2.0 Mt").in_unit("t")
    assert D(2_000_000) not in found.interval
    assert found.interval.exceeds(2_000_000) == "yes"
    assert found.interval.exceeds(1_000_866) == "yes"
    assert found.interval.exceeds(2_001_732) == "cannot_say"
    assert found.interval.exceeds(2_050_000) == "no"
    assert found.central == 2_025_000


@pytest.mark.parametrize(
    ("text", "unit", "bounds"),
    [
        ("80-85 %", "percent", "at least 79.5 and at most 85.5"),
        ("80–85%", "percent", "at least 79.5 and at most 85.5"),
        ("between 80 and 85 percent", "percent", "at least 79.5 and at most 85.5"),
        ("from 80% to 85%", "percent", "at least 79.5 and at most 85.5"),
        ("1.2-1.5 million t", "t", "at least 1,150,000 and at most 1,550,000"),
        ("500,000 to 1 million bbl", "bbl", "at least 475,000 and at most 1,025,000"),
        ("$1-2 billion", "USD", "at least 950,000,000 and at most 2,050,000,000"),
        ("six to eight", "1", "at least 5.5 and at most 8.5"),
        ("about 80-85 %", "percent", "at least 79 and at most 86"),
    ],
)
def test_a_range_is_widened_by_half_a_unit_in_its_finer_last_digit(text: str, unit: str, bounds: str) -> None:
    found = stated(text)
    assert (found.unit, str(found.interval), found.qualifier) == (unit, bounds, "range")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2천480만 톤", 24_800_000), ("1亿18万吨", 100_180_000), ("3.5万吨", 35_000), ("10만 톤", 100_000),
        ("3百万吨", 3_000_000), ("６万吨", 60_000), ("千万吨", 10_000_000), ("万吨", 10_000), ("约6万吨", 60_000),
    ],
)  # fmt: skip
def test_myriads_are_read_as_chinese_and_korean_sources_write_them(text: str, value: int) -> None:
    found = stated(text)
    assert (found.value, found.unit) == (value, "t")


def test_a_myriad_is_good_to_the_place_of_its_last_part() -> None:
    assert stated("2천480만 톤").interval.width == 100_000
    assert stated("3.5万吨").interval.width == 1_000
    assert stated("2.5천만 톤").interval.width == 1_000_000


def test_counted_things_and_limits_in_law_are_exact_when_the_caller_says_so() -> None:
    assert str(stated("25 bank accounts", of="bank accounts", exact=True).interval) == "exactly 25"
    assert str(stated("7,500,000 t", exact=True).interval) == "exactly 7,500,000"
    assert str(stated("more than 400 shipments", of="shipments", exact=True).interval) == "more than 400"
    with pytest.raises(AmountError, match="says about, so it is not exact"):
        stated("about 25", exact=True)


def test_a_unit_can_come_from_the_column_head_but_not_against_the_text() -> None:
    assert stated("1.44", unit_text="Mt").in_unit("t").value == 1_440_000
    assert stated("1.44 Mt", unit_text="Mt").unit == "Mt"
    with pytest.raises(AmountError, match="is in Mt, not t"):
        stated("1.44 Mt", unit_text="t")


def test_a_statement_in_barrels_becomes_tonnes_only_under_a_named_factor() -> None:
    found = stated("more than 500,000 bbl").in_unit("t", "china-1718-committee")
    assert str(found.interval) == "more than 60,000"
    assert found.reason.endswith("converted with china-1718-committee")
    with pytest.raises(AmountError, match="name a factor"):
        stated("500,000 bbl").in_unit("t")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "does not begin with a number"),
        ("million", "does not begin with a number"),
        ("0,9 t", "the comma does not separate thousands"),
        ("1,23 t", "the comma does not separate thousands"),
        ("1 000 t", "separate thousands with commas"),
        ("1.2.3", "follows the number"),
        ("¥30m", "write CNY or JPY"),
        ("7.5 mt", "write t or Mt"),
        ("double a million", "double of a number is not read; write the number out"),
        ("nearly 40 or more", "say different things"),
        ("nearly 0 t", "an amount cannot be below 0"),
        ("161 visits", "'visits' is not a unit; .* pass of='visits'"),
        ("USD 5 t", "has 'USD' before and 't' after"),
        ("more than -5 %", "can be read two ways"),
        ("5 to 3 t", "runs from 5 down to 3"),
        ("80% to 85 t", "a range has one unit"),
        ("more than 80-85 %", "puts more than before a range"),
        ("less than 0 t", "an amount cannot be below 0"),
        ("20 and 30 t", "is not a unit"),
    ],
)
def test_what_can_be_read_two_ways_is_refused_with_the_way_out(text: str, says: str) -> None:
    with pytest.raises(AmountError, match=says):
        stated(text)


@given(st.decimals(0, 10**9, places=3), st.sampled_from(["", "about ", "exactly ", "at least ", "up to "]))
def test_the_number_named_lies_inside_its_bounds(value: Decimal, words: str) -> None:
    found = stated(f"{words}{value:,f} t")
    assert found.value == value
    assert value in found.interval


@given(st.integers(1, 10**9), st.sampled_from(["just over ", "more than ", "just under ", "less than "]))
def test_words_that_leave_the_number_out_leave_it_out(value: int, words: str) -> None:
    assert D(value) not in stated(f"{words}{value:,} t").interval


@given(st.integers(0, 10**9), st.integers(0, 4))
def test_every_number_that_rounds_to_the_stated_one_lies_inside(value: int, places: int) -> None:
    number = D(value).scaleb(-places - 2)
    rounded = round(number, places)
    assert number in stated(f"{rounded:f}", zeros="stated").interval


MAGNITUDES = st.builds(
    lambda digits, places, scale: (Decimal(digits).scaleb(-places), scale),
    st.integers(1, 10**7),
    st.integers(0, 3),
    st.sampled_from(["", " thousand", " million", " billion", "万"]),
)
WORDS = [spelling for word in TABLE for spelling in word.before.split("|") if spelling]
BOUNDED = {"plain", "about", "nearly", "just_over", "just_under"}


@given(MAGNITUDES, st.sampled_from(["", *WORDS]))
def test_a_word_never_gives_more_than_its_share_and_the_number_named_lies_inside_or_at_an_edge(
    number: tuple[Decimal, str], words: str
) -> None:
    value, scale = number
    found = stated(f"{words} {value:,f}{scale}".strip())
    held = found.interval
    assert held.low is None or held.low <= found.value
    assert held.high is None or held.high >= found.value
    if found.qualifier in BOUNDED:
        digit = Decimal(1).scaleb(int(value.as_tuple().exponent)) * found.value / value
        written = digit / 2 if not scale or int(value.as_tuple().exponent) < 0 else Decimal(0)
        for side in (found.value - (held.low or 0), (held.high or 0) - found.value):
            assert side <= max(found.value * Decimal("0.075"), written)
    assert f"{found.interval}" and found.reason


@given(MAGNITUDES)
def test_a_bare_number_is_never_wider_than_one_with_about_and_just_over_lies_in_both(
    number: tuple[Decimal, str],
) -> None:
    said = f"{number[0]:,f}{number[1]} t"
    bare, about = stated(said).interval, stated(f"about {said}").interval
    assert _inside(bare, about)
    for words in ("just over", "just under", "nearly"):
        assert _inside(stated(f"{words} {said}").interval, about)
    assert _inside(stated(f"just over {said}").interval, bare)


@given(
    st.integers(1, 10**6), st.integers(1, 10**6), st.sampled_from(["nearly", "about", "more than", "at most"])
)
def test_a_larger_number_with_the_same_digits_never_means_less(one: int, more: int, words: str) -> None:
    small, large = (stated(f"{words} {n}.0 t").interval for n in (one, one + more))
    for lower, upper in ((small.low, large.low), (small.high, large.high)):
        assert lower is None or upper is None or lower <= upper


@given(MAGNITUDES, st.sampled_from(["", "about", "nearly", "just over", "just under"]))
def test_the_reason_names_the_distance_between_the_number_and_its_bounds(
    number: tuple[Decimal, str], words: str
) -> None:
    found = stated(f"{words} {number[0]:,f}{number[1]} t".strip())
    low, high = found.interval.low, found.interval.high
    assert low is not None and high is not None
    assert f"({plain(max(high - found.value, found.value - low))})" in found.reason


def _inside(inner: Interval, outer: Interval) -> bool:
    lows, highs = (inner.low, outer.low), (inner.high, outer.high)
    assert None not in lows and None not in highs
    return lows[0] >= lows[1] and highs[0] <= highs[1]  # type: ignore[operator]


def _printed(word: PrecisionWord) -> str:
    said = ", ".join(s for s in f"{word.before}|{word.after}".split("|") if s) or f"({word.qualifier})"
    below, above = ("no bound" if side is None else f"{side * 100:f}".rstrip("0").rstrip(".") + " %" if side else "0"
                    for side in (word.below, word.above))  # fmt: skip
    unit = {None: "", Decimal("0.5"): "; or half a unit, if less", Decimal(1): "; or one unit, if less"}[
        word.digit
    ]
    sides = f"below {below}, above {above}{unit}" if below != above else f"{below} either way{unit}"
    return f"| {said} | {word.meaning} | {sides} | {word.reason} | {word.source} |"


def test_docs_print_the_table_that_the_code_reads() -> None:
    page = (Path(__file__).parents[2] / "docs" / "precision.md").read_text(encoding="utf-8")
    printed = [line for line in page.splitlines() if line.startswith("| ") and "---" not in line][1:]
    assert printed == [_printed(word) for word in TABLE]


def test_every_word_of_the_table_has_a_reason_and_a_source_or_says_that_it_is_ours() -> None:
    assert [word.qualifier for word in TABLE if not word.reason or not word.source] == []


@given(st.integers(0, 10**12))
def test_digits_with_and_without_separators_are_the_same_number(value: int) -> None:
    assert read_numeral(f"{value:,}") == read_numeral(str(value))
    assert read_numeral(str(value))[0].value == value


def test_a_multiple_is_told_by_its_words_and_its_size_in_three_digits() -> None:
    assert stated_multiple(Decimal(2) / 3, "nearly").text == "nearly 0.667"
    assert stated_multiple(Decimal(3)).text == "3"
