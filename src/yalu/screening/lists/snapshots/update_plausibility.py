"""When a new copy of a list is not believed at once: it shrank, or it has another shape than the one before."""

from __future__ import annotations

from collections.abc import Sequence

from yalu.screening.records import Party, SnapshotInfo

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
