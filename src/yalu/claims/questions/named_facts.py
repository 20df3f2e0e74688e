"""Days, events, leaders and visits that parameters name, looked up in the facts."""

from __future__ import annotations

from collections.abc import Sequence

from yalu.case.records import Event
from yalu.claims.catalogue import Parameter, Parameters
from yalu.claims.evidence import Evidence, Unanswerable, UnknownName
from yalu.claims.questions.names_said import named
from yalu.documents.choices import ChoiceError, unknown
from yalu.vocabulary.dates import DateError, PartialDate, parse_date

_EVENT = Parameter("event", "an event")


def event_of(evidence: Evidence, name: str) -> Event:
    """An event by id, or by words that fit one event alone.

    Unanswerable, naming those that fit or the nearest, when the case has none such.
    """
    try:
        found = evidence.events.get(named(evidence, _EVENT, name))
    except ChoiceError as error:
        raise UnknownName(f"unknown {error}") from None
    if found is None:
        raise UnknownName(unknown("event", name, nearest(name, evidence)))
    return found


def events_listed(evidence: Evidence) -> list[str]:
    """Every event with its day and title, for who has to name one."""
    return [f"{event.id} ({event.date}, {event.title})" for event in evidence.case.events]


def nearest(name: str, evidence: Evidence) -> list[str]:
    """The events whose id or title is like a name: an id, or a word of the title."""
    words = name.lower().replace("-", " ").replace("_", " ").split()
    near = [
        e.id for e in evidence.case.events if any(word in e.title.lower() for word in words if len(word) > 3)
    ]
    return near[:8] or list(evidence.events)[:8]


def day_or_event(evidence: Evidence, text: str, name: str) -> PartialDate:
    """A day (or month or year), or the date of an event by id."""
    if text[:1].isdigit():
        try:
            return parse_date(text)
        except DateError as error:
            raise Unanswerable(f"{name}: {error}") from None
    return event_of(evidence, text).date


def is_day(text: str) -> bool:
    """Whether a text is a date rather than the id of an event."""
    return text[:1].isdigit()


def leaders(evidence: Evidence, given: Parameters) -> Sequence[str]:
    """The leaders of the case."""
    return sorted({tenure.leader for tenure in evidence.case.tenures})


def rule_sets(evidence: Evidence, given: Parameters) -> Sequence[str]:
    """The rule sets of the codebook, the default first."""
    codebook = evidence.case.codebook
    if codebook is None:
        return ()
    return sorted(codebook.rule_sets, key=lambda name: (name != codebook.default_rule_set, name))


def era_schemes(evidence: Evidence, given: Parameters) -> Sequence[str]:
    """The era schemes of the codebook, the default first."""
    codebook = evidence.case.codebook
    if codebook is None:
        return ()
    return sorted(codebook.era_schemes, key=lambda name: (name != codebook.default_era_scheme, name))
