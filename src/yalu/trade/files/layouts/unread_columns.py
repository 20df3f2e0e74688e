"""Columns that a mapping or a guess did not read, and that may say what the amounts beside them are."""

from __future__ import annotations

import re
from collections.abc import Sequence

from yalu.documents.problems import ProblemLog, one_of, shown
from yalu.trade.files.faults import TradeError
from yalu.trade.files.layouts.heading_units import cumulated
from yalu.trade.files.layouts.layouts import plain_name
from yalu.trade.files.layouts.long_tables import MeasureWord, measure_of
from yalu.trade.files.row_sources import Chunk

_MOST_WORDS = 40  # a column of units has few words; one with more is names or numbers
_NUMBER = re.compile(r"[0-9][0-9.,' ]*")


class UnreadColumns:
    """Watches the unread columns of one file: ``places`` gives each column's place in the chunks."""

    def __init__(self, places: dict[str, int]) -> None:
        self._places = dict(places)
        self._words: dict[str, set[str]] = {name: set() for name in places}
        self._numeric = set(places)

    def look(self, chunk: Chunk) -> None:
        """Take in the words of one chunk."""
        for name in [n for n in self._words if n in self._places]:
            cells = {cell.strip() for cell in set(chunk.columns[self._places[name]])} - {""}
            if not all(_NUMBER.fullmatch(cell) for cell in cells):
                self._numeric.discard(name)
            self._words[name] |= cells
            if len(self._words[name]) > _MOST_WORDS:
                del self._words[name]

    def report(self, read: set[str], file: str, log: ProblemLog) -> None:
        """Warn of an unread column of units; raise TradeError where the amounts cannot be what they were read as.

        ``read`` are the units and currencies that were read.
        """
        for name, words in self._words.items():
            if sums := [word for word in sorted(words) if cumulated(word)]:
                log.add(
                    file, 1, name, f"the column {shown(name)} was not read, and says of some rows that they are {shown(sums[0])}",
                    rule="an amount is of the period of its row, and not of all months since January",
                    next_step="leave those rows out, or write the months that each is of under period (2017-01/2017-03); "
                    f'where it says nothing of the amounts, in a mapping ignored: ["{name}"]',
                )  # fmt: skip
            units = _units(words)
            if not units or (len(units) == 1 and units <= read):
                continue
            mixed = len({_money(word) for word in words if measure_of(word)}) > 1
            alone = not units & read and not (self._numeric - {name})
            log_line = log.add if mixed or alone else log.warn
            log_line(
                file, 1, name, f"the column {shown(name)} was not read; its words are units: {one_of(sorted(words))}",
                rule="an amount is read in the unit that its row gives",
                next_step=f'read it in a mapping: measure: {{column: "{name}"}} (or unit_column for a quantity), '
                f'or, if it speaks of no amount that is read, ignored: ["{name}"]',
            )  # fmt: skip
        if log.has_errors:
            raise TradeError(log.problems())


def _units(words: set[str]) -> set[str]:
    """The units among the words of a column. Single letters alone are flags more often than units."""
    found = {word: measure for word in words if (measure := measure_of(word)) is not None}
    if all(len(word) == 1 for word in found):
        return set()
    return {measure.unit for measure in found.values()}


def _money(word: str) -> bool:
    found: MeasureWord | None = measure_of(word)
    return found is not None and found.money


def unread_places(header: Sequence[str], wanted: Sequence[int], ignored: Sequence[str]) -> list[int]:
    """The places of a header's columns that nothing reads and nobody said to ignore."""
    left = {plain_name(name) for name in ignored}
    return [
        place
        for place, name in enumerate(header)
        if name.strip() and place not in wanted and plain_name(name) not in left
    ]
