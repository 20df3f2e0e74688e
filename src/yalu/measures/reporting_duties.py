"""Reporting duties and their clocks: what was due, what came, and what nobody can say.

An absent report is not a report of zero. A total of all states shows that somebody reported, and
not who; a table without the Committee's ledger shows nothing about reports at all.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

import msgspec

from yalu.measures.evidence import (
    flow_row,
    paragraph_coverage,
    reason_of,
    settled_by,
    strength_under,
    weighed,
)
from yalu.measures.limbs import Cell
from yalu.measures.records import Measure, Report
from yalu.measures.regimes import Regime
from yalu.measures.situations import Decision
from yalu.measures.text_limits import text_notes
from yalu.measures.texts import ALL_STATES
from yalu.measures.words import row_words, rules_of
from yalu.vocabulary.answers import CANNOT_SAY, NO, YES
from yalu.vocabulary.results import Trail, TrailRow, Verdict, rows_strength

COMMITTEE = "committee"
_CLOCKS = {"month": 0, "30 days": 30, "90 days": 90, "year": 0, "once": 0}
_LONGEST = {"month": 31, "30 days": 31, "90 days": 92, "year": 366, "once": 36_600}


class Duty(msgspec.Struct, frozen=True):
    """One report one state owes for one period of trade."""

    measure: Measure
    state: str
    period: str
    first: date
    last: date
    due: date
    traded: tuple[Cell, ...]
    reports: tuple[Cell, ...]
    totals: tuple[Cell, ...]


def reporting(regime: Regime, cells: Iterable[Cell], today: date) -> list[Verdict]:
    """A verdict for every report that trade in the table calls for, as of a day, in order of id."""
    sheets: dict[str, list[Cell]] = {}
    for cell in cells:
        sheets.setdefault(cell.ledger.rpartition("/")[0], []).append(cell)
    found = []
    for sheet, rows in sorted(sheets.items()):
        has_committee = any(_by(cell) == COMMITTEE for cell in rows)
        for duty in _duties(regime, rows):
            found.append(_verdict(regime, duty, decide_report(duty, today, has_committee), sheet))
    return found


def decide_report(duty: Duty, today: date, has_committee: bool) -> Decision:  # noqa: PLR0911 - one answer a line
    """Whether a report came in time, is overdue, is not yet due, or cannot be told."""
    owes = f"{duty.measure.named()}: {duty.state} reports {duty.period} by {duty.due}"
    if duty.reports:
        days = [(c.reported_first, c.reported_last) for c in duty.reports]
        if any(last is not None and last <= duty.due for _, last in days):
            return Decision(
                verdict="within", finding="reported", breach=NO, reason=f"{owes}; the report came in time"
            )
        if all(first is not None and first > duty.due for first, _ in days):
            return Decision(
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
        return Decision(
            verdict="not_covered",
            finding="not_yet_due",
            breach=NO,
            reason=f"{owes}; on {today} that lay ahead",
        )
    if not has_committee:
        return _open(
            owes, "the table has no ledger of the Committee", "the Committee's list of reports received"
        )
    if duty.totals:
        return _open(
            owes,
            "the Committee's total of all states shows that somebody reported, not who",
            f"which states reported for {duty.period}",
        )
    late = (today - duty.due).days
    reason = f"{owes}; on {today}, {late} days later, no report stands in the Committee's ledger, and an absent report is not zero"
    return Decision(verdict="breach", finding="reporting_overdue", breach=YES, reason=reason)


def _open(owes: str, why: str, settled: str) -> Decision:
    return Decision(
        verdict="cannot_say",
        finding="undetermined",
        breach=CANNOT_SAY,
        reason=f"{owes}; {why}",
        settled_by=(settled,),
    )


def _duties(regime: Regime, cells: list[Cell]) -> Iterator[Duty]:
    for measure in regime.measures:
        if measure.report is None or not measure.binding or not measure.limits_amounts:
            continue
        own = [c for c in cells if c.measure == measure.id and _in_force(measure, c) and c.goods != "open"]
        traded = [
            c
            for c in own
            if c.trader != ALL_STATES
            and _by(c) in {COMMITTEE, "customs"}
            and _amount(c)
            and _one_period(measure.report, c)
        ]
        for state, first, last, period in sorted(
            {(c.trader, c.tested_first, c.tested_last, c.period) for c in traded}
        ):
            yield Duty(
                measure, state, period, first, last, due_day(measure.report, first, last),
                tuple(c for c in traded if c.trader == state and c.period == period and _by(c) != COMMITTEE),
                tuple(c for c in own if _by(c) == COMMITTEE and c.trader == state and _over(c, first, last)),
                tuple(c for c in own if _by(c) == COMMITTEE and c.trader == ALL_STATES and _over(c, first, last)),
            )  # fmt: skip


def _one_period(report: Report, cell: Cell) -> bool:
    """Whether a row covers no more than one report: a quarter's sum says nothing about each month's."""
    return (cell.tested_last - cell.tested_first).days < _LONGEST[report.every]


def due_day(report: Report, first: date, last: date) -> date:
    """The last day on which a report of trade in a period is in time."""
    del first
    return last + timedelta(_CLOCKS[report.every] + report.within_days)


def _in_force(measure: Measure, cell: Cell) -> bool:
    until = measure.in_force.until
    return cell.tested_first >= measure.in_force.start and (until is None or cell.tested_last < until)


def _amount(cell: Cell) -> bool:
    return any(cell.amounts(kind)[1] > 0 for kind in ("quantity", "value"))


def _over(cell: Cell, first: date, last: date) -> bool:
    """Whether a report covers the whole period of the trade."""
    return cell.tested_first <= first and last <= cell.tested_last


def _by(cell: Cell) -> str:
    """Whose ledger it is, without the sheet."""
    return cell.ledger.rpartition("/")[2]


def _verdict(regime: Regime, duty: Duty, decision: Decision, sheet: str) -> Verdict:
    rows = tuple(_row(regime, cell) for cell in (*duty.traded, *duty.reports, *duty.totals))
    strength = strength_under(duty.measure, rows)
    decision = weighed(duty.measure, "sound" if rows_strength(rows).certain else "doubted", decision)
    return Verdict(
        id="/".join(filter(None, ("verdict", duty.measure.id, "report", sheet, duty.state, duty.period))),
        title=f"Report of {duty.state} for {duty.period}: {duty.measure.title}",
        verdict=decision.verdict,
        reason=reason_of(decision, strength),
        trail=Trail(
            rules=rules_of(regime, duty.measure),
            rows=rows,
            notes=text_notes(duty.measure),
            known_by=regime.known_by,
            data_version=regime.data_version,
            coverage=paragraph_coverage(regime, duty.measure),
            strength=strength,
        ),
        settled_by=settled_by(decision, strength),
    )


def _row(regime: Regime, cell: Cell) -> TrailRow:
    says = row_words(
        cell.period, cell.trader, cell.hs,
        (cell.quantity, cell.unit, cell.quantity_stated), (cell.value, cell.currency, cell.value_stated),
    )  # fmt: skip
    return flow_row(regime, cell.example, says, cell.ledger, cell.sources)
