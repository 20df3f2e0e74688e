"""A name in all the ways it can be read: the words of each reading in Latin letters, and as written."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence

import msgspec

from yalu.screening.names import han, hangul, transliteration, wade_giles
from yalu.screening.names.cantonese import in_pinyin, spelled
from yalu.screening.names.hangul import may_be_surname
from yalu.screening.names.name_folding import beyond, fold, words_of
from yalu.screening.names.palladius import chinese_in_cyrillic, names_chinese, pinyin_word
from yalu.screening.names.tables import native_variants
from yalu.screening.names.transliteration import korean_in_cyrillic
from yalu.screening.names.words import Lexicon, Piece, bundled_lexicon, fold_legal_phrases, segment_cached
from yalu.screening.records import Script
from yalu.screening.scripts import parts_by_script, script_of

_SYLLABLE = re.compile(
    r"^(?:ch|tch|zh|sh|hs|ts|tz|kk|tt|pp|ss|jj|kh|th|ph|[bcdfghjklmnpqrstwxyz])?[aeiouyw]{1,4}(?:ng|[bgklmnprthsk])?$"
)
TOGETHER = "given name together"  # meets names of other scripts; two of them never meet each other
ABROAD = "foreign name"
CHINESE = "chinese in cyrillic"
CANTONESE, WADE = "cantonese in pinyin", "wade-giles in pinyin"
RESPELLED = frozenset(
    [CANTONESE, WADE]
)  # of a name in Latin letters; two such readings never meet each other
INITIALS = "initials apart"
MISREAD = "words as the lists have them"
SHIP_NAME = "ship's name"  # without what says that it is a ship; meets no person and no company
PERSON = frozenset(["Person"])
SHIP = frozenset(["Vessel", ""])
NOT_PERSON = frozenset(["Company", "Organization", "PublicBody", "Vessel", "Airplane", "Asset"])


class NameReading(msgspec.Struct, frozen=True):
    """One way to read a name: by which system, and the words. ``native`` words are as written, folded."""

    system: str
    words: tuple[str, ...]
    native: bool = False


class NameRead(msgspec.Struct, frozen=True):
    """A name with all its readings, best known system first, and what was cleaned from it."""

    text: str
    readings: tuple[NameReading, ...]
    notes: tuple[str, ...] = ()
    script: str = "latin"
    personal: bool = False  # signs of Han or Hangul read as surname and given name
    doubt: str = ""  # why nothing follows when nothing is found
    cut: str = ""  # what of it was not read


def read_name(text: str, schema: str = "", *, lexicon: Lexicon | None = None) -> NameRead:
    """Read a name of any script. ``schema`` says whether a person's rules, an organisation's, or both apply.

    Never fails: a text without letters has no readings. At most twelve readings, eighty words each; of several parties
    in one, twelve of each.
    """
    table = lexicon or bundled_lexicon()
    folded = fold(text)
    if folded.text.isascii():
        readings = _latin(words_of(folded.text), schema, table)
        outside = _outside_brackets(folded.text)
        if outside:
            readings += tuple(
                msgspec.structs.replace(r, system="outside brackets")
                for r in _latin(outside, schema, table)[:1]
            )
        initials = _with_initials(text, schema, table)
        return NameRead(text, (*readings, *initials), folded.notes, "latin", cut=beyond(text, folded))
    words = words_of(folded.text)
    flat = {s for w in words for s, _ in parts_by_script(w)}
    script = _leading(flat)
    personal = False
    parties = [part for part in _PARTED.split(folded.text) if part.strip()]
    if script in {"han", "hangul"} and len(parties) > 1:
        found = [r for part in parties for r in read_name(part, schema, lexicon=table).readings]
    elif script in {"han", "hangul"}:
        found = list(_east_asian(words, flat, schema, table))
        personal = (
            found[-1].system == "written" and len(found[-1].words) == 2 and len("".join(words)) <= PERSONAL
        )
    elif script == "cyrillic":
        found = list(_cyrillic(words, schema, table))
    elif script == "arabic":
        words = transliteration.arabic_words(words)
        spelled = [part for w in words for part in (transliteration.arabic(w) if not w.isascii() else [w])]
        found = [NameReading("arabic", tuple(spelled)), NameReading("written", tuple(words), True)]
    elif script == "latin":
        found = list(_latin([transliteration.other(w) for w in words], schema, table))
    else:
        found = list(_latin(words_of(transliteration.spelled(folded.text)), schema, table, "transliterated"))
        found.append(NameReading("written", tuple(words), True))
    outside = _outside_brackets(folded.text)
    if outside and script == "latin":
        found += _latin([transliteration.other(w) for w in outside], schema, table, "outside brackets")[:1]
    elif outside:
        bare = read_name(" ".join(outside), schema, lexicon=table)
        found, personal = [*bare.readings, *found], personal or bare.personal
    found += _with_initials(text, schema, table)
    full = [msgspec.structs.replace(r, words=kept) for r in found if (kept := tuple(w for w in r.words if w))]
    first = {r.words: r for r in reversed(full)}
    readings = tuple(r for r in full if first[r.words] is r)[: _MOST * max(1, min(len(parties), 4))]
    return NameRead(text, readings, folded.notes, script, personal, _doubt(folded.text), beyond(text, folded))


_MOST = 12  # readings of one name
_PARTED = re.compile(
    "[、,;/|&]"
)  # between the names of several parties; in Han and Hangul none of them stands inside a name
PERSONAL = 4  # signs: longer ones name something else
_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_LEADING: tuple[Script, ...] = ("kana", "han", "hangul", "cyrillic", "arabic")
# Beside the scripts with readings of their own, alphabets whose letters each have a Latin one.
_LETTERED = frozenset(["LATIN", "CYRILLIC", "ARABIC", "CJK", "HANGUL", "GREEK", "GEORGIAN", "ARMENIAN"])


def _leading(flat: set[Script]) -> str:
    """The script whose rules a name is read by."""
    for script in _LEADING:
        if script in flat:
            return script
    return "latin" if flat <= {"latin"} else "other"


def _outside_brackets(text: str) -> list[str]:
    """The words of a name that stand outside its brackets, where some stand inside."""
    if "(" not in text and "[" not in text:
        return []
    outside = _BRACKETS.sub(" ", text)
    return words_of(outside) if outside != text else []


# Козлов В.В., V.V. Kozlov: two or three letters with dots and nothing between.
_INITIALS = re.compile(r"(?<![\w.])(?:[^\W\d_]\.){1,2}[^\W\d_](?:\.(?![^\W\d_]\.)|(?![\w.]))")
_MORE = re.compile(r"[^\W\d_]{3}")


def _initials_apart(text: str, schema: str, lexicon: Lexicon) -> str:
    """The name with its initials as words of their own, where letters with dots may be a person's; else nothing."""
    found = _INITIALS.search(text)
    script = script_of(found.group()) if found else ""
    if found is None or script not in {"latin", "cyrillic"} or not _MORE.search(text):
        return ""
    joined = found.group().replace(".", "").lower()
    if schema not in PERSON and joined in (lexicon.classes if script == "latin" else lexicon.russian):
        return ""  # a legal form or a country: S.A., U.S., О.О.О.
    return text.replace(found.group(), f" {' '.join(joined)} ")


def _with_initials(text: str, schema: str, lexicon: Lexicon) -> tuple[NameReading, ...]:
    """The first reading of a name whose initials stand together, with each a word: they meet the names they begin."""
    apart = "" if schema in NOT_PERSON else _initials_apart(text, schema, lexicon)
    first = (
        [r for r in read_name(apart, "Person", lexicon=lexicon).readings if not r.native][:1] if apart else []
    )
    return tuple(msgspec.structs.replace(r, system=INITIALS) for r in first)


def _doubt(text: str) -> str:
    """Why a script is read with doubt: its letters are spelled out one by one, without what a reader adds."""
    for letter in text:
        if letter.isalpha() and not letter.isascii():
            block = unicodedata.name(letter, "").split(" ")[0].split("-")[0]
            if block and block not in _LETTERED:
                return f"the name has {block.capitalize()} letters, which are only spelled out one by one"
    return ""


def _latin(words: list[str], schema: str, lexicon: Lexicon, system: str = "latin") -> tuple[NameReading, ...]:
    """The words as they stand; a name of three East Asian syllables also with its given name written together."""
    if schema not in PERSON:
        words = fold_legal_phrases(words, lexicon)
    if not words:
        return ()
    found = [NameReading(system, tuple(words))]
    if schema not in NOT_PERSON and len(words) == 3 and all(_SYLLABLE.match(w) for w in words):
        if may_be_surname(words[0]):
            found.append(NameReading(TOGETHER, (words[0], words[1] + words[2])))
        if may_be_surname(words[2]):
            found.append(NameReading(TOGETHER, (words[2], words[0] + words[1])))
    if schema not in NOT_PERSON:
        found += [NameReading(CANTONESE, way) for way in in_pinyin(words)]
        found += [NameReading(WADE, way) for way in wade_giles.in_pinyin(words)]
    if schema in SHIP and (prefix := _prefix(words, schema)):
        found.append(NameReading(SHIP_NAME, tuple(words[prefix:])))
    return tuple(found)


# What stands before the name of a ship: motor vessel, motor tanker, fishing vessel. Ms and St may be a person's.
_PREFIXES = frozenset(["mv", "mt", "mts", "fv", "lpg", "lng", "ship", "vessel", "tanker"])
_OF_SHIPS = _PREFIXES | {"ms", "ss", "st"}
_LONGER = (
    ("motor", "vessel"),
    ("motor", "tanker"),
    ("m", "v"),
    ("m", "t"),
    ("oil", "tanker"),
    ("fishing", "vessel"),
)


def _prefix(words: Sequence[str], schema: str) -> int:
    """How many words stand before the name of a ship."""
    known = _OF_SHIPS if schema else _PREFIXES
    found = 2 if tuple(words[:2]) in _LONGER else int(words[0] in known)
    return found if found < len(words) else 0


def _cyrillic(words: list[str], schema: str, lexicon: Lexicon) -> Iterator[NameReading]:
    spelled = [transliteration.cyrillic(w) if not w.isascii() else w for w in words]
    if schema not in PERSON:
        translated = _russian(words, lexicon)
        if translated != spelled:
            yield NameReading("translation", tuple(fold_legal_phrases(translated, lexicon)))
        if names_chinese(words):
            chinese = _russian(words, lexicon, lambda w: pinyin_word(w) or transliteration.cyrillic(w))
            yield NameReading(CHINESE, tuple(fold_legal_phrases(chinese, lexicon)))
    yield NameReading("cyrillic", tuple(spelled))
    if schema not in NOT_PERSON and len(words) in {2, 3}:
        russian = transliteration.from_ukrainian(words)
        for korean in korean_in_cyrillic(russian, spelled[0]):
            yield NameReading("korean in cyrillic", korean)
        if name := chinese_in_cyrillic(russian):
            yield NameReading(CHINESE, name)
    yield NameReading("written", tuple(words), True)


def _russian(
    words: list[str], lexicon: Lexicon, spelled: Callable[[str], str] = transliteration.cyrillic
) -> list[str]:
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
            out.append(spelled(words[place]))
            place += 1
    return [w for w in out if w]


def _east_asian(words: list[str], flat: set[Script], schema: str, lexicon: Lexicon) -> Iterator[NameReading]:
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
        if not organised:
            yield from _abroad(words, is_han)
    if not (person and pure):
        yield NameReading("written", tuple(words), True)


def _abroad(words: list[str], is_han: bool) -> Iterator[NameReading]:
    """A foreign name in Hangul or Han, its sounds put back: 블라디미르 푸틴, 弗拉基米尔·普京."""
    known = native_variants()
    if is_han:
        if any(w in known for w in words):
            yield NameReading(ABROAD, tuple(known.get(w) or _chunk(w, "pinyin") for w in words))
    elif all(hangul.is_hangul(w) for w in words):
        yield NameReading(ABROAD, tuple(known.get(w) or hangul.foreign(w) for w in words))


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


def _person(words: list[str], whole: str, is_han: bool) -> Iterator[NameReading]:
    pairs = _split(words, whole, is_han)
    if is_han and whole in native_variants():
        yield NameReading(ABROAD, (native_variants()[whole],))
    if not pairs:
        spelled = [han.pinyin(w) if is_han else hangul.spelled(w, "revised") for w in words]
        yield NameReading("pinyin" if is_han else "revised", tuple(spelled))
        yield NameReading("written", tuple(words), True)
    for family, given in pairs:
        if is_han:
            yield from _han_person(family, given)
        else:
            yield from _korean_person(family, given, "")
        yield NameReading("written", (family, given), True)


def _han_person(family: str, given: str) -> Iterator[NameReading]:
    yield NameReading("pinyin", (han.pinyin(family, surname=True), han.pinyin(given)))
    yield NameReading("wade-giles", (han.wade_giles(family, surname=True), han.wade_giles(given)))
    spoken = (spelled(family), spelled(given))
    if all(spoken):
        yield NameReading("cantonese", spoken)
    for korean_family, korean_given in han.korean_reading(family, given)[:3]:
        yield NameReading("hangul", (korean_family, korean_given), True)
        yield from _korean_person(korean_family, korean_given, "sino-korean ")


def _korean_person(family: str, given: str, prefix: str) -> Iterator[NameReading]:
    for system in hangul.SYSTEMS:
        yield NameReading(
            prefix + system, (hangul.family_spelling(family, system), hangul.spelled(given, system))
        )


def _organisation(pieces: list[Piece], is_han: bool) -> Iterator[NameReading]:
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
        yield NameReading(f"translation, rest {system}", tuple(words))


def _chunk(native: str, system: str) -> str:
    if system == "pinyin":
        return han.pinyin(native) or transliteration.other(native)
    if system == "sino-korean":
        return hangul.spelled(han.korean_word(native), "northern")
    return hangul.spelled(native, system) or transliteration.other(native)


def _word_by_word(words: list[str], is_han: bool) -> Iterator[NameReading]:
    for system in ("pinyin",) if is_han else ("revised", "northern"):
        spelled = [w if w.isascii() else _chunk(w, system) for w in words]
        yield NameReading(system, tuple(spelled))
