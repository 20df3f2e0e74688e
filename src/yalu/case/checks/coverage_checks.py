"""Checks on what a case declares complete: one span a row, rows that the table can have, nothing said twice."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from yalu.case.tables import table_schemas
from yalu.documents.problems import ProblemLog, did_you_mean, one_of, shown
from yalu.documents.tables.cell_types import CellFault, is_fine, read_date
from yalu.documents.tables.column_faults import log_cell
from yalu.documents.tables.csv_tables import Table

_SPAN = "a row of coverage speaks of one “year” of visits, or of a span from “start” to “end”"
_TABLES = (
    frozenset(field.constraints.enum or ())
    if (field := table_schemas()["coverage"].field("table"))
    else frozenset()
)
_WHOLE = "only a list that somebody else keeps shows that nothing is missing; the compilers’ own search can be good at best"


def check_coverage(tables: Mapping[str, Table], log: ProblemLog) -> None:
    """Log every declaration that cannot be meant: its span, its table, its rows, its test, or two that disagree."""
    coverage = tables.get("coverage")
    if coverage is None:
        return
    held: dict[str, list[Table]] = {}
    for table in tables.values():
        held.setdefault(table.name, []).append(table)
    spans: list[tuple[tuple[str, str], date, date, str, int]] = []
    for row in _rows(coverage):
        name = row["table"] or "visits"
        _check_span(coverage, row, name, log)
        _check_test(coverage, row, log)
        if name not in _TABLES:
            pass  # logged by the schema
        elif name not in held:
            _log(coverage, row, "table", name, CellFault(
                f"the case has no table {shown(name)} that can be read", "what is complete is a table of the case",
                "name a table of the case, or take the row out"), log)  # fmt: skip
        else:
            for column in ("rows", "left_out"):
                _check_pairs(coverage, row, column, held[name], log)
        span = _span(row)
        if span is not None:
            spans.append(((name, row["rows"]), *span, row["level"], int(row["_row"])))
    _check_twice(coverage, spans, log)


def _rows(table: Table) -> Iterator[dict[str, str]]:
    names = ("table", "rows", "year", "start", "end", "level", "test", "left_out")
    for number, row in enumerate(table.rows(names)):
        yield row | {"_row": str(number)}


def _log(
    table: Table, row: Mapping[str, str], field: str, value: str, fault: CellFault, log: ProblemLog
) -> None:
    log_cell(table, int(row["_row"]), field, log, value, *fault)


def _check_span(coverage: Table, row: Mapping[str, str], name: str, log: ProblemLog) -> None:
    year, start, end = row["year"], row["start"], row["end"]
    if year and (start or end):
        fault = CellFault("the row has a year and a span", _SPAN, "keep one: the year, or start and end")
        _log(coverage, row, "year", year, fault, log)
    elif year and name != "visits":
        fault = CellFault(
            f"the row rates a year of {name}",
            _SPAN,
            f"write start {year} and end {year} in place of the year",
        )
        _log(coverage, row, "year", year, fault, log)
    elif not year and not start:
        fault = CellFault(
            "the row has neither a year nor a start", _SPAN, "write the first day of the span under “start”"
        )
        _log(coverage, row, "start", start, fault, log)


def _check_test(coverage: Table, row: Mapping[str, str], log: ProblemLog) -> None:
    if row["level"] == "whole" and row["test"] in {"", "own_search"}:
        fault = CellFault(
            f"the level is whole, but the test is {row['test'] or 'empty'}", _WHOLE,
            "write authority_list or published_list and cite that list, or the level good",
        )  # fmt: skip
        _log(coverage, row, "test", row["test"], fault, log)


def _check_pairs(
    coverage: Table, row: Mapping[str, str], column: str, held: Sequence[Table], log: ProblemLog
) -> None:
    """Every column named exists, and every value is one that the column can have."""
    field = table_schemas()["coverage"].field(column)
    text = row[column]
    if not text or field is None or not is_fine(text, field):
        return
    schema = table_schemas()[held[0].name]
    for part in text.split(";"):
        name, _, value = part.partition("=")
        declared = schema.field(name)
        if declared is None and all(name not in one.columns for one in held):
            _log(coverage, row, column, part, CellFault(
                f"{held[0].name} has no column {shown(name)}{did_you_mean(name, schema.names)}",
                f"“{column}” names columns of {held[0].name}: {one_of(schema.names)}", "correct the column"), log)  # fmt: skip
            continue
        enum = declared.constraints.enum if declared is not None else None
        if enum is not None and value not in enum:
            _log(coverage, row, column, part, CellFault(
                f"{shown(value)} is not a value of “{name}”{did_you_mean(value, enum)}",
                f"“{name}” is one of {one_of(enum)}", "write one of them"), log)  # fmt: skip
        elif column == "rows" and enum is None:
            _warn_unseen(coverage, row, part, held, log)


def _warn_unseen(
    coverage: Table, row: Mapping[str, str], part: str, held: Sequence[Table], log: ProblemLog
) -> None:
    """A value that no row has may be right (none there is) and may be a slip of the pen."""
    name, _, value = part.partition("=")
    known = {word for one in held for cell in set(one.column(name)) for word in cell.split(";") if word}
    if value not in known:
        log.warn(
            coverage.file, coverage.lines[int(row["_row"])], "rows",
            f"no row of {held[0].name} has the {name} {shown(value)}{did_you_mean(value, known)}",
            rule="rows declared complete are usually there; a word that no row has may be misspelt",
            next_step="correct the word, or leave it when there are truly none",
            value=part,
        )  # fmt: skip


def _span(row: Mapping[str, str]) -> tuple[date, date] | None:
    year = row["year"]
    if year.isascii() and year.isdigit() and 1 <= int(year) <= 9999:
        return date(int(year), 1, 1), date(int(year), 12, 31)
    start, end = read_date(row["start"]), read_date(row["end"])
    if start is None:
        return None
    last = end.latest if end is not None else date.max
    return (start.earliest, last) if start.earliest <= last else None  # the order is logged with other dates


def _check_twice(
    coverage: Table, spans: Sequence[tuple[tuple[str, str], date, date, str, int]], log: ProblemLog
) -> None:
    """No two rows rate the same days of the same rows; a year that stands twice is logged with its column."""
    last: dict[tuple[str, str], tuple[date, int]] = {}
    for key, start, end, level, row in sorted(spans, key=lambda s: (s[0], s[1], s[4])):
        before = last.get(key)
        if before is not None and start <= before[0] and not _same_year(coverage, row, before[1]):
            log.add(
                coverage.file, coverage.lines[row], "start",
                f"line {coverage.lines[before[1]]} speaks of the same days of the same rows",
                rule="of the same rows, each day is rated once",
                next_step="end the one before the other starts, or keep one",
                value=level,
            )  # fmt: skip
        if before is None or end > before[0]:
            last[key] = end, row


def _same_year(coverage: Table, row: int, other: int) -> bool:
    years = coverage.column("year")
    return bool(years[row]) and years[row] == years[other]
