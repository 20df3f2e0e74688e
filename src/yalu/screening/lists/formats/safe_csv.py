"""Rows of delimited list files: bounded, decoded, and never taken for more than text."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator

from yalu.screening.lists.formats.faults import ListFaultError
from yalu.screening.lists.formats.list_files import Opened

LONGEST_FIELD = 1 << 20


def rows(opened: Opened, delimiter: str = ",") -> Iterator[tuple[int, list[str]]]:
    """Every row with the number of its last line. UTF-8 where it is, else Windows-1252, as older exports are.

    Raises ListFaultError for a field without an end or a NUL byte.
    """
    csv.field_size_limit(LONGEST_FIELD)
    reader = csv.reader(_clean(opened), delimiter=delimiter)
    try:
        for row in reader:
            yield reader.line_num, row
    except csv.Error as error:
        raise ListFaultError(
            f"line {reader.line_num}: {error}",
            rule="a quoted field ends in the same row, and no field is longer than a megabyte",
            next_step="fetch the file again, or save it as CSV in UTF-8",
        ) from error


def records(
    opened: Opened, delimiter: str = ",", header: list[str] | None = None
) -> Iterator[tuple[int, dict[str, str]]]:
    """Every row under the names of the header, lower-cased and blanks folded; missing cells are empty."""
    stream = rows(opened, delimiter)
    names = header
    for line, row in stream:
        if names is None:
            names = [fold(cell) for cell in row]
            continue
        if any(cell.strip() for cell in row):
            cells = [*row, *([""] * (len(names) - len(row)))]
            yield line, {name: " ".join(cell.split()) for name, cell in zip(names, cells, strict=False)}


def fold(cell: str) -> str:
    """A header cell in lower case, without a byte order mark, blanks folded."""
    return " ".join(cell.lstrip("\ufeff").split()).lower()


def _clean(opened: Opened) -> Iterable[str]:
    """Lines with their ends, NUL bytes refused by the csv reader, a closing Ctrl-Z dropped.

    The choice of encoding is made line by line, as some files join exports of different ages.
    """
    left = b""
    for piece in opened.chunks():
        *whole, left = (left + piece).split(b"\n")
        if len(left) > LONGEST_FIELD * 4:
            raise opened.long_line()
        for line in whole:
            yield _decoded(line) + "\n"
    left = left.rstrip(b"\x1a")
    if left.strip():
        yield _decoded(left) + "\n"


def _decoded(line: bytes) -> str:
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError:
        return line.decode("cp1252", errors="replace")
