"""An append-only file of JSON lines, each bound to the one before by its hash.

A line that was changed, removed or moved no longer fits its neighbours, and reading names it. The
last lines of a file can be cut off without a trace in the file itself: keep the hash of the last
line elsewhere and give it when checking.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, BinaryIO

import msgspec

from yalu.documents.files.limits import LOG_LINE, WAIT_SECONDS
from yalu.documents.files.locks import locked
from yalu.documents.files.user_files import link_on_the_way, open_user_file
from yalu.documents.files.whole_files import errors_name
from yalu.documents.problems import DocumentError, Problem, refused, shown
from yalu.documents.records.canonical_json import canonical

START = "0" * 64
_FLAGS = os.O_RDWR | os.O_CREAT | os.O_APPEND | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)


class LogEntry(msgspec.Struct, frozen=True, kw_only=True):
    """One line: its number from 1, when it was written, its kind, its body, and the two hashes."""

    seq: int
    at: str
    kind: str
    body: Any
    prev: str
    hash: str


class _Unread(msgspec.Struct, frozen=True):
    """An entry as far as it is needed to tell what its body is."""

    kind: str
    body: msgspec.Raw


class LogFault(msgspec.Struct, frozen=True, omit_defaults=True):
    """One line that does not fit: where, and what happened to it.

    ``torn`` is a last line that a crash or a full disk cut off: what stands before it can be relied
    on, and the next writer moves it away.
    """

    line: int
    says: str
    torn: bool = False


class BrokenLogError(DocumentError):
    """The file cannot be relied on or appended to; the message says why and what to do."""

    def __init__(self, path: Path, message: str, next_step: str) -> None:
        rule = "every line of the file follows from the one before, and one program writes at a time"
        super().__init__([Problem(file=str(path), message=message, rule=rule, next_step=next_step)])


def append(
    path: Path, entries: Sequence[tuple[str, Any]], *, at: str, inside: Path | None = None
) -> tuple[LogEntry, ...]:
    """Add lines, each a kind and a body, and wait until they are on the disk.

    Writers take turns. What a crash left of a half-written line is moved to ``FILE.torn`` first, and
    what cannot be written whole (a full disk) is taken out again. ``inside`` is a folder the file must
    not lead out of. Raises DocumentError for a link or a device and when another writer does not
    finish or a line is longer than ``limits`` allows, OSError naming the file.
    """
    with errors_name(path):
        check_writable(path, inside)
        path.parent.mkdir(parents=True, exist_ok=True)
        with locked(path, wait=WAIT_SECONDS), _open_to_append(path) as stream:
            last = _settled_end(stream, path)
            made = _entries(last, entries, at)
            lines = [canonical(entry) for entry in made]
            _check_lengths(path, lines)
            size = stream.seek(0, os.SEEK_END)
            try:
                _write(stream, b"".join(line + b"\n" for line in lines))
            except OSError:
                with suppress(OSError):
                    stream.truncate(size)
                raise
    return tuple(msgspec.structs.replace(e, body=msgspec.json.decode(e.body)) for e in made)


def _entries(last: LogEntry | None, entries: Sequence[tuple[str, Any]], at: str) -> tuple[LogEntry, ...]:
    seq, prev = (0, START) if last is None else (last.seq, last.hash)
    made: list[LogEntry] = []
    for kind, body in entries:
        seq += 1
        made.append(_entry(seq, at, kind, body, prev))
        prev = made[-1].hash
    return tuple(made)


def _check_lengths(path: Path, lines: Sequence[bytes]) -> None:
    longest = max(map(len, lines), default=0)
    if longest > LOG_LINE:
        raise refused(
            str(path), f"an entry has {longest:,} bytes", rule=f"a line of a log has at most {LOG_LINE:,} bytes",
            next_step="split what it says into several entries",
        )  # fmt: skip


def check_writable(path: Path, inside: Path | None = None) -> None:
    """Refuse a log that is a link or a device, or that a link on the way leads out of ``inside``. Raises DocumentError."""
    linked = path.is_symlink() or (inside is not None and link_on_the_way(path, inside) is not None)
    if linked or (path.exists() and not path.is_file()):
        raise refused(
            str(path), f"{shown(path.name)} is a link, lies behind one, or is no ordinary file",
            rule="a log is an ordinary file where its name says", next_step="name another file, or remove the link",
        )  # fmt: skip


def _open_to_append(path: Path) -> BinaryIO:
    # Unbuffered, so that what a full disk refuses is not written again when the file is closed.
    return os.fdopen(os.open(path, _FLAGS, 0o644), "a+b", buffering=0)


def _entry(seq: int, at: str, kind: str, body: Any, prev: str) -> LogEntry:
    # As JSON from here on, so that what is hashed now is what a reader will hash.
    raw = msgspec.Raw(canonical(body))
    return LogEntry(seq=seq, at=at, kind=kind, body=raw, prev=prev, hash=_digest(seq, at, kind, raw, prev))


def _digest(seq: int, at: str, kind: str, body: Any, prev: str) -> str:
    return hashlib.sha256(canonical([seq, at, kind, body, prev])).hexdigest()


def settle(path: Path) -> bytes:
    """Move away what a crash left of a half-written last line; gives the bytes moved, none as a rule.

    Raises ChainError when the last whole line is no entry, DocumentError as ``append`` does.
    """
    check_writable(path)
    if not path.exists():
        return b""
    with errors_name(path), locked(path, wait=WAIT_SECONDS), _open_to_append(path) as stream:
        before = stream.seek(0, os.SEEK_END)
        _settled_end(stream, path)
        moved = before - stream.seek(0, os.SEEK_END)
    return b"" if moved <= 0 else path.with_name(path.name + ".torn").read_bytes()[-moved - 1 : -1]


def entries_of(path: Path) -> Iterator[LogEntry]:
    """The entries of a file one by one, without checking the chain; lines that are none are passed over."""
    for _, raw, _ in _lines(path, None):
        entry = _decoded(raw)
        if entry is not None:
            yield entry


def bodies_of(path: Path) -> Iterator[tuple[str, bytes]]:
    """The kind and the body, still as JSON, of every entry, without checking the chain."""
    for _, raw, _ in _lines(path, None):
        with suppress(msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
            found = msgspec.json.decode(raw, type=_Unread)
            yield found.kind, bytes(found.body)


def read_chain(
    path: Path, *, head: str = "", inside: Path | None = None
) -> tuple[tuple[LogEntry, ...], tuple[LogFault, ...]]:
    """Every line that can be read, and every fault with its line.

    ``head`` is the hash of the last line as noted elsewhere; without it, lines cut off at the end
    cannot be noticed. Raises DocumentError when there is no file or it is none that may be opened.
    """
    entries: list[LogEntry] = []
    faults: list[LogFault] = []
    prev, expected = START, 1
    for number, raw, ended in _lines(path, inside):
        entry = _decoded(raw)
        if entry is None and not ended:
            said = "the entries before it stand" if entries and not faults else "no entry stands before it"
            faults.append(LogFault(number, f"line {number} was cut off; {said}", torn=True))
            continue
        if entry is None:
            faults.append(LogFault(number, f"line {number} is no entry of a log: it was changed or is torn"))
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
        faults.append(LogFault(len(entries), f"the last line is not {head[:12]}…: {said}"))
    return tuple(entries), tuple(faults)


def _faults(number: int, entry: LogEntry, expected: int, prev: str, raw: bytes) -> Iterator[LogFault]:
    if (
        _digest(entry.seq, entry.at, entry.kind, entry.body, entry.prev) != entry.hash
        or canonical(entry) != raw
    ):
        yield LogFault(
            number, f"line {number} (entry {entry.seq}) was changed: its hash does not fit its content"
        )
    if entry.seq > expected:
        gone = f"entry {expected}" if entry.seq == expected + 1 else f"entries {expected} to {entry.seq - 1}"
        yield LogFault(
            number,
            f"before line {number}, {gone} {'was' if entry.seq == expected + 1 else 'were'} removed or moved",
        )
    elif entry.seq < expected:
        yield LogFault(
            number,
            f"line {number} is entry {entry.seq}, which belongs further up: lines were reordered or repeated",
        )
    elif prev and entry.prev != prev:
        yield LogFault(
            number,
            f"line {number} (entry {entry.seq}) does not follow the line before it: one of the two was replaced",
        )


def _lines(path: Path, inside: Path | None) -> Iterator[tuple[int, bytes, bool]]:
    """Number and bytes of every line that is not blank, and whether its end was written.

    A line that is longer than any of a log is given without its bytes.
    """
    with open_user_file(path, kind="log", inside=inside, name=str(path)) as stream:
        number = 0
        while raw := stream.readline(LOG_LINE + 1):
            number += 1
            ended = raw.endswith(b"\n")
            if len(raw) > LOG_LINE and not ended:
                while (rest := stream.readline(LOG_LINE)) and not rest.endswith(b"\n"):
                    pass
                yield number, b"", True
            elif raw.strip():
                yield number, raw.rstrip(b"\n"), ended


def _decoded(raw: bytes) -> LogEntry | None:
    try:
        return msgspec.json.decode(raw, type=LogEntry)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return None


def _settled_end(stream: BinaryIO, path: Path) -> LogEntry | None:
    """The last entry of the file, after moving away what a crash left unfinished behind it.

    A last line that is whole but for its end is kept and ended.
    """
    size = stream.seek(0, os.SEEK_END)
    if size == 0:
        return None
    tail, start = _tail(stream, size)
    whole, newline, torn = tail.rpartition(b"\n")
    if torn and (entry := _decoded(torn)) is not None:
        _write(stream, b"\n")
        return entry
    last = _decoded(whole.rpartition(b"\n")[2])
    if last is None and (
        newline or start
    ):  # asked before anything is moved: it may be a file of another kind
        raise BrokenLogError(
            path,
            "the last line is no entry of a log",
            "give another file, or check this one with “yalu screen replay”",
        )
    if torn:
        with path.with_name(path.name + ".torn").open("ab") as aside:
            aside.write(torn + b"\n")
            aside.flush()
            os.fsync(aside.fileno())
        stream.truncate(start + len(whole) + len(newline))
    return last


def _write(stream: BinaryIO, content: bytes) -> None:
    """Write all of the content, in as many pieces as the system takes it, and wait until it is on the disk."""
    left = memoryview(content)
    while left:
        left = left[stream.write(left) :]
    os.fsync(stream.fileno())


def _tail(stream: BinaryIO, size: int) -> tuple[bytes, int]:
    """The end of the file from before its last two line breaks, and where it begins."""
    step = 64 * 1024
    start = size
    tail = b""
    while start and tail.count(b"\n") < 2 and len(tail) <= 2 * LOG_LINE:
        start = max(0, start - step)
        stream.seek(start)
        tail = stream.read()
        step *= 4
    return tail, start
