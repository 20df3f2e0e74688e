"""Checking one table against its schema: columns, then cells, column by column.

Each distinct text of a column is judged once, so a table of a million rows costs as much as its
distinct values and one pass over the rows that are at fault.
"""

from __future__ import annotations

from yalu.case.cells import UNSEEN_RULE, Fault, fault_of, unseen
from yalu.case.problems import Nearest, ProblemLog, did_you_mean, one_of, shown
from yalu.case.reading import MAX_CELL, Table
from yalu.case.schemas import TableSchema


def check_table(table: Table, schema: TableSchema, log: ProblemLog) -> None:
    """Log every fault of a table that can be seen without the other tables."""
    _check_columns(table, schema, log)
    for name, column in table.columns.items():
        distinct = set(column)
        field = schema.field(name)
        if field is not None:
            near = Nearest(field.constraints.enum or ())
            faults = {text: fault for text in distinct if (fault := fault_of(text, field, near)) is not None}
            _log_faults(table, name, column, faults, log)
        _check_lengths(table, name, column, {text for text in distinct if len(text) > MAX_CELL}, log)
        _check_unseen(table, name, column, {text for text in distinct if unseen(text)}, log)
    _check_unique(table, "id", log, "an id is used once in its table", "give one of the two another id")
    if schema.name == "coverage":
        _check_unique(table, "year", log, "a year has one row", "keep one row for the year")


def _check_columns(table: Table, schema: TableSchema, log: ProblemLog) -> None:
    for name in table.columns:
        if name not in schema.names and not name.startswith("x_"):
            log.add(
                table.file,
                1,
                name,
                f"the column {shown(name)} is not known{did_you_mean(name.strip().lower(), schema.names)}",
                rule=f"the columns of {schema.name} are {one_of(schema.names)}; your own begin with x_",
                next_step="correct the name, or put x_ before it to keep it as your own",
                value=name,
            )
    for field in schema.fields:
        if field.required and field.name not in table.columns:
            log.add(
                table.file,
                1,
                field.name,
                f"the column “{field.name}” is missing",
                rule=f"{schema.name} has the columns {one_of(f.name for f in schema.fields if f.required)}",
                next_step=f"add the column “{field.name}” to the first line and fill it in",
                value=field.name,
            )


def _log_faults(
    table: Table, name: str, column: list[str], faults: dict[str, Fault], log: ProblemLog
) -> None:
    if not faults:
        return
    for row, text in enumerate(column):
        fault = faults.get(text)
        if fault is not None:
            log.add(
                table.file,
                table.lines[row],
                name,
                fault.message,
                rule=fault.rule,
                next_step=fault.next_step,
                value=text,
            )


def _check_lengths(table: Table, name: str, column: list[str], found: set[str], log: ProblemLog) -> None:
    for row, text in enumerate(column if found else ()):
        if text in found:
            log.add(
                table.file,
                table.lines[row],
                name,
                f"the cell has {len(text):,} characters and begins {shown(text[:40])}",
                rule=f"a cell has at most {MAX_CELL:,} characters",
                next_step="shorten the text, or look for a quote that was not closed",
                value=text,
            )


def _check_unseen(table: Table, name: str, column: list[str], found: set[str], log: ProblemLog) -> None:
    for row, text in enumerate(column if found else ()):
        if text in found:
            log.warn(
                table.file,
                table.lines[row],
                name,
                f"{shown(text)} holds characters that are not seen: {unseen(text)}",
                rule=UNSEEN_RULE,
                next_step="delete the characters unless the language needs them",
                value=text,
            )


def _check_unique(table: Table, name: str, log: ProblemLog, rule: str, next_step: str) -> None:
    column = table.columns.get(name)
    if column is None or len(set(column)) == len(column):
        return
    first: dict[str, int] = {}
    for row, text in enumerate(column):
        if not text:
            continue
        line = first.setdefault(text, table.lines[row])
        if line != table.lines[row]:
            log.add(
                table.file,
                table.lines[row],
                name,
                f"{shown(text)} stands on line {line} too",
                rule=rule,
                next_step=next_step,
                value=text,
            )
