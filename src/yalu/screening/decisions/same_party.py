"""Entries of several lists that are one party: lists say so themselves, or an identifier does.

Names never join entries. Nothing is merged: a cluster is a set of ids, made anew from the lists.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from yalu.screening.identifiers import COMPANY, decides, key
from yalu.screening.records import Party


class Clusters:
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
        self._members = self._gathered(known)

    def of(self, party: str) -> tuple[str, ...]:
        """Every entry of the party's cluster in order of id; the party alone when it is in none."""
        return self._members.get(self._root(party), (party,)) if party in self._parent else (party,)

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


def _folded(name: str) -> str:
    return "".join(name.casefold().split()).rstrip(".")


def _sort(party: Party) -> str:
    return party.schema if party.schema in {"Person", "Vessel", "Airplane"} else "LegalEntity"
