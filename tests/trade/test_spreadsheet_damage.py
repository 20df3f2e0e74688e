"""What a spreadsheet does to codes, months and dates is refused or asked about, never guessed."""

from datetime import datetime

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tests.trade.building import FLOWS_HEADER, write
from yalu.trade.figures.periods import parse_span
from yalu.trade.files.cells.cells import read_hs
from yalu.trade.files.faults import RefusedError, TradeError
from yalu.trade.files.flow_reader import read_trade
from yalu.trade.files.layouts.layouts import read_mapping

HEADER = "period,reporter,partner,flow,hs,value,currency\n"
MONTHS_AS_DAYS = HEADER + "".join(f"2017-0{month}-01,RUS,PRK,import,2701,85000,USD\n" for month in (7, 8, 9))


def problems(error):
    return "\n".join(str(problem) for problem in error.value.problems)


def periods(report):
    return [row["period"] for row in report.table().to_pylist()]


@pytest.mark.parametrize("text", ["2701.2", "3.4", "27.1", "2701.12.1", "306.1"])
def test_a_code_whose_last_zero_was_cut_off_is_refused_with_the_whole_code(text):
    with pytest.raises(RefusedError) as error:
        read_hs(text, "", 0)
    assert "lost a zero" in error.value.fault.rule


def test_the_code_that_may_be_meant_is_named_with_the_zero_behind_it():
    with pytest.raises(RefusedError, match="270120"):
        read_hs("2701.2", "", 0)


@pytest.mark.parametrize(
    ("text", "code"),
    [("2601.11", "260111"), ("2701.12.00", "27011200"), ("27.01", "2701"), ("6109.10.0012", "6109100012"), ("2701.0", "2701")],
)  # fmt: skip
def test_codes_with_whole_groups_are_read_as_tariffs_print_them(text, code):
    assert read_hs(text, "", 0) == (code, "")


@pytest.mark.parametrize("text", ["2701.00", "27.00", "2701.10", "2701.00.00", "2701 00", "305.00"])
def test_decimals_that_a_format_adds_to_a_code_are_no_subheading(text):
    with pytest.raises(RefusedError) as error:
        read_hs(text, "", 0)
    assert "no edition" in error.value.fault.rule


@pytest.mark.parametrize(
    ("text", "code"), [("3601.00", "360100"), ("9999.00", "999900"), ("270100", "270100")]
)
def test_two_zeros_stand_where_a_tariff_has_them_or_the_file_writes_no_point(text, code):
    assert read_hs(text, "", 0)[0] == code


def test_a_cut_code_is_rejected_and_the_rest_of_the_file_stays(tmp_path):
    text = HEADER + "2017-02,CHN,PRK,import,2701.2,85,USD\n2017-02,CHN,PRK,import,2601.11,85,USD\n"
    report = read_trade(write(tmp_path, "float.csv", text))
    assert [row["hs"] for row in report.table().to_pylist()] == ["260111"]
    assert [(r.field, r.value) for r in report.rejects] == [("hs", "2701.2")]


def test_a_code_of_another_system_is_not_told_as_a_zero_put_back(tmp_path):
    columns = "period,reporterCode,partnerCode,flowCode,classificationCode,cmdCode,aggrLevel,primaryValue\n"
    report = read_trade(write(tmp_path, "sitc.csv", columns + "201702,156,408,M,S3,321,4,85\n"))
    assert report.rejected == 1
    assert "lost zeros put back" not in report.changes


def test_a_month_cut_short_is_refused_with_both_months():
    with pytest.raises(RefusedError) as error:
        parse_span("2017.1")
    assert "2017-01" in error.value.fault.next_step
    assert "2017-10" in error.value.fault.next_step


@pytest.mark.parametrize(
    ("text", "label"), [("2017.10", "2017-10"), ("2017.2", "2017-02"), ("2017M01", "2017-01")]
)
def test_months_that_can_be_only_one_are_read(text, label):
    assert parse_span(text).label == label


def test_the_number_of_a_day_is_refused_as_what_it_is():
    with pytest.raises(RefusedError, match="day as spreadsheets count"):
        parse_span("42736")


def test_words_of_a_mapping_settle_a_month_cut_short(tmp_path):
    text = HEADER + "2017.1,CHN,PRK,import,2701,85,USD\n"
    report = read_trade(write(tmp_path, "m.csv", text), mapping={"words": {"period": {"2017.1": "2017-10"}}})
    assert periods(report) == ["2017-10"]


def test_every_way_to_write_a_period_is_read_once_or_refused_with_a_reason(tmp_path):
    written = ["2017.1", "2017.10", "2017M01", "Jan-17", "Jan 2017", "2017/01", "42736", "2017年1月", "201701", "01/2017",
               "2017-1", "M01.2017", "2017Q1", "FY2017", "20170131", "2017-01-31"]  # fmt: skip
    text = HEADER + "".join(f"{period},CHN,PRK,import,2701,{n},USD\n" for n, period in enumerate(written, 1))
    report = read_trade(write(tmp_path, "p.csv", text))
    assert periods(report) == ["2017-10", *["2017-01"] * 7, "2017-01/2017-03", "2017-01-31", "2017-01-31"]
    assert [r.value for r in report.rejects] == ["2017.1", "Jan-17", "42736", "M01.2017", "FY2017"]


def test_a_file_whose_dates_are_all_firsts_of_months_is_asked_about(tmp_path):
    path = write(tmp_path, "months.csv", MONTHS_AS_DAYS)
    with pytest.raises(TradeError) as error:
        read_trade(path, out=tmp_path / "o.csv")
    assert "first day of a month" in problems(error)
    assert "dates: month" in problems(error)
    assert "dates: day" in problems(error)
    assert not (tmp_path / "o.csv").exists()


@pytest.mark.parametrize(
    "given",
    [{"dates": "month"}, {"mapping": {"dates": "month"}}, {"mapping": {"dates": {"period": "month"}}}],
)
def test_dates_said_to_be_months_are_read_as_months(tmp_path, given):
    assert periods(read_trade(write(tmp_path, "m.csv", MONTHS_AS_DAYS), **given)) == [
        "2017-07",
        "2017-08",
        "2017-09",
    ]


def test_dates_said_to_be_days_stay_days_and_are_not_asked_about_again(tmp_path):
    out = tmp_path / "o.csv"
    read_trade(write(tmp_path, "m.csv", MONTHS_AS_DAYS), dates="day", out=out)
    again = periods(read_trade(out))
    assert again == [f"2017-0{month}-01/2017-0{month}-01" for month in (7, 8, 9)]
    assert parse_span(again[0]).start == parse_span(again[0]).end


def test_one_other_day_shows_that_dates_are_days(tmp_path):
    text = MONTHS_AS_DAYS + "2017-08-05,RUS,PRK,import,2701,1,USD\n"
    assert periods(read_trade(write(tmp_path, "d.csv", text)))[-1] == "2017-08-05"


def test_a_day_that_is_no_first_is_rejected_where_dates_are_said_to_be_months(tmp_path):
    text = MONTHS_AS_DAYS + "2017-08-05,RUS,PRK,import,2701,1,USD\n"
    report = read_trade(write(tmp_path, "d.csv", text), dates="month")
    assert [(r.field, r.value) for r in report.rejects] == [("period", "2017-08-05")]


def test_last_days_of_months_are_asked_about_when_there_are_several(tmp_path):
    ends = HEADER + "2017-07-31,RUS,PRK,import,2701,1,USD\n2017-08-31,RUS,PRK,import,2701,1,USD\n"
    with pytest.raises(TradeError, match="last day of a month"):
        read_trade(write(tmp_path, "e.csv", ends))
    assert periods(read_trade(tmp_path / "e.csv", dates="month")) == ["2017-07", "2017-08"]


def test_one_row_of_the_flows_table_on_a_first_is_asked_about_too(tmp_path):
    text = FLOWS_HEADER + "\na,2017-08-01,ALL,PRK,import,2701,1637000,t,138140000,USD,committee\n"
    path = write(tmp_path, "cap.csv", text)
    with pytest.raises(TradeError, match="first day of a month"):
        read_trade(path)
    assert periods(read_trade(path, dates="month")) == ["2017-08"]


def test_days_of_consignments_are_asked_about_by_their_own_column(tmp_path):
    text = (
        FLOWS_HEADER
        + ",arrived_date\n"
        + "".join(f"{n},2017-08,CHN,PRK,import,2701,1,t,,,customs,2017-0{n}-01\n" for n in (8, 9))
    )
    path = write(tmp_path, "a.csv", text)
    with pytest.raises(TradeError, match="arrived_date"):
        read_trade(path)
    rows = read_trade(path, mapping={"dates": {"arrived_date": "month"}}).table().to_pylist()
    assert [row["arrived_date"] for row in rows] == ["2017-08", "2017-09"]


def test_one_contract_of_the_first_is_a_day(tmp_path):
    text = FLOWS_HEADER + ",contract_date\na,2017-08,CHN,PRK,import,2701,1,t,,,customs,2017-08-01\n"
    assert read_trade(write(tmp_path, "c.csv", text)).table()["contract_date"].to_pylist() == ["2017-08-01"]


def workbook(folder, *rows):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(HEADER.strip().split(","))
    for period, code, shown in rows:
        sheet.append([period, "CHN", "PRK", "import", code, 85, "USD"])
        sheet.cell(sheet.max_row, 1).number_format = shown
    book.save(folder / "excel.xlsx")
    return folder / "excel.xlsx"


def test_a_first_of_a_month_in_a_workbook_is_asked_about_unless_it_is_shown_as_a_month(tmp_path):
    first = datetime(2017, 2, 1)
    with pytest.raises(TradeError, match="first day of a month"):
        read_trade(workbook(tmp_path, (first, 30617, "yyyy-mm-dd"), (201702, 270111, "General")))
    assert periods(read_trade(workbook(tmp_path, (first, 270111, "mmm-yy")))) == ["2017-02"]


def test_numbers_of_a_workbook_that_lost_a_zero_are_refused(tmp_path):
    report = read_trade(
        workbook(
            tmp_path, (2017.1, 270112, "General"), (201702, 2701.2, "General"), (201703, 30617, "General")
        )
    )
    assert [(r.field, r.value) for r in report.rejects] == [("period", "2017.1"), ("hs", "2701.2")]
    assert [row["hs"] for row in report.table().to_pylist()] == ["030617"]


def test_dates_of_a_parquet_file_are_asked_about_too(tmp_path):
    table = pa.table({
        "period": pa.array([datetime(2017, 8, 1)], pa.timestamp("s")), "reporter": ["CHN"], "partner": ["PRK"],
        "flow": ["import"], "hs": ["2701"], "value": [85.0], "currency": ["USD"],
    })  # fmt: skip
    pq.write_table(table, tmp_path / "t.parquet")
    with pytest.raises(TradeError, match="first day of a month"):
        read_trade(tmp_path / "t.parquet")


@pytest.mark.parametrize("dates", ["weeks", {"period": "weeks"}, {"perod": "month"}])
def test_a_mapping_that_says_something_else_of_dates_is_refused(dates):
    with pytest.raises(TradeError):
        read_mapping({"dates": dates})


def test_an_option_that_says_something_else_of_dates_is_refused(tmp_path):
    with pytest.raises(TradeError, match="weeks"):
        read_trade(write(tmp_path, "m.csv", MONTHS_AS_DAYS), dates="weeks")


FISCAL = "fiscal.csv", "period,reporter,partner,flow,hs,value,currency\n"


@pytest.mark.parametrize(
    "periods", [["2010-11", "2011-12"], ["2010/11", "2012/13"], ["2011-12", "2012-13", "Total"]]
)
def test_fiscal_years_that_look_like_months_are_asked_about(tmp_path, periods):
    name, text = FISCAL
    path = write(
        tmp_path, name, text + "".join(f"{period},IND,PRK,export,2701,5,USD\n" for period in periods)
    )
    with pytest.raises(TradeError, match="years that end in the next one, or months"):
        read_trade(path)
    said = {period: f"{period[:4]}-04/{int(period[:4]) + 1}-03" for period in periods if period != "Total"}
    report = read_trade(path, mapping={"words": {"period": said}})
    assert {row["period"] for row in report.table().to_pylist()} == set(said.values())


def test_months_beside_others_and_one_month_alone_are_no_fiscal_years(tmp_path):
    name, text = FISCAL
    for periods in (["2010-11"], ["2010-11", "2011-12", "2010-10"], ["2012-01", "2012-13", "2011-12"]):
        path = write(
            tmp_path, name, text + "".join(f"{period},IND,PRK,export,2701,5,USD\n" for period in periods)
        )
        assert read_trade(path).rejected == sum(period == "2012-13" for period in periods)


def test_columns_of_fiscal_years_are_asked_about_and_none_is_passed_over(tmp_path):
    path = write(
        tmp_path, "x.csv", "reporter,partner,flow,hs,2010-11,2011-12,2012-13\nIND,PRK,export,2701,1,2,3\n"
    )
    usd = {"constants": {"currency": "USD"}}
    with pytest.raises(TradeError, match="2010-11, 2011-12, 2012-13 can be years"):
        read_trade(path, mapping=usd)
    said = {"2010-11": "2010-04/2011-03", "2011-12": "2011-04/2012-03", "2012-13": "2012-04/2013-03"}
    assert read_trade(path, mapping={**usd, "words": {"period": said}}).rows_out == 3


JAPAN = "period,reporter,partner,flow,hs,value,currency\n" + "".join(
    f"2017-02,JPN,AUS,import,{code},{value},JPY\n"
    for code, value in (("'270112010", 100), ("270112090", 7), ("210111100", 50), ("'030211011", 5))
)


def test_codes_of_nine_digits_are_not_given_a_zero_that_makes_other_goods_of_them(tmp_path):
    # 270112 is coal and 210111 coffee; with a zero before them the second would be meat (0210), the first nothing.
    report = read_trade(write(tmp_path, "japan.csv", JAPAN))
    assert report.rows_out == 0
    step = {reject.next_step for reject in report.rejects if reject.value.endswith("210111100")}
    assert len(step) == 1 and "0270112010, which no edition has" in step.pop()
    read = read_trade(write(tmp_path, "japan.csv", JAPAN), mapping={"hs_digits": 9})
    found = [(row["hs"], float(row["value"])) for row in read.table().to_pylist()]
    assert found == [("270112", 100), ("270112", 7), ("210111", 50), ("030211", 5)]


def test_codes_of_nine_digits_that_lost_their_zero_and_coarser_ones_are_read_by_their_number_of_digits():
    assert read_hs("30211011", "", 9) == ("030211", "repaired")
    assert read_hs("2701", "", 9) == ("2701", "")
    assert read_hs("306130000", "", 0) == ("0306130000", "odd")  # ten digits, and a heading that there is
    assert read_hs("270112010", "", 0) == ("0270112010", "unknown")


@pytest.mark.parametrize(
    "names",
    ["Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
     "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
     "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
     "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
     "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
     "Январь Февраль Март Апрель Май Июнь Июль Август Сентябрь Октябрь Ноябрь Декабрь",
     "января февраля марта апреля мая июня июля августа сентября октября ноября декабря"],
)  # fmt: skip
def test_months_are_read_by_their_whole_names_in_other_languages(names):
    assert [parse_span(f"{name} 2017").label for name in names.split()] == [
        f"2017-{n:02}" for n in range(1, 13)
    ]


def test_months_of_the_imf_and_quarters_written_first_are_read():
    printed = {"2017M1": "2017-01", "2017M10": "2017-10", "Q1 2017": "2017-Q1", "q4/2017": "2017-Q4"}
    assert {text: parse_span(text).label for text in printed} == printed
    for text in ("2017M0", "Q5 2017", "Listopad 2017", "Lipiec 2017", "Mia 2017"):
        with pytest.raises(RefusedError):
            parse_span(text)


def test_a_column_that_names_a_year_beside_columns_of_periods_is_told_where_it_is_not_read(tmp_path):
    head = "reporter,partner,flow,hs,currency,2017M9,2017M10,Listopad 2017,note 5\n"
    path = write(tmp_path, "imf.csv", head + "DEU,PRK,import,TOTAL,USD,9,10,11,x\n")
    report = read_trade(path)
    assert report.table()["period"].to_pylist() == ["2017-09", "2017-10"]
    said = "\n".join(map(str, report.problems))
    assert "Listopad 2017: columns that name a year and were not read as periods" in said
    again = read_trade(path, mapping={"ignored": ["Listopad 2017"]})
    assert "name a year" not in "\n".join(map(str, again.problems))
