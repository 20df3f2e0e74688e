"""How long the bundled site takes to build, what a page weighs, and how the grid grows.

Run: `make bench`, or `python bench/site.py`. Prints medians of several runs; a build is a whole command
in a process of its own, the rest is asked in this one after a warm-up. Limits named beside each figure are
the project's own; there is no peer that builds this.
"""

from __future__ import annotations

import csv
import os
import platform
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from statistics import median
from time import perf_counter

import msgspec

from yalu import __version__
from yalu.case.package import find_case, read_case
from yalu.case.records import Case
from yalu.visits.grid import grid
from yalu.vocabulary.dates import parse_date

RUNS = 5
SYNTHETIC_VISITS = 100_000


def timed(work: Callable[[], object], runs: int = RUNS) -> list[float]:
    """Seconds of each counted run, after one that is not counted."""
    work()
    seconds = []
    for _ in range(runs):
        began = perf_counter()
        work()
        seconds.append(perf_counter() - began)
    return seconds


def commands(folder: Path, case: Case, how: str, runs: int = 3) -> list[float]:
    """Seconds of whole commands, with the start of Python: with no drawing kept, with all kept, with a row that changed."""
    home, copy, seconds = folder / "home", folder / case.id, []
    if how == "changed":
        shutil.copytree(case.path, copy)
    for run in range(runs):
        if how == "anew":
            shutil.rmtree(home, ignore_errors=True)
        if how == "changed":
            with (copy / "visits.csv").open(encoding="utf-8", newline="") as stream:
                names, *rows = csv.reader(stream)
            rows[run][names.index("notes")] += " Read again."
            with (copy / "visits.csv").open("w", encoding="utf-8", newline="") as stream:
                csv.writer(stream).writerows([names, *rows])
        asked = ["--case", str(copy)] if how == "changed" else []
        began = perf_counter()
        subprocess.run(
            [str(Path(sys.executable).with_name("yalu")), "build", "--out", str(folder / "site"), *asked],
            check=True, stdout=subprocess.DEVNULL, env=os.environ | {"YALU_HOME": str(home)},
        )  # fmt: skip
        seconds.append(perf_counter() - began)
    return seconds


def many_visits(case: Case, count: int) -> Case:
    """The case with its visits repeated on days drawn with a fixed seed over the observed window."""
    draw = random.Random(1953)
    first, last = case.observed.start or date(1953, 7, 27), case.observed.end or date(2026, 11, 21)
    span = (last - first).days
    rows = []
    for number in range(count):
        base = case.visits[draw.randrange(len(case.visits))]
        day = parse_date((first + timedelta(draw.randrange(span))).isoformat())
        rows.append(msgspec.structs.replace(base, id=f"S{number:06d}", start=day, end=None, journey=""))
    return msgspec.structs.replace(case, visits=tuple(rows))


def row(what: str, seconds: list[float], limit: str) -> str:
    return f"{what:<58} {median(seconds):>7.2f} s   {min(seconds):>6.2f}–{max(seconds):.2f}   {limit}"


def main() -> None:
    case = read_case(find_case("china-dprk"))
    folder = Path(tempfile.mkdtemp())
    try:
        print(
            f"Yalu {__version__}, data {case.data_version}, Python {platform.python_version()}, {RUNS} runs, medians"
        )
        print(row("read and check the bundled case", timed(lambda: read_case(case.path)), ""))
        print(
            row("build the bundled site, nothing drawn before", commands(folder, case, "anew"), "limit 10 s")
        )
        print(row("build it again", commands(folder, case, "again"), "limit 10 s"))
        print(row("build it after one visit changed", commands(folder, case, "changed"), "limit 3 s"))
        pages = sorted((p.stat().st_size, p.name) for p in (folder / "site").rglob("*.html"))
        heaviest, name = pages[-1]
        print(
            f"{'heaviest page of ' + str(len(pages)):<58} {heaviest / 1000:>7.0f} kB  {name}   limit 200 kB"
        )
        large = many_visits(case, SYNTHETIC_VISITS)
        cells = len(grid(large).cells)
        print(
            row(
                f"grid of {cells} cells over {SYNTHETIC_VISITS:,} visits",
                timed(lambda: grid(large), 3),
                "limit 5 s",
            )
        )
    finally:
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()
