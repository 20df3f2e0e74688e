"""Logging the rows of a column that are at fault, without describing a million of them one by one."""

from __future__ import annotations

from collections.abc import Callable, Collection

from yalu.documents.problems import KEPT_PER_RULE, ProblemLog, Severity
from yalu.documents.tables.cell_types import CellFault
from yalu.documents.tables.csv_tables import Table


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
        log.add(
            table.file,
            table.lines[row],
            name,
            fault.message,
            rule=fault.rule,
            next_step=fault.next_step,
            value=text,
            severity=severity,
        )
    if rest:
        log.add(
            table.file,
            line,
            name,
            f"{rest:,} more rows from here on are at fault in this column",
            rule="every row keeps the rules of its columns",
            next_step="correct the rows above first, then check again",
            severity=severity,
            stands_for=rest,
        )
