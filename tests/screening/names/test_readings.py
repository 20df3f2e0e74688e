"""How names are read: one sentence a row."""

from __future__ import annotations

import pytest

from yalu.screening.names import han, hangul
from yalu.screening.names.readings import read_name
from yalu.screening.names.sounds import consonant_skeleton, sound


def readings(name: str, schema: str = "") -> dict[str, tuple[str, ...]]:
    return {r.system: r.words for r in read_name(name, schema).readings}


@pytest.mark.parametrize(
    ("name", "system", "words"),
    [
        ("김정은", "revised", ("gim", "jeongeun")),
        ("김정은", "mccune-reischauer", ("kim", "chongun")),
        ("김정은", "northern", ("kim", "jongun")),
        ("리정철", "northern", ("ri", "jongchol")),
        ("박근혜", "revised", ("bak", "geunhye")),
        ("남궁민", "revised", ("namgung", "min")),
        ("金正恩", "sino-korean northern", ("kim", "jongun")),
        ("金正恩", "pinyin", ("jin", "zhengen")),
        ("习近平", "pinyin", ("xi", "jinping")),
        ("習近平", "pinyin", ("xi", "jinping")),
        ("习近平", "wade-giles", ("hsi", "chinping")),
        ("单雄信", "pinyin", ("shan", "xiongxin")),
        ("歐陽修", "pinyin", ("ouyang", "xiu")),
        ("Володимир Зеленський", "cyrillic", ("volodimir", "zelenskiy")),
        ("محمد", "arabic", ("mohammed",)),
        ("バラク・オバマ", "transliterated", ("baraku", "obama")),
    ],
)
def test_a_person_is_read(name, system, words):
    assert readings(name, "Person")[system] == words


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("조선무역은행", ("korea", "trade", "bank")),
        ("단천상업은행", ("tanchon", "trade", "bank")),
        ("丹东鸿祥实业发展有限公司", ("dandong", "hongxiang", "industry", "development", "ltd")),
        ("丹東鴻祥實業發展有限公司", ("dandong", "hongxiang", "industry", "development", "ltd")),
        ("정찰총국", ("reconnaissance", "general", "bureau")),
        ("中国北方工业公司", ("china", "north", "industry", "company")),
        ("Муромский приборостроительный завод", ("muromskiy", "instrument", "factory")),
    ],
)
def test_an_organisation_is_read_by_meaning(name, words):
    found = [r.words for r in read_name(name, "Organization").readings if r.system.startswith("translation")]
    assert words in found


def test_the_surname_gold_is_kim_and_never_keum():
    assert han.korean_reading("金", "正恩")[0] == ("김", "정은")


def test_the_south_softens_what_the_north_writes_hard():
    assert [hangul.softened(word) for word in ("리", "련합", "로동", "녀성", "김")] == [
        "이",
        "연합",
        "노동",
        "여성",
        "김",
    ]


def test_a_han_surname_is_read_north_and_south():
    families = {family for family, _ in han.korean_reading("李", "容浩")}
    assert families == {"리", "이"}


def test_traditional_and_simplified_are_one():
    assert han.simplified("發展銀行貿易鋼鐵") == "发展银行贸易钢铁"


@pytest.mark.parametrize(
    "spellings",
    [
        ("jong", "jeong", "chong", "chung", "jung"),
        ("chol", "cheol", "chul"),
        ("hyok", "hyeok", "hyuk"),
        ("jongun", "jeongeun", "chongun"),
        ("xi", "hsi"),
        ("zhou", "chou"),
        ("yong", "yeong", "young"),
    ],
)
def test_spellings_of_one_syllable_sound_alike(spellings):
    assert len({sound(s) for s in spellings}) == 1


@pytest.mark.parametrize(("one", "other"), [("li", "lu"), ("song", "yong"), ("chol", "chun"), ("hwa", "ha")])
def test_other_syllables_sound_otherwise(one, other):
    assert sound(one) != sound(other)


def test_consonants_join_what_vowels_part():
    assert len({consonant_skeleton(s) for s in ("mohammed", "muhammad", "mhmd")}) == 1


def test_a_name_of_three_syllables_is_also_read_with_the_given_name_together():
    assert ("kim", "jongun") in {r.words for r in read_name("Kim Jong Un").readings}
    assert ("kim", "jongun") in {r.words for r in read_name("Jong-un Kim").readings}


def test_legal_forms_of_several_words_become_one():
    assert read_name("Tula Joint Stock Company", "Company").readings[0].words == ("tula", "jsc")
    assert read_name("Tula Joint Stock Company", "Person").readings[0].words[-1] == "company"


def test_numbers_in_words_become_numbers():
    assert read_name("Brigade Forty-Four", "Organization").readings[0].words == ("brigade", "44")
