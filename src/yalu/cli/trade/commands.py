"""`yalu trade`: read trade files, and ask a case's flows for shares, growth, prices, gaps and responses."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Literal, TypedDict

from cyclopts import App, Parameter
from cyclopts.validators import Number

from yalu.cli.output import present
from yalu.cli.parameters import (
    Asked,
    AskedForRows,
    SharedOptions,
    TableOptions,
    a_day,
    goods_or_total,
    opened,
)
from yalu.cli.tables import Part, Table
from yalu.cli.trade.answers import figure_lines, shown
from yalu.cli.trade.own_files import OwnFlows, OwnIn
from yalu.trade.figures.periods import parse_span
from yalu.vocabulary.amounts import unit as unit_of
from yalu.vocabulary.codes import hs
from yalu.vocabulary.results import Figure

if TYPE_CHECKING:
    from yalu.case.records import Case


app = App(
    name="trade", help="Trade: read a file, share, growth, unit value, mirror gaps, what followed a ban."
)


def a_period(_: object, text: str | None) -> None:
    """A period as trade files write it. Raises RefusedError."""
    if text is not None:
        parse_span(text)


class AskedTrade(TypedDict):
    """The trade that a question is about."""

    hs: str
    ledger: str
    reporter: str
    partner: str


@dataclass(frozen=True, kw_only=True)
class Trading:
    """Whose trade, in what, on which ledger."""

    hs: Annotated[str, Parameter(help="HS code, or TOTAL.", validator=goods_or_total)] = "TOTAL"
    ledger: Annotated[
        Literal["customs", "committee", "mirror", "alleged"],
        Parameter(help="Who says so. Ledgers are never added together."),
    ] = "customs"
    reporter: Annotated[
        str, Parameter(help="Who reports, a state by code or name, or ALL; the case's partner by default.")
    ] = ""
    partner: Annotated[
        str, Parameter(help="The other side, a state by code or name; the case's target by default.")
    ] = ""

    @property
    def asked(self) -> AskedTrade:
        """What every question on trade takes; of a code its digits, without the dots that tariffs print."""
        return {
            "hs": self.hs if self.hs == "TOTAL" else hs(self.hs).digits, "ledger": self.ledger,
            "reporter": self.reporter, "partner": self.partner,
        }  # fmt: skip


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
    asked: TableOptions = AskedForRows(),  # noqa: B008 - frozen
) -> None:
    """Show the partner's share of the target's trade under every definition, published and computed."""
    case, trade = own.trade(opened(asked), asked)
    rows = trade.share(period)
    table = Table(
        "The partner's share of the target's trade, by definition",
        ["year", "share", "whose definition", "of what", "basis"],
        [[r.year, shown(r.figure), r.publisher, r.denominator, r.basis] for r in rows],
        right=(1,),
        note="Definitions differ in what they leave out, so several shares are true at once.",
    )

    def parts() -> Iterator[Part]:
        yield table
        for row in rows:
            if row.figure.value is None and row.basis == "computed":
                yield f"{row.denominator}: cannot say; {'; '.join(dict.fromkeys(row.figure.trail.notes))}"
        yield from dict.fromkeys(f"series: {one.says}" for row in rows for one in row.figure.trail.series)

    present(rows, parts, asked=asked, command="trade share", case=case)


@app.command
def total(
    period: Period,
    *,
    flow: FlowWay = "export+import",
    unit: Unit = "USD",
    trading: TradeIn = Trading(),
    own: OwnIn = OwnFlows(),  # noqa: B008 - frozen
    asked: SharedOptions = Asked(),  # noqa: B008 - frozen
) -> None:
    """Show one amount of trade with its bounds, and which of the months asked about have no row of their own."""
    case, trade = own.trade(opened(asked), asked, trading.ledger, trading.reporter, trading.partner)
    found = trade.total(period, flow=flow, unit=unit, **trading.asked)
    _present(found, (found,), asked, "total", case)


@app.command
def series(
    *,
    own: OwnIn = OwnFlows(),  # noqa: B008 - frozen
    asked: TableOptions = AskedForRows(),  # noqa: B008 - frozen
) -> None:
    """List every series of the flows: its ledger, first and last day, last month and the months it lacks."""
    case, trade = own.trade(opened(asked), asked)
    rows = trade.series()
    table = Table(
        "The series of the flows",
        ["series", "rows", "first day", "last day", "last month of its own", "months it lacks"],
        [
            [
                one.name, one.rows, str(one.observed.first), str(one.observed.last), one.last_month, len(one.missing),
            ]
            for one in rows
        ],
        right=(1, 5),
        note="Months are counted from the first one with a row of its own to the last day; --json names each.",
    )  # fmt: skip
    present(rows, table, asked=asked, command="trade series", case=case)


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
    found = trade.growth(period, flow=flow, unit=unit, **trading.asked, years=years)
    figures = [getattr(found, name) for name in found.__struct_fields__]
    _present(found, figures, asked, "growth", case)


def _present(
    found: object,
    figures: Iterable[object],
    asked: Asked,
    command: str,
    case: Case,
    first: str = "",
    last: str = "",
) -> None:
    """Each figure with its bounds, the steps it came from and its id; and what each rests on, with ``--full``."""

    def parts() -> Iterator[Part]:
        yield from (first,) if first else ()
        computed = [one for one in figures if isinstance(one, Figure)]
        if not computed:
            yield f"Nothing can be computed: no flow of {case.id} is of this trade in that period and unit."
        for figure in computed:
            yield from figure_lines(figure)
        yield from (last,) if last else ()

    present(found, parts, asked=asked, command=f"trade {command}", case=case)


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
    found = trade.unit_value(period, flow=flow, cap_price=cap_price, **trading.asked)
    figures = (found.figure, found.against_cap, found.others, found.against_others)
    _present(found, figures, asked, "unit-value", case)


@app.command
def mirror(
    period: Period,
    *,
    importer: Annotated[str, Parameter(help="Who reports the import, a state by code or name.")],
    exporter: Annotated[str, Parameter(help="Who reports the export, a state by code or name.")],
    hs: Annotated[str, Parameter(help="HS code, or TOTAL.", validator=goods_or_total)] = "TOTAL",
    own: OwnIn = OwnFlows(),  # noqa: B008 - frozen
    asked: SharedOptions = Asked(),  # noqa: B008 - frozen
) -> None:
    """Hold the importer's account against the exporter's, with an allowance for freight and insurance."""
    case, trade = own.trade(opened(asked), asked, "customs", importer, exporter)
    found = trade.mirror(period, importer=importer, exporter=exporter, hs=hs)
    within = f"within the allowance: {found.within}"
    _present(found, (found.ratio, found.gap), asked, "mirror", case, within)


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
        banned=banned, wind_down=wind_down, neighbours=neighbours or (), flow=flow, unit=unit, **trading.asked
    )
    figures = (found.to_zero, found.front_loading, *found.substitution)
    again = f"Reported again in {', '.join(found.returned)}" if found.returned else ""
    _present(found, figures, asked, "response", case, last=again)


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
        period, hs=trading.asked["hs"], flow=flow, unit=unit, official=trading.ledger, reporter=trading.reporter,
        partner=trading.partner,
    )  # fmt: skip
    figures = [*(row.figure for row in found.ledgers), *(row.figure for row in found.gaps)]
    _present(found, figures, asked, "beside", case)
