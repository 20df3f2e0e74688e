"""Listed names that stand whole in a longer question: an address, a payment message, other parties beside them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from yalu.screening.matching.index_builder import IndexData
from yalu.screening.matching.token_index import TokenIndex
from yalu.screening.names.han import is_han
from yalu.screening.names.readings import NameReading
from yalu.screening.names.words import word_class

# Likeness from which a word is the listed one in another accepted spelling, as the fit of names has it.
_SAME, _WHOLE = 0.85, frozenset({"exact", "variant"})
_LEAST = 3  # words of a question of which a name may be a part; signs of a name within a text of signs


class Stretch(NamedTuple):
    """Words of a reading in which all words of a row stand; ``numbered`` where a number that ends the question follows."""

    reading: NameReading
    row: int
    numbered: bool


class ContainedNames:
    """Finds the listed names all of whose words, legal forms left aside, stand in a row in a reading."""

    def __init__(self, data: IndexData, words: TokenIndex) -> None:
        """Keep the index; what is counted of its rows is counted when a long question first asks."""
        self._data, self._words = data, words
        self._person = data.party_schema[data.name_party[data.row_name]] == 0

    @cached_property
    def _formal(self) -> NDArray[np.bool_]:
        return np.array([_is_form(word) for word in self._data.vocabulary], bool)

    @cached_property
    def _sizes(self) -> NDArray[np.int64]:
        """How many words of each row are no legal form."""
        rows, formal = self._data.row_words, self._formal
        held = np.concatenate(([0], np.cumsum(~formal[rows.values])))
        return np.diff(held[rows.ends], prepend=0)

    def found(self, reading: NameReading) -> Iterator[Stretch]:
        """Where in a reading a listed name stands."""
        words = reading.words
        if len(words) < _LEAST:
            return
        said = [i for i, word in enumerate(words) if not _is_form(word)]
        places = [self._same(words[i]) for i in said]
        for row in self._covered(places, len(words)):
            wanted = {w for w in self._data.row_words[row].tolist() if not self._formal[w]}
            size = int(self._sizes[row])
            for start in range(len(said) - size + 1):
                window = places[start : start + size]
                if all(map(wanted.intersection, window)) and wanted <= set().union(*window):
                    person = bool(self._person[row])
                    yield _part(reading, said[start], said[start + size - 1], row, person)

    def signs(self, reading: NameReading) -> Iterator[Stretch]:
        """Where in a text of Han or Hangul, as written, a listed name of three signs or more stands.

        Hangul sets words apart, so a name begins one; in Han it may stand anywhere.
        """
        asked = "".join(reading.words)
        for word in reading.words if len(asked) > _LEAST else ():
            for start in range(len(word) - _LEAST + 1) if is_han(word) else (0,):
                for end in range(start + _LEAST, min(start + self._longest, len(word)) + 1):
                    for row in self._written.get(word[start:end], ()) if end - start < len(asked) else ():
                        words = tuple(self._words.texts[w] for w in self._data.row_words[row].tolist())
                        yield Stretch(NameReading(reading.system, words, True), row, False)

    @cached_property
    def _written(self) -> dict[str, list[int]]:
        """The rows of names as written in Han or Hangul, by their signs."""
        data = self._data
        found: dict[str, list[int]] = {}
        if "=written" in data.systems:
            for row in np.flatnonzero(data.row_system == data.systems.index("=written")).tolist():
                signs = "".join(self._words.texts[w] for w in data.row_words[row].tolist())
                if len(signs) >= _LEAST and "\u3400" <= signs[0] <= "\ud7a3":
                    found.setdefault(signs, []).append(row)
        return found

    @cached_property
    def _longest(self) -> int:
        return max(map(len, self._written), default=0)

    def _same(self, word: str) -> set[int]:
        place = self._words.place
        hits = self._words.hits(word).by_word
        return {place[w] for w, (alike, why) in hits.items() if alike >= _SAME and why in _WHOLE}

    def _covered(self, places: Sequence[set[int]], asked: int) -> list[int]:
        """The rows whose words are all among those asked, the weightiest first."""
        every = np.array(sorted(set().union(*places)), np.int64)
        held = self._data.occurrences.values[self._data.occurrences.flat(every)[0]]
        rows, counts = np.unique(held, return_counts=True)
        sizes = self._sizes[rows]
        found = rows[(counts >= sizes) & (sizes > 0) & (sizes < asked)]
        order = np.lexsort((found, -self._data.row_weight[found]))
        return [int(row) for row in found[order]]


def _part(reading: NameReading, first: int, last: int, row: int, person: bool) -> Stretch:
    """Words ``first`` to ``last`` of a reading; of an organisation with the legal forms before and behind them."""
    words = reading.words
    start, end = first, last + 1
    while not person and end < len(words) and _is_form(words[end]):
        end += 1
    while not person and start and _is_form(words[start - 1]):
        start -= 1
    numbered = end + 1 == len(words) and words[end].isdigit()
    return Stretch(NameReading(reading.system, words[start:end], reading.native), row, numbered)


def _is_form(word: str) -> bool:
    return word_class(word, False) == "legal"
