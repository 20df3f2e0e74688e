"""Whole answers about three invented deals, every field of them, against tests/golden/chains-whole.yaml."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.chains.small_world import small_chains
from tests.whole_answers import whole
from yalu.chains.answers import ChainResults
from yalu.chains.explanations import explain

SENTENCES = yaml.safe_load(
    (Path(__file__).parents[1] / "golden" / "chains-whole.yaml").read_text(encoding="utf-8")
)


def ask(given: dict[str, Any]) -> Any:
    """The answer to a question written as in the golden file; how far the search went stands beside the rows."""
    asked = dict(given)
    name, chains = asked.pop("ask"), small_chains(known_by=asked.pop("known_by", ""))
    if name == "explain":
        # What follows is the text of the standards, which is told where the rules of the ladder are.
        return explain(chains, asked["id"])[0].partition("\n\nLegal standards")[0]
    found = getattr(chains, name)(**asked)
    made = whole(found)
    if not isinstance(found, ChainResults):
        return made
    for row in made["rows"]:
        row.get("trail", {}).pop("rules", None)
    # How much of a search for routes was looked at is no answer; of a neighbourhood it is every link once.
    return made | {"stopped": found.stopped} | ({} if name == "routes" else {"looked_at": found.looked_at})


@pytest.mark.parametrize("sentence", SENTENCES, ids=[s["name"] for s in SENTENCES])
def test_sentence(sentence: dict[str, Any]) -> None:
    assert ask(sentence["given"]) == sentence["expect"]
