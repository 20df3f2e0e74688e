"""Which entries and numbers are one party: what lists say themselves, or an identifier does; names never join.

Nothing is merged: a cluster is a set of ids, made anew from the lists. A hull keeps its IMO number for life while
names and flags change; a company's IMO number looks the same and is another thing, so the two are never compared.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from typing import Literal

import msgspec

from yalu.documents.records.canonical_json import canonical
from yalu.screening.identifiers import COMPANY, SHIP, WORDS, agreement, borne_by, decides, key
from yalu.screening.records import Identifier, Party


class SamePartyGroups:
    """The clusters of some parties, by the id of any member."""

    def __init__(self, parties: Iterable[Party]) -> None:
        self._parent: dict[str, str] = {}
        known = {party.id: party for party in parties}
        folded = {_folded(name): name for name in known}
        numbers: dict[tuple[str, str, str], str] = {}
        for party in known.values():
            self._parent.setdefault(party.id, party.id)
            for reference in party.references:
                other = folded.get(_folded(reference))
                if other is not None:
                    self._join(party.id, other)
            for identifier in party.identifiers:
                # Owners and managers share a company number with their ships: schema keeps them apart.
                if decides(identifier) and identifier.kind != COMPANY:
                    self._join(party.id, numbers.setdefault((*key(identifier), _sort(party)), party.id))
        self._known = known
        self._members = self._gathered(known)

    def of(self, party: str) -> tuple[str, ...]:
        """Every entry of the party's cluster in order of id; the party alone when it is in none."""
        return self._members.get(self._root(party), (party,)) if party in self._parent else (party,)

    def facts(self, party: str) -> tuple[tuple[str, str], ...]:
        """Every entry of the party's cluster with the hash of what tells it from others."""
        return tuple((name, facts_hash(self._known[name])) for name in self.of(party) if name in self._known)

    def _gathered(self, known: Mapping[str, Party]) -> dict[str, tuple[str, ...]]:
        members: dict[str, list[str]] = {}
        for name in sorted(known):
            members.setdefault(self._root(name), []).append(name)
        return {root: tuple(names) for root, names in members.items()}

    def _root(self, name: str) -> str:
        while self._parent[name] != name:
            self._parent[name] = self._parent[self._parent[name]]
            name = self._parent[name]
        return name

    def _join(self, first: str, second: str) -> None:
        self._parent.setdefault(first, first)
        self._parent.setdefault(second, second)
        roots = sorted((self._root(first), self._root(second)))
        self._parent[roots[1]] = roots[0]


def facts_hash(party: Party) -> str:
    """A hash of what tells an entry from others: its kind, names, births, states, genders and numbers in any order."""
    facts = [
        party.schema, sorted({n.text for n in party.names}), sorted({b.text for b in party.births}),
        sorted(party.countries), sorted(party.genders), sorted({key(i) for i in party.identifiers}),
    ]  # fmt: skip
    return hashlib.sha256(canonical(facts)).hexdigest()[:16]


def _folded(name: str) -> str:
    return "".join(name.casefold().split()).rstrip(".")


def _sort(party: Party) -> str:
    return party.schema if party.schema in {"Person", "Vessel", "Airplane"} else "LegalEntity"


class Ship(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What lists say of one vessel: its numbers, present and former names, flags, owners' numbers."""

    party: str
    name: str
    imo: str = ""
    former_names: tuple[str, ...] = ()
    other_names: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
    vessel_type: str = ""
    company_imos: tuple[str, ...] = ()
    call_signs: tuple[str, ...] = ()
    mmsi: tuple[str, ...] = ()


def compare(
    asked: Iterable[Identifier], party: Party, countries: Sequence[str] = ()
) -> tuple[Literal["decides", "supports", "other", "silent"], str]:
    """What identifiers say of a party: it is the one, they speak for it, it is another, or nothing; and in words.

    ``other`` is said only of ships: one hull has one IMO number, while a company may have several of
    every other kind. ``countries`` are those of the party asked about.
    """
    wanted = tuple(asked)
    if not wanted:
        return "silent", ""
    supports = ""
    for ours in wanted:
        for theirs in borne_by(party):
            found = agreement(ours, theirs, countries)
            if found == "decides":
                return "decides", f"{WORDS[theirs.kind]} {theirs.value} is the party's own"
            if found and not supports:
                supports = f"the list prints the {WORDS[theirs.kind]} {theirs.value} for the party"
    if supports:
        return "supports", supports
    ships = sorted(key(i)[1] for i in party.identifiers if i.kind == SHIP and decides(i))
    given = sorted(key(i)[1] for i in wanted if i.kind == SHIP and decides(i))
    if ships and given:
        return "other", f"IMO {given[0]} was given; the listed ship is IMO {', '.join(ships)}"
    return "silent", ""


def ship_of(party: Party) -> Ship | None:
    """The ship a party is, with names and numbers sorted by kind; None when it is no vessel."""
    if party.schema != "Vessel":
        return None

    def values(kind: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys(key(i)[1] for i in party.identifiers if i.kind == kind))

    numbers = [key(i)[1] for i in party.identifiers if i.kind == SHIP and decides(i)]
    return Ship(
        party=party.id,
        name=party.primary,
        imo=numbers[0] if numbers else "",
        former_names=tuple(n.text for n in party.names if n.kind == "former"),
        other_names=tuple(n.text for n in party.names if n.kind != "former" and n.text != party.primary),
        flags=party.flags,
        vessel_type=party.vessel_type,
        company_imos=values(COMPANY),
        call_signs=values("call_sign"),
        mmsi=values("mmsi"),
    )
