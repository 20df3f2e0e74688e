"""Small tables that a user brings along: read whole from CSV (plain or gzip), with every fault reported at once."""

from __future__ import annotations

import gzip
import io
from collections.abc import Iterator, Sequence
from pathlib import Path

from yalu.documents.files.limits import LOOKUP_BYTES, TABLE_CELL
from yalu.documents.problems import ProblemLog
from yalu.documents.tables.csv_rows import CsvRows, SwallowedError
from yalu.trade.files.faults import TradeError
from yalu.trade.files.file_opening import OpenedFile, refuse


def read_lookup(path: Path, columns: Sequence[Sequence[str]]) -> Iterator[tuple[int, list[str]]]:
    """Line number and cells of a small CSV, in the order of ``columns`` (each with its other names).

    Raises TradeError when a column is missing or the file is not text.
    """
    with OpenedFile(path) as opened:
        try:
            data = opened.stream.read(LOOKUP_BYTES + 1)
            text = data.decode("utf-8-sig")
        except (UnicodeDecodeError, gzip.BadGzipFile):
            refuse(
                path.name, "the table is not UTF-8 text", "lookup tables are UTF-8 CSV", "save it again as CSV UTF-8",
            )  # fmt: skip
    if len(data) > LOOKUP_BYTES:
        refuse(
            path.name, "the table is very large", f"lookup tables have at most {LOOKUP_BYTES:,} bytes",
            "keep the rows needed",
        )  # fmt: skip
    reader = CsvRows(io.StringIO(text, newline=""))
    header = [cell.strip().lower() for cell in _row(reader, path) or []]
    log, places = ProblemLog(), []
    for names in columns:
        place = next((header.index(name) for name in names if name in header), None)
        if place is None and names[-1] != "":
            log.add(path.name, 1, names[0], f"there is no column {' or '.join(names)}",
                    rule=f"the columns are {', '.join(n[0] for n in columns)}", next_step="add or rename the column")  # fmt: skip
        places.append(place)
    if log.has_errors:
        raise TradeError(log.problems())
    while (row := _row(reader, path)) is not None:
        cells = ["" if p is None or p >= len(row) else row[p].strip() for p in places]
        if (longest := max(map(len, cells), default=0)) > TABLE_CELL:
            refuse(path.name, f"a cell has {longest:,} characters", f"a cell of a table has at most {TABLE_CELL:,}",
                   "look for a quote that is opened and not closed, or shorten the cell", row=reader.last)  # fmt: skip
        yield reader.last, cells


def _row(reader: CsvRows, path: Path) -> list[str] | None:
    """The next row, None at the end. Raises TradeError at broken quoting."""
    try:
        return next(reader, None)
    except SwallowedError as error:
        refuse(path.name, f"the row is not CSV ({error.lines.says})", "cells with commas stand in double quotes",
               "look for a quote that is opened and not closed", row=error.lines.first)  # fmt: skip
