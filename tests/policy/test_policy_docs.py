"""The pages on policies are true: every key is documented, the example is a policy, and what is shown runs."""

import re
from pathlib import Path
from typing import get_args

import pytest
import yaml

from yalu.cli.main import outcome
from yalu.documents.problems import ProblemLog
from yalu.policy import assumptions, records
from yalu.policy.agreement.steps import STATES
from yalu.policy.facade import PolicyDesk
from yalu.policy.options.checks import check_policies
from yalu.policy.options.faults import KnownNames
from yalu.policy.options.policy_files import read_policy

DOCS = Path(__file__).parents[2] / "docs"
FORMAT = (DOCS / "policy-format.md").read_text(encoding="utf-8")
PAGE = (DOCS / "policy.md").read_text(encoding="utf-8")
RECORDS = (
    records.Policy, records.Lever, records.Obligation, records.Duty, records.Payment, records.Commodity, records.Proceeds,
    records.Deposit, records.Release, records.Talks,
    assumptions.Assumptions, assumptions.Range, assumptions.Goods, assumptions.JudgedMeasure, assumptions.Switch,
)  # fmt: skip


@pytest.mark.parametrize("record", RECORDS, ids=[record.__name__ for record in RECORDS])
def test_every_key_of_a_policy_file_is_on_the_format_page(record: type) -> None:
    assert [key for key in record.__struct_encode_fields__ if not re.search(rf"\b{key}\b", FORMAT)] == []


@pytest.mark.parametrize(
    "words",
    [records.Do, records.SecondaryTarget, records.Asks, records.Breach, records.After, records.LeverAfter],
)
def test_every_word_a_key_can_take_is_on_the_format_page(words: object) -> None:
    assert [word for word in get_args(words) if not re.search(rf"\b{word}\b", FORMAT)] == []


def test_every_state_and_measure_is_on_the_page() -> None:
    assert [
        word
        for word in (*STATES, *assumptions.MEASURES, *assumptions.MODEL_RANGES)
        if f"`{word}`" not in PAGE + FORMAT
    ] == []


def test_the_example_of_the_format_page_is_a_policy_without_fault(desk: PolicyDesk) -> None:
    text = FORMAT.split("```yaml\n")[1].split("```")[0]
    log = ProblemLog()
    found = read_policy(text.encode(), log, file="example.yaml")
    assert found is not None, [str(p) for p in log.problems()]
    check_policies(
        [found],
        KnownNames(
            measures=dict.fromkeys(re.findall(r"unscr-[\w-]+", text), "cap"),
            sources=frozenset({"foreign-affairs-2017"}),
        ),
        log,
    )
    assert [str(p) for p in log.problems()] == []
    assert yaml.safe_load(text)["payments"][0]["amount"] == 500_000_000


def test_every_command_the_page_shows_runs(capsys: pytest.CaptureFixture[str]) -> None:
    commands = re.findall(r"^    yalu ((?:policy|explain) .*)$", PAGE, re.MULTILINE) + re.findall(
        r"`yalu (policy path [^`]*)`", PAGE
    )
    assert len(commands) >= 7
    for command in commands:
        assert outcome(command.split()) == 0, command
        assert capsys.readouterr().err == ""
