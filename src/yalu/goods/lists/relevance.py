"""What of an item an entry can hang on, so that rows of a table that differ elsewhere share one judgement.

Of an item whose kind nobody gave, hundreds of entries are asked, and each hangs on few of the facts.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Protocol, TypeVar

from yalu.goods.conditions import COMMON, TEST, Fact, Facts
from yalu.goods.records import ControlEntry, ItemParameter

_MOST_KEPT = 50_000  # judgements, some hundred bytes each; beyond them all are made again
_MOST_OPEN = 4  # collections of entries open at once
T = TypeVar("T")
_open: dict[tuple[int, int], Relevance] = {}


class FirstAnswer(Protocol):
    """An answer on an entry that comes first."""

    @property
    def answer(self) -> str:
        """meets, does_not or cannot_say."""

    @property
    def certain(self) -> bool:
        """Whether nothing that is not known could change it."""

    @property
    def settled_by(self) -> tuple[str, ...]:
        """What would settle it."""


class Relevance:
    """The facts that each of some entries can hang on, and the judgements made from them so far."""

    def __init__(self, entries: Sequence[ControlEntry], parameters: Mapping[str, ItemParameter]) -> None:
        self.entries, self.parameters = (
            entries,
            parameters,
        )  # held, so that no other takes their place in memory
        self.kept: dict[object, object] = {}
        self._by_id = {entry.id: entry for entry in entries}
        self._groups = _groups(parameters)
        self._names: dict[str, frozenset[str]] = {}

    def key(
        self, entry: ControlEntry, facts: Facts, before: Mapping[str, FirstAnswer], on: date | None
    ) -> object:
        """All that a judgement on an entry can hang on."""
        first = (before.get(name) for name in entry.covered_by)
        said = tuple(None if b is None else (b.answer, b.certain, b.settled_by) for b in first)
        return entry.id, on, said, frozenset(self._about(entry, facts))

    def keep(self, key: object, judgement: T) -> T:
        """Keep a judgement, and give it back."""
        if len(self.kept) >= _MOST_KEPT:
            self.kept.clear()
        self.kept[key] = judgement
        return judgement

    def _about(self, entry: ControlEntry, facts: Facts) -> Iterator[tuple[str, Fact]]:
        names = self._names.get(entry.id)
        if names is None:
            names = self._names[entry.id] = frozenset(self._named(entry, set()))
        for name, value in facts.items():
            plain = name.partition("@")[0]
            if plain in COMMON or plain == TEST or self._groups.get(plain, plain) in names:
                yield name, value

    def _named(self, entry: ControlEntry, seen: set[str]) -> Iterator[str]:
        """The groups of parameters of an entry and of those that come first."""
        seen.add(entry.id)
        for condition in (entry.meets, *(exclusion.when for exclusion in entry.excludes)):
            for name in condition.names:
                yield self._groups.get(name, name)
        for other in entry.covered_by:
            if other in self._by_id and other not in seen:
                yield from self._named(self._by_id[other], seen)


def relevance(entries: Sequence[ControlEntry], parameters: Mapping[str, ItemParameter]) -> Relevance | None:
    """What is kept of entries and parameters that stay as they are; None of a list, which may change."""
    if not isinstance(entries, tuple):
        return None
    name = (id(entries), id(parameters))
    if name not in _open:
        if len(_open) >= _MOST_OPEN:
            _open.clear()
        _open[name] = Relevance(entries, parameters)
    return _open[name]


def _groups(parameters: Mapping[str, ItemParameter]) -> dict[str, str]:
    """Parameters that bound or answer one another, directly or through others, by the name of their group."""
    group = {name: name for name in parameters}

    def find(name: str) -> str:
        while group[name] != name:
            name = group[name]
        return name

    for name, parameter in parameters.items():
        implied = (w for w in (parameter.yes_when, parameter.no_when) if w is not None)
        tied = [parameter.at_most_of, *parameter.sum_of, *(n for w in implied for n in w.names)]
        for other in tied:
            if other in group and other not in COMMON:
                group[find(name)] = find(other)
    return {name: find(name) for name in parameters}
