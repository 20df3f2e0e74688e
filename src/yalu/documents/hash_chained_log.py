"""An append-only file of JSON lines, each bound to the one before by its hash.

A line that was changed, removed or moved no longer fits its neighbours, and reading names it. The
last lines of a file can be cut off without a trace in the file itself: keep the hash of the last
line elsewhere and give it when checking.
"""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO

import msgspec

from yalu.documents.canonical_json import canonical
from yalu.documents.problems import DocumentError, Problem

START = "0" * 64
MAX_LINE = 16 * 1024 * 1024
_WAIT_SECONDS = 30.0


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """One line: its number from 1, when it was written, its kind, its body, and the two hashes."""

    seq: int
    at: str
    kind: str
    body: Any
    prev: str
    hash: str


class Fault(msgspec.Struct, frozen=True):
    """One line that does not fit: where, and what happened to it."""

    line: int
    says: str


class ChainError(DocumentError):
    """The file cannot be relied on or appended to; the message says why and what to do."""

    def __init__(self, path: Path, message: str, next_step: str) -> None:
        rule = "every line of the file follows from the one before, and one program writes at a time"
        super().__init__([Problem(file=str(path), message=message, rule=rule, next_step=next_step)])


def append(path: Path, entries: Sequence[tuple[str, Any]], *, at: str) -> tuple[Entry, ...]:
    """Add lines, each a kind and a body, and wait until they are on the disk.

    Writers take turns. What a crash left of a half-written line is moved to ``FILE.torn`` first.
    Raises ChainError when another writer does not finish.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    made: list[Entry] = []
    with locked(path), path.open("a+b") as stream:
        last = _settled_end(stream, path)
        seq, prev = (0, START) if last is None else (last.seq, last.hash)
        lines = []
        for kind, body in entries:
            seq += 1
            entry = _entry(seq, at, kind, body, prev)
            prev = entry.hash
            made.append(entry)
            lines.append(canonical(entry) + b"\n")
        stream.seek(0, os.SEEK_END)
        stream.write(b"".join(lines))
        stream.flush()
        os.fsync(stream.fileno())
    return tuple(made)


def _entry(seq: int, at: str, kind: str, body: Any, prev: str) -> Entry:
    # Through JSON once, so that what is hashed now is what a reader will hash.
    plain = msgspec.json.decode(canonical(body))
    return Entry(seq=seq, at=at, kind=kind, body=plain, prev=prev, hash=_digest(seq, at, kind, plain, prev))


def _digest(seq: int, at: str, kind: str, body: Any, prev: str) -> str:
    return hashlib.sha256(canonical([seq, at, kind, body, prev])).hexdigest()


def settle(path: Path) -> bytes:
    """Move away what a crash left of a half-written last line; gives the bytes moved, none as a rule.

    Raises ChainError when the last whole line is no entry.
    """
    if not path.exists():
        return b""
    with locked(path), path.open("r+b") as stream:
        before = stream.seek(0, os.SEEK_END)
        _settled_end(stream, path)
        moved = before - stream.seek(0, os.SEEK_END)
    return b"" if not moved else path.with_name(path.name + ".torn").read_bytes()[-moved - 1 : -1]


def entries_of(path: Path) -> Iterator[Entry]:
    """The entries of a file one by one, without checking the chain; lines that are none are passed over."""
    for _, raw in _lines(path):
        entry = _decoded(raw)
        if entry is not None:
            yield entry


def read_chain(path: Path, *, head: str = "") -> tuple[tuple[Entry, ...], tuple[Fault, ...]]:
    """Every line that can be read, and every fault with its line.

    ``head`` is the hash of the last line as noted elsewhere; without it, lines cut off at the end
    cannot be noticed. Raises OSError when there is no file.
    """
    entries: list[Entry] = []
    faults: list[Fault] = []
    prev, expected = START, 1
    for number, raw in _lines(path):
        entry = _decoded(raw)
        if entry is None:
            faults.append(Fault(number, f"line {number} is no entry of a log: it was changed or is torn"))
            expected += 1
            prev = ""
            continue
        faults += _faults(number, entry, expected, prev, raw)
        entries.append(entry)
        prev, expected = entry.hash, entry.seq + 1
    if head and (not entries or entries[-1].hash != head):
        where = next((e.seq for e in entries if e.hash == head), None)
        said = (
            f"lines were added after entry {where}"
            if where
            else "lines are missing at the end, or another file is meant"
        )
        faults.append(Fault(len(entries), f"the last line is not {head[:12]}…: {said}"))
    return tuple(entries), tuple(faults)


def _faults(number: int, entry: Entry, expected: int, prev: str, raw: bytes) -> Iterator[Fault]:
    if (
        _digest(entry.seq, entry.at, entry.kind, entry.body, entry.prev) != entry.hash
        or canonical(entry) != raw
    ):
        yield Fault(
            number, f"line {number} (entry {entry.seq}) was changed: its hash does not fit its content"
        )
    if entry.seq > expected:
        gone = f"entry {expected}" if entry.seq == expected + 1 else f"entries {expected} to {entry.seq - 1}"
        yield Fault(
            number,
            f"before line {number}, {gone} {'was' if entry.seq == expected + 1 else 'were'} removed or moved",
        )
    elif entry.seq < expected:
        yield Fault(
            number,
            f"line {number} is entry {entry.seq}, which belongs further up: lines were reordered or repeated",
        )
    elif prev and entry.prev != prev:
        yield Fault(
            number,
            f"line {number} (entry {entry.seq}) does not follow the line before it: one of the two was replaced",
        )


def _lines(path: Path) -> Iterator[tuple[int, bytes]]:
    with path.open("rb") as stream:
        number = 0
        while raw := stream.readline(MAX_LINE + 1):
            number += 1
            if raw.strip():
                yield number, raw.rstrip(b"\n")


def _decoded(raw: bytes) -> Entry | None:
    try:
        return msgspec.json.decode(raw, type=Entry)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return None


def _settled_end(stream: BinaryIO, path: Path) -> Entry | None:
    """The last entry of the file, after moving away what a crash left unfinished behind it."""
    size = stream.seek(0, os.SEEK_END)
    if size == 0:
        return None
    tail, start = _tail(stream, size)
    whole, newline, torn = tail.rpartition(b"\n")
    if torn:
        with path.with_name(path.name + ".torn").open("ab") as aside:
            aside.write(torn + b"\n")
            aside.flush()
            os.fsync(aside.fileno())
        stream.truncate(start + len(whole) + len(newline))
        if not newline:
            return None
    last = whole.rpartition(b"\n")[2]
    entry = _decoded(last)
    if entry is None:
        raise ChainError(
            path,
            "the last line is no entry of a log",
            "give another file, or check this one with “yalu screen replay”",
        )
    return entry


def _tail(stream: BinaryIO, size: int) -> tuple[bytes, int]:
    """The end of the file from before its last two line breaks, and where it begins."""
    step = 64 * 1024
    start = size
    tail = b""
    while start > 0 and tail.count(b"\n") < 2 and len(tail) <= 2 * MAX_LINE:
        start = max(0, start - step)
        stream.seek(start)
        tail = stream.read(size - start)
        step *= 4
    return tail, start


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold the file ``PATH.lock`` alone; waits for another writer. Raises ChainError after half a minute."""
    place = path.with_name(path.name + ".lock")
    with place.open("a+b") as stream:
        _take(stream, path)
        try:
            yield
        finally:
            _release(stream)


def _take(stream: BinaryIO, path: Path) -> None:
    until = time.monotonic() + _WAIT_SECONDS
    while True:
        try:
            _lock(stream)
        except OSError:
            if time.monotonic() > until:
                raise ChainError(
                    path, "another program is writing", "try again when it has finished"
                ) from None
            time.sleep(0.02)
        else:
            return


def _lock(stream: BinaryIO) -> None:
    try:
        import fcntl  # noqa: PLC0415 - POSIX only
    except ImportError:  # pragma: no cover - Windows
        import msvcrt  # noqa: PLC0415

        stream.seek(0)
        msvcrt.locking(stream.fileno(), msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined]
    else:
        fcntl.flock(stream.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)


def _release(stream: BinaryIO) -> None:
    try:
        import fcntl  # noqa: PLC0415 - POSIX only
    except ImportError:  # pragma: no cover - Windows
        import msvcrt  # noqa: PLC0415

        stream.seek(0)
        msvcrt.locking(stream.fileno(), msvcrt.LK_UNLCK, 1)  # type: ignore[attr-defined]
    else:
        fcntl.flock(stream.fileno(), fcntl.LOCK_UN)


def head_of(entries: Iterable[Entry]) -> str:
    """The hash of the last entry, to be kept elsewhere; "" when there is none."""
    found = list(entries)
    return found[-1].hash if found else ""
