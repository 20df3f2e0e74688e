"""Chinese names as Hong Kong and Macau spell them (Cheung, Kwok-wai), and those spellings read in pinyin.

Spellings follow the customary romanisation of the Hong Kong government, made from Jyutping by rule.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import product

from yalu.screening.names.tables import chinese_surnames, han_table

_JYUTPING = re.compile(r"^(gw|kw|ng(?=[aeiou])|[bpmfdtnlgkhwzcsj])?([a-z]+)$")
_INITIALS = {"b": "p", "d": "t", "g": "k", "gw": "kw", "z": "ch", "c": "ch", "j": "y"}
_FINALS = {
    "aa": "a", "aai": "ai", "aau": "au", "aam": "am", "aan": "an", "aang": "ang", "aap": "ap", "aat": "at",
    "aak": "ak", "ou": "o", "eoi": "ui", "eon": "un", "eot": "ut", "oe": "eu", "oeng": "eung", "oek": "euk",
    "yu": "yu", "yun": "uen", "yut": "uet",
}  # fmt: skip
# Spellings beside the rule, which are common in names.
_WHOLE = {
    "zyu": ("chu",), "syu": ("shu",), "jyu": ("yu",), "zi": ("chi", "tsz", "tze"), "ci": ("chi", "tsz"), "m": ("ng",),
    "si": ("sze", "si", "shi", "sz"), "waa": ("wah", "wa"), "jyun": ("yuen",), "jyut": ("yuet",), "zang": ("tsang",),
    "zung": ("chung", "tsung"), "coi": ("choi", "tsoi"), "ceoi": ("chui", "tsui"), "cung": ("chung", "tsung"),
    "saan": ("shan",), "sau": ("sau", "shau"), "seon": ("shun", "sun"), "seoi": ("shui", "sui"), "soeng": ("sheung",),
    "zam": ("tsam", "cham"), "can": ("chan", "tsan"), "jik": ("yik",), "gei": ("kei", "ki"), "kei": ("kei", "ki"),
    "fan": ("fan", "fun"), "gam": ("kam", "gum"), "jan": ("yan",), "ji": ("yi", "yee"), "jam": ("yam",), "bun": ("pun",),
    "pun": ("poon", "pun"), "gun": ("koon", "kun"), "wun": ("woon", "wun"), "mun": ("mun", "moon"), "lei": ("lei", "li", "lee"),
    "cyun": ("chuen", "tsuen"), "ziu": ("chiu", "jiu"), "maa": ("ma", "mah"), "haa": ("ha",),
}  # fmt: skip
_READINGS = 3  # of one syllable: those most characters have
_SYLLABLES = 3  # of a name that is read in pinyin
_MOST = 36  # of one name; of a question those remain whose words are on a list
_COMMON = 0xD7  # first bytes up to which GB 2312 keeps its first level, the 3,755 characters in common use


@lru_cache(maxsize=2000)
def spellings(jyutping: str) -> tuple[str, ...]:
    """How Hong Kong spells a syllable, the commonest way first."""
    if jyutping in _WHOLE:
        return _WHOLE[jyutping]
    found = _JYUTPING.match(jyutping)
    if not found:
        return (jyutping,)
    initial, final = found.group(1) or "", found.group(2)
    final = _FINALS.get(final, final)
    return (
        _INITIALS.get(initial, initial)
        + ("yu" + final[1:] if initial == "j" and final[0] == "u" and len(final) > 3 else final),
    )


@lru_cache(maxsize=1)
def _readings() -> dict[str, tuple[str, ...]]:
    """Spelling: the pinyin syllables of the common characters it may stand for, the commonest first."""
    found: dict[str, Counter[str]] = {}
    table = han_table()
    for character, jyutping in table.cantonese.items():
        pinyin = table.pinyin.get(character)
        if pinyin and _common(character):
            for spelling in spellings(jyutping):
                found.setdefault(spelling, Counter())[pinyin] += 1
    return {
        spelling: tuple(p for p, _ in sorted(counts.items(), key=lambda item: (-item[1], item[0])))[
            :_READINGS
        ]
        for spelling, counts in found.items()
    }


def _common(character: str) -> bool:
    try:
        return character.encode("gb2312")[0] <= _COMMON
    except UnicodeEncodeError:
        return False


@lru_cache(maxsize=1)
def _surnames() -> dict[str, tuple[str, ...]]:
    """Spelling of a surname: its pinyin, by the order of the table, which begins with the commonest."""
    found: dict[str, dict[str, None]] = {}
    table = han_table().cantonese
    for character, (pinyin, others) in chinese_surnames().items():
        known = [spelling for sign in character for spelling in spellings(table.get(sign, ""))]
        for spelling in (*others, *(known if len(character) == 1 else ())):
            found.setdefault(spelling, {})[pinyin] = None
    return {spelling: tuple(ways)[:2] for spelling, ways in found.items()}


@lru_cache(maxsize=1)
def _pinyin() -> frozenset[str]:
    return frozenset(han_table().pinyin.values())


def in_pinyin(words: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """A person's name in Cantonese spellings as surname and given name in pinyin, each way it may be read.

    Nothing where all words may be pinyin as they stand, or one is no syllable of Cantonese. The surname stands first,
    and two syllables follow: one alone may be read so many ways that every twentieth person would be listed.
    """
    if len(words) != _SYLLABLES or _pinyin().issuperset(words):
        return
    family, given = words[0], words[1:]
    if family not in _surnames() or not all(word in _readings() for word in given):
        return
    ways = product(_surnames()[family], *(_readings()[word] for word in given))
    for _, (surname, *rest) in zip(range(_MOST), ways, strict=False):
        yield surname, "".join(rest)


def spelled(characters: str) -> str:
    """Han characters as Hong Kong spells them, joined; nothing where one has no Cantonese reading."""
    table = han_table().cantonese
    return "".join(spellings(table[c])[0] for c in characters) if all(c in table for c in characters) else ""
