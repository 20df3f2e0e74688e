"""Errors that others printed: the rate of docs/claims.md is the one that is measured."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.claims import outside
from yalu.claims.slips.ranks import KINDS

DOCS = Path(__file__).parents[2] / "docs" / "claims.md"


@pytest.fixture(scope="module")
def found() -> list[tuple[dict, str, tuple[str, ...]]]:
    return outside.outcomes()


def test_the_docs_print_the_rates_that_are_measured() -> None:
    text = DOCS.read_text(encoding="utf-8")
    for line in outside.table():
        assert line in text


def test_no_printed_error_is_supported(found) -> None:
    assert {verdict for _, verdict, _ in found} <= {"contradicted", "cannot_say"}


def test_every_error_says_where_it_stands_and_which_half_it_is_of(found) -> None:
    for row, _, _ in found:
        assert row["where"]
        assert row["half"] in outside.HALVES
        assert row["kind"] == "" or row["kind"] in KINDS


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("a cap of 408.7 million dollars for 400.87", "digit_zero"),
        ("the iron ore of June 2017 printed as coal", "good_swapped"),
        ("24.8 million tonnes in eight months of a year that had 22.5", "part_and_whole"),
        ("892 million as the amount of the settlement", "gross_for_net"),
    ],
)
def test_slips_of_real_life_are_named(found, name: str, kind: str) -> None:
    (slips,) = [slips for row, _, slips in found if row["name"] == name]
    assert slips[0] == kind
