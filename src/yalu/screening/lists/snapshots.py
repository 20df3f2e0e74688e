"""Dated snapshots of a list, side by side, each written whole or not at all.

A snapshot is built in a folder beside the others, written through to the disk, renamed into place, and only then
does a pointer name it. Whatever dies in between leaves the pointer, and so the answers, as they were.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path

import msgspec

from yalu.documents.problems import shown
from yalu.screening.lists.faults import refuse
from yalu.screening.lists.home import ENGINE, known_lists, list_folder
from yalu.screening.records import Party, SnapshotInfo
from yalu.vocabulary.dates import DateError, parse_date

POINTER = "current"
PARTIES = "parties.jsonl.zst"
INFO = "info.json"

Step = Callable[[str], None]


class Stored(msgspec.Struct, frozen=True):
    """What info.json holds: what the list says of itself, and the checksum of the parties beside it."""

    info: SnapshotInfo
    parties_sha256: str
    yalu: str = ""


class Snapshot(msgspec.Struct, frozen=True):
    """One stored snapshot, its parties not loaded yet."""

    folder: Path
    info: SnapshotInfo
    parties_sha256: str

    @property
    def id(self) -> str:
        """The list, the date and the first digits of the file's checksum: ``un/2026-02-27-d8736f42``."""
        return f"{self.info.list}/{self.folder.name}"

    def parties(self) -> tuple[Party, ...]:
        """Every party. Raises DocumentError when the file is not what was written."""
        return _load(self)


def write(
    info: SnapshotInfo, parties: Sequence[Party], home: Path | None = None, *, step: Step | None = None
) -> Snapshot:
    """Store a snapshot and make it current when it is not older than the current one.

    ``step`` hears each step before it is taken; a test dies there.
    """
    said = step or _nothing
    folder = list_folder(info.list, home)
    folder.mkdir(parents=True, exist_ok=True)
    _sweep(folder)
    target = folder / f"{info.date or 'undated'}-{info.sha256[:8] or '00000000'}"
    packed = _packed(parties)
    stored = Stored(info, hashlib.sha256(packed).hexdigest(), ENGINE)
    if not (target / INFO).is_file():
        waiting = folder / f".{target.name}.{os.getpid()}.part"
        said("begin")
        waiting.mkdir()
        said("parties")
        _written(waiting / PARTIES, packed, said)
        said("info")
        _written(waiting / INFO, msgspec.json.format(msgspec.json.encode(stored), indent=1), said)
        said("rename")
        waiting.replace(target)
        _through(folder)
    said("pointer")
    current = current_snapshot(info.list, home)
    if current is None or current.info.date <= info.date:
        _point(folder, target.name, said)
    said("done")
    return Snapshot(target, info, stored.parties_sha256)


def _nothing(_: str) -> None:
    pass


def _packed(parties: Sequence[Party]) -> bytes:
    """The parties as JSON lines, compressed: about a tenth of the XML they came from."""
    import pyarrow as pa  # noqa: PLC0415 - heavy, loaded when snapshots are read or written

    encoder, sink = msgspec.json.Encoder(), pa.BufferOutputStream()
    with pa.CompressedOutputStream(sink, "zstd") as packed:
        for party in parties:
            packed.write(encoder.encode(party) + b"\n")
    return bytes(sink.getvalue())


def _written(path: Path, content: bytes, said: Step) -> None:
    with path.open("wb") as file:
        half = len(content) // 2
        file.write(content[:half])
        said("half of " + path.name)
        file.write(content[half:])
        file.flush()
        os.fsync(file.fileno())


def _through(folder: Path) -> None:
    """Write a folder's entries through to the disk, where the system can."""
    try:
        handle = os.open(folder, os.O_RDONLY)
    except OSError:
        return
    try:
        os.fsync(handle)
    except OSError:
        pass  # some file systems cannot
    finally:
        os.close(handle)


def _point(folder: Path, name: str, said: Step) -> None:
    waiting = folder / f".{POINTER}.{os.getpid()}.part"
    _written(waiting, name.encode(), said)
    said("swap")
    waiting.replace(folder / POINTER)
    _through(folder)


def _sweep(folder: Path) -> None:
    """Remove what a dead run of ours left behind; other processes' folders that still live stay."""
    for path in folder.glob(".*.part"):
        owner = path.name.removesuffix(".part").rpartition(".")[2]
        if owner.isdigit() and int(owner) != os.getpid() and _alive(int(owner)):
            continue
        shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)


def _alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


def snapshots(name: str, home: Path | None = None) -> list[Snapshot]:
    """Every snapshot of a list, oldest first. Folders without a readable info.json are passed over."""
    folder = list_folder(name, home)
    if not folder.is_dir():
        return []
    found = [
        s
        for p in folder.iterdir()
        if p.is_dir() and not p.name.startswith(".") and (s := _snapshot(p)) is not None
    ]
    return sorted(found, key=lambda s: (s.info.date, s.info.fetched, s.folder.name))


def _snapshot(folder: Path) -> Snapshot | None:
    try:
        stored = msgspec.json.decode((folder / INFO).read_bytes(), type=Stored)
    except (OSError, msgspec.DecodeError, UnicodeDecodeError):
        return None
    return Snapshot(folder, stored.info, stored.parties_sha256)


def current_snapshot(name: str, home: Path | None = None) -> Snapshot | None:
    """The snapshot that answers now: the one the pointer names, else the newest that is whole."""
    folder = list_folder(name, home)
    try:
        wanted = (folder / POINTER).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
        wanted = ""
    if wanted and "/" not in wanted and "\\" not in wanted and not wanted.startswith("."):
        found = _snapshot(folder / wanted)
        if found is not None:
            return found
    listed = snapshots(name, home)
    return listed[-1] if listed else None


def snapshot_on(name: str, day: date, home: Path | None = None) -> Snapshot | None:
    """The newest snapshot whose date is not after a day; a date that is a month counts from its first day."""
    found = [
        s for s in snapshots(name, home) if (first := first_day(s.info.date)) is not None and first <= day
    ]
    return found[-1] if found else None


def first_day(text: str) -> date | None:
    """The earliest day a snapshot's date can mean."""
    try:
        return parse_date(text).earliest
    except DateError:
        return None


def find(text: str, home: Path | None = None) -> Snapshot:
    """A snapshot by ``list``, ``list/date`` or the start of its id. Raises DocumentError with what there is."""
    name, _, when = text.partition("/")
    if name in known_lists(home):
        if not when:
            current = current_snapshot(name, home)
            if current is not None:
                return current
        found = [s for s in snapshots(name, home) if s.folder.name.startswith(when)]
        if found:
            return found[-1]
    have = [s.id for known in known_lists(home) for s in snapshots(known, home)]
    raise refuse(
        text[:80], f"there is no snapshot {shown(text)}",
        rule=f"a snapshot is a list or list/date: {', '.join(have[:20]) or 'none is stored yet'}",
        next_step="yalu lists list shows what is stored; yalu lists update stores more",
    )  # fmt: skip


def _load(snapshot: Snapshot) -> tuple[Party, ...]:
    path = snapshot.folder / PARTIES
    try:
        packed = path.read_bytes()
    except OSError as error:
        raise _damaged(snapshot, str(error.strerror)) from error
    if hashlib.sha256(packed).hexdigest() != snapshot.parties_sha256:
        raise _damaged(snapshot, "its checksum is not the one written down")
    return tuple(_unpacked(packed))


def _unpacked(packed: bytes) -> Iterator[Party]:
    import pyarrow as pa  # noqa: PLC0415 - heavy, loaded when snapshots are read or written

    decoder = msgspec.json.Decoder(Party)
    with pa.input_stream(pa.BufferReader(packed), compression="zstd") as stream:
        for line in stream.read().split(b"\n"):
            if line:
                yield decoder.decode(line)


def _damaged(snapshot: Snapshot, why: str) -> Exception:
    return refuse(
        f"{snapshot.folder / PARTIES}", f"the snapshot {snapshot.id} cannot be used: {why}",
        rule="a snapshot is what was written",
        next_step=f"remove that folder; the snapshot before it then answers, and yalu lists update {snapshot.info.list} fetches a new one",
    )  # fmt: skip


def remove(snapshot: Snapshot) -> None:
    """Remove one snapshot; the pointer then falls back to the newest that is left."""
    shutil.rmtree(snapshot.folder)
