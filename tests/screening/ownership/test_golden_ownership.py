"""Sentences about ownership in tests/golden/screening-ownership.yaml hold under each rule by itself."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
import yaml

from tests.screening.ownership.strangers import with_strangers
from yalu.screening.ownership import Holding, Ownership
from yalu.vocabulary.dates import parse_date

GOLDEN = Path(__file__).parents[2] / "golden" / "screening-ownership.yaml"
CASES = yaml.safe_load(GOLDEN.read_text(encoding="utf-8"))["cases"]


def holding(number, row):
    owner, owned, share, *rest = row
    kind, start, end = ([*rest, None, None, None])[:3]
    low, high = share if isinstance(share, list) else (share, share)
    return Holding(
        id=f"row:{number}",
        owner=owner,
        owned=owned,
        kind=kind or "owned",
        low=None if low is None else Decimal(str(low)),
        high=None if high is None else Decimal(str(high)),
        start=parse_date(str(start)) if start else None,
        end=parse_date(str(end)) if end else None,
        source="golden",
    )


@pytest.mark.parametrize("case", CASES, ids=lambda c: c["name"])
def test_a_sentence_about_ownership_holds(case):
    rows = [holding(n, row) for n, row in enumerate(case["holdings"])]
    day = case.get("day") or date(2026, 1, 1)
    complete = case.get("complete", False)
    asked = Ownership(with_strangers(rows) if complete is True else rows, day=day, complete=bool(complete))
    blocked = case.get("blocked", ["X"])
    for rule, answers in case["expect"].items():
        for entity, expected in answers.items():
            found = asked.under(rule, entity, blocked)
            assert (rule, entity, found.answer) == (rule, entity, expected), found.reason
            assert found.reason
            assert found.trail.rules
    for rule, wanted in case.get("settled_by", {}).items():
        for entity, words in wanted.items():
            assert words in asked.under(rule, entity, blocked).settled_by
    for rule, wanted in case.get("by", {}).items():
        for entity, ground in wanted.items():
            assert asked.under(rule, entity, blocked).by == ground
    for rule, wanted in case.get("aggregate", {}).items():
        for entity, bounds in wanted.items():
            figure = asked.under(rule, entity, blocked).aggregate
            assert [figure.low, figure.high] == pytest.approx(bounds)
    for entity, bounds in case.get("interest", {}).items():
        figure = asked.interest(entity, blocked)
        assert [figure.low, figure.high] == pytest.approx(bounds)
    for entity, words in case.get("interest_shown", {}).items():
        assert words in asked.interest(entity, blocked).shown
