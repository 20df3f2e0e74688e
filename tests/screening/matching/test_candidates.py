"""Rows worth a full score: those that would be found if every row were looked at."""

from __future__ import annotations

import random

import pytest

from yalu.screening.matching import Index
from yalu.screening.matching.candidates import Candidates, _alike, _Sought
from yalu.screening.matching.likeness import FLOOR, likeness
from yalu.screening.matching.listed import Rows
from yalu.screening.matching.vocabulary import Words
from yalu.screening.names.reading import read_name
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


@pytest.mark.parametrize(
    "name",
    [
        "Ivan Ivanov", "Kim Jong Chol", "Mohamed Hasani", "Ivanovpetrov Maria", "J Garcia", "Kuznetsovbank Ltd",
        "Trading Bank Limited", "Li", "Al Abd Al Hussein", "Sergey Petrof Kim", "Jong chol Kim", "Choejong",
    ],
)  # fmt: skip
@pytest.mark.parametrize("least", [0.07, 0.42])
def test_the_rows_found_are_those_that_promise_most_of_all_rows(index, name, least, monkeypatch):
    monkeypatch.setattr("yalu.screening.matching.candidates._PROMISING", 0.0)
    laid = index._laid
    words = Words(laid)
    candidates = Candidates(laid, words, Rows(laid, words))
    for reading in read_name(name).readings:
        sought = _Sought(reading.words, [words.weight(word, False) for word in reading.words])
        terms = candidates._terms(sought)
        splits = [split for i, word in enumerate(reading.words) for split in candidates._splits(i, word)]
        alike = _alike(terms)
        every = [candidates._promise(row, sought, alike, splits) for row in range(len(laid.row_name))]
        every.sort(key=lambda row: (-(row.promise + 0.5 * row.covers), row.row))
        found = candidates.rows(reading, False, 8, least)
        wanted = [row for row in every if row.covers or row.promise >= least + MARGIN]
        single = 3 if sum(weight > sought.strong for weight in sought.weights) == 1 else 1
        assert [row for row in found if row in wanted] == wanted[: 8 * single]


def test_nothing_is_left_in_the_scratch_space(index):
    words = Words(index._laid)
    candidates = Candidates(index._laid, words, Rows(index._laid, words))
    for name in ("Ivanovpetrov Maria", "Trading Bank Limited", "J Garcia"):
        candidates.rows(read_name(name).readings[0], False, 16, 0.42)
    for scratch in (candidates._total, candidates._seen, candidates._met, candidates._halves):
        assert not scratch.any()


def test_words_rated_together_are_rated_as_one_by_one(index):
    words = Words(index._laid)
    for word in ("ivanof", "garcya", "kuznetsof", "petrovich", "mohamad", "hasan", "chol", "tradin"):
        one_by_one = {text: likeness(word, text) for text in index._laid.vocabulary}
        for text, (alike, reason) in words.hits(word).by_word.items():
            assert alike == pytest.approx(one_by_one[text][0])
            assert reason == one_by_one[text][1]
            assert alike >= FLOOR
