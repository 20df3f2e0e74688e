"""Wide tables: a column for each year or month, as the World Bank and many ministries print them.

Each filled cell of such a column is read as a row of its own, under the columns ``period`` and
``amount``; an empty cell is no report and gives no row.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import msgspec

from yalu.trade.figures.periods import parse_span, two_years
from yalu.trade.files.cells.numbers import MISSING
from yalu.trade.files.faults import RefusedError
from yalu.trade.files.layouts.layouts import plain_name
from yalu.trade.files.row_sources import Chunk, RowSource

PERIODS = "periods"
PERIOD, AMOUNT = "period", "amount"


def period_named(name: str) -> str:
    """The period a column is named for, as its cells would write it (``2015 [YR2015]`` is 2015); "" for other names."""
    tidy = re.sub(r"\s*\[YR\d{4}\]$", "", name.strip())
    # Cut off by a spreadsheet, or a fiscal year: refused cell by cell, with the reason.
    if re.fullmatch(r"\d{4}\.1", tidy) or two_years(tidy):
        return tidy
    try:
        parse_span(tidy)
    except RefusedError:
        return ""
    return tidy


def period_columns(header: Sequence[str]) -> tuple[str, ...]:
    """The columns of a header that are named for periods."""
    return tuple(name for name in header if period_named(name))


def years_left(header: Sequence[str], wide: Sequence[str], ignored: Sequence[str]) -> tuple[str, ...]:
    """The columns beside those of periods that name a year too (``Lipiec 2017``): months, perhaps, that nobody read."""
    left = {plain_name(name) for name in ignored}
    return tuple(
        n
        for n in header
        if n not in wide and plain_name(n) not in left and re.search(r"(?<!\d)(?:19|20)\d\d(?!\d)", n)
    )


class Melted:
    """A wide source as a long one: its other columns, and ``period`` and ``amount`` before them.

    ``empty`` counts the cells of period columns that say nothing.
    """

    def __init__(self, source: RowSource, wide: Sequence[str]) -> None:
        self._source = source
        self._wide = [
            (place, period_named(name) or name) for place, name in enumerate(source.header) if name in wide
        ]
        taken = {place for place, _ in self._wide}
        self._kept = [place for place in range(len(source.header)) if place not in taken]
        self.kind, self.above = source.kind, source.above
        self.header = (PERIOD, AMOUNT, *(source.header[place] for place in self._kept))
        self.empty = 0

    @property
    def done(self) -> float:
        """How far along, 0 to 1."""
        return self._source.done

    def close(self) -> None:
        """Release the file."""
        self._source.close()

    def chunks(self, wanted: Sequence[int]) -> Iterator[Chunk]:
        """The filled cells as rows, with only the wanted columns."""
        places = [self._kept[place - 2] for place in wanted if place >= 2]
        for chunk in self._source.chunks([*(place for place, _ in self._wide), *places]):
            yield self._long(chunk, wanted)

    def _long(self, chunk: Chunk, wanted: Sequence[int]) -> Chunk:
        filled, empty = list[tuple[int, int]](), list[tuple[int, int]]()
        for row in range(len(chunk.lines)):
            for number in range(len(self._wide)):
                says = chunk.columns[number][row].strip().lower() not in MISSING
                (filled if says else empty).append((row, number))
        self.empty += len(empty)
        found = self._rows(chunk, wanted, filled)
        return msgspec.structs.replace(found, ragged=chunk.ragged, blank=self._rows(chunk, wanted, empty))

    def _rows(self, chunk: Chunk, wanted: Sequence[int], cells: Sequence[tuple[int, int]]) -> Chunk:
        """Some cells as rows."""
        rest = iter(chunk.columns[len(self._wide) :])
        columns = []
        for place in wanted:
            if place == 0:
                columns.append([self._wide[number][1] for _, number in cells])
            elif place == 1:
                columns.append([chunk.columns[number][row] for row, number in cells])
            else:
                column = next(rest)
                columns.append([column[row] for row, _ in cells])
        whole = [hash((chunk.whole[row], number)) for row, number in cells]
        return Chunk(columns, [chunk.lines[row] for row, _ in cells], whole)
