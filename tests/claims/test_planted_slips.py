"""Known slips planted into true figures are found and ranked first; true statements are left in peace."""

from __future__ import annotations

from collections import Counter

import pytest

from tests.claims import planting

EACH = 12
TARGET = 0.95


@pytest.fixture(scope="module")
def found() -> dict[str, Counter[str]]:
    return {kind: planting.planted(kind, EACH) for kind in planting.KINDS}


@pytest.mark.slow
def test_the_planted_slip_is_ranked_first_in_95_of_100(found: dict[str, Counter[str]]) -> None:
    every = sum(counter.total() for counter in found.values())
    first = sum(counter[kind] for kind, counter in found.items())
    assert every >= 100
    assert first / every >= TARGET, {kind: dict(counter) for kind, counter in found.items()}


@pytest.mark.slow
@pytest.mark.parametrize("kind", planting.KINDS)
def test_every_kind_of_slip_is_planted_and_mostly_found(found: dict[str, Counter[str]], kind: str) -> None:
    assert found[kind].total() >= 5
    assert found[kind][kind] / found[kind].total() >= 0.8


@pytest.mark.slow
def test_true_statements_with_honest_rounding_are_offered_no_slip() -> None:
    size, wrong, slips = planting.honest_rates(120)
    assert size >= 100
    assert wrong / size <= 1 - TARGET
    assert slips / size <= 1 - TARGET


@pytest.mark.slow
def test_wrong_statements_without_a_slip_are_seldom_offered_one() -> None:
    size, offered = planting.random_rates(120)
    assert size >= 100
    assert offered / size <= 1 - TARGET
