"""Periods of trade: months, quarters, halves, years and cumulated spans, as days that can be added.

Customs publish "January to July" beside the months; the difference of two cumulated spans is a
month. Spans keep their first and last day, both included, so that sums never need a calendar.
"""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta
from functools import lru_cache

import msgspec

from yalu.trade.files.faults import RefusedError
from yalu.vocabulary.dates import DateError, parse_date
from yalu.vocabulary.words.readable import spoken_span

_MONTHS = {name.lower(): number for number, name in enumerate(calendar.month_name) if name}
# Whole names that mean one month in every language that has them: listopad is October in Croatia, November in Poland.
_OTHER_MONTHS = {
    name: number
    for number, names in enumerate((
        "januar jänner janvier enero janeiro gennaio januari январь января",
        "februar février fevrier febrero fevereiro febbraio februari февраль февраля",
        "märz maerz mars marzo março maart март марта",
        "avril abril aprile апрель апреля",
        "mai mayo maio maggio mei май мая",
        "juni juin junio junho giugno июнь июня",
        "juli juillet julio julho luglio июль июля",
        "août aout agosto augustus augusti август августа",
        "septembre septiembre setiembre setembro settembre сентябрь сентября",
        "oktober octobre octubre outubro ottobre октябрь октября",
        "novembre noviembre novembro ноябрь ноября",
        "dezember décembre decembre diciembre dezembro dicembre desember декабрь декабря",
    ), start=1)
    for name in names.split()
}  # fmt: skip
_QUARTER = re.compile(r"(\d{4})[- ]?[Qq]([1-4])|[Qq]([1-4])[-/ ]?(\d{4})")
_HALF = re.compile(r"(\d{4})[- ]?[Hh]([12])")
_COMPACT = re.compile(
    r"(\d{4})M?(\d{2})(?:(?<!M\d{2})(\d{2}))?(?:\.0)?"
)  # 201701, 20170131, Eurostat's 2017M01
_LOOSE = re.compile(r"(\d{4})[-/.](\d{1,2})(?:[-/.](\d{1,2}))?(?:[ T]00:00(?::00(?:\.0+)?)?)?")
_MONTH_FIRST = re.compile(r"(\d{1,2})[-/](\d{4})")
_NAMED = re.compile(r"([^\W\d_]{3,10})[-. ,]+(\d{4})")
_IMF_MONTH = re.compile(r"(\d{4})M(\d)")
_YEAR_MONTHS = re.compile(r"(\d{4})\s*[年년]\s*(?:(\d{1,2})\s*(?:[-~—至到]\s*(\d{1,2})\s*)?[月월])?")
_FLOAT_MONTH = re.compile(r"(\d{4})\.1")
_TWO_YEARS = re.compile(r"(\d{4})[-/.–](\d{2}|\d{4})")
_DAY_NUMBER = re.compile(r"(3[6-9]|4[0-9]|5[0-9])\d{3}(?:\.0)?")
_ALLOWED = "write 2017-01, 201701, 2017-Q1, 2017-H1, 2017 or 2017-01/2017-07"


class DaySpan(msgspec.Struct, frozen=True, order=True):
    """A run of whole days, both ends included."""

    start: date
    end: date

    @property
    def label(self) -> str:
        """The span as figure ids name it: ``2017``, ``2017-H1``, ``2017-Q1``, ``2017-01``, ``2017-01..2017-07``."""
        year, first = self.start.year, self.start.month
        if not self.whole_months:
            return str(self.start) if self.start == self.end else f"{self.start}..{self.end}"
        if self.end.year == year:
            length = self.end.month - first + 1
            if length == 12:
                return str(year)
            if length == 6 and first in {1, 7}:
                return f"{year}-H{1 + first // 7}"
            if length == 3 and first % 3 == 1:
                return f"{year}-Q{1 + first // 3}"
            if length == 1:
                return f"{year}-{first:02d}"
        return f"{year}-{first:02d}..{self.end.year}-{self.end.month:02d}"

    @property
    def edtf(self) -> str:
        """The span as the flows table writes it, an EDTF date or interval."""
        if not self.whole_months:
            return str(self.start) if self.start == self.end else f"{self.start}/{self.end}"
        first, last = f"{self.start:%Y-%m}", f"{self.end:%Y-%m}"
        if first == last:
            return first
        if (self.start.month, self.end.month) == (1, 12) and self.start.year == self.end.year:
            return f"{self.start:%Y}"
        return f"{first}/{last}"

    @property
    def whole_months(self) -> bool:
        """Whether the span begins on a first and ends on a last day of a month."""
        return self.start.day == 1 and self.end == last_day(self.end.year, self.end.month)

    @property
    def after(self) -> date:
        """The day after the span."""
        return self.end + timedelta(1)

    @property
    def months(self) -> tuple[DaySpan, ...]:
        """The months the span touches, whole."""
        found = [month(self.start.year, self.start.month)]
        while found[-1].end < self.end:
            found.append(month(found[-1].after.year, found[-1].after.month))
        return tuple(found)

    def years_earlier(self, years: int = 1) -> DaySpan:
        """The same span so many years before; the last day of February stays the last day."""
        return DaySpan(_shifted(self.start, years), _shifted(self.end, years))

    def contains(self, other: DaySpan) -> bool:
        """Whether the other span lies inside."""
        return self.start <= other.start and other.end <= self.end

    def __str__(self) -> str:
        """The span as a reader says it: January to July 2017."""
        return spoken_span(self.label)


def last_day(year: int, month_number: int) -> date:
    """The last day of a month."""
    return date(year, month_number, calendar.monthrange(year, month_number)[1])


def month(year: int, number: int) -> DaySpan:
    """One month."""
    return DaySpan(date(year, number, 1), last_day(year, number))


def months(year: int, first: int, last: int) -> DaySpan:
    """The months of a year from first to last."""
    return DaySpan(date(year, first, 1), last_day(year, last))


@lru_cache(maxsize=16384)
def parse_span(text: str) -> DaySpan:
    """Read a period as trade files write it: months, quarters, halves, years, intervals, also in Chinese.

    Raises RefusedError naming the ways a period can be written.
    """
    body = text.strip()
    try:
        found = _read(body)
    except RefusedError:
        raise
    except (ValueError, DateError) as error:
        raise RefusedError(f"a period exists in the calendar ({error})", _ALLOWED) from None
    if found is None:
        raise RefusedError("a period names a month, quarter, half, year or span", _ALLOWED)
    if found.end < found.start:
        raise RefusedError("a period ends after it starts", "put the earlier end first")
    if not 1900 <= found.start.year <= 2100:
        raise RefusedError("a period lies between 1900 and 2100", _ALLOWED)
    return found


def _read(text: str) -> DaySpan | None:
    for mark in ("/", ".."):
        head, found, tail = text.partition(mark)
        if found and re.fullmatch(r"\d{4}(-\d\d){0,2}", head) and re.fullmatch(r"\d{4}(-\d\d){0,2}", tail):
            return DaySpan(parse_date(head).earliest, parse_date(tail).latest)
    if match := _QUARTER.fullmatch(text):
        last = 3 * int(match[2] or match[3])
        return months(int(match[1] or match[4]), last - 2, last)
    if match := _HALF.fullmatch(text):
        last = 6 * int(match[2])
        return months(int(match[1]), last - 5, last)
    if match := _YEAR_MONTHS.fullmatch(text):
        first = int(match[2] or 1)
        return months(int(match[1]), first, int(match[3] or match[2] or 12))
    if re.fullmatch(r"\d{4}(?:\.0)?", text):
        return months(int(text[:4]), 1, 12)
    return _day_or_month(text)


def _day_or_month(text: str) -> DaySpan | None:
    if match := _FLOAT_MONTH.fullmatch(text):
        raise RefusedError(
            "a year and .1 can be January, or October (.10) whose last zero a spreadsheet cut off",
            f'write {match[1]}-01 or {match[1]}-10, or say it in a mapping: words: {{period: {{"{text}": "{match[1]}-10"}}}}',
        )
    if _DAY_NUMBER.fullmatch(text):
        raise RefusedError(
            "a number of five digits can be a day as spreadsheets count them",
            "give the column the format of a date or of text",
        )
    if match := _COMPACT.fullmatch(text) or _LOOSE.fullmatch(text):
        year, number, day = int(match[1]), int(match[2]), match[3]
        return (
            DaySpan(date(year, number, int(day)), date(year, number, int(day)))
            if day
            else month(year, number)
        )
    if match := _MONTH_FIRST.fullmatch(text):
        return month(int(match[2]), int(match[1]))
    if match := _IMF_MONTH.fullmatch(text):
        return month(int(match[1]), int(match[2]))
    if match := _NAMED.fullmatch(text):  # a month or how one begins: Dec, Sept, March; "Decline 2017" is none
        word = match[1].lower()
        named = [number for name, number in _MONTHS.items() if name.startswith(word)]
        found = named[0] if named else _OTHER_MONTHS.get(word)
        return month(int(match[2]), found) if found else None
    return None


def two_years(text: str) -> bool:
    """Whether a period can be a year that ends in the next one: 2012-13 is one, 2011-12 may be a month, 2011/2012 two years."""
    found = _TWO_YEARS.fullmatch(text.strip())
    return found is not None and str(int(found[1]) + 1).endswith(found[2])


def _shifted(day: date, years: int) -> date:
    year = day.year - years
    at_end = day == last_day(day.year, day.month)
    return (
        last_day(year, day.month)
        if at_end
        else date(year, day.month, min(day.day, last_day(year, day.month).day))
    )
