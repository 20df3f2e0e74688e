"""Rows of a flows table as the indicators use them: spans of days, amounts with bounds, sources."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from operator import attrgetter
from typing import Any

import msgspec

from yalu.case.records import Source, SourceRef
from yalu.documents.problems import ProblemLog
from yalu.trade.figures.periods import DaySpan, parse_span
from yalu.trade.files.faults import RefusedError, TradeError
from yalu.vocabulary.amounts import unit
from yalu.vocabulary.intervals import AmountError, Interval, plain, point
from yalu.vocabulary.precision import stated
from yalu.vocabulary.results import Citation, TrailRow
from yalu.vocabulary.strength import quality_of_grade
from yalu.vocabulary.words.readable import goods_words, trade_words

FLOWS = ("import", "export", "export+import")
_RULE = "a row of the flows table has the documented columns"


class ReportedAmount(msgspec.Struct, frozen=True):
    """A reported number with what it can mean: ``value`` in ``unit``, ``bounds`` from its stated precision."""

    value: Decimal
    unit: str
    bounds: Interval
    reason: str = "as reported"


class FlowRow(msgspec.Struct, frozen=True, kw_only=True):
    """One row: who reported what, over which days, on which ledger. ``value.unit`` is its currency.

    ``vintage`` is ``first`` or ``revised`` where its publisher says so; ``disputed`` what of its own ledger
    it cannot hold beside.
    """

    id: str
    span: DaySpan
    reporter: str
    partner: str
    flow: str
    hs: str
    quantity: ReportedAmount | None = None
    value: ReportedAmount | None = None
    ledger: str
    sources: tuple[SourceRef, ...] = ()
    notes: str = ""
    known_from: str = ""
    vintage: str = ""
    disputed: str = ""

    @property
    def credibility(self) -> int:
        """The best Admiralty digit among its sources, 1 to 6; 3 when it names none."""
        return min((ref.credibility for ref in self.sources), default=3)

    def says(self) -> str:
        """The row in words."""
        amounts = "; ".join(
            f"{plain(a.value)} {a.unit}" for a in (self.quantity, self.value) if a is not None
        )
        traded = f"{trade_words(self.flow, self.reporter, self.partner)}, {goods_words(self.hs)}"
        return f"{self.span}, {traded}: {amounts or 'no amount'} ({self.ledger})"


def load_rows(flows: Any, *, known_by: date | None = None) -> tuple[FlowRow, ...]:
    """Flow rows from an Arrow table, from dictionaries or from records with the flows table's columns.

    With ``known_by`` rows whose period ends later or whose ``known_from`` is later are left out. Raises TradeError naming every
    row that cannot be read.
    """
    records = flows.to_pylist() if hasattr(flows, "to_pylist") else flows
    log, rows, seen = ProblemLog(), [], set()
    for number, record in enumerate(records, start=1):
        if isinstance(record, FlowRow):
            rows.append(record)
            continue
        get = (
            record.get
            if isinstance(record, Mapping)
            else lambda name, default=None, _r=record: getattr(_r, name, default)
        )
        try:
            row = _row(get, number)
        except (RefusedError, AmountError, InvalidOperation) as error:
            log.add(
                "flows",
                number,
                "",
                f"row {get('id') or number}: {error}",
                rule=_RULE,
                next_step="correct the row",
            )
            continue
        if row.id in seen:
            log.add(
                "flows",
                number,
                "id",
                f"the id {row.id} stands twice",
                rule="an id is one row's",
                next_step="rename one",
            )
        seen.add(row.id)
        # What is not over by a day cannot be known on it, whenever the row says that it became public.
        if known_by is None or (
            row.span.end <= known_by and (not row.known_from or parse_span(row.known_from).start <= known_by)
        ):
            rows.append(row)
    if log.has_errors:
        raise TradeError(log.problems())
    return tuple(rows)


def about(table: Any, countries: Iterable[str]) -> Any:
    """The rows of an Arrow table in which one of the countries is reporter or partner."""
    import pyarrow as pa  # noqa: PLC0415 - heavy, loaded when used
    import pyarrow.compute as pc  # noqa: PLC0415

    wanted = pa.array(sorted(countries), pa.string())
    either = [pc.is_in(table.column(name), value_set=wanted) for name in ("reporter", "partner")]
    return table.filter(pc.or_(*either))


def _row(get: Any, number: int) -> FlowRow:
    text = {
        name: _text(get(name))
        for name in (
            "id",
            "period",
            "reporter",
            "partner",
            "flow",
            "hs",
            "ledger",
            "notes",
            "known_from",
            "vintage",
        )
    }
    if text["flow"] not in FLOWS:
        raise RefusedError(f"the flow is one of {', '.join(FLOWS)}, not {text['flow']!r}", "correct the row")
    quantity, value = _given(
        _amount(_text(get("quantity")), _text(get("unit")), _text(get("quantity_stated"))),
        _amount(_text(get("value")), _text(get("currency")), _text(get("value_stated"))),
    )
    return FlowRow(
        id=text["id"] or f"row-{number}",
        span=parse_span(text["period"]),
        reporter=text["reporter"],
        partner=text["partner"],
        flow=text["flow"],
        hs=text["hs"] or "TOTAL",
        quantity=quantity,
        value=value,
        ledger=text["ledger"],
        sources=source_refs(get("sources")),
        notes=text["notes"],
        known_from=text["known_from"],
        vintage=text["vintage"],
    )


def _given(
    quantity: ReportedAmount | None, value: ReportedAmount | None
) -> tuple[ReportedAmount | None, ReportedAmount | None]:
    """Both amounts of a row, without a 0 beside an amount: what has a value has a quantity, which was not
    recorded or is below the unit. The law reads its rows in the same way (``law/sql/cells.sql``)."""
    if quantity is None or value is None:
        return quantity, value
    return (
        None if _nothing(quantity) and (value.bounds.low or 0) > 0 else quantity,
        None if _nothing(value) and (quantity.bounds.low or 0) > 0 else value,
    )


def _nothing(amount: ReportedAmount) -> bool:
    return amount.bounds.high == 0


@lru_cache(maxsize=8192)  # a case is opened by several rooms, and each reads the same words
def _amount(text: str, unit_text: str, said: str) -> ReportedAmount | None:
    """A number with bounds from the words of its source; without words it means exactly itself."""
    if not text:
        return None
    value = Decimal(text)
    if not value.is_finite():
        return None
    symbol = unit(unit_text).symbol if unit_text else ""
    if not symbol:
        raise RefusedError(f"the amount {text} has no unit", "fill unit or currency")
    if not said:
        return ReportedAmount(value, symbol, point(value))
    try:
        read = stated(said, unit_text="" if _names_unit(said) else symbol).in_unit(symbol)
    except AmountError:
        # Words such as "about a third less" bound nothing by themselves; the typed number stands.
        return ReportedAmount(value, symbol, point(value), f"“{said}” gives no bounds")
    return ReportedAmount(value, symbol, read.interval, f"“{said}”: {read.reason}")


def _names_unit(said: str) -> bool:
    try:
        return stated(said).unit != "1"
    except AmountError:
        return True


def source_refs(sources: Any) -> tuple[SourceRef, ...]:
    """The sources of a row, from ``id:digit;id:digit`` or as they are."""
    if not isinstance(sources, str):
        return tuple(sources or ())
    refs = []
    for part in filter(None, (p.strip() for p in sources.split(";"))):
        name, _, digit = part.rpartition(":")
        refs.append(SourceRef(name, int(digit)) if name and digit.isdigit() else SourceRef(part, 6))
    return tuple(refs)


def _text(value: Any) -> str:
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return ""
    return str(value).strip()


def cite(sources: Mapping[str, Source], refs: Iterable[SourceRef]) -> tuple[Citation, ...]:
    """Sources as a trail names them, with the Admiralty grade for this row (``B2``)."""
    found = []
    for ref in refs:
        source = sources.get(ref.source)
        letter = source.reliability if source is not None else "F"
        grade = f"{letter}{ref.credibility}"
        found.append(
            Citation(ref.source, grade=grade)
            if source is None
            else Citation(source.id, source.title, source.url, grade, source.publisher)
        )
    return tuple(found)


def trail_row(row: FlowRow, sources: Mapping[str, Source], role: str = "", why: str = "") -> TrailRow:
    """A flow row as one line of a trail."""
    cited = cite(sources, row.sources)
    names = dict.fromkeys(source.publisher or source.title or source.id for source in cited)
    alleged = (" and ".join(names) or "the table") if row.ledger == "alleged" else ""
    return TrailRow(row.id, row.says(), role, why, cited, reported_by=alleged, disputed=row.disputed)


def is_sound(row: FlowRow, sources: Mapping[str, Source]) -> bool:
    """Whether a row is not doubted: nothing of its ledger stands against it, and a source of it is graded sound."""
    if row.disputed:
        return False
    letters = [(sources[ref.source].reliability if ref.source in sources else "F") for ref in row.sources]
    grades = [f"{letter}{ref.credibility}" for letter, ref in zip(letters, row.sources, strict=True)]
    return not grades or any(quality_of_grade(grade) == "sound" for grade in grades)


def select(
    rows: Sequence[FlowRow],
    *,
    reporter: str = "",
    partner: str = "",
    flow: str = "",
    hs: str = "",
    ledger: str = "",
) -> tuple[FlowRow, ...]:
    """The rows with exactly these words; an empty word asks for nothing."""
    named = {"reporter": reporter, "partner": partner, "flow": flow, "hs": hs, "ledger": ledger}
    wanted = {name: word for name, word in named.items() if word}
    if not wanted:
        return tuple(rows)
    # Hundreds of questions each look at every row: one call a row, not one a word.
    words_of, words = attrgetter(*wanted), tuple(wanted.values())
    asked = words if len(words) > 1 else words[0]
    return tuple(row for row in rows if words_of(row) == asked)
