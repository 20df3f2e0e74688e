"""`yalu law check` on patterns and partitioned folders: written first, then counted, alike on both engines."""

import json

import pyarrow as pa
import pytest
from pyarrow import dataset, parquet

from tests.engine.small_spark import small_spark
from yalu.cli.main import outcome
from yalu.law import result_table as judgements

NAMES = ("reporter", "partner", "flow", "hs", "quantity", "unit", "value", "currency", "ledger")
MONTHS = ("2017-01", "2017-10", "2018-03")
TRADE = [
    ("CHN", "PRK", "import", "2701", "100", "t", "6000", "USD", "customs"),
    ("CHN", "PRK", "import", "6203", "1", "t", "9000", "USD", "customs"),
    ("CHN", "PRK", "export", "7208", "10", "t", "9000", "USD", "customs"),
    ("FRA", "DEU", "import", "2701", "1", "t", "100", "USD", "customs"),
]


@pytest.fixture
def run(capsys):
    def go(*arguments):
        code = outcome(list(map(str, arguments)))
        return code, *capsys.readouterr()

    return go


@pytest.fixture
def folder(tmp_path):
    """The same twelve rows as a partitioned folder of Parquet, and as CSV files of one month each."""
    for month in MONTHS:
        place = tmp_path / "flows" / f"period={month}"
        place.mkdir(parents=True)
        table = pa.table(dict(zip(NAMES, map(list, zip(*TRADE, strict=True)), strict=True)))
        parquet.write_table(table, place / "part-0.parquet")
        lines = [",".join(("period", *NAMES)), *(",".join((month, *row)) for row in TRADE)]
        (tmp_path / f"flows-{month}.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return tmp_path / "flows"


@pytest.fixture
def large(monkeypatch):
    """Every table is too large to be told row by row."""
    monkeypatch.setattr(judgements, "MOST_LISTED", 5)
    monkeypatch.setattr("yalu.law.result_table.MOST_LISTED", 5)
    monkeypatch.setattr("yalu.cli.law.verdicts.MOST_LISTED", 5)


def verdicts(out):
    rows = dataset.dataset(out, format="parquet").to_table().to_pylist()
    return sorted(rows, key=lambda row: (row["id"], row["measure"]))


def test_a_partitioned_folder_and_a_pattern_of_csv_give_what_one_file_gives(run, folder):
    whole = folder.parent / "whole.csv"
    months = [(folder.parent / f"flows-{month}.csv").read_text(encoding="utf-8") for month in MONTHS]
    whole.write_text(months[0] + "".join(text.partition("\n")[2] for text in months[1:]), encoding="utf-8")
    printed = run("measures", "check", whole)
    assert printed[0] == 0
    assert "Breaches: " in printed[1]
    for flows in (folder, folder / "*" / "*.parquet", folder.parent / "flows-*.csv"):
        assert run("measures", "check", flows) == printed


@pytest.mark.slow
def test_spark_writes_and_tells_what_duckdb_does(run, folder, large, monkeypatch, tmp_path):
    arguments = ("measures", "check", folder, "--open-ended", "--out")
    plain, small = tmp_path / "d" / "v.parquet", tmp_path / "s" / "v.parquet"
    code, out, _ = run(*arguments, plain)
    spark = small_spark()
    monkeypatch.setattr("yalu.engine.opening.open_engine", lambda *_, **__: spark)
    again, printed, _ = run(*arguments, small, "--engine", "spark")
    assert (code, again) == (0, 0)
    # Lines are broken by the length of the path, which differs.
    assert "".join(printed.split()).replace(str(small), "OUT") == "".join(out.split()).replace(
        str(plain), "OUT"
    )
    assert plain.is_file()
    assert small.is_dir()
    assert verdicts(small) == verdicts(plain)
    assert len(verdicts(plain)) > 20


def test_a_large_table_is_counted_in_json_too(run, folder, large, tmp_path):
    out = tmp_path / "new" / "v.parquet"
    code, text, _ = run("measures", "check", folder, "--out", out, "--json", "--fail-on", "breach")
    printed = json.loads(text)["result"]
    assert code == 1
    assert sum(count["occurrences"] for count in printed["counts"]) == len(verdicts(out))
    assert printed["uncovered"] == 3
    assert printed["written"] == str(out)
    assert printed["first_breaches"][0].keys() == {"id", "measure", "ledger", "period", "hs"}
    assert all("row" not in verdict for verdict in printed["verdicts"])


def test_rows_that_no_measure_meets_make_no_table_large(run, folder, monkeypatch):
    out = folder.parent / "v.parquet"
    _, whole, _ = run("measures", "check", folder, "--out", out)
    for place in ("yalu.cli.law.verdicts", "yalu.law.result_table"):
        monkeypatch.setattr(f"{place}.MOST_LISTED", len(verdicts(out)))
    assert run("measures", "check", folder)[1] == whole


def test_verdicts_are_never_written_over_the_flows_or_among_them(run, folder):
    part = folder / "period=2017-01" / "part-0.parquet"
    before = part.read_bytes()
    csv = folder.parent / "flows-2017-01.csv"
    for flows, out in (
        (part, part),
        (folder, folder / "v.parquet"),
        (folder / "*" / "*.parquet", folder / "period=2017-01" / "v.parquet"),
        (csv, csv.parent / "." / csv.name),
        (csv.parent / "*.csv", csv.parent / "verdicts.csv"),
    ):
        code, _, err = run("measures", "check", flows, "--out", out)
        assert (code, "it is one of the flows, or would become one" in err) == (3, True)
    assert run("measures", "check", part, "--engine", "spark", "--out", part.parent)[0] == 3
    assert part.read_bytes() == before


def test_a_place_that_cannot_be_written_is_told_before_anything_is_read(run, folder):
    (folder.parent / "file").touch()
    code, out, err = run("measures", "check", folder, "--out", folder.parent / "file" / "v.parquet")
    assert (code, out) == (3, "")
    assert "it cannot be written" in err


def test_a_pattern_that_matches_nothing_is_refused_in_words(run, tmp_path):
    code, _, err = run("measures", "check", tmp_path / "*.parquet")
    assert (code, "the pattern matches no file" in err) == (3, True)
