"""What a stated figure can mean: the bounds behind "just over 2.0 Mt", "about 120" or "34.7%".

A figure in a report is not a point. The rules, in words, are the docstring of ``stated``; each
result repeats in ``reason`` the one that made its bounds, so a reader can disagree with it.
"""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from typing import Literal

import msgspec

from yalu.vocabulary.amounts import Factor, Quantity, convert, convert_interval, unit, unit_spellings
from yalu.vocabulary.intervals import AmountError, Interval, plain, point
from yalu.vocabulary.numerals import Numeral, read_numeral

Qualifier = Literal[
    "plain",
    "exactly",
    "about",
    "just_over",
    "just_under",
    "more_than",
    "at_least",
    "less_than",
    "at_most",
    "range",
]


class Stated(msgspec.Struct, frozen=True):
    """A figure as a source stated it, and the numbers it can mean.

    ``value`` is the number named in the text (the middle, for a range), in ``unit``; ``interval`` is
    in the same unit and may leave the named number out ("just over 2.0"). ``reason`` says why the
    bounds are what they are.
    """

    text: str
    value: Decimal
    unit: str
    interval: Interval
    reason: str
    qualifier: Qualifier = "plain"

    @property
    def central(self) -> Decimal | None:
        """The middle of the bounds, or None when a bound is unknown."""
        low, high = self.interval.low, self.interval.high
        return None if low is None or high is None else (low + high) / 2

    def in_unit(self, to: str, factor: str | Factor | None = None) -> Stated:
        """The same statement in another unit; factors and errors as in ``amounts.convert``."""
        value = convert(Quantity(self.value, self.unit), to, factor).value
        interval = convert_interval(self.interval, self.unit, to, factor)
        named = factor.name if isinstance(factor, Factor) else factor
        reason = self.reason + (f"; converted with {named}" if named else "")
        return Stated(self.text, value, unit(to).symbol, interval, reason, self.qualifier)


_WORDS: dict[Qualifier, str] = {
    "exactly": "exactly|precisely|=",
    "about": "about|around|approximately|approx.|approx|roughly|some|circa|ca.|c.|~|≈|an estimated|estimated"
    "|close to|in the region of|约为|大约|约|약",
    "just_over": "just over|just above|just more than|slightly over|slightly above|slightly more than"
    "|a little over|a little more than|barely over|略高于",
    "just_under": "just under|just below|slightly under|slightly below|slightly less than|a little under"
    "|a little less than|almost|nearly|approaching|not quite|将近|接近|近",
    "more_than": "more than|over|above|exceeding|in excess of|upwards of|greater than|>|超过|逾",
    "at_least": "at least|no fewer than|not fewer than|no less than|not less than|a minimum of|minimum|>=|≥|至少",
    "less_than": "less than|fewer than|under|below|<|不到|不足",
    "at_most": "at most|up to|no more than|not more than|not exceeding|a maximum of|maximum|within|<=|≤|最多",
}
_ENDINGS: dict[str, Qualifier] = {
    "or more": "at_least", "+": "at_least", "이상": "at_least", "or less": "at_most", "or fewer": "at_most",
    "이하": "at_most", "미만": "less_than", "or so": "about",
}  # fmt: skip
_BEFORE = sorted(
    ((words, name) for name, listed in _WORDS.items() for words in listed.split("|")),
    key=lambda w: -len(w[0]),
)
_MULTIPLES = {
    "half": "0.5", "twice": "2", "double": "2", "doubled": "2", "twofold": "2", "triple": "3", "tripled": "3",
    "treble": "3", "threefold": "3", "quadruple": "4", "quadrupled": "4", "fourfold": "4", "tenfold": "10",
}  # fmt: skip
_SIGNED_UNITS = {"percent", "percentage_point"}
# A hyphen joins a range only before a digit or a currency sign; in "twenty-five" it does not.
_RANGE = re.compile(
    r"(?:from )?(?P<from>.*?[^\s-]) ?(?:- ?(?=[0-9$€£])| to )(?P<to>.+)|between (?P<low>.+?) and (?P<high>.+)",
    re.IGNORECASE,
)
_MONEY = tuple(name.lower() for name in unit_spellings(money=True))
_SPELLINGS = frozenset(name.lower() for name in unit_spellings())


def stated(
    text: str,
    *,
    of: str = "",
    unit_text: str = "",
    exact: bool = False,
    zeros: Literal["idle", "stated"] = "idle",
) -> Stated:
    """Read a figure as a source states it and give the numbers it can mean.

    - A bare number is good to half a unit in its last stated digit, both ends possible, because
      nobody says how ties were rounded. ``exact=True`` makes it exact: counted things, limits in law.
    - Idle zeros at the end of a whole number of 100 or more are not stated digits (4,000 is good to
      500 either way, 20 and 100 % to a half) unless ``zeros="stated"``. After a point zeros are stated.
    - "about" is one whole unit either way in the last digit that is not an idle zero, at most a
      quarter of the number, and never less than a bare number.
    - "just over" is above the number and still rounds to it; "almost" is below and rounds to it.
    - "more than", "at least", "less than", "at most" bound one side; amounts other than shares have
      0 below them. A range is widened by half a unit in the finer of its two last digits.

    ``of`` is what follows the number in the text and is no unit ("visits per year"); ``unit_text``
    is the unit when the text names none. Raises AmountError naming what could not be read.
    """
    qualifier, body = _qualifier(_tidy(text).removesuffix(of).strip())
    first, second, unit_read = _numbers(body, text)
    if unit_text and unit_read and unit(unit_text) != unit(unit_read):
        raise AmountError(f"{text!r} is in {unit_read}, not {unit_text}; drop one, then convert")
    symbol = unit(unit_read or unit_text or "1").symbol
    if exact and qualifier not in {"plain", "exactly", "more_than", "at_least", "less_than", "at_most"}:
        raise AmountError(f"{text!r} says {qualifier.replace('_', ' ')}, so it is not exact; leave exact out")
    if second is not None:
        return _range(text, (first, second), symbol, qualifier, exact, zeros)
    if first.value < 0 and qualifier not in {"plain", "exactly", "about"}:
        raise AmountError(
            f"{text!r}: {qualifier.replace('_', ' ')} a negative number can be read two ways; "
            "state the size and keep the direction apart"
        )
    step = _step(first, symbol, zeros)
    interval, reason = _bounds(qualifier, first, step, symbol, exact)
    return Stated(text, first.value, symbol, interval, reason, qualifier)


def _tidy(text: str) -> str:
    # NFKC makes full-width digits, ％ and no-break spaces ordinary; minus and dashes become one hyphen.
    return re.sub(r"[−–—‐‑]", "-", re.sub(r"\s+", " ", unicodedata.normalize("NFKC", text))).strip()


def _qualifier(text: str) -> tuple[Qualifier, str]:
    lower = text.lower()
    for words, name in _BEFORE:
        if not lower.startswith(words):
            continue
        rest = text[len(words) :]
        in_a_word = words[-1].isascii() and words[-1].isalpha() and rest[:1].isalpha()
        if not in_a_word:
            return name, rest.strip()
    for words, name in _ENDINGS.items():
        if lower.endswith(words):
            return name, text[: -len(words)].strip()
    return "plain", text


def _numbers(body: str, text: str) -> tuple[Numeral, Numeral | None, str]:
    """The number or the two numbers of a range, and the unit as written ("" when there is none)."""
    multiple = body.lower().split(" ", 1)
    if multiple[0] in _MULTIPLES:
        if len(multiple) > 1 and re.search(r"\d|hundred|thousand|[mb]illion|dozen", multiple[1]):
            raise AmountError(f"{text!r}: {multiple[0]} of a number is not read; write the number out")
        return read_numeral(_MULTIPLES[multiple[0]])[0], None, "1"
    span = _RANGE.fullmatch(body)
    if span is None:
        number, unit_read = _one(body, text)
        return number, None, unit_read
    low, low_unit = _one(span["from"] or span["low"], text)
    high, high_unit = _one(span["to"] or span["high"], text)
    if low_unit and high_unit and unit(low_unit) != unit(high_unit):
        raise AmountError(f"{text!r} runs from {low_unit} to {high_unit}; a range has one unit; split it")
    if low.scale == 1 and low.value * high.scale <= high.value:
        low = low.times(high.scale)  # "1.2-1.5 million": the scale word stands once, for both
    return low, high, high_unit or low_unit


def _one(body: str, text: str) -> tuple[Numeral, str]:
    """One number with a currency before it or a unit after it."""
    money = next((m for m in _MONEY if body.lower().startswith(m) and not body[len(m) :][:1].isalpha()), "")
    before, body = body[: len(money)], body[len(money) :].strip()
    number, after = read_numeral(body)
    if re.match(r"[0-9.]", after):
        raise AmountError(f"{text!r}: {after!r} follows the number; separate thousands with commas: 1,000 t")
    after = re.sub(r"(^|\s+)of\s.*$", "", after)
    if before and after:
        raise AmountError(
            f"{text!r} has {before!r} before and {after!r} after the number; keep one, or pass of="
        )
    if after and after.lower() not in _SPELLINGS:
        raise AmountError(
            f"{text!r}: {after!r} is not a unit; write one such as t, bbl, USD or %, or pass of={after!r}"
        )
    return number, before or after


def _step(number: Numeral, symbol: str, zeros: str) -> Decimal:
    """The place a bare number is good to; 100 % is as plain a number as 90 %."""
    small = number.scale == 1 and (abs(number.value) < 100 or (number.value == 100 and symbol == "percent"))
    return number.last if zeros == "stated" or small else number.coarse


def _bounds(
    qualifier: Qualifier, number: Numeral, step: Decimal, symbol: str, exact: bool
) -> tuple[Interval, str]:
    """The interval a single number can mean, and the rule that made it in words."""
    value, floor = number.value, _floor(number.value, symbol)
    if qualifier in {"more_than", "at_least", "less_than", "at_most"}:
        return _one_sided(qualifier, value, symbol, floor)
    if exact or qualifier == "exactly":
        return point(value), "exact as stated"
    rounds = f"half a unit ({plain(step / 2)}) in the last stated digit"
    low, high = _not_below(value - step / 2, floor), value + step / 2
    if qualifier == "just_over":
        return Interval(
            value, high, False, True
        ), f"above {_named(value, symbol)}, and rounds to it: {rounds}"
    if qualifier == "just_under":
        return Interval(low, value, True, False), f"below {_named(value, symbol)}, and rounds to it: {rounds}"
    if qualifier == "about":
        spread = max(step / 2, min(number.coarse, abs(value) / 4))
        reason = (
            f"“about” is read as {plain(spread)} either way: one unit in the last digit, at most a quarter"
        )
        return Interval(_not_below(value - spread, floor), value + spread), reason
    return Interval(low, high), f"good to {rounds}, both ends possible"


def _one_sided(
    qualifier: Qualifier, value: Decimal, symbol: str, floor: Decimal | None
) -> tuple[Interval, str]:
    named = _named(value, symbol)
    if qualifier in {"more_than", "at_least"}:
        interval = Interval(value, None, qualifier == "at_least")
        return interval, f"bounded below by {named}; nothing is said of how much more"
    if qualifier == "less_than" and value == floor:
        raise AmountError(
            f"less than {named}: an amount cannot be below 0; write 0, or keep the direction apart"
        )
    interval = Interval(floor, value, True, qualifier == "at_most")
    return interval, f"bounded above by {named}; nothing is said of how much less"


def _named(value: Decimal, symbol: str) -> str:
    return plain(value) if symbol == "1" else f"{plain(value)} {symbol}"


def _range(
    text: str, ends: tuple[Numeral, Numeral], symbol: str, qualifier: Qualifier, exact: bool, zeros: str
) -> Stated:
    """The statement behind "80-85 %", widened at both ends unless it is exact."""
    low, high = ends
    if low.value > high.value:
        raise AmountError(
            f"{text!r} runs from {plain(low.value)} down to {plain(high.value)}; give the lower first"
        )
    if qualifier not in {"plain", "exactly", "about"}:
        raise AmountError(
            f"{text!r} puts {qualifier.replace('_', ' ')} before a range; state one or the other"
        )
    step = min(_step(low, symbol, zeros), _step(high, symbol, zeros))
    widen = step if qualifier == "about" else step / 2
    reason = f"both ends widened by {plain(widen)}, the finer last digit of the two"
    if exact or qualifier == "exactly":
        widen, reason = Decimal(0), "both ends exact as stated"
    bounds = Interval(_not_below(low.value - widen, _floor(low.value, symbol)), high.value + widen)
    return Stated(text, (low.value + high.value) / 2, symbol, bounds, reason, "range")


def _floor(value: Decimal, symbol: str) -> Decimal | None:
    """0 for an amount, which cannot be less; None for a share, which may have fallen."""
    return None if value < 0 or symbol in _SIGNED_UNITS else Decimal(0)


def _not_below(low: Decimal, floor: Decimal | None) -> Decimal:
    return low if floor is None else max(low, floor)
