"""Law that has ended: what was done while it was in force stays judged by it, and no sentence says that it was not."""

from datetime import date
from typing import Any

import msgspec
import pytest

from yalu.law import Evaluation, Regime
from yalu.law.result_table import FlowVerdicts
from yalu.law.text.records import InForce, Instrument, Limit, Measure, MeasureGoods, PriceLimit

OLD = Measure(
    id="old", instrument="first", paragraph="1", title="No crude oil", addressee="all_member_states", direction="from_target",
    goods=MeasureGoods(text="crude oil", hs=("2709",), basis="law"), effect="ban", tested_date="loaded",
    in_force=InForce(start=date(2020, 1, 1), until=date(2022, 1, 1)), known_from=date(2019, 12, 1), sources=("memory",),
    verified="verified",
)  # fmt: skip
NEW = msgspec.structs.replace(OLD, id="new", paragraph="2", in_force=InForce(start=date(2022, 1, 1)))
SUPPLY = msgspec.structs.replace(OLD, id="supply", direction="to_target")
SERVICES = msgspec.structs.replace(
    OLD, id="services", addressee="XCC", trade_of="third_states",
    limit=Limit(price=PriceLimit(at_most=60, currency="USD", per="bbl")),
)  # fmt: skip


def judged(*measures: Measure, **row: Any) -> FlowVerdicts:
    given = {"id": "a", "period": "2022-01-20", "reporter": "XBB", "partner": "XAA", "flow": "import", "hs": "2709", "quantity": 10,
             "unit": "bbl", "value": 700, "currency": "USD", "value_basis": "fob", "ledger": "customs"} | row  # fmt: skip
    return Evaluation(Regime(name="made up", measures=measures), [given], target="XAA").judge()


def said(*measures: Measure, **row: Any) -> dict[str, str]:
    return {one.measure: one.verdict.verdict for one in judged(*measures, **row).iterate()}


@pytest.mark.parametrize(
    ("measure", "row", "verdict"),
    [
        (SUPPLY, {"flow": "export", "loaded_date": "2021-12-30"}, {"supply": "breach"}),
        (SUPPLY, {"flow": "export", "period": "2021-12", "loaded_date": "2021-12-30"}, {"supply": "breach"}),
        (SERVICES, {"loaded_date": "2021-12-30"}, {"services": "breach"}),
        (SERVICES, {"loaded_date": "2021-12-30", "value": 500}, {"services": "within"}),
        (SERVICES, {"loaded_date": "2022-01-02"}, {"": "not_covered"}),
        (OLD, {"loaded_date": "2021-12-30"}, {"": "not_covered"}),
    ],
)
def test_only_a_ban_on_imports_asks_whether_it_was_still_in_force_at_the_import(measure, row, verdict):
    assert said(measure, **row) == verdict


def test_a_measure_in_force_that_tests_an_earlier_day_is_not_said_to_be_out_of_force():
    (one,) = judged(OLD, NEW, loaded_date="2021-12-30").iterate()
    assert one.verdict.reason == (
        "no measure in force on 20 January 2022 on HS 2709 reaches the row: "
        "first, paragraph 2 from 1 January 2022, by the loaded date"
    )


def test_goods_without_words_of_the_law_are_called_by_their_code():
    wordless = msgspec.structs.replace(OLD, goods=MeasureGoods(text="", hs=("2709",), basis="law"))
    (one,) = judged(wordless, period="2021-06", loaded_date="2021-06-02").iterate()
    assert one.verdict.title == "HS 2709, June 2021, XBB (customs) under first, paragraph 1"


def test_a_total_of_all_states_is_not_said_to_be_outside_the_days_of_law_on_services():
    (one,) = judged(SERVICES, reporter="ALL", period="2021-06-20").iterate()
    assert one.verdict.verdict == "cannot_say"
    assert one.verdict.reason == "the measures on HS 2709 do not address all states: they are law of XCC"


@pytest.mark.parametrize(("day", "until"), [("2021-06-30", None), ("2021-07-20", date(2022, 1, 1))])
def test_an_end_that_an_instrument_brings_is_known_once_the_instrument_is_public(
    day: str, until: date | None
):
    ended = msgspec.structs.replace(OLD, in_force=msgspec.structs.replace(OLD.in_force, ended_by="lifting"))
    lifting = Instrument(
        id="lifting", title="All is lifted", layer="un", adopted="2021-07-20", published="2021-07-20"
    )
    law = Regime(name="made up", measures=(ended,), instruments={"lifting": lifting})
    (known,) = law.limited_to(date.fromisoformat(day)).measures
    assert known.in_force.until == until
