"""Which codes the Harmonized System has ever had, so that a code of no goods is refused and not answered.

``tariff_codes.csv`` has every heading and subheading of the editions of 1992 to 2022, from the reference lists
of UN Comtrade; codes are facts, and no description is kept. Chapters 77, 98 and 99 are not among them: the
first is empty, the others belong to each country or name no goods.
"""

from __future__ import annotations

import csv
import difflib
import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from yalu.vocabulary.codes import CodeError

_DIGITS = re.compile(r"[0-9]{2,12}")  # Turkey's national codes have 12


def goods_code(text: str) -> str:
    """The digits of a tariff code of goods: chapter, heading, subheading, or a national code that begins with one.

    Points, spaces and hyphens between digits are left out. Digits beyond six are national and not checked.
    Raises CodeError for what no edition has, with the nearest codes.
    """
    digits = re.sub(r"(?<=[0-9])[-. \u00a0](?=[0-9])", "", text.strip())
    if not _DIGITS.fullmatch(digits):
        raise CodeError("write 2 to 10 digits of the tariff code (12 in some tariffs), such as 8457.10")
    if len(digits) in {3, 5}:
        ways = [code for code in (f"0{digits}", f"{digits}0") if _known(code)]
        hint = f"; with the zero that a spreadsheet drops it is {' or '.join(ways)}" if ways else ""
        raise CodeError(
            f"a tariff code has 2, 4 or 6 digits, or more in a national tariff, and not {len(digits)}{hint}"
        )
    if not _known(digits):
        raise CodeError(f"{_missing(digits)}{_nearest(digits)}")
    return digits


def _known(digits: str) -> bool:
    if len(digits) < 4:
        return any(heading.startswith(digits) for heading in _headings())
    return (
        digits[4:6] in _headings().get(digits[:4], {"none"})
        if len(digits) >= 6
        else digits[:4] in _headings()
    )


def _missing(digits: str) -> str:
    for length, what in ((2, "chapter"), (4, "heading"), (6, "subheading")):
        if len(digits) >= length and not _known(digits[:length]):
            return f"no edition of the Harmonized System from 1992 to 2022 has the {what} {digits[:length]}"
    return f"no edition of the Harmonized System has {digits}"


def _nearest(digits: str) -> str:
    if len(digits) < 4 or not _known(digits[:2]):
        return "; check it against the tariff"
    if not _known(digits[:4]):
        near = difflib.get_close_matches(
            digits[:4], [h for h in _headings() if h[:2] == digits[:2]], n=3, cutoff=0.5
        )
    else:
        near = [f"{digits[:4]}.{end}" for end in sorted(_headings()[digits[:4]])[:6]]
    return f"; there is {', '.join(near)}" if near else "; check it against the tariff"


@cache
def _headings() -> Mapping[str, frozenset[str]]:
    with (files("yalu.vocabulary") / "tariff_codes.csv").open(encoding="utf-8") as file:
        return {row["heading"]: frozenset(row["subheadings"].split()) for row in csv.DictReader(file)}
