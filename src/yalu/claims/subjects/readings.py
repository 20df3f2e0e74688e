"""What the subjects share: figures with the trail of a question to the case, and readings of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any, TypeVar

import msgspec

from yalu.case.coverage.completeness import Sought
from yalu.case.records import Event, Tenure
from yalu.chains.choices import ChainQueryError
from yalu.claims.catalogue import Parameters, Subject
from yalu.claims.evidence import Evidence, Unanswerable, UnknownName
from yalu.claims.records import FigureReading
from yalu.documents.choices import ChoiceError, unknown
from yalu.trade.files.faults import RefusedError
from yalu.visits.citations import cite
from yalu.vocabulary.coverage import Observed, observed_span
from yalu.vocabulary.dates import Window
from yalu.vocabulary.intervals import AmountError
from yalu.vocabulary.results import Figure, Trail, TrailRow

T = TypeVar("T")
Compute = Callable[[Evidence, Parameters], FigureReading]


def figure_of(
    evidence: Evidence,
    id: str,  # noqa: A002 - the field of a figure
    title: str,
    definition: str,
    *tables: str,
    value: float | None = None,
    unit: str = "",
    low: float | None = None,
    high: float | None = None,
    display: str = "",
    window: Window | None = None,
    sought: Sought | None = None,
    observed: Window | Observed | None = None,
    **trail: Any,
) -> Figure:
    """A figure that was asked of some tables of the case; ``trail`` are more fields of its trail.

    ``window`` are the days and ``sought`` the rows of the first table that were asked for; ``observed`` are the
    days the figure speaks of.
    """
    case = evidence.case
    said: dict[str, Any] = {"known_by": case.known_by, "data_version": case.data_version}
    if tables:
        said["coverage"] = evidence.covers(*tables, window=window, sought=sought)
    if observed is not None:
        said["observed"] = observed_span([observed]) if isinstance(observed, Window) else observed
    return Figure(
        id=id, title=title, value=value, unit=unit, definition=definition, trail=Trail(**(said | trail)), low=low,
        high=high, display=display,
    )  # fmt: skip


def reading_of(figure: Figure, **more: Any) -> FigureReading:
    """A figure as a reading with its own value, bounds and unit; ``more`` are fields that differ."""
    own = {
        "value": figure.value, "low": figure.low, "high": figure.high, "unit": figure.unit, "figure": figure,
    }  # fmt: skip
    return FigureReading(**(own | more))


def exact(figure: Figure, value: float | None, **more: Any) -> FigureReading:
    """A number that is known exactly: both of its bounds are the number."""
    return reading_of(figure, **({"value": value, "low": value, "high": value} | more))


def dated(first: date, last: date, figure: Figure) -> FigureReading:
    """A day as a reading; a month or a year keeps both of its ends."""
    low, high = float(first.toordinal()), float(last.toordinal())
    value = low if low == high else None
    return FigureReading(value=value, low=low, high=high, unit="date", shown=figure.shown, figure=figure)


def read_figure(figure: Figure) -> FigureReading:
    """A figure as a reading; without value and bounds the facts cannot say."""
    if figure.value is not None or figure.low or figure.high is not None:
        return reading_of(figure)
    notes = (note.removeprefix("missing: ") for note in figure.trail.notes if note.startswith("missing"))
    clauses = (clause for note in notes for clause in note.split("; "))
    missing = dict.fromkeys(c for c in clauses if c != "reported inside it: nothing")
    why = f"missing: {'; '.join(missing)}" if missing else f"no row gives {figure.definition}"
    return FigureReading(unit=figure.unit, cannot=why, figure=figure)


def guarded(compute: Compute) -> Compute:
    """The same computation, with what the facts refuse said as such: a factor that is missing is a choice to make."""

    def safely(evidence: Evidence, given: Parameters) -> FigureReading:
        try:
            return compute(evidence, given)
        except (RefusedError, AmountError) as error:
            raise ChoiceError(str(error)) from None
        except ChainQueryError as error:
            raise UnknownName(str(error)) from None
        except KeyError as error:
            raise Unanswerable(str(error.args[0])) from None

    return safely


def answering(subject: Subject) -> Subject:
    """The same subject with both of its computations guarded."""
    quick = None if subject.quick is None else guarded(subject.quick)
    return msgspec.structs.replace(subject, compute=guarded(subject.compute), quick=quick)


def look_up(known: Mapping[str, T], what: str, name: str, shown: Iterable[str] | None = None) -> T:
    """A thing of the case by its name. Raises UnknownName with the nearest of those known (or of ``shown``)."""
    if name not in known:
        raise UnknownName(unknown(what, name, list(known if shown is None else shown)))
    return known[name]


def known_name(known: Iterable[str], what: str, name: str) -> str:
    """The name itself where it is known. Raises UnknownName with the nearest."""
    return look_up({one: one for one in known}, what, name)


def event_row(evidence: Evidence, event: Event, role: str = "event", why: str = "") -> TrailRow:
    """An event as trails show it."""
    return TrailRow(event.id, f"{event.date}, {event.title}", role, why, cite(evidence.case, event.sources))


def tenure_row(evidence: Evidence, tenure: Tenure, still: str) -> TrailRow:
    """A tenure as trails show it; ``still`` is what stands for an end that has not come."""
    says = f"{tenure.name}, {tenure.office}, {tenure.start} to {tenure.end or still}"
    return TrailRow(tenure.id, says, "tenure", "", cite(evidence.case, tenure.sources))
