"""No verdict is written by hand: without the facts under a claim the answer is that nobody can say."""

from __future__ import annotations

from functools import lru_cache

import msgspec
import pytest

import yalu
from yalu.case.records import Case
from yalu.claims.evidence import Evidence
from yalu.claims.facade import Claims
from yalu.claims.records import Claim, JudgedClaim
from yalu.claims.verdicts.judgement import safely
from yalu.law.text.regimes import Regime, open_regime

TABLES = (
    "visits",
    "events",
    "tenures",
    "flows",
    "shares",
    "published",
    "tours",
    "steps",
    "actions",
    "amounts",
    "responses",
    "deals",
    "nodes",
    "links",
    "knowledge",
)
MOST_ROUNDS = 60


@lru_cache(maxsize=1)
def claims() -> Claims:
    return yalu.open_case("china-dprk").claims


def checkable() -> list[Claim]:
    return [claim for claim in claims().all if not claim.not_checkable]


def rests_on(judged: JudgedClaim) -> set[str]:
    """The rows in the trail of a verdict, used and left out."""
    if judged.figure is None:
        return set()
    return {row.id for row in (*judged.figure.trail.rows, *judged.figure.trail.left_out)}


def without(case: Case, regime: Regime, gone: set[str]) -> Evidence:
    """The case and the law as they would be had nobody recorded those rows."""
    rows = {name: tuple(row for row in getattr(case, name) if row.id not in gone) for name in TABLES}
    law = msgspec.structs.replace(
        regime,
        measures=tuple(m for m in regime.measures if m.id not in gone),
        instruments={name: one for name, one in regime.instruments.items() if name not in gone},
    )
    return Evidence(msgspec.structs.replace(case, **rows), law)


@pytest.mark.parametrize("claim", checkable(), ids=lambda claim: claim.id)
def test_without_the_facts_under_it_nobody_can_say(claim: Claim) -> None:
    case, regime = claims().case, open_regime("un-dprk")
    gone: set[str] = set()
    judged = safely(claims().evidence, claim)
    assert judged.verdict == "cannot_say" or rests_on(judged), "a verdict without a trail"
    for _ in range(
        MOST_ROUNDS
    ):  # what remains may still give an answer: it then has a trail of its own, and goes too
        if judged.verdict == "cannot_say":
            return
        fresh = rests_on(judged) - gone
        assert fresh, f"{claim.id} is {judged.verdict} by facts that are gone: {judged.reason}"
        gone |= fresh
        judged = safely(without(case, regime, gone), claim)
    raise AssertionError(f"{claim.id} still {judged.verdict} after {len(gone)} rows: {judged.reason}")
