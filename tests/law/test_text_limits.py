"""A clause that nobody read, or two readings of one text, leave certain only what comes out the same either way."""

from __future__ import annotations

from datetime import date
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.law.test_certainty_of_law import DATES, regime, situations
from yalu.law import Evaluation
from yalu.law.text.records import Clause, Clearance, Measure, TextReading, WindDown
from yalu.law.text.text_limits import text_notes, with_possible_dates
from yalu.law.verdicts.row_explanations import RowVerdict
from yalu.law.verdicts.situations import DateAnswer, Situation
from yalu.law.verdicts.verdict_cache import decide
from yalu.vocabulary.answers import CANNOT_SAY, YES
from yalu.vocabulary.results import as_text

COPPER = "unscr-2321-op28-copper-nickel-silver-zinc"
ROW = {
    "id": "a", "reporter": "CHN", "partner": "PRK", "flow": "import", "hs": "740200", "period": "2017-03-10",
    "quantity": "10", "unit": "t", "ledger": "customs",
}  # fmt: skip
OLD_CONTRACTS = WindDown(
    contract_before=date(2016, 11, 30), import_by=date(2016, 12, 30), notify_by=date(2017, 1, 14)
)
TWO = (
    TextReading(name="strict", says="no old contracts", without=("wind_down",), sources=("memory",)),
    TextReading(name="lenient", says="old contracts pass", sources=("memory",)),
)


def judged(row: dict[str, str], **changes: Any) -> dict[str, RowVerdict]:
    """The verdicts on one row when the paragraph on copper is changed so; the notice under its duty."""
    law = regime()
    measures = tuple(msgspec.structs.replace(m, **changes) if m.id == COPPER else m for m in law.measures)
    evaluation = Evaluation(
        msgspec.structs.replace(law, measures=measures), [ROW | row], target="PRK", open_ended=False
    )
    return {found.duty: found for found in evaluation.judge().iterate() if found.measure == COPPER}


def test_an_exemption_that_was_not_read_caps_a_breach_and_names_the_text():
    assert judged({})[""].verdict.verdict == "breach"
    found = judged({}, unread=("exemption",))[""]
    assert (found.verdict.verdict, found.breach, found.finding) == ("cannot_say", CANNOT_SAY, "undetermined")
    assert "the text of Resolution 2321 (2016), paragraph 28, its exemptions" in found.verdict.settled_by
    assert "breach as far as the text was read" in found.verdict.reason
    assert not found.verdict.trail.strength.certain


def test_a_row_that_claims_no_exemption_is_a_breach_with_or_without_one():
    assert judged({"exemption_evidence": "none"}, unread=("exemption",))[""].verdict.verdict == "breach"


@pytest.mark.parametrize(
    ("signed", "verdict"), [("", "cannot_say"), ("2016-11-29", "cannot_say"), ("2016-11-30", "breach")]
)
def test_a_clause_on_older_contracts_that_was_not_read_caps_only_what_an_older_contract_could_lift(
    signed: str, verdict: str
):
    found = judged({"contract_date": signed}, unread=("wind_down",))[""]
    assert found.verdict.verdict == verdict
    if not signed:
        assert "contract_date" in found.verdict.settled_by


@pytest.mark.parametrize(
    ("loaded", "verdict"), [("", "cannot_say"), ("2016-11-29", "cannot_say"), ("2017-01-01", "breach")]
)
def test_a_clause_on_goods_on_the_way_that_was_not_read_caps_only_goods_that_left_before_the_ban(
    loaded: str, verdict: str
):
    assert judged({"loaded_date": loaded}, unread=("clearance",))[""].verdict.verdict == verdict


@pytest.mark.parametrize(
    ("period", "signed", "verdict"),
    [
        ("2016-12-10", "2016-11-01", "cannot_say"),
        ("2016-12-10", "2016-12-01", "breach"),
        ("2017-03-10", "2016-11-01", "breach"),
    ],
)
def test_a_written_wind_down_that_no_text_carries_is_judged_with_and_without(
    period: str, signed: str, verdict: str
):
    row = {"period": period, "contract_date": signed}
    assert judged(row, unread=("wind_down",), wind_down=OLD_CONTRACTS)[""].verdict.verdict == verdict


def test_of_two_written_clauses_that_no_text_carries_neither_makes_the_other_certain():
    row = {"period": "2016-12-10", "contract_date": "2016-11-01", "loaded_date": "2016-11-20"}
    on_the_way = Clearance(loaded_before=date(2016, 11, 30))
    assert judged(row, wind_down=OLD_CONTRACTS, clearance=on_the_way)[""].verdict.verdict == "within"
    found = judged(row, wind_down=OLD_CONTRACTS, clearance=on_the_way, unread=("wind_down", "clearance"))[""]
    assert found.verdict.verdict == "cannot_say"
    assert {"its clause on older contracts", "its clause on goods already on the way"} <= {
        text.rpartition(", ")[2] for text in found.verdict.settled_by.split("; ")
    }
    one_read = judged(row, wind_down=OLD_CONTRACTS, clearance=on_the_way, unread=("clearance",))[""]
    assert one_read.verdict.verdict == "within"


@pytest.mark.parametrize("printed", ["2017-01-10", "2017-02-01"])
def test_a_notice_whose_day_no_text_carries_is_neither_kept_nor_broken(printed: str):
    row = {"period": "2016-12-10", "contract_date": "2016-11-01", "notified_date": printed}
    assert judged(row, wind_down=OLD_CONTRACTS)["notice"].verdict.verdict in {"within", "breach"}
    found = judged(row, wind_down=OLD_CONTRACTS, unread=("notice",))["notice"].verdict
    assert found.verdict == "cannot_say"
    assert "its duty to notify" in found.settled_by
    assert judged(row, wind_down=OLD_CONTRACTS, unread=("notice",))[""].verdict.verdict == "within"


def test_two_readings_that_differ_stand_side_by_side_in_their_words():
    row = {"period": "2016-12-10", "contract_date": "2016-11-01", "notified_date": "2017-01-10"}
    found = judged(row, wind_down=OLD_CONTRACTS, readings=TWO)
    verdict = found[""].verdict
    assert verdict.verdict == "cannot_say"
    assert "“no old contracts”: breach" in verdict.reason
    assert "“old contracts pass”: within" in verdict.reason
    assert verdict.settled_by.startswith(
        "which reading of Resolution 2321 (2016), paragraph 28 is right: “strict” (no old contracts)"
    )
    assert [step for step in verdict.trail.steps if step.startswith("under the reading")] == [
        f"under the reading “strict”: breach, for {decided('breach').reason}",
        f"under the reading “lenient”: within, for {decided('within').reason}",
    ]
    assert found["notice"].verdict.verdict == "cannot_say"


def decided(verdict: str) -> Any:
    """What the paragraph says to that row as one reading has it."""
    measure = msgspec.structs.replace(
        regime().measure(COPPER), wind_down=OLD_CONTRACTS if verdict == "within" else WindDown()
    )
    given_ = DateAnswer(YES) if verdict == "within" else None
    dates = dict.fromkeys(DATES) | {"contract": given_, "imported": given_}
    return decide(measure, Situation(goods="yes", in_force=DateAnswer(YES), origin="", evidence={}, **dates))  # type: ignore[arg-type]


@pytest.mark.parametrize(("period", "signed"), [("2017-03-10", "2016-11-01"), ("2016-12-10", "2016-12-01")])
def test_readings_that_agree_leave_the_verdict_certain_and_both_in_its_trail(period: str, signed: str):
    found = judged({"period": period, "contract_date": signed}, wind_down=OLD_CONTRACTS, readings=TWO)[
        ""
    ].verdict
    assert found.verdict == "breach"
    assert found.trail.strength.says.startswith("1 row, 1 clause, 2 readings")
    assert sum("under the reading" in step for step in found.trail.steps) == 2


def test_a_reading_can_hold_that_the_paragraph_does_not_reach_the_trade():
    aside = TextReading(name="aside", says="not yet", without=("paragraph",), sources=("memory",))
    found = judged({}, readings=(TextReading(name="strict", says="at once", sources=("memory",)), aside))[
        ""
    ].verdict
    assert found.verdict == "cannot_say"
    assert "“not yet”: not covered" in found.reason


def test_every_verdict_carries_the_notes_on_the_reading_in_its_trail():
    measure = regime().measure(COPPER)
    assert text_notes(measure)[0] == f"{COPPER}: {measure.notes.strip()}"
    found = judged({}, unread=("exemption",), readings=())[""].verdict
    assert found.trail.notes == (
        text_notes(measure)[0],
        "Resolution 2321 (2016), paragraph 28: nobody here has read its exemptions",
    )
    assert measure.notes.strip() in as_text(found)


def test_the_sum_of_a_cap_and_its_reports_carry_the_notes_too():
    kind = "unscr-2321-op26b-coal-2017"
    row = ROW | {"hs": "2701", "period": "2017-03", "quantity": "9000000", "reporter": "CHN"}
    evaluation = Evaluation(regime(), [row], target="PRK", open_ended=False)
    note = text_notes(regime().measure(kind))[0]
    found = evaluation.judge()
    use = next(use for use in found.caps if use.verdict.id.startswith(f"verdict/{kind}/"))
    assert note in use.verdict.trail.notes
    report = next(verdict for verdict in found.reporting if verdict.id.startswith(f"verdict/{kind}/"))
    assert note in report.trail.notes


def test_an_exemption_beyond_a_limit_that_was_not_read_keeps_the_sum_from_being_a_breach():
    law = regime()
    row = ROW | {"hs": "2701", "period": "2017-03", "quantity": "9000000", "reporter": "ALL"}
    for unread, verdict in (((), "breach"), (("exemption",), "cannot_say")):
        measures = tuple(
            msgspec.structs.replace(m, unread=unread) if m.id == "unscr-2321-op26b-coal-2017" else m
            for m in law.measures
        )
        changed = msgspec.structs.replace(law, measures=measures)
        uses = Evaluation(changed, [row], target="PRK").utilisation(measure="unscr-2321-op26b-coal-2017")
        assert uses[0].verdict.verdict == verdict, uses[0].verdict.reason


CLAUSES: tuple[Clause, ...] = ("wind_down", "clearance", "exemption")


@settings(deadline=None, max_examples=300)
@given(situations(), st.sets(st.sampled_from(CLAUSES)))
def test_no_certain_verdict_hangs_on_a_clause_that_was_not_read(
    world: tuple[Measure, Situation], clauses: set[Clause]
) -> None:
    measure, situation = world
    if measure.limits_amounts or measure.readings:
        return
    said = decide(msgspec.structs.replace(measure, unread=tuple(sorted(clauses))), situation)
    if said.verdict == "cannot_say":
        assert said.settled_by
        return
    assert decide(msgspec.structs.replace(measure, unread=()), situation).verdict == said.verdict
    if "exemption" in clauses:  # no row of these worlds says that none was claimed
        assert said.verdict != "breach"


def test_an_unread_clause_asks_only_for_dates_before_the_first_day_in_force():
    measure = msgspec.structs.replace(regime().measure(COPPER), unread=("wind_down", "clearance"))
    asked = with_possible_dates(measure)
    assert asked.wind_down == WindDown(contract_before=measure.in_force.start)
    assert asked.clearance.loaded_before == measure.in_force.start
    written = msgspec.structs.replace(measure, wind_down=OLD_CONTRACTS)
    assert with_possible_dates(written).wind_down == OLD_CONTRACTS
    assert with_possible_dates(regime().measure(COPPER)) == regime().measure(COPPER)
