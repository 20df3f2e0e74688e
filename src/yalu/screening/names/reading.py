"""A name in all the ways it can be read: the words of each reading in Latin letters, and as written."""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from yalu.screening.names import han, hangul, transliteration
from yalu.screening.names.folding import fold, words_of
from yalu.screening.names.hangul import may_be_surname
from yalu.screening.names.segmentation import Piece, segment_cached
from yalu.screening.names.words import Lexicon, bundled_lexicon, fold_legal_phrases
from yalu.screening.records import Script
from yalu.screening.scripts import parts_by_script

_SYLLABLE = re.compile(
    r"^(?:ch|tch|zh|sh|hs|ts|tz|kk|tt|pp|ss|jj|kh|th|ph|[bcdfghjklmnpqrstwxyz])?[aeiouyw]{1,4}(?:ng|[bgklmnprthsk])?$"
)
TOGETHER = "given name together"  # meets names of other scripts; two of them never meet each other
PERSON = frozenset(["Person"])
NOT_PERSON = frozenset(["Company", "Organization", "PublicBody", "Vessel", "Airplane", "Asset"])


class Reading(msgspec.Struct, frozen=True):
    """One way to read a name: by which system, and the words. ``native`` words are as written, folded."""

    system: str
    words: tuple[str, ...]
    native: bool = False


class NameRead(msgspec.Struct, frozen=True):
    """A name with all its readings, best known system first, and what was cleaned from it."""

    text: str
    readings: tuple[Reading, ...]
    notes: tuple[str, ...] = ()
    script: str = "latin"


def read_name(text: str, schema: str = "", *, lexicon: Lexicon | None = None) -> NameRead:
    """Read a name of any script. ``schema`` says whether a person's rules, an organisation's, or both apply.

    Never fails: a text without letters has no readings. At most twelve readings, forty words each.
    """
    table = lexicon or bundled_lexicon()
    folded = fold(text)
    if folded.text.isascii():
        return NameRead(text, _latin(words_of(folded.text), schema, table), folded.notes, "latin")
    words = words_of(folded.text)
    scripts = [[script for script, _ in parts_by_script(w)] for w in words]
    flat = {s for word in scripts for s in word}
    if flat & {"han", "hangul"} and "kana" not in flat:
        readings = list(_east_asian(words, flat, schema, table))
        script = "han" if "han" in flat else "hangul"
    elif "cyrillic" in flat:
        readings = list(_cyrillic(words, schema, table))
        script = "cyrillic"
    elif "arabic" in flat:
        spelled = [part for w in words for part in (transliteration.arabic(w) if not w.isascii() else [w])]
        readings = [Reading("arabic", tuple(p for p in spelled if p)), Reading("written", tuple(words), True)]
        script = "arabic"
    else:
        spelled = [transliteration.other(w) if not w.isascii() else w for w in words]
        system = "latin" if flat <= {"latin"} else "transliterated"
        readings = list(_latin([p for p in spelled if p], schema, table, system))
        if system != "latin":
            readings.append(Reading("written", tuple(words), True))
        script = "latin" if system == "latin" else "kana" if "kana" in flat else "other"
    kept = {r.words: r for r in reversed(readings) if r.words}
    return NameRead(text, tuple(r for r in readings if kept.get(r.words) is r)[:12], folded.notes, script)


def _latin(words: list[str], schema: str, lexicon: Lexicon, system: str = "latin") -> tuple[Reading, ...]:
    """The words as they stand; a name of three East Asian syllables also with its given name written together."""
    if schema not in PERSON:
        words = fold_legal_phrases(words, lexicon)
    if not words:
        return ()
    found = [Reading(system, tuple(words))]
    if schema not in NOT_PERSON and len(words) == 3 and all(_SYLLABLE.match(w) for w in words):
        if may_be_surname(words[0]):
            found.append(Reading(TOGETHER, (words[0], words[1] + words[2])))
        if may_be_surname(words[2]):
            found.append(Reading(TOGETHER, (words[2], words[0] + words[1])))
    return tuple(found)


def _cyrillic(words: list[str], schema: str, lexicon: Lexicon) -> Iterator[Reading]:
    spelled = [transliteration.cyrillic(w) if not w.isascii() else w for w in words]
    if schema not in PERSON:
        translated = _russian(words, lexicon)
        if translated != spelled:
            yield Reading("translation", tuple(fold_legal_phrases(translated, lexicon)))
    yield Reading("cyrillic", tuple(s for s in spelled if s))
    yield Reading("written", tuple(words), True)


def _russian(words: list[str], lexicon: Lexicon) -> list[str]:
    out: list[str] = []
    place = 0
    while place < len(words):
        for length in (5, 4, 3, 2, 1):
            phrase = " ".join(words[place : place + length])
            meaning = lexicon.russian.get(phrase)
            if meaning and place + length <= len(words):
                out += meaning
                place += length
                break
        else:
            out.append(transliteration.cyrillic(words[place]))
            place += 1
    return [w for w in out if w]


def _east_asian(words: list[str], flat: set[Script], schema: str, lexicon: Lexicon) -> Iterator[Reading]:
    is_han = "han" in flat
    if is_han:
        words = [han.simplified(w) for w in words]
    whole = "".join(words)
    pure = han.is_han(whole) or hangul.is_hangul(whole)
    pieces = [piece for w in words for _, part in parts_by_script(w) for piece in _pieces(part, lexicon)] or [
        Piece(w) for w in words
    ]
    organised = any(p.english and len(p.native) > 1 for p in pieces)
    person = schema in PERSON or (schema not in NOT_PERSON and pure and len(whole) <= 4)
    if person and pure:
        yield from _person(words, whole, is_han)
    if schema not in PERSON and (organised or not person):
        yield from _organisation(pieces, is_han)
    if not person or len(words) > 1 or len(whole) > 4 or not pure:
        yield from _word_by_word(words, is_han)
    if not (person and pure):
        yield Reading("written", tuple(words), True)


def _pieces(part: str, lexicon: Lexicon) -> tuple[Piece, ...]:
    if hangul.is_hangul(part):
        return segment_cached(part, "korean", lexicon)
    if han.is_han(part):
        return segment_cached(part, "chinese", lexicon)
    return (Piece(part),)


def _split(words: list[str], whole: str, is_han: bool) -> tuple[tuple[str, str], ...]:
    """Surname and given name; a spaced name may have its surname first or last."""
    if len(words) == 1:
        pair = (han if is_han else hangul).family_and_given(whole)
        return (pair,) if pair else ()
    if len(whole) > 6:
        return ()
    first = (words[0], "".join(words[1:]))
    last = (words[-1], "".join(words[:-1]))
    if len(words[0]) > len(words[-1]):
        return (last,)
    return (first,)


def _person(words: list[str], whole: str, is_han: bool) -> Iterator[Reading]:
    pairs = _split(words, whole, is_han)
    if not pairs:
        spelled = [han.pinyin(w) if is_han else hangul.spelled(w, "revised") for w in words]
        yield Reading("pinyin" if is_han else "revised", tuple(s for s in spelled if s))
        yield Reading("written", tuple(words), True)
    for family, given in pairs:
        if is_han:
            yield from _han_person(family, given)
        else:
            yield from _korean_person(family, given, "")
        yield Reading("written", (family, given), True)


def _han_person(family: str, given: str) -> Iterator[Reading]:
    yield Reading("pinyin", (han.pinyin(family, surname=True), han.pinyin(given)))
    yield Reading("wade-giles", (han.wade_giles(family, surname=True), han.wade_giles(given)))
    spoken = (han.cantonese(family), han.cantonese(given))
    if all(spoken):
        yield Reading("cantonese", spoken)
    for korean_family, korean_given in han.korean_reading(family, given)[:3]:
        yield Reading("hangul", (korean_family, korean_given), True)
        yield from _korean_person(korean_family, korean_given, "sino-korean ")


def _korean_person(family: str, given: str, prefix: str) -> Iterator[Reading]:
    for system in hangul.SYSTEMS:
        yield Reading(
            prefix + system, (hangul.family_spelling(family, system), hangul.spelled(given, system))
        )


def _organisation(pieces: list[Piece], is_han: bool) -> Iterator[Reading]:
    if not any(p.english for p in pieces):
        return
    systems = ("pinyin", "sino-korean") if is_han else ("revised", "northern")
    for system in systems:
        words: list[str] = []
        for piece in pieces:
            if piece.english:
                words += piece.english
            elif piece.native.isascii():
                words.append(piece.native)
            else:
                spelled = _chunk(piece.native, system)
                if spelled:
                    words.append(spelled)
        yield Reading(f"translation, rest {system}", tuple(words))


def _chunk(native: str, system: str) -> str:
    if system == "pinyin":
        return han.pinyin(native) or transliteration.other(native)
    if system == "sino-korean":
        return hangul.spelled(han.korean_word(native), "northern")
    return hangul.spelled(native, system) or transliteration.other(native)


def _word_by_word(words: list[str], is_han: bool) -> Iterator[Reading]:
    for system in ("pinyin",) if is_han else ("revised", "northern"):
        spelled = [w if w.isascii() else _chunk(w, system) for w in words]
        yield Reading(system, tuple(s for s in spelled if s))
