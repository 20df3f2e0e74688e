"""One trade told by both sides is summed once, whatever the two sides say."""

from decimal import Decimal
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from tests.law.sentences import regime
from tests.law.test_cap_properties import CAP, uses
from tests.properties import tried
from yalu.law import Evaluation
from yalu.law.caps.utilisation_records import LimbUse

MONTHS = [f"2017-{month:02}" for month in range(1, 8)]
AMOUNTS = st.integers(1, 4_000_000)
slow = tried(10)
CELLS = st.dictionaries(
    st.tuples(st.sampled_from(MONTHS), st.sampled_from(["CHN", "RUS"]), st.sampled_from(["2701", "2702"])),
    AMOUNTS,
    min_size=1,
    max_size=6,
)


def bought(cells: dict[tuple[str, str, str], int]) -> list[dict[str, Any]]:
    """The importers' account of an amount by month, state and goods."""
    return [
        {"period": month, "reporter": state, "partner": "PRK", "flow": "import", "hs": hs, "quantity": amount,
         "unit": "t", "ledger": "customs"}
        for (month, state, hs), amount in cells.items()
    ]  # fmt: skip


def sold(cells: dict[tuple[str, str, str], int]) -> list[dict[str, Any]]:
    """The exporter's account of the same."""
    return [{**row, "reporter": "PRK", "partner": row["reporter"], "flow": "export"} for row in bought(cells)]


def quantity(rows: list[dict[str, Any]]) -> LimbUse:
    return uses(rows)["quantity"]


@slow
@given(CELLS)
def test_the_other_side_saying_the_same_changes_nothing(cells: dict[tuple[str, str, str], int]):
    assert quantity([*bought(cells), *sold(cells)]) == quantity(bought(cells))
    in_time = {
        cell: amount for cell, amount in cells.items() if cell[0] <= "2017-04"
    }  # here before the cap ends in August
    assert quantity(sold(cells)).used.low == sum(in_time.values())


@slow
@given(CELLS, st.data())
def test_where_the_sides_differ_the_importers_figure_is_named_and_both_lie_above_the_lower_bound(
    cells: dict[tuple[str, str, str], int], data: st.DataObject
):
    others = {cell: data.draw(AMOUNTS) for cell in cells}
    used = quantity([*bought(cells), *sold(others)])
    assert used.central == sum(cells.values())
    assert used.used.low == sum(min(amount, others[cell]) for cell, amount in cells.items())


@slow
@given(CELLS, CELLS)
def test_both_sides_together_never_make_more_than_the_larger_account_of_each_cell(
    importers: dict[tuple[str, str, str], int], exporters: dict[tuple[str, str, str], int]
):
    used = quantity([*bought(importers), *sold(exporters)])
    cells = importers.keys() | exporters.keys()
    most = sum(max(importers.get(cell, 0), exporters.get(cell, 0)) for cell in cells)
    assert (used.used.low or Decimal(0)) <= most


@slow
@given(CELLS, AMOUNTS)
def test_the_exporters_year_beside_the_importers_months_is_no_more_certain_trade(
    cells: dict[tuple[str, str, str], int], year: int
):
    # What left by April came before the cap ended, so it would count for certain if the importers told nothing.
    whole = {("2017-01/2017-04", "CHN", "2701"): year, ("2017-01/2017-04", "RUS", "2701"): year}
    assert quantity(sold(whole)).used.low == 2 * year
    months = {cell: amount for cell, amount in cells.items() if cell[2] == "2701"}
    both = {("2017-01", state, "2701"): 1 for state in ("CHN", "RUS")} | months
    assert quantity([*bought(both), *sold(whole)]).used.low == sum(both.values())


def test_an_exporters_quarter_beside_one_month_of_the_importer_adds_nothing_certain():
    quarter, month = (
        sold({("2017-01/2017-03", "CHN", "2701"): 1000}),
        bought({("2017-01", "CHN", "2701"): 300}),
    )
    assert [quantity(rows).used.low for rows in (quarter, [*month, *quarter])] == [1000, 300]


def test_the_trail_says_of_the_exporters_row_whether_the_importer_tells_the_same_cell():
    rows = [*bought({("2017-01", "CHN", "2701"): 300}), *sold({("2017-01", "CHN", "2701"): 400})]
    quarter = sold({("2017-01/2017-03", "CHN", "2701"): 1000})
    (use,) = Evaluation(regime("un-dprk"), [*rows, *quarter], target="PRK", open_ended=False).utilisation(
        measure=CAP
    )
    why = {row.says.partition(",")[0]: row.why for row in use.verdict.trail.left_out}
    assert why["January 2017"] == "the exporter's account of a trade that is added by the importer's"
    assert why["January to March 2017"] == "counts only in part, or stands for rows already added"
