"""The tables names are read by: Han readings, surnames, Hangul letters, spelling variants. Read once, when asked."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from yalu.documents.files.bundled import bundled_file
from yalu.screening.names.name_folding import fold


class HanTable:
    """Readings per Han character; the simplified form stands for both forms."""

    __slots__ = ("cantonese", "korean", "pinyin", "simplified")

    def __init__(self, path: Path) -> None:
        """Read ``character,simplified,pinyin,korean,cantonese``: plain split, no field holds a comma."""
        self.simplified: dict[int, str] = {}
        self.pinyin: dict[str, str] = {}
        self.korean: dict[str, tuple[str, ...]] = {}
        self.cantonese: dict[str, str] = {}
        for line in path.read_text(encoding="utf-8").splitlines()[1:]:
            character, simplified, pinyin, korean, cantonese = line.split(",")
            if simplified:
                self.simplified[ord(character)] = simplified
            self.pinyin[character] = pinyin
            if korean:
                self.korean[character] = tuple(korean.split())
            if cantonese:
                self.cantonese[character] = cantonese


def rows(name: str) -> Iterator[dict[str, str]]:
    """The rows of one bundled table."""
    with bundled_file("screening", name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


@lru_cache(maxsize=1)
def han_table() -> HanTable:
    """Han readings; loading takes about 20 ms, and only a name in Han asks for it."""
    return HanTable(bundled_file("screening", "han-readings.csv"))


@lru_cache(maxsize=1)
def hangul_letters() -> dict[str, tuple[tuple[str, str, str, str], ...]]:
    """Per place (initial, medial, final) the letters in Unicode order: letter, Revised, McCune-Reischauer, northern."""
    found: dict[str, list[tuple[str, str, str, str]]] = {}
    for row in rows("hangul-letters.csv"):
        found.setdefault(row["place"], []).append(
            (row["letter"], row["revised"], row["mccune_reischauer"], row["northern"])
        )
    return {place: tuple(letters) for place, letters in found.items()}


class HangulSurname:
    """One surname: southern and northern Hangul, its hanja, and how it is spelled in Latin letters."""

    __slots__ = ("hanja", "northern", "southern", "spellings")

    def __init__(self, row: dict[str, str]) -> None:
        """Take one row of the table."""
        self.southern = row["hangul"]
        self.northern = row["northern"]
        self.hanja = row["hanja"]
        self.spellings = tuple(row["spellings"].split())


@lru_cache(maxsize=1)
def korean_surnames() -> tuple[HangulSurname, ...]:
    """All surnames of the table."""
    return tuple(HangulSurname(row) for row in rows("korean-surnames.csv"))


@lru_cache(maxsize=1)
def hangul_surnames() -> dict[str, HangulSurname]:
    """Surnames by Hangul, southern and northern."""
    found: dict[str, HangulSurname] = {}
    for surname in korean_surnames():
        found.setdefault(surname.southern, surname)
        found.setdefault(surname.northern, surname)
    return found


@lru_cache(maxsize=1)
def hanja_surnames() -> dict[str, HangulSurname]:
    """Surnames by Han spelling; two characters are one compound surname where the Hangul has two syllables."""
    found: dict[str, HangulSurname] = {}
    fold = han_table().simplified
    for surname in korean_surnames():
        whole = len(surname.southern) > 1
        for hanja in [surname.hanja] if whole else surname.hanja:
            found.setdefault(hanja.translate(fold), surname)
    return found


@lru_cache(maxsize=1)
def chinese_surnames() -> dict[str, tuple[str, tuple[str, ...]]]:
    """Simplified surname: its pinyin as a surname, and other spellings."""
    return {
        row["character"]: (row["pinyin"], tuple(row["spellings"].split()))
        for row in rows("chinese-surnames.csv")
    }


@lru_cache(maxsize=1)
def surname_classes() -> dict[str, frozenset[str]]:
    """Latin spelling: the surnames it may stand for, so that Ri, Lee, Yi and Rhee are seen as one."""
    found: dict[str, set[str]] = {}
    for surname in korean_surnames():
        for spelling in surname.spellings:
            found.setdefault(spelling, set()).add("ko:" + surname.southern)
    for character, (pinyin, spellings) in chinese_surnames().items():
        for spelling in (pinyin, *spellings):
            found.setdefault(spelling, set()).add("zh:" + character)
    return {spelling: frozenset(names) for spelling, names in found.items()}


@lru_cache(maxsize=1)
def variant_groups() -> dict[str, frozenset[int]]:
    """Spelling: the groups of names it belongs to (Mohammed and Muhammad, Sergei and Serhiy)."""
    found: dict[str, set[int]] = {}
    for number, row in enumerate(rows("name-variants.csv")):
        for spelling in row["spellings"].split():
            found.setdefault(spelling, set()).add(number)
    return {spelling: frozenset(groups) for spelling, groups in found.items()}


# Letters of Persian and Urdu keyboards that an Arab types otherwise: one name in two spellings.
AS_ARABS_TYPE = str.maketrans("کڪیہھ", "ككيهه")


@lru_cache(maxsize=1)
def native_variants() -> dict[str, str]:
    """A name in Arabic or Cyrillic letters: its first Latin spelling in the table."""
    found: dict[str, str] = {}
    for row in rows("name-variants.csv"):
        for native in row["native"].split():
            found.setdefault(fold(native).text.translate(AS_ARABS_TYPE), row["spellings"].split()[0])
    return found


@lru_cache(maxsize=1)
def common_surnames() -> dict[str, float]:
    """The commonest surnames of a people that the lists name often, and the share of it that bears each."""
    return {row["surname"]: float(row["share"]) for row in rows("common-surnames.csv")}


@lru_cache(maxsize=1)
def ordinary_words() -> frozenset[str]:
    """Words of every day and of nations that begin the names of several listed parties, and of others too.

    Struck out by hand from what the rule for brand words found on nine lists of 2024 to 2026.
    """
    return frozenset(row["word"] for row in rows("ordinary-words.csv"))
