"""The values that a figure as it was printed stands for: by its digits, and by the words around them."""

from __future__ import annotations

from contextlib import suppress
from decimal import Decimal
from math import inf, isfinite

from yalu.case.records import Published
from yalu.vocabulary.intervals import AmountError
from yalu.vocabulary.precision import StatedFigure, stated

# A figure is a number and a few words; what stands behind them is no part of it.
_MOST_WORDS = 12
# By how much an end that is itself meant lies inside, and one that is not outside: more than sums of floats are off by.
_AN_END = 1e-6


def printed_bounds(stated: str) -> tuple[float, float]:
    """The half-open span of values that print as ``stated``: 1.25 stands for 1.245 up to 1.255."""
    number = Decimal(stated)
    exponent = number.as_tuple().exponent
    half = Decimal(5).scaleb(int(exponent) - 1)
    return float(number - half), float(number + half)


def _digits(row: Published) -> str:
    """The published number as it was printed; its value where words stand around it."""
    with suppress(ValueError):
        if isfinite(float(row.stated)):  # programs write a missing number as nan
            return row.stated
    return f"{row.value:g}" if row.value is not None else "0"


def stated_span(row: Published) -> tuple[float, float]:
    """The values that a published figure stands for; high is left out.

    A plain number stands for what prints as its digits, one with a word of a bound for all beyond them; other words
    of precision give what docs/precision.md says.
    """
    low, high = printed_bounds(_digits(row))
    read = _worded(row)
    match read.qualifier if read else "plain":
        case "more_than":
            return high, inf
        case "at_least":
            return low, inf
        case "less_than":
            return -inf, low
        case "at_most":
            return -inf, high
    meant = read.interval if read else None
    if meant is None or meant.low is None or meant.high is None:
        return low, high
    inside, beyond = _AN_END * (not meant.low_closed), _AN_END * meant.high_closed
    return float(meant.low) + inside, float(meant.high) + beyond


def _worded(row: Published) -> StatedFigure | None:
    """The printed figure with the words of precision around it; None where it has none, or is another number."""
    words = row.stated.split()[:_MOST_WORDS]
    for many in range(len(words), 0, -1):
        try:
            read = stated(" ".join(words[:many]))
        except AmountError:
            continue
        meant = row.value is not None and (float(read.value) == row.value or row.value in read.interval)
        return read if meant and read.qualifier not in {"plain", "exactly"} else None
    return None
