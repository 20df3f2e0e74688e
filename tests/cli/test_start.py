"""How the command line starts: what it loads, what it is called, how it groups and completes its commands."""

import json
import re
import subprocess
import sys

import pytest

from tests.cli.test_every_command import COMMANDS
from yalu.cli.commands import EVERY, GROUPS

HEAVY = {"numpy", "scipy", "duckdb", "pyarrow", "rich", "altair", "jinja2", "cyclopts", "msgspec", "yaml"}


def loaded(*arguments):
    """The libraries that a command line has loaded when it ends."""
    code = (
        "import io, sys, contextlib\nfrom yalu.cli.main import outcome\n"
        "with contextlib.redirect_stdout(io.StringIO()):\n    outcome(sys.argv[1:])\n"
        "print(' '.join({name.partition('.')[0] for name in sys.modules}))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=True
    )
    return set(done.stdout.split())


@pytest.mark.parametrize("arguments", [["--help"], [], ["--version"]], ids=str)
def test_the_overview_loads_no_library_that_takes_time(arguments):
    assert loaded(*arguments) & HEAVY == set()


def test_screening_a_name_loads_neither_tables_nor_charts():
    assert (
        loaded("screen", "Kim Jong Un") & {"scipy", "duckdb", "pyarrow", "rich", "altair", "jinja2"} == set()
    )


def test_help_groups_the_commands_as_the_question_is_asked(run):
    _, out, _ = run("--help")
    heads = [line for line in out.splitlines() if line in GROUPS]
    assert heads == list(GROUPS)
    assert all(re.search(rf"^  {command.name} ", out, re.MULTILINE) for command in EVERY)
    assert max(map(len, out.splitlines())) <= 80


def test_the_overview_lists_the_commands_there_are():
    assert {command.name for command in EVERY} == {path[0] for path in COMMANDS}


@pytest.mark.parametrize("path", COMMANDS, ids=" ".join)
def test_every_usage_line_starts_with_yalu(run, path):
    code, out, _ = run(*path, "--help")
    assert code == 0
    assert f"Usage: yalu {' '.join(path)}" in out


@pytest.mark.parametrize(
    ("old", "now"),
    [
        (["ledger", "count"], ["enforcement", "actions", "count"]),
        (["responses", "list", "--matter", "tel"], ["enforcement", "responses", "list", "--matter", "tel"]),
    ],
)
def test_an_old_name_answers_alike_and_says_the_new_one_but_not_to_programs(run, old, now):
    code, out, err = run(*old)
    assert (code, out) == run(*now)[:2]
    assert f"is now “yalu {' '.join(now[:2])}”" in err
    assert len(err.splitlines()) == 1
    assert run(*old, "--json")[2] == ""


def test_measures_stays_a_name_of_law(run):
    assert run("measures", "regimes") == run("law", "regimes")
    assert " measures " not in " ".join(run("--help")[1].split("\n"))


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["visits", "ranking"], "needs a value for SIDE"),
        (["claims", "test"], "needs a value for --about"),
        (["trade", "mirror", "2016", "--exporter", "PRK"], "needs a value for --importer"),
        (["visits", "frequency", "x"], "“yalu visits frequency” has no place for 'x'"),
        (["visits", "frequncy"], "did you mean 'frequency'"),
        (["screeen", "Kim"], "did you mean 'screen'"),
        (["enforcement", "action"], "did you mean 'actions'"),
    ],
)
def test_an_error_names_what_was_typed_as_it_is_typed(run, arguments, says):
    code, out, err = run(*arguments)
    assert (code, out) == (2, "")
    assert says in err
    assert "--help" in err.splitlines()[-1]


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_a_shell_completes_commands_and_options(run, shell):
    code, out, err = run("completion", shell)
    assert (code, err) == (0, "")
    for word in ("visits", "frequency", "known-by", "enforcement"):
        assert word in out
    if shell == "bash":
        subprocess.run(["bash", "-n"], input=out, text=True, check=True)


def test_the_completion_of_bash_completes_a_beginning():
    from yalu.cli.main import app

    script = app.generate_completion(prog_name="yalu", shell="bash")
    name = re.search(r"complete .*-F (\S+)", script)[1]
    asked = f'{script}\nCOMP_WORDS=(yalu vis)\nCOMP_CWORD=1\n{name}\nprintf "%s\\n" "${{COMPREPLY[@]}}"'
    # From standard input: the script is longer than one argument may be.
    done = subprocess.run(["bash"], input=asked, capture_output=True, text=True, check=False)
    assert "visits" in done.stdout.split(), done.stderr


def test_json_of_an_alias_is_that_of_the_command(run):
    old, now = (json.loads(run(*name, "regimes", "--json")[1]) for name in (["measures"], ["law"]))
    assert old == now


def test_the_package_is_run_as_its_command():
    done = subprocess.run(
        [sys.executable, "-m", "yalu", "--version"], capture_output=True, text=True, check=True
    )
    said = subprocess.run(
        [sys.executable, "-c", "from yalu.cli.main import run; run(['--version'])"], capture_output=True, text=True, check=True
    )  # fmt: skip
    assert done.stdout == said.stdout
    assert done.stdout.strip()
