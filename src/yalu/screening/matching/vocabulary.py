"""The words of an index, found from any word: the same, a variant, a spelling, a sound."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import OSA
from rapidfuzz.process import cdist

from yalu.screening.matching.laying import Laid, letter_pair_keys, sound_keys
from yalu.screening.matching.likeness import FLOOR, likeness
from yalu.screening.matching.records import Reason
from yalu.screening.names.tables import surname_classes, variant_groups
from yalu.screening.names.words import bundled_lexicon, class_weight

FUZZY = 100  # words looked at by letter pairs; the list is cut by overlap, then by distance
_REMEMBERED = 30_000


class Hits:
    """The words of the index that may be one word of a query, worst first, with likeness and reason."""

    __slots__ = ("alike", "by_word", "places")

    def __init__(self, found: dict[int, tuple[float, Reason]], vocabulary: list[str]) -> None:
        """Order by likeness, then by place in the vocabulary."""
        order = sorted(found, key=lambda place: (found[place][0], -place))
        self.places = order
        self.alike = [found[place][0] for place in order]
        self.by_word = {vocabulary[place]: found[place] for place in order}


class Words:
    """Look-ups over the vocabulary of one index."""

    def __init__(self, laid: Laid) -> None:
        """Keep the vocabulary and the tables of its letter pairs and sounds."""
        self._laid = laid
        self.texts = laid.vocabulary
        self.place = {word: place for place, word in enumerate(laid.vocabulary)}
        self.lengths = np.array([min(len(w), 120) for w in laid.vocabulary], np.int16)
        self.pairs = np.bincount(laid.letter_pairs.values, minlength=len(laid.vocabulary)).astype(np.int16)
        self._hits: dict[str, Hits] = {}

    def hits(self, word: str) -> Hits:
        """All words alike one word, remembered."""
        known = self._hits.get(word)
        if known is None:
            if len(self._hits) >= _REMEMBERED:
                self._hits.clear()
            known = self._hits[word] = self._find(word)
        return known

    def weight(self, word: str, person: bool) -> float:
        """How much a word weighs on this list: its class and its rarity; a word not on it is rare."""
        place = self.place.get(word)
        rarity = 1.0 if place is None else float(self._laid.rarity[place])
        return class_weight(word, person) * rarity

    def _find(self, word: str) -> Hits:
        near = {place for other in related(word) if (place := self.place.get(other)) is not None}
        if word.isascii() and word.isalpha():
            near.update(self._heard(word))
        near.update(self._spelt(word))
        found = {}
        for place in near:
            alike, reason = likeness(word, self.texts[place])
            if alike >= FLOOR:
                found[place] = (alike, reason)
        return Hits(found, self.texts)

    def _heard(self, word: str) -> list[int]:
        laid = self._laid
        out: list[int] = []
        for key in sound_keys(word):
            start, end = np.searchsorted(laid.sounds, [key, key + 1])
            out += laid.sound_words[start : min(end, start + 400)].tolist()
        return out

    def _spelt(self, word: str) -> list[int]:
        """Words sharing letter pairs, filtered by edit distance."""
        size = len(word)
        if size < 3 or word.isdigit():
            return []
        laid = self._laid
        keys = letter_pair_keys(word[:40])
        lists = [laid.letter_pairs[key] for key in keys]
        counts = np.bincount(np.concatenate(lists), minlength=len(self.texts))
        need = max(2, len(keys) - 2 * (1 if size <= 5 else 2 if size <= 9 else 3) - 1)
        near = np.flatnonzero(counts >= need)
        if len(near) > FUZZY:
            overlap = 2 * counts[near] / (self.pairs[near] + len(keys))
            near = near[np.argsort(-overlap, kind="stable")[:FUZZY]]
        if not len(near):
            return []
        choices = [self.texts[place] for place in near]
        alike: NDArray[np.float32] = cdist(
            [word], choices, scorer=OSA.normalized_similarity, dtype=np.float32
        )[0]
        prefix = [c.startswith(word) or word.startswith(c) for c in choices]
        kept: list[int] = near[(alike >= 0.6) | np.array(prefix)].tolist()
        return kept


@lru_cache(maxsize=50_000)
def related(word: str) -> tuple[str, ...]:
    """The word and what the tables tie to it: variants of a name, words of one meaning, spellings of a surname."""
    found = {word: None}
    for table, members in _tables():
        for group in sorted(table.get(word, ()), key=str):
            found.update(dict.fromkeys(members[group]))
    return tuple(found)


@lru_cache(maxsize=1)
def _tables() -> list[tuple[dict[str, frozenset[object]], dict[object, list[str]]]]:
    found = []
    for table in (variant_groups(), bundled_lexicon().concepts, surname_classes()):
        members: dict[object, list[str]] = {}
        for word, groups in table.items():
            for group in groups:
                members.setdefault(group, []).append(word)
        found.append((table, members))
    return found  # type: ignore[return-value]
