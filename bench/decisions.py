"""The decision table: what a user is told (stop, review, clear), for changed listed names and for free persons.

Run: `YALU_HOME=FOLDER python bench/screening.py --decisions [--half test] [--most 400] [--peer logic.json]` over
the lists kept in that home. Rules and thresholds are fitted on the tuning half only.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from time import perf_counter
from typing import NamedTuple

from changes import CHANGES, Altered, altered
from populations import POPULATIONS, invented
from yalu.screening.asking import ask
from yalu.screening.deciding.records import Decision
from yalu.screening.facade import Screening


class Row(NamedTuple):
    """One kind of question with what was answered; ``goal`` is the most that may be cleared, or alert."""

    title: str
    asked: int
    stop: int
    review: int
    clear: int
    unseen: int  # answered with an alert, but the entry that was changed is not among those shown
    goal: float


def decided(screening: Screening, names: Sequence[str]) -> list[Decision]:
    """The decision on each name, asked by name alone."""
    out: list[Decision] = []
    for start in range(0, len(names), 200):
        out += screening.decide_many([ask(name) for name in names[start : start + 200]], judgements=[()] * len(names[start : start + 200]))
    return out


def changed_rows(screening: Screening, asked: dict[str, list[Altered]], slips: list[str]) -> Iterable[Row]:
    """A row for each kind of change; ``slips`` gathers the names that were cleared."""
    for change in CHANGES:
        rows = asked[change.kind]
        answers = decided(screening, [r.name for r in rows])
        count = Counter(d.outcome for d in answers)
        unseen = sum(
            d.outcome != "clear" and r.party not in {w.party for w in d.weighed}
            for r, d in zip(rows, answers, strict=True)
        )
        slips += [f"{change.kind}\t{r.listed}\t{r.name}\t{r.party}" for r, d in zip(rows, answers, strict=True) if d.outcome == "clear"]
        yield Row(change.kind, len(rows), count["stop"], count["review"], count["clear"], unseen, change.goal)


def free_rows(screening: Screening, asked: dict[str, list[str]], alerts: list[str]) -> Iterable[Row]:
    """A row for each population; ``alerts`` gathers what alerted and why."""
    for population, goal in POPULATIONS.items():
        answers = decided(screening, asked[population])
        count = Counter(d.outcome for d in answers)
        alerts += [
            f"{population}\t{n}\t{d.outcome}\t{d.weighed[0].name}\t{d.weighed[0].rule}\t{d.weighed[0].match.score if d.weighed[0].match else 0}\t{d.weighed[0].match.fit if d.weighed[0].match else ''}\t{d.weighed[0].match.bearers if d.weighed[0].match else ''}"
            for n, d in zip(asked[population], answers, strict=True)
            if d.outcome != "clear"
        ]
        yield Row(population, len(answers), count["stop"], count["review"], count["clear"], 0, goal)


def told(rows: Iterable[Row], free: bool) -> Iterable[str]:
    """Rows as Markdown: shares for changes, alerts per 1,000 for free persons."""
    if free:
        yield "| free persons, per 1,000 | n | stop | review | alerts | goal |\n| --- | --- | --- | --- | --- | --- |"
        for r in rows:
            n = max(r.asked, 1) / 1000
            alerts = r.stop + r.review
            yield f"| {r.title} | {r.asked} | {r.stop / n:.0f} | {r.review / n:.0f} | {alerts / n:.0f} | ≤ {r.goal:g} |"
        return
    yield "| change to a listed name | n | stop | review | clear | entry not shown | goal |\n| --- | --- | --- | --- | --- | --- | --- |"
    for r in rows:
        n = max(r.asked, 1)
        yield (
            f"| {r.title} | {r.asked} | {r.stop / n:.3f} | {r.review / n:.3f} | {r.clear / n:.3f} "
            f"| {r.unseen / n:.3f} | ≤ {r.goal:g} |"
        )


def print_table(which: str, most: int, keep: Path | None) -> None:
    """Ask everything and print both tables; ``keep`` gets the names that were cleared and those that alerted."""
    screening = Screening()
    missed: list[str] = []
    alerts: list[str] = []
    start = perf_counter()
    print("\n".join(told(changed_rows(screening, altered(screening.loaded.parties, which, most), missed), free=False)))
    print()
    print("\n".join(told(free_rows(screening, invented(which, most), alerts), free=True)))
    print(f"\n{len(screening.loaded.parties):,} entries, {which} half, {perf_counter() - start:.0f} s")
    if keep:
        keep.mkdir(parents=True, exist_ok=True)
        (keep / "cleared.tsv").write_text("\n".join(missed), encoding="utf-8")
        (keep / "alerts.tsv").write_text("\n".join(alerts), encoding="utf-8")
