"""Bytes to text: the encoding of a file is decided once, from the whole of it, and says how sure it is."""

from __future__ import annotations

import codecs
import io
from typing import BinaryIO

import msgspec

from yalu.documents.problems import ProblemLog, refused, shown
from yalu.documents.text.legacy_encodings import guess

_RULE = "text files of a case are saved as UTF-8"
SAVE_AS_UTF8 = (
    "save the file again as UTF-8: in Excel choose the type “CSV UTF-8 (comma delimited)”, "
    "in LibreOffice choose the character set “Unicode (UTF-8)”"
)
_BLOCK = 1024 * 1024
_EVIDENCE = 4 * 1024 * 1024  # bytes of lines that are not ASCII; more do not change a decision
_MOSTLY = 10  # good lines to a damaged one, for a file that is UTF-8 with damage and not a mixture
_FEW = 4  # UTF-16 of ASCII is NULs by half, and a sign such as 上 has the byte of a line end in it
MIXED = "UTF-8 with other lines in it"
_LONGEST_PART = 65536  # of a line without an end
_MARKS = (
    (codecs.BOM_UTF32_LE, "", "UTF-32"),
    (codecs.BOM_UTF32_BE, "", "UTF-32"),
    (codecs.BOM_UTF16_LE, "utf-16", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16", "UTF-16"),
)


class Encoding(msgspec.Struct, frozen=True):
    """The encoding of a whole file: its codec ("" when none is known), words for it, and how it is known.

    ``sure`` is whether names read by it can be relied on; ``stated`` whether the file itself says so
    (a byte order mark, or bytes that are nothing but UTF-8). ``line`` is the first line that speaks
    against UTF-8, 0 when none does.
    """

    codec: str
    words: str
    sure: bool
    stated: bool = False
    line: int = 0

    @property
    def note(self) -> str:
        """How the file was read, as a note beside what was read from it; nothing for UTF-8."""
        if self.stated:
            return ""
        how = "decided from the whole file" if self.sure else "which is a guess"
        return f"the file is not UTF-8; it was read as {self.words}, {how}"


UTF8 = Encoding("utf-8-sig", "UTF-8", sure=True, stated=True)


def stated_encoding(name: str) -> Encoding:
    """The encoding a user names. Raises DocumentError when there is none of that name."""
    try:
        codec = codecs.lookup(name).name
        "".encode(codec)
    except (LookupError, ValueError):  # a codec of bytes to bytes is one of no text
        raise refused(
            "--encoding", f"there is no encoding {shown(name)}",
            rule="an encoding is named as Python names it: utf-8, cp949, gb18030, big5, shift_jis, cp1252, cp1251 …",
            next_step="correct the name, or leave it out and let the file decide", value=name,
        ) from None  # fmt: skip
    return Encoding("utf-8-sig" if codec == "utf-8" else codec, codec, sure=True, stated=True)


def encoding_of(stream: BinaryIO) -> Encoding:
    """The encoding of everything in a stream that can be read twice; leaves it at its beginning.

    Bytes that are UTF-8 from first to last are UTF-8, and a byte order mark is believed. A file that
    is UTF-8 but for a few lines is UTF-8 with damage: what is lost shows as U+FFFD. Anything else is
    decided by what all of its lines say together (``legacy_encodings``).
    """
    stream.seek(0)
    head = stream.read(4)
    for mark, codec, words in _MARKS:
        if head.startswith(mark):
            stream.seek(0)
            return Encoding(codec, words, sure=bool(codec), stated=True, line=0 if codec else 1)
    stream.seek(0)
    whole = _is_utf8(stream)
    stream.seek(0)
    found = _wide(stream.read(_BLOCK), whole) or (UTF8 if whole else _by_lines(stream))
    stream.seek(0)
    return found


def _is_utf8(stream: BinaryIO) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        while block := stream.read(_BLOCK):
            decoder.decode(block)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _wide(sample: bytes, utf8: bool) -> Encoding | None:
    """UTF-16 that does not say so: every second byte of its ASCII is NUL, and nothing in it is when read right.

    Plain text reads as Chinese characters in UTF-16, so one NUL beside a line end is not enough: text
    that is UTF-8 with few NULs is that, and line ends are line ends in both readings but for some.
    """
    nuls = sample.count(0)
    if nuls == 0 or (utf8 and nuls * _FEW < len(sample)):
        return None
    sample = sample[: len(sample) // 2 * 2]
    odd = sample[1::2].count(0) > sample[::2].count(0)
    codec, order = ("utf-16-le", "little") if odd else ("utf-16-be", "big")
    text = sample.decode(codec, errors="replace")
    ends = text.count("\n") + text.count("\r")
    if "\0" in text or "\ufffd" in text[:-1] or ends == 0:
        return None
    if ends * _FEW < sample.count(b"\n") + sample.count(b"\r"):
        return None
    return Encoding(codec, f"UTF-16 ({order}-endian) without a byte order mark", sure=True, line=1)


def _by_lines(stream: BinaryIO) -> Encoding:
    """What the lines that are not ASCII say: mostly UTF-8, or an encoding of before Unicode."""
    stream.seek(0)
    first, good, bad, evidence = 0, 0, 0, bytearray()
    number = 0
    while raw := stream.readline(_LONGEST_PART):
        number += raw.endswith(b"\n")
        if raw.isascii():
            continue
        try:
            raw.decode()
        except UnicodeDecodeError:
            bad += 1
            first = first or number + (not raw.endswith(b"\n"))
        else:
            good += 1
        if len(evidence) < _EVIDENCE:
            evidence += raw
    # Few lines of another encoding are UTF-8 by accident: at most one in six of single Chinese
    # characters, one in a hundred of names.
    if good * 2 >= bad:
        return Encoding("utf-8-sig", MIXED, sure=good >= _MOSTLY * bad, line=first)
    likely = guess(bytes(evidence))
    return Encoding(likely.codec, likely.words, sure=likely.sure, line=first)


def decode(data: bytes, log: ProblemLog, *, file: str) -> str | None:
    """The text of a file, without its byte order mark; None with a problem logged when it is not UTF-8.

    UTF-16 with a byte order mark is certain, so it is read, with a warning.
    """
    found = encoding_of(io.BytesIO(data))
    if not found.stated or not found.codec:
        _refuse(log, file, found.line, _words(data, found))
        return None
    try:
        text = data.decode(found.codec)
    except UnicodeDecodeError:
        _refuse(log, file, 1, f"{found.words}, cut off or damaged")
        return None
    nul = text.find("\0")
    if nul >= 0:
        _log_nul(log, file, text.count("\n", 0, nul) + 1)
        return None
    if found.words != "UTF-8":
        log.warn(
            file, 1, "", f"the file is {found.words}; it was read as that",
            rule=_RULE, next_step=SAVE_AS_UTF8, value=found.words,
        )  # fmt: skip
    return text


def _words(data: bytes, found: Encoding) -> str:
    if found.words != MIXED:
        return found.words
    return guess(b"\n".join(line for line in data.split(b"\n") if not _utf8(line))).words


def _utf8(line: bytes) -> bool:
    try:
        line.decode()
    except UnicodeDecodeError:
        return False
    return True


def _log_nul(log: ProblemLog, file: str, line: int) -> None:
    log.add(
        file, line, "", "the file has a NUL byte (a character of code zero) on this line",
        rule="text files of a case hold no NUL bytes",
        next_step="delete the character, or export the file again; it may be damaged or not be text at all",
        value="NUL",
    )  # fmt: skip


def _refuse(log: ProblemLog, file: str, line: int, encoding: str) -> None:
    log.add(
        file, line, "", f"the file is not UTF-8; its likely encoding is {encoding}", rule=_RULE,
        next_step=SAVE_AS_UTF8, value=encoding,
    )  # fmt: skip
