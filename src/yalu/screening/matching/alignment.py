"""Two names laid side by side, word by word: what agrees and why, what one leaves out, what contradicts."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence

import msgspec

from yalu.screening.matching.likeness import FLOOR
from yalu.screening.matching.records import Reason
from yalu.screening.names.words import number_of

Liken = Callable[[str, str], tuple[float, Reason]]


class Pairing(msgspec.Struct, frozen=True, gc=False):
    """Words ``first:first_end`` of one name beside ``second:second_end`` of the other."""

    first: int
    first_end: int
    second: int
    second_end: int
    likeness: float
    reason: Reason


class Alignment(msgspec.Struct, frozen=True, gc=False):
    """All pairings of two names, and the places of the words left over on each side."""

    pairings: tuple[Pairing, ...]
    first_left: tuple[int, ...]
    second_left: tuple[int, ...]
    out_of_order: int = 0


def align(
    first: Sequence[str],
    second: Sequence[str],
    first_weights: Sequence[float],
    second_weights: Sequence[float],
    liken: Liken,
) -> Alignment:
    """Pair the words of two names, best agreement first; every word is used once.

    Also joins neighbours (Jong Un beside Jongun), initials (J beside Joachim) and acronyms. Ties are
    broken by place, so the same names give the same pairs.
    """
    found: list[tuple[float, Pairing]] = []
    for i, word in enumerate(first):
        for j, other in enumerate(second):
            alike, reason = liken(word, other)
            if alike < FLOOR and (len(word) == 1 or len(other) == 1) and word[0] == other[0]:
                alike, reason = 0.62, "initial"
            if alike >= FLOOR:
                worth = alike * (first_weights[i] + second_weights[j])
                found.append((worth, Pairing(i, i + 1, j, j + 1, alike, reason)))
    found += _joins(first, second, first_weights, second_weights, liken)
    found.sort(key=lambda p: (-p[0], p[1].first, p[1].second))
    taken: list[Pairing] = []
    left, right = set(range(len(first))), set(range(len(second)))
    for _, pair in found:
        ours, theirs = range(pair.first, pair.first_end), range(pair.second, pair.second_end)
        if left.issuperset(ours) and right.issuperset(theirs):
            taken.append(pair)
            left.difference_update(ours)
            right.difference_update(theirs)
    taken.sort(key=lambda p: p.first)
    order = [p.second for p in taken]
    return Alignment(tuple(taken), tuple(sorted(left)), tuple(sorted(right)), _turns(order))


def _turns(order: list[int]) -> int:
    """How many times the order jumps, a single rotation (family name first or last) not counted."""
    jumps = sum(b < a for a, b in itertools.pairwise(order))
    if jumps == 1 and order and order[-1] < order[0]:
        return 0
    return jumps


def _joins(
    first: Sequence[str],
    second: Sequence[str],
    first_weights: Sequence[float],
    second_weights: Sequence[float],
    liken: Liken,
) -> list[tuple[float, Pairing]]:
    found = []
    for i, j, end, alike, reason in _joined(first, second, liken):
        worth = _worth(alike, reason, first_weights[i] + sum(second_weights[j:end]))
        found.append((worth, Pairing(i, i + 1, j, end, alike, reason)))
    for j, i, end, alike, reason in _joined(second, first, liken):
        worth = _worth(alike, reason, sum(first_weights[i:end]) + second_weights[j])
        found.append((worth, Pairing(i, end, j, j + 1, alike, "split" if reason == "joined" else reason)))
    return found


def _worth(alike: float, reason: Reason, weight: float) -> float:
    """Joins come before single words where they fit better; acronyms come last."""
    return alike * weight * 0.05 if reason == "acronym" else alike * weight * (1.0 if alike > 0.9 else 0.7)


def _joined(
    ones: Sequence[str], many: Sequence[str], liken: Liken
) -> list[tuple[int, int, int, float, Reason]]:
    """Words of ``ones`` beside two to four neighbours of ``many`` written together."""
    found: list[tuple[int, int, int, float, Reason]] = []
    if len(many) < 2:
        return found
    shared = set(ones).intersection(many)
    for i, word in enumerate(ones):
        size = len(word)
        if size < 2 or word in shared:
            continue
        for j in range(len(many) - 1):
            if size <= 5 and word[0] == many[j][0]:
                end = j + size
                if end <= len(many) and all(w[0] == c for w, c in zip(many[j:end], word, strict=True)):
                    found.append((i, j, end, 0.7 if size > 2 else 0.6, "acronym"))
            if size < 3 or many[j] in shared or number_of(word) is not None:
                continue
            text = many[j]
            for end in range(j + 2, min(j + 5, len(many) + 1)):
                text += many[end - 1]
                if len(text) > size + 3 or many[end - 1] in shared or number_of(many[end - 1]) is not None:
                    break
                if len(text) < size - 3 or not (text.isascii() or text[0] == word[0]):
                    continue
                alike, reason = liken(word, text)
                if alike >= 0.8:
                    kept: Reason = "joined" if reason in {"exact", "edit"} else reason
                    found.append((i, j, end, alike - 0.01, kept))
    return found
