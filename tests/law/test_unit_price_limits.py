"""Price limits and reach: what compiles from them, what a measure file may say, and prices of made-up rows."""

import shutil
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yalu.documents.problems import DocumentError
from yalu.law import Regime, open_regime
from yalu.law.compile.sql_tables import compiled_members
from yalu.law.facade import judge
from yalu.law.text.bodies import Member
from yalu.law.text.measure_files import check_regime
from yalu.law.text.reach import reached
from yalu.law.text.records import PriceLimit
from yalu.law.text.regimes import find_regime
from yalu.law.verdicts.unit_price_limits import compiled_prices, price_limits

CRUDE = "eu-2022-2368-3n-crude-60"


@pytest.fixture(scope="module")
def russia() -> Regime:
    return open_regime("eu-g7-rus")


def test_the_limit_in_units_of_a_row_is_exact_by_volume_and_a_range_by_weight():
    limits = ((PriceLimit(at_most=60, currency="USD", per="bbl", per_tonne=(7.0, 7.7)), Decimal(60)),)
    units = [("bbl", "USD"), ("kt", "USD"), ("t", "EUR"), ("percent", "USD"), ("gal", "USD")]
    rows = {(row["unit"], row["currency"]): row for row in compiled_prices(limits, units).to_pylist()}
    assert (rows["bbl", "USD"]["low_1"], rows["bbl", "USD"]["high_1"]) == (60, 60)
    assert (rows["kt", "USD"]["low_1"], rows["kt", "USD"]["high_1"]) == (420_000, 462_000)
    assert rows["gal", "USD"]["low_1"] <= Decimal(60) / 42 <= rows["gal", "USD"]["high_1"]
    assert rows["t", "EUR"]["fault_1"] == "c"
    assert rows["percent", "USD"]["fault_1"] == "u"


def test_without_a_range_a_row_by_weight_is_not_compared():
    limits = ((PriceLimit(at_most=60, currency="USD", per="bbl"), Decimal(60)),)
    assert compiled_prices(limits, [("t", "USD")]).to_pylist()[0]["fault_1"] == "u"


def test_a_regime_without_prices_has_no_limits():
    assert price_limits(open_regime("un-dprk").measures) == ()


@settings(max_examples=10, deadline=None)
@given(cargoes=st.lists(st.tuples(st.integers(1, 10**7), st.integers(1, 2 * 10**4)), min_size=1, max_size=30))
def test_one_purchase_is_within_exactly_at_or_below_the_limit(cargoes: list[tuple[int, int]]):
    alike = {"period": "2024-03-10", "reporter": "IND", "partner": "RUS", "flow": "import", "hs": "270900", "unit": "bbl",
             "currency": "USD", "value_basis": "fob", "ledger": "customs", "no_eu_services_evidence": "none",
             "annex_xxix_project_evidence": "none"}  # fmt: skip
    rows = [
        {**alike, "id": f"{number}", "quantity": barrels, "value": Decimal(barrels * cents) / 100}
        for number, (barrels, cents) in enumerate(cargoes)
    ]
    found = judge(open_regime("eu-g7-rus"), rows, target="RUS", open_ended=False)
    verdicts = {v.row: v.verdict.verdict for v in found.iterate() if v.measure == CRUDE}
    assert verdicts == {
        f"{number}": "within" if cents <= 6000 else "breach" for number, (_, cents) in enumerate(cargoes)
    }


def test_a_state_excepted_until_a_day_is_reached_from_it(russia: Regime):
    ban = russia.measure("eu-2022-879-3m-crude")
    spans = {m.state: m for m in reached(ban, "EU", russia.members)}
    assert spans["BGR"].start == date(2025, 1, 1)
    assert spans["DEU"].until == date(2023, 6, 24)
    assert spans["NLD"].until == date(9999, 12, 31)
    assert not russia.binds(ban, "BGR", date(2024, 1, 1), date(2024, 12, 31))
    assert russia.binds(ban, "BGR", date(2025, 1, 1), date(2025, 1, 31))


def test_law_on_services_is_about_states_outside_the_body(russia: Regime):
    cap = russia.measure(CRUDE)
    day = date(2024, 1, 1)
    assert russia.binds(cap, "IND", day, day)
    assert russia.binds(cap, "GBR", day, day)
    assert not russia.binds(cap, "NLD", day, day)
    assert not russia.binds(cap, "EU", day, day)
    joined = Member(body="EU", state="HRV", start=date(2013, 7, 1))
    assert {m.state: (m.start, m.until) for m in reached(cap, "EU", [joined])}["HRV"] == (
        date.min,
        date(2013, 7, 1),
    )
    assert "EU" in {row["body"] for row in compiled_members(russia).to_pylist()}


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("at_most: 60,", "at_most: 0,", "not above 0"),
        ("currency: USD", "currency: bbl", "is not money"),
        ("per: bbl", "per: USD", "is money"),
        ("per: bbl", "per: bucket", "is not a unit"),
        ("per_tonne: [7.0, 7.7]", "per_tonne: [7.7, 7.0]", "is no range"),
        ("effect: ban", "effect: licence", "a licence has a price limit"),
        ('addressee: "EU"', "addressee: all_member_states", "trade of third states is named"),
        ("trade_of: third_states", 'except_states: [{state: "BGR", from: 2023-01-01, until: 2024-01-01}]', "excepted in a way"),
        ("trade_of: third_states", 'trade_of: third_states\nexcept_states: [{state: "BGR"}]', "excepted from no body"),
    ],
)  # fmt: skip
def test_a_price_or_reach_that_makes_no_sense_is_refused(before: str, after: str, said: str, tmp_path: Path):
    folder = tmp_path / "own"
    shutil.copytree(find_regime("eu-g7-rus"), folder)
    file = folder / "measures" / "eu-2022-2368" / f"{CRUDE}.yaml"
    text = file.read_text(encoding="utf-8")
    assert before in text
    file.write_text(text.replace(before, after, 1), encoding="utf-8")
    assert any(said in str(problem) for problem in check_regime(folder)), [
        str(p) for p in check_regime(folder)
    ]


def test_a_basis_of_value_nobody_knows_is_refused(russia: Regime):
    row = {"period": "2024-03", "reporter": "IND", "partner": "RUS", "flow": "import", "hs": "270900", "value": 1,
           "currency": "USD", "value_basis": "exw", "ledger": "customs"}  # fmt: skip
    with pytest.raises(DocumentError, match="is not a basis of a value"):
        judge(russia, [row], target="RUS")


def test_every_measure_of_the_bundled_regime_reads_without_a_problem():
    assert check_regime(find_regime("eu-g7-rus")) == []
