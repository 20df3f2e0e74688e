"""Dated snapshots of a list, side by side, each written whole or not at all.

A snapshot is built in a folder beside the others, written through to the disk, renamed into place, and only then
does a pointer name it. Whatever dies in between leaves the pointer, and so the answers, as they were. Pointer and
info.json carry checksums: what is not as it was written is refused, and no older copy ever answers in its place.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path

import msgspec
from msgspec.structs import replace

from yalu.documents.problems import DocumentError, shown
from yalu.documents.records.canonical_json import canonical
from yalu.screening.lists.formats.list_files import refuse
from yalu.screening.lists.snapshots.data_directory import ENGINE, known_lists, list_folder, stored_in
from yalu.screening.records import Party, SnapshotInfo
from yalu.vocabulary.dates import DateError, parse_date

POINTER = "current"
PARTIES = "parties.jsonl.zst"
INFO = "info.json"

Step = Callable[[str], None]


class Stored(msgspec.Struct, frozen=True):
    """What info.json holds: what the list says of itself, the checksum of the parties beside it, and its own."""

    info: SnapshotInfo
    parties_sha256: str
    yalu: str = ""
    sha256: str = ""  # of all the other fields

    def sealed(self) -> Stored:
        """The same with its own checksum."""
        bare = msgspec.structs.replace(self, sha256="")
        return msgspec.structs.replace(bare, sha256=hashlib.sha256(canonical(bare)).hexdigest())


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
    info: SnapshotInfo,
    parties: Sequence[Party],
    home: Path | None = None,
    *,
    step: Step | None = None,
    over_damage: bool = False,
) -> Snapshot:
    """Store a snapshot and make it current when it is not older than the current one.

    ``step`` hears each step before it is taken; a test dies there. ``over_damage`` makes it current where the
    current one cannot be read, which else raises DocumentError.
    """
    said = step or _nothing
    folder = list_folder(info.list, home)
    folder.mkdir(parents=True, exist_ok=True)
    _sweep(folder)
    current = None if over_damage else current_snapshot(info.list, home)
    info = msgspec.structs.replace(
        info, arrived=1 + max((s.info.arrived for s in _readable(folder)), default=0)
    )
    packed = _packed(parties)
    stored = Stored(info, hashlib.sha256(packed).hexdigest(), ENGINE).sealed()
    target = folder / f"{info.date or 'undated'}-{info.sha256[:8] or '00000000'}"
    kept = _snapshot(target)
    again = info.undated and current is not None and kept != current  # what came before is the newest again
    if kept is not None and (again or not reads_alike(kept, info, parties)):
        target, kept = target.with_name(f"{target.name}-{info.arrived}"), None
    if kept is None:
        waiting = folder / f".{target.name}.{os.getpid()}.part"
        said("begin")
        waiting.mkdir()
        said("parties")
        _written(waiting / PARTIES, packed, said)
        said("info")
        _written(waiting / INFO, msgspec.json.format(msgspec.json.encode(stored), indent=1), said)
        said("rename")
        if target.exists():  # damaged, or it would have been kept
            target.replace(folder / f".{target.name}.damaged.{os.getpid()}.part")
        waiting.replace(target)
        _through(folder)
        kept = Snapshot(target, info, stored.parties_sha256)
    said("pointer")
    if current is None or current.info.date <= info.date:
        _point(kept, said)
    said("done")
    return kept


def reads_alike(kept: Snapshot, info: SnapshotInfo, parties: Sequence[Party]) -> bool:
    """Whether a snapshot holds what was read now, whatever the file was called: one file can be read otherwise,
    by other columns or a newer reader. A damaged one does not.
    """
    try:
        held = kept.parties()
    except DocumentError:
        return False
    return (
        kept.info.left_out == info.left_out
        and len(held) == len(parties)
        and all(replace(a, origin="") == replace(b, origin="") for a, b in zip(held, parties, strict=True))
    )


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


def _point(snapshot: Snapshot, said: Step) -> None:
    folder = snapshot.folder.parent
    waiting = folder / f".{POINTER}.{os.getpid()}.part"
    _written(waiting, f"{snapshot.folder.name}\n{_info_sha256(snapshot.folder)}\n".encode(), said)
    said("swap")
    waiting.replace(folder / POINTER)
    _through(folder)


def _info_sha256(folder: Path) -> str:
    return hashlib.sha256((folder / INFO).read_bytes()).hexdigest()


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
    """Every snapshot of a list, oldest first. Raises DocumentError where one cannot be read."""
    folder = list_folder(name, home)
    if not folder.is_dir():
        return []
    found = []
    for path in sorted(stored_in(folder)):
        snapshot = _snapshot(path)
        if snapshot is None:
            raise _damaged(
                path / INFO, f"{name}/{path.name}", "its info.json is missing or not as it was written"
            )
        found.append(snapshot)
    return sorted(found, key=lambda s: (s.info.date, s.info.arrived, s.folder.name))


def _readable(folder: Path) -> list[Snapshot]:
    return [s for path in stored_in(folder) if (s := _snapshot(path)) is not None]


def _snapshot(folder: Path) -> Snapshot | None:
    """The snapshot in a folder; None when its info.json is not what was written."""
    try:
        stored = msgspec.json.decode((folder / INFO).read_bytes(), type=Stored)
    except (OSError, msgspec.DecodeError, UnicodeDecodeError):
        return None
    return Snapshot(folder, stored.info, stored.parties_sha256) if stored == stored.sealed() else None


def current_snapshot(name: str, home: Path | None = None) -> Snapshot | None:
    """The snapshot that answers now: the one the pointer names; the newest where a first store died before it.

    Raises DocumentError when the pointer, or what it names, is not as it was written: an older copy never
    answers in its place.
    """
    folder = list_folder(name, home)
    try:
        wanted, checksum = (folder / POINTER).read_text(encoding="utf-8").split("\n")[:2]
    except FileNotFoundError:
        listed = snapshots(name, home)
        return listed[-1] if listed else None
    except (OSError, UnicodeDecodeError, ValueError) as error:
        raise _damaged(folder / POINTER, name, "the pointer to its current copy cannot be read") from error
    if wanted not in {path.name for path in stored_in(folder)}:
        raise _damaged(folder / POINTER, name, f"its pointer names {shown(wanted[:80])}, which is not there")
    found = _snapshot(folder / wanted)
    if found is None or _info_sha256(folder / wanted) != checksum:
        raise _damaged(folder / wanted / INFO, f"{name}/{wanted}", "its info.json is not as it was written")
    return found


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
        raise _damaged(path, snapshot.id, str(error.strerror)) from error
    if hashlib.sha256(packed).hexdigest() != snapshot.parties_sha256:
        raise _damaged(path, snapshot.id, "its checksum is not the one written down")
    return tuple(_unpacked(packed))


def _unpacked(packed: bytes) -> Iterator[Party]:
    import pyarrow as pa  # noqa: PLC0415 - heavy, loaded when snapshots are read or written

    decoder = msgspec.json.Decoder(Party)
    with pa.input_stream(pa.BufferReader(packed), compression="zstd") as stream:
        for line in stream.read().split(b"\n"):
            if line:
                yield decoder.decode(line)


def _damaged(path: Path, what: str, why: str) -> DocumentError:
    name = what.partition("/")[0]
    return refuse(
        str(path), f"the stored list {what} cannot be used: {why}",
        rule="a stored list is what was written, and no older copy answers in its place",
        next_step=f"run yalu lists update {name} --accept {name} to store it anew (with --from FILE if it came from one), "
        "or put the folder back from a copy",
    )  # fmt: skip
