"""The golden statements: verdict, figure, definitions and slips, as tests/golden/claims has them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

import yalu
from yalu.claims.facade import Claims

FOLDER = Path(__file__).parents[1] / "golden" / "claims"
FILES = ("founding.yaml", "public-pages.yaml", "words.yaml", "after-2017.yaml")


def golden() -> list[Any]:
    return [case for name in FILES for case in yaml.safe_load((FOLDER / name).read_text(encoding="utf-8"))]


@pytest.fixture(scope="module")
def claims() -> Claims:
    return yalu.open_case("china-dprk").claims


@pytest.mark.parametrize("case", golden(), ids=lambda case: case["name"])
def test_a_published_statement_gets_the_verdict_its_facts_give(claims: Claims, case: dict[str, Any]) -> None:
    given, expect = case["given"], case["expect"]
    found = claims.test(given["about"], str(given["stated"]), **{k: str(v) for k, v in given["with"].items()})
    assert found.verdict == expect["verdict"], found.reason
    if "reason" in expect:
        assert expect["reason"] in found.reason
    if "ours" in expect:
        assert found.ours == expect["ours"]
    if "because" in expect:
        assert expect["because"] in found.reason
    if "without" in expect:
        assert expect["without"] not in found.reason
    if "side" in expect:
        assert found.side == expect["side"]
    if "conditions" in expect:
        assert list(found.conditions) == expect["conditions"]
    if "deciding" in expect:
        assert found.grid is not None
        assert found.grid.deciding == expect["deciding"]
    if expect.get("corner"):
        assert found.grid is not None
        assert found.grid.corner
    if "slip" in expect:
        assert [slip.kind for slip in found.slips][:1] == [expect["slip"]]
        assert found.slips[0].says.startswith("would be explained by")
    if "says" in expect:
        assert expect["says"] in found.slips[0].says
    if "basis" in expect:
        assert found.figure is not None
        assert expect["basis"] in found.figure.definition


@pytest.mark.parametrize("case", golden(), ids=lambda case: case["name"])
def test_every_verdict_but_cannot_say_has_a_trail(claims: Claims, case: dict[str, Any]) -> None:
    given = case["given"]
    found = claims.test(given["about"], str(given["stated"]), **{k: str(v) for k, v in given["with"].items()})
    if found.verdict != "cannot_say":
        assert found.figure is not None
        assert found.figure.trail.rows
        assert all(row.sources for row in found.figure.trail.rows if not row.id.startswith("unscr"))
