"""CSV and XLSX for people to take away: no cell of them can be taken for a formula by a spreadsheet."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple

from yalu.documents.files.whole_files import written_whole
from yalu.documents.problems import refused

# What makes a spreadsheet compute a cell. The full-width forms are typed by East Asian keyboards and
# read the same; a tab or line break before one of them is skipped when a file is opened. Signs without
# width and blanks before them hide a trigger and are dropped by some programs. Both patterns are read
# alike by Python and by DuckDB.
_UNSEEN = r" \x{A0}\x{AD}\x{200B}-\x{200F}\x{202A}-\x{202E}\x{2060}\x{2066}-\x{2069}\x{3000}\x{FEFF}"
_TRIGGERS = r"=+\-@\t\r\n\x{FF1D}\x{FF0B}\x{FF0D}\x{FF20}"
SQL_ARMED = f"^[{_UNSEEN}]*[{_TRIGGERS}]"
SQL_NUMBER = r"[+-]?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]+)?"
_ARMED = re.compile(re.sub(r"\\x\{([0-9A-F]+)\}", lambda m: f"\\u{int(m[1], 16):04x}", SQL_ARMED))
_NUMBER = re.compile(SQL_NUMBER)
NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
LONGEST_CELL = 32_000  # Excel keeps 32,767
TABLE_FORMS = (".csv", ".xlsx", ".parquet", ".jsonl")
# A number as our tables print it, thousands set apart by commas.
_PRINTED = re.compile(r"-?([0-9]{1,3}(,[0-9]{3})+|[0-9]+)(\.[0-9]+)?")


def neutral(cell: Any) -> Any:
    """A cell that no spreadsheet takes for a formula: a leading apostrophe unless it is a plain number."""
    if isinstance(cell, str) and _ARMED.match(cell) and not _NUMBER.fullmatch(cell):
        return "'" + cell
    return cell


def restored(cell: str) -> str:
    """A cell as it was before ``neutral``, for readers of tables that went through a spreadsheet."""
    return cell[1:] if cell.startswith("'") and neutral(cell[1:]) == cell else cell


def neutral_sql(column: str) -> str:
    """``neutral`` of a text column, as DuckDB computes it."""
    return (
        f"CASE WHEN regexp_matches({column}, '{SQL_ARMED}') AND NOT regexp_full_match({column}, '{SQL_NUMBER}') "
        f"THEN '''' || {column} ELSE {column} END AS {column}"
    )


def csv_text(columns: Sequence[str], rows: Iterable[Sequence[Any]], *, line_end: str = "\r\n") -> str:
    """A CSV text with a header; None is an empty cell."""
    text = io.StringIO()
    _write(text, columns, rows, line_end)
    return text.getvalue()


def write_csv(
    path: Path, columns: Sequence[str], rows: Iterable[Sequence[Any]], *, marked: bool = False
) -> None:
    """Write a CSV file in UTF-8; ``marked`` sets the byte order mark without which Excel sees another encoding."""
    with path.open("w", encoding="utf-8-sig" if marked else "utf-8", newline="") as stream:
        _write(stream, columns, rows, "\r\n")


def _write(stream: Any, columns: Sequence[str], rows: Iterable[Sequence[Any]], line_end: str) -> None:
    writer = csv.writer(stream, lineterminator=line_end)
    writer.writerow([neutral(name) for name in columns])
    for row in rows:
        writer.writerow([neutral(shortened(cell)) for cell in row])


def write_xlsx(path: Path, title: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Write a workbook of one sheet; every text is stored as text, and what XML cannot hold shows as U+FFFD."""
    _write_workbook(path, [WrittenTable(title, columns, rows)])


def _write_workbook(path: Path, sheets: Iterable[WrittenTable]) -> None:
    from openpyxl import Workbook  # noqa: PLC0415 - heavy, loaded when asked for
    from openpyxl.cell import WriteOnlyCell  # noqa: PLC0415

    workbook = Workbook(write_only=True)
    for one in sheets:
        sheet = workbook.create_sheet(one.title)
        sheet.freeze_panes = "A2"
        for row in chain([one.columns], one.rows):
            line = []
            for value in row:
                if isinstance(value, str):
                    cell = WriteOnlyCell(sheet, value=neutral(NOT_IN_XML.sub("�", shortened(value))))
                    cell.data_type = "s"
                    line.append(cell)
                else:
                    line.append(value)
            sheet.append(line)
    workbook.save(path)


def shortened(value: Any) -> Any:
    """A text that a spreadsheet can hold, saying how long it was when it is cut."""
    if isinstance(value, str) and len(value) > LONGEST_CELL:
        return value[:LONGEST_CELL] + f"… ({len(value):,} characters)"
    return value


class WrittenTable(NamedTuple):
    """One table to be written; the columns of ``numbers`` hold numbers where a cell is one."""

    title: str
    columns: Sequence[str]
    rows: Iterable[Sequence[Any]]
    numbers: Collection[int] = ()


def write_tables(path: Path, tables: Sequence[WrittenTable], about: Mapping[str, str]) -> int:
    """Write tables to a new file by the ending of its name (``TABLE_FORMS``), whole or not at all.

    A workbook holds all of them and a sheet that says what they are, by ``about``; the other forms hold the
    first, Parquet with ``about`` in its metadata. Returns how many tables are in the file. Every cell that is
    no number is text. Raises DocumentError where the file is there already: it may hold somebody's work.
    """
    if path.exists() or path.is_symlink():
        raise refused(
            path.name, "the file is there already", rule="a table is written to a new file",
            next_step="name another file, or move that one away",
        )  # fmt: skip
    form = path.suffix.lower()
    held = [_cells(table) for table in (tables if form == ".xlsx" else tables[:1])]
    first = held[0]
    with written_whole(path) as draft:
        if form == ".xlsx":
            lines = [*about.items(), *(("table", table.title) for table in held if table.title)]
            _write_workbook(draft, [*map(_named, held), WrittenTable("about", ["what", "value"], lines)])
        elif form == ".parquet":
            _write_parquet(draft, first, about)
        elif form == ".jsonl":
            objects = (
                json.dumps(dict(zip(first.columns, row, strict=False)), ensure_ascii=False)
                for row in first.rows
            )
            draft.write_text("".join(f"{line}\n" for line in objects), encoding="utf-8")
        else:
            write_csv(draft, first.columns, first.rows)
    return len(held)


def _cells(table: WrittenTable) -> WrittenTable:
    rows = [[_typed(cell, i in table.numbers) for i, cell in enumerate(row)] for row in table.rows]
    return table._replace(columns=[name or "remark" for name in table.columns], rows=rows)


def _named(table: WrittenTable) -> WrittenTable:
    """A table under a title that a workbook takes for a sheet: of two alike the second gets a number."""
    return table._replace(title=re.sub(r"[^\w ]", " ", table.title)[:28].strip() or "table")


def _typed(cell: Any, is_number: bool) -> str | int | float | None:
    text = "" if cell is None else cell if isinstance(cell, str) else str(cell)
    if not is_number:
        return text
    if not _PRINTED.fullmatch(text):
        return text or None
    value = text.replace(",", "")
    return float(value) if "." in value else int(value)


def _float(cell: Any) -> float | None:
    return None if cell is None else float(cell)


def _write_parquet(path: Path, table: WrittenTable, about: Mapping[str, str]) -> None:
    """Each column as its cells are: numbers where all that are there are numbers, else text."""
    import pyarrow as pa  # noqa: PLC0415 - heavy, loaded when asked for
    from pyarrow import parquet  # noqa: PLC0415

    columns, rows = {}, [*table.rows]
    for i, name in enumerate(table.columns):
        cells = [row[i] if i < len(row) else None for row in rows]
        there = [cell for cell in cells if cell is not None]
        if there and not any(isinstance(cell, str) for cell in there):
            whole = all(isinstance(c, int) and abs(c) < 2**63 for c in there)
            columns[name] = pa.array(
                cells if whole else map(_float, cells), pa.int64() if whole else pa.float64()
            )
        else:
            columns[name] = pa.array([None if cell is None else str(cell) for cell in cells], pa.string())
    parquet.write_table(pa.table(columns).replace_schema_metadata({**about, "title": table.title}), path)
