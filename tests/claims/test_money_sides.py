"""Money has sides: all of it, what is suspended, what is to be paid, and what an authority's headline says."""

from __future__ import annotations

import pytest

import yalu
from yalu.claims.subjects.enforcement.acts import SIDES


@pytest.fixture(scope="module")
def claims():
    return yalu.open_case("china-dprk").claims


@pytest.mark.parametrize(
    ("asked_of", "stated", "side"),
    [
        ({"action": "zte-settlement-2017"}, "$892 million", "payable"),
        ({"action": "zte-settlement-2017"}, "$1.19 billion", "gross"),
        ({"action": "zte-settlement-2017"}, "$300 million", "suspended"),
        ({"matter": "bat"}, "$629 million", "announced"),
        ({"matter": "bat"}, "$635 million", "gross"),
        ({"action": "bat-ofac-2023"}, "$508.6 million", "gross"),  # 503.3 of it met by the other penalty
        ({"action": "bat-ofac-2023"}, "$5.3 million", "net"),
    ],
)
def test_every_side_that_differs_is_a_reading(claims, asked_of, stated, side) -> None:
    found = claims.test("ledger.total", stated, **asked_of)
    assert found.verdict == "supported_if"
    assert found.conditions == (f"side is {side}",)


def test_money_of_one_side_has_one_reading(claims) -> None:
    found = claims.test("ledger.total", "$100.9 million", action="zte-ofac-2017")
    assert found.verdict == "supported"
    assert found.grid.readings == 1


def test_a_number_on_no_side_is_contradicted(claims) -> None:
    assert claims.test("ledger.total", "$700 million", action="zte-settlement-2017").verdict == "contradicted"


def test_a_side_that_is_named_is_the_only_one(claims) -> None:
    found = claims.test("ledger.total", "$892 million", action="zte-settlement-2017", side="gross")
    assert found.verdict == "contradicted"
    assert found.slips[0].kind == "gross_for_net"
    assert "payable" in found.slips[0].says


@pytest.mark.parametrize("side", SIDES)
def test_the_rows_of_every_side_are_named(claims, side) -> None:
    matter = "bat" if side == "announced" else "zte"
    rows = claims.case.amounts
    found = claims.test("ledger.total", "$1", matter=matter, side=side, measure="penalty")
    assert found.figure is not None
    assert {row.id for row in found.figure.trail.rows} <= {row.id for row in rows}


@pytest.mark.parametrize(
    ("word", "verdict"),
    [
        ("froze", "supported_if"),
        ("restraint", "supported"),
        ("civil forfeiture", "supported"),
        ("indicted", "contradicted"),
    ],
)
def test_what_an_act_does_to_property_is_a_looser_reading_of_its_name(claims, word, verdict) -> None:
    assert claims.test("ledger.kind", word, action="dhid-forfeiture-2016").verdict == verdict
