"""The law: what is in force, since when, and by which vote."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from yalu.claims.catalogue import Parameter, Parameters, Subject, choice
from yalu.claims.evidence import Evidence, Unanswerable, UnknownName
from yalu.claims.questions.named_facts import day_or_event
from yalu.claims.records import FigureReading
from yalu.claims.subjects.readings import dated, figure_of, look_up
from yalu.documents.choices import unknown
from yalu.law.text.records import Measure
from yalu.law.text.timeline import state_on
from yalu.law.verdicts.evidence import clause_of, paragraph_coverage
from yalu.law.wording import row_sources
from yalu.vocabulary.coverage import covered_table
from yalu.vocabulary.dates import PartialDate, parse_date
from yalu.vocabulary.results import Figure, TrailRow, rows_strength
from yalu.vocabulary.strength import Strength, Support


def _measures(evidence: Evidence, given: Parameters) -> Sequence[str]:
    return [m.id for m in evidence.regime.measures]


def measure_of(evidence: Evidence, name: str) -> Measure:
    """A measure by id. Unanswerable, naming the nearest, when the law as known has none such."""
    found = next((m for m in evidence.regime.measures if m.id == name), None)
    if found is None:
        caps = [m.id for m in evidence.regime.measures if m.limits_amounts]
        known = caps if "cap" in name else [m.id for m in evidence.regime.measures]
        raise UnknownName(unknown("measure", name, [*known]))
    return found


def law_row(measure: Measure, evidence: Evidence, says: str) -> TrailRow:
    """A measure as trails show it."""
    return TrailRow(measure.id, says, "law", measure.named(), evidence.regime.cited(measure))


def _status(evidence: Evidence, given: Parameters) -> FigureReading:
    measure = measure_of(evidence, given["measure"])
    day = day_or_event(evidence, given["on"], "on")
    states = {state_on(measure, d) for d in (day.earliest, day.latest)}
    if len(states) > 1:
        raise Unanswerable(f"{day} lies on both sides of a change of {measure.id}; name a day")
    state = states.pop().replace("_", " ")
    effect = {"ban": "banned", "cap": "capped"}.get(measure.effect, "")
    also = ("yes", "applies", "binding", effect) if state == "in force" else ("no", "not in force")
    words = (state, *also)
    span = f"{measure.in_force.start} to {measure.in_force.until or 'no end on record'}"
    figure = measure_figure(
        evidence, measure, f"status/{measure.id}/{day}", display=state, steps=(f"in force {span}",)
    )
    return FigureReading(words=tuple(filter(None, words)), shown=state, figure=figure)


def measure_figure(evidence: Evidence, measure: Measure, name: str, **more: Any) -> Figure:
    """A figure that one measure gives; ``more`` are fields of it and of its trail."""
    said = {"title": measure.title, "definition": measure.named()} | more
    return figure_of(
        evidence, name, rows=(law_row(measure, evidence, measure.title),),
        coverage=paragraph_coverage(evidence.regime, measure), strength=Strength((clause_of(measure),)), **said,
    )  # fmt: skip


def _date(evidence: Evidence, given: Parameters) -> FigureReading:
    if given["instrument"]:
        return _instrument_date(evidence, given)
    if not given["measure"]:
        raise Unanswerable("name a measure or an instrument")
    measure = measure_of(evidence, given["measure"])
    day: date | None = measure.in_force.start
    if given["edge"] == "end":
        # The law names the first day it no longer holds; people name the last on which it did.
        day = None if measure.in_force.until is None else measure.in_force.until - timedelta(1)
    if day is None:
        raise Unanswerable(f"{measure.id} has no end on record")
    name, step = f"law-date/{measure.id}/{given['edge']}", f"{given['edge']}: {day}"
    return dated(day, day, measure_figure(evidence, measure, name, display=str(day), steps=(step,)))


def _instrument_date(evidence: Evidence, given: Parameters) -> FigureReading:
    edge = {"start": "effective", "end": "effective"}.get(given["edge"], given["edge"])
    text, figure = _instrument(evidence, given["instrument"], edge)
    when: PartialDate = parse_date(text)
    return dated(when.earliest, when.latest, figure)


def _instrument(evidence: Evidence, name: str, field: str) -> tuple[str, Figure]:
    known = evidence.regime.instruments
    found = look_up(known, "instrument", name)
    text = str(getattr(found, field))
    if not text:
        raise Unanswerable(f"the table of instruments does not give {field} of {name}")
    cited = row_sources(evidence.regime, found.sources)
    row = TrailRow(found.id, f"{found.title}, {field} {text}", "law", found.notes, cited)
    remembered = field in found.memory.split(";")
    unread = Support(kind="clause", id=found.id, quality="unread", says=f"{field} from memory")
    figure = figure_of(
        evidence,
        f"instrument/{name}/{field}",
        found.title,
        f"{field} of {name}",
        steps=(f"{field}: {text}",),
        rows=(row,),
        coverage=covered_table("table instruments", len(known), as_of=evidence.case.known_by),
        strength=rows_strength((row,)) + Strength((unread,) if remembered else ()),
        display=text,
    )
    return text, figure


def _votes(evidence: Evidence, given: Parameters) -> FigureReading:
    text, figure = _instrument(evidence, given["instrument"], "vote")
    tally = [int(part) for part in text.split("-") if part.isdigit()]
    words = ["-".join(map(str, [*tally, 0, 0][:3]))]
    if len(tally) > 1 and not any(tally[1:]):
        words += ["unanimous", "unanimously", "voted for", "voted in favour", "in favour", "for", "yes"]
    return FigureReading(words=tuple(words), shown=text, figure=figure)


MEASURE = Parameter(
    "measure",
    "a measure by id, or by words that it alone fits; yalu law timeline lists them",
    required=True,
    kind="name",
    names=_measures,
)
SUBJECTS = (
    Subject(
        "law.status", "Whether a measure was in force on a day", "words",
        parameters=(MEASURE, Parameter("on", "the day, or an event", kind="day", required=True)), compute=_status,
        example="--measure mofcom-2017-12-coal --on 2017-03-01", stated="in force",
    ),
    Subject(
        "law.date", "The day a measure began or ended, or an instrument was adopted", "date",
        parameters=(
            Parameter("measure", MEASURE.help, kind="name", names=_measures),
            Parameter("instrument", "or the id of an instrument"),
            choice("edge", "first or last day of a measure; adopted, effective or published of an instrument",
                ("start", "end", "adopted", "effective", "published"), alternatives=("start", "end")),
        ),
        compute=_date, example="--instrument mofcom-2017-12 --edge published", stated="18 February 2017",
    ),
    Subject(
        "law.votes", "How an instrument was voted", "words",
        parameters=(Parameter("instrument", "the id of an instrument, such as unscr-2321", required=True),),
        compute=_votes, example="--instrument unscr-2321", stated="15-0-0",
    ),
)  # fmt: skip
