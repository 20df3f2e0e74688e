"""What is wrong with a cell, a row or a file of trade data, in words that say what to do next."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import msgspec

from yalu.documents.problems import DocumentError, visible
from yalu.documents.tables.exports import neutral

REJECT_COLUMNS = ("file", "row", "field", "value", "rule", "next_step")
KEPT_IN_MEMORY = 1000


class TradeError(DocumentError):
    """A file of trade data cannot be read as a whole; ``problems`` holds every reason at once."""


class RowFault(msgspec.Struct, frozen=True):
    """Why a cell or row cannot stand in the flows table: the rule it breaks and the next step."""

    rule: str
    next_step: str


Faults = dict[int, list[tuple[str, str, RowFault]]]
"""The reasons against rows of a chunk: by row, each as field, value and fault."""


TRADE = ("period", "reporter", "partner", "ledger", "flow", "hs")
NOT_READ = "not read: "  # begins the notes of a line of written flows that states no amount
OF_AMOUNTS = frozenset({"quantity", "unit", "value", "currency", "amount"})


class UnreadAmount(msgspec.Struct, frozen=True):
    """A rejected row whose trade is known and whose amount is not; it ``lowers`` a sum where it was negative.

    Where words of the trade are blank, as below a cell that spans several lines, it may be of every trade with the others.
    """

    line: int
    lowers: bool = False
    text: str = ""


class RefusedError(ValueError):
    """A text cannot be read; ``fault`` says why."""

    def __init__(self, rule: str, next_step: str) -> None:
        super().__init__(f"{rule}; {next_step}")
        self.fault = RowFault(rule, next_step)


class Reject(msgspec.Struct, frozen=True):
    """One reason why one row was left out; ``row`` is the line in the file (a row may have several)."""

    file: str
    row: int
    field: str
    value: str
    rule: str
    next_step: str


class Rejects:
    """Rejected rows, written to a CSV as they come; only the first thousand stay in memory.

    ``rows`` counts rows, ``reasons`` counts reasons: a row with two bad cells is one row and two
    reasons.
    """

    def __init__(self, file: str, path: Path | None = None) -> None:
        self.file = file
        self.rows = 0
        self.reasons: Counter[str] = Counter()
        self.first: list[Reject] = []
        self._stream = path.open("w", encoding="utf-8", newline="") if path is not None else None
        self._writer: Any = csv.writer(self._stream) if self._stream is not None else None
        if self._writer is not None:
            self._writer.writerow(REJECT_COLUMNS)

    def add(self, row: int, *reasons: tuple[str, str, RowFault]) -> None:
        """Reject one row for one or more reasons, each ``(field, value, fault)``."""
        self.rows += 1
        for field, value, fault in reasons:
            self.reasons[fault.rule] += 1
            reject = Reject(self.file, row, field, visible(value), fault.rule, fault.next_step)
            if len(self.first) < KEPT_IN_MEMORY:
                self.first.append(reject)
            if self._writer is not None:
                self._writer.writerow([neutral(cell) for cell in msgspec.structs.astuple(reject)])

    def close(self) -> None:
        """Finish the file."""
        if self._stream is not None:
            self._stream.close()


def note_faults(field: str, texts: Sequence[str], values: Sequence[Any], faults: Faults) -> None:
    """Add every refused reading among the values of a column to the faults of its row."""
    for row, value in enumerate(values):
        if value.__class__ is RowFault:
            faults.setdefault(row, []).append((field, texts[row], value))


def note_unread(
    found: dict[tuple[str, ...], UnreadAmount], line: int, words: Sequence[Any], reasons: Sequence[tuple[str, str, RowFault]], filled: bool
) -> None:  # fmt: skip
    """Keep whose amount could not be read, or the amount whose trade is not all said: other rows are then not all of it.

    A line of which no cell says whose trade it is (not ``filled``) is a sum under the table, or a note.
    """
    fields = {field for field, _, _ in reasons}
    unsaid = filled and fields <= {*TRADE} and not any(text.strip() for _, text, _ in reasons)
    if unsaid or fields <= OF_AMOUNTS:
        trade = tuple("" if word.__class__ is RowFault else word for word in words)
        lowers = any(text.strip().startswith(("-", "−", "(")) for _, text, _ in reasons)
        before = found.get(trade)
        if before is None or (lowers and not before.lowers):
            found[trade] = UnreadAmount(
                line, lowers, next((text.strip() for _, text, _ in reasons if text.strip()), "")
            )
