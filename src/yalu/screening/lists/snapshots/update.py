"""Updating lists: from their publishers, or from files at hand; whole or not at all, and never by surprise."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

import msgspec

from yalu.documents.problems import DocumentError, Problem
from yalu.screening.lists.formats.detection import newest, recognise
from yalu.screening.lists.formats.faults import refuse
from yalu.screening.lists.formats.list_reader import ReadList, read_list
from yalu.screening.lists.formats.refusals import Refusal, forget_refusal, note_refusal
from yalu.screening.lists.snapshots.cross_checks import checked
from yalu.screening.lists.snapshots.data_directory import data_home
from yalu.screening.lists.snapshots.download import Fetched, Progress, fetch
from yalu.screening.lists.snapshots.publishers import GROUPS, OFFICIAL, Official, lists_of, publications
from yalu.screening.lists.snapshots.store import Snapshot, Step, current_snapshot, write
from yalu.screening.lists.snapshots.update_plausibility import suspicions
from yalu.vocabulary.tables import Results

Outcome = Literal["stored", "unchanged", "older", "refused", "failed"]


class Updated(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """What became of one list.

    ``refused`` has ``reasons`` that may be accepted by name; ``failed`` has problems that may not. ``older`` was
    stored beside the current snapshot, which keeps answering.
    """

    list: str
    outcome: Outcome
    snapshot: str = ""
    date: str = ""
    before: str = ""
    parties: int = 0
    parties_before: int = 0
    source: str = ""
    reasons: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    accepted_by: str = ""


def update(
    names: Sequence[str] = (), *, from_path: Path | None = None, accept: Iterable[str] = (), accepted_by: str = "",
    home: Path | None = None, progress: Progress | None = None, columns: Mapping[str, str] | None = None,
    addresses: Mapping[str, str] | None = None, step: Step | None = None,
    wait: Callable[[float], None] | None = None,
) -> Results[Updated]:  # fmt: skip
    """Bring lists up to date and say what became of each; one that fails never stops the others.

    ``names`` are lists or groups (``ofac``, ``us``); none means all. ``from_path`` is a file, or a folder of which the
    newest file of each list is taken. ``accept`` names the lists whose suspicious change a person has looked at.
    ``addresses`` replaces official addresses by name. Raises DocumentError for a name nobody knows.
    """
    taking = _Taking(frozenset(accept), accepted_by, home, step)
    if from_path is not None:
        return Results(list(_from_path(tuple(names), from_path, taking, columns, progress)))
    found: list[Updated] = []
    for official in publications(tuple(names)):
        found += _fetched(official, taking, progress, addresses or {}, wait)
    return Results(found)


class _Taking:
    """How what was read is taken: into which home, with whose consent."""

    def __init__(self, accept: frozenset[str], by: str, home: Path | None, step: Step | None) -> None:
        self.accept, self.by, self.home, self.step = accept, by, home or data_home(), step

    def take(self, read: ReadList, source: str = "") -> Updated:
        """Store one list that was read, unless it is the current one or a suspicious change of it."""
        read = checked(read, self.home)
        current, damage = _current(read.info.list, self.home)
        now = datetime.now(UTC).isoformat(timespec="seconds")
        back = _clock_went_back(read, current, now[:10])
        day = (
            current.info.date if back and current else now[:10]
        )  # a list without a date stands by its arrival
        info = msgspec.structs.replace(
            read.info, fetched=now, source=source or read.info.source, date=read.info.date or day,
            undated=not read.info.date,
        )  # fmt: skip
        common = {
            "list": info.list, "date": info.date, "parties": info.parties, "source": info.source,
            "before": current.info.date if current else "", "parties_before": current.info.parties if current else 0,
            "problems": read.problems,
        }  # fmt: skip
        if current is not None and current.info.sha256 == info.sha256:
            forget_refusal(info.list, self.home)
            return Updated(outcome="unchanged", snapshot=current.id, **common)  # type: ignore[arg-type]
        older = current is not None and info.date < current.info.date
        reasons = () if older or current is None else (*back, *self._reasons(current, read))
        reasons = damage or reasons
        if reasons and not self.accept & {info.list, *_groups(info.list)}:
            note_refusal(
                Refusal(list=info.list, at=now, date=info.date, source=info.source, reasons=reasons),
                self.home,
            )
            return Updated(outcome="refused", reasons=reasons, **common)  # type: ignore[arg-type]
        by = self.by if reasons else ""
        stored = write(
            msgspec.structs.replace(info, accepted_by=by), read.parties, self.home, step=self.step,
            over_damage=bool(damage),
        )  # fmt: skip
        if not older:
            forget_refusal(info.list, self.home)
        return Updated(
            outcome="older" if older else "stored", snapshot=stored.id, reasons=reasons, accepted_by=by, **common  # type: ignore[arg-type]
        )  # fmt: skip

    @staticmethod
    def _reasons(current: Snapshot, read: ReadList) -> tuple[str, ...]:
        try:
            before = current.parties()
        except DocumentError:
            return ()  # a damaged snapshot is no measure; the new one mends it
        return suspicions(current.info, before, read.info, read.parties)


def _current(name: str, home: Path) -> tuple[Snapshot | None, tuple[str, ...]]:
    """The snapshot that answers, or why what is stored cannot: then nothing says how much a new copy changes."""
    try:
        return current_snapshot(name, home), ()
    except DocumentError as error:
        return None, (
            f"what is stored cannot be read, so nothing can be compared: {error.problems[0].message}",
        )


def _clock_went_back(read: ReadList, current: Snapshot | None, today: str) -> tuple[str, ...]:
    """Why a list without a date of its own cannot be put after the one that answers by this machine's clock."""
    if read.info.date or current is None or not current.info.undated or today >= current.info.date:
        return ()
    return (
        f"the list gives no date, the copy that answers arrived on {current.info.date}, and this machine's clock "
        f"says {today}: it went back",
    )


def _groups(name: str) -> frozenset[str]:
    return frozenset(group for group in ("ofac", "us") if name in lists_of((group,)))


def _from_path(
    names: tuple[str, ...],
    path: Path,
    taking: _Taking,
    columns: Mapping[str, str] | None,
    progress: Progress | None,
) -> Iterable[Updated]:
    wanted = lists_of(names)
    if not path.exists():
        raise refuse(
            str(path),
            "there is no such file or folder",
            rule="--from names one",
            next_step="correct the path",
        )
    if path.is_dir():
        known, _ = newest(path)
        found = [
            k
            for k in known
            if not wanted or k.list in wanted or (k.list == "us" and wanted & lists_of(("us",)))
        ]
        missing = sorted(_missing(names, {k.list for k in known}))
        if missing or not found:
            raise refuse(
                str(path), f"the folder holds no file of {', '.join(missing) or 'any list'}",
                rule="a folder holds list files in their published formats",
                next_step="see docs/lists.md for the formats, or name the file",
            )  # fmt: skip
        for one in sorted(found, key=lambda k: (k.list != "un", k.list)):  # others cite it
            yield from _read(one.path, one.list, taking, None, "", progress)
        return
    own = names[0] if len(names) == 1 else ""
    _agree(names, path)
    yield from _read(path, own or path.name, taking, columns, own, progress)


def _agree(names: tuple[str, ...], path: Path) -> None:
    """Refuse a file that is another list than asked for, and a list of one's own under an official name."""
    known = recognise(path) if path.is_file() else None
    official = {*GROUPS, *(one.name for one in OFFICIAL), *(name for one in OFFICIAL for name in one.lists)}
    if known is None and (taken := sorted({*names} & official)):
        raise refuse(
            path.name, f"this is not the list {taken[0]} in any published format",
            rule="the names of official lists are kept for them",
            next_step="see whether the file is whole, or give a list of your own another name",
        )  # fmt: skip
    if known is not None and known.format != "ftm" and names and not lists_of(names) & (
        lists_of(("us",)) if known.list == "us" else {known.list}
    ):  # fmt: skip
        raise refuse(
            path.name, f"this is the list {known.list}, not {', '.join(names)}",
            rule="a file is stored under the list it is",
            next_step=f"say yalu lists update {known.list} --from {path.name}",
        )  # fmt: skip


def _missing(names: tuple[str, ...], have: set[str]) -> set[str]:
    """Names that no file answers; a group is answered by any of its lists."""
    return {name for name in names if name != "all" and not (lists_of((name,)) & have or name in have)}


def _read(
    path: Path,
    name: str,
    taking: _Taking,
    columns: Mapping[str, str] | None,
    own: str,
    progress: Progress | None,
) -> Iterable[Updated]:
    def told(count: int) -> None:
        if progress is not None:
            progress(f"{path.name}: entries", count, 0)

    try:
        found = read_list(path, name=own, columns=columns, progress=told)
    except DocumentError as error:
        yield Updated(list=name, outcome="failed", source=path.name, problems=error.problems)
        return
    for one in found:
        yield taking.take(one)


def _fetched(
    official: Official, taking: _Taking, progress: Progress | None, addresses: Mapping[str, str],
    wait: Callable[[float], None] | None,
) -> list[Updated]:  # fmt: skip
    folder = taking.home / "fetched"
    note, into = folder / f"{official.name}.json", folder / f"{official.name}.part"
    before = _before(note, official, taking.home)
    try:
        got = fetch(
            addresses.get(official.name, official.address), into, before=before, progress=progress, name=official.name,
            wait=wait or time.sleep,
        )  # fmt: skip
    except DocumentError as error:
        return [
            Updated(list=official.name, outcome="failed", source=official.address, problems=error.problems)
        ]
    if got.path is None:
        return [
            _unchanged(name, taking.home)
            for name in official.lists
            if _current(name, taking.home)[0] is not None
        ]
    try:
        found = read_list(got.path)
        results = [taking.take(one, source=got.address) for one in found]
    except DocumentError as error:
        return [
            Updated(list=official.name, outcome="failed", source=official.address, problems=error.problems)
        ]
    finally:
        into.unlink(missing_ok=True)
    if all(result.outcome in {"stored", "unchanged", "older"} for result in results):
        # only now: a refused list must be sent again when it is accepted
        note.write_bytes(msgspec.json.encode(msgspec.structs.replace(got, path=None)))
    return results


def _before(note: Path, official: Official, home: Path) -> Fetched | None:
    """The last answer, when its lists are still stored."""
    try:
        found = msgspec.json.decode(note.read_bytes(), type=Fetched)
    except (OSError, msgspec.DecodeError):
        return None
    return found if any(_current(name, home)[0] is not None for name in official.lists) else None


def _unchanged(name: str, home: Path) -> Updated:
    current, _ = _current(name, home)
    if current is None:
        return Updated(list=name, outcome="failed")
    info = current.info
    return Updated(
        list=name, outcome="unchanged", snapshot=current.id, date=info.date, before=info.date, parties=info.parties,
        parties_before=info.parties, source=info.source,
    )  # fmt: skip
