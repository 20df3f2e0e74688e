"""The grid of readings: what counts as support, what comes nearest, what decides."""

from __future__ import annotations

import pytest

import yalu
from yalu.claims.facade import Claims
from yalu.claims.questions.question import varied
from yalu.claims.records import GridRow, Labels
from yalu.claims.verdicts.judgement import describe


@pytest.fixture(scope="module")
def claims() -> Claims:
    return yalu.open_case("china-dprk").claims


def test_neighbouring_periods_never_support(claims) -> None:
    found = claims.test("trade.total", "1.45 million tonnes", period="2017-02", flow="import", hs="2701")
    assert found.grid is not None
    rows = [row for row in found.grid.rows if row.role == "neighbouring"]
    assert any(row.stand == "supports" for row in rows)
    assert found.verdict == "contradicted"
    assert found.grid.supporting == 0


def test_a_departure_from_what_the_statement_names_does_not_make_it_hold(claims) -> None:
    found = claims.test("trade.growth", "54.5%", period="2017-Q1", currency="CNY", flow="import")
    assert found.grid is not None
    assert any(row.role == "other" and row.stand == "supports" for row in found.grid.rows)
    assert found.verdict == "contradicted"


def test_what_the_statement_names_is_not_varied(claims) -> None:
    found = claims.test(
        "visits.frequency", "1.25", leader="xi-jinping", rules="beyond-parallel", eras="calendar", weight="1"
    )
    assert found.grid is not None
    assert found.verdict == "supported"
    assert [row.role for row in found.grid.rows].count("main") == 1
    assert "open" not in {row.role for row in found.grid.rows}


def test_the_deciding_choice_splits_support_most(claims) -> None:
    found = claims.test("visits.frequency", "1.25", leader="xi-jinping")
    assert found.grid is not None
    spreads = {choice.name: choice.spread for choice in found.grid.choices}
    assert spreads[found.grid.deciding] == max(spreads.values())
    assert spreads["weight"] == 0
    assert found.grid.corner == (found.grid.share is not None and found.grid.share < 0.1)


def row(stand: str, **choices: str) -> GridRow:
    return GridRow(choices=choices, role="open", shown="", value=1.0, stand=stand)


def test_conditions_name_only_the_choices_that_matter() -> None:
    rows = [row("supports" if a == "x" else "against", a=a, b=b) for a in "xyz" for b in "12"]
    assert describe([r for r in rows if r.stand == "supports"], rows, Labels()) == ("a is x",)


def test_conditions_join_readings_that_differ_in_one_choice() -> None:
    yes = {("x", "1"), ("x", "2"), ("y", "3")}
    rows = [row("supports" if (a, b) in yes else "against", a=a, b=b) for a in "xyz" for b in "123"]
    assert describe([r for r in rows if r.stand == "supports"], rows, Labels()) == (
        "a is x and b is 1 or 2",
        "a is y and b is 3",
    )


def test_the_nearest_reading_is_named_when_none_agrees(claims) -> None:
    found = claims.test("visits.count", "200", **{"from": "1953-07-27", "to": "2017-03-17"})
    assert found.verdict == "cannot_say"  # most of these years were not searched well
    assert found.grid is not None
    assert found.grid.nearest is not None
    away = [
        abs((r.value or 0) - 200)
        for r in found.grid.rows
        if r.role in {"main", "open"} and r.value is not None
    ]
    assert abs((found.grid.nearest.value or 0) - 200) == min(away)


def test_a_reading_whose_open_facts_could_settle_it_is_no_contradiction(claims) -> None:
    # 182 to 190 visits under this rule set; the bounds of the others end at 178 or begin at 196.
    found = claims.test("visits.count", "185", **{"from": "1953-07-27", "to": "2017-03-17"})
    assert found.verdict == "cannot_say"
    assert "As inclusive, without third countries" in found.reason


def test_then_and_today_may_differ(claims) -> None:
    for checked in claims.check("sexton-2017"):
        if checked.then is not None:
            assert checked.then.known_by == (
                "2017-05-31" if checked.claim.published == "2017-05" else checked.claim.published
            )
        if checked.today is not None:
            assert checked.today.known_by == ""


def test_the_same_question_gives_the_same_answer(claims) -> None:
    ask = {"period": "2015"}
    assert claims.test("trade.share", "91%", **ask) == yalu.open_case("china-dprk").claims.test(
        "trade.share", "91%", **ask
    )


def test_answers_that_nobody_searched_for_can_agree_but_never_contradict(claims) -> None:
    asked = {"responder": "state", "state": "CHN"}
    assert claims.test("responses.most", "protest unilateral sanctions", **asked).verdict == "supported"
    other = claims.test("responses.most", "claim of ignorance", **asked)
    assert (other.verdict, other.slips) == ("cannot_say", ())
    assert "thin: answers that were found" in other.reason


def test_the_other_side_tells_a_ratio_of_two_flows_with_both_of_them_turned(claims) -> None:
    """Partner's exports over its imports are the target's imports over its exports: 2,299.05 / 341.82 in 2024."""
    found = claims.test("trade.ratio", "5.3 times", period="2024", flow="export", against_flow="import")
    assert found.grid is not None
    mirror = next(row for row in found.grid.rows if row.choices.get("ledger") == "mirror")
    assert mirror.value == pytest.approx(2_299_050_000 / 341_820_000)


def test_a_balance_is_not_told_by_the_other_side(claims) -> None:
    """The target's exports less its imports have the other sign, and deny no surplus of the partner."""
    found = claims.test("trade.balance", "$1.49 billion", period="2024")
    assert found.verdict == "supported"
    assert "mirror" not in found.reason


def test_a_choice_is_varied_in_the_parts_it_belongs_to_and_in_no_other() -> None:
    base = ({"period": "2016", "flow": "import"}, {"period": "2015", "flow": "import"})
    assert varied(base, (1,), "period", "2014") == (base[0], {"period": "2014", "flow": "import"})
    assert varied(base, (0, 1), "flow", "export") == tuple({**part, "flow": "export"} for part in base)
    assert varied(base, (), "flow", "export") == base
