"""What is cleaned from a name, and that it is told."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from yalu.screening.names.name_folding import LONGEST, MOST_WORDS, fold
from yalu.screening.names.readings import read_name


def test_invisible_signs_go_and_are_told():
    read = read_name("Kim\u200b Jong\u202e Un")
    assert read.readings[0].words == ("kim", "jong", "un")
    assert read.notes == ("invisible signs removed: U+200B, U+202E",)


def test_look_alike_letters_are_read_as_what_they_imitate():
    read = read_name("Кim Jоng Un")  # the K and the o are Cyrillic
    assert read.readings[0].words == ("kim", "jong", "un")
    assert "look-alike" in read.notes[0]


def test_a_latin_letter_in_a_cyrillic_word_is_read_as_cyrillic():
    assert fold("Cергей").text == fold("Сергей").text


def test_cyrillic_marks_that_make_letters_stay():
    assert fold("Зеленський Її Йод").text == "зеленський її йод"


def test_abbreviations_with_dots_are_one_word():
    assert read_name("A.B.C. Company").readings[0].words == read_name("ABC Company").readings[0].words
    assert read_name("Bowne A/S").readings[0].words == ("bowne", "as")


def test_full_width_and_accented_letters_are_plain():
    assert fold("ＫＩＭ Łódź Straße Ångström").text == "kim lodz strasse angstrom"


def test_a_name_of_ten_thousand_letters_is_read_to_a_bound_and_told():
    read = read_name("Kim " * 2_500)
    assert len(read.readings[0].words) <= MOST_WORDS
    assert f"first {LONGEST} of 10000" in read.notes[0]


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=60), st.sampled_from(["", "Person", "Company", "Vessel"]))
def test_any_text_can_be_read(text, schema):
    read = read_name(text, schema)
    assert len(read.readings) <= 12
    assert all(word and len(r.words) <= MOST_WORDS * 4 for r in read.readings for word in r.words)


@settings(max_examples=80, deadline=None)
@given(st.sampled_from(["Kim Jong Un", "김정은", "金正恩", "Foreign Trade Bank"]), st.data())
def test_an_invisible_sign_anywhere_changes_no_reading(name, data):
    place = data.draw(st.integers(0, len(name)))
    sign = data.draw(st.sampled_from(["\u200b", "\u200e", "\u202e", "\u2060", "\ufeff"]))
    assert read_name(name[:place] + sign + name[place:]).readings == read_name(name).readings
