"""How long the full grid of all encoded claims takes; the goal is five seconds.

    python bench/claims.py [--case NAME]

Opens the case, reads the claims, and judges each by today and by its own day, with every reading, slip
and trail. Prints one JSON object.
"""

from __future__ import annotations

import argparse
import json
import time

import yalu

GOAL_SECONDS = 5.0


def main() -> None:
    """Measure once, with nothing remembered."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--case", default="china-dprk")
    name = arguments.parse_args().case
    opened = yalu.open_case(name)
    start, busy = time.perf_counter(), time.process_time()
    rows = opened.claims.check()
    took, worked = time.perf_counter() - start, time.process_time() - busy
    judged = [
        one for row in rows for one in (row.today, row.then) if one is not None and one.grid is not None
    ]
    readings = sum(len(one.grid.rows) for one in judged if one.grid is not None)
    print(json.dumps({
        "claims": len(rows), "verdicts": len(judged), "readings": readings, "seconds": round(took, 2), "cpu_seconds": round(worked, 2),
        "goal_seconds": GOAL_SECONDS, "met": took <= GOAL_SECONDS,
    }))  # fmt: skip


if __name__ == "__main__":
    main()
