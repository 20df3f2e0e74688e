"""The examples of docs/claims.md are true: each is run, and every line shown is in the answer."""

from __future__ import annotations

import re
import shlex
import subprocess
from pathlib import Path

import pytest

import yalu
from yalu.claims.records import VERDICTS
from yalu.claims.slips.ranks import KINDS
from yalu.cli.main import outcome

PAGE = (Path(__file__).parents[2] / "docs" / "claims.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```console\n\$ (yalu [^\n]+)\n(.*?)```", PAGE, re.DOTALL)
TABLE = re.findall(r"^\| [^|]+ \| `(--about [^`]+)` \|$", PAGE, re.MULTILINE)
NOT_SUPPORTED_OUTRIGHT = {
    "--about trade.share",
    "--about law.cap_used",
    "--about visits.rank",
    "--about visits.gap",
}


@pytest.mark.parametrize(("command", "shown"), BLOCKS, ids=[command for command, _ in BLOCKS])
def test_an_example_prints_what_the_page_shows(capsys, monkeypatch, command, shown) -> None:
    monkeypatch.setenv("COLUMNS", "2000")
    assert outcome(shlex.split(command)[1:]) == 0
    printed = capsys.readouterr().out
    lines = [line for line in shown.splitlines() if line.strip()]
    assert lines
    assert [line for line in lines if line.strip() not in printed] == []


@pytest.mark.parametrize("options", TABLE)
def test_what_one_reads_is_asked_as_the_table_says(capsys, options) -> None:
    assert outcome(["claims", "test", *shlex.split(options)]) == 0
    printed = capsys.readouterr().out
    expected = (
        "SUPPORTED IF" if any(options.startswith(start) for start in NOT_SUPPORTED_OUTRIGHT) else "SUPPORTED:"
    )
    assert printed.startswith(expected), printed[:300]


def test_a_shell_hands_an_example_over_as_it_is_printed() -> None:
    """Within double quotes a shell reads $147 as its first argument and 47: the amount asked about is another."""
    examples = [subject["example"] for subject in yalu.open_case("china-dprk").claims.subjects()]
    for command in (*(command for command, _ in BLOCKS), *TABLE, *examples):
        handed = subprocess.run(
            ["sh", "-c", f"printf '%s\\n' {command}"], capture_output=True, text=True, check=True
        )
        assert handed.stdout.splitlines() == shlex.split(command), command


def test_every_verdict_and_every_slip_is_on_the_page() -> None:
    assert [word for word, says in VERDICTS.items() if f"| `{word}` | {says} |" not in PAGE] == []
    assert [word for word, says in KINDS.items() if f"| `{word}` | {says} |" not in PAGE] == []


def test_the_python_example_says_what_its_comment_says(capsys) -> None:
    code = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)[0]
    expected = re.findall(r"# (.+)", code)[0]
    exec(compile(code, "docs/claims.md", "exec"), {"yalu": yalu})
    assert expected in capsys.readouterr().out


def test_the_rates_on_the_page_are_those_the_command_prints() -> None:
    rates = re.findall(r"^\| `(\w+)` \| (\d+) \| (\d+) \|$", PAGE, re.MULTILINE)
    assert len(rates) >= 12
    every, first = sum(int(n) for _, n, _ in rates), sum(int(n) for _, _, n in rates)
    assert f"| all | {every} | {first} ({first / every:.1%}) |" in PAGE
    assert first / every >= 0.95
