"""Files that are cut off, packed to burst, mislabelled or simply wrong."""

import csv
import gzip
import json
import os
import tracemalloc
import zipfile
from pathlib import Path

import openpyxl
import pytest

from tests.trade.building import FLOWS_HEADER, GACC, write
from yalu.documents.tables import workbooks
from yalu.documents.tables.exports import neutral
from yalu.trade.files.faults import TradeError
from yalu.trade.files.flow_reader import ReadProgress, read_trade

LINE = "a{n},2017-01,CHN,PRK,import,2701,{n},t,{n}00,USD,customs"
GOOD = FLOWS_HEADER + "\n" + "\n".join(LINE.format(n=n) for n in range(1, 200)) + "\n"


def refused(path, **options):
    with pytest.raises(TradeError) as error:
        read_trade(path, **options)
    return "\n".join(str(problem) for problem in error.value.problems)


def test_a_gzip_cut_off_is_refused_and_the_earlier_result_stays(tmp_path):
    out = tmp_path / "flows.csv"
    read_trade(write(tmp_path, "good.csv", GOOD), out=out)
    before = out.read_bytes()
    packed = gzip.compress(GOOD.encode())
    assert "cut off" in refused(write(tmp_path, "bad.csv.gz", packed[: len(packed) // 2]), out=out)
    assert out.read_bytes() == before
    assert not [p for p in tmp_path.iterdir() if p.name.startswith(".yalu-")]


def test_a_csv_cut_off_in_a_row_loses_that_row_to_the_rejects(tmp_path):
    report = read_trade(write(tmp_path, "a.csv", GOOD[:-30]))
    assert (report.rows_in, report.rejected) == (199, 1)
    assert "cut off" in report.rejects[0].next_step


@pytest.mark.parametrize("name", ["a.parquet", "a.xlsx", "a.zip"])
def test_other_kinds_cut_off_are_refused(tmp_path, name):
    if name.endswith("parquet"):
        read_trade(write(tmp_path, "good.csv", GOOD), out=tmp_path / name)
    elif name.endswith("xlsx"):
        openpyxl.Workbook().save(tmp_path / name)
    else:
        with zipfile.ZipFile(tmp_path / name, "w") as archive:
            archive.writestr("a.csv", GOOD)
    data = (tmp_path / name).read_bytes()
    assert "cut off" in refused(write(tmp_path, f"cut-{name}", data[: len(data) - 40]))


def test_a_gzip_bomb_is_stopped_long_before_it_is_unpacked(tmp_path, monkeypatch):
    monkeypatch.setattr(workbooks, "ARCHIVE_FREE", 100_000)
    bomb = gzip.compress(
        (FLOWS_HEADER + "\n").encode() + b"a,2017,CHN,PRK,import,2701,1,t,1,USD,customs\n" * 400_000
    )
    assert "unpack to more than" in refused(write(tmp_path, "bomb.csv.gz", bomb))


def test_a_zip_bomb_dressed_as_a_workbook_is_never_opened(tmp_path, monkeypatch):
    monkeypatch.setattr(workbooks, "ARCHIVE_FREE", 100_000)
    with zipfile.ZipFile(tmp_path / "bomb.xlsx", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b" " * 50_000_000)
    assert "unpacks to" in refused(tmp_path / "bomb.xlsx")


@pytest.mark.parametrize("mark", [";", "\t", "|"])
def test_another_separator_is_found_and_told(tmp_path, mark):
    report = read_trade(write(tmp_path, "a.csv", GOOD.replace(",", mark)))
    assert report.rows_out == 199
    assert "cells are separated by" in str(report.problems[0])


def test_lines_above_the_header_are_found_and_told(tmp_path):
    report = read_trade(write(tmp_path, "a.csv", "Trade statistics\n\n" + GOOD))
    assert report.rows_out == 199
    assert "line 3" in str(report.problems[0])


def test_decimal_commas_in_a_known_layout_are_rejected_row_by_row_or_read_when_said(tmp_path):
    path = write(
        tmp_path,
        "a.csv",
        FLOWS_HEADER.replace(",", ";") + "\na;2017;CHN;PRK;import;2701;0,9;t;12,5;USD;customs\n",
    )
    assert read_trade(path).rejected == 1
    assert read_trade(path, mapping={"decimal": ","}).rows_out == 1


def test_an_open_quote_is_named_with_the_line_it_opens_on(tmp_path):
    assert ":4:" in refused(write(tmp_path, "a.csv", GOOD.replace("a3,", '"a3,', 1)))


def test_a_file_in_two_encodings_is_refused_where_it_changes(tmp_path):
    data = GOOD.encode() + b"\n" + b"x" * 10 + "朝鲜".encode("gb18030")
    path = write(tmp_path, "a.csv", GOOD.encode() * 300 + data)
    said = refused(path, mapping={"encoding": "utf-8"})
    assert "the text is not utf-8" in said


@pytest.mark.parametrize(
    ("name", "data", "word"),
    [
        ("empty.csv", b"", "empty"),
        ("old.xls", b"\xd0\xcf\x11\xe0" + b"\0" * 100, "XLS"),
        ("nul.csv", FLOWS_HEADER.encode() + b"\n\0\0\0\n", "NUL"),
        ("noise.csv", b"\x93\x01\x99\xfe" * 50, "encoding is none that is known here"),
        ("one-line.csv", b"a" * 1_500_000, "longer than"),
        ("wide.csv", (",".join(f"c{n}" for n in range(600)) + "\n").encode(), "columns"),
        ("page.csv", b"<!DOCTYPE html><html><body>Login, please</body></html>", "a web page (HTML)"),
    ],
)
def test_what_is_no_table_is_refused_in_plain_words(tmp_path, name, data, word):
    assert word in refused(write(tmp_path, name, data))


def test_a_missing_file_and_a_wrong_wish_are_refused(tmp_path):
    assert "there is no file “nowhere.csv”" in refused(tmp_path / "nowhere.csv")
    path = write(tmp_path, "a.csv", GOOD)
    assert "no ledger" in refused(path, ledger="rumour")
    assert "no level" in refused(path, levels=3)
    assert ".parquet" in refused(path, out=tmp_path / "a.docx")
    assert "go together" in refused(path, hs_to="HS2012")


def test_formulas_in_rejected_cells_are_disarmed_in_the_rejects_file(tmp_path):
    path = write(
        tmp_path, "a.csv", FLOWS_HEADER + "\na,2017,CHN,PRK,import,2701,5,t,=HYPERLINK(1),USD,customs\n"
    )
    read_trade(path, out=tmp_path / "o.csv")
    assert "'=HYPERLINK" in (tmp_path / "o.rejects.csv").read_text(encoding="utf-8")


def test_no_text_of_the_flows_is_a_formula_when_they_are_opened_in_a_spreadsheet(tmp_path):
    header = FLOWS_HEADER + ",notes"
    cells = ["=1+1", "@SUM(1)", "\ufeff=1", "\u200b@x", "-5", "-x", "fine"]
    rows = "".join(
        f"a{n},2017,CHN,PRK,import,{2701 + n},5,t,{n + 1},USD,customs,{cell}\n"
        for n, cell in enumerate(cells)
    )
    read_trade(write(tmp_path, "a.csv", header + "\n" + rows), out=tmp_path / "o.csv")
    with (tmp_path / "o.csv").open(encoding="utf-8", newline="") as stream:
        notes = [row["notes"] for row in csv.DictReader(stream)]
    assert notes == [neutral(cell) for cell in cells]
    assert notes[:4] == ["'=1+1", "'@SUM(1)", "'\ufeff=1", "'\u200b@x"]
    assert not list(tmp_path.glob("*.lock"))


def test_an_encoding_that_is_a_guess_is_refused_until_it_is_said(tmp_path):
    data = (FLOWS_HEADER + ",notes\na,2017,CHN,PRK,import,2701,5,t,1,USD,customs,조용\n").encode("cp949")
    assert "which is a guess" in refused(write(tmp_path, "a.csv", data))
    assert read_trade(tmp_path / "a.csv", mapping={"encoding": "cp949"}).rows_out == 1


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs a system with pipes")
@pytest.mark.parametrize("as_mapping", [False, True])
def test_pipes_and_devices_are_refused_and_not_waited_for(tmp_path, as_mapping):
    os.mkfifo(tmp_path / "pipe")
    good = write(tmp_path, "a.csv", GOOD)
    for place in (tmp_path / "pipe", Path("/dev/zero")):
        said = refused(good, mapping=place) if as_mapping else refused(place)
        assert "is not an ordinary file" in said


def test_progress_runs_from_reading_to_settling(tmp_path):
    seen: list[ReadProgress] = []
    read_trade(write(tmp_path, "a.csv", GOOD), progress=seen.append)
    assert seen[0].stage == "reading"
    assert (seen[-1].stage, seen[-1].part, seen[-1].rows) == ("settling", 1.0, 199)
    assert all(0 <= p.part <= 1 for p in seen)


@pytest.mark.slow
def test_a_long_file_is_read_in_little_memory(tmp_path):
    with (tmp_path / "long.csv").open("w", encoding="utf-8") as stream:
        stream.write(FLOWS_HEADER + "\n")
        stream.writelines(LINE.format(n=n) + "\n" for n in range(100_000))
    tracemalloc.start()
    report = read_trade(tmp_path / "long.csv", out=tmp_path / "long.parquet")
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert report.rows_in == 100_000
    assert peak < 100 * 1024 * 1024


def test_big_five_digit_noise_in_gbk_is_counted_too(tmp_path):
    text = (
        GACC
        + "\r\n".join(
            f'"2017{n:02d}","2701{n}","x","109","朝鲜","1","千克","-","-","{n}"' for n in range(1, 15)
        )
        + "\r\n"
    )
    report = read_trade(write(tmp_path, "进口.csv", text.encode("gb18030")))
    assert report.rows_in == 18 == report.rows_out + report.rejected


def rezipped(path, change):
    """A workbook with the parts that ``change`` gives in place of its own."""
    with zipfile.ZipFile(path) as archive:
        parts = {info.filename: archive.read(info) for info in archive.infolist()}
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, change(name, data))
    return path


def workbook(tmp_path, cells=(("period", "reporter"), ("2017", "CHN"))):
    book = openpyxl.Workbook()
    for row in cells:
        book.active.append(row)
    book.save(tmp_path / "a.xlsx")
    return tmp_path / "a.xlsx"


SHEET = "xl/worksheets/sheet1.xml"
DAMAGE = {
    "an attribute nobody knows": lambda n, d: d.replace(b"<sheetPr>", b'<sheetPr x="1">') if n == SHEET else d,
    "a number that is none": lambda n, d: d.replace(b'r="2"', b'r="two"') if n == SHEET else d,
    "a string that is not there": lambda n, d: d.replace(b"<v>0</v>", b"<v>999</v>") if n == SHEET else d,
    "no sheet": lambda n, d: d.replace(b"<sheets>", b"<shorts>").replace(b"</sheets>", b"</shorts>"),
    "a sheet cut off": lambda n, d: d[: len(d) // 2] if n == SHEET else d,
    "an empty part": lambda n, d: b"" if n == "xl/workbook.xml" else d,
}  # fmt: skip


@pytest.mark.parametrize("damage", DAMAGE.values(), ids=DAMAGE)
def test_a_damaged_workbook_is_a_problem_of_its_file(tmp_path, damage):
    said = refused(rezipped(workbook(tmp_path), damage))
    assert said.startswith("a.xlsx:")


def test_a_workbook_with_a_wrong_checksum_is_a_problem_of_its_file(tmp_path):
    path = workbook(tmp_path, [("period", "reporter"), *[(f"{n}", "CHN") for n in range(500)]])
    with zipfile.ZipFile(path) as archive:
        start = archive.getinfo(SHEET).header_offset
    data = bytearray(path.read_bytes())
    data[start + 200 : start + 220] = b"\0" * 20
    path.write_bytes(data)
    assert refused(path).startswith("a.xlsx:")


def test_a_sheet_that_claims_more_rows_than_excel_has_is_refused_at_once(tmp_path):
    path = workbook(tmp_path, [tuple(FLOWS_HEADER.split(",")), tuple(LINE.format(n=1).split(","))])
    claims = rezipped(path, lambda n, d: d.replace(b'r="2"', b'r="2000000000"') if n == SHEET else d)
    assert "a sheet has a row with the number 2,000,000,000" in refused(claims)


def test_rows_beyond_the_size_a_sheet_states_are_read(tmp_path):
    lines = [LINE.format(n=n).split(",") for n in range(1, 6)]
    path = rezipped(
        workbook(tmp_path, [FLOWS_HEADER.split(","), *lines]),
        lambda n, d: d.replace(b'<dimension ref="A1:K6"/>', b'<dimension ref="A1:K2"/>'),
    )
    assert read_trade(path).rows_in == 5


def test_json_that_is_not_utf_8_is_told_by_line(tmp_path):
    data = b'{"data": [\n{"period": "2017", "partnerDesc": "Cor\xe9e"}]}'
    assert refused(write(tmp_path, "a.json", data)).startswith("a.json:2: the text is not UTF-8")


def test_half_a_character_pair_in_json_reaches_no_table(tmp_path):
    row = dict(zip(FLOWS_HEADER.split(","), LINE.format(n=1).split(","), strict=True)) | {"id": "x\ud800y"}
    (tmp_path / "a.json").write_text(json.dumps({"data": [row]}), encoding="utf-8")
    try:
        assert read_trade(tmp_path / "a.json").table().column("id").to_pylist() == ["x?y"]
    except TradeError as error:
        assert "a.json" in str(error)


def test_rates_with_a_cell_that_never_ends_are_told_by_line(tmp_path):
    rates = write(
        tmp_path, "rates.csv", "period,currency,rate,per,source\n2017,CNY," + "6" * 140_000 + ",USD,x\n"
    )
    with pytest.raises(TradeError, match=r"rates\.csv:2: a cell has 140,000 characters"):
        read_trade(write(tmp_path, "a.csv", GOOD), rates=rates)


TABLE = "period,reporter,partner,flow,{heading},value,currency\n2017-02,CHN,PRK,import,3212,85,USD\n"


@pytest.mark.parametrize(
    "text",
    [
        TABLE.format(heading="commodity code (SITC Rev. 4)"),
        "Trade of North Korea by SITC Rev.3 group\n" + TABLE.format(heading="code"),
        "Imports by BEC,,,,,,\n" + TABLE.format(heading="product"),
    ],
)
def test_codes_that_a_table_says_are_of_another_classification_are_not_read_as_hs(tmp_path, text):
    with pytest.raises(TradeError, match="not in the Harmonized System"):
        read_trade(write(tmp_path, "t.csv", text))


def test_a_table_that_names_both_classifications_is_read_by_the_column_of_hs(tmp_path):
    text = TABLE.format(heading="hs code,sitc").replace("3212,", "2701,3212,")
    report = read_trade(write(tmp_path, "t.csv", "HS and SITC codes beside each other\n" + text))
    assert [row["hs"] for row in report.table().to_pylist()] == ["2701"]


@pytest.mark.parametrize("system", ["SITC Rev.4", "S4", "BEC5", "CPA 2.1", "NACE"])
def test_a_row_that_says_it_is_of_another_classification_is_rejected(tmp_path, system):
    text = "period,reporter,partner,flow,classification,code,value,currency\n2017-02,CHN,PRK,import,HS2017,2701,85,USD\n"
    text += f"2017-02,CHN,PRK,import,{system},3212,85,USD\n"
    report = read_trade(write(tmp_path, "t.csv", text))
    assert ([row["hs"] for row in report.table().to_pylist()], [r.field for r in report.rejects]) == (
        ["2701"],
        ["revision"],
    )


def packed(folder, name, *members):
    """A zip archive of some files."""
    with zipfile.ZipFile(folder / name, "w", zipfile.ZIP_DEFLATED) as archive:
        for member in members:
            archive.writestr(member, GOOD)
    return folder / name


@pytest.mark.parametrize(
    ("name", "data", "kind"),
    [("a.xls", b"\xef\xbb\xbf\n<html><table><tr><td>period</td></tr></table></html>", "a web page"),
     ("a.csv", b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n", "a PDF"),
     ("a.xlsx", b"<?xml version='1.0'?>\n<a/>", "an XML file")],
)  # fmt: skip
def test_a_document_that_holds_a_table_is_named_for_what_it_is(tmp_path, name, data, kind):
    assert f"the file is {kind}" in refused(write(tmp_path, name, data))
    with gzip.open(tmp_path / f"{name}.gz", "wb") as file:
        file.write(data)
    assert f"the file is {kind}" in refused(tmp_path / f"{name}.gz")


@pytest.mark.parametrize(
    ("members", "kind"),
    [(["mimetype", "content.xml"], "OpenDocument"), (["word/document.xml", "[Content_Types].xml"], "Word document"),
     (["xl/workbook.xml", "[Content_Types].xml"], "workbook (XLSX) under another ending")],
)  # fmt: skip
def test_an_archive_that_is_one_document_is_not_told_to_be_unpacked_for_its_table(tmp_path, members, kind):
    assert kind in refused(packed(tmp_path, "a.zip", *members))


def test_an_archive_inside_an_archive_is_no_text_in_japanese(tmp_path):
    inner = packed(tmp_path, "inner.zip", "a.csv").read_bytes()
    with zipfile.ZipFile(tmp_path / "outer.zip", "w") as archive:
        archive.writestr("inner.zip", inner)
    assert "inside another archive" in refused(tmp_path / "outer.zip")


def test_what_macos_packs_beside_a_table_is_no_second_table(tmp_path):
    assert read_trade(packed(tmp_path, "a.zip", "a.csv", "__MACOSX/._a.csv")).rows_out == 199


def test_a_name_that_leads_out_of_the_folder_is_read_and_written_nowhere(tmp_path):
    assert read_trade(packed(tmp_path, "a.zip", "../../evil.csv")).rows_out == 199
    assert not list(tmp_path.parent.glob("evil.csv"))


@pytest.mark.parametrize(
    ("sign", "place", "value"),
    [(b"PK\x01\x02", 10, 9), (b"PK\x01\x02", 6, 200), (b"PK\x01\x02", 43, 200), (b"PK\x03\x04", 30, 98), (b"PK\x01\x02", 8, 0x20),
     (b"PK\x01\x02", 8, 0x40)],
    ids=["Deflate64", "a version of later years", "an offset beyond the file", "two names", "patched data", "strong encryption"],
)  # fmt: skip
def test_an_archive_that_the_library_cannot_open_is_refused_with_what_to_do(tmp_path, sign, place, value):
    path = packed(tmp_path, "a.zip", "a.csv")
    data = bytearray(path.read_bytes())
    data[data.find(sign) + place] = value
    path.write_bytes(bytes(data))
    assert "damaged or packed in a way that is not read here" in refused(path)
