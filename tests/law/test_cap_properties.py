"""What holds for every table of flows under a cap, whatever the rows are."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.law.sentences import regime
from tests.properties import tried
from yalu.engine import open_engine
from yalu.law import Evaluation
from yalu.law.caps.utilisation_records import LimbUse
from yalu.vocabulary.precision import stated

CAP = "unscr-2321-op26b-coal-2017"
ENGINE = open_engine("duckdb")
MONTHS = [f"2017-{month:02}" for month in range(1, 8)]
PERIODS = st.sampled_from(
    [*MONTHS, "2017-01/2017-03", "2017-01/2017-06", "2017-04/2017-07", "2017-08", "2017"]
)
slow = tried(12)


@st.composite
def flows(draw: st.DrawFn, reporters: tuple[str, ...] = ("ALL", "CHN", "RUS")) -> dict[str, Any]:
    return {
        "period": draw(PERIODS),
        "reporter": draw(st.sampled_from(reporters)),
        "partner": "PRK",
        "flow": "import",
        "hs": draw(st.sampled_from(["2701", "270111", "270112", "2702"])),
        "quantity": draw(st.integers(0, 4_000_000)),
        "unit": "t",
        "value": draw(st.integers(0, 300_000_000)),
        "currency": "USD",
        "ledger": "committee",
    }


TABLES = st.lists(flows(), min_size=1, max_size=7)


def uses(
    rows: list[dict[str, Any]], known_by: str | None = None, policy: str = "strict"
) -> dict[str, LimbUse]:
    evaluation = Evaluation(
        regime("un-dprk"), rows, target="PRK", known_by=known_by, open_ended=False, engine=ENGINE
    )
    found = evaluation.utilisation(measure=CAP, carry_over=policy)  # type: ignore[arg-type]
    return {limb.kind: limb for use in found for limb in use.scenarios[0].limbs}


def low(found: dict[str, LimbUse], kind: str) -> Decimal:
    return found[kind].used.low or Decimal(0) if kind in found else Decimal(0)


@slow
@given(TABLES, flows())
def test_a_row_more_never_lowers_what_was_certainly_used(table: list[dict[str, Any]], more: dict[str, Any]):
    before, after = uses(table), uses([*table, more])
    for kind in ("quantity", "value"):
        assert low(after, kind) >= low(before, kind)


@slow
@given(TABLES, st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_nothing(table: list[dict[str, Any]], random: Any):
    named = [{"id": f"r{n}", **row} for n, row in enumerate(table)]
    shuffled = random.sample(named, len(named))
    assert uses(named) == uses(shuffled)


@slow
@given(TABLES, st.integers(0, 6), st.fractions(0, 1))
def test_a_row_split_in_two_changes_nothing(table: list[dict[str, Any]], which: int, share: Any):
    row = table[which % len(table)]
    part = int(row["quantity"] * share), int(row["value"] * share)
    one = {**row, "quantity": part[0], "value": part[1]}
    other = {**row, "quantity": row["quantity"] - part[0], "value": row["value"] - part[1]}
    split = [*table[: which % len(table)], one, other, *table[which % len(table) + 1 :]]
    assert uses(split) == uses(table)


@slow
@given(st.lists(st.integers(1000, 4_000_000), min_size=1, max_size=7))
def test_bounds_of_rounded_figures_hold_the_exact_sum(amounts: list[int]):
    rows, exact = [], Decimal(0)
    for month, amount in zip(MONTHS, amounts, strict=False):
        rounded = round(amount, -3)
        text = f"{rounded / 1_000_000:.3f} Mt"
        assert amount in stated(text).in_unit("t").interval
        rows.append(row_of(month, rounded, text))
        exact += amount
    used = uses(rows)["quantity"].used
    assert used.low is not None and used.low <= exact
    assert used.high is None or exact <= used.high


@slow
@given(st.lists(flows(("ALL",)), min_size=1, max_size=6))
def test_parts_that_tile_the_window_hold_its_total(table: list[dict[str, Any]]):
    months = [row_of(month, row["quantity"], "") for month, row in zip(MONTHS, table, strict=False)]
    used = uses(months)["quantity"].used
    total = sum(row["quantity"] for row in months)
    assert used.low == total
    assert used.high is None  # the first days of August are not covered
    closed = uses(
        [*months, *(row_of(m, 0, "") for m in MONTHS[len(months) :]), row_of("2017-08-01/2017-08-04", 0, "")]
    )
    assert closed["quantity"].used.low == closed["quantity"].used.high == total


@slow
@given(TABLES, st.dates(date(2017, 1, 31), date(2017, 7, 31)), st.dates(date(2017, 1, 31), date(2017, 7, 31)))
def test_a_later_day_of_knowledge_never_lowers_what_was_used(
    table: list[dict[str, Any]], one: date, other: date
):
    earlier, later = sorted((one, other))
    before, after = uses(table, earlier.isoformat()), uses(table, later.isoformat())
    for kind in ("quantity", "value"):
        assert low(after, kind) >= low(before, kind)


@slow
@given(TABLES, st.integers(0, 3_000_000))
def test_carrying_over_never_lowers_what_was_used_and_whole_charges_most(
    table: list[dict[str, Any]], december: int
):
    rows = [*table, row_of("2016-11-30/2016-12-31", december, "")]
    strict, excess, whole = (uses(rows, policy=policy) for policy in ("strict", "excess", "whole"))
    for kind in strict:
        assert low(strict, kind) <= low(excess, kind) <= low(whole, kind)


@pytest.mark.parametrize("engine_given", [True, False])
def test_an_engine_of_ones_own_is_used_and_none_is_needed(engine_given: bool):
    evaluation = Evaluation(
        regime("un-dprk"), [row_of("2017-01", 5, "")], target="PRK", engine=ENGINE if engine_given else None
    )
    assert (evaluation.engine is ENGINE) == engine_given


def row_of(period: str, quantity: int, text: str) -> dict[str, Any]:
    return {
        "period": period,
        "reporter": "ALL",
        "partner": "PRK",
        "flow": "import",
        "hs": "2701",
        "quantity": quantity,
        "unit": "t",
        "quantity_stated": text,
        "ledger": "committee",
    }
