"""Chinese names as Hong Kong spells them, made from signs and read in pinyin."""

import pytest

from yalu.screening.names.cantonese import in_pinyin, spelled


@pytest.mark.parametrize(
    ("signs", "expected"),
    [  # officials and others by the spelling they use themselves
        ("邓", "tang"), ("炳强", "pingkeung"), ("郑", "cheng"), ("若骅", "yeukwah"), ("伟聪", "waichung"), ("曾", "tsang"),
        ("国卫", "kwokwai"), ("月娥", "yuetngo"), ("家超", "kachiu"), ("志伟", "chiwai"), ("展鹏", "chinpang"),
        ("学礼", "hoklai"), ("启恩", "kaiyan"), ("耀宗", "yiuchung"), ("张", "cheung"), ("黄", "wong"), ("吴", "ng"),
        ("周", "chau"), ("杨", "yeung"), ("梁", "leung"), ("孙", "suen"),
    ],
)  # fmt: skip
def test_signs_are_spelled_as_hong_kong_spells_them(signs, expected):
    assert spelled(signs) == expected


@pytest.mark.parametrize(
    ("name", "pinyin"),
    [
        ("tang ping keung", "deng bingqiang"), ("tsang kwok wai", "zeng guowei"), ("li kwai wah", "li guihua"),
        ("chan kwok ki", "chen guoji"), ("tam yiu chung", "tan yaozong"), ("lau chi wai", "liu cihui"), ("ng kwok wai", "wu guowei"),
    ],
)  # fmt: skip
def test_a_name_in_cantonese_spelling_is_read_in_pinyin(name, pinyin):
    assert tuple(pinyin.split()) in set(in_pinyin(name.split()))


@pytest.mark.parametrize(
    "name",
    [
        "zhang wei min",
        "kim jong un",
        "nguyen van tai",
        "cheung man",
        "wong kai ming jr",
        "chan smith wai",
        "",
    ],
)
def test_what_is_pinyin_already_or_no_cantonese_name_is_not_read_so(name):
    assert list(in_pinyin(name.split())) == []
