"""Intervals: a number known only by its bounds, and what follows for certain from the bounds.

An interval here is about what a source left unsaid, never about sampling. Every comparison has
three answers, because half of the wrong claims in this field come from treating "possible" as "yes".
"""

from __future__ import annotations

from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_EVEN, Context, Decimal
from typing import Literal

import msgspec

from yalu.vocabulary.answers import CANNOT_SAY, NO, YES, Answer

Number = Decimal | int | float

# Quotients seldom end; rounding each bound outwards keeps the true value inside.
_DOWN = Context(prec=28, rounding=ROUND_FLOOR)
_UP = Context(prec=28, rounding=ROUND_CEILING)


class AmountError(ValueError):
    """An amount, unit or interval is wrong; the message gives the value, the rule and the next step."""


class Interval(msgspec.Struct, frozen=True):
    """The numbers between two bounds; a bound that is None is not known at all.

    ``low_closed`` and ``high_closed`` say whether the bound itself is possible. An unknown bound is
    always stored as open. Raises AmountError when no number fits.
    """

    low: Decimal | None = None
    high: Decimal | None = None
    low_closed: bool = True
    high_closed: bool = True

    def __post_init__(self) -> None:
        for name in ("low", "high"):
            bound = getattr(self, name)
            if bound is None:
                # One spelling for "no bound", so that equal intervals compare equal.
                msgspec.structs.force_setattr(self, f"{name}_closed", False)
            elif not bound.is_finite():
                raise AmountError(f"the {name} bound is {bound}; bounds are finite: leave an unknown one out")
        if self.low is None or self.high is None:
            return
        if self.low > self.high:
            raise AmountError(f"the interval runs from {self.low} down to {self.high}; give the lower first")
        if self.low == self.high and not (self.low_closed and self.high_closed):
            raise AmountError(f"no number lies in the interval {self}; close both ends for an exact value")

    @property
    def exact(self) -> bool:
        """True when only one number is possible."""
        return self.low is not None and self.low == self.high

    @property
    def width(self) -> Decimal | None:
        """High minus low, or None when a bound is unknown."""
        return None if self.low is None or self.high is None else self.high - self.low

    def __contains__(self, value: Number) -> bool:
        value = exactly(value)
        above = self.low is None or self.low < value or (self.low_closed and self.low == value)
        below = self.high is None or value < self.high or (self.high_closed and self.high == value)
        return above and below

    def __neg__(self) -> Interval:
        low = None if self.high is None else -self.high
        high = None if self.low is None else -self.low
        return Interval(low, high, self.high_closed, self.low_closed)

    def __add__(self, other: Interval) -> Interval:
        low = None if self.low is None or other.low is None else _DOWN.add(self.low, other.low)
        high = None if self.high is None or other.high is None else _UP.add(self.high, other.high)
        return Interval(
            low, high, self.low_closed and other.low_closed, self.high_closed and other.high_closed
        )

    def __sub__(self, other: Interval) -> Interval:
        return self + -other

    def scaled(self, factor: Number, over: Number = 1) -> Interval:
        """Every number in the interval times ``factor`` and divided by ``over``, both exact.

        A negative factor swaps the bounds. Raises AmountError unless ``over`` is above 0.
        """
        factor, over = exactly(factor), exactly(over)
        if over <= 0:
            raise AmountError(f"cannot scale by {factor} over {over}; the divisor must be above 0")
        if factor == 0:
            return point(0)
        if factor < 0:
            return -self.scaled(-factor, over)
        low = None if self.low is None else _DOWN.divide(_DOWN.multiply(self.low, factor), over)
        high = None if self.high is None else _UP.divide(_UP.multiply(self.high, factor), over)
        return Interval(low, high, self.low_closed, self.high_closed)

    def divided_by(self, other: Interval) -> Interval:
        """This interval over another, for shares and unit prices.

        Both must be known to be amounts: this one at least 0, the divisor above 0. Raises AmountError
        otherwise. The quotient has no upper bound when the divisor may come near 0.
        """
        if self.low is None or self.low < 0:
            raise AmountError(
                f"cannot divide {self}: it may be negative; a share needs an amount of 0 or more"
            )
        if other.low is None or other.low < 0 or 0 in other:
            raise AmountError(f"cannot divide by {other}: it may be 0 or less; give a divisor above 0")
        if other.high is None:
            low, low_closed = Decimal(0), self.low == 0 and self.low_closed
        else:
            low, low_closed = _DOWN.divide(self.low, other.high), self.low_closed and other.high_closed
        if self.low == 0 and self.low_closed:
            low_closed = True  # nothing over anything is nothing, however the divisor ends
        if self.high == 0:
            return point(0)
        if self.high is None or other.low == 0:
            return Interval(low, None, low_closed)
        return Interval(
            low, _UP.divide(self.high, other.low), low_closed, self.high_closed and other.low_closed
        )

    def exceeds(self, other: Interval | Number) -> Answer:
        """Whether this is more than the other, for every number both can mean."""
        if self._all_above(_as_interval(other), allow_equal=False):
            return YES
        return NO if _as_interval(other)._all_above(self, allow_equal=True) else CANNOT_SAY

    def reaches(self, other: Interval | Number) -> Answer:
        """Whether this is at least the other, for every number both can mean."""
        if self._all_above(_as_interval(other), allow_equal=True):
            return YES
        return NO if _as_interval(other)._all_above(self, allow_equal=False) else CANNOT_SAY

    def below(self, other: Interval | Number) -> Answer:
        """Whether this is less than the other, for every number both can mean."""
        return _as_interval(other).exceeds(self)

    def agrees(self, other: Interval | Number) -> Answer:
        """Whether both are the same number: yes only when both are exact and equal."""
        other = _as_interval(other)
        if self.shared(other) is None:
            return NO
        return YES if self.exact and other.exact else CANNOT_SAY

    def shared(self, other: Interval) -> Interval | None:
        """The numbers both intervals hold, or None when there are none."""
        low, low_closed = _tighter(self, other, "low")
        high, high_closed = _tighter(self, other, "high")
        if low is None or high is None or low < high or (low == high and low_closed and high_closed):
            return Interval(low, high, low_closed, high_closed)
        return None

    def _all_above(self, other: Interval, *, allow_equal: bool) -> bool:
        if self.low is None or other.high is None:
            return False
        if self.low == other.high:
            return allow_equal or not (self.low_closed and other.high_closed)
        return self.low > other.high

    @property
    def as_floats(self) -> tuple[float | None, float | None]:
        """Both bounds as floats, for a figure or a chart."""
        return (
            None if self.low is None else float(self.low),
            None if self.high is None else float(self.high),
        )

    def __str__(self) -> str:
        """The bounds in words, such as ``more than 2,000,000 and at most 2,050,000``."""
        if self.exact:
            return f"exactly {plain(self.low)}"
        words = []
        if self.low is not None:
            words.append(f"{'at least' if self.low_closed else 'more than'} {plain(self.low)}")
        if self.high is not None:
            words.append(f"{'at most' if self.high_closed else 'less than'} {plain(self.high)}")
        return " and ".join(words) or "not bounded"


def exactly(value: Number) -> Decimal:
    """A number as a decimal; a float is taken as the decimal it prints as, so 0.1 is one tenth."""
    return Decimal(str(value)) if isinstance(value, float) else Decimal(value)


def point(value: Number) -> Interval:
    """The interval that holds one number."""
    return Interval(exactly(value), exactly(value))


def hull(*intervals: Interval) -> Interval:
    """The smallest interval that holds all the given ones. Raises AmountError when none is given."""
    if not intervals:
        raise AmountError("hull of nothing: give at least one interval")
    lows, highs = [i.low for i in intervals], [i.high for i in intervals]
    low = None if None in lows else min(x for x in lows if x is not None)
    high = None if None in highs else max(x for x in highs if x is not None)
    return Interval(
        low,
        high,
        any(i.low_closed for i in intervals if i.low == low),
        any(i.high_closed for i in intervals if i.high == high),
    )


def plain(value: Decimal | None) -> str:
    """A decimal in full with thousands separators and no idle zeros: ``2,050,000``, ``1.19``."""
    if value is None:
        return "not known"
    text = f"{value:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def brief(value: Decimal, places: int = 1, rounding: str = ROUND_HALF_EVEN) -> Decimal:
    """A number to so many decimals, or to its first digit where that would leave 0: little is not nothing."""
    short = value.quantize(Decimal(1).scaleb(-places), rounding=rounding)
    if short or not value:
        return short
    return value.quantize(Decimal(1).scaleb(value.adjusted()), rounding=rounding)


def _as_interval(value: Interval | Number) -> Interval:
    return value if isinstance(value, Interval) else point(value)


def _tighter(a: Interval, b: Interval, side: Literal["low", "high"]) -> tuple[Decimal | None, bool]:
    first, second = getattr(a, side), getattr(b, side)
    a_closed, b_closed = getattr(a, f"{side}_closed"), getattr(b, f"{side}_closed")
    if first is None or second is None:
        return (second, b_closed) if first is None else (first, a_closed)
    if first == second:
        return first, a_closed and b_closed
    first_wins = first > second if side == "low" else first < second
    return (first, a_closed) if first_wins else (second, b_closed)
