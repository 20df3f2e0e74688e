"""Periods moved: the one before, the one after, a year back, the months of the year so far."""

from __future__ import annotations

from datetime import date, timedelta

from yalu.documents.choices import ChoiceError
from yalu.trade.figures.periods import DaySpan, last_day, parse_span
from yalu.trade.files.faults import RefusedError


def span_named(text: str) -> DaySpan | None:
    """The span a text names, or None when it names none."""
    try:
        return parse_span(text)
    except (RefusedError, ChoiceError):
        return None


def shifted(text: str, steps: int) -> str:
    """The period as long as this one, so many of its lengths later; "" when it cannot be moved."""
    span = span_named(text)
    if span is None:
        return ""
    if not span.whole_months:
        length = (span.end - span.start).days + 1
        return DaySpan(span.start + timedelta(steps * length), span.end + timedelta(steps * length)).label
    months = len(span.months) * steps
    return DaySpan(_first(span.start, months), _last(span.end, months)).label


def years_back(text: str, years: int) -> str:
    """The same period so many years earlier; "" when it cannot be moved."""
    span = span_named(text)
    return "" if span is None else span.years_earlier(years).label


def so_far(text: str) -> str:
    """January up to the end of a period; "" when it begins in January."""
    span = span_named(text)
    if span is None or not span.whole_months or span.start.month == 1 or span.start.year != span.end.year:
        return ""
    return DaySpan(date(span.start.year, 1, 1), span.end).label


def last_month(text: str) -> str:
    """The last month of a cumulated period; "" when it is one month."""
    span = span_named(text)
    if span is None or not span.whole_months or len(span.months) == 1:
        return ""
    return span.months[-1].label


def _first(day: date, months: int) -> date:
    count = day.year * 12 + day.month - 1 + months
    return date(count // 12, count % 12 + 1, 1)


def _last(day: date, months: int) -> date:
    first = _first(day.replace(day=1), months)
    return last_day(first.year, first.month)
