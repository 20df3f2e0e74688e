"""How the command line ends when nobody foresaw it, and what it does with outputs that are not as usual."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from yalu.cli import main
from yalu.cli import output as printing
from yalu.cli.streams import width_of

UNFORESEEN, NOT_WRITTEN = 70, 74


def yalu(*arguments, **settings):
    """The command line as a process of its own; further keywords are for subprocess, ``env`` adds to ours."""
    environment = {**os.environ, **settings.pop("env", {})}
    command = [sys.executable, "-c", "from yalu.cli.main import run; run()", *arguments]
    settings.setdefault("stdout", subprocess.PIPE)
    return subprocess.run(command, stderr=subprocess.PIPE, check=False, env=environment, **settings)


@pytest.fixture
def broken(monkeypatch):
    """A command that ends in an error nobody foresaw."""

    def fail(*_, **__):
        raise ZeroDivisionError("a number by nothing")

    monkeypatch.setattr("yalu.cli.visits.commands.opened", fail)


def test_an_unforeseen_error_is_told_in_a_few_lines_and_is_no_finding(broken, run):
    code, out, err = run("visits", "list")
    assert (code, out) == (UNFORESEEN, "")
    assert "yalu visits list" in err
    assert "ZeroDivisionError: a number by nothing" in err
    assert "open an issue" in err
    assert "Traceback" not in err


def test_an_unforeseen_error_is_json_when_json_was_asked_for(broken, run):
    code, out, err = run("visits", "list", "--json")
    assert (code, err) == (UNFORESEEN, "")
    assert json.loads(out)["result"]["code"] == UNFORESEEN


def test_the_traceback_is_there_for_those_who_ask(broken, run, monkeypatch):
    monkeypatch.setenv("YALU_DEBUG", "1")
    assert "Traceback" in run("visits", "list")[2]


def test_stopping_from_the_keyboard_is_no_traceback(run, monkeypatch):
    def stop(*_, **__):
        raise KeyboardInterrupt

    monkeypatch.setattr("yalu.cli.main._check_text", stop)
    assert run("visits", "list") == (130, "", "yalu: stopped\n")


@pytest.mark.parametrize(
    ("arguments", "option"),
    [
        (("trade", "growth", "--period", "2017-Q9"), "--period"),
        (("trade", "growth", "2017-Q9"), "PERIOD"),
        (("trade", "growth", "2017", "--years", "5000"), "--years"),
        (("trade", "unit-value", "2017", "--cap-price", "inf"), "--cap-price"),
        (("trade", "response", "--banned", "2017"), "--banned"),
        (("law", "list", "--hs", "..01"), "--hs"),
        (("law", "caps", "--through", "2017"), "--through"),
        (("visits", "frequency", "--weight", "inf"), "--weight"),
        (("visits", "grid", "--weights", "nan"), "--weights"),
        (("visits", "list", "--window", "2017-99"), "--window"),
        (("visits", "list", "--known-by", "soon"), "--known-by"),
        (("screen", "Kim", "--as-of", "2017"), "--as-of"),
        (("screen", "Kim", "--known-by", "soon"), "--known-by"),
    ],
)
def test_what_was_typed_wrongly_is_a_usage_error_that_names_its_option(run, arguments, option):
    code, out, err = run(*arguments)
    assert (code, out) == (2, "")
    assert f"for {option}" in err


def test_an_argument_that_is_not_text_is_refused_by_its_bytes(run):
    code, _, err = run("screen", "Kim\udcff")
    assert code == 2
    assert "“Kim\\xff” is not UTF-8" in err


def test_a_home_of_nobody_is_a_problem_of_the_setting(run, monkeypatch):
    monkeypatch.setenv("YALU_HOME", "~no-such-user/x")
    code, _, err = run("lists", "list")
    assert code == 3
    assert err.startswith("YALU_HOME: ")


@pytest.mark.parametrize(
    ("columns", "width"),
    [
        ("", 120),
        ("abc", 120),
        ("0", 120),
        ("-5", 120),
        ("٣٠", 120),
        ("80", 80),
        ("1", 20),
        ("9" * 5000, 120),
        ("99999", 10_000),
    ],
)
def test_any_columns_give_a_width_a_table_can_have(monkeypatch, columns, width, run):
    monkeypatch.setenv("COLUMNS", columns)
    assert width_of(printing.output()) == width
    assert run("lists", "home")[0] == 0


@pytest.mark.parametrize("encoding", ["cp1252", "ascii", "latin-1", "utf-8", "utf-16"])
def test_any_encoding_of_the_output_holds_any_name(encoding):
    table = yalu("screen", "김정은", env={"PYTHONIOENCODING": encoding})
    assert table.returncode == 0, table.stderr
    assert "KIM, Jong Un" in table.stdout.decode(encoding)
    answer = yalu("screen", "김정은", "--json", env={"PYTHONIOENCODING": encoding})
    text = answer.stdout.decode(encoding)
    assert json.loads(text)["result"]["query"]["name"] == "김정은"
    if not encoding.startswith("utf"):
        assert text.isascii()


def test_a_reader_that_has_seen_enough_is_no_fault_and_changes_no_answer():
    for extra, code in (([], 0), (["--fail-on", "stop"], 1)):
        reading, writing = os.pipe()
        os.close(reading)
        ended = yalu("screen", "Kim Jong Un", *extra, stdout=writing)
        os.close(writing)
        assert (ended.returncode, b"Traceback" in ended.stderr) == (code, False), ended.stderr


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs a device that is always full")  # noqa: PTH110
@pytest.mark.parametrize(
    "arguments", [["lists", "list"], ["lists", "list", "--json"], ["--help"], ["--version"]]
)
def test_an_output_that_is_full_is_told_and_is_not_done(arguments):
    with open("/dev/full", "wb") as full:  # noqa: PTH123
        ended = yalu(*arguments, stdout=full)
    assert ended.returncode == NOT_WRITTEN
    assert b"No space left" in ended.stderr
    assert b"Traceback" not in ended.stderr


@pytest.mark.parametrize(("closed", "code"), [(1, NOT_WRITTEN), (2, 0)])
def test_a_stream_that_is_closed_is_no_traceback(closed, code):
    ended = yalu("lists", "list", preexec_fn=lambda: os.close(closed))
    assert (ended.returncode, b"Traceback" in ended.stderr) == (code, False), ended.stderr


def test_json_holds_what_is_not_text_as_escapes(capsys):
    printing.print_json(None, "lists home", {"folder": "bad\udcff"})
    assert json.loads(capsys.readouterr().out)["result"]["folder"] == "bad\udcff"


def test_every_ending_is_documented():
    printed = (Path(__file__).parents[2] / "docs" / "json.md").read_text(encoding="utf-8")
    for code in (
        main.FINDINGS,
        main.USAGE,
        main.BAD_INPUT,
        main.REFUSED,
        main.UNFORESEEN,
        main.NOT_WRITTEN,
        main.STOPPED,
    ):
        assert f"| {code} |" in printed


def test_a_file_that_is_not_there_ends_alike_whatever_reads_it(run, tmp_path):
    for asked in (["law", "check"], ["trade", "read"], ["claims", "read"], ["chains", "flags"]):
        code, _, err = run(*asked, tmp_path / "absent.csv")
        assert code == 3, asked
        assert "there is no file" in err and "Rule: " in err and "Next: " in err, err


def test_a_command_that_reads_files_says_so_of_standard_input(run):
    code, _, err = run("law", "check", "-")
    assert code == 2
    assert "reads no standard input; write it to a file first" in err


def test_progress_leaves_no_empty_line_where_nobody_looks(run, tmp_path):
    (tmp_path / "book.csv").write_text("name\nAcme\n", encoding="utf-8")
    (tmp_path / "flows.csv").write_text(
        "period,reporter,partner,flow,hs,value,currency,ledger\n2017-01,CHN,PRK,import,2701,5,USD,customs\n",
        encoding="utf-8",
    )
    for asked in (["trade", "read", "flows.csv"], ["screen", "file", "book.csv", "--out", "found.csv"]):
        words = [tmp_path / word if "." in word else word for word in asked]
        code, _, err = run(*words)
        assert code == 0, err
        assert "" not in err.split("\n")[:-1], asked
