"""Waiting: days from an event to the first visit, and days since the last."""

from __future__ import annotations

from datetime import date, timedelta

from yalu.case.coverage.completeness import Sought
from yalu.case.coverage.table_coverage import table_strength
from yalu.claims.catalogue import Parameter, Parameters, Subject
from yalu.claims.evidence import Evidence, Unanswerable, UnknownName
from yalu.claims.questions.named_facts import day_or_event, event_of, is_day, nearest
from yalu.claims.records import FigureReading
from yalu.claims.subjects.counted_rows import visits_sought
from yalu.claims.subjects.readings import event_row, exact, figure_of, reading_of
from yalu.claims.subjects.visits.counts import (
    DIRECTION,
    GUEST,
    RULES,
    WHAT,
    counted_by,
    decided,
    span,
    stands,
    surely_inside,
)
from yalu.claims.subjects.visits.meetings import BETWEEN, slug
from yalu.documents.choices import unknown
from yalu.visits.frequency import trail_row
from yalu.visits.gaps import gaps
from yalu.visits.latency import CrisisResponse, latency
from yalu.vocabulary.coverage import combined, joined_spans
from yalu.vocabulary.dates import Window
from yalu.vocabulary.results import rows_strength
from yalu.vocabulary.strength import Strength


def _wanted(evidence: Evidence, text: str) -> list[str]:
    """The events named, or all of a kind."""
    kinds = sorted({e.kind for e in evidence.case.events})
    if text in kinds:
        return [e.id for e in evidence.case.events if e.kind == text]
    names = [part.strip() for part in text.replace("+", ";").split(";") if part.strip()]
    try:
        return [event_of(evidence, name).id for name in names]
    except UnknownName:
        near = [word for name in names for word in nearest(name, evidence)]
        raise UnknownName(unknown("event or kind of event", text, [*kinds, *near])) from None


def _latency(evidence: Evidence, given: Parameters) -> FigureReading:
    case = evidence.case
    names = _wanted(evidence, given["event"])
    if not case.visits:
        raise Unanswerable("the case has no visits")
    rules = evidence.rules(given["rules"])
    found = evidence.keep(
        ("latency", given["rules"], tuple(names), given["direction"]),
        lambda: latency(case, rules, events=names, direction=given["direction"]).responses,
    )
    open_ones = [a.title for a in found if a.days is None]
    if open_ones:
        figure = found[0].figure
        low = sum(_least(a) for a in found) / len(found)
        why = f"not over by {found[0].observed_until}: {', '.join(open_ones)}; a mean without them would be too short"
        return FigureReading(low=low, unit="day", cannot="" if len(found) == 1 else why, figure=figure)
    if len(found) == 1:
        return _one(found[0])
    days = [a.days or 0 for a in found]
    mean = sum(days) / len(days)
    figure = figure_of(
        evidence,
        f"latency-mean/{rules.name}/{'+'.join(names)}",
        "Mean days from event to first visit",
        f"mean over {', '.join(a.title for a in found)}, to the first day of the visit, under {rules.called}",
        value=mean,
        unit="days",
        steps=(f"({' + '.join(map(str, days))}) / {len(days)} = {mean:.2f}",),
        rows=tuple({row.id: row for a in found for row in a.figure.trail.rows}.values()),
        known_by=str(case.observed.end),
        coverage=combined(a.figure.trail.coverage for a in found),
        observed=joined_spans(a.figure.trail.observed for a in found),
        display=f"{mean:.2f}",
    )
    low = sum(_least(a) for a in found) / len(found)
    high = sum(_most(a) for a in found) / len(found)
    return FigureReading(value=mean, low=low, high=high, unit="day", figure=figure)


def _one(answer: CrisisResponse) -> FigureReading:
    value, low, high = float(answer.days or 0), float(_least(answer)), float(_most(answer))
    return FigureReading(value=value, low=low, high=high, unit="day", figure=answer.figure)


def _least(answer: CrisisResponse) -> int:
    """The fewest days the wait can have lasted; of an open one, the days so far unless it may be over."""
    known = [days for days in (answer.days_low, answer.days, answer.open_days) if days is not None]
    return min(known, default=0)


def _most(answer: CrisisResponse) -> int:
    """The most days a wait that is over can have lasted."""
    return max(days for days in (answer.days_high, answer.days, 0) if days is not None)


def _gap(evidence: Evidence, given: Parameters) -> FigureReading:
    if given["from"]:
        return _between(evidence, given)
    case = evidence.case
    if not case.visits:
        raise Unanswerable("the case has no visits")
    to = day_or_event(evidence, given["to"], "to").latest
    _observed(evidence, to)
    if given["guest"] or given["between"] or given["direction"] != "both":
        return _since(evidence, given, to)
    found = evidence.keep(
        ("gaps", given["rules"], to, given["what"]),
        lambda: (
            gaps(case, evidence.rules(given["rules"]), on=to, summits_only=given["what"] == "summit").figure
        ),
    )
    if found.value is None:
        raise Unanswerable(found.trail.steps[0])
    return reading_of(found, unit="day")


def _since(evidence: Evidence, given: Parameters, to: date) -> FigureReading:
    """Days since the last visit of one guest, of two persons, or one way, before a day."""
    asked = decided(evidence, given)
    pairs = [p for p in asked if stands(p[1], given["what"]) == "yes" and p[0].start.latest < to]
    if not pairs:
        raise Unanswerable(f"no {given['what']} of that guest and direction counts before {to}")
    visit, decision = max(pairs, key=lambda p: (p[0].start.latest, p[0].id))
    over = visit.end or visit.start
    days, high = (to - over.latest).days, (to - max(over.earliest, visit.start.earliest)).days
    unclear = [
        p
        for p in asked
        if stands(p[1], given["what"]) == "cannot_say"
        and over.latest < p[0].start.latest
        and p[0].start.earliest < to
    ]  # each would end the silence, were it one
    low = min([days, *((to - min((v.end or v.start).latest, to)).days for v, _ in unclear)])
    figure = figure_of(
        evidence,
        f"gap-since/{given['what']}/{given['rules']}/{given['guest']}{slug(given['between'])}/{given['direction']}/{to}",
        f"Days since the last {given['what']} before {to}",
        f"from the last day of the last {given['what']} that counts {counted_by(evidence, given)} to {to}",
        "visits",
        value=float(days),
        unit="days",
        low=float(low),
        high=float(high),
        sought=visits_sought(evidence, given, Window(over.latest, to)),
        observed=Window(over.latest, to),
        steps=(f"{to} - {over.latest} = {days:,} days",),
        rows=(trail_row(evidence.case, visit, decision),),
        left_out=tuple(trail_row(evidence.case, v, d, undecided=True) for v, d in unclear),
        known_by="",
    )
    return reading_of(figure, unit="day")


def _observed(evidence: Evidence, day: date) -> None:
    end = evidence.case.observed.end
    if end is not None and day > end and not evidence.case.known_by:
        raise Unanswerable(f"{day} lies after {end}, the last day the case observed")


def _between(evidence: Evidence, given: Parameters) -> FigureReading:
    """Days without such a visit from a day on: to the first one after it, or to the day asked about."""
    window, named = span(evidence, given)
    pairs = surely_inside(evidence, given, window)
    if window.start is None or window.end is None:
        raise Unanswerable("a gap needs both ends")
    end = pairs[0][0].start.earliest if pairs else window.end
    days = float((end - window.start).days + (0 if is_day(given["from"]) else 1))
    covers = evidence.covers("visits", sought=visits_sought(evidence, given, window))
    rows = (*named, *(trail_row(evidence.case, *p) for p in pairs[:1]))
    figure = figure_of(
        evidence,
        f"gap/{given['what']}/{given['rules']}{slug(given['between'])}/{window.start}/{window.end}",
        f"Days without a {given['what']} from {window.start}",
        f"from {given['from']} to the first {given['what']} that counts {counted_by(evidence, given)}, or to {window.end}",
        value=days,
        unit="days",
        rows=rows,
        coverage=covers,
        strength=rows_strength(rows) + (Strength() if pairs else table_strength(covers)),
        observed=window,
        known_by="",
    )
    return exact(figure, days, unit="day")


def _events_gap(evidence: Evidence, given: Parameters) -> FigureReading:
    first, last = (day_or_event(evidence, given[name], name) for name in ("from", "to"))
    low, high = (last.earliest - first.latest).days, (last.latest - first.earliest).days
    counted = f"{low:,}" if low == high else f"{low:,} to {high:,}"
    ends = (given["from"], given["to"])
    rows = tuple(event_row(evidence, event_of(evidence, end)) for end in ends if not is_day(end))
    if not rows:
        raise Unanswerable("neither end is an event, so no fact is asked about")
    figure = figure_of(
        evidence, f"events-gap/{given['from']}/{given['to']}", f"Days from {given['from']} to {given['to']}",
        f"{last} less {first}", "events", value=float(low) if low == high else None, unit="days", low=float(low),
        high=float(high), steps=(f"{last} - {first} = {counted} days",), rows=rows, known_by="",
        display="" if low == high else f"between {low} and {high}",
    )  # fmt: skip
    return reading_of(figure, unit="day")


def _waits(evidence: Evidence, given: Parameters, named: frozenset[str]) -> tuple[Sought, ...]:
    """The visits that could end a wait before the one found: from each event on."""
    starts = (evidence.events[name].date.earliest for name in _wanted(evidence, given["event"]))
    end = evidence.case.observed.end
    return tuple(visits_sought(evidence, given, Window(start, end), named) for start in starts)


def _silent_days(evidence: Evidence, given: Parameters, named: frozenset[str]) -> tuple[Sought, ...]:
    """The visits that could break a silence: on the days it lasted."""
    found = _gap(evidence, given)
    days = timedelta(int(found.high or found.value or 0))
    if given["from"]:
        start = span(evidence, given)[0].start
        window = Window(start, None if start is None else start + days)
    else:
        to = day_or_event(evidence, given["to"], "to").latest
        window = Window(to - days, to)
    return (visits_sought(evidence, given, window, named),)


_TO = Parameter(
    "to",
    "the day, or the event, up to which silence is counted",
    kind="day",
    required=True,
    also=("on", "until"),
)
SUBJECTS = (
    Subject(
        "visits.latency", "Days from an event to the first visit that counts, or their mean", "time", unit="day",
        parameters=(
            Parameter("event", "an event, several joined by ;, or a kind of event: the mean over them", required=True,
                also=("events", "after")),
            DIRECTION, RULES,
        ),
        compute=_latency, sought=_waits, moves=lambda given: "down", example="--event E020",
        stated="within 11 days",
    ),
    Subject(
        "visits.gap", "Days since the last visit or summit on a day", "time", unit="day",
        parameters=(
            _TO, Parameter("from", "count from this day or event instead", kind="day"), WHAT, GUEST, BETWEEN,
            DIRECTION, RULES,
        ),
        compute=_gap, sought=_silent_days, moves=lambda given: "down", example="--what summit --to 2017-03-17",
        stated="almost six years",
    ),
    Subject(
        "events.gap", "Days between two events", "time", unit="day",
        parameters=(
            Parameter("from", "an event or a day", kind="day", required=True),
            Parameter("to", "an event or a day", kind="day", required=True),
        ),
        compute=_events_gap, example="--from E044 --to E052", stated="162 days",
    ),
)  # fmt: skip
