"""What a question over a table of a case covers: how many rows, of which day, whole or in part."""

from __future__ import annotations

from yalu.case.coverage.completeness import COMPLETE, Sought, completeness
from yalu.case.records import Case
from yalu.vocabulary.coverage import Asked, Coverage
from yalu.vocabulary.dates import Window
from yalu.vocabulary.strength import Strength, Support


def table_coverage(
    case: Case, table: str, window: Window | None = None, sought: Sought | None = None
) -> Coverage:
    """One table of a case as something that was asked over a window (default: everything observed).

    It is whole where the case declares the rows sought (default: all rows of the window) complete, in part
    where it declares some of the days searched in part; of a table nobody declares, nobody can tell.
    """
    asked = sought or Sought(table=table, window=window or case.observed)
    found = completeness(case, asked)
    source = Asked(
        name=f"table {table}",
        kind="table",
        whole=True if found.by and not found.missing else _searched_in_part(case, asked),
        as_of=case.known_by or str(case.observed.end or ""),
        entries=len(getattr(case, table)),
        left_out=found.left_out,
    )
    return Coverage((source,))


def table_strength(coverage: Coverage) -> Strength:
    """What "none" rests on: every row that was asked. A table that is not known to be whole was read in part."""
    return Strength(
        tuple(
            Support(
                kind="row",
                id=f"of {source.name}, every one of {source.entries}",
                quality="sound" if source.whole and not source.left_out else "read_in_part",
            )
            for source in coverage.asked
            if source.entries
        )
    )


def _searched_in_part(case: Case, sought: Sought) -> bool | None:
    """False where a part of the days is rated as not complete; None where nobody rates them."""
    rated = (
        row.level
        for row in case.coverage
        if row.table == sought.table
        and not row.rows
        and case.observed.clip(sought.window) is not None
        and sought.window.clip(row.window) is not None
    )
    return False if any(level not in COMPLETE for level in rated) else None
