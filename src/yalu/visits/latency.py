"""Days from a crisis to the first visit that counts, with intervals still open shown as open."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import msgspec

from yalu.case.coverage.table_coverage import table_coverage
from yalu.case.records import Case, Event, Visit, VisitStep
from yalu.visits.citations import cite, figure_id
from yalu.visits.eras import observed_until
from yalu.visits.frequency import SIDES, trail_row
from yalu.visits.rules.codebook import ChosenRules
from yalu.visits.rules.counts import Decided, observed
from yalu.visits.statistics.survival import Wait, WaitSummary, summarise
from yalu.vocabulary.coverage import observed_span
from yalu.vocabulary.dates import Window
from yalu.vocabulary.results import Figure, Trail, TrailRow
from yalu.vocabulary.words.numerals import plural


class DayMark(msgspec.Struct, frozen=True):
    """Something that happened N days after the crisis: arrival, meeting, return."""

    day: int
    date: str
    what: str
    text: str


class CrisisResponse(msgspec.Struct, frozen=True):
    """One crisis and the first visit after it.

    ``days`` counts from the last day the crisis can have had to the last day the answering visit can
    have begun; it is None while open, and ``open_days`` then says how long it had been open when
    observation ended. ``days_low`` and ``days_high`` are the shortest and the longest wait that the
    inexact dates and the undecided visits leave possible: ``days_low`` is None when nothing may have
    ended the wait, ``days_high`` when it may be open still. ``passed_over`` names the visits that
    came sooner, or may have, and why each is not the answer. ``marks`` are the dated steps of the
    visit that closed it.
    """

    event: str
    title: str
    date: str
    closed: bool
    days: int | None
    days_low: int | None
    days_high: int | None
    open_days: int | None
    observed_until: str
    visit: str
    guest: str
    direction: str
    by_rule: tuple[str, ...]
    marks: tuple[DayMark, ...]
    passed_over: tuple[str, ...]
    figure: Figure


class Latency(msgspec.Struct, frozen=True):
    """All responses to one kind of event, summarised with and without the open ones."""

    kinds: tuple[str, ...]
    rules: str
    direction: str
    responses: tuple[CrisisResponse, ...]
    summary: WaitSummary


def latency(
    case: Case,
    rules: ChosenRules,
    *,
    kinds: Sequence[str] = ("nuclear_test",),
    direction: str = "both",
    events: Sequence[str] | None = None,
) -> Latency:
    """Waiting time from every event of the given kinds to the first visit that surely counts.

    Counted from the event's day to the first day of the visit. A visit on the day of the event
    itself is not a response to it, and one that may have come before an event of inexact date is
    not surely one. Observation ends where the case's does (or at ``--known-by``); an event outside of it
    is left out, because nobody looked for what came first after it.
    """
    wanted = SIDES[direction]
    pairs = [pair for pair in observed(case, rules) if wanted is None or pair[0].direction == wanted]
    asked = (e for e in case.events if (e.id in events if events is not None else e.kind in kinds))
    chosen = [e for e in asked if case.observed.holds(e.date) != "no"]
    chosen.sort(key=lambda e: (e.date.earliest, e.id))
    responses = tuple(_respond(case, rules, event, pairs, direction) for event in chosen)
    waits = [Wait(r.days if r.days is not None else r.open_days or 0, r.closed) for r in responses]
    return Latency(tuple(kinds), rules.name, direction, responses, summarise(waits))


def _respond(
    case: Case, rules: ChosenRules, event: Event, pairs: Sequence[Decided], direction: str
) -> CrisisResponse:
    until = observed_until(case)
    # An event that is known of has happened, so its latest day is no later than the last day observed.
    crisis = max(event.date.earliest, min(event.date.latest, until))
    counted = [visit for visit, decision in pairs if decision.counts == "yes"]
    closing = min(
        (pair for pair in pairs if pair[1].counts == "yes" and pair[0].start.earliest > crisis),
        key=lambda pair: (_last_start(pair[0], until), pair[0].id),
        default=None,
    )
    end = _last_start(closing[0], until) if closing else until
    possible = [v for v, d in pairs if d.counts != "no" and v.start.latest > event.date.earliest]
    low = min((_shortest(crisis, visit) for visit in possible), default=None)
    passed = _passed_over(event, crisis, end, [pair for pair in pairs if pair is not closing])
    waited = Waited(crisis, until, low, _longest(event, crisis, until, counted))
    return CrisisResponse(
        event=event.id,
        title=event.title,
        date=str(event.date),
        closed=closing is not None,
        days=(end - crisis).days if closing else None,
        days_low=waited.low,
        days_high=waited.high,
        open_days=None if closing else (until - crisis).days,
        observed_until=str(until),
        visit=closing[0].id if closing else "",
        guest=closing[0].guest if closing else "",
        direction=closing[0].direction if closing else "",
        by_rule=closing[1].rules if closing else (),
        marks=_marks(case, crisis, closing[0]) if closing else (),
        passed_over=tuple(f"{v.id} on {v.start} ({v.guest}): {d.why}" for v, d in passed),
        figure=_figure(case, rules, event, closing, waited, direction, passed),
    )


class Waited(msgspec.Struct, frozen=True):
    """From when to when a wait is counted, and the bounds of its days."""

    crisis: date
    until: date
    low: int | None
    high: int | None


def _shortest(crisis: date, visit: Visit) -> int:
    """The fewest days from the event to this visit, given that the visit came after it; at least one."""
    return max(1, (visit.start.earliest - crisis).days)


def _last_start(visit: Visit, until: date) -> date:
    """The last day on which a visit can have begun: what was seen has happened by the last day observed."""
    return max(visit.start.earliest, min(visit.start.latest, until))


def _longest(event: Event, crisis: date, until: date, counted: Sequence[Visit]) -> int | None:
    """The most days to the first visit that surely counts; None when the wait may be open.

    For an event on a given day the wait ends at the latest with the first visit surely after that
    day. An earlier day makes the wait longer until one more visit is surely after the event, so only
    the first possible day, and the days on which such a visit drops out, need to be tried.
    """
    first = event.date.earliest
    days = {first} | {v.start.earliest for v in counted if first <= v.start.earliest <= crisis}
    waits: list[int] = []
    for day in days:
        ends = [_last_start(v, until) for v in counted if v.start.earliest > day]
        if not ends:
            return None
        waits.append((min(ends) - day).days)
    return max(waits)


def _passed_over(event: Event, crisis: date, end: date, others: Sequence[Decided]) -> list[Decided]:
    """The visits that came before the answer, or may have, in order; undecided where that is not known."""
    found: list[Decided] = []
    for visit, decision in others:
        when = visit.start
        if decision.counts == "no":
            if crisis < when.latest <= end:
                found.append((visit, decision))
            continue
        undecided = decision.counts == "cannot_say"
        if (
            when.latest <= event.date.earliest
            or when.earliest > end
            or (when.earliest == end and not undecided)
        ):
            continue
        doubts = [decision.why] if undecided else []
        if when.earliest <= crisis:
            doubts.append(f"whether it came after {event.date} is not known")
        elif not undecided:
            doubts.append(f"it counts, but its day in {when} is not known")
        unsure = msgspec.structs.replace(decision, counts="cannot_say", why="; ".join(doubts))
        found.append((visit, unsure))
    return sorted(found, key=lambda pair: (pair[0].start.latest, pair[0].id))


def _marks(case: Case, crisis: date, visit: Visit) -> tuple[DayMark, ...]:
    """The steps of a visit by days after the crisis; the visit's first day stands for arrival."""
    steps: list[VisitStep] = [s for s in case.steps if s.visit == visit.id and s.date.exact]
    marks = [DayMark((s.date.earliest - crisis).days, str(s.date), s.what, s.text) for s in steps]
    if not any(mark.what == "arrived" for mark in marks) and visit.start.exact:
        marks.append(
            DayMark((visit.start.earliest - crisis).days, str(visit.start), "first day", visit.place)
        )
    return tuple(sorted(marks, key=lambda m: (m.day, m.what)))


def _figure(
    case: Case,
    rules: ChosenRules,
    event: Event,
    closing: Decided | None,
    waited: Waited,
    direction: str,
    passed: Sequence[Decided],
) -> Figure:
    crisis, until, low, high = waited.crisis, waited.until, waited.low, waited.high
    open_days = (until - crisis).days
    over = _last_start(closing[0], until) if closing else until
    seen = Window(event.date.earliest, max(over, event.date.earliest))
    rows = [TrailRow(event.id, f"{event.date}, {event.title}", "crisis", "", cite(case, event.sources))]
    if closing:
        days = (over - crisis).days
        step = f"{over} - {crisis} = {plural(days, 'day')}, closed by {closing[0].id} ({closing[1].why})"
        value, shown = days, f"{days:,}"
        bounds = (None, None) if low == high else (low, high)
        rows.append(trail_row(case, *closing))
    else:
        step = f"no visit that counts by {until}: open for {open_days:,} days so far"
        value, shown = None, f"open after {open_days:,}"
        bounds = (open_days if low is None else min(low, open_days), None)
    return Figure(
        id=figure_id(case, "latency", rules.name, direction, event.id),
        title=f"Days from {event.title} to the first visit that counts",
        value=value,
        unit="days",
        definition=f"first day of the first visit ({direction.replace('_', ' ')}) that counts under {rules.called}, after {event.date}",
        trail=Trail(
            steps=(step,),
            rules=tuple(f"{number}: {option}" for number, option, _ in rules.options),
            rows=tuple(rows),
            left_out=tuple(trail_row(case, v, d, undecided=d.counts == "cannot_say") for v, d in passed),
            known_by=str(until),
            data_version=case.data_version,
            coverage=table_coverage(case, "visits", seen),
            observed=observed_span([seen]),
        ),
        low=None if bounds[0] is None else float(bounds[0]),
        high=None if bounds[1] is None else float(bounds[1]),
        display=shown,
    )
