"""How well the record was searched, year by year, and whether that makes a ranking unsafe."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import combinations

import msgspec

from yalu.case.records import Case
from yalu.vocabulary.dates import Window
from yalu.vocabulary.words.numerals import plural


class CoverageSummary(msgspec.Struct, frozen=True):
    """Years of an era by how well they were searched; ``unrated`` years have no coverage row."""

    good: int = 0
    partial: int = 0
    thin: int = 0
    unrated: int = 0

    @property
    def share_good(self) -> float | None:
        """Share of the rated years that were searched well; None when no year is rated."""
        rated = self.good + self.partial + self.thin
        return self.good / rated if rated else None

    @property
    def share_searched(self) -> float | None:
        """Share of the rated years that were searched at least partly; None when no year is rated."""
        rated = self.good + self.partial + self.thin
        return (self.good + self.partial) / rated if rated else None

    @property
    def says(self) -> str:
        """The summary in words."""
        parts = [
            (self.good, "searched well"),
            (self.partial, "partly"),
            (self.thin, "thinly"),
            (self.unrated, "not rated"),
        ]
        return ", ".join(f"{plural(count, 'year')} {word}" for count, word in parts if count) or "no years"


def coverage_of(case: Case, windows: Sequence[Window]) -> CoverageSummary:
    """Coverage levels of every calendar year that a set of windows touches."""
    level = {row.year: row.level for row in case.rated_years}
    touched = sorted(
        {year for w in windows if w.start and w.end for year in range(w.start.year, w.end.year + 1)}
    )
    tally = {"good": 0, "partial": 0, "thin": 0, "unrated": 0}
    for year in touched:
        tally["good" if level.get(year) == "whole" else level.get(year, "unrated")] += 1
    return CoverageSummary(**tally)


def searched_otherwise(case: Case, year: int, gap: float = 0.5) -> bool:
    """Whether the record is searched much better or worse from a year on, so that a cut there may show only that.

    The share of years searched well, or of those searched at least partly, differs by ``gap`` or more.
    """
    cut = date(year, 1, 1)
    before = coverage_of(case, [Window(case.observed.start, cut - timedelta(1))])
    after = coverage_of(case, [Window(cut, case.observed.end)])
    shares = ((before.share_good, after.share_good), (before.share_searched, after.share_searched))
    return any(a is not None and b is not None and abs(b - a) >= gap for a, b in shares)


def unsafe_rankings(eras: Sequence[tuple[str, CoverageSummary]], gap: float = 0.5) -> tuple[str, ...]:
    """Sentences for every pair of eras whose coverage differs too much to rank them by count.

    An era of which no year is rated has no safe place. A pair is unsafe when the share of well-searched years differs
    by ``gap`` or more, or when neither era has one well-searched year: missing rows then make the earlier era look quiet.
    """
    warnings = [
        f"nobody rated how well {name} was searched: its place is not safe"
        for name, one in eras
        if one.share_good is None
    ]
    for (name_a, a), (name_b, b) in combinations(eras, 2):
        share_a, share_b = a.share_good, b.share_good
        if share_a is None or share_b is None:
            continue
        if abs(share_a - share_b) >= gap:
            poorer, richer = (name_a, name_b) if share_a < share_b else (name_b, name_a)
            warnings.append(
                f"{poorer} was searched less well than {richer}: rows still missing could change their order"
            )
        elif share_a == 0 and share_b == 0:
            warnings.append(
                f"neither {name_a} nor {name_b} has a well-searched year: their order is not safe"
            )
    return tuple(warnings)
