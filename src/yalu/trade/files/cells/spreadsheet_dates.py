"""Dates that may be whole months: a spreadsheet stores "Aug 2017" as 1 August, a data library as the 31st.

Read as days, all of August would lie before a ban of the 5th, or after it. A column whose dates are
all firsts (or all lasts) of months is therefore asked about, never guessed: ``dates: month`` or
``dates: day`` in a mapping answers, for all columns or field by field.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import msgspec

from yalu.documents.problems import ProblemLog, shown
from yalu.trade.figures.periods import DaySpan, last_day, parse_span, two_years
from yalu.trade.files.cells.cells import read_date
from yalu.trade.files.faults import RefusedError, TradeError
from yalu.vocabulary.dates import DateError, parse_date

DATE_FIELDS = ("period", "contract_date", "loaded_date", "arrived_date", "declared_date", "released_date")


class _Seen(msgspec.Struct):
    """The days of one column so far: firsts and lasts of months, and whether there was any other."""

    firsts: set[date]
    lasts: set[date]
    other: bool = False

    @property
    def in_question(self) -> set[date]:
        """The days that can all be whole months; empty when a day is certainly a day."""
        if self.other or (self.firsts and self.lasts):
            return set()
        return self.firsts or self.lasts


class DateReader:
    """Reads the dates of one file, and remembers by column whether they are all firsts or lasts of months.

    Of periods it remembers whether they are fiscal years (2010-11, 2011-12, 2012-13), two of which look like months.
    """

    def __init__(self, answers: str | Mapping[str, str]) -> None:
        self._answers = dict.fromkeys(DATE_FIELDS, answers) if isinstance(answers, str) else {**answers}
        self._seen = {field: _Seen(set(), set()) for field in DATE_FIELDS}
        self._two_years: set[str] = set()
        self._other_periods = False

    def period(self, text: str) -> str:
        """A period as the flows table writes it. Raises RefusedError."""
        if two_years(text):
            self._two_years.add(text.strip())
        span = parse_span(text)
        self._other_periods = self._other_periods or not two_years(text)
        if span.start != span.end:
            return span.edtf
        if text.count("/") == 1 and text.count("-") == 4:  # a day written as an interval is meant as a day
            return self._said_day(span)
        answer = self._answers.get("period", "")
        month_end = span.start == last_day(span.start.year, span.start.month)
        if answer == "month":
            if span.start.day == 1 or month_end:
                return f"{span.start:%Y-%m}"
            raise RefusedError(
                "the mapping says that dates are whole months, which are written as their first or last day",
                "correct the date, or say dates: day",
            )
        self._note("period", span.start)
        return self._said_day(span) if answer == "day" else span.edtf

    @staticmethod
    def _said_day(span: DaySpan) -> str:
        """A day that is meant as one; a first or last of a month as an interval, so that it is never asked about again."""
        ends = span.start.day == 1 or span.start == last_day(span.start.year, span.start.month)
        return f"{span.edtf}/{span.edtf}" if ends else span.edtf

    def day(self, field: str, text: str) -> str:
        """A date of a consignment, as precise as it is written or said to be. Raises RefusedError."""
        found = read_date(text)
        try:
            when = parse_date(found) if found else None
        except DateError:  # an interval or another form that is no single date
            return found
        if when is None or not when.exact:
            return found
        if self._answers.get(field) == "month" and when.earliest.day == 1:
            return f"{when.earliest:%Y-%m}"
        self._note(field, when.earliest)
        return found

    def _note(self, field: str, day: date) -> None:
        seen = self._seen[field]
        if day.day == 1:
            seen.firsts.add(day)
        elif day == last_day(day.year, day.month):
            seen.lasts.add(day)
        else:
            seen.other = True

    def ask(self, file: str) -> None:
        """Raise TradeError for fiscal years that look like months, and for every column whose days can all be months
        and about which nothing was said."""
        log = ProblemLog()
        years = sorted(self._two_years)
        if len(years) > 1 and not self._other_periods:
            first = years[0]
            log.add(
                file, 1, "period",
                f"{', '.join(years[:4])} can be years that end in the next one, or months or two years each",
                rule="a period is a month or a year, and a fiscal year is written with the months it covers",
                next_step=f'say what each is in a mapping: words: {{period: {{"{first}": "{first[:4]}-04/{int(first[:4]) + 1}-03"}}}}, '
                "with the months that the publisher means",
                value=first,
            )  # fmt: skip
        for field, seen in self._seen.items():
            days = seen.in_question
            # One first in the periods is enough to ask. A single contract of the first, or a month's
            # last day alone, is as likely a day.
            enough = 1 if field == "period" and seen.firsts else 2
            if self._answers.get(field) or len(days) < enough:
                continue
            which = "first" if seen.firsts else "last"
            log.add(
                file, 1, field,
                f"every date under {shown(field)} is the {which} day of a month ({len(days):,} of them, such as {min(days)})",
                rule="a date is one day, and spreadsheets write a whole month as its first day, other programs as its last",
                next_step="say which is meant: dates: month, or dates: day, in a mapping or with --dates",
                value=str(min(days)),
            )  # fmt: skip
        if log.has_errors:
            raise TradeError(log.problems())
