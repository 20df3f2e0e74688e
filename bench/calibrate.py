"""Fit the table that turns scores into expected false alerts, on negatives of the tuning half only.

Run: `YALU_HOME=HOME YALU_REAL_DATA=FOLDER python bench/calibrate.py --version 2026-11-28` over the lists kept in
that home (all nine). Persons: synthetic outsiders, names of Wikidata persons (a few of whom are listed; exact
hits are left out), and the invented persons of bench/populations.py. Other parties: recombined listed words,
which is harder than life, so their rates are upper bounds. Rates grow with the list. Writes
data/screening/calibration.csv: monotone in the score, and in the words of the name for each pair of scripts.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import os
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

from populations import invented
from queries import Asked, kept, outsiders, recombined
from yalu.screening.matching import Query
from yalu.screening.matching.calibration import shape
from yalu.screening.matching.index_builder import SCRIPTS
from yalu.screening.records import Party
from yalu.screening.screener import Screening

TARGET = Path(__file__).parents[1] / "data" / "screening" / "calibration.csv"
GRID = [round(0.30 + 0.05 * k, 2) for k in range(15)]
ENOUGH = 120  # negatives of a group before it has a curve of its own
_COUNTED = ("1", "2", "3", "4")
Key = tuple[str, str, str]


def negatives(folder: Path, parties: list[Party], wanted: int) -> list[Asked]:
    """Persons and other parties on no list, the tuning half of each."""
    found = outsiders(folder, True) + outsiders(folder, False) + recombined(parties, 8000)
    path = folder / "matching" / "wikidata_en_ko_person_names_shared.tsv.gz"
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for number, line in enumerate(file):
            if number % 20 == 0:
                latin, hangul = line.rstrip("\n").split("\t")[:2]
                found += [Asked(n, "Person", frozenset(), "wikidata outsiders") for n in (latin, hangul)]
    held = [a for a in kept(found, "tuning") if a.schema != "Person" or a.set != "recombined"][:wanted]
    return held + [
        Asked(name, "Person", frozenset(), "invented")
        for population, names in invented("tuning", 400).items()
        if "commonest" not in population
        for name in names
    ]


def curve(scores: list[float], asked: int) -> list[float]:
    """Alerts per 1,000 at each score of the grid; past the last one seen the rate halves every step."""
    rates: list[float] = []
    for score in GRID:
        seen = sum(s >= score for s in scores)
        rate = 1000 * (seen + 0.5) / (asked + 1)
        if rates and seen < 2:
            rate = min(rate, rates[-1] * 0.5)
        rates.append(min(rate, rates[-1]) if rates else rate)
    return rates


def falling(rates: Sequence[float], weights: Sequence[float]) -> list[float]:
    """The nearest rates that never rise (isotonic regression, pool adjacent violators)."""
    pools: list[tuple[float, float, int]] = []
    for rate, weight in zip(rates, weights, strict=True):
        pools.append((rate, weight, 1))
        while len(pools) > 1 and pools[-2][0] < pools[-1][0]:
            (first, w1, n1), (second, w2, n2) = pools[-2:]
            pools[-2:] = [((first * w1 + second * w2) / (w1 + w2), w1 + w2, n1 + n2)]
    return [rate for rate, _, size in pools for _ in range(size)]


def monotone(curves: dict[Key, list[float]], asked: dict[Key, int]) -> None:
    """Make rates fall with the words of a name: what meets in more words meets less often by chance."""
    for schema, scripts in sorted({key[:2] for key in curves}):
        keys = [key for words in _COUNTED if (key := (schema, scripts, words)) in curves]
        for place in range(len(GRID)):
            fitted = falling([curves[k][place] for k in keys], [asked[k] for k in keys])
            for key, rate in zip(keys, fitted, strict=True):
                curves[key][place] = rate
        for key in keys:
            for place in range(1, len(GRID)):
                curves[key][place] = min(curves[key][place], curves[key][place - 1])


def main() -> None:
    """Ask all negatives, group the best hits, write the curves."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--version", required=True)
    parser.add_argument("--queries", type=int, default=20_000)
    given = parser.parse_args()
    folder = Path(os.environ["YALU_REAL_DATA"])
    loaded = Screening().loaded
    index = loaded.index
    hits: dict[Key, list[float]] = defaultdict(list)
    asked: dict[Key, int] = defaultdict(int)
    for query in negatives(folder, list(loaded.parties), given.queries):
        found = index.found(Query(query.name, query.schema if query.set != "invented" else ""), 3)
        best = next((f for f in found if f.name >= 0), None)
        group = "person" if query.schema == "Person" else "other"
        script = best.read.script if best else "latin"
        words = shape(best.scored.query.words) if best and best.scored else "2"
        pairs = {f"{script}-{other}" for other in ("latin", script)} | {
            "cross" if script != "latin" else "same"
        }
        for pair in pairs:
            asked[group, pair, words] += 1
        if best and not (query.set.startswith("wikidata") and best.score >= 0.99):
            listed = SCRIPTS[index._data.name_script[best.name]]
            names = {f"{script}-{listed}", "same" if script == listed else "cross"}
            for pair in names & pairs:
                hits[group, pair, words].append(best.score)
    curves = {key: curve(hits[key], asked[key]) for key in sorted(asked) if asked[key] >= ENOUGH}
    monotone(curves, asked)
    with TARGET.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["version", "schema", "scripts", "words", "parties", "score", "false_alerts"])
        for key in sorted(curves):
            for score, rate in zip(GRID, curves[key], strict=True):
                writer.writerow([given.version, *key, len(loaded.parties), score, f"{rate:.4g}"])
    print({k: (asked[k], len(hits[k])) for k in sorted(asked)})


if __name__ == "__main__":
    main()
