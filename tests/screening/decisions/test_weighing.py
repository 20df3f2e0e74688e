"""A decision table: how words met, what speaks for and against, and what the bundled policy makes of it."""

from __future__ import annotations

import pytest

from yalu.screening.decisions.rule_evaluation import MatchFacts, ruled
from yalu.screening.decisions.screening_policy import read_policy

POLICY = read_policy().policy
BASE = {
    "fit": "exact", "scripts": "latin", "kind": "primary", "schema": "Person", "score": 0.95, "alerts": 0.5,
    "bearers": 0.0, "words": 2, "namesakes": 1, "identifier": "silent", "birth": "silent", "contradicted": (),
}  # fmt: skip


def outcome(**given: object) -> str:
    return ruled(MatchFacts(**{**BASE, **given}), POLICY).outcome  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({}, "stop"),
        ({"alerts": 500}, "stop"),  # the table is not asked about an exact name
        ({"alerts": 500, "words": 1}, "review"),  # but for one word
        ({"fit": "full", "alerts": 500}, "review"),
        ({"fit": "full"}, "stop"),
        ({"bearers": 51}, "review"),
        ({"bearers": 50}, "stop"),
        ({"namesakes": 2}, "review"),
        ({"kind": "weak"}, "review"),
        ({"schema": "Vessel"}, "review"),
        ({"scripts": "across"}, "stop"),
        ({"scripts": "across", "alerts": 3}, "review"),
        ({"scripts": "own", "alerts": 500}, "stop"),
        ({"scripts": "own", "bearers": 200}, "review"),
        ({"bearers": 900, "birth": "supports"}, "stop"),
        ({"bearers": 900, "birth": "year"}, "stop"),
        ({"bearers": 900, "birth": "supports", "kind": "weak"}, "review"),
        ({"fit": "part", "birth": "supports", "alerts": 90}, "clear"),
        ({"bearers": 900, "identifier": "supports"}, "stop"),
        ({"fit": "forms", "alerts": 500}, "review"),
        ({"fit": "slip", "alerts": 500}, "review"),
        ({"fit": "slip", "alerts": 500, "bearers": 201}, "clear"),
        ({"fit": "shortened", "alerts": 500}, "review"),
        ({"fit": "shortened", "alerts": 500, "bearers": 31}, "clear"),
        ({"fit": "brand", "alerts": 500, "schema": "Company"}, "review"),
        ({"fit": "sound", "alerts": 500}, "review"),
        ({"fit": "sound", "alerts": 500, "bearers": 1.1}, "clear"),
        ({"fit": "sound", "alerts": 500, "score": 0.89}, "clear"),
        ({"fit": "sound", "alerts": 5}, "review"),
        ({"fit": "part", "alerts": 7}, "review"),
        ({"fit": "part", "alerts": 7.1}, "clear"),
        ({"fit": "part", "alerts": 10, "schema": "Company"}, "review"),
        ({"fit": "part", "alerts": 1, "bearers": 4}, "clear"),
        ({"fit": "part", "alerts": 1, "score": 0.49}, "clear"),
        ({"fit": "part", "alerts": 900, "identifier": "decides"}, "stop"),
        ({"identifier": "decides", "contradicted": ("birth", "gender")}, "stop"),  # a number is not weakened by a date
        ({"contradicted": ("birth",)}, "review"),
        ({"fit": "full", "alerts": 500, "contradicted": ("birth",)}, "review"),  # a whole name stays
        ({"fit": "slip", "contradicted": ("birth",)}, "clear"),
        ({"contradicted": ("gender",)}, "review"),
        ({"contradicted": ("country",)}, "stop"),
        ({"contradicted": ("ship",), "schema": "Vessel"}, "clear"),
        ({"contradicted": ("schema",)}, "review"),
        ({"fit": "slip", "contradicted": ("schema",)}, "clear"),
    ],
)  # fmt: skip
def test_what_the_policy_makes_of_a_match(given, expected):
    assert outcome(**given) == expected


def test_a_common_name_says_how_common():
    assert "about 80 of a million persons bear these words" in " ".join(
        ruled(MatchFacts(**{**BASE, "bearers": 80.0}), POLICY).reasons
    )  # type: ignore[arg-type]
    assert "3 parties of one list bear the name" in " ".join(
        ruled(MatchFacts(**{**BASE, "namesakes": 3}), POLICY).reasons
    )  # type: ignore[arg-type]
