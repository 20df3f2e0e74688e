"""Fractions in words: a third, two thirds, half, three quarters, one in five."""

from __future__ import annotations

import re
from decimal import Decimal

from yalu.vocabulary.intervals import Interval, plain
from yalu.vocabulary.precision import stated

_PARTS = {
    "half": 2,
    "halves": 2,
    "third": 3,
    "quarter": 4,
    "fourth": 4,
    "fifth": 5,
    "sixth": 6,
    "seventh": 7,
    "eighth": 8,
    "ninth": 9,
    "tenth": 10,
    "hundredth": 100,
}
_COUNTS = {
    "a": 1,
    "one": 1,
    "an": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
}
_BEFORE = {
    "about": "about",
    "around": "about",
    "roughly": "about",
    "approximately": "about",
    "some": "about",
    "nearly": "under",
    "almost": "under",
    "just under": "under",
    "a little under": "under",
    "just over": "over",
    "a little over": "over",
    "slightly over": "over",
    "more than": "above",
    "over": "above",
    "at least": "above",
    "less than": "below",
    "under": "below",
    "at most": "below",
    "up to": "below",
}
_FRACTION = re.compile(
    rf"(?:(?P<before>{'|'.join(sorted(_BEFORE, key=len, reverse=True))}) )?(?:by )?"
    rf"(?:(?P<half>half)|(?P<count>{'|'.join(_COUNTS)})[- ](?P<part>{'|'.join(_PARTS)})s?|one in (?P<one>\w+))\b"
    r"(?! (?:million|billion|thousand|dozen)).*",
    re.IGNORECASE,
)
_TENTH = Decimal("0.1")


def fraction_in(text: str) -> tuple[Interval, str, float] | None:
    """The numbers a fraction in words can mean, the rule in words, and the fraction itself; None when there is none.

    A fraction in words is good to a tenth of itself: "a third" is 30 to 37 percent.
    """
    match = _FRACTION.fullmatch(text.strip().lower().removeprefix("the ").strip())
    if match is None:
        return None
    size = _size(match)
    if size is None or size > 1:
        return None
    spread = size * _TENTH
    how = _BEFORE.get(match["before"] or "", "")
    named = plain(round(size, 3))
    bounds = {
        "": (
            Interval(size - spread, size + spread),
            f"a fraction in words is good to a tenth of itself: {named}",
        ),
        "about": (
            Interval(size - 2 * spread, size + 2 * spread),
            f"“about” a fraction is good to a fifth of itself: {named}",
        ),
        "under": (Interval(size - 2 * spread, size, True, False), f"below {named}, and near it"),
        "over": (Interval(size, size + 2 * spread, False, True), f"above {named}, and near it"),
        "above": (Interval(size, None, match["before"] == "at least"), f"bounded below by {named}"),
        "below": (Interval(Decimal(0), size, True, False), f"bounded above by {named}"),
    }
    interval, reason = bounds[how]
    return interval, reason, float(size)


def _size(match: re.Match[str]) -> Decimal | None:
    if match["half"]:
        return Decimal("0.5")
    if match["one"]:
        try:
            return 1 / stated(match["one"]).value
        except (ValueError, ArithmeticError):
            return None
    return Decimal(_COUNTS[match["count"]]) / _PARTS[match["part"]]


def scale_word(word: str) -> Decimal:
    """What thousands, millions and billions are worth."""
    return {"thousands": Decimal(1000), "millions": Decimal(10) ** 6, "billions": Decimal(10) ** 9}[
        word.lower()
    ]
