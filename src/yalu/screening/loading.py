"""The parties and the index that a screening asks: built once for a set of snapshots, kept, swapped whole."""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

import msgspec

from yalu import __version__
from yalu.screening.deciding.chain import canonical
from yalu.screening.lists import bundled_lists, bundled_parties
from yalu.screening.matching.index import Index
from yalu.screening.records import Party, SnapshotInfo
from yalu.screening.written import bundled_file

KEPT = 4
_PARTIES, _INDEX, _COMPLETE = "parties.msgpack", "index", "complete"


class Loaded(msgspec.Struct, frozen=True):
    """What a screening asks: the parties, their index, and marks that name the snapshots."""

    parties: tuple[Party, ...]
    index: Index
    snapshots: tuple[str, ...]
    infos: tuple[SnapshotInfo, ...] = ()


def mark_of(info: SnapshotInfo, parties: Iterable[Party]) -> str:
    """A snapshot in one word: list, date, and the first digits of the hash of what it holds."""
    digest = info.sha256 or hashlib.sha256(canonical([p for p in parties if p.list == info.list])).hexdigest()
    return f"{info.list}@{info.date or 'undated'}#{digest[:10]}"


def wanted(name: str, lists: Sequence[str]) -> bool:
    """Whether a list is among those asked for; ``ofac`` means every list that begins with ``ofac-``."""
    return not lists or any(name == one or name.startswith(f"{one}-") for one in lists)


def load_bundled(lists: Sequence[str] = (), home: Path | None = None) -> Loaded:
    """The parties that come with Yalu, ready offline."""
    parties = tuple(p for p in bundled_parties() if wanted(p.list, lists))
    infos = tuple(i for i in bundled_lists() if wanted(i.list, lists))
    return loaded(parties, infos, home)


def load_current(as_of: date | None, lists: Sequence[str], home: Path | None) -> Loaded:
    """The newest snapshots kept, or those of a day; the bundled parties where none are kept."""
    del as_of
    return load_bundled(lists, home)


def load_marked(marks: Sequence[str], lists: Sequence[str], home: Path | None) -> Loaded:
    """The snapshots that marks name, as a decision log does. Raises ValueError naming what is not kept."""
    found = load_bundled(lists, home)
    if tuple(marks) != found.snapshots:
        raise ValueError(
            f"the lists then were {' '.join(marks)}; those kept now are {' '.join(found.snapshots)}"
        )
    return found


def data_home() -> Path:
    """Where judgements and built indexes are kept: ``YALU_HOME``, else the user's data folder."""
    given = os.environ.get("YALU_HOME", "")
    base = Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share")
    return (Path(given) if given else base / "yalu") / "screening"


def load_given(parties: Iterable[Party]) -> Loaded:
    """Parties as given, under a mark of their content; nothing is kept on disk."""
    held = tuple(parties)
    mark = f"given#{hashlib.sha256(canonical(held)).hexdigest()[:10]}"
    return Loaded(held, Index.build(held), (mark,))


def loaded(parties: tuple[Party, ...], infos: tuple[SnapshotInfo, ...], home: Path | None) -> Loaded:
    """Parties with their index, from the folder kept under ``home`` when these snapshots were indexed before."""
    marks = tuple(sorted(mark_of(info, parties) for info in infos))
    if home is None:
        return Loaded(parties, Index.build(parties), marks, infos)
    folder = home / "index" / index_key(marks, len(parties))
    index = _kept(folder)
    if index is None:
        index = Index.build(parties)
        _keep(folder, parties, index)
        _forget_old(folder.parent)
    return Loaded(parties, index, marks, infos)


def index_key(marks: Sequence[str], size: int) -> str:
    """The name of an index: the snapshots, the number of parties, the engine and its tables."""
    tables = sorted(bundled_file("policy.yaml").parent.glob("*.csv"))
    told = [hashlib.sha256(path.read_bytes()).hexdigest() for path in tables]
    return hashlib.sha256(canonical([__version__, size, list(marks), told])).hexdigest()[:24]


def _kept(folder: Path) -> Index | None:
    if not (folder / _COMPLETE).is_file():
        return None
    try:
        found = Index.load(folder / _INDEX)
        os.utime(folder / _COMPLETE)
    except Exception:
        return None
    return found


def _keep(folder: Path, parties: tuple[Party, ...], index: Index) -> None:
    """Write beside and rename whole, so that nobody ever opens half an index; a full disk only costs time."""
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        beside = Path(tempfile.mkdtemp(prefix=".building-", dir=folder.parent))
    except OSError:
        return
    try:
        index.save(beside / _INDEX)
        (beside / _PARTIES).write_bytes(msgspec.msgpack.encode(parties))
        (beside / _COMPLETE).write_text(index.fingerprint, encoding="ascii")
        if folder.exists():
            shutil.rmtree(folder, ignore_errors=True)
        beside.rename(folder)
    except OSError:
        pass
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def kept_parties(folder: Path) -> tuple[Party, ...] | None:
    """The parties kept beside an index, None when there are none or they cannot be read."""
    try:
        return msgspec.msgpack.decode((folder / _PARTIES).read_bytes(), type=tuple[Party, ...])
    except (OSError, msgspec.MsgspecError):
        return None


def _forget_old(home: Path) -> None:
    complete = sorted(home.glob(f"*/{_COMPLETE}"), key=lambda p: p.stat().st_mtime, reverse=True)
    for old in complete[KEPT:]:
        shutil.rmtree(old.parent, ignore_errors=True)
