"""Partial dates, windows and the three dates of a fact.

A source often gives a month, a year or a decade and no day. A partial date keeps what was said
(EDTF levels 0 and 1, ISO 8601-2:2019) and answers only with bounds: the earliest and the latest
day it can mean. Nothing here ever picks a day in between.
"""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta
from functools import lru_cache
from typing import Literal

import msgspec

from yalu.vocabulary.answers import CANNOT_SAY, NO, YES, Answer

Precision = Literal["day", "month", "season", "year", "decade", "century"]

_SHAPE = re.compile(
    r"(?P<year>[0-9]{4}|[0-9]{3}X|[0-9]{2}XX)(?:-(?P<month>[0-9]{2}|XX)(?:-(?P<day>[0-9]{2}|XX))?)?"
    r"(?P<doubt>[?~%]?)"
)
# EDTF level 1 seasons; the northern-hemisphere months are the convention of the sources we read.
_SEASONS = {21: (3, 5), 22: (6, 8), 23: (9, 11), 24: (12, 12)}


class DateError(ValueError):
    """A text is not a partial date; the message says which part and what would be one."""


class PartialDate(msgspec.Struct, frozen=True, order=False):
    """A date as precise as its source, with the earliest and latest day it can mean.

    ``text`` is the EDTF text as written; ``earliest`` and ``latest`` are both inclusive.
    ``uncertain`` is EDTF ``?`` (the source may be wrong), ``approximate`` is ``~`` (about then).
    Neither widens the bounds: how wrong a source may be is not a number anybody stated.
    """

    text: str
    earliest: date
    latest: date
    precision: Precision
    uncertain: bool = False
    approximate: bool = False

    @property
    def exact(self) -> bool:
        """True when the text names one day."""
        return self.earliest == self.latest

    def __str__(self) -> str:
        return self.text


@lru_cache(maxsize=65536)
def parse_date(text: str) -> PartialDate:
    """Read an EDTF level 0 or 1 date such as ``1984-05-09``, ``1984-05``, ``1984``, ``199X`` or ``1984?``.

    Seasons (``1984-21``) are read too. Raises DateError naming the part that cannot be a date.
    """
    if not isinstance(text, str):
        # YAML and spreadsheets turn an unquoted date into a date of their own, and 1984 into a number.
        raise DateError(
            f"{text!r} is not text; quote the date, as in '{text!s}', so that it stays as precise"
        )
    match = _SHAPE.fullmatch(text)
    if match is None:
        raise DateError(
            f"{text!r} is not a date; write YYYY-MM-DD, YYYY-MM, YYYY, 199X or 19XX, with ? for doubtful"
        )
    year, month, day, doubt = match["year"], match["month"], match["day"], match["doubt"]
    earliest, latest, precision = _bounds(text, year, month, day)
    return PartialDate(
        text=text, earliest=earliest, latest=latest, precision=precision, uncertain=doubt in {"?", "%"},
        approximate=doubt in {"~", "%"},
    )  # fmt: skip


def _bounds(text: str, year: str, month: str | None, day: str | None) -> tuple[date, date, Precision]:
    first_year, last_year = int(year.replace("X", "0")), int(year.replace("X", "9"))
    if first_year < 1:
        raise DateError(f"{text!r}: year {year} is out of range; years run from 0001 to 9999")
    if "X" in year:
        if month is not None:
            raise DateError(f"{text!r}: a {year} date cannot name a month; write {year}")
        return date(first_year, 1, 1), date(last_year, 12, 31), "decade" if year[2] != "X" else "century"
    if month is None or month == "XX":
        if day not in (None, "XX"):
            raise DateError(f"{text!r}: a day without a month; write {year}")
        return date(first_year, 1, 1), date(first_year, 12, 31), "year"
    number = int(month)
    if number in _SEASONS and day is None:
        first, last = _SEASONS[number]
        if number == 24:  # winter of a year runs into the next
            end = (
                date(first_year, 12, 31) if first_year == 9999 else date(first_year + 1, 3, 1) - timedelta(1)
            )
            return date(first_year, 12, 1), end, "season"
        return date(first_year, first, 1), _last_day(first_year, last), "season"
    if not 1 <= number <= 12:
        raise DateError(f"{text!r}: month {month} does not exist; months run from 01 to 12")
    if day is None or day == "XX":
        return date(first_year, number, 1), _last_day(first_year, number), "month"
    last_of_month = _last_day(first_year, number).day
    if not 1 <= int(day) <= last_of_month:
        raise DateError(f"{text!r}: day {day} does not exist; {year}-{month} has {last_of_month} days")
    exact = date(first_year, number, int(day))
    return exact, exact, "day"


def _last_day(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])


class Window(msgspec.Struct, frozen=True):
    """A span of days, both ends included; an end that is None is open.

    Law and tenures are stated as first and last day, never pro-rated, so both ends count.
    """

    start: date | None = None
    end: date | None = None

    def __post_init__(self) -> None:
        if self.start is not None and self.end is not None and self.end < self.start:
            raise DateError(f"the window ends on {self.end}, before it starts on {self.start}; correct one")

    def __contains__(self, day: date) -> bool:
        return (self.start is None or self.start <= day) and (self.end is None or day <= self.end)

    def holds(self, when: PartialDate) -> Answer:
        """Whether a partial date lies inside: ``cannot_say`` when its bounds straddle an end."""
        if when.earliest in self and when.latest in self:
            return YES
        before = self.start is not None and when.latest < self.start
        after = self.end is not None and when.earliest > self.end
        return NO if before or after else CANNOT_SAY

    def clip(self, other: Window) -> Window | None:
        """The days both windows share, or None."""
        starts = [w.start for w in (self, other) if w.start is not None]
        ends = [w.end for w in (self, other) if w.end is not None]
        start, end = max(starts, default=None), min(ends, default=None)
        if start is not None and end is not None and end < start:
            return None
        return Window(start, end)

    @property
    def days(self) -> int:
        """Length in days, both ends counted. Raises DateError on an open window."""
        if self.start is None or self.end is None:
            raise DateError(f"the window {self} is open, so it has no length; close it first")
        return (self.end - self.start).days + 1

    @property
    def years(self) -> float:
        """Length in years of 365.2425 days, the mean Gregorian year."""
        return self.days / 365.2425

    def __str__(self) -> str:
        return f"{self.start or '..'}/{self.end or '..'}"


def parse_window(text: str) -> Window:
    """Read an EDTF interval such as ``2016-11-30/2016-12-31``, ``2017-01-01/..`` or a single date.

    A partial end is taken at its outer bound: ``2013/2016`` runs to 31 December 2016.
    """
    head, slash, tail = text.partition("/")
    if not slash:
        single = parse_date(text)
        return Window(single.earliest, single.latest)
    start = None if head in {"..", ""} else parse_date(head).earliest
    end = None if tail in {"..", ""} else parse_date(tail).latest
    return Window(start, end)


class ThreeDates(msgspec.Struct, frozen=True):
    """When a fact happened, when the law on it was in force, and from when it could be known.

    ``known_from`` is None when no source says when it became public; such a fact is never dropped
    by a knowledge date, and results that use one say so.
    """

    happened: PartialDate
    in_force: Window = Window()
    known_from: PartialDate | None = None

    def known_by(self, day: date) -> Answer:
        """Whether the fact could be known on ``day``."""
        if self.happened.earliest > day:
            return NO
        known = self.known_from
        if known is None:
            return CANNOT_SAY
        return Window(end=day).holds(known)
