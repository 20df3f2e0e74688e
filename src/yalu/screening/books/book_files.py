"""Reading a book of parties: CSV, XLSX, JSON lines or Parquet, row by row, whoever made it.

A row is never lost: one that cannot be read, or whose letters are a guess, comes out with what is
wrong, and keeps its number.
"""

from __future__ import annotations

import csv
import hashlib
import itertools
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, BinaryIO, TypeVar

import msgspec

from yalu.documents.files.limits import BOOK_CELL, BOOK_COLUMNS, BOOK_ROWS, LOG_LINE
from yalu.documents.files.user_files import open_user_file
from yalu.documents.problems import DocumentError, visible
from yalu.documents.tables.csv_rows import CsvRows, Swallowed, SwallowedError, delimiter_of, text_lines
from yalu.documents.tables.workbooks import check_workbook, other_sheets
from yalu.documents.text.text_encoding import UTF8, encoding_of, stated_encoding
from yalu.screening.books.records import BookRow, refuse
from yalu.screening.books.rows import meaning

_BLOCK = 1024 * 1024
_TITLES = 12  # rows looked at for the header
_HEADER = 2  # cells that say what a column is; one may stand in a title or in a name
_LONG_GAP = 50  # empty rows; fewer keep a line each, as a person left them


_Line = TypeVar("_Line", str, BookRow)


def _cells_by(line: str, header: str) -> list[str]:
    return next(csv.reader([line[:BOOK_CELL]], delimiter=delimiter_of(header)), [])[: BOOK_COLUMNS + 1]


def _filled(cells: Sequence[str]) -> int:
    return sum(bool(cell.strip()) for cell in cells)


class Book:
    """A book opened: its kind, the hash of its bytes, its header and its rows (once, front to back).

    ``encoding`` is what the user says a CSV file is in; "" lets the file decide. Raises DocumentError.
    """

    def __init__(self, path: str | Path, encoding: str = "") -> None:
        self.path = Path(path)
        kinds: dict[str, Callable[[], Iterator[BookRow]]] = {
            ".csv": self._csv, ".tsv": self._csv, ".txt": self._csv, ".xlsx": self._xlsx, ".jsonl": self._jsonl,
            ".ndjson": self._jsonl, ".parquet": self._parquet,
        }  # fmt: skip
        kind = self.path.suffix.lower()
        if kind not in kinds:
            raise refuse(self.path.name, f"files that end in {self.path.suffix or 'nothing'} are not read",
                         "a book is CSV, XLSX, JSONL or Parquet", "save it as one of these")  # fmt: skip
        with self._opened() as stream:
            self.sha256 = _hash(stream)
            text = kinds[kind] == self._csv
            self.encoding = stated_encoding(encoding) if encoding else encoding_of(stream) if text else UTF8
        self.header: tuple[str, ...] = ()
        self.sheets_left: tuple[str, ...] = ()
        self.titles = ""  # what stands above the header
        rows = kinds[kind]()
        self._rows = _without_gaps(self._below_titles(rows) if kind == ".xlsx" else rows)
        first = next(self._rows, None)
        if first is None:
            raise refuse(
                self.path.name, "the file has no rows", "the first row names the columns", "add a header and rows",
            )  # fmt: skip
        if first.fault:
            raise refuse(
                self.path.name, first.fault, "the first row names the columns", "correct the first row",
                row=first.number,
            )  # fmt: skip
        self.header, self.first = first.cells, first
        if len(self.header) > BOOK_COLUMNS:
            raise refuse(self.path.name, f"the header has {len(self.header):,} columns", f"a book has at most {BOOK_COLUMNS}",
                         "check the separator, or leave out columns that are not of the party")  # fmt: skip

    @property
    def notes(self) -> tuple[str, ...]:
        """What there is to say of the file as a whole."""
        left = ", ".join(visible(name) for name in self.sheets_left)
        sheets = (
            f"only the first sheet was screened; not read: {left} (save each as a file of its own)"
            if left
            else ""
        )
        return tuple(filter(None, (self.encoding.note, sheets, self.titles)))

    def rows(self) -> Iterator[BookRow]:
        """Every row below the header; empty rows in a row are one. Raises DocumentError past the limit of rows."""
        for count, row in enumerate(self._rows, start=1):
            if count > BOOK_ROWS:
                raise refuse(self.path.name, f"the book has more than {BOOK_ROWS:,} rows", f"a book has at most {BOOK_ROWS:,} rows",
                             "split it", row=row.number)  # fmt: skip
            yield row

    def _opened(self) -> BinaryIO:
        return open_user_file(self.path, kind="book")

    def _csv(self) -> Iterator[BookRow]:
        if not self.encoding.codec:
            raise refuse(self.path.name, f"the file is not UTF-8; its encoding is {self.encoding.words}",
                         "a book is text in a known encoding", "save it as CSV UTF-8, or say which it is with --encoding")  # fmt: skip
        with self._opened() as stream:
            lines = text_lines(stream, self.encoding.codec, errors="replace")
            head = list(itertools.islice(lines, _TITLES)) or [""]
            cut = next((place for place, line in enumerate(head) if line.count('"') % 2), len(head))
            above = self._titles(head[: cut + 1], _cells_by)  # the rest of a row that goes on is no row
            mark = delimiter_of(head[above])
            rows = CsvRows(itertools.chain(head[above:], lines), delimiter=mark, strict=False, blank=True)
            rows.last = above
            while True:
                try:
                    cells = next(rows, None)
                except SwallowedError as error:
                    yield from _swallowed(error.lines, mark)
                    continue
                if cells is None:
                    return
                rows.width = rows.width or len(cells)
                yield self._row(rows.line, cells, rows.width)

    def _titles(self, head: Sequence[_Line], cells_by: Callable[[_Line, _Line], Sequence[str]]) -> int:
        """How many rows stand above the header: titles, merged groups of columns, the day of the export.

        ``cells_by`` are the cells of a row, parted as another row is. Every row above has fewer: what fills as many
        columns is no title, and may be a party.
        """
        rows = [cells_by(line, line) for line in head]
        known = [sum(meaning(cell) is not None for cell in cells) for cells in rows]
        better = (
            place
            for place, count in enumerate(known)
            if count >= _HEADER
            and count > known[0]
            and all(_filled(cells_by(line, head[place])) < _filled(rows[place]) for line in head[:place])
        )
        above = next(better, 0)
        said = ", ".join(visible(cell) for cells in rows[:above] for cell in cells if cell.strip())
        self.titles = f"above the header and not screened: {said}" if said else ""
        return above

    def _below_titles(self, rows: Iterator[BookRow]) -> Iterator[BookRow]:
        head = list(itertools.islice(rows, _TITLES))
        yield from head[self._titles(head, lambda row, _: row.cells) :]
        yield from rows

    def _row(self, number: int, cells: list[str], width: int) -> BookRow:
        odd = []
        if any("\0" in cell for cell in cells):
            odd.append(f"line {number} holds NUL bytes, which were left out")
            cells = [cell.replace("\0", "") for cell in cells]
        foreign = not self.encoding.stated and not all(cell.isascii() for cell in cells)
        if foreign:
            odd.append(self.encoding.note)
        return BookRow(
            number,
            tuple(cells),
            tuple(odd),
            fault=_ragged(cells, width),
            doubt=f"{self.encoding.note}: save it as CSV UTF-8, or say which it is with --encoding"
            if foreign and not self.encoding.sure
            else "",
        )

    def _xlsx(self) -> Iterator[BookRow]:
        from openpyxl import load_workbook  # noqa: PLC0415 - heavy, loaded when a workbook comes

        check_workbook(self.path)
        try:
            workbook = load_workbook(self.path, read_only=True, data_only=False)
            self.sheets_left = other_sheets(workbook)
            sheet = workbook.worksheets[0]
            sheet.reset_dimensions()  # files lie about their size
            gap: object = None  # what the reader gives, again and again, for rows that the file leaves out
            for number, row in enumerate(sheet.iter_rows(max_col=BOOK_COLUMNS + 1), start=1):
                if row is gap:
                    yield BookRow(number, ())
                    continue
                formulas = tuple(
                    place for place, cell in enumerate(row) if getattr(cell, "data_type", "") == "f"
                )
                cells = _trimmed([_text(cell.value) for cell in row])
                gap = row if not cells else gap
                yield BookRow(number, cells, (), formulas)
        except DocumentError:
            raise
        except Exception as error:
            raise refuse(self.path.name, f"the workbook cannot be read ({type(error).__name__}: {visible(str(error))})",
                         "a book is a workbook that Excel or LibreOffice opens",
                         "save it again as .xlsx or as CSV UTF-8") from error  # fmt: skip

    def _jsonl(self) -> Iterator[BookRow]:
        header: dict[str, int] = {}
        for _, raw in zip(range(200), self._objects(), strict=False):
            for name in raw[1]:
                header.setdefault(name, len(header))
        yield BookRow(0, tuple(header))
        for number, record, fault in self._objects():
            late = [name for name in record if name not in header]
            notes = [f"keys not read: {visible(', '.join(late))}"] if late else []
            yield BookRow(number, tuple(record.get(name, "") for name in header), tuple(notes), fault=fault)

    def _objects(self) -> Iterator[tuple[int, dict[str, str], str]]:
        with self._opened() as stream:
            number = 0
            while raw := stream.readline(LOG_LINE):
                number += 1
                if not raw.strip():
                    continue
                try:
                    found = msgspec.json.decode(raw)
                except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
                    yield number, {}, f"not JSON: {visible(str(error))}"
                    continue
                if not isinstance(found, dict):
                    yield number, {}, "the line is no JSON object"
                    continue
                yield number, _flat(found), ""

    def _parquet(self) -> Iterator[BookRow]:
        from pyarrow import ArrowException, parquet  # noqa: PLC0415 - heavy, loaded when used

        try:
            with self._opened() as stream, parquet.ParquetFile(stream) as file:
                yield BookRow(0, tuple(file.schema_arrow.names))
                number = 0
                for batch in file.iter_batches(batch_size=2000):
                    for cells in zip(*(column.to_pylist() for column in batch.columns), strict=True):
                        number += 1
                        yield BookRow(number, tuple(_text(cell) for cell in cells))
        except (ArrowException, OSError, ValueError) as error:
            raise refuse(self.path.name, f"the file is no Parquet that can be read ({visible(str(error))})",
                         "a Parquet file is whole", "write it again") from error  # fmt: skip


def _hash(stream: BinaryIO) -> str:
    digest = hashlib.sha256()
    while block := stream.read(_BLOCK):
        digest.update(block)
    return digest.hexdigest()


def _without_gaps(rows: Iterator[BookRow]) -> Iterator[BookRow]:
    """The rows from the first that is not empty to the last; a long run of empty ones is one row that says so.

    A sheet with one stray cell at its end has a million empty rows above it.
    """
    started, first, last = False, 0, 0
    for row in rows:
        if not row.fault and not any(cell.strip() for cell in row.cells):
            first, last = (first or row.number, row.number) if started else (0, 0)
            continue
        if first and last - first < _LONG_GAP:
            yield from (BookRow(number, (), fault="the row is empty") for number in range(first, last + 1))
        elif first:
            yield BookRow(first, (), fault=f"rows {first:,} to {last:,} are empty")
        started, first = True, 0
        yield row


def _swallowed(lines: Swallowed, mark: str) -> Iterator[BookRow]:
    """Every line of a row that is none, as a row of its own that cannot be asked for."""
    for number, text in enumerate(lines.texts, start=lines.first):
        cells = tuple(cell[:BOOK_CELL] for cell in text.split(mark)[:BOOK_COLUMNS])
        yield BookRow(number, cells, fault=f"{lines.place}: {lines.says}")


def _ragged(cells: list[str], width: int) -> str:
    """Why a row that is not as wide as the header cannot be believed, or ""."""
    if not any(cell.strip() for cell in cells):
        return ""
    if len(cells) < width:
        return f"the row has {len(cells)} cells, the header {width}; cells may have moved"
    if any(cell.strip() for cell in cells[width:]):
        return (
            f"the row has {len(cells)} cells, the header {width}; a cell with a separator may lack its quotes"
        )
    if any(len(cell) > BOOK_CELL for cell in cells):
        return f"a cell is longer than {BOOK_CELL:,} characters"
    return ""


def _trimmed(cells: list[str]) -> tuple[str, ...]:
    """Cells without the empty ones at the end, which a sheet has as many of as its widest row asks for."""
    while cells and not cells[-1]:
        cells.pop()
    return tuple(cells)


def _text(value: Any) -> str:
    """A typed cell as a person would have written it."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if hasattr(value, "isoformat"):
        return str(value.isoformat())[:10]
    if isinstance(value, list | tuple):
        return "; ".join(_text(item) for item in value)
    return str(value)[:BOOK_CELL]


def _flat(record: dict[str, Any]) -> dict[str, str]:
    """A record as flat text; the properties of a FollowTheMoney entity come up to the top."""
    found: dict[str, str] = {}
    for key, value in record.items():
        if key == "properties" and isinstance(value, dict):
            found |= {name: _text(held) for name, held in value.items()}
        elif not isinstance(value, dict):
            found[key] = _text(value)
    return found
