"""Checking one table against its schema: columns, then cells, column by column.

Each distinct text of a column is judged once, so a table of a million rows costs as much as its
distinct values and one pass over the rows that are at fault.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path

from yalu.documents.files.limits import TABLE_CELL
from yalu.documents.files.user_files import read_user_file
from yalu.documents.problems import Nearest, ProblemLog, did_you_mean, one_of, shown
from yalu.documents.tables.cell_types import UNSEEN_RULE, CellFault, fault_of, is_fine, unseen
from yalu.documents.tables.column_faults import log_rows
from yalu.documents.tables.csv_tables import Table, read_table
from yalu.documents.tables.table_schemas import TableSchema


def checked_table(
    path: Path, schema: TableSchema, log: ProblemLog, *, file: str, inside: Path | None = None
) -> tuple[Table, bytes] | None:
    """A table file read and checked, with its bytes; None where it cannot be read at all. Every fault is logged."""
    data = read_user_file(path, log, kind="table", file=file, inside=inside)
    table = None if data is None else read_table(data, schema, log, file=file)
    if data is None or table is None:
        return None
    check_table(table, schema, log)
    return table, data


def check_table(table: Table, schema: TableSchema, log: ProblemLog) -> None:
    """Log every fault of a table that can be seen without the other tables."""
    _check_columns(table, schema, log)
    for name, column in table.columns.items():
        distinct = set(column)
        field = schema.field(name)
        if field is not None:
            near = Nearest(field.constraints.enum or ())
            bad = {text for text in distinct if not is_fine(text, field)}
            log_rows(table, name, bad, partial(fault_of, field=field, near=near), log)
        log_rows(table, name, {text for text in distinct if len(text) > TABLE_CELL}, _too_long, log)
        log_rows(table, name, {text for text in distinct if unseen(text)}, _unseen, log, "warning")
    _check_unique(table, "id", log, "an id is used once in its table", "give one of the two another id")
    for field in schema.fields:
        if field.constraints.unique and (name := field.name) != "id":
            _check_unique(table, name, log, f"each {name} has one row", f"keep one row for the {name}")


def _check_columns(table: Table, schema: TableSchema, log: ProblemLog) -> None:
    for name in table.columns:
        if name not in schema.names and not name.startswith("x_"):
            log.add(
                table.file, 1, name,
                f"the column {shown(name)} is not known{did_you_mean(name.strip().lower(), schema.names)}",
                rule=f"the columns of {schema.name} are {one_of(schema.names)}; your own begin with x_",
                next_step="correct the name, or put x_ before it to keep it as your own", value=name,
            )  # fmt: skip
    for field in schema.fields:
        if field.required and field.name not in table.columns:
            log.add(
                table.file, 1, field.name, f"the column “{field.name}” is missing",
                rule=f"{schema.name} has the columns {one_of(f.name for f in schema.fields if f.required)}",
                next_step=f"add the column “{field.name}” to the first line and fill it in", value=field.name,
            )  # fmt: skip


def _too_long(text: str) -> CellFault:
    return CellFault(
        f"the cell has {len(text):,} characters and begins {shown(text[:40])}",
        f"a cell has at most {TABLE_CELL:,} characters",
        "shorten the text, or look for a quote that was not closed",
    )


def _unseen(text: str) -> CellFault:
    return CellFault(
        f"{shown(text)} holds characters that are not seen: {unseen(text)}",
        UNSEEN_RULE,
        "delete the characters unless the language needs them",
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
                table.file, table.lines[row], name, f"{shown(text)} stands on line {line} too", rule=rule,
                next_step=next_step, value=text,
            )  # fmt: skip
