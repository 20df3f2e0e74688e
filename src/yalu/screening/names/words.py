"""What kind of word stands in a name (legal form, title, place, number, a name proper); names without spaces cut into words."""

from __future__ import annotations

import csv
import re
from functools import lru_cache
from pathlib import Path
from typing import Literal

import msgspec
from rapidfuzz.distance import OSA

from yalu.documents.files.bundled import bundled_file

WordClass = Literal["name", "legal", "title", "particle", "org", "place", "number"]

_PARTICLES = (
    "al el ul ur bin ibn ben bint binti van von der den de del della di da do dos das la le les du des of the and "
    "for in at et y e und i a an zu zur auf ad ud as ash az ar abu abou ou wa w o to by on s"
)
PARTICLES = frozenset(_PARTICLES.split())
_NUMBERS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17,
    "eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60,
    "seventy": 70, "eighty": 80, "ninety": 90, "hundred": 100, "first": 1, "second": 2, "third": 3, "fourth": 4,
    "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9, "tenth": 10, "ii": 2, "iii": 3, "iv": 4,
    "vi": 6, "vii": 7, "viii": 8, "ix": 9, "xi": 11, "xii": 12, "xiii": 13, "xiv": 14, "xv": 15,
}  # fmt: skip
_MENDED_FROM = 4  # letters of a word of a legal form that is known again with one slip in it
# Those known again where they stand alone; Otkrytie is a bank, not a slip for otkrytoe.
_ALONE = frozenset(
    ["limited", "company", "corporation", "incorporated", "partnership", "obshchestvo", "aktsionernoe"]
)
_REMEMBERED = 100_000
_ORDINAL = re.compile(r"^(\d{1,6})(?:st|nd|rd|th)?$")
# How much each class says of who it is; fitted on the tuning half of the labelled pairs (bench/split.py, bench/matching.py).
_WEIGHTS: dict[WordClass, float] = {
    "name": 1.0, "legal": 0.1, "title": 0.2, "particle": 0.15, "org": 0.5, "place": 0.65, "number": 0.7,
}  # fmt: skip


class Lexicon:
    """Words of organisations, places and goods in several languages, by the concept they share."""

    def __init__(self, path: Path) -> None:
        """Read ``english,class,chinese,korean,russian``; alternatives stand apart by ``|``."""
        self.concepts: dict[str, frozenset[int]] = {}
        self.classes: dict[str, WordClass] = {}
        self.chinese: dict[str, tuple[str, ...]] = {}
        self.korean: dict[str, tuple[str, ...]] = {}
        self.russian: dict[str, tuple[str, ...]] = {}
        self.legal_phrases: dict[tuple[str, ...], str] = {}
        self.native_class: dict[str, WordClass] = {}
        self._mended: dict[str, str] = {}
        found: dict[str, set[int]] = {}
        with path.open(encoding="utf-8", newline="") as file:
            for number, row in enumerate(csv.DictReader(file)):
                self._take(number, row, found)
        self.concepts = {word: frozenset(numbers) for word, numbers in found.items()}
        legal = {w for phrase in self.legal_phrases for w in phrase}
        legal |= {w for w, kind in self.classes.items() if kind == "legal"}
        self.phrase_starts = frozenset(phrase[0] for phrase in self.legal_phrases)
        self.legal_words = tuple(sorted(w for w in legal if len(w) >= _MENDED_FROM))

    def mended(self, word: str) -> str:
        """The word of a legal form that a word is one slip away from, or the word itself: LIMITE, compny."""
        if len(word) < _MENDED_FROM - 1 or word in self.classes or word in self.legal_words:
            return word
        known = self._mended.get(word)
        if known is None:
            if len(self._mended) > _REMEMBERED:
                self._mended.clear()
            near = (w for w in self.legal_words if OSA.distance(word, w, score_cutoff=1) == 1)
            known = self._mended[word] = next(near, word)
        return known

    def _take(self, number: int, row: dict[str, str], found: dict[str, set[int]]) -> None:
        kind: WordClass = row["class"]  # type: ignore[assignment]
        phrases = [tuple(p.split()) for p in row["english"].split("|")]
        for phrase in phrases:
            if len(phrase) == 1:
                found.setdefault(phrase[0], set()).add(number)
                self.classes.setdefault(phrase[0], kind)
            elif kind == "legal" or (
                kind == "place" and (len(phrase) > 2 or phrase[0] in {"north", "south"})
            ):
                self.legal_phrases.setdefault(phrase, phrases[0][0])
        for column, table in (("chinese", self.chinese), ("korean", self.korean), ("russian", self.russian)):
            for native in row[column].split("|"):
                if native:
                    table.setdefault(native, phrases[0])
                    self.native_class.setdefault(native, kind)


@lru_cache(maxsize=1)
def bundled_lexicon() -> Lexicon:
    """The lexicon that comes with Yalu."""
    return Lexicon(bundled_file("screening", "lexicon.csv"))


@lru_cache(maxsize=100_000)
def number_of(word: str) -> int | None:
    """The number a word stands for: 44, 44th, forty, IV; None for any other word."""
    digits = _ORDINAL.match(word)
    return int(digits.group(1)) if digits else _NUMBERS.get(word)


@lru_cache(maxsize=10_000)
def spelled_numbers(number: int) -> tuple[str, ...]:
    """The words that stand for a number: 3, 03, 3rd, three, third, iii."""
    written = (str(number), f"{number:02}", *(f"{number}{end}" for end in ("st", "nd", "rd", "th")))
    return (*written, *(word for word, meant in _NUMBERS.items() if meant == number))


@lru_cache(maxsize=200_000)
def word_class(word: str, person: bool) -> WordClass:
    """The class of a Latin word in the name of a person, or of anything else."""
    if word in PARTICLES:
        return "particle"
    kind = bundled_lexicon().classes.get(word)
    if person:
        # "General" and "President" are org words elsewhere, ranks here; Gold and Young are surnames.
        return "title" if kind == "title" or word in _RANKS else "name"
    if number_of(word) is not None:
        return "number"
    return "name" if kind is None or kind == "title" else kind


_RANKS = frozenset(["general", "chief", "captain", "commander", "junior", "jr", "senior", "sr"])


def class_weight(word: str, person: bool) -> float:
    """How much a word of this class counts beside a name proper (1.0), before its rarity on the list."""
    weight = _WEIGHTS[word_class(word, person)]
    if weight == 1.0 and len(word) == 1:
        return 0.35 if word.isascii() else 0.8
    return weight


_TENS = frozenset(["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"])


def _join_numbers(words: list[str]) -> list[str]:
    """Forty four is one number."""
    if _TENS.isdisjoint(words):
        return words
    out: list[str] = []
    for word in words:
        unit = number_of(word)
        if out and out[-1] in _TENS and unit is not None and 0 < unit < 10:
            out[-1] = str((number_of(out[-1]) or 0) + unit)
        else:
            out.append(word)
    return out


def fold_legal_phrases(words: list[str], lexicon: Lexicon) -> list[str]:
    """Legal forms and long country names become one word, one slip in them mended; so do numbers of two words."""
    words = _join_numbers(words)
    mended = [lexicon.mended(w) for w in words]
    out: list[str] = []
    place = 0
    while place < len(words):
        taken = _phrase(words, place, lexicon) or (_phrase(mended, place, lexicon) if mended != words else 0)
        if taken:
            phrase = tuple(words[place : place + taken])
            folded = lexicon.legal_phrases.get(phrase)
            out.append(folded or lexicon.legal_phrases[tuple(mended[place : place + taken])])
        else:
            word = mended[place]
            out.append(word if word in _ALONE else words[place])
        place += taken or 1
    return out


def _phrase(words: list[str], place: int, lexicon: Lexicon) -> int:
    """How many words from here on are one legal form or country name."""
    if words[place] not in lexicon.phrase_starts:
        return 0
    for length in (6, 5, 4, 3, 2):
        phrase = tuple(words[place : place + length])
        if len(phrase) == length and phrase in lexicon.legal_phrases:
            return length
    return 0


_PATRONYMIC = re.compile(
    r"(?:ovich|evich|ovych|evych|yevich|ovna|evna|ivna|ichna|ovitch|evitch|ievich|oglu|ogly|kyzy|uly)$"
)


@lru_cache(maxsize=50_000)
def slight(word: str) -> bool:
    """Whether a word is often left out of a person's name: a patronymic, an initial, a particle, a title."""
    return (
        len(word) == 1
        or word in PARTICLES
        or word_class(word, True) == "title"
        or bool(_PATRONYMIC.search(word))
    )


_LONGEST = 12


class Piece(msgspec.Struct, frozen=True):
    """A stretch of a name: its letters, and the English words they mean where the lexicon has them."""

    native: str
    english: tuple[str, ...] = ()
    kind: str = "name"


def segment(text: str, table: dict[str, tuple[str, ...]], lexicon: Lexicon) -> tuple[Piece, ...]:
    """Cut a name into lexicon words and remainders at the least cost.

    A single letter counts as a word only next to a longer word of the lexicon: 총 before 국, 省 after a place.
    """
    size = len(text)
    best: list[tuple[float, int, bool]] = [(0.0, 0, False)] + [(1e9, 0, False)] * size
    for end in range(1, size + 1):
        cost, start, known = best[end - 1][0] + (1.7 if best[end - 1][2] or end == 1 else 1.3), end - 1, False
        for length in range(1, min(_LONGEST, end) + 1):
            if text[end - length : end] not in table:
                continue
            before = best[end - length]
            beside = end - length > 0 and before[2]
            price = 0.9 if length > 1 else 1.25 if beside and end == size else 1.9
            total = before[0] + price
            if total < cost:
                cost, start, known = total, end - length, True
        best[end] = (cost, start, known)
    return _merged(text, _cuts(best, size), table, lexicon)


def _cuts(best: list[tuple[float, int, bool]], size: int) -> list[tuple[int, int, bool]]:
    cuts = []
    end = size
    while end:
        _, start, known = best[end]
        cuts.append((start, end, known))
        end = start
    return cuts[::-1]


def _merged(
    text: str, cuts: list[tuple[int, int, bool]], table: dict[str, tuple[str, ...]], lexicon: Lexicon
) -> tuple[Piece, ...]:
    pieces: list[Piece] = []
    rest = ""
    for start, end, known in [*cuts, (0, 0, True)]:
        native = text[start:end]
        if not known:
            rest += native
            continue
        if rest:
            pieces.append(Piece(rest))
            rest = ""
        if native:
            pieces.append(Piece(native, table[native], lexicon.native_class.get(native, "org")))
    return tuple(pieces)


@lru_cache(maxsize=20_000)
def segment_cached(text: str, table_name: str, lexicon: Lexicon) -> tuple[Piece, ...]:
    """The same, remembered: lists repeat themselves."""
    return segment(text, getattr(lexicon, table_name), lexicon)
