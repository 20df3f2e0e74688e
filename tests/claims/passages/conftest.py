"""Articles of our own, read against the bundled case."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

import yalu
from yalu.claims.evidence import Evidence
from yalu.claims.passages.proposals import read_for_claims
from yalu.claims.passages.records import Article
from yalu.claims.passages.texts import text_of

Read = Callable[..., Article]


@pytest.fixture(scope="session")
def evidence() -> Evidence:
    return yalu.open_case("china-dprk").claims.evidence


@pytest.fixture
def read(evidence: Evidence) -> Read:
    """Reads a text as an article of a day."""

    def go(text: str, published: str = "2017-05-05", article: str = "an-article") -> Article:
        return read_for_claims(
            evidence,
            text_of(text.encode(), "article"),
            article=article,
            where="https://example.org/a",
            who="A Writer",
            published=date.fromisoformat(published),
        )

    return go
