"""The map of the house: ten questions of a newcomer, each answered by one row of docs/house.md."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
HOUSE = (ROOT / "docs" / "house.md").read_text(encoding="utf-8")
ROWS = dict(re.findall(r"^\| ([^|]+?) \| ([^|]+?) \|$", HOUSE, re.MULTILINE))

# The question as the map words it, and what stands in the first place the map names.
QUESTIONS = {
    "a cap's limit": "limit:",
    "a counting rule": "rules:",
    "the reader of one list": "def parties",
    "a page": "class",
    "how a cap is summed": "def summed",
    "why a party was stopped": "def decide",
    "what a table of a case must hold": "def ",
    "what a claim can be about": "SUBJECTS",
    "how a file is opened, or why it was refused": "def read_user_file",
    "what yes, no and cannot say mean": "class Answer",
}


def places(question):
    return [part for part in re.findall(r"`([^`]+)`", ROWS[question]) if "/" in part]


@pytest.mark.parametrize("question", QUESTIONS)
def test_the_map_answers_a_newcomer_with_a_place_that_holds_it(question):
    first = places(question)[0]
    found = sorted(
        ROOT.glob(re.sub(r"<[^>]+>", "*", first).rstrip("/") + ("/*.py" if first.endswith("/") else ""))
    )
    assert found, first
    assert any(QUESTIONS[question] in path.read_text(encoding="utf-8") for path in found), first


@pytest.mark.parametrize("question", ROWS)
def test_every_place_on_the_map_exists(question):
    if question in {"you want", "---"} or set(question) == {"-"}:
        return
    missing = []
    for place in places(question):
        names = re.sub(r"<[^>]+>", "*", place)
        for part in _spread(names):
            if not list(ROOT.glob(part.rstrip("/"))):
                missing.append(part)
    assert missing == []


def _spread(names):
    match = re.search(r"\{([^}]*)\}", names)
    if not match:
        return [names]
    return [names[: match.start()] + one + names[match.end() :] for one in match.group(1).split(",")]


def test_the_picture_shows_every_package():
    picture = (ROOT / "docs" / "house.svg").read_text(encoding="utf-8")
    packages = [p.parent.name for p in (ROOT / "src" / "yalu").glob("*/__init__.py")]
    assert [name for name in packages if f">{name}</text>" not in picture] == []
