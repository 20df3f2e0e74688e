"""Small tables that a user brings along: read whole from CSV (plain or gzip), with every fault told at once."""

from __future__ import annotations

import csv
import gzip
import io
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from yalu.documents.problems import ProblemLog
from yalu.trade.faults import TradeError
from yalu.trade.opening import Opened, refuse

MAX_BYTES = 64 * 1024 * 1024


def read_lookup(path: Path, columns: Sequence[Sequence[str]]) -> Iterator[tuple[int, list[str]]]:
    """Line number and cells of a small CSV, in the order of ``columns`` (each with its other names).

    Raises TradeError when a column is missing or the file is not text.
    """
    with Opened(path) as opened:
        try:
            data = opened.stream.read(MAX_BYTES + 1)
            text = data.decode("utf-8-sig")
        except (UnicodeDecodeError, gzip.BadGzipFile):
            refuse(
                path.name,
                "the table is not UTF-8 text",
                "lookup tables are UTF-8 CSV",
                "save it again as CSV UTF-8",
            )
    if len(data) > MAX_BYTES:
        refuse(
            path.name,
            "the table is very large",
            f"lookup tables have at most {MAX_BYTES:,} bytes",
            "keep the rows needed",
        )
    reader = csv.reader(io.StringIO(text))
    rows = _rows(reader, path.name)
    header = [cell.strip().lower() for cell in next(rows, [])]
    log, places = ProblemLog(), []
    for names in columns:
        place = next((header.index(name) for name in names if name in header), None)
        if place is None and names[-1] != "":
            log.add(path.name, 1, names[0], f"there is no column {' or '.join(names)}",
                    rule=f"the columns are {', '.join(n[0] for n in columns)}", next_step="add or rename the column")  # fmt: skip
        places.append(place)
    if log.has_errors:
        raise TradeError(log.problems())
    for row in rows:
        if row:
            yield reader.line_num, ["" if p is None or p >= len(row) else row[p].strip() for p in places]


def _rows(reader: Any, file: str) -> Iterator[list[str]]:
    """The rows of a reader. Raises TradeError at the line that is not CSV."""
    while True:
        try:
            row = next(reader, None)
        except csv.Error as error:
            refuse(file, f"the line is not CSV ({error})", "lookup tables are UTF-8 CSV", "correct the line",
                   row=reader.line_num)  # fmt: skip
        if row is None:
            return
        yield row
