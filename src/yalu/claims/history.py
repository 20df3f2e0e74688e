"""The history of verdicts: lines appended when a verdict changes, each chained to the one before.

``claims/history.jsonl`` is only ever added to. Every line carries the hash of the line before it, so
one that was changed or taken out is found when the file is read.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import date
from pathlib import Path

import msgspec

from yalu.case.records import Case
from yalu.claims.reading import FOLDER
from yalu.claims.records import Checked
from yalu.documents.problems import DocumentError, Problem
from yalu.vocabulary.version import CODE_VERSION

FILE = "history.jsonl"
START = "0" * 64
MOST_BYTES = 50 * 1024 * 1024


class Recorded(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One verdict as recorded: by what was known on ``day``, and (``then``) on the claim's own day."""

    number: int
    day: str
    claim: str
    verdict: str
    ours: str
    then: str
    slip: str
    data_version: str
    code_version: str
    before: str
    hash: str = ""


def read_history(case: Case) -> tuple[Recorded, ...]:
    """Every line of the history. Raises DocumentError naming each line that was changed, and any that is missing."""
    path = Path(case.path) / FOLDER / FILE
    if not path.is_file():
        return ()
    name = f"{FOLDER}/{FILE}"
    if path.stat().st_size > MOST_BYTES:
        raise DocumentError(
            [_problem(name, 0, "the history is larger than 50 MB", "keep the file the command wrote")]
        )
    problems: list[Problem] = []
    rows: list[Recorded] = []
    last = START
    for number, line in enumerate(path.read_bytes().splitlines(), start=1):
        try:
            row = msgspec.json.decode(line, type=Recorded)
        except msgspec.DecodeError as error:
            problems.append(
                _problem(
                    name,
                    number,
                    f"the line cannot be read: {error}",
                    "restore the file from its last release",
                )
            )
            continue
        if row.number != number or row.before != last or hash_of(row) != row.hash:
            said = "is not the one recorded: it, or a line before it, was changed or removed"
            problems.append(
                _problem(
                    name,
                    number,
                    f"line {number} {said}",
                    "restore the file from its last release; the history is only ever added to",
                )
            )
        last = row.hash
        rows.append(row)
    if problems:
        raise DocumentError(problems)
    return tuple(rows)


def record_verdicts(case: Case, checked: Iterable[Checked], day: date | None = None) -> tuple[Recorded, ...]:
    """Append a line for every claim whose verdict, figure or explanation is not the one recorded last."""
    rows = read_history(case)
    latest = {row.claim: row for row in rows}
    last, number = (rows[-1].hash if rows else START), len(rows)
    added: list[Recorded] = []
    for one in checked:
        made = _line(one, case, number + 1, last, day or date.today())
        old = latest.get(made.claim)
        if old is not None and all(
            getattr(old, f) == getattr(made, f) for f in ("verdict", "ours", "then", "slip")
        ):
            continue
        added.append(made)
        last, number = made.hash, number + 1
    if added:
        folder = Path(case.path) / FOLDER
        folder.mkdir(exist_ok=True)
        with (folder / FILE).open("ab") as file:
            file.write(b"".join(msgspec.json.encode(row) + b"\n" for row in added))
    return tuple(added)


def hash_of(row: Recorded) -> str:
    """The hash of a line: SHA-256 over its values, the hash of the line before it among them."""
    return hashlib.sha256(
        msgspec.json.encode(msgspec.structs.replace(row, hash=""), order="sorted")
    ).hexdigest()


def _line(one: Checked, case: Case, number: int, before: str, day: date) -> Recorded:
    today, then = one.today, one.then
    row = Recorded(
        number=number,
        day=day.isoformat(),
        claim=one.claim.id,
        verdict=one.verdict,
        ours=today.ours if today is not None else "",
        then=then.verdict if then is not None else "",
        slip=today.slips[0].kind if today is not None and today.slips else "",
        data_version=case.data_version,
        code_version=CODE_VERSION,
        before=before,
    )
    return msgspec.structs.replace(row, hash=hash_of(row))


def _problem(file: str, row: int, message: str, next_step: str) -> Problem:
    return Problem(
        file=file,
        row=row,
        message=message,
        rule="the history of verdicts is never rewritten",
        next_step=next_step,
    )
