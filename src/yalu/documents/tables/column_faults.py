"""Logging cells at fault: one of them, or all of a column without describing a million one by one."""

from __future__ import annotations

from collections.abc import Callable, Collection

from yalu.documents.problems import KEPT_PER_RULE, ProblemLog, Severity
from yalu.documents.tables.cell_types import CellFault, is_fine
from yalu.documents.tables.csv_tables import Table
from yalu.documents.tables.table_schemas import Field

_PARTS = 20  # wrong parts of one cell that are worth naming


def log_cell(
    table: Table, row: int, field: str, log: ProblemLog, value: object, message: str, rule: str, step: str,
    *, severity: Severity = "error",
) -> None:  # fmt: skip
    """Log a problem of one cell; ``row`` counts from 0 and is logged as its line in the file."""
    log.add(
        table.file, table.lines[row], field, message,
        rule=rule, next_step=step, value=value, severity=severity,
    )  # fmt: skip


def log_parts(
    table: Table,
    name: str,
    field: Field | None,
    wrong: Callable[[str], bool],
    describe: Callable[[str], CellFault],
    log: ProblemLog,
) -> None:
    """Log the rows of a column in which a part of the text, joined to others by ``;``, is wrong: each such part.

    A cell that is not even well formed has been logged as that, and is not judged again.
    """
    bad: dict[str, list[str]] = {}
    for text in set(table.columns.get(name, ())):
        if text and (field is None or is_fine(text, field)):
            parts = [part for part in text.split(";") if wrong(part)][:_PARTS]
            if parts:
                bad[text] = parts
    for number in range(max(map(len, bad.values()), default=0)):
        nth = {text: parts[number] for text, parts in bad.items() if number < len(parts)}
        log_rows(table, name, nth, lambda text, nth=nth: describe(nth[text]), log)  # type: ignore[misc]


def log_rows(
    table: Table,
    name: str,
    bad: Collection[str],
    describe: Callable[[str], CellFault],
    log: ProblemLog,
    severity: Severity = "error",
) -> None:
    """Log every row whose text in a column is among the bad ones; beyond a limit, only how many more."""
    if not bad:
        return
    described: dict[str, CellFault] = {}
    kept = rest = line = 0
    for row, text in enumerate(table.columns[name]):
        if text not in bad:
            continue
        if kept >= KEPT_PER_RULE:
            line = line or table.lines[row]
            rest += 1
            continue
        kept += 1
        fault = described.get(text) or describe(text)
        described[text] = fault
        log_cell(table, row, name, log, text, *fault, severity=severity)
    if rest:
        log.add(
            table.file, line, name, f"{rest:,} more rows from here on are at fault in this column",
            rule="every row keeps the rules of its columns",
            next_step="correct the rows above first, then check again", severity=severity, stands_for=rest,
        )  # fmt: skip
