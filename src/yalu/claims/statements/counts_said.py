"""Statements about counts, places, time, days and words: 161, second-lowest, almost six years, 15-0."""

from __future__ import annotations

import re
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

import msgspec

from yalu.claims.records import ReadStatement
from yalu.claims.statements.amounts_said import so_many_digits
from yalu.claims.statements.days_said import read_day
from yalu.claims.statements.fractions import fraction_in
from yalu.claims.statements.parsing import (
    NONE,
    number_in,
    statement_from,
    statement_of_bounds,
    unverbed,
)
from yalu.vocabulary.intervals import AmountError, Interval, point
from yalu.vocabulary.precision import StatedFigure, stated, stated_multiple
from yalu.vocabulary.words.numerals import NUMBER_OF_WORD, ORDINAL_WORDS, number_words

ONCE = {"once": "1", "twice": "2", "thrice": "3"}
_TIMES = re.compile(
    r"(?P<number>.*?)\s*[- ]?\b(?P<unit>days?|weeks?|months?|years?|decades?)\b(?: (?:and|,) (?P<rest>.+))?.*",
    re.IGNORECASE,
)
_DAYS = {"day": "1", "week": "7", "month": "30.436875", "year": "365.2425", "decade": "3652.425"}
_RANK = re.compile(
    rf"(?:the |its )?(?:(?P<word>{'|'.join(ORDINAL_WORDS)}|next)|(?:number|no\.?|#|rank|place) ?(?P<digit>\d+|one|two|three)"
    r"|(?P<nth>\d+)(?:st|nd|rd|th))?[- ]*(?P<order>lowest|highest|largest|biggest|greatest|smallest"
    r"|least|most|top|bottom|fewest|last|main|longest|shortest)?\b.*",
    re.IGNORECASE,
)
_ORDINALS = "|".join(ORDINAL_WORDS)
_TOP = re.compile(
    rf"(?:in |among |one of )?(?:the )?(?P<end>top|bottom) (?P<n>[1-9]\d?|{'|'.join(number_words(2, 12))})\b(?: (?!or|but)\w+)?"
)
_EITHER = re.compile(rf"(?:the )?(?P<a>{_ORDINALS})[- ]or[- ](?P<b>{_ORDINALS})(?:[- ](?P<order>\w+))?")
_EXCEPT = re.compile(r"\b(?:but (?:one|two|three)|or (?:second|third|fourth|fifth)|if not|except)\b")
_LOW = {"lowest", "smallest", "least", "bottom", "fewest", "last", "shortest"}


_AT_LEAST = tuple(
    (re.compile(words, re.IGNORECASE), least, says)
    for words, least, says in (
        (r"dozens\b", 24, "two dozen or more"),
        (r"scores\b", 40, "two score or more"),
        (r"hundreds\b", 200, "two hundred or more"),
        (r"thousands\b", 2000, "two thousand or more"),
        (r"(?:several|a few|some|a number of|multiple|many|numerous)\b(?! \d)", 3, "three or more"),
        (r"(?:a couple of|a pair of|both)\b", 2, "two or more"),
    )
)


def said_count(text: str, body: str, unit: str) -> ReadStatement:
    """How many: 161, eight, none, at least two, dozens; a bare number is exact."""
    body = unverbed(body)
    if NONE.fullmatch(body):
        return statement_of_bounds(text, point(0), unit, 0.0, "none", "count")
    first, _, rest = body.partition(" ")
    if first.lower() in ONCE:
        body = ONCE[first.lower()] + (f" {rest}" if rest else "")
    body = re.sub(r"^(?:(?:a|one) )?(?:single|sole|lone)\b(?!-)", "one", body, flags=re.IGNORECASE)
    for words, least, says in _AT_LEAST:
        if words.match(body):
            return statement_of_bounds(
                text, Interval(Decimal(least), None), unit, float(least), says, "comparison"
            )
    if (digits := so_many_digits(text, body, unit)) is not None:
        return digits
    read = number_in(body, "1")
    if (
        read.qualifier == "plain"
        and read.value == int(read.value)
        and not re.search(r"thousand|million|billion|dozen|score", body)
    ):
        return statement_of_bounds(
            text, point(read.value), unit, float(read.value), "counted things are exact", "count", 1.0,
            str(read.value),
        )  # fmt: skip
    return _in_whole_things(text, read, unit)


def _in_whole_things(text: str, read: StatedFigure, unit: str) -> ReadStatement:
    """A count with a word of precision: things are whole, so both ends go out to whole numbers."""
    wide = _whole(read)
    if wide is None:
        return statement_from(text, read, unit)
    return statement_from(text, read, unit, interval=wide, reason=f"{read.reason}; counted in whole things")


def _whole(read: StatedFigure) -> Interval | None:
    """The bounds of a word of precision, out to whole numbers; None for words that leave a side open.

    The ends of a bare range are counts themselves: "eight or nine" is 8 or 9.
    """
    low, high = read.interval.low, read.interval.high
    if (
        low is None
        or high is None
        or read.qualifier in {"more_than", "at_least", "less_than", "at_most", "exactly"}
    ):
        return None
    if read.qualifier == "range" and read.by_digits:
        return Interval(low.to_integral_value(ROUND_CEILING), high.to_integral_value(ROUND_FLOOR))
    return Interval(
        low.to_integral_value(ROUND_FLOOR),
        high.to_integral_value(ROUND_CEILING),
        read.interval.low_closed or low != read.value,
        read.interval.high_closed or high != read.value,
    )


def said_rate(text: str, body: str, unit: str) -> ReadStatement:
    """So many a year: 1.25 visits a year, once a year."""
    body = unverbed(body)
    if NONE.fullmatch(body):
        return statement_of_bounds(text, point(0), unit, 0.0, "none", "count")
    first, _, rest = body.partition(" ")
    if first.lower() in ONCE:
        body = f"{ONCE[first.lower()]} {rest}"
    return statement_from(text, number_in(body, "1"), unit)


def _several_places(text: str, body: str, unit: str) -> ReadStatement | None:
    """The top three, third or fourth: any of these places. A place with an exception is refused."""
    lower = body.lower()
    if match := _TOP.fullmatch(lower):
        number = int(match["n"]) if match["n"].isdigit() else NUMBER_OF_WORD[match["n"]]
        found = statement_of_bounds(
            text, Interval(Decimal(1), Decimal(number)), unit, None, f"one of {number} places", "rank", 1.0
        )
        return msgspec.structs.replace(found, order="lowest" if match["end"] == "bottom" else "highest")
    if match := _EITHER.fullmatch(lower):
        first, second = (ORDINAL_WORDS.index(match[name]) + 1 for name in ("a", "b"))
        places = Interval(Decimal(min(first, second)), Decimal(max(first, second)))
        order = "" if not match["order"] else "lowest" if match["order"] in _LOW else "highest"
        found = statement_of_bounds(text, places, unit, None, "either place", "rank", 1.0)
        return msgspec.structs.replace(found, order=order)
    if _EXCEPT.search(lower):
        raise AmountError("a place with an exception; write the place itself, such as second-highest")
    return None


def said_place(text: str, body: str, unit: str) -> ReadStatement:
    """A place in an order: first, second-lowest, number one, the highest, the top three, third or fourth."""
    if (several := _several_places(text, body, unit)) is not None:
        return several
    match = _RANK.fullmatch(body)
    if match is None or not any(match[name] for name in ("word", "digit", "nth", "order")):
        if not re.fullmatch(r"\d{1,3}", body):
            raise AmountError("not a place; write first, second-lowest, number one or 3rd")
        return statement_of_bounds(
            text, point(int(body)), unit, float(body), "a place is exact", "rank", 1.0, body
        )
    written = NUMBER_OF_WORD.get(str(match["digit"]).lower())
    digit = written or int(match["digit"] or match["nth"] or 0)
    word = (match["word"] or "").lower()
    place = digit or (2 if word == "next" else ORDINAL_WORDS.index(word) + 1 if word else 1)
    order = "" if not match["order"] else "lowest" if match["order"].lower() in _LOW else "highest"
    found = statement_of_bounds(
        text, point(place), unit, float(place), "a place is exact", "rank", 1.0, str(place)
    )
    return msgspec.structs.replace(found, order=order)


def said_time(text: str, body: str, unit: str) -> ReadStatement:
    """An amount of time in days: within 11 days, almost six years, two months, the same day."""
    if re.fullmatch(r"(?:(?:on )?the )?same day|at once|immediately", body, re.IGNORECASE):
        return statement_of_bounds(text, point(0), unit, 0.0, "the same day", "value")
    body = unverbed(body)
    body = re.sub(
        r"\b(?:an?|one) (year|month|week|day|decade) and a half\b", r"1.5 \1s", body, flags=re.IGNORECASE
    )
    match = _TIMES.fullmatch(body)
    if match is None:
        return _exact_days(text, number_in(body, "1"), unit, "1")
    size = _DAYS[match["unit"].lower().removesuffix("s")]
    number = re.sub(r"\ban?$", "one", match["number"] or "one").strip(" -")
    number = re.sub(r"\b(\w+) and a half$", lambda m: f"{_half(m[1])}", number)
    inner = fraction_in(number)
    if inner is not None:
        return statement_of_bounds(
            text, inner[0].scaled(Decimal(size)), unit, inner[2] * float(size), inner[1], "value"
        )
    # A week or a decade is one of them: half of one either way, as of a digit, would be no statement.
    single = re.fullmatch(r"(?P<before>.*?)\s*\b(?:one|1)", number, re.IGNORECASE)
    if single is not None and size != "1":
        read = stated_multiple(Decimal(1), single["before"])
        per = Decimal("1") if unit != "year" else Decimal("365.2425")
        return statement_from(
            text, read, unit, interval=read.interval.scaled(Decimal(size), per), value=float(Decimal(size) / per),
            reason=f"{read.reason}; one is {size} days",
        )  # fmt: skip
    return _exact_days(text, number_in(number, "1"), unit, size)


def _half(word: str) -> str:
    return str(stated(word).value + Decimal("0.5"))


def _exact_days(text: str, read: StatedFigure, unit: str, size: str) -> ReadStatement:
    """Bare days are exact, because they were counted; larger amounts of time are good to half of one."""
    per = Decimal("1") if unit != "year" else Decimal("365.2425")
    scaled = read.interval.scaled(Decimal(size), per)
    if size == "1" and read.qualifier == "plain" and read.value == int(read.value):
        half = Decimal("0.5")  # a mean of whole days may lie between two of them
        wide = Interval(
            max(read.value - half, Decimal(0)), read.value + half, read.value < half, False
        ).scaled(1, per)
        return statement_of_bounds(
            text, wide, unit, float(read.value / per), "whole days", "count", 1.0, str(read.value)
        )
    if size == "1" and unit != "year" and (whole := _whole(read)) is not None:
        return statement_from(
            text, read, unit, interval=whole, reason=f"{read.reason}; counted in whole days"
        )
    reason = read.reason + ("" if size == "1" else f"; one is {size} days")
    if size != "1" and read.qualifier == "plain" and read.value == int(read.value) and read.value > 1:
        scaled = Interval(
            scaled.low, (read.value + 1) * Decimal(size) / per, True, False
        )  # 63 years and eight months are 63 years too
        reason = f"rounded, or full ones counted; one is {size} days"
    return statement_from(
        text, read, unit, interval=scaled, value=float(read.value * Decimal(size) / per), reason=reason
    )


def said_date(text: str, body: str, unit: str) -> ReadStatement:
    """A day, a month or a year, or what lies before or after it, as ordinals."""
    first, last, reason = read_day(body)
    low, high = (None if d is None else Decimal(d.toordinal()) for d in (first, last))
    value = None if low is None or low != high else float(low)
    return statement_of_bounds(text, Interval(low, high), unit, value, reason, "date")


def said_words(text: str, body: str, unit: str) -> ReadStatement:
    """A vote or a status, held word for word."""
    lower = re.sub(r"[^a-z0-9-]+", " ", body.lower().replace("_", " ")).strip()
    tally = re.fullmatch(r"(\d{1,2})(?:-(\d{1,2}))?(?:-(\d{1,2}))?", lower.replace(" to ", "-"))
    found = (lower,) if tally is None else ("-".join(str(int(part or 0)) for part in tally.groups()),)
    return ReadStatement(
        text=text, kind="vote" if tally else "status", unit=unit, words=found, reason="held word for word"
    )
