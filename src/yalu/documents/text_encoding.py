"""Bytes to text: UTF-8 as it should be, UTF-16 when it says so itself, and a named guess otherwise."""

from __future__ import annotations

import codecs
import re

from yalu.documents.problems import ProblemLog

_RULE = "text files of a case are saved as UTF-8"
_STEP = (
    "save the file again as UTF-8: in Excel choose the type “CSV UTF-8 (comma delimited)”, "
    "in LibreOffice choose the character set “Unicode (UTF-8)”"
)
_HIGH_RUN = re.compile(rb"[\x80-\xff]+")
_GBK_PAIR = re.compile(rb"[\x81-\xfe][\x40-\x7e\x80-\xfe]")
_SAMPLE = 65536


def decode(data: bytes, log: ProblemLog, *, file: str) -> str | None:
    """The text of a file, without its byte order mark; None with a problem logged when it cannot be known.

    UTF-16 with a byte order mark is certain, so it is read, with a warning.
    """
    if data.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        _refuse(log, file, 1, "UTF-32")
        return None
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _from_utf16(data, log, file)
    data = data.removeprefix(codecs.BOM_UTF8)
    nul = data.find(b"\0")
    if nul >= 0:
        _refuse_nul(data, nul, log, file)
        return None
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        _refuse(log, file, line, likely_encoding(data[error.start : error.start + _SAMPLE]))
        return None


def likely_encoding(data: bytes) -> str:
    """The encoding that bytes which are not UTF-8 most likely have, in words; a guess from byte patterns.

    Lone high bytes between ASCII are a Western single-byte set. Pairs are East Asian: common
    Chinese characters lie on lead bytes B0-D7 of GB 2312, Hangul on B0-C8 of KS X 1001.
    """
    runs = _HIGH_RUN.findall(data)
    lone = sum(len(run) == 1 for run in runs)
    if not runs or lone * 2 > len(runs):
        return "Latin-1 (Windows-1252, Western European)"
    leads = [pair[0] for run in runs for pair in _GBK_PAIR.findall(run)]
    if leads and all(0xB0 <= lead <= 0xC8 for lead in leads) and len(leads) >= 4:
        return "EUC-KR (CP949, Hangul)"
    common = sum(0xB0 <= lead <= 0xD7 or 0xA1 <= lead <= 0xA3 for lead in leads)
    if leads and common * 2 >= len(leads):
        return "GBK (GB18030, Chinese)"
    return "not UTF-8, perhaps GB18030, Big5, Shift-JIS or Latin-1"


def _from_utf16(data: bytes, log: ProblemLog, file: str) -> str | None:
    try:
        text = data.decode("utf-16")
    except UnicodeDecodeError:
        _refuse(log, file, 1, "UTF-16, cut off or damaged")
        return None
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        _log_nul(log, file, line)
        return None
    log.warn(
        file, 1, "", "the file is UTF-16; it was read as that", rule=_RULE, next_step=_STEP, value="UTF-16"
    )
    return text


def _refuse_nul(data: bytes, nul: int, log: ProblemLog, file: str) -> None:
    sample = data[:_SAMPLE]
    if sample.count(b"\0") * 3 > len(sample):
        order = (
            "UTF-16 (little-endian)"
            if sample[1::2].count(0) > sample[::2].count(0)
            else "UTF-16 (big-endian)"
        )
        _refuse(log, file, 1, f"{order} without a byte order mark")
        return
    _log_nul(log, file, data.count(b"\n", 0, nul) + 1)


def _log_nul(log: ProblemLog, file: str, line: int) -> None:
    log.add(
        file,
        line,
        "",
        "the file has a NUL byte (a character of code zero) on this line",
        rule="text files of a case hold no NUL bytes",
        next_step="delete the character, or export the file again; it may be damaged or not be text at all",
        value="NUL",
    )


def _refuse(log: ProblemLog, file: str, line: int, encoding: str) -> None:
    log.add(
        file,
        line,
        "",
        f"the file is not UTF-8; its likely encoding is {encoding}",
        rule=_RULE,
        next_step=_STEP,
        value=encoding,
    )
