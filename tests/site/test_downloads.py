"""Files to take away are safe in a spreadsheet and the same every time."""

import csv
import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yalu.case.package import read_case
from yalu.case.records import Case
from yalu.documents.tables.exports import neutral
from yalu.site.frame.downloads import case_tables, csv_bytes, zip_bytes
from yalu.site.frame.figure_page import Site

SITE = Site(title="A case", code_version="1.0", data_version="2+abc", known_by="2020-12-31")


@pytest.mark.parametrize(
    "cell",
    [
        "=1+1",
        "+SUM(A1)",
        "-2+3",
        "@cmd",
        "\t=1",
        "\r=1",
        '=HYPERLINK("http://x")',
        "--1",
        "-",
        "=-1",
        "\n=1+1",
        "＝1+1",
    ],
)
def test_a_cell_that_could_be_a_formula_gets_an_apostrophe(cell: str) -> None:
    assert neutral(cell) == "'" + cell


@pytest.mark.parametrize("cell", ["-1", "+1.5", "-0.25", "1e5", "-1E-3", "Kim", "", "2006-10-09", "1 = 1"])
def test_plain_numbers_and_plain_words_stay_as_they_are(cell: str) -> None:
    assert neutral(cell) == cell


@pytest.mark.parametrize("cell", [None, 0, -3, 2.5])
def test_numbers_stay_numbers(cell: float | None) -> None:
    assert neutral(cell) == cell


@given(st.lists(st.text(), min_size=1, max_size=4))
def test_no_cell_of_any_csv_starts_a_formula(cells: list[str]) -> None:
    text = csv_bytes([f"c{i}" for i in range(len(cells))], [cells], SITE).decode("utf-8")
    for row in csv.reader(io.StringIO(text, newline="")):
        for cell in row:
            assert neutral(cell) == cell


def test_every_csv_row_carries_code_data_and_knowledge_date() -> None:
    rows = list(csv.DictReader(io.StringIO(csv_bytes(["id"], [["a"], ["b"]], SITE).decode(), newline="")))
    assert [row["version"] for row in rows] == ["Yalu 1.0 · data 2+abc · known by 2020-12-31"] * 2


def test_a_zip_depends_on_names_and_contents_alone() -> None:
    files = {"b.csv": b"2", "a.csv": b"1"}
    assert zip_bytes(files) == zip_bytes(dict(reversed(files.items())))
    with zipfile.ZipFile(io.BytesIO(zip_bytes(files))) as archive:
        assert archive.namelist() == ["a.csv", "b.csv"]
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_the_zip_of_a_site_can_be_read_as_the_same_case(small: object, tmp_path: object) -> None:
    with zipfile.ZipFile(small.folder / "data" / "small.zip") as archive:
        archive.extractall(tmp_path)
    again = read_case(tmp_path / "small")
    assert again.data_version == small.case.data_version
    assert again.visits == small.case.visits


def test_columns_are_named_as_the_case_format_names_them(small_case: Case) -> None:
    visits = next(table for table in case_tables(small_case) if table.name == "visits")
    assert visits.columns[:4] == ("id", "start", "end", "direction")
    assert visits.columns[-3:] == ("sources", "memory", "notes")
    assert ":" in str(visits.rows[0][visits.columns.index("sources")])
