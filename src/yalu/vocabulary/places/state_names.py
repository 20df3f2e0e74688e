"""Names of states as lists, exporters and customs print them, read into ISO alpha-3 codes where that is certain."""

from __future__ import annotations

import csv
import difflib
import unicodedata
from functools import cache, lru_cache
from importlib.resources import files

import iso3166

from yalu.vocabulary.codes import CodeError
from yalu.vocabulary.places.countries import country, of_ones_own


@lru_cache(maxsize=4096)
def alpha3(name: str) -> str:
    """The ISO alpha-3 code of a country's code or name as a list prints it; empty when it is none of them."""
    text = _folded(name)
    if not text:
        return ""
    if len(text) in {2, 3} and text.isascii() and text.isalpha():
        try:
            return country(text.upper()).alpha3
        except CodeError:
            pass  # “UK” is no ISO code but in the table of names
    return _names().get(text, "")


def state(text: str) -> str:
    """The ISO alpha-3 code of one state: from a code in any case, an M49 number, or a name in the table of names.

    Raises CodeError for anything else, with the states that may be meant: what is not read as a state must
    never pass for another state. A group of states, or a number for no state, is refused too.
    What a case may call a state that ISO does not list (XAA to XZZ) is a code.
    """
    if _folded(text).removeprefix("the ") == "congo":  # for ISO one of the two; people say it of either
        meant = " or ".join(str(country(code)) for code in ("COD", "COG"))
        raise CodeError(f"{text.strip()!r} may be {meant}; write the code")
    found = alpha3(text)
    if found:
        return found
    typed = text.strip()
    if of_ones_own(typed.upper()):
        return typed.upper()
    try:
        read = country(typed)
    except CodeError as error:
        near = difflib.get_close_matches(_folded(text), _names(), n=3, cutoff=0.75)
        if near and len(typed) > 3:
            codes = dict.fromkeys(_names()[name] for name in near)
            meant = " or ".join(str(country(code)) for code in codes)
            raise CodeError(f"{typed!r} is no state that Yalu knows; did you mean {meant}?") from None
        raise CodeError(
            str(error).replace("no country code; codes are", "no state; a state is its name or")
        ) from None
    if not read.alpha3:
        raise CodeError(f"{typed!r} is {read.name}, which is no single state; write the state, such as PRK")
    return read.alpha3


def _folded(name: str) -> str:
    plain = unicodedata.normalize("NFKC", name).replace("’", "'")
    return " ".join(plain.split()).rstrip(".").lower()


@cache
def _names() -> dict[str, str]:
    """Names from ISO 3166 and the spellings that official lists use beside them (country_names.csv)."""
    known: dict[str, str] = {}
    for row in iso3166.countries:
        known[row.name.lower()] = row.alpha3
        known[row.apolitical_name.lower()] = row.alpha3
    with (files("yalu.vocabulary") / "country_names.csv").open(encoding="utf-8") as file:
        known |= {row["name"].lower(): row["alpha3"] for row in csv.DictReader(file)}
    return known
