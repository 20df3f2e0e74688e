"""What the cells of a flow may say: periods, states, goods, amounts with units, and currencies."""

from __future__ import annotations

from collections.abc import Callable

from yalu.documents.problems import shown
from yalu.documents.tables.table_schemas import FieldKind
from yalu.vocabulary.amounts import unit
from yalu.vocabulary.codes import CodeError, HSCode
from yalu.vocabulary.dates import DateError, parse_window
from yalu.vocabulary.intervals import AmountError
from yalu.vocabulary.places.countries import country, of_ones_own

ALL = "ALL"
TOTAL = "TOTAL"
_LONGEST = 80  # a longer cell is none of these, and is not worth a parser's time


def flow_cell_fault(text: str, kind: FieldKind) -> tuple[str, str, str] | None:
    """What is wrong with a cell of one of these kinds, the rule and the next step; None for other kinds."""
    if kind not in _FAULTS:
        return None
    find, rule, next_step = _FAULTS[kind]
    message = find(text) if len(text) <= _LONGEST else f"{shown(text)} is too long"
    return (message, rule, next_step) if message else None


def _period_fault(text: str) -> str:
    try:
        window = parse_window(text)
    except DateError as error:
        return str(error)
    if window.start is None or window.end is None:
        return f"the period {shown(text)} is open at one end"
    return ""


def _state_fault(text: str) -> str:
    if text == ALL or of_ones_own(text):
        return ""
    try:
        found = country(text)
    except CodeError as error:
        return f"{shown(text)} is not a country code{_proposal(error)}"
    if found.alpha3 == text:
        return ""
    return f"{shown(text)} is not an alpha-3 code; it may mean {found}"


def _goods_fault(text: str) -> str:
    if text == TOTAL:
        return ""
    try:
        HSCode(text)
    except CodeError as error:
        return str(error)
    return ""


def _unit_fault(text: str) -> str:
    return _symbol_fault(text, "unit", money=False)


def _currency_fault(text: str) -> str:
    return _symbol_fault(text, "currency", money=True)


def _symbol_fault(text: str, name: str, *, money: bool) -> str:
    try:
        found = unit(text)
    except AmountError as error:
        return f"{shown(text)} is not a {name} Yalu knows{_proposal(error)}"
    if found.kind.startswith("money") is not money:
        return f"{shown(text)} is not a {name}"
    if found.symbol != text:
        return f"{shown(text)} is a spelling of {found.symbol}"
    return ""


def _proposal(error: ValueError) -> str:
    """The last clause of a vocabulary's message when it is about this text; what goes for all is in our own rule."""
    clause = str(error).rpartition("; ")[2]
    return f"; {clause}" if clause.startswith("did you mean") or "ambiguous" in str(error) else ""


_FAULTS: dict[FieldKind, tuple[Callable[[str], str], str, str]] = {
    "period": (
        _period_fault,
        "a period is a date or an interval with both ends: 2017, 2017-01, 2016-11-30/2016-12-31",
        "write the time that the figure covers",
    ),
    "state": (
        _state_fault,
        "a state is named by its ISO 3166 alpha-3 code, XAA to XZZ if ISO does not list it, or ALL",
        "write three capital letters, such as NOR",
    ),
    "goods": (
        _goods_fault,
        "goods are an HS code of 2, 4, 6, 8 or 10 digits with its leading zero, or TOTAL",
        "write the code as the tariff prints it, without points; a spreadsheet needs the column as text",
    ),
    "unit": (
        _unit_fault,
        "a unit is written by its symbol, such as t, kg, bbl or m3",
        "write the symbol; the source's own words belong under quantity_stated",
    ),
    "currency": (
        _currency_fault,
        "a currency is written by its ISO 4217 code, such as USD",
        "write the code; the source's own words belong under value_stated",
    ),
}
