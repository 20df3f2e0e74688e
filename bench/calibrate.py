"""Fit the table that turns scores into expected false alerts, on negatives of the tuning half only.

Run: `YALU_REAL_DATA=FOLDER python bench/calibrate.py --version 2026-11-22`. Persons: synthetic outsiders and
names of Wikidata persons (a few of whom are listed; exact hits are left out). Other parties: recombined
listed words, which is harder than life, so their rates are upper bounds. The list is OFAC SDN and UN, 20,000
parties; rates grow with the list. Writes data/screening/calibration.csv.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import os
from collections import defaultdict
from pathlib import Path

from queries import Asked, distractors, kept, outsiders, real_parties, recombined
from yalu.screening.matching import Index, Query
from yalu.screening.matching.laying import SCRIPTS
from yalu.screening.records import Party

TARGET = Path(__file__).parents[1] / "data" / "screening" / "calibration.csv"
GRID = [round(0.30 + 0.05 * k, 2) for k in range(15)]
ENOUGH = 150  # negatives of a group before it has a curve of its own


def negatives(folder: Path, parties: list[Party], wanted: int) -> list[Asked]:
    """Persons and other parties on no list, the tuning half of each."""
    found = outsiders(folder, True) + outsiders(folder, False) + recombined(parties, 3000)
    path = folder / "matching" / "wikidata_en_ko_person_names_shared.tsv.gz"
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for number, line in enumerate(file):
            if number % 20 == 0:
                latin, hangul = line.rstrip("\n").split("\t")[:2]
                found += [Asked(n, "Person", frozenset(), "wikidata outsiders") for n in (latin, hangul)]
    return [a for a in kept(found, "tuning") if a.schema != "Person" or a.set != "recombined"][:wanted]


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


def main() -> None:
    """Ask all negatives, group the best hits, write the curves."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--version", required=True)
    parser.add_argument("--parties", type=int, default=20_000)
    parser.add_argument("--queries", type=int, default=20_000)
    given = parser.parse_args()
    folder = Path(os.environ["YALU_REAL_DATA"])
    real = real_parties(folder)
    index = Index.build(real + distractors(real, given.parties - len(real)))
    hits: dict[tuple[str, str, str], list[float]] = defaultdict(list)
    asked: dict[tuple[str, str, str], int] = defaultdict(int)
    for query in negatives(folder, real, given.queries):
        found = index.found(Query(query.name, query.schema), 3)
        best = next((f for f in found if f.name >= 0), None)
        group = "person" if query.schema == "Person" else "other"
        script = best.read.script if best else "latin"
        words = str(min(max(len(best.scored.query.words) if best and best.scored else 2, 1), 4))
        pairs = {f"{script}-{other}" for other in ("latin", script)} | {
            "cross" if script != "latin" else "same"
        }
        for pair in pairs:
            asked[group, pair, words] += 1
        if best and not (query.set.startswith("wikidata") and best.score >= 0.99):
            listed = SCRIPTS[index._laid.name_script[best.name]]
            names = {f"{script}-{listed}", "same" if script == listed else "cross"}
            for pair in names & pairs:
                hits[group, pair, words].append(best.score)
    with TARGET.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["version", "schema", "scripts", "words", "parties", "score", "false_alerts"])
        for key in sorted(asked):
            if asked[key] >= ENOUGH:
                for score, rate in zip(GRID, curve(hits[key], asked[key]), strict=True):
                    writer.writerow([given.version, *key, given.parties, score, f"{rate:.4g}"])
    print({k: (asked[k], len(hits[k])) for k in sorted(asked)})


if __name__ == "__main__":
    main()
