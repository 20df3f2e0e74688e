"""One trade reported more than once: by the importer and the exporter, and by every state that sold the goods on.

The importer's account is the one that is named. Customs check imports for the duty on them and record where
the goods come from, so of two accounts of one trade the importer's is taken to be the better one. That is our
choice. The exporter's stays in the trail and bounds the sum.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from yalu.law.caps.limbs import CapCell

_Way = tuple[str, str]


class Accounts:
    """The cells under one limit, seen as who tells what of which trade."""

    def __init__(self, cells: Collection[CapCell]) -> None:
        self._buyers = {cell.trader for cell in cells}
        self._importers: dict[_Way, list[CapCell]] = {}
        if any(cell.exporter for cell in cells):
            for cell in cells:
                if not cell.exporter:
                    self._importers.setdefault(_way(cell), []).append(cell)

    def may_be_counted_elsewhere(self, cell: CapCell) -> bool:
        """Whether a cell may tell once more what others tell for certain, without being the same cell.

        So is the exporter's year beside the importer's months, and its heading beside subheadings.
        """
        return self.resold(cell) or self._at_another_grain(cell)

    def resold(self, cell: CapCell) -> bool:
        """Whether goods bought through a third state may be those that state bought itself, which count already."""
        return bool(cell.through) and cell.through in self._buyers

    def _at_another_grain(self, cell: CapCell) -> bool:
        if not cell.exporter:
            return False
        beside = [other for other in self._importers.get(_way(cell), ()) if _overlap(cell, other)]
        return bool(beside) and all(other.place != cell.place for other in beside)


def both_sides(cells: Iterable[CapCell]) -> list[tuple[list[CapCell], list[CapCell]]]:
    """The trade that both sides tell, cell by cell: the importer's rows and the exporter's."""
    places: dict[tuple[object, ...], tuple[list[CapCell], list[CapCell]]] = {}
    for cell in cells:
        places.setdefault(cell.place, ([], []))[cell.exporter].append(cell)
    return [sides for sides in places.values() if all(sides)]


def _way(cell: CapCell) -> _Way:
    return cell.trader, cell.through


def _overlap(cell: CapCell, other: CapCell) -> bool:
    """Whether two cells share days and goods."""
    days = other.tested_first <= cell.tested_last and cell.tested_first <= other.tested_last
    return days and (other.hs.startswith(cell.hs) or cell.hs.startswith(other.hs))
