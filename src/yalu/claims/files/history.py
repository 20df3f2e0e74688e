"""The history of verdicts: lines appended when a verdict changes, in a hash-chained log.

``claims/history.jsonl`` is only ever added to, so a line that was changed or taken out is found when
the file is read. Files of before 28 November 2026 had a chain of their own; they are still read, and
the next recording carries them over and keeps them as ``history.jsonl.old``.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import date
from itertools import groupby
from pathlib import Path

import msgspec

from yalu.case.records import Case
from yalu.claims.files.claim_reader import FOLDER
from yalu.claims.records import Checked
from yalu.documents.files.limits import WAIT_SECONDS
from yalu.documents.files.locks import locked
from yalu.documents.files.user_files import open_user_file
from yalu.documents.hash_chained_log import START, append, check_writable, read_chain
from yalu.documents.problems import DocumentError, Problem
from yalu.vocabulary.version import CODE_VERSION

FILE = "history.jsonl"
KIND = "verdict"
NAME = f"{FOLDER}/{FILE}"


class Recorded(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One verdict as recorded: by what was known on ``day``, and (``then``) on the claim's own day.

    ``number``, ``before`` and ``hash`` are those of its line: its place, and the two hashes.
    """

    number: int = 0
    day: str
    claim: str
    verdict: str
    ours: str
    then: str
    slip: str
    data_version: str
    code_version: str
    before: str = ""
    hash: str = ""


def read_history(case: Case) -> tuple[Recorded, ...]:
    """Every line of the history; a last line that was cut off is left out, the others stand.

    Raises DocumentError naming each line that was changed, and any that is missing.
    """
    path = _path(case)
    if not path.exists() and not path.is_symlink():
        return ()
    if _is_old(path, case):
        return _old_rows(path, case)
    entries, faults = read_chain(path, inside=Path(case.path))
    problems = [_problem(fault.line, fault.says) for fault in faults if not fault.torn]
    rows = []
    for entry in entries:
        try:
            row = msgspec.convert(entry.body, Recorded)
        except msgspec.ValidationError as error:
            problems.append(_problem(entry.seq, f"the line is no verdict: {error}"))
            continue
        rows.append(msgspec.structs.replace(row, number=entry.seq, before=entry.prev, hash=entry.hash))
    if problems:
        raise DocumentError(problems)
    return tuple(rows)


def record_verdicts(case: Case, checked: Iterable[Checked], day: date | None = None) -> tuple[Recorded, ...]:
    """Append a line for every claim whose verdict, figure or explanation is not the one recorded last.

    Raises DocumentError when the history leads out of the case folder or was changed.
    """
    path, root = _path(case), Path(case.path)
    check_writable(path, root)
    path.parent.mkdir(exist_ok=True)
    with locked(path.with_name(f"{FILE}.record"), wait=WAIT_SECONDS):
        rows = read_history(case)
        if rows and _is_old(path, case):
            _carry_over(path, rows)
        latest = {row.claim: row for row in rows}
        found = [_line(one, case, day or date.today()) for one in checked]
        added = [row for row in found if not _alike(latest.get(row.claim), row)]
        if not added:
            return ()
        made = append(path, [(KIND, _body(row)) for row in added], at=added[0].day, inside=root)
    return tuple(
        msgspec.structs.replace(row, number=entry.seq, before=entry.prev, hash=entry.hash)
        for row, entry in zip(added, made, strict=True)
    )


def _alike(old: Recorded | None, new: Recorded) -> bool:
    return old is not None and all(
        getattr(old, name) == getattr(new, name) for name in ("verdict", "ours", "then", "slip")
    )


def _line(one: Checked, case: Case, day: date) -> Recorded:
    today, then = one.today, one.then
    return Recorded(
        day=day.isoformat(), claim=one.claim.id, verdict=one.verdict, ours=today.ours if today is not None else "",
        then=then.verdict if then is not None else "",
        slip=today.slips[0].kind if today is not None and today.slips else "", data_version=case.data_version,
        code_version=CODE_VERSION,
    )  # fmt: skip


def _body(row: Recorded) -> dict[str, str]:
    of_its_line = {"number", "before", "hash"}
    return {name: value for name, value in msgspec.structs.asdict(row).items() if name not in of_its_line}


def _path(case: Case) -> Path:
    return Path(case.path) / FOLDER / FILE


def _is_old(path: Path, case: Case) -> bool:
    with open_user_file(path, kind="log", inside=Path(case.path), name=NAME) as stream:
        return stream.read(10) == b'{"number":'


def _old_rows(path: Path, case: Case) -> tuple[Recorded, ...]:
    """The lines of a history with a chain of its own. Raises DocumentError for each that does not fit."""
    problems: list[Problem] = []
    rows: list[Recorded] = []
    last = START
    with open_user_file(path, kind="log", inside=Path(case.path), name=NAME) as stream:
        for number, line in enumerate(stream, start=1):
            try:
                row = msgspec.json.decode(line, type=Recorded)
            except msgspec.DecodeError as error:
                problems.append(_problem(number, f"the line cannot be read: {error}"))
                continue
            bare = msgspec.json.encode(msgspec.structs.replace(row, hash=""), order="sorted")
            if row.number != number or row.before != last or hashlib.sha256(bare).hexdigest() != row.hash:
                said = "is not the one recorded: it, or a line before it, was changed or removed"
                problems.append(_problem(number, f"line {number} {said}"))
            last = row.hash
            rows.append(row)
    if problems:
        raise DocumentError(problems)
    return tuple(rows)


def _carry_over(path: Path, rows: tuple[Recorded, ...]) -> None:
    """Write the rows of an old history as a log, and keep the old file in the same folder."""
    draft = path.with_name(f"{FILE}.new")
    draft.unlink(missing_ok=True)
    for day, held in groupby(rows, key=lambda row: row.day):
        append(draft, [(KIND, _body(row)) for row in held], at=day)
    path.with_name(f"{FILE}.old").write_bytes(path.read_bytes())
    draft.replace(path)


def _problem(row: int, message: str) -> Problem:
    return Problem(
        file=NAME, row=row, message=message, rule="the history of verdicts is never rewritten",
        next_step="restore the file from its last release; the history is only ever added to",
    )  # fmt: skip
