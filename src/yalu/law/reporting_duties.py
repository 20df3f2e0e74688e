"""Reporting duties and their clocks: what was due, what came, and what nobody can say.

A report is about a span of the calendar and is owed once for it, whatever the days of the consignments
in it: 2321 (2016) paragraph 26(b) wants one for each month, no later than 30 days after its end. Clocks of
30 and 90 days have no first day in the text, so they are read by months and quarters and end on the last
day any such clock could end. An absent report is not a report of zero. A total of all states shows that
somebody reported, and not who; a table without the Committee's ledger shows nothing about reports at all.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Iterator
from datetime import date, timedelta

import msgspec

from yalu.law.caps.limbs import CapCell
from yalu.law.compile.flow_parsing import ALL_STATES
from yalu.law.text.records import Measure, Report
from yalu.law.text.regimes import Regime
from yalu.law.text.text_limits import text_notes
from yalu.law.verdicts.evidence import (
    flow_row,
    paragraph_coverage,
    reason_of,
    settled_by,
    strength_under,
    weighed,
)
from yalu.law.verdicts.situations import SituationVerdict
from yalu.law.wording import row_words, rules_of
from yalu.vocabulary.answers import CANNOT_SAY, NO, YES
from yalu.vocabulary.places.countries import place_name
from yalu.vocabulary.results import Trail, TrailRow, Verdict, rows_strength
from yalu.vocabulary.words.numerals import plural
from yalu.vocabulary.words.readable import spoken_date, spoken_span

Span = tuple[date, date]
COMMITTEE = "committee"
_CLOCKS = {"month": 0, "30 days": 30, "90 days": 90, "year": 0, "once": 0}
_MONTHS = {"month": 1, "30 days": 1, "90 days": 3, "year": 12}


class ReportDuty(msgspec.Struct, frozen=True):
    """One report one state owes for one span of the calendar.

    ``reports`` are the rows of the Committee's ledger on the whole span, ``partial`` those on some of its days.
    """

    measure: Measure
    state: str
    period: str
    due: date
    traded: tuple[CapCell, ...]
    reports: tuple[CapCell, ...]
    partial: tuple[CapCell, ...]
    totals: tuple[CapCell, ...]


def reporting(regime: Regime, cells: Iterable[CapCell], today: date) -> list[Verdict]:
    """A verdict for every report that trade in the table calls for, as of a day, in order of id."""
    sheets: dict[str, list[CapCell]] = {}
    for cell in cells:
        sheets.setdefault(cell.ledger.rpartition("/")[0], []).append(cell)
    found = []
    for sheet, rows in sorted(sheets.items()):
        has_committee = any(_by(cell) == COMMITTEE for cell in rows)
        for duty in _duties(regime, rows):
            found.append(_verdict(regime, duty, decide_report(duty, today, has_committee), sheet))
    return found


def decide_report(duty: ReportDuty, today: date, has_committee: bool) -> SituationVerdict:  # noqa: PLR0911 - one answer a line
    """Whether a report came in time, is overdue, is not yet due, or cannot be decided."""
    period, due, day = spoken_span(duty.period), spoken_date(duty.due), spoken_date(today)
    owes = f"{duty.measure.named()}: {place_name(duty.state)} reports on {period} by {due}"
    if duty.reports:
        days = [(c.reported_first, c.reported_last) for c in duty.reports]
        if any(last is not None and last <= duty.due for _, last in days):
            return SituationVerdict(
                verdict="within", finding="reported", breach=NO, reason=f"{owes}; the report came in time"
            )
        if all(first is not None and first > duty.due for first, _ in days):
            return SituationVerdict(
                verdict="breach",
                finding="reporting_overdue",
                breach=YES,
                reason=f"{owes}; the report came late",
            )
        return _open(
            owes,
            "a report came, and the table does not say when",
            "the day the report reached the Committee (reported_date)",
        )
    if today <= duty.due:
        return SituationVerdict(
            verdict="not_covered",
            finding="not_yet_due",
            breach=NO,
            reason=f"{owes}; on {day} that lay ahead",
        )
    if not has_committee:
        return _open(
            owes, "the table has no ledger of the Committee", "the Committee's list of reports received"
        )
    if duty.partial:
        return _open(
            owes,
            "the Committee's ledger has a row of that state on some of its days only",
            f"whether a report came on the whole of {period}",
        )
    if duty.totals:
        return _open(
            owes,
            "the Committee's total of all states shows that somebody reported, not who",
            f"which states reported for {period}",
        )
    later = f"{plural((today - duty.due).days, 'day')} later"
    reason = f"{owes}; on {day}, {later}, no report stands in the Committee's ledger, and an absent report is not zero"
    return SituationVerdict(verdict="breach", finding="reporting_overdue", breach=YES, reason=reason)


def _open(owes: str, why: str, settled: str) -> SituationVerdict:
    return SituationVerdict(
        verdict="cannot_say",
        finding="undetermined",
        breach=CANNOT_SAY,
        reason=f"{owes}; {why}",
        settled_by=(settled,),
    )


def _duties(regime: Regime, cells: list[CapCell]) -> Iterator[ReportDuty]:
    totals = frozenset({ALL_STATES, *regime.bodies})
    for measure in regime.measures:
        if measure.report is None or not measure.binding or not measure.limits_amounts:
            continue
        own = [c for c in cells if c.measure == measure.id and _in_force(measure, c) and c.goods != "open"]
        spans: dict[tuple[str, Span], list[CapCell]] = {}
        for cell in own:
            span = span_of(measure, measure.report, cell)
            if span is not None and cell.trader not in totals and _is_trade(cell):
                spans.setdefault((cell.trader, span), []).append(cell)
        for (state, span), traded in sorted(spans.items(), key=lambda item: item[0]):
            yield _duty(measure, measure.report, state, span, traded, own, totals)


def _duty(
    measure: Measure,
    report: Report,
    state: str,
    span: Span,
    traded: list[CapCell],
    own: list[CapCell],
    totals: frozenset[str],
) -> ReportDuty:
    """What one state owes for one span, with the rows of the Committee's ledger that may be its report."""
    from_committee = [c for c in own if _by(c) == COMMITTEE]
    first, last = _days_reported(measure, report, span, traded)
    whole = [c for c in from_committee if c.tested_first <= first and last <= c.tested_last]
    part = [c for c in from_committee if c not in whole and c.tested_first <= last and first <= c.tested_last]
    return ReportDuty(
        measure, state, _named(report, span), due_day(report, span),
        tuple(c for c in traded if _by(c) != COMMITTEE),
        tuple(c for c in whole if c.trader == state),
        tuple(c for c in part if c.trader == state),
        tuple(c for c in whole if c.trader in totals),
    )  # fmt: skip


def span_of(measure: Measure, report: Report, cell: CapCell) -> Span | None:
    """The span of the calendar whose report trade belongs in; None where a row runs across two of them.

    A quarter's sum says nothing about each month's. What is reported once is about all the days in force.
    """
    months = _MONTHS.get(report.every)
    if months is None:
        return measure.in_force.start, date.max
    spans = {_calendar(day, months) for day in (cell.tested_first, cell.tested_last)}
    return spans.pop() if len(spans) == 1 else None


def _calendar(day: date, months: int) -> Span:
    """The month, quarter or year a day lies in."""
    first = date(day.year, (day.month - 1) // months * months + 1, 1)
    last_month = first.month + months - 1
    return first, date(day.year, last_month, monthrange(day.year, last_month)[1])


def due_day(report: Report, span: Span) -> date:
    """The last day on which a report of trade in a span is in time."""
    first, last = span
    if report.every == "once":
        return first + timedelta(report.within_days)
    return last + timedelta(_CLOCKS[report.every] + report.within_days)


def _days_reported(measure: Measure, report: Report, span: Span, traded: list[CapCell]) -> Span:
    """The days a report has to cover: the days of its span in force, or of the trade under a clock of days."""
    if report.every not in {"month", "year"}:
        return min(c.tested_first for c in traded), max(c.tested_last for c in traded)
    until = measure.in_force.until
    last = span[1] if until is None else min(span[1], until - timedelta(1))
    return max(span[0], measure.in_force.start), last


def _named(report: Report, span: Span) -> str:
    """The span as periods are written: 2017-02, 2018-01/2018-03, 2018."""
    first, last = (f"{day:%Y-%m}" for day in span)
    if report.every in {"year", "once"}:
        return f"{span[0].year}"
    return first if first == last else f"{first}/{last}"


def _is_trade(cell: CapCell) -> bool:
    """Whether a row is trade as customs or the Committee have it."""
    return _by(cell) in {COMMITTEE, "customs"} and _amount(cell)


def _in_force(measure: Measure, cell: CapCell) -> bool:
    until = measure.in_force.until
    return cell.tested_first >= measure.in_force.start and (until is None or cell.tested_last < until)


def _amount(cell: CapCell) -> bool:
    return any(cell.amounts(kind)[1] > 0 for kind in ("quantity", "value"))


def _by(cell: CapCell) -> str:
    """Whose ledger it is, without the sheet."""
    return cell.ledger.rpartition("/")[2]


def _verdict(regime: Regime, duty: ReportDuty, decision: SituationVerdict, sheet: str) -> Verdict:
    rows = tuple(_row(regime, cell) for cell in (*duty.traded, *duty.reports, *duty.partial, *duty.totals))
    strength = strength_under(duty.measure, rows)
    decision = weighed(duty.measure, "sound" if rows_strength(rows).certain else "doubted", decision)
    return Verdict(
        id="/".join(filter(None, ("verdict", duty.measure.id, "report", sheet, duty.state, duty.period))),
        title=f"Report of {place_name(duty.state)} for {spoken_span(duty.period)}: {duty.measure.title}",
        verdict=decision.verdict,
        reason=reason_of(decision, strength),
        trail=Trail(
            rules=rules_of(regime, duty.measure), rows=rows, notes=text_notes(duty.measure), known_by=regime.known_by,
            data_version=regime.data_version, coverage=paragraph_coverage(regime, duty.measure), strength=strength,
        ),
        settled_by=settled_by(decision, strength),
    )  # fmt: skip


def _row(regime: Regime, cell: CapCell) -> TrailRow:
    says = row_words(
        cell.period, cell.trader, cell.hs,
        (cell.quantity, cell.unit, cell.quantity_stated), (cell.value, cell.currency, cell.value_stated),
    )  # fmt: skip
    return flow_row(regime, cell.example, says, cell.ledger, cell.sources)
