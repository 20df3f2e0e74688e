"""Checks of stated amounts: the source's words name the number.

Also what only the flows of a case need: one id over all their files, two different states, evidence stated once.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from decimal import Decimal, DecimalException
from functools import partial

from yalu.case.tables import table_schemas
from yalu.documents.problems import ProblemLog, shown, visible
from yalu.documents.tables.cell_types import CellFault, is_fine
from yalu.documents.tables.column_faults import log_cell
from yalu.documents.tables.csv_tables import Table
from yalu.vocabulary.amounts import unit
from yalu.vocabulary.intervals import AmountError, plain
from yalu.vocabulary.precision import stated

_LONGEST = 200  # characters of words worth reading as an amount
# What each amount of a table is called, and the columns of its unit and of the source's words.
_AMOUNTS = {
    "flows": (("quantity", "unit", "quantity_stated"), ("value", "currency", "value_stated")),
    "shares": (("share_percent", "", "stated"),),
}

Say = Callable[..., CellFault | None]


def check_amounts(tables: Mapping[str, Table], log: ProblemLog) -> None:
    """Log every amount of flows and shares that contradicts its unit or its words, and every id used twice."""
    first: dict[str, str] = {}
    for table in tables.values():
        for amount, measure, words in _AMOUNTS.get(table.name, ()):
            names = (amount, measure, words)
            _log_rows(table, names, words, partial(_words_fault, amount, words), log)
        if table.name == "flows":
            _log_rows(table, ("reporter", "partner"), "partner", _states_fault, log)
            _log_rows(table, ("livelihood_evidence", "evidence"), "evidence", _evidence_fault, log)
            _log_rows(table, ("id",), "id", partial(_id_fault, first, table.file), log)


def _words_fault(amount: str, column: str, number: str, symbol: str, words: str) -> CellFault | None:
    if not words:
        return None
    rule = f"“{column}” is the amount in words that can be read, and “{amount}” is the number they name"
    if not number and amount != "share_percent":
        return CellFault(
            f"“{column}” is {shown(words)} but “{amount}” is empty",
            rule,
            "write the number the words name; words without a number belong in notes",
        )
    try:
        named = _differs(words, symbol if amount != "share_percent" else "percent", number)
    except (AmountError, DecimalException) as error:
        return CellFault(
            f"{shown(words)} cannot be read as an amount: {visible(str(error))}",
            rule,
            "write the same digits in a readable form, such as 1.45 million t, and give the print in notes",
        )
    if not named:
        return None
    return CellFault(
        f"“{amount}” is {shown(number)} but {shown(words)} names {named}", rule, "correct one of the two"
    )


def _differs(words: str, symbol: str, number: str) -> str:
    """What the words name when that is not the number, else nothing. Raises AmountError."""
    if len(words) > _LONGEST:
        raise AmountError(f"it has {len(words):,} characters")
    said = stated(words)
    if said.unit == "1":
        said = stated(words, unit_text=symbol or "1")
    if not number:
        return ""
    if symbol and unit(symbol) != unit(said.unit):
        said = said.in_unit(symbol)
    value = Decimal(number)
    # A range names no single number, and "1,081,103.675 thousand" may be rounded in the cell.
    return "" if value == said.value or value in said.interval else f"{plain(said.value)} {said.unit}"


def _states_fault(reporter: str, partner: str) -> CellFault | None:
    if not partner or reporter != partner:
        return None
    return CellFault(
        f"reporter and partner are both {shown(partner)}",
        "a flow runs between two different states",
        "correct one of the two",
    )


def _evidence_fault(livelihood: str, evidence: str) -> CellFault | None:
    names = Counter(part.partition("=")[0] for part in evidence.split(";"))
    names["livelihood"] += bool(livelihood)
    (twice, times), *_ = names.most_common(1)
    if times < 2:
        return None
    return CellFault(
        f"the row states the evidence of {shown(twice)} twice",
        "what shows that a condition is met is stated once, for one of two would be passed over",
        "keep one of the two",
    )


def _id_fault(first: dict[str, str], file: str, row: str) -> CellFault | None:
    other = first.setdefault(row, file)
    if not row or other == file:
        return None
    return CellFault(
        f"{shown(row)} is a flow of {other} too",
        "an id is used once over all files of flows",
        "give one of the two another id",
    )


def _log_rows(table: Table, names: tuple[str, ...], field: str, say: Say, log: ProblemLog) -> None:
    """Log the rows whose cells say is a fault at the column ``field``, each combination judged once.

    Rows with a cell that is not even well formed have been logged as that, and are not judged again.
    """
    schema = table_schemas()[table.name]
    judged: dict[tuple[str, ...], CellFault | None] = {}
    fields = [schema.field(name) for name in names]
    columns = [table.column(name) for name in names]
    for row, cells in enumerate(zip(*columns, strict=True)):
        if cells not in judged:
            fine = all(f is None or is_fine(cell, f) for cell, f in zip(cells, fields, strict=True))
            judged[cells] = say(*cells) if fine else None
        fault = judged[cells]
        if fault is not None:
            log_cell(table, row, field, log, cells[-1], *fault)
