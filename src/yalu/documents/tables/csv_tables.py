"""Reading one CSV file into columns, with the real line number of every row.

The reader trusts nothing: sizes are limited, rows must be as wide as the header, and a file in
another dialect is read only when its header proves which. Values stay as written, as text.
"""

from __future__ import annotations

import io
import re
from array import array
from collections.abc import Iterator, Sequence
from itertools import islice

import msgspec

from yalu.documents.files.limits import TABLE_CELLS, TABLE_COLUMNS, TABLE_ROWS
from yalu.documents.problems import ProblemLog, shown
from yalu.documents.tables.csv_rows import DELIMITERS, CsvRows, Swallowed, SwallowedError, text_lines
from yalu.documents.tables.exports import restored
from yalu.documents.tables.table_schemas import TableSchema
from yalu.documents.text.text_encoding import decode

_WITH_APOSTROPHE = re.compile(r"(?:^|[,;\t|\"\n\r])'")
_CHUNK = 128  # rows turned into columns at a time; more no longer fit the processor's cache
_SHARING_TRIAL = 20_000


class Table(msgspec.Struct):
    """One table as read: texts by column, and for each row the line its first cell stands on.

    Equal texts of a column are one object, so a long table of few distinct values stays small.
    """

    name: str
    file: str
    columns: dict[str, list[str]]
    lines: array[int]

    def __len__(self) -> int:
        return len(self.lines)

    def column(self, name: str) -> list[str]:
        """The texts of a column; empty texts when the file leaves the column out."""
        found = self.columns.get(name)
        return found if found is not None else [""] * len(self.lines)

    def rows(self, names: Sequence[str]) -> Iterator[dict[str, str]]:
        """The rows in order, each with its texts in some columns by name."""
        return (dict(zip(names, cells, strict=True)) for cells in zip(*map(self.column, names), strict=True))


def no_rows(name: str) -> Table:
    """A table that a case does not have."""
    return Table(name=name, file=f"{name}.csv", columns={}, lines=array("q"))


def read_table(data: bytes, schema: TableSchema, log: ProblemLog, *, file: str) -> Table | None:
    """The table in the bytes of a CSV file, or None when there is no usable header; every problem is logged."""
    text = decode(data, log, file=file)
    if text is None:
        return None
    rows = _Rows(text, _delimiter(text, schema, log, file), log, file)
    del text  # a large file is not kept twice
    header = next(rows, None)
    if header is None:
        if not rows.broken:
            log.add(
                file, 1, "", "the file is empty", rule="the first line of a table names its columns",
                next_step=f"begin the file with a line such as {','.join(schema.names[:4])}, and so on",
            )  # fmt: skip
        return None
    if not _header_is_usable(header, log, file):
        return None
    return _columns(rows, header, schema.name, log, file)


class _Rows:
    """CSV rows with ``line``, the file line on which the last row given began; stops at broken quoting."""

    def __init__(self, text: str, delimiter: str, log: ProblemLog, file: str) -> None:
        # newline="" keeps line ends inside quotes and counts LF, CRLF and CR as one line each; a
        # StringIO would do the same in four bytes per character.
        self._rows = CsvRows(text_lines(io.BytesIO(text.encode()), "utf-8"), delimiter=delimiter)
        self._log, self._file = log, file
        self.broken = False
        # Whether cells are given back as they were before an export made them harmless.
        self._restores = _WITH_APOSTROPHE.search(text) is not None

    @property
    def line(self) -> int:
        return self._rows.line

    def __iter__(self) -> Iterator[list[str]]:
        return self

    def __next__(self) -> list[str]:
        try:
            row = next(self._rows)
        except SwallowedError as error:
            self.broken = True
            log_swallowed(self._log, self._file, error.lines)
            raise StopIteration from None
        self._rows.width = self._rows.width or len(row)
        return [restored(cell) for cell in row] if self._restores else row


def log_swallowed(log: ProblemLog, file: str, lines: Swallowed) -> None:
    """Log lines that are no row, in a table that is read to its end or not at all."""
    log.add(
        file, lines.first, "",
        f"the row that begins on this line is not CSV ({lines.says}); the rest of the file was not read",
        rule="a cell with a comma, quote or line break stands in double quotes, quotes inside doubled",
        next_step="look for a quote that is opened and not closed on this line",
    )  # fmt: skip


def _delimiter(text: str, schema: TableSchema, log: ProblemLog, file: str) -> str:
    """The character between cells: a comma, or another when only that one gives known column names."""
    line = (text[:10_000].lstrip("\r\n").splitlines() or [""])[0]
    if "," in line:
        return ","
    for mark, words in DELIMITERS.items():
        if mark not in line:
            continue
        known = set(schema.names) & {cell.strip().strip('"') for cell in line.split(mark)}
        certain = len(known) >= 2
        log.add(
            file, 1, "", f"cells are separated by {words}" + ("; the file was read that way" if certain else ""),
            rule="cells are separated by commas",
            next_step="save the file again as CSV with commas (in LibreOffice: field delimiter “,”)", value=mark,
            severity="warning" if certain else "error",
        )  # fmt: skip
        return mark if certain else ","
    return ","


def _header_is_usable(header: list[str], log: ProblemLog, file: str) -> bool:
    rule = "every column has one name of its own on the first line"
    before = len(log.problems())
    if len(header) > TABLE_COLUMNS:
        log.add(
            file, 1, "", f"the header has {len(header):,} columns",
            rule=f"a table has at most {TABLE_COLUMNS} columns", next_step="remove the columns that are not needed",
            value=len(header),
        )  # fmt: skip
        return False
    seen: set[str] = set()
    for number, name in enumerate(header, start=1):
        if not name.strip():
            log.add(
                file, 1, "", f"column {number} has no name", rule=rule,
                next_step="name the column, or delete it if it is empty", value=name,
            )  # fmt: skip
        elif name in seen:
            log.add(
                file, 1, name, f"the column {shown(name)} appears twice", rule=rule,
                next_step="rename or delete one of the two", value=name,
            )  # fmt: skip
        seen.add(name)
    return len(log.problems()) == before


class _Shared(dict[str, str]):
    """One object for equal texts, as long as texts do repeat."""

    def __missing__(self, text: str) -> str:
        self[text] = text
        return text


def _columns(rows: _Rows, header: list[str], name: str, log: ProblemLog, file: str) -> Table:
    columns: list[list[str]] = [[] for _ in header]
    shared: list[_Shared | None] = [_Shared() for _ in header]
    lines: array[int] = array("q")
    for chunk in _chunks(_whole_rows(rows, len(header), lines, log, file)):
        for number, cells in enumerate(zip(*chunk, strict=True)):
            memo = shared[number]
            columns[number].extend(cells if memo is None else map(memo.__getitem__, cells))
            if memo is not None and len(memo) * 2 > max(len(columns[number]), _SHARING_TRIAL):
                shared[number] = None  # a column of unlike texts: sharing saves nothing
    return Table(name=name, file=file, columns=dict(zip(header, columns, strict=True)), lines=lines)


def _chunks(rows: Iterator[list[str]]) -> Iterator[list[list[str]]]:
    while chunk := list(islice(rows, _CHUNK)):
        yield chunk


def _whole_rows(
    rows: _Rows, width: int, lines: array[int], log: ProblemLog, file: str
) -> Iterator[list[str]]:
    """Rows as wide as the header, each line number appended to ``lines``; others are logged and left out."""
    most = min(TABLE_ROWS, TABLE_CELLS // width)
    for row in rows:
        if len(row) != width:
            _log_ragged(row, width, rows.line, log, file)
            continue
        if not any(row):
            log.warn(
                file, rows.line, "", "the row is empty; it was left out", rule="a row states at least one fact",
                next_step="delete the line",
            )  # fmt: skip
            continue
        if len(lines) >= most:
            log.add(
                file, rows.line, "", f"the table has more than {most:,} rows; this row and the rest were not read",
                rule=f"a table has at most {TABLE_ROWS:,} rows and {TABLE_CELLS:,} cells", next_step="split the case",
            )  # fmt: skip
            return
        lines.append(rows.line)
        yield row


def _log_ragged(row: list[str], width: int, line: int, log: ProblemLog, file: str) -> None:
    fault, hint = (
        ("too many", "put cells that contain a comma in double quotes")
        if len(row) > width
        else ("too few", "add the missing commas")
    )
    log.add(
        file, line, "",
        f"the row has {len(row)} cells, {fault} for a header of {width}; it begins with {shown(row[0])}",
        rule="every row has as many cells as the header", next_step=hint, value=len(row),
    )  # fmt: skip
