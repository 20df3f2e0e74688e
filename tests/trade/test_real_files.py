"""Real files of the trade databases; skipped without YALU_REAL_DATA, which names the folder they are in."""

from collections import Counter
from decimal import Decimal

import pytest

from tests.trade.building import real
from yalu.trade.files.concordance import read_concordance
from yalu.trade.files.faults import RefusedError
from yalu.trade.files.flow_reader import read_trade


def test_the_47_columns_of_comtrade(tmp_path):
    report = read_trade(real("trade/comtrade_full47col_sample.csv.gz"), out=tmp_path / "o.parquet")
    assert (report.layout, report.rows_in, report.rows_out, report.rejected) == ("comtrade", 1586, 1571, 15)
    assert set(report.reasons) == {"RM is a part of imports, which are counted whole"}
    rows = report.table().to_pylist()
    assert {row["hs"] for row in rows} == {"030613", "030623", "160520", "160540"}
    assert {row["unit"] for row in rows} == {"kg", ""}
    assert all((row["unit"] == "") == (row["quantity"] is None) for row in rows)
    assert sum("estimated" in row["notes"] for row in rows) > 50


def test_comtrade_rows_on_mixed_levels_keep_all_that_lie_under_no_other():
    report = read_trade(real("trade/comtrade_eu_imports_hs_sample.parquet"))
    assert (report.rows_in, report.rows_out, report.rejected) == (173358, 173358, 0)
    assert "3 levels" in "\n".join(map(str, report.problems))
    partners = Counter(report.table()["partner"].to_pylist())
    assert partners["PRK"] == 28
    assert partners["490"] == 1647
    one_level = read_trade(real("trade/comtrade_eu_imports_hs_sample.parquet"), levels=6)
    assert one_level.rows_out == 31676


def test_baci_keeps_missing_quantities_missing():
    report = read_trade(real("trade/baci_sample_2021_AFG_ZAF_hs6.csv.gz"), ledger="mirror")
    assert (report.layout, report.rows_in, report.rows_out) == ("baci", 71192, 71192)
    table = report.table()
    assert table["quantity"].null_count == 2306
    assert Counter(table["partner"].to_pylist())["PRK"] == 2
    assert table["value"][0].as_py() == Decimal(52051)


@pytest.mark.hunt
def test_the_large_wits_table_leaves_out_groups_and_names_the_mixups(tmp_path):
    report = read_trade(real("trade/wits_bilateral_totals_1962_2016.parquet"), out=tmp_path / "wits.parquet")
    assert report.rows_in == 1627985 == report.rows_out + report.rejected
    assert {reject.value for reject in report.rejects} == {"EUN"}
    named = {(doubt.reporter, doubt.flow, doubt.period, doubt.partner) for doubt in report.doubts}
    assert {
        ("AGO", "import", "2007", "PRK"),
        ("EGY", "export", "2010", "PRK"),
        ("VEN", "import", "2008", "PRK"),
        ("ZAF", "export", "2010", "PRK"),
    } <= named


def test_the_real_concordance_carries_gasoline_and_refuses_to_spread_waste():
    table = read_concordance(real("nomenclature/hs_concordance_adjacent_revisions.csv.gz"))
    assert table.carried("270112", "HS2022", "HS1992") == "270112"
    with pytest.raises(RefusedError, match="1,019"):
        table.carried("854921", "HS2022", "HS2017")
    with pytest.raises(RefusedError, match="not spread"):
        table.carried("271011", "HS2007", "HS2012")
