"""CSV and its relatives, line by line: the separator and the header line are found, not assumed."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from typing import NoReturn

from yalu.documents.files.limits import CSV_LINE, TRADE_COLUMNS
from yalu.documents.problems import ProblemLog
from yalu.documents.tables.csv_rows import DELIMITERS, CsvRows, SwallowedError
from yalu.trade.files.file_opening import OpenedFile, codec_of, refuse
from yalu.trade.files.layouts.header_lines import LOOK, names_of, report_header
from yalu.trade.files.layouts.layouts import FileLayout, plain_name
from yalu.trade.files.row_sources import CHUNK, Chunk, Ragged, chunk_of

_SAMPLE = 1024 * 1024


class Delimited:
    """A CSV file as a source of rows. Raises TradeError when no line of it looks like a header."""

    kind = "CSV"

    def __init__(self, opened: OpenedFile, mapping: FileLayout, log: ProblemLog) -> None:
        self._opened, self._file, self._log = opened, opened.path.name, log
        buffered = opened.stream
        sample = buffered.peek(_SAMPLE)[:_SAMPLE]
        if len(sample) < _SAMPLE:  # a pipe or a small buffer shows only its first block
            sample = sample[: max(0, sample.rfind(b"\n") + 1)] or sample
        encoding = mapping.encoding or codec_of(sample, log, self._file)
        if b"\0" in sample and not encoding.startswith("utf-16"):
            refuse(
                self._file, "the file holds NUL bytes and is no text", "a CSV file is text",
                "give the original table",
            )  # fmt: skip
        self._text = io.TextIOWrapper(buffered, encoding=encoding, newline="")
        self._skipped = 0
        first = self._first_lines()
        self._mark, place = self._dialect(first, mapping)
        self._skipped = place
        self.above = tuple(line.strip() for line in first[:place])
        self._lines = self._chain(first[place:])
        self._reader = CsvRows(self._lines, delimiter=self._mark, blank=True)
        self.header = tuple(cell.strip() for cell in self._row() or ())
        while self.header and not self.header[-1]:
            self.header = self.header[:-1]  # a separator at the end of the line names no column
        if len(self.header) > TRADE_COLUMNS:
            refuse(
                self._file, f"the header has {len(self.header):,} columns", f"a table has at most {TRADE_COLUMNS}",
                "check the separator",
            )  # fmt: skip

    @property
    def done(self) -> float:
        """How far along the bytes of the file."""
        return self._opened.done

    def close(self) -> None:
        """Release the file."""
        self._opened.close()

    def chunks(self, wanted: Sequence[int]) -> Iterator[Chunk]:
        """The rows below the header. Raises TradeError at broken quoting or text that is not in the encoding."""
        width, rows, lines, ragged = len(self.header), [], [], []
        while True:
            row = self._row()
            if row is None:
                break
            line = self._reader.line + self._skipped
            if len(row) != width:
                row = _fitted(row, width)
                if row is None:
                    continue
                if len(row) != width:
                    ragged.append(Ragged(line, len(row), row[0]))
                    continue
            rows.append(row)
            lines.append(line)
            if len(rows) >= CHUNK:
                yield chunk_of(rows, lines, wanted, ragged)
                rows, lines, ragged = [], [], []
        yield chunk_of(rows, lines, wanted, ragged)

    def _row(self) -> list[str] | None:
        """The next row, None at the end. Raises TradeError at broken quoting or text that is not in the encoding."""
        try:
            return next(self._reader, None)
        except SwallowedError as error:
            refuse(self._file, f"the row that begins on this line is not CSV ({error.lines.says})",
                   "a cell with a separator, quote or line break stands in double quotes",
                   "look for a quote that is opened and not closed; the file may be cut off",
                   row=error.lines.first + self._skipped)  # fmt: skip
        except UnicodeDecodeError:
            self._broken(self._reader.last + 1 + self._skipped)

    def _broken(self, line: int) -> NoReturn:
        refuse(self._file, f"from about line {line:,} on the text is not {self._text.encoding}", "a text has one encoding",
               "save the file again as UTF-8, or give its encoding in a mapping", row=line)  # fmt: skip

    def _first_lines(self) -> list[str]:
        found = []
        try:
            for _ in range(LOOK):
                line = self._line()
                if not line:
                    break
                found.append(line)
        except UnicodeDecodeError:
            self._broken(len(found) + 1)
        return found

    def _line(self) -> str:
        line = self._text.readline(CSV_LINE)
        if len(line) >= CSV_LINE:
            refuse(self._file, f"a line is longer than {CSV_LINE:,} characters", "a table has one line a row",
                   "check that this is a CSV file and that its lines end in line breaks")  # fmt: skip
        return line

    def _chain(self, first: Sequence[str]) -> Iterator[str]:
        # Customs exports pad quoted cells with a tab after the quote, which no CSV reader takes.
        padded = self._mark != "\t"
        for line in first:
            yield line.replace('"\t', '"') if padded else line
        while line := self._line():
            yield line.replace('"\t', '"') if padded else line

    def _dialect(self, lines: Sequence[str], mapping: FileLayout) -> tuple[str, int]:
        """The separator and the place of the header: the pair under which most column names are known."""
        names = names_of(mapping)
        best = (0, 0, ",", 0)
        for mark in [mapping.delimiter] if mapping.delimiter else DELIMITERS:
            for place, line in enumerate(lines):
                cells = [plain_name(cell) for cell in line.rstrip("\r\n").replace('"', "").split(mark)]
                known = len(names.intersection(cells))
                if len(cells) > 1 and (known, -place) > (best[0], -best[3]):
                    best = (known, len(cells), mark, place)
        known, _, mark, place = best
        if known == 0 and not mapping.columns:
            return self._widest(lines), 0
        if mark != ",":
            self._log.warn(
                self._file, place + 1, "",
                f"cells are separated by {DELIMITERS.get(mark, mark)}; the file was read that way",
                rule="cells are usually separated by commas", next_step="nothing, if the columns are right",
                value=mark,
            )  # fmt: skip
        report_header(self._file, place, self._log)
        return mark, place

    def _widest(self, lines: Sequence[str]) -> str:
        return max(DELIMITERS, key=lines[0].count) if lines else ","


def _fitted(row: list[str], width: int) -> list[str] | None:
    """The row without empty cells at its end beyond the header, which some exports add; None for a blank line."""
    if not row or (len(row) == 1 and not row[0].strip()):
        return None
    while len(row) > width and not row[-1].strip():
        row = row[:-1]
    return row
