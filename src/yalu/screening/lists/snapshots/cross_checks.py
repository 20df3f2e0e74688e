"""A list held against the lists it cites: births of entries that a list says are the same should agree.

A column that was joined to the wrong rows shows no other fault, and a birth date of somebody else clears a match.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

import msgspec

from yalu.documents.problems import DocumentError, Problem
from yalu.screening.lists.formats.list_reader import ReadList
from yalu.screening.lists.snapshots.as_of import load
from yalu.screening.records import Party, Spell

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


def _years_apart(one: Spell, other: Spell) -> int | None:
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
        return ()  # what cannot be read is told where it is asked for; nothing is compared with it
