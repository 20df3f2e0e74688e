"""Persian and Egyptian ways to write a name meet the table of names and the lists."""

import pytest

from tests.screening.matching.test_index import party
from yalu.screening.names.transliteration import arabic, arabic_words
from yalu.screening.screener import Screening


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("على", "ali"), ("علی", "ali"), ("مصطفى", "mustafa"), ("خامنهای", "khamenei"), ("خامنه ای", "khamenei"),
        ("بانک", "bank"), ("بانك", "bank"), ("ایران", "iran"),
    ],
)  # fmt: skip
def test_a_word_of_the_table_is_known_from_every_keyboard(written, expected):
    assert [part for word in arabic_words(written.split()) for part in arabic(word)] == [expected]


@pytest.mark.parametrize("asked", ["بانک ملی ایران", "بانك ملي ايران"])
def test_a_listed_bank_asked_in_persian_is_not_cleared(asked):
    screening = Screening(parties=[party("1", "BANK MELLI IRAN", schema="Organization")])
    assert screening.screen(asked).outcome != "clear"
    assert screening.screen("بانک تجارت").outcome == "clear"
