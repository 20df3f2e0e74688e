"""Sentences about decisions in tests/golden/screening-decisions.yaml hold under the bundled policy."""

from datetime import date
from pathlib import Path

import pytest
import yaml

from tests.screening.small_index import covering, match, party
from yalu.screening.decisions.decision import DecisionContext, decide
from yalu.screening.decisions.same_party import SamePartyGroups
from yalu.screening.decisions.screening_policy import read_policy
from yalu.screening.query_input import ask
from yalu.screening.records import DateSpan, Identifier, PartyName
from yalu.vocabulary.dates import parse_date

GOLDEN = Path(__file__).parents[2] / "golden" / "screening-decisions.yaml"
CASES = yaml.safe_load(GOLDEN.read_text(encoding="utf-8"))["cases"]


def decided(given):
    held = party(
        given["listed"],
        "X1",
        schema=given.get("schema", "Person"),
        more=(PartyName(given["recorded"], kind=given.get("recorded_kind", "strong"), script="hangul"),)
        if "recorded" in given
        else (),
        births=(DateSpan(given["born"]),) if "born" in given else (),
        identifiers=tuple(Identifier(kind, given[kind]) for kind in ("imo", "passport") if kind in given),
        delisted=parse_date(given["delisted"]) if "delisted" in given else None,
        listed=parse_date(given["listed_on"]) if "listed_on" in given else None,
    )
    asked = ask(
        given["name"],
        schema=given.get("asked_schema", ""),
        births=[given["asked"]] if "asked" in given else [],
        identifiers=[
            (kind, given[f"asked_{kind}"]) for kind in ("imo", "passport") if f"asked_{kind}" in given
        ],
    )
    found = match(
        held,
        name=given["listed"],
        kind=given.get("kind", "primary"),
        alerts=given["alerts"],
        score=given.get("score", 0.9),
        reason=given.get("reason", "exact"),
        omitted=given.get("omitted", ()),
        birth=given.get("birth", ""),
        marks=given.get("marks", ()),
        fit=given.get("fit"),
        bearers=given.get("bearers", 0.0),
        namesakes=given.get("namesakes", 1),
    )
    ground = DecisionContext(
        parties={held.id: held},
        clusters=SamePartyGroups([held]),
        policy=read_policy(),
        snapshots=("un@2026-01-01#0",),
        coverage=covering([held], as_of=given.get("copied", "2026-01-01")),
        index="x",
        on=date(2026, 1, 1),
    )
    return decide(asked.query, [found], ground, (), asked.notes)


@pytest.mark.parametrize("case", CASES, ids=lambda c: c["name"])
def test_a_sentence_about_a_decision_holds(case):
    found, expect = decided(case["match"]), case["expect"]
    assert found.outcome == expect["outcome"], found.reason
    assert found.reason
    if "rule" in expect:
        assert found.best.rule == expect["rule"]
    if "needs" in expect:
        assert any(expect["needs"] in need for need in found.needs)
    if "reason_has" in expect:
        assert expect["reason_has"] in " ".join((found.reason, *found.best.reasons))
    if "weighed" in expect:
        assert len(found.weighed) == expect["weighed"]
