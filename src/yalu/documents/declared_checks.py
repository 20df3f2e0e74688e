"""Checks that a table's schema declares: whose rows a column names, which date comes first, what stands together.

A declaration is judged only where it can be: cells that are not well formed, and tables that could not be read,
have been logged already and are not compared with others.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from yalu.documents.problems import Nearest, ProblemLog, shown
from yalu.documents.tables.cell_types import CellFault, dates_in
from yalu.documents.tables.column_faults import log_cell, log_parts
from yalu.documents.tables.csv_tables import Table
from yalu.documents.tables.table_schemas import TableSchema


def check_declared(
    tables: Iterable[Table],
    schemas: Mapping[str, TableSchema],
    log: ProblemLog,
    *,
    unread: Collection[str] = (),
) -> None:
    """Log every row that breaks what the schema of its table declares.

    ``schemas`` are by table name. ``unread`` names tables that the package has and that could not be read. A table
    that is neither read nor unread has no rows, unless the schema says that it may be missing (``may_lack``).
    """
    held = list(tables)
    named = {other for table in held for other in schemas[table.name].named_tables.values()}
    ids: dict[str, set[str]] = {}
    for table in held:
        if table.name in named:  # a million flows that nothing names need no index
            ids.setdefault(table.name, set()).update(table.column("id"))
    for table in held:
        schema = schemas[table.name]
        for column, other in schema.named_tables.items():
            if other not in unread and (other in ids or other not in schema.yalu.may_lack):
                _check_ids(table, schema, column, other, ids.get(other, set()), log)
        for later, earlier in schema.yalu.not_before:
            _check_order(table, later, earlier, log)
        for column, needed in schema.yalu.needs:
            _check_needed(table, column, needed, log)
        for column in schema.yalu.no_loops:
            _check_loops(table, column, log)
        for column, most in schema.yalu.most_words.items():
            _check_words(table, column, most, log)


def _check_ids(
    table: Table, schema: TableSchema, column: str, other: str, known: set[str], log: ProblemLog
) -> None:
    near = Nearest(known)

    def describe(part: str) -> CellFault:
        return CellFault(
            f"{other} has no row {shown(part)}{near(part)}",
            f"“{column}” names rows of {other}.csv",
            f"add the row to {other}.csv, or correct the id",
        )

    log_parts(table, column, schema.field(column), lambda part: part not in known, describe, log)


def _check_order(table: Table, later: str, earlier: str, log: ProblemLog) -> None:
    """Partial dates are judged by their bounds, so only what is certainly impossible is logged."""
    starts, ends = dates_in(table.column(earlier)), dates_in(table.column(later))
    for row, (first, last) in enumerate(zip(table.column(earlier), table.column(later), strict=True)):
        if last in ends and first in starts and ends[last].latest < starts[first].earliest:
            log_cell(
                table, row, later, log, last,
                f"the {later} {shown(last)} is before the {earlier} {shown(first)}",
                f"“{later}” is the day of “{earlier}” or later",
                "correct one of the two dates",
            )  # fmt: skip


def _check_needed(table: Table, column: str, needed: str, log: ProblemLog) -> None:
    for row, (text, other) in enumerate(zip(table.column(column), table.column(needed), strict=True)):
        if text and not other:
            log_cell(
                table, row, needed, log, text,
                f"“{column}” is {shown(text)} but “{needed}” is empty",
                f"where “{column}” is filled in, “{needed}” is too",
                f"fill in “{needed}”, or empty “{column}” if it is not known",
            )  # fmt: skip


def _check_words(table: Table, column: str, most: int, log: ProblemLog) -> None:
    for row, text in enumerate(table.column(column)):
        if len(text.split()) > most:
            log_cell(
                table, row, column, log, text,
                f"the {column} has {len(text.split())} words",
                f"a {column} has at most {most} words",
                "shorten it, and say the rest in your own words",
            )  # fmt: skip


def _check_loops(table: Table, column: str, log: ProblemLog) -> None:
    """Log each loop once, at the first of its rows: what a row names in its own table never leads back to it."""
    ids = table.column("id")
    after = {one: text.split(";") for one, text in zip(ids, table.column(column), strict=True) if text}
    seen: set[str] = set()
    for row, start in enumerate(ids):
        loop = _loop_from(start, after) if start in after else []
        if loop and not seen & set(loop):
            seen |= set(loop)
            log_cell(
                table, row, column, log, start,
                f"“{column}” comes back to {shown(start)}: {' -> '.join(loop)}",
                f"a chain of “{column}” has an end",
                f"correct “{column}” in one of these rows",
            )  # fmt: skip


def _loop_from(start: str, after: Mapping[str, Sequence[str]]) -> list[str]:
    """The ids from a row back to itself, or nothing; walked without recursion, each id once."""
    came: dict[str, str] = {}
    stack = [start]
    while stack:
        here = stack.pop()
        for target in after.get(here, ()):
            if target == start:
                path = [here]
                while path[-1] != start:
                    path.append(came[path[-1]])
                return [*reversed(path), start]
            if target and target not in came:
                came[target] = here
                stack.append(target)
    return []
