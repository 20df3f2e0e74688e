"""The windows of a cap: whole spans as the law states them, never pro-rated.

A window may be longer than the measure is in force. The limit stays whole; only the trade of days
in force counts against it.
"""

from __future__ import annotations

from datetime import date, timedelta

import msgspec

from yalu.measures.records import LimitWindow, Measure
from yalu.vocabulary.dates import Window


class CapWindow(msgspec.Struct, frozen=True):
    """One span of one cap. ``counted`` holds the days of it on which the measure is in force."""

    label: str
    first: date
    last: date
    counted: Window


def windows_of(measure: Measure, until: date) -> tuple[CapWindow, ...]:
    """Every window of a cap or freeze that begins on a day in force and not after ``until``."""
    stated = measure.limit.window or _first_year(measure)
    force = _days_in_force(measure)
    if force is None:
        return ()
    found = []
    for years in range(0 if stated.repeats == "once" else 200, -1, -1):
        first, last = _later(stated.first, years), _before(_later(_after(stated.last), years))
        counted = Window(first, last).clip(force)
        if first <= until and counted is not None:
            found.append(CapWindow(_label(first, last), first, last, counted))
    return tuple(reversed(found))


def _first_year(measure: Measure) -> LimitWindow:
    """A freeze without a window of its own is for each twelve months from its first day."""
    first = measure.in_force.start
    return LimitWindow(first=first, last=_before(_later(first, 1)), repeats="yearly")


def _days_in_force(measure: Measure) -> Window | None:
    start, until = measure.in_force.start, measure.in_force.until
    if until is None:
        return Window(start)
    return None if until <= start else Window(start, until - timedelta(1))


def _label(first: date, last: date) -> str:
    """The year of a window inside one year, else its first day: unique within a measure and stable."""
    return str(first.year) if first.year == last.year else first.isoformat()


def _after(day: date) -> date:
    return day + timedelta(1) if day < date.max else day


def _before(day: date) -> date:
    return day - timedelta(1)


def _later(day: date, years: int) -> date:
    """The same day some years on; 29 February becomes 1 March where there is none."""
    year = min(day.year + years, 9999)
    try:
        return day.replace(year=year)
    except ValueError:
        return date(year, 3, 1)
