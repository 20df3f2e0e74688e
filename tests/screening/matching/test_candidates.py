"""Rows worth a full score: those that would be found if every row were looked at."""

from __future__ import annotations

import random

import numpy as np
import pytest

from yalu.screening.matching import Index
from yalu.screening.matching.candidate_generation import CandidateRow, Candidates, _Sought
from yalu.screening.matching.scores import PENALTIES
from yalu.screening.matching.token_index import IndexRows, TokenIndex
from yalu.screening.matching.token_similarity import FLOOR, likeness
from yalu.screening.names.readings import read_name
from yalu.screening.records import Party, PartyName

GIVEN = [
    "ivan",
    "sergei",
    "mohammed",
    "hassan",
    "jong",
    "yong",
    "chol",
    "maria",
    "anna",
    "al",
    "abd",
    "kim",
    "li",
    "j",
]
FAMILY = ["ivanov", "ivanova", "petrov", "kuznetsov", "hassani", "hussein", "kim", "ri", "choe", "garcia", "garzia",
          "trading", "limited", "ltd", "bank"]  # fmt: skip
MARGIN = 0.001


@pytest.fixture(scope="module")
def index():
    chance = random.Random(7)
    parties = []
    for number in range(600):
        words = chance.choices(GIVEN, k=chance.randint(0, 3)) + chance.choices(FAMILY, k=chance.randint(1, 2))
        schema = chance.choice(["Person", "Person", "Company", "Vessel"])
        name = PartyName(" ".join(words).title(), kind="primary")
        parties.append(Party(id=f"t:{number}", list="t", entry=str(number), schema=schema, names=(name,)))
    return Index.build(parties)


NAMES = [
    "Ivan Ivanov", "Kim Jong Chol", "Mohamed Hasani", "Ivanovpetrov Maria", "J Garcia", "Kuznetsovbank Ltd",
    "Trading Bank Limited", "Li", "Al Abd Al Hussein", "Sergey Petrof Kim", "Jong chol Kim", "Choejong",
]  # fmt: skip


def promise(row, listed, sought, terms, splits, texts):
    """What one row promises, word by word: every word paired with its best, on both sides."""
    words = listed.reading.words[: max(8, len(sought.words) + 4)]
    ours, covered = [0.0] * len(sought.words), [0.0] * len(words)
    pairs = [
        (t.first, t.end, t.hits.by_word[w][0], j)
        for t in terms
        for j, w in enumerate(words)
        if w in t.hits.by_word
    ]
    pairs += [
        (first, first + 1, 0.95 / len(parts), j)
        for first, parts in splits
        for j, w in enumerate(words)
        if w in {texts[place] for place in parts}
    ]
    for first, end, value, j in pairs:
        for i in range(first, end):
            ours[i] = max(ours[i], value)
        covered[j] = max(covered[j], value)
    for _, parts in splits:
        for j, w in enumerate(words):
            if w in {texts[place] for place in parts}:
                covered[j] = max(covered[j], 0.95)
    for i in sought.letters:
        if any(w[0] == sought.words[i] and c < 0.8 for w, c in zip(words, covered, strict=True)):
            ours[i] = max(ours[i], 0.85)
    agreed = sum(w * o for w, o in zip(sought.weights, ours, strict=True))
    left = sought.weight - agreed
    other = max(listed.weight - sum(w * c for w, c in zip(listed.weights, covered, strict=False)), 0.0)
    cost = PENALTIES.omitted * (left + other) + (PENALTIES.contradicted - 2 * PENALTIES.omitted) * min(
        left, other
    )
    return CandidateRow(row, agreed / (agreed + cost + 1e-6), min(ours[i] for i in sought.counts) >= 0.8)


def asked(index, name):
    """For each reading of a name: what is sought, its terms and its splits."""
    words = TokenIndex(index._data)
    candidates = Candidates(index._data, words)
    for reading in read_name(name).readings:
        sought = _Sought(reading.words, [words.weight(word, False) for word in reading.words])
        terms = candidates._terms(sought)
        splits = [split for i, word in enumerate(reading.words) for split in candidates._splits(i, word)]
        yield candidates, reading, sought, terms, splits


@pytest.mark.parametrize("name", NAMES)
def test_rows_have_together_the_bounds_that_each_has_word_by_word(index, name):
    listed = IndexRows(index._data, TokenIndex(index._data))
    every = np.arange(len(index._data.row_name))
    for candidates, _, sought, terms, splits in asked(index, name):
        together = candidates._bounds(every, sought, terms, splits)
        for row in every.tolist():
            alone = promise(row, listed[row], sought, terms, splits, candidates._words.texts)
            assert together.bound[row] == pytest.approx(alone.bound, abs=1e-5)
            assert bool(together.covers[row]) == alone.covers


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("least", [0.07, 0.42])
def test_the_rows_found_are_those_of_the_highest_bound_of_all_rows(index, name, least, monkeypatch):
    monkeypatch.setattr("yalu.screening.matching.candidate_generation._PROMISING", 0.0)
    rows = np.arange(len(index._data.row_name))
    for candidates, reading, sought, terms, splits in asked(index, name):
        promised = candidates._bounds(rows, sought, terms, splits)
        every = [
            CandidateRow(row, p, bool(c))
            for row, p, c in zip(rows.tolist(), promised.bound.tolist(), promised.covers, strict=True)
        ]
        every.sort(key=lambda row: (-(row.bound + 0.5 * row.covers), row.row))
        found = candidates.rows(reading, False, 8, least)
        wanted = [row.row for row in every if row.covers or row.bound >= least + MARGIN]
        single = 3 if sum(weight > sought.strong for weight in sought.weights) == 1 else 1
        assert [row.row for row in found if row.row in wanted] == wanted[: 8 * single]


def test_nothing_is_left_in_the_scratch_space(index):
    words = TokenIndex(index._data)
    candidates = Candidates(index._data, words)
    for name in ("Ivanovpetrov Maria", "Trading Bank Limited", "J Garcia"):
        candidates.rows(read_name(name).readings[0], False, 16, 0.42)
    for scratch in (
        candidates._total,
        candidates._seen,
        candidates._met,
        candidates._halves,
        candidates._like,
    ):
        assert not scratch.any()


def test_words_rated_together_are_rated_as_one_by_one(index):
    words = TokenIndex(index._data)
    for word in ("ivanof", "garcya", "kuznetsof", "petrovich", "mohamad", "hasan", "chol", "tradin"):
        one_by_one = {text: likeness(word, text) for text in index._data.vocabulary}
        for text, (alike, reason) in words.hits(word).by_word.items():
            assert alike == pytest.approx(one_by_one[text][0])
            assert reason == one_by_one[text][1]
            assert alike >= FLOOR


def test_a_word_is_cut_where_a_listed_word_makes_up_six_tenths_of_it():
    listed = Index.build(
        [Party(id="t:1", list="t", entry="1", schema="Company", names=(PartyName("Silver"),))]
    )
    words = TokenIndex(listed._data)
    candidates = Candidates(listed._data, words)
    place = words.place["silver"]
    assert [split.parts for split in candidates._splits(0, "silverabcd")] == [(place,)]  # six letters of ten
    assert candidates._splits(0, "silverabcde") == []
    assert candidates._splits(0, "silver") == []  # listed itself
