"""English names of countries and trade areas, as trade files print them, read into one code each.

ISO, the United Nations, the World Bank and the CIA spell one country in many ways: "Korea, Dem.
People's Rep. of", "Dem. People's Rep. of Korea", "Korea, North". The order of the words, small
words, accents and the usual abbreviations make no difference; a name is then known or it is not.
There is no likeness between names here: Niger is not Nigeria, and the two Koreas, the two Congos
and the two Chinas are asked about wherever a name does not tell them apart.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from functools import cache
from importlib.resources import files

import iso3166

from yalu.trade.faults import RefusedError

_SMALL = frozenset({"the", "of", "and"})
_SHORT = {
    "st": "saint", "dem": "democratic", "rep": "republic", "fed": "federated", "sts": "states", "is": "islands",
    "isl": "islands", "isds": "islands", "isls": "islands", "island": "islands", "terr": "territory", "ter": "territory",
    "territories": "territory", "fmr": "former", "fm": "former", "peop": "peoples", "utd": "united",
}  # fmt: skip
# What a name leaves open: the words of the name, and which codes it can mean.
ASKED = {
    "korea": "PRK is North Korea (408), KOR is South Korea (410)",
    "congo": "COG is the Republic of the Congo (Brazzaville), COD the Democratic Republic of the Congo (Kinshasa)",
    "republic china": "CHN is the People's Republic of China, TWN is Taiwan",
    "virgin islands": "VGB are the British Virgin Islands, VIR those of the United States",
    "saint martin": "MAF is the French part of Saint Martin, SXM Sint Maarten, the Dutch part",
}
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
    """Every known name by its key: ISO's own, and those of ``country_names.csv``."""
    found = {}
    for entry in iso3166.countries:
        for name in (entry.name, entry.apolitical_name):
            found[name_key(name)] = entry.alpha3
    with files("yalu.trade").joinpath("country_names.csv").open(encoding="utf-8") as stream:
        for row in csv.DictReader(stream):
            found[name_key(row["name"])] = row["area"]
    return found


def area_named(name: str) -> str:
    """The code (ISO alpha-3, or M49 of an area or group) an English name has; "" for an unknown one.

    Raises RefusedError with the candidates for a name that two countries share.
    """
    key = name_key(name)
    for words, candidates in ASKED.items():
        if key == name_key(words):
            raise RefusedError(NAME_RULE, f"{candidates}; write the code, or say it in a mapping under words")
    return _names().get(key, "") if key else ""
