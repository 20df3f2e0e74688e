"""A workbook from a stranger is weighed before any reader of workbooks sees it."""

import io
import os
import zipfile

import openpyxl
import pytest

from yalu.documents.problems import DocumentError
from yalu.documents.tables import workbooks
from yalu.documents.tables.workbooks import check_workbook, unpacks_to_much

SAVE = "save it again as .xlsx, or as CSV UTF-8"


def workbook(path, sheet=None, name="xl/worksheets/sheet1.xml"):
    """A real workbook, with one of its parts replaced when ``sheet`` is given."""
    plain = io.BytesIO()
    openpyxl.Workbook().save(plain)
    with zipfile.ZipFile(plain) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.namelist():
            if part != name or sheet is None:
                new.writestr(part, old.read(part))
        if sheet is not None:
            new.writestr(name, sheet)
    return path


def refusal(path, **rest):
    with pytest.raises(DocumentError) as error:
        check_workbook(path, **rest)
    (found,) = error.value.problems
    assert found.file == path.name
    assert found.next_step
    return found


def test_an_ordinary_workbook_passes(tmp_path):
    check_workbook(workbook(tmp_path / "a.xlsx"))
    check_workbook(workbook(tmp_path / "a.xlsx", b'<row r="1048576"/>'))


@pytest.mark.parametrize(
    "tag",
    [
        b'<row r="1048577">',
        b'<row spans="1:1" r="1048577" ht="5">',
        b'<row r="99999999999999999999999999999999">',
    ],
)
def test_a_row_behind_the_last_of_excel_is_refused(tmp_path, tag):
    found = refusal(workbook(tmp_path / "a.xlsx", b"<sheetData>" + tag + b"</row></sheetData>"))
    assert found.message.startswith("a sheet has a row with the number ")
    assert found.rule == "a sheet has at most 1,048,576 rows, as in Excel"
    assert found.next_step == SAVE


def test_the_number_of_a_row_is_told_and_a_monstrous_one_by_its_first_twenty_digits(tmp_path):
    for number, printed in (("1048577", "1,048,577"), ("1" * 32, "11,111,111,111,111,111,111")):
        found = refusal(workbook(tmp_path / "a.xlsx", f'<row r="{number}"/>'.encode()))
        assert found.message == f"a sheet has a row with the number {printed}"


def test_every_sheet_is_looked_through(tmp_path):
    path = workbook(tmp_path / "a.xlsx", b'<row r="2000000"/>', name="xl/worksheets/sheet2.xml")
    assert "2,000,000" in refusal(path).message


def test_a_part_beside_the_sheets_that_is_no_sheet_is_passed_over(tmp_path):
    check_workbook(workbook(tmp_path / "a.xlsx", b'<row r="2000000"/>', name="xl/worksheets/a.bin"))


def test_a_row_whose_tag_lies_across_two_blocks_is_seen(tmp_path, monkeypatch):
    monkeypatch.setattr(workbooks, "_BLOCK", 64)
    for before in range(40, 64):
        assert (
            "2,000,000"
            in refusal(workbook(tmp_path / "a.xlsx", b" " * before + b'<row r="2000000">')).message
        )


def test_numbers_that_are_no_row_and_parts_that_are_no_sheet_are_passed_over(tmp_path):
    check_workbook(workbook(tmp_path / "a.xlsx", b'<rows r="2000000"/><c r="2000000"/>'))
    check_workbook(workbook(tmp_path / "a.xlsx", b'<row r="2000000"/>', name="xl/other.xml"))


def test_what_unpacks_to_too_much_is_refused_with_both_numbers(tmp_path, monkeypatch):
    path = workbook(tmp_path / "a.xlsx", b" " * 300_000)
    check_workbook(path)
    monkeypatch.setattr(workbooks, "ARCHIVE_FREE", 10_000)
    monkeypatch.setattr(workbooks, "ARCHIVE_RATIO", 20)
    found = refusal(path)
    with zipfile.ZipFile(path) as archive:
        sizes = [(info.compress_size, info.file_size) for info in archive.infolist()]
    packed, unpacked = (sum(size) for size in zip(*sizes, strict=True))
    assert found.message == f"the workbook of {packed:,} bytes unpacks to {unpacked:,}"
    assert found.rule == "a workbook unpacks to at most 536,870,912 bytes and 20 times its size"
    assert found.next_step == "save the sheet as CSV UTF-8; do not open a file you do not trust"
    monkeypatch.setattr(workbooks, "ARCHIVE_RATIO", 250)
    monkeypatch.setattr(workbooks, "WORKBOOK_BYTES", unpacked)
    check_workbook(path)
    monkeypatch.setattr(workbooks, "WORKBOOK_BYTES", 300_000)
    assert refusal(path).rule == "a workbook unpacks to at most 300,000 bytes and 250 times its size"


@pytest.mark.parametrize(
    ("packed", "unpacked", "too_much"),
    [
        (1, 64 * 1024**2, False),
        (1, 64 * 1024**2 + 1, True),
        (0, 64 * 1024**2 + 1, True),
        (1024**2, 250 * 1024**2, False),
        (1024**2, 250 * 1024**2 + 1, True),
        (0, 64 * 1024**2, False),
    ],
)
def test_a_small_archive_may_pack_well_and_a_large_one_250_times(packed, unpacked, too_much):
    assert unpacks_to_much(packed, unpacked) is too_much


@pytest.mark.parametrize("cut", [0, 10, 400])
def test_what_is_cut_off_or_no_workbook_is_refused_in_words(tmp_path, cut):
    path = workbook(tmp_path / "a.xlsx")
    path.write_bytes(path.read_bytes()[:cut])
    found = refusal(path)
    assert found.message == "the workbook is cut off, damaged or no workbook (File is not a zip file)"
    assert (found.rule, found.next_step) == ("an XLSX file is a whole workbook of Excel 2007 or later", SAVE)


def test_a_sheet_that_cannot_be_unpacked_is_refused_in_words(tmp_path):
    path = workbook(tmp_path / "a.xlsx", os.urandom(4000))
    with zipfile.ZipFile(path) as archive:
        place = archive.getinfo("xl/worksheets/sheet1.xml").header_offset
    data = bytearray(path.read_bytes())
    data[place + 200 : place + 400] = b"\xff" * 200
    path.write_bytes(data)
    assert "cut off, damaged or no workbook" in refusal(path).message


def test_a_pipe_is_refused_and_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "a.xlsx")
    assert "a trade file is an ordinary file" in refusal(tmp_path / "a.xlsx", kind="trade").rule
    assert "a book of parties is an ordinary file" in refusal(tmp_path / "a.xlsx").rule
