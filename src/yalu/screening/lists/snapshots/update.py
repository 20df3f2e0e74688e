"""Updating lists: from their publishers, or from files at hand; whole or not at all, and never by surprise."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

import msgspec

from yalu.documents.files.home_folder import data_home
from yalu.documents.problems import DocumentError, Problem
from yalu.screening.lists.formats.list_files import refuse
from yalu.screening.lists.formats.list_reader import ReadList, newest, read_list, recognise
from yalu.screening.lists.snapshots.as_of import load
from yalu.screening.lists.snapshots.data_directory import Refusal, forget_refusal, note_refusal
from yalu.screening.lists.snapshots.download import Fetched, Progress, fetch
from yalu.screening.lists.snapshots.list_names import GROUPS, OFFICIAL, Official, lists_of, publications
from yalu.screening.lists.snapshots.store import Snapshot, Step, current_snapshot, reads_alike, write
from yalu.screening.records import DateSpan, Party, SnapshotInfo
from yalu.vocabulary.tables import Results

# Bounds. Lists lose a few entries a month; a publisher's broken export loses a tenth or a whole programme.
SHRINKS = 0.10  # of all entries
GROWS = 1.0  # doubled
SCHEMA_LOSES, SCHEMA_FROM = 0.25, 20
PROGRAMME_LOSES, PROGRAMME_FROM = 0.50, 10
NAMES_LOSE = 0.25  # of names per entry: a format without aliases took the place of one with
IDS_KEPT = 0.50  # of the entries before; less means the ids were made anew
UNDATED = 0.25  # more of the entries without a day of listing than before


def suspicions(
    before: SnapshotInfo, old: Sequence[Party], after: SnapshotInfo, new: Sequence[Party]
) -> tuple[str, ...]:
    """Why a change should be looked at by a person, each in one sentence; none when it is an ordinary one."""
    found: list[str] = []
    if len(new) < len(old) * (1 - SHRINKS):
        found.append(f"entries fall from {len(old):,} to {len(new):,}, by more than {SHRINKS:.0%}")
    if len(new) > len(old) * (1 + GROWS) and len(old) >= SCHEMA_FROM:
        found.append(f"entries grow from {len(old):,} to {len(new):,}, more than twice as many")
    found += _lost("schema", before.by_schema, after.by_schema, SCHEMA_FROM, SCHEMA_LOSES)
    found += _lost("programme", before.by_programme, after.by_programme, PROGRAMME_FROM, PROGRAMME_LOSES)
    found += _shape(old, new)
    if before.reader != after.reader and found:
        found.append(f"it was read as {after.reader}, the one before as {before.reader}")
    return tuple(found)


def _lost(what: str, old: dict[str, int], new: dict[str, int], least: int, share: float) -> list[str]:
    return [
        f"{what} {name} falls from {count:,} to {new.get(name, 0):,} entries, by more than {share:.0%}"
        for name, count in sorted(old.items())
        if count >= least and new.get(name, 0) < count * (1 - share)
    ]


def _shape(old: Sequence[Party], new: Sequence[Party]) -> list[str]:
    if not old or not new:
        return []
    found: list[str] = []
    names = sum(len(p.names) for p in old) / len(old), sum(len(p.names) for p in new) / len(new)
    if names[1] < names[0] * (1 - NAMES_LOSE):
        found.append(
            f"names per entry fall from {names[0]:.2f} to {names[1]:.2f}, by more than {NAMES_LOSE:.0%}"
        )
    ids = {p.id for p in new}
    kept = sum(p.id in ids for p in old)
    if kept < len(old) * IDS_KEPT:
        found.append(f"only {kept:,} of {len(old):,} entries are still there under their id")
    undated = sum(p.listed is None for p in old) / len(old), sum(p.listed is None for p in new) / len(new)
    if undated[1] - undated[0] > UNDATED:
        found.append(f"entries without a day of listing rise from {undated[0]:.0%} to {undated[1]:.0%}")
    return found


# Between two lists that print one passport number, none of 190 births disagreed by more than a year (EU and OFAC,
# May 2024); in the copy of the UK list whose births belong to others 77 % did. A fifth lies far from both.
MOST_DISAGREE = 0.20
FEWEST = 20  # entries to compare before the share says anything


def checked(read: ReadList, home: Path | None) -> ReadList:
    """The list without its births where too many disagree with those of the entries it cites, and why."""
    cited = {reference.partition(":")[0] for party in read.parties for reference in party.references}
    known = {party.id: party for name in sorted(cited - {read.info.list}) for party in _loaded(name, home)}
    compared, other = disagreement(read.parties, known)
    if compared < FEWEST or other <= compared * MOST_DISAGREE:
        return read
    problem = Problem(
        file=read.info.source, field="birth", severity="warning",
        message=f"of {compared:,} entries with a birth here and on the list they cite, {other:,} disagree by more than a "
        "year: the births of this file were left out",
        rule="entries that a list says are the same person were born at the same time",
        next_step="take the list from its publisher; the table of births may belong to other rows",
    )  # fmt: skip
    info = msgspec.structs.replace(read.info, warnings=(*read.info.warnings, str(problem)))
    parties = tuple(msgspec.structs.replace(party, births=()) for party in read.parties)
    return ReadList(info, parties, (*read.problems, problem))


def disagreement(parties: Iterable[Party], known: Mapping[str, Party]) -> tuple[int, int]:
    """How many entries have a birth here and on an entry they cite, and how many of them disagree."""
    compared = other = 0
    for party in parties:
        held = [known[reference] for reference in party.references if reference in known]
        gaps = [
            gap
            for one in held
            for theirs in one.births
            for ours in party.births
            if (gap := _years_apart(ours, theirs)) is not None
        ]
        compared += bool(gaps)
        other += bool(gaps) and min(gaps) > 1
    return compared, other


def _years_apart(one: DateSpan, other: DateSpan) -> int | None:
    """Full years between two births, 0 where they can be the same; None for a birth nobody can read."""
    if one.start is None or one.end is None or other.start is None or other.end is None:
        return None
    after = other.start.earliest.year - one.end.latest.year
    before = one.start.earliest.year - other.end.latest.year
    return max(after, before, 0)


def _loaded(name: str, home: Path | None) -> tuple[Party, ...]:
    try:
        return load(name, home=home)
    except DocumentError:
        return ()  # what cannot be read is reported where it is asked for; nothing is compared with it


UpdateOutcome = Literal["stored", "unchanged", "older", "refused", "failed"]


class Updated(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """What became of one list.

    ``refused`` has ``reasons`` that may be accepted by name; ``failed`` has problems that may not. ``older`` was
    stored beside the current snapshot, which keeps answering.
    """

    list: str
    outcome: UpdateOutcome
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
        same_file = current is not None and current.info.sha256 == info.sha256
        if current is not None and same_file and reads_alike(current, info, read.parties):
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
            yield from _from_file(one.path, one.list, taking, None, "", progress)
        return
    own = names[0] if len(names) == 1 else ""
    _agree(names, path)
    yield from _from_file(path, own or path.name, taking, columns, own, progress)


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


def _from_file(
    path: Path,
    name: str,
    taking: _Taking,
    columns: Mapping[str, str] | None,
    own: str,
    progress: Progress | None,
) -> Iterable[Updated]:
    def show_count(count: int) -> None:
        if progress is not None:
            progress(f"{path.name}: entries", count, 0)

    try:
        found = read_list(path, name=own, columns=columns, progress=show_count)
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
