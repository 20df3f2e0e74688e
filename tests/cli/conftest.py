"""The command line as a user and as a program runs it."""

import json

import pytest

from yalu.cli.main import outcome


@pytest.fixture
def run(capsys):
    """Run a command line; gives exit code, standard output and standard error."""

    def go(*arguments):
        code = outcome(list(map(str, arguments)))
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return go


@pytest.fixture
def answer(run):
    """The result of a command run with --json."""

    def go(*arguments):
        code, out, err = run(*arguments, "--json")
        assert code == 0, out + err
        return json.loads(out)["result"]

    return go
