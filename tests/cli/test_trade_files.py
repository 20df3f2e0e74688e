"""`yalu trade` asked of a trade file of one's own."""

import json

import pytest

from yalu.cli.main import outcome

HEADER = "period,reporter,partner,flow,hs,quantity,unit,value,currency\n"
ROWS = (
    "2016,China,North Korea,import,2701,1000,t,85000,USD\n"
    "2017,China,North Korea,import,2701,1500,t,120000,USD\n"
    "2017,Russia,North Korea,import,2701,500,t,50000,USD\n"
    "2017,China,North Korea,import,TOTAL,,,150000,USD\n"
    "2017,China,North Korea,export,TOTAL,,,50000,USD\n"
    "2017,Russia,North Korea,import,TOTAL,,,60000,USD\n"
    "2017,Russia,North Korea,export,TOTAL,,,40000,USD\n"
    "2015,Russia,China,import,TOTAL,,,105,USD\n"
    "2015,China,Russia,export,TOTAL,,,100,USD\n"
)


@pytest.fixture
def table(tmp_path):
    path = tmp_path / "mine.csv"
    path.write_text(HEADER + ROWS, encoding="utf-8")
    return path


def asked(capsys, *words):
    code = outcome(["trade", *map(str, words), "--json"])
    printed = capsys.readouterr()
    assert code == 0, printed.err
    return json.loads(printed.out), printed.err


def test_growth_is_asked_of_a_file_and_names_it(capsys, table):
    found, _ = asked(capsys, "growth", "2017", "--flow", "import", "--hs", "2701", "--flows", table)
    assert found["result"]["figure"]["value"] == pytest.approx(41.1765, abs=1e-3)
    assert found["data_version"] == "mine.csv, 9 rows"


def test_a_share_is_computed_from_the_file_alone(capsys, table):
    found, _ = asked(capsys, "share", "2017", "--flows", table)
    assert {row["basis"] for row in found["result"]} == {"computed"}
    shares = {row["figure"]["id"]: row["figure"].get("value") for row in found["result"]}
    assert shares["share/2017/all-reporters/USD/customs"] == pytest.approx(200 / 300 * 100, abs=0.01)


def test_a_unit_value_is_asked_of_a_file(capsys, table):
    found, _ = asked(capsys, "unit-value", "2017", "--hs", "2701", "--flows", table)
    assert found["result"]["figure"]["value"] == 80


def test_a_mirror_gap_is_asked_of_a_file_about_any_two_countries(capsys, table):
    found, _ = asked(capsys, "mirror", "2015", "--importer", "RUS", "--exporter", "CHN", "--flows", table)
    assert found["result"]["within"] == "yes"
    assert found["result"]["ratio"]["value"] == pytest.approx(1.05)


def test_a_response_and_the_ledgers_beside_each_other_are_asked_of_a_file(capsys, table):
    after, _ = asked(capsys, "response", "--hs", "2701", "--banned", "2017-08-05", "--flows", table)
    assert after["data_version"] == "mine.csv, 9 rows"
    ledgers, _ = asked(capsys, "beside", "2017", "--hs", "2701", "--unit", "t", "--flows", table)
    assert [row["figure"]["value"] for row in ledgers["result"]["ledgers"]] == [1500, 500]


def test_the_output_of_reading_is_asked_as_well_as_the_file(capsys, table, tmp_path):
    out = tmp_path / "read.parquet"
    assert outcome(["trade", "read", str(table), "--out", str(out)]) == 0
    capsys.readouterr()
    found, _ = asked(capsys, "growth", "2017", "--flow", "import", "--hs", "2701", "--flows", out)
    assert found["result"]["figure"]["value"] == pytest.approx(41.1765, abs=1e-3)


def test_rejected_rows_are_told_and_stand_in_the_coverage_of_the_answer(capsys, table):
    table.write_text(HEADER + ROWS + "2017,China,Korea,import,2701,1,t,85,USD\n", encoding="utf-8")
    found, shown = asked(capsys, "growth", "2017", "--flow", "import", "--hs", "2701", "--flows", table)
    assert "1 of 10 rows were rejected" in shown
    assert "1 rejected rows of mine.csv" in json.dumps(found["result"]["figure"])


def test_a_file_whose_months_are_dates_is_asked_about_as_in_reading(capsys, tmp_path):
    path = tmp_path / "months.csv"
    path.write_text(HEADER + "2017-08-01,RUS,PRK,import,2701,1000,t,85000,USD\n", encoding="utf-8")
    words = ["trade", "growth", "2017-08", "--reporter", "RUS", "--flows", str(path)]
    assert outcome(words) == 3
    assert "first day of a month" in capsys.readouterr().err
    assert outcome([*words, "--dates", "month"]) == 0


def test_a_mapping_reads_the_file(capsys, tmp_path):
    path, mapping = tmp_path / "own.csv", tmp_path / "own.yaml"
    path.write_text("Jahr,Land,Wert\n2016,Nordkorea,50\n2017,Nordkorea,100\n", encoding="utf-8")
    mapping.write_text(
        "columns: {period: Jahr, partner: Land, value: Wert}\n"
        'constants: {reporter: CHN, flow: import, hs: "2701", currency: USD}\n'
        "words: {partner: {Nordkorea: PRK}}\n",
        encoding="utf-8",
    )
    words = ("growth", "2017", "--flow", "import", "--hs", "2701", "--flows", path, "--mapping", mapping)
    assert asked(capsys, *words)[0]["result"]["figure"]["value"] == 100


@pytest.mark.parametrize("words", [("--dates", "month"), ("--mapping", "m.yaml")])
def test_options_of_reading_without_a_file_are_refused(capsys, words):
    assert outcome(["trade", "growth", "2017", *words]) == 2
    assert "--flows" in capsys.readouterr().err


def test_a_file_that_is_not_there_is_named(capsys):
    assert outcome(["trade", "share", "--flows", "absent.csv"]) == 3
    assert "absent.csv" in capsys.readouterr().err


def test_a_doubt_is_printed_in_words(capsys, tmp_path):
    path = tmp_path / "doubt.csv"
    usual = "".join(f"{year},CHN,PRK,import,TOTAL,,,100,USD\n" for year in range(2001, 2010))
    path.write_text(HEADER + usual + "2010,CHN,PRK,import,TOTAL,,,90000,USD\n", encoding="utf-8")
    assert outcome(["trade", "read", str(path)]) == 0
    printed = capsys.readouterr().out
    assert "doubt: CHN import with PRK in 2010" in " ".join(printed.split())
    assert "Doubt(" not in printed


def test_a_bound_on_one_side_is_printed_and_rounded_outwards(capsys, tmp_path):
    table = tmp_path / "said.csv"
    table.write_text(
        "period,reporter,partner,flow,hs,quantity,unit,ledger,quantity_stated\n"
        "2019,CHN,PRK,import,2701,2750000,t,customs,at least 2.75 million t\n"
        "2018,CHN,PRK,import,2701,1000000,t,customs,1000000 t\n"
        "2017,CHN,PRK,import,2701,50,t,customs,less than 50 t\n"
        "2016-01,CHN,PRK,import,2701,12345.67,t,customs,\n",
        encoding="utf-8",
    )

    def first_line(verb, year):
        words = [
            "trade",
            verb,
            year,
            "--hs",
            "2701",
            "--flow",
            "import",
            "--unit",
            "t",
            "--flows",
            str(table),
        ]
        assert outcome(words) == 0
        return capsys.readouterr().out.splitlines()[0].partition("”: ")[2]

    assert first_line("total", "2019") == "2,750,000 t (at least 2,750,000)"
    assert first_line("total", "2017") == "50 t (between 0 and 50)"
    assert first_line("total", "2016") == "at least 12,345"
    assert first_line("growth", "2019").endswith("(at least 161.9)")
    assert first_line("growth", "2018") == "1,999,900 percent (at least 1,899,900)"


LEVELS = (
    "period,reporter,partner,flow,hs,value,currency,ledger\n"
    "2017,CHN,PRK,import,2701,100,USD,customs\n"
    "2017,CHN,PRK,import,270112,40,USD,customs\n"
)


def test_a_code_with_a_row_of_its_own_is_asked_of_a_file_that_also_has_finer_ones(capsys, tmp_path):
    table = tmp_path / "levels.csv"
    table.write_text(LEVELS, encoding="utf-8")
    for code, says in (("2701", "100 USD"), ("270112", "40 USD"), ("27", "at least 100")):
        assert (
            outcome(["trade", "total", "2017", "--hs", code, "--flow", "import", "--flows", str(table)]) == 0
        )
        out, err = capsys.readouterr()
        assert f"”: {says}" in out
        assert "rejected" not in err


def test_the_level_that_a_warning_advises_can_be_asked_for(capsys, tmp_path):
    table = tmp_path / "levels.csv"
    table.write_text(LEVELS, encoding="utf-8")
    assert outcome(["trade", "read", str(table)]) == 0
    assert "--levels coarsest" in capsys.readouterr().err
    for level, kept in (("coarsest", 1), ("4", 1), ("every", 2)):
        assert outcome(["trade", "read", str(table), "--levels", level]) == 0
        assert f"2 rows in, {kept} flows out" in capsys.readouterr().out


def test_a_rejected_line_of_the_trade_that_is_asked_leaves_no_sum_of_the_others(capsys, tmp_path):
    table = tmp_path / "lines.csv"
    lines = [
        (2014, "c", "KOR"),
        (2015, "<0.5", "PRK"),
        (2016, "-20", "PRK"),
        (2017, "-", "PRK"),
        (2018, "nothing", "PRK"),
    ]
    text = "period,reporter,partner,flow,hs,value,currency,ledger\n"
    text += "".join(f"{year},CHN,PRK,import,2701,100,USD,customs\n" for year in range(2014, 2018))
    text += "".join(
        f"{year},CHN,{partner},import,2701,{amount},USD,customs\n" for year, amount, partner in lines
    )
    table.write_text(text, encoding="utf-8")

    def shown(year):
        assert (
            outcome(["trade", "total", str(year), "--hs", "2701", "--flow", "import", "--flows", str(table)])
            == 0
        )
        return capsys.readouterr().out

    assert "”: 100 USD (between 100 and 100)" in shown(2014)
    for year, line in ((2015, 7), (2017, 9)):
        assert "”: at least 100" in shown(year)
        assert f"{year}: lines.csv:{line} of the same trade states no such amount" in shown(year)
    assert "”: at least 0" in shown(2016) or "”: cannot say" in shown(2016)
    assert "lines.csv:8 of the same trade takes an amount away that was not read" in shown(2016)
    assert "”: cannot say" in shown(2018)


def test_the_blank_quantity_of_a_long_table_takes_nothing_from_its_value(capsys, tmp_path):
    table = tmp_path / "long.csv"
    table.write_text(
        "period,reporter,partner,flow,hs,measure,value\n2017,CHN,PRK,import,2701,USD,100\n2017,CHN,PRK,import,2701,kg,:\n",
        encoding="utf-8",
    )
    assert outcome(["trade", "total", "2017", "--hs", "2701", "--flow", "import", "--flows", str(table)]) == 0
    assert "”: 100 USD" in capsys.readouterr().out


def test_a_total_of_both_directions_is_read_from_a_flows_table(capsys, tmp_path):
    table = tmp_path / "both.csv"
    table.write_text(
        "id,period,reporter,partner,flow,hs,value,currency,ledger\n"
        "a,2017,CHN,PRK,export+import,TOTAL,420,USD,customs\nb,2017,CHN,PRK,import,TOTAL,233,USD,customs\n",
        encoding="utf-8",
    )
    for flow, says in (("export+import", "420 USD"), ("export", "187 USD")):
        assert outcome(["trade", "total", "2017", "--flow", flow, "--flows", str(table)]) == 0
        assert f"”: {says}" in capsys.readouterr().out


def test_what_was_not_yet_known_of_a_file_is_left_out(capsys, tmp_path):
    table = tmp_path / "known.csv"
    table.write_text(
        "period,reporter,partner,flow,hs,value,currency,ledger,known_from\n"
        "2016,CHN,PRK,import,2701,90,USD,customs,2017-02-01\n2017,CHN,PRK,import,2701,100,USD,customs,\n",
        encoding="utf-8",
    )

    def shown(year, day):
        ask = [
            "trade",
            "total",
            year,
            "--hs",
            "2701",
            "--flow",
            "import",
            "--flows",
            str(table),
            "--known-by",
            day,
        ]
        assert outcome(ask) == 0
        return capsys.readouterr().out.partition("”: ")[2]

    assert shown("2016", "2017-01-31").startswith("cannot say")
    assert shown("2016", "2017-02-01").startswith("90 USD")
    assert shown("2017", "2017-12-30").startswith("cannot say")
    assert shown("2017", "2017-12-31").startswith("100 USD")
    out = tmp_path / "flows.csv"
    assert outcome(["trade", "read", str(table), "--out", str(out)]) == 0
    assert out.read_text(encoding="utf-8").splitlines()[0].endswith(",notes,known_from")


def test_a_month_with_a_line_that_was_not_read_is_no_zero_after_a_ban(capsys, tmp_path):
    table = tmp_path / "ban.csv"
    lines = [("01", "100"), ("02", "100"), ("04", "0"), ("04", "<0.5"), ("06", "0")]
    text = "".join(f"2017-{month},CHN,PRK,import,2701,{amount},USD,customs\n" for month, amount in lines)
    table.write_text(f"period,reporter,partner,flow,hs,value,currency,ledger\n{text}", encoding="utf-8")
    assert (
        outcome(["trade", "response", "--banned", "2017-02-19", "--hs", "2701", "--flows", str(table)]) == 0
    )
    assert "the first month stated as zero is June 2017" in capsys.readouterr().out
