"""What a question over a table of a case covers: how many rows, of which day, whole or in part."""

from __future__ import annotations

from yalu.case.records import Case
from yalu.vocabulary.coverage import Coverage, covered_table
from yalu.vocabulary.dates import Window
from yalu.vocabulary.strength import Strength, Support


def table_coverage(case: Case, table: str, window: Window | None = None) -> Coverage:
    """One table of a case as something that was asked over a window (default: everything observed).

    A record of visits is whole where the case's own table of coverage rates every year of the window
    as searched well; of every other table nobody can tell.
    """
    rows = len(getattr(case, table))
    whole = _searched(case, window or case.observed) if table == "visits" else None
    return covered_table(
        f"table {table}", rows, as_of=case.known_by or str(case.observed.end or ""), whole=whole
    )


def table_strength(coverage: Coverage) -> Strength:
    """What "none" rests on: every row that was asked. A table that is not known to be whole was read in part."""
    return Strength(
        tuple(
            Support(
                kind="row",
                id=f"of {source.name}, every one of {source.entries}",
                quality="sound" if source.whole else "read_in_part",
            )
            for source in coverage.asked
            if source.entries
        )
    )


def _searched(case: Case, window: Window) -> bool | None:
    shared = case.observed.clip(window)
    if shared is None or shared.start is None or shared.end is None:
        return None
    level = {row.year: row.level for row in case.coverage}
    found = {level.get(year) for year in range(shared.start.year, shared.end.year + 1)}
    if found & {"thin", "partial"}:
        return False
    return True if found == {"good"} else None
