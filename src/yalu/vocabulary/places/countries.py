"""Countries and trade areas: ISO 3166 codes, M49 numbers, and the numbers only trade data use.

Trade databases count areas that ISO does not know (490, "Other Asia, nes") and give some countries
a number of their own because the customs territory is wider (842 is the USA with Puerto Rico).
"""

from __future__ import annotations

import difflib
import re
from typing import Literal

import iso3166
import msgspec

from yalu.vocabulary.codes import CodeError


class Country(msgspec.Struct, frozen=True, order=True):
    """A country or trade area. ``m49`` is three digits as text; alpha codes are "" where there are none.

    ``kind`` is ``iso`` for a country under its own ISO number, ``trade`` for a number that only trade
    data use, ``group`` for a total whose members are also counted one by one (never add both), and
    ``former`` for a state that has ended. ``note`` says what the number includes.
    """

    m49: str
    alpha2: str
    alpha3: str
    name: str
    kind: Literal["iso", "trade", "group", "former"] = "iso"
    note: str = ""

    def __str__(self) -> str:
        return f"{self.name} ({self.alpha3 or 'no ISO code'}, {self.m49})"


_ISO = tuple(Country(c.numeric, c.alpha2, c.alpha3, c.apolitical_name) for c in iso3166.countries)

# UN Comtrade reporter and partner tables of June 2025; kept to what bilateral files in fact contain.
_TRADE = (
    Country("000", "", "", "World", "group", "the total over all partners"),
    Country("058", "", "", "Belgium-Luxembourg", "former", "one customs territory until 1998"),
    Country("097", "EU", "", "European Union", "group", "a reporter beside its members; adding both counts twice"),
    Country("129", "", "", "Caribbean, nes", "trade"),
    Country("200", "", "", "Czechoslovakia", "former", "until 1992"),
    Country("221", "", "", "Eastern Europe, nes", "trade"),
    Country("251", "FR", "FRA", "France", "trade", "with Monaco; ISO number 250 is France alone"),
    Country("278", "", "", "German Democratic Republic", "former", "until 1990"),
    Country("280", "", "", "Federal Republic of Germany", "former", "until 1990, before unification"),
    Country("290", "", "", "Northern Africa, nes", "trade"),
    Country("412", "XK", "XKX", "Kosovo", "trade", "Comtrade's number; the letters are user-assigned in ISO 3166"),
    Country("471", "", "", "CACM, nes", "trade", "Central American Common Market"),
    Country("472", "", "", "Africa CAMEU region, nes", "trade"),
    Country("473", "", "", "LAIA, nes", "trade", "Latin American Integration Association"),
    Country("490", "", "", "Other Asia, nes", "trade", "in practice mostly Taiwan, but not by definition"),
    Country("527", "", "", "Oceania, nes", "trade"),
    Country("530", "", "", "Netherlands Antilles", "former", "until 2010"),
    Country("536", "", "", "Neutral Zone", "trade"),
    Country("568", "", "", "Other Europe, nes", "trade"),
    Country("577", "", "", "Other Africa, nes", "trade"),
    Country("579", "NO", "NOR", "Norway", "trade", "with Svalbard and Jan Mayen; ISO number 578 is Norway alone"),
    Country("636", "", "", "Rest of America, nes", "trade"),
    Country("637", "", "", "North America and Central America, nes", "trade"),
    Country("697", "", "", "Europe EFTA, nes", "trade"),
    Country("699", "IN", "IND", "India", "trade", "Comtrade's number since 1975, first without Sikkim; ISO has 356"),
    Country("711", "", "", "Southern African Customs Union", "former", "until 1999"),
    Country("736", "", "", "Sudan before the secession of South Sudan", "former", "until 2011"),
    Country("757", "CH", "CHE", "Switzerland", "trade", "with Liechtenstein; ISO number 756 is Switzerland alone"),
    Country("810", "", "", "Soviet Union", "former", "until 1990"),
    Country("837", "", "", "Bunkers", "trade", "fuel and stores for ships and aircraft; no country"),
    Country("838", "", "", "Free zones", "trade", "no country"),
    Country("839", "", "", "Special categories", "trade", "partners kept secret or not classified"),
    Country("841", "US", "USA", "USA and Puerto Rico", "former", "Comtrade's number until 1980"),
    Country("842", "US", "USA", "USA", "trade", "with Puerto Rico and US Virgin Islands; ISO has 840"),
    Country("849", "", "", "US Miscellaneous Pacific Islands", "trade"),
    Country("879", "", "", "Western Asia, nes", "trade"),
    Country("886", "", "", "Yemen Arab Republic", "former", "until 1990"),
    Country("890", "", "", "Yugoslavia", "former", "until 1991"),
    Country("891", "", "", "Serbia and Montenegro", "former", "until 2006"),
    Country("899", "", "", "Areas, nes", "trade", "partner not stated"),
    Country("975", "", "", "ASEAN", "group", "adding it to its members counts twice"),
)  # fmt: skip

_OF_ONES_OWN = re.compile(
    r"(?!XXX)X[A-Z]{2}"
)  # XXX is what passports and customs write where no state is said
_BY_M49 = {c.m49: c for c in (*_TRADE, *_ISO)}
_BY_ALPHA = {code: c for c in _ISO for code in (c.alpha2, c.alpha3)}
_BY_ALPHA["EU"] = _BY_M49["097"]
# What sources call a country, for the hint only: names are matched by people, codes by programs.
_CALLED = {
    "north korea": "PRK", "dprk": "PRK", "dpr korea": "PRK", "democratic people's republic of korea": "PRK",
    "朝鲜": "PRK", "북한": "PRK", "south korea": "KOR", "rok": "KOR", "republic of korea": "KOR", "韩国": "KOR",
    "russia": "RUS", "uk": "GBR", "united kingdom": "GBR", "england": "GBR", "usa": "USA", "america": "USA",
    "united states": "USA", "taiwan": "TWN", "iran": "IRN", "turkey": "TUR", "syria": "SYR", "vietnam": "VNM", "中国": "CHN",
}  # fmt: skip
_NAMES = {c.name.lower(): c for c in (*_TRADE, *_ISO)} | {
    name: _BY_ALPHA[code] for name, code in _CALLED.items()
}


def country(code: str | int) -> Country:
    """Look a country or trade area up by ISO alpha-2, alpha-3 or M49 number (408, "408", "4" is "004").

    Raises CodeError with the likeliest codes; names are refused, because "Korea" is not one country.
    """
    if isinstance(code, bool):
        raise CodeError(f"country {code}: YAML reads an unquoted NO as false; quote the code: 'NO'")
    text = str(code).strip()
    number = text.zfill(3) if re.fullmatch(r"[0-9]{1,3}", text) else ""
    found = _BY_M49.get(number) or _BY_ALPHA.get(text.upper())
    if found is not None:
        return found
    raise CodeError(
        f"{code!r} is no country code; codes are ISO alpha-2, alpha-3 or M49 numbers; {_did_you_mean(text)}"
    )


# What readers call a place where the ISO list has it otherwise. Its first words are no name where two share them, or
# where they are one island of several.
_SAID = {
    "PRK": "North Korea", "KOR": "South Korea", "RUS": "Russia", "USA": "United States", "GBR": "United Kingdom",
    "COD": "Democratic Republic of the Congo", "LAO": "Laos", "SYR": "Syria", "VNM": "Vietnam", "BRN": "Brunei",
    "BES": "Bonaire, Sint Eustatius and Saba", "SHN": "Saint Helena, Ascension and Tristan da Cunha",
    "VGB": "British Virgin Islands", "VIR": "US Virgin Islands", "ALL": "all states",
}  # fmt: skip


def place_name(code: str) -> str:
    """A place as a reader says it: North Korea, Bolivia, Other Asia, nes; the code itself where no list has it."""
    if code in _SAID:
        return _SAID[code]
    try:
        found = country(code)
    except CodeError:
        return code
    return found.name.partition(",")[0] if found.kind == "iso" else _SAID.get(found.alpha3, found.name)


def of_ones_own(code: str) -> bool:
    """Whether a code is one of XAA to XZZ (but XXX), which ISO 3166 leaves to users, for a state that it does not list."""
    return bool(_OF_ONES_OWN.fullmatch(code))


def korea_mixup(found: Country, meant: Country | None = None) -> str:
    """A warning when a code is one of the two Koreas, which trade data often swap; "" when it is not.

    408, KP and PRK are North Korea; 410, KR and KOR are South Korea. With ``meant`` the answer is a
    warning only when the other Korea was found.
    """
    pair = {"PRK": "North Korea is 408, KP, PRK", "KOR": "South Korea is 410, KR, KOR"}
    if found.alpha3 not in pair:
        return ""
    both = "; ".join(pair.values())
    if meant is None:
        return f"{found}: the two Koreas are often swapped ({both}); check the value against another source"
    if meant.alpha3 not in pair or meant.alpha3 == found.alpha3:
        return ""
    return f"{found} where {meant} is meant: {both}; check whether the row belongs to the other Korea"


def _did_you_mean(text: str) -> str:
    lowered = text.lower()
    if re.search(r"\bkorea\b", lowered) and lowered not in _NAMES:
        return f"did you mean {_BY_ALPHA['PRK']} or {_BY_ALPHA['KOR']}?"
    near = [_NAMES[name] for name in difflib.get_close_matches(lowered, _NAMES, n=3, cutoff=0.7)]
    if lowered in _NAMES:
        near = [_NAMES[lowered]]
    elif len(text) <= 3:
        # Swapped letters first: PKR is meant for PRK more often than for anything spelt nearer.
        swapped = [found for found in _BY_ALPHA if sorted(found) == sorted(text.upper())]
        codes = swapped or difflib.get_close_matches(text.upper(), _BY_ALPHA, n=3, cutoff=0.6)
        near = [_BY_ALPHA[found] for found in codes] or near
    if not near:
        return "write a code such as PRK, KP or 408"
    return f"did you mean {' or '.join(str(c) for c in dict.fromkeys(near))}?"
