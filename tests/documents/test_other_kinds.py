"""Kinds of files that no reader of tables takes."""

import pytest

from yalu.documents.files.other_kinds import other_kind, packed_kind


@pytest.mark.parametrize(
    ("begins", "kind"),
    [(b"%PDF-1.7\n", "PDF"), (b"{\\rtf1", "RTF"), (b"\xd0\xcf\x11\xe0\xa1", "XLS"),
     (b"SQLite format 3\0", "SQLite"), (b"7z\xbc\xaf\x27\x1c", "7z"),
     (b"Rar!\x1a", "RAR"), (b"BZh9", "bzip2"), (b"\xfd7zXZ\0", "xz"), (b"\x28\xb5\x2f\xfd", "Zstandard"),
     (b"\xef\xbb\xbf \r\n<!DOCTYPE HTML>", "HTML"), (b"<table border=1>", "HTML"), (b'<?xml version="1.0"?>', "XML"),
     (b"period,reporter", ""), (b"<5,reporter\n", ""), (b"<tables,reporter\n", ""), (b"", "")],
)  # fmt: skip
def test_a_file_is_told_by_what_it_begins_with(begins, kind):
    assert kind in other_kind(begins)
    assert bool(kind) == bool(other_kind(begins))


def test_an_archive_is_told_by_the_parts_of_a_document_inside_it():
    assert packed_kind(["[Content_Types].xml", "word/document.xml"]) == "a Word document (DOCX)"
    assert packed_kind(["a.csv"]) == packed_kind([]) == ""


def test_long_hostile_text_is_told_at_once():
    assert other_kind(b" " * 1_000_000) == other_kind(b"<" * 1_000_000) == ""
