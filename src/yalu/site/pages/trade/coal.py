"""Coal: monthly trade on every ledger beside the caps, and what is said of it under the ban."""

from __future__ import annotations

from datetime import date
from typing import Any

from yalu.case.records import Case, Flow
from yalu.site import charts
from yalu.site.charts.frame import year_of
from yalu.site.data.ban_answers import outright
from yalu.site.data.trade_data import COAL, Traded
from yalu.site.data.visit_data import listed, name_of
from yalu.site.frame.figure_page import Cell, Column, FigurePage
from yalu.site.pages.trade.ledgers import (
    BLANK,
    a_month,
    cited,
    keys,
    month_panel,
    not_added,
    reporter_of,
    rows_on,
    series,
    shown,
    zero_run,
)
from yalu.vocabulary.words.numerals import plural
from yalu.vocabulary.words.readable import spoken_date


def by_month(case: Case, traded: Traded) -> FigurePage | None:
    """Monthly imports on every ledger, in quantity and in value."""
    every = rows_on(case, COAL, "import")
    caps = {use.measure: use for use in traded.uses(COAL)}
    monthly = [
        row for row in every if a_month(row) and row.hs == COAL and not row.notes.startswith("derived from")
    ]
    if not caps or len(monthly) < 2:
        return None
    first = min(use.through.year for use in caps.values())
    drawn = [row for row in monthly if row.window.start is not None and row.window.start.year >= first]
    begun, end = date(first, 1, 1), max(row.window.end for row in drawn if row.window.end is not None)
    units = (("Tonnes a month", "t"), ("US dollars a month", "USD"))
    panels = [panel for title, unit in units if (panel := month_panel(case, title, drawn, unit, begun, end))]
    if len(panels) < 2:
        return None
    marks = _marks(case, traded)
    longer = len(every) - len(drawn)
    ledgers = [row.ledger for row in drawn]
    return FigurePage(
        slug="coal-by-month",
        title=_months_title(case, traded)
        or f"Coal imports on record by month run from {spoken_date(drawn[0].period)} to {spoken_date(drawn[-1].period)}",
        subtitle=f"Coal (HS {COAL}) imported by {name_of(case, 'partner')} from {name_of(case, 'target')} by month and ledger; "
        "the caps are sums over whole windows and stand in the figure above",
        shows="Coal by month, on every ledger",
        wide=charts.months(panels, marks, narrow=False),
        narrow=charts.months(panels, marks, narrow=True),
        keys=(*keys(ledgers), BLANK),
        columns=_row_columns(),
        rows=tuple(row_cells(case, row) for row in every),
        notes=(
            not_added(),
            f"{plural(longer, 'row')} on longer spans, earlier years or anthracite alone are in the table only.",
        ),
        definition=f"Rows of the table flows with HS {COAL}, import, one figure of one publisher each. "
        "Where two publishers differ, both are drawn.",
        uncertainty="A month without a mark was not found, which is not zero; a mark on the base line was reported as zero.",
        citations=cited(case, every),
        series=series(every),
    )


def _months_title(case: Case, traded: Traded) -> str:
    """When customs first read zero after a ban, whether trade came back, and what the last months on record read."""
    later_returns = [
        a.response for a in traded.answers if a.hs == COAL and a.response.zero_period and a.response.returned
    ]
    if not later_returns:
        return ""
    back = listed([spoken_date(period) for period in later_returns[-1].returned])
    said = f"Coal imports read zero in {spoken_date(later_returns[-1].zero_period)}, came back in {back}"
    rows = [row for row in rows_on(case, COAL, "import") if row.hs == COAL and row.ledger == "customs"]
    run = zero_run(rows)
    return said if run is None else run.lasting(f"{said}, and read zero again from {run.first:%B %Y}")


def _marks(case: Case, traded: Traded) -> list[dict[str, Any]]:
    """The days on which bans with no way out began, UN first."""
    days: dict[str, str] = {}
    for measure in traded.measures_on(COAL, "ban"):
        if outright(measure) and measure.in_force.until is None and traded.regime.layer(measure) == "un":
            days.setdefault(str(measure.in_force.start), "UN ban")
    return [
        {"panel": panel, "when": year_of(day), "words": f"{words}, {spoken_date(day)}" if not panel else "",
         "says": f"{words}, {spoken_date(day)}"} for panel in (0, 1) for day, words in days.items()
    ]  # fmt: skip


def _row_columns() -> tuple[Column, ...]:
    return (
        Column("period", "Period"), Column("ledger", "Ledger"), Column("reporter", "Reporter"), Column("hs", "HS"),
        Column("quantity", "Quantity", numeric=True), Column("value", "Value", numeric=True),
        Column("stated", "As stated", long=True), Column("notes", "Notes", long=True), Column("id", "Row"),
    )  # fmt: skip


def row_cells(case: Case, row: Flow) -> tuple[Cell, ...]:
    """One row of flows as a table shows it."""
    stated = " / ".join(text for text in (row.quantity_stated, row.value_stated) if text)
    return (
        row.period.replace("/", " to "), row.ledger, reporter_of(case, row.reporter), row.hs,
        shown(row.quantity, row.unit), shown(row.value, row.currency), stated, row.notes, row.id,
    )  # fmt: skip


ROW_COLUMNS = _row_columns()


def under_the_ban(case: Case, traded: Traded) -> FigurePage | None:
    """What each layer of law says of coal still reported under the ban that is in force."""
    lasting = {m.id for m in traded.measures_on(COAL, "ban") if m.in_force.until is None and outright(m)}
    amounts = {row.id: row for row in case.flows if row.quantity or row.value}
    found = [v for v in traded.under_bans if v.measure in lasting and v.row in amounts]
    un = [v for v in found if v.layer == "un"]
    if not un:
        return None
    past = {v.row for v in un if v.verdict.verdict == "breach"}
    left = len({v.row for v in un} - past)
    years = listed(sorted({amounts[name].period[:4] for name in past}))
    rest = f"; of {plural(left, 'other row')} it cannot be said" if left else ""
    return FigurePage(
        slug="coal-under-the-ban",
        title=(f"Coal under the UN ban is alleged in {years}" if past else "No coal is surely on record under the UN ban") + rest,
        subtitle="Each row with coal in it against each ban without an end on record: UN law and national law are judged separately",
        shows="Rows of coal under the ban",
        columns=(
            Column("row", "Row"), Column("period", "Period"), Column("ledger", "Ledger"),
            Column("amount", "Amount"), Column("measure", "Measure", links="law"), Column("verdict", "Verdict"),
            Column("reason", "Why", long=True), Column("trail", "Trail", links="trail"),
        ),
        rows=tuple(
            (
                v.row, v.period.replace("/", " to "), v.ledger,
                " / ".join(filter(None, (shown(amounts[v.row].quantity, amounts[v.row].unit),
                                         shown(amounts[v.row].value, amounts[v.row].currency)))),
                v.measure, v.verdict.shown, v.verdict.reason, v.verdict.id,
            )
            for v in found
        ),
        notes=("Rows that report zero are left out: nothing was traded in them.",
               "A total that runs across the change of law describes; it is never called a breach."),
        definition="The verdict of every ban on coal without an end on record on every row with a quantity or a value above zero.",
        uncertainty="A verdict on an allegation is said as a report of whoever alleges it.",
        results=tuple(v.verdict for v in found),
    )  # fmt: skip
