"""The parties and the index that a screening asks: built once for a set of snapshots, kept, swapped whole."""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
from collections.abc import Callable, Iterable, Sequence
from collections.abc import Set as AbstractSet
from contextlib import suppress
from datetime import date
from functools import cache
from pathlib import Path

import msgspec

from yalu.documents.files.bundled import bundled_file
from yalu.documents.files.home_folder import data_home
from yalu.documents.files.whole_files import write_whole
from yalu.documents.problems import DocumentError
from yalu.documents.records.canonical_json import canonical
from yalu.screening.lists.snapshots.as_of import Basis, of_snapshot, screening_parties
from yalu.screening.lists.snapshots.bundled import bundled_lists, bundled_parties, bundled_table_files
from yalu.screening.lists.snapshots.data_directory import known_lists, refusals
from yalu.screening.lists.snapshots.list_names import OFFICIAL, Scope, scope_of
from yalu.screening.lists.snapshots.store import Snapshot, current_snapshot, first_day, snapshots
from yalu.screening.matching import index_file as packed
from yalu.screening.matching.index import Index
from yalu.screening.records import Party, SnapshotInfo
from yalu.vocabulary.coverage import Asked, Coverage
from yalu.vocabulary.version import CODE_VERSION

KEPT = 4
BUNDLED = "bundled-"
NOT_BUNDLED = "entries that are not bundled"
_PARTIES, _INDEX, _COMPLETE = "parties.msgpack", "index", "complete"
_CODE = (Path(__file__).parent, Path(__file__).parents[1] / "vocabulary")


class Loaded(msgspec.Struct, frozen=True):
    """What a screening asks: the parties, their index, marks that name the snapshots, and what they cover.

    A list that was asked for and of which nothing is here stands in ``coverage`` with no entries. ``warnings``
    belong to every decision; ``notes`` say how the names of lists were read.
    """

    parties: tuple[Party, ...]
    index: Index
    snapshots: tuple[str, ...]
    coverage: Coverage
    warnings: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


_Carried = tuple[SnapshotInfo, str]


class _Part(msgspec.Struct, frozen=True):
    """One list that will be asked: its mark, how much of it is here, and how its parties are had."""

    mark: str
    asked: Asked
    parties: Callable[[], tuple[Party, ...]]


def screening_home() -> Path:
    """Where judgements and built indexes are kept, next to the snapshots."""
    return data_home() / "screening"


def _indexes(home: Path | None) -> Path:
    """The folder of built indexes."""
    return (home or data_home()) / "screening" / "index"


def load_current(as_of: date | None, lists: Sequence[str], home: Path | None) -> Loaded:
    """The newest snapshots kept, or those of a day; the bundled parties of a list where none is kept.

    Without a day an index built before is opened without reading the lists again. Raises DocumentError, and
    ChoiceError for a name that means no list.
    """
    scope = scope_of(lists, home)
    if as_of is None:
        parts = list(_current(home, frozenset(scope.lists)).values())
        found = _opened(parts, coverage_of([part.asked for part in parts], scope), home)
        refused = refusals((part.asked.name for part in parts), home)
        return msgspec.structs.replace(found, warnings=tuple(one.says for one in refused), notes=scope.notes)
    return _load_then(as_of, scope, home)


def _load_then(as_of: date, scope: Scope, home: Path | None) -> Loaded:
    """The lists of a scope as they stood on a day, and what that answer cannot know."""
    standing = screening_parties(as_of, home)
    held = tuple(p for p in standing.parties if p.list in scope.lists)
    bases = [b for b in standing.bases if b.list in scope.lists]
    days = {b.list: f"{BUNDLED}{b.date}" if b.snapshot.startswith("bundled") else b.date for b in bases}
    marks = [_mark(b.list, days[b.list], _digest(tuple(p for p in held if p.list == b.list))) for b in bases]
    lacks = {info.list: info.left_out for info in standing.infos}
    parts = [
        _Part(mark, _asked_then(basis, lacks.get(basis.list, ())), tuple)
        for mark, basis in zip(marks, bases, strict=True)
    ]
    # Of a list that a later copy knows nobody of on that day, nothing is here unless it was asked for by name.
    known = [
        p.asked
        for p, b in zip(parts, bases, strict=True)
        if b.parties or b.how == "snapshot" or b.list in scope.named
    ]
    found = _opened(parts, coverage_of(known, scope), home, lambda: held)
    refused = refusals((b.list for b in bases if b.how == "snapshot"), home)
    warnings = [one.says for one in refused if one.at[:10] <= as_of.isoformat()]
    warnings += [f"{b.list}: {b.note}" for b in bases if b.note]
    return msgspec.structs.replace(found, parties=held, warnings=tuple(warnings), notes=scope.notes)


def coverage_of(asked: Sequence[Asked], scope: Scope) -> Coverage:
    """What is covered when these lists are here.

    A list named by itself, or a whole family, of which nothing is here is asked and has no entries; what else
    is published and not here counts as not asked.
    """
    here = {source.name for source in asked}
    families = {name.partition("-")[0] for name in scope.family if name in here}
    missing = [
        name
        for name in scope.lists
        if name in scope.named or (name in scope.family and name.partition("-")[0] not in families)
    ]
    nothing = [Asked(name=name, kind="list", entries=0) for name in missing if name not in here]
    absent = tuple(name for name in scope.lists if name not in here and name not in missing)
    return Coverage(tuple(sorted((*asked, *nothing), key=lambda source: source.name)), absent)


def _asked_then(basis: Basis, lacks: tuple[str, ...]) -> Asked:
    """How much of a list answers for a day: all of a copy kept then but what it ``lacks``, or what a later one says."""
    left = [NOT_BUNDLED] if basis.snapshot.startswith("bundled") else []
    left += [f"entries that left it before {basis.date}"] if basis.how == "dates" else []
    left += lacks
    return Asked(name=basis.list, kind="list", whole=not left, as_of=_day(basis.date), entries=basis.parties,
                 left_out=tuple(left))  # fmt: skip


def _day(text: str) -> str:
    """The day of a copy as ISO, or nothing when it is not known; a month counts from its first day."""
    day = first_day(text) if text else None
    return day.isoformat() if day is not None else ""


def load_marked(
    marks: Sequence[str], as_of: date | None, lists: Sequence[str], home: Path | None, then: Coverage
) -> Loaded:
    """The snapshots that marks name, as a decision log does. Raises ValueError naming what is not kept.

    What was asked and not there, and what was not asked, is taken from the coverage of ``then``.
    """
    if as_of is not None:
        return load_current(as_of, lists, home)
    now = {part.mark: part for part in _current(home, {mark.partition("@")[0] for mark in marks}).values()}
    parts = []
    for mark in marks:
        name = mark.partition("@")[0]
        kept = {_mark_of(s): s for s in snapshots(name, home)} if name in known_lists(home) else {}
        if mark in kept:
            parts.append(_of_snapshot(kept[mark]))
        elif mark in now:
            parts.append(now[mark])
        else:
            here = ", ".join(sorted({*kept, *(m for m in now if m.startswith(f"{name}@"))})) or "none"
            raise ValueError(f"the list then was {mark}, which is not kept here; kept: {here}")
    here_now = {part.asked.name for part in parts}
    gone = [source for source in then.asked if source.entries == 0 and source.name not in here_now]
    asked = sorted([*(part.asked for part in parts), *gone], key=lambda source: source.name)
    return _opened(parts, Coverage(tuple(asked), then.not_asked), home)


def _current(home: Path | None, wanted: AbstractSet[str]) -> dict[str, _Part]:
    """What answers now for the wanted lists: the newest snapshot, or else the bundled parties."""
    found = {}
    for name in sorted(wanted & set(known_lists(home))):
        now = current_snapshot(name, home)
        if now is not None:
            found[name] = _of_snapshot(now)
    for info, digest in _carried(home):
        if info.list in wanted and info.list not in found:
            found[info.list] = _of_bundled(info, digest)
    return {name: found[name] for name in sorted(found)}


def _carried(home: Path | None) -> tuple[_Carried, ...]:
    """The lists that come with Yalu, each with the hash of its parties: read from their tables once, then kept.

    Reading 900 entries takes longer than all the rest of a question about one name.
    """
    base = _indexes(home)
    place = base / f"{BUNDLED}{_key('lists')}"
    try:
        return msgspec.msgpack.decode(place.read_bytes(), type=tuple[_Carried, ...])
    except (OSError, msgspec.DecodeError):
        found = tuple((info, _digest(_bundled(info.list))) for info in bundled_lists())
    with suppress(OSError, DocumentError):  # a full disk, or another program at it, only costs time
        write_whole(place, msgspec.msgpack.encode(found))
        for old in base.glob(f"{BUNDLED}*"):
            if old != place:
                old.unlink()
    return found


def _of_bundled(info: SnapshotInfo, digest: str) -> _Part:
    mark = _mark(info.list, f"{BUNDLED}{info.date}", digest)
    return _Part(mark, _asked_of_bundled(info), lambda: _bundled(info.list))


def _asked_of_bundled(info: SnapshotInfo) -> Asked:
    """What comes with Yalu is a part of every list, even where all of one regime is in it."""
    return Asked(name=info.list, kind="list", whole=False, as_of=_day(info.date), entries=info.parties,
                 left_out=(NOT_BUNDLED,))  # fmt: skip


def _of_snapshot(snapshot: Snapshot) -> _Part:
    info = snapshot.info
    asked = Asked(name=info.list, kind="list", whole=not info.left_out, as_of=_day(info.date), entries=info.parties,
                  left_out=info.left_out)  # fmt: skip
    return _Part(_mark_of(snapshot), asked, lambda: of_snapshot(snapshot))


def _mark_of(snapshot: Snapshot) -> str:
    return _mark(snapshot.info.list, snapshot.info.date, snapshot.parties_sha256)


def _mark(name: str, day: str, digest: str) -> str:
    """A snapshot in one word: list, date, and the first digits of the hash of its parties."""
    return f"{name}@{day or 'undated'}#{digest[:10]}"


@cache
def _bundled(name: str) -> tuple[Party, ...]:
    return tuple(p for p in bundled_parties() if p.list == name)


def _digest(parties: tuple[Party, ...]) -> str:
    return hashlib.sha256(canonical(parties)).hexdigest()


def load_bundled() -> Loaded:
    """The parties that come with Yalu, whatever is kept here; nothing is read from or written to a home."""
    held = tuple(bundled_parties())
    marks = tuple(
        _mark(info.list, f"{BUNDLED}{info.date}", _digest(_bundled(info.list)))
        for info in sorted(bundled_lists(), key=lambda info: info.list)
    )
    here = [_asked_of_bundled(info) for info in bundled_lists()]
    known = {*(one.name for one in here), *(name for one in OFFICIAL for name in one.lists)}
    return Loaded(held, Index.build(held), marks, coverage_of(here, Scope(rest=tuple(sorted(known)))))


def load_given(parties: Iterable[Party]) -> Loaded:
    """Parties as given, under a mark of their content; nothing is kept on disk."""
    held = tuple(parties)
    asked = Asked(name="given", kind="table", whole=True, entries=len(held))
    return Loaded(held, Index.build(held), (f"given#{_digest(held)[:10]}",), Coverage((asked,)))


def _opened(
    parts: Sequence[_Part],
    coverage: Coverage,
    home: Path | None,
    whole: Callable[[], tuple[Party, ...]] | None = None,
) -> Loaded:
    """The parties of some lists with their index, from the folder kept for these marks if there is one."""
    marks = tuple(part.mark for part in parts)
    base = _indexes(home)
    folder = base / index_key(marks)
    kept = _kept(folder)
    if kept is not None:
        return Loaded(kept[0], kept[1], marks, coverage)
    parties = whole() if whole else tuple(party for part in parts for party in part.parties())
    index = Index.build(parties)
    _keep(folder, parties, index)
    _forget_old(base)
    return Loaded(parties, index, marks, coverage)


@cache
def _rests_on() -> tuple[str, ...]:
    """Hashes of what a reading rests on beside the lists: our tables, the code that reads them, the entries that come with Yalu."""
    tables = sorted(bundled_file("screening", "policy.yaml").parent.glob("*.csv"))
    code = (path for folder in _CODE for path in sorted(folder.rglob("*.py")))
    return tuple(
        hashlib.sha256(path.read_bytes()).hexdigest() for path in (*tables, *code, *bundled_table_files())
    )


def index_key(marks: Sequence[str]) -> str:
    """The name of an index: the snapshots, the engine, the layout of its file, its tables and the code that made it."""
    return _key(packed.MAGIC.hex(), list(marks))


def _key(*of: object) -> str:
    return hashlib.sha256(canonical([CODE_VERSION, *of, _rests_on()])).hexdigest()[:24]


def _kept(folder: Path) -> tuple[tuple[Party, ...], Index] | None:
    if not (folder / _COMPLETE).is_file():
        return None
    try:
        parties = msgspec.msgpack.decode((folder / _PARTIES).read_bytes(), type=tuple[Party, ...])
        index = Index.load(folder / _INDEX)
        os.utime(folder / _COMPLETE)
    except Exception:  # a damaged copy is made anew, whatever is wrong with it
        return None
    return parties, index


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


def _forget_old(home: Path) -> None:
    complete = sorted(home.glob(f"*/{_COMPLETE}"), key=lambda p: p.stat().st_mtime, reverse=True)
    for old in complete[KEPT:]:
        shutil.rmtree(old.parent, ignore_errors=True)
