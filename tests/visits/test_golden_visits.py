"""The sentences of tests/golden/visits.yaml, checked against the bundled case."""

from datetime import date
from functools import cache
from pathlib import Path

import pytest
import yaml

from yalu.opening import OpenCase, open_case
from yalu.visits.rules.counts import decide

SENTENCES = yaml.safe_load((Path(__file__).parents[1] / "golden" / "visits.yaml").read_text(encoding="utf-8"))


@cache
def opened(known_by: str | None) -> OpenCase:
    return open_case("china-dprk", known_by=known_by)


def text(value: object) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)


@pytest.mark.parametrize("sentence", SENTENCES, ids=[s["name"] for s in SENTENCES])
def test_sentence(sentence: dict) -> None:
    given, expect = sentence["given"], sentence["expect"]
    case = opened(text(given["known_by"]) if "known_by" in given else None)
    CHECKS[given["ask"]](case, given, expect)


def check_frequency(case: OpenCase, given: dict, expect: dict) -> None:
    rows = case.visits.frequency(rules=given["rules"], eras=given["eras"], weight=given.get("weight", 1.0))
    row = next(r for r in rows if r.leader == given["leader"])
    seen = {
        "value": row.figure.value,
        "prints": row.figure.shown,
        "visits": row.tally.count,
        "summits": row.tally.summits,
        "years": row.years,
        "start": row.start,
        "end": row.end,
    }
    for key, value in expect.items():
        assert seen[key] == (pytest.approx(value) if isinstance(value, float) else value), key
    assert len(row.figure.trail.rows) == row.tally.count


def check_latency(case: OpenCase, given: dict, expect: dict) -> None:
    after = [given.get("kind", "nuclear_test")]
    found = case.visits.latency(rules=given["rules"], after=after, direction=given.get("direction", "both"))
    row = next(r for r in found.responses if r.date == text(given["event"]))
    for key, value in expect.items():
        if key == "marks":
            assert {m.what: m.day for m in row.marks if m.what in value} == value
        elif key == "by_rule":
            assert value in row.by_rule
        else:
            assert getattr(row, key) == value, key


def check_published(case: OpenCase, given: dict, expect: dict) -> None:
    row = next(r for r in case.visits.published() if r.published == given["id"])
    assert row.standing == expect["standing"], row.reason
    if "prints" in expect:
        assert row.ours == expect["prints"]
    if "value" in expect:
        assert row.figure.value == expect["value"]
    for part in expect.get("reason_has", ()):
        assert part in row.reason


def check_gaps(case: OpenCase, given: dict, expect: dict) -> None:
    found = case.visits.gaps(rules=given["rules"], on=given["day"])
    assert found.figure.value == expect["days"]
    for bound in ("low", "high"):
        assert getattr(found.figure, bound) == expect.get(f"days_{bound}", expect["days"])
    assert found.figure.trail.rows[0].id == expect["after"]


def check_decision(case: OpenCase, given: dict, expect: dict) -> None:
    index = next(i for i, v in enumerate(case.case.visits) if v.id == given["visit"])
    decision = decide(case.case, case.visits.rules(given["rules"]))[index]
    assert decision.counts == expect["counts"], decision.why
    if "summit" in expect:
        assert decision.summit == expect["summit"], decision.why
    assert expect.get("why_has", "") in decision.why


CHECKS = {
    "frequency": check_frequency,
    "latency": check_latency,
    "published": check_published,
    "gaps": check_gaps,
    "decision": check_decision,
}
