"""Fractions in words: a third, two thirds, half, three quarters, one in five."""

from __future__ import annotations

import re
from decimal import Decimal

from yalu.vocabulary.intervals import AmountError, Interval, plain
from yalu.vocabulary.precision import stated, stated_multiple
from yalu.vocabulary.words.numerals import NUMBER_OF_WORD, ORDINAL_WORDS, number_words

_PARTS = {"half": 2, "halves": 2, "quarter": 4, "hundredth": 100} | {
    word: size for size, word in enumerate(ORDINAL_WORDS[2:10], start=3)
}
_COUNTS = {"a": 1, "an": 1} | {word: NUMBER_OF_WORD[word] for word in number_words(1, 9)}
_FRACTION = re.compile(
    r"(?:by )?(?P<before>.*?) ?(?:by )?\b(?:(?P<half>half)"
    rf"|(?P<count>{'|'.join(_COUNTS)})[- ](?P<part>{'|'.join(_PARTS)})s?|(?P<many>\w+) (?:in|out of)(?: every)? (?P<of>\w+)"
    r"|(?P<top>\d{1,2})/(?P<bottom>\d{1,3}))(?![\w/])(?! (?:a )?(?:million|billion|thousand|dozen)).*",
    re.IGNORECASE,
)


def fraction_in(text: str) -> tuple[Interval, str, float] | None:
    """The numbers a fraction in words can mean, the rule in words, and the fraction itself; None when there is none.

    Words before it say what they say before a number; the width is that of "multiple" in the table of precision.
    """
    match = _FRACTION.fullmatch(text.strip().lower().removeprefix("the ").strip())
    if match is None:
        return None
    size = _size(match)
    if size is None or size > 1:
        return None
    try:
        read = stated_multiple(size, match["before"].removesuffix(" a"))
    except AmountError:
        return None
    return read.interval, f"{read.reason}; the fraction is {plain(round(size, 3))}", float(size)


def _size(match: re.Match[str]) -> Decimal | None:
    if match["half"]:
        return Decimal("0.5")
    if match["top"]:
        return None if not int(match["bottom"]) else Decimal(match["top"]) / Decimal(match["bottom"])
    if match["of"]:
        try:
            return stated(match["many"]).value / stated(match["of"]).value
        except (ValueError, ArithmeticError):
            return None
    return Decimal(_COUNTS[match["count"]]) / _PARTS[match["part"]]


def scale_word(word: str) -> Decimal:
    """What thousands, millions and billions are worth."""
    return {"thousands": Decimal(1000), "millions": Decimal(10) ** 6, "billions": Decimal(10) ** 9}[
        word.lower()
    ]
