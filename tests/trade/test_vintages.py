"""Sums and growth over first releases reach as far as a revision may have moved them."""

from __future__ import annotations

from decimal import Decimal
from itertools import product

import msgspec
import pytest

import yalu
from tests.trade.building import write
from yalu.case.records import Case, Flow, Source, SourceRef
from yalu.claims.facade import Claims
from yalu.trade.facade import Trade
from yalu.vocabulary.intervals import Interval

SOURCE = Source(id="office", title="office", reliability="B")


def flow(row: str, period: str, value: int, vintage: str | None = None, way: str = "import") -> Flow:
    return Flow(
        id=row, period=period, reporter="AAA", partner="BBB", flow=way, hs="TOTAL", value=Decimal(value), currency="USD",
        ledger="customs", vintage=vintage, sources=(SourceRef("office", 1),),
    )  # fmt: skip


def trade(*flows: Flow) -> Trade:
    case: Case = msgspec.structs.replace(
        yalu.open_case("china-dprk").case, target="BBB", partner="AAA", flows=flows, shares=(), published=(),
        sources={"office": SOURCE},
    )  # fmt: skip
    return Trade.of_case(case)


def bounds(asked: Trade, period: str) -> Interval:
    figure = asked.growth(period, flow="import").figure
    return Interval(*(None if end is None else Decimal(repr(end)) for end in (figure.low, figure.high)))


def test_growth_over_a_first_release_with_its_revision_known_holds_both() -> None:
    asked = trade(
        flow("now", "2018", 90), flow("early", "2017", 100, "first"), flow("late", "2017", 120, "revised")
    )
    # The revised row counts, so nothing is open.
    assert asked.growth("2018", flow="import").figure.value == pytest.approx(-25)
    assert asked.revision("2017", flow="import") is None


def test_growth_over_what_is_left_of_a_first_release_names_it_and_holds_both_releases() -> None:
    asked = trade(
        flow("now", "2018-01/2018-11", 90), flow("early", "2017", 100, "first"), flow("month", "2017-12", 10, "revised"),
        flow("late", "2017", 120, "revised", "export"), flow("early-out", "2017", 110, "first", "export"),
    )  # fmt: skip
    assert bounds(asked, "2018-01/2018-11") == Interval(Decimal(-100), None)  # no total over it was revised
    assert any(
        "is a first release" in note
        for note in asked.growth("2018-01/2018-11", flow="import").figure.trail.notes
    )


def test_growth_over_a_first_release_reaches_as_far_as_the_total_over_it_was_revised() -> None:
    asked = trade(
        flow("now", "2018", 90), flow("early", "2017", 100, "first"),
        flow("was", "2017", 301, "first", "export+import"), flow("is", "2017", 307, "revised", "export+import"),
    )  # fmt: skip
    found = bounds(asked, "2018")
    notes = asked.growth("2018", flow="import").figure.trail.notes
    assert any(
        "the total over it was revised, 301 USD became 307 (rows was and is)" in note for note in notes
    )
    for moved, half in product(range(-6, 7), (Decimal("-0.5"), Decimal(0), Decimal("0.5"))):
        growth = (Decimal(90) + half) / Decimal(100 + moved) - 1
        if half == 0:  # the row of now is exact to its last digit
            assert growth * 100 in found, moved
    assert (Decimal(90) / Decimal(85) - 1) * 100 not in found


def test_a_sum_that_mixes_releases_says_so() -> None:
    asked = trade(flow("year", "2017", 100, "first"), flow("month", "2017-12", 10, "revised"))
    figure = asked.total("2017-01/2017-11", flow="import")
    assert figure.value == 90
    assert any(
        note.startswith("it mixes first releases (year) with revised figures (month)")
        for note in figure.trail.notes
    )
    assert figure.high is None


def test_a_sum_of_one_release_says_nothing() -> None:
    asked = trade(flow("year", "2017", 100, "first"), flow("month", "2017-12", 10, "first"))
    figure = asked.total("2017-01/2017-11", flow="import")
    assert (figure.low, figure.value, figure.high) == (90, 90, 90)
    assert not any("mixes" in note for note in figure.trail.notes)


REVISED = {"F-totals-customs-2017-export-comtrade", "F-totals-customs-2017-import-comtrade"}


@pytest.fixture(scope="module")
def over_first_releases() -> Claims:
    """The claims desk of the case as it was before the revised exports and imports of 2017 were found."""
    opened = yalu.open_case("china-dprk")
    flows = tuple(row for row in opened.case.flows if row.id not in REVISED)
    assert len(flows) == len(opened.case.flows) - len(REVISED)
    return Claims(msgspec.structs.replace(opened.case, flows=flows))


@pytest.mark.parametrize(
    ("stated", "verdict"), [("fell 88.6 percent", "cannot_say"), ("fell 50 percent", "contradicted")]
)
def test_an_office_s_growth_is_not_denied_by_the_last_digit_of_a_first_release(
    over_first_releases: Claims, stated: str, verdict: str
) -> None:
    found = over_first_releases.test("trade.growth", stated, period="2018-01/2018-11", flow="import")
    assert found.verdict == verdict
    if verdict == "cannot_say":
        assert "the base is a first release" in found.reason


def test_the_rate_that_was_printed_stands_above_growth_over_a_first_release(
    over_first_releases: Claims,
) -> None:
    found = over_first_releases.test("trade.growth", "fell 31.7 percent", period="2018", flow="export")
    assert found.verdict == "supported"


def test_growth_of_a_claim_over_a_first_release_alone_reaches_the_revised_one(
    over_first_releases: Claims,
) -> None:
    found = over_first_releases.test(
        "trade.growth", "fell 31.7 percent", period="2018", flow="export", basis="rows"
    )
    assert found.verdict == "cannot_say"
    assert "F-totals-customs-2017-export is a first release" in found.reason


def test_over_the_revised_base_the_office_s_growth_comes_out() -> None:
    claims = yalu.open_case("china-dprk").claims
    found = claims.test("trade.growth", "fell 88.6 percent", period="2018-01/2018-11", flow="import")
    assert found.verdict == "supported"


def test_lines_that_a_table_calls_preliminary_and_revised_are_not_added_for_certain(tmp_path):
    text = "period,reporter,partner,flow,hs,value,currency,status\n2017-01,CHN,PRK,import,2701,100,USD,preliminary\n"
    text += "2017-01,CHN,PRK,import,2701,110,USD,revised\n2017-02,CHN,PRK,import,2701,50,USD,A\n2017-02,CHN,PRK,import,2701,5,USD,A\n"
    trade, report = Trade.of_file(write(tmp_path, "t.csv", text), target="PRK", partner="CHN")
    january, february = (trade.total(month, flow="import", hs="2701") for month in ("2017-01", "2017-02"))
    assert (january.value, january.low, january.high) == (None, 110, 210)
    assert (february.value, report.rejected) == (55, 0)
