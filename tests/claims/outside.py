"""Errors that others printed, checked against the case: how often the slip is named.

Run ``python tests/claims/outside.py`` from the root of the project to print the rates of docs/claims.md.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import yaml

import yalu

FILE = Path(__file__).parents[1] / "golden" / "claims" / "outside.yaml"
HALVES = {"seen": "named by an outside review before", "held_out": "found afterwards, nothing changed"}
Outcome = tuple[str, str, tuple[str, ...]]  # the half, the verdict, the kinds of slips offered


def errors() -> list[Any]:
    """The printed errors, in the order of their file."""
    return list(yaml.safe_load(FILE.read_text(encoding="utf-8")))


def outcomes() -> list[tuple[Any, str, tuple[str, ...]]]:
    """Each error with its verdict and the slips offered, the the strongest explanation first."""
    claims = yalu.open_case("china-dprk").claims
    found = []
    for row in errors():
        given = row["given"]
        judged = claims.test(given["about"], given["stated"], **given["with"])
        found.append((row, judged.verdict, tuple(slip.kind for slip in judged.slips)))
    return found


def table() -> list[str]:
    """The rates as the table of docs/claims.md."""
    lines = [
        "| printed errors | errors | contradicted | cannot say | slip named first | another slip first |",
        "| --- | --- | --- | --- | --- | --- |",
    ]
    found = outcomes()
    for half, words in HALVES.items():
        mine = [(row["kind"], verdict, slips) for row, verdict, slips in found if row["half"] == half]
        named = sum(bool(slips) and slips[0] == kind for kind, _, slips in mine)
        other = sum(bool(slips) and slips[0] != kind for kind, _, slips in mine)
        against = sum(verdict == "contradicted" for _, verdict, _ in mine)
        unsure = sum(verdict == "cannot_say" for _, verdict, _ in mine)
        lines.append(f"| {words} | {len(mine)} | {against} | {unsure} | {named} | {other} |")
    return lines


def main() -> None:
    """Print the table, with each error under ``-v``."""
    print("\n".join(table()))
    if "-v" in sys.argv:
        for row, verdict, slips in outcomes():
            print(
                f"{row['half']:9} {verdict:13} {row['kind'] or '-':18} {', '.join(slips) or '-':40} {row['name']}"
            )


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parents[2] / "src"))
    main()
