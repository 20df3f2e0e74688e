"""Tables with one amount column and a column of measures, and tables with a column for each year."""

from decimal import Decimal

import pytest

from tests.trade.building import real, write
from yalu.trade.facade import Trade
from yalu.trade.files.faults import RefusedError, TradeError
from yalu.trade.files.flow_reader import read_trade
from yalu.trade.files.layouts.long_tables import read_measure
from yalu.trade.files.layouts.wide_tables import period_named

COMEXT = (
    "DATAFLOW,LAST UPDATE,freq,reporter,partner,product,flow,indicators,TIME_PERIOD,OBS_VALUE,OBS_FLAG\n"
    "ESTAT:DS-045409(1.0),15/11/23,M,DE,KP,270112,1,VALUE_IN_EUROS,2017-02,8500,\n"
    "ESTAT:DS-045409(1.0),15/11/23,M,DE,KP,270112,1,QUANTITY_IN_100KG,2017-02,1000,\n"
    "ESTAT:DS-045409(1.0),15/11/23,M,DE,KP,270112,1,SUPPLEMENTARY_QUANTITY,2017-02,7,\n"
)
WITS = (
    "Reporter,Partner,Product categories,Indicator Type,Indicator,2015,2016\n"
    'China,"Korea, Dem. Rep.",All Products,Import,Trade Value (US$ Thousand),2483944,2634402\n'
    'China,"Korea, Dem. Rep.",All Products,Export,Trade Value (US$ Thousand),2946413,\n'
)
LONG = "period,reporter,partner,flow,hs,measure,value,source_url\n"
COAL = (
    LONG
    + "2007,CHN,PRK,M,2701,kg,3286000000,a\n2009,CHN,PRK,M,2701,kg,3598164000,b\n2009,CHN,PRK,M,2701,usd,200000000,c\n"
)
WHOLE = {name: name for name in ("period", "reporter", "partner", "flow", "hs", "value")}


def problems(error):
    return "\n".join(str(problem) for problem in error.value.problems)


def amounts(report):
    return [
        (r["period"], r["quantity"], r["unit"], r["value"], r["currency"]) for r in report.table().to_pylist()
    ]


def test_a_long_table_is_read_by_the_units_its_rows_name(tmp_path):
    report = read_trade(write(tmp_path, "coal.csv", COAL))
    assert amounts(report) == [
        ("2007", Decimal(3286000000), "kg", None, ""),
        ("2009", Decimal(3598164000), "kg", None, ""),
        ("2009", None, "", Decimal(200000000), "USD"),
    ]


def test_a_constant_currency_never_makes_dollars_of_kilograms(tmp_path):
    report = read_trade(write(tmp_path, "coal.csv", COAL), mapping={"constants": {"currency": "USD"}})
    assert amounts(report)[0] == ("2007", Decimal(3286000000), "kg", None, "")


def test_a_mapping_that_reads_past_the_measures_is_refused_with_the_way_to_read_them(tmp_path):
    path = write(tmp_path, "coal.csv", COAL)
    with pytest.raises(TradeError) as error:
        read_trade(path, mapping={"columns": WHOLE, "constants": {"currency": "USD"}}, out=tmp_path / "o.csv")
    assert "measure: {column: " in problems(error)
    assert not (tmp_path / "o.csv").exists()


def test_a_column_of_one_unit_that_contradicts_the_only_amount_is_refused(tmp_path):
    text = LONG.replace(",source_url", "") + "2007,CHN,PRK,M,2701,kg,3286000000\n"
    with pytest.raises(TradeError, match="was not read"):
        read_trade(
            write(tmp_path, "kg.csv", text), mapping={"columns": WHOLE, "constants": {"currency": "USD"}}
        )


def test_the_advice_for_a_missing_currency_names_the_column_that_tells_it_and_no_currency(tmp_path):
    path = write(tmp_path, "coal.csv", COAL)
    with pytest.raises(TradeError) as error:
        read_trade(path, mapping={"columns": WHOLE})
    assert 'measure: {column: "measure"}' in problems(error)
    assert "USD" not in problems(error)


def test_a_unit_is_never_guessed_to_be_that_of_the_values(tmp_path):
    text = "period,reporter,partner,flow,hs,value,unit,Menge\n2017,CHN,PRK,M,2701,85,kg,1000\n"
    with pytest.raises(TradeError) as error:
        read_trade(write(tmp_path, "u.csv", text))
    assert 'measure: {column: "unit"}' in problems(error)
    assert "constants: {currency: …}" in problems(error)


def test_an_unread_column_of_units_beside_an_unread_quantity_is_a_warning(tmp_path):
    text = "period,reporter,partner,flow,hs,value,netto,netto_unit\n2017,CHN,PRK,M,2701,85,1000,kg\n"
    given = {"columns": WHOLE, "constants": {"currency": "USD"}}
    path = write(tmp_path, "u.csv", text)
    report = read_trade(path, mapping=given)
    assert report.rows_out == 1
    assert any("“netto_unit” was not read" in str(problem) for problem in report.problems)
    quiet = read_trade(path, mapping={**given, "ignored": ["netto_unit"]})
    assert not any("was not read" in str(problem) for problem in quiet.problems)


@pytest.mark.parametrize("units", [("kg", "kg", "t", "t"), ("t", "t", "kg", "kg"), ("t", "t", "t", "t")])
def test_an_unread_column_of_a_unit_that_is_read_anywhere_in_a_long_file_says_nothing_new(
    tmp_path, monkeypatch, units
):
    """Files are read in parts; a unit that was read in one part alone was read all the same."""
    monkeypatch.setattr("yalu.trade.files.delimited_files.CHUNK", 2)
    text = "period,reporter,partner,flow,hs,quantity,unit,netto_unit\n" + "".join(
        f"201{year},CHN,PRK,M,2701,{year}000,{unit},kg\n" for year, unit in enumerate(units)
    )
    columns = {name: name for name in WHOLE if name != "value"}
    mapping = {"columns": columns, "quantities": [{"column": "quantity", "unit_column": "unit"}]}
    path = write(tmp_path, "u.csv", text)
    if "kg" not in units:
        with pytest.raises(TradeError, match="“netto_unit” was not read; its words are units: kg"):
            read_trade(path, mapping=mapping)
        return
    report = read_trade(path, mapping=mapping)
    assert [(r["quantity"], r["unit"]) for r in report.table().to_pylist()] == [
        (Decimal(year * 1000), unit) for year, unit in enumerate(units)
    ]
    assert not any("was not read" in str(problem) for problem in report.problems)


def test_an_unread_column_of_a_currency_that_is_read_in_one_part_of_a_file_says_nothing_new(
    tmp_path, monkeypatch
):
    monkeypatch.setattr("yalu.trade.files.delimited_files.CHUNK", 1)
    text = "period,reporter,partner,flow,hs,value,currency,in\n2016,CHN,PRK,M,2701,85,USD,USD\n2017,CHN,PRK,M,2701,85,CNY,USD\n"
    path = write(tmp_path, "u.csv", text)
    report = read_trade(path, mapping={"columns": WHOLE | {"currency": "currency"}})
    assert [row[4] for row in amounts(report)] == ["USD", "CNY"]
    assert not any("was not read" in str(problem) for problem in report.problems)


def test_a_column_of_flags_and_one_of_names_are_no_units(tmp_path):
    text = "period,reporter,partner,flow,hs,value,flag,goods\n2017,CHN,PRK,M,2701,85,L,coal\n2018,CHN,PRK,M,2701,85,t,ton\n"
    report = read_trade(
        write(tmp_path, "f.csv", text),
        mapping={"columns": WHOLE, "constants": {"currency": "USD"}, "ignored": ["goods"]},
    )
    assert report.rows_out == 2
    assert not any("was not read" in str(problem) for problem in report.problems)


def test_the_long_table_of_comext_becomes_one_flow_with_value_and_quantity(tmp_path):
    report = read_trade(write(tmp_path, "comext.csv", COMEXT))
    assert (report.layout, report.rows_in, report.rows_out, report.joined, report.rejected) == (
        "comext",
        3,
        1,
        1,
        1,
    )
    assert amounts(report) == [("2017-02", Decimal(100000), "kg", Decimal(8500), "EUR")]
    row = report.table().to_pylist()[0]
    assert (row["reporter"], row["partner"], row["flow"], row["hs"]) == ("DEU", "PRK", "import", "270112")
    assert [reject.value for reject in report.rejects] == ["SUPPLEMENTARY_QUANTITY"]


def test_a_measure_nobody_explained_is_rejected_with_what_to_write(tmp_path):
    report = read_trade(write(tmp_path, "c.csv", COMEXT.replace("SUPPLEMENTARY_QUANTITY", "VALUE_IN_NAC")))
    assert [(r.field, r.value) for r in report.rejects] == [("measure", "VALUE_IN_NAC")]
    assert "measure: {words" in report.rejects[0].next_step


def test_a_mapping_reads_a_long_table_with_words_of_its_own(tmp_path):
    text = LONG.replace("measure,value", "what,number") + (
        "2017,CHN,PRK,M,2701,Menge,2,a\n2017,CHN,PRK,M,2701,Wert,3,a\n2017,CHN,PRK,M,2701,Anteil,9,a\n"
    )
    mapping = write(
        tmp_path, "m.yaml",
        "columns: {period: period, reporter: reporter, partner: partner, flow: flow, hs: hs}\n"
        'measure: {column: what, amount: number, words: {Menge: "1000 t", Wert: million EUR, Anteil: left out}}\n',
    )  # fmt: skip
    report = read_trade(write(tmp_path, "l.csv", text), mapping=mapping)
    assert amounts(report) == [("2017", Decimal(2000), "t", Decimal(3000000), "EUR")]
    assert (report.rows_in, report.rows_out, report.joined, report.rejected) == (3, 1, 1, 1)


def test_rows_that_differ_in_more_than_their_measure_are_not_joined(tmp_path):
    report = read_trade(write(tmp_path, "coal.csv", COAL))
    assert (report.rows_in, report.rows_out, report.joined) == (3, 3, 0)


def test_two_units_of_one_flow_stay_rows_of_their_own_and_are_told(tmp_path):
    text = LONG + "2017,CHN,PRK,M,2701,kg,1000,a\n2017,CHN,PRK,M,2701,t,1,a\n2017,CHN,PRK,M,2701,usd,85,a\n"
    report = read_trade(write(tmp_path, "two.csv", text))
    assert (report.rows_out, report.joined) == (3, 0)
    assert any("several amounts of one kind" in str(problem) for problem in report.problems)


def test_the_same_row_twice_is_a_copy_before_it_is_joined(tmp_path):
    text = LONG + "2017,CHN,PRK,M,2701,kg,1000,a\n" * 2 + "2017,CHN,PRK,M,2701,usd,85,a\n"
    report = read_trade(write(tmp_path, "copy.csv", text))
    assert (report.rows_in, report.rows_out, report.joined, report.rejected) == (3, 1, 1, 1)


@pytest.mark.parametrize("words", ["share_pct", "USD/t", "pieces", ""])
def test_a_measure_that_is_no_amount_is_refused(words):
    with pytest.raises(RefusedError):
        read_measure(words, {})


def test_a_measure_column_that_is_not_there_is_named(tmp_path):
    with pytest.raises(TradeError, match="no column is called unit_code"):
        read_trade(
            write(tmp_path, "c.csv", COAL), mapping={"columns": WHOLE, "measure": {"column": "unit_code"}}
        )


def test_the_download_of_wits_with_a_column_for_each_year_is_read(tmp_path):
    report = read_trade(write(tmp_path, "wits.csv", WITS))
    rows = [(r["period"], r["flow"], r["partner"], r["hs"], r["value"]) for r in report.table().to_pylist()]
    assert rows == [
        ("2015", "import", "PRK", "TOTAL", Decimal(2483944000)),
        ("2016", "import", "PRK", "TOTAL", Decimal(2634402000)),
        ("2015", "export", "PRK", "TOTAL", Decimal(2946413000)),
    ]
    assert (report.layout, report.rows_in, report.rejected) == ("wits-wide", 3, 0)
    assert report.changes == {"empty cells in columns of periods": 1}


def test_groups_of_products_that_are_no_codes_are_rejected(tmp_path):
    report = read_trade(write(tmp_path, "wits.csv", WITS.replace("All Products,Export", "Fuels,Export")))
    assert [(r.field, r.value) for r in report.rejects] == [("hs", "Fuels")]


def test_a_wide_table_is_read_by_a_mapping_of_chosen_columns(tmp_path):
    text = "land,ware,2017-01,2017-02,2018\nPRK,2701,10,20,999\n"
    mapping = {
        "columns": {"partner": "land", "hs": "ware"}, "constants": {"reporter": "CHN", "flow": "import"},
        "wide": ["2017-01", "2017-02"], "quantities": [{"column": "amount", "unit": "kt"}],
    }  # fmt: skip
    rows = read_trade(write(tmp_path, "w.csv", text), mapping=mapping).table().to_pylist()
    assert [(r["period"], r["quantity"], r["unit"], r["value"]) for r in rows] == [
        ("2017-01", Decimal(10), "kt", None),
        ("2017-02", Decimal(20), "kt", None),
    ]


def test_a_wide_table_without_a_currency_is_refused_and_shows_its_periods(tmp_path):
    text = "reporter,partner,flow,hs,2015,2016\nCHN,PRK,import,2701,1,2\n"
    with pytest.raises(TradeError) as error:
        read_trade(write(tmp_path, "w.csv", text))
    assert "in which currency" in problems(error)
    assert 'wide: "periods"' in problems(error)
    report = read_trade(tmp_path / "w.csv", mapping={"constants": {"currency": "EUR"}})
    assert [r["value"] for r in report.table().to_pylist()] == [1, 2]


@pytest.mark.parametrize(
    ("name", "period"),
    [("2015", "2015"), ("2015 [YR2015]", "2015"), ("2017-01", "2017-01"), ("201701", "201701"), ("270111", ""), ("Value", ""), ("4", "")],
)  # fmt: skip
def test_columns_named_for_periods_are_told_from_others(name, period):
    assert period_named(name) == period


def test_columns_of_months_cut_short_are_refused_cell_by_cell(tmp_path):
    text = "reporter,partner,flow,hs,2017.1,2017.11\nCHN,PRK,import,2701,1,2\n"
    report = read_trade(write(tmp_path, "w.csv", text), mapping={"constants": {"currency": "EUR"}})
    assert [(r.field, r.value) for r in report.rejects] == [("period", "2017.1")]
    assert report.rows_out == 1


def test_the_mapping_that_was_shown_for_a_long_table_reads_it_again(tmp_path):
    path = write(tmp_path, "coal.csv", COAL)
    first = read_trade(path)
    saved = write(tmp_path, "m.yaml", first.mapping)
    assert read_trade(path, mapping=saved).table().equals(first.table())


def test_no_kilogram_of_the_real_long_table_is_a_dollar():
    report = read_trade(real("trade/figures_coal_china_dprk.csv"))
    rows = report.table().to_pylist()
    assert rows[0]["quantity"] == Decimal(3286000000)
    assert report.rows_in == report.rows_out + report.joined + report.rejected
    assert max(row["value"] or 0 for row in rows) < 3_000_000_000


@pytest.mark.parametrize(
    ("header", "mapping", "says"),
    [
        ("reporter,partner,flow,hs,2016,2016,2017,2017", {"constants": {"currency": "USD"}}, "2 columns are of the period “2016”"),
        ("reporter,partner,hs,period,value,value", {"constants": {"currency": "USD", "flow": "import"}}, "2 columns are called “value”"),
    ],
)  # fmt: skip
def test_two_columns_of_one_name_are_refused_where_they_are_read(tmp_path, header, mapping, says):
    cells = {"reporter": "CHN", "partner": "PRK", "flow": "import", "hs": "2701", "period": "2016"}
    line = ",".join(cells.get(name, str(place)) for place, name in enumerate(header.split(",")))
    path = write(tmp_path, "twins.csv", f"{header}\n{line}\n")
    with pytest.raises(TradeError, match=says):
        read_trade(path, mapping=mapping)


def test_two_unread_columns_of_one_name_are_nobodys_concern(tmp_path):
    path = write(
        tmp_path,
        "x.csv",
        "reporter,partner,flow,hs,period,value (USD),note,note,,\nCHN,PRK,import,2701,2016,5,a,b,,\n",
    )
    assert read_trade(path).rows_out == 1


def test_a_line_that_is_blank_where_another_of_its_trade_is_not_leaves_the_sum_a_lower_bound(tmp_path):
    path = write(
        tmp_path, "wide.csv",
        "reporter,partner,flow,hs,unit,port,2015,2016\nCHN,PRK,import,2701,t,Dalian,10,20\nCHN,PRK,import,2701,t,Dandong,5,\n",
    )  # fmt: skip
    mapping = write(
        tmp_path, "m.yaml", "wide: periods\ncolumns: {reporter: reporter, partner: partner, flow: flow, hs: hs}\n"
        "quantities: [{column: amount, unit_column: unit}]\n",
    )  # fmt: skip
    trade, _ = Trade.of_file(path, target="PRK", partner="CHN", mapping=mapping)
    printed = {year: trade.total(year, flow="import", hs="2701", unit="t") for year in ("2015", "2016")}
    assert (printed["2015"].value, printed["2015"].high) == (15, 15)
    assert (printed["2016"].value, printed["2016"].low, printed["2016"].high) == (None, 20, None)


@pytest.mark.parametrize(
    "heading",
    ["Value (YTD, USD)", "Value (USD, year to date)", "Value (cumulative, USD)", "金额（累计，美元）", "Value (% change)", "金额（同比）",
     "Value (share of total)", "Value [kumuliert, EUR]"],
)  # fmt: skip
def test_a_heading_that_says_it_is_no_amount_of_its_period_is_not_guessed_to_be_the_value(tmp_path, heading):
    line = "2017-03,CHN,PRK,import,2701,300,USD\n"
    path = write(tmp_path, "a.csv", f'period,reporter,partner,flow,hs,"{heading}",currency\n{line}')
    with pytest.raises(TradeError, match="may be no amount of its period alone"):
        read_trade(path)
    # Who names the column has said what it is.
    columns = {**{name: name for name in WHOLE if name != "value"}, "value": heading, "currency": "currency"}
    assert read_trade(path, mapping={"columns": columns}).rows_out == 1


@pytest.mark.parametrize(
    ("first", "second", "asked"),
    [
        ("Value (to March, USD)", "Value (March, USD)", True),  # 300 and 100: the first was taken
        ("Value (FOB)", "Value (CIF)", True),
        ("Value (2016)", "Value (2017)", True),
        ("Value (USD)", "Value (CNY)", False),  # one trade told twice, each in its own currency
    ],
)
def test_of_two_columns_that_only_brackets_tell_apart_none_is_guessed(tmp_path, first, second, asked):
    header = f'period,reporter,partner,flow,hs,"{first}","{second}"'
    path = write(tmp_path, "a.csv", f"{header}\n2017-03,CHN,PRK,import,2701,300,100\n")
    if asked:
        with pytest.raises(TradeError, match="which of them is meant"):
            read_trade(path, mapping={"constants": {"currency": "USD"}})
    else:
        assert read_trade(path).table()["value"].to_pylist() == [300]


def test_rows_that_say_that_they_are_cumulated_are_not_added_to_those_of_months(tmp_path):
    text = "2017-02,CHN,PRK,import,2701,month,10\n2017-02,CHN,PRK,import,2701,{},30\n"
    for word in ("Cumulative", "YTD", "1至2月累计", "누계", "нарастающим итогом", "acumulado"):
        path = write(
            tmp_path, "a.csv", "period,reporter,partner,flow,hs,type,value (USD)\n" + text.format(word)
        )
        with pytest.raises(TradeError, match="says of some rows that they are"):
            read_trade(path)
        assert read_trade(path, mapping={"ignored": ["type"]}).rows_out == 2
    amounts_of_months = (
        "not cumulative",
        "Non-cumulative",
        "calculation from cumulative data",
        "difference of the YTD",
    )
    for word in (
        "Accumulators",
        "acumuladores",
        "накопители",
        *amounts_of_months,
    ):  # goods, and what is of its month
        path = write(
            tmp_path, "a.csv", "period,reporter,partner,flow,hs,type,value (USD)\n" + text.format(word)
        )
        assert read_trade(path).rows_out == 2


def test_a_line_of_a_long_table_whose_amount_is_confidential_leaves_that_amount_at_least(tmp_path):
    head = "freq,reporter,partner,product,flow,stat_procedure,indicators,TIME_PERIOD,OBS_VALUE,OBS_FLAG\n"
    cells = (
        ("1", "VALUE_IN_EUROS", "8500"),
        ("1", "QUANTITY_IN_100KG", "1000"),
        ("3", "VALUE_IN_EUROS", ":"),
    )
    lines = "".join(
        f"M,DE,KP,270112,1,{way},{what},2017-02,{amount},{'c' * (amount == ':')}\n"
        for way, what, amount in cells
    )
    trade, report = Trade.of_file(write(tmp_path, "comext.csv", head + lines), target="PRK", partner="DEU")
    value, quantity = (trade.total("2017-02", flow="import", hs="270112", unit=unit) for unit in ("EUR", "t"))
    assert (value.value, value.low, value.high) == (None, 8500, None)
    assert (quantity.value, quantity.high) == (100, 100)  # of the second way no quantity is told to be hidden
    assert report.rejected == 1
