"""Who is screened against, now or as the lists stood on a day, and what that answer rests on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Literal

import msgspec

from yalu.screening.lists.snapshots.bundled import bundled_lists, bundled_parties
from yalu.screening.lists.snapshots.data_directory import known_lists
from yalu.screening.lists.snapshots.differences import Difference, difference
from yalu.screening.lists.snapshots.store import (
    Snapshot,
    current_snapshot,
    find,
    first_day,
    snapshot_on,
    snapshots,
)
from yalu.screening.records import Party, PartyName, SnapshotInfo
from yalu.vocabulary.answers import NO, YES, Answer, stands_on


class Basis(msgspec.Struct, frozen=True, omit_defaults=True):
    """What one list's answer rests on.

    ``how``: ``current`` (the newest snapshot), ``snapshot`` (the one in force on the day), ``dates`` (days of listing
    inside a later copy, because none of that day is stored), ``bundled`` (the tables that come with Yalu).
    """

    list: str
    snapshot: str
    date: str
    how: Literal["current", "snapshot", "dates", "bundled"]
    parties: int
    note: str = ""


class ListsAsOf(msgspec.Struct, frozen=True):
    """The parties to screen against, list by list, with the basis of each."""

    parties: tuple[Party, ...]
    bases: tuple[Basis, ...]
    as_of: str = ""
    infos: tuple[
        SnapshotInfo, ...
    ] = ()  # one a list; without a checksum where only a part of a copy is meant


def load(name: str, as_of: date | None = None, home: Path | None = None) -> tuple[Party, ...]:
    """The parties of one list, now or on a day. Raises DocumentError when the snapshot is damaged."""
    return _of_list(name, as_of, home)[0]


def of_snapshot(snapshot: Snapshot) -> tuple[Party, ...]:
    """The parties of one stored snapshot, with the names in original script that come with Yalu."""
    return _with_names(snapshot.parties())


def screening_parties(as_of: date | None = None, home: Path | None = None) -> ListsAsOf:
    """Every party of every list: stored snapshots first choice, bundled facts where a list has none.

    Names in original script that come with Yalu, and a day of listing where the file gives none, are added to the
    entry of the same list and id, under their own source; nothing is merged across lists. On a day (``as_of``) a list
    answers with the snapshot in force then; where none is stored, with the days of listing inside the nearest later
    copy, and the basis says so.
    """
    stored = known_lists(home)
    bundled = {info.list: info for info in bundled_lists()}
    parties: list[Party] = []
    bases: list[Basis] = []
    infos: list[SnapshotInfo] = []
    for name in sorted({*stored, *bundled}):
        found, basis = _of_list(name, as_of, home)
        parties += found
        bases.append(basis)
        infos.append(_info(basis, home))
    return ListsAsOf(tuple(parties), tuple(bases), as_of.isoformat() if as_of else "", tuple(infos))


def _info(basis: Basis, home: Path | None) -> SnapshotInfo:
    """What a list says of itself, cut to the entries that the basis means."""
    if basis.how in {"current", "snapshot"}:
        info = find(basis.snapshot, home).info
    else:
        info = next(
            (i for i in bundled_lists() if i.list == basis.list),
            SnapshotInfo(list=basis.list, date=basis.date),
        )
        lacks = () if basis.snapshot.startswith("bundled") else find(basis.snapshot, home).info.left_out
        info = msgspec.structs.replace(info, date=basis.date, left_out=lacks)
    whole = info.parties == basis.parties
    return msgspec.structs.replace(info, parties=basis.parties, sha256=info.sha256 if whole else "")


def _of_list(name: str, as_of: date | None, home: Path | None) -> tuple[tuple[Party, ...], Basis]:
    now = current_snapshot(name, home) if name in known_lists(home) else None
    if now is None:
        return _bundled(name, as_of)
    if as_of is None:
        return _with_names(now.parties()), _basis(now, "current")
    then = snapshot_on(name, as_of, home)
    if then is not None:
        copied = first_day(then.info.date)
        parties = tuple(p for p in _with_names(then.parties()) if stood(p, as_of, copied) != NO)
        return parties, _basis(then, "snapshot", parties)
    nearest = snapshots(name, home)[0]
    parties, note = _dated(_with_names(nearest.parties()), as_of)
    return parties, _basis(nearest, "dates", parties, note)


def _bundled(name: str, as_of: date | None) -> tuple[tuple[Party, ...], Basis]:
    info = next((i for i in bundled_lists() if i.list == name), SnapshotInfo(list=name, date=""))
    parties = tuple(p for p in bundled_parties() if p.list == name)
    note = ""
    how: Literal["bundled", "dates"] = "bundled"
    copied = first_day(info.date) if info.date else None
    if as_of is not None:
        parties, note = _dated(parties, as_of)
        how = "dates" if copied is None or as_of < copied else "bundled"
    return parties, Basis(name, f"bundled/{info.date}", info.date, how, len(parties), note)


def _basis(
    snapshot: Snapshot,
    how: Literal["current", "snapshot", "dates"],
    parties: Sequence[Party] | None = None,
    note: str = "",
) -> Basis:
    count = snapshot.info.parties if parties is None else len(parties)
    return Basis(snapshot.info.list, snapshot.id, snapshot.info.date, how, count, note)


def _dated(parties: Iterable[Party], day: date) -> tuple[tuple[Party, ...], str]:
    """Those that their own dates do not say were off the list that day: nobody is cleared by a gap."""
    kept = [party for party in parties if stood(party, day) != NO]
    undated = sum(party.listed is None for party in kept)
    doubtful = sum(party.listed is not None and stood(party, day) != YES for party in kept)
    notes = [f"{undated:,} entries carry no day of listing and are kept"] if undated else []
    notes += [f"{doubtful:,} may have come or gone in the same day, month or year"] if doubtful else []
    return tuple(kept), "; ".join(notes)


def stood(party: Party, day: date, copied: date | None = None) -> Answer:
    """Whether an entry stood on its list on a day; ``copied`` is the day of the copy it stands in.

    A copy that prints a day of delisting was made after it, and says nothing of when the entry stood there.
    """
    return stands_on(party.listed, party.delisted, day, seen=None if party.delisted else copied)


def _with_names(parties: tuple[Party, ...]) -> tuple[Party, ...]:
    known = _known()
    return tuple(_with(party, *known[party.id]) if party.id in known else party for party in parties)


def _with(party: Party, names: tuple[PartyName, ...], ours: Party) -> Party:
    have = {name.text for name in party.names}
    more = tuple(name for name in names if name.text not in have)
    dated = party.listed is None and ours.listed is not None
    if not more and not dated:
        return party
    return msgspec.structs.replace(
        party,
        names=party.names + more,
        listed=ours.listed if dated else party.listed,
        notices=party.notices + (ours.notices if dated else ()),
    )


@cache
def _known() -> dict[str, tuple[tuple[PartyName, ...], Party]]:
    """What comes with Yalu and some files lack, by entry: names in original script, and the day of listing."""
    return {p.id: (tuple(name for name in p.names if name.script != "latin"), p) for p in bundled_parties()}


class Delisting(msgspec.Struct, frozen=True):
    """An entry that stood in one snapshot and not in the next: it left the list between the two dates."""

    party: str
    name: str
    last_seen: str
    first_missing: str


def delistings(name: str, home: Path | None = None) -> tuple[Delisting, ...]:
    """Every entry that vanished between neighbouring snapshots of a list, oldest first."""
    listed = snapshots(name, home)
    found: list[Delisting] = []
    for old, new in pairwise(listed):
        found += [
            Delisting(change.party, change.name, old.info.date, new.info.date)
            for change in compare(old, new).of("removed")
        ]
    return tuple(found)


def compare(old: Snapshot, new: Snapshot) -> Difference:
    """What changed from one stored snapshot to another."""
    return difference(old.parties(), new.parties(), named=(old.id, new.id))
