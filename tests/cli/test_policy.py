"""`yalu policy` as a reader types it: failure first, JSON throughout, own files beside the bundled ones, errors in words."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from yalu.cli.main import outcome

OWN = """
id: mine
title: Mine
summary: A policy of my own.
reversible_days: 30
sources: [foreign-affairs-2017]
levers:
  - {from: 2017-06-01, do: designate, against: [banks]}
"""


def said(capsys: pytest.CaptureFixture[str], *arguments: str, code: int = 0) -> str:
    assert outcome(list(arguments)) == code
    found = capsys.readouterr()
    return found.out if code == 0 else found.err


def result(capsys: pytest.CaptureFixture[str], *arguments: str) -> Any:
    return json.loads(said(capsys, *arguments, "--json"))["result"]


def test_compare_prints_the_answer_then_the_failure_table_then_robustness_with_rank_changes(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    text = said(capsys, "policy", "compare", "--full")
    order = [
        text.index(words)
        for words in (
            "If it fails: revenue denied / money stranded",
            "options with a deal",
            "assumptions 22 are guesses",
            "escrow: no (floors broken: stranded",
            "If it fails: every policy",
            "Does not depend on the counterpart",
            "The goal",
            "under its own condition",
            "Without its levers",
            "How robust",
            "Side by side",
            "change places",
            "What the article asks",
            "What is assumed",
        )
    ]
    assert order == sorted(order)
    assert re.search(r"escrow +399\.2 \(4\) +[\d,.]+ \(4\)", text)
    assert re.search(r"pay-up-front[\s\S]+?keeps nothing +no ", text)
    assert all(len(line) <= 80 for line in text.splitlines())
    assert "Adding or leaving out one can change every regret" in re.sub(r"\s+", " ", text)
    assert "probability" not in re.sub(r"\s+", " ", text).replace("No probability of success is given", "")


def test_margins_are_told_with_the_nearest_change_first(capsys: pytest.CaptureFixture[str]) -> None:
    # One step kept pays 100 million, the floor; with 122 days to stand and 60 to verify two are safe at 3 months a step, 182.6 days.
    text = re.sub(r"\s+", " ", said(capsys, "policy", "margins", "escrow", "--set", "keep_days=122"))
    assert "0 to spare of 100; fails with" in text
    assert "at the edge" in text
    assert "months_a_step 3" in text


def test_a_seed_and_a_baseline_of_ones_own_are_taken(capsys: pytest.CaptureFixture[str]) -> None:
    compared = result(
        capsys, "policy", "compare", "escrow", "--seed", "7", "--baseline", "law-enforced", "--futures", "3"
    )
    assert (compared["seed"], compared["baseline"]) == (7, "law-enforced")
    assert any("needs at least 30 futures" in text for text in compared["unsaid"])
    assert "out of bounds" in said(capsys, "policy", "compare", "--seed", "-1", code=2)


def test_every_command_takes_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert result(capsys, "policy", "list")[0]["id"] == "nothing-new"
    assert result(capsys, "policy", "show", "escrow")["payments"][0]["payer"] == "CHN"
    compared = result(capsys, "policy", "compare", "escrow", "--futures", "50")
    assert compared["policies"] == ["nothing-new", "escrow"]
    assert compared["failures"][0]["defects"] == "none"
    assert (
        result(capsys, "policy", "margins", "escrow", "--set", "months_a_step=4..12")[0]["policy"] == "escrow"
    )
    printed = result(capsys, "policy", "path", "pay-up-front", "2017-07-02=breach", "--on", "2017-07-02")
    assert [account["stranded"] for account in printed] == ["500000000"]


def test_list_and_show_tell_what_a_policy_does(capsys: pytest.CaptureFixture[str]) -> None:
    assert "CHN 500 USD million" in said(capsys, "policy", "list")
    text = said(capsys, "policy", "show", "escrow")
    assert "only once the partner's share is below 80 percent" in text
    assert "100,000,000 USD once freeze is verified" in text


def test_a_path_is_followed_by_date(capsys: pytest.CaptureFixture[str]) -> None:
    text = said(capsys, "policy", "path", "escrow", "2018-01-01=freeze", "2018-06-01=breach")
    assert re.search(r"2018-01-31 +freeze +500\.0 +100\.0 +400\.0", text)
    assert re.search(
        r"2018-06-01 +breach +500\.0 +100\.0 +0\.0 +400\.0 +0\.0 +0\.0 +0\.0 +100\.0 +4\.0 months", text
    )


def test_a_range_of_ones_own_changes_the_numbers(capsys: pytest.CaptureFixture[str]) -> None:
    text = said(capsys, "policy", "compare", "squeeze", "--set", "enforcement=1", "--futures", "100")
    assert "Computed with enforcement 1 to 1" in text


def test_a_policy_of_ones_own_stands_beside_the_bundled_ones(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    (tmp_path / "mine.yaml").write_text(OWN, encoding="utf-8")
    compared = result(
        capsys, "policy", "compare", "mine", "--policies", str(tmp_path / "mine.yaml"), "--futures", "50"
    )
    assert compared["policies"] == ["nothing-new", "mine"]
    assert len(result(capsys, "policy", "list", "--policies", str(tmp_path))) == 15


def test_a_ranges_file_of_ones_own_is_read_instead(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    from yalu.case.package import find_case

    text = (Path(find_case("china-dprk")) / "policies" / "ranges.yaml").read_text(encoding="utf-8")
    own = tmp_path / "ranges.yaml"
    own.write_text(
        text.replace("seed: 2017", "seed: 3").replace("futures: 1000", "futures: 60"), encoding="utf-8"
    )
    compared = result(capsys, "policy", "compare", "squeeze", "--ranges", str(own))
    assert (compared["seed"], compared["futures"]) == (3, 60)


def test_experiments_are_written_where_asked(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    text = said(capsys, "policy", "compare", "escrow", "--futures", "20", "--export", str(tmp_path / "out"))
    assert "experiments.parquet" in text
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [
        "experiments.parquet",
        "outcomes.parquet",
    ]


def test_every_fault_of_a_bad_file_is_told_at_once_with_exit_code_3(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    (tmp_path / "mine.yaml").write_text(
        OWN.replace("[foreign-affairs-2017]", "[nobody]")
        .replace("2017-06-01", "2016-06-01")
        .replace("against: [banks]", "against: [banks, shops]"),
        encoding="utf-8",
    )
    (tmp_path / "other.yaml").write_text(
        OWN.replace("[foreign-affairs-2017]", "[nobody]").replace("2017-06-01", "2016-06-01"),
        encoding="utf-8",
    )
    text = said(capsys, "policy", "compare", "--policies", str(tmp_path), code=3)
    assert "mine.yaml:8" in text
    assert "shops" in text
    assert re.search(r"one of .*banks.*docs/policy-format\.md", re.sub(r"\s+", " ", text))
    assert "there is no source “nobody”" in text
    assert "2016-06-01 lies before 2017-03-21" in text


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["show", "escrov"], "did you mean 'escrow'"), (["path", "escrow", "2018-01-01=frost"], "unknown state 'frost'"),
        (["compare", "--set", "enforcement=2"], "is a share"), (["compare", "--futures", "0"], "out of bounds"),
        (["compare", "--score"], "--score"),
    ],
)  # fmt: skip
def test_a_slip_of_the_keyboard_is_told_with_exit_code_2(
    capsys: pytest.CaptureFixture[str], arguments: list[str], words: str
) -> None:
    text = said(capsys, "policy", *arguments, code=2)
    assert words in text
    assert "Traceback" not in text


def test_a_case_without_policies_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    text = said(capsys, "policy", "list", "--case", "russia-dprk", code=2)
    assert "russia-dprk has no policies" in text
    assert "ranges.yaml" in text


def test_explain_tells_a_policy_result_with_its_trail(capsys: pytest.CaptureFixture[str]) -> None:
    text = said(capsys, "explain", "policy/pay-up-front/fails/none/stranded")
    assert "500 USD million" in text
    assert "Foreign Assistance to North Korea (R40095)" in text
