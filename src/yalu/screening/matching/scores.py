"""The raw score of two names: agreement against what contradicts, is left out, or is spelled otherwise."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import msgspec

from yalu.screening.matching.token_alignment import Alignment, Alike, align
from yalu.screening.names.readings import TOGETHER, Reading
from yalu.screening.names.words import number_of, slight


class Prices(msgspec.Struct, frozen=True):
    """What each kind of disagreement costs against one word that agrees. Fitted on the tuning half only."""

    contradicted: float = 2.8
    omitted: float = 0.34
    omitted_elsewhere: float = 0.7  # a word left out of an organisation's or a ship's name
    difference: float = 0.8
    steepness: float = 2.0  # two words far apart cost more than twice as much as two half as far
    disorder: float = 0.3
    number: float = 0.5
    alone: float = 0.2
    initials: float = 0.75


PRICES = Prices()
# Two names in one script of syllables that only sound alike are different names more often than one.
SOUND_ALONE = 0.7
# Of two to four signs of one script one that differs makes another name: found and shown, never near.
ANOTHER_SIGN = 0.45


class Scored(NamedTuple):
    """A score with the readings and the alignment it came from."""

    score: float
    query: Reading
    listed: Reading
    alignment: Alignment
    query_weights: Sequence[float]
    listed_weights: Sequence[float]


def score_alignment(
    found: Alignment,
    first: Sequence[str],
    second: Sequence[str],
    first_weights: Sequence[float],
    second_weights: Sequence[float],
    person: bool,
    prices: Prices = PRICES,
) -> float:
    """Agreement over agreement plus priced disagreement, 0..1."""
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
            distance += weight * (1 - value) * (1 + prices.steepness * (1 - value))
    if not agreed:
        return 0.0
    cost = prices.difference * distance
    if found.first_left or found.second_left:
        cost += _left_cost(found, first, second, first_weights, second_weights, person, prices)
    if found.out_of_order:
        cost += prices.disorder * found.out_of_order * agreed / len(found.pairings)
    return agreed / (agreed + cost)


def _left_cost(
    found: Alignment,
    first: Sequence[str],
    second: Sequence[str],
    first_weights: Sequence[float],
    second_weights: Sequence[float],
    person: bool,
    prices: Prices,
) -> float:
    """What the words left over cost: words on both sides contradict each other, on one side they are omitted."""
    left = _without_own_initials(found.first_left, first, second)
    right = _without_own_initials(found.second_left, second, first)
    ours = sum([first_weights[i] for i in left])
    theirs = sum([second_weights[j] for j in right])
    against = min(ours, theirs)
    cost = prices.contradicted * against
    if left and right and against < 0.5 and (_letter_among(left, first) or _letter_among(right, second)):
        cost += prices.initials
    more, words = (left, first) if ours > theirs else (right, second)
    rest = abs(ours - theirs)
    if person:
        rest *= 0.5 if all(slight(words[i]) for i in more) else 1.0
        cost += prices.omitted * rest
    else:
        cost += prices.omitted_elsewhere * rest
        ours_numbers = [n for i in left if (n := number_of(first[i])) is not None]
        their_numbers = [n for j in right if (n := number_of(second[j])) is not None]
        cost += prices.number * (ours_numbers != their_numbers)
    if len(found.pairings) == 1 and (left or right) and max(ours, theirs) > 0.25:
        cost += prices.alone  # one word in common is a coincidence more often than a party
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
    query: Reading,
    listed: Reading,
    query_weights: Sequence[float],
    listed_weights: Sequence[float],
    alike: Sequence[Alike],
    person: bool,
) -> Scored:
    """One reading of a name against one of another: the only way from words to a score.

    ``alike`` holds for each word of the query the words of the list that it is like.
    """
    found = align(query.words, listed.words, query_weights, listed_weights, alike)
    score = score_alignment(found, query.words, listed.words, query_weights, listed_weights, person)
    return Scored(score, query, listed, found, query_weights, listed_weights)


def may_meet(query: Reading, listed: Reading) -> bool:
    """Whether two readings are compared: as written with as written, spelled out with spelled out."""
    return query.native == listed.native and not (listed.system == query.system == TOGETHER)
