"""What sentences of our own are taken to ask: golden cases, each as a person who knows the subjects would put it."""

from __future__ import annotations

from pathlib import Path

import pytest

from yalu.documents.problems import ProblemLog
from yalu.documents.records.yaml_files import read_yaml

FILE = Path(__file__).parents[2] / "golden" / "claims" / "passages.yaml"


def cases() -> list[dict]:
    import yaml

    return yaml.safe_load(FILE.read_text(encoding="utf-8"))


def plain(values: dict) -> dict[str, str]:
    return {str(name): str(value) for name, value in values.items()}


def test_the_golden_file_keeps_to_the_rules_of_our_own_yaml() -> None:
    log = ProblemLog()
    read_yaml(b"cases:\n" + FILE.read_bytes(), log, file=FILE.name)
    assert log.problems() == []


@pytest.mark.parametrize("case", cases(), ids=lambda case: case["name"])
def test_the_question_of_a_sentence(read, case) -> None:
    article = read(case["sentence"], str(case.get("published", "2017-05-05")))
    found = [passage for passage in article.passages if passage.stated == case["of"]]
    assert len(found) == 1, [passage.stated for passage in article.passages]
    wanted = case.get("first") or case["among"]
    asked = [
        (one.about, {name: one.given.get(name) for name in wanted["with"]}, one.stated)
        for one in found[0].proposals[: 1 if "first" in case else 3]
    ]
    assert (wanted["about"], plain(wanted["with"]), str(wanted["stated"])) in asked, found[0].proposals
