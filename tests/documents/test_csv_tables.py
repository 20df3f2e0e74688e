import msgspec
import pytest

from yalu.case.tables import table_schemas
from yalu.documents import csv_tables
from yalu.documents.csv_tables import read_table
from yalu.documents.limits import KINDS
from yalu.documents.problems import ProblemLog

HEAD = "id,side,kind,title,notes\n"


def _read(text: str, name: str = "posts"):
    log = ProblemLog()
    return read_table(text.encode(), table_schemas()[name], log, file=f"{name}.csv"), log.problems()


def test_line_ends_of_windows_and_old_macs_are_fine(draft):
    for mark in ("\r\n", "\r"):
        draft.write("visits.csv", draft.text("visits.csv").replace("\n", mark))
        assert draft.problems() == []
        draft.write("visits.csv", draft.text("visits.csv").replace("\r\n", "\n").replace("\r", "\n"))


def test_quoted_line_breaks_keep_the_real_line_numbers():
    table, problems = _read(
        HEAD + 'a,target,state,A,"one\ntwo\r\nthree"\nb,target,state,B,\n\n\nc,target,state,C,\n'
    )
    assert problems == []
    assert list(table.lines) == [2, 5, 8]
    assert table.columns["notes"][0] == "one\ntwo\r\nthree"


def test_a_problem_after_quoted_line_breaks_names_the_line_an_editor_shows(draft):
    draft.replace("visits.csv", "Signed a treaty of trade", '"Signed\na treaty\nof trade"')
    draft.replace("visits.csv", "V02,2010-09-02", "V02,2010-09-31")
    assert draft.error().where == "visits.csv:5:start"


def test_semicolons_are_read_with_a_warning_when_the_header_proves_them():
    table, (warning,) = _read("id;side;kind;title\na;target;state;A, the first\n")
    assert table.columns["title"] == ["A, the first"]
    assert warning.severity == "warning"
    assert "separated by semicolons" in warning.message
    assert "commas" in warning.next_step


def test_tabs_are_read_with_a_warning_when_the_header_proves_them():
    table, (warning,) = _read("id\tside\tkind\ttitle\na\ttarget\tstate\tA\n")
    assert len(table) == 1
    assert "separated by tabs" in warning.message


def test_semicolons_without_known_columns_are_an_error():
    _, problems = _read("alpha;beta\n1;2\n")
    assert problems[0].severity == "error"
    assert "separated by semicolons" in problems[0].message


def test_rows_with_too_many_or_too_few_cells_are_named_and_the_rest_is_read():
    table, problems = _read(HEAD + "a,target,state,A\nb,target,state,B,,\nc,target,state,C,\n")
    assert [p.row for p in problems] == [2, 3]
    assert "4 cells, too few for a header of 5" in problems[0].message
    assert "6 cells, too many for a header of 5" in problems[1].message
    assert "double quotes" in problems[1].next_step
    assert table.columns["id"] == ["c"]


def test_two_columns_of_one_name_are_an_error():
    table, (problem,) = _read("id,side,side\n")
    assert table is None
    assert problem.where == "posts.csv:1:side"
    assert "appears twice" in problem.message


def test_a_column_without_a_name_is_an_error():
    _, (problem,) = _read("id,,side\n")
    assert "column 2 has no name" in problem.message


def test_an_empty_file_says_what_its_first_line_should_be():
    _, (problem,) = _read("")
    assert "the file is empty" in problem.message
    assert "id,side,kind,title" in problem.next_step


def test_blank_lines_are_skipped_and_rows_of_empty_cells_are_left_out_with_a_warning():
    table, (warning,) = _read(HEAD + "\n,,,,\na,target,state,A,\n")
    assert warning.where == "posts.csv:3"
    assert warning.severity == "warning"
    assert list(table.lines) == [4]


def test_a_quote_never_closed_names_the_line_where_it_opens():
    table, (problem,) = _read(HEAD + 'a,target,state,A,\nb,target,state,"B,\nc,target,state,C,\n')
    assert problem.where == "posts.csv:3"
    assert "opened and not closed" in problem.next_step
    assert table.columns["id"] == ["a"]


def test_a_file_beyond_the_size_limit_is_not_opened(draft, monkeypatch):
    monkeypatch.setitem(KINDS, "resource", msgspec.structs.replace(KINDS["resource"], most=400))
    error = next(e for e in draft.errors() if e.file == "visits.csv")
    assert "bytes" in error.message
    assert "at most 400 bytes" in error.rule


def test_rows_beyond_the_limit_are_not_read(monkeypatch):
    monkeypatch.setattr(csv_tables, "TABLE_ROWS", 2)
    table, (problem,) = _read(HEAD + "".join(f"p{n},target,state,P,\n" for n in range(5)))
    assert len(table) == 2
    assert problem.row == 4
    assert "more than 2 rows" in problem.message


def test_a_header_of_very_many_columns_is_refused():
    _, (problem,) = _read(",".join(f"x_{n}" for n in range(500)) + "\n")
    assert "500 columns" in problem.message


def test_a_cell_beyond_the_limit_is_named(draft):
    draft.replace("visits.csv", "Signed a treaty of trade", "x" * 20_001)
    error = draft.error()
    assert error.where == "visits.csv:2:purpose"
    assert "20,001 characters" in error.message


def test_a_cell_longer_than_any_reader_takes_is_an_error_too(draft):
    draft.replace("visits.csv", "Signed a treaty of trade", "x" * 200_000)
    # Other libraries move the limit of Python's reader; either way the line is named.
    assert {e.row for e in draft.errors()} == {2}


@pytest.mark.slow
def test_a_million_rows_are_read_and_a_million_bad_ones_are_counted(draft):
    head, *rows = draft.text("visits.csv").splitlines()
    row = rows[4].replace("V05,", "", 1).replace("yes", "perhaps")
    with (draft.folder / "visits.csv").open("w", encoding="utf-8") as out:
        out.write(head + "\n")
        out.writelines(f"V{number:07d},{row}\n" for number in range(1_000_001))
    errors = draft.errors()
    assert any("more than 1,000,000 rows" in e.message for e in errors)
    assert sum(e.stands_for for e in errors if e.field == "met_leader") == 1_000_000
    assert len(errors) < 1100
