"""English names of countries and trade areas, as trade files print them, read into one code each.

ISO, the United Nations, the World Bank and the CIA spell one country in many ways: "Congo, Dem.
Rep.", "Dem. Rep. of the Congo", "Congo, Democratic Republic of the". The order of the words, small
words, accents and the usual abbreviations make no difference; a name is then known or it is not.
There is no likeness between names here: Niger is not Nigeria, and a name that two countries share
(the table lists both) is asked about.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from functools import cache
from importlib.resources import files

import iso3166

from yalu.trade.files.faults import RefusedError
from yalu.vocabulary.places.countries import country

_SMALL = frozenset({"the", "of", "and"})
_SHORT = {
    "st": "saint", "dem": "democratic", "rep": "republic", "fed": "federated", "sts": "states", "is": "islands",
    "isl": "islands", "isds": "islands", "isls": "islands", "island": "islands", "terr": "territory", "ter": "territory",
    "territories": "territory", "fmr": "former", "fm": "former", "peop": "peoples", "utd": "united",
}  # fmt: skip
NAME_RULE = "a name means one country"


def name_key(name: str) -> str:
    """What a name is compared by: its words without accents, small words and order, abbreviations written out."""
    plain = unicodedata.normalize("NFKD", name.casefold().replace("ı", "i"))
    plain = "".join(c for c in plain if not unicodedata.combining(c)).replace("&", " and ")
    plain = re.sub(r"(?<=\b[a-z])\.(?=[a-z\b\s]|$)", "", re.sub(r"['’‘`´]", "", plain))
    words = (_SHORT.get(word, word) for word in re.findall(r"[a-z0-9]+", plain))
    return " ".join(sorted({word for word in words if word not in _SMALL}))


@cache
def _names() -> dict[str, str]:
    """Every known name by its key: ISO's own, and those of ``country_names.csv``; shared ones have several codes."""
    found = {}
    for entry in iso3166.countries:
        for name in (entry.name, entry.apolitical_name):
            found[name_key(name)] = entry.alpha3
    with files("yalu.trade.files.cells").joinpath("country_names.csv").open(encoding="utf-8") as stream:
        for row in csv.DictReader(stream):
            found[name_key(row["name"])] = row["area"]
    return found


def area_named(name: str) -> str:
    """The code (ISO alpha-3, or M49 of an area or group) an English name has; "" for an unknown one.

    Raises RefusedError with the candidates for a name that two countries share.
    """
    key = name_key(name)
    found = _names().get(key, "") if key else ""
    if " " in found:
        candidates = " or ".join(str(country(code)) for code in found.split())
        raise RefusedError(
            NAME_RULE,
            f"“{name.strip()}” can be {candidates}; write the code, or say it in a mapping under words",
        )
    return found
