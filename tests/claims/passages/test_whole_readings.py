"""What a sentence asks, whole: every parameter of the first question, the words behind each, and the words left over."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.claims.passages.whole import printed
from yalu.claims.evidence import Evidence
from yalu.claims.passages.names import Names
from yalu.claims.passages.records import Article

GOLDEN = Path(__file__).parents[2] / "golden" / "claims" / "passages-whole.yaml"


@pytest.fixture(scope="module")
def names(evidence: Evidence) -> Names:
    return Names(evidence)


@pytest.mark.parametrize(
    "case", yaml.safe_load(GOLDEN.read_text(encoding="utf-8")), ids=lambda case: case["text"][:60]
)
def test_an_article_is_read_whole(
    read: Callable[..., Article], names: Names, monkeypatch: pytest.MonkeyPatch, case: dict[str, Any]
) -> None:
    # The names of the case are the same in every article.
    monkeypatch.setattr("yalu.claims.passages.proposals.Names", lambda _: names)
    assert printed(read(case["text"], str(case.get("published", "2017-05-05")))) == case["asks"]
