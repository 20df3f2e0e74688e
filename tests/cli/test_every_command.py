"""Every command of the command line over what a stranger, a slip or a bad disk may hand it.

The commands are collected from the command line itself, so a new one is walked too. What is asked of
each: no traceback, an exit code that is documented, and a refused file is named.
"""

import io
import os
import random
import re
import socket
import subprocess
import sys
import typing
from pathlib import Path

import pytest

from yalu.cli.main import app, outcome

ENDINGS = {0, 1, 2, 3, 4}
# What a required parameter needs to be of its kind, so that the file beside it is reached.
FILLED = {
    "about": "trade.share", "stated": "91%", "party": "ofac-sdn:20157", "name": "Kim", "importer": "CHN",
    "exporter": "PRK", "banned": "2017-02-19", "period": "2017", "judged": "different", "reason": "known",
    "out": "out.csv", "side": "partner", "as": "different", "day": "2017-01-01",
}  # fmt: skip
SLOW = {("build",)}  # without anything wrong it builds a whole site, which tests/site does


def leaves(of=app, path=()):
    """Every command that can be run, by its words."""
    names = [name for name in of if not name.startswith("-")]
    for name in names:
        yield from leaves(of[name], (*path, name))
    if path and of.default_command is not None and (of.default_command.__name__ != "start"):
        yield path, of


COMMANDS = dict(leaves())


def parameters(command):
    """The parameters a person can type: name as in help, whether it takes a path, is required, its first choice."""
    for one in command.assemble_argument_collection():
        hint = str(one.hint)
        if one.names == ("*",) or not one.names:
            continue
        choices = typing.get_args(one.hint) if typing.get_origin(one.hint) is typing.Literal else ()
        flag = one.names[0]
        positional = "POSITIONAL" in one.field_info.kind.name and flag.startswith("--")
        yield flag, "Path" in hint, bool(one.required), (choices or ("",))[0], positional


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    """A folder with a small case and files that are no use to anybody."""
    folder = tmp_path_factory.mktemp("walk")
    noise = random.Random(7)
    header = b"id,name,period,reporter,partner,flow,hs,quantity,unit,value,currency,ledger\n"
    files = {
        "empty.csv": b"", "empty.yaml": b"", "header.csv": header, "nul.csv": header + b"\0" * 500,
        "noise.csv": noise.randbytes(3000), "noise.parquet": noise.randbytes(3000), "noise.jsonl": noise.randbytes(3000),
        "noise.yaml": noise.randbytes(300), "line.csv": b"a" * 1_000_000, "line.json": b'["' + b"a" * 1_000_000,
        "cut.parquet": b"PAR1" + noise.randbytes(200), "cut.xlsx": b"PK\x03\x04" + noise.randbytes(200),
    }  # fmt: skip
    for name, data in files.items():
        (folder / name).write_bytes(data)
    (folder / "folder.csv").mkdir()
    here = Path.cwd()
    os.chdir(folder)
    assert outcome(["case", "new", "small"]) == 0
    os.chdir(here)
    return folder


HOSTILE = (
    "empty.csv", "empty.yaml", "header.csv", "nul.csv", "noise.csv", "noise.parquet", "noise.jsonl", "noise.yaml",
    "line.csv", "line.json", "cut.parquet", "cut.xlsx", "folder.csv", "absent.csv",
)  # fmt: skip


@pytest.fixture(autouse=True)
def _alone(place, tmp_path, monkeypatch):
    """An empty home, no network, nothing to read from the keyboard."""

    def refuse(*_, **__):
        raise OSError("no network in tests")

    def nameless(*_, **__):
        raise socket.gaierror(socket.EAI_NONAME, "no network in tests")

    monkeypatch.chdir(place)
    monkeypatch.setenv("YALU_HOME", str(tmp_path / "home"))
    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", nameless)
    monkeypatch.setattr("sys.stdin", io.StringIO())


@pytest.fixture
def walk(capsys):
    """Run a command line; its exit code and everything it said, after what every ending must keep."""

    def go(*arguments):
        code = outcome(list(arguments))
        said = "".join(capsys.readouterr())
        assert code in ENDINGS, f"{arguments}: {said}"
        assert "Traceback" not in said, arguments
        return code, said

    return go


def filled(command, *, but=""):
    """The required parameters of a command, and the small case where it takes one."""
    line = []
    for flag, takes_path, required, choice, positional in parameters(command):
        if flag == "--case" and flag != but:
            line += ["--case", "small"]
        elif required and flag != but:
            word = FILLED.get(flag.lstrip("-"), choice or ("header.csv" if takes_path else "x"))
            line += [word] if positional else [flag, word]
    return line


def known(path, command):
    """The file parameters of a command that no command before it reads in the same way."""
    for flag, takes_path, *_ in parameters(command):
        if (takes_path and flag != "--out") or flag == "--case":
            yield flag, FIRST_READER[flag] == path


FIRST_READER = {}
for _path, _command in COMMANDS.items():
    for _flag, *_ in parameters(_command):
        # --file, --flows and --log mean something else in every command; shared options mean the same.
        FIRST_READER.setdefault(_flag, _path)
OF_NO_CASE = {"lists"}  # its commands take --case as all do, and open none
NAMED = {*HOSTILE, "out.csv"}
OWN = {"--file", "--flows", "--log", "--book", "--path", "--from", "--report", "--export", "--since"}


@pytest.mark.parametrize("path", COMMANDS, ids=" ".join)
def test_a_command_ends_well_without_arguments_and_with_an_unknown_name(path, walk):
    command = COMMANDS[path]
    case = ["--case", "small"] if "--case" in [flag for flag, *_ in parameters(command)] else []
    if path not in SLOW:
        walk(*path, *case)
    walk(*path, "no-such-name-§", *case)


@pytest.mark.parametrize("path", COMMANDS, ids=" ".join)
def test_a_command_names_the_file_it_cannot_use(path, walk):
    command = COMMANDS[path]
    for flag, first in known(path, command):
        for name in HOSTILE if first or flag in OWN else ("noise.csv", "folder.csv"):
            asked = (
                ["x"] if path == ("screen",) else []
            )  # a question without a party is refused before any file is read
            line = [*asked, *filled(command, but=flag), flag, name]
            code, said = walk(*path, *line)
            if code == 3 and (flag != "--case" or path[0] not in OF_NO_CASE):
                assert any(word in said for word in line if word in NAMED), f"{path} {line}: {said}"


@pytest.mark.parametrize("path", COMMANDS, ids=" ".join)
def test_help_says_yalu_first_breaks_no_id_and_offers_no_option_that_nobody_needs(path, walk, monkeypatch):
    said = {}
    for columns in ("80", "400"):
        monkeypatch.setenv("COLUMNS", columns)
        said[columns] = walk(*path, "--help")[1]
    assert said["80"].startswith(f"Usage: yalu {path[0]} ")
    pieces = {columns: {*re.findall(r"[^\s│╭╮╰╯─]+", text)} for columns, text in said.items()}
    assert pieces["80"] <= pieces["400"]
    assert not [word for word in pieces["80"] if word.startswith("--empty-") or word == "()]"]


def test_the_help_of_a_command_that_takes_a_name_itself_says_yalu_when_nothing_else_is_loaded():
    ended = subprocess.run(
        [sys.executable, "-m", "yalu", "screen", "--help"], capture_output=True, text=True, check=True
    )
    assert ended.stdout.startswith("Usage: yalu screen ")
