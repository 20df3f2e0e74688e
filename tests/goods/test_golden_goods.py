"""The sentences of tests/golden/goods, asked one by one."""

from datetime import date
from pathlib import Path

import pytest
import yaml

from yalu.goods import classify, item_of, open_goods

FOLDER = Path(__file__).parents[1] / "golden" / "goods"
SENTENCES = [
    case for path in sorted(FOLDER.glob("*.yaml")) for case in yaml.safe_load(path.read_text("utf-8"))
]


def test_no_two_sentences_are_called_alike():
    assert len({case["name"] for case in SENTENCES}) == len(SENTENCES) >= 75


@pytest.mark.parametrize("case", SENTENCES, ids=lambda case: case["name"])
def test_sentence(case):
    goods = open_goods()
    item = item_of(case["given"], goods.parameters)
    day = date.fromisoformat(case["on_day"]) if "on_day" in case else None
    answers = {answer.entry: answer for answer in classify(item, goods.against, on=day)}
    assert {name: answers[name].answer for name in case.get("expect", {})} == case.get("expect", {})
    for name, wanted in case.get("settled_by", {}).items():
        assert set(wanted) == set(answers[name].settled_by)
    certain = case.get("certain", {})
    assert {name: answers[name].certain for name in certain} == certain
    assert not set(case.get("absent", ())) & set(answers)
    assert all(a.settled_by for a in answers.values() if a.answer == "cannot_say")
    assert all(a.because for a in answers.values())
