"""The decision table: what a user is shown (stop, review, clear), for changed listed names and for free persons.

Run: `YALU_HOME=HOME python bench/decisions.py [--half test] [--most 400]` over the lists kept in that home, names
alone asked. Rules and thresholds are fitted on the tuning half only. `--write FILE` keeps what was asked for
bench/logic_decisions.py; `--logic FILE` shows its answers beside Yalu's, at its own threshold and at the one that gives
Yalu's rate of false alerts. `--every` asks every listed name exactly; `--noise 100000` asks random short strings.
"""

from __future__ import annotations

import argparse
import json
import random
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from time import process_time
from typing import NamedTuple

from changes import CHANGES, Altered, altered
from populations import POPULATIONS, invented
from yalu.screening.decisions.records import Decision
from yalu.screening.query_input import ask
from yalu.screening.screener import Screening

LOGIC = 0.7  # the threshold its makers use
_TOGETHER = 200  # questions asked at a time


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
    """The decision on each name, asked by name alone and without judgements on file."""
    out: list[Decision] = []
    for start in range(0, len(names), _TOGETHER):
        part = names[start : start + _TOGETHER]
        out += screening.decide_many([ask(name) for name in part], judgements=[()] * len(part))
    return out


def changed_rows(screening: Screening, asked: dict[str, list[Altered]], kept: list[str]) -> Iterable[Row]:
    """A row for each kind of change; ``kept`` gathers the names that were cleared."""
    for change in CHANGES:
        rows = asked[change.kind]
        answers = list(zip(rows, decided(screening, [r.name for r in rows]), strict=True))
        count = Counter(d.outcome for _, d in answers)
        unseen = sum(d.outcome != "clear" and r.party not in {w.party for w in d.weighed} for r, d in answers)
        kept += [
            f"{change.kind}\t{r.listed}\t{r.name}\t{r.party}" for r, d in answers if d.outcome == "clear"
        ]
        yield Row(change.kind, len(rows), count["stop"], count["review"], count["clear"], unseen, change.goal)


def free_rows(screening: Screening, asked: dict[str, list[str]], kept: list[str]) -> Iterable[Row]:
    """A row for each population; ``kept`` gathers what alerted and why."""
    for population, goal in POPULATIONS.items():
        answers = list(zip(asked[population], decided(screening, asked[population]), strict=True))
        count = Counter(d.outcome for _, d in answers)
        for name, d in answers:
            if d.outcome != "clear" and d.weighed:
                best, match = d.weighed[0], d.weighed[0].match
                printed = (match.score, match.fit, match.bearers) if match else ()
                kept.append(
                    "\t".join(map(str, (population, name, d.outcome, best.name, best.rule, *printed)))
                )
        yield Row(population, len(answers), count["stop"], count["review"], count["clear"], 0, goal)


def changed_table(rows: Sequence[Row], logic: dict[str, list[float]], level: float) -> Iterable[str]:
    """Shares of each kind of change, with what logic-v2 clears."""
    yield f"| change to a listed name | n | stop | review | clear | entry not shown | goal | logic-v2 clears at {LOGIC}; at {level:.2f} |"
    yield "| --- " * 8 + "|"
    for r in rows:
        n = max(r.asked, 1)
        theirs = (
            [sum(s < at for s in logic[r.title]) / len(logic[r.title]) for at in (LOGIC, level)]
            if r.title in logic
            else []
        )
        yield (
            f"| {r.title} | {r.asked} | {r.stop / n:.3f} | {r.review / n:.3f} | {r.clear / n:.3f} "
            f"| {r.unseen / n:.3f} | ≤ {r.goal:g} | {'; '.join(f'{x:.3f}' for x in theirs)} |"
        )


def free_table(rows: Sequence[Row], logic: dict[str, list[float]], level: float) -> Iterable[str]:
    """Alerts per 1,000 free persons of each population, with those of logic-v2."""
    yield f"| free persons, per 1,000 | n | stop | review | alerts | goal | logic-v2 alerts at {LOGIC}; at {level:.2f} |"
    yield "| --- " * 7 + "|"
    for r in rows:
        n = max(r.asked, 1) / 1000
        theirs = (
            [1000 * sum(s >= at for s in logic[r.title]) / len(logic[r.title]) for at in (LOGIC, level)]
            if r.title in logic
            else []
        )
        yield (
            f"| {r.title} | {r.asked} | {r.stop / n:.0f} | {r.review / n:.0f} | {(r.stop + r.review) / n:.0f} "
            f"| ≤ {r.goal:g} | {'; '.join(f'{x:.0f}' for x in theirs)} |"
        )


def level_of(rows: Sequence[Row], logic: dict[str, list[float]]) -> float:
    """The threshold at which logic-v2 alerts as often over all populations as Yalu did."""
    scores = sorted((s for r in rows for s in logic.get(r.title, [])), reverse=True)
    share = sum(r.stop + r.review for r in rows) / max(sum(r.asked for r in rows), 1)
    return scores[min(int(share * len(scores)), len(scores) - 1)] + 1e-4 if scores else LOGIC


def every_name(screening: Screening) -> Iterable[str]:
    """Listed names that are cleared when asked letter for letter; of entries still listed."""
    names = sorted({n.text for p in screening.loaded.parties if p.delisted is None for n in p.names})
    for name, decision in zip(names, decided(screening, names), strict=True):
        if decision.outcome == "clear":
            yield name


def noise(screening: Screening, wanted: int) -> Counter[str]:
    """The outcomes of random strings of two to four signs, and of names read in a wrong encoding: none may fail."""
    chance = random.Random(20170418)
    blocks = [(0x4E00, 0x9FFF), (0xAC00, 0xD7A3), (0x0620, 0x064A), (0x61, 0x7A), (0x3400, 0x4DBF)]
    names = []
    for number in range(wanted):
        low, high = blocks[number % len(blocks)]
        text = "".join(chr(chance.randint(low, high)) for _ in range(chance.randint(2, 4)))
        names.append(text.encode().decode("latin-1") if number % 7 == 0 else text)
    return Counter(d.outcome for d in decided(screening, names))


def main() -> None:
    """Ask everything and print both tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--half", default="test", choices=["test", "tuning"])
    parser.add_argument("--most", type=int, default=400, help="questions of each kind")
    parser.add_argument(
        "--keep", type=Path, help="folder for the names that were cleared and those that alerted"
    )
    parser.add_argument("--write", type=Path)
    parser.add_argument("--logic", type=Path)
    parser.add_argument("--every", action="store_true")
    parser.add_argument("--noise", type=int, default=0)
    given = parser.parse_args()
    screening = Screening()
    if given.every:
        cleared = list(every_name(screening))
        print(f"{len(cleared)} listed names are cleared when asked letter for letter: {cleared[:20]}")
    if given.noise:
        print(f"random strings: {dict(noise(screening, given.noise))}")
    changes, free = (
        altered(screening.loaded.parties, given.half, given.most),
        invented(given.half, given.most),
    )
    if given.write:
        asked = {**{k: [r.name for r in rows] for k, rows in changes.items()}, **free}
        parties = [
            [p.id, p.schema, [n.text for n in p.names]]
            for p in screening.loaded.parties
            if p.delisted is None
        ]
        given.write.write_text(json.dumps({"parties": parties, "asked": asked}), encoding="utf-8")
    logic = json.loads(given.logic.read_text(encoding="utf-8")) if given.logic else {}
    start = process_time()
    missed: list[str] = []
    alerts: list[str] = []
    changed, strangers = (
        list(changed_rows(screening, changes, missed)),
        list(free_rows(screening, free, alerts)),
    )
    level = level_of(strangers, logic)
    print("\n".join([*changed_table(changed, logic, level), "", *free_table(strangers, logic, level)]))
    seconds = process_time() - start
    total = sum(r.asked for r in (*changed, *strangers))
    print(
        f"\n{len(screening.loaded.parties):,} entries, {given.half} half, {1000 * seconds / total:.1f} ms a question"
    )
    if given.keep:
        given.keep.mkdir(parents=True, exist_ok=True)
        (given.keep / "cleared.tsv").write_text("\n".join(missed), encoding="utf-8")
        (given.keep / "alerts.tsv").write_text("\n".join(alerts), encoding="utf-8")


if __name__ == "__main__":
    main()
