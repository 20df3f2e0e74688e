"""The law: what is in force, since when, and by which vote."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from yalu.claims.catalogue import Parameter, Parameters, Subject
from yalu.claims.evidence import Evidence, Unanswerable, UnknownName
from yalu.claims.named_facts import day_or_event
from yalu.claims.records import Reading
from yalu.claims.subjects.trade_parameters import guarded
from yalu.documents.choices import unknown
from yalu.law.text.records import Measure
from yalu.law.text.timeline import state_on
from yalu.law.verdicts.evidence import clause_of, paragraph_coverage
from yalu.law.wording import row_sources
from yalu.vocabulary.coverage import covered_table
from yalu.vocabulary.dates import PartialDate, parse_date
from yalu.vocabulary.results import Figure, Trail, TrailRow, rows_strength
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


def _status(evidence: Evidence, given: Parameters) -> Reading:
    measure = measure_of(evidence, given["measure"])
    day = day_or_event(evidence, given["on"], "on")
    states = {state_on(measure, d) for d in (day.earliest, day.latest)}
    if len(states) > 1:
        raise Unanswerable(f"{day} lies on both sides of a change of {measure.id}; name a day")
    state = states.pop().replace("_", " ")
    force = {
        "in force": (
            "yes",
            "applies",
            "binding",
            "banned" if measure.effect == "ban" else "capped" if measure.effect == "cap" else "",
        )
    }
    words = (state, *force.get(state, ("no", "not in force")))
    span = f"{measure.in_force.start} to {measure.in_force.until or 'no end on record'}"
    return Reading(
        words=tuple(filter(None, words)),
        shown=state,
        figure=_law_figure(evidence, measure, f"status/{measure.id}/{day}", state, f"in force {span}"),
    )


def _law_figure(evidence: Evidence, measure: Measure, name: str, shown: str, step: str) -> Figure:
    trail = Trail(
        steps=(step,),
        rows=(law_row(measure, evidence, measure.title),),
        known_by=evidence.case.known_by,
        data_version=evidence.case.data_version,
        coverage=paragraph_coverage(evidence.regime, measure),
        strength=Strength((clause_of(measure),)),
    )
    return Figure(
        id=name,
        title=measure.title,
        value=None,
        unit="",
        definition=measure.named(),
        trail=trail,
        display=shown,
    )


def _date(evidence: Evidence, given: Parameters) -> Reading:
    if given["instrument"]:
        return _instrument_date(evidence, given)
    if not given["measure"]:
        raise Unanswerable("name a measure or an instrument")
    measure = measure_of(evidence, given["measure"])
    day: date | None = measure.in_force.start
    if (
        given["edge"] == "end"
    ):  # the law names the first day it no longer holds; people name the last on which it did
        day = None if measure.in_force.until is None else measure.in_force.until - timedelta(1)
    if day is None:
        raise Unanswerable(f"{measure.id} has no end on record")
    figure = _law_figure(
        evidence, measure, f"law-date/{measure.id}/{given['edge']}", str(day), f"{given['edge']}: {day}"
    )
    return dated(day, day, figure)


def dated(first: date, last: date, figure: Figure) -> Reading:
    """A day as a reading; a month or a year keeps both of its ends."""
    low, high = float(first.toordinal()), float(last.toordinal())
    return Reading(
        value=low if low == high else None, low=low, high=high, unit="date", shown=figure.shown, figure=figure
    )


def _instrument_date(evidence: Evidence, given: Parameters) -> Reading:
    edge = {"start": "effective", "end": "effective"}.get(given["edge"], given["edge"])
    text, figure = _instrument(evidence, given["instrument"], edge)
    when: PartialDate = parse_date(text)
    return dated(when.earliest, when.latest, figure)


def _instrument(evidence: Evidence, name: str, field: str) -> tuple[str, Figure]:
    known = evidence.regime.instruments
    if name not in known:
        raise UnknownName(unknown("instrument", name, list(known)))
    found = known[name]
    text = str(getattr(found, field))
    if not text:
        raise Unanswerable(f"the table of instruments does not give {field} of {name}")
    cited = row_sources(evidence.regime, found.sources)
    row = TrailRow(found.id, f"{found.title}, {field} {text}", "law", found.notes, cited)
    remembered = field in found.memory.split(";")
    unread = Support(kind="clause", id=found.id, quality="unread", says=f"{field} from memory")
    trail = Trail(
        steps=(f"{field}: {text}",),
        rows=(row,),
        known_by=evidence.case.known_by,
        data_version=evidence.case.data_version,
        coverage=covered_table("table instruments", len(known), as_of=evidence.case.known_by),
        strength=rows_strength((row,)) + Strength((unread,) if remembered else ()),
    )
    return text, Figure(
        id=f"instrument/{name}/{field}",
        title=found.title,
        value=None,
        unit="",
        definition=f"{field} of {name}",
        trail=trail,
        display=text,
    )


def _votes(evidence: Evidence, given: Parameters) -> Reading:
    text, figure = _instrument(evidence, given["instrument"], "vote")
    tally = [int(part) for part in text.split("-") if part.isdigit()]
    words = ["-".join(map(str, [*tally, 0, 0][:3]))]
    if len(tally) > 1 and not any(tally[1:]):
        words += ["unanimous", "unanimously", "voted for", "voted in favour", "in favour", "for", "yes"]
    return Reading(words=tuple(words), shown=text, figure=figure)


MEASURE = Parameter(
    name="measure",
    required=True,
    kind="name",
    names=_measures,
    help="a measure by id, or by words that it alone fits; yalu law timeline lists them",
)
SUBJECTS = (
    Subject(
        name="law.status",
        title="Whether a measure was in force on a day",
        measured="words",
        parameters=(MEASURE, Parameter(name="on", kind="day", required=True, help="the day, or an event")),
        compute=guarded(_status),
        example="--measure mofcom-2017-12-coal --on 2017-03-01",
        stated="in force",
    ),
    Subject(
        name="law.date",
        title="The day a measure began or ended, or an instrument was adopted",
        measured="date",
        parameters=(
            Parameter(name="measure", kind="name", names=_measures, help=MEASURE.help),
            Parameter(name="instrument", help="or the id of an instrument"),
            Parameter(
                name="edge",
                default="start",
                choices=("start", "end", "adopted", "effective", "published"),
                alternatives=("start", "end"),
                help="first or last day of a measure; adopted, effective or published of an instrument",
            ),
        ),
        compute=guarded(_date),
        example="--instrument mofcom-2017-12 --edge published",
        stated="18 February 2017",
    ),
    Subject(
        name="law.votes",
        title="How an instrument was voted",
        measured="words",
        parameters=(
            Parameter(name="instrument", required=True, help="the id of an instrument, such as unscr-2321"),
        ),
        compute=guarded(_votes),
        example="--instrument unscr-2321",
        stated="15-0-0",
    ),
)
