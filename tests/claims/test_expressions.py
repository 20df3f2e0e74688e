"""Arithmetic over subjects: read by a small parser, with bounds, units and trails."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import yalu
from yalu.claims.facade import Claims
from yalu.claims.questions.arithmetic import combine, literal
from yalu.claims.questions.expressions import DEEPEST, Constant, Operation, evaluate, parse
from yalu.claims.records import FigureReading
from yalu.claims.subjects import find_subject
from yalu.documents.choices import ChoiceError


@pytest.fixture(scope="module")
def claims() -> Claims:
    return yalu.open_case("china-dprk").claims


def number(text: str, claims: Claims) -> float | None:
    return evaluate(parse(text, find_subject), claims.evidence, ()).value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2 + 3 * 4", 14),
        ("(2 + 3) * 4", 20),
        ("8 / 4 / 2", 1),
        ("7 - 2 - 1", 4),
        ("1,000,866 - 866", 1_000_000),
        ("2 × 3 ÷ 6", 1),
        ("1.5 * 2", 3),
    ],
)
def test_arithmetic_binds_as_at_school(claims: Claims, text: str, value: float) -> None:
    assert number(text, claims) == pytest.approx(value)


def test_a_share_of_own_making_has_the_trail_of_both_sides(claims: Claims) -> None:
    found = claims.test(
        "trade.total[hs=2701,flow=import] / trade.total[flow=import]", "about half", period="2016"
    )
    assert found.verdict == "supported"
    assert found.figure is not None
    assert {row.id for row in found.figure.trail.rows} >= {"F-totals-customs-2016-import-comtrade"}
    assert found.figure.low is not None
    assert found.figure.low <= (found.figure.value or 0) <= (found.figure.high or 0)


def test_a_cap_of_own_making_is_a_total_over_a_number_with_its_unit(claims: Claims) -> None:
    given = {
        "period": "2016-11-30/2016-12-31",
        "hs": "2701",
        "flow": "import",
        "ledger": "committee",
        "reporter": "ALL",
    }
    assert claims.test("trade.total / 1000866 t", "double", **given, unit="t").verdict == "supported"
    assert claims.test("trade.total / 53495894 USD", "3.4 times", **given, unit="USD").verdict == "supported"


def test_a_difference_of_shares_is_in_points(claims: Claims) -> None:
    about = "trade.share[period=2016] - trade.share[period=2015]"
    found = claims.test(about, "5.8 percentage points", denominator="total_all_reporters")
    assert found.verdict == "supported"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("trade.total[period=2016", "cannot be read"),
        ("(trade.total[period=2016]", "a bracket is opened and not closed"),
        ("trade.total[period=2016] /", "is missing before 'the end'"),
        ("trade.total[period=2016] trade.total", "stands where a sign"),
        ("trade.total[period]", "is not name=value"),
        ("trade.total[period=2016,period=2017]", "is given twice"),
        ("__import__('os').system('id')", "cannot be read"),
        ("2 furlongs / 3", "is not a unit"),
        ("(" * (DEEPEST + 5) + "1" + ")" * (DEEPEST + 5), "nests more than"),
        ("1+" * 3000 + "1", "characters"),
        ("12", "asks nothing of the data"),
    ],
)
def test_what_is_no_expression_says_where(claims: Claims, text: str, says: str) -> None:
    with pytest.raises(ChoiceError) as error:
        claims.test(text, "1")
    assert says in str(error.value)


def test_tonnes_and_dollars_are_never_added(claims: Claims) -> None:
    with pytest.raises(ChoiceError, match="never added together"):
        combine("+", literal(1, "t"), literal(1, "USD"))
    assert combine("+", literal(1, "t"), literal(500, "kg")).value == pytest.approx(1.5)


@given(
    st.sampled_from("+-*/"),
    st.lists(st.floats(min_value=0.5, max_value=1e6), min_size=2, max_size=2),
    st.lists(st.floats(min_value=0.5, max_value=1e6), min_size=2, max_size=2),
    st.floats(0, 1),
    st.floats(0, 1),
)
def test_bounds_hold_every_number_between_the_bounds(sign, left, right, a, b) -> None:
    (al, ah), (bl, bh) = sorted(left), sorted(right)
    x, y = al + (ah - al) * a, bl + (bh - bl) * b
    found = combine(
        sign,
        FigureReading(value=x, low=al, high=ah, unit="t"),
        FigureReading(value=y, low=bl, high=bh, unit="t"),
    )
    assert found.value is not None
    slack = 1e-6 * max(1.0, abs(found.value))
    assert (found.low or 0) - slack <= found.value <= (found.high or 0) + slack


@given(st.text(alphabet="trade.otl[]=,+-*/() 0123456789%$", max_size=60))
def test_no_text_breaks_the_parser(text: str) -> None:
    try:
        node = parse(text, find_subject)
    except ChoiceError:
        return
    assert isinstance(node, Constant | Operation) or node.subject.name.startswith("trade")
