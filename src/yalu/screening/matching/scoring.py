"""The raw score of two names: agreement against what contradicts, is left out, or is spelled otherwise."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from yalu.screening.matching.alignment import Alignment, Liken, align
from yalu.screening.matching.likeness import likeness
from yalu.screening.names.reading import PERSON, NameRead, Reading
from yalu.screening.names.words import class_weight, number_of


class Prices(msgspec.Struct, frozen=True):
    """What each kind of disagreement costs against one word that agrees. Fitted on the tuning half only."""

    contradicted: float = 1.6
    left_by_query: float = 0.45
    left_by_list: float = 0.4
    difference: float = 1.5
    disorder: float = 0.15
    number: float = 0.6
    alone: float = 0.25


PRICES = Prices()
# Two names in one script of syllables that only sound alike are different names more often than one.
SOUND_ALONE = 0.8


class Scored(msgspec.Struct, frozen=True, gc=False):
    """A score with the readings and the alignment it came from."""

    score: float
    query: Reading
    listed: Reading
    alignment: Alignment
    query_weights: tuple[float, ...]
    listed_weights: tuple[float, ...]
    cross_script: bool = False


def plain_weights(words: Sequence[str], person: bool) -> tuple[float, ...]:
    """Weights by the class of the words alone, for names met outside any list."""
    return tuple(class_weight(w, person) * (0.7 + 0.3 * min(len(w), 7) / 7) for w in words)


def score_alignment(
    found: Alignment,
    first: Sequence[str],
    second: Sequence[str],
    first_weights: Sequence[float],
    second_weights: Sequence[float],
    prices: Prices = PRICES,
) -> float:
    """Agreement over agreement plus priced disagreement, 0..1."""
    agreed = distance = 0.0
    for p in found.pairings:
        weight = (
            sum(first_weights[p.first : p.first_end]) + sum(second_weights[p.second : p.second_end])
        ) / 2
        if p.reason == "initial":
            weight = max(first_weights[p.first], second_weights[p.second]) * 0.6
        agreed += weight * p.likeness
        distance += weight * (1 - p.likeness)
    ours = sum(first_weights[i] for i in found.first_left)
    theirs = sum(second_weights[j] for j in found.second_left)
    against = min(ours, theirs)
    if not agreed:
        return 0.0
    numbers = _number_left(found.first_left, first) != _number_left(found.second_left, second)
    cost = (
        prices.contradicted * against
        + prices.left_by_list * (ours - against)
        + prices.left_by_query * (theirs - against)
        + prices.difference * distance
        + prices.disorder * found.out_of_order * agreed / max(len(found.pairings), 1)
        + prices.number * numbers
    )
    if len(found.pairings) == 1 and (found.first_left or found.second_left):
        cost += prices.alone  # one word in common is a coincidence more often than a person
    return agreed / (agreed + cost)


def _number_left(places: Sequence[int], words: Sequence[str]) -> tuple[int, ...]:
    return tuple(sorted(n for n in (number_of(words[p]) for p in places) if n is not None))


def score_readings(
    query: Reading,
    listed: Reading,
    person: bool,
    *,
    liken: Liken = likeness,
    weights: tuple[Sequence[float], Sequence[float]] | None = None,
    prices: Prices = PRICES,
) -> Scored:
    """One reading of the query against one of the listed name."""
    first, second = weights or (plain_weights(query.words, person), plain_weights(listed.words, person))
    found = align(query.words, listed.words, first, second, liken)
    score = score_alignment(found, query.words, listed.words, first, second, prices)
    return Scored(score, query, listed, found, tuple(first), tuple(second))


def score_names(
    query: NameRead, listed: NameRead, schema: str = "", prices: Prices = PRICES
) -> Scored | None:
    """The best of all readings of two names, without a list behind them; None where one has no words.

    Between names of one script that is not Latin the words as written count, not how they sound.
    """
    person = schema in PERSON
    best: Scored | None = None
    same = query.script == listed.script and query.script in {"han", "hangul"}
    for ours in query.readings:
        for theirs in listed.readings:
            if ours.native != theirs.native:
                continue
            scored = score_readings(ours, theirs, person, prices=prices)
            if same and not ours.native:
                scored = msgspec.structs.replace(scored, score=scored.score * SOUND_ALONE)
            if best is None or scored.score > best.score:
                best = scored
    return best
