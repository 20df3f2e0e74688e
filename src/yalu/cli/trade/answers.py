"""How `yalu trade` prints a figure: value or bounds, the arithmetic, the notes, and the last day of each series."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from yalu.vocabulary.results import Figure, percent_number


def number(value: float, rounding: str) -> str:
    """A bound to four digits, and one of four or more whole: nobody reads 2.739e+09.

    It is rounded outwards: "at least 2,790" of 2,789.4 would say more than is known.
    """
    exact = Decimal(repr(value)) or Decimal(0)
    step = Decimal(1) if abs(exact) >= 1000 or not exact else Decimal(1).scaleb(exact.adjusted() - 3)
    text = f"{exact.quantize(step, rounding=rounding):,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _bounds(figure: Figure) -> str:
    in_words = percent_number if figure.unit == "percent" and not figure.display else number
    low = None if figure.low is None else in_words(figure.low, ROUND_FLOOR)
    high = None if figure.high is None else in_words(figure.high, ROUND_CEILING)
    if low is not None and high is not None:
        return f" (between {low} and {high})"
    if figure.value is None:
        return ""
    return f" (at least {low})" if low is not None else f" (at most {high})" if high is not None else ""


def shown(figure: Figure | None) -> str:
    """The value of a figure with its unit, or what bounds it."""
    if figure is None:
        return ""
    if figure.value is None and figure.low is not None:
        return f"at least {number(figure.low, ROUND_FLOOR)}"
    return f"{figure.shown}{' ' + figure.unit if figure.value is not None and figure.unit else ''}"


def figure_lines(figure: Figure) -> Iterator[str]:
    """A figure with its bounds, arithmetic, notes, the series it asks and its id."""
    yield f"{figure.title}: {shown(figure)}{_bounds(figure)}"
    trail = figure.trail
    yield from (f"  {line}" for line in (*trail.steps, *trail.notes))
    yield from (f"  series: {one.says}" for one in trail.series)
    yield f"  id: {figure.id}\n"
