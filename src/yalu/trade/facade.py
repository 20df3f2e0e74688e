"""The trade of a case, ready for questions: ``Trade`` ties rows, shares and sources to the indicators."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import msgspec

from yalu.case.checks.ledger_checks import entries_of, releases_of
from yalu.case.checks.ledger_limits import disputes
from yalu.case.records import Case, Source
from yalu.documents.choices import ChoiceError
from yalu.documents.tables.trade_cells import ALL
from yalu.trade.figures.after_bans import TradeResponse, response
from yalu.trade.figures.growth import Growth, growth
from yalu.trade.figures.mirror_gaps import ALLOWANCE, MirrorGap, mirror_gap
from yalu.trade.figures.official_vs_alleged import LedgerComparison, beside
from yalu.trade.figures.parts import SilentPart, UnreadRow
from yalu.trade.figures.periods import DaySpan, parse_span
from yalu.trade.figures.rows import about, load_rows
from yalu.trade.figures.series import BOTH, TradeSeries, listed_series
from yalu.trade.figures.shares import DEFINITIONS, Share, ShareDefinition, load_shares, share_table
from yalu.trade.figures.totals import Absent, Context, TotalQuestion, total, total_figure
from yalu.trade.figures.unit_values import UnitValue, unit_value
from yalu.trade.figures.vintages import Revision, revised
from yalu.trade.files.cells.areas import read_area
from yalu.trade.files.faults import RefusedError
from yalu.trade.files.flow_reader import ReadReport, read_trade
from yalu.vocabulary.amounts import Factor
from yalu.vocabulary.codes import CodeError
from yalu.vocabulary.places.state_names import state
from yalu.vocabulary.results import Figure
from yalu.vocabulary.tables import Results


class Trade:
    """Questions about the trade of a target, seen from one partner.

    ``flows`` is an Arrow table or rows with the columns of the flows table; ``shares`` are rows of a
    case's ``shares.csv``. Unless a question says otherwise, the reporter is ``partner`` and the
    partner in the rows is ``target``. With ``known_by`` only rows public by that day count.
    Raises TradeError naming every row that cannot be read.
    """

    def __init__(
        self, flows: Any, *, target: str, partner: str, shares: Iterable[Any] = (), sources: Mapping[str, Source] | None = None,
        data_version: str = "", known_by: date | str | None = None,
    ) -> None:  # fmt: skip
        day = date.fromisoformat(known_by) if isinstance(known_by, str) and known_by else known_by or None
        limited = day if isinstance(day, date) else None
        rows = load_rows(flows, known_by=limited)
        self.target, self.partner = target, partner
        self.shares = load_shares(shares)
        self.context = Context(
            rows=rows,
            sources=sources or {},
            data_version=data_version,
            known_by=limited.isoformat() if limited else "",
        )

    @classmethod
    def of_case(cls, case: Case) -> Trade:
        """The trade of a case as read, with its shares and sources; a knowledge date of the case stays with it."""
        trade = cls(
            case.flows,
            target=case.target,
            partner=case.partner,
            shares=case.shares,
            sources=case.sources,
            data_version=case.data_version,
        )
        entries = entries_of(case)
        disputed = disputes(entries)
        rows = tuple(
            msgspec.structs.replace(row, disputed=disputed[row.id]) if row.id in disputed else row
            for row in trade.context.rows
        )
        trade.context = msgspec.structs.replace(
            trade.context, rows=rows, known_by=case.known_by, releases=releases_of(entries)
        )
        return trade

    @classmethod
    def of_file(
        cls, path: Path, *, target: str, partner: str, others: Sequence[str] = (), ledger: str = "customs",
        mapping: Path | None = None, dates: str = "", known_by: date | None = None,
    ) -> tuple[Trade, ReadReport]:  # fmt: skip
        """The trade in a file that ``read_trade`` understands, and the report of the reading.

        Only rows with one of the two countries (or of ``others``) are kept. Figures say in their
        coverage how many rows of the file were rejected. Raises TradeError with every fault of the file.
        """
        # A total counts a code and those under it once, so that the rows of every level may say what they know.
        report = read_trade(path, mapping=mapping, ledger=ledger, dates=dates, levels="every")
        rows = about(report.table(), {target, partner, *(_side(other, "country") for other in others), ALL})
        trade = cls(
            rows,
            target=target,
            partner=partner,
            data_version=f"{path.name}, {report.rows_out:,} rows",
            known_by=known_by,
        )
        if report.rejected:
            words = f"{report.rejected:,} rejected rows of {path.name}"
            trade.context = msgspec.structs.replace(trade.context, left_out=(words,))
        trade.context = msgspec.structs.replace(trade.context, unread=unread_rows(report))
        return trade, report

    def _ask(
        self, period: str | DaySpan, flow: str, hs: str, unit: str, ledger: str, reporter: str, partner: str, absent: Absent = "unknown",
        factor: str | Factor | None = None,
    ) -> TotalQuestion:  # fmt: skip
        span = parse_span(period) if isinstance(period, str) else period
        return TotalQuestion(span=span, reporter=_side(reporter, "reporter") or self.partner,
                             partner=_side(partner, "partner") or self.target, flow=flow, hs=hs, unit=unit,
                             ledger=ledger, absent=absent, factor=factor)  # fmt: skip

    def total(
        self, period: str | DaySpan, *, flow: str = BOTH, hs: str = "TOTAL", unit: str = "USD", ledger: str = "customs", reporter: str = "",
        partner: str = "", absent: Absent = "unknown", factor: str | Factor | None = None,
    ) -> Figure:  # fmt: skip
        """An amount: a value when ``unit`` is a currency, else a quantity (``t``, ``bbl`` with a factor)."""
        return total_figure(
            self.context, self._ask(period, flow, hs, unit, ledger, reporter, partner, absent, factor)
        )

    def series(self) -> Results[TradeSeries]:
        """Every series of the flows, with its first and last day and the months it has no row for.

        Raises ChoiceError where there are no flows: a list of nothing would read as a record without gaps.
        """
        if not self.context.rows:
            raise ChoiceError(
                "there are no flows, so there is no series to list; fill in flows/, or name a table of flows"
            )
        ledgers = dict.fromkeys(row.ledger for row in self.context.rows)
        return Results(listed_series(self.context.rows), self.context.covers(*ledgers))

    def revision(
        self, period: str | DaySpan, *, flow: str = BOTH, hs: str = "TOTAL", unit: str = "USD", ledger: str = "customs", reporter: str = "",
        partner: str = "", absent: Absent = "unknown", factor: str | Factor | None = None,
    ) -> Revision | None:  # fmt: skip
        """What a total that rests on first releases can be once they are revised; None when it rests on none."""
        question = self._ask(period, flow, hs, unit, ledger, reporter, partner, absent, factor)
        return revised(total(self.context, question), self.context.releases)

    def share(
        self, period: str | DaySpan | None = None, *, definitions: Sequence[ShareDefinition] = DEFINITIONS
    ) -> Results[Share]:
        """The partner's share of the target's trade under every published and computed definition.

        Without a period: every published share. Undated claims are always shown, without a year.
        """
        span = parse_span(period) if isinstance(period, str) else period
        return share_table(
            self.context, self.shares, definitions, span, target=self.target, partner=self.partner
        )

    def growth(
        self, period: str | DaySpan, *, flow: str = BOTH, hs: str = "TOTAL", unit: str = "USD", ledger: str = "customs", reporter: str = "",
        partner: str = "", years: int = 1, absent: Absent = "unknown", factor: str | Factor | None = None,
    ) -> Growth:  # fmt: skip
        """Growth in percent against the same period a year (or ``years``) earlier."""
        question = self._ask(period, flow, hs, unit, ledger, reporter, partner, absent, factor)
        return growth(self.context, question, years=years)

    def unit_value(
        self,
        period: str | DaySpan,
        *,
        hs: str,
        flow: str = "import",
        currency: str = "USD",
        per: str = "t",
        ledger: str = "customs",
        reporter: str = "",
        partner: str = "",
        cap_price: float | Decimal | None = None,
        others: bool = True,
        factor: str | Factor | None = None,
    ) -> UnitValue:
        """What a tonne cost, against the price a cap implies and against the reporter's other suppliers."""
        question = self._ask(period, flow, hs, currency, ledger, reporter, partner, factor=factor)
        return unit_value(self.context, question, per=per, cap_price=cap_price, others=others)

    def mirror(
        self, period: str | DaySpan, *, importer: str, exporter: str, hs: str = "TOTAL", currency: str = "USD", ledger: str = "customs",
        cif_fob: tuple[float | Decimal, float | Decimal] = ALLOWANCE,
    ) -> MirrorGap:  # fmt: skip
        """The importer's account against the exporter's, with an allowance for freight and insurance."""
        buyer, seller = _side(importer, "importer"), _side(exporter, "exporter")
        question = self._ask(period, "import", hs, currency, ledger, buyer, seller)
        return mirror_gap(self.context, question, importer=buyer, exporter=seller, cif_fob=cif_fob)

    def response(
        self, *, hs: str, banned: date | str, wind_down: date | str | None = None, neighbours: Sequence[str] = (), flow: str = "import",
        unit: str = "USD", ledger: str = "customs", reporter: str = "", partner: str = "", months: int = 12,
    ) -> TradeResponse:  # fmt: skip
        """Days from a ban to zero, hurry before the wind-down's end, and growth in neighbouring codes.

        Raises ChoiceError for a wind-down that ends before the ban.
        """
        day = _day(banned)
        question = self._ask(DaySpan(day, day), flow, hs, unit, ledger, reporter, partner)
        end = _day(wind_down) if wind_down is not None else None
        if end is not None and end < day:
            raise ChoiceError(
                f"a wind-down that ends on {end} is over before the ban of {day}; give its last day"
            )
        return response(
            self.context, question, banned=day, wind_down=end, neighbours=neighbours, months=months
        )

    def beside(
        self, period: str | DaySpan, *, hs: str, flow: str = "import", unit: str = "USD", official: str = "customs", reporter: str = "",
        partner: str = "", factor: str | Factor | None = None,
    ) -> LedgerComparison:  # fmt: skip
        """One trade on every ledger that has it, and the gap of each to the official one."""
        return beside(
            self.context, self._ask(period, flow, hs, unit, official, reporter, partner, factor=factor)
        )


def _side(text: str, role: str) -> str:
    """A state as rows of flows name it, from its code or name; ``ALL`` and nothing stay. Raises ChoiceError.

    What files of trade count beside the states is a side too, by its number (490 is Other Asia, nes).

    A state that no row can name would be answered as one without trade on record.
    """
    if text in {"", ALL}:
        return text
    try:
        return state(text)
    except CodeError as error:
        if text.strip().isdecimal():
            with suppress(RefusedError):
                return read_area(text)
        raise ChoiceError(f"{role}: {error}; all states together are {ALL}") from None


def unread_rows(report: ReadReport) -> tuple[UnreadRow, ...]:
    """The rows of a file that were rejected for their amount alone, or for blank cells, as parts of their trade."""
    return tuple(
        UnreadRow(
            SilentPart(
                f"{report.file}:{one.line}",
                parse_span(period) if period else None,
                one.lowers,
                not (period and all(trade)),
            ),
            tuple(trade),
            of,
        )
        for (period, *trade, of), one in report.unread.items()
    )


def _day(text: date | str) -> date:
    return date.fromisoformat(text) if isinstance(text, str) else text
