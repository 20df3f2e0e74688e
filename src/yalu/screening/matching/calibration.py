"""From a raw score to what it means: how many of 1,000 parties on no list would score at least so high."""

from __future__ import annotations

import csv
import math
from bisect import bisect_left
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from yalu.documents.files.bundled import bundled_file
from yalu.screening.matching.token_similarity import single_syllables

LEAST = 0.05  # per 1,000: below this the negatives measured cannot tell


class Calibration:
    """A table of false alerts by schema, script pair, words of the query, and score; monotone in the score."""

    def __init__(self, path: Path) -> None:
        """Read ``version,schema,scripts,words,parties,score,false_alerts``; scores rise within a group."""
        self.version = ""
        self.parties = 20_000
        self._curves: dict[tuple[str, str, str], tuple[list[float], list[float]]] = {}
        self._nearest: dict[tuple[str, str, str, int], tuple[list[float], list[float]]] = {}
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                self.version = row["version"]
                self.parties = int(row["parties"])
                curve = self._curves.setdefault((row["schema"], row["scripts"], row["words"]), ([], []))
                curve[0].append(float(row["score"]))
                curve[1].append(float(row["false_alerts"]))

    def false_alerts(
        self, score: float, schema: str, scripts: str, words: Sequence[str], parties: int
    ) -> float:
        """Expected false alerts per 1,000 at this score or above, on a list of so many parties; ``words`` as asked.

        ``schema`` person or other, ``scripts`` such as latin-latin or hangul-latin; the nearest group that
        was measured stands in for one that was not. Rates grow with the list, and never pass 1,000.
        """
        scores, rates = self._curve(schema, scripts, words)
        rate = _between(scores, rates, score) * max(parties, 200) / self.parties
        return round(min(max(rate, LEAST), 1000.0), 2)

    def _curve(self, schema: str, scripts: str, words: Sequence[str]) -> tuple[list[float], list[float]]:
        asked = schema, scripts, shape(words), min(len(words), 4)
        found = self._nearest.get(asked)
        if found is None:
            found = self._nearest[asked] = self._found(*asked)
        return found

    def _found(self, schema: str, scripts: str, counted: str, words: int) -> tuple[list[float], list[float]]:
        more = str(max(words, 1))
        pair = "same" if len(set(scripts.split("-"))) == 1 else "cross"
        for key in (
            (schema, scripts, counted), (schema, pair, counted), (schema, scripts, more), (schema, pair, more),
            (schema, "latin-latin", more), (schema, "latin-latin", "2"), (schema, "latin-latin", "3"),
        ):  # fmt: skip
            if key in self._curves:
                return self._curves[key]
        return [0.0, 1.0], [1000.0, 1.0]


def shape(words: Sequence[str]) -> str:
    """How many words a name has, up to four; ``s`` where each is one East Asian syllable or two: those meet often."""
    if words and all(w in single_syllables() or not w.isascii() for w in words):
        return "s"
    return str(min(max(len(words), 1), 4))


def _between(scores: list[float], rates: list[float], score: float) -> float:
    place = bisect_left(scores, score)
    if place == 0:
        return rates[0]
    if place == len(scores):
        return rates[-1]
    share = (score - scores[place - 1]) / (scores[place] - scores[place - 1])
    low, high = (math.log(max(rates[place - i], 1e-3)) for i in (1, 0))
    return math.exp(low + share * (high - low))


@lru_cache(maxsize=1)
def bundled_calibration() -> Calibration:
    """The table that comes with Yalu."""
    return Calibration(bundled_file("screening", "calibration.csv"))
