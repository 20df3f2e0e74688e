"""Korean names in Cyrillic letters: Ким Чен Ын is Kim Jong Un.

The letters are those of the Kontsevich system and of the older northern practice beside it (Чен for 정, Ир for 일).
A final н stands for two Hangul letters, so both are read.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import product

from yalu.screening.names.hangul import may_be_surname

_INITIALS = {
    "чж": "j", "чч": "jj", "чх": "ch", "кх": "k", "тх": "t", "пх": "p", "кк": "kk", "тт": "tt", "пп": "pp",
    "сс": "ss", "к": "k", "г": "g", "н": "n", "т": "t", "д": "d", "р": "r", "л": "r", "м": "m", "п": "p", "б": "b",
    "с": "s", "ч": "j", "дж": "j", "ц": "j", "х": "h", "": "",
}  # fmt: skip
_MEDIALS = {
    "ва": "wa", "вэ": "wae", "ве": "we", "во": "wo", "ви": "wi", "ый": "ui", "ыи": "ui", "йя": "yae", "йе": "ye",
    "а": "a", "э": "ae", "я": "ya", "о": "o", "е": "o", "ё": "yo", "у": "u", "ю": "yu", "ы": "u", "и": "i",
}  # fmt: skip
_FINALS = {
    "ль": ("l",), "к": ("k",), "г": ("k",), "н": ("n", "ng"), "нъ": ("ng",), "т": ("t",), "р": ("l",), "л": ("l",),
    "м": ("m",), "п": ("p",), "б": ("p",), "": ("",),
}  # fmt: skip


def _choice(letters: dict[str, object]) -> str:
    return "|".join(sorted(letters, key=lambda k: (-len(k), k)))


_SYLLABLE = re.compile(rf"^({_choice({**_INITIALS})})({_choice({**_MEDIALS})})({_choice({**_FINALS})})$")
_SURNAMES = {
    "цой": "choe",
    "чхве": "choe",
    "ли": "ri",
    "лим": "rim",
    "лю": "ryu",
    "пэк": "paek",
    "чжон": "jong",
}
_MOST = 4


@lru_cache(maxsize=5_000)
def _syllable(word: str) -> tuple[str, ...]:
    found = _SYLLABLE.match(word)
    if found is None:
        return ()
    first, middle, last = found.groups()
    if not first and middle == "е":  # ё without its dots: Ён, which nothing but 영 is
        return tuple("yo" + end for end in _FINALS[last])
    return tuple(_INITIALS[first] + _MEDIALS[middle] + end for end in _FINALS[last])


def korean_in_cyrillic(words: list[str], surname: str) -> list[tuple[str, ...]]:
    """The readings of a name of two or three Cyrillic words as a Korean one; ``surname`` is the first in Latin letters."""
    family = _SURNAMES.get(words[0], surname)
    if not may_be_surname(family):
        return []
    given = [_syllable(word) for word in words[1:]]
    if not 1 <= len(given) <= 2 or not all(given):
        return []
    return [(family, *parts) for parts in product(*given)][:_MOST]
