"""The windows of a cap: whole spans as the law states them, never pro-rated.

A window may be longer than the measure is in force. The limit stays whole; only the trade of days
in force counts against it.
"""

from __future__ import annotations

from datetime import date, timedelta

import msgspec

from yalu.law.text.records import LimitWindow, Measure, Repeats
from yalu.vocabulary.dates import Window

MONTHS: dict[str, int] = {"monthly": 1, "quarterly": 3, "yearly": 12}
_MOST = 2_400  # as often as a monthly limit comes back in 200 years


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
    step = MONTHS.get(stated.repeats, 0)
    for number in range(_MOST if step else 1):
        first = _later(stated.first, number * step)
        if first > until or (force.end is not None and first > force.end):
            break
        last = _before(_later(_after(stated.last), number * step))
        counted = Window(first, last).clip(force)
        if counted is not None:
            found.append(CapWindow(_label(first, last, stated.repeats), first, last, counted))
    return tuple(found)


def runs_into_itself(window: LimitWindow) -> bool:
    """Whether a window that comes back has not ended when it does, so that one trade would count twice."""
    return window.repeats != "once" and window.last >= _later(window.first, MONTHS[window.repeats])


def _first_year(measure: Measure) -> LimitWindow:
    """A freeze without a window of its own is for each twelve months from its first day."""
    first = measure.in_force.start
    return LimitWindow(first=first, last=_before(_later(first, 12)), repeats="yearly")


def _days_in_force(measure: Measure) -> Window | None:
    start, until = measure.in_force.start, measure.in_force.until
    if until is None:
        return Window(start)
    return None if until <= start else Window(start, until - timedelta(1))


def _label(first: date, last: date, repeats: Repeats) -> str:
    """The year, month or quarter of a window inside one, else its first day: unique in a measure and stable."""
    month = (first.year, first.month) == (last.year, last.month)
    quarter = (first.year, _quarter(first)) == (last.year, _quarter(last))
    if repeats == "monthly":
        return f"{first:%Y-%m}" if month else first.isoformat()
    if repeats == "quarterly":
        return f"{first.year}-Q{_quarter(first)}" if quarter else first.isoformat()
    return str(first.year) if first.year == last.year else first.isoformat()


def _quarter(day: date) -> int:
    return (day.month + 2) // 3


def _after(day: date) -> date:
    return day + timedelta(1) if day < date.max else day


def _before(day: date) -> date:
    return day - timedelta(1)


def _later(day: date, months: int) -> date:
    """The same day some months on; the first of the next month where there is no such day, as for 29 February."""
    years, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    year = min(years, 9999)
    try:
        return day.replace(year=year, month=month + 1)
    except ValueError:
        return date(year, month + 2, 1)
