"""Rows of the index worth a full score: words found in many ways, weighed by rarity, summed over all rows at once."""

from __future__ import annotations

from bisect import insort
from collections.abc import Sequence
from operator import itemgetter, mul
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from yalu.screening.matching.laying import Laid
from yalu.screening.matching.listed import Rows
from yalu.screening.matching.scoring import PRICES
from yalu.screening.matching.vocabulary import LIGHT, Hits, Words
from yalu.screening.names.reading import Reading

WHOLE = 16  # rows given a full score for a name of one reading
SHARED = 10  # for each of several readings
_JOIN_WITHIN = 9  # letters of a word that may be half of another
_SPLIT_FROM = 6
_WIDTH = 8  # words of a listed name looked at before the full score, and so many more than the query has
_WIDER = 4
_COVERED = 0.8  # likeness from which a word of the query is met
_INITIAL = 0.85  # what an initial promises of the word it begins
_HALVES = 0.95  # what a word promises of its halves, or of one of them and a rest
_COUNTS = 0.3  # of the heaviest word's weight: from here a word says who it is
_SINGLE = 3
_LIKELY = 0.5  # a row that holds every word of the query that counts comes before one that only promises
_AGAINST = PRICES.contradicted - 2 * PRICES.omitted  # what words left on both sides cost beside being omitted
_PROMISING = 0.4  # of the greatest sum: rows below it hold the lesser part of the name
_ROUNDING = 1e-4  # sums are of short floats


class Term(NamedTuple):
    """Words ``first:end`` of the query as one word to look for, and how much they weigh."""

    word: str
    first: int
    end: int
    weight: float
    hits: Hits


class Row(NamedTuple):
    """A row worth a full score, what it promises, and whether it holds every word of the query that counts."""

    row: int
    promise: float
    covers: bool


class Split(NamedTuple):
    """A word of the query that is two listed words written together."""

    first: int
    parts: tuple[int, ...]


# By listed word: the words of the query it is like, as first and end, and how much.
_Alike = dict[str, list[tuple[int, int, float]]]


def _alike(terms: list[Term]) -> _Alike:
    found: _Alike = {}
    for _, first, end, _, hits in terms:
        for word, (value, _) in hits.by_word.items():
            found.setdefault(word, []).append((first, end, value))
    return found


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

    def __init__(self, laid: Laid, words: Words, listed: Rows) -> None:
        """Set up scratch space of four numbers per row, which is zero between questions."""
        self._laid = laid
        self._words = words
        self._listed = listed
        self._total, self._seen, self._met, self._halves = np.zeros((4, len(laid.row_name)), np.float32)
        # Light words stand in thousands of names; a weight without them need not be held against them.
        heavy = np.where(words.held >= LIGHT, words.held, 0)
        self._heavy = np.bincount(laid.occurrences.values, heavy, len(laid.row_name)).astype(np.float32)

    def rows(self, reading: Reading, person: bool, limit: int, least: float) -> list[Row]:
        """The most promising rows, best first; of those that promise less than ``least`` only what covers the query."""
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
        alike = _alike(terms) if near else {}
        found: list[tuple[float, int, Row]] = []
        for row, bound in near:
            if len(found) >= most and bound + _ROUNDING < -found[most - 1][0]:
                break  # no other row can come before the last that is kept
            promised = self._promise(row, sought, alike, splits)
            insort(found, (-(promised.promise + _LIKELY * promised.covers), row, promised))
        return [row for _, _, row in found[:most]]

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

    def _add_split(self, split: Split, sought: _Sought) -> NDArray[np.int32]:
        """Add what the halves of a word bring beyond what the word itself found; both together never count twice."""
        word, weight = sought.words[split.first], np.float32(sought.weights[split.first])
        hits = self._words.hits(word)
        parts = [self._laid.occurrences[place] for place in split.parts]
        rows = np.unique(np.concatenate(parts))
        halves = np.zeros(len(rows), np.float32)
        for place, held in zip(split.parts, parts, strict=True):
            halves[np.searchsorted(rows, held)] += np.float32(0.9 * len(self._words.texts[place]) / len(word))
        self._seen[hits.rows] = hits.row_alike
        self._total[rows] += weight * np.maximum(halves - self._seen[rows], 0)
        self._seen[hits.rows] = 0.0
        self._halves[rows] += weight  # more than they ever promise: for the bound alone
        return rows

    def _halves_met(self, split: Split) -> tuple[NDArray[np.int32], NDArray[np.float32]]:
        at, _ = self._laid.occurrences.flat(np.array(split.parts))
        return self._laid.occurrences.values[at], self._words.held[at]

    def _near(
        self,
        rows: NDArray[np.intp],
        sought: _Sought,
        met: list[tuple[NDArray[np.int32], NDArray[np.float32]]],
        least: float,
    ) -> list[tuple[int, float]]:
        """The rows that may promise ``least``, or hold every word that counts, each with a bound of its place; best first.

        ``met`` is what of the rows' weight is like the query; no row promises more than if its whole sum agreed and
        only that were met. Most rows that share one word with the query fall out by this, with nobody looking at them.
        """
        places = np.concatenate([rows for rows, _ in met], dtype=np.intp)
        np.add.at(self._met, places, np.concatenate([weights for _, weights in met]))
        total = self._total[rows]
        agreed = np.minimum(total + self._halves[rows] + sought.unsummed, sought.weight)
        left = sought.weight - agreed
        other = np.maximum(self._heavy[rows] - self._met[rows], 0)
        cost = PRICES.omitted * (left + other) + _AGAINST * np.minimum(left, other)
        bounds = agreed / (agreed + cost + 1e-6)
        whole = agreed >= sought.covered - _ROUNDING
        good = ((bounds >= least - _ROUNDING) | whole) & (total >= _PROMISING * total.max())
        bounds += _LIKELY * whole
        self._total[rows] = self._halves[rows] = 0.0
        self._met[places] = 0.0
        near = dict(zip(rows[good].tolist(), bounds[good].tolist(), strict=True))
        return sorted(near.items(), key=itemgetter(1), reverse=True)

    def _promise(self, row: int, sought: _Sought, alike: _Alike, splits: list[Split]) -> Row:
        """The score a row could have if every word paired with its best, and whether it holds all that count."""
        listed = self._listed[row]
        words = listed.reading.words[: max(_WIDTH, len(sought.words) + _WIDER)]
        ours, covered = [0.0] * len(sought.words), [0.0] * len(words)
        for j, word in enumerate(words):
            for first, end, value in alike.get(word, ()):
                covered[j] = max(covered[j], value)
                for i in range(first, end):
                    ours[i] = max(ours[i], value)
        for first, parts in splits:
            halves = {self._words.texts[place] for place in parts}
            for j, word in enumerate(words):
                if word in halves:
                    ours[first] = max(ours[first], _HALVES / len(parts))
                    covered[j] = max(covered[j], _HALVES)
        for i in sought.letters:
            if any(w[0] == sought.words[i] and c < _COVERED for w, c in zip(words, covered, strict=True)):
                ours[i] = max(ours[i], _INITIAL)
        agreed = sum(map(mul, sought.weights, ours))
        left = sought.weight - agreed
        other = max(listed.weight - sum(map(mul, listed.weights, covered)), 0.0)
        cost = PRICES.omitted * (left + other) + _AGAINST * min(left, other)
        return Row(row, agreed / (agreed + cost + 1e-6), min([ours[i] for i in sought.counts]) >= _COVERED)
