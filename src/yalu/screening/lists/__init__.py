"""Lists: who stands on which, read from what publishers print, kept as dated snapshots."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
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

# Loaded when asked: whoever screens one name reads no list file and fetches nothing.
_PLACES = {
    "formats.list_reader": ("FORMATS", "ReadList", "read_list"),
    "snapshots.as_of": ("Basis", "Delisting", "ListsAsOf", "delistings", "load", "screening_parties"),
    "snapshots.bundled": ("bundled_lists", "bundled_parties"),
    "snapshots.differences": ("Change", "Difference", "FieldChange", "difference"),
    "snapshots.update": ("Updated", "update"),
}

__all__ = [
    "FORMATS", "Basis", "Change", "Delisting", "Difference", "FieldChange", "ListsAsOf", "ReadList", "Updated",
    "bundled_lists", "bundled_parties", "delistings", "difference", "load", "read_list", "screening_parties", "update",
]  # fmt: skip


def __getattr__(name: str) -> Any:
    for place, names in _PLACES.items():
        if name in names:
            return getattr(import_module(f"{__name__}.{place}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
