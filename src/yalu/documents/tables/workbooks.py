"""Workbooks and other archives from strangers: how much they may unpack to, and how far a sheet may reach."""

from __future__ import annotations

import re
import zipfile
import zlib
from pathlib import Path
from typing import Any

from yalu.documents.files.limits import ARCHIVE_FREE, ARCHIVE_RATIO, SHEET_ROWS, WORKBOOK_BYTES
from yalu.documents.files.user_files import check_user_file
from yalu.documents.problems import refused, visible

_SAVE = "save it again as .xlsx, or as CSV UTF-8"
_FAR_ROW = re.compile(rb'<row\b[^>]*?\br="(\d{7,})"')
_BLOCK = 1024 * 1024
_LONGEST_TAG = 400  # of a row, which carries its number and a few attributes


def check_workbook(path: Path, *, kind: str = "book") -> None:
    """Refuse a workbook that unpacks to too much or whose sheets reach further than any spreadsheet does.

    Nothing of it has been opened by a reader of workbooks then. Raises DocumentError.
    """
    check_user_file(path, kind=kind)
    try:
        with zipfile.ZipFile(path) as archive:
            inside = archive.infolist()
            _check_sizes(path, inside)
            if number := far_row(archive):
                raise refused(
                    path.name, f"a sheet has a row with the number {number:,}",
                    rule=f"a sheet has at most {SHEET_ROWS:,} rows, as in Excel", next_step=_SAVE,
                )  # fmt: skip
    except (
        zipfile.BadZipFile,
        zlib.error,
        OSError,
        EOFError,
        ValueError,
        NotImplementedError,
        RuntimeError,
    ) as error:
        raise refused(
            path.name, f"the workbook is cut off, damaged or no workbook ({visible(str(error))})",
            rule="an XLSX file is a whole workbook of Excel 2007 or later", next_step=_SAVE,
        ) from error  # fmt: skip


def other_sheets(workbook: Any) -> tuple[str, ...]:
    """The sheets of an open workbook (openpyxl, read only) behind the first that hold anything: only the first is read."""
    for sheet in workbook.worksheets:
        sheet.reset_dimensions()  # some exports state fewer rows and columns than they have; those would be lost
    return tuple(
        sheet.title
        for sheet in workbook.worksheets[1:]
        if any(value not in {None, ""} for row in sheet.iter_rows(values_only=True) for value in row)
    )


def unpacks_to_much(packed: int, unpacked: int) -> bool:
    """Whether so many bytes out of an archive of that size are too many: a small file that fills the disk."""
    return unpacked > ARCHIVE_FREE and unpacked > ARCHIVE_RATIO * packed


def _check_sizes(path: Path, inside: list[zipfile.ZipInfo]) -> None:
    total, packed = sum(info.file_size for info in inside), sum(info.compress_size for info in inside)
    if total > WORKBOOK_BYTES or unpacks_to_much(packed, total):
        raise refused(
            path.name, f"the workbook of {packed:,} bytes unpacks to {total:,}",
            rule=f"a workbook unpacks to at most {WORKBOOK_BYTES:,} bytes and {ARCHIVE_RATIO} times its size",
            next_step="save the sheet as CSV UTF-8; do not open a file you do not trust",
        )  # fmt: skip


def far_row(archive: zipfile.ZipFile) -> int:
    """The number of a row that lies further than any spreadsheet reaches, 0 where no sheet has one."""
    sheets = (n for n in archive.namelist() if n.startswith("xl/worksheets/") and n.endswith(".xml"))
    return max((_far_row(archive, name) for name in sheets), default=0)


def _far_row(archive: zipfile.ZipFile, name: str) -> int:
    tail = b""
    with archive.open(name) as stream:
        while block := stream.read(_BLOCK):
            for found in _FAR_ROW.finditer(tail + block):
                if (number := int(found[1][:20])) > SHEET_ROWS:
                    return number
            tail = block[-_LONGEST_TAG:]
    return 0
