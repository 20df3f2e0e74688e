"""A name made comparable: one form for letters, no invisible signs, look-alikes undone, with notes of what was found."""

from __future__ import annotations

import re
import unicodedata
from html import unescape
from urllib.parse import unquote

import msgspec

# Letters and words of a name, or of a message that may hold one, that are read; what is beyond them is reported.
LONGEST = 400
MOST_WORDS = 80

_STROKES = str.maketrans(
    {"ß": "ss", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h"}
    | {"ŋ": "ng", "ə": "a", "ƒ": "f", "ɨ": "i", "ŀ": "l", "ĸ": "k"}
    | dict.fromkeys("'’‘`´ʼʹʻʿʾ′ˈ＇ʽˮ", "")
)
_CYRILLIC_TWINS = dict(zip("асеорхуіјѕкмтвнѵԁһ", "aceopxyijskmtbnvdh", strict=True))
_GREEK_TWINS = dict(zip("αοενρυικτχ", "aoevpuiktx", strict=True))
_TWINS = _CYRILLIC_TWINS | _GREEK_TWINS
_BACK = {latin: cyrillic for cyrillic, latin in _CYRILLIC_TWINS.items()}
_WORD = re.compile(r"\w+")
_NUMBERED = re.compile(r"^([a-z]{3,})(\d{1,6})$")  # OFFICE39
_ABBREVIATION = re.compile(r"\b(?:\w[./]){2,}\w?\b\.?|\b\w[./]\w\b\.?")
_FIRST_INDIC = "\u0900"
_PERCENT = re.compile(r"(?:%[0-9A-Fa-f]{2})+")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z]{2,8}\d{0,2});")
_KEEP_JOINERS = "\u200c\u200d"


class Folded(msgspec.Struct, frozen=True):
    """A text in one comparable form, with notes of what had to be cleaned."""

    text: str
    notes: tuple[str, ...] = ()


def fold(text: str) -> Folded:
    """The name folded: compatibility forms, case, invisible and direction signs, look-alike letters.

    Marks over Latin letters go; other scripts keep theirs. Texts of any length are read up to 400 letters.
    """
    if "%" in text and _PERCENT.search(text):
        text = unquote(text, errors="replace")
    if "&" in text and _ENTITY.search(text):
        text = unescape(text)
    if text.isascii() and len(text) <= LONGEST:
        return Folded(_abbreviations(text.lower().replace("'", "").replace("`", "")))
    notes: list[str] = []
    if len(text) > LONGEST:
        notes.append(f"read to the first {LONGEST} of {len(text)} letters")
        text = text[:LONGEST]
    plain = _syllables(unicodedata.normalize("NFKC", text))
    shown = "".join(
        c for c in plain if unicodedata.category(c) not in {"Cf", "Cc", "Co", "Cs", "Cn"} or c in "\t\n\r"
    )
    hidden = sorted({f"U+{ord(c):04X}" for c in plain if c not in shown and c not in _KEEP_JOINERS})
    if hidden:
        notes.append(f"invisible signs removed: {', '.join(hidden)}")
    marked = shown.casefold().translate(_STROKES)
    bare = _bare(marked)
    untwinned = _WORD.sub(_untwin, bare)
    if untwinned != bare:
        notes.append("look-alike letters of another script read as the letters they imitate")
    return Folded(_abbreviations(untwinned), tuple(notes))


def from_utf8(text: str) -> str:
    """A text whose UTF-8 was read as Windows-1252 or Latin-1 put right (ê¹€ is 김); any other text as it is."""
    try:
        return b"".join(map(_byte, text)).decode("utf-8")
    except UnicodeError:
        return text


def _byte(sign: str) -> bytes:
    try:
        return sign.encode("cp1252")
    except UnicodeEncodeError:
        return sign.encode("latin-1")  # the five bytes that Windows-1252 leaves free


def garbled(text: str) -> bool:
    """Whether a text was read in a wrong encoding, or lost signs: no name is all accents and signs (½ðÕý¶÷)."""
    high = sum("\x80" <= c <= "\xff" for c in text)
    plain = sum(c.isascii() and c.isalpha() for c in text)
    return "\ufffd" in text or (high > 2 and high > 2 * plain)


# A first letter, a vowel and a first letter that no vowel follows: the third is the end of the syllable.
_LOOSE = re.compile("[\u1100-\u1112][\u1161-\u1175](?:[\u1100-\u1112](?![\u1161-\u1175]))?")
_ENDS = dict(zip("ᄀᄁᄂᄃᄅᄆᄇᄉᄊᄋᄌᄎᄏᄐᄑᄒ", "ᆨᆩᆫᆮᆯᆷᆸᆺᆻᆼᆽᆾᆿᇀᇁᇂ", strict=True))


def _syllables(text: str) -> str:
    """Hangul letters typed one by one put together: what compatibility letters leave behind."""
    if not any("\u1100" <= c <= "\u1112" or "가" <= c <= "힣" for c in text):
        return text
    apart = unicodedata.normalize("NFD", text) if any("\u1100" <= c <= "\u1112" for c in text) else text
    joined = _LOOSE.sub(lambda m: m.group()[:2] + _ENDS.get(m.group()[2:], m.group()[2:]), apart)
    return unicodedata.normalize("NFC", joined) if apart is not text else text


def words_of(text: str) -> list[str]:
    """The words of a folded text, at most ``MOST_WORDS``."""
    return _all_words(text)[:MOST_WORDS]


def _all_words(text: str) -> list[str]:
    words = _WORD.findall(text.replace("_", " "))
    if any(c.isdigit() for c in text):
        words = [part for w in words for part in _NUMBERED.sub(r"\1 \2", w).split()]
    return words


def beyond(text: str, folded: Folded) -> str:
    """What of a name is not read, in a sentence; nothing where all of it is."""
    if len(text) > LONGEST:
        return f"the name was cut: it has {len(text):,} characters, the first {LONGEST} were read"
    words = len(_all_words(folded.text))
    if words > MOST_WORDS:
        return f"the name was cut: it has {words} words, the first {MOST_WORDS} were read"
    return ""


def _bare(text: str) -> str:
    """Marks off Latin, Greek and Arabic letters; Hangul and kana are put back together."""
    if text.isascii():
        return text
    parts = unicodedata.normalize("NFD", text)
    # й and ї are letters of their own: their marks stay.
    kept = [
        c
        for before, c in zip(" " + parts, parts, strict=False)
        if not (unicodedata.combining(c) and not (before in "иі" and c in "\u0306\u0308"))
        or "\u3040" <= before <= "\u30ff"
        or c >= _FIRST_INDIC  # vowels of India and beyond are marks
    ]
    return unicodedata.normalize("NFC", "".join(kept))


def _untwin(found: re.Match[str]) -> str:
    """A word of two alphabets is read in the one that has the larger share of its unmistakable letters."""
    word = found.group()
    latin = sum(c.isascii() and c.isalpha() for c in word)
    twins = sum(c in _TWINS for c in word)
    others = sum(not c.isascii() and c not in _TWINS for c in word)
    if not latin or not (twins or others):
        return word
    if not others:
        return "".join(_TWINS.get(c, c) for c in word)
    if any("а" <= c <= "ӿ" for c in word):
        return "".join(_BACK.get(c, c) for c in word)
    return word


def _abbreviations(text: str) -> str:
    """A.B.C. and S/A are one word each."""
    if "." not in text and "/" not in text:
        return text
    return _ABBREVIATION.sub(lambda m: re.sub(r"[./]", "", m.group()) + " ", text)
