"""Slips next to the thing meant, each in a small ledger where exactly one of them fits."""

from __future__ import annotations

from decimal import Decimal

import msgspec
import pytest

import yalu
from yalu.case.records import Flow, Source, SourceRef
from yalu.claims.facade import Claims
from yalu.claims.records import Judged

SOURCE = Source(id="office", title="office", reliability="B")


def flow(row: str, value: int, **changed: str) -> Flow:
    base = {
        "period": "2017-02",
        "reporter": "CHN",
        "partner": "PRK",
        "flow": "import",
        "hs": "2701",
        "ledger": "customs",
    }
    return Flow(
        id=row, quantity=Decimal(value), unit="t", sources=(SourceRef("office", 1),), **(base | changed)
    )


ROWS = (
    flow("asked", 51_873),
    flow("good", 38_417, hs="2601"),
    flow("quarter", 161_236, period="2017-01/2017-03"),
    flow("mirror", 47_159, ledger="mirror", reporter="ALL"),
    flow("year", 640_112, period="2017"),
    flow("may", 90_000, period="2017-05"),
    flow("second-quarter", 100_000, period="2017-04/2017-06"),
    flow("fiscal", 713_908, period="2017-04/2018-03"),
)


@pytest.fixture(scope="module")
def claims() -> Claims:
    case = yalu.open_case("china-dprk").case
    return Claims(
        msgspec.structs.replace(case, flows=ROWS, published=(), shares=(), sources={"office": SOURCE})
    )


def asked(claims: Claims, stated: str, **changed: str) -> Judged:
    given = {"period": "2017-02", "flow": "import", "hs": "2701", "unit": "t"} | changed
    return claims.test("trade.total", stated, **given)


@pytest.mark.parametrize(
    ("stated", "changed", "kind", "says"),
    [
        ("38,417 tonnes", {}, "good_swapped", "HS 2601 for HS 2701"),
        ("161,236 tonnes", {}, "part_of_period", "2017-Q1 for 2017-02"),
        ("51,873 tonnes", {"period": "2017-Q1"}, "part_of_period", "2017-02 for 2017-Q1"),
        ("47,159 tonnes", {}, "other_ledger", "ledger “mirror”"),
        ("713,908 tonnes", {"period": "2017"}, "fiscal_year", "April to March"),
        ("640,112 tonnes", {"period": "2017-04/2018-03"}, "fiscal_year", "the calendar year 2017"),
        ("5,187.3 tonnes", {}, "unit_or_scale", "one digit"),
        ("518,703 tonnes", {}, "digit_zero", "put in"),
    ],
)
def test_the_slip_that_fits_is_offered_first(
    claims: Claims, stated: str, changed: dict[str, str], kind: str, says: str
) -> None:
    found = asked(claims, stated, **changed)
    assert found.verdict == "contradicted"
    assert found.slips
    assert found.slips[0].kind == kind, found.slips
    assert says in found.slips[0].says


@pytest.mark.parametrize("stated", ["29,417 tonnes", "72,641 tonnes", "55,931 tonnes"])
def test_a_number_that_nothing_gives_is_offered_no_slip(claims: Claims, stated: str) -> None:
    assert asked(claims, stated).slips == ()


def test_an_order_of_magnitude_is_found_against_bounds_alone(claims: Claims) -> None:
    found = asked(claims, "950,000 tonnes", period="2017-05/2017-06")
    assert found.ours == "between 90,000 and 100,000 t"
    assert found.figure is not None
    assert found.figure.value is None
    assert found.slips[0].kind == "unit_or_scale"
    assert asked(claims, "400,000 tonnes", period="2017-05/2017-06").slips == ()
