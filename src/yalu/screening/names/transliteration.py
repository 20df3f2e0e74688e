"""Cyrillic, Arabic and all other letters in Latin ones."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import product

from yalu.screening.names.hangul import may_be_surname
from yalu.screening.names.tables import AS_ARABS_TYPE, native_variants

CYRILLIC: dict[int, str] = str.maketrans(
    {
        "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ё": "e", "ж": "zh", "з": "z", "и": "i",
        "й": "y", "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t",
        "у": "u", "ф": "f", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ъ": "", "ы": "y", "ь": "",
        "э": "e", "ю": "yu", "я": "ya", "і": "i", "ї": "yi", "є": "ye", "ґ": "g", "ў": "u", "ј": "j", "љ": "lj",
        "њ": "nj", "ћ": "c", "ђ": "dj", "џ": "dz", "ѕ": "dz", "қ": "k", "ғ": "g", "ң": "n", "ө": "o", "ү": "u",
        "ұ": "u", "һ": "h", "ә": "a", "ҳ": "h", "ҷ": "j", "ӣ": "i", "ӯ": "u", "җ": "j", "ҡ": "k", "ҹ": "j", "ҕ": "g",
        "ҥ": "n", "ӈ": "n", "ӏ": "",
    }
)  # fmt: skip
_ARABIC = str.maketrans(
    {
        "ا": "a", "أ": "a", "إ": "i", "آ": "a", "ب": "b", "ت": "t", "ث": "th", "ج": "j", "ح": "h", "خ": "kh",
        "د": "d", "ذ": "dh", "ر": "r", "ز": "z", "س": "s", "ش": "sh", "ص": "s", "ض": "d", "ط": "t", "ظ": "z",
        "ع": "a", "غ": "gh", "ف": "f", "ق": "q", "ك": "k", "ک": "k", "ل": "l", "م": "m", "ن": "n", "ه": "h",
        "ة": "a", "ى": "a", "ئ": "i", "ء": "", "ؤ": "u", "چ": "ch", "پ": "p", "گ": "g", "ژ": "zh", "ی": "i",
        "ي": "i", "و": "u", "ڤ": "v", "ۀ": "h", "ے": "e", "ں": "n", "ٹ": "t", "ڈ": "d", "ڑ": "r", "ـ": "",
    }
)  # fmt: skip


def cyrillic(word: str) -> str:
    """A Cyrillic word in Latin letters."""
    return _without_rest(word.translate(CYRILLIC))


def _without_rest(word: str) -> str:
    """The word with the letters that its table does not hold spelled too: one left as it is would meet no other word."""
    return word if word.isascii() else other(word)


def arabic_words(words: list[str]) -> list[str]:
    """The words of a name as Arabs type them: عبد الكريم is one word, and so are its Persian letters."""
    found: list[str] = []
    for word in (one.translate(AS_ARABS_TYPE) for one in words):
        ending = (
            word == "اي" and bool(found) and found[-1].endswith("ه")
        )  # خامنه ای: a Persian ending set apart
        if ending or (found and found[-1] == "عبد" and word.startswith("ال")):
            found[-1] += word
        else:
            found.append(word)
    return found


def arabic(word: str) -> list[str]:
    """An Arabic word in Latin letters, the article apart; names everybody spells are spelled so.

    Short vowels are not written in Arabic, so most of it rests on the consonants (``sounds.consonant_skeleton``).
    """
    known = native_variants().get(word)
    if known is None and word.endswith("ى"):  # Egyptians and Afghans write a last ي so: على is Ali
        known = native_variants().get(word[:-1] + "ي")
    if known:
        return [known]
    if word.startswith("ال") and len(word) > 4:
        rest = word[2:]
        return ["al", native_variants().get(rest) or _spelled(rest)]
    return [_spelled(word)]


def _spelled(word: str) -> str:
    first = {"و": "w", "ي": "y", "ی": "y"}.get(word[:1])
    latin = word.translate(_ARABIC)
    return _without_rest(first + word[1:].translate(_ARABIC) if first else latin)


_GREEK = (
    ("μπ", "b"), ("ντ", "d"), ("γκ", "g"), ("ου", "u"), ("τζ", "j"), ("τσ", "ts"), ("ει", "i"), ("οι", "i"),
)  # fmt: skip


def spelled(text: str) -> str:
    """A text of any letters in Latin ones (Greek, Georgian, Thai, kana ...), lower case, words apart."""
    from anyascii import anyascii  # noqa: PLC0415  most names never need it

    for letters, latin in _GREEK:
        text = text.replace(letters, latin)
    return "".join(c if c.isalnum() else "" if c in "'`" else " " for c in anyascii(text).lower())


@lru_cache(maxsize=50_000)
def other(word: str) -> str:
    """One word of any letters in Latin ones, lower case."""
    return spelled(word).replace(" ", "")


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


_UKRAINIAN = frozenset("іїєґ")
_AS_RUSSIANS_WRITE = str.maketrans({"і": "и", "ї": "и", "и": "ы", "є": "е"})


def from_ukrainian(words: list[str]) -> list[str]:
    """The words of a name with Ukrainian letters as Russians spell these sounds: Кім Чен Ин is Ким Чен Ын."""
    if not _UKRAINIAN.intersection("".join(words)):
        return words
    return [word.replace("йо", "ё").translate(_AS_RUSSIANS_WRITE) for word in words]


def _choice(letters: dict[str, object]) -> str:
    return "|".join(sorted(letters, key=lambda k: (-len(k), k)))


_SYLLABLE = re.compile(rf"^({_choice({**_INITIALS})})({_choice({**_MEDIALS})})({_choice({**_FINALS})})$")
KOREAN_FAMILIES = {
    "цой": "choe", "чхве": "choe", "ли": "ri", "лим": "rim", "лю": "ryu", "пэк": "paek", "чжон": "jong",
}  # fmt: skip
# The parts of a Korean syllable in Cyrillic letters, each with its Latin ones.
KOREAN_SYLLABLES = {"initials": _INITIALS, "medials": _MEDIALS, "finals": _FINALS}
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
    known = KOREAN_FAMILIES.get(words[0])
    ways = (known,) if known else (*_syllable(words[0]), surname)
    families = [way for way in dict.fromkeys(ways) if may_be_surname(way)]
    if not families:
        return []
    given = [_syllable(word) for word in words[1:]]
    if not 1 <= len(given) <= 2 or not all(given):
        return []
    return [(family, *parts) for family in families for parts in list(product(*given))[:_MOST]][: 2 * _MOST]
