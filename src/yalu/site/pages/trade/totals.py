"""All goods by year: exports, imports and both, as customs print them, with the years and months nobody printed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec

from yalu.case.records import Case
from yalu.site import charts
from yalu.site.data.trade_data import Traded
from yalu.site.data.visit_data import name_of
from yalu.site.frame.figure_page import Cell, Column, FigurePage
from yalu.trade.facade import Trade
from yalu.trade.figures.growth import Growth
from yalu.vocabulary.coverage import Series
from yalu.vocabulary.results import Figure

_MILLION = 1_000_000
_MARK = 0.05  # bounds this close together, as a share of the upper one, lie within the mark of their middle
_FEWEST = 2  # years without which there is nothing to compare
_COLUMNS = (
    Column("year", "Year"),
    Column("exports", "Exports, million USD", numeric=True),
    Column("imports", "Imports, million USD", numeric=True),
    Column("both", "Both, million USD", numeric=True),
    Column("growth", "On the year before", numeric=True),
    Column("missing", "Months without a figure of their own", numeric=True),
    Column("trail", "Trail", links="trail"),
)


class _Year(msgspec.Struct, frozen=True):
    """One year: each direction, both, and their growth."""

    year: int
    exports: Figure
    imports: Figure
    both: Growth

    @property
    def total(self) -> Figure:
        """Both directions together."""
        return self.both.now

    @property
    def series(self) -> Series:
        """The series of both directions, asked for this year."""
        return self.both.now.trail.series[0]


def by_year(case: Case, traded: Traded) -> FigurePage | None:
    """Every year in which customs print the trade with the target."""
    if traded.trade is None:
        return None
    years = list(_years(traded.trade))
    computed = [one for one in years if one.total.value is not None]
    if len(computed) < _FEWEST:
        return None
    partner, target = name_of(case, "partner"), name_of(case, "target")
    ways = {"total": "both ways", "exports": f"to {target}", "imports": f"from {target}"}
    points = [point for way, words in ways.items() for point in _points(years, way, words)]
    drawn = {way: words for way, words in ways.items() if any(point["series"] == way for point in points)}
    ends = {
        way: _end([point for point in points if point["series"] == way], words)
        for way, words in drawn.items()
    }
    seen = computed[-1].series.observed
    lacking = [str(one.year) for one in years if one.total.value is None]
    return FigurePage(
        slug="dependence-totals",
        title=_title(computed[-1], max(computed, key=lambda one: one.total.value or 0)),
        subtitle=f"Trade of {partner} with {target} in all goods, as {partner}’s customs have it, in million US dollars by year",
        shows="Trade both ways, exports and imports by year",
        wide=charts.lines_by_year(points, ends, narrow=False),
        narrow=charts.lines_by_year(points, ends, narrow=True),
        columns=_COLUMNS,
        rows=tuple(_cells(one) for one in years),
        notes=(
            *([f"Sources differ on {', '.join(lacking)}: neither figure is taken, and the bounds reach over both."] if lacking else []),
            "A year is never added up from months that are not all there; what is known of it bounds it.",
        ),
        definition="All goods on the ledger “customs”: the figure of the year as printed, or the total less one direction. "
        "Exports are free on board, imports carry freight and insurance.",
        uncertainty="Printed figures are rounded, and first releases are revised; each trail names its rows, their grades and what "
        "contradicts them. What customs do not print, crude oil by pipeline and smuggled goods, is not here.",
        results=tuple(one.total for one in years) + tuple(one.both.figure for one in years[1:]),
        series=() if seen is None else (("All goods, both ways", seen),),
    )  # fmt: skip


def _years(trade: Trade) -> Iterator[_Year]:
    seen = trade.total("2000").trail.series[0].observed  # the period is of no matter: the series is the same
    if seen is None:
        return
    for year in range(seen.first.year, seen.last.year + 1):
        found = _Year(
            year,
            trade.total(str(year), flow="export"),
            trade.total(str(year), flow="import"),
            trade.growth(str(year)),
        )
        if found.both.now.low is not None:
            yield found


def _title(last: _Year, most: _Year) -> str:
    now, value, grown = last.both.now, last.both.now.value or 0, last.both.figure
    rise = ""
    sound = grown.trail.strength.certain
    if sound and grown.low is not None and grown.high is not None and (grown.low > 0 or grown.high < 0):
        size = abs(grown.value if grown.value is not None else (grown.low + grown.high) / 2)
        rise = f", {size:.0f} percent {'more' if grown.low > 0 else 'less'} than the year before"
    share = (
        f", and {100 * value / most.total.value:.0f} percent of {most.year}"
        if most.total.value and most is not last and not (rise and most.year == last.year - 1)
        else ""
    )
    return f"Trade was {value / _MILLION:,.0f} million {now.unit} in {last.year}, the last year on record{rise}{share}"


def _points(years: list[_Year], way: str, words: str) -> list[dict[str, Any]]:
    figures = [(one.year, getattr(one, way)) for one in years]
    return [
        {
            "year": year, "amount": round(amount / _MILLION, 3), "series": way, "name": words,
            "shown": f"{_shown(figure)} million USD", "source": "Customs",
        }
        for year, figure in figures
        if (amount := _drawn(figure)) is not None
    ]  # fmt: skip


def _end(points: list[dict[str, Any]], words: str) -> str:
    """What stands at the end of a line: where the goods went, and the last year with its amount."""
    last = max(points, key=lambda point: point["year"])
    return f"{words}|{last['year']}: {last['amount']:,.0f}"


def _drawn(figure: Figure) -> float | None:
    """Where an amount is drawn: its value, or the middle of bounds that the mark itself covers."""
    if figure.value is not None or figure.low is None or figure.high is None:
        return figure.value
    return (figure.low + figure.high) / 2 if figure.high - figure.low < _MARK * figure.high else None


def _shown(figure: Figure) -> str:
    """An amount in millions, marked where it rests on a doubtful row; where there is none its bounds."""
    if figure.value is not None:
        return f"{figure.value / _MILLION:,.1f}{'' if figure.trail.strength.certain else ' (doubtful)'}"
    if figure.low is None or figure.high is None:
        return "" if not figure.low else f"at least {figure.low / _MILLION:,.1f}"
    return f"{figure.low / _MILLION:,.1f} to {figure.high / _MILLION:,.1f}"


def _cells(one: _Year) -> tuple[Cell, ...]:
    grown = one.both.figure
    rate = ""
    if grown.value is not None:
        rate = f"{grown.value:+,.1f} %{'' if grown.trail.strength.certain else ' (doubtful)'}"
    elif grown.low is not None and grown.high is not None:
        rate = f"{grown.low:+,.1f} to {grown.high:+,.1f} %"
    return (
        str(one.year), _shown(one.exports), _shown(one.imports), _shown(one.total), rate, len(one.series.missing),
        one.total.id,
    )  # fmt: skip
