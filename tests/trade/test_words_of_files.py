"""The words by which columns, directions, units and periods of trade files are known, each written out once more."""

from datetime import date

import pytest

from yalu.trade.figures.periods import parse_span
from yalu.trade.files.cells.cells import (
    read_currency,
    read_evidence,
    read_flow,
    read_hs,
    read_ledger,
    read_revision,
    read_unit,
)
from yalu.trade.files.cells.numbers import read_number
from yalu.trade.files.concordance import edition
from yalu.trade.files.faults import RefusedError
from yalu.trade.files.layouts.column_guesses import guess, known_names
from yalu.trade.files.layouts.layouts import QuantityColumn
from yalu.trade.files.layouts.long_tables import MeasureWord, measure_of

COLUMNS = {
    "period": "period month yearmonth date year time timeperiod 数据年月 年月 月份 年月日 기간 연월",
    "reporter": "reporter reportercode reporteriso reporteriso3 reportingcountry declarant country",
    "partner": "partner partnercode partneriso partneriso3 partnercountry counterpart 贸易伙伴名称 国别 국가",
    "flow": "flow flowcode tradeflow flowdesc direction impexp importexport 进出口 수출입",
    "hs": "hs hscode hs6 hs4 hs8 commoditycode cmdcode product productcode code 商品编码 hs编码 품목코드",
    "value": "value tradevalue amount valueusd usd primaryvalue obsvalue 金额 美元 人民币 금액",
    "currency": "currency cur 币种 통화",
    "ledger": "ledger",
    "sources": "sources source",
}
QUANTITIES = "quantity qty weight netweight netwgt volume tonnes tons kg 数量 第一数量 중량"
UNITS = "unit qtyunit quantityunit uom 计量单位 第一计量单位 单位 단위"
MEASURES = "measure measures indicator indicators variable"


@pytest.mark.parametrize(
    ("field", "name"), [(field, name) for field, names in COLUMNS.items() for name in names.split()]
)
def test_a_column_is_known_by_each_of_its_names(field, name):
    assert guess([name], {}).columns == {field: name}
    assert guess([name.upper()], {}).columns == {field: name.upper()}
    assert field not in guess([name], {field: "constant"}).columns
    assert name in known_names()


@pytest.mark.parametrize("field", COLUMNS)
def test_of_two_names_the_better_is_taken_wherever_it_stands(field):
    first, *others = COLUMNS[field].split()
    for other in others:
        assert guess([other, first], {}).columns == {field: first}


@pytest.mark.parametrize("name", QUANTITIES.split())
def test_a_quantity_is_known_by_each_of_its_names_with_the_unit_beside_it(name):
    (alone,) = guess([name], {}).quantities
    assert alone == QuantityColumn(name, unit={"kg": "kg", "tonnes": "tonnes", "tons": "tons"}.get(name, ""))
    for unit in UNITS.split():
        assert guess([unit, name], {}).quantities == [QuantityColumn(name, unit_column=unit)]
        assert unit in known_names()
    assert guess([name], {"unit": "t"}).quantities == [QuantityColumn(name, unit="t")]
    assert name in known_names()


@pytest.mark.parametrize("name", MEASURES.split())
def test_a_column_of_measures_is_known_beside_a_value_and_without_a_quantity(name):
    measure = guess(["value", name], {}).measure
    assert measure is not None
    assert (measure.column, measure.amount, measure.words) == (name, "", {})
    assert guess([name], {}).measure is None
    assert guess(["value", "quantity", name], {}).measure is None
    wide = guess([name, "2015", "2016"], {})
    assert (wide.measure is not None, wide.wide) == (True, "periods")
    assert name in known_names()


def test_one_column_named_for_a_period_is_no_wide_table():
    assert guess(["2015", "value"], {}).wide == []
    assert guess(["2015", "2016", "year"], {}).wide == []


@pytest.mark.parametrize(
    ("name", "currency", "scale"),
    [
        ("Value (USD)", "USD", 1), ("Amount ($)", "USD", 1),
        ("美元", "USD", 1), ("Value (CNY)", "CNY", 1), ("Value (RMB)", "CNY", 1), ("Value [yuan]", "CNY", 1),
        ("人民币", "CNY", 1), ("Value (EUR)", "EUR", 1), ("Value (€)", "EUR", 1), ("Value (KRW)", "KRW", 1),
        ("Value (₩)", "KRW", 1), ("Value (million USD)", "USD", 1_000_000), ("Value (mln EUR)", "EUR", 1_000_000),
        ("金额（百万美元）", "USD", 1_000_000), ("金额（万美元）", "USD", 10_000), ("Value (thousand USD)", "USD", 1000),
        ("Value (1000 USD)", "USD", 1000), ("Value (1,000 USD)", "USD", 1000), ("Value ('000 USD)", "USD", 1000),
        ("金额（千美元）", "USD", 1000), ("Value (kUSD)", "USD", 1000), ("Value", "", 1),
        ("Value (USD bn)", "USD", 10**9), ("Value (Mio. EUR)", "EUR", 10**6), ("Value (USD thous.)", "USD", 1000),
        ("Value (TEUR)", "EUR", 1000), ("Value (MUSD)", "USD", 10**6), ("Value (k$)", "USD", 1000), ("Value (USD 1 000)", "USD", 1000),
        ("Value (10 million USD)", "USD", 10**7), ("Value (100 USD)", "USD", 100), ("金额（亿美元）", "USD", 10**8),
        ("金额（千万美元）", "USD", 10**7), ("金额（十亿美元）", "USD", 10**9), ("금액(천불)", "", 1000), ("금액(백만달러)", "", 10**6),
        ("Value (HK$ million)", "", 10**6), ("Value (A$)", "", 1), ("Value (NT$ thousand)", "", 1000), ("Value (Canadian dollars)", "", 1),
        ("Value (Hong Kong dollars)", "", 1), ("Value (U.S. dollars)", "USD", 1), ("Value (constant 2015 US$)", "USD", 1),
    ],
)  # fmt: skip
def test_currency_and_scale_are_read_from_the_name_of_the_value(name, currency, scale):
    found = guess([name], {})
    assert found.columns == {"value": name}
    assert found.constants == ({"currency": currency} if currency else {})
    assert found.scale == ({"value": scale} if scale != 1 else {})
    assert guess([name], {"currency": "GBP"}).constants == {"currency": "GBP"}
    assert "currency" not in guess([name, "currency"], {}).constants


@pytest.mark.parametrize(
    ("name", "unit", "scale"),
    [
        ("Quantity (1000 t)", "t", 1000), ("Weight (thousand tonnes)", "tonnes", 1000), ("Quantity (100 kg)", "kg", 100),
        ("Volume (million bbl)", "bbl", 10**6), ("数量（万吨）", "吨", 10**4), ("중량(톤)", "톤", 1), ("数量（千克）", "千克", 1),
        ("Weight (short tons)", "short tons", 1), ("Weight (Mt)", "Mt", 1), ("Quantity (kg, thousand)", "kg", 1000),
        ("Quantity (t/month)", "", 1), ("Quantity (1000 m3)", "m3", 1000), ("Quantity (pairs)", "", 1),
    ],
)  # fmt: skip
def test_unit_and_multiple_are_read_from_the_name_of_the_quantity(name, unit, scale):
    found = guess([name], {})
    assert found.quantities == [QuantityColumn(name, unit=unit)]
    assert found.scale == ({"quantity": scale} if scale != 1 else {})


@pytest.mark.parametrize(
    ("names", "flow"),
    [
        ("m M import Imports i imp 进口 수입 导入 gross-import", "import"),
        ("x X export Exports e exp 出口 수출 gross_export", "export"),
    ],
)
def test_each_word_for_a_direction_is_read(names, flow):
    assert {read_flow(f" {name} ", {}) for name in names.split()} == {flow}
    assert read_flow("2", {"2": flow}) == flow
    assert read_flow("m", {"m": "export"}) == "export"


@pytest.mark.parametrize(
    ("names", "whole"),
    [
        ("rx re-export Re-Exports 3 dx domestic-export xip xop", "exports"),
        ("rm re-import Re-Imports 4 fm foreign-import mip mop", "imports"),
    ],
)
def test_a_part_of_a_direction_is_refused_with_the_whole_it_is_part_of(names, whole):
    for name in names.split():
        with pytest.raises(RefusedError) as error:
            read_flow(f" {name}", {})
        assert error.value.fault.rule == f"{name} is a part of {whole}, which are counted whole"
        assert error.value.fault.next_step == f"nothing, if the file has {whole} too"


def test_units_are_read_by_symbol_or_by_the_numbers_of_comtrade():
    numbers = {
        "8": ("kg", 1), "21": ("t", 1), "15": ("g", 1), "12": ("m3", 1), "7": ("L", 1), "19": ("bbl", 1), "20": ("m3", 1),
        "17": ("m3", 1000), "8.0": ("kg", 1), "5": ("?", 1), "-2": ("?", 1),
    }  # fmt: skip
    assert {text: read_unit(text, "comtrade") for text in numbers} == numbers
    assert {
        read_unit(text, "") for text in ("", "-1", "1", "0", "N/A", "na", "-", "None", "无", " ", "1.0")
    } == {("", 1)}
    words = {
        "kg": ("kg", 1),
        "t": ("t", 1),
        "bbl": ("bbl", 1),
        "head": ("?", 1),
        "USD": ("?", 1),
        "8": ("?", 1),
    }
    assert {text: read_unit(text, "") for text in words} == words


def test_a_unit_with_its_multiple_is_that_many_and_a_unit_of_what_is_in_the_goods_is_none():
    words = {
        "thousand barrels": ("bbl", 1000), "1000 KG": ("kg", 1000), "1000 L": ("L", 1000), "1000 m³": ("m3", 1000),
        "'000 t": ("t", 1000), "million barrels": ("bbl", 1_000_000), "万吨": ("t", 10_000), "1,000 tonnes": ("t", 1000),
    }  # fmt: skip
    assert {text: read_unit(text, "") for text in words} == words
    others = (
        "kg N",
        "l alc 100%",
        "kg met.am.",
        "kg/net eda",
        "1000 kWh",
        "1000u",
        "thousand",
        "ct/l",
        "kg 90% sdt",
        "m t",
    )
    assert {read_unit(text, "") for text in others} == {("?", 1)}


def test_goods_are_codes_of_even_length_or_all_goods():
    for text in ("TOTAL", "total", "Tot", "ALL", "allproducts", "总值", "合计"):
        assert read_hs(text, "", 0) == ("TOTAL", "")
    printed = {
        ("2701", "", 0): ("2701", ""),
        ("'2701", "", 0): ("2701", ""),
        ("2701.0", "", 0): ("2701", ""),
        ("2701 12", "", 0): ("270112", ""),
        ("30613", "", 0): ("030613", "odd"),
        ("30613", "6", 0): ("030613", "repaired"),
        ("30613", "4", 0): ("030613", "odd"),
        ("30613", "", 6): ("030613", "repaired"),
        ("301", "4", 0): ("0301", "repaired"),
        ("3", "2", 0): ("03", "repaired"),
        ("0306130000", "", 0): ("0306130000", ""),
    }
    assert {given: read_hs(*given) for given in printed} == printed
    for text in ("", "coal", "27-01", "27011234567", "-27"):
        with pytest.raises(RefusedError, match="2, 4, 6, 8 or 10 digits"):
            read_hs(text, "", 0)


def test_currencies_ledgers_evidence_and_revisions_are_read_or_refused():
    assert {text: read_currency(text) for text in ("usd", " EUR ", "xyz", "US$")} == {
        "usd": "USD", " EUR ": "EUR", "xyz": "XYZ", "US$": "USD",
    }  # fmt: skip
    for text in ("", "12", "kg", "money"):
        with pytest.raises(RefusedError, match="a value has a currency"):
            read_currency(text)
    assert [read_ledger(f" {text} ") for text in ("customs", "committee", "mirror", "alleged")] == [
        "customs", "committee", "mirror", "alleged",
    ]  # fmt: skip
    evidence = ["", "none", "self_declared", "state_determined", "committee_approved"]
    assert [read_evidence(f" {text}") for text in evidence] == evidence
    revisions = {
        "H0": "1992",
        "H1": "1996",
        "H2": "2002",
        "H3": "2007",
        "H4": "2012",
        "H5": "2017",
        "H6": "2022",
        "HS": "",
        "": "",
    }
    assert {text: read_revision(text) for text in revisions} == revisions
    assert {text: edition(text) for text in ("h3", "HS2007", "HS 2007", " 2007 ")} == dict.fromkeys(
        ("h3", "HS2007", "HS 2007", " 2007 "), "2007"
    )
    for text in ("S3", "SITC2", "B4", "BEC", "EB02"):
        with pytest.raises(RefusedError, match="not SITC, BEC or services"):
            read_revision(text)
    with pytest.raises(RefusedError, match="HS revisions are 1992, 1996, 2002, 2007, 2012, 2017, 2022"):
        edition("HS2010")


def test_words_for_nothing_are_nothing():
    for text in (
        "",
        "-",
        "--",
        "—",
        "–",
        "n/a",
        "NA",
        "n.a.",
        "nan",
        "null",
        "none",
        "..",
        "...",
        "…",
        ":",
        "x",
    ):
        assert read_number(text) is None


def test_a_measure_is_a_unit_with_its_factor():
    printed = {
        "kg": ("kg", 1, False),
        "100 kg": ("kg", 100, False),
        "1.5 t": ("t", 1.5, False),
        "USD": ("USD", 1, True),
        "1000 USD": ("USD", 1000, True),
        "thousand USD": ("USD", 1000, True),
        "million EUR": ("EUR", 10**6, True),
        "2 billion CNY": ("CNY", 2 * 10**9, True),
    }
    assert {text: measure_of(text) for text in printed} == {
        text: MeasureWord(*found) for text, found in printed.items()
    }
    assert [measure_of(text) for text in ("", "percent", "horses", "kWh", "thousand")] == [None] * 5


@pytest.mark.parametrize(
    ("text", "unit", "factor"),
    [("Mio. EUR", "EUR", "1000000"), ("bn USD", "USD", "1000000000"), ("000 t", "t", "1000"), ("1 000 USD", "USD", "1000"),
     ("0.5 kg", "kg", "0.5"), ("млн USD", "USD", "1000000"), ("0 t", "", ""), ("m t", "", "")],
)  # fmt: skip
def test_multiples_of_a_measure_are_those_of_headings_and_none_is_zero(
    text: str, unit: str, factor: str
) -> None:
    found = measure_of(text)
    assert (found.unit, str(found.factor)) == (unit, factor) if found else unit == ""


@pytest.mark.parametrize(
    ("texts", "start", "end", "label", "edtf"),
    [
        ("2017-01 201701 2017M01 2017-1 2017/01 01/2017 1-2017 Jan-2017 January,2017 2017年1月 2017년1월 201701.0",
         date(2017, 1, 1), date(2017, 1, 31), "2017-01", "2017-01"),
        ("2017 2017.0 2017年 2017-01/2017-12 2017..2017", date(2017, 1, 1), date(2017, 12, 31), "2017", "2017"),
        ("2017-Q2 2017Q2 2017q2", date(2017, 4, 1), date(2017, 6, 30), "2017-Q2", "2017-04/2017-06"),
        ("2017-H2 2017h2", date(2017, 7, 1), date(2017, 12, 31), "2017-H2", "2017-07/2017-12"),
        ("2017年2-4月 2017-02/2017-04", date(2017, 2, 1), date(2017, 4, 30), "2017-02..2017-04", "2017-02/2017-04"),
        ("2017-01-31 20170131 2017/1/31 2017.01.31", date(2017, 1, 31), date(2017, 1, 31), "2017-01-31", "2017-01-31"),
        ("2016-11-30/2017-02-05", date(2016, 11, 30), date(2017, 2, 5), "2016-11-30..2017-02-05", "2016-11-30/2017-02-05"),
        ("2016-12/2017-01", date(2016, 12, 1), date(2017, 1, 31), "2016-12..2017-01", "2016-12/2017-01"),
        ("2016/2017", date(2016, 1, 1), date(2017, 12, 31), "2016-01..2017-12", "2016-01/2017-12"),
    ],
)  # fmt: skip
def test_a_period_is_read_in_each_way_it_is_written(texts, start, end, label, edtf):
    for text in texts.split():
        span = parse_span(f" {text} ")
        assert (span.start, span.end, span.label, span.edtf) == (start, end, label, edtf)
        assert parse_span(edtf) == span


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("soon", "a period names a month, quarter, half, year or span"),
        ("Decline 2017", "a period names a month, quarter, half, year or span"),
        ("Market 2017", "a period names a month, quarter, half, year or span"),
        ("Ma 2017", "a period names a month, quarter, half, year or span"),
        ("2017-Q5", "a period names a month, quarter, half, year or span"),
        ("2017-02/2017-01", "a period ends after it starts"),
        ("1899", "a period lies between 1900 and 2100"),
        ("2101", "a period lies between 1900 and 2100"),
        ("2017.1", "a year and .1 can be January, or October (.10) whose last zero a spreadsheet cut off"),
        ("42736", "a number of five digits can be a day as spreadsheets count them"),
        ("42736.0", "a number of five digits can be a day as spreadsheets count them"),
        ("2017-13", "a period exists in the calendar (month must be in 1..12)"),
    ],
)
def test_what_is_no_period_is_refused_by_its_rule(text, rule):
    with pytest.raises(RefusedError) as error:
        parse_span(text)
    assert error.value.fault.rule == rule
    assert (parse_span("1900").label, parse_span("2100").label) == ("1900", "2100")
