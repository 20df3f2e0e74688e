"""`yalu claims` as a person types it: answers, JSON, exit codes, and errors that say what to change."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

import yalu
from yalu.cli.main import outcome

ASK = [
    "claims",
    "test",
    "--about",
    "trade.growth",
    "--case",
    "china-dprk",
    "--flow",
    "export+import",
    "--period",
    "2017-Q1",
    "--currency",
    "CNY",
    "--stated",
    "34.7%",
]


def answer(capsys, *arguments: str) -> dict:
    assert outcome([*arguments, "--json"]) in {0, 1}
    return json.loads(capsys.readouterr().out)["result"]


def test_the_sentence_of_the_article_is_answered_at_once(capsys) -> None:
    assert outcome(ASK) == 0
    text = capsys.readouterr().out
    assert text.startswith("CONTRADICTED: our figure is 37.35 %")
    assert "digits transposed: would be explained by two digits exchanged: 37.4 for 34.7" in text
    assert "Rows used" in text


def test_json_carries_verdict_trail_grid_and_slips(capsys) -> None:
    found = answer(capsys, *ASK)
    assert found["verdict"] == "contradicted"
    assert found["figure"]["trail"]["rows"]
    assert found["grid"]["rows"]
    assert found["slips"][0]["kind"] == "digits_transposed"


def test_a_negative_number_can_be_stated(capsys) -> None:
    ask = [
        "claims",
        "test",
        "--about",
        "trade.growth",
        "--flow",
        "import",
        "--period",
        "2017-Q1",
        "--hs",
        "2701",
        "--unit",
        "t",
    ]
    assert answer(capsys, *ask, "--stated", "-51.6%")["verdict"] == "supported"


def test_check_one_and_fail_on(capsys) -> None:
    assert outcome(["claims", "check", "sexton-trade-q1", "--fail-on", "contradicted"]) == 1
    assert "CONTRADICTED" in capsys.readouterr().out
    assert outcome(["claims", "check", "sexton-trade-q1", "--fail-on", "supported"]) == 0
    capsys.readouterr()
    rows = answer(capsys, "claims", "check", "sexton-2017")
    assert {"claim", "id"} <= rows[0].keys()


def test_list_filters_by_verdict(capsys) -> None:
    rows = answer(capsys, "claims", "list", "--article", "sexton-2017", "--verdict", "contradicted")
    assert rows
    assert {row["verdict"] for row in rows} == {"contradicted"}


def test_subjects_are_listed_and_explained(capsys) -> None:
    names = [row["name"] for row in answer(capsys, "claims", "subjects")]
    assert "trade.growth" in names
    assert outcome(["claims", "subjects", "law.cap_used"]) == 0
    assert "--carry-over" in capsys.readouterr().out


def test_explain_knows_a_claim(capsys) -> None:
    assert outcome(["explain", "claim/sexton-imports"]) == 0
    assert "flow swapped" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (
            ["claims", "test", "--about", "trade.growht", "--period", "2017", "--stated", "5%"],
            "did you mean 'trade.growth'",
        ),
        (
            ["claims", "test", "--about", "trade.share", "--period", "2015", "--stated", "140%"],
            "cannot be above 100",
        ),
        (
            [
                "claims",
                "test",
                "--about",
                "trade.total",
                "--period",
                "2017",
                "--unit",
                "t",
                "--stated",
                "3 barrels",
            ],
            "name a factor",
        ),
        (["claims", "check", "sexton-trade"], "unknown claim or article"),
        (["claims", "check", "--fail-on", "wrong"], "unknown verdict"),
        (["claims", "list", "--topic", "weather"], "unknown topic"),
        (["claims", "history", "nothing"], "unknown claim"),
        (
            ["claims", "test", "--about", "trade.growth", "--set", "period", "--stated", "5%"],
            "is not name=value",
        ),
        (["claims", "test", "--about", "trade.total", "--perod", "2017", "--stated", "5"], "--perod"),
    ],
)
def test_wrong_input_is_told_what_to_change(capsys, arguments, says) -> None:
    assert outcome(arguments) == 2
    assert says in capsys.readouterr().err


def test_flows_of_ones_own_file_are_asked(capsys, tmp_path) -> None:
    path = tmp_path / "mine.csv"
    path.write_text(
        "id,period,reporter,partner,flow,hs,quantity,unit,value,currency,ledger\n"
        "a,2017,CHN,PRK,export,TOTAL,,,3000000,USD,customs\nb,2018,CHN,PRK,export,TOTAL,,,2000000,USD,customs\n",
        encoding="utf-8",
    )
    ask = [
        "claims",
        "test",
        "--about",
        "trade.growth",
        "--flow",
        "export",
        "--period",
        "2018",
        "--flows",
        str(path),
    ]
    found = answer(capsys, *ask, "--stated", "fell by a third")
    assert (found["verdict"], found["ours"]) == ("supported", "-33.33 %")


def test_record_and_history(capsys, tmp_path) -> None:
    folder = tmp_path / "case"
    shutil.copytree(Path(yalu.open_case("china-dprk").case.path), folder)
    for path in (folder / "claims").glob("foreign*"):
        path.unlink()
    (folder / "claims" / "history.jsonl").unlink(missing_ok=True)
    added = answer(capsys, "claims", "record", "--case", str(folder))
    assert added
    rows = answer(capsys, "claims", "history", "sexton-trade-q1", "--case", str(folder))
    assert [row["slip"] for row in rows] == ["digits_transposed"]
    assert answer(capsys, "claims", "record", "--case", str(folder)) == []
