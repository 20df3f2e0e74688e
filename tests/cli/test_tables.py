"""Tables fit the screen by stacking what does not fit, and are one row a line in a pipe."""

import csv
import json

import openpyxl
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.properties import tried
from yalu import open_case
from yalu.cli.tables import SCREEN, Kept, Table, rendered, width, wrapped

WORDS = st.text(alphabet="abcdefgh-/.0123456789", min_size=1, max_size=30)
CELLS = st.lists(WORDS, max_size=25).map(" ".join)


@st.composite
def tables(draw):
    columns = draw(st.integers(1, 8))
    rows = draw(st.lists(st.lists(CELLS, min_size=columns, max_size=columns), min_size=1, max_size=12))
    return Table("A title", [f"c{i}" for i in range(columns)], rows)


@given(tables(), st.integers(40, 120))
@tried(60)
def test_no_word_is_broken_and_no_line_is_wider_than_the_screen_unless_it_is_one_word(table, room):
    lines = rendered([table], room, full=True)
    said = " ".join(lines).split()
    for row in table.rows:
        for cell in row:
            assert all(word in said for word in cell.split())
    assert [line for line in lines if width(line) > room and len(line.split()) > 1] == []


@given(tables())
@tried(40)
def test_a_row_is_one_line_in_a_pipe_and_all_are_there(table):
    lines = rendered([table], None, full=False)
    assert len(lines) == 2 + len(table.rows)
    assert not any("\t" in line for line in lines)


@given(tables(), st.integers(0, 60))
@tried(40)
def test_a_screen_is_never_longer_than_it_is(table, more):
    long = Table("Long", table.columns, [*table.rows] * (more + 1), note="A note.")
    lines = rendered(["first", long, Kept("covers: everything")], 80, full=False)
    assert len(lines) <= SCREEN
    assert "covers: everything" in lines


def test_a_wide_sign_takes_two_columns_and_a_line_breaks_between_such_signs():
    assert width("金正恩") == 6
    assert all(width(line) <= 10 for line in wrapped("金正恩金正恩金正恩", 10))


def test_a_data_file_cannot_move_the_cursor():
    assert "\x1b" not in "".join(rendered([Table("t", ["a"], [["\x1b[2J"]]), "\x1b[2J"], 80, full=True))


@pytest.mark.parametrize("form", ["csv", "xlsx", "parquet", "jsonl"])
def test_a_table_is_written_whole_in_every_form(run, tmp_path, form):
    out = tmp_path / f"caps.{form}"
    code, shown, err = run("trade", "share", "--limit", "2", "--out", out)
    assert (code, err) == (0, "")
    assert f"written: {out}" in shown
    rows = _rows(out, form)
    assert len(rows) > 30  # --limit is of what is shown
    assert {"year", "share", "of what"} <= set(rows[0])


def _rows(path, form):
    if form == "csv":
        with path.open(encoding="utf-8", newline="") as stream:
            return list(csv.DictReader(stream))
    if form == "jsonl":
        return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    if form == "parquet":
        from pyarrow import parquet

        return parquet.read_table(path).to_pylist()
    from openpyxl import load_workbook

    head, *rest = load_workbook(path).active.iter_rows(values_only=True)
    return [dict(zip(head, row, strict=True)) for row in rest]


def test_numbers_are_written_as_numbers(run, tmp_path):
    run("enforcement", "actions", "totals", "--out", tmp_path / "t.jsonl")
    row = next(r for r in _rows(tmp_path / "t.jsonl", "jsonl") if r["group"] == "2023")
    assert row["net"] == 635_241_338


def test_a_file_that_is_there_is_never_written_over(run, tmp_path):
    (tmp_path / "mine.csv").write_text("years of work")
    code, out, err = run("case", "list", "--out", tmp_path / "mine.csv")
    assert (code, out) == (3, "")
    assert "the file is there already" in err
    assert (tmp_path / "mine.csv").read_text() == "years of work"


def test_a_form_nobody_writes_is_a_usage_error_that_names_the_forms(run, tmp_path):
    code, _, err = run("case", "list", "--out", tmp_path / "cases.doc")
    assert code == 2
    assert ".csv, .xlsx, .parquet, .jsonl" in err


def test_a_limit_is_of_rows_and_json_has_as_many(run):
    assert len(json.loads(run("case", "list", "--limit", "1", "--json")[1])["result"]) == 1
    code, out, _ = run("visits", "gaps", "--limit", "1", "--json")
    assert code == 2
    assert "--limit counts rows" in json.loads(out)["result"]["message"]


@pytest.mark.parametrize(
    ("asked", "counts"),
    [
        (["visits", "frequency"], ["visits", "summits", "undecided"]),
        (["visits", "seats"], ["seats", "visits", "unknown", "in", "out"]),
        (
            ["visits", "compare"],
            ["summits", "undecided", "announced", "secret at first", "announced, not seen"],
        ),
        (["visits", "coverage"], ["posts not searched for"]),
        (["enforcement", "responses", "pattern"], ["unilateral action", "prosecution or raid", "all"]),
    ],
)
def test_a_count_of_none_is_written_as_zero_and_not_as_a_cell_that_nobody_knows(run, tmp_path, asked, counts):
    out = tmp_path / "t.jsonl"
    assert run(*asked, "--out", str(out))[0] == 0
    rows = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert rows
    assert all(isinstance(row[name], int) for row in rows for name in counts)


def test_a_workbook_holds_every_table_of_an_answer_and_what_they_are_of(run, tmp_path):
    code, shown, err = run("visits", "grid", "--out", tmp_path / "grid.xlsx")
    assert code == 0, err
    book = openpyxl.load_workbook(tmp_path / "grid.xlsx")
    about = [[cell.value for cell in row] for row in book["about"].iter_rows()]
    said = dict(about[1:])
    assert said["command"] == "visits grid"
    assert said["data"] == open_case("china-dprk").case.data_version
    assert said["observed"].endswith(str(open_case("china-dprk").case.observed.end))
    titles = [value for name, value in about if name == "table"]
    assert [title.split(":")[0].partition("under ")[2] for title in titles] == [
        "Hu Jintao", "Kim Jong Il", "Kim Jong Un", "Xi Jinping",
    ]  # fmt: skip
    assert [sheet.max_row for sheet in book.worksheets[:-1]] == [21] * 4
    assert "first of" not in shown


@pytest.mark.parametrize("form", ["csv", "jsonl", "parquet"])
def test_a_file_that_holds_one_table_says_that_the_answer_has_more_and_of_what_data_it_is(
    run, tmp_path, form
):
    _, shown, _ = run("visits", "grid", "--out", tmp_path / f"grid.{form}")
    end = shown.splitlines()[-1]
    assert "the first of 4 tables, .xlsx takes all of them" in end
    assert open_case("china-dprk").case.data_version in end
    if form == "parquet":
        held = pq.read_schema(tmp_path / "grid.parquet").metadata
        assert held[b"data"].decode() == open_case("china-dprk").case.data_version
        assert b"Hu Jintao" in held[b"title"]


@pytest.mark.parametrize("asked", [("enforcement", "actions", "count"), ("claims", "check", "cha-share")])
def test_an_answer_without_a_table_says_so_and_not_that_it_has_no_rows(run, tmp_path, asked):
    code, _, err = run(*asked, "--out", tmp_path / "x.csv")
    assert code == 2
    assert "has no table; --json holds all of it" in err
    assert not (tmp_path / "x.csv").exists()
