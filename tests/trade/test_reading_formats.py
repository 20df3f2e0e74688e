"""Every format a trade table comes in, read into the flows table."""

import json
from decimal import Decimal

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tests.trade.building import GACC, LEGACY, api_answer, api_row, write
from yalu.trade.files.comtrade import fetch_comtrade
from yalu.trade.files.faults import TradeError
from yalu.trade.files.flow_reader import read_trade
from yalu.trade.files.normalisation import COLUMNS


def rows(report):
    return report.table().to_pylist()


def problems(error):
    return "\n".join(str(problem) for problem in error.value.problems)


def test_a_customs_export_in_chinese_and_gbk_is_read_by_name_with_its_thousands_separators(tmp_path):
    path = write(tmp_path, "进口-2017.csv", GACC.encode("gb18030"))
    report = read_trade(path)
    assert (report.layout, report.rows_in, report.rows_out) == ("gacc", 4, 4)
    first = rows(report)[0]
    assert (first["period"], first["reporter"], first["partner"], first["flow"], first["hs"]) == (
        "2017-01",
        "CHN",
        "PRK",
        "import",
        "27011100",
    )
    assert (first["quantity"], first["unit"], first["value"], first["currency"]) == (
        Decimal("1445112345"),
        "kg",
        Decimal("125812345"),
        "USD",
    )
    assert [row["partner"] for row in rows(report)] == ["PRK", "PRK", "KOR", "CAN"]
    printed = "\n".join(map(str, report.problems))
    assert "gb18030" in printed
    assert "file's name" in printed


def test_a_first_quantity_in_heads_gives_way_to_the_second_in_kilograms_and_is_noted(tmp_path):
    report = read_trade(write(tmp_path, "进口.csv", GACC.encode("gb18030")))
    horse = rows(report)[3]
    assert (horse["quantity"], horse["unit"]) == (Decimal(6500), "kg")
    assert "头" in horse["notes"]


def test_a_customs_export_that_does_not_say_its_direction_is_refused_with_the_mapping_to_complete(tmp_path):
    path = write(tmp_path, "data.csv", GACC.encode("gb18030"))
    with pytest.raises(TradeError) as error:
        read_trade(path)
    assert "no column holds the flow" in problems(error)
    assert "贸易伙伴名称" in problems(error)
    assert read_trade(path, mapping={"constants": {"flow": "export"}}).rows_out == 4


def test_customs_own_numbers_are_never_taken_for_m49(tmp_path):
    text = "数据年月,商品编码,贸易伙伴编码,第一数量,第一计量单位,美元\n201701,27011100,109,5,千克,10\n"
    report = read_trade(write(tmp_path, "进口.csv", text))
    assert report.rejected == 1
    assert "not M49" in report.rejects[0].rule


def test_the_legacy_comtrade_csv_is_read_with_its_trailing_commas_and_missing_quantities(tmp_path):
    report = read_trade(write(tmp_path, "legacy.csv", LEGACY))
    assert (report.layout, report.rows_in, report.rows_out, report.rejected) == ("comtrade-legacy", 4, 2, 2)
    coal, shrimps = rows(report)
    assert (coal["quantity"], coal["unit"], coal["value"]) == (
        Decimal(19627000000),
        "kg",
        Decimal(1049000000),
    )
    assert shrimps["hs"] == "030613"  # the level column proves that the zero was lost
    assert shrimps["quantity"] is None  # zero beside a value is "not reported", never zero
    assert {reject.value for reject in report.rejects} == {"0", "Re-Export"}


def test_a_saved_answer_of_the_api_is_read_and_keeps_what_was_estimated(tmp_path):
    answer = api_answer(
        api_row(),
        api_row(flowCode="RX"),
        api_row(partnerCode=0),
        api_row(cmdCode="TOTAL", qtyUnitCode=-1, qty=0.0, netWgt=None),
    )
    report = read_trade(write(tmp_path, "answer.json", answer))
    assert (report.kind, report.rows_in, report.rows_out, report.rejected) == ("JSON", 4, 2, 2)
    coal, total = rows(report)
    assert coal["notes"] == "quantity estimated by the source; HS 2012"
    assert (total["hs"], total["quantity"]) == ("TOTAL", None)


def test_an_answer_that_is_an_error_or_cut_off_is_refused_in_words(tmp_path):
    with pytest.raises(TradeError) as error:
        read_trade(
            write(tmp_path, "a.json", '{"statusCode": 401, "message": "Access denied due to missing key"}')
        )
    assert "Access denied" in problems(error)
    with pytest.raises(TradeError) as error:
        read_trade(write(tmp_path, "b.json", api_answer(api_row())[:200]))
    assert "cut off" in problems(error)


def test_an_answer_of_bare_numbers_is_told_to_hold_no_rows(tmp_path):
    path = write(
        tmp_path, "a.json", '{"version": "2.0", "class": "dataset", "value": [1, 2, null]}'
    )  # JSON-stat
    with pytest.raises(TradeError) as error:
        read_trade(path)
    assert "the answer holds no rows" in problems(error)


def test_baci_is_read_in_thousand_dollars_and_tonnes_with_its_lost_zeros(tmp_path):
    report = read_trade(
        write(
            tmp_path,
            "BACI.csv",
            "t,i,j,k,v,q\n2017,408,156,270111,12.345,   150.5\n2017,4,842,10121,0.5,NA\n",
        ),
        ledger="mirror",
    )
    coal, horse = rows(report)
    assert (coal["reporter"], coal["partner"], coal["flow"], coal["ledger"]) == (
        "PRK",
        "CHN",
        "export",
        "mirror",
    )
    assert (coal["value"], coal["quantity"], coal["unit"]) == (Decimal(12345), Decimal("150.5"), "t")
    assert (horse["hs"], horse["partner"], horse["quantity"]) == ("010121", "USA", None)
    assert report.changes["lost zeros put back"] == 1


def test_wits_is_read_in_thousand_dollars_with_its_own_country_codes(tmp_path):
    text = "reporter,partner,year,flow,value_kusd\nROM,PRK,1990,X,2.5\nOAS,PRK,2010,M,1\nEUN,PRK,2010,X,7\nCHN,WLD,2010,X,9\n"
    report = read_trade(write(tmp_path, "wits.csv", text))
    assert [(r["reporter"], r["value"]) for r in rows(report)] == [
        ("ROU", Decimal(2500)),
        ("490", Decimal(1000)),
    ]
    assert report.rejected == 2
    assert all("group" in reject.rule for reject in report.rejects)


def test_a_strangers_workbook_is_guessed_shown_and_read_by_values_only(tmp_path):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["Month", "Reporter", "Partner", "Flow", "HS code", "Weight (t)", "Value (thousand USD)"])
    sheet.append(["2017-01", "CHN", "PRK", "Imports", "2701", 1445.1, 125812.3])
    sheet.append(["2017-02", "CHN", "PRK", "Imports", "2701", "=1+1", 97604])
    path = tmp_path / "stranger.xlsx"
    book.save(path)
    report = read_trade(path)
    assert report.layout == "guessed"
    assert 'value: "Value (thousand USD)"' in report.mapping.replace('"value"', "value")
    assert rows(report)[0]["value"] == Decimal(125812300)
    assert (rows(report)[0]["quantity"], rows(report)[0]["unit"]) == (Decimal("1445.1"), "t")
    assert rows(report)[1]["quantity"] is None  # a formula that was never calculated has no value
    assert "formulas" in "\n".join(map(str, report.problems))


def test_the_mapping_that_was_shown_can_be_saved_and_gives_the_same_rows(tmp_path):
    text = (
        "Month;From;Partner;Flow;HS code;Weight (kg);Value (USD)\n2017-01;x;PRK;Imports;2701;1.234,5;99,5\n"
    )
    path = write(tmp_path, "a.csv", text)
    with pytest.raises(TradeError) as error:
        read_trade(path)
    assert "no column holds the reporter" in problems(error)
    first = read_trade(path, mapping={"constants": {"reporter": "CHN"}})
    saved = write(tmp_path, "mapping.yaml", first.mapping)
    assert rows(read_trade(path, mapping=saved)) == rows(first)
    assert rows(first)[0]["quantity"] == Decimal("1234.5")


@pytest.mark.parametrize(
    ("heading", "mapping", "advice"),
    [
        ("Value (US$ m)", None, "scale: {value: …}"),
        ("Value (USD mil.)", None, "scale: {value: …}"),
        ("Value (US$ million)", {"columns": {"value": "Value (US$ million)"}, "constants": {"currency": "USD"}}, "scale: {value: 1000000}"),
        ("Weight (1000 t)", {"quantities": [{"column": "Weight (1000 t)", "unit": "t"}]}, "scale: {quantity: 1000}"),
    ],
)  # fmt: skip
def test_a_multiple_in_a_heading_of_which_a_mapping_says_nothing_is_asked_about(
    tmp_path, heading, mapping, advice
):
    path = write(
        tmp_path, "x.csv", f"Period,Reporter,Partner,Flow,HS,{heading}\n2017-01,CHN,PRK,import,2701,5\n"
    )
    columns = {field: field.title() for field in ("period", "reporter", "partner", "flow")} | {"hs": "HS"}
    asked = {**mapping, "columns": {**columns, **mapping.get("columns", {})}} if mapping else {}
    with pytest.raises(TradeError) as error:
        read_trade(path, mapping=asked)
    assert advice in problems(error)
    field = "quantity" if "t)" in heading else "value"
    (row,) = rows(read_trade(path, mapping={**asked, "scale": {field: 1000}}))
    assert row[field] == 5000


def test_a_unit_that_is_the_multiple_of_a_heading_is_no_contradiction(tmp_path):
    path = write(
        tmp_path, "x.csv", "Period,Reporter,Partner,Flow,HS,Weight (1000 t)\n2017-01,CHN,PRK,import,2701,5\n"
    )
    columns = {field: field.title() for field in ("period", "reporter", "partner", "flow")} | {"hs": "HS"}
    (row,) = rows(
        read_trade(
            path, mapping={"columns": columns, "quantities": [{"column": "Weight (1000 t)", "unit": "kt"}]}
        )
    )
    assert (row["quantity"], row["unit"]) == (5, "kt")


TITLED = (
    ["Trade of China, 4th quarter"],
    ["Unit: thousand US dollars"],
    [],
    ["Period", "Reporter", "Partner", "Flow", "HS", "Value (USD)"],
    ["2017-01", "CHN", "PRK", "import", "2701", 100],
    ["2017-02", "CHN", "PRK", "import", "2701", 200],
    ["Source: the customs"],
)


def _titled(tmp_path, kind, *, without=()):
    lines = [line for line in TITLED if line not in without]
    if kind == "csv":
        return write(tmp_path, "titled.csv", "".join(",".join(map(str, line)) + "\n" for line in lines))
    book = openpyxl.Workbook()
    for line in lines:
        book.active.append(line)
    book.save(tmp_path / "titled.xlsx")
    return tmp_path / "titled.xlsx"


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_headings_below_titles_are_found_and_rows_keep_their_lines(tmp_path, kind):
    report = read_trade(_titled(tmp_path, kind, without=[TITLED[1]]))
    assert [row["id"] for row in rows(report)] == [f"titled-{line}" for line in (4, 5)]
    assert [row["value"] for row in rows(report)] == [100, 200]
    assert (report.rows_in, report.rejected, report.rejects[0].row) == (3, 1, 6)
    assert any("the header was found on line 3" in str(problem) for problem in report.problems)


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_multiple_in_a_line_above_the_table_is_asked_about(tmp_path, kind):
    path = _titled(tmp_path, kind)
    with pytest.raises(TradeError) as error:
        read_trade(path)
    assert "scale: {value: 1000}" in problems(error)
    assert [row["value"] for row in rows(read_trade(path, mapping={"scale": {"value": 1000}}))] == [
        100_000,
        200_000,
    ]


@pytest.mark.parametrize(
    ("line", "factor"),
    [
        ("单位：万美元", 10_000),
        ("(단위: 천 불)", 1000),
        ("Ед. измерения: млн долл.", 10**6),
        ("U.K. imports in 2017, the 100 largest", 0),
    ],
)
def test_multiples_above_a_table_are_known_in_several_languages(tmp_path, line, factor):
    path = write(
        tmp_path,
        "x.csv",
        f"{line}\nPeriod,Reporter,Partner,Flow,HS,Value (USD)\n2017-01,CHN,PRK,import,2701,5\n",
    )
    if not factor:
        assert rows(read_trade(path))[0]["value"] == 5
        return
    with pytest.raises(TradeError) as error:
        read_trade(path)
    assert f"scale: {{value: {factor}}}" in problems(error)


def test_a_column_without_a_heading_is_no_unit_and_no_flag_of_an_estimate(tmp_path):
    path = write(
        tmp_path,
        "frame.csv",
        ",Period,Reporter,Partner,Flow,HS,Weight (kg),Value (USD)\n"
        "0,2017-01,CHN,PRK,import,2701,5,100\n1,2017-02,CHN,PRK,import,2701,6,100\n2,2017-03,CHN,PRK,import,2701,7,100\n",
    )
    report = read_trade(path)
    assert [(row["quantity"], row["unit"], row["notes"] or "") for row in rows(report)] == [
        (Decimal(5), "kg", ""), (Decimal(6), "kg", ""), (Decimal(7), "kg", ""),
    ]  # fmt: skip
    assert report.changes == {}


def test_a_mapping_file_with_unknown_keys_and_fields_is_refused_with_all_of_them(tmp_path):
    mapping = write(
        tmp_path, "m.yaml", 'colums: {period: "Month"}\nconstants: {unit: "kg", reporteur: "CHN"}\n'
    )
    with pytest.raises(TradeError) as error:
        read_trade(write(tmp_path, "a.csv", "a,b\n1,2\n"), mapping=mapping)
    assert "did you mean “columns”" in problems(error)
    assert "did you mean “reporter”" in problems(error)


def test_parquet_of_any_types_is_read_as_a_person_would_write_it(tmp_path):
    table = pa.table({
        "refYear": pa.array([2017.0, 2017.0]), "reporterCode": pa.array([156, 156], pa.int32()), "partnerCode": pa.array([408.0, 410.0]),
        "flowCode": pa.array(["M", "X"]).dictionary_encode(), "cmdCode": ["2701", "2701"], "primaryValue": [1.5, float("nan")],
        "netWgt": [10.0, 20.0],
    })  # fmt: skip
    pq.write_table(table, tmp_path / "a.parquet")
    first, second = rows(read_trade(tmp_path / "a.parquet"))
    assert (first["period"], first["partner"], first["value"]) == ("2017", "PRK", Decimal("1.5"))
    assert (second["partner"], second["value"], second["currency"]) == ("KOR", None, "")


def test_what_was_written_reads_back_the_same_as_csv_and_as_parquet(tmp_path):
    source = write(tmp_path, "进口.csv", GACC.encode("gb18030"))
    first = read_trade(source, out=tmp_path / "flows.csv")
    again = read_trade(tmp_path / "flows.csv", out=tmp_path / "flows.parquet")
    assert again.layout == "flows"
    assert first.table().column_names == list(COLUMNS)
    kept = [
        "period",
        "reporter",
        "partner",
        "flow",
        "hs",
        "quantity",
        "unit",
        "value",
        "currency",
        "ledger",
        "id",
    ]
    assert first.table().select(kept).to_pylist() == again.table().select(kept).to_pylist()


def test_the_same_input_gives_the_same_bytes(tmp_path):
    source = write(tmp_path, "进口.csv", GACC.encode("gb18030"))
    for name in ("a.csv", "b.csv"):
        read_trade(source, out=tmp_path / name)
    assert (tmp_path / "a.csv").read_bytes() == (tmp_path / "b.csv").read_bytes()


def test_fetching_says_plainly_what_it_needs(tmp_path):
    asked = {"reporter": "156", "partner": "408", "period": "201701", "flow": "M"}
    with pytest.raises(TradeError, match="key"):
        fetch_comtrade(tmp_path / "a.json", key="", **asked)
    with pytest.raises(TradeError, match="comtradeapicall"):
        fetch_comtrade(tmp_path / "a.json", key="mine", **asked)
    assert not (tmp_path / "a.json").exists()


@pytest.mark.parametrize(
    "wrapped",
    [lambda rows: {"dataset": rows}, lambda rows: {"value": rows, "@odata.context": "x"}, lambda rows: rows],
)
def test_answers_of_other_services_are_read_by_a_mapping(tmp_path, wrapped):
    row = {
        "rtCode": 156,
        "ptCode": 408,
        "yr": 2015,
        "rgDesc": "Import",
        "cmdCode": "2701",
        "TradeValue": 5000,
    }
    columns = {
        "reporter": "rtCode",
        "partner": "ptCode",
        "period": "yr",
        "flow": "rgDesc",
        "hs": "cmdCode",
        "value": "TradeValue",
    }
    mapping = {"columns": columns, "constants": {"currency": "USD"}}
    report = read_trade(write(tmp_path, "v1.json", json.dumps(wrapped([row]))), mapping=mapping)
    assert [(r["reporter"], r["partner"], float(r["value"])) for r in report.table().to_pylist()] == [
        ("CHN", "PRK", 5000)
    ]


def test_rows_that_are_lists_are_read_by_the_names_in_the_first(tmp_path):
    rows = [
        ["period", "reporter", "partner", "flow", "hs", "value", "currency"],
        ["2017-01", "CHN", "PRK", "import", "2701", "5", "USD"],
        ["2017-02"],
    ]
    report = read_trade(write(tmp_path, "census.json", json.dumps(rows)))
    assert (report.rows_in, report.rows_out, report.rejected) == (2, 1, 1)
