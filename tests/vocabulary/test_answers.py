"""Yes, no and cannot say: how they combine, and whether something stood on a day."""

from __future__ import annotations

import itertools
from datetime import date, timedelta

import msgspec
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from yalu.vocabulary.answers import CANNOT_SAY, NO, YES, Answer, all_of, answer_of, any_of, stands_on
from yalu.vocabulary.dates import parse_date

ANSWERS = st.sampled_from(list(Answer))


def completions(answer: Answer) -> set[bool]:
    """What the truth can still be."""
    return {YES: {True}, NO: {False}, CANNOT_SAY: {True, False}}[answer]


@pytest.mark.parametrize(("one", "other"), list(itertools.product(Answer, repeat=2)))
def test_and_and_or_say_exactly_what_every_completion_says(one: Answer, other: Answer) -> None:
    pairs = list(itertools.product(completions(one), completions(other)))
    assert completions(one & other) == {a and b for a, b in pairs}
    assert completions(one | other) == {a or b for a, b in pairs}


@pytest.mark.parametrize("answer", list(Answer))
def test_not_turns_yes_and_no_round_and_leaves_cannot_say(answer: Answer) -> None:
    assert completions(~answer) == {not truth for truth in completions(answer)}
    assert ~~answer is answer


@given(ANSWERS, ANSWERS, ANSWERS)
def test_the_laws_of_three_valued_logic_hold(a: Answer, b: Answer, c: Answer) -> None:
    assert (a & b) == (b & a)
    assert (a | b) == (b | a)
    assert ((a & b) & c) == (a & (b & c))
    assert (a & (b | c)) == ((a & b) | (a & c))
    assert ~(a & b) == (~a | ~b)
    assert (a & YES) == a == (a | NO)


def test_an_answer_is_no_truth_value() -> None:
    with pytest.raises(TypeError, match="compare it with YES"):
        bool(NO)
    with pytest.raises(TypeError):
        bool(CANNOT_SAY)


def test_an_answer_is_its_word_in_json_and_in_speech() -> None:
    assert msgspec.json.encode(CANNOT_SAY) == b'"cannot_say"'
    assert msgspec.json.decode(b'"no"', type=Answer) is NO
    assert (YES.shown, CANNOT_SAY.shown) == ("yes", "cannot say")
    assert answer_of(holds=True) is YES
    assert answer_of(holds=False) is NO


@given(st.lists(ANSWERS))
def test_all_and_any_of_many_are_and_and_or(answers: list[Answer]) -> None:
    expected_all, expected_any = YES, NO
    for answer in answers:
        expected_all, expected_any = expected_all & answer, expected_any | answer
    assert all_of(answers) is expected_all
    assert any_of(answers) is expected_any


# What a list says of a day: listed, taken off, the day asked about, the day it was last seen listed.
STANDS = [
    ("2016-03-02", "", "2016-03-01", "", NO),
    ("2016-03-02", "", "2016-03-02", "", YES),
    ("2016-03-02", "", "2026-01-01", "", YES),
    ("2016-03", "", "2016-03-31", "", YES),
    ("2016-03", "", "2016-03-01", "", CANNOT_SAY),
    ("2016-03", "", "2016-02-29", "", NO),
    ("2016-03-02", "2017-08-05", "2017-08-04", "", YES),
    ("2016-03-02", "2017-08-05", "2017-08-05", "", CANNOT_SAY),
    ("2016-03-02", "2017-08-05", "2017-08-06", "", NO),
    ("2016-03-02", "2017", "2017-08-05", "", CANNOT_SAY),
    ("2016-03-02", "2017", "2017-01-01", "", CANNOT_SAY),
    ("2016-03-02", "2017", "2017-12-31", "", CANNOT_SAY),
    ("2016-03-02", "2017", "2018-01-01", "", NO),
    ("2016-03-02", "2017", "2016-12-31", "", YES),
    ("2016-03-02", "", "2016", "", CANNOT_SAY),
    ("2016-03-02", "", "2017", "", YES),
    ("2016-03-02", "", "2015", "", NO),
    ("2016-03-02", "2017-08-05", "2017", "", CANNOT_SAY),
    ("", "", "2020-01-01", "", CANNOT_SAY),
    ("", "", "2020-01-01", "2020-01-01", YES),
    ("", "", "2020-01-02", "2020-01-01", YES),
    ("", "", "2019-12-31", "2020-01-01", CANNOT_SAY),
    ("", "2017-08-05", "2018-01-01", "", NO),
    ("2020", "", "2020-06-01", "2020-06-01", YES),
    ("2020", "", "2020-05-31", "2020-06-01", CANNOT_SAY),
    ("2018-01-01", "2017-01-01", "2016-06-01", "", CANNOT_SAY),
    ("2018-01-01", "2017-01-01", "2026-06-01", "", CANNOT_SAY),
]


@pytest.mark.parametrize(("start", "end", "day", "seen", "expected"), STANDS)
def test_whether_it_stood_on_the_day(start: str, end: str, day: str, seen: str, expected: Answer) -> None:
    asked = parse_date(day)
    answer = stands_on(
        parse_date(start) if start else None,
        parse_date(end) if end else None,
        asked.earliest if asked.exact else asked,
        seen=date.fromisoformat(seen) if seen else None,
    )
    assert answer is expected


@st.composite
def partial_days(draw: st.DrawFn) -> str:
    day = date(2016, 12, 25) + timedelta(draw(st.integers(0, 20)))
    return day.isoformat()[: draw(st.sampled_from([4, 7, 10]))]


@given(partial_days(), st.none() | partial_days(), partial_days())
def test_no_certain_answer_is_contradicted_by_any_days_the_dates_can_mean(
    start: str, end: str | None, day: str
) -> None:
    """Every start, end and day is enumerated; on the day of the end either may be true."""
    first, asked = parse_date(start), parse_date(day)
    last = None if end is None else parse_date(end)
    around = [date(2016, 12, 20) + timedelta(n) for n in range(32)]
    starts = [d for d in (*around, first.earliest, first.latest) if first.earliest <= d <= first.latest]
    ends: list[date | None] = (
        [None]
        if last is None
        else [d for d in (*around, last.earliest, last.latest) if last.earliest <= d <= last.latest]
    )
    days = [d for d in (*around, asked.earliest, asked.latest) if asked.earliest <= d <= asked.latest]
    truths = set()
    for s, e, d in itertools.product(set(starts), set(ends), set(days)):
        if e is None or s <= e:  # nothing ends before it begins
            truths |= {s <= d, False} if e == d else {s <= d and (e is None or d < e)}
    assume(truths)
    answer = stands_on(first, last, asked)
    assert truths <= completions(answer)
