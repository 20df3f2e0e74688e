"""Golden sentences: money along a path, and every outcome with every range at one point."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from yalu.policy.agreement.steps import parse_turns
from yalu.policy.facade import PolicyDesk
from yalu.policy.formulas.futures import middles
from yalu.policy.formulas.outcomes import outcomes

GOLDEN = Path(__file__).parents[1] / "golden"
PATHS = yaml.safe_load((GOLDEN / "policy-paths.yaml").read_text(encoding="utf-8"))["cases"]
OUTCOMES = yaml.safe_load((GOLDEN / "policy-outcomes.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", PATHS, ids=[case["name"] for case in PATHS])
def test_money_along_a_path(desk: PolicyDesk, case: dict[str, Any]) -> None:
    given = case["given"]
    (account,) = desk.path(given["policy"], parse_turns(given["path"]), given["day"])
    for name, wanted in case["expect"].items():
        found = float(getattr(account, name)) / (1 if name == "freeze_months" else 1e6)
        assert found == pytest.approx(wanted, abs=1e-4), name


@pytest.mark.parametrize("case", OUTCOMES["cases"], ids=[case["name"] for case in OUTCOMES["cases"]])
def test_outcomes_with_every_range_at_one_point(desk: PolicyDesk, case: dict[str, Any]) -> None:
    given = dict(case["given"])
    policy = given.pop("policy")
    at = {**OUTCOMES["ranges"], **given}
    assumed = desk.assumed({name: (value, value) for name, value in at.items()})
    found = outcomes(desk.model(desk.policy(policy), assumed), middles(assumed.ranges))
    for name, wanted in case["expect"].items():
        assert float(found[name][0]) == pytest.approx(wanted, abs=1e-5), name
    compared = desk.compare([policy], ends={name: (value, value) for name, value in at.items()}, futures=3)
    for name, wanted in case["expect"].items():
        standing = compared.standing(policy, name)
        assert (standing.lowest, standing.highest) == pytest.approx((wanted, wanted), abs=1e-5), name


def test_every_golden_sentence_names_a_bundled_policy_and_every_policy_is_named(desk: PolicyDesk) -> None:
    named = {case["given"]["policy"] for case in PATHS + OUTCOMES["cases"]}
    assert named == {policy.id for policy in desk.policies}
