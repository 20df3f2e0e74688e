"""Chinese and Korean words around numbers, in the English words that the readers of figures know."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yalu.vocabulary.words.east_asian import in_english_words


@pytest.mark.parametrize(
    ("text", "english"),
    [
        ("九成", "90%"),
        ("三成五", "35%"),
        ("近九成", "近 90%"),
        ("九成以上", "90%以上"),
        ("过半", "more than half"),
        ("過半", "more than half"),
        ("一半", "half"),
        ("近一半", "近 half"),
        ("三分之二", "2/3"),
        ("百分之三十七点四", "37.4%"),
        ("上升8个百分点", "rose 8 percentage points"),
        ("翻番", "doubled"),
        ("翻了一倍", "doubled"),
        ("翻两番", "4 times"),
        ("减半", "halved"),
        ("下降三成", "fell 30%"),
        ("两千四百八十万吨", "2480万吨"),
        ("절반", "half"),
        ("절반 가까이", "nearly half"),
        ("3분의 1", "1/3"),
        ("3분의 1 이상", "at least 1/3"),
        ("40%에 육박", "40%에 육박"),
        ("배로 늘었다", "doubled"),
        ("두 배", "2 times"),
        ("8할", "80%"),
        ("10.5% 감소했다", "10.5% fell"),
    ],
)
def test_a_phrase_in_english_words(text: str, english: str) -> None:
    assert in_english_words(text) == english


def test_growth_by_two_times_is_three_times_and_growth_to_two_times_is_two() -> None:
    assert in_english_words("增长两倍") == "3 times"
    assert in_english_words("增长到两倍") == "rose to 2 times"
    assert in_english_words("增长一倍") == "2 times"
    assert in_english_words("是去年的两倍") == "2 times"


def test_a_fall_to_a_third_is_no_fall_by_a_third() -> None:
    assert in_english_words("3분의 1로 감소") == "to 1/3 fell"
    assert in_english_words("3분의 1 감소") == "1/3 fell"


@given(st.text(st.characters(max_codepoint=0x2FFF), max_size=60))
def test_a_text_in_another_script_stays_as_it_is(text: str) -> None:
    assert in_english_words(text) == text


@given(
    st.text(
        st.sampled_from(
            "一二三四五六七八九十百千万亿两半成倍番分之近约过增长减少的0123456789.% 배할푼절반로가까이이상약"
        ),
        max_size=30,
    )
)
def test_no_text_breaks_the_rewriting(text: str) -> None:
    assert isinstance(in_english_words(text), str)


def spoken(number: int, *, short: bool) -> str:
    """A number below 10,000 in Chinese; ``short`` leaves out the last place as people do (一百五)."""
    marks, text, gap = "零一二三四五六七八九", "", False
    for place, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // place % 10
        if digit:
            text += ("零" if gap and text else "") + marks[digit] + name
            gap = False
        elif text:
            gap = True
    return text[:-1] if short else text


@given(st.integers(1, 9999))
def test_every_number_below_ten_thousand_is_read_back(number: int) -> None:
    assert in_english_words(f"{spoken(number, short=False)}吨") == f"{number}吨"


@pytest.mark.parametrize("number", [110, 150, 990, 1200, 2500, 1250, 9990])
def test_a_last_place_left_out_is_the_one_below_the_place_before(number: int) -> None:
    assert in_english_words(f"{spoken(number, short=True)}吨") == f"{number}吨"
