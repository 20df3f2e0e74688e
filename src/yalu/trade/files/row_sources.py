"""Where rows come from, whatever the kind of file: a header, then chunks of cells as text with line numbers."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import Protocol

import msgspec

CHUNK = 20_000


class Ragged(msgspec.Struct, frozen=True):
    """A line with too few or too many cells."""

    line: int
    cells: int
    begins: str


class Chunk(msgspec.Struct):
    """Some rows: the wanted columns as texts, the line of each row, and a fingerprint of the whole row.

    ``blank`` holds what cells of a wide table would be rows of if they said anything.
    """

    columns: list[list[str]]
    lines: list[int]
    whole: list[int]
    ragged: list[Ragged] = []
    blank: Chunk | None = None


class RowSource(Protocol):
    """A table being read once, front to back."""

    kind: str
    header: tuple[str, ...]
    above: tuple[str, ...]
    """The lines above the header."""

    def chunks(self, wanted: Sequence[int]) -> Iterator[Chunk]:
        """The rows, with only the wanted columns, by their place in the header."""

    @property
    def done(self) -> float:
        """How far along, 0 to 1."""

    def close(self) -> None:
        """Release the file."""


def chunk_of(
    rows: Sequence[Sequence[str]], lines: list[int], wanted: Sequence[int], ragged: list[Ragged]
) -> Chunk:
    """Rows turned into columns; the fingerprint tells equal rows within one reading, never across runs."""
    turned = list(zip(*rows, strict=True)) if rows else []
    columns = [list(turned[place]) if turned else [] for place in wanted]
    return Chunk(columns, lines, [hash(tuple(row)) for row in rows], ragged)


def cell_text(value: object) -> str:
    """A typed cell as the text a person would have written: 408.0 is 408, nothing is empty."""
    if value is None:
        return ""
    if isinstance(value, str):
        # Workbooks and JSON can hold half a character pair, which no text file may.
        return value if value.isascii() else value.encode(errors="replace").decode()
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        if math.isnan(value):  # NaN is how data frames write "nothing"
            return ""
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    return str(value)
