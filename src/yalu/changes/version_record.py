"""A version of a case as a record: its answers as they were given, its rows as text, and where a case keeps the last one.

The record is kept because an old version cannot be asked again: the rules that gave its answers, and the columns of its
tables, are those of the release that it came with.
"""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import msgspec

from yalu.case.records import Case
from yalu.changes.standing_answers import StandingAnswer, StandingAnswers, standing_answers
from yalu.documents.choices import ChoiceError
from yalu.documents.files.limits import ARCHIVE_FREE
from yalu.documents.files.user_files import read_user_file
from yalu.documents.files.whole_files import write_whole
from yalu.documents.problems import DocumentError, ProblemLog
from yalu.opening import OpenCase
from yalu.screening.lists.snapshots.bundled import bundled_parties
from yalu.vocabulary.dates import PartialDate
from yalu.vocabulary.version import CODE_VERSION

FILE = "earlier-version.json.gz"
_SKIPPED = frozenset({"codebook", "names", "observed"})  # no tables; what follows from them shows in answers
_RULE = "the record of the earlier version is a gzipped JSON as “yalu case record” writes it"
_NEXT = "take the file of the release again, or leave it out: the site then has no page of changes"


class RecordedTable(msgspec.Struct, frozen=True):
    """The rows of one table by id, each cell as a reader sees it, in the order of ``fields``."""

    fields: tuple[str, ...]
    rows: dict[str, tuple[str, ...]]

    def row(self, key: str) -> dict[str, str]:
        """The cells of one row by field."""
        return dict(zip(self.fields, self.rows[key], strict=True))


class VersionRecord(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A whole version: which one, what it answered and what stood in it.

    ``released`` is the day it was published, "" where nobody says. ``tables`` hold, beside those of the case, the
    paragraphs of law (``measures``) and the bundled entries of lists (``listings``) on its target.
    """

    case: str
    data_version: str
    code_version: str
    observed_to: str
    released: str = ""
    answers: tuple[StandingAnswer, ...]
    not_asked: dict[str, str] = {}
    tables: dict[str, RecordedTable]


def record_of(
    opened: OpenCase, *, released: date | None = None, standing: StandingAnswers | None = None
) -> VersionRecord:
    """The record of a case that is open; ``standing`` are its answers where they have been asked already.

    Raises DocumentError for a file of the case or of its law that cannot be read.
    """
    case, asked = opened.case, standing or standing_answers(opened)
    return VersionRecord(
        case=case.id, data_version=case.data_version, code_version=CODE_VERSION, observed_to=str(case.observed.end),
        released=str(released or ""), answers=tuple(asked.given.values()), not_asked=asked.not_asked,
        tables=_tables(opened),
    )  # fmt: skip


def write_record(record: VersionRecord, folder: Path) -> Path:
    """Write a record into the folder of a case, as the version that its next ones are compared with."""
    path = folder / FILE
    # Level and time are fixed: the same version gives the same bytes.
    write_whole(path, gzip.compress(msgspec.json.encode(record), compresslevel=9, mtime=0))
    return path


def read_record(case: Case) -> VersionRecord | None:
    """The earlier version that a case carries; None where it carries none.

    Raises DocumentError for a file that is damaged, too large, or the record of another case.
    """
    folder, log = Path(case.path), ProblemLog()
    path = folder / FILE
    if not path.exists() and not path.is_symlink():
        return None
    data = read_user_file(path, log, kind="version", file=FILE, inside=folder)
    if data is not None:
        try:
            record = msgspec.json.decode(_unpacked(data), type=VersionRecord)
        except (msgspec.DecodeError, UnicodeDecodeError, OSError, EOFError, zlib.error) as error:
            log.add(FILE, 0, "", f"the file cannot be read: {error}", rule=_RULE, next_step=_NEXT)
        else:
            _check(record, case, log)
            if not log.has_errors:
                return record
    raise DocumentError(log.problems())


def _unpacked(data: bytes) -> bytes:
    """What a gzip holds, up to the size that an archive may have whatever its ratio."""
    reader = zlib.decompressobj(wbits=31)
    found = reader.decompress(data, ARCHIVE_FREE)
    if not reader.eof:
        raise OSError(f"it is cut off, or holds more than {ARCHIVE_FREE:,} bytes")
    return found


def _check(record: VersionRecord, case: Case, log: ProblemLog) -> None:
    if record.case != case.id:
        log.add(FILE, 0, "case", f"this is a record of {record.case}, not of {case.id}", rule=_RULE,
                next_step=_NEXT, value=record.case)  # fmt: skip
    for field, value in (("observed_to", record.observed_to), ("released", record.released)):
        try:
            date.fromisoformat(value or str(case.observed.end))
        except ValueError:
            log.add(FILE, 0, field, f"{value!r} is no day", rule="a day is written YYYY-MM-DD",
                    next_step=_NEXT, value=value)  # fmt: skip
    for name, table in record.tables.items():
        if any(len(cells) != len(table.fields) for cells in table.rows.values()):
            log.add(FILE, 0, name, f"a row of {name} has not as many cells as the table has fields", rule=_RULE,
                    next_step=_NEXT, value=name)  # fmt: skip


def _tables(opened: OpenCase) -> dict[str, RecordedTable]:
    """Every table whose rows have an id, and what the law and the lists on the target hold."""
    found = {}
    for name in opened.case.__struct_fields__:
        held = getattr(opened.case, name)
        rows = held.values() if isinstance(held, dict) else held if isinstance(held, tuple) else ()
        keyed = [row for row in rows if isinstance(row, msgspec.Struct) and hasattr(row, "id")]
        if name not in _SKIPPED and keyed:
            fields = tuple(field for field in keyed[0].__struct_fields__ if field != "id")
            found[name] = RecordedTable(
                fields, {row.id: tuple(text(getattr(row, f)) for f in fields) for row in keyed}
            )
    return found | {name: table for name, table in _law_and_lists(opened) if table.rows}


def _law_and_lists(opened: OpenCase) -> Iterator[tuple[str, RecordedTable]]:
    try:
        regime = opened.law.regime
    except ChoiceError:  # no regime is on the target
        return
    yield "measures", _table(
        ("title", "instrument", "paragraph", "effect", "start", "until"),
        ((m.id, m.title, m.instrument, m.paragraph, m.effect, m.in_force.start, m.in_force.until)
         for m in regime.measures),
    )  # fmt: skip
    if opened.regime is None and not opened.case.known_by:
        yield "listings", _table(
            ("name", "kind", "list", "listed", "delisted"),
            ((p.id, p.primary, p.schema, p.list, p.listed, p.delisted) for p in bundled_parties(regime.name)),
        )  # fmt: skip


def _table(fields: tuple[str, ...], rows: Iterable[Sequence[Any]]) -> RecordedTable:
    return RecordedTable(fields, {row[0]: tuple(map(text, row[1:])) for row in rows})


def text(value: Any) -> str:
    """The cell of a row as a reader sees it."""
    if value is None or value == ():
        return ""
    if isinstance(value, PartialDate):
        return str(value)
    if isinstance(value, tuple | list):
        return "; ".join(text(item) for item in value)
    if isinstance(value, Mapping):
        return "; ".join(f"{key}: {text(item)}" for key, item in value.items())
    if isinstance(value, msgspec.Struct):
        return ":".join(text(getattr(value, name)) for name in value.__struct_fields__)
    return str(value)
