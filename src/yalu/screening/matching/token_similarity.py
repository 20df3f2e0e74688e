"""How alike two words are, and why: the one place where spelling, sound, variants and meaning are weighed."""

from __future__ import annotations

from functools import lru_cache

from rapidfuzz.distance import OSA

from yalu.screening.matching.records import Reason
from yalu.screening.names.hangul import SYSTEMS, spelled
from yalu.screening.names.sounds import consonant_skeleton, sound
from yalu.screening.names.tables import han_table, surname_classes, variant_groups
from yalu.screening.names.words import bundled_lexicon, number_of

# The likenesses of this module were fitted on the tuning half of the labelled pairs (bench/split.py, bench/matching.py).
# Below this two words are different words; what is above still costs by its distance.
FLOOR = 0.55
# Song and Yong are one letter apart and two names: likely enough a slip to show, never to agree.
ANOTHER_SYLLABLE = 0.56
_NOTHING: tuple[float, Reason] = (0.0, "edit")
_DIGITS_AS_LETTERS = str.maketrans("0134579", "oieastg")


@lru_cache(maxsize=150_000)
def likeness(one: str, other: str) -> tuple[float, Reason]:
    """The likeness (0..1) of two folded words and its strongest reason; 0.0 where they are different words.

    Symmetric. Numbers agree or they do not; short words (up to three letters) bear no edit unless they
    are spellings of one surname or one syllable.
    """
    if one == other:
        return 1.0, "exact"
    if other < one:
        one, other = other, one
    number, second = number_of(one), number_of(other)
    if number is not None or second is not None:
        if number == second:
            return 0.95, "variant"
        if one.isdigit() or other.isdigit() or (number is not None and second is not None):
            return _NOTHING
    short, long = sorted((len(one), len(other)))
    if not one.isascii() or not other.isascii():
        return _native(one, other, short, long)
    known = _known(one, other)
    if short <= 5 and sound(one) != sound(other) and one in syllables() and other in syllables():
        return (
            known
            if known[0]
            else (ANOTHER_SYLLABLE, "edit")
            if _spelt(one, other, short, long)[0]
            else _NOTHING
        )
    spelt = _spelt(one, other, short, long)
    by_ear = _by_ear(one, other, short)
    return max((known, spelt, by_ear), key=lambda found: found[0])


@lru_cache(maxsize=1)
def syllables() -> frozenset[str]:
    """Latin spellings of the syllables that names in Hangul are made of: each may be a name of its own."""
    found = {reading for readings in han_table().korean.values() for reading in readings}
    return frozenset(spelled(syllable, system) for syllable in found for system in SYSTEMS) | {
        s.replace("eo", "u") for s in (spelled(syllable, "revised") for syllable in found)
    }


@lru_cache(maxsize=1)
def single_syllables() -> frozenset[str]:
    """Latin spellings of one syllable of a Korean or Chinese name, in any system, and of surnames."""
    return syllables() | frozenset(han_table().pinyin.values()) | frozenset(surname_classes())


def _native(one: str, other: str, short: int, long: int) -> tuple[float, Reason]:
    """Words as written in their own script: a changed syllable of a short name is another name."""
    if one.isascii() != other.isascii():
        return _NOTHING
    distance = OSA.distance(one, other, score_cutoff=2)
    alike = 1 - distance / long if distance <= 2 else 0.0
    if long <= 3 and "\u3040" <= one[0] <= "\ud7a3":
        return _NOTHING
    return (alike, "edit") if alike >= FLOOR and short > 2 else _NOTHING


def _known(one: str, other: str) -> tuple[float, Reason]:
    """Variants by table: given names, words of one meaning, surnames."""
    groups = variant_groups()
    if not groups.get(one, frozenset()).isdisjoint(groups.get(other, ())):
        return 0.8 + 0.16 * OSA.normalized_similarity(one, other), "variant"
    concepts = bundled_lexicon().concepts
    if not concepts.get(one, frozenset()).isdisjoint(concepts.get(other, ())):
        return 0.93, "translation"
    surnames = surname_classes()
    if not surnames.get(one, frozenset()).isdisjoint(surnames.get(other, ())):
        return 0.93, "reading"
    return _NOTHING


def _spelt(one: str, other: str, short: int, long: int) -> tuple[float, Reason]:
    """Likeness by edits: insertions, deletions, changes, swaps of neighbours."""
    if short <= 2:
        return _NOTHING
    allowed = 1 if long <= 5 else 2 if long <= 9 else 3
    distance = OSA.distance(one, other, score_cutoff=allowed)
    if distance > allowed:
        if any(c.isdigit() for c in one + other):
            plain, second = one.translate(_DIGITS_AS_LETTERS), other.translate(_DIGITS_AS_LETTERS)
            if plain == second and not (one.isdigit() or other.isdigit()):
                return 0.85, "edit"
        if short >= 4 and long - short >= 2 and other.startswith(one) | one.startswith(other):
            return 0.4 + 0.4 * short / long, "edit"
        return _NOTHING
    alike = 1 - distance / (long + 0.5)
    if one[0] != other[0]:
        alike -= 0.06
    if long <= 4:
        alike -= 0.04
    return (alike, "edit") if alike >= FLOOR else _NOTHING


def _by_ear(one: str, other: str, short: int) -> tuple[float, Reason]:
    """Likeness by sound: one syllable in several romanisations, one name with other vowels."""
    if sound(one) == sound(other):
        near = OSA.normalized_similarity(one, other)
        return 0.8 + 0.15 * near, "skeleton"
    if short >= 4:
        first, second = consonant_skeleton(one), consonant_skeleton(other)
        if first == second and len(first) >= 3:
            return 0.52 + 0.4 * OSA.normalized_similarity(one, other), "skeleton"
    return _NOTHING


def near_likeness(
    word: str, other: str, distance: int, *, same_sound: bool, same_consonants: bool
) -> tuple[float, Reason]:
    """What ``likeness`` says of two words of letters that no table ties, given their distance and whether keys agree."""
    short, long = len(word), len(other)
    if short > long:
        short, long = long, short
    spelt = by_ear = 0.0
    if distance > (1 if long <= 5 else 2 if long <= 9 else 3):
        if short >= 4 and long - short >= 2 and (word.startswith(other) or other.startswith(word)):
            spelt = 0.4 + 0.4 * short / long
    elif short > 2:
        spelt = 1 - distance / (long + 0.5) - 0.06 * (word[0] != other[0]) - 0.04 * (long <= 4)
        if spelt < FLOOR:
            spelt = 0.0
    if same_sound:
        by_ear = 0.8 + 0.15 * (1 - distance / long)
    elif spelt and long <= 5 and word in syllables() and other in syllables():
        return ANOTHER_SYLLABLE, "edit"
    elif same_consonants and short >= 4:
        by_ear = 0.52 + 0.4 * (1 - distance / long)
    return (spelt, "edit") if spelt >= by_ear else (by_ear, "skeleton")
