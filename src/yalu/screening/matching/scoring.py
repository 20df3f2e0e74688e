"""The raw score of two names: agreement against what contradicts, is left out, or is spelled otherwise."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import msgspec

from yalu.screening.matching.alignment import Alignment, align, alike_words
from yalu.screening.names.reading import PERSON, TOGETHER, NameRead, Reading
from yalu.screening.names.words import class_weight, number_of, slight


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


class Scored(NamedTuple):
    """A score with the readings and the alignment it came from."""

    score: float
    query: Reading
    listed: Reading
    alignment: Alignment
    query_weights: Sequence[float]
    listed_weights: Sequence[float]


def plain_weights(words: Sequence[str], person: bool) -> list[float]:
    """Weights by the class of the words alone, for names met outside any list."""
    return [class_weight(w, person) * (0.7 + 0.3 * min(len(w), 7) / 7) for w in words]


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
        if i_end - i == 1 and j_end - j == 1:
            weight = (first_weights[i] + second_weights[j]) / 2
            if reason == "initial":
                weight = max(first_weights[i], second_weights[j]) * 0.6
        else:
            weight = (sum(first_weights[i:i_end]) + sum(second_weights[j:j_end])) / 2
        agreed += weight * value
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
    ours = sum(first_weights[i] for i in left)
    theirs = sum(second_weights[j] for j in right)
    against = min(ours, theirs)
    cost = prices.contradicted * against
    if (
        left
        and right
        and against < 0.5
        and any(len(first[i]) == 1 for i in left) | any(len(second[j]) == 1 for j in right)
    ):
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


def _without_own_initials(left: Sequence[int], words: Sequence[str], others: Sequence[str]) -> Sequence[int]:
    """Words left over that do not merely abbreviate the name they stand in: (JIM), ETIM."""
    most = min(max(len(words), len(others)), 6)
    if most < 3 or all(not 2 < len(words[i]) <= most for i in left):
        return left
    initials = "".join(w[0] for w in words), "".join(w[0] for w in others)
    return [i for i in left if not (2 < len(words[i]) < 7 and any(words[i] in text for text in initials))]


def score_readings(query: Reading, listed: Reading, person: bool, prices: Prices = PRICES) -> Scored:
    """One reading of a name against one of another, without a list behind them."""
    first, second = query.words, listed.words
    ours, theirs = plain_weights(first, person), plain_weights(second, person)
    found = align(first, second, ours, theirs, alike_words(first, second))
    score = score_alignment(found, first, second, ours, theirs, person, prices)
    return Scored(score, query, listed, found, ours, theirs)


def score_names(
    query: NameRead, listed: NameRead, schema: str = "", prices: Prices = PRICES
) -> Scored | None:
    """The best of all readings of two names, without a list behind them; None where one has no words.

    Between names of one script of syllables what is written counts for more than how it sounds.
    """
    person = schema in PERSON
    best: Scored | None = None
    same = query.script == listed.script and query.script in {"han", "hangul"}
    for ours in query.readings:
        for theirs in listed.readings:
            if ours.native != theirs.native or (ours.system == theirs.system == TOGETHER):
                continue
            scored = score_readings(ours, theirs, person, prices)
            if same and "written" not in {ours.system, theirs.system}:
                scored = scored._replace(score=scored.score * SOUND_ALONE)
            if best is None or scored.score > best.score:
                best = scored
    return best
