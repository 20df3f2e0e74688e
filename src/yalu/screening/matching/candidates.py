"""Rows of the index worth a full score: words found in many ways, weighed by rarity, summed over all rows at once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from yalu.screening.matching.laying import Laid
from yalu.screening.matching.scoring import PRICES
from yalu.screening.matching.vocabulary import Hits, Words
from yalu.screening.names.reading import Reading

WHOLE = 16  # rows given a full score for a name of one reading
SHARED = 10  # for each of several readings
_JOIN_WITHIN = 9  # letters of a word that may be half of another
_SPLIT_FROM = 6
_POOL = 200  # rows looked at word by word
_WIDTH = 8  # words of a listed name looked at before the full score, and so many more than the query has
_WIDER = 4
_COVERED = 0.8  # likeness from which a word of the query is met
_INITIAL = 0.85  # what an initial promises of the word it begins
_COUNTS = 0.3  # of the heaviest word's weight: from here a word says who it is
_SINGLE = 3
_LIKELY = 0.5  # a row that holds every word of the query that counts comes before one that only promises
_LENGTH = 0.1  # what each further unit of weight in a listed name costs when rows are cut
_PROMISING = 0.4  # of the greatest sum; rows below it cannot catch up


class Term(NamedTuple):
    """Words ``first:end`` of the query as one word to look for, and how much they weigh."""

    word: str
    first: int
    end: int
    weight: float

    @property
    def joined(self) -> bool:
        """Whether it is neighbours written together."""
        return self.end - self.first > 1


class Row(NamedTuple):
    """A row worth a full score, what it promises, and whether it holds every word of the query that counts."""

    row: int
    promise: float
    covers: bool


class Split(NamedTuple):
    """A word of the query that is two listed words written together."""

    first: int
    parts: tuple[int, ...]


class Candidates:
    """Finds rows for one reading; keeps its scratch space between queries, so one search at a time."""

    def __init__(self, laid: Laid, words: Words) -> None:
        """Set up scratch space of one number per row and one per word."""
        self._laid = laid
        self._words = words
        self._total = np.zeros(len(laid.row_name), np.float32)
        self._seen = np.zeros(len(laid.row_name), np.float32)
        self._alike = np.zeros(len(laid.vocabulary), np.float32)
        self._person = (laid.party_schema[laid.name_party[laid.row_name]] == 0).astype(np.int8)
        self._letters = np.array([ord(w[0]) for w in laid.vocabulary], np.int32)
        self._starts = laid.row_words.ends - np.diff(laid.row_words.ends, prepend=0)

    def rows(self, reading: Reading, person: bool, limit: int) -> list[Row]:
        """The most promising rows, best first."""
        weights = [self._words.weight(w, person) for w in reading.words]
        terms = self._terms(reading.words, weights)
        strong = max(weights, default=0.0) * 0.3
        touched: list[NDArray[np.int32]] = []
        for term in terms:
            if term.weight >= strong:
                self._add(term, touched)
        splits = [split for i, w in enumerate(reading.words) for split in self._splits(i, w)]
        self._add_splits(splits, reading.words, weights, touched)
        if not touched:
            return []
        rows = self._pool(np.concatenate(touched))
        worth, covers = self._promise(rows, reading.words, terms, splits, weights)
        single = sum(w > strong for w in weights) == 1  # many are one letter from one word
        order = np.lexsort((rows, -(worth + _LIKELY * covers)))[: limit * (_SINGLE if single else 1)]
        kept = zip(rows[order].tolist(), worth[order].tolist(), covers[order].tolist(), strict=True)
        return [Row(*row) for row in kept]

    def _terms(self, words: Sequence[str], weights: Sequence[float]) -> list[Term]:
        terms = [Term(word, i, i + 1, weights[i]) for i, word in enumerate(words)]
        for i in range(len(words) - 1):
            text, weight = words[i], weights[i]
            for end in range(i + 1, min(i + 3, len(words))):
                if len(words[end]) > _JOIN_WITHIN or len(words[i]) > _JOIN_WITHIN:
                    break
                text += words[end]
                weight += weights[end]
                if len(self._words.joined(text).places):
                    terms.append(Term(text, i, end + 1, weight))
        return terms

    def _add(self, term: Term, touched: list[NDArray[np.int32]]) -> None:
        """Add a word's weight to all rows that hold a word like it; of several, the most alike counts.

        Fancy addition writes the last of equal places only, and hits come worst first: that is the maximum.
        """
        hits = self._hits(term)
        if len(hits.rows):
            self._total[hits.rows] += hits.row_alike * np.float32(term.weight)
            touched.append(hits.rows)

    def _hits(self, term: Term) -> Hits:
        return self._words.joined(term.word) if term.joined else self._words.hits(term.word)

    def _splits(self, first: int, word: str) -> list[Split]:
        """Where a word may be cut into two listed words, or one and a rest: the two longest cuts."""
        place = self._words.place
        if len(word) < _SPLIT_FROM or not word.isalpha():
            return []
        if word in place and len(self._laid.occurrences[place[word]]) > 3:
            return []
        found = []
        for cut in range(2, len(word) - 1):
            parts = tuple(p for p in (place.get(word[:cut]), place.get(word[cut:])) if p is not None)
            if parts:
                known = sum(len(self._words.texts[p]) for p in parts)
                if known >= 0.6 * len(word):
                    found.append((-known, -max(len(self._words.texts[p]) for p in parts), parts))
        return [Split(first, parts) for _, _, parts in sorted(found)[:3]]

    def _add_splits(
        self,
        splits: list[Split],
        words: Sequence[str],
        weights: Sequence[float],
        touched: list[NDArray[np.int32]],
    ) -> None:
        """Add what the halves of a word bring beyond what the word itself found; both together never count twice."""
        for split in splits:
            word, weight = words[split.first], weights[split.first]
            hits = self._words.hits(word)
            rows = np.unique(np.concatenate([self._laid.occurrences[place] for place in split.parts]))
            halves = np.zeros(len(rows), np.float32)
            for place in split.parts:
                held = self._laid.occurrences[place]
                halves[np.searchsorted(rows, held)] += np.float32(
                    0.9 * len(self._words.texts[place]) / len(word)
                )
            self._seen[hits.rows] = hits.row_alike
            self._total[rows] += np.float32(weight) * np.maximum(halves - self._seen[rows], 0)
            self._seen[hits.rows] = 0.0
            touched.append(rows)

    def _pool(self, rows: NDArray[np.int32]) -> NDArray[np.int32]:
        """The rows with the greatest sums; each once, or repeats would crowd out what was found once."""
        found = self._total[rows]
        near = np.unique(rows[found >= _PROMISING * found.max()])  # few are left: repeats have the same sum
        found = self._total[near]
        self._total[rows] = 0.0
        rows = near
        if len(rows) > _POOL:
            # Of rows with equal sums the shorter names: what a brand bears alone is nearer than its hundred daughters.
            found = found - _LENGTH * self._laid.row_weight[rows]
            rows = np.sort(rows[np.argpartition(-found, _POOL)[:_POOL]])
        return rows

    def _promise(
        self,
        rows: NDArray[np.int32],
        words: Sequence[str],
        terms: list[Term],
        splits: list[Split],
        weights: list[float],
    ) -> tuple[NDArray[np.float32], NDArray[np.bool_]]:
        """The score each row could have if every word paired with its best, and whether it holds all that count.

        Nearly the full score, for all rows at once.
        """
        laid = self._laid
        at = self._starts[rows][:, None] + np.arange(max(_WIDTH, len(words) + _WIDER))
        inside = at < laid.row_words.ends[rows][:, None]
        places = laid.row_words.values[np.minimum(at, len(laid.row_words.values) - 1)]
        theirs = laid.weights[self._person[rows][:, None], places] * inside
        covered = np.zeros(places.shape, np.float32)
        ours = np.zeros((len(weights), len(rows)), np.float32)
        for term in terms:
            hits = self._hits(term)
            self._alike[hits.places] = hits.alike
            alike = self._alike[places] * inside
            self._alike[hits.places] = 0.0
            best = alike.max(axis=1)
            for i in range(term.first, term.end):
                np.maximum(ours[i], best, out=ours[i])
            np.maximum(covered, alike, out=covered)
        for split in splits:
            for place in split.parts:
                held = (places == place) & inside
                share = np.float32(0.95 / len(split.parts))
                ours[split.first] = np.maximum(ours[split.first], share * held.any(axis=1))
                np.maximum(covered, 0.95 * held, out=covered)
        for i, word in enumerate(words):
            if len(word) == 1:
                begins = ((self._letters[places] == ord(word)) & inside & (covered < _COVERED)).any(axis=1)
                ours[i] = np.maximum(ours[i], _INITIAL * begins)
        weighed = np.array(weights, np.float32)
        counts = weighed >= _COUNTS * weighed.max()
        agreed = weighed @ ours
        left = weighed.sum() - agreed
        other = np.maximum(laid.row_weight[rows] - (theirs * covered).sum(axis=1), 0)
        against = np.minimum(left, other)
        cost = PRICES.contradicted * against + PRICES.omitted * (left + other - 2 * against)
        worth: NDArray[np.float32] = agreed / (agreed + cost + 1e-6)
        covers: NDArray[np.bool_] = (ours[counts] >= _COVERED).all(axis=0)
        return worth, covers
