"""The wrong time: a period shifted, longer or shorter, a stale year, another year's cut, months added up, another day."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date

from yalu.claims.passages.periods import real_day
from yalu.claims.questions.spans import last_month, shifted, so_far, span_named, years_back
from yalu.claims.records import Slip
from yalu.claims.slips.trials import Changes, Trial, Try
from yalu.trade.figures.periods import DaySpan, last_day

_NAMES = ("period", "against_period")
_YEARS = 5  # how far back is tried; our choice, each more makes a hit by chance likelier
# First months of years that are no calendar years: Britain, India and Japan from April, Australia and Pakistan
# from July, the United States government from October. A year is named by where it begins or ends.
_FISCAL = {4: "April to March", 7: "July to June", 10: "October to September"}
_LONGER, _SHORTER = (12, 6, 3), (6, 3, 1)


def _moved_periods(trial: Trial, moves: Callable[[str], Iterable[str]]) -> list[Try]:
    def changes(name: str, value: str) -> Changes:
        for moved in dict.fromkeys(moves(value) if value else ()):
            if moved and moved != value:
                yield f"taking {moved} for {value}", {name: moved}

    return [one for name in _NAMES for one in trial.tries(name, changes)]


def stale_year(trial: Trial) -> Iterator[Slip]:
    """The figure of an earlier year, up to five back."""
    tries = _moved_periods(trial, lambda text: [years_back(text, n) for n in range(1, _YEARS + 1)])
    yield from trial.first("stale_year", tries)


def shifted_period(trial: Trial) -> Iterator[Slip]:
    """The period next to it, or a year later."""

    def moves(text: str) -> list[str]:
        span = span_named(text)
        yearly = span is not None and len(span.months) == 12
        return [*(shifted(text, n) for n in ((1, 2) if yearly else (-1, 1, -2, 2))), years_back(text, -1)]

    yield from trial.first("period_shifted", _moved_periods(trial, moves))


def cumulative(trial: Trial) -> Iterator[Slip]:
    """January to the month for the month, or the last month for all of them."""
    tries = _moved_periods(trial, lambda text: [so_far(text), last_month(text)])
    yield from trial.first("cumulative_for_monthly", tries)


def period(trial: Trial) -> Iterator[Slip]:
    """A month for its quarter, half or year, or one of these for a month in it."""

    def other_lengths(name: str, value: str) -> Changes:
        span = span_named(value)
        if span is not None and span.whole_months:
            for other in (*_around(span), *_within(span)):
                yield f"taking {other} for {value}", {name: other}

    yield from trial.first("part_of_period", trial.tries("period", other_lengths))


def _around(span: DaySpan) -> Iterator[str]:
    """The whole year, half and quarter that a shorter period lies in."""
    for size in _LONGER:
        if len(span.months) < size:
            first = (span.start.month - 1) // size * size + 1
            whole = _months(span.start.year, first, size)
            if whole.contains(span):
                yield whole.label


def _within(span: DaySpan) -> Iterator[str]:
    """The halves, quarters and months of a longer period."""
    for size in _SHORTER:
        if len(span.months) > size:
            parts = (_months(span.start.year, first, size) for first in range(1, 13, size))
            yield from (part.label for part in parts if span.contains(part))


def _months(year: int, first: int, size: int) -> DaySpan:
    last = first + size - 1
    end_year, end = year + (last - 1) // 12, (last - 1) % 12 + 1
    return DaySpan(last_day(year, first).replace(day=1), last_day(end_year, end))


def fiscal_year(trial: Trial) -> Iterator[Slip]:
    """A year that begins in April, July or October, taken for the calendar year, or that for it."""

    def other_cuts(name: str, value: str) -> Changes:
        span = span_named(value)
        if span is None or not span.whole_months or len(span.months) != 12:
            return
        if span.start.month != 1:
            for year in (span.start.year, span.end.year):
                yield f"taking the calendar year {year} for {value}", {name: str(year)}
            return
        for first, named in _FISCAL.items():
            for year in (span.start.year, span.start.year - 1):
                other = _months(year, first, 12).label
                yield f"taking the year from {named}, {other}, for {value}", {name: other}

    yield from trial.first("fiscal_year", trial.tries("period", other_cuts))


def other_day(trial: Trial) -> Iterator[Slip]:
    """The same day of another year or month, or day and month exchanged."""
    if trial.measured != "date" or trial.ours.value is None:
        return
    ours = date.fromordinal(int(trial.ours.value))
    tries = [
        (f"another year, {ours.year + n} for {ours.year}", _moved(ours, years=n)) for n in (-1, 1, -2, 2)
    ]
    tries += [
        ("the month before", _moved(ours, months=-1)),
        ("the month after", _moved(ours, months=1)),
        ("day and month exchanged", real_day(ours.year, ours.day, ours.month)),
    ]
    for says, day in tries:
        if day is not None and trial.fits_number(float(day.toordinal())):
            kind = "stale_year" if "year" in says else "period_shifted"
            yield trial.slip(kind, says, trial.ours, len(tries))
            return


def _moved(day: date, *, years: int = 0, months: int = 0) -> date | None:
    count = day.year * 12 + day.month - 1 + years * 12 + months
    return real_day(count // 12, count % 12 + 1, day.day)
