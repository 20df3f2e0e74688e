"""Two versions of a case beside each other: rows in, out and changed field by field, and answers that moved."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Literal

import msgspec

from yalu.changes.standing_answers import StandingAnswer
from yalu.changes.version_record import RecordedTable, VersionRecord

Kind = Literal["added", "removed", "changed"]
# What follows a verdict: how much was asked, what was not, and whose report it is.
_EXTENT = re.compile(r" on \d| but for |, as reported by ")
_NO_TABLE = RecordedTable((), {})
_ABOUT_A_ROW = ("sources", "memory", "notes")  # what stands beside the facts of a row


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

    @property
    def same_verdict(self) -> bool:
        """Whether both versions give one verdict, with another extent or reporter: within, within on 2 partial lists."""
        was, now = (_EXTENT.split(text)[0] for text in (self.was, self.now))
        return was == now


class VersionOfCase(msgspec.Struct, frozen=True):
    """Which version a side of the comparison is; ``released`` is the day it was published, "" where nobody says."""

    case: str
    data_version: str
    observed_to: str
    released: str = ""


class CaseDifference(msgspec.Struct, frozen=True):
    """What moved from one version of a case to another: answers first, then rows by table.

    ``not_compared`` names the groups of answers that a version does not give, and why, and the columns that only one
    of them has: what stands in these is no change of a row.
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


def difference(old: VersionRecord, new: VersionRecord) -> CaseDifference:
    """Compare two versions row by row (by table and id) and answer by answer (by the question asked)."""
    names = list(dict.fromkeys([*new.tables, *old.tables]))
    tables = {n: (old.tables.get(n, _NO_TABLE), new.tables.get(n, _NO_TABLE)) for n in names}
    rows = [change for name, (was, now) in tables.items() for change in _row_changes(name, was, now)]
    given, gives = {one.key: one for one in old.answers}, {one.key: one for one in new.answers}
    answers = tuple(_answer_changes(given, gives))
    kept = sum(len(was.rows.keys() & now.rows.keys()) for was, now in tables.values())
    return CaseDifference(
        old=_version(old), new=_version(new), answers=answers, rows=tuple(rows),
        answers_alike=len(given.keys() & gives.keys()) - sum(bool(a.was and a.now) for a in answers),
        rows_alike=kept - sum(row.kind == "changed" for row in rows),
        not_compared=(*_lacking("earlier", old), *_lacking("later", new), *_columns(tables)),
    )  # fmt: skip


def _version(record: VersionRecord) -> VersionOfCase:
    return VersionOfCase(record.case, record.data_version, record.observed_to, record.released)


def _lacking(which: str, record: VersionRecord) -> Iterator[str]:
    yield from (f"{name} of the {which} version: {why}" for name, why in record.not_asked.items())


def _columns(tables: Mapping[str, tuple[RecordedTable, RecordedTable]]) -> Iterator[str]:
    """Columns that one version alone has, of tables that both have."""
    for name, (was, now) in tables.items():
        if was.rows and now.rows:
            for which, one, other in (("earlier", was, now), ("later", now, was)):
                if alone := [field for field in one.fields if field not in other.fields]:
                    yield f"{', '.join(alone)} of {name}: in the {which} version alone"


def _row_changes(table: str, before: RecordedTable, after: RecordedTable) -> Iterator[ChangedRow]:
    for key in sorted({*before.rows, *after.rows}):
        if key not in before.rows:
            yield ChangedRow("added", table, key, _says(after.row(key)))
        elif key not in after.rows:
            yield ChangedRow("removed", table, key, _says(before.row(key)))
        elif fields := tuple(_fields(before.row(key), after.row(key))):
            yield ChangedRow("changed", table, key, _says(after.row(key)), fields)


def _fields(old: Mapping[str, str], new: Mapping[str, str]) -> Iterable[ChangedField]:
    """The fields of both versions that differ; facts first, then what is written about them."""
    for name, now in sorted(new.items(), key=lambda cell: cell[0] in _ABOUT_A_ROW):
        if (was := old.get(name, now)) != now:
            yield ChangedField(name, was, now)


def _says(row: Mapping[str, str]) -> str:
    """A row by its first fields that say something."""
    values = [value for name, value in row.items() if name not in _ABOUT_A_ROW and value]
    return ", ".join(values[:4])


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
