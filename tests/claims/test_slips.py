"""Slips next to the thing meant, each in a small ledger where exactly one of them fits."""

from __future__ import annotations

from decimal import Decimal

import msgspec
import pytest

import yalu
from yalu.case.records import Flow, Source, SourceRef
from yalu.claims.facade import Claims
from yalu.claims.questions.question import make_question, statement_of
from yalu.claims.records import FigureReading, JudgedClaim, Slip
from yalu.claims.slips.trials import Trial

SOURCE = Source(id="office", title="office", reliability="B")


def flow(row: str, value: int, **changed: str) -> Flow:
    base = {
        "period": "2017-02",
        "reporter": "CHN",
        "partner": "PRK",
        "flow": "import",
        "hs": "2701",
        "ledger": "customs",
    }
    return Flow(
        id=row, quantity=Decimal(value), unit="t", sources=(SourceRef("office", 1),), **(base | changed)
    )


ROWS = (
    flow("asked", 51_873),
    flow("good", 38_417, hs="2601"),
    flow("quarter", 161_236, period="2017-01/2017-03"),
    flow("mirror", 47_159, ledger="mirror", reporter="ALL"),
    flow("year", 640_112, period="2017"),
    flow("may", 90_000, period="2017-05"),
    flow("second-quarter", 100_000, period="2017-04/2017-06"),
    flow("fiscal", 713_908, period="2017-04/2018-03"),
)


@pytest.fixture(scope="module")
def claims() -> Claims:
    case = yalu.open_case("china-dprk").case
    return Claims(
        msgspec.structs.replace(case, flows=ROWS, published=(), shares=(), sources={"office": SOURCE})
    )


def asked(claims: Claims, stated: str, **changed: str) -> JudgedClaim:
    given = {"period": "2017-02", "flow": "import", "hs": "2701", "unit": "t"} | changed
    return claims.test("trade.total", stated, **given)


@pytest.mark.parametrize(
    ("stated", "changed", "kind", "says"),
    [
        ("38,417 tonnes", {}, "good_swapped", "HS 2601 for HS 2701"),
        ("161,236 tonnes", {}, "part_of_period", "2017-Q1 for 2017-02"),
        ("51,873 tonnes", {"period": "2017-Q1"}, "part_of_period", "2017-02 for 2017-Q1"),
        ("47,159 tonnes", {}, "other_ledger", "ledger “mirror”"),
        ("713,908 tonnes", {"period": "2017"}, "fiscal_year", "April to March"),
        ("640,112 tonnes", {"period": "2017-04/2018-03"}, "fiscal_year", "the calendar year 2017"),
        ("5,187.3 tonnes", {}, "unit_or_scale", "one digit"),
        ("518,703 tonnes", {}, "digit_zero", "put in"),
    ],
)
def test_the_slip_that_fits_is_offered_first(
    claims: Claims, stated: str, changed: dict[str, str], kind: str, says: str
) -> None:
    found = asked(claims, stated, **changed)
    assert found.verdict == "contradicted"
    assert found.slips
    assert found.slips[0].kind == kind, found.slips
    assert says in found.slips[0].says


@pytest.mark.parametrize("stated", ["29,417 tonnes", "72,641 tonnes", "55,931 tonnes"])
def test_a_number_that_nothing_gives_is_offered_no_slip(claims: Claims, stated: str) -> None:
    assert asked(claims, stated).slips == ()


def test_an_order_of_magnitude_is_found_against_bounds_alone(claims: Claims) -> None:
    found = asked(claims, "950,000 tonnes", period="2017-05/2017-06")
    assert found.ours == "between 90,000 and 100,000 t"
    assert found.figure is not None
    assert found.figure.value is None
    assert found.slips[0].kind == "unit_or_scale"
    assert asked(claims, "400,000 tonnes", period="2017-05/2017-06").slips == ()


def slip_of(claims: Claims, stated: str, kind: str, **changed: str) -> Slip | None:
    return next((one for one in asked(claims, stated, **changed).slips if one.kind == kind), None)


def small(claims: Claims, quantity: str, unit: str = "t") -> Claims:
    """The same claims over one row of another quantity."""
    row = msgspec.structs.replace(ROWS[0], quantity=Decimal(quantity), unit=unit)
    return Claims(msgspec.structs.replace(claims.case, flows=(row,)))


def test_a_number_is_not_meant_that_begins_with_a_zero_nobody_prints(claims: Claims) -> None:
    """“10.53” for 1.53 would be “01.53” with two digits exchanged, which is no way to print it."""
    assert slip_of(small(claims, "1.53"), "10.53 tonnes", "digits_transposed") is None
    found = slip_of(small(claims, "0.153"), "0.135 tonnes", "digits_transposed")
    assert found is not None
    assert "0.153 for 0.135" in found.says


def test_a_slip_of_digits_is_less_telling_the_more_pairs_could_be_exchanged(claims: Claims) -> None:
    """51,783 has four pairs of neighbours that differ; its words are one tonne wide."""
    found = slip_of(claims, "51,783 tonnes", "digits_transposed")
    assert found is not None
    assert found.chance == pytest.approx(4 * 1 / 51_783.5)
    fewer = slip_of(small(claims, "51,155".replace(",", "")), "15,155 tonnes", "digits_transposed")
    assert fewer is not None
    assert fewer.chance == pytest.approx(3 * 1 / 15_155.5)  # 5 and 5 exchanged are the same number


@pytest.mark.parametrize(
    ("unit", "stated", "says"),
    [
        # 500,000 barrels for 60,000 tonnes (announcement 52 of 2017), worked out by hand for 60,012
        ("t", "500,100 tonnes", "barrels for tonnes (china-1718-committee)"),
        ("bbl", "7,201 barrels", "tonnes for barrels (china-1718-committee)"),
        ("t", "66,152 tonnes", "short tons for tonnes"),
        ("t", "60,012,000 tonnes", "a thousand times too much"),
        ("t", "60.012 tonnes", "a thousand times too little"),
        ("t", "600,120 tonnes", "one digit too far to the right"),
        ("t", "6,001.2 tonnes", "one digit too far to the left"),
    ],
)
def test_a_unit_or_scale_is_taken_for_another_the_right_way_round(
    claims: Claims, unit: str, stated: str, says: str
) -> None:
    found = slip_of(small(claims, "60012", unit), stated, "unit_or_scale", unit=unit)
    assert found is not None
    assert says in found.says


def test_a_fall_said_as_a_rise_is_found_and_one_of_another_size_is_not(claims: Claims) -> None:
    earlier = msgspec.structs.replace(ROWS[0], id="before", period="2016-02", quantity=Decimal(64_841))
    grown = Claims(msgspec.structs.replace(claims.case, flows=(ROWS[0], earlier)))
    given = {"period": "2017-02", "flow": "import", "hs": "2701", "unit": "t"}
    found = grown.test("trade.growth", "rose by 20.0%", **given)  # 51,873 / 64,841 - 1 = -20.0 %
    assert (found.verdict, found.slips[0].kind) == ("contradicted", "direction_reversed")
    assert "a rise for a fall" not in found.slips[0].says
    other = grown.test("trade.growth", "rose by 30.0%", **given)
    assert "direction_reversed" not in [one.kind for one in other.slips]
    base = grown.test("trade.growth", "fell by 25.0%", **given)  # the same tonnes over the later ones
    assert "base_swapped" in [one.kind for one in base.slips]


def test_a_number_rounded_the_wrong_way_is_found_within_one_unit_and_no_further(claims: Claims) -> None:
    down = slip_of(small(claims, "51.87"), "51.8 tonnes", "rounding")
    assert down is not None
    assert "rounding down to 51.8" in down.says
    up = slip_of(small(claims, "51.83"), "51.9 tonnes", "rounding")
    assert up is not None
    assert "rounding up to 51.9" in up.says
    assert slip_of(small(claims, "51.95"), "51.8 tonnes", "rounding") is None


@pytest.mark.parametrize(
    ("row", "stated", "kind", "says"),
    [
        ({"period": "2016-02"}, "87,654 tonnes", "stale_year", "taking 2016-02 for 2017-02"),
        ({"period": "2012-02"}, "87,654 tonnes", "stale_year", "taking 2012-02 for 2017-02"),
        ({"period": "2011-02"}, "87,654 tonnes", "", ""),
        ({"period": "2017-01"}, "87,654 tonnes", "period_shifted", "taking 2017-01 for 2017-02"),
        ({"period": "2017-04"}, "87,654 tonnes", "period_shifted", "taking 2017-04 for 2017-02"),
        ({"period": "2018-02"}, "87,654 tonnes", "period_shifted", "taking 2018-02 for 2017-02"),
        ({"period": "2017-05"}, "87,654 tonnes", "", ""),
        ({"period": "2017-01/2017-02"}, "87,654 tonnes", "cumulative_for_monthly", "taking 2017-01..2017-02 for 2017-02"),
        ({"flow": "export"}, "87,654 tonnes", "flow_swapped", "taking exports for imports"),
        ({"reporter": "RUS"}, "87,654 tonnes", "partner_swapped", "what RUS reports for what CHN reports"),
        ({"reporter": "PRK", "partner": "CHN"}, "87,654 tonnes", "partner_swapped", "what PRK reports of CHN"),
        ({"hs": "27"}, "87,654 tonnes", "part_and_whole", "taking HS 27 for HS 2701"),
        ({"hs": "TOTAL"}, "87,654 tonnes", "part_and_whole", "taking all goods for HS 2701"),
        ({"hs": "270112"}, "87,654 tonnes", "part_and_whole", "taking HS 270112 alone for HS 2701"),
        ({"hs": "TOTAL"}, "95,000 tonnes", "part_and_whole", "more than all goods"),
        ({"ledger": "committee"}, "87,654 tonnes", "other_ledger", "what CHN has on the ledger “committee”"),
    ],
)  # fmt: skip
def test_the_one_other_row_that_gives_what_is_stated_is_named(
    claims: Claims, row: dict[str, str], stated: str, kind: str, says: str
) -> None:
    other = flow("other", 87_654, **row)
    found = Claims(msgspec.structs.replace(claims.case, flows=(ROWS[0], other)))
    slips = asked(found, stated).slips
    assert (slips[0].kind if slips else "") == kind
    assert not kind or says in slips[0].says


@pytest.mark.parametrize(
    ("stated", "kind", "says"),
    [
        ("18 February 2016", "stale_year", "another year, 2016 for 2017"),
        ("18 February 2019", "stale_year", "another year, 2019 for 2017"),
        ("18 January 2017", "period_shifted", "the month before"),
        ("18 March 2017", "period_shifted", "the month after"),
        ("18 April 2017", "", ""),
        ("18 February 2014", "", ""),
    ],
)
def test_a_day_of_another_month_or_year_is_named(claims: Claims, stated: str, kind: str, says: str) -> None:
    slips = claims.test("events.date", stated, event="E052").slips  # 18 February 2017
    assert (slips[0].kind if slips else "") == kind
    assert not kind or says in slips[0].says


def test_day_and_month_exchanged_is_named(claims: Claims) -> None:
    day = next(e for e in claims.case.events if e.date.exact and 1 < e.date.earliest.day <= 12
               and abs(e.date.earliest.day - e.date.earliest.month) > 1)  # fmt: skip
    turned = day.date.earliest.replace(day=day.date.earliest.month, month=day.date.earliest.day)
    slips = claims.test("events.date", turned.isoformat(), event=day.id).slips
    assert "day and month exchanged" in slips[0].says


@pytest.mark.parametrize(
    ("stated", "kind", "chance"),
    [
        # The width of the words over their larger end, times the ways tried, times what the test weighs.
        ("rose by 20.0%", "direction_reversed", 0.1 / 20.05),
        ("fell by 25.0%", "base_swapped", 3 * 0.1 / 25.05),
        ("rose by 80.0%", "percent_of_for_more", 2 * 2 * 0.1 / 80.05),
    ],
)
def test_how_telling_a_slip_of_growth_is(claims: Claims, stated: str, kind: str, chance: float) -> None:
    earlier = msgspec.structs.replace(ROWS[0], id="before", period="2016-02", quantity=Decimal(64_841))
    grown = Claims(msgspec.structs.replace(claims.case, flows=(ROWS[0], earlier)))
    given = {"period": "2017-02", "flow": "import", "hs": "2701", "unit": "t"}
    found = next(one for one in grown.test("trade.growth", stated, **given).slips if one.kind == kind)
    assert found.chance == pytest.approx(chance)


def test_a_figure_with_bounds_alone_explains_no_number(claims: Claims) -> None:
    """Bounds inside the words are no number that somebody could have taken for another."""
    evidence, given = claims.evidence, {"period": "2017-02", "flow": "import", "hs": "2701", "unit": "t"}
    question = make_question(evidence, "trade.total", given, {}, "about 95,000 tonnes")
    main = question.main(evidence)
    trial = Trial(evidence, question, statement_of(question, main, "about 95,000 tonnes", None), main)
    assert trial.fits(FigureReading(value=95_000.0))
    assert not trial.fits(FigureReading(low=94_900.0, high=95_100.0))
    assert not trial.fits(FigureReading(value=95_000.0, cannot="no row"))


def test_yuan_are_taken_for_dollars_and_never_for_tonnes(claims: Claims) -> None:
    dollars = msgspec.structs.replace(
        ROWS[0], id="usd", quantity=None, unit="", value=Decimal(5_187_300), currency="USD"
    )
    yuan = msgspec.structs.replace(dollars, id="cny", value=Decimal(35_671_900), currency="CNY")
    found = Claims(msgspec.structs.replace(claims.case, flows=(dollars, yuan, ROWS[0])))
    slip = slip_of(found, "$35,671,900", "unit_or_scale", unit="USD")
    assert slip is not None
    assert "taking CNY for USD" in slip.says
    assert slip_of(found, "35,671,900 tonnes", "unit_or_scale") is None


@pytest.mark.parametrize(
    ("ours", "says"), [("56.7", "rounding to tens"), ("64.9", "rounding to tens"), ("54.8", ""), ("65.2", "")]
)
def test_sixty_is_rounded_to_tens_from_55_to_65_and_no_further(claims: Claims, ours: str, says: str) -> None:
    found = slip_of(small(claims, ours), "60 tonnes", "rounding")
    assert (found.says.removeprefix("would be explained by ") if found is not None else "") == says


@pytest.mark.parametrize(
    ("asked", "stated", "taken"), [("quantity", "343.75%", "value"), ("value", "199.83%", "quantity")]
)
def test_the_other_limb_of_a_cap_taken_for_the_one_asked_is_named(
    asked: str, stated: str, taken: str
) -> None:
    claims = yalu.open_case("china-dprk").claims
    found = claims.test(
        "law.cap_used", stated, measure="unscr-2321-op26b-coal-2016", through="2016-12-31", limb=asked, carry_over="strict"
    )  # fmt: skip
    assert found.verdict == "contradicted"
    assert [(slip.kind, slip.says) for slip in found.slips] == [
        ("value_for_volume", f"would be explained by taking the {taken} for the limb asked about")
    ]
