"""Chinese names in Russian letters meet the same names in pinyin; names of other peoples are not read as Chinese ones."""

from __future__ import annotations

import pytest

from yalu.screening.names.palladius import chinese_in_cyrillic, pinyin_word, syllables, written
from yalu.screening.names.readings import read_name
from yalu.screening.names.tables import han_table
from yalu.screening.records import Party, PartyName
from yalu.screening.screener import Screening


def readings(name: str, schema: str = "") -> set[str]:
    return {" ".join(r.words) for r in read_name(name, schema).readings}


# As the Russian press and the Russian foreign ministry write these persons.
@pytest.mark.parametrize(
    ("russian", "pinyin"),
    [
        ("Си Цзиньпин", "xi jinping"),
        ("Дэн Сяопин", "deng xiaoping"),
        ("Мао Цзэдун", "mao zedong"),
        ("Чжоу Эньлай", "zhou enlai"),
        ("Чжу Жунцзи", "zhu rongji"),
        ("Чжао Цзыян", "zhao ziyang"),
        ("Хуа Гофэн", "hua guofeng"),
        ("Вэнь Цзябао", "wen jiabao"),
        ("Ло Хуэйнин", "luo huining"),
        ("Сюн Гуанкай", "xiong guangkai"),
        ("Сюй Цилян", "xu qiliang"),
        ("Юй Чжэншэн", "yu zhengsheng"),
        ("Ян Цзечи", "yang jiechi"),
        ("Го Шэнкунь", "guo shengkun"),
        ("Цюй Юань", "qu yuan"),
        ("Ван И", "wang yi"),
        ("Сыма Цянь", "sima qian"),
        ("Оуян Сю", "ouyang xiu"),
        ("Люй Чжэнцао", "lu zhengcao"),
        ("Цзян Цзэ-минь", "jiang zemin"),
        ("Чень Цюаньго", "chen quanguo"),  # е typed for э
        ("Сі Цзіньпін", "xi jinping"),  # Ukrainian
        ("Цзян Чжимінь", "jiang zhimin"),
    ],
)
def test_a_chinese_name_in_russian_letters_is_read_in_pinyin(russian, pinyin):
    assert pinyin in readings(russian, "Person")
    assert pinyin in readings(russian)


def test_every_syllable_has_russian_letters_of_its_own():
    russian = {pinyin: written(pinyin) for pinyin in set(han_table().pinyin.values())}
    without = {pinyin for pinyin, letters in russian.items() if not letters}
    assert without == {"m", "n", "yo"}  # interjections, no name
    assert len({letters for letters in russian.values() if letters}) == len(russian) - len(without)


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("чанъань", ("chang", "an")),
        ("тяньаньмэнь", ("tian", "an", "men")),
        ("синань", ("xi", "nan")),  # н before a vowel begins a syllable: xin'an is синьань
        ("синьань", ("xin", "an")),
        ("петров", ()),
        ("мария", ()),
    ],
)
def test_a_word_is_parted_into_its_syllables(word, parts):
    assert syllables(word) == parts


@pytest.mark.parametrize(
    "name", ["Иван Петров", "Анна Иванова", "Владимир Путин", "Магнит", "Ким Чен Ын", "Пак Чхоль Нам"]
)
def test_a_name_that_is_not_wholly_of_chinese_syllables_is_not_read_as_chinese(name):
    assert "chinese in cyrillic" not in {r.system for r in read_name(name).readings}


def test_more_syllables_than_a_chinese_person_bears_or_a_double_surname_nobody_has_are_no_chinese_name():
    assert chinese_in_cyrillic(["ван", "сяопинхуа", "ли"]) == ()
    assert chinese_in_cyrillic(["лена", "дина"]) == ()
    assert chinese_in_cyrillic(["ван"]) == ()


def test_words_of_a_firm_that_are_chinese_are_read_in_pinyin_beside_what_is_translated():
    assert pinyin_word("даньдун") == "dandong"
    assert pinyin_word("ли") == ""  # one syllable is in half the words there are
    assert "trade company dandong hongxiang" in readings("Торговая компания Даньдун Хунсян", "Company")


LISTED = [
    Party(id="x:1", list="x", entry="1", schema="Person", names=(PartyName("CHEN Quanguo"),)),
    Party(id="x:2", list="x", entry="2", schema="Person", names=(PartyName("ZHU Hailun"),)),
    Party(id="x:3", list="x", entry="3", schema="Company", names=(PartyName("DANDONG HONGXIANG"),)),
    Party(id="x:4", list="x", entry="4", schema="Person", names=(PartyName("Чжао Лэцзи"),)),
]


@pytest.mark.parametrize(
    ("asked", "party"),
    [
        ("Чэнь Цюаньго", "x:1"),
        ("Чжу Хайлунь", "x:2"),
        ("Даньдун Хунсян", "x:3"),
        ("ZHAO Leji", "x:4"),
        ("赵乐际", "x:4"),
    ],
)
def test_a_listed_chinese_party_is_not_cleared_in_russian_letters(asked, party):
    found = Screening(LISTED).screen(asked)
    assert (found.outcome in {"stop", "review"}, found.best.party) == (True, party)


def test_a_word_that_parts_in_countless_ways_or_has_no_end_is_answered_too():
    assert syllables("ао" * 20) == ("ao",) * 20
    assert syllables("ба" * 5_000) == ()
