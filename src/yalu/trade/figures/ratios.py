"""Quotients and changes of bounded sums; None wherever the data cannot say."""

from __future__ import annotations

from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from yalu.trade.figures.sums import TradeSum
from yalu.vocabulary.intervals import AmountError, Interval, brief, plain, point


def over(top: TradeSum, bottom: TradeSum) -> tuple[Decimal | None, Interval | None]:
    """One sum divided by another: the value and its bounds, each None when it cannot be said."""
    value = None
    if top.value is not None and bottom.value is not None and bottom.value > 0:
        value = top.value / bottom.value
    if not (top.known and bottom.known):
        return value, None
    bounds: Interval | None = bottom.bounds
    if value is not None:
        # A divisor of "less than 50" may come near 0: beside a value the quotient has a least and no most.
        bounds = bottom.bounds.shared(Interval(Decimal(0), None, low_closed=False))
    try:
        return value, None if bounds is None else top.bounds.divided_by(bounds)
    except AmountError:
        return value, None


def change(now: TradeSum, before: TradeSum) -> tuple[Decimal | None, Interval | None]:
    """Growth in percent: now over before, less one. Bounds that only say that nothing falls by more than itself are none."""
    value, bounds = over(now, before)
    grown = None if bounds is None else (bounds - point(1)).scaled(100)
    if grown is not None and grown.low == -100 and grown.high is None:
        grown = None
    return None if value is None else (value - 1) * 100, grown


def floats(bounds: Interval | None) -> tuple[float | None, float | None]:
    """Bounds as a figure has them."""
    return (None, None) if bounds is None else bounds.as_floats


def said(value: Decimal | None, places: int = 1) -> str:
    """A value in words, or that it cannot be said."""
    return "cannot say" if value is None else plain(brief(value, places))


def shown_between(value: Decimal | None, bounds: Interval | None, unit: str) -> str:
    """How a figure without a value is shown: between its bounds."""
    if value is not None:
        return ""
    if bounds is None or (bounds.low is None and bounds.high is None):
        return "cannot say"
    low = None if bounds.low is None else plain(brief(bounds.low, rounding=ROUND_FLOOR))
    high = None if bounds.high is None else plain(brief(bounds.high, rounding=ROUND_CEILING))
    if low is not None and high is not None:
        return f"between {low} and {high} {unit}"
    return f"at least {low} {unit}" if low is not None else f"at most {high} {unit}"
