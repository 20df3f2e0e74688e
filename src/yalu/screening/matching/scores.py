"""Two names compared word by word, and the raw score: agreement against what contradicts, is left out, or is spelled otherwise."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

import msgspec

from yalu.screening.matching.records import Reason
from yalu.screening.matching.token_similarity import likeness
from yalu.screening.names.readings import RESPELLED, TOGETHER, NameReading
from yalu.screening.names.words import number_of, slight

Alike = Mapping[str, tuple[float, Reason]]
# The likenesses of this module were fitted on the tuning half of the labelled pairs (bench/split.py, bench/matching.py).
INITIAL = 0.62  # of an initial and the word it begins: less than one letter off in a short word
ACRONYM, SHORT_ACRONYM = 0.7, 0.6  # of initials and the words they begin; two letters say less
SETTLED = 0.9  # a word that found its like so well is not looked for in joins
_LEAST_JOIN = 0.8


class WeighedWords(NamedTuple):
    """The words of one reading of a name, and how much each of them weighs (0..1)."""

    words: Sequence[str]
    weights: Sequence[float]


class Pairing(NamedTuple):
    """Words ``first:first_end`` of one name beside ``second:second_end`` of the other."""

    first: int
    first_end: int
    second: int
    second_end: int
    likeness: float
    reason: Reason


class Alignment(NamedTuple):
    """All pairings of two names, and the places of the words left over on each side."""

    pairings: list[Pairing]
    first_left: list[int]
    second_left: list[int]
    out_of_order: int = 0


def align(query: WeighedWords, listed: WeighedWords, alike: Sequence[Alike]) -> Alignment:
    """Pair the words of two names, best agreement first; every word is used once.

    ``alike`` holds for each word of the first name the words it is like. Also joins neighbours (Jong Un
    beside Jongun), initials (J beside Joachim) and acronyms. Ties are broken by place, so the same names
    give the same pairs.
    """
    (first, first_weights), (second, second_weights) = query, listed
    found: list[tuple[float, Pairing]] = []
    best = [0.0] * len(first)
    best_other = [0.0] * len(second)
    for i, word in enumerate(first):
        hits = alike[i]
        for j, other in enumerate(second):
            if other in hits:
                value, reason = hits[other]
            elif (len(word) == 1 or len(other) == 1) and word[:1] == other[:1]:
                value, reason = INITIAL, "initial"
            else:
                continue
            worth = value * (first_weights[i] + second_weights[j])
            found.append((-worth, Pairing(i, i + 1, j, j + 1, value, reason)))
            best[i] = max(best[i], value)
            best_other[j] = max(best_other[j], value)
    open_first = [i for i, value in enumerate(best) if value < SETTLED]
    open_second = [j for j, value in enumerate(best_other) if value < SETTLED]
    if open_first and open_second and (len(first) > 1 or len(second) > 1):
        found += _joins(query, listed, open_first, open_second)
    if len(found) > 1:
        found.sort()
    return _taken(found, len(first), len(second))


def _taken(found: list[tuple[float, Pairing]], ours: int, theirs: int) -> Alignment:
    left = [True] * ours
    right = [True] * theirs
    taken: list[Pairing] = []
    for _, pair in found:
        i, i_end, j, j_end, _, _ = pair
        if not (left[i] and right[j] and all(left[i + 1 : i_end]) and all(right[j + 1 : j_end])):
            continue
        taken.append(pair)
        left[i:i_end] = [False] * (i_end - i)
        right[j:j_end] = [False] * (j_end - j)
    taken.sort()
    return Alignment(
        taken,
        [i for i, free in enumerate(left) if free],
        [j for j, free in enumerate(right) if free],
        _turns([p[2] for p in taken]) if len(taken) > 1 else 0,
    )


def _turns(order: list[int]) -> int:
    """How many times the order jumps, a single rotation (family name first or last) not counted."""
    jumps = sum(b < a for a, b in pairwise(order))
    if jumps == 1 and order[-1] < order[0]:
        return 0
    return jumps


def _joins(
    query: WeighedWords, listed: WeighedWords, open_first: list[int], open_second: list[int]
) -> list[tuple[float, Pairing]]:
    (first, first_weights), (second, second_weights) = query, listed
    found = []
    for i, j, end, value, reason in _joined_words(first, second, open_first, open_second):
        worth = _worth(value, reason, first_weights[i] + sum(second_weights[j:end]))
        found.append((-worth, Pairing(i, i + 1, j, end, value, reason)))
    for j, i, end, value, reason in _joined_words(second, first, open_second, open_first):
        worth = _worth(value, reason, sum(first_weights[i:end]) + second_weights[j])
        found.append((-worth, Pairing(i, end, j, j + 1, value, "split" if reason == "joined" else reason)))
    return found


def _worth(value: float, reason: Reason, weight: float) -> float:
    """Joins come before single words where they fit better; acronyms come last."""
    return value * weight * 0.05 if reason == "acronym" else value * weight * (1.0 if value > 0.9 else 0.7)


def _joined_words(
    ones: Sequence[str], many: Sequence[str], open_ones: list[int], open_many: list[int]
) -> list[tuple[int, int, int, float, Reason]]:
    """Words of ``ones`` beside two to four neighbours of ``many`` written together."""
    found: list[tuple[int, int, int, float, Reason]] = []
    free = set(open_many)
    starts = [j for j in open_many if j + 1 in free]
    for i in open_ones:
        word = ones[i]
        size = len(word)
        if 2 <= size <= 5 and len(many) >= size:
            for j in range(len(many) - size + 1):
                if word[0] == many[j][0] and _initials(word, many[j : j + size]):
                    found.append((i, j, j + size, ACRONYM if size > 2 else SHORT_ACRONYM, "acronym"))
        if size < 3 or not starts:
            continue
        for j in starts:
            if word[0] == many[j][0] or word[-2:] == many[j + 1][-2:]:
                found += _runs(i, word, many, j, free)
    return found


def _initials(word: str, words: Sequence[str]) -> bool:
    return len(words) == len(word) and all(w[0] == c for w, c in zip(words, word, strict=True))


def _runs(
    i: int, word: str, many: Sequence[str], j: int, free: set[int]
) -> list[tuple[int, int, int, float, Reason]]:
    found: list[tuple[int, int, int, float, Reason]] = []
    if number_of(word) is not None or number_of(many[j]) is not None:
        return found
    text = many[j]
    for end in range(j + 2, min(j + 5, len(many) + 1)):
        if end - 1 not in free or number_of(many[end - 1]) is not None:
            break
        text += many[end - 1]
        if len(text) > len(word) + 3:
            break
        if len(text) < len(word) - 3:
            continue
        value, reason = likeness(word, text)
        if value >= _LEAST_JOIN:
            found.append((i, j, end, value - 0.01, "joined" if reason in {"exact", "edit"} else reason))
    return found


class Penalties(msgspec.Struct, frozen=True):
    """What each kind of disagreement costs against one word that agrees.

    Fitted on the tuning half of the labelled pairs only (bench/split.py, bench/matching.py).
    """

    contradicted: float = 2.8
    omitted: float = 0.34
    omitted_elsewhere: float = 0.7  # a word left out of an organisation's or a ship's name
    difference: float = 0.8
    steepness: float = 2.0  # two words far apart cost more than twice as much as two half as far
    disorder: float = 0.3
    number: float = 0.5
    alone: float = 0.2
    initials: float = 0.75


PENALTIES = Penalties()
# Both fitted on the tuning half, as the penalties are.
# Two names in one script of syllables that only sound alike are different names more often than one.
SOUND_ALONE = 0.7
# Of two to four signs of one script one that differs makes another name: found and shown, never near.
ANOTHER_SIGN = 0.45


class Scored(NamedTuple):
    """A score with the readings and the alignment it came from."""

    score: float
    query: NameReading
    listed: NameReading
    alignment: Alignment
    query_weights: Sequence[float]
    listed_weights: Sequence[float]


def score_alignment(found: Alignment, query: WeighedWords, listed: WeighedWords, person: bool) -> float:
    """Agreement over agreement plus the penalties of disagreement, 0..1."""
    first_weights, second_weights = query.weights, listed.weights
    agreed = distance = 0.0
    for i, i_end, j, j_end, value, reason in found.pairings:
        if i_end - i > 1 or j_end - j > 1:
            weight = (sum(first_weights[i:i_end]) + sum(second_weights[j:j_end])) / 2
        elif reason == "initial":
            weight = max(first_weights[i], second_weights[j]) * 0.6
        else:
            weight = (first_weights[i] + second_weights[j]) / 2
        agreed += weight * value
        if value < 1:
            distance += weight * (1 - value) * (1 + PENALTIES.steepness * (1 - value))
    if not agreed:
        return 0.0
    cost = PENALTIES.difference * distance
    if found.first_left or found.second_left:
        cost += _left_cost(found, query, listed, person)
    if found.out_of_order:
        cost += PENALTIES.disorder * found.out_of_order * agreed / len(found.pairings)
    return agreed / (agreed + cost)


def _left_cost(found: Alignment, query: WeighedWords, listed: WeighedWords, person: bool) -> float:
    """What the words left over cost: words on both sides contradict each other, on one side they are omitted."""
    (first, first_weights), (second, second_weights) = query, listed
    left = _without_own_initials(found.first_left, first, second)
    right = _without_own_initials(found.second_left, second, first)
    ours = sum([first_weights[i] for i in left])
    theirs = sum([second_weights[j] for j in right])
    against = min(ours, theirs)
    cost = PENALTIES.contradicted * against
    if left and right and against < 0.5 and (_letter_among(left, first) or _letter_among(right, second)):
        cost += PENALTIES.initials
    more, words = (left, first) if ours > theirs else (right, second)
    rest = abs(ours - theirs)
    if person:
        rest *= 0.5 if all(slight(words[i]) for i in more) else 1.0
        cost += PENALTIES.omitted * rest
    else:
        cost += PENALTIES.omitted_elsewhere * rest
        ours_numbers = [n for i in left if (n := number_of(first[i])) is not None]
        their_numbers = [n for j in right if (n := number_of(second[j])) is not None]
        cost += PENALTIES.number * (ours_numbers != their_numbers)
    if len(found.pairings) == 1 and (left or right) and max(ours, theirs) > 0.25:
        cost += PENALTIES.alone  # one word in common is a coincidence more often than a party
    return cost


def _letter_among(places: Sequence[int], words: Sequence[str]) -> bool:
    return any(len(words[i]) == 1 for i in places)


def _without_own_initials(left: Sequence[int], words: Sequence[str], others: Sequence[str]) -> Sequence[int]:
    """Words left over that do not merely abbreviate the name they stand in: (JIM), ETIM."""
    most = min(max(len(words), len(others)), 6)
    if most < 3 or not any(2 < len(words[i]) <= most for i in left):
        return left
    initials = "".join(w[0] for w in words), "".join(w[0] for w in others)
    return [i for i in left if not (2 < len(words[i]) < 7 and any(words[i] in text for text in initials))]


def score_readings(
    query: NameReading,
    listed: NameReading,
    query_weights: Sequence[float],
    listed_weights: Sequence[float],
    alike: Sequence[Alike],
    person: bool,
) -> Scored:
    """One reading of a name against one of another: the only way from words to a score.

    ``alike`` holds for each word of the query the words of the list that it is like.
    """
    ours, theirs = WeighedWords(query.words, query_weights), WeighedWords(listed.words, listed_weights)
    found = align(ours, theirs, alike)
    score = score_alignment(found, ours, theirs, person)
    return Scored(score, query, listed, found, query_weights, listed_weights)


def may_meet(query: NameReading, listed: NameReading) -> bool:
    """Whether two readings are compared: as written with as written, spelled out with spelled out."""
    same = query.system if query.system == listed.system else ""
    both = {query.system, listed.system} <= RESPELLED
    return query.native == listed.native and same != TOGETHER and not both
