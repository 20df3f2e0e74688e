"""Tables that cannot be read are told with their file, line and the next step, whoever found the fault."""

import os
import random

import pyarrow as pa
import pytest
from pyarrow import parquet

from yalu.documents.problems import DocumentError
from yalu.engine import Statement, open_engine

HEADER = "id,period,value\n"
ROW = "a,2017-01,5\n"
ALL = Statement("all", "select * from given")


@pytest.fixture
def engine():
    opened = open_engine("duckdb")
    yield opened
    opened.close()


def rows(engine, path):
    engine.register("given", path)
    return engine.ask(ALL).to_pylist()


def written(folder, name, data):
    path = folder / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


def a_parquet(folder, name="a.parquet"):
    parquet.write_table(
        pa.table({"id": [f"r{n}" for n in range(900)], "value": list(range(900))}), folder / name
    )
    return folder / name


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("a.csv", HEADER + ROW + "b,2017\n" + ROW, ":3: the row has 2 cells and the header 3"),
        ("a.csv", HEADER + ROW + "b,2017,1,2\n", ":3: the row has 4 cells and the header 3"),
        ("a.csv", HEADER + ROW + 'b,"2017,1\n', ":3: a double quote is opened and not closed"),
        ("a.csv", HEADER.encode() + b"\xff,2017,1\n", ":2: the text is not UTF-8"),
        ("a.csv", b"\xff\xfe" + HEADER.encode("utf-16-le"), ":1: the text is not UTF-8"),
        ("a.csv", "id,period,id\n1,2,3\n", ":1: the first line is no header: it names “id” twice"),
        ("a.csv", "a," * 2000 + "\n", ":1: the first line is no header: it has 2,001 columns"),
        ("a.csv", "a" * 300_000, ":1: the first line is no header: it has more than 262,144 bytes"),
        ("a.csv", "", ": the file is empty"),
        ("a.csv", HEADER + "b,2017," + "1" * 2_100_000 + "\n", ":2: the line has more than 2,000,000 bytes"),
        ("a.parquet", "PAR1 and no more", ": it is no Parquet file, or is cut off"),
        ("a.parquet", "", ": the file is empty"),
        ("a.xlsx", "PK", ": it is no Parquet file, or is cut off"),
    ],
)
def test_a_table_that_cannot_be_read_is_told_by_line(engine, tmp_path, name, data, says):
    path = written(tmp_path, name, data)
    with pytest.raises(DocumentError) as error:
        rows(engine, path)
    assert str(error.value).startswith(str(path) + says)
    assert "Possible" not in str(error.value)


def test_a_parquet_file_damaged_inside_is_told_wherever_it_comes_up(engine, tmp_path):
    good = bytearray(a_parquet(tmp_path).read_bytes())
    noise = random.Random(3)
    refused = 0
    for _ in range(40):
        bad = bytearray(good)
        for _ in range(20):
            bad[noise.randrange(4, len(bad))] = noise.randrange(256)
        try:
            rows(engine, written(tmp_path, "b.parquet", bytes(bad)))
        except DocumentError as error:
            refused += 1
            assert str(error).startswith(str(tmp_path / "b.parquet"))
    assert refused


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
def test_the_header_says_what_separates_the_cells(engine, tmp_path, mark):
    path = written(tmp_path, "a.csv", "\ufeff" + (HEADER + ROW).replace(",", mark).replace("\n", "\r\n"))
    assert rows(engine, path) == [{"id": "a", "period": "2017-01", "value": "5"}]


def test_a_name_with_the_signs_of_a_pattern_is_that_file(engine, tmp_path):
    path = written(tmp_path, "a[1]*.csv", HEADER + ROW)
    assert len(rows(engine, path)) == 1


def test_a_folder_stands_for_its_tables(engine, tmp_path):
    with pytest.raises(DocumentError, match=r"holds no file that ends in \.csv"):
        engine.register("given", tmp_path)
    a_parquet(tmp_path), a_parquet(tmp_path, "b.parquet")
    assert len(rows(engine, tmp_path)) == 1800
    assert len(rows(engine, tmp_path / "*.parquet")) == 1800


def test_a_pipe_is_refused_at_once(engine, tmp_path):
    os.mkfifo(tmp_path / "a.csv")
    with pytest.raises(DocumentError, match="not an ordinary file"):
        engine.register("given", tmp_path / "a.csv")


def test_results_are_written_whole_or_not_at_all(engine, tmp_path):
    old = written(tmp_path, "out.parquet", "old")
    bad = Statement("bad", "select error('halfway') from range(3)")
    with pytest.raises(Exception, match="halfway"):
        engine.write(bad, old)
    assert (old.read_bytes(), len(list(tmp_path.iterdir()))) == (b"old", 1)
    for place in (tmp_path, old / "out.parquet"):
        with pytest.raises(DocumentError, match="cannot be written"):
            engine.write(Statement("one", "select 1 as n"), place)
