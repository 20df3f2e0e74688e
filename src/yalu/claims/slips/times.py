"""The wrong time: a period shifted, a stale year, months added up taken for one month, another day."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from functools import partial

from yalu.claims.questions.spans import last_month, shifted, so_far, span_named, years_back
from yalu.claims.records import Reading, Slip
from yalu.claims.slips.trials import Trial

_NAMES = ("period", "against_period")
_YEARS = 5
Try = tuple[str, Callable[[], Reading]]


def _changed(trial: Trial, moves: Callable[[str], list[str]]) -> list[Try]:
    tries: list[Try] = []
    for name in _NAMES:
        for where, value in trial.places(name):
            if not value:
                continue
            for moved in dict.fromkeys(moves(value)):
                if moved and moved != value:
                    tries.append((f"taking {moved} for {value}", partial(trial.read, where, {name: moved})))
    return tries


def stale_year(trial: Trial) -> Iterator[Slip]:
    """The figure of an earlier year, up to five back."""
    yield from trial.first(
        "stale_year", _changed(trial, lambda text: [years_back(text, n) for n in range(1, _YEARS + 1)])
    )


def shifted_period(trial: Trial) -> Iterator[Slip]:
    """The period next to it, or a year later."""

    def moves(text: str) -> list[str]:
        span = span_named(text)
        yearly = span is not None and len(span.months) == 12
        near = [shifted(text, 1), shifted(text, 2)] if yearly else [shifted(text, n) for n in (-1, 1, -2, 2)]
        return [*near, years_back(text, -1)]

    yield from trial.first("period_shifted", _changed(trial, moves))


def cumulative(trial: Trial) -> Iterator[Slip]:
    """January to the month for the month, or the last month for all of them."""
    yield from trial.first(
        "cumulative_for_monthly", _changed(trial, lambda text: [so_far(text), last_month(text)])
    )


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
        ("day and month exchanged", _exchanged(ours)),
    ]
    for says, day in tries:
        if day is not None and trial.fits_number(float(day.toordinal())):
            kind = "stale_year" if "year" in says else "period_shifted"
            yield trial.slip(kind, says, trial.ours, len(tries))
            return


def _moved(day: date, *, years: int = 0, months: int = 0) -> date | None:
    count = day.year * 12 + day.month - 1 + years * 12 + months
    try:
        return date(count // 12, count % 12 + 1, day.day)
    except ValueError:
        return None


def _exchanged(day: date) -> date | None:
    try:
        return date(day.year, day.day, day.month)
    except ValueError:
        return None
