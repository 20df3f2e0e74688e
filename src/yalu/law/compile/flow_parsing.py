"""Understanding the distinct texts of a table of flows: periods, days, units, codes, stated figures.

A table of a hundred million rows has a few thousand distinct periods, codes and units. Each is
read once here, with every fault named, and the rows meet the answers in SQL.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import msgspec

from yalu.documents.problems import DocumentError, ProblemLog, did_you_mean, one_of, shown
from yalu.law.compile.sql_tables import TOTAL
from yalu.law.text.conditions import EVIDENCE
from yalu.law.verdicts.situations import UNDER_WAY
from yalu.vocabulary.amounts import Quantity, convert, convert_interval, unit
from yalu.vocabulary.codes import CodeError, hs
from yalu.vocabulary.dates import DateError, parse_window
from yalu.vocabulary.intervals import AmountError
from yalu.vocabulary.places.countries import country
from yalu.vocabulary.precision import stated

if TYPE_CHECKING:
    import pyarrow as pa

LEDGERS = ("customs", "committee", "mirror", "alleged")
FLOWS = ("import", "export")
VALUE_BASES = ("fob", "cif")
ALL_STATES = "ALL"
_DAYS = frozenset(
    {"period", "contract_date", "loaded_date", "arrived_date", "declared_date", "released_date",
     "notified_date", "reported_date", "known_from"}
)  # fmt: skip
_STATED = ("quantity_stated", "value_stated")
_MEASURED = {"quantity": "unit", "quantity_stated": "unit", "value": "currency", "value_stated": "currency"}
_SIX_PLACES = Decimal("0.000001")


class DistinctText(msgspec.Struct, frozen=True):
    """One distinct text: where it stands, one row that has it, and how many do."""

    kind: str
    text: str
    other: str
    example: str
    occurrences: int


class Understood(msgspec.Struct, frozen=True):
    """What the texts mean, as tables for the engine: days, stated figures, the HS codes, and the sources named."""

    days: pa.Table
    stated: pa.Table
    codes: tuple[str, ...]
    sources: tuple[str, ...]


def kinds_in(columns: Iterable[str]) -> pa.Table:
    """The kinds of text a table can have, by the columns given, so that no pass is made for nothing."""
    import pyarrow as pa  # noqa: PLC0415 - heavy, loaded when used

    given = {*columns, "trader", "evidence"}
    # An amount has a unit also where the table has no column for it.
    given |= {measure for amount, measure in _MEASURED.items() if amount in given}
    wanted = [kind for kind in (*sorted(_DAYS), *_STATED, "hs", "sources", *_CHECKS) if kind in given]
    return pa.table({"kind": pa.array(wanted, pa.string())})


def understand(texts: list[DistinctText], file: str = "flows", bodies: Container[str] = ()) -> Understood:
    """Read every distinct text of a table. Raises DocumentError with every fault, each with one row that has it.

    ``bodies`` are those of the regime: as reporter or partner, a body is the sum of its members.
    """
    log = _FaultLog(file)
    days: dict[str, tuple[date, date]] = {}
    figures: list[dict[str, Any]] = []
    codes: list[str] = []
    sources: list[str] = []
    for text in texts:
        if text.kind in _DAYS:
            _day(text, days, log)
        elif text.kind in _STATED:
            _figure(text, figures, log)
        elif text.kind == "hs":
            _code(text, codes, log)
        elif text.kind == "trader" and text.text in bodies:
            continue
        elif text.kind == "sources":
            sources.append(text.text)
        else:
            _CHECKS[text.kind](text, log)
    if log.has_errors:
        raise DocumentError(log.problems())
    return Understood(
        days=_days_table(days), stated=_stated_table(figures), codes=tuple(codes), sources=tuple(sources)
    )


def _day(text: DistinctText, days: dict[str, tuple[date, date]], log: _FaultLog) -> None:
    try:
        window = parse_window(text.text)
    except DateError as error:
        _fault(text, log, str(error), "dates are EDTF dates or intervals, such as 2017-01 or 2016-11-30/2016-12-31",
               "correct the date")  # fmt: skip
        return
    if window.start is None or window.end is None:
        _fault(text, log, f"{shown(text.text)} has an open end", "a period of trade has a first and a last day",
               "close the interval")  # fmt: skip
        return
    days[text.text] = window.start, window.end


def _figure(text: DistinctText, figures: list[dict[str, Any]], log: _FaultLog) -> None:
    try:
        figure = stated(text.text, unit_text="")
        read_in = figure.unit if figure.unit != "1" or not text.other else unit(text.other).symbol
        written = text.other or read_in
        number = convert(Quantity(figure.value, read_in), written).value
        bounds = convert_interval(figure.interval, read_in, written)
    except AmountError as error:
        _fault(text, log, str(error), "stated figures are a number as the source words it, in the unit of the row",
               "correct the words or the unit, or leave the column empty")  # fmt: skip
        return
    figures.append(
        {"text": text.text, "unit": text.other, "number": number, "low": bounds.low, "high": bounds.high}
    )


def _code(text: DistinctText, codes: list[str], log: _FaultLog) -> None:
    if text.text == TOTAL:
        return
    try:
        code = hs(text.text).digits
    except CodeError as error:
        _fault(
            text,
            log,
            str(error),
            "HS codes are text of 2, 4, 6, 8 or 10 digits, or TOTAL",
            "correct the code",
        )
        return
    if code != text.text:
        _fault(text, log, f"{shown(text.text)} is not written in digits only", "HS codes are digits without points",
               f"write {shown(code)}")  # fmt: skip
    codes.append(text.text)


def _choice(words: tuple[str, ...], what: str) -> Callable[[DistinctText, _FaultLog], None]:
    def check(text: DistinctText, log: _FaultLog) -> None:
        if text.text.rpartition("/")[2] not in words:
            _fault(text, log, f"{shown(text.text)} is not a {what}{did_you_mean(text.text, words)}",
                   f"“{text.kind}” is one of {one_of(words)}", "correct the word")  # fmt: skip

    return check


def _state(text: DistinctText, log: _FaultLog) -> None:
    if len(text.text) == 3 and text.text.isascii() and text.text.isalpha() and text.text.isupper():
        return
    step = "write the code, such as FRA"
    try:
        area = country(text.text) if text.text.isdigit() else None
    except CodeError:
        area = None
    if area is not None:
        # A number in place of an origin proves nothing: areas not specified may be the target's.
        if text.kind == "trader" and area.m49 == text.text and not area.alpha3 and area.kind != "group":
            return
        step = (
            f"write {area.alpha3 or ALL_STATES}"
            if area.alpha3 or area.m49 == "000"
            else "take its members one by one"
        )
    _fault(text, log, f"{shown(text.text)} is not an ISO alpha-3 code",
           f"states are ISO alpha-3 codes, and areas that are no state M49 numbers such as 899; {ALL_STATES} as reporter"
           " means all states together", step)  # fmt: skip


def _unit(text: DistinctText, log: _FaultLog) -> None:
    what = "currency" if text.kind == "currency" else "unit"
    if not text.text:
        amount = "value" if what == "currency" else "quantity"
        _fault(
            text, log, f"a {amount} has no {what}", f"every {amount} has a {what}", f"fill in “{text.kind}”"
        )
        return
    try:
        unit(text.text)
    except AmountError as error:
        _fault(text, log, str(error), f"every {text.kind} is one Yalu knows", f"correct the {what}")


def _number(text: DistinctText, log: _FaultLog) -> None:
    _fault(text, log, f"{shown(text.text)} is not an amount of 0 or more", f"“{text.kind}” is a plain number, empty when not reported",
           "remove thousands separators and signs; correct the number")  # fmt: skip


def _evidence(text: DistinctText, log: _FaultLog) -> None:
    for name, _, given in (part.partition("=") for part in text.text.split(";") if part):
        if given and given not in EVIDENCE:
            kind = f"{name}_evidence"
            _fault(DistinctText(kind, given, "", text.example, text.occurrences), log,
                   f"{shown(given)} is not a kind of evidence{did_you_mean(given, EVIDENCE)}",
                   f"“{kind}” is one of {one_of(EVIDENCE)}, empty when unknown", "correct the word")  # fmt: skip


class _FaultLog(ProblemLog):
    """The faults of one file."""

    def __init__(self, file: str) -> None:
        super().__init__()
        self.file = file


def _fault(text: DistinctText, log: _FaultLog, message: str, rule: str, next_step: str) -> None:
    more = f" and {text.occurrences - 1:,} more" if text.occurrences > 1 else ""
    log.add(
        log.file, 0, text.kind, f"row {shown(text.example)}{more}: {message}", rule=rule, next_step=next_step,
        value=text.text,
    )  # fmt: skip


_CHECKS: Mapping[str, Callable[[DistinctText, _FaultLog], None]] = {
    "flow": _choice(FLOWS, "flow"), "ledger": _choice(LEDGERS, "ledger"), "trader": _state, "origin": _state,
    "shipped_from": _state, "value_basis": _choice(VALUE_BASES, "basis of a value"), "unit": _unit,
    "currency": _unit, "quantity": _number, "value": _number, "evidence": _evidence,
}  # fmt: skip


def _days_table(days: dict[str, tuple[date, date]]) -> pa.Table:
    import pyarrow as pa  # noqa: PLC0415 - heavy, loaded when used

    rows = [
        {
            "text": text,
            "first_day": first,
            "last_day": last,
            "left_from": max(first, date.min + UNDER_WAY) - UNDER_WAY,
            "arrived_by": min(last, date.max - UNDER_WAY) + UNDER_WAY,
        }
        for text, (first, last) in sorted(days.items())
    ]
    names = ("first_day", "last_day", "left_from", "arrived_by")
    schema = pa.schema([("text", pa.string()), *((name, pa.date32()) for name in names)])
    return pa.Table.from_pylist(rows, schema=schema)


def _stated_table(figures: list[dict[str, Any]]) -> pa.Table:
    import pyarrow as pa  # noqa: PLC0415

    amount = pa.decimal128(28, 6)
    for figure in figures:
        for name in ("number", "low", "high"):
            if figure[name] is not None:
                figure[name] = figure[name].quantize(_SIX_PLACES)
    names = [
        ("text", pa.string()), ("unit", pa.string()), ("number", amount), ("low", amount), ("high", amount),
    ]  # fmt: skip
    return pa.Table.from_pylist(figures, schema=pa.schema(names))
