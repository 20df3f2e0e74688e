"""How old each list and each series is today: its last day, and whether newer rows are due."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Literal

import msgspec

from yalu.case.folder.descriptor import read_descriptor
from yalu.case.folder.locations import find_case
from yalu.case.tables import table_of, table_schemas
from yalu.documents.files.user_files import read_user_file
from yalu.documents.problems import DocumentError, ProblemLog
from yalu.documents.tables.csv_tables import Table, read_table
from yalu.refresh.kept_series import kept
from yalu.refresh.publications import Access, Publication, publications
from yalu.screening.decisions.screening_policy import read_policy
from yalu.screening.lists.snapshots.bundled import bundled_lists
from yalu.screening.lists.snapshots.data_directory import known_lists
from yalu.screening.lists.snapshots.list_names import OFFICIAL
from yalu.screening.lists.snapshots.store import Snapshot, current_snapshot
from yalu.vocabulary.answers import CANNOT_SAY, NO, YES, Answer
from yalu.vocabulary.dates import DateError, Window, parse_date, parse_window

# The column of each dated table that says when the fact was. Tables without one are no series. A figure covers
# its period to the end; of a fact on some day of a year only the first day is certain, so that no series looks
# newer than its rows.
_COVERS = {"flows": "period", "shares": "year"}
_HAPPENED = {"visits": "start", "steps": "date", "events": "date", "actions": "date", "responses": "date"}
_DATED = _COVERS | _HAPPENED


class SeriesAge(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One list or series: what it covers, how old it is on ``today``, and where its newer rows are published.

    ``last`` is the last day that a row surely covers (ISO; empty: no row has a day), ``days`` how many days that
    is ago; of a fact that is dated to a year or month only its first day counts.
    ``due`` is whether newer rows are ordinarily out by now, ``cannot_say`` where nobody says when they come.
    ``here`` is ``bundled``, or ``stored`` for what was fetched; ``fetched`` is the last day of a fetched set that
    is kept beside a bundled series. ``damaged`` says why what was stored cannot be used.
    """

    name: str
    kind: Literal["list", "series"]
    rows: int
    first: str
    last: str
    days: int | None
    due: Answer
    publisher: str
    address: str
    access: Access
    key: str = ""
    licence: str = ""
    here: Literal["bundled", "stored", "none"] = "bundled"
    fetched: str = ""
    damaged: str = ""
    notes: str = ""


def list_ages(today: date, home: Path | None = None) -> list[SeriesAge]:
    """Every official list by name, with the snapshot that answers now, the bundled facts, or nothing.

    Newer entries are due once the copy is older than the screening policy allows.
    """
    limits = read_policy(None).policy.lists
    stored, bundled = known_lists(home), {info.list: info for info in bundled_lists()}
    found = []
    for official in OFFICIAL:
        for name in official.lists:
            snapshot, damaged = _stored(name, home) if name in stored else (None, "")
            info = snapshot.info if snapshot is not None else None if damaged else bundled.get(name)
            last = _last(info.date) if info is not None else None
            found.append(
                SeriesAge(
                    name=name, kind="list", rows=info.parties if info is not None else 0, first="",
                    last=last.isoformat() if last else "", days=(today - last).days if last else None,
                    due=_due(last, limits.age_limit(name), today) if info is not None else YES,
                    publisher=official.publisher, address=official.address, access="open",
                    here="stored" if name in stored else "bundled" if info is not None else "none", damaged=damaged,
                )
            )  # fmt: skip
    return sorted(found, key=lambda age: age.name)


def series_ages(case: str | Path, today: date, home: Path | None = None) -> list[SeriesAge]:
    """Every dated table of a case in the order of its package. Raises DocumentError with every problem."""
    folder, log = find_case(case), ProblemLog()
    descriptor = read_descriptor(folder, log)
    if descriptor is None or log.has_errors:
        raise DocumentError(log.problems())
    dated = [name for name in descriptor.tables() if table_of(name) in _DATED]
    known = publications(folder, dated)
    found = []
    for name in dated:
        file = descriptor.resources[name]
        data = read_user_file(file.target, log, kind="table", file=file.path, inside=folder)
        table = (
            None if data is None else read_table(data, table_schemas()[table_of(name)], log, file=file.path)
        )
        if table is not None:
            age = _age(name, table, known.get(name), today)
            found.append(_with_fetched(age, descriptor.id, home))
    if log.has_errors:
        raise DocumentError(log.problems())
    return found


def _stored(name: str, home: Path | None) -> tuple[Snapshot | None, str]:
    """The snapshot that answers, or why it cannot: its age is not known then, and the others are listed all the same."""
    try:
        return current_snapshot(name, home), ""
    except DocumentError as error:
        return None, error.problems[0].message


def _with_fetched(age: SeriesAge, case: str, home: Path | None) -> SeriesAge:
    try:
        found = kept(case, age.name, home)
    except DocumentError as error:
        return msgspec.structs.replace(age, damaged=error.problems[0].message)
    return age if found is None else msgspec.structs.replace(age, fetched=found.last)


def _age(name: str, table: Table, published: Publication | None, today: date) -> SeriesAge:
    held = table_of(name)
    windows = list(_windows(table.column(_DATED[held])))
    first = min((w.start for w in windows if w.start is not None), default=None)
    ends = (w.end if held in _COVERS else w.start for w in windows)
    last = max((day for day in ends if day is not None), default=None)
    return SeriesAge(
        name=name, kind="series", rows=len(table), first=first.isoformat() if first else "",
        last=last.isoformat() if last else "", days=(today - last).days if last else None,
        due=_due(last, published.due_days if published is not None else None, today),
        publisher=published.publisher if published is not None else "",
        address=published.address if published is not None else "",
        access=published.access if published is not None else "by_hand",
        key=published.key if published is not None else "", licence=published.licence if published is not None else "",
        notes=published.notes if published is not None else "where newer rows are published is not said",
    )  # fmt: skip


def _windows(cells: Iterable[str]) -> Iterable[Window]:
    """What the cells cover; one that cannot be read covers nothing here, and the check of the case tells it."""
    for text in cells:
        try:
            if text:
                yield parse_window(text)
        except DateError:
            continue


def _last(text: str) -> date | None:
    try:
        return parse_date(text).latest
    except DateError:
        return None


def _due(last: date | None, due_days: int | None, today: date) -> Answer:
    if last is None or due_days is None:
        return CANNOT_SAY
    return YES if (today - last).days > due_days else NO
