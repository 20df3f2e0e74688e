"""How long the bundled site takes to build, what a page weighs, and how the grid grows.

Run: `make bench`, or `python bench/site.py`. Prints medians of several runs in one process, after one
warm-up. Limits named beside each figure are the project's own; there is no peer that builds this.
"""

from __future__ import annotations

import platform
import random
import shutil
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
from yalu.site.build import build_site
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
            row("build the bundled site", timed(lambda: build_site(case, folder / "site"), 3), "limit 10 s")
        )
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
