"""Chinese names in Russian letters, by the table of Palladius that Russian passports, papers and registers follow.

Source of the rules: the Palladius system as Soviet and Russian map services took it over (Инструкция по передаче
китайских географических названий, 1983). A syllable is an initial and a final; нь is n and н is ng.
"""

from __future__ import annotations

import re
from functools import lru_cache

from yalu.screening.names.hangul import may_be_surname
from yalu.screening.names.tables import han_table

_INITIALS = {
    "zh": "чж", "ch": "ч", "sh": "ш", "b": "б", "p": "п", "m": "м", "f": "ф", "d": "д", "t": "т", "n": "н", "l": "л",
    "g": "г", "k": "к", "h": "х", "j": "цз", "q": "ц", "x": "с", "r": "ж", "z": "цз", "c": "ц", "s": "с",
}  # fmt: skip
_FINALS = {
    "a": "а", "ai": "ай", "an": "ань", "ang": "ан", "ao": "ао", "e": "э", "ei": "эй", "en": "энь", "eng": "эн",
    "i": "и", "ia": "я", "ian": "янь", "iang": "ян", "iao": "яо", "ie": "е", "in": "инь", "ing": "ин", "iong": "юн",
    "iu": "ю", "o": "о", "ong": "ун", "ou": "оу", "u": "у", "ua": "уа", "uai": "уай", "uan": "уань", "uang": "уан",
    "ui": "уй", "un": "унь", "uo": "о", "v": "юй", "ve": "юэ",
}  # fmt: skip
_AFTER_J_Q_X = {"u": "юй", "uan": "юань", "ue": "юэ", "un": "юнь"}
_WHOLE = {
    "er": "эр", "hui": "хуэй", "zi": "цзы", "ci": "цы", "si": "сы",
    "ya": "я", "yan": "янь", "yang": "ян", "yao": "яо", "ye": "е", "yi": "и", "yin": "инь", "ying": "ин",
    "yong": "юн", "you": "ю", "yu": "юй", "yuan": "юань", "yue": "юэ", "yun": "юнь",
    "wa": "ва", "wai": "вай", "wan": "вань", "wang": "ван", "wei": "вэй", "wen": "вэнь", "weng": "вэн", "wo": "во",
    "wu": "у",
}  # fmt: skip
_VOWELS = frozenset("аеиоуэюя")
# Путин and Магнит are made of such syllables too: цз, чж, a hard consonant before э, нь before a consonant are not.
_HARDLY_RUSSIAN = re.compile(r"цз|чж|[бвгджзклмнпрстфхцчш]э|нь(?=[бвгджзклмнпрстфхцчш])|ю[йэ]|у[аэ]|[ия]о")
_MOST = 4  # syllables of a personal name
_LONGEST = (
    60  # letters of a word: ten syllables of the longest; a hostile one of thousands is read as no name
)


def written(syllable: str) -> str:
    """A syllable of pinyin (``lv`` for lü) in Russian letters; nothing for what Palladius has no letters for."""
    if syllable in _WHOLE:
        return _WHOLE[syllable]
    initial = next((i for i in _INITIALS if syllable.startswith(i)), "")
    final = syllable.removeprefix(initial)
    known = (_AFTER_J_Q_X if initial in {"j", "q", "x"} else {}).get(final) or _FINALS.get(final, "")
    return _INITIALS.get(initial, "") + known if known else ""


@lru_cache(maxsize=1)
def _syllables() -> dict[str, str]:
    """Russian letters to pinyin, for every syllable that a sign is read by.

    Where no other syllable has it, also with е for э, and with the ы of Ukrainian and Belarusian after ж, ч and ш.
    """
    found = {russian: pinyin for pinyin in set(han_table().pinyin.values()) if (russian := written(pinyin))}
    other = {russian.replace("э", "е"): pinyin for russian, pinyin in found.items()}
    hushing = {
        russian.replace("и", "ы"): pinyin for russian, pinyin in found.items() if russian[-2:-1] in {*"жчш"}
    }
    return other | hushing | found


@lru_cache(maxsize=5_000)
def _parted(text: str) -> tuple[str, ...] | None:
    """The fewest syllables of pinyin that a word is made of; н before a vowel begins the next one. None for other words."""
    if not text:
        return ()
    best: tuple[str, ...] | None = None
    for size in range(min(len(text), 6), 0, -1):
        head, rest = text[:size], text[size:]
        if head not in _syllables() or (head[-1] == "н" and rest[:1] in _VOWELS):
            continue
        tail = _parted(rest)
        if tail is not None and (best is None or len(tail) + 1 < len(best)):
            best = (_syllables()[head], *tail)
    return best


@lru_cache(maxsize=5_000)
def syllables(word: str) -> tuple[str, ...]:
    """The syllables in pinyin of a word in Russian letters; none where it is not wholly made of them."""
    if len(word) > _LONGEST:
        return ()
    parts = [_parted(part) for part in word.split("ъ")]
    return tuple(s for part in parts if part for s in part) if all(parts) else ()


def names_chinese(words: list[str]) -> bool:
    """Whether some word of a firm's name is Chinese: made of its syllables, with letters that Russian words hardly have."""
    return any(_HARDLY_RUSSIAN.search(word) and pinyin_word(word) for word in words)


def pinyin_word(word: str) -> str:
    """A word of two or more Chinese syllables in pinyin; nothing for any other word."""
    found = syllables(word)
    return _joined(found) if len(found) > 1 else ""


def chinese_in_cyrillic(words: list[str]) -> tuple[str, ...]:
    """Surname and given name in pinyin of a name of two or three Russian words; nothing where they may not be Chinese."""
    found = [syllables(word) for word in words]
    if not 2 <= len(words) <= 3 or not all(found) or sum(map(len, found)) > _MOST:
        return ()
    family, *given = map(_joined, found)
    if all(len(one) > 1 for one in found) and not may_be_surname(family):
        return ()
    return family, "".join(given)


def _joined(parts: tuple[str, ...]) -> str:
    """Syllables as one word of pinyin, ü as passports have it."""
    return "".join(parts).replace("v", "u")
