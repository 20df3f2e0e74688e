"""A file, a folder or a pattern is one table, the same on both engines, or it is refused by the name of a file."""

import gzip
import os
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pytest
from pyarrow import parquet

from tests.engine.small_spark import small_spark
from yalu.documents.problems import DocumentError
from yalu.engine import Engine, Statement, open_engine
from yalu.engine.table_files import Dialect, dialect_of, literal, table_files

ENGINES = [
    pytest.param(lambda: open_engine("duckdb"), id="duckdb"),
    pytest.param(small_spark, id="spark", marks=pytest.mark.slow),
]
ALL = Statement("all", "select period, hs, cast(quantity as varchar) as quantity from given")


@pytest.fixture(params=ENGINES)
def engine(request: pytest.FixtureRequest) -> Engine:
    opened: Callable[[], Engine] = request.param
    found = opened()
    found.forget()
    return found


def rows(engine, path):
    engine.register("given", Path(path))
    found = engine.ask(ALL).to_pylist()
    return sorted((r["period"], r["hs"], r["quantity"]) for r in found)


def put(path, data):
    path.parent.mkdir(parents=True, exist_ok=True)
    if isinstance(data, dict):
        parquet.write_table(pa.table(data), path)
    else:
        path.write_bytes(gzip.compress(data.encode()) if path.suffix == ".gz" else data.encode())
    return path


@pytest.fixture
def years(tmp_path):
    """Two files written by two programs: their columns stand in another order."""
    put(tmp_path / "flows" / "2017.parquet", {"period": ["2017-01"], "hs": ["2701"], "quantity": ["1.5"]})
    put(tmp_path / "flows" / "2018.parquet", {"hs": ["0101"], "quantity": ["2.5"], "period": ["2018-01"]})
    return tmp_path / "flows"


TWO_YEARS = [("2017-01", "2701", "1.5"), ("2018-01", "0101", "2.5")]


def test_a_pattern_and_a_folder_are_one_table_whatever_the_order_of_columns(engine, years):
    assert rows(engine, years / "*.parquet") == TWO_YEARS
    assert rows(engine, years) == TWO_YEARS
    assert rows(engine, years.parent / "*" / "20??.parquet") == TWO_YEARS
    assert rows(engine, years.parent / "**" / "*.parquet") == TWO_YEARS


def test_a_partitioned_folder_gives_its_columns_as_text(engine, tmp_path):
    folder = tmp_path / "flows"
    for period, hs, number in (
        ("2017-01", "0101", "1.5"),
        ("2018-01", "0101", "2.5"),
        ("2018-01", "a%3Ab", "3.5"),
    ):
        put(folder / f"period={period}" / f"hs={hs}" / "part-0.parquet", {"quantity": [number]})
    (folder / "_SUCCESS").touch()
    put(folder / "_temporary" / "0" / "half.parquet", {"quantity": ["9"]})
    whole = [("2017-01", "0101", "1.5"), ("2018-01", "0101", "2.5"), ("2018-01", "a:b", "3.5")]
    assert rows(engine, folder) == whole
    assert rows(engine, folder / "*" / "*" / "*.parquet") == whole
    assert rows(engine, folder / "period=2018-*") == whole[1:]
    assert rows(engine, folder / "period=2018-01" / "hs=0101" / "part-0.parquet") == whole[1:2]


def test_what_folders_no_partition_lies_in_are_called_gives_no_column(engine, tmp_path):
    folder = tmp_path / "run=3" / "flows" / "period=2017-01"
    put(folder / "a.parquet", {"hs": ["2701"], "quantity": ["1.5"]})
    assert rows(engine, tmp_path / "run=3" / "flows") == TWO_YEARS[:1]
    assert set(engine.columns("given")) == {"period", "hs", "quantity"}


def test_csv_files_are_one_table_whatever_separates_their_cells(engine, tmp_path):
    put(tmp_path / "2017.csv", "period,hs,quantity\n2017-01,2701,1.5\n")
    put(tmp_path / "2018.csv", "\ufeffhs;quantity;period\r\n0101;2.5;2018-01\r\n")
    assert rows(engine, tmp_path / "*.csv") == TWO_YEARS
    put(tmp_path / "2019.csv.gz", "period,quantity,hs\n2019-01,3.5,0102\n")
    assert rows(engine, tmp_path) == [*TWO_YEARS, ("2019-01", "0102", "3.5")]
    put(tmp_path / "parts" / "period=2017-01" / "a.csv", "hs,quantity\n2701,1.5\n")
    assert rows(engine, tmp_path / "parts") == TWO_YEARS[:1]


def test_numbers_may_be_stored_more_or_less_wide(engine, years):
    for name, kind in (("2017", pa.int32()), ("2018", pa.int64()), ("2019", pa.float64())):
        number = pa.array([int(name)], pa.int64()).cast(kind)
        table = pa.table({"period": [name], "hs": ["2701"], "quantity": number})
        parquet.write_table(table, years / f"{name}.parquet")
    found = [(period, float(number)) for period, _, number in rows(engine, years)]
    assert found == [("2017", 2017.0), ("2018", 2018.0), ("2019", 2019.0)]


def test_signs_of_a_pattern_in_the_name_of_a_folder_are_letters(engine, tmp_path):
    folder = tmp_path / "a[1]{b,c} d"
    put(folder / "x.parquet", {"period": ["2017-01"], "hs": ["2701"], "quantity": ["1.5"]})
    assert rows(engine, folder) == TWO_YEARS[:1]


def test_a_line_of_csv_with_a_cell_too_few_is_a_fault_of_that_file(engine, tmp_path):
    put(tmp_path / "2017.csv", "period,hs,quantity\n2017-01,2701,1.5\n")
    bad = put(tmp_path / "2018.csv", "period,hs,quantity\n2018-01,2701\n")
    with pytest.raises(DocumentError) as error:
        rows(engine, tmp_path / "*.csv")
    assert str(error.value).startswith(str(bad))


def test_a_file_among_them_that_is_no_parquet_is_named(engine, years):
    put(years / "2019.parquet", "PAR1 and no more")
    with pytest.raises(DocumentError, match=r"2019\.parquet: it is no Parquet file, or is cut off"):
        rows(engine, years)


def faults_of(path):
    with pytest.raises(DocumentError) as error:
        table_files(path)
    return str(error.value)


def test_every_file_is_looked_at(years):
    (years / "2019.parquet").symlink_to(years / "2018.parquet")
    for path in (years, years / "*.parquet"):
        assert "2019.parquet" in faults_of(path)
        assert "link" in faults_of(path)
    (years / "2019.parquet").unlink()
    os.mkfifo(years / "2020.parquet")
    for path in (years, years / "*.parquet"):
        assert "2020.parquet” is not an ordinary file" in faults_of(path)
    (years / "2020.parquet").unlink()
    put(years / "2021.parquet", "")
    assert faults_of(years).startswith(f"{years / '2021.parquet'}: the file is empty")


def test_a_linked_folder_is_refused_however_it_is_named(years):
    (years.parent / "linked").symlink_to(years)
    for path in (years.parent / "linked", years.parent / "l*", years.parent / "*" / "*.parquet"):
        assert "link" in faults_of(path)


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("2019.parquet", {"period": ["2019"], "hs": ["2701"]}, "it lacks the column “quantity”, which"),
        ("2019.parquet", {"period": ["2019"], "hs": ["1"], "quantity": ["1"], "note": [""]}, "it has the column “note”, which"),
        ("2019.parquet", {"period": [2019], "hs": ["1"], "quantity": ["1"]}, "it holds “period” as numbers, and"),
        ("2019.csv", "period,hs,quantity\n2019,1,1\n", "it stands for CSV and for Parquet files"),
        ("hs=1/a.parquet", {"period": ["2019"], "quantity": ["1"]}, "it lies in folders for hs, and"),
    ],
)  # fmt: skip
def test_files_that_are_no_one_table_are_refused(years, name, data, says):
    put(years / name, data)
    assert says in faults_of(years)


def test_a_column_is_given_by_the_file_or_by_its_folder(tmp_path):
    put(tmp_path / "period=2017" / "a.parquet", {"period": ["2018"], "hs": ["2701"]})
    assert faults_of(tmp_path).endswith(
        "the column “period” stands in the file and in the name of its folder. Rule: a column is given once. "
        "Next: take it out of the files, or rename the folders."
    )


def test_a_name_of_a_file_that_is_no_text_is_refused():
    assert "the name of the file is not UTF-8" in faults_of(Path("flows-\udcff.csv"))


def test_signs_inside_a_quoted_name_separate_nothing(tmp_path):
    assert dialect_of(put(tmp_path / "a.csv", '"name; in; words",b\n1,2\n')) == Dialect(
        ",", ("name; in; words", "b")
    )
    assert dialect_of(put(tmp_path / "b.csv", "a;b,c\n1,2\n")) == Dialect(",", ("a;b", "c"))
    assert dialect_of(put(tmp_path / "c.csv", "a|b;c\n1;2\n")).separator == ";"


def test_a_pattern_that_matches_nothing_and_a_folder_without_tables_are_refused(tmp_path):
    assert "the pattern matches no file" in faults_of(tmp_path / "*.parquet")
    assert "the folder holds no file that ends in" in faults_of(tmp_path)
    assert "there is no file “none.csv”" in faults_of(tmp_path / "none.csv")


def test_a_packed_header_is_read_and_a_broken_one_refused(tmp_path):
    assert dialect_of(put(tmp_path / "a.csv.gz", "a;b\n1;2\n")) == Dialect(";", ("a", "b"))
    (tmp_path / "b.csv.gz").write_bytes(b"\x1f\x8b no more")
    with pytest.raises(DocumentError, match=r"b\.csv\.gz.*cannot be"):
        dialect_of(tmp_path / "b.csv.gz")
    assert literal("a[1]?") == "a[[]1][?]"
