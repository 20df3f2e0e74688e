"""Rows of the index worth a full score: words found in many ways, weighed by rarity, summed over all rows at once."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
import numpy as np
from numpy.typing import NDArray

from yalu.screening.matching.laying import Laid
from yalu.screening.matching.vocabulary import Words
from yalu.screening.names.reading import Reading

WHOLE = 40  # rows given a full score for a name of one reading
SHARED = 14  # for each of several readings
_JOIN_WITHIN = 9  # letters of a word that may be half of another
_SPLIT_FROM = 6


class Term(msgspec.Struct, frozen=True):
    """One word to look for, or two written together, and how much it weighs."""

    word: str
    weight: float
    least: float = 0.0  # likeness below which it does not count
    joined: bool = False


class Candidates:
    """Finds rows for one reading; keeps its scratch space between queries, so one search at a time."""

    def __init__(self, laid: Laid, words: Words) -> None:
        """Set up scratch space of one number per row."""
        self._laid = laid
        self._words = words
        self._total = np.zeros(len(laid.row_name), np.float32)

    def rows(self, reading: Reading, person: bool, limit: int) -> list[int]:
        """The most promising rows, best first."""
        weights = [self._words.weight(w, person) for w in reading.words]
        terms = self._terms(reading.words, weights)
        strong = max((t.weight for t in terms), default=0.0) * 0.3
        touched: list[NDArray[np.int32]] = []
        for term in terms:
            if term.weight >= strong:
                self._add(term, touched)
        for i, word in enumerate(reading.words):
            if len(word) >= _SPLIT_FROM and word.isalpha():
                self._add_split(word, weights[i], touched)
        if not touched:
            return []
        return self._best(np.concatenate(touched), sum(weights) or 1.0, limit)

    def _terms(self, words: Sequence[str], weights: Sequence[float]) -> list[Term]:
        terms: dict[str, Term] = {}
        for word, weight in zip(words, weights, strict=True):
            if word not in terms:
                terms[word] = Term(word, weight)
        for i in range(len(words) - 1):
            text, weight = words[i], weights[i]
            for end in range(i + 1, min(i + 3, len(words))):
                if len(words[end]) > _JOIN_WITHIN or len(words[i]) > _JOIN_WITHIN:
                    break
                text += words[end]
                weight += weights[end]
                terms.setdefault(text, Term(text, weight, 0.8, True))
        return list(terms.values())

    def _add(self, term: Term, touched: list[NDArray[np.int32]]) -> None:
        """Add a word's weight to all rows that hold a word like it; of several, the most alike counts.

        Fancy addition writes the last of equal places only, and hits come worst first: that is the maximum.
        """
        hits = self._words.joined(term.word) if term.joined else self._words.hits(term.word)
        occurrences = self._laid.occurrences
        lists, alike = [], []
        for place, likeness in zip(hits.places, hits.alike, strict=True):
            if likeness >= term.least:
                lists.append(occurrences[place])
                alike.append(likeness * term.weight)
        if not lists:
            return
        rows = np.concatenate(lists)
        worth = np.repeat(np.array(alike, np.float32), [len(x) for x in lists])
        self._total[rows] += worth
        touched.append(rows)

    def _add_split(self, word: str, weight: float, touched: list[NDArray[np.int32]]) -> None:
        """A word that is two listed words written together counts for rows that hold both."""
        place = self._words.place
        if word in place and len(self._laid.occurrences[place[word]]) > 3:
            return
        found = []
        for cut in range(2, len(word) - 1):
            first, second = place.get(word[:cut]), place.get(word[cut:])
            if first is None and second is None:
                continue
            size = (cut if first is not None else 0) + (len(word) - cut if second is not None else 0)
            longest = max(cut if first is not None else 0, len(word) - cut if second is not None else 0)
            found.append((-size, -longest, cut))
        for _, _, cut in sorted(found)[:3]:
            for part in (word[:cut], word[cut:]):
                at = place.get(part)
                if at is not None:
                    rows = self._laid.occurrences[at]
                    self._total[rows] += np.float32(0.9 * weight * len(part) / len(word))
                    touched.append(rows)

    def _best(self, rows: NDArray[np.int32], asked: float, limit: int) -> list[int]:
        found = self._total[rows]
        weight = self._laid.row_weight[rows]
        # Agreement against both names' weights; what only one side has costs less than half.
        worth = found / (0.55 * asked + 0.45 * np.maximum(weight, 0.3) + 0.0) - 0.02 * (weight > 4 * asked)
        self._total[rows] = 0.0
        pool = min(len(rows), limit * 6)
        top = np.argpartition(-worth, pool - 1)[:pool] if pool < len(rows) else np.arange(len(rows))
        order = top[np.lexsort((rows[top], -worth[top]))]
        return list(dict.fromkeys(rows[order].tolist()))[:limit]
