"""What each kind of disagreement costs, and how words are laid side by side."""

from __future__ import annotations

import pytest

from yalu.screening.matching import Index, Query
from yalu.screening.matching.scores import (
    ANOTHER_SIGN,
    PENALTIES,
    SOUND_ALONE,
    WeighedWords,
    align,
    score_alignment,
    score_readings,
)
from yalu.screening.matching.token_similarity import FLOOR, likeness
from yalu.screening.names.readings import NameReading
from yalu.screening.records import Party, PartyName


def scored(one: str, other: str, person: bool = True):
    first, second = one.split(), other.split()
    alike = [{w: hit for w in second if (hit := likeness(word, w))[0] >= FLOOR} for word in first]
    ours = [0.35 if len(w) == 1 else 1.0 for w in first]
    theirs = [0.35 if len(w) == 1 else 1.0 for w in second]
    return score_readings(
        NameReading("latin", tuple(first)), NameReading("latin", tuple(second)), ours, theirs, alike, person
    )


def score(one: str, other: str, person: bool = True) -> float:
    return scored(one, other, person).score


def one_party(name: str, schema: str = "Person", kind: str = "primary") -> Index:
    return Index.build(
        [Party(id="t:1", list="t", entry="1", schema=schema, names=(PartyName(name, kind=kind),))]
    )


def asked(index: Index, name: str, schema: str = "") -> float:
    return index.search(Query(name, schema))[0].score


def test_a_family_name_first_or_last_is_one_order():
    assert score("henrik musterfeld", "musterfeld henrik") == 1.0
    assert score("anton bruno celest dorval", "celest dorval anton bruno") == 1.0
    assert score("anton bruno celest", "celest bruno anton") < 1.0


def test_an_initial_is_less_than_the_word_it_begins():
    assert [p.likeness for p in scored("j friedrich", "joachim friedrich").alignment.pairings] == [0.62, 1.0]
    assert score("j friedrich", "joachim friedrich") < score("joachim friedrich", "joachim friedrich")


def test_another_initial_contradicts_more_than_its_weight():
    assert score("hans j friedrich", "hans k friedrich") < 0.6 < score("hans friedrich", "hans k friedrich")


def test_a_patronymic_left_out_costs_half_of_another_word():
    without = score("sergei lavrov", "sergei viktorovich lavrov")
    other = score("sergei lavrov", "sergei montague lavrov")
    assert without > other
    assert (1 / without - 1) == pytest.approx((1 / other - 1) / 2)


def test_left_out_costs_less_than_contradicted_and_more_in_organisations():
    assert score("hans friedrich", "hans joachim friedrich") > score(
        "hans peter friedrich", "hans joachim friedrich"
    )
    assert score("green pine", "green pine orchard") > score("green pine", "green pine orchard", person=False)


def test_a_word_is_paired_before_an_acronym_is_seen_in_it():
    same = WeighedWords(["ibm", "corp"], [1, 1])
    found = align(same, same, [{"ibm": (1.0, "exact")}, {"corp": (1.0, "exact")}])
    assert [p.reason for p in found.pairings] == ["exact", "exact"]
    words = ["north", "indus", "trade"]
    asked, listed = WeighedWords(["nit", "indus"], [1, 1]), WeighedWords(words, [1, 1, 1])
    found = align(asked, listed, [{}, {"indus": (1.0, "exact")}])
    assert [p.reason for p in found.pairings] == ["exact"]  # and not nit as the initials of all three


def test_words_written_together_meet_words_written_apart():
    found = scored("kim jongun", "kim jong un")
    assert [p.reason for p in found.alignment.pairings] == ["exact", "joined"]
    assert found.score > 0.97


def test_names_of_one_script_that_only_sound_alike_count_less():
    index = one_party("李玮民")
    assert asked(index, "李玮民") == 1.0
    assert asked(index, "李伟民") == pytest.approx(SOUND_ALONE)
    assert asked(index, "李玮强") <= ANOTHER_SIGN


def test_a_person_asked_for_counts_less_where_a_ship_is_listed():
    index = one_party("Example Unusual", "Vessel")
    assert asked(index, "Example Unusual") == 1.0
    assert asked(index, "Example Unusual", "Person") == pytest.approx(0.85)


def test_a_weak_alias_counts_less_than_a_name():
    assert asked(one_party("Example Unusual", kind="weak"), "Example Unusual") == pytest.approx(0.95)


def test_a_word_left_over_that_abbreviates_the_name_costs_nothing():
    own = score("jim joint", "joint industry mission", person=False)
    assert own > score("zum joint", "joint industry mission", person=False)
    assert own == score("joint", "joint industry mission", person=False)


def test_one_word_in_common_is_held_for_a_coincidence_unless_hardly_anything_is_left_over():
    assert score("friedrich", "joachim friedrich") < score("anna friedrich", "anna joachim friedrich")
    slight = WeighedWords(["friedrich", "al"], [1.0, 0.15])
    bare = WeighedWords(["friedrich"], [1.0])
    found = align(bare, slight, [{"friedrich": (1.0, "exact")}])
    assert score_alignment(found, bare, slight, True) == pytest.approx(1 / (1 + PENALTIES.omitted * 0.15 / 2))


def test_a_personal_name_in_signs_counts_less_for_a_company_than_for_a_party_of_no_stated_kind():
    company, unstated = (
        asked(one_party("RI Yong Ho", kind), "리용호") for kind in ("Company", "LegalEntity")
    )
    assert company < 0.9 * unstated


def test_the_first_four_letters_of_a_word_are_alike_to_it_and_three_are_not():
    assert likeness("wozn", "wozniakow") == (pytest.approx(0.4 + 0.4 * 4 / 9), "edit")
    assert likeness("woz", "wozniakow")[0] < FLOOR


def test_two_numbers_agree_or_they_do_not_however_alike_their_words_are():
    assert likeness("sixth", "sixty") == (0.0, "edit")
    assert likeness("sixth", "six") == (0.95, "variant")
    assert likeness("44", "45") == (0.0, "edit")
