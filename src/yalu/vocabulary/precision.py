"""What a stated figure can mean: the bounds behind "just over 2.0 Mt", "about 120" or "34.7%".

A figure in a report is not a point. What each word gives stands in ``precision_words.TABLE``; each
result says in ``reason`` which of its rules made the bounds, so a reader can disagree with it.
"""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from typing import Literal

import msgspec

from yalu.vocabulary.amounts import Factor, Quantity, convert, convert_interval, unit, unit_spellings
from yalu.vocabulary.intervals import AmountError, Interval, plain, point
from yalu.vocabulary.words.numerals import Numeral, read_numeral
from yalu.vocabulary.words.precision_words import AFTER, BEFORE, BY_QUALIFIER, Qualifier


class StatedFigure(msgspec.Struct, frozen=True):
    """A figure as a source stated it, and the numbers it can mean.

    ``value`` is the number named in the text (the middle, for a range), in ``unit``; ``interval`` is
    in the same unit and may leave the named number out ("just over 2.0"). ``reason`` says why the
    bounds are what they are. ``by_digits``: the digits as printed made the bounds, not a word or a share.
    """

    text: str
    value: Decimal
    unit: str
    interval: Interval
    reason: str
    qualifier: Qualifier
    by_digits: bool = False

    @property
    def central(self) -> Decimal | None:
        """The middle of the bounds, or None when a bound is unknown."""
        low, high = self.interval.low, self.interval.high
        return None if low is None or high is None else (low + high) / 2

    def in_unit(self, to: str, factor: str | Factor | None = None) -> StatedFigure:
        """The same statement in another unit; factors and errors as in ``amounts.convert``."""
        value = convert(Quantity(self.value, self.unit), to, factor).value
        interval = convert_interval(self.interval, self.unit, to, factor)
        named = factor.name if isinstance(factor, Factor) else factor
        reason = self.reason + (f"; converted with {named}" if named else "")
        return StatedFigure(
            self.text, value, unit(to).symbol, interval, reason, self.qualifier, self.by_digits
        )


_MULTIPLES = {
    "half": "0.5", "twice": "2", "double": "2", "doubled": "2", "doubling": "2", "treble": "3", "trebled": "3",
    "triple": "3", "tripled": "3", "tripling": "3", "thrice": "3", "quadruple": "4", "quadrupled": "4",
    "quintuple": "5", "quintupled": "5", "sextuple": "6", "sextupled": "6", "septupled": "7", "octupled": "8",
}  # fmt: skip
_FOLD = re.compile(r"(?:-? ?fold|times|x|倍|배)(?:에)?", re.IGNORECASE)
_FOLD_WORD = re.compile(r"([a-z]{2,9})fold", re.IGNORECASE)
_PART_OF_SCALE = re.compile(
    r"\b(?P<part>half|a quarter of|three quarters of) an? (?P<scale>dozen|thousand|million|billion|trillion)\b",
    re.IGNORECASE,
)
_AND_A_HALF = re.compile(
    r"^(?P<number>\d{1,3}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve) and an? (?P<part>half|quarter)\b",
    re.IGNORECASE,
)
_BELOW = {"thousand": "", "million": " thousand", "billion": " million", "trillion": " billion"}
_SIGNED_UNITS = {"percent", "percentage_point"}
# A hyphen joins a range only before a digit or a currency sign; in "twenty-five" it does not.
_RANGE = re.compile(
    r"(?:from )?(?P<from>.*?[^\s-]) ?(?:- ?(?=[0-9$€£])| to | or (?!so\b|more\b|less\b|fewer\b))(?P<to>.+)"
    r"|(?:somewhere )?between (?P<low>.+?) and (?P<high>.+)",
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
) -> StatedFigure:
    """Read a figure as a source states it and give the numbers it can mean.

    Words before and after the number give what ``precision_words.TABLE`` says, by the last digit that is
    no idle zero (the 4 of 4,000, the 9 of 90 %) and never more than a share of the number; a number
    written out is never good to less than half its last digit ("six" is 5.5 to 6.5). ``exact=True``
    makes a number exact: counted things, limits in law. With ``zeros="stated"`` no zero is idle.
    Amounts other than shares have 0 below them. 0 and 100 % are good to half a unit.

    ``of`` is what follows the number in the text and is no unit ("visits per year"); ``unit_text``
    is the unit when the text names none. Raises AmountError naming what could not be read.
    """
    qualifier, said, body = _qualifier(_tidy(text).removesuffix(of).strip())
    read = _numbers(body, text)
    first, unit_read = read.first, read.unit
    if unit_text and unit_read and unit(unit_text) != unit(unit_read):
        raise AmountError(f"{text!r} is in {unit_read}, not {unit_text}; drop one, then convert")
    symbol = unit(unit_read or unit_text or "1").symbol
    if exact and qualifier not in {"plain", "exactly", "more_than", "at_least", "less_than", "at_most"}:
        raise AmountError(f"{text!r} says {said}, so it is not exact; leave exact out")
    if read.second is not None:
        return _range(text, (first, read.second), symbol, qualifier, said, exact, zeros)
    if first.value < 0 and qualifier not in {"plain", "exactly", "about"}:
        raise AmountError(
            f"{text!r}: {said} a negative number can be read two ways; "
            "state the size and keep the direction apart"
        )
    interval, reason = _bounds(qualifier, said, read, symbol, exact, zeros)
    by_digits = qualifier == "plain" and interval.width == _step(first, symbol, zeros)
    return StatedFigure(text, first.value, symbol, interval, reason, qualifier, by_digits)


def stated_multiple(size: Decimal, words: str = "") -> StatedFigure:
    """A fraction or a multiple that words name, with the words before it: 2/3 and "nearly".

    Raises AmountError for words before it that are none of precision.
    """
    qualifier, said, rest = _qualifier(f"{words} 1".strip())
    if rest != "1":
        raise AmountError(f"{words!r} before a fraction is not read; write nearly, about or more than")
    # A quotient such as 1/3 has no last digit: its width is the share alone.
    read = _Read(Numeral(size, Decimal(0), abs(size)), None, "1", multiple=True)
    interval, reason = _bounds(qualifier, said, read, "1", exact=False, zeros="idle")
    return StatedFigure(f"{words} {plain(round(size, 3))}".strip(), size, "1", interval, reason, qualifier)


class _Read(msgspec.Struct, frozen=True):
    """One number or the two of a range, with the unit as written; ``multiple`` for "doubled" and "3-fold"."""

    first: Numeral
    second: Numeral | None
    unit: str
    multiple: bool = False


def _tidy(text: str) -> str:
    # NFKC makes full-width digits, ％ and no-break spaces ordinary; minus and dashes become one hyphen.
    return re.sub(r"[−–—‐‑]", "-", re.sub(r"\s+", " ", unicodedata.normalize("NFKC", text))).strip()


def _qualifier(text: str) -> tuple[Qualifier, str, str]:
    """What the words before and after the number say, the words themselves, and the text without them.

    Of two ("about 40 or more") the one that is not "about" counts; two others cannot both be meant.
    """
    found: list[tuple[Qualifier, str]] = []
    while (before := _before(text)) is not None:
        found.append(before[:2])
        text = before[2]
    lower = text.lower()
    for words, name in AFTER:
        if lower.endswith(words) and len(words) < len(text):
            found.append((name, words))
            text = text[: -len(words)].strip()
            break
    words_found = [pair for pair in found if pair[0] != "about"] or found[:1]
    if len({name for name, _ in words_found}) > 1:
        raise AmountError(
            f"{text!r}: “{words_found[0][1]}” and “{words_found[1][1]}” say different things; keep one of the two"
        )
    return (*words_found[0], text) if words_found else ("plain", "", text)


def _before(text: str) -> tuple[Qualifier, str, str] | None:
    lower = text.lower()
    for words, name in BEFORE:
        if not lower.startswith(words):
            continue
        rest = text[len(words) :]
        in_a_word = words[-1].isascii() and words[-1].isalpha() and rest[:1].isalpha()
        if not in_a_word and rest.strip():
            return name, words, rest.strip()
    return None


def _numbers(body: str, text: str) -> _Read:
    """The number or the two numbers of a range, and the unit as written ("" when there is none)."""
    body = _PART_OF_SCALE.sub(_written_out, body)
    body = _AND_A_HALF.sub(_with_half, body)
    multiple = body.lower().split(" ", 1)
    word = _FOLD_WORD.fullmatch(multiple[0])
    if multiple[0] in _MULTIPLES or word is not None:
        if len(multiple) > 1 and re.search(r"\d|hundred|thousand|[mb]illion|dozen", multiple[1]):
            raise AmountError(f"{text!r}: {multiple[0]} of a number is not read; write the number out")
        number = word[1] if word is not None else _MULTIPLES[multiple[0]]
        return _Read(read_numeral(number)[0], None, "1", multiple=True)
    span = _RANGE.fullmatch(body)
    if span is None:
        number, unit_read = _one(body, text)
        folds = _FOLD.fullmatch(unit_read) is not None
        return _Read(number, None, "1" if folds else unit_read, multiple=folds)
    low, low_unit = _one(span["from"] or span["low"], text)
    high, high_unit = _one(span["to"] or span["high"], text)
    if low_unit and high_unit and unit(low_unit) != unit(high_unit):
        raise AmountError(f"{text!r} runs from {low_unit} to {high_unit}; a range has one unit; split it")
    if low.scale == 1 and low.value * high.scale <= high.value:
        low = low.times(high.scale)  # "1.2-1.5 million": the scale word stands once, for both
    return _Read(low, high, high_unit or low_unit)


def _with_half(match: re.Match[str]) -> str:
    """Two and a half million as 2.5 million."""
    number = read_numeral(match["number"])[0].value + (
        Decimal("0.5") if match["part"] == "half" else Decimal("0.25")
    )
    return plain(number)


def _written_out(match: re.Match[str]) -> str:
    """Half a million as 500 thousand, half a dozen as 0.5 dozen."""
    size = {"h": "500", "a": "250", "t": "750"}[match["part"][0].lower()]
    scale = match["scale"].lower()
    return f"0.{size.rstrip('0')} dozen" if scale == "dozen" else size + _BELOW[scale]


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
    if after and after.lower() not in _SPELLINGS and not _FOLD.fullmatch(after):
        raise AmountError(
            f"{text!r}: {after!r} is not a unit; write one such as t, bbl, USD or %, or pass of={after!r}"
        )
    return number, before or after


def _step(number: Numeral, symbol: str, zeros: str) -> Decimal:
    """The place of the last digit that is no idle zero; 100 % and 0 are whole as they stand."""
    whole = number.value == 0 or (number.value == 100 and symbol == "percent" and number.scale == 1)
    return number.last if zeros == "stated" or whole else number.coarse


def _spread(qualifier: Qualifier, read: _Read, symbol: str, zeros: str) -> tuple[Decimal, str]:
    """How far a word lets the number be off, by ``precision_words.TABLE``, and which of its limits decides."""
    number, row = read.first, BY_QUALIFIER["multiple" if read.multiple else qualifier]
    widest = max(row.below or Decimal(0), row.above or Decimal(0))
    # "Nearly 100 percent" is nearly all; only bare 100 percent is all of it.
    step = _step(number, "" if qualifier in {"about", "nearly"} else symbol, zeros)
    bare = number.scale == number.coarse == 1  # 95, but not 1.5 million, whose 5 was written out
    to_five = (
        zeros == "idle" and not read.multiple and _two_digits_to_five(number) and (row.digit == 1 or bare)
    )
    step *= Decimal("2.5") if to_five else 1
    most = _share_of(number, widest)
    by_digit = step * (row.digit or Decimal(0))
    # The zeros that a scale word stands for are idle; only digits written out are the source's own.
    written = number.scale == 1 or number.last < number.scale
    least = number.last / 2 if written and not read.multiple else Decimal(0)
    if read.multiple and by_digit > most:
        return (
            most,
            f"{plain(widest * 100)} % of it ({plain(round(most, 4))}), as fractions and multiples are",
        )
    share = f"{plain(widest * 100)} % of the number"
    unit_of_digit = "half a unit" if row.digit == Decimal("0.5") else "one unit"
    if to_five and by_digit <= max(most, least):
        part = "half" if row.digit == 1 else "a quarter of"
        return by_digit, f"{part} the way to the next five of its last digit ({plain(by_digit)})"
    if by_digit <= max(most, least):
        return by_digit, f"{unit_of_digit} ({plain(by_digit)}) in the last stated digit"
    if most >= least:
        return (
            most,
            f"{share} ({plain(most)}), because {unit_of_digit} in its last stated digit would be more",
        )
    return least, f"half its last digit ({plain(least)}), the least that a written number is good to"


def _share_of(number: Numeral, share: Decimal) -> Decimal:
    """A share of a number, without the idle decimals that multiplying leaves."""
    return Decimal(f"{(abs(number.value) * share).normalize():f}")


def _two_digits_to_five(number: Numeral) -> bool:
    """Whether a number has two digits and the last is 5 (75, 2.5 million): a round number to who says "about"."""
    digits = abs(number.value) / number.coarse
    return 10 < digits < 100 and digits % 10 == 5


def _bounds(
    qualifier: Qualifier, said: str, read: _Read, symbol: str, exact: bool, zeros: str
) -> tuple[Interval, str]:
    """The interval a single number can mean, and the rule that made it in words."""
    value, floor = read.first.value, _floor(read.first.value, symbol)
    if qualifier in {"more_than", "at_least", "less_than", "at_most"}:
        return _one_sided(qualifier, value, symbol, floor)
    if exact or qualifier == "exactly":
        return point(value), "exact as stated"
    if value == floor and qualifier in {"just_under", "nearly"}:
        raise AmountError(
            f"{said} {_named(value, symbol)}: an amount cannot be below 0; write 0, or keep the direction apart"
        )
    spread, rule = _spread(qualifier, read, symbol, zeros)
    low, high = _not_below(value - spread, floor), value + spread
    named = _named(value, symbol)
    if qualifier == "just_over":
        return Interval(value, high, False, True), f"above {named}, and near it: {rule}"
    if qualifier in {"just_under", "nearly"}:
        return Interval(low, value, True, False), f"below {named}, and near it: {rule}"
    if qualifier == "about":
        return Interval(low, high), f"“{said}” is read as {plain(spread)} either way: {rule}"
    return Interval(low, high), f"good to {rule}, both ends possible"


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
    value = round(value, 4) if int(value.as_tuple().exponent) < -10 else value  # a third never ends
    return plain(value) if symbol == "1" else f"{plain(value)} {symbol}"


def _range(
    text: str,
    ends: tuple[Numeral, Numeral],
    symbol: str,
    qualifier: Qualifier,
    said: str,
    exact: bool,
    zeros: str,
) -> StatedFigure:
    """The statement behind "80-85 %", widened at both ends unless it is exact."""
    low, high = ends
    if low.value > high.value:
        raise AmountError(
            f"{text!r} runs from {plain(low.value)} down to {plain(high.value)}; give the lower first"
        )
    if qualifier not in {"plain", "exactly", "about"}:
        raise AmountError(f"{text!r} puts {said} before a range; state one or the other")
    widen, reason = _widening(ends, qualifier, zeros)
    if exact or qualifier == "exactly":
        widen, reason = Decimal(0), "both ends exact as stated"
    bounds = Interval(_not_below(low.value - widen, _floor(low.value, symbol)), high.value + widen)
    return StatedFigure(
        text, (low.value + high.value) / 2, symbol, bounds, reason, "range", by_digits=qualifier == "plain"
    )


def _widening(ends: tuple[Numeral, Numeral], qualifier: Qualifier, zeros: str) -> tuple[Decimal, str]:
    """How far both ends of a range may be off: as its finer end, and at most the share of its lower end."""
    small = all(end.scale == 1 and abs(end.value) <= 100 for end in ends)
    step = min(end.last if small or zeros == "stated" else end.coarse for end in ends)
    by_digit = step if qualifier == "about" else step / 2
    row = BY_QUALIFIER["about" if qualifier == "about" else "range"]
    most = _share_of(ends[0], row.above or Decimal(0))
    if by_digit > most > 0 and not small:
        return (
            most,
            f"both ends widened by {plain(most)}, {plain((row.above or Decimal(0)) * 100)} % of the lower one",
        )
    return by_digit, f"both ends widened by {plain(by_digit)}, the finer last digit of the two"


def _floor(value: Decimal, symbol: str) -> Decimal | None:
    """0 for an amount, which cannot be less; None for a share, which may have fallen."""
    return None if value < 0 or symbol in _SIGNED_UNITS else Decimal(0)


def _not_below(low: Decimal, floor: Decimal | None) -> Decimal:
    return low if floor is None else max(low, floor)
