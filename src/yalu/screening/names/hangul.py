"""Hangul spelled out by syllable in the three systems lists use, and surnames split from given names."""

from __future__ import annotations

import re
from functools import lru_cache

from yalu.screening.names.tables import hangul_letters, hangul_surnames, surname_classes

SYSTEMS = ("revised", "mccune-reischauer", "northern")
_FIRST, _LAST = 0xAC00, 0xD7A3


def is_hangul(text: str) -> bool:
    """Whether every letter is a whole Hangul syllable."""
    return bool(text) and all(_FIRST <= ord(c) <= _LAST for c in text)


@lru_cache(maxsize=20_000)
def spelled(word: str, system: str) -> str:
    """One Hangul word in Latin letters, syllable by syllable; other letters are left out.

    Sound changes across syllables are not written: names are spelled by syllable, and the sound key
    joins what is left (k and g, l and r).
    """
    column = SYSTEMS.index(system) + 1
    letters = hangul_letters()
    out: list[str] = []
    for c in word:
        if not _FIRST <= ord(c) <= _LAST:
            continue
        place = ord(c) - _FIRST
        initial, medial, final = place // 588, place % 588 // 28, place % 28
        final_text = letters["final"][final][column]
        out.append(letters["initial"][initial][column] + letters["medial"][medial][column] + final_text)
    return "".join(out)


_CONSONANTS = "bcdfghjklmnpqrstvwxyz"


@lru_cache(maxsize=5_000)
def foreign(word: str) -> str:
    """A foreign word in Latin letters: without the vowel 으 that Hangul puts between consonants and at the end."""
    latin = spelled(word, "revised").replace("ll", "l").replace("lr", "l")
    return re.sub(rf"(?<=[{_CONSONANTS}])eu(?=[{_CONSONANTS}]|$)", "", latin)


def family_and_given(name: str) -> tuple[str, str] | None:
    """An unspaced name in Hangul as surname and given name, or None where no surname opens it."""
    surnames = hangul_surnames()
    if len(name) >= 3 and name[:2] in surnames:
        return name[:2], name[2:]
    if 2 <= len(name) <= 4 and name[0] in surnames:
        return name[0], name[1:]
    return None


def family_spelling(family: str, system: str) -> str:
    """A surname in Latin letters: as the system has it, or as everybody writes it (Kim, Pak, Ri)."""
    surname = hangul_surnames().get(family)
    if surname is None:
        return spelled(family, system)
    if system == "revised":
        return spelled(surname.southern, system)
    if system == "northern":
        return surname.spellings[0]
    return spelled(surname.northern, system)


def softened(word: str) -> str:
    """The southern form of a word by the initial-sound rule: 리 becomes 이, 련 becomes 연, 로 becomes 노."""
    if not word or not _FIRST <= ord(word[0]) <= _LAST:
        return word
    place = ord(word[0]) - _FIRST
    initial, medial, final = place // 588, place % 588 // 28, place % 28
    glides = medial in {2, 6, 7, 12, 17, 20}  # ya, yeo, ye, yo, yu, i
    changed = initial
    if initial == 5:
        changed = 11 if glides else 2
    elif initial == 2 and glides:
        changed = 11
    return chr(_FIRST + changed * 588 + medial * 28 + final) + word[1:]


def may_be_surname(spelling: str) -> bool:
    """Whether a Latin word is a known spelling of a surname of the tables."""
    return spelling in surname_classes()
