"""Ties by name, resolved to entries of the same list where the name leaves one choice."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

import msgspec

from yalu.screening.records import LinkedTo, Party


def linked(parties: Sequence[Party]) -> list[Party]:
    """The parties with the ``party`` of each tie filled in where exactly one entry bears that name.

    Where several do, one that shares a programme with the source is taken, then one that shares a country; where
    that does not leave one, the tie stays a name. Primary names go before aliases.
    """
    if not any(tie.party == "" for party in parties for tie in party.linked):
        return list(parties)
    primary: dict[str, list[Party]] = defaultdict(list)
    other: dict[str, list[Party]] = defaultdict(list)
    for party in parties:
        for name in party.names:
            (primary if name.kind == "primary" else other)[folded(name.text)].append(party)
    return [_resolved(party, primary, other) if party.linked else party for party in parties]


def folded(name: str) -> str:
    """A name for exact comparison: case, blanks, dots and commas do not count."""
    return re.sub(r"[\s.,'’\"]+", " ", name).strip().casefold()


def _resolved(party: Party, primary: dict[str, list[Party]], other: dict[str, list[Party]]) -> Party:
    ties = tuple(
        tie if tie.party else msgspec.structs.replace(tie, party=_one(party, tie, primary, other))
        for tie in party.linked
    )
    return msgspec.structs.replace(party, linked=ties)


def _one(party: Party, tie: LinkedTo, primary: dict[str, list[Party]], other: dict[str, list[Party]]) -> str:
    name = folded(tie.name)
    found = {p.id: p for p in primary.get(name) or other.get(name, []) if p.id != party.id}
    for left in (
        list(found),
        [key for key, p in found.items() if set(p.programmes) & set(party.programmes)],
        [key for key, p in found.items() if set(p.countries) & set(party.countries)],
    ):
        if len(left) == 1:
            return left[0]
    return ""
