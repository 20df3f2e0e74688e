"""A paragraph that exempts from others lifts what a row shows under it, on the days and in the law it is of."""

from datetime import date
from typing import Any

import msgspec
import pytest

from yalu.law import Evaluation, Regime, open_regime
from yalu.law.result_table import FlowVerdicts
from yalu.law.text.records import Condition, InForce, Limit, LimitPart, LimitWindow, Measure, MeasureGoods

COAL = MeasureGoods(text="coal", hs=("2701",), basis="law")
BAN = Measure(
    id="ban", instrument="first", paragraph="1", title="No coal", addressee="all_member_states", direction="from_target",
    goods=COAL, effect="ban", in_force=InForce(start=date(2020, 1, 1), until=date(2022, 1, 1)), known_from=date(2019, 12, 1),
    sources=("memory",), verified="verified",
)  # fmt: skip
RELIEF = msgspec.structs.replace(
    BAN, id="relief", paragraph="9", title="Relief is exempt", direction="both", effect="exemption",
    goods=MeasureGoods(text="any activity", scope="catch_all"),
    conditions=(Condition(kind="exemption", name="relief", evidence="committee_approved"),),
    in_force=InForce(start=date(2019, 1, 1)),
)  # fmt: skip
CAP = msgspec.structs.replace(
    BAN, id="cap", effect="cap", counts="all_member_states",
    limit=Limit(first_reached_of=(LimitPart(quantity=100, unit="t"),),
                window=LimitWindow(first=date(2020, 1, 1), last=date(2020, 12, 31))),
)  # fmt: skip


def judged(*measures: Measure, **row: Any) -> FlowVerdicts:
    given = {"id": "a", "period": "2020", "reporter": "XBB", "partner": "XAA", "flow": "import", "hs": "2701",
             "quantity": 150, "unit": "t", "ledger": "customs"} | row  # fmt: skip
    return Evaluation(Regime(name="made up", measures=measures), [given], target="XAA").judge()


def said(*measures: Measure, **row: Any) -> str:
    (found,) = [one for one in judged(*measures, **row).iterate() if one.measure == measures[0].id]
    return found.verdict.verdict


@pytest.mark.parametrize(
    ("shown", "verdict"),
    [("", "breach"), ("none", "breach"), ("committee_notified", "cannot_say"), ("committee_approved", "not_covered")],
)  # fmt: skip
def test_only_what_a_row_shows_under_it_lifts_a_ban(shown: str, verdict: str):
    assert said(BAN, RELIEF, relief_evidence=shown) == verdict


@pytest.mark.parametrize(
    ("changes", "verdict"),
    [
        ({"in_force": InForce(start=date(2020, 6, 1))}, "cannot_say"),
        ({"in_force": InForce(start=date(2019, 1, 1), until=date(2021, 1, 1))}, "cannot_say"),
        ({"in_force": InForce(start=date(2019, 1, 1), until=date(2022, 1, 1))}, "not_covered"),
        ({"in_force": InForce(start=date(2022, 1, 1))}, "breach"),
        ({"in_force": InForce(start=date(2019, 1, 1), until=date(2020, 1, 1))}, "breach"),
        ({"verified": "memory"}, "cannot_say"),
        ({"unread": ("exemption",)}, "cannot_say"),
        ({"direction": "from_target"}, "not_covered"),
        ({"direction": "to_target"}, "breach"),
        ({"addressee": "XBB"}, "breach"),
        ({"goods": MeasureGoods(text="coke", hs=("2704",), basis="law")}, "breach"),
        ({"goods": MeasureGoods(text="anthracite", hs=("270111",), basis="law")}, "not_covered"),
    ],
)  # fmt: skip
def test_it_lifts_for_certain_what_lies_in_its_days_goods_direction_and_law(changes: Any, verdict: str):
    other = msgspec.structs.replace(RELIEF, **changes)
    assert said(BAN, other, relief_evidence="committee_approved") == verdict


def test_of_two_such_paragraphs_the_one_that_is_sure_decides_and_is_named():
    later = msgspec.structs.replace(
        RELIEF, id="later", paragraph="7", in_force=InForce(start=date(2021, 1, 1))
    )
    for order in ((later, RELIEF), (RELIEF, later)):
        (found,) = judged(BAN, *order, relief_evidence="committee_approved").iterate()
        assert "“relief” of first, paragraph 9 is shown" in found.verdict.reason
    both_ways = msgspec.structs.replace(BAN, direction="both")
    one_way = msgspec.structs.replace(RELIEF, direction="from_target")
    (found,) = judged(both_ways, one_way, relief_evidence="committee_approved").iterate()
    assert found.verdict.settled_by.startswith("whether “relief” of first, paragraph 9 reached the trade: ")


def test_approved_trade_does_not_use_a_limit_up_and_trade_that_shows_nothing_does():
    found = judged(CAP, RELIEF, relief_evidence="committee_approved")
    assert ([row.verdict.verdict for row in found.iterate()], found.caps[0].verdict.verdict) == (
        ["not_covered"],
        "cannot_say",
    )
    unclaimed = judged(CAP, RELIEF)
    assert ([row.verdict.verdict for row in unclaimed.iterate()], unclaimed.caps[0].verdict.verdict) == (
        ["breach"],
        "breach",
    )
    assert "approval" not in unclaimed.caps[0].verdict.reason


@pytest.mark.parametrize(
    ("shown", "verdict"),
    [("", "breach"), ("committee_notified", "cannot_say"), ("committee_approved", "not_covered")],
)
def test_it_frees_trade_from_what_a_limit_asks_of_all_trade_inside_it(shown: str, verdict: str):
    livelihood = Condition(kind="precondition", name="livelihood", evidence="state_determined")
    cap = msgspec.structs.replace(CAP, conditions=(livelihood,))
    assert said(cap, RELIEF, quantity=5, livelihood_evidence="none", relief_evidence=shown) == verdict


def test_iron_that_the_committee_let_pass_is_outside_the_ban_of_the_resolution():
    row = {"id": "a", "period": "2019-05", "reporter": "CHN", "partner": "PRK", "flow": "import", "hs": "2601", "quantity": 5,
           "unit": "t", "ledger": "customs", "committee_case_by_case_evidence": "committee_approved"}  # fmt: skip
    found = {
        one.measure: one
        for one in Evaluation(open_regime("un-dprk"), [row], target="PRK", open_ended=False).judge().iterate()
    }
    assert found["unscr-2371-op8-iron"].finding == "exempt"
    assert "Resolution 2321 (2016), paragraph 46" in found["unscr-2371-op8-iron"].verdict.reason
