"""A tariff code is one that an edition of the Harmonized System has had; national digits are the tariff's own."""

import csv
import gzip
import os
import re
from pathlib import Path

import pytest

from yalu.vocabulary.codes import CodeError
from yalu.vocabulary.tariff import goods_code

REAL = os.environ.get("YALU_REAL_DATA", "")


@pytest.mark.parametrize(
    ("written", "digits"),
    [
        ("8457.10", "845710"), ("8457 10 10 00", "8457101000"), ("8457101000", "8457101000"), ("84", "84"), ("0101", "0101"),
        ("2710.19", "271019"), ("8461.90-00", "84619000"), ("845710100012", "845710100012"),
        ("9503.30", "950330"),  # in the editions of 1992 to 2002 only
    ],
)  # fmt: skip
def test_a_code_is_read_with_its_national_digits(written, digits):
    assert goods_code(written) == digits


@pytest.mark.parametrize(
    ("written", "says"),
    [
        ("0000", "chapter 00"),
        ("9999", "chapter 99"),
        ("99", "chapter 99"),
        ("7701", "chapter 77"),
        ("8500", "heading 8500; there is"),
        ("8457.99", "subheading 845799; there is 8457.10, 8457.20, 8457.30"),
        ("8457990000", "subheading 845799"),
        ("84571", "with the zero that a spreadsheet drops it is 845710"),
        ("101", "it is 0101"),
        ("eighty", "2 to 10 digits"),
        ("1", "2 to 10 digits"),
    ],
)
def test_a_code_of_no_goods_is_refused_with_the_nearest(written, says):
    with pytest.raises(CodeError, match=re.escape(says)):
        goods_code(written)


@pytest.mark.skipif(not REAL, reason="set YALU_REAL_DATA to hold the codes against the editions themselves")
def test_the_codes_are_those_of_every_edition():
    source = Path(REAL) / "nomenclature" / "hs_descriptions_1992_2022.csv.gz"
    with gzip.open(source, "rt", encoding="utf-8") as file:
        codes = {row["code"] for row in csv.DictReader(file)}
    goods = sorted(c for c in codes if c.isdigit() and len(c) in {4, 6} and c[:2] not in {"77", "98", "99"})
    assert len(goods) > 8_000
    assert all(goods_code(code) == code for code in goods)
    known = {f"{row['heading']}{end}" for row in _rows() for end in ("", *row["subheadings"].split())}
    assert known == set(goods)


def _rows():
    folder = Path(__file__).parents[2] / "src" / "yalu" / "vocabulary"
    with (folder / "tariff_codes.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))
