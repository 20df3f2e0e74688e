"""Decision tables: how readings combine to a verdict, and how parts and their strengths combine to that of a sentence."""

from __future__ import annotations

from itertools import product
from pathlib import Path
from typing import Any

import msgspec
import pytest
import yaml

from yalu.claims.records import Checked, Claim, GridRow, JudgedClaim, ReadingGrid, ReadStatement, Role
from yalu.claims.verdicts.joint import judge_together
from yalu.claims.verdicts.judgement import combined_verdict
from yalu.vocabulary.intervals import point
from yalu.vocabulary.strength import Quality, Strength, Support

FILE = Path(__file__).parents[1] / "golden" / "claims" / "combined.yaml"
STANDS = {"agrees": "supports", "differs": "against", "open": "cannot_say", "unknown": "cannot_say"}


def row(stand: str, role: Role, **choices: str) -> GridRow:
    value = None if stand == "unknown" else 1.0
    shown = "cannot say" if stand == "unknown" else "1 t"
    return GridRow(choices=choices, role=role, shown=shown, value=value, stand=STANDS[stand])  # type: ignore[arg-type]


def grid(readings: list[str], other: list[str]) -> ReadingGrid:
    own = [row(one, "open" if n else "main", rules=f"r{n}") for n, one in enumerate(readings)]
    rows = (*own, *(row(one, "other", ledger=f"l{n}") for n, one in enumerate(other)))
    return ReadingGrid(
        rows=rows,
        readings=len(rows),
        computed=len(rows),
        supporting=0,
        share=None,
        corner=False,
        nearest=None,
    )


@pytest.mark.parametrize(
    "case", yaml.safe_load(FILE.read_text(encoding="utf-8")), ids=lambda case: case["name"]
)
def test_readings_combine_to_a_verdict(case: dict[str, Any]) -> None:
    printed = case["given"]
    statement = ReadStatement(text="1 t", kind="value", unit="t", interval=point(1), value=1.0)
    found = combined_verdict(statement, grid(printed["readings"], printed.get("other", [])))
    assert found.verdict == case["expect"], found.reason


def test_every_pair_of_stands_is_in_the_table() -> None:
    table = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    given = {tuple(case["given"]["readings"]) for case in table if "other" not in case["given"]}
    assert {(one,) for one in STANDS} <= given
    named = {pair for pair in given if len(pair) == 2}
    assert {frozenset(pair) for pair in named} >= {
        frozenset(p) for p in (("agrees", "differs"), ("differs", "open"))
    }


def part(name: str, stand: str, quality: Quality, by: str = "") -> Checked:
    """One claim with one reading and one row under it; its own verdict is capped as ``judge`` caps it."""
    strength = Strength((Support(kind="row", id=name, quality=quality, by=by),))
    reported = strength.reporters if strength.only_reported else ""
    own = {"agrees": "supported", "differs": "contradicted", "unknown": "cannot_say"}[stand]
    verdict = own if strength.certain or reported else "cannot_say"
    claim = Claim(
        id=name, article="a", who="w", where="x", published="2017", quote="q", topic="t", together="one"
    )
    judged = JudgedClaim(
        verdict=verdict, reason="", ours="", stated="", grid=grid([stand], []), strength=strength,
        as_reported_by=reported if verdict != "cannot_say" else "",
    )  # fmt: skip
    return Checked(id=f"claim/{name}", claim=claim, today=judged)


def expected(parts: tuple[tuple[str, Quality], ...]) -> str:
    """A part that rests on doubted rows decides nothing; one that fails denies the whole; one unknown leaves it open."""
    stands = ["unknown" if quality == "doubted" else stand for stand, quality in parts]
    if "differs" in stands:
        return "contradicted"
    return "cannot_say" if "unknown" in stands else "supported"


QUALITIES: tuple[Quality, ...] = ("sound", "own", "doubted")
PARTS = list(product(("agrees", "differs", "unknown"), QUALITIES))


@pytest.mark.parametrize("parts", list(product(PARTS, PARTS)), ids=str)
def test_parts_and_strengths_combine_to_the_verdict_on_a_sentence(
    parts: tuple[tuple[str, Quality], ...],
) -> None:
    checked = [part(f"p{n}", stand, quality, by=f"Daily {n}") for n, (stand, quality) in enumerate(parts)]
    found = judge_together("one", checked)
    assert found.verdict == expected(parts), found.reason
    reporters = [
        f"Daily {n}" for n, (stand, quality) in enumerate(parts) if quality == "own" and stand != "unknown"
    ]
    assert found.as_reported_by == ("" if found.verdict == "cannot_say" else " and ".join(reporters))


def test_a_report_among_sound_parts_makes_the_whole_as_reported() -> None:
    found = judge_together("one", [part("p", "agrees", "sound"), part("q", "agrees", "own", by="The Daily")])
    assert (found.verdict, found.as_reported_by) == ("supported", "The Daily")
    assert found.reason.endswith("q is as reported by The Daily")


def test_a_part_that_was_withheld_though_its_rows_are_sound_decides_nothing() -> None:
    """As where a table is not declared complete: the readings disagree, and the verdict is cannot_say all the same."""
    for stand in ("agrees", "differs"):
        half = part("p", stand, "sound")
        assert half.today is not None
        withheld = msgspec.structs.replace(
            half, today=msgspec.structs.replace(half.today, verdict="cannot_say")
        )
        assert judge_together("one", [withheld, part("q", "agrees", "sound")]).verdict == "cannot_say"
