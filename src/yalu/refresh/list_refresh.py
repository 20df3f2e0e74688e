"""Bringing lists up to date, and what that changes: entries, and what screening says of the parties of a case."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

import msgspec

from yalu.case.records import Case
from yalu.documents.problems import DocumentError
from yalu.refresh.trade_changes import FigureChange
from yalu.screening.lists.snapshots.bundled import bundled_parties
from yalu.screening.lists.snapshots.data_directory import known_lists
from yalu.screening.lists.snapshots.differences import Difference, difference
from yalu.screening.lists.snapshots.download import Progress
from yalu.screening.lists.snapshots.list_names import publications
from yalu.screening.lists.snapshots.store import Snapshot, current_snapshot
from yalu.screening.lists.snapshots.update import Updated, update
from yalu.screening.records import Party
from yalu.screening.screener import Screening


class RefreshedList(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What became of one list, what changed in it, and what that changes for the parties of the case.

    ``entries`` compares with what answered before: a stored snapshot, or the bundled facts, of which an entry that
    is new may only not have been bundled (``against`` says which). ``screening`` are names of the case whose outcome
    over the entries that changed is another.
    """

    updated: Updated
    against: str = ""
    added: int = 0
    removed: int = 0
    changed: int = 0
    same: int = 0
    entries: Difference | None = None
    screening: tuple[FigureChange, ...] = ()


def refresh_lists(
    names: Sequence[str], case: Case, *, home: Path | None = None, accept: Iterable[str] = (), accepted_by: str = "",
    progress: Progress | None = None, addresses: Mapping[str, str] | None = None, wait: Callable[[float], None] | None = None,
) -> tuple[RefreshedList, ...]:  # fmt: skip
    """Update lists from their publishers and tell what changed. Raises DocumentError for a name nobody knows."""
    wanted = {name for official in publications(tuple(names)) for name in official.lists}
    before = {name: _now(name, home) for name in sorted(wanted)}
    updated = update(
        names, home=home, accept=accept, accepted_by=accepted_by, progress=progress, addresses=addresses, wait=wait,
    )  # fmt: skip
    return tuple(_refreshed(one, before.get(one.list, ((), "nothing")), case, home) for one in updated)


def _now(name: str, home: Path | None) -> tuple[tuple[Party, ...], str]:
    """What answers for a list now, and what that is: a snapshot, the bundled facts, or nothing."""
    try:
        snapshot: Snapshot | None = current_snapshot(name, home) if name in known_lists(home) else None
        if snapshot is not None:
            return snapshot.parties(), snapshot.id
    except DocumentError:
        return (), "a damaged copy"
    parties = tuple(party for party in bundled_parties() if party.list == name)
    return parties, "the bundled facts" if parties else "nothing"


def _refreshed(
    updated: Updated, before: tuple[tuple[Party, ...], str], case: Case, home: Path | None
) -> RefreshedList:
    if updated.outcome != "stored":
        return RefreshedList(updated=updated)
    old, against = before
    new, _ = _now(updated.list, home)
    found = difference(old, new, named=(against, updated.snapshot))
    counts = {kind: len(found.of(kind)) for kind in ("added", "removed", "changed")}
    return RefreshedList(
        updated=updated, against=against, **counts, same=found.unchanged, entries=found,
        screening=outcomes_changed(case, old, new, found),
    )  # fmt: skip


def outcomes_changed(
    case: Case, old: Sequence[Party], new: Sequence[Party], found: Difference
) -> tuple[FigureChange, ...]:
    """The parties of the case of which screening says another thing, over the entries that changed alone.

    An entry that is the same before and after cannot turn an outcome, so that it is not asked. A word's rareness
    over the whole list may move by a little; that is not looked at.
    """
    touched = {change.party for change in found.changes}
    if not touched:
        return ()
    names = _names(case)
    was = _outcomes([party for party in old if party.id in touched], names)
    is_now = _outcomes([party for party in new if party.id in touched], names)
    return tuple(
        FigureChange(what=f"{name} ({row})", before=was[row, name], after=is_now[row, name])
        for row, name in sorted(names)
        if was[row, name] != is_now[row, name]
    )


def _names(case: Case) -> dict[tuple[str, str], str]:
    """The parties of the case by row and name, with their kind: nodes of chains, and who acts name."""
    kinds = {
        "person": "Person", "company": "Company", "bank": "Company", "vessel": "Vessel", "body": "Organization",
    }  # fmt: skip
    nodes = {(n.id, n.name): kinds[n.kind] for n in case.nodes if n.kind in kinds}
    return nodes | {(one.id, one.name): one.schema for one in case.named}


def _outcomes(parties: Sequence[Party], names: Mapping[tuple[str, str], str]) -> dict[tuple[str, str], str]:
    if not parties:
        return dict.fromkeys(names, "not on it")
    screening = Screening(parties)
    found: dict[tuple[str, str], str] = {}
    for (row, name), schema in names.items():
        try:
            outcome = screening.screen(name, schema=schema).outcome
        except DocumentError:
            outcome = "not_screened"  # a description in place of a name
        found[row, name] = "not on it" if outcome == "clear" else outcome
    return found
