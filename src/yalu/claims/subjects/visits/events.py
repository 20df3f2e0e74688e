"""Events and eras: how many, when, what value, and for how long a leader held an office."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from yalu.case.coverage.completeness import Sought
from yalu.case.coverage.table_coverage import table_strength
from yalu.case.records import Event, Tenure
from yalu.claims.catalogue import Measured, Parameter, Parameters, Subject, choice
from yalu.claims.evidence import Evidence, Unanswerable, UnknownName
from yalu.claims.questions.named_facts import event_of, leaders
from yalu.claims.records import FigureReading
from yalu.claims.subjects.counted_rows import events_sought
from yalu.claims.subjects.readings import (
    dated,
    event_row,
    exact,
    figure_of,
    known_name,
    reading_of,
    tenure_row,
)
from yalu.claims.subjects.visits.counts import FROM, TO, span
from yalu.vocabulary.amounts import unit_spellings
from yalu.vocabulary.answers import CANNOT_SAY, YES
from yalu.vocabulary.dates import Window
from yalu.vocabulary.results import Figure
from yalu.vocabulary.strength import Strength

_YEAR = 365.2425
ALL = "nothing"  # a definition that leaves no subkind out


def _kinds(evidence: Evidence, given: Parameters) -> Sequence[str]:
    return sorted({event.kind for event in evidence.case.events})


def _count(evidence: Evidence, given: Parameters) -> FigureReading:
    case, wanted = evidence.case, _asked_kinds(given)
    for kind in wanted:
        known_name(_kinds(evidence, given), "kind of event", kind)
    window, _ = span(evidence, given)
    without = _left_out(evidence, given)
    found = [e for e in case.events if e.kind in wanted and e.subkind not in without]
    sure = [e for e in found if window.holds(e.date) == YES]
    maybe = [e for e in found if window.holds(e.date) == CANNOT_SAY]
    elsewhere = [e for e in found if not sure and e not in maybe]
    covers = evidence.covers("events", sought=events_sought(wanted, window, without))
    kinds = " or ".join(wanted).replace("_", " ")
    figure = figure_of(
        evidence,
        f"events-count/{'/less-'.join([given['kind'], *without])}/{window.start}/{window.end}",
        f"Events of the kind {kinds} from {window.start} to {window.end}",
        f"rows of the kind {kinds} in the table of events"
        + (f", without the subkind {' or '.join(without).replace('_', ' ')}" if without else ""),
        value=float(len(sure)),
        unit="events",
        low=float(len(sure)),
        high=float(len(sure) + len(maybe)),
        steps=(f"{len(sure)} surely fall in the window, {len(maybe)} may",),
        rows=tuple(event_row(evidence, e) for e in sure),
        left_out=(
            *(event_row(evidence, e, "cannot say") for e in maybe),
            *(event_row(evidence, e, "outside the question") for e in elsewhere),
        ),
        known_by=str(case.observed.end),
        coverage=covers,
        strength=Strength() if sure else table_strength(covers),
        observed=window,
    )
    return reading_of(figure)


def _asked_kinds(given: Parameters) -> list[str]:
    return [part.strip() for part in given.get("kind", "").split(";")]


def _subkinds(evidence: Evidence, given: Parameters) -> Sequence[str]:
    """The subkinds that rows of the kinds asked for have; each may be left out by a definition."""
    wanted = _asked_kinds(given)
    return sorted({e.subkind for e in evidence.case.events if e.subkind and e.kind in wanted})


def _definitions(evidence: Evidence, given: Parameters) -> Sequence[str]:
    """Every row, and the rows without each subkind there is, or without all of them."""
    found = list(_subkinds(evidence, given))
    return [ALL, *found, *([";".join(found)] if len(found) > 1 else [])] if found else []


def _left_out(evidence: Evidence, given: Parameters) -> tuple[str, ...]:
    """The subkinds left out. UnknownName for one that no row has and no declaration names."""
    named = tuple(part.strip() for part in given["leave_out"].split(";") if part.strip() not in {"", ALL})
    declared = (pair for c in evidence.case.coverage if c.table == "events" for pair in c.left_out)
    known = [*_subkinds(evidence, given), *(value for name, value in declared if name == "subkind")]
    for name in named:
        known_name(known, "subkind of event", name)
    return named


def _counted_rows(evidence: Evidence, given: Parameters, named: frozenset[str]) -> tuple[Sought, ...]:
    return (events_sought(_asked_kinds(given), span(evidence, given)[0], _left_out(evidence, given)),)


def _value_rows(evidence: Evidence, given: Parameters, named: frozenset[str]) -> tuple[Sought, ...]:
    """A number of things that an event has is itself a count: of the kind, in the days of the event."""
    event = event_of(evidence, given["event"])
    if _counted_unit(event) == "":
        return ()
    last = event.end or event.date
    return (events_sought([event.kind], Window(event.date.earliest, last.latest)),)


# The last word of a kind names one event (nuclear_test: a test) unless it is a thing of which one event can have
# several (long_range_missile); such a kind is counted in events only.
_THINGS = frozenset({
    "aircraft", "company", "drone", "missile", "person", "plane", "rocket", "satellite", "shell", "ship", "tanker",
    "vessel", "warhead", "year",
})  # fmt: skip


def _kind_nouns(kinds: Sequence[str]) -> tuple[str, ...]:
    """The words that name events of some kinds."""
    phrases = [kind.replace("_", " ") for kind in kinds]
    return ("event", "time", "occasion", *(p for p in phrases if p.split()[-1] not in _THINGS))


def _count_nouns(evidence: Evidence, given: Parameters) -> tuple[str, ...]:
    return _kind_nouns(_asked_kinds(given))


def _value_nouns(evidence: Evidence, given: Parameters) -> tuple[str, ...]:
    event = event_of(evidence, given["event"])
    if event.units:
        return event.units if _counted_unit(event) else ()
    return _kind_nouns([event.kind])


def _counted_unit(event: Event) -> str:
    """The unit of a value that counts things; empty for money, mass and what has no unit."""
    if not event.units or _amount_in(event.value) is None:
        return ""
    return "" if event.units[0] in unit_spellings() else event.units[0]


def _event_figure(evidence: Evidence, name: str, shown: str) -> Figure:
    event = event_of(evidence, name)
    row = event_row(evidence, event, why=event.text)
    definition = "as the table of events has it"
    return figure_of(evidence, f"event/{name}", event.title, definition, "events", rows=(row,), display=shown)


def _date(evidence: Evidence, given: Parameters) -> FigureReading:
    event = event_of(evidence, given["event"])
    return dated(event.date.earliest, event.date.latest, _event_figure(evidence, event.id, str(event.date)))


def _value(evidence: Evidence, given: Parameters) -> FigureReading:
    event = event_of(evidence, given["event"])
    if not event.value:
        raise Unanswerable(f"the event {event.id} has no value")
    lower = event.value.lower()
    if (amount := _amount_in(event.value)) is not None:
        unit = event.units[0] if event.units else ""
        figure = _event_figure(evidence, event.id, event.value)
        return exact(msgspec.structs.replace(figure, value=amount, unit=unit), amount)
    tally = [part for part in lower.split("-") if part.isdigit()]
    words = [lower] if not tally else ["-".join([*tally, "0", "0"][:3])]
    if len(tally) > 1 and not any(int(part) for part in tally[1:]):
        words += ["unanimous", "voted for", "for"]
    return FigureReading(
        words=tuple(words), shown=event.value, figure=_event_figure(evidence, event.id, event.value)
    )


def _amount_in(text: str) -> float | None:
    try:
        return float(text.replace(",", ""))
    except ValueError:
        return None


def _value_kind(evidence: Evidence, given: Parameters) -> Measured:
    """A number of things is read as a count, any other number as an amount, and the rest word for word."""
    try:
        event = event_of(evidence, given["event"])
    except UnknownName:
        return "words"
    if _counted_unit(event):
        return "count"
    return "words" if _amount_in(event.value) is None else "amount"


def _tenures(evidence: Evidence, given: Parameters) -> list[Tenure]:
    known_name(leaders(evidence, given), "leader", given["leader"])
    held = [
        t for t in evidence.case.tenures if t.leader == given["leader"] and given["office"] in {"", t.office}
    ]
    if not held:
        raise Unanswerable(f"the case has no office {given['office']} of {given['leader']}")
    return sorted(held, key=lambda t: (t.start.earliest, t.id))


def _era_figure(
    evidence: Evidence, tenure: Tenure, shown: str, value: float | None = None, unit: str = ""
) -> Figure:
    return figure_of(
        evidence, f"era/{tenure.id}", f"{tenure.name} as {tenure.office.replace('_', ' ')}",
        "as the table of eras has it", "tenures", value=value, unit=unit,
        rows=(tenure_row(evidence, tenure, "today"),), display=shown,
    )  # fmt: skip


def _era_date(evidence: Evidence, given: Parameters) -> FigureReading:
    held = _tenures(evidence, given)
    tenure = held[-1] if given["edge"] == "end" else held[0]
    when = tenure.end if given["edge"] == "end" else tenure.start
    if when is None:
        raise Unanswerable(f"{tenure.name} still holds the office")
    return dated(when.earliest, when.latest, _era_figure(evidence, tenure, str(when)))


def _era_length(evidence: Evidence, given: Parameters) -> FigureReading:
    held = _tenures(evidence, given)
    tenure = held[0]
    end = tenure.end.latest if tenure.end is not None else evidence.case.observed.end
    if end is None:
        raise Unanswerable("the case does not say until when it observed")
    days = float((end - tenure.start.earliest).days + 1)
    figure = _era_figure(evidence, tenure, f"{days / _YEAR:.2f} years", days, "days")
    return exact(figure, days, unit="day", shown=figure.display)


def _offices(evidence: Evidence, given: Parameters) -> Sequence[str]:
    return sorted({t.office for t in evidence.case.tenures if t.leader == given.get("leader", t.leader)})


_EVENT = Parameter(
    "event", "an event by id, or by words that it alone fits, such as sixth nuclear test", required=True
)
_LEADER = Parameter(
    "leader", "a leader by id, or part of the name", kind="leader", required=True, names=leaders
)
_OFFICE = Parameter("office", "the office, such as party_head", alternatives=_offices, open=True)
SUBJECTS = (
    Subject(
        "events.count", "How many events of a kind", "count", unit="events",
        parameters=(
            Parameter("kind", "a kind of event, or several joined by ;", required=True, names=_kinds), FROM, TO,
            Parameter("leave_out", "a subkind that a definition leaves out, or several joined by ;", default=ALL,
                alternatives=_definitions, open=True),
        ),
        compute=_count, sought=_counted_rows, nouns=_count_nouns, example="--kind nuclear_test --to 2017-03-17",
        stated="five",
    ),
    Subject(
        "events.date", "The day of an event", "date", parameters=(_EVENT,), compute=_date, example="--event E052",
        stated="18 February 2017",
    ),
    Subject(
        "events.value", "What the table has as the value of an event", "words", parameters=(_EVENT,),
        compute=_value, sought=_value_rows, nouns=_value_nouns, bare=False, measured_by=_value_kind,
        example="--event E056", stated="15-0",
    ),
    Subject(
        "eras.date", "The day a leader took or left an office", "date",
        parameters=(_LEADER, _OFFICE, choice("edge", "start or end", ("start", "end"))), compute=_era_date,
        example="--leader xi-jinping --office party_head", stated="15 November 2012",
    ),
    Subject(
        "eras.length", "How long a leader held an office", "time", unit="day", parameters=(_LEADER, _OFFICE),
        compute=_era_length, example="--leader hu-jintao --office party_head", stated="ten years",
    ),
)  # fmt: skip
