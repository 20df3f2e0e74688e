"""Who trades with whom: codes and names of trade files as one code a country or area.

Codes come first, then the names that Chinese customs print, then English names.

A country becomes its ISO alpha-3 code. An area that ISO does not know but that is counted beside
the countries (490, "Other Asia, nes") keeps its three-digit M49 number. A group whose members are
counted one by one (the world, the European Union) is refused: adding it would count twice.
"""

from __future__ import annotations

import csv
import re
from functools import cache
from importlib.resources import files

from yalu.trade.files.cells.country_names import area_named
from yalu.trade.files.faults import RefusedError
from yalu.vocabulary.codes import CodeError
from yalu.vocabulary.places.countries import Country, country

GROUP_RULE = "a row names one reporter and one partner, not a group whose members are counted one by one"
ALL = "ALL"


@cache
def _tables() -> tuple[dict[str, str], dict[str, str]]:
    """Codes only trade databases use (WITS, Comtrade), and the names Chinese customs files print."""
    found = []
    for name, key in (("area_codes.csv", "code"), ("chinese_names.csv", "name")):
        with files("yalu.trade.files.cells").joinpath(name).open(encoding="utf-8") as stream:
            found.append({row[key]: row["area"] for row in csv.DictReader(stream)})
    return found[0], found[1]


def read_area(text: str, *, numbers: str = "") -> str:
    """The code of a country or area, from an ISO code, an M49 number, a trade code or a name.

    ``numbers="own"`` says that numbers in the column are the customs' own and no M49: they are
    refused, because the two number the countries differently. Raises RefusedError.
    """
    tidy = re.sub(r"\.0$", "", text.strip())
    if not tidy:
        raise RefusedError(
            "a row names its reporter and its partner", "fill the cell, or give a constant in the mapping"
        )
    if tidy.upper() == ALL:
        return ALL
    codes, names = _tables()
    if tidy in names:
        return names[tidy]
    number = tidy.isascii() and tidy.isdigit()
    if number and numbers == "own":
        raise RefusedError(
            "the numbers in this column are the customs' own, not M49",
            "export the file with the partners' names",
        )
    written = tidy.zfill(3) if number else tidy.upper()
    # A number that trade databases gave to an area keeps that meaning, also where ISO has it: 492 is
    # "Europe EU, nes" in trade data, which count Monaco with France.
    known = codes.get(written) or _code_of(tidy)
    if codes.get(known) == known or (known in codes.values() and not _in_vocabulary(known)):
        return known
    try:
        found = country(known)
    except CodeError as error:
        rule, _, step = str(error).partition("; ")
        raise RefusedError("reporter and partner are known country codes", step or rule) from None
    if found.kind == "group":
        raise RefusedError(GROUP_RULE, f"{found.name} is a group: take its members one by one")
    return _code(found)


def _code_of(text: str) -> str:
    """A text that is no country code as the code of the area it names; any other text as it is."""
    return text if _in_vocabulary(text) else area_named(text) or text


def _in_vocabulary(number: str) -> bool:
    try:
        country(number)
    except CodeError:
        return False
    return True


def _code(found: Country) -> str:
    return found.alpha3 or found.m49
