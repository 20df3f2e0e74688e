"""Chinese names in Wade-Giles, made from pinyin and read in pinyin again."""

import pytest

from tests.screening.matching.test_index import party
from yalu.screening.names.wade_giles import in_pinyin, spelled
from yalu.screening.screener import Screening


@pytest.mark.parametrize(
    ("pinyin", "expected"),
    [  # by Giles's dictionary, without its marks
        ("zhou", "chou"), ("qi", "chi"), ("xi", "hsi"), ("jian", "chien"), ("xiong", "hsiung"), ("ren", "jen"), ("guo", "kuo"),
        ("huo", "huo"), ("shuo", "shuo"), ("luo", "lo"), ("gui", "kuei"), ("rui", "jui"), ("zi", "tzu"), ("si", "szu"),
        ("cao", "tsao"), ("dong", "tung"), ("yan", "yen"), ("you", "yu"), ("er", "erh"), ("xue", "hsueh"), ("zhi", "chih"),
    ],
)  # fmt: skip
def test_a_syllable_is_spelled_as_giles_spells_it(pinyin, expected):
    assert spelled(pinyin) == expected


@pytest.mark.parametrize(
    ("name", "pinyin"),
    [
        ("hsi chin ping", "xi jinping"), ("mao tse tung", "mao zedong"), ("tsao chien ming", "cao jianming"),
        ("teng hsiao ping", "deng xiaoping"), ("chiang tse min", "jiang zemin"),
    ],
)  # fmt: skip
def test_a_name_in_wade_giles_is_read_in_pinyin(name, pinyin):
    assert tuple(pinyin.split()) in set(in_pinyin(name.split()))


@pytest.mark.parametrize(
    "name",
    [
        "zhang wei min",
        "chou en lai",
        "li da wei",
        "kim jong un",
        "hsi ping",
        "chou en lai jr",
        "hsu smith wei",
        "",
    ],
)
def test_what_is_pinyin_already_or_no_name_in_wade_giles_is_not_read_so(name):
    assert list(in_pinyin(name.split())) == []


@pytest.mark.parametrize(
    ("listed", "asked"), [("CAO, Jianming", "Ts'ao Chien-ming"), ("TSAO Chien-ming", "Cao Jianming")]
)
def test_a_listed_person_is_not_cleared_in_the_other_spelling(listed, asked):
    screening = Screening(parties=[party("1", listed)])
    assert screening.screen(asked).outcome != "clear"
    assert screening.screen("Huang Tsung-jen").outcome == "clear"
