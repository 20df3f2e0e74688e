"""Rows of the index worth a full score: words found in many ways, weighed by rarity, summed over all rows at once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from yalu.screening.matching.index_builder import IndexData
from yalu.screening.matching.scores import PENALTIES
from yalu.screening.matching.token_index import LIGHT, Hits, TokenIndex
from yalu.screening.names.readings import NameReading

# How far the search looks; what a narrower look would lose is measured by bench/changes.py and bench/decisions.py.
WHOLE = 16  # rows given a full score for a name of one reading
SHARED = 10  # for each of several readings
_JOIN_WITHIN = 9  # letters of a word that may be half of another
_SPLIT_FROM = 6
_WIDTH = 8  # words of a listed name looked at before the full score, and so many more than the query has
_WIDER = 4
_COVERED = 0.8  # likeness from which a word of the query is met
_INITIAL = 0.85  # upper bound for an initial and the word it begins
_HALVES = 0.95  # upper bound for a word and its halves, or one of them and a rest
_COUNTS = 0.3  # of the heaviest word's weight: from here a word says who it is
_SINGLE = 3
_LIKELY = 0.5  # a row that holds every word of the query that counts comes before one with a high bound alone
_AGAINST = (
    PENALTIES.contradicted - 2 * PENALTIES.omitted
)  # what words left on both sides cost beside being omitted
_PROMISING = 0.4  # of the greatest sum: rows below it hold the lesser part of the name
_ROUNDING = 1e-4  # sums are of short floats


class Term(NamedTuple):
    """Words ``first:end`` of the query as one word to look for, and how much they weigh."""

    word: str
    first: int
    end: int
    weight: float
    hits: Hits


class CandidateRow(NamedTuple):
    """A row worth a full score, the upper bound of that score, and whether it holds every word of the query that counts."""

    row: int
    bound: float
    covers: bool


class _Bounds(NamedTuple):
    """For each of some rows the upper bound of its score, and whether it holds every word of the query that counts."""

    bound: NDArray[np.float64]
    covers: NDArray[np.bool_]


class Split(NamedTuple):
    """A word of the query that is two listed words written together."""

    first: int
    parts: tuple[int, ...]


class _Sought:
    """The words asked for and what they weigh; ``counts`` are places of those that say who it is."""

    def __init__(self, words: Sequence[str], weights: list[float]) -> None:
        self.words, self.weights = words, weights
        self.weight = sum(weights)
        self.strong = max(weights, default=0.0) * _COUNTS
        self.counts = [i for i, weight in enumerate(weights) if weight >= self.strong]
        self.covered = _COVERED * sum(weights[i] for i in self.counts)
        self.letters = [i for i, word in enumerate(words) if len(word) == 1]
        # Weights that no sum over rows holds: of words that say little, and of initials.
        self.unsummed = sum(
            w for word, w in zip(words, weights, strict=True) if w < self.strong or len(word) == 1
        )


class Candidates:
    """Finds rows for one reading; keeps its scratch space between queries, so one search at a time."""

    def __init__(self, data: IndexData, words: TokenIndex) -> None:
        """Set up scratch space of four numbers per row and one per word, which is zero between questions."""
        self._data = data
        self._words = words
        self._like = np.zeros(len(data.vocabulary), np.float64)
        self._person = (data.party_schema[data.name_party[data.row_name]] == 0).astype(np.int8)
        self._begins = np.array([ord(word[0]) if word else 0 for word in data.vocabulary], np.int32)
        self._total, self._seen, self._met, self._halves = np.zeros((4, len(data.row_name)), np.float32)
        # Light words stand in thousands of names; a weight without them need not be compared with them.
        heavy = np.where(words.held >= LIGHT, words.held, 0)
        self._heavy = np.bincount(data.occurrences.values, heavy, len(data.row_name)).astype(np.float32)

    def rows(self, reading: NameReading, person: bool, limit: int, least: float) -> list[CandidateRow]:
        """The rows of the highest bound, best first; of those bounded below ``least`` only what covers the query."""
        sought = _Sought(reading.words, [self._words.weight(w, person) for w in reading.words])
        terms = self._terms(sought)
        splits = [split for i, w in enumerate(reading.words) for split in self._splits(i, w)]
        touched = [term.hits.rows for term in terms if self._add(term, sought)]
        touched += [self._add_split(split, sought) for split in splits]
        if not touched:
            return []
        heavy = [t.hits for t in terms if t.hits.heavy or t.weight >= sought.strong]
        met = [(hits.rows, hits.row_met) for hits in heavy] + [self._halves_met(split) for split in splits]
        near = self._near(np.concatenate(touched, dtype=np.intp), sought, met, least)
        single = sum(w > sought.strong for w in sought.weights) == 1  # many are one letter from one word
        most = limit * (_SINGLE if single else 1)
        if not len(near):
            return []
        bounds = self._bounds(near, sought, terms, splits)
        order = np.lexsort((near, -(bounds.bound + _LIKELY * bounds.covers)))[:most]
        return [
            CandidateRow(row, bound, covers)
            for row, bound, covers in zip(
                near[order].tolist(),
                bounds.bound[order].tolist(),
                bounds.covers[order].tolist(),
                strict=True,
            )
        ]

    def _terms(self, sought: _Sought) -> list[Term]:
        words, weights = sought.words, sought.weights
        terms = [Term(word, i, i + 1, weights[i], self._words.hits(word)) for i, word in enumerate(words)]
        for i in range(len(words) - 1):
            text, weight = words[i], weights[i]
            for end in range(i + 1, min(i + 3, len(words))):
                if len(words[end]) > _JOIN_WITHIN or len(words[i]) > _JOIN_WITHIN:
                    break
                text += words[end]
                weight += weights[end]
                hits = self._words.joined(text)
                if hits.by_word:
                    terms.append(Term(text, i, end + 1, weight, hits))
        return terms

    def _add(self, term: Term, sought: _Sought) -> bool:
        """Add the weight of a word that counts to all rows that hold a word like it; of several, the most alike counts.

        Fancy addition writes the last of equal places only, and hits come worst first: that is the maximum.
        """
        hits = term.hits
        if term.weight < sought.strong or not hits.by_word:
            return False
        self._total[hits.rows] += hits.row_alike * np.float32(term.weight)
        return True

    def _splits(self, first: int, word: str) -> list[Split]:
        """Where a word may be cut into two listed words, or one that is on few names into one and a rest: the longest cuts."""
        place = self._words.place
        if len(word) < _SPLIT_FROM or not word.isalpha():
            return []
        wanted = 2 if word in place and len(self._data.occurrences[place[word]]) > 3 else 1
        found = []
        for cut in range(2, len(word) - 1):
            parts = tuple(p for p in (place.get(word[:cut]), place.get(word[cut:])) if p is not None)
            if len(parts) >= wanted:
                known = sum(len(self._words.texts[p]) for p in parts)
                if known >= 0.6 * len(word):
                    found.append((-known, -max(len(self._words.texts[p]) for p in parts), parts))
        return [Split(first, parts) for _, _, parts in sorted(found)[:3]]

    def _add_split(self, split: Split, sought: _Sought) -> NDArray[np.int32]:
        """Add what the halves of a word bring beyond what the word itself found; both together never count twice."""
        word, weight = sought.words[split.first], np.float32(sought.weights[split.first])
        hits = self._words.hits(word)
        parts = [self._data.occurrences[place] for place in split.parts]
        rows = _distinct(np.concatenate(parts))
        halves = np.zeros(len(rows), np.float32)
        for place, held in zip(split.parts, parts, strict=True):
            halves[np.searchsorted(rows, held)] += np.float32(0.9 * len(self._words.texts[place]) / len(word))
        self._seen[hits.rows] = hits.row_alike
        self._total[rows] += weight * np.maximum(halves - self._seen[rows], 0)
        self._seen[hits.rows] = 0.0
        self._halves[rows] += weight  # more than they ever give: for the first bound alone
        return rows

    def _halves_met(self, split: Split) -> tuple[NDArray[np.int32], NDArray[np.float32]]:
        at, _ = self._data.occurrences.flat(np.array(split.parts))
        return self._data.occurrences.values[at], self._words.held[at]

    def _near(
        self,
        rows: NDArray[np.intp],
        sought: _Sought,
        met: list[tuple[NDArray[np.int32], NDArray[np.float32]]],
        least: float,
    ) -> NDArray[np.intp]:
        """The rows that may score ``least``, or hold every word that counts.

        ``met`` is what of the rows' weight is like the query; no row scores more than if its whole sum agreed and
        only that were met. Most rows that share one word with the query fall out by this, with nobody looking at them.
        """
        places = np.concatenate([rows for rows, _ in met], dtype=np.intp)
        np.add.at(self._met, places, np.concatenate([weights for _, weights in met]))
        total = self._total[rows]
        agreed = np.minimum(total + self._halves[rows] + sought.unsummed, sought.weight)
        left = sought.weight - agreed
        other = np.maximum(self._heavy[rows] - self._met[rows], 0)
        cost = PENALTIES.omitted * (left + other) + _AGAINST * np.minimum(left, other)
        bounds = agreed / (agreed + cost + 1e-6)
        whole = agreed >= sought.covered - _ROUNDING
        good = ((bounds >= least - _ROUNDING) | whole) & (total >= _PROMISING * total.max())
        self._total[rows] = self._halves[rows] = 0.0
        self._met[places] = 0.0
        return _distinct(rows[good])

    def _bounds(
        self, rows: NDArray[np.intp], sought: _Sought, terms: list[Term], splits: list[Split]
    ) -> _Bounds:
        """The upper bounds of rows: the score each could have if every word paired with its best, all rows at once."""
        data = self._data
        at, sizes = data.row_words.flat(rows)
        starts = np.cumsum(sizes) - sizes
        # A long name is looked at as far as the query may reach.
        within = np.arange(len(at)) - np.repeat(starts, sizes) < max(_WIDTH, len(sought.words) + _WIDER)
        words, owner = data.row_words.values[at], np.repeat(np.arange(len(rows)), sizes)
        weights = data.weights[self._person[rows][owner], words].astype(np.float64)
        covered = np.zeros(len(words))
        ours = np.zeros((len(sought.words), len(rows)))
        for term in terms:
            self._like[term.hits.places] = term.hits.alike
            alike = self._like[words] * within
            self._like[term.hits.places] = 0.0
            np.maximum(covered, alike, out=covered)
            best = np.maximum.reduceat(alike, starts)
            for i in range(term.first, term.end):
                np.maximum(ours[i], best, out=ours[i])
        for first, parts in splits:
            halves = np.isin(words, parts) & within
            bound = np.logical_or.reduceat(halves, starts) * (_HALVES / len(parts))
            np.maximum(ours[first], bound, out=ours[first])
            np.maximum(covered, halves * _HALVES, out=covered)
        for i in sought.letters:
            begun = (self._begins[words] == ord(sought.words[i])) & (covered < _COVERED) & within
            np.maximum(ours[i], np.logical_or.reduceat(begun, starts) * _INITIAL, out=ours[i])
        agreed = np.array(sought.weights) @ ours
        left = sought.weight - agreed
        other = np.maximum(np.add.reduceat(weights * (1 - covered), starts), 0.0)
        cost = PENALTIES.omitted * (left + other) + _AGAINST * np.minimum(left, other)
        return _Bounds(agreed / (agreed + cost + 1e-6), ours[sought.counts].min(axis=0) >= _COVERED)


def _distinct(rows: NDArray[Any]) -> NDArray[Any]:
    """Each row once, in order. ``np.unique`` would load numpy.ma, which takes longer than a search does."""
    found = np.sort(rows)
    return found[np.concatenate(([True], found[1:] != found[:-1]))[: len(found)]]
