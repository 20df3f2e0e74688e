"""How the record was searched, decade by decade, and what was found there: what a count can be compared with."""

from __future__ import annotations

from datetime import date

import msgspec

from yalu.case.records import Case
from yalu.documents.choices import ChoiceError
from yalu.visits.rules.codebook import ChosenRules
from yalu.visits.rules.counts import decided
from yalu.vocabulary.answers import CANNOT_SAY, YES
from yalu.vocabulary.dates import Window


class Decade(msgspec.Struct, frozen=True):
    """One decade of the years that were rated: how well they were searched, and the visits that begin in it.

    ``good`` to ``unrated`` are years. ``counted`` and ``undecided`` are visits under the rule set, ``visits`` all
    rows; ``left_out`` are classes of posts that somebody did not search for, with the number of years.
    """

    decade: str
    good: int
    partial: int
    thin: int
    unrated: int
    months_read: int
    visits: int
    counted: int
    undecided: int
    left_out: tuple[tuple[str, int], ...]


def decades(case: Case, rules: ChosenRules, window: Window | None = None) -> tuple[Decade, ...]:
    """The decades of a window (default: everything observed). Raises ChoiceError when no year is rated.

    A visit belongs to the decade of the first day in the window that its start can mean.
    """
    if not case.rated_years:
        raise ChoiceError(
            f"case {case.id} rates no year, so nobody can say how well the record was searched; "
            "add rows to coverage.csv"
        )
    span = case.observed.clip(window) if window is not None else case.observed
    if span is None or span.start is None or span.end is None:
        return ()
    years = range(span.start.year, span.end.year + 1)
    return tuple(
        _decade(case, rules, span, first, [year for year in years if year // 10 * 10 == first])
        for first in sorted({year // 10 * 10 for year in years})
    )


def _decade(case: Case, rules: ChosenRules, span: Window, first: int, years: list[int]) -> Decade:
    rated = {row.year: row for row in case.rated_years if row.year in years}
    level = [rated[year].level if year in rated else "unrated" for year in years]
    inside = [
        span.holds(visit.start) & decision.counts
        for visit, decision in decided(case, rules)
        if span.holds(visit.start) != "no" and max(visit.start.earliest, span.start or date.min).year in years
    ]
    classes: dict[str, int] = {}
    for row in rated.values():
        for column, value in row.left_out:
            if column == "posts":
                classes[value] = classes.get(value, 0) + 1
    return Decade(
        decade=f"{first}s",
        good=level.count("good") + level.count("whole"),
        partial=level.count("partial"),
        thin=level.count("thin"),
        unrated=level.count("unrated"),
        months_read=sum(row.months_read for row in rated.values()),
        visits=len(inside),
        counted=sum(counts == YES for counts in inside),
        undecided=sum(counts == CANNOT_SAY for counts in inside),
        left_out=tuple(sorted(classes.items())),
    )
