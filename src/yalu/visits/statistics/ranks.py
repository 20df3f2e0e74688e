"""Where an era ranks among all eras of its side, and whether the record is good enough to say so."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from math import inf

import msgspec

from yalu.visits.frequency import EraFrequency
from yalu.visits.record.coverage import unsafe_rankings
from yalu.visits.statistics.poisson import RateComparison, compare_rates


class Ranked(msgspec.Struct, frozen=True):
    """One era's place from the lowest average up; eras that print the same value share a place."""

    place: int
    leader: str
    name: str
    value: float
    low: float
    high: float
    years: float


class Ranking(msgspec.Struct, frozen=True):
    """All eras of one side from the lowest average up, exact comparisons, and coverage warnings."""

    side: str
    weight: float
    order: tuple[Ranked, ...]
    comparisons: tuple[RateComparison, ...]
    warnings: tuple[str, ...]


def rank(rows: Sequence[EraFrequency], side: str) -> Ranking:
    """Rank the eras of one side by average, lowest first, and test neighbours against each other.

    The exact test compares unweighted counts: weighting summits makes no visit happen twice.
    """
    own = sorted((r for r in rows if r.side == side), key=lambda r: (r.figure.value or 0.0, r.start))
    order: list[Ranked] = []
    for index, row in enumerate(own):
        value = row.figure.value or 0.0
        tied = bool(order) and round(order[-1].value, 2) == round(value, 2)
        place = order[-1].place if tied else index + 1
        asked, open_above = row.figure.value is not None, row.figure.high is None
        high = inf if asked and open_above else row.figure.high or 0.0
        order.append(Ranked(place, row.leader, row.name, value, row.figure.low or 0.0, high, row.years))
    comparisons = tuple(
        compare_rates((a.name, a.tally.count, a.years), (b.name, b.tally.count, b.years))
        for a, b in pairwise(own)
    )
    warnings = unsafe_rankings([(r.name, r.coverage) for r in own])
    return Ranking(side, rows[0].weight if rows else 1.0, tuple(order), comparisons, warnings)


def own_places(ranking: Ranking, own: Ranked) -> tuple[int, int]:
    """The first and the last place that one era can have, by the bounds of every average as printed."""
    low, high = round(own.low, 2), round(own.high, 2)
    others = [row for row in ranking.order if row.leader != own.leader]
    surely = sum(round(row.high, 2) < low for row in others)
    perhaps = sum(round(row.low, 2) < high for row in others)
    return 1 + surely, 1 + perhaps
