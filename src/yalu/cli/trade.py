"""`yalu trade`: read trade files, and ask a case's flows for shares, growth, prices, gaps and responses."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal

from cyclopts import App, Parameter
from cyclopts.validators import Number
from rich.progress import Progress as Bar

from yalu.cli.output import complain, print_json, print_raw, print_table, say
from yalu.cli.parameters import Asked, SharedOptions, a_day, goods_or_total, opened
from yalu.cli.streams import console
from yalu.cli.trade_files import OwnFlows, OwnIn
from yalu.trade.figures.periods import parse_span
from yalu.trade.files.flow_reader import Progress, ReadReport, read_trade
from yalu.vocabulary.amounts import unit as unit_of
from yalu.vocabulary.codes import hs
from yalu.vocabulary.results import Figure

COLUMNS = (
    "id",
    "period",
    "reporter",
    "partner",
    "flow",
    "hs",
    "quantity",
    "unit",
    "value",
    "currency",
    "ledger",
)

app = App(
    name="trade", help="Trade: read a file, share, growth, unit value, mirror gaps, what followed a ban."
)


def a_period(_: object, text: str | None) -> None:
    """A period as trade files write it. Raises RefusedError."""
    if text is not None:
        parse_span(text)


@dataclass(frozen=True, kw_only=True)
class Trading:
    """Whose trade, in what, on which ledger."""

    hs: Annotated[str, Parameter(help="HS code, or TOTAL.", validator=goods_or_total)] = "TOTAL"
    ledger: Annotated[
        Literal["customs", "committee", "mirror", "alleged"],
        Parameter(help="Who says so. Ledgers are never added together."),
    ] = "customs"
    reporter: Annotated[str, Parameter(help="Who reports (ISO code); the case's partner by default.")] = ""
    partner: Annotated[str, Parameter(help="The other side (ISO code); the case's target by default.")] = ""

    @property
    def code(self) -> str:
        """The digits of the code, without the dots that tariffs print."""
        return self.hs if self.hs == "TOTAL" else hs(self.hs).digits


TradeIn = Annotated[Trading, Parameter(name="*")]
Period = Annotated[
    str,
    Parameter(
        help="A month, quarter, half, year or interval: 2017-01, 2017-Q1, 2017-H1, 2017.", validator=a_period
    ),
]
FlowWay = Annotated[
    Literal["import", "export", "export+import"],
    Parameter(help="From the reporter's side; buying is import."),
]
Unit = Annotated[
    str,
    Parameter(
        name=["--unit", "--currency"],
        help="USD or CNY for values, t or bbl for quantities.",
        validator=lambda _, text: unit_of(text),
    ),
]


@app.command
def share(
    period: Annotated[str | None, Parameter(help="Only this year or period.", validator=a_period)] = None,
    *,
    own: OwnIn = OwnFlows(),  # noqa: B008 - frozen
    asked: SharedOptions = Asked(),  # noqa: B008 - frozen
) -> None:
    """Show the partner's share of the target's trade under every definition, published and computed."""
    case, trade = own.trade(opened(asked), asked)
    rows = trade.share(period)
    if asked.json:
        print_json(case, "trade share", rows)
        return
    if not rows:
        say(rows.none_found)
        return
    print_table(
        "The partner's share of the target's trade, by definition",
        ["year", "share", "whose definition", "of what", ""],
        [[r.year, _shown(r.figure), r.publisher, r.denominator, r.basis] for r in rows],
        right=(1,),
        note="Definitions differ in what they leave out, so several shares are true at once.",
    )


def _shown(figure: Figure | None) -> str:
    if figure is None:
        return ""
    if figure.value is None and figure.low is not None:
        return f"at least {figure.low:,.4g}"
    return f"{figure.shown}{' ' + figure.unit if figure.value is not None and figure.unit else ''}"


@app.command
def growth(
    period: Period,
    *,
    flow: FlowWay = "export+import",
    unit: Unit = "USD",
    years: Annotated[
        int, Parameter(help="Against how many years earlier.", validator=Number(gte=1, lte=100))
    ] = 1,
    trading: TradeIn = Trading(),
    own: OwnIn = OwnFlows(),  # noqa: B008 - frozen
    asked: SharedOptions = Asked(),  # noqa: B008 - frozen
) -> None:
    """Show growth in percent against the same period a year earlier, with bounds from stated precision."""
    case, trade = own.trade(opened(asked), asked, trading.ledger, trading.reporter, trading.partner)
    found = trade.growth(
        period,
        flow=flow,
        hs=trading.code,
        unit=unit,
        ledger=trading.ledger,
        reporter=trading.reporter,
        partner=trading.partner,
        years=years,
    )
    if asked.json:
        print_json(case, "trade growth", found)
        return
    figures = [getattr(found, name) for name in found.__struct_fields__]
    _tell(figure for figure in figures if isinstance(figure, Figure))


def _tell(figures: Iterable[Figure]) -> None:
    for figure in figures:
        bounds = (
            f" (between {figure.low:,.4g} and {figure.high:,.4g})"
            if figure.low is not None and figure.high is not None
            else ""
        )
        say(f"{figure.title}: {_shown(figure)}{bounds}", *(f"  {step}" for step in figure.trail.steps))
        say(*(f"  {note}" for note in figure.trail.notes), f"  id: {figure.id}", "")


@app.command(name="unit-value")
def unit_value(
    period: Period,
    *,
    flow: FlowWay = "import",
    cap_price: Annotated[
        float | None,
        Parameter(
            help="The price per tonne that a cap implies, to hold it against.",
            validator=Number(gt=0, lt=1e12),
        ),
    ] = None,
    trading: TradeIn = Trading(),
    own: OwnIn = OwnFlows(),  # noqa: B008 - frozen
    asked: SharedOptions = Asked(),  # noqa: B008 - frozen
) -> None:
    """Show what a tonne cost, against a cap's implied price and the reporter's other suppliers."""
    case, trade = own.trade(opened(asked), asked, trading.ledger, trading.reporter, trading.partner)
    found = trade.unit_value(
        period,
        hs=trading.code,
        flow=flow,
        ledger=trading.ledger,
        reporter=trading.reporter,
        partner=trading.partner,
        cap_price=cap_price,
    )
    if asked.json:
        print_json(case, "trade unit-value", found)
        return
    _tell(f for f in (found.figure, found.against_cap, found.others, found.against_others) if f is not None)


@app.command
def mirror(
    period: Period,
    *,
    importer: Annotated[str, Parameter(help="Who reports the import (ISO code).")],
    exporter: Annotated[str, Parameter(help="Who reports the export (ISO code).")],
    hs: Annotated[str, Parameter(help="HS code, or TOTAL.", validator=goods_or_total)] = "TOTAL",
    own: OwnIn = OwnFlows(),  # noqa: B008 - frozen
    asked: SharedOptions = Asked(),  # noqa: B008 - frozen
) -> None:
    """Hold the importer's account against the exporter's, with an allowance for freight and insurance."""
    case, trade = own.trade(opened(asked), asked, "customs", importer, exporter)
    found = trade.mirror(period, importer=importer, exporter=exporter, hs=hs)
    if asked.json:
        print_json(case, "trade mirror", found)
        return
    say(f"within the allowance: {found.within}")
    _tell((found.ratio, found.gap))


@app.command
def response(
    *,
    banned: Annotated[str, Parameter(help="The day of the ban, for example 2017-02-19.", validator=a_day)],
    wind_down: Annotated[
        str | None, Parameter(help="The last day goods might still come in.", validator=a_day)
    ] = None,
    neighbours: Annotated[list[str] | None, Parameter(help="HS codes that trade may have moved to.")] = None,
    flow: FlowWay = "import",
    unit: Unit = "USD",
    trading: TradeIn = Trading(),
    own: OwnIn = OwnFlows(),  # noqa: B008 - frozen
    asked: SharedOptions = Asked(),  # noqa: B008 - frozen
) -> None:
    """Show what followed a ban: days to zero, hurry before the wind-down's end, growth next door."""
    case, trade = own.trade(opened(asked), asked, trading.ledger, trading.reporter, trading.partner)
    found = trade.response(
        hs=trading.code,
        banned=banned,
        wind_down=wind_down,
        neighbours=neighbours or (),
        flow=flow,
        unit=unit,
        ledger=trading.ledger,
        reporter=trading.reporter,
        partner=trading.partner,
    )
    if asked.json:
        print_json(case, "trade response", found)
        return
    _tell(f for f in (found.to_zero, found.front_loading, *found.substitution) if f is not None)
    if found.returned:
        say("Reported again in " + ", ".join(found.returned))


@app.command
def beside(
    period: Period,
    *,
    flow: FlowWay = "import",
    unit: Unit = "USD",
    trading: TradeIn = Trading(),
    own: OwnIn = OwnFlows(),  # noqa: B008 - frozen
    asked: SharedOptions = Asked(),  # noqa: B008 - frozen
) -> None:
    """Show one trade on every ledger that has it, and the gap of each to the official one."""
    case, trade = own.trade(opened(asked), asked, trading.ledger, trading.reporter, trading.partner)
    found = trade.beside(
        period,
        hs=trading.code,
        flow=flow,
        unit=unit,
        official=trading.ledger,
        reporter=trading.reporter,
        partner=trading.partner,
    )
    if asked.json:
        print_json(case, "trade beside", found)
        return
    _tell([*(row.figure for row in found.ledgers), *(row.figure for row in found.gaps)])


@app.command
def template() -> None:
    """Print an empty flows table with one made-up row, to fill in a spreadsheet: yalu trade template > flows.csv"""
    columns = [
        *COLUMNS,
        "contract_date",
        "loaded_date",
        "arrived_date",
        "declared_date",
        "released_date",
        "origin",
    ]
    columns += ["livelihood_evidence"]
    row = ["my-1", "2017-01", "XBB", "XAA", "import", "2701", "1000", "t", "85000", "USD", "customs"]
    print_raw(",".join(columns) + "\n" + ",".join([*row, *[""] * (len(columns) - len(row))]) + "\n")


@app.command
def read(
    file: Path,
    *,
    out: Annotated[
        Path | None, Parameter(help="Write flows here (.parquet or .csv); rejects go beside it.")
    ] = None,
    mapping: Annotated[
        Path | None, Parameter(help="A mapping file (YAML) for columns that are not recognised.")
    ] = None,
    ledger: Annotated[
        Literal["customs", "committee", "mirror", "alleged"], Parameter(help="Who says so.")
    ] = "customs",
    dates: Annotated[
        Literal["month", "day"] | None,
        Parameter(help="What dates are that are all firsts, or all lasts, of months."),
    ] = None,
    concordance: Annotated[
        Path | None, Parameter(help="A table after,before,relationship between HS revisions.")
    ] = None,
    hs_from: Annotated[str, Parameter(help="HS revision of the file, where it does not say.")] = "",
    hs_to: Annotated[str, Parameter(help="HS revision to carry codes to.")] = "",
    unit: Annotated[str, Parameter(help="Convert quantities to this unit.")] = "",
    factor: Annotated[str, Parameter(help="The named factor to convert with.")] = "",
    rates: Annotated[Path | None, Parameter(help="Dated exchange rates, to convert values.")] = None,
    currency: Annotated[str, Parameter(help="The currency to convert values to.")] = "USD",
    json: Annotated[bool, Parameter(name="--json", negative="", help="Print JSON for programs.")] = False,
) -> None:
    """Read a trade file (Comtrade, BACI, WITS, customs exports, any CSV, XLSX or Parquet) into flows."""
    with Bar(console=console(error=True), transient=True, disable=json) as bar:
        task = bar.add_task(f"reading {file.name}", total=1.0)

        def told(progress: Progress) -> None:
            bar.update(
                task,
                completed=progress.part,
                description=f"{progress.stage} {file.name}, {progress.rows:,} rows",
            )

        report = read_trade(
            file,
            mapping=mapping,
            ledger=ledger,
            out=out,
            progress=told,
            dates=dates or "",
            concordance=concordance,
            hs_from=hs_from,
            hs_to=hs_to,
            unit=unit,
            factor=factor,
            currency=currency,
            rates=rates,
        )
    if json:
        plain = {name: getattr(report, name) for name in report.__struct_fields__ if name != "flows"}
        print_json(None, "trade read", plain)
        return
    _print_report(report)


def _print_report(report: ReadReport) -> None:
    say(
        f"{report.file}: {report.layout} ({report.why})",
        f"{report.rows_in:,} rows in, {report.rows_out:,} flows out, {report.rejected:,} rejected"
        + (f", {report.joined:,} joined to a row of the same flow" if report.joined else ""),
        *(f"  told: {what}: {count:,}" for what, count in sorted(report.told.items())),
        *(f"  rejected: {why}: {count:,}" for why, count in sorted(report.reasons.items())),
        *(f"  doubt: {doubt.says}" for doubt in report.doubts),
    )
    if report.out:
        say(f"flows: {report.out}", *([f"rejects: {report.rejects_path}"] if report.rejects_path else []))
    complain(str(problem) for problem in report.problems)
