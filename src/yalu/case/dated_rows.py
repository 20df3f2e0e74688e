"""Which days the rows of a case are about, so that what rests on them can say its first and last day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from yalu.case.records import Case
from yalu.vocabulary.coverage import Observed
from yalu.vocabulary.dates import PartialDate, Window


def dated_rows(case: Case) -> dict[str, Window]:
    """Row id -> the days it is about, for every dated row: visits, events, tenures, flows, acts, answers, links, facts.

    A partial date stands for all its days up to the last one observed: what is known of has happened. A link or
    tenure without an end is dated by its beginning.
    """
    dates: dict[str, Window] = {flow.id: flow.window for flow in case.flows}
    for visit in case.visits:
        dates[visit.id] = _days(visit.start, visit.end)
    for event in case.events:
        dates[event.id] = _days(event.date, event.end)
    for tenure in case.tenures:
        dates[tenure.id] = _days(tenure.start, tenure.end)
    for link in case.links:
        if link.start is not None:
            dates[link.id] = _days(link.start, link.end)
    dates |= {act.id: _days(act.date) for act in case.actions}
    dates |= {answer.id: _days(answer.date) for answer in case.responses}
    for fact in case.knowledge:
        dates[fact.id] = _days(fact.date)
    for tour in case.tours:
        if tour.visit in dates:
            dates[tour.id] = dates[tour.visit]
    last = case.observed.end
    return {name: _until(window, last) for name, window in dates.items()}


def _until(window: Window, last: date | None) -> Window:
    if last is None or window.start is None or window.end is None or not window.start <= last < window.end:
        return window
    return Window(window.start, last)


def _days(first: PartialDate, last: PartialDate | None = None) -> Window:
    end = last or first
    return Window(first.earliest, max(first.earliest, end.latest))


def span_of_rows(names: Iterable[str], dates: Mapping[str, Window]) -> Observed | None:
    """From the first to the last day that some rows are about; None when none of them is dated.

    The rows are facts and no series, so the days between them are not gaps.
    """
    found = [(w.start, w.end) for name in names if (w := dates.get(name)) is not None]
    days: list[tuple[date, date]] = [(s, e) for s, e in found if s is not None and e is not None]
    return Observed(min(s for s, _ in days), max(e for _, e in days)) if days else None
