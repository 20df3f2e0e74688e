"""A statement compared with one reading: where the edge of the words and the edge of the figure meet."""

from __future__ import annotations

from decimal import Decimal

import pytest

from yalu.claims.records import FigureReading, ReadStatement
from yalu.claims.statements.meanings import read_statement
from yalu.claims.verdicts.comparison import hold
from yalu.vocabulary.intervals import Interval


def words(low: str | None, high: str | None, *, closed: bool = True, kind: str = "value") -> ReadStatement:
    ends = (None if end is None else Decimal(end) for end in (low, high))
    return ReadStatement(text="words", kind=kind, unit="t", interval=Interval(*ends, closed, closed))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("value", "closed", "stand"),
    [
        (10.0, True, "supports"),
        (10.0, False, "against"),
        (20.0, True, "supports"),
        (20.0, False, "against"),
        (9.999999995, True, "supports"),  # arithmetic in floating point adds as much in the tenth digit
        (20.000000015, True, "supports"),
        (9.99999995, True, "against"),
        (20.0000003, True, "against"),
        (9.999999995, False, "against"),
    ],
)
def test_the_edges_of_words_belong_to_them_where_they_are_closed(
    value: float, closed: bool, stand: str
) -> None:
    assert hold(words("10", "20", closed=closed), FigureReading(value=value)).stand == stand


def test_an_edge_of_zero_has_no_tenth_digit_to_spare() -> None:
    assert hold(words("0", "0"), FigureReading(value=0.0)).stand == "supports"
    assert hold(words("0", "0"), FigureReading(value=1e-12)).stand == "against"


@pytest.mark.parametrize(
    ("stated", "value", "low", "high", "stand"),
    [
        # “54%” means 53.5 to 54.5. A value up to half its width away is one rounded differently, where bounds allow it.
        ("54%", 55.0, 54.0, 56.0, "supports"),
        ("54%", 53.0, 52.0, 54.0, "supports"),
        ("54%", 55.1, 54.0, 56.0, "cannot_say"),
        ("54%", 55.0, 54.6, 56.0, "against"),
        ("about 54%", 57.0, 54.0, 58.0, "cannot_say"),  # a word of precision has no last digit
        ("54%", None, 54.0, 56.0, "cannot_say"),
        ("54%", None, 53.5, 54.5, "supports"),
    ],
)
def test_bounds_that_reach_the_words_and_a_value_next_to_them(
    stated: str, value: float | None, low: float, high: float, stand: str
) -> None:
    statement = read_statement(stated, "share", "percent")
    assert hold(statement, FigureReading(value=value, low=low, high=high)).stand == stand


def test_a_difference_is_what_is_stated_less_ours() -> None:
    statement = read_statement("54%", "share", "percent")
    assert hold(statement, FigureReading(value=50.0)).difference == pytest.approx(4)
    assert hold(statement, FigureReading(low=40.0, high=44.0)).difference == pytest.approx(12)
    assert hold(words("10", "20"), FigureReading(value=3.0)).difference == pytest.approx(12)  # their middle


@pytest.mark.parametrize(
    ("kind", "ours", "side"),
    [
        ("value", 5.0, "overstated"), ("value", 25.0, "understated"), ("date", 5.0, "overstated"),
        ("rank", 25.0, "understated"), ("value", -5.0, "reversed"), ("date", -5.0, "overstated"),
    ],
)  # fmt: skip
def test_words_say_too_much_too_little_or_the_opposite(kind: str, ours: float, side: str) -> None:
    assert hold(words("10", "20", kind=kind), FigureReading(value=ours)).side == side


def test_words_in_a_figure_support_are_ruled_out_or_decide_nothing() -> None:
    said = ReadStatement(text="machine tools", kind="status", words=("machine tools",))
    assert hold(said, FigureReading(words=("machinetools",))).stand == "supports"
    assert hold(said, FigureReading(words=("lathes",))).stand == "against"
    assert hold(said, FigureReading(words=("lathes",), beyond="there may be more")).stand == "cannot_say"
    ruled_out = FigureReading(words=("lathes",), beyond="there may be more", excluded=("machine tools",))
    assert hold(said, ruled_out).stand == "against"
    assert hold(said, FigureReading()).stand == "cannot_say"


def test_a_fall_where_there_was_none_is_overstated() -> None:
    assert hold(words("-5.5", "-4.5"), FigureReading(value=0.0)).side == "overstated"
