"""Numbers and other mentions found inside a sentence, whatever stands before and behind them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yalu.claims.passages.folded_text import folded
from yalu.claims.passages.mentions import mentions
from yalu.claims.statements.meanings import read_statement


def found(text: str) -> list[tuple[str, str]]:
    return [(one.kind, one.said) for one in mentions(folded(text), text, [])]


@pytest.mark.parametrize(
    ("text", "kind", "said"),
    [
        ("between 80 and 85 percent of it", "percent", "between 80 and 85 percent"),
        ("nearly 40 percent", "percent", "nearly 40 percent"),
        ("a 90-percent share", "percent", "90 percent"),
        ("by 12.5 percentage points", "points", "12.5 percentage points"),
        ("US$1.19b in fines", "money", "us$1.19b"),
        ("it exceeded $6.5 billion", "money", "more than $6.5 billion"),
        ("1억 달러를 넘었다", "money", "1억 달러"),
        ("more than 165,000 barrels of it", "quantity", "more than 165,000 barrels"),
        ("one million metric tons", "quantity", "one million metric tons"),
        ("half a million barrels of it", "quantity", "0.5 million barrels"),
        ("half a billion dollars", "money", "0.5 billion dollars"),
        ("nearly half a million tonnes", "quantity", "nearly 0.5 million tonnes"),
        ("more than half a billion yuan", "money", "more than 0.5 billion yuan"),
        ("a 3.2-fold rise", "times", "3.2 times"),
        ("up fivefold", "times", "five times"),
        ("nine times as much", "times", "nine times"),
        ("more than doubled", "times", "more than doubled"),
        ("3.2배", "times", "3.2 times"),
        ("九成", "percent", "90%"),
        ("近八成五", "percent", "almost 85%"),
        ("절반", "fraction", "half"),
        ("down two-thirds", "fraction", "two-thirds"),
        ("within 11 days", "time", "within 11 days"),
        ("almost six years", "time", "almost six years"),
        ("the second-lowest average", "rank", "second lowest"),
        ("its number one earner", "rank", "highest"),
        ("its sixth nuclear test", "ordinal", "6"),
        ("eight trips", "count", "eight"),
        ("twenty-five accounts", "count", "twenty-five"),
        ("no visit", "none", "none"),
        ("has yet to visit", "none", "none"),
        ("by 15-0 vote", "vote", "15-0"),
    ],
)  # fmt: skip
def test_a_number_is_found_with_its_words(text, kind, said) -> None:
    assert found(text) == [(kind, said)]


@pytest.mark.parametrize(
    "text", ["no one but the two sides", "6-axis tools", "at least", "the one that", "no longer"]
)
def test_what_is_no_number_is_none(text) -> None:
    assert [one for one in found(text) if one[0] not in {"none"} or "no longer" in text] == []


MEASURED = {
    "percent": "share",
    "money": "amount",
    "quantity": "amount",
    "times": "ratio",
    "count": "count",
    "time": "time",
    "points": "points",
}


@given(
    st.sampled_from(["about ", "more than ", "nearly ", "at least ", "", "just over "]),
    st.decimals(min_value=1, max_value=99, places=1).map(str) | st.integers(1, 99).map(str),
    st.sampled_from(
        [" percent", "%", " million tonnes", " billion dollars", " percentage points", " times", " days"]
    ),
    st.sampled_from(["in the year", "of it", ", he said", ""]),
)
def test_what_was_found_is_read_by_the_reader_of_statements(before, number, unit, after) -> None:
    text = f"It was {before}{number}{unit} {after}"
    listed = mentions(folded(text), text, [])
    assert len(listed) == 1
    unit_ = {
        "money": "USD",
        "quantity": "t",
        "time": "day",
        "percent": "percent",
        "points": "percentage_point",
    }.get(listed[0].kind, "1")
    read = read_statement(listed[0].said, MEASURED[listed[0].kind], unit_)
    assert read.interval is not None
