"""Two names laid side by side, word by word: what agrees and why, what one leaves out, what contradicts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from yalu.screening.matching.records import Reason
from yalu.screening.matching.token_similarity import likeness
from yalu.screening.names.words import number_of

Alike = Mapping[str, tuple[float, Reason]]
SETTLED = 0.9  # a word that found its like so well is not looked for in joins
_LEAST_JOIN = 0.8


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


def align(
    first: Sequence[str],
    second: Sequence[str],
    first_weights: Sequence[float],
    second_weights: Sequence[float],
    alike: Sequence[Alike],
) -> Alignment:
    """Pair the words of two names, best agreement first; every word is used once.

    ``alike`` holds for each word of the first name the words it is like. Also joins neighbours (Jong Un
    beside Jongun), initials (J beside Joachim) and acronyms. Ties are broken by place, so the same names
    give the same pairs.
    """
    found: list[tuple[float, Pairing]] = []
    best = [0.0] * len(first)
    best_other = [0.0] * len(second)
    for i, word in enumerate(first):
        hits = alike[i]
        for j, other in enumerate(second):
            if other in hits:
                value, reason = hits[other]
            elif (len(word) == 1 or len(other) == 1) and word[:1] == other[:1]:
                value, reason = 0.62, "initial"
            else:
                continue
            worth = value * (first_weights[i] + second_weights[j])
            found.append((-worth, Pairing(i, i + 1, j, j + 1, value, reason)))
            best[i] = max(best[i], value)
            best_other[j] = max(best_other[j], value)
    open_first = [i for i, value in enumerate(best) if value < SETTLED]
    open_second = [j for j, value in enumerate(best_other) if value < SETTLED]
    if open_first and open_second and (len(first) > 1 or len(second) > 1):
        found += _joins(first, second, first_weights, second_weights, open_first, open_second)
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
    first: Sequence[str],
    second: Sequence[str],
    first_weights: Sequence[float],
    second_weights: Sequence[float],
    open_first: list[int],
    open_second: list[int],
) -> list[tuple[float, Pairing]]:
    found = []
    for i, j, end, value, reason in _joined(first, second, open_first, open_second):
        worth = _worth(value, reason, first_weights[i] + sum(second_weights[j:end]))
        found.append((-worth, Pairing(i, i + 1, j, end, value, reason)))
    for j, i, end, value, reason in _joined(second, first, open_second, open_first):
        worth = _worth(value, reason, sum(first_weights[i:end]) + second_weights[j])
        found.append((-worth, Pairing(i, end, j, j + 1, value, "split" if reason == "joined" else reason)))
    return found


def _worth(value: float, reason: Reason, weight: float) -> float:
    """Joins come before single words where they fit better; acronyms come last."""
    return value * weight * 0.05 if reason == "acronym" else value * weight * (1.0 if value > 0.9 else 0.7)


def _joined(
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
                    found.append((i, j, j + size, 0.7 if size > 2 else 0.6, "acronym"))
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
