"""Numbers of countries that are no M49 numbers: those of the IMF, and of customs that number in their own way.

158 is Taiwan in M49 and Japan for the IMF; 120 is Cameroon, and Cambodia for Japan's customs. A table of other
numbers gives itself away by numbers that M49 does not have, or by the names beside them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import repeat

from yalu.documents.problems import ProblemLog, one_of, shown
from yalu.trade.files.cells.areas import GROUP_RULE
from yalu.trade.files.cells.cells import CellReader, is_fault
from yalu.trade.files.faults import TradeError
from yalu.trade.files.layouts.layouts import FileLayout, plain_name

_KIND_OF_COLUMN = re.compile(
    r"(?:codes?|id|nos?|nr|num(?:bers?)?|m49|names?|desc(?:ription)?|title|编码|代码|名称|コード|名|코드|명)$"
)
_RULE = "numbers of countries are M49, as in the databases of the United Nations; others number countries in their own way"


def names_beside(column: str, header: Sequence[str]) -> int | None:
    """The place of the column that names what a column of numbers counts: ``CTY_NAME`` for ``CTY_CODE``."""
    stem = _KIND_OF_COLUMN.sub("", plain_name(column))
    return next(
        (n for n, name in enumerate(header) if stem and name != column and _KIND_OF_COLUMN.sub("", plain_name(name)) == stem),
        None,
    )  # fmt: skip


class AreaNumbers:
    """Watches one column of countries. ``said`` are its numbers that a mapping translates.

    Where a name agrees with its number the column is M49: a number that it lacks (142 is Asia) is then no sign of
    others, nor is a looser name beside an area of trade data alone (736, Sudan before 2011, called Sudan).
    """

    def __init__(self, field: str, column: str, names: str, said: Iterable[str]) -> None:
        self._field, self._column, self._names, self._said = field, column, names, frozenset(said)
        self._unknown: set[str] = set()
        self._clash: tuple[str, str, str] | None = None
        self._looser: tuple[str, str, str] | None = None
        self._agrees = False

    def look(self, texts: Sequence[str], names: Sequence[str] | None, read: CellReader) -> None:
        """Take in the numbers of one chunk, with the names beside them."""
        for text, name in sorted(set(zip(texts, names if names is not None else repeat(""), strict=False))):
            number = re.sub(r"\.0$", "", text.strip())
            if not (number.isascii() and number.isdigit()) or text.strip() in self._said:
                continue
            area = read[text]
            if is_fault(area):
                self._unknown |= {number} if area.rule != GROUP_RULE else set()
            elif name.strip() and not is_fault(named := read[name]):
                self._agrees = self._agrees or named == area
                if named != area and area.isalpha():
                    self._clash = self._clash or (number, area, name.strip())
                elif named != area:
                    self._looser = self._looser or (number, area, name.strip())

    def log(self, file: str, log: ProblemLog) -> None:
        """Log that the numbers are no M49."""
        step = (
            f'read the names: columns: {{{self._field}: "{self._names}"}}'
            if self._names
            else "read a column of names or ISO codes"
        )
        if clash := self._clash or (None if self._agrees else self._looser):
            number, area, name = clash
            says = f"{number} under {shown(self._column)} is {area} in M49, and {shown(self._names)} says {shown(name)}"
            step += f'; where the name is wrong, ignored: ["{self._names}"]'
        elif self._unknown and not self._agrees:
            says = f"{one_of(sorted(self._unknown))} under {shown(self._column)} is no country of M49, so the others may be none"
            step += "; numbers: m49 where the others are M49; numbers: own where they are not, with words: "
            step += f'{{{self._field}: {{"{min(self._unknown)}": …}}}} for each'
        else:
            return
        log.add(file, 1, self._field, says, rule=_RULE, next_step=f"in a mapping {step}")


def watched(
    header: Sequence[str], layout: FileLayout, places: Mapping[str, int], wanted: Sequence[int]
) -> dict[str, tuple[AreaNumbers, int | None]]:
    """What watches the columns of reporters and partners, each with the place of the names beside them among the wanted columns.

    Nothing does where the layout is a known one, or a mapping says what its numbers are.
    """
    found: dict[str, tuple[AreaNumbers, int | None]] = {}
    for field in () if layout.detect or layout.numbers else ("reporter", "partner"):
        if field in places and field not in layout.constants:
            column = header[wanted[places[field]]]
            beside = names_beside(column, header)
            place = wanted.index(beside) if beside in wanted else None
            names = "" if place is None else header[wanted[place]]
            found[field] = AreaNumbers(field, column, names, layout.words.get(field, {})), place
    return found


def ask(watches: Iterable[tuple[AreaNumbers, int | None]], file: str, log: ProblemLog) -> None:
    """Raise TradeError where numbers that were read as M49 are none."""
    for watch, _ in watches:
        watch.log(file, log)
    if log.has_errors:
        raise TradeError(log.problems())
