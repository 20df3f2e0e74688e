"""Whole answers of a small made-up regime, by tests/golden/law-answers.yaml: every verdict with its reason and trail."""

from pathlib import Path

import pytest
import yaml

from tests.plain_results import plain_result
from yalu.law import open_regime
from yalu.law.facade import Law

WORLD = yaml.safe_load((Path(__file__).parents[1] / "golden" / "law-answers.yaml").read_text("utf-8"))
FLOWS = next(case["flows"] for case in WORLD["cases"])


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    made = tmp_path_factory.mktemp("regimes") / "riverland"
    for name, text in WORLD["files"].items():
        (made / name).parent.mkdir(parents=True, exist_ok=True)
        (made / name).write_text(text, encoding="utf-8")
    return made


def answers_of(folder, flows, case):
    """Every answer that a case asks for, as plain data."""
    law = Law(None, open_regime(folder), known_by=str(case.get("known_by", "")))
    if "timeline" in case["answers"]:
        return {"timeline": plain_result(list(law.timeline(case["hs"], case["day"])))}
    if "through" in case:
        found = law.caps(flows, through=case["through"], ledger=case["ledger"])
        return {"caps": plain_result(list(found))}
    judged = law.check(flows)
    sentences_of = {
        "rows": lambda: list(judged.iterate()),
        "caps": lambda: list(judged.caps),
        "reporting": lambda: list(judged.reporting),
        "breaches": judged.breaches,
        "kinds": lambda: sorted(judged.kinds()),
        "met": lambda: judged.met,
        "occurrences": lambda: judged.occurrences,
        "layers": lambda: judged.layers(case["row"]),
    }
    return {name: plain_result(sentences_of[name]()) for name in case["answers"]}


@pytest.mark.parametrize("case", WORLD["cases"], ids=lambda case: case["name"])
def test_a_table_of_flows_gives_the_whole_answer(folder, tmp_path, case):
    flows = tmp_path / "flows.csv"
    flows.write_text(case.get("flows", FLOWS), encoding="utf-8")
    assert answers_of(folder, flows, case) == case["expect"]
