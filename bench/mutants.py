"""How many small changes the tests noticed, by module, from the last mutation run.

Run: `make mutants` (or `mutmut run`, then `python bench/mutants.py [--survivors]`). A change that no test reaches counts
as one that survived; one that ran out of time counts as noticed.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from collections import Counter
from pathlib import Path

NOTICED = frozenset({"killed", "timeout", "suspicious", "segfault"})
LEFT_OUT = frozenset({"not checked", "skipped", "caught by type check"})


def main() -> int:
    """Print a table of modules with the share of changes noticed; 1 when it is below 85 %."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--survivors", action="store_true", help="name every change that survived")
    asked = parser.parse_args()
    mutmut = Path(sys.executable).with_name("mutmut")
    told = subprocess.run(
        [mutmut, "results", "--all", "true"], capture_output=True, text=True, check=True
    ).stdout
    made: Counter[str] = Counter()
    noticed: Counter[str] = Counter()
    for line in told.splitlines():
        name, _, status = line.strip().rpartition(": ")
        if not name.startswith("yalu.") or status in LEFT_OUT:
            continue
        module = ".".join(name.split(".")[1:3])
        made[module] += 1
        noticed[module] += status in NOTICED
        if asked.survivors and status not in NOTICED:
            print(name, status)
    for module in sorted(made):
        print(f"{module:40} {noticed[module]:5} of {made[module]:5}  {noticed[module] / made[module]:6.1%}")
    total, caught = sum(made.values()), sum(noticed.values())
    share = caught / total if total else 0.0
    print(f"{'all':40} {caught:5} of {total:5}  {share:6.1%}")
    return 0 if share >= 0.85 else 1


if __name__ == "__main__":
    sys.exit(main())
