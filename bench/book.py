"""A book end to end: read, decided, logged, written, in rows a second, with one worker and with all.

Run: `YALU_HOME=FOLDER python bench/book.py [--rows 10000] [--workers 1,2]` over the lists kept in that home. The book
is made by a fixed seed: one row in eight is a changed listed name, the others are invented free persons of
many populations, some with birth dates and countries.
"""

from __future__ import annotations

import argparse
import csv
import os
import random
import tempfile
from datetime import date
from pathlib import Path
from time import perf_counter

from changes import altered
from populations import invented
from yalu.screening.books.book_run import screen_book
from yalu.screening.books.workers import open_decider
from yalu.screening.screener import Screening

SEED = 20261128


def made_book(path: Path, screening: Screening, rows: int) -> None:
    """Write a book of so many rows: reference, name, birth, country."""
    chance = random.Random(SEED)
    listed = [
        one.name for ones in altered(list(screening.loaded.parties), "test", 300).values() for one in ones
    ]
    free = [name for names in invented("test", 400).values() for name in names]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["Customer No", "Name", "Date of birth", "Country"])
        for number in range(rows):
            name = chance.choice(listed if chance.random() < 0.125 else free)
            birth = f"{chance.randint(1940, 2003)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"
            writer.writerow(
                [
                    f"C{number:06}",
                    name,
                    birth if chance.random() < 0.5 else "",
                    chance.choice(["", "DE", "CN", "RU", "KR"]),
                ]
            )


def main() -> None:
    """Time the book with each number of workers, and compare the bytes of the results."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--rows", type=int, default=10_000)
    parser.add_argument("--workers", default=f"1,{os.cpu_count()}")
    asked = parser.parse_args()
    screening = Screening()
    kept: bytes | None = None
    with tempfile.TemporaryDirectory() as folder:
        book = Path(folder) / "book.csv"
        made_book(book, screening, asked.rows)
        screening.decide_many([])  # the index is opened before the clock starts
        for workers in (int(n) for n in asked.workers.split(",")):
            out = Path(folder) / f"out{workers}.csv"
            begun = perf_counter()
            with open_decider(screening, workers) as decider:
                found = screen_book(book, out, screening, on=date(2026, 11, 28), decider=decider)
            spent = perf_counter() - begun
            outcomes = ", ".join(f"{n} {word}" for word, n in found.outcomes.items())
            print(f"{workers} workers: {asked.rows / spent:,.0f} rows a second ({spent:.1f} s); {outcomes}")
            same = kept is None or kept == out.read_bytes()
            kept = out.read_bytes()
            print(f"  equal bytes: {'yes' if same else 'NO'}")


if __name__ == "__main__":
    main()
