"""Exemptions of the law: whether one of a kind exists on a day, in a measure or anywhere, and in which words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import Any

import msgspec

from yalu.claims.catalogue import Parameter, Parameters, Subject, choice
from yalu.claims.evidence import Evidence, Unanswerable, UnknownName
from yalu.claims.questions.named_facts import day_or_event
from yalu.claims.records import FigureReading
from yalu.claims.subjects.law.measures import MEASURE, law_row, measure_of
from yalu.claims.subjects.readings import figure_of, look_up
from yalu.documents.choices import unknown
from yalu.law.text.records import Condition, Measure
from yalu.law.text.timeline import state_on
from yalu.law.verdicts.evidence import clause_of, paragraph_coverage
from yalu.vocabulary.coverage import combined
from yalu.vocabulary.results import Figure
from yalu.vocabulary.strength import Strength, Support
from yalu.vocabulary.words.numerals import plural

# Words that say “exemption” and not which, and how people write what the law calls otherwise.
_IDLE = frozenset({
    "a", "an", "any", "the", "for", "of", "in", "on", "exemption", "exemptions", "exception", "exceptions", "loophole",
    "waiver", "purpose", "purposes", "clause",
})  # fmt: skip
_CALLED = {"transit": "transshipment", "relief": "humanitarian"}


class Exempting(msgspec.Struct, frozen=True):
    """One measure with the exemption of it that was asked for; of a measure that is itself one, its whole."""

    measure: Measure
    condition: Condition

    @property
    def says(self) -> str:
        """The exemption in the words of the measure's file."""
        name = self.condition.name.replace("_", " ")
        said = f"{name}: {self.condition.text}" if self.condition.text else name
        return f"{self.measure.title}; {said}" if self.measure.effect == "exemption" else said


def _said(measure: Measure, condition: Condition) -> set[str]:
    """The words by which an exemption can be asked for; one that reaches every ban is known by its measure too."""
    texts = [condition.name.replace("_", " "), condition.text]
    if measure.effect == "exemption":
        texts += [measure.title, measure.id.replace("-", " ")]
    return set(_words(" ".join(texts)))


def _words(text: str) -> list[str]:
    return [_CALLED.get(word, word) for word in re.findall(r"[a-z0-9]+", text.lower().replace("_", " "))]


def _is_meant(kind: str, measure: Measure, condition: Condition) -> bool:
    wanted = [word for word in _words(kind) if word not in _IDLE]
    return set(wanted) <= _said(measure, condition)


def kinds(evidence: Evidence, given: Parameters) -> Sequence[str]:
    """The names of all exemptions of the regime."""
    found = (c.name for m in evidence.regime.measures for c in m.conditions if c.kind == "exemption")
    return sorted(set(found))


def _scope(evidence: Evidence, given: Parameters) -> list[Measure]:
    """The measures asked about. Raises UnknownName for a measure or an instrument that the law does not have."""
    if given["measure"]:
        return [measure_of(evidence, given["measure"])]
    known = evidence.regime.instruments
    if given["instrument"]:
        look_up(known, "instrument", given["instrument"])
    return [
        m
        for m in evidence.regime.measures
        if given["instrument"] in {"", m.instrument} and given["layer"] in {"", known[m.instrument].layer}
    ]


def _exemption(evidence: Evidence, given: Parameters) -> FigureReading:
    kind = given["kind"]
    everywhere = [(m, c) for m in evidence.regime.measures for c in m.conditions]
    if kind and not any(_is_meant(kind, m, c) for m, c in everywhere):
        raise UnknownName(unknown("kind of exemption", kind, list(kinds(evidence, given))))
    when = day_or_event(evidence, given["on"], "on")
    days = sorted({when.earliest, when.latest})
    scope = _scope(evidence, given)
    answers = [_on(scope, kind, day) for day in days]
    if len(answers) > 1 and bool(answers[0][1]) != bool(answers[1][1]):
        raise Unanswerable(f"{when} lies on both sides of a change of these exemptions; name a day")
    force, found = answers[0]
    if not force:
        named = given["measure"] or given["instrument"] or "no measure of that layer"
        raise Unanswerable(f"{named} is not in force on {when}, so nothing of it exempts anything")
    return _exists(evidence, given, days[0], found) if found else _none(evidence, given, days[0], force)


def _on(scope: Sequence[Measure], kind: str, day: date) -> tuple[list[Measure], list[Exempting]]:
    force = [m for m in scope if state_on(m, day) == "in_force"]
    found = [Exempting(m, c) for m in force for c in m.conditions if c.kind == "exemption" and _is_meant(kind, m, c)]  # fmt: skip
    return force, found


def _exists(evidence: Evidence, given: Parameters, day: date, found: Sequence[Exempting]) -> FigureReading:
    """That one exists needs one paragraph that says so: the best read of those found carries the answer."""
    best = min(
        (clause_of(one.measure) for one in found), key=lambda clause: Strength((clause,)).certain is False
    )
    names = tuple(dict.fromkeys(one.condition.name.replace("_", " ") for one in found))
    where = tuple(dict.fromkeys(one.measure.named() for one in found))
    more = f" and {len(where) - 3} more" if len(where) > 3 else ""
    shown = f"an exemption exists: {'; '.join(where[:3])}{more}"
    figure = _figure(
        evidence,
        given,
        day,
        shown,
        steps=tuple(f"{one.measure.named()}: {one.says}" for one in found),
        rows=tuple(law_row(one.measure, evidence, one.says) for one in found),
        coverage=combined(paragraph_coverage(evidence.regime, one.measure) for one in found),
        strength=Strength((best,)),
    )
    words = ("yes", "exists", "there is one", "exempt", "exempted", "an exemption", *names)
    return FigureReading(words=words, shown=shown, figure=figure)


def _none(evidence: Evidence, given: Parameters, day: date, force: Sequence[Measure]) -> FigureReading:
    """That none exists needs every paragraph asked about, read to its end."""
    what = given["kind"].replace("_", " ") or "any"
    unread = [m for m in force if "exemption" in m.unread or m.verified == "memory"]
    if unread:
        more = f" and {len(unread) - 3} more" if len(unread) > 3 else ""
        named = ", ".join(m.named() for m in unread[:3]) + more
        raise Unanswerable(f"no exemption ({what}) was read in force on {day}, but nobody here has read those of {named}")  # fmt: skip
    shown = f"no exemption {'of that kind ' if given['kind'] else ''}in force on {day}"
    elsewhere = _called_so(given["kind"], force) or _over_all(evidence, given, day)
    if elsewhere:
        shown += f"; but {elsewhere.measure.named()}: {elsewhere.says}"
    supports: tuple[Support, ...] = tuple(clause_of(m) for m in force)
    figure = _figure(
        evidence,
        given,
        day,
        shown,
        steps=(f"{plural(len(force), 'paragraph')} in force, none with such an exemption",),
        rows=tuple(law_row(m, evidence, m.title) for m in force),
        coverage=combined(paragraph_coverage(evidence.regime, m) for m in force),
        strength=Strength(supports),
    )
    if elsewhere:
        why = f"the paragraph itself has no such exemption, but {elsewhere.measure.named()} has “{elsewhere.says}”"
        why += "; the words do not say which is meant"
        return FigureReading(cannot=why, shown=shown, figure=figure)
    wider = f"the {len(force)} paragraphs on file have none; a paragraph not on file may"
    words = ("no", "none", "no exemption", "nothing", "not exempt")
    return FigureReading(words=words, beyond="" if given["measure"] else wider, shown=shown, figure=figure)


def _called_so(kind: str, force: Sequence[Measure]) -> Exempting | None:
    """A test of that name inside a limit, which people call an exemption too."""
    found = [Exempting(m, c) for m in force for c in m.conditions if c.kind == "precondition"]
    return next((one for one in found if kind and _is_meant(kind, one.measure, one.condition)), None)


def _over_all(evidence: Evidence, given: Parameters, day: date) -> Exempting | None:
    """An exemption in a paragraph of its own that can reach what the measure asked about bans."""
    if not given["measure"]:
        return None
    known, own = evidence.regime.instruments, measure_of(evidence, given["measure"])
    layer = known[own.instrument].layer
    apart = [
        m for m in evidence.regime.measures if m.effect == "exemption" and known[m.instrument].layer == layer
    ]
    found = _on(apart, given["kind"], day)[1]
    return found[-1] if found else None


def _figure(evidence: Evidence, given: Parameters, day: date, shown: str, **trail: Any) -> Figure:
    of = given["measure"] or given["instrument"] or given["layer"] or "all"
    what = given["kind"].replace("_", " ") or "any"
    return figure_of(
        evidence,
        f"law-exemption/{of}/{what.replace(' ', '-')}/{day}",
        f"Whether an exemption ({what}) exists on {day}",
        "exemptions of the paragraphs in force that day, by their names and words; a test inside a limit is none",
        display=shown,
        **trail,
    )


SUBJECTS = (
    Subject(
        "law.exemption", "Whether the law has an exemption of a kind on a day", "words",
        parameters=(
            Parameter("kind", "the kind, by name or by words of it, as humanitarian; any when left out"),
            Parameter("measure", "one measure by id; all when left out", kind="name", names=MEASURE.names),
            Parameter("instrument", "or every measure of one instrument"),
            choice("layer", "or every measure of one layer of law", ("", "un", "regional", "national")),
            Parameter("on", "the day, or an event", kind="day", required=True),
        ),
        compute=_exemption, example="--kind livelihood --measure unscr-2270-op29b-coal --on 2016-06-01",
        stated="exists",
    ),
)  # fmt: skip
