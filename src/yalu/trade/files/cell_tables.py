"""Workbooks, Parquet files and saved answers of the Comtrade API as sources of rows."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from itertools import chain, islice
from pathlib import Path
from typing import Any

import msgspec

from yalu.documents.files.limits import TRADE_COLUMNS
from yalu.documents.problems import DocumentError, ProblemLog, shown, visible
from yalu.trade.files.file_opening import OpenedFile, check_workbook, refuse
from yalu.trade.files.layouts.header_lines import LOOK, header_place, report_header
from yalu.trade.files.layouts.layouts import FileLayout
from yalu.trade.files.row_sources import CHUNK, Chunk, Ragged, cell_text, chunk_of

MAX_JSON = 512 * 1024 * 1024
MAX_ROWS = 1_048_576  # the last row of a sheet in Excel


class Workbook:
    """One sheet of an XLSX file, values only: what a formula last gave is read, the formula never runs."""

    kind = "XLSX"

    def __init__(self, path: Path, mapping: FileLayout, log: ProblemLog) -> None:
        check_workbook(path)
        self._file, self._line = path.name, 1
        with self._whole():
            import openpyxl  # noqa: PLC0415 - heavy, loaded when used

            self._book = openpyxl.load_workbook(path, read_only=True, data_only=True, keep_links=False)
        try:
            with self._whole():
                sheet = self._sheet(mapping.sheet, log)
                self._count = max(sheet.max_row or 1, 1)
                sheet.reset_dimensions()  # some exports state fewer rows than they have; those would be lost
                rows = sheet.iter_rows()
                first = list(islice(rows, LOOK))
                texts = [[_cell(cell).strip() for cell in row] for row in first]
                place = header_place(texts, mapping)
                report_header(path.name, place, log)
                self.header = tuple(texts[place]) if texts else ()
                self.above = tuple(" ".join(filter(None, row)) for row in texts[:place])
                self._rows, self._line = chain(first[place + 1 :], rows), place + 1
                _report_formulas(path, log)
            while self.header and not self.header[-1]:
                self.header = self.header[:-1]
            if len(self.header) > TRADE_COLUMNS:
                refuse(path.name, f"the header has {len(self.header):,} columns", f"a table has at most {TRADE_COLUMNS}",
                       "give the sheet that holds the table")  # fmt: skip
        except DocumentError:
            self._book.close()
            raise

    @contextmanager
    def _whole(self) -> Iterator[None]:
        """Tell damage at the row it was met. openpyxl answers it with whatever its parts raise."""
        try:
            yield
        except (DocumentError, MemoryError):
            raise
        except Exception as error:
            below = f" below row {self._line:,}" if self._line > 1 else ""
            words = visible(" ".join(str(error).split()))
            refuse(
                self._file, f"the workbook cannot be read{below} ({type(error).__name__}: {words})",
                "an XLSX file is a whole workbook", "save it again as XLSX or CSV",
                row=self._line if self._line > 1 else 0,
            )  # fmt: skip

    def _sheet(self, wanted: str, log: ProblemLog) -> Any:
        names = self._book.sheetnames
        if not names:
            refuse(
                self._file, "the workbook has no sheet", "a workbook has a sheet", "save it again as XLSX or CSV",
            )  # fmt: skip
        if wanted and wanted not in names:
            refuse(
                self._file, f"there is no sheet {shown(wanted)}; there are {', '.join(names)}",
                "the mapping names a sheet of the workbook", "correct sheet in the mapping",
            )  # fmt: skip
        if len(names) > 1 and not wanted:
            log.warn(self._file, 0, "", f"only the first of {len(names)} sheets was read: {shown(names[0])}",
                     rule="one sheet is one table", next_step="name another sheet in a mapping")  # fmt: skip
        sheet = self._book[wanted or names[0]]
        if not hasattr(sheet, "iter_rows"):
            refuse(self._file, f"the sheet {shown(sheet.title)} is a chart", "a sheet with a table is read",
                   "name the sheet with the table in a mapping")  # fmt: skip
        return sheet

    @property
    def done(self) -> float:
        """How far along the rows of the sheet."""
        return min(1.0, self._line / self._count)

    def close(self) -> None:
        """Release the file."""
        self._book.close()

    def chunks(self, wanted: Sequence[int]) -> Iterator[Chunk]:
        """The rows below the headings."""
        width, rows, lines = len(self.header), [], []
        with self._whole():
            for cells in self._rows:
                self._line += 1
                if self._line > MAX_ROWS:
                    # openpyxl makes every row up to a number that the file only claims.
                    refuse(self._file, f"the sheet claims more than {MAX_ROWS:,} rows", f"a sheet has at most {MAX_ROWS:,} rows",
                           "save the table as CSV", row=self._line)  # fmt: skip
                row = [_cell(cell) for cell in cells[:width]]
                row += [""] * (width - len(row))
                if not any(row):
                    continue
                rows.append(row)
                lines.append(self._line)
                if len(rows) >= CHUNK:
                    yield chunk_of(rows, lines, wanted, [])
                    rows, lines = [], []
        yield chunk_of(rows, lines, wanted, [])


def _cell(cell: Any) -> str:
    value = cell.value
    if isinstance(value, datetime):
        # A month shown as "Jan-17" is stored as the first of January; the format tells it from a day.
        as_month = value.day == 1 and "d" not in str(cell.number_format).lower().replace("red]", "")
        return f"{value:%Y-%m}" if as_month else f"{value:%Y-%m-%d}"
    return cell_text(value)


def _report_formulas(path: Path, log: ProblemLog) -> None:
    with zipfile.ZipFile(path) as archive:
        for info in archive.infolist():
            if info.filename.startswith("xl/worksheets/") and _holds(archive, info, b"<f"):
                log.warn(
                    path.name, 0, "", "the workbook has formulas; the values they last gave were read",
                    rule="values are read, formulas never run",
                    next_step="save the workbook after it has been calculated",
                )  # fmt: skip
                return


def _holds(archive: zipfile.ZipFile, info: zipfile.ZipInfo, sign: bytes) -> bool:
    tail = b""
    with archive.open(info) as stream:
        while block := stream.read(1 << 20):
            text = tail + block
            if sign + b">" in text or sign + b" " in text:
                return True
            tail = block[-4:]
    return False


class Columnar:
    """A Parquet file, batch by batch. Row numbers count from 1: there are no lines."""

    kind = "Parquet"
    above: tuple[str, ...] = ()

    def __init__(self, path: Path) -> None:
        import pyarrow  # noqa: PLC0415
        from pyarrow import parquet  # noqa: PLC0415

        try:
            self._file = parquet.ParquetFile(path)
        except (pyarrow.ArrowException, OSError) as error:
            refuse(
                path.name, f"the Parquet file is cut off or damaged ({error})", "a Parquet file is whole",
                "fetch the file again",
            )  # fmt: skip
        self._name, self._seen = path.name, 0
        self.header = tuple(self._file.schema_arrow.names)
        self._count = max(1, int(self._file.metadata.num_rows))

    @property
    def done(self) -> float:
        """How far along the rows."""
        return min(1.0, self._seen / self._count)

    def close(self) -> None:
        """Release the file."""
        self._file.close()

    def chunks(self, wanted: Sequence[int]) -> Iterator[Chunk]:
        """The rows with the wanted columns."""
        import pyarrow  # noqa: PLC0415

        try:
            for batch in self._file.iter_batches(batch_size=CHUNK):
                # Unwanted columns are read too: rows may differ in them alone, and are then no duplicates.
                columns = [_texts(column) for column in batch.columns]
                whole = [hash(row) for row in zip(*columns, strict=True)]
                lines = list(range(self._seen + 1, self._seen + batch.num_rows + 1))
                self._seen += batch.num_rows
                yield Chunk([columns[place] for place in wanted], lines, whole)
        except (pyarrow.ArrowException, OSError, ValueError, OverflowError) as error:
            # ValueError and OverflowError: a text that is not UTF-8, a date beyond the year 9999.
            refuse(
                self._name, f"the Parquet file is damaged after row {self._seen:,} ({error})",
                "a Parquet file is whole", "fetch the file again",
            )  # fmt: skip


def _texts(column: Any) -> list[str]:
    """A column of any plain type as texts; Arrow casts whole columns, nested ones go cell by cell."""
    import pyarrow  # noqa: PLC0415

    try:
        if pyarrow.types.is_dictionary(column.type):
            column = column.dictionary_decode()
        texts: list[str] = column.cast(pyarrow.string()).fill_null("").to_pylist()
    except (pyarrow.ArrowNotImplementedError, pyarrow.ArrowInvalid):
        return [cell_text(value) for value in column.to_pylist()]
    return texts


def _first_line_not_utf8(data: bytes) -> int:
    for line, text in enumerate(data.split(b"\n"), start=1):
        try:
            text.decode()
        except UnicodeDecodeError:
            return line
    return 0


def _rows_of(value: object) -> object:
    """The rows of an answer: under ``data`` (Comtrade), ``dataset`` (its first API), ``value`` (OData), or the answer itself.

    Where rows are lists the first names the columns, as the United States' census writes them.
    """
    rows = (
        next((value[name] for name in ("data", "dataset", "value") if name in value), None)
        if isinstance(value, dict)
        else value
    )
    if isinstance(rows, list) and rows and all(isinstance(row, list) for row in rows):
        names = [cell_text(name) for name in rows[0]]
        return [dict(zip(names, row, strict=True)) if len(row) == len(names) else {} for row in rows[1:]]
    return rows


class ComtradeAnswer:
    """A saved answer of the Comtrade API or its like: JSON with the rows in a list. Row numbers count from 1."""

    kind = "JSON"
    above: tuple[str, ...] = ()

    def __init__(self, opened: OpenedFile) -> None:
        file = opened.path.name
        data = opened.stream.read(MAX_JSON + 1)
        if len(data) > MAX_JSON:
            refuse(
                file, f"the answer is larger than {MAX_JSON:,} bytes", "an answer of the API is read whole",
                "fetch fewer periods or goods at once, or use CSV",
            )  # fmt: skip
        try:
            value = msgspec.json.decode(data)
        except UnicodeDecodeError:
            line = _first_line_not_utf8(data)
            refuse(
                file, "the text is not UTF-8", "JSON is UTF-8", "fetch it again, or save it as UTF-8", row=line,
            )  # fmt: skip
        except (msgspec.DecodeError, RecursionError) as error:
            refuse(
                file, f"the file is not whole JSON ({error})", "an answer of the API is one JSON object",
                "fetch it again; it may be cut off",
            )  # fmt: skip
        rows = _rows_of(value)
        said = value.get("error") or value.get("message") if isinstance(value, dict) else ""
        numbers = isinstance(rows, list) and rows and not any(isinstance(row, dict) for row in rows)
        if not isinstance(rows, list) or numbers or said:  # JSON-stat has bare numbers under “value”
            refuse(
                file, f"the answer holds no rows{f' and says: {shown(said)}' if said else ''}",
                "rows stand in a list, alone or under “data”, “dataset” or “value”", "ask the API again",
            )  # fmt: skip
        self._rows: list[dict[str, object]] = [row if isinstance(row, dict) else {} for row in rows]
        self.header = tuple(dict.fromkeys(name for row in self._rows for name in row))
        self._seen = 0

    @property
    def done(self) -> float:
        """How far along the rows."""
        return min(1.0, self._seen / max(1, len(self._rows)))

    def close(self) -> None:
        """Release the rows."""
        self._rows = []

    def chunks(self, wanted: Sequence[int]) -> Iterator[Chunk]:
        """The rows; one that is no object counts as ragged."""
        for start in range(0, max(1, len(self._rows)), CHUNK):
            part = self._rows[start : start + CHUNK]
            good = [(n, row) for n, row in enumerate(part, start=start + 1) if row]
            ragged = [Ragged(n, 0, "") for n, row in enumerate(part, start=start + 1) if not row]
            self._seen = start + len(part)
            texts = [[cell_text(row.get(name)) for name in self.header] for _, row in good]
            yield chunk_of(texts, [n for n, _ in good], wanted, ragged)
