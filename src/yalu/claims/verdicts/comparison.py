"""Holding a statement against one reading: it supports, it speaks against, or nobody can say."""

from __future__ import annotations

from decimal import Decimal

from yalu.claims.records import Comparison, FigureReading, ReadStatement, SlipSide
from yalu.vocabulary.intervals import Interval

_NEAR = Decimal("1e-9")


def hold(statement: ReadStatement, reading: FigureReading) -> Comparison:
    """How both stand to each other.

    A reading supports when its value lies inside what the words can mean, or all its bounds do. It
    speaks against when value and bounds lie outside. It supports too when our bounds reach the words
    and our value is off by no more than one unit of the last digit stated: rows are rounded as well.
    Bounds that else reach over the edge of the words leave it open.
    """
    if reading.cannot:
        return Comparison("cannot_say", why=reading.cannot)
    if statement.interval is None:
        return _words(statement, reading)
    side, difference = _side(statement.interval, statement, reading)
    if reading.value is not None and _inside(reading.value, statement.interval):
        return Comparison("supports", side if statement.kind == "comparison" else "", difference)
    if reading.low is None and reading.high is None:
        unknown = reading.value is None
        return Comparison(
            "cannot_say" if unknown else "against",
            side,
            difference,
            "no value and no bounds" if unknown else "",
        )
    return _by_bounds(statement, statement.interval, reading, side, difference)


def _by_bounds(
    statement: ReadStatement,
    meant: Interval,
    reading: FigureReading,
    side: SlipSide,
    difference: float | None,
) -> Comparison:
    """How words stand to a reading whose value, if it has one, lies outside them."""
    bounds = Interval(_decimal(reading.low), _decimal(reading.high))
    if reading.value is None and _covers(meant, bounds):
        return Comparison("supports", "", difference)
    if meant.shared(bounds) is None:
        return Comparison("against", side, difference)
    if _within_a_digit(statement, reading):
        why = "within one unit of the last digit stated, and inside our bounds"
        return Comparison("supports", "", difference, why)
    return Comparison("cannot_say", side, difference, bounds_reach_over(statement, reading))


def bounds_reach_over(statement: ReadStatement, reading: FigureReading) -> str:
    """Why bounds leave it open whether the words are true."""
    return reading.beyond or f"the bounds of our figure reach over the edge of “{statement.text}”"


def surely_inside(statement: ReadStatement, reading: FigureReading) -> bool:
    """Whether a figure lies in the words with both of its bounds. One that is open above is its value alone:
    rows may be missing, which deny no number (see ``countables``)."""
    if statement.interval is None or reading.low is None or reading.high is None:
        return True
    return _covers(statement.interval, Interval(_decimal(reading.low), _decimal(reading.high)))


def _within_a_digit(statement: ReadStatement, reading: FigureReading) -> bool:
    meant, value = statement.interval, reading.value
    if meant is None or meant.width is None or value is None or reading.low is None or reading.high is None:
        return False
    if (
        not statement.by_digits
        or statement.kind not in {"value", "range"}
        or meant.low is None
        or meant.high is None
    ):
        return False
    away = max(meant.low - Decimal(repr(value)), Decimal(repr(value)) - meant.high)
    return away <= meant.width / 2


def _words(statement: ReadStatement, reading: FigureReading) -> Comparison:
    if not reading.words:
        return Comparison("cannot_say", why="no answer in words")
    said, ours, excluded = (
        {word.replace(" ", "") for word in words}
        for words in (statement.words, reading.words, reading.excluded)
    )
    if said & ours:
        return Comparison("supports")
    if reading.beyond and not said & excluded:
        return Comparison("cannot_say", why=reading.beyond)
    return Comparison("against")


def _decimal(number: float | None) -> Decimal | None:
    return None if number is None else Decimal(repr(number))


def _inside(value: float, meant: Interval) -> bool:
    """Whether a value lies in the words; what arithmetic adds in the tenth digit does not take it out."""
    number = Decimal(repr(value))
    if number in meant:
        return True
    slack = abs(number) * _NEAR
    low = meant.low is not None and meant.low_closed and abs(number - meant.low) <= slack
    high = meant.high is not None and meant.high_closed and abs(number - meant.high) <= slack
    return low or high


def _covers(meant: Interval, bounds: Interval) -> bool:
    low = meant.low is None or (
        bounds.low is not None and (bounds.low > meant.low or (bounds.low == meant.low and meant.low_closed))
    )
    high = meant.high is None or (
        bounds.high is not None
        and (bounds.high < meant.high or (bounds.high == meant.high and meant.high_closed))
    )
    return low and high


def _side(meant: Interval, statement: ReadStatement, reading: FigureReading) -> tuple[SlipSide, float | None]:
    """Whether the words say too little or too much, and by how much: stated less ours.

    Of a fall, a deficit or any change below 0 it is the size that is said too small or too large.
    """
    ours = reading.value
    if ours is None:
        middle = [b for b in (reading.low, reading.high) if b is not None]
        ours = sum(middle) / len(middle) if middle else None
    if ours is None:
        return "", None
    stated = statement.value if statement.value is not None else _middle(meant)
    difference = None if stated is None else stated - ours
    number = Decimal(repr(ours))
    over = meant.low is not None and number < meant.low
    if not over and not (meant.high is not None and number > meant.high):
        return "", difference
    if statement.kind in {"date", "rank"}:
        return "overstated" if over else "understated", difference
    down = meant.high is not None and meant.high <= 0 and meant.low != 0
    up = meant.low is not None and meant.low >= 0 and meant.high != 0
    if (down and number > 0) or (up and number < 0):
        return "reversed", difference
    if number < 0 or down:
        over = not over  # the words are about the size of a fall, and more of it is further below 0
    return "overstated" if over else "understated", difference


def _middle(meant: Interval) -> float | None:
    bounds = [float(b) for b in (meant.low, meant.high) if b is not None]
    return sum(bounds) / len(bounds) if bounds else None
