"""Queries against a list: recall, false alerts, speed and memory, of Yalu and the peers that are installed.

Run: `YALU_REAL_DATA=FOLDER taskset -c 0 python bench/screening.py --parties 20000 [--peers] [--half test]`.
The list is OFAC SDN and UN with the pairs asked across scripts, grown with recombined names to the size asked;
queries are made with a fixed seed and split by hash (split.py). One process, one thread. Thresholds are set on
negatives: the score that 1 % of outsiders, or 5 % of hard recombined names, pass.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import tempfile
from collections import defaultdict
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

import numpy as np

from peers import installed_peers
from queries import (
    Asked,
    curated_persons,
    distractors,
    kept,
    korean_variants,
    latin_noise,
    native_names,
    outsiders,
    own_pairs,
    real_parties,
    recombined,
    treated,
    wikidata,
)
from yalu.screening.matching import Index, Query
from yalu.screening.records import Party


class Yalu:
    """Yalu's index, without the telling of reasons unless asked."""

    name = "yalu"

    def build(self, parties: list[Party]) -> None:
        """Lay the index, save it, and answer from the loaded copy as users do."""
        built = Index.build(parties)
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "index"
            built.save(path)
            start = perf_counter()
            self.index = Index.load(path)
            self.load_seconds = perf_counter() - start
            self.file_bytes = path.stat().st_size

    def search(self, name: str, schema: str, limit: int) -> list[tuple[str, float]]:
        """The best parties, with all reasons in words."""
        return [(m.party, m.score) for m in self.index.search(Query(name, schema), limit)]


def world(folder: Path, size: int) -> tuple[list[Party], list[Asked]]:
    """The list and all queries."""
    real = real_parties(folder)
    pairs = [
        wikidata(folder, True, 800),
        wikidata(folder, False, 800),
        native_names(folder),
        own_pairs(),
        curated_persons(),
    ]
    asked = latin_noise(real, 2000) + treated(folder, real) + korean_variants(real, 400)
    asked += [a for _, queries in pairs for a in queries]
    asked += recombined(real, 1000) + outsiders(folder, True)[:1000] + outsiders(folder, False)[:1000]
    base = real + [p for parties, _ in pairs for p in parties]
    return base + distractors(real, max(0, size - len(base))), asked


def measure(system: Any, parties: list[Party], sets: dict[str, list[Asked]]) -> dict[str, Any]:
    """Build, ask everything, and sum up."""
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start = perf_counter()
    system.build(parties)
    built = perf_counter() - start
    memory = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    answers: dict[str, list[tuple[bool, float, float]]] = defaultdict(list)
    times: dict[str, list[float]] = defaultdict(list)
    for title, queries in sets.items():
        for asked in queries:
            start = process_time()
            found = system.search(asked.name, asked.schema, 10)
            times[title].append(process_time() - start)
            right = [score for known, score in found if known in asked.answers]
            answers[title].append((bool(right), max(right, default=0.0), found[0][1] if found else 0.0))
    levels = {
        "1 % of outsiders": _level(answers["outsiders"], 0.01),
        "5 % of recombined": _level(answers["recombined"], 0.05),
    }
    positive = {t: a for t, a in answers.items() if any(q.answers for q in sets[t])}
    return {
        "system": system.name, "parties": len(parties), "names": sum(len(p.names) for p in parties),
        "machine_ms": round(_machine(), 1), "build_seconds": round(built, 1), "memory_mb": round(memory),
        "levels": {k: round(v, 3) for k, v in levels.items()},
        "load_seconds": round(getattr(system, "load_seconds", 0.0), 3),
        "sets": {
            title: {
                "queries": len(rows), "recall@10": round(float(np.mean([r[0] for r in rows])), 3),
                **{f"at {k}": round(float(np.mean([r[1] > v for r in rows])), 3) for k, v in levels.items()},
            }
            for title, rows in sorted(positive.items())
        },
        "speed": {
            title: {
                "p50_ms": round(float(np.median(times[title])) * 1e3, 2),
                "p95_ms": round(float(np.quantile(times[title], 0.95)) * 1e3, 2),
                "queries_a_second": round(1 / float(np.mean(times[title]))),
            }
            for title in sorted(times)
        },
    }  # fmt: skip


def _machine() -> float:
    """Milliseconds this machine takes to add a million numbers in Python: 12 to 18 on one that is at rest."""
    start = process_time()
    for _ in range(10):
        sum(range(1_000_000))
    return (process_time() - start) * 100


def _level(rows: list[tuple[bool, float, float]], share: float) -> float:
    tops = sorted((r[2] for r in rows), reverse=True)
    return tops[int(len(tops) * share)] if tops else 1.0


def table(results: list[dict[str, Any]]) -> str:
    """The results as one Markdown table."""
    lines = [
        "| system | set | n | recall@10 | at 1 % outsiders | at 5 % recombined | p50 / p95 ms | q/s |",
        "| --- " * 8 + "|",
    ]
    for result in results:
        for title, row in result["sets"].items():
            speed = result["speed"][title]
            lines.append(
                f"| {result['system']} | {title} | {row['queries']} | {row['recall@10']:.3f} "
                f"| {row['at 1 % of outsiders']:.3f} | {row['at 5 % of recombined']:.3f} "
                f"| {speed['p50_ms']} / {speed['p95_ms']} | {speed['queries_a_second']} |"
            )
        lines.append(
            f"\n{result['system']}: {result['parties']:,} parties, {result['names']:,} names; built in "
            f"{result['build_seconds']} s, {result['memory_mb']} MB more memory; loaded in {result['load_seconds']} s; "
            f"a million additions took {result['machine_ms']} ms while it was measured\n"
        )
    return "\n".join(lines)


def main() -> None:
    """Run and print; `--json FILE` keeps the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--parties", type=int, default=20_000)
    parser.add_argument("--half", default="test", choices=["test", "tuning"])
    parser.add_argument("--most", type=int, default=400, help="queries of each set")
    parser.add_argument("--peers", action="store_true")
    parser.add_argument("--json", type=Path)
    given = parser.parse_args()
    parties, asked = world(Path(os.environ["YALU_REAL_DATA"]), given.parties)
    sets: dict[str, list[Asked]] = defaultdict(list)
    for query in kept(asked, given.half):
        if len(sets[query.set]) < given.most:
            sets[query.set].append(query)
    results = [measure(s, parties, sets) for s in [Yalu(), *(installed_peers() if given.peers else [])]]
    print(table(results))
    if given.json:
        given.json.write_text(json.dumps(results, indent=1))


if __name__ == "__main__":
    main()
