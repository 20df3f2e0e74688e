"""Any book a person would bring is read, its columns guessed and shown, and nothing odd in it is hidden."""

import csv
import json
import os
import zipfile

import openpyxl
import pyarrow.parquet as pq
import pytest

from tests.screening.books.books import DAY, ROWS, results, screening, write
from tests.screening.small_index import PARTIES, covering, loaded, party
from yalu.documents.problems import DocumentError
from yalu.screening.books.book_files import Book
from yalu.screening.books.book_run import screen_book
from yalu.screening.books.rows import columns_of, read_columns
from yalu.screening.screener import Screening


def screened(path, out, **rest):
    return screen_book(path, out, screening(), on=DAY, **rest)


@pytest.mark.parametrize("kind", [".csv", ".jsonl", ".parquet", ".xlsx"])
def test_every_kind_of_book_gives_the_same_answers(tmp_path, kind):
    report = screened(write(tmp_path / f"book{kind}"), tmp_path / "out.csv")
    assert report.outcomes == {"clear": 2, "review": 0, "stop": 2, "not_screened": 0}
    assert [r["outcome"] for r in results(tmp_path / "out.csv")] == ["stop", "stop", "clear", "clear"]
    assert [r["ref"] for r in results(tmp_path / "out.csv")] == ["c1", "c2", "c3", "c4"]


@pytest.mark.parametrize("kind", [".csv", ".jsonl", ".parquet", ".xlsx"])
def test_every_kind_of_result_holds_every_row(tmp_path, kind):
    out = tmp_path / f"out{kind}"
    screened(write(tmp_path / "book.csv"), out)
    if kind == ".csv":
        names = [r["name"] for r in results(out)]
    elif kind == ".jsonl":
        names = [json.loads(line)["name"] for line in out.read_text(encoding="utf-8").splitlines()]
    elif kind == ".parquet":
        names = pq.read_table(out)["name"].to_pylist()
    else:
        names = [row[2] for row in openpyxl.load_workbook(out).active.iter_rows(min_row=2, values_only=True)]
    assert names == [row["Customer"] for row in ROWS]


def test_columns_are_guessed_and_shown(tmp_path):
    shown = []
    screened(write(tmp_path / "book.csv"), tmp_path / "out.csv", shown=lambda read: shown.extend(read.lines))
    assert shown == [
        "ref ← ID (by its header)",
        "name ← Customer (by its header)",
        "birth ← DOB (by its header)",
        "country ← Country (by its header)",
    ]


@pytest.mark.parametrize(
    ("header", "meant"),
    [
        (["번호", "성명", "생년월일", "국적"], {"ref", "name", "birth", "country"}),
        (["编号", "姓名", "出生日期", "国籍"], {"ref", "name", "birth", "country"}),
        (["Vessel Name", "IMO No."], {"name", "id:imo"}),
        (["First Name", "Last Name", "Sex"], {"given", "family", "gender"}),
        (["Party", "SWIFT/BIC", "LEI code"], {"name", "id:swift", "id:lei"}),
    ],
)
def test_headers_in_three_scripts_are_known(header, meant):
    assert {c.means for c in columns_of(header, [], {}).read} == meant


@pytest.mark.parametrize(
    "header", ["Customer No", "Customer No.", "CUSTOMER_REF", "Client number", "고객번호", "客户编号"]
)
def test_the_users_own_number_of_a_customer_is_a_reference(header):
    assert [c.means for c in columns_of([header, "Name"], [], {}).read] == ["ref", "name"]


def test_a_column_without_a_known_header_is_found_by_what_it_holds(tmp_path):
    path = write(tmp_path / "b.csv", [{"x1": str(n), "x2": f"Person {'abcdefghij'[n]}"} for n in range(10)])
    book = Book(path)
    (column,) = columns_of(book.header, list(book.rows()), {}).read
    assert (column.header, column.why) == ("x2", "guessed: its cells look like names")


def test_columns_can_be_given():
    given = read_columns("name=x2, birth=x1,imo=x3")
    read = columns_of(["x1", "x2", "x3", "name"], [], given).read
    assert {c.means: c.header for c in read} == {"name": "x2", "birth": "x1", "id:imo": "x3"}


@pytest.mark.parametrize(
    ("text", "words"),
    [("naem=x2", "is no field"), ("name=x9", "there is no column"), ("name", "names no column")],
)
def test_wrong_columns_are_refused_with_the_nearest(text, words):
    with pytest.raises(DocumentError, match=words):
        columns_of(["x1", "x2"], [], read_columns(text))


def test_empty_rows_are_told_and_counted(tmp_path):
    path = tmp_path / "b.csv"
    path.write_text("name,id\nKIM Example,1\n,\n , \nNobody,2\n", encoding="utf-8")
    report = screened(path, tmp_path / "out.csv")
    assert report.outcomes["not_screened"] == 2
    rows = results(tmp_path / "out.csv")
    assert rows[1]["reason"] == "the row is empty"
    assert [r["row"] for r in rows] == ["2", "3", "4", "5"]


def test_a_name_of_ten_thousand_characters_goes_to_review_with_the_reason(tmp_path):
    path = write(tmp_path / "b.csv", [{"name": "A long name " * 900}])
    screened(path, tmp_path / "out.csv")
    (row,) = results(tmp_path / "out.csv")
    assert row["outcome"] == "review"
    assert "the name was cut" in row["reason"]


def test_a_mixture_of_encodings_is_not_screened_where_it_is_not_ascii(tmp_path):
    path = tmp_path / "b.csv"
    path.write_bytes(
        "name\n김가명\n".encode()
        + "김나명 박다명 최라명\n".encode("cp949")
        + b"KIM Example\n"
        + "José Muñoz\n".encode("cp1252")
    )
    screened(path, tmp_path / "out.csv")
    rows = results(tmp_path / "out.csv")
    assert [r["outcome"] for r in rows] == ["not_screened", "not_screened", "stop", "not_screened"]
    assert "which is a guess: save it as CSV UTF-8" in rows[0]["reason"]
    assert "has lost a character" in rows[1]["reason"]


def test_a_book_in_korean_windows_is_read_as_a_whole(tmp_path):
    path = tmp_path / "b.csv"
    path.write_bytes("번호,이름\n1,김가명\n2,리설주\n3,최룡해\n4,김여정\n5,조용원\n".encode("cp949"))
    report = screened(path, tmp_path / "out.csv")
    rows = results(tmp_path / "out.csv")
    assert [r["name"] for r in rows] == ["김가명", "리설주", "최룡해", "김여정", "조용원"]
    assert {r["outcome"] for r in rows} == {"clear"}
    assert all("read as EUC-KR (CP949, Hangul), decided from the whole file" in r["notes"] for r in rows)
    assert any("EUC-KR" in note for note in report.notes)


def test_one_name_in_an_encoding_that_may_be_another_is_never_clear(tmp_path):
    path = tmp_path / "b.csv"
    path.write_bytes("id,name\n1,ABC\n2,조용\n".encode("cp949"))
    screened(path, tmp_path / "out.csv")
    rows = results(tmp_path / "out.csv")
    assert [r["outcome"] for r in rows] == ["clear", "not_screened"]
    assert "which is a guess" in rows[1]["reason"]


def test_the_user_can_say_the_encoding(tmp_path):
    path = tmp_path / "b.csv"
    path.write_bytes("id,name\n1,조용\n2,김가명\n".encode("cp949"))
    screen_book(path, tmp_path / "out.csv", screening(), on=DAY, encoding="cp949")
    assert [r["outcome"] for r in results(tmp_path / "out.csv")] == ["clear", "clear"]
    with pytest.raises(DocumentError, match="there is no encoding “cp94”"):
        screen_book(path, tmp_path / "out.csv", screening(), on=DAY, encoding="cp94")


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "gb18030"])
def test_unicode_without_its_mark_is_read_as_what_it_is(tmp_path, encoding):
    path = tmp_path / "b.csv"
    path.write_bytes("id,name\n1,김가명\n2,박나명\n3,최다명\n".encode(encoding))
    screened(path, tmp_path / "out.csv")
    rows = results(tmp_path / "out.csv")
    assert [r["name"] for r in rows] == ["김가명", "박나명", "최다명"]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig"])
def test_byte_order_marks_are_heeded(tmp_path, encoding):
    path = tmp_path / "b.csv"
    path.write_text("name;id\n김가명;1\n", encoding=encoding)
    screened(path, tmp_path / "out.csv")
    assert results(tmp_path / "out.csv")[0]["name"] == "김가명"


def test_formulas_in_a_workbook_are_not_screened_and_none_leaves_in_a_result(tmp_path):
    book = openpyxl.Workbook()
    for row in (
        ["name", "ref"],
        ['=HYPERLINK("http://x","KIM Example")', "a"],
        ["=1+1", "b"],
        ["KIM Example", "=cmd|'/c calc'!A1"],
    ):
        book.active.append(row)
    book.save(tmp_path / "b.xlsx")
    screened(tmp_path / "b.xlsx", tmp_path / "out.csv")
    rows = results(tmp_path / "out.csv")
    assert [r["outcome"] for r in rows] == ["not_screened", "not_screened", "stop"]
    assert "holds a formula" in rows[0]["reason"]
    for row in csv.reader((tmp_path / "out.csv").open(encoding="utf-8-sig")):
        assert not any(cell[:1] in set("=+@") for cell in row)


def test_texts_like_formulas_in_a_csv_are_text_in_every_result(tmp_path):
    path = write(tmp_path / "b.csv", [{"name": "=KIM Example"}, {"name": "@Example"}, {"name": "-Example"}])
    screened(path, tmp_path / "out.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "out.xlsx").active
    cells = [cell for row in sheet.iter_rows() for cell in row]
    assert not any(cell.data_type == "f" for cell in cells)
    assert sheet["C2"].value == "'=KIM Example"
    assert "begins like a formula" in str(sheet["O2"].value)


def test_hostile_files_are_refused_in_words(tmp_path):
    bad = {
        "b.csv": b"",
        "b.xlsx": b"PK\x03\x04 not a workbook",
        "b.parquet": b"PAR1 nothing",
        "b.pdf": b"%PDF",
        "c.csv": b"name" + b",x" * 1000,
    }
    for name, content in bad.items():
        (tmp_path / name).write_bytes(content)
        with pytest.raises(DocumentError):
            screened(tmp_path / name, tmp_path / "out.csv")
    with pytest.raises(DocumentError, match=r"there is no file “none\.csv”"):
        screened(tmp_path / "none.csv", tmp_path / "out.csv")
    with pytest.raises(DocumentError, match=r"\.pdf are not written"):
        screened(write(tmp_path / "d.csv"), tmp_path / "out.pdf")


def test_broken_lines_of_json_keep_their_numbers(tmp_path):
    path = tmp_path / "b.jsonl"
    path.write_text(
        '{"name": "KIM Example"}\n{"name": \n[1]\n\n'
        + "[" * 100_000
        + '\n{"name": {"a": 1}}\n{"name": "Nobody"}\n'
    )
    screened(path, tmp_path / "out.csv")
    rows = results(tmp_path / "out.csv")
    assert [(r["row"], r["outcome"]) for r in rows] == [
        ("1", "stop"), ("2", "not_screened"), ("3", "not_screened"), ("5", "not_screened"), ("6", "not_screened"), ("7", "clear"),
    ]  # fmt: skip
    assert "not JSON" in rows[1]["reason"]


def outcomes(tmp_path, text):
    (tmp_path / "b.csv").write_text(text, encoding="utf-8")
    screened(tmp_path / "b.csv", tmp_path / "out.csv")
    return {int(r["row"]): (r["outcome"], r["reason"]) for r in results(tmp_path / "out.csv")}


def test_no_line_behind_an_open_quote_is_clear(tmp_path):
    found = outcomes(tmp_path, 'id,name\n0,Nobody\n1,"Acme\n2,Harmless\n3,KIM Example\n4,Harmless\n')
    assert found.pop(2)[0] == "clear"
    assert set(found) == {3, 4, 5, 6}
    assert set(found.values()) == {("not_screened", "lines 3 to 6: a quote is opened and not closed")}


def test_no_line_between_two_stray_quotes_is_clear(tmp_path):
    found = outcomes(tmp_path, 'id,name,x\n1,"Acme,\n2,Harmless,\n3,KIM Example,\n4,"Bolt",\n5,Nobody,\n')
    assert [found[n][0] for n in (2, 3, 4, 5)] == ["not_screened"] * 4
    assert found[6][0] == "clear"


def test_a_row_of_another_width_is_not_screened(tmp_path):
    found = outcomes(tmp_path, "id,name,town\n1 KIM Example,Berlin\n2,Kim, Example,Bonn\n3,Nobody,,\n")
    assert found[2] == ("not_screened", "the row has 2 cells, the header 3; cells may have moved")
    assert found[3][1] == "the row has 4 cells, the header 3; a cell with a separator may lack its quotes"
    assert found[4][0] == "clear"


def test_an_address_of_two_lines_is_one_cell(tmp_path):
    found = outcomes(tmp_path, 'id,name,address\n1,KIM Example,"1 Main St\nBerlin"\n2,Nobody,\n')
    assert [(n, o) for n, (o, _) in found.items()] == [(2, "stop"), (4, "clear")]


def test_a_long_run_of_empty_rows_is_one_row_and_those_at_the_end_are_none(tmp_path):
    found = outcomes(tmp_path, "name\nKIM Example\n" + "\n" * 60 + "Nobody\n" + "\n" * 60)
    assert found == {
        2: found[2],
        3: ("not_screened", "rows 3 to 62 are empty"),
        63: found[63],
    }


def test_a_line_without_end_is_told_and_the_rest_is_read(tmp_path):
    found = outcomes(tmp_path, "id,name\n1," + "x" * 1_100_000 + "\n2,KIM Example\n")
    assert found[2] == ("not_screened", "line 2: a line is longer than 1,000,000 characters")
    assert found[3][0] == "stop"


def test_a_character_that_was_lost_before_is_not_taken_for_a_name(tmp_path):
    found = outcomes(tmp_path, "id,name\n1,김\ufffd명\n")
    assert found[2] == (
        "not_screened",
        "the cell under name has lost a character (�); restore it from its source",
    )


def workbook_with(path, rows):
    """A workbook whose only sheet is the given XML of rows, packed well."""
    openpyxl.Workbook().save(path)
    with zipfile.ZipFile(path) as old:
        held = {name: old.read(name) for name in old.namelist()}
    head = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    held["xl/worksheets/sheet1.xml"] = f"{head}{rows}</sheetData></worksheet>".encode()
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name, content in held.items():
            new.writestr(name, content)


def cell(place, text):
    return f'<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>'


def test_a_sheet_longer_than_excel_has_is_refused_at_once(tmp_path):
    far = (
        f'<row r="1">{cell("A1", "name")}</row><row r="2000000000">{cell("A2000000000", "KIM Example")}</row>'
    )
    workbook_with(tmp_path / "b.xlsx", far)
    with pytest.raises(DocumentError, match="a row with the number 2,000,000,000"):
        screened(tmp_path / "b.xlsx", tmp_path / "out.csv")
    assert not (tmp_path / "out.csv.log.jsonl").exists()


def test_a_stray_cell_on_the_last_row_of_a_sheet_makes_one_row_of_a_million(tmp_path):
    rows = f'<row r="1">{cell("A1", "name")}</row><row r="1048576">{cell("A1048576", "KIM Example")}</row>'
    workbook_with(tmp_path / "b.xlsx", rows)
    screened(tmp_path / "b.xlsx", tmp_path / "out.csv")
    assert next((r["row"], r["outcome"], r["reason"]) for r in results(tmp_path / "out.csv")) == (
        "2", "not_screened", "rows 2 to 1,048,575 are empty",
    )  # fmt: skip
    assert results(tmp_path / "out.csv")[1]["outcome"] == "stop"


def test_a_row_whose_name_says_nothing_is_not_screened(tmp_path):
    (tmp_path / "book.csv").write_text("Customer,IMO\nN/A,\n-,n/a\n?,\nNobody Here,\n", encoding="utf-8")
    report = screened(tmp_path / "book.csv", tmp_path / "out.csv")
    assert report.outcomes == {"clear": 1, "review": 0, "stop": 0, "not_screened": 3}


def test_a_sheet_that_is_not_screened_is_told(tmp_path):
    book = openpyxl.Workbook()
    for sheet in (book.active, book.create_sheet("Suppliers"), book.create_sheet("Empty")):
        for row in [["Customer"], ["Nobody Here"]] if sheet.title != "Empty" else []:
            sheet.append(row)
    book.save(tmp_path / "two.xlsx")
    report = screened(tmp_path / "two.xlsx", tmp_path / "out.csv")
    assert (
        "only the first sheet was screened; not read: Suppliers (save each as a file of its own)"
        in report.notes
    )


def test_a_small_workbook_that_unpacks_to_a_large_one_is_refused(tmp_path):
    workbook_with(tmp_path / "b.xlsx", " " * (65 * 1024 * 1024))
    with pytest.raises(DocumentError, match="unpacks to"):
        screened(tmp_path / "b.xlsx", tmp_path / "out.csv")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs a system with pipes")
def test_pipes_devices_and_links_are_refused_and_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "pipe.csv")
    write(tmp_path / "real.csv")
    (tmp_path / "link.csv").symlink_to(tmp_path / "real.csv")
    (tmp_path / "zero.csv").symlink_to("/dev/zero")
    for name in ("pipe.csv", "link.csv", "zero.csv"):
        with pytest.raises(DocumentError, match=r"is not an ordinary file|is a link"):
            screened(tmp_path / name, tmp_path / "out.csv")


def test_follow_the_money_entities_are_a_book(tmp_path):
    path = tmp_path / "b.jsonl"
    path.write_text(
        json.dumps(
            {
                "id": "q1",
                "schema": "Company",
                "properties": {"name": ["Example Trade Bank"], "country": ["de"]},
            }
        )
        + "\n"
    )
    report = screened(path, tmp_path / "out.csv")
    assert report.outcomes["stop"] == 1
    assert results(tmp_path / "out.csv")[0]["ref"] == "q1"


def test_the_report_tells_reviews_and_stops_and_escapes_what_names_hold(tmp_path):
    path = write(
        tmp_path / "b.csv",
        [{"name": "KIM Example <script>alert(1)</script>"}, {"name": "KIM Example"}, {"name": "Zed"}],
    )
    report = screened(path, tmp_path / "out.csv")
    html = (tmp_path / "out-report.html").read_text(encoding="utf-8")
    assert report.report.endswith("out-report.html")
    assert "<script>" not in html
    assert "Stop (1)" in html
    assert "KIM Example" in html
    assert ">Zed" not in html
    screened(path, tmp_path / "out2.csv", report=tmp_path / "r.txt")
    text = (tmp_path / "r.txt").read_text(encoding="utf-8")
    assert "Stop (1)" in text
    assert "KIM Example — row 3" in text


def test_values_that_cannot_be_read_are_left_out_and_told(tmp_path):
    path = write(
        tmp_path / "b.csv", [{"name": "KIM Example", "dob": "soon", "country": "Atlantis", "imo": "1234568"}]
    )
    screened(path, tmp_path / "out.csv")
    notes = results(tmp_path / "out.csv")[0]["notes"]
    for words in ("“soon” is no birth date", "“Atlantis” is no country", "check digit"):
        assert words in notes


def test_every_row_report_and_summary_say_what_was_covered_and_what_the_lists_warn_of(tmp_path):
    part = covering(whole=False, as_of="2025-01-31")
    held = Screening(loaded=loaded(coverage=part, warnings=("an update of un was refused",)))
    report = screen_book(write(tmp_path / "book.csv"), tmp_path / "out.csv", held, on=DAY)
    rows = {row["ref"]: row for row in results(tmp_path / "out.csv")}
    assert (rows["c1"]["outcome"], rows["c3"]["outcome"]) == ("stop", "clear on 2 partial lists")
    assert all(row["covers"] == part.says for row in rows.values())
    assert all(
        "an update of un was refused; ofac-sdn is 366 days old" in row["warnings"] for row in rows.values()
    )
    assert report.coverage == part
    assert "clear on 2 partial lists" in report.counted
    for name in ("out-report.html", "r.txt"):
        screen_book(tmp_path / "book.csv", tmp_path / "out.csv", held, on=DAY, report=tmp_path / name)
        text = (tmp_path / name).read_text(encoding="utf-8")
        assert "4 rows: " in text
        assert f"Covers: {part.says}" in text
        assert "Warning: an update of un was refused" in text


def test_a_row_without_anything_readable_is_not_screened_and_a_broken_number_beside_a_name_is_looked_at(
    tmp_path,
):
    rows = [
        {"ref": "a", "name": "", "imo": "8660314"},
        {"ref": "b", "name": "Nobody At All", "imo": "8660314"},
    ]
    screen_book(write(tmp_path / "book.csv", rows), tmp_path / "out.csv", screening(), on=DAY)
    assert [row["outcome"] for row in results(tmp_path / "out.csv")] == ["not_screened", "review"]


def test_a_guessed_encoding_clears_nobody_and_hides_nobody(tmp_path):
    book = tmp_path / "book.csv"
    book.write_bytes("name\n김가명\nKIM Example\n".encode("cp949"))
    listed = (*PARTIES, party("김가명", "P7"))
    found = screen_book(book, tmp_path / "out.csv", screening(listed), on=DAY, encoding="")
    rows = results(tmp_path / "out.csv")
    assert rows[1]["outcome"] == "stop"  # in ASCII nothing was guessed
    assert rows[0]["outcome"] in {"stop", "not_screened"}
    if rows[0]["outcome"] == "not_screened":
        assert "--encoding" in rows[0]["reason"]
    assert found.outcomes["clear"] == 0


@pytest.mark.parametrize("other", ["Passport No", "SWIFT", "Country"])
def test_a_name_is_looked_for_by_content_beside_any_column_that_is_no_name_and_no_ship(tmp_path, other):
    """A number alone screens its row by the number: the names in a column of no known heading would not be asked."""
    rows = [
        {"xyz": row["Customer"], other: "DE" if other == "Country" else f"A12345{n}"}
        for n, row in enumerate(ROWS)
    ]
    screen_book(write(tmp_path / "book.csv", rows), tmp_path / "out.csv", screening(), on=DAY)
    assert [row["name"] for row in results(tmp_path / "out.csv")] == [row["Customer"] for row in ROWS]
