"""Days from a crisis to the first visit that counts, with intervals still open shown as open."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import msgspec

from yalu.case.records import Case, Event, Step, Visit
from yalu.case.table_coverage import table_coverage
from yalu.relations.citing import cite, figure_id
from yalu.relations.codebook import ChosenRules
from yalu.relations.counting import Decision, decide
from yalu.relations.eras import observed_until
from yalu.relations.frequency import SIDES, trail_row
from yalu.relations.survival import Wait, WaitSummary, summarise
from yalu.vocabulary.coverage import observed_span
from yalu.vocabulary.dates import Window
from yalu.vocabulary.results import Figure, Trail, TrailRow


class DayMark(msgspec.Struct, frozen=True):
    """Something that happened N days after the crisis: arrival, meeting, return."""

    day: int
    date: str
    what: str
    text: str


class Response(msgspec.Struct, frozen=True):
    """One crisis and the first visit after it.

    ``days`` is None while open; ``open_days`` then says how long it had been open when observation
    ended. ``days_low`` is earlier than ``days`` when an undecided visit or an inexact date might
    have closed the wait sooner. ``marks`` are the dated steps of the visit that closed it.
    """

    event: str
    title: str
    date: str
    closed: bool
    days: int | None
    days_low: int | None
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
    responses: tuple[Response, ...]
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
    itself is not a response to it. Observation ends where the case's does (or at ``--known-by``).
    """
    wanted = SIDES[direction]
    decided = [
        (visit, decision)
        for visit, decision in zip(case.visits, decide(case, rules), strict=True)
        if wanted is None or visit.direction == wanted
    ]
    chosen = [e for e in case.events if (e.id in events if events is not None else e.kind in kinds)]
    chosen.sort(key=lambda e: (e.date.earliest, e.id))
    responses = tuple(_respond(case, rules, event, decided, direction) for event in chosen)
    waits = [Wait(r.days if r.days is not None else r.open_days or 0, r.closed) for r in responses]
    return Latency(tuple(kinds), rules.name, direction, responses, summarise(waits))


Decided = tuple[Visit, Decision]


def _respond(
    case: Case, rules: ChosenRules, event: Event, decided: Sequence[Decided], direction: str
) -> Response:
    until = observed_until(case)
    crisis = event.date.latest
    after = sorted(
        (pair for pair in decided if pair[0].start.latest > crisis),
        key=lambda pair: (pair[0].start.latest, pair[0].id),
    )
    closing = next((pair for pair in after if pair[1].counts == "yes"), None)
    end = closing[0].start.latest if closing else until
    earlier = [p for p in after if p is not closing and p[1].counts != "no" and p[0].start.earliest <= end]
    low = min(
        (max(v.start.earliest, crisis) for v, _ in [*earlier, *([closing] if closing else [])]), default=None
    )
    days = (end - crisis).days if closing else None
    return Response(
        event=event.id,
        title=event.title,
        date=str(event.date),
        closed=closing is not None,
        days=days,
        days_low=(low - event.date.earliest).days if low and (low - crisis).days != days else days,
        open_days=None if closing else (until - crisis).days,
        observed_until=str(until),
        visit=closing[0].id if closing else "",
        guest=closing[0].guest if closing else "",
        direction=closing[0].direction if closing else "",
        by_rule=closing[1].rules if closing else (),
        marks=_marks(case, crisis, closing[0]) if closing else (),
        passed_over=tuple(
            f"{v.id} on {v.start} ({v.guest}): {d.why}"
            for v, d in after
            if v.start.latest <= end and (v, d) != closing
        ),
        figure=_figure(
            case,
            rules,
            event,
            closing,
            crisis,
            until,
            direction,
            [p for p in after if p[0].start.latest <= end],
        ),
    )


def _marks(case: Case, crisis: date, visit: Visit) -> tuple[DayMark, ...]:
    """The steps of a visit by days after the crisis; the visit's first day stands for arrival."""
    steps: list[Step] = [s for s in case.steps if s.visit == visit.id and s.date.exact]
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
    crisis: date,
    until: date,
    direction: str,
    between: Sequence[Decided],
) -> Figure:
    open_days = (until - crisis).days
    over = closing[0].start.latest if closing else until
    seen = Window(event.date.earliest, max(over, event.date.earliest))
    if closing:
        value: float | None = (closing[0].start.latest - crisis).days
        step = f"{closing[0].start.latest} - {crisis} = {value:g} days, closed by {closing[0].id} ({closing[1].why})"
        shown = f"{value:g}"
    else:
        value, step, shown = (
            None,
            f"no visit that counts by {until}, {open_days} days on",
            f"open after {open_days}",
        )
    rows = [TrailRow(event.id, f"{event.date}, {event.title}", "crisis", "", cite(case, event.sources))]
    if closing:
        rows.append(trail_row(case, *closing))
    return Figure(
        id=figure_id(case, "latency", rules.name, direction, event.id),
        title=f"Days from {event.title} to the first visit that counts",
        value=value,
        unit="days",
        definition=f"first day of the first visit ({direction.replace('_', ' ')}) that counts under {rules.name}, after {event.date}",
        trail=Trail(
            steps=(step,),
            rules=tuple(f"{number}: {option}" for number, option, _ in rules.options),
            rows=tuple(rows),
            left_out=tuple(
                trail_row(case, v, d, undecided=d.counts == "cannot_say")
                for v, d in between
                if (v, d) != closing
            ),
            known_by=str(until),
            data_version=case.data_version,
            coverage=table_coverage(case, "visits", seen),
            observed=observed_span([seen]),
        ),
        low=None if closing else float(open_days),
        display=shown,
    )
