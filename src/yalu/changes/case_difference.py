"""Two versions of a case beside each other: rows in, out and changed field by field, and answers that moved."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Literal

import msgspec

from yalu.case.records import Case
from yalu.changes.standing_answers import StandingAnswer, standing_answers
from yalu.opening import OpenCase
from yalu.vocabulary.dates import PartialDate

Kind = Literal["added", "removed", "changed"]
_SKIPPED = frozenset(
    {"codebook", "names", "observed"}
)  # no tables; what follows from them shows in the answers


class ChangedField(msgspec.Struct, frozen=True):
    """One field of one row, as it was and as it is."""

    field: str
    was: str
    now: str


class ChangedRow(msgspec.Struct, frozen=True):
    """One row that came, went or changed; ``says`` is the row in a line."""

    kind: Kind
    table: str
    id: str
    says: str
    fields: tuple[ChangedField, ...] = ()

    @property
    def words(self) -> list[str]:
        """Each changed field: “end: 2010-02-09~ → 2010-02-09”."""
        return [f"{one.field}: {one.was or '(empty)'} → {one.now or '(empty)'}" for one in self.fields]


class MovedAnswer(msgspec.Struct, frozen=True):
    """One answer that moved; ``was`` or ``now`` is empty where a version gives no such answer."""

    kind: str
    key: str
    title: str
    was: str
    now: str


class VersionOfCase(msgspec.Struct, frozen=True):
    """Which version a side of the comparison is."""

    case: str
    data_version: str
    observed_to: str


class CaseDifference(msgspec.Struct, frozen=True):
    """What moved from one version of a case to another: answers first, then rows by table.

    ``not_compared`` names the groups of answers that a version does not give, and why.
    """

    old: VersionOfCase
    new: VersionOfCase
    answers: tuple[MovedAnswer, ...]
    rows: tuple[ChangedRow, ...]
    answers_alike: int
    rows_alike: int
    not_compared: tuple[str, ...] = ()

    def counts(self) -> dict[str, dict[Kind, int]]:
        """Rows in, out and changed, by table."""
        found: dict[str, dict[Kind, int]] = {}
        for row in self.rows:
            kinds = found.setdefault(row.table, {"added": 0, "removed": 0, "changed": 0})
            kinds[row.kind] += 1
        return found


def difference(old: OpenCase, new: OpenCase) -> CaseDifference:
    """Compare two versions row by row (by table and id) and answer by answer (by the question asked)."""
    before, after = _rows(old.case), _rows(new.case)
    rows = [
        change for table in dict.fromkeys([*after, *before])
        for change in _row_changes(table, before.get(table, {}), after.get(table, {}))
    ]  # fmt: skip
    earlier, later = standing_answers(old), standing_answers(new)
    was, now = earlier.given, later.given
    lacking = [
        f"{name} of {which}: {why}"
        for which, side in (("the earlier version", earlier), ("the later version", later))
        for name, why in side.not_asked.items()
    ]
    answers = tuple(_answer_changes(was, now))
    kept = sum(key in before.get(table, {}) for table, held in after.items() for key in held)
    return CaseDifference(
        old=_version(old.case), new=_version(new.case), answers=answers, rows=tuple(rows),
        answers_alike=len(was.keys() & now.keys()) - sum(bool(a.was and a.now) for a in answers),
        rows_alike=kept - sum(row.kind == "changed" for row in rows), not_compared=tuple(lacking),
    )  # fmt: skip


def _version(case: Case) -> VersionOfCase:
    return VersionOfCase(case.id, case.data_version, str(case.observed.end))


def _rows(case: Case) -> dict[str, dict[str, msgspec.Struct]]:
    """Every table of a case whose rows have an id: table -> id -> row."""
    found = {}
    for name in case.__struct_fields__:
        held = getattr(case, name)
        rows = held.values() if isinstance(held, dict) else held if isinstance(held, tuple) else ()
        keyed = {row.id: row for row in rows if isinstance(row, msgspec.Struct) and hasattr(row, "id")}
        if name not in _SKIPPED and keyed:
            found[name] = keyed
    return found


def _row_changes(
    table: str, before: Mapping[str, msgspec.Struct], after: Mapping[str, msgspec.Struct]
) -> Iterable[ChangedRow]:
    for key in sorted({*before, *after}):
        if key not in before:
            yield ChangedRow("added", table, key, _says(after[key]))
        elif key not in after:
            yield ChangedRow("removed", table, key, _says(before[key]))
        elif fields := tuple(_fields(before[key], after[key])):
            yield ChangedRow("changed", table, key, _says(after[key]), fields)


def _fields(old: msgspec.Struct, new: msgspec.Struct) -> Iterable[ChangedField]:
    for name in new.__struct_fields__:
        was, now = getattr(old, name, None), getattr(new, name)
        if was != now:
            yield ChangedField(name, text(was), text(now))


def _says(row: msgspec.Struct) -> str:
    """A row by its first fields that say something, its id left out."""
    values = [
        text(getattr(row, name))
        for name in row.__struct_fields__
        if name not in {"id", "sources", "memory", "notes"}
    ]
    return ", ".join([value for value in values if value][:4])


def text(value: Any) -> str:
    """The cell of a row as a reader sees it."""
    if value is None or value == ():
        return ""
    if isinstance(value, PartialDate):
        return str(value)
    if isinstance(value, tuple | list):
        return "; ".join(text(item) for item in value)
    if isinstance(value, msgspec.Struct):
        return ":".join(text(getattr(value, name)) for name in value.__struct_fields__)
    return str(value)


def _answer_changes(
    was: Mapping[str, StandingAnswer], now: Mapping[str, StandingAnswer]
) -> Iterable[MovedAnswer]:
    for key in dict.fromkeys([*now, *was]):
        old, new = was.get(key), now.get(key)
        if (old.shown if old else "") != (new.shown if new else ""):
            one = new or old
            if one is not None:
                yield MovedAnswer(
                    one.kind, key, one.title, old.shown if old else "", new.shown if new else ""
                )
