"""Revisions by a table and currencies by dated rates; nothing is spread, nothing interpolated."""

from decimal import Decimal

import pytest

from tests.trade.building import FLOWS_HEADER, api_answer, api_row, write
from yalu.trade.files.concordance import read_concordance
from yalu.trade.files.faults import RefusedError, TradeError
from yalu.trade.files.flow_reader import read_trade
from yalu.trade.files.rates import read_rates

TABLE = (
    "hs_after,after,hs_before,before,relationship\nHS2012,271012,HS2007,271011,1:1\nHS2012,010121,HS2007,10110,n:1\n"
    "HS2012,010129,HS2007,010110,n:1\nHS2017,271012,HS2012,271012,1:1\nHS2017,270111,HS2012,270111,1:1\nHS2012,270111,HS2007,270111,1:1\n"
)


def test_a_code_is_carried_over_several_revisions_and_back(tmp_path):
    table = read_concordance(write(tmp_path, "c.csv", TABLE))
    assert table.carried("271011", "HS2007", "HS2017") == "271012"
    assert table.carried("271012", "H5", "H3") == "271011"
    assert table.carried("TOTAL", "H5", "H3") == "TOTAL"
    assert table.carried("27101299", "HS2017", "HS2007") == "271011"
    assert table.carried("2701", "HS2017", "HS2007") == "2701"


def test_a_code_that_fans_out_is_refused_with_its_candidates(tmp_path):
    table = read_concordance(write(tmp_path, "c.csv", TABLE))
    with pytest.raises(RefusedError, match="010121, 010129"):
        table.carried("010110", "HS2007", "HS2012")
    assert table.carried("0101", "HS2007", "HS2012") == "0101"  # the heading holds both


def test_a_missing_code_or_step_is_refused(tmp_path):
    table = read_concordance(write(tmp_path, "c.csv", TABLE))
    with pytest.raises(RefusedError, match="knows every code"):
        table.carried("999999", "HS2007", "HS2012")
    with pytest.raises(RefusedError, match="joins HS 2017 to HS 2022"):
        table.carried("270111", "HS2017", "HS2022")


def test_rows_are_carried_and_fanning_ones_rejected_never_spread(tmp_path):
    answer = api_answer(
        api_row(classificationCode="H3", cmdCode="271011", aggrLevel=6),
        api_row(classificationCode="H3", cmdCode="010110", aggrLevel=6),
    )
    report = read_trade(
        write(tmp_path, "a.json", answer), concordance=write(tmp_path, "c.csv", TABLE), hs_to="HS2012"
    )
    assert [(r["hs"], r["notes"].split("; ")[-1]) for r in report.table().to_pylist()] == [
        ("271012", "HS 2007 carried to HS 2012")
    ]
    assert "010121, 010129" in report.rejects[0].next_step


def test_a_concordance_without_its_columns_is_refused(tmp_path):
    with pytest.raises(TradeError, match="after"):
        read_concordance(write(tmp_path, "c.csv", "a,b\n1,2\n"))


RATES = "period,currency,rate,per,source\n2017-01,CNY,6.90,USD,central bank\n2017,CNY,6.75,USD,yearly mean\n"


def test_a_value_is_converted_by_the_rate_of_its_month_or_else_of_its_year(tmp_path):
    rates = read_rates(write(tmp_path, "r.csv", RATES))
    assert rates.converted(Decimal(690), "2017-01", "CNY", "USD")[0] == 100
    value, words = rates.converted(Decimal(675), "2017-02", "CNY", "USD")
    assert value == 100
    assert "2017, yearly mean" in words


def test_a_value_without_a_rate_is_rejected_and_says_which_is_missing(tmp_path):
    path = write(
        tmp_path,
        "a.csv",
        FLOWS_HEADER
        + "\na,2017-01,CHN,PRK,import,2701,,,690,CNY,customs\nb,2016-01,CHN,PRK,import,2701,,,5,CNY,customs\n",
    )
    report = read_trade(path, rates=write(tmp_path, "r.csv", RATES))
    row = report.table().to_pylist()[0]
    assert (row["value"], row["currency"]) == (Decimal(100), "USD")
    assert "6.90 CNY per USD" in row["notes"]
    assert "2016-01" in report.rejects[0].next_step


def test_two_rates_for_one_period_are_refused(tmp_path):
    with pytest.raises(TradeError, match="two rates"):
        read_rates(write(tmp_path, "r.csv", RATES + "2017-01,CNY,7,USD,other\n"))
