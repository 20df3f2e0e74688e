"""What changed between two snapshots of a list: additions, removals, and changes named by field."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import msgspec

from yalu.screening.records import DateSpan, Identifier, LinkedTo, Party, PartyName
from yalu.vocabulary.dates import PartialDate

_FIELDS = (
    "schema", "names", "programmes", "listed", "delisted", "countries", "births", "birth_places", "genders",
    "identifiers", "addresses", "flags", "vessel_type", "titles", "linked", "references", "notices", "remarks",
)  # fmt: skip
_LONGEST = 400


class FieldChange(msgspec.Struct, frozen=True):
    """One field of one entry: what is gone and what is new, each as text."""

    field: str
    gone: tuple[str, ...] = ()
    new: tuple[str, ...] = ()


class Change(msgspec.Struct, frozen=True, omit_defaults=True):
    """One entry that came, went or changed."""

    kind: Literal["added", "removed", "changed"]
    party: str
    name: str
    schema: str = ""
    programmes: tuple[str, ...] = ()
    fields: tuple[FieldChange, ...] = ()


class Difference(msgspec.Struct, frozen=True):
    """All changes between two snapshots, added first, each kind in order of id."""

    old: str
    new: str
    changes: tuple[Change, ...]
    unchanged: int = 0

    def of(self, kind: str) -> tuple[Change, ...]:
        """The changes of one kind."""
        return tuple(change for change in self.changes if change.kind == kind)


def difference(
    old: Sequence[Party], new: Sequence[Party], *, named: tuple[str, str] = ("old", "new")
) -> Difference:
    """Compare two readings of one list entry by entry; where a file was read from (origin) does not count."""
    before, after = {p.id: p for p in old}, {p.id: p for p in new}
    added = [_whole("added", after[key]) for key in sorted(after.keys() - before.keys())]
    removed = [_whole("removed", before[key]) for key in sorted(before.keys() - after.keys())]
    changed, same = [], 0
    for key in sorted(before.keys() & after.keys()):
        fields = tuple(_fields(before[key], after[key]))
        if fields:
            party = after[key]
            changed.append(Change("changed", party.id, party.primary, party.schema, party.programmes, fields))
        else:
            same += 1
    return Difference(named[0], named[1], (*added, *removed, *changed), same)


def _whole(kind: Literal["added", "removed"], party: Party) -> Change:
    return Change(kind, party.id, party.primary, party.schema, party.programmes)


def _fields(old: Party, new: Party) -> list[FieldChange]:
    found = []
    for field in _FIELDS:
        before, after = getattr(old, field), getattr(new, field)
        if before == after:
            continue
        gone, come = _texts(before), _texts(after)
        left = tuple(text for text in gone if text not in come)
        fresh = tuple(text for text in come if text not in gone)
        if left or fresh:  # else only the order or the place in the file is another
            found.append(FieldChange(field, left, fresh))
    return found


def _texts(value: object) -> list[str]:
    """A field as texts, one a value; where in the file a name stood is not part of it."""
    if value is None or value in ("", ()):
        return []
    return [text for item in (value if isinstance(value, tuple) else (value,)) if (text := _text(item))]


def _text(value: object) -> str:
    match value:
        case PartyName():
            return f"{value.text} ({value.kind})"
        case Identifier():
            return " ".join(part for part in (value.kind, value.value, value.country, value.note) if part)
        case DateSpan() | PartialDate():
            return value.text
        case LinkedTo():
            return f"{value.kind}: {value.name}"
        case _:
            return str(value)[:_LONGEST]
