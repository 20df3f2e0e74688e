"""Files that hold a table, and that no reader of tables takes: recognised by what they begin with, or by the files inside.

Read as text, a PDF is "perhaps Chinese" and a web page is one long heading; the message would lead nowhere.
"""

from __future__ import annotations

import re
from collections.abc import Collection

_BEGINS = {
    b"%PDF": "a PDF document",
    b"{\\rtf": "an RTF document",
    b"\xd0\xcf\x11\xe0": "a workbook of the old XLS kind, or a document of the old DOC kind",
    b"SQLite format 3": "an SQLite database",
    b"7z\xbc\xaf\x27\x1c": "an archive of the kind 7z",
    b"Rar!": "an archive of the kind RAR",
    b"BZh": "an archive of the kind bzip2",
    b"\xfd7zXZ": "an archive of the kind xz",
    b"\x28\xb5\x2f\xfd": "an archive of the kind Zstandard",
}
# What programs write as .xls is often a page; spaces and a byte order mark may stand before it.
_PAGE = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*<(?:!--|!doctype html|html|head|body|table|meta|style|div)\b", re.IGNORECASE
)
_XML = re.compile(rb"(?:\xef\xbb\xbf)?\s*<\?xml\b")
_INSIDE = {
    "word/document.xml": "a Word document (DOCX)",
    "ppt/presentation.xml": "a presentation (PPTX)",
    "xl/workbook.bin": "a workbook of the kind XLSB",
    "xl/workbook.xml": "a workbook (XLSX) under another ending",
    "content.xml": "an OpenDocument file (ODS, ODT)",
}
STEP = "save the table alone as CSV UTF-8, or as XLSX with that ending; unpack an archive first"


def other_kind(begins: bytes) -> str:
    """What a file is by its first bytes, where it is none that holds a table as text; "" for any other."""
    found = next((words for sign, words in _BEGINS.items() if begins.startswith(sign)), "")
    return found or (
        "a web page (HTML)" if _PAGE.match(begins) else "an XML file" if _XML.match(begins) else ""
    )


def packed_kind(inside: Collection[str]) -> str:
    """What a zip archive is by the names inside, where these are the parts of one document; "" for any other."""
    return next((words for name, words in _INSIDE.items() if name in inside), "")
