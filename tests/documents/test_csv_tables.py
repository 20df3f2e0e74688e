"""One CSV file into columns: every row with its line, and every row that is none with what is wrong."""

from array import array

import msgspec
import pytest

from yalu.case.tables import table_schemas
from yalu.documents.files.limits import KINDS, TABLE_COLUMNS
from yalu.documents.problems import Problem, ProblemLog
from yalu.documents.tables import csv_tables
from yalu.documents.tables.csv_tables import Table, no_rows, read_table

HEAD = "id,side,kind,title,notes\n"


def _read(text: str, name: str = "posts"):
    log = ProblemLog()
    return read_table(text.encode(), table_schemas()[name], log, file=f"{name}.csv"), log.problems()


def test_a_table_gives_its_columns_as_written_and_the_line_of_every_row():
    table, problems = _read(HEAD + "a,target,state, A ,\nb,partner,party,B,x\n")
    assert problems == []
    assert (table.name, table.file, len(table)) == ("posts", "posts.csv", 2)
    assert table.columns == {
        "id": ["a", "b"], "side": ["target", "partner"], "kind": ["state", "party"],
        "title": [" A ", "B"], "notes": ["", "x"],
    }  # fmt: skip
    assert table.lines == array("q", [2, 3])
    assert table.column("title") == [" A ", "B"]


def test_a_column_that_a_file_leaves_out_is_empty():
    table, _ = _read("id\na\nb\n")
    assert table.column("notes") == ["", ""]


def test_a_table_that_a_case_does_not_have_has_no_rows():
    assert no_rows("visits") == Table(name="visits", file="visits.csv", columns={}, lines=array("q"))
    assert no_rows("visits").column("id") == []


def test_equal_texts_of_a_column_are_one_object():
    table, _ = _read("id,side\n" + "".join(f"p{n},target{n % 3}\n" for n in range(300)))
    assert table.columns["side"] == [f"target{n % 3}" for n in range(300)]
    assert len({id(text) for text in table.columns["side"]}) == 3


def test_a_long_column_of_unlike_texts_is_read_like_any_other():
    numbers = range(24_000)
    table, problems = _read("id,side\n" + "".join(f"p{n},target{n % 3}\n" for n in numbers))
    assert problems == []
    assert table.columns["id"] == [f"p{n}" for n in numbers]
    assert len({id(text) for text in table.columns["side"]}) == 3
    assert table.lines == array("q", range(2, 24_002))


def test_cells_that_an_export_made_harmless_are_as_they_were():
    table, problems = _read(HEAD + "a,target,state,'=1+1,'plain\nb,target,state,O'Neill,'-x\n")
    assert problems == []
    assert table.columns["title"] == ["=1+1", "O'Neill"]
    assert table.columns["notes"] == ["'plain", "-x"]


@pytest.mark.parametrize(
    "text",
    ["id,title\na,'=1\n", 'id,title\na,"\'=1"\n', "title,id\n'=1,a\n", "title,id\r'=1,a\r",
     "id;title\na;'=1\n", "id|title\na|'=1\n", "id\ttitle\na\t'=1\n"],
)  # fmt: skip
def test_an_apostrophe_is_looked_for_wherever_a_cell_may_begin(text):
    table, _ = _read(text)
    assert table.columns == {"id": ["a"], "title": ["=1"]}


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


@pytest.mark.parametrize(("mark", "words"), [(";", "semicolons"), ("\t", "tabs"), ("|", "vertical bars")])
def test_another_mark_is_read_with_a_warning_when_the_header_proves_it(mark, words):
    table, problems = _read(f"id{mark}side\na{mark}A\n")
    assert table.columns == {"id": ["a"], "side": ["A"]}
    assert problems == [
        Problem(
            file="posts.csv", row=1, value=mark.replace("\t", "\\t"), severity="warning",
            message=f"cells are separated by {words}; the file was read that way",
            rule="cells are separated by commas",
            next_step="save the file again as CSV with commas (in LibreOffice: field delimiter “,”)",
        )
    ]  # fmt: skip


def test_commas_in_cells_are_no_marks_when_the_header_has_none():
    table, _ = _read("id;title\na;A, the first\n")
    assert table.columns == {"id": ["a"], "title": ["A, the first"]}


def test_names_in_quotes_or_with_blanks_around_them_prove_another_mark():
    assert _read('"id";"title"\na;A\n')[0].columns == {"id": ["a"], "title": ["A"]}
    assert _read("id ; title\na;A\n")[0].columns == {"id ": ["a"], " title": ["A"]}


def test_another_mark_is_seen_behind_blank_lines_too():
    table, (warning,) = _read("\n\r\nid;side\na;A, the first\n")
    assert table.columns == {"id": ["a"], "side": ["A, the first"]}
    assert warning.severity == "warning"


def test_one_known_name_does_not_prove_another_mark():
    table, problems = _read("id;beta\n1;2\n")
    assert table.columns == {"id;beta": ["1;2"]}
    assert [(p.message, p.severity) for p in problems] == [("cells are separated by semicolons", "error")]


def test_a_mark_that_is_not_in_the_header_is_not_told():
    _, (problem,) = _read("alpha|beta\n")
    assert problem.message == "cells are separated by vertical bars"


@pytest.mark.parametrize(
    "text", ["id\na;b|c\n", '"id"\na;b|c\n', "\r\n\nid\na;b|c\n", "anything\na;b|c\n", "id,x;y\na;b|c,d\n"]
)
def test_a_header_of_one_column_or_with_a_comma_is_read_with_commas(text):
    table, problems = _read(text)
    assert problems == []
    assert next(iter(table.columns.values())) == ["a;b|c"]


def test_rows_with_too_many_or_too_few_cells_are_named_and_the_rest_is_read():
    table, problems = _read(HEAD + "a,target,state,A\nb,target,state,B,,\nc,target,state,C,\n")
    rule = "every row has as many cells as the header"
    assert problems == [
        Problem(
            file="posts.csv", row=2, value="4", rule=rule, next_step="add the missing commas",
            message="the row has 4 cells, too few for a header of 5; it begins with “a”",
        ),
        Problem(
            file="posts.csv", row=3, value="6", rule=rule,
            next_step="put cells that contain a comma in double quotes",
            message="the row has 6 cells, too many for a header of 5; it begins with “b”",
        ),
    ]  # fmt: skip
    assert table.columns["id"] == ["c"]
    assert list(table.lines) == [4]


def test_two_columns_of_one_name_are_an_error_told_at_each_but_the_first():
    table, problems = _read("id,side,side,side\n")
    assert table is None
    assert problems == [
        Problem(
            file="posts.csv", row=1, field="side", value="side", message="the column “side” appears twice",
            rule="every column has one name of its own on the first line",
            next_step="rename or delete one of the two",
        )
    ] * 2  # fmt: skip


@pytest.mark.parametrize("blank", ["", "  "])
def test_a_column_without_a_name_is_an_error(blank):
    table, problems = _read(f"id,{blank},side,{blank}\na,b,c,d\n")
    assert table is None
    assert problems == [
        Problem(
            file="posts.csv", row=1, value=blank, message=f"column {number} has no name",
            rule="every column has one name of its own on the first line",
            next_step="name the column, or delete it if it is empty",
        )
        for number in (2, 4)
    ]  # fmt: skip


def test_a_warning_about_the_marks_does_not_make_a_header_unusable():
    table, problems = _read("id;side\na;b\n")
    assert len(table) == len(problems) == 1


@pytest.mark.parametrize("text", ["", "\n", "\r\n\r\n", "\ufeff"])
def test_an_empty_file_says_what_its_first_line_should_be(text):
    table, problems = _read(text)
    assert table is None
    assert problems == [
        Problem(
            file="posts.csv", row=1, message="the file is empty",
            rule="the first line of a table names its columns",
            next_step="begin the file with a line such as id,side,kind,title, and so on",
        )
    ]  # fmt: skip


def test_blank_lines_are_skipped_and_rows_of_empty_cells_are_left_out_with_a_warning():
    table, problems = _read(HEAD + "\n,,,,\na,target,state,A,\n")
    assert problems == [
        Problem(
            file="posts.csv", row=3, severity="warning", message="the row is empty; it was left out",
            rule="a row states at least one fact", next_step="delete the line",
        )
    ]  # fmt: skip
    assert list(table.lines) == [4]
    assert table.columns["id"] == ["a"]


def test_a_quote_never_closed_names_the_line_where_it_opens():
    table, problems = _read(HEAD + 'a,target,state,A,\nb,target,state,"B,\nc,target,state,C,\n')
    assert problems == [
        Problem(
            file="posts.csv", row=3,
            message="the row that begins on this line is not CSV (a quote is opened and not closed); "
            "the rest of the file was not read",
            rule="a cell with a comma, quote or line break stands in double quotes, quotes inside doubled",
            next_step="look for a quote that is opened and not closed on this line",
        )
    ]  # fmt: skip
    assert table.columns["id"] == ["a"]


def test_a_header_that_is_no_row_is_told_once_and_nothing_is_read():
    table, (problem,) = _read('id,"side\na,b\n')
    assert table is None
    assert problem.where == "posts.csv:1"
    assert "a quote is opened and not closed" in problem.message


def test_a_row_over_several_lines_that_is_not_as_wide_as_the_header_is_not_believed():
    _, (problem,) = _read('id,side,title\na,"b\nc,d",e,f\n')
    assert problem.where == "posts.csv:2"
    assert "the row has 4 cells, the header 3; a quote may be left open" in problem.message


def test_a_file_that_is_not_utf8_is_no_table():
    log = ProblemLog()
    data = "id,title\na,김정은\n".encode("cp949")
    assert read_table(data, table_schemas()["posts"], log, file="posts.csv") is None
    (problem,) = log.problems()
    assert problem.where == "posts.csv:2"


def test_a_file_beyond_the_size_limit_is_not_opened(draft, monkeypatch):
    monkeypatch.setitem(KINDS, "resource", msgspec.structs.replace(KINDS["resource"], most=400))
    error = next(e for e in draft.errors() if e.file == "visits.csv")
    assert "bytes" in error.message
    assert "at most 400 bytes" in error.rule


ROW = "p{},target,state,P,\n"


def test_rows_at_the_limit_are_read_and_those_beyond_it_are_not(monkeypatch):
    monkeypatch.setattr(csv_tables, "TABLE_ROWS", 2)
    table, problems = _read(HEAD + ROW * 2)
    assert (len(table), problems) == (2, [])
    table, problems = _read(HEAD + ROW * 5)
    assert len(table) == len(table.columns["id"]) == 2
    assert problems == [
        Problem(
            file="posts.csv", row=4,
            message="the table has more than 2 rows; this row and the rest were not read",
            rule="a table has at most 2 rows and 40,000,000 cells", next_step="split the case",
        )
    ]  # fmt: skip


def test_cells_are_limited_too(monkeypatch):
    monkeypatch.setattr(csv_tables, "TABLE_CELLS", 5_004)
    table, problems = _read(HEAD + ROW * 1000)
    assert (len(table), problems) == (1000, [])
    table, (problem,) = _read(HEAD + ROW * 1001)
    assert len(table) == 1000
    assert problem.message == "the table has more than 1,000 rows; this row and the rest were not read"
    assert problem.rule == "a table has at most 1,000,000 rows and 5,004 cells"


def test_a_header_at_the_limit_is_read_and_one_of_a_column_more_refused():
    names = [f"x_{n}" for n in range(TABLE_COLUMNS + 1)]
    table, problems = _read(",".join(names[:-1]) + "\n")
    assert (list(table.columns), problems) == (names[:-1], [])
    table, problems = _read(",".join(names) + "\n")
    assert table is None
    assert problems == [
        Problem(
            file="posts.csv", row=1, value="201", message="the header has 201 columns",
            rule="a table has at most 200 columns", next_step="remove the columns that are not needed",
        )
    ]  # fmt: skip
    assert "the header has 1,234 columns" in _read("," * 1233 + "\n")[1][0].message


def test_a_cell_beyond_the_limit_is_named(draft):
    draft.replace("visits.csv", "Signed a treaty of trade", "x" * 20_001)
    error = draft.error()
    assert error.where == "visits.csv:2:purpose"
    assert "20,001 characters" in error.message


def test_a_cell_longer_than_any_reader_takes_is_an_error_too(draft):
    draft.replace("visits.csv", "Signed a treaty of trade", "x" * 200_000)
    # Other libraries move the limit of Python's reader; either way the line is named.
    assert {e.row for e in draft.errors()} == {2}


@pytest.mark.hunt
def test_a_million_rows_are_read_and_a_million_bad_ones_are_counted(draft):
    check_of_many_rows(draft, 1_000_000)


def test_rows_are_read_to_the_limit_and_all_bad_ones_are_counted(draft, monkeypatch):
    monkeypatch.setattr(csv_tables, "TABLE_ROWS", 5_000)
    check_of_many_rows(draft, 5_000)


def check_of_many_rows(draft, limit):
    """One row more than the limit, each with the same fault."""
    head, *rows = draft.text("visits.csv").splitlines()
    row = rows[4].replace("V05,", "", 1).replace("yes", "perhaps")
    with (draft.folder / "visits.csv").open("w", encoding="utf-8") as out:
        out.write(head + "\n")
        out.writelines(f"V{number:07d},{row}\n" for number in range(limit + 1))
    errors = draft.errors()
    assert any(f"more than {limit:,} rows" in e.message for e in errors)
    assert sum(e.stands_for for e in errors if e.field == "met_leader") == limit
    assert len(errors) < 1100
