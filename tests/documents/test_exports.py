"""What leaves as CSV or XLSX runs nowhere, and says what stood there."""

import csv
import io
import json

import duckdb
import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyarrow import parquet

from yalu.documents.problems import DocumentError
from yalu.documents.tables.exports import (
    LONGEST_CELL,
    WrittenTable,
    csv_text,
    neutral,
    neutral_sql,
    restored,
    shortened,
    write_csv,
    write_tables,
    write_xlsx,
)

ARMED = [
    "=1+1", "+1+1", "-1+1", "@SUM(1)", "\t=1", "\r=1", "\n=1", "＝1", "＋1", "－1", "＠x", "=", "-", "\ufeff=1", "\u200b=1", "\u200d=1",
    " =1", "\xa0=1", "\u3000＝1", "\u202e=1", "\u2066@x", "\xad+a", "\u2060=1", "-5,000", "+86 10", "\t5",
]  # fmt: skip
HARMLESS = [
    "",
    "a",
    "a=1",
    "5",
    "-5",
    "+5",
    "-5.25",
    "1e5",
    "-1.5E-10",
    "'",
    "'x",
    "(=1)",
    "x;=1",
    "김정은",
    "é=",
    " a",
    None,
    5,
    -5.5,
]


@pytest.mark.parametrize("cell", ARMED)
def test_a_cell_that_a_spreadsheet_would_compute_gets_an_apostrophe_and_is_given_back(cell):
    assert neutral(cell) == "'" + cell
    assert restored(neutral(cell)) == cell
    assert neutral(neutral(cell)) == "'" + cell


@pytest.mark.parametrize("cell", HARMLESS)
def test_any_other_cell_stays_as_it_is(cell):
    assert neutral(cell) == cell
    if isinstance(cell, str):
        assert restored(cell) == cell


@given(st.text(st.sampled_from("=+-@\t ＝'\ufeff\u200b5.eaé"), max_size=6))
def test_nothing_is_lost_but_an_apostrophe_that_was_there_before(cell):
    assert restored(neutral(cell)) == (cell if not cell.startswith("'") else restored(cell))


def test_the_engine_disarms_the_same_cells_in_the_same_way():
    cells = [*ARMED, *(c for c in HARMLESS if isinstance(c, str))]
    with duckdb.connect() as db:
        db.execute("CREATE TABLE t (n INTEGER, c VARCHAR)")
        db.executemany("INSERT INTO t VALUES (?, ?)", list(enumerate(cells)))
        found = db.execute(f"SELECT {neutral_sql('c')} FROM t ORDER BY n").fetchall()
    assert [row[0] for row in found] == [neutral(cell) for cell in cells]


def test_the_engine_gives_the_column_back_under_its_own_name():
    with duckdb.connect() as db:
        found = db.execute(f"SELECT {neutral_sql('name')} FROM (SELECT '=1' AS name)")
        assert [column[0] for column in found.description] == ["name"]


def test_a_csv_text_has_its_header_disarmed_too_and_nothing_for_none():
    assert csv_text(["=a", "b"], [["@x", None], [1, "c,d"]]) == "'=a,b\r\n'@x,\r\n1,\"c,d\"\r\n"
    assert csv_text(["a"], [["b"], [None], [""]], line_end="\n") == 'a\nb\n""\n""\n'


def test_a_csv_file_for_excel_carries_the_mark_without_which_it_sees_another_encoding(tmp_path):
    write_csv(tmp_path / "a.csv", ["이름"], [["김"]], marked=True)
    assert (tmp_path / "a.csv").read_bytes() == "\ufeff이름\r\n김\r\n".encode()
    write_csv(tmp_path / "a.csv", ["이름"], [["김"]], marked=False)
    assert (tmp_path / "a.csv").read_bytes() == "이름\r\n김\r\n".encode()
    write_csv(tmp_path / "a.csv", ["이름"], [["김"]])
    assert (tmp_path / "a.csv").read_bytes() == "이름\r\n김\r\n".encode()


def test_a_cell_is_cut_where_a_spreadsheet_would_cut_it_and_says_so():
    assert LONGEST_CELL == 32_000
    assert shortened("x" * 32_000) == "x" * 32_000
    assert shortened("x" * 32_001) == "x" * 32_000 + "… (32,001 characters)"
    assert shortened(5) == 5
    assert shortened(None) is None
    (_, row) = csv.reader(io.StringIO(csv_text(["a"], [["x" * 40_000]])))
    assert row[0].endswith("… (40,000 characters)")


def test_every_text_of_a_workbook_is_a_text_and_every_number_a_number(tmp_path):
    write_xlsx(
        tmp_path / "a.xlsx",
        "screening",
        ["name", "score"],
        [["=1+1", 0.5], ["a\x07b\ud800", None], ["x" * 33_000, 7]],
    )
    sheet = openpyxl.load_workbook(tmp_path / "a.xlsx").active
    rows = list(sheet.iter_rows(values_only=True))
    assert sheet.title == "screening"
    assert sheet.freeze_panes == "A2"
    assert rows[:3] == [("name", "score"), ("'=1+1", 0.5), ("a�b�", None)]
    assert rows[3][0].endswith("… (33,000 characters)")
    assert rows[3][1] == 7
    assert {cell.data_type for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str)} == {
        "s"
    }


def test_the_header_of_a_workbook_is_disarmed_and_made_fit_for_xml_like_any_other_row(tmp_path):
    write_xlsx(tmp_path / "a.xlsx", "t", ["=1+1", "a\x07", "score"], iter([["b", "c", 1]]))
    sheet = openpyxl.load_workbook(tmp_path / "a.xlsx").active
    assert list(sheet.iter_rows(values_only=True)) == [("'=1+1", "a�", "score"), ("b", "c", 1)]
    assert [cell.data_type for cell in sheet[1]] == ["s", "s", "s"]


def test_one_table_is_written_in_every_form_with_its_numbers_as_numbers(tmp_path):
    columns, rows = (
        ["name", "", "amount"],
        [["=a", "x", "1,234"], ["b", None, "0.5"], ["c", "", "not stated"]],
    )
    for form in ("csv", "jsonl", "parquet", "xlsx"):
        write_tables(tmp_path / f"t.{form}", [WrittenTable("Sums: a/b [c]", columns, rows, {2})], {})
    assert (tmp_path / "t.csv").read_text(
        encoding="utf-8"
    ) == "name,remark,amount\n'=a,x,1234\nb,,0.5\nc,,not stated\n"
    printed = [json.loads(line) for line in (tmp_path / "t.jsonl").read_text(encoding="utf-8").splitlines()]
    assert printed == [
        {"name": "=a", "remark": "x", "amount": 1234}, {"name": "b", "remark": "", "amount": 0.5},
        {"name": "c", "remark": "", "amount": "not stated"},
    ]  # fmt: skip
    assert parquet.read_table(tmp_path / "t.parquet").to_pydict() == {
        "name": ["=a", "b", "c"], "remark": ["x", "", ""], "amount": ["1234", "0.5", "not stated"],
    }  # fmt: skip
    sheet = openpyxl.load_workbook(tmp_path / "t.xlsx").active
    assert sheet.title == "Sums  a b  c"
    assert [cell.value for cell in sheet["C"]] == ["amount", 1234, 0.5, "not stated"]
    with pytest.raises(DocumentError, match="the file is there already"):
        write_tables(tmp_path / "t.csv", [WrittenTable("again", columns, rows)], {})


def test_a_column_of_numbers_is_one_in_parquet_however_great_they_are(tmp_path):
    rows = [["12", "9,223,372,036,854,775,807"], ["", "99999999999999999999"]]
    write_tables(tmp_path / "t.parquet", [WrittenTable("t", ["a", "b"], rows, {0, 1})], {})
    found = parquet.read_table(tmp_path / "t.parquet")
    assert found.to_pydict() == {"a": [12, None], "b": [9223372036854775807.0, 1e20]}
    assert [str(field.type) for field in found.schema] == ["int64", "double"]
