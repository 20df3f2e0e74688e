"""Statements about counts, places, time, days and words: 161, second-lowest, almost six years, 15-0."""

from __future__ import annotations

import re
from decimal import Decimal

import msgspec

from yalu.claims.dating import read_day
from yalu.claims.fractions import fraction_in
from yalu.claims.records import Statement
from yalu.claims.wording import (
    NONE,
    number_in,
    statement_from,
    statement_of_bounds,
    unverbed,
)
from yalu.vocabulary.intervals import AmountError, Interval, point
from yalu.vocabulary.precision import Stated, stated

ONCE = {"once": "1", "twice": "2", "thrice": "3"}
_TIMES = re.compile(
    r"(?P<number>.*?)\s*[- ]?\b(?P<unit>days?|weeks?|months?|years?|decades?)\b(?: (?:and|,) (?P<rest>.+))?.*",
    re.IGNORECASE,
)
_DAYS = {"day": "1", "week": "7", "month": "30.436875", "year": "365.2425", "decade": "3652.425"}
_ORDINALS = (
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
)
_RANK = re.compile(
    rf"(?:the |its )?(?:(?P<word>{'|'.join(_ORDINALS)}|next)|(?:number|no\.?|#|rank|place) ?(?P<digit>\d+|one|two|three)"
    r"|(?P<nth>\d+)(?:st|nd|rd|th))?[- ]*(?P<order>lowest|highest|largest|biggest|greatest|smallest"
    r"|least|most|top|bottom|fewest|last|main|longest|shortest)?\b.*",
    re.IGNORECASE,
)
_LOW = {"lowest", "smallest", "least", "bottom", "fewest", "last", "shortest"}


def said_count(text: str, body: str, unit: str) -> Statement:
    """How many: 161, eight, none, at least two, dozens; a bare number is exact."""
    body = unverbed(body)
    if NONE.fullmatch(body):
        return statement_of_bounds(text, point(0), unit, 0.0, "none", "count")
    first, _, rest = body.partition(" ")
    if first.lower() in ONCE:
        body = ONCE[first.lower()] + (f" {rest}" if rest else "")
    if re.match(r"dozens\b", body, re.IGNORECASE):
        return statement_of_bounds(
            text, Interval(Decimal(24), None), unit, 24.0, "two dozen or more", "comparison"
        )
    if re.match(r"(?:several|a few|some)\b(?! \d)", body, re.IGNORECASE):
        return statement_of_bounds(text, Interval(Decimal(3), None), unit, 3.0, "three or more", "comparison")
    read = number_in(body, "1")
    if (
        read.qualifier == "plain"
        and read.value == int(read.value)
        and not re.search(r"thousand|million|billion", body)
    ):
        return statement_of_bounds(
            text,
            point(read.value),
            unit,
            float(read.value),
            "counted things are exact",
            "count",
            1.0,
            str(read.value),
        )
    return statement_from(text, read, unit)


def said_rate(text: str, body: str, unit: str) -> Statement:
    """So many a year: 1.25 visits a year, once a year."""
    body = unverbed(body)
    if NONE.fullmatch(body):
        return statement_of_bounds(text, point(0), unit, 0.0, "none", "count")
    first, _, rest = body.partition(" ")
    if first.lower() in ONCE:
        body = f"{ONCE[first.lower()]} {rest}"
    return statement_from(text, number_in(body, "1"), unit)


def said_place(text: str, body: str, unit: str) -> Statement:
    """A place in an order: first, second-lowest, number one, the highest."""
    match = _RANK.fullmatch(body)
    if match is None or not any(match[name] for name in ("word", "digit", "nth", "order")):
        if not re.fullmatch(r"\d{1,3}", body):
            raise AmountError("not a place; write first, second-lowest, number one or 3rd")
        return statement_of_bounds(
            text, point(int(body)), unit, float(body), "a place is exact", "rank", 1.0, body
        )
    digit = {"one": 1, "two": 2, "three": 3}.get(str(match["digit"]).lower()) or int(
        match["digit"] or match["nth"] or 0
    )
    word = (match["word"] or "").lower()
    place = digit or (2 if word == "next" else _ORDINALS.index(word) + 1 if word else 1)
    order = "" if not match["order"] else "lowest" if match["order"].lower() in _LOW else "highest"
    found = statement_of_bounds(
        text, point(place), unit, float(place), "a place is exact", "rank", 1.0, str(place)
    )
    return msgspec.structs.replace(found, order=order)


def said_time(text: str, body: str, unit: str) -> Statement:
    """An amount of time in days: within 11 days, almost six years, two months, the same day."""
    body = unverbed(body)
    if re.fullmatch(r"(?:the )?same day|at once|immediately", body, re.IGNORECASE):
        return statement_of_bounds(text, point(0), unit, 0.0, "the same day", "value")
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
    return _exact_days(text, number_in(number, "1"), unit, size)


def _half(word: str) -> str:
    return str(stated(word).value + Decimal("0.5"))


def _exact_days(text: str, read: Stated, unit: str, size: str) -> Statement:
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
    reason = read.reason + ("" if size == "1" else f"; one is {size} days")
    if size != "1" and read.qualifier == "plain" and read.value == int(read.value) and read.value > 1:
        scaled = Interval(
            scaled.low, (read.value + 1) * Decimal(size) / per, True, False
        )  # 63 years and eight months are 63 years too
        reason = f"rounded, or full ones counted; one is {size} days"
    return statement_from(
        text, read, unit, interval=scaled, value=float(read.value * Decimal(size) / per), reason=reason
    )


def said_date(text: str, body: str, unit: str) -> Statement:
    """A day, a month or a year, or what lies before or after it, as ordinals."""
    first, last, reason = read_day(body)
    low, high = (None if d is None else Decimal(d.toordinal()) for d in (first, last))
    value = None if low is None or low != high else float(low)
    return statement_of_bounds(text, Interval(low, high), unit, value, reason, "date")


def said_words(text: str, body: str, unit: str) -> Statement:
    """A vote or a status, held word for word."""
    lower = re.sub(r"[^a-z0-9-]+", " ", body.lower().replace("_", " ")).strip()
    tally = re.fullmatch(r"(\d{1,2})(?:-(\d{1,2}))?(?:-(\d{1,2}))?", lower.replace(" to ", "-"))
    found = (lower,) if tally is None else ("-".join(str(int(part or 0)) for part in tally.groups()),)
    return Statement(
        text=text, kind="vote" if tally else "status", unit=unit, words=found, reason="held word for word"
    )
