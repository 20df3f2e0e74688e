"""Country names as lists print them, read into ISO alpha-3 codes where that is certain."""

from __future__ import annotations

import csv
import unicodedata
from functools import cache, lru_cache
from importlib.resources import files

import iso3166

from yalu.vocabulary.codes import CodeError
from yalu.vocabulary.countries import country


@lru_cache(maxsize=4096)
def alpha3(name: str) -> str:
    """The ISO alpha-3 code of a country's code or name as a list prints it; empty when it is none of them."""
    text = " ".join(unicodedata.normalize("NFKC", name).replace("’", "'").split()).rstrip(".").lower()
    if not text:
        return ""
    if len(text) in {2, 3} and text.isascii() and text.isalpha():
        try:
            return country(text.upper()).alpha3
        except CodeError:
            pass  # “UK” is no ISO code but in the table of names
    return _names().get(text, "")


def codes(names: list[str]) -> tuple[str, ...]:
    """The codes of several names, each once, in order; names that are no country are left out."""
    return tuple(dict.fromkeys(code for name in names if (code := alpha3(name))))


@cache
def _names() -> dict[str, str]:
    """Names from ISO 3166 and the spellings that official lists use beside them (country_names.csv)."""
    known: dict[str, str] = {}
    for row in iso3166.countries:
        known[row.name.lower()] = row.alpha3
        known[row.apolitical_name.lower()] = row.alpha3
    table = files("yalu.screening.lists") / "country_names.csv"
    with table.open(encoding="utf-8") as file:
        known |= {row["name"].lower(): row["alpha3"] for row in csv.DictReader(file)}
    return known
