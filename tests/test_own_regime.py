"""docs/own-regime.md is followed to the letter: its commands are run, its files written, and what it shows is what is said."""

import re
import shlex
import shutil
from pathlib import Path

import pytest

from yalu.cli.main import outcome

PAGE = (Path(__file__).parents[1] / "docs" / "own-regime.md").read_text(encoding="utf-8")
# A command block, an output block, or a file: its name in bold, then its text.
STEP = re.compile(
    r"^(?:\*\*(?P<file>[^*\n]+)\*\*\n\n)?```(?P<kind>\w+)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL
)


def run(command: str) -> int:
    """One line of a command block: yalu itself, or the three words of the shell that the page needs."""
    word, *rest = shlex.split(command)
    if word == "yalu":
        return outcome(rest)
    if word == "mkdir":
        Path(*rest).mkdir()
    else:
        assert (word, rest[0]) == ("rm", "-r")
        for place in rest[1:]:
            shutil.rmtree(place)
    return 0


@pytest.mark.slow
def test_the_page_leads_from_nothing_to_a_built_page(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    said, commands, files = "", 0, 0
    for step in STEP.finditer(PAGE):
        if step["file"]:
            Path(step["file"]).write_text(step["text"], encoding="utf-8")
            files += 1
        elif step["kind"] == "sh":
            capsys.readouterr()
            for command in step["text"].splitlines():
                assert run(command) == 0, (command, capsys.readouterr().err)
                commands += 1
            said = re.sub(r"\s+", " ", capsys.readouterr().out)
        else:
            for line in step["text"].splitlines():
                assert in_order(line, said), (line, said)
    assert commands >= 10
    assert files >= 7
    page = (tmp_path / "my-site" / "law.html").read_text(encoding="utf-8")
    assert "No crude oil from Westmark" in page
    assert "Law of Northern Union" in page
    assert "every quarter again" in page
    assert said.startswith("SUPPORTED"), said


def in_order(line: str, said: str) -> bool:
    """Whether the words of a table row are said one after the other."""
    place = 0
    for word in line.split():
        place = said.find(word, place)
        if place < 0:
            return False
    return True
