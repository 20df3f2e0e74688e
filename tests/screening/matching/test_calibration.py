"""Scores and the false alerts they mean."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yalu.screening.matching.calibration import bundled_calibration, shape

TABLE = bundled_calibration()
WORDS = [tuple("abcdefghi"[:n] * 6 for _ in range(n)) for n in (1, 2, 3, 4, 9)] + [("kim", "jong", "un")]
TWO = WORDS[1]
GROUPS = [(schema, scripts, words) for schema in ("person", "other") for scripts in
          ("latin-latin", "hangul-latin", "han-latin", "cyrillic-latin", "hangul-hangul") for words in WORDS]  # fmt: skip


@pytest.mark.parametrize(("schema", "scripts", "words"), GROUPS)
def test_a_higher_score_never_means_more_false_alerts(schema, scripts, words):
    rates = [TABLE.false_alerts(score / 50, schema, scripts, words, 20_000) for score in range(51)]
    assert rates == sorted(rates, reverse=True)


@given(st.floats(0, 1), st.integers(1, 5_000_000))
def test_rates_stay_between_nought_and_a_thousand(score, parties):
    assert 0 < TABLE.false_alerts(score, "person", "latin-latin", TWO, parties) <= 1000


def test_a_longer_list_alerts_more():
    few, many = (TABLE.false_alerts(0.7, "person", "latin-latin", TWO, n) for n in (1_000, 100_000))
    assert many > few


def test_the_table_says_its_version():
    assert TABLE.version


@pytest.mark.parametrize("schema", ["person", "other"])
@pytest.mark.parametrize("score", [0.5, 0.7, 0.8, 0.9, 0.95, 1.0])
def test_more_words_never_mean_more_false_alerts(schema, score):
    rates = [TABLE.false_alerts(score, schema, "latin-latin", words, 30_000) for words in WORDS[1:4]]
    assert rates == sorted(rates, reverse=True)


def test_names_of_single_syllables_have_rates_of_their_own():
    assert shape(("kim", "jong", "un")) == "s"
    assert shape(("vladimir", "putin")) == "2"
    syllables, words = (
        TABLE.false_alerts(0.9, "person", "latin-latin", w, 30_000) for w in (("li", "wei"), TWO)
    )
    assert syllables > words
