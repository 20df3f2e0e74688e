"""Reading a book of parties: CSV, XLSX, JSON lines or Parquet, row by row, whoever made it.

A row is never lost: one that cannot be read comes out with what is wrong told, and keeps its number.
"""

from __future__ import annotations

import csv
import hashlib
import itertools
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import msgspec

from yalu.documents.problems import DocumentError, visible
from yalu.documents.text_encoding import likely_encoding
from yalu.screening.batch.records import BookRow, refuse

MAX_BYTES = 2 * 1024**3
MAX_WORKBOOK = 512 * 1024**2
MAX_CELL = 100_000
MAX_COLUMNS = 300
_MARKS = ",;\t|"
_BLOCK = 1024 * 1024
_BOMS = ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))


class Book:
    """A book opened: its kind, the hash of its bytes, its header and its rows (once, front to back)."""

    def __init__(self, path: str | Path) -> None:
        self.path = Path(path)
        kinds: dict[str, Callable[[], Iterator[BookRow]]] = {
            ".csv": self._csv,
            ".tsv": self._csv,
            ".txt": self._csv,
            ".xlsx": self._xlsx,
            ".jsonl": self._jsonl,
            ".ndjson": self._jsonl,
            ".parquet": self._parquet,
        }
        if self.path.suffix.lower() not in kinds:
            raise refuse(self.path.name, f"files that end in {self.path.suffix or 'nothing'} are not read",
                         "a book is CSV, XLSX, JSONL or Parquet", "save it as one of these")  # fmt: skip
        self.sha256 = _hash(self.path)
        self.header: tuple[str, ...] = ()
        self._rows = kinds[self.path.suffix.lower()]()
        first = next(self._rows, None)
        if first is None:
            raise refuse(
                self.path.name,
                "the file has no rows",
                "the first row names the columns",
                "add a header and rows",
            )
        self.header = first.cells
        if len(self.header) > MAX_COLUMNS:
            raise refuse(self.path.name, f"the header has {len(self.header):,} columns", f"a book has at most {MAX_COLUMNS}",
                         "check the separator, or leave out columns that are not of the party")  # fmt: skip

    def rows(self) -> Iterator[BookRow]:
        """Every row below the header, empty ones too."""
        return self._rows

    def _csv(self) -> Iterator[BookRow]:
        odd: dict[int, str] = {}
        with self.path.open("rb") as stream:
            bom = stream.read(2)
            wide = next((name for mark, name in _BOMS if bom == mark), "")
        lines = _wide_lines(self.path, wide) if wide else _lines(self.path, odd)
        first = next(lines, "")
        mark = max(_MARKS, key=first.count)
        csv.field_size_limit(16 * 1024 * 1024)
        reader = csv.reader(itertools.chain([first], lines), delimiter=mark)
        begins = 1
        while True:
            try:
                cells = next(reader, None)
            except csv.Error as error:
                yield BookRow(begins, (), (f"not CSV: {error}",))
                begins = reader.line_num + 1
                continue
            if cells is None:
                return
            told = [odd.pop(n) for n in range(begins, reader.line_num + 1) if n in odd]
            if reader.line_num - begins > 20:
                told.append(
                    f"the row runs over {reader.line_num - begins + 1} lines; a quote may be left open"
                )
            yield BookRow(begins, tuple(cells), tuple(told))
            begins = reader.line_num + 1

    def _xlsx(self) -> Iterator[BookRow]:
        from openpyxl import load_workbook  # noqa: PLC0415 - heavy, loaded when a workbook comes

        _check_zip(self.path)
        try:
            workbook = load_workbook(self.path, read_only=True, data_only=False)
            sheet = workbook.worksheets[0]
            sheet.reset_dimensions()  # files lie about their size
            for number, row in enumerate(sheet.iter_rows(max_col=MAX_COLUMNS), start=1):
                formulas = tuple(
                    place for place, cell in enumerate(row) if getattr(cell, "data_type", "") == "f"
                )
                yield BookRow(number, tuple(_text(cell.value) for cell in row), (), formulas)
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
        for number, record, told in self._objects():
            late = [name for name in record if name not in header]
            notes = [*told, *([f"keys not read: {visible(', '.join(late))}"] if late else [])]
            yield BookRow(number, tuple(record.get(name, "") for name in header), tuple(notes))

    def _objects(self) -> Iterator[tuple[int, dict[str, str], tuple[str, ...]]]:
        with self.path.open("rb") as stream:
            number = 0
            while raw := stream.readline(MAX_WORKBOOK):
                number += 1
                if not raw.strip():
                    continue
                try:
                    found = msgspec.json.decode(raw)
                except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
                    yield number, {}, (f"not JSON: {visible(str(error))}",)
                    continue
                if not isinstance(found, dict):
                    yield number, {}, ("the line is no JSON object",)
                    continue
                yield number, _flat(found), ()

    def _parquet(self) -> Iterator[BookRow]:
        from pyarrow import ArrowException, parquet  # noqa: PLC0415 - heavy, loaded when used

        try:
            with parquet.ParquetFile(self.path) as file:
                yield BookRow(0, tuple(file.schema_arrow.names))
                number = 0
                for batch in file.iter_batches(batch_size=2000):
                    for cells in zip(*(column.to_pylist() for column in batch.columns), strict=True):
                        number += 1
                        yield BookRow(number, tuple(_text(cell) for cell in cells))
        except (ArrowException, OSError, ValueError) as error:
            raise refuse(self.path.name, f"the file is no Parquet that can be read ({visible(str(error))})",
                         "a Parquet file is whole", "write it again") from error  # fmt: skip


def _hash(path: Path) -> str:
    digest, size = hashlib.sha256(), 0
    try:
        with path.open("rb") as stream:
            while block := stream.read(_BLOCK):
                digest.update(block)
                size += len(block)
                if size > MAX_BYTES:
                    raise refuse(path.name, f"the file has more than {MAX_BYTES:,} bytes", "a book is at most 2 GB",
                                 "split it")  # fmt: skip
    except OSError as error:
        raise refuse(path.name, f"the file cannot be opened: {error.strerror}", "a book is an ordinary file that can be read",
                     "check the path and your permission") from error  # fmt: skip
    return digest.hexdigest()


def _lines(path: Path, odd: dict[int, str]) -> Iterator[str]:
    """Lines of a file that should be UTF-8; a line that is not is read as what it looks like, and told."""
    with path.open("rb") as stream:
        number = 0
        while raw := stream.readline(_BLOCK * 16):
            number += 1
            if number == 1:
                raw = raw.removeprefix(b"\xef\xbb\xbf")
            try:
                text = raw.decode("utf-8")
            except UnicodeDecodeError:
                text = _guessed(raw, number, odd)
            if "\0" in text:
                odd[number] = f"line {number} holds NUL bytes, which were left out"
                text = text.replace("\0", "")
            yield text


def _guessed(raw: bytes, number: int, odd: dict[int, str]) -> str:
    said = likely_encoding(raw)
    encoding = "cp949" if "CP949" in said else "gb18030" if "GB18030" in said else "cp1252"
    odd[number] = f"line {number} is not UTF-8; it was read as {encoding}: check the name"
    return raw.decode(encoding, errors="replace")


def _wide_lines(path: Path, encoding: str) -> Iterator[str]:
    with path.open(encoding=encoding, errors="replace", newline="") as stream:
        for number, line in enumerate(stream):
            yield line.removeprefix("\ufeff") if number == 0 else line


def _check_zip(path: Path) -> None:
    try:
        with zipfile.ZipFile(path) as archive:
            size = sum(info.file_size for info in archive.infolist())
    except (zipfile.BadZipFile, OSError, ValueError) as error:
        raise refuse(path.name, f"the file is no workbook ({visible(str(error))})", "an .xlsx file is a workbook of Excel 2007 or later",
                     "save it again as .xlsx or as CSV UTF-8") from error  # fmt: skip
    if size > MAX_WORKBOOK:
        raise refuse(path.name, f"the workbook unpacks to {size:,} bytes", f"a workbook unpacks to at most {MAX_WORKBOOK:,} bytes",
                     "save it as CSV UTF-8")  # fmt: skip


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
    return str(value)[:MAX_CELL]


def _flat(record: dict[str, Any]) -> dict[str, str]:
    """A record as flat text; the properties of a FollowTheMoney entity come up to the top."""
    found: dict[str, str] = {}
    for key, value in record.items():
        if key == "properties" and isinstance(value, dict):
            found |= {name: _text(held) for name, held in value.items()}
        elif not isinstance(value, dict):
            found[key] = _text(value)
    return found
