"""Silence: days since the last summit, the longest gaps, and visits per year by direction."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import accumulate

import msgspec

from yalu.case.coverage.table_coverage import table_coverage
from yalu.case.records import Case, Visit
from yalu.documents.choices import ChoiceError
from yalu.visits.citations import figure_id
from yalu.visits.eras import observed_until, whole_years
from yalu.visits.frequency import trail_row, unsure_summit
from yalu.visits.rules.codebook import ChosenRules
from yalu.visits.rules.counts import CountDecision, Decided, decided, observed
from yalu.visits.statistics.poisson import ChangePoint, change_point
from yalu.vocabulary.answers import CANNOT_SAY, Answer
from yalu.vocabulary.coverage import observed_span
from yalu.vocabulary.dates import Window
from yalu.vocabulary.results import Figure, Trail
from yalu.vocabulary.words.numerals import plural


class Gap(msgspec.Struct, frozen=True):
    """Days between the last day of one meeting and the first day of the next; open at the end of observation.

    ``days_low`` and ``days_high`` differ where a date is inexact.
    """

    after: str
    after_guest: str
    start: str
    before: str
    before_guest: str
    end: str
    days_low: int
    days_high: int
    open: bool


class YearCount(msgspec.Struct, frozen=True):
    """Visits that surely count in one year, by direction, and those that cannot be decided."""

    year: int
    partner_to_target: int
    target_to_partner: int
    third_country: int
    summits: int
    undecided: int

    @property
    def total(self) -> int:
        """All sure visits of the year."""
        return self.partner_to_target + self.target_to_partner + self.third_country


class Gaps(msgspec.Struct, frozen=True):
    """Silence under one rule set: the figure for one day, the longest gaps, and the yearly series."""

    rules: str
    what: str
    on: str
    figure: Figure
    longest: tuple[Gap, ...]
    by_year: tuple[YearCount, ...]
    change: ChangePoint | None


def gaps(
    case: Case, rules: ChosenRules, *, on: date | None = None, summits_only: bool = True, most: int = 10
) -> Gaps:
    """Days since the last summit (or visit) on a day, the longest gaps up to it, and yearly counts.

    Only meetings that surely happened by that day are looked at; an undecided one is named in the
    figure's trail, because it would shorten the gap. Raises ChoiceError for a day before the first observed.
    """
    end = observed_until(case)
    day = min(on, end) if on else end
    if case.observed.start is not None and day < case.observed.start:
        raise ChoiceError(f"case {case.id} observed no day up to {day}; it observed {case.observed}")
    # Legs that count as one journey are days apart all the same: a silence ends with each and begins after the last.
    pairs = observed(case, rules, legs=True)
    begun = [p for p in pairs if p[0].start.earliest <= day and _is_met(p[1], summits_only) != "no"]
    # What was seen has happened by the last day observed.
    met = [p for p in begun if _is_met(p[1], summits_only) == "yes" and min(p[0].start.latest, end) <= day]
    met.sort(key=lambda p: (p[0].start.earliest, p[0].id))
    unclear = [p for p in begun if p not in met]
    spans = _spans([visit for visit, _ in met], day)
    yearly = visits_by_year(case, rules, Window(case.observed.start, day))
    whole = [(y.year, y.total) for y in yearly if y.year in whole_years(Window(case.observed.start, day))]
    return Gaps(
        rules=rules.name,
        what="summit" if summits_only else "visit",
        on=str(day),
        figure=_figure(case, rules, day, met, unclear, summits_only),
        longest=tuple(sorted(spans, key=lambda g: (-g.days_low, g.start))[:most]),
        by_year=yearly,
        change=change_point(whole),
    )


def _is_met(decision: CountDecision, summits_only: bool) -> Answer:
    """Whether a visit counts; a summit has to count and to be one."""
    return decision.counts & decision.summit if summits_only else decision.counts


def _spans(met: Sequence[Visit], day: date) -> list[Gap]:
    """From the end of all that began so far to the first of the rest: a long stay may outlast a later one.

    Where inexact dates leave it open which of two came first, the shortest gap between them is none.
    """
    spans: list[Gap] = []
    over = met[0] if met else None
    rest = [*accumulate((v.start.latest for v in reversed(met[1:])), min)][::-1]
    for index, visit in enumerate(met):
        over = max((over or visit, visit), key=lambda v: (_last_day(v, day), v.start.earliest))
        following = met[index + 1] if index + 1 < len(met) else None
        next_low = following.start.earliest if following else day
        next_high = min(rest[index], day) if following else day
        least = max(_first_last_day(v) for v in met[: index + 1])
        spans.append(
            Gap(
                after=over.id,
                after_guest=over.guest,
                start=str(over.end or over.start),
                before=following.id if following else "",
                before_guest=following.guest if following else "",
                end=str(following.start) if following else str(day),
                days_low=max(0, (next_low - _last_day(over, day)).days),
                days_high=max(0, (next_high - least).days),
                open=following is None,
            )
        )
    return spans


def visits_by_year(case: Case, rules: ChosenRules, window: Window) -> tuple[YearCount, ...]:
    """Visits that count per calendar year of a window, by direction; years without any are zero rows."""
    if window.start is None or window.end is None:
        return ()
    rows: dict[int, dict[str, int]] = {
        year: dict.fromkeys(
            ("partner_to_target", "target_to_partner", "third_country", "summits", "undecided"), 0
        )
        for year in range(window.start.year, window.end.year + 1)
    }
    for visit, decision in decided(case, rules):
        if decision.counts == "no" or window.holds(visit.start) == "no":
            continue
        year = year_within(case, visit, window)
        if year is None or decision.counts == "cannot_say":
            for touched in range(visit.start.earliest.year, visit.start.latest.year + 1):
                if touched in rows:
                    rows[touched]["undecided"] += 1
            continue
        rows[year][visit.direction] += 1
        rows[year]["summits"] += decision.summit == "yes"
    return tuple(YearCount(year=year, **counts) for year, counts in rows.items())


def year_within(case: Case, visit: Visit, window: Window) -> int | None:
    """The year of a window in which a visit surely began; None where its day may lie in another year or outside."""
    # What was seen has happened by the last day observed.
    last = min(visit.start.latest, case.observed.end or visit.start.latest)
    sure = visit.start.earliest in window and last in window and visit.start.earliest.year == last.year
    return last.year if sure else None


def _unsure(visit: Visit, decision: CountDecision, day: date) -> CountDecision:
    """Why it is not known whether a visit counts that day: whether it does at all, was a summit, or had come by then."""
    found = unsure_summit(decision)
    if found.counts != "yes":
        return found
    why = f"whether it came by {day} is not known; {decision.why}"
    return msgspec.structs.replace(found, counts=CANNOT_SAY, why=why)


def _last_day(visit: Visit, day: date) -> date:
    """The latest day the visit can have ended on, by a day on which it may still go on."""
    return min((visit.end or visit.start).latest, day)


def _first_last_day(visit: Visit) -> date:
    """The earliest day the visit can have ended on."""
    return max((visit.end or visit.start).earliest, visit.start.earliest)


def _figure(
    case: Case,
    rules: ChosenRules,
    day: date,
    met: Sequence[Decided],
    unclear: Sequence[Decided],
    summits_only: bool,
) -> Figure:
    what = "summit" if summits_only else "visit"
    span = Window(case.observed.start, day)
    covers, seen = table_coverage(case, "visits", span), observed_span([span])
    figure = Figure(
        id=figure_id(case, "gaps", rules.name, what, str(day)),
        title=f"Days since the last {what} on {day}",
        value=None,
        unit="days",
        definition=f"from the last day of the last {what} that counts under {rules.called} to {day}",
        trail=Trail(
            steps=(f"no {what} that surely counts by {day}",),
            known_by=str(day),
            data_version=case.data_version,
            coverage=covers,
            observed=seen,
        ),
    )
    if not met:
        return figure
    visit, decision = max(met, key=lambda pair: (_last_day(pair[0], day), pair[0].start.earliest, pair[0].id))
    last = _last_day(visit, day)
    value = (day - last).days
    later = [p for p in unclear if _last_day(p[0], day) > last]
    low = min([value, *((day - _last_day(v, day)).days for v, _ in later)])
    high = (day - max(_first_last_day(v) for v, _ in met)).days
    steps = [f"{day} - {last} = {plural(value, 'day')} ({value / 365.2425:.2f} years)"]
    if later:
        named = " and ".join(f"{v.guest} on {v.start} ({v.id})" for v, _ in later)
        counts = "counts" if len(later) == 1 else "count"
        steps.append(f"{plural(low, 'day')} if {named} {counts}, which cannot be decided; {value:,} without")
    trail = Trail(
        steps=tuple(steps),
        rules=tuple(f"{number}: {option}" for number, option, _ in rules.options),
        rows=(trail_row(case, visit, decision),),
        left_out=tuple(trail_row(case, v, _unsure(v, d, day), undecided=True) for v, d in later),
        known_by=str(day),
        data_version=case.data_version,
        coverage=covers,
        observed=seen,
    )
    return msgspec.structs.replace(figure, value=float(value), trail=trail, low=float(low), high=float(high))
