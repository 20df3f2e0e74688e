"""How well pairs of names are distinguished: labelled pairs, each through an index of one party.

Run: `YALU_REAL_DATA=FOLDER python bench/matching.py [--half test]`. Sets: nomenklatura's labelled name cases
(hand-made and proposed deviations) and UN entries beside UK and EU records. Prints AUC, best F1 and pairs a
second; and how often Yalu ranks OFAC's own search results as OFAC does.
"""

from __future__ import annotations

import argparse
import csv
import os
from collections import defaultdict
from pathlib import Path
from time import perf_counter
from typing import NamedTuple

import numpy as np

from peers import scorers
from split import half
from yalu.screening.matching import Index, Query
from yalu.screening.records import Party, PartyName

_KINDS = {"person": "Person", "entity": "Organization", "ship": "Vessel"}


class Pair(NamedTuple):
    """Two names and whether they are one party."""

    one: str
    other: str
    schema: str
    same: bool


def name_cases(folder: Path, which: str) -> list[Pair]:
    """Labelled name cases of nomenklatura."""
    with (folder / "matching" / "nomenklatura_name_cases_shared.csv").open(encoding="utf-8") as file:
        found = [
            Pair(r["name1"], r["name2"], r["schema"], r["is_match"] == "true") for r in csv.DictReader(file)
        ]
    return [p for p in found if which == "all" or half(p.one, p.other) == which]


def gold_pairs(folder: Path, which: str) -> list[Pair]:
    """UN names beside UK and EU names of the same entry, and of the most similar other one."""
    with (folder / "matching" / "crosslist_gold_shared.csv").open(encoding="utf-8") as file:
        found = [
            Pair(r["left_name"], r["right_name"], _KINDS.get(r["kind"], ""), r["label"] == "1")
            for r in csv.DictReader(file)
        ]
    return [p for p in found if which == "all" or half(p.one, p.other) == which]


def yalu(one: str, other: str, schema: str) -> float:
    """Yalu's score of two names: the one asked of an index that holds the other, as users ask."""
    held = Party(id="t:1", list="t", entry="1", schema=schema or "LegalEntity", names=(PartyName(other),))  # type: ignore[arg-type]
    found = Index.build([held]).found(Query(one, schema))
    return found[0].score if found else 0.0


def auc(yes: list[float], no: list[float]) -> float:
    """The chance that a pair of one party scores above a pair of two."""
    a, b = np.array(yes)[:, None], np.array(no)[None]
    return float((a > b).mean() + 0.5 * (a == b).mean())


def best_f1(yes: list[float], no: list[float]) -> tuple[float, float]:
    """The best F1 over all thresholds, and the threshold."""
    best = (0.0, 0.0)
    for threshold in sorted(set(yes + no)):
        hits, wrong = sum(s >= threshold for s in yes), sum(s >= threshold for s in no)
        best = max(best, (2 * hits / (hits + wrong + len(yes)), threshold))
    return best


def ofac_agreement(folder: Path) -> tuple[float, int]:
    """The rank correlation of Yalu's scores with those of OFAC's own search, over its published results."""
    with (folder / "matching" / "ofac_search_scores.csv").open(encoding="utf-8") as file:
        rows = [(r["query_name"], r["result_name"], float(r["ofac_score"])) for r in csv.DictReader(file)]
    groups: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for query, result, score in rows:
        groups[query].append((score, yalu(query, result, "")))
    agree = total = 0
    for pairs in groups.values():
        for i, (score, ours) in enumerate(pairs):
            for other_score, other_ours in pairs[:i]:
                if score != other_score:
                    total += 1
                    agree += (score > other_score) == (ours > other_ours)
    return agree / total, total


def main() -> None:
    """Print one table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--half", default="test", choices=["test", "tuning", "all"])
    given = parser.parse_args()
    folder = Path(os.environ["YALU_REAL_DATA"])
    every = {"yalu": yalu, **scorers()}
    print(
        "| set | scorer | pairs | AUC | best F1 (at) | pairs a second |\n| --- | --- | --- | --- | --- | --- |"
    )
    for title, pairs in (
        ("name cases", name_cases(folder, given.half)),
        ("UN beside UK/EU", gold_pairs(folder, given.half)),
    ):
        for name, score in every.items():
            score(pairs[0].one, pairs[0].other, pairs[0].schema)
            start = perf_counter()
            found = [(score(p.one, p.other, p.schema), p.same) for p in pairs]
            seconds = perf_counter() - start
            yes, no = [s for s, same in found if same], [s for s, same in found if not same]
            f1, at = best_f1(yes, no)
            printed = f"{len(pairs)} | {auc(yes, no):.3f} | {f1:.3f} ({at:.2f}) | {len(pairs) / seconds:,.0f}"
            print(f"| {title}, {given.half} | {name} | {printed} |")
    share, total = ofac_agreement(folder)
    print(
        f"\nOFAC's own search: {share:.0%} of {total} ordered pairs of results are ranked as OFAC ranks them."
    )


if __name__ == "__main__":
    main()
