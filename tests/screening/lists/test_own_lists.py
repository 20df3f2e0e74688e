"""A list of the user's own as people write it: nobody in it is lost to a comma, a repeated header or a second line."""

import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from yalu.documents.problems import DocumentError
from yalu.screening.lists import read_list
from yalu.screening.lists.formats.custom_list import MEANINGS, guess

from . import samples

Put = Callable[..., Path]


def changed_sheets(path: Path, old: str, new: str) -> Path:
    """The workbook with every match of a pattern in its sheets replaced."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in parts.items():
            sheet = name.startswith("xl/worksheets/")
            archive.writestr(name, re.sub(old, new, data.decode()) if sheet else data)
    return path


def names(party) -> list[str]:
    return [name.text for name in party.names]


def test_a_row_wider_than_its_header_is_refused_with_its_line(put: Put):
    text = "id,name,alias\n1,Hadi Made-up,\n2,Zhang, Weiguo,Another\n"
    with pytest.raises(DocumentError, match="line 3: the row has 4 cells, the header 3"):
        read_list(put("mine.csv", text), name="mine")
    (one,) = read_list(put("mine.csv", "id,name\n1,Hadi Made-up,,\n"), name="mine")[0].parties
    assert names(one) == ["Hadi Made-up"]  # empty cells at the end are no names


def test_so_is_a_row_of_a_published_table_that_a_comma_pushed_on(put: Put):
    head, first, *rest = samples.EU_CSV.splitlines()
    sign = ";" if head.count(";") > head.count(",") else ","
    with pytest.raises(DocumentError, match="line 2: the row has"):
        read_list(put("eu.csv", "\n".join([head, first + f"{sign}more", *rest])))


def test_columns_of_one_header_are_read_together(put: Put):
    text = "id,name,alias,alias,passport,passport\n1,Hadi Made-up,Tengri Made-up,Ulan Made-up,A1234567,B7654321\n"
    (one,) = read_list(put("mine.csv", text), name="mine")[0].parties
    assert names(one) == ["Hadi Made-up", "Tengri Made-up", "Ulan Made-up"]
    assert [i.value for i in one.identifiers] == ["A1234567", "B7654321"]


def test_lines_in_one_cell_are_values_of_their_own(put: Put):
    text = 'id,name,alias,passport\n1,"Hadi\nMade-up","Tengri Made-up\nUlan Made-up","A1234567\nB7654321"\n'
    (one,) = read_list(put("mine.csv", text), name="mine")[0].parties
    assert names(one) == ["Hadi Made-up", "Tengri Made-up", "Ulan Made-up"]
    assert [i.value for i in one.identifiers] == ["A1234567", "B7654321"]


@pytest.mark.parametrize("column", ["listed", "delisted"])
def test_a_day_that_cannot_be_read_is_told(put: Put, column: str):
    (found,) = read_list(put("mine.csv", f"id,name,{column}\n1,Hadi Made-up,31/31/2017\n"), name="mine")
    assert any("“31/31/2017” is not a date we can read" in p.message for p in found.problems)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("03/05/2019", "2019"), ("3-5-2019", "2019"), ("05/05/2019", "2019-05-05"), ("23/05/2019", "2019-05-23"),
        ("05/23/2019", "2019-05-23"), ("03.05.2019", "2019-05-03"), ("2019-05-03", "2019-05-03"), ("00/05/2019", "2019-05"),
    ],
)  # fmt: skip
def test_of_a_day_that_could_be_month_first_the_year_is_read(put: Put, written: str, read: str):
    text = f"id,name,birth,listed,delisted\n1,Hadi Made-up,{written},{written},{written}\n"
    (one,) = read_list(put("mine.csv", text), name="mine")[0].parties
    assert (str(one.births[0].start), str(one.listed), str(one.delisted)) == (read, read, read)
    assert one.births[0].text == written


@pytest.mark.parametrize(("other", "read"), [("23/02/2001", "2019-05-03"), ("02/23/2001", "2019-03-05")])
def test_another_day_of_the_file_tells_which_comes_first(put: Put, other: str, read: str):
    text = f"id,name,listed\n1,Hadi Made-up,03/05/2019\n2,Tengri Made-up,{other}\n"
    first, second = read_list(put("mine.csv", text), name="mine")[0].parties
    assert (str(first.listed), str(second.listed)) == (read, "2001-02-23")


@pytest.mark.parametrize("meaning", [m for m in MEANINGS if m != "id"])
def test_every_meaning_is_a_header_too(meaning: str):
    assert guess([meaning])[meaning] == meaning


def test_a_sheet_that_is_not_read_makes_the_list_a_part(put: Put, tmp_path: Path):
    book = openpyxl.Workbook()
    for sheet in (book.active, book.create_sheet("Companies"), book.create_sheet("Empty")):
        if sheet.title != "Empty":
            sheet.append(["id", "name"])
            sheet.append([1, f"Made-up {sheet.title}"])
    book.save(tmp_path / "two.xlsx")
    (found,) = read_list(tmp_path / "two.xlsx", name="mine")
    assert found.info.left_out == ("the sheets Companies",)
    assert any("only the first sheet is read; not read: Companies" in p.message for p in found.problems)


@pytest.mark.parametrize("stated", ["A1", "A1:C2", "A1:A9", "A1:XFD1048576"])
def test_a_workbook_that_states_less_than_it_has_loses_nobody(tmp_path: Path, stated: str):
    book = openpyxl.Workbook()
    for row in (["id", "name", "country"], ["1", "Hadi Made-up", "KP"], ["2", "Tengri Made-up", "CN"]):
        book.active.append(row)
    book.create_sheet("more").append(["id", "name"])
    book.save(tmp_path / "a.xlsx")
    (found,) = read_list(
        changed_sheets(tmp_path / "a.xlsx", '<dimension ref="[^"]*"', f'<dimension ref="{stated}"'),
        name="mine",
    )
    assert [(names(p), [*p.countries]) for p in found.parties] == (
        [(["Hadi Made-up"], ["PRK"]), (["Tengri Made-up"], ["CHN"])]
    )
    assert found.info.left_out == ("the sheets more",)


def test_a_row_behind_the_last_of_excel_refuses_the_list(tmp_path: Path):
    book = openpyxl.Workbook()
    for row in (["id", "name"], ["1", "Hadi Made-up"], ["2", "Tengri Made-up"]):
        book.active.append(row)
    book.save(tmp_path / "a.xlsx")
    changed_sheets(tmp_path / "a.xlsx", '"([A-B]?)3"', r'"\g<1>900000000"')
    with pytest.raises(DocumentError, match="a sheet has a row with the number 900,000,000"):
        read_list(tmp_path / "a.xlsx", name="mine")
