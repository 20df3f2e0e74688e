"""The one CSV reader: rows with the line each begins on, and every row that quoting may have swallowed.

A quote that is opened and not closed makes one cell of all the rows behind it, and nothing in the
file need be wrong by the letter. So a row over several lines is compared with what the file shows:
it must be proper CSV, as wide as the header, and not hold whole rows of the table in a cell.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from typing import BinaryIO

import msgspec

from yalu.documents.files.limits import CSV_FIELD, CSV_LINE

DELIMITERS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "vertical bars"}


class Swallowed(msgspec.Struct, frozen=True):
    """Lines of a CSV file that are no row: the first and last of them, their texts, and what is wrong."""

    first: int
    last: int
    texts: tuple[str, ...]
    says: str

    @property
    def place(self) -> str:
        """The lines in words."""
        return f"line {self.first:,}" if self.first == self.last else f"lines {self.first:,} to {self.last:,}"


class SwallowedError(Exception):
    """A row that cannot be read; ``lines`` says which. Reading may go on with the row behind it."""

    def __init__(self, lines: Swallowed) -> None:
        super().__init__(f"{lines.place}: {lines.says}")
        self.lines = lines


class CsvRows:
    """The rows of a CSV text one by one, blank lines left out; ``line`` and ``last`` are where the last one stood.

    ``lines`` keep their line ends. ``strict`` refuses text behind a closing quote in every row, not
    only where a row runs over several lines. Set ``width`` when the header is known. Raises
    SwallowedError for a row that is none; the next row may then be asked for.
    """

    def __init__(
        self, lines: Iterable[str], *, delimiter: str = ",", strict: bool = True, blank: bool = False
    ) -> None:
        self._lines, self._delimiter, self._strict, self._blank = iter(lines), delimiter, strict, blank
        csv.field_size_limit(CSV_FIELD)
        self._reader = csv.reader(self._fed(), delimiter=delimiter, strict=strict)
        self._held: list[str] = []
        self._long = self._ended = False
        self.width = 0
        self.line = 0
        self.last = 0

    def __iter__(self) -> Iterator[list[str]]:
        return self

    def __next__(self) -> list[str]:
        while True:
            self._held.clear()
            self._long = False
            self.line = self.last + 1
            try:
                row = next(self._reader)
            except csv.Error as error:
                raise self._swallowed(_says(error)) from None
            if self._ended:
                raise self._swallowed("a quote is opened and not closed")
            if self._long:
                raise self._swallowed(f"a line is longer than {CSV_LINE:,} characters")
            if len(self._held) > 1 and (fault := self._doubt(row)):
                raise self._swallowed(fault)
            if row or self._blank:
                return row

    def _fed(self) -> Iterator[str]:
        for line in self._lines:
            self.last += 1
            if len(line) > CSV_LINE:
                self._long = True
                line = line[:CSV_LINE].replace('"', "'")  # noqa: PLW2901 - the row is refused whole, its quotes with it
            self._held.append(line)
            yield line
        self._ended = True

    def _doubt(self, row: list[str]) -> str:
        """Why a row over several lines is not believed, or ""."""
        if self.width and len(row) != self.width:
            return f"the row has {len(row)} cells, the header {self.width}; a quote may be left open"
        try:
            list(csv.reader(self._held, delimiter=self._delimiter, strict=True))
        except csv.Error as error:
            return _says(error)
        marks = self.width - 1
        inner = self._held[1:-1]
        if marks > 0 and inner and all(line.count(self._delimiter) == marks for line in inner):
            return "a cell holds whole rows of the table; a quote may be left open"
        return ""

    def _swallowed(self, says: str) -> SwallowedError:
        texts = tuple(line.rstrip("\r\n") for line in self._held)
        return SwallowedError(Swallowed(self.line, self.last, texts, says))


def _says(error: csv.Error) -> str:
    text = str(error)
    if "unexpected end of data" in text:
        return "a quote is opened and not closed"
    if "field larger" in text:
        return f"a cell is longer than {CSV_FIELD:,} characters; a quote may be left open"
    if "expected after" in text:
        return "text stands behind a closing quote"
    return text


def text_lines(stream: BinaryIO, encoding: str, *, errors: str = "strict") -> Iterator[str]:
    """The lines of a stream with their ends; of one without end no more than ``CsvRows`` needs to refuse it.

    Raises UnicodeDecodeError where the bytes are not in the encoding, unless ``errors`` is ``replace``.
    """
    text = io.TextIOWrapper(stream, encoding=encoding, errors=errors, newline="")
    part = text.readline(CSV_LINE + 1)
    while part:
        yield part
        while len(part) > CSV_LINE and not part.endswith(("\n", "\r")):
            part = text.readline(CSV_LINE + 1)
        cut = len(part) > CSV_LINE and part.endswith("\r")
        part = text.readline(CSV_LINE + 1)
        if cut and part == "\n":  # a line end of two characters, cut between them, is one line end
            part = text.readline(CSV_LINE + 1)


def delimiter_of(line: str) -> str:
    """The mark that stands most often in a line; a comma when none does."""
    return max(DELIMITERS, key=line.count)
