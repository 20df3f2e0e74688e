"""Kinds and parameters read from what people call goods; what is only a part of them, or for them, is not read."""

import csv
from pathlib import Path

import pytest
import yaml

from yalu.goods import item_of, open_goods
from yalu.goods.input.descriptions import read_description
from yalu.goods.input.items import ItemError
from yalu.goods.input.synonyms import bundled_words, fold, read_words

SENTENCES = yaml.safe_load(
    (Path(__file__).parents[1] / "golden" / "goods-descriptions.yaml").read_text("utf-8")
)
GOODS = open_goods()
KINDS = GOODS.parameters["kind"].choices
WORDS = bundled_words()
TABLES = Path(__file__).parents[2] / "data" / "goods" / "synonyms"


@pytest.mark.parametrize("case", SENTENCES, ids=lambda case: case["text"])
def test_sentence(case):
    found = read_description(case["text"], WORDS, KINDS)
    assert found.facts == {name: str(value) for name, value in case.get("facts", {}).items()}
    assert list(found.might_be) == sorted(case.get("might_be", []))
    assert case.get("says", "") in "; ".join(found.notes)


NUMERALS = [
    *(("one", 1), ("two", 2), ("three", 3), ("four", 4), ("five", 5)),
    *(("six", 6), ("seven", 7), ("eight", 8), ("nine", 9), ("ten", 10)),
    *(("一", 1), ("二", 2), ("两", 2), ("兩", 2), ("双", 2), ("雙", 2), ("三", 3), ("四", 4), ("五", 5)),
    *(("六", 6), ("七", 7), ("八", 8), ("九", 9), ("十", 10), ("十一", 11), ("十二", 12), ("十五", 15), ("十九", 19)),
]  # fmt: skip


@pytest.mark.parametrize(("numeral", "number"), NUMERALS)
def test_axes_are_read_in_every_numeral_that_people_write(numeral, number):
    ways = (
        [(f"{numeral}轴加工中心", "axes_total"), (f"新{numeral}軸聯動加工中心", "axes_simultaneous"),
         (f"加工中心，{numeral} 坐标", "axes_total"), (f"{numeral}轴{numeral}联动铣床", "axes_simultaneous")]
        if not numeral.isascii()
        else [(f"{numeral}-axis milling machine", "axes_total"),
              (f"Milling machine, {numeral.upper()} axes simultaneously", "axes_simultaneous")]
    )  # fmt: skip
    for text, parameter in ways:
        item = item_of({"description": text}, GOODS.parameters)
        assert {name: item.facts[name] for name in item.read if name != "kind"} == {parameter: number}, text


@pytest.mark.parametrize(
    "text", ["二十轴铣床", "二十五轴联动铣床", "一百二轴铣床", "两轴半联动铣床", "两轴半铣床", "12345轴铣床"]
)
def test_a_part_of_a_longer_number_is_never_read_as_the_number_of_axes(text):
    assert item_of({"description": text}, GOODS.parameters).facts == {"kind": "milling"}


def test_every_kind_has_a_full_name_in_english_and_in_chinese():
    words = WORDS.names
    for kind in KINDS:
        mine = [word for word, kinds in words.items() if kind in kinds]
        assert kind == "other" or any(word.isascii() for word in mine), kind
        assert kind == "other" or any(not word.isascii() for word in mine), kind


def test_every_full_name_reads_as_its_own_kind_in_a_cell_and_in_a_description():
    with (TABLES / "kinds.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert len({fold(row["word"]) for row in rows}) == len(rows) > 500
    for row in rows:
        kinds = tuple(kind for kind in row["kinds"].split(";") if kind in KINDS)
        assert set(WORDS.kinds(row["word"].upper(), KINDS)) == set(kinds), row["word"]
        if row["use"] == "name" and len(kinds) == 1:
            assert read_description(row["word"], WORDS, KINDS).facts.get("kind") == kinds[0], row["word"]
            assert read_description(f"1 new {row['word']}, 2019", WORDS, KINDS).facts["kind"] == kinds[0]


@pytest.mark.parametrize(
    "text", ["Lathes", "LATHE", "lathe", "Turning", "车床", "turning machines", "數控車床"]
)
def test_a_kind_is_read_in_any_case_and_number(text):
    given = {"kind": text} if "數" not in text else {"description": text}
    assert item_of(given, GOODS.parameters).facts["kind"] == "turning"


def test_a_word_of_several_kinds_settles_none_and_keeps_what_it_does_say():
    item = item_of({"kind": "CNC"}, GOODS.parameters)
    assert "kind" not in item.facts
    assert set(item.might_be) >= {"turning", "milling", "grinding"}
    assert item.facts["computer_control"] is True


def test_a_kind_told_in_more_words_than_a_name_is_read_and_said():
    item = item_of({"kind": "五轴联动加工中心", "axes_total": "6"}, GOODS.parameters)
    assert item.facts == {"kind": "milling", "axes_simultaneous": 5.0, "axes_total": 6.0}
    assert item.notes == ("kind “五轴联动加工中心” read as kind milling, axes_simultaneous 5",)
    with pytest.raises(ItemError, match="it is one of the"):
        item_of({"kind": "chuck for a lathe"}, GOODS.parameters)


def test_what_is_given_by_itself_overrules_the_description_and_the_item_says_so():
    item = item_of(
        {"description": "5-axis simultaneous machining centre", "kind": "turning", "axes_simultaneous": "3"},
        GOODS.parameters,
    )
    assert (item.facts["kind"], item.facts["axes_simultaneous"], item.read) == ("turning", 3.0, ())
    assert any("what was given by itself was taken" in note for note in item.notes)


def test_a_description_never_contradicts_what_was_given():
    item = item_of({"description": "五轴联动铣床", "axes_total": "4"}, GOODS.parameters)
    assert "axes_simultaneous" not in item.facts
    assert item.facts["kind"] == "milling"


def test_a_folder_without_synonyms_has_none(tmp_path):
    assert read_words(tmp_path).names == {}
