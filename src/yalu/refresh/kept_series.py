"""Fetched series as they are kept: one file a series, whole, with a note of its checksum and source beside it."""

from __future__ import annotations

import hashlib
from pathlib import Path

import msgspec

from yalu.documents.files.home_folder import data_home
from yalu.documents.files.whole_files import write_all
from yalu.documents.problems import DocumentError, refused


class KeptSeries(msgspec.Struct, frozen=True, kw_only=True):
    """What is written down of a kept series: its checksum, days and source, and who accepted a doubtful change."""

    case: str
    series: str
    sha256: str
    fetched: str
    address: str
    rows: int
    first: str
    last: str
    accepted_by: str = ""


def series_file(case: str, series: str, home: Path | None = None) -> Path:
    """Where a fetched series of a case is kept."""
    return (home or data_home()) / "series" / case / f"{series}.json"


def kept(case: str, series: str, home: Path | None = None) -> KeptSeries | None:
    """What is kept of a series, its file checked; None without it. Raises DocumentError where it is not as it was written."""
    path = series_file(case, series, home)
    note = path.with_suffix(".note.json")
    if not note.exists() and not path.exists():
        return None
    try:
        found = msgspec.json.decode(note.read_bytes(), type=KeptSeries)
        whole = hashlib.sha256(path.read_bytes()).hexdigest() == found.sha256
    except (OSError, msgspec.DecodeError, UnicodeDecodeError):
        raise _damaged(path, series) from None
    if not whole:
        raise _damaged(path, series)
    return found


def keep(answer: bytes, written: KeptSeries, home: Path | None = None) -> KeptSeries:
    """Write a series and its note; an earlier one stays until both are on the disk.

    A machine that stops between the two leaves a note that is not that of the file, which is refused when read.
    """
    sealed = msgspec.structs.replace(written, sha256=hashlib.sha256(answer).hexdigest())
    path = series_file(written.case, written.series, home)
    note = path.with_suffix(".note.json")
    write_all({path: answer, note: msgspec.json.format(msgspec.json.encode(sealed), indent=1)})
    return sealed


def _damaged(path: Path, series: str) -> DocumentError:
    return refused(
        str(path), f"the fetched series {series} is not as it was written",
        rule="a kept series has the checksum written down beside it",
        next_step=f"fetch it anew: yalu refresh trade --only {series} --fetch --accept {series}",
    )  # fmt: skip
