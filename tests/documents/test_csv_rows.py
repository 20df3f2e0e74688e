"""Rows of CSV come with their lines, and no row is swallowed by a quote without a word."""

import csv
import io

import pytest

from yalu.documents.tables import csv_rows
from yalu.documents.tables.csv_rows import CsvRows, Swallowed, SwallowedError, delimiter_of, text_lines


@pytest.fixture(autouse=True)
def the_limit_of_python_as_it_was():
    """The limit of a field is one for the whole process, so a test that lowers it puts it back."""
    held = csv.field_size_limit()
    yield
    csv.field_size_limit(held)


def read(text, width=0, **options):
    """Every row as its first line and its cells, or the lines that are none as first, last and what is wrong."""
    rows, found = CsvRows(io.StringIO(text, newline=""), **options), []
    while True:
        rows.width = width
        try:
            row = next(rows, None)
        except SwallowedError as error:
            found.append((error.lines.first, error.lines.last, error.lines.says))
            continue
        if row is None:
            return found
        found.append((rows.line, row))


def test_every_row_has_the_line_it_begins_on_whatever_the_line_ends():
    assert read('a,b\r\nc,"d\ne"\nf,g\rh,i\n') == [
        (1, ["a", "b"]), (2, ["c", "d\ne"]), (4, ["f", "g"]), (5, ["h", "i"]),
    ]  # fmt: skip


def test_blank_lines_are_left_out_unless_asked_for():
    assert read("a\n\nb\n") == [(1, ["a"]), (3, ["b"])]
    assert read("a\n\nb\n", blank=True) == [(1, ["a"]), (2, []), (3, ["b"])]


@pytest.mark.parametrize("strict", [True, False])
def test_a_quote_open_at_the_end_swallows_nothing_unseen(strict):
    open_end = [(1, ["id", "name"]), (2, 4, "a quote is opened and not closed")]
    assert read('id,name\n1,"Acme\n2,x\n3,y\n', strict=strict) == open_end
    assert read('id,name\n1,"Acme\n2,x\n3,y', strict=strict) == open_end
    assert read('id,name\n1,"Acme', strict=strict)[1] == (2, 2, "a quote is opened and not closed")


def test_a_last_row_without_a_line_end_is_whole():
    assert read('a,b\n1,"c"') == [(1, ["a", "b"]), (2, ["1", "c"])]


def test_the_lines_of_a_swallowed_row_are_given_back_as_they_stand():
    rows = CsvRows(io.StringIO('1,"Acme \r\n2,X\r\n', newline=""))
    with pytest.raises(SwallowedError, match="lines 1 to 2: a quote is opened") as error:
        next(rows)
    assert error.value.lines.texts == ('1,"Acme ', "2,X")
    assert error.value.lines.place == "lines 1 to 2"


def test_one_line_is_called_one_line():
    with pytest.raises(SwallowedError, match=r"^line 1: text stands behind a closing quote$"):
        next(CsvRows(io.StringIO('"a"b,c\n')))


def test_text_behind_a_closing_quote_is_refused_in_one_row_only_when_strict():
    assert read('"a"b,c\n') == [(1, 1, "text stands behind a closing quote")]
    assert read('"a"b,c\n', strict=False) == [(1, ["ab", "c"])]


def test_two_stray_quotes_far_apart_swallow_nothing_unseen():
    text = '1,"Acme\n2,x\n3,"Bolt"\n4,z\n'
    assert read(text, width=2, strict=False) == [
        (1, 3, "text stands behind a closing quote"),
        (4, ["4", "z"]),
    ]


def test_a_row_over_several_lines_is_as_wide_as_the_header():
    says = "the row has 2 cells, the header 3; a quote may be left open"
    assert read('1,"Acme\n2,x"\n4,5,6\n', width=3) == [(1, 2, says), (3, ["4", "5", "6"])]
    assert read('1,"Acme\n2",x\n', width=3) == [(1, ["1", "Acme\n2", "x"])]
    assert read("1\n", width=3) == [(1, ["1"])], (
        "the width of one line is for the reader of the table to judge"
    )


def test_a_row_over_several_lines_is_proper_csv_in_its_own_marks():
    assert read('"1";"a\nb"\n', width=2, delimiter=";", strict=False) == [(1, ["1", "a\nb"])]


def test_a_cell_that_holds_whole_rows_of_the_table_is_not_believed():
    says = "a cell holds whole rows of the table; a quote may be left open"
    assert read('1,"a\n2,x\n3"\n', width=2) == [(1, 3, says)]
    assert read('1,"a\n2,x"\n', width=2) == [(1, ["1", "a\n2,x"])], "an address of two lines"
    assert read('1,"a\n2,x\n3\n4"\n', width=2) == [(1, ["1", "a\n2,x\n3\n4"])], (
        "not all of its lines are rows"
    )
    assert read('"a\nb\nc"\n', width=1) == [(1, ["a\nb\nc"])], "a table of one column shows nothing"
    assert read('"a\nb\nc"\n') == [(1, ["a\nb\nc"])], "nor does one whose header is not known"


def test_a_line_at_the_limit_is_read_and_a_longer_one_refused(monkeypatch):
    monkeypatch.setattr(csv_rows, "CSV_LINE", 5)
    assert read("a,bc\nd\n") == [(1, ["a", "bc"]), (2, ["d"])]
    assert read('a,"cd\nd\n') == [(1, 1, "a line is longer than 5 characters"), (2, ["d"])], (
        "its quotes open nothing"
    )


def test_an_open_quote_is_given_up_at_the_longest_cell_and_reading_goes_on(monkeypatch):
    monkeypatch.setattr(csv_rows, "CSV_FIELD", 20)
    found = read('1,"a\n' + "2,bcdefgh\n" * 4)
    assert found[0] == (1, 3, "a cell is longer than 20 characters; a quote may be left open")
    assert found[1:] == [(4, ["2", "bcdefgh"]), (5, ["2", "bcdefgh"])]


def test_a_long_line_behind_an_open_quote_does_not_take_the_next_row_with_it(monkeypatch):
    monkeypatch.setattr(csv_rows, "CSV_LINE", 12)
    monkeypatch.setattr(csv_rows, "CSV_FIELD", 16)
    says = "a cell is longer than 16 characters; a quote may be left open"
    assert read('"abcdefg\n' + "x" * 30 + "\nc,d\n") == [(1, 2, says), (3, ["c", "d"])]


def test_the_quotes_of_a_long_line_close_nothing_either(monkeypatch):
    monkeypatch.setattr(csv_rows, "CSV_LINE", 6)
    assert read('"a\nb",cdef\nd"\ne\n') == [(1, 3, "a line is longer than 6 characters"), (4, ["e"])]


def test_what_the_reader_of_python_says_otherwise_is_told_as_it_stands():
    with pytest.raises(SwallowedError, match=r"^line 1: new-line character seen in unquoted field"):
        next(CsvRows(["a\rb\n"]))


def test_lines_in_the_thousands_are_told_with_commas():
    assert Swallowed(1234, 1234, (), "").place == "line 1,234"
    assert Swallowed(1234, 56789, (), "").place == "lines 1,234 to 56,789"


def test_another_mark_parts_the_cells_when_it_is_given():
    assert read("a;b,c\n", delimiter=";") == [(1, ["a", "b,c"])]
    assert read("a;b,c\n") == [(1, ["a;b", "c"])]
    says = "a cell holds whole rows of the table; a quote may be left open"
    assert read('1;"a\n2;x\n3"\n', width=2, delimiter=";") == [(1, 3, says)]
    assert read('1;"a\n2,x\n3"\n', width=2, delimiter=";") == [(1, ["1", "a\n2,x\n3"])]


def test_a_reader_that_is_told_nothing_more_is_strict_and_leaves_blank_lines_out():
    rows = CsvRows(io.StringIO('\n1,"a\nb"\n"c"d\n', newline=""))
    assert (rows.width, rows.line, rows.last) == (0, 0, 0)
    assert (next(rows), rows.line, rows.last) == (["1", "a\nb"], 2, 3)
    with pytest.raises(SwallowedError):
        next(rows)
    assert (rows.line, rows.last) == (4, 4)
    assert list(rows) == []


def test_a_line_end_cut_in_two_by_the_limit_is_one_line_end(monkeypatch):
    monkeypatch.setattr(csv_rows, "CSV_LINE", 4)

    def lines(data):
        return list(text_lines(io.BytesIO(data), "utf-8"))

    assert lines(b"abcd\r\nx\r\n") == ["abcd\r", "x\r\n"]
    assert lines(b"abcdefghi\r\nx\r\n") == ["abcde", "x\r\n"]
    assert lines(b"abcd\r\rx\r") == ["abcd\r", "\r", "x\r"], "an empty line of an old Mac"
    assert lines(b"abc\r\n\nx\n") == ["abc\r\n", "\n", "x\n"], "an empty line behind a line of its own end"
    assert lines(b"ab\r\n\r\n") == ["ab\r\n", "\r\n"]
    assert lines(b"abcd\r\n") == ["abcd\r"]


def test_rows_behind_a_line_at_the_limit_keep_their_line(monkeypatch):
    monkeypatch.setattr(csv_rows, "CSV_LINE", 4)
    rows = CsvRows(text_lines(io.BytesIO(b"abcd\r\nx\r\n"), "utf-8"))
    with pytest.raises(SwallowedError, match=r"^line 1: a line is longer than 4 characters$"):
        next(rows)
    assert (next(rows), rows.line) == (["x"], 2)


def test_lines_of_bytes_are_read_in_the_encoding_given():
    assert list(text_lines(io.BytesIO("김\n".encode("cp949")), "cp949")) == ["김\n"]


def test_lines_of_bytes_keep_their_ends_and_a_line_without_end_is_cut(monkeypatch):
    monkeypatch.setattr(csv_rows, "CSV_LINE", 4)
    data = "é1\r\nabcdefghij\nk\n".encode()
    assert list(text_lines(io.BytesIO(data), "utf-8")) == ["é1\r\n", "abcde", "k\n"]
    assert list(text_lines(io.BytesIO(b"abcdefgh"), "utf-8")) == ["abcde"]


def test_bytes_of_another_encoding_are_refused_or_replaced_as_asked():
    with pytest.raises(UnicodeDecodeError):
        list(text_lines(io.BytesIO(b"\xff\n"), "utf-8"))
    assert list(text_lines(io.BytesIO(b"\xff\n"), "utf-8", errors="replace")) == ["\ufffd\n"]


@pytest.mark.parametrize(
    ("line", "mark"), [("a;b;c,d", ";"), ("a\tb", "\t"), ("a|b|c", "|"), ("a,b", ","), ("a", ",")]
)
def test_the_mark_that_stands_most_often_parts_the_cells(line, mark):
    assert delimiter_of(line) == mark
