"""What a cap has used up where rows of all states and rows of single states stand side by side, or say too little."""

from decimal import Decimal

import pytest

from tests.law.sentences import regime
from yalu.engine import open_engine
from yalu.law import Evaluation

CAP = "unscr-2321-op26b-coal-2017"
SPANS = [
    *(f"2017-{month:02}" for month in range(1, 8)),
    "2017-08-01/2017-08-04",
]  # the whole window of the cap


def row(period, quantity, reporter="ALL", unit="t", hs="2701"):
    given = {} if quantity is None else {"quantity": quantity, "unit": unit}
    return {
        "period": period,
        "reporter": reporter,
        "partner": "PRK",
        "flow": "import",
        "hs": hs,
        "ledger": "committee",
        **given,
    }


def limb_of(rows, carry_over="strict"):
    evaluation = Evaluation(
        regime("un-dprk"), rows, target="PRK", open_ended=False, engine=open_engine("duckdb")
    )
    (use,) = evaluation.utilisation(measure=CAP, carry_over=carry_over)
    return next(limb for limb in use.scenarios[0].limbs if limb.kind == "quantity")


def used(rows):
    return limb_of(rows).used


def test_a_window_that_is_reported_whole_is_summed_to_one_number():
    bounds = used([row(span, 100) for span in SPANS])
    assert (bounds.low, bounds.high) == (800, 800)


def test_states_that_certainly_traded_more_than_the_row_of_all_raise_the_least():
    bounds = used([row("2017-01", 100), row("2017-02", 300, "CHN"), row("2017-02", 200, "RUS")])
    assert (bounds.low, bounds.high) == (500, None)


def test_states_that_traded_less_than_the_row_of_all_change_nothing():
    bounds = used([*(row(span, 100) for span in SPANS), row("2017-02", 60, "CHN"), row("2017-02", 30, "RUS")])
    assert (bounds.low, bounds.high) == (800, 800)


def test_a_row_without_an_amount_leaves_the_most_open():
    rows = [row(span, None if span == "2017-03" else 100) for span in SPANS]
    bounds = used(rows)
    assert (bounds.low, bounds.high) == (700, None)


def test_an_amount_in_a_unit_that_no_factor_turns_into_tonnes_leaves_the_most_open():
    bounds = used([row(span, 100, unit="1" if span == "2017-03" else "t") for span in SPANS])
    assert (bounds.low, bounds.high) == (700, None)


def test_a_part_in_a_unit_that_no_factor_fits_leaves_the_most_open_even_under_its_heading():
    # Whether the heading's own row took that part in is not known.
    bounds = used([*(row(span, 100) for span in SPANS), row("2017-03", 5, unit="1", hs="270119")])
    assert (bounds.low, bounds.high) == (800, None)


def test_a_window_before_that_stayed_below_its_limit_charges_nothing_to_the_next():
    # 1,000,866 t were allowed from 30 November to 31 December 2016 (S/RES/2321, paragraph 26 b).
    rows = [row("2016-11-30/2016-12-31", 10), *(row(span, 100) for span in SPANS)]
    limb = limb_of(rows, "excess")
    assert (limb.used.low, limb.used.high, limb.carried.high, limb.central) == (800, 800, 0, 800)


def test_an_amount_on_only_one_of_two_rows_of_the_same_trade_is_enough():
    # Tonnes in one source, dollars in the next: the row in dollars leaves no gap in the tonnes.
    rows = [row(span, 100) for span in SPANS]
    dollars = row("2017-03", None) | {"value": 9_000, "currency": "USD", "sources": "another:2"}
    bounds = used([*rows, dollars])
    assert (bounds.low, bounds.high) == (800, 800)
    assert bounds.high == Decimal(800)


def test_one_row_without_a_most_leaves_the_most_of_its_sum_open():
    at_least = row("2017-03", 40) | {"quantity_stated": "at least 40 t"}
    bounds = used([*(row(span, 100) for span in SPANS if span != "2017-03"), row("2017-03", 60), at_least])
    assert (bounds.low, bounds.high) == (800, None)


def test_dollars_alone_are_no_tonnes_because_the_same_source_gives_both_for_other_trade():
    both = row("2017-03", 100) | {"value": 9_000, "currency": "USD", "sources": "one:2"}
    dollars = row("2017-03", None) | {"value": 5_000, "currency": "USD", "sources": "one:2"}
    bounds = used([*(row(span, 100) for span in SPANS if span != "2017-03"), both, dollars])
    assert (bounds.low, bounds.high) == (800, None)


@pytest.mark.parametrize(("grade", "verdict"), [("2", "breach"), ("5", "cannot_say")])
def test_a_sound_row_is_beyond_a_limit_only_where_sound_rows_passed_it(grade, verdict):
    march, may = row("2017-03", 8_000_000), row("2017-05", 10, reporter="CHN")
    rows = [
        march | {"sources": f"panel:{grade}"},
        may | {"sources": "panel:2", "id": "may", "livelihood_evidence": "state_determined"},
    ]
    evaluation = Evaluation(
        regime("un-dprk"), rows, target="PRK", open_ended=False, engine=open_engine("duckdb")
    )
    (found,) = [one for one in evaluation.judge().iterate() if (one.row, one.measure) == ("may", CAP)]
    assert found.verdict.verdict == verdict


@pytest.mark.parametrize(("grade", "verdict"), [("2", "within"), ("5", "cannot_say")])
def test_a_sound_row_is_inside_a_limit_only_where_sound_rows_close_the_sum(grade, verdict):
    whole, may = row("2017-01/2017-08-04", 900), row("2017-05", 10, reporter="CHN")
    price = {"value": 100, "currency": "USD", "livelihood_evidence": "state_determined"}
    rows = [whole | price | {"sources": f"panel:{grade}"}, may | price | {"sources": "panel:2", "id": "may"}]
    evaluation = Evaluation(
        regime("un-dprk"), rows, target="PRK", open_ended=False, engine=open_engine("duckdb")
    )
    (found,) = [one for one in evaluation.judge().iterate() if (one.row, one.measure) == ("may", CAP)]
    assert found.verdict.verdict == verdict


@pytest.mark.parametrize(
    ("notice", "verdict"), [("none", "breach"), ("", "cannot_say"), ("committee_notified", "not_covered")]
)
def test_goods_of_another_origin_are_judged_as_they_are_summed_by_their_notice(notice, verdict):
    shown = {
        "origin": "RUS",
        "livelihood_evidence": "state_determined",
        "origin_transshipment_evidence": notice,
    }
    evaluation = Evaluation(
        regime("un-dprk"),
        [row("2017-03", 8_000_000) | shown],
        target="PRK",
        open_ended=False,
        engine=open_engine("duckdb"),
    )
    (found,) = [one for one in evaluation.judge().iterate() if one.measure == CAP]
    assert found.verdict.verdict == verdict


def verdicts(rows):
    evaluation = Evaluation(
        regime("un-dprk"), rows, target="PRK", open_ended=False, engine=open_engine("duckdb")
    )
    return {one.row: one.verdict for one in evaluation.judge().iterate() if one.measure == CAP}


def test_of_two_rows_of_one_cell_that_pass_a_limit_only_together_neither_is_a_breach():
    halves = [
        row("2017-03", 4_000_000) | {"id": name, "livelihood_evidence": "state_determined"} for name in "ab"
    ]
    assert {one.verdict for one in verdicts(halves).values()} == {"cannot_say"}
    halves[0]["quantity"] = 8_000_000  # the lesser of the two is still inside if it came first
    assert {one.verdict for one in verdicts(halves).values()} == {"cannot_say"}


def test_inside_a_limit_the_reason_names_the_condition_that_is_not_shown():
    whole = row("2017-01/2017-08-04", 900) | {"value": 100, "currency": "USD", "id": "a"}
    assert verdicts([whole])["a"].reason.endswith("inside the limit, but a precondition is not shown")


def test_subheadings_that_make_more_than_their_heading_count_as_their_sum():
    parts = [row("2017-03", 4, hs="270111"), row("2017-03", 3, hs="270112")]
    assert used([row("2017-03", 5), *parts]).low == 7
    assert limb_of([row("2017-03", 5), *parts]).central == 7


def test_a_factor_of_oil_turns_no_other_goods_from_cubic_metres_into_tonnes():
    limb = limb_of([row("2017-02", 20_000_000, unit="m3")])
    assert (limb.used.low, limb.used.high, limb.passed) == (0, None, "cannot_say")
