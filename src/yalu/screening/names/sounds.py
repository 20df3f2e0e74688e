"""How a Latin spelling sounds, roughly: two keys that join the spellings of one name.

``sound`` joins the romanisations of one Hangul or Han syllable (jong, jeong, chong, chung); ``consonant_skeleton``
keeps the consonants only, which joins what different hands write for Arabic, Hebrew or Slavic names.
"""

from __future__ import annotations

import re
from functools import lru_cache

# Both tables of sounds were made by hand: spellings that one syllable has in the systems of
# data/screening/hangul-letters.csv, in pinyin and in Wade-Giles get one key.
_CLUSTERS = {
    "tsch": "c", "shch": "s", "tch": "c", "sch": "s", "dzh": "c", "zh": "c", "ch": "c", "jj": "c", "dj": "c",
    "ts": "c", "tz": "c", "dz": "c", "sh": "s", "hs": "s", "ss": "s", "kh": "k", "gh": "k", "kk": "k", "gg": "k",
    "ck": "k", "th": "t", "dh": "t", "tt": "t", "dd": "t", "ph": "p", "bh": "p", "pp": "p", "bb": "p", "rr": "r",
    "ll": "r", "lr": "r", "rh": "r", "lh": "r", "nn": "n", "mm": "m", "j": "c", "z": "c", "x": "s", "s": "s",
    "k": "k", "g": "k", "t": "t", "d": "t", "p": "p", "b": "p", "r": "r", "l": "r", "f": "f", "n": "n", "m": "m",
    "h": "h",
}  # fmt: skip
_VOWELS = {
    # Longest first; glides keep a mark, because Yong is not Ong and Hwa is not Ha.
    "yeou": "yo", "yeo": "yo", "yoo": "yo", "you": "yo", "yae": "ye", "yai": "ye", "yei": "ye", "iou": "yo",
    "iao": "yao", "uai": "we", "wae": "we", "wei": "we", "uei": "i", "ooi": "i",
    "yo": "yo", "yu": "yo", "ya": "ya", "ye": "ye", "yi": "i", "yy": "i", "iu": "yo", "io": "yo", "ia": "ya",
    "ie": "ya", "ue": "ye", "uo": "o", "ua": "wa", "wa": "wa", "wo": "o", "we": "we", "wi": "i", "wu": "o",
    "wh": "w", "eo": "o", "eu": "o", "oo": "o", "ou": "o", "ow": "o", "oh": "o", "au": "ao", "ao": "ao",
    "ui": "i", "ee": "i", "ey": "e", "ei": "e", "ae": "e", "ai": "e", "ay": "e", "oe": "we", "oi": "we",
    "aa": "a", "ah": "a", "eh": "e", "uh": "o", "ih": "i",
    "a": "a", "e": "e", "i": "i", "o": "o", "u": "o", "y": "i", "w": "w", "v": "o",
}  # fmt: skip
_SOUND_PARTS = re.compile(
    "("
    + "|".join(
        sorted([*_CLUSTERS, *_VOWELS, "ng", "qi", "qu", "q", "ci", "ce", "c"], key=lambda k: (-len(k), k))
    )
    + ")"
)
_Q_AND_C = {"ng": "g", "qi": "ci", "qu": "co", "q": "k", "ci": "ci", "ce": "ce", "c": "k"}


@lru_cache(maxsize=200_000)
def sound(word: str) -> str:
    """The sound key of a Latin word; equal keys mean that one syllable may be spelled both ways."""
    if not word.isascii() or not word.isalpha():
        return word
    # ng before a vowel is n-g in pinyin (Fangan) and ng in Hangul (Yongun): always ng here, both sides alike.
    parts = _SOUND_PARTS.findall(word)
    return "".join(_Q_AND_C.get(p) or _CLUSTERS.get(p) or _VOWELS[p] for p in parts)


# Made by hand: consonants that transliterations of Arabic, Hebrew and Slavic names exchange for each other are one.
_CONSONANTS = {
    "tsch": "c", "shch": "s", "tch": "c", "sch": "s", "dzh": "j", "ch": "c", "zh": "j", "sh": "s", "ph": "f",
    "kh": "k", "gh": "k", "th": "t", "dh": "d", "ts": "s", "tz": "s", "dz": "z", "dj": "j", "ck": "k", "qu": "k",
    "x": "ks", "q": "k", "c": "k", "k": "k", "g": "k", "j": "j", "z": "s", "s": "s", "t": "t", "d": "t", "p": "p",
    "b": "p", "f": "f", "v": "f", "w": "", "y": "", "r": "r", "l": "l", "m": "m", "n": "n", "h": "",
}  # fmt: skip
_CONSONANT_PARTS = re.compile("|".join(sorted(_CONSONANTS, key=lambda k: (-len(k), k))))


@lru_cache(maxsize=200_000)
def consonant_skeleton(word: str) -> str:
    """The consonants of a Latin word in broad classes, doubled ones once; a vowel in front is kept as ``a``."""
    if not word.isascii() or not word.isalpha():
        return word
    found = "".join(_CONSONANTS[p] for p in _CONSONANT_PARTS.findall(word))
    single = re.sub(r"(.)\1+", r"\1", found)
    front = "a" if word[0] in "aeiou" else "h" if word[0] == "h" else word[0] if word[0] in "wy" else ""
    return front + single
