"""Rows of the index as they are compared: words, weights, and what the list says of the name they are of."""

from __future__ import annotations

from typing import NamedTuple

from yalu.screening.matching.index_builder import KINDS, SCHEMAS, SCRIPTS, Laid
from yalu.screening.matching.parts import Parts
from yalu.screening.matching.token_index import Words
from yalu.screening.names.readings import PERSON, Reading

_REMEMBERED = 50_000


class Listed(NamedTuple):
    """One reading of a listed name; ``name`` and ``party`` are places in the index."""

    reading: Reading
    weights: tuple[float, ...]
    weight: float
    name: int
    party: int
    schema: str
    person: bool
    script: str
    weak: bool
    parts: Parts


class Rows:
    """The rows of one index, each put together when it is first asked for."""

    def __init__(self, laid: Laid, words: Words) -> None:
        self._laid = laid
        self._words = words
        self._held: dict[int, Listed] = {}
        self._schemas = [SCHEMAS[s] for s in laid.party_schema.tolist()]

    def __getitem__(self, row: int) -> Listed:
        found = self._held.get(row)
        if found is None:
            if len(self._held) >= _REMEMBERED:
                self._held.clear()
            found = self._held[row] = self._made(row)
        return found

    def _made(self, row: int) -> Listed:
        laid = self._laid
        system = laid.systems[laid.row_system[row]]
        words = tuple([self._words.texts[place] for place in laid.row_words[row].tolist()])
        name = int(laid.row_name[row])
        party = int(laid.name_party[name])
        person = self._schemas[party] in PERSON
        weights = tuple([self._words.weight(word, person) for word in words])
        return Listed(
            Reading(system.removeprefix("="), words, system.startswith("=")), weights, sum(weights), name, party,
            self._schemas[party], person, SCRIPTS[laid.name_script[name]], KINDS[laid.name_kind[name]] == "weak",
            Parts(int(laid.row_given[row]), int(laid.row_family[row])),
        )  # fmt: skip
