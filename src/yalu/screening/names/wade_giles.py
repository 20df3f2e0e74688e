"""Chinese names in Wade-Giles without its marks, made from pinyin and read in pinyin again (Tsao Chien-ming, Hsi Chin-ping).

The table follows the system of Giles's dictionary of 1912. Forms and passports leave out its apostrophe, so that ch, k, p, t
and ts stand for two sounds each: a name may be read several ways.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import product

from yalu.screening.names.tables import chinese_surnames, han_table

_INITIALS = {
    "zh": "ch", "ch": "ch", "sh": "sh", "b": "p", "p": "p", "d": "t", "t": "t", "g": "k", "k": "k", "j": "ch",
    "q": "ch", "x": "hs", "z": "ts", "c": "ts", "r": "j",
}  # fmt: skip
_PINYIN = re.compile(r"^(zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?([a-z]+)$")
_WHOLE = {
    "zhi": "chih", "chi": "chih", "shi": "shih", "ri": "jih", "zi": "tzu", "ci": "tzu", "si": "szu", "ge": "ko",
    "ke": "ko", "he": "ho", "e": "o", "yan": "yen", "yi": "i", "you": "yu", "ye": "yeh", "yue": "yueh", "guo": "kuo",
    "kuo": "kuo", "huo": "huo", "shuo": "shuo", "gui": "kuei", "kui": "kuei",
}  # fmt: skip
_FINALS = {
    "ong": "ung", "iong": "iung", "ian": "ien", "ie": "ieh", "uo": "o", "ue": "ueh", "ve": "ueh", "er": "erh", "v": "u",
}  # fmt: skip
_SYLLABLES = 3  # of a name that is read in pinyin: two may be read as too many others
_MOST = 72  # readings of one name; of a question those remain whose words are on a list


@lru_cache(maxsize=1000)
def spelled(syllable: str) -> str:
    """A syllable of pinyin in Wade-Giles."""
    if syllable in _WHOLE:
        return _WHOLE[syllable]
    found = _PINYIN.match(syllable)
    if not found:
        return syllable
    initial, final = found.group(1) or "", found.group(2)
    return _INITIALS.get(initial, initial) + _FINALS.get(final, final)


@lru_cache(maxsize=1)
def _readings() -> dict[str, tuple[str, ...]]:
    """Spelling: the syllables of pinyin it may stand for."""
    found: dict[str, dict[str, None]] = {}
    for syllable in sorted(_pinyin()):
        found.setdefault(spelled(syllable), {})[syllable.replace("v", "u")] = None
    return {spelling: tuple(ways) for spelling, ways in found.items()}


@lru_cache(maxsize=1)
def _surnames() -> dict[str, tuple[str, ...]]:
    """Spelling of a surname: its pinyin, by the order of the table, which begins with the commonest."""
    found: dict[str, dict[str, None]] = {}
    for pinyin, _ in chinese_surnames().values():
        found.setdefault(spelled(pinyin), {})[pinyin.replace("v", "u")] = None
    return {spelling: tuple(ways) for spelling, ways in found.items()}


@lru_cache(maxsize=1)
def _pinyin() -> frozenset[str]:
    return frozenset(han_table().pinyin.values())


def in_pinyin(words: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """A person's name in Wade-Giles as surname and given name in pinyin, each way it may be read.

    Nothing where all words may be pinyin as they stand, or one is no syllable of Wade-Giles. The surname stands first,
    and two syllables follow.
    """
    if len(words) != _SYLLABLES or _pinyin().issuperset(words):
        return
    family, given = words[0], words[1:]
    if not all(word in _readings() for word in words):
        return
    ways = product(_surnames().get(family, _readings()[family]), *(_readings()[word] for word in given))
    for _, (surname, *rest) in zip(range(_MOST), ways, strict=False):
        yield surname, "".join(rest)
