"""Oil: refined petroleum reported and alleged against the yearly cap, and what the conversion does to it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from yalu.case.records import Case, Flow
from yalu.law.caps.utilisation_records import Scenario, Utilisation
from yalu.site import charts
from yalu.site.data.trade_data import CRUDE, REFINED, Traded
from yalu.site.data.visit_data import listed, name_of
from yalu.site.frame.figure_page import Cell, Column, FigurePage, Key
from yalu.site.pages.law.caps import cap_results, limbs
from yalu.site.pages.law.sums_under_caps import ON_UNDECIDED, UNDECIDED, bars_of, panel_of
from yalu.site.pages.trade.coal import ROW_COLUMNS, row_cells
from yalu.site.pages.trade.ledgers import (
    BLANK,
    a_month,
    cited,
    keys,
    large,
    month_panel,
    not_added,
    percent,
    rows_on,
    series,
    shown,
)
from yalu.vocabulary.amounts import FACTORS
from yalu.vocabulary.answers import CANNOT_SAY, NO, YES
from yalu.vocabulary.coverage import Observed, observed_span
from yalu.vocabulary.words.numerals import plural
from yalu.vocabulary.words.readable import spoken_date

# One word for one state: those of the verdicts in the chart above.
_PASSED = {YES: "breach", CANNOT_SAY: "cannot say", NO: "within"}


def against_the_cap(case: Case, traded: Traded) -> FigurePage | None:
    """Refined petroleum by year and ledger against the yearly UN cap."""
    uses = _uses(traded)
    if not uses:
        return None
    reported = [use for use in uses if use.ledger != "alleged"]
    alleged = [use for use in uses if use.ledger == "alleged"]
    panels = [_panels(traded, reported, alleged, narrow=small) for small in (False, True)]
    measure = traded.regime.measure(uses[-1].measure)
    return FigurePage(
        slug="oil-against-the-cap",
        title=_title(reported, alleged),
        subtitle=f"{measure.title}: {_limit(uses[-1])} a year, {measure.named()}; "
        "where tonnes are converted, under the first factor",
        shows="Refined petroleum added up within each window of the cap, by ledger",
        wide=charts.climbs(panels[0], [], narrow=False),
        narrow=charts.climbs(panels[1], [], narrow=True),
        keys=(*keys(use.ledger for use in uses), Key("published", "line", "The cap, over its window"), UNDECIDED),
        columns=(
            Column("window", "Year"), Column("ledger", "Ledger"), Column("cap", "Cap", links="law"),
            Column("used", "Used", numeric=True), Column("share", "Share", numeric=True),
            Column("verdict", "Verdict"), Column("why", "Why", long=True), Column("trail", "Trail", links="trail"),
        ),
        rows=tuple(_cells(use) for use in uses),
        notes=(not_added(), f"Pale: {ON_UNDECIDED}", *_open(reported)),
        definition="The cap counts what all states together supplied. The rows of some states alone are a lower bound, "
        "which can prove that the cap was passed and never that it was not.",
        uncertainty="An allegation counts tankers and guesses how full they were; its verdict is said as a report of whoever alleges it.",
        results=cap_results(uses),
    )  # fmt: skip


def _uses(traded: Traded) -> list[Utilisation]:
    """Uses of the UN caps on refined petroleum of which a row says anything."""
    return [use for use in traded.uses(REFINED) if any(limb.central is not None for limb in limbs(use))]


def _title(reported: Sequence[Utilisation], alleged: Sequence[Utilisation]) -> str:
    """How many windows passed the cap, and by name which were within it and which cannot be decided."""
    said = f"Of {plural(len(reported), 'reported window')} {_passing(reported)}"
    for verdict, what in (("within", "within it"), ("cannot_say", "cannot say")):
        named = [use.window for use in reported if use.verdict.verdict == verdict]
        if named:
            said += f"; {what}: {len(named)} ({windows_named(named)})"
    over = [use for use in alleged if use.verdict.verdict == "breach"]
    if over:
        most = max(over, key=lambda use: limbs(use)[0].share.low or 0)
        found = limbs(most)[0]
        share = percent(found.central_share, found.share)
        rest = f", {len(alleged) - len(over)} not" if len(over) < len(alleged) else ""
        said += f". Reports of others allege a breach in {len(over)} of {plural(len(alleged), 'window')}{rest}, at {share} in {most.window}"
    return said


def _passing(reported: Sequence[Utilisation]) -> str:
    named = [use.window for use in reported if use.verdict.verdict == "breach"]
    return (
        f"{len(named)} ({windows_named(named)}) passed the cap"
        if named
        else "none is known to have passed the cap"
    )


def windows_named(windows: Sequence[str]) -> str:
    """Windows by name, years in a row as a span: 2017 and 2021 to 2024."""
    runs: list[list[str]] = []
    for name in dict.fromkeys(windows):
        if runs and name.isdigit() and runs[-1][-1].isdigit() and int(name) == int(runs[-1][-1]) + 1:
            runs[-1].append(name)
        else:
            runs.append([name])
    return listed([text for run in runs for text in ([f"{run[0]} to {run[-1]}"] if len(run) > 2 else run)])


def _open(reported: Sequence[Utilisation]) -> tuple[str, ...]:
    left = [use for use in reported if use.verdict.verdict == "cannot_say"]
    if not left:
        return ()
    return (
        f"Cannot say for {listed([use.window for use in left])}. "
        f"For {left[-1].window} it would be settled by {left[-1].verdict.settled_by}.",
    )


def _limit(use: Utilisation) -> str:
    return " or ".join(
        dict.fromkeys(large(limb.limit.low, limb.unit) for limb in limbs(use) if limb.limit.low is not None)
    )


def _panels(
    traded: Traded, reported: Sequence[Utilisation], alleged: Sequence[Utilisation], *, narrow: bool
) -> list[charts.Panel]:
    """What is reported, climbing in each window; what is alleged of whole windows on a scale of its own."""
    with_path = [use for use in reported if use.scenarios[0].path]
    unit = limbs((*reported, *alleged)[0])[0].unit
    panels = [
        panel_of(traded, with_path, "quantity", f"Reported, {unit} since the window began", narrow=narrow)
    ]
    panels.append(bars_of(traded, alleged, "quantity", f"Alleged by others, {unit} in the window"))
    return [panel for panel in panels if panel.rows or panel.bars]


def _cells(use: Utilisation) -> tuple[Cell, ...]:
    limb = limbs(use)[0]
    return (
        use.window,
        use.ledger,
        use.measure,
        shown(None if limb.central is None else round(limb.central, 0), limb.unit),
        percent(limb.central_share, limb.share),
        use.verdict.shown,
        use.verdict.reason,
        use.verdict.id,
    )


def by_factor(case: Case, traded: Traded) -> FigurePage | None:
    """The same sums under every conversion factor, and where the verdict turns."""
    uses = [use for use in _uses(traded) if len(use.scenarios) > 1]
    if not uses:
        return None
    flips = [use for use in uses if len({scenario.passed for scenario in use.scenarios}) > 1]
    turned = (
        f"The factor decides the verdict in {listed([use.window for use in flips])}"
        if flips
        else f"No verdict turns on barrels per tonne: {plural(len(uses), 'window')} come out the same under every factor"
    )
    rows = [(use, scenario) for use in uses for scenario in use.scenarios]
    return FigurePage(
        slug="oil-by-factor",
        title=turned,
        subtitle="Refined petroleum reported in tonnes, as a share of a cap in barrels, under each factor that an official text implies",
        shows="Shares of the cap under each conversion factor",
        columns=(
            Column("window", "Year"), Column("ledger", "Ledger"), Column("factor", "Factor"),
            Column("equation", "Says"), Column("source", "From", long=True), Column("used", "Used", numeric=True),
            Column("share", "Share", numeric=True), Column("passed", "Verdict"),
            Column("trail", "Trail", links="trail"),
        ),
        rows=tuple(_factor_cells(use, scenario) for use, scenario in rows),
        notes=tuple(f"{f.name}: {f.left} = {f.right} ({f.source})." for f in FACTORS),
        definition="Each row in tonnes is converted with one factor at a time; rows in barrels stay as they are.",
        uncertainty="No text fixes a factor for refined petroleum, so none is called the right one.",
        results=cap_results(uses),
    )  # fmt: skip


def _factor_cells(use: Utilisation, scenario: Scenario) -> tuple[Cell, ...]:
    limb = scenario.limbs[0]
    factor = next((f for f in FACTORS if f.name == scenario.factor), None)
    return (
        use.window,
        use.ledger,
        scenario.factor,
        "" if factor is None else f"{factor.left} = {factor.right}",
        "" if factor is None else factor.source,
        shown(None if limb.central is None else round(limb.central, 0), limb.unit),
        percent(limb.central_share, limb.share),
        _PASSED[scenario.passed],
        use.verdict.id,
    )


def by_month(case: Case, traded: Traded) -> FigurePage | None:
    """What was reported month by month, in the unit it was reported in."""
    every = rows_on(case, REFINED, "export")
    monthly = [row for row in every if a_month(row) and row.hs == REFINED and row.quantity is not None]
    panels = []
    for unit, title in (("t", "Tonnes a month, as reported"), ("bbl", "Barrels a month, as reported")):
        rows = [row for row in monthly if row.unit == unit]
        if len(rows) > 2 and (panel := month_panel(case, title, rows, unit, *_ends(monthly))):
            panels.append(panel)
    if not panels:
        return None
    return FigurePage(
        slug="oil-by-month",
        title=_last_month(case, monthly),
        subtitle=f"Refined petroleum (HS {REFINED}) supplied by {name_of(case, 'partner')}, "
        "and by all states together, in the unit of the report",
        shows="Refined petroleum by month, as reported",
        wide=charts.months(panels, [], narrow=False),
        narrow=charts.months(panels, [], narrow=True),
        keys=(*keys(row.ledger for row in monthly), BLANK),
        columns=ROW_COLUMNS,
        rows=tuple(row_cells(case, row) for row in every),
        notes=(
            not_added(),
            "A report printed in tonnes and in barrels is two rows; neither is converted here.",
        ),
        definition=f"Rows of the table flows with HS {REFINED} and below, export; months are drawn, longer spans are in the table.",
        uncertainty="A month without a mark was not found, which is not zero.",
        citations=cited(case, every),
        series=series(every),
    )


def _last_month(case: Case, rows: Sequence[Flow]) -> str:
    """What the last month on record has, in the unit it is reported in, beside the fullest month of that unit."""
    reported_rows = [
        row for row in rows if row.reporter == case.partner and row.ledger == "committee"
    ] or rows
    reported_rows = _best_reported(reported_rows)
    last = max(reported_rows, key=lambda row: (str(row.window.end), row.unit == "bbl", row.id))
    most = max(
        (row for row in reported_rows if row.unit == last.unit),
        key=lambda row: (row.quantity or 0, row.period),
    )
    who = name_of(case, "partner") if last.reporter == case.partner else "all states together"
    said = f"Refined petroleum from {who} was {shown(last.quantity, last.unit)} in {spoken_date(last.period)}, the last month with a figure"
    if most is last:
        return said
    return f"{said}, and {shown(most.quantity, most.unit)} in {spoken_date(most.period)}, the fullest month in that unit"


def _best_reported(rows: Sequence[Flow]) -> list[Flow]:
    """One row for each month and unit of a reporter: the one with the better grade, then the one that is less rounded."""
    held: dict[tuple[str, str, str], Flow] = {}
    for row in sorted(
        rows, key=lambda row: (-_credibility(row), len(f"{row.quantity:f}".rstrip("0").rstrip(".")))
    ):
        held[row.period, row.unit, row.reporter] = row
    return list(held.values())


def _credibility(row: Flow) -> int:
    return min((reference.credibility for reference in row.sources), default=6)


def _zero_crude(seen: Observed) -> str:
    if seen.first.year == seen.last.year:
        return f"Customs read zero crude in {seen.last_shown}"
    return seen.lasting(f"Customs read zero crude from {seen.first.year}")


def _ends(rows: Sequence[Flow]) -> tuple[date, date]:
    """The first and the last day that rows tell of."""
    days = [day for row in rows for day in (row.window.start, row.window.end) if day is not None]
    return min(days), max(days)


def crude(case: Case, traded: Traded) -> FigurePage | None:
    """Crude oil, as far as anybody says anything."""
    every = rows_on(case, CRUDE, "export")
    if not every:
        return None
    years = [row for row in every if not a_month(row)]
    zero = [row for row in years if row.ledger == "customs" and row.quantity == 0 and len(row.period) == 4]
    alleged = [row for row in years if row.ledger == "alleged" and row.quantity]
    seen = observed_span((row.window for row in zero), "year")
    said = _zero_crude(seen) if seen is not None else "No year is on record in which customs read zero crude"
    if alleged:
        said += f"; others put it at {listed([f'{row.quantity_stated} in {row.period}' for row in alleged])}"
    return FigurePage(
        slug="oil-crude",
        title=said,
        subtitle=f"Crude oil (HS {CRUDE}) from {name_of(case, 'partner')} to {name_of(case, 'target')}: every row on record",
        shows="Crude oil on every ledger",
        columns=ROW_COLUMNS,
        rows=tuple(row_cells(case, row) for row in every),
        notes=(not_added(),),
        definition=f"Rows of the table flows with HS {CRUDE}, export.",
        uncertainty="Aid may not be recorded by customs; a zero there is a zero of what customs records.",
        citations=cited(case, every),
        series=series(every),
    )
