"""Lists: who stands on which, read from what publishers print, kept as dated snapshots."""

from yalu.screening.lists.formats.list_reader import FORMATS, ReadList, read_list
from yalu.screening.lists.snapshots.as_of import (
    Basis,
    Delisting,
    ListsAsOf,
    delistings,
    load,
    screening_parties,
)
from yalu.screening.lists.snapshots.bundled import bundled_lists, bundled_parties
from yalu.screening.lists.snapshots.differences import Change, Difference, FieldChange, difference
from yalu.screening.lists.snapshots.update import Updated, update

__all__ = [
    "FORMATS", "Basis", "Change", "Delisting", "Difference", "FieldChange", "ListsAsOf", "ReadList", "Updated",
    "bundled_lists", "bundled_parties", "delistings", "difference", "load", "read_list", "screening_parties", "update",
]  # fmt: skip
