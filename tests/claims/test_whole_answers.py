"""Every subject asked of a small world: the whole answer, with the definition, the steps and the rows under it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.claims.small_world import asked, printed
from yalu.claims.evidence import Unanswerable
from yalu.documents.choices import ChoiceError

GOLDEN = Path(__file__).parents[1] / "golden" / "claims" / "small-world.yaml"
CASES = yaml.safe_load(GOLDEN.read_text(encoding="utf-8"))


def answer(case: dict[str, Any]) -> list[str]:
    try:
        return printed(asked(case["asked"], case["given"]))
    except (Unanswerable, ChoiceError) as error:
        return [f"cannot say: {error}"]


@pytest.mark.parametrize(
    "case", CASES, ids=[f"{one['asked']} {' '.join(one['given'].values())}" for one in CASES]
)
def test_a_question_is_answered_whole(case: dict[str, Any]) -> None:
    assert answer(case) == case["answer"]
