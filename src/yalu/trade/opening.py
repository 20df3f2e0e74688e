"""Opening a file of trade data from a stranger: plain, gzip or zip, never more than it should unpack to.

Nothing is unpacked to disk or held whole: a file is a stream of bytes that counts what comes out
and stops when a small file claims to be a large one.
"""

from __future__ import annotations

import gzip
import io
import zipfile
import zlib
from pathlib import Path
from typing import Any, NoReturn

from yalu.documents.problems import ProblemLog
from yalu.documents.text_encoding import likely_encoding
from yalu.trade.faults import TradeError

# Real customs tables pack 5 to 40 times; runs of one byte pack 1,000 times.
MAX_RATIO = 250
FREE_BYTES = 64 * 1024 * 1024
MAX_WORKBOOK = 1024 * 1024 * 1024
MAX_UNPACKED = 512 * 1024 * 1024 * 1024
_SAMPLE = 1024 * 1024
_ENCODINGS = {
    "GBK (GB18030, Chinese)": "gb18030",
    "EUC-KR (CP949, Hangul)": "cp949",
    "Latin-1 (Windows-1252, Western European)": "cp1252",
}


def refuse(file: str, message: str, rule: str, next_step: str, *, row: int = 0) -> NoReturn:
    """Stop reading a file, with one problem that says why. Raises TradeError."""
    log = ProblemLog()
    log.add(file, row, "", message, rule=rule, next_step=next_step)
    raise TradeError(log.problems())


class Limited(io.RawIOBase):
    """Bytes unpacked from an archive, refused when there are far too many for its size."""

    def __init__(self, inner: Any, packed: int, file: str) -> None:
        self._inner, self._packed, self._file, self._out = inner, max(packed, 1), file, 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        try:
            data = self._inner.read(len(buffer))
        except (EOFError, zlib.error, gzip.BadGzipFile, zipfile.BadZipFile) as error:
            refuse(
                self._file, f"the archive is cut off or damaged after {self._out:,} bytes ({error})",
                "an archive is whole", "fetch the file again",
            )  # fmt: skip
        self._out += len(data)
        if self._out > MAX_UNPACKED or (self._out > FREE_BYTES and self._out > MAX_RATIO * self._packed):
            refuse(
                self._file, f"{self._packed:,} bytes unpack to more than {self._out:,}",
                f"an archive unpacks to at most {MAX_RATIO} times its size",
                "do not open it: it may be made to fill the disk; if you trust it, unpack it yourself first",
            )  # fmt: skip
        buffer[: len(data)] = data
        return len(data)


class Opened:
    """A file as bytes: ``stream`` to read from, ``name`` inside an archive, ``done`` how far along (0 to 1)."""

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            self._raw = path.open("rb", buffering=_SAMPLE)
        except OSError as error:
            refuse(
                path.name,
                f"the file cannot be opened: {error.strerror}",
                "the file is there and readable",
                "check the path",
            )
        self.size = path.stat().st_size
        if self.size == 0:
            self.close()
            refuse(path.name, "the file is empty", "a table has a header and rows", "fetch the file again")
        self.name = path.name
        self.stream: Any = self._raw
        self._unpack()

    @property
    def done(self) -> float:
        """The part of the file's bytes already read; 1.0 at the end."""
        return min(1.0, self._raw.tell() / self.size)

    @property
    def head(self) -> bytes:
        """The first bytes of the raw file."""
        place = self._raw.tell()
        self._raw.seek(0)
        found = self._raw.read(16)
        self._raw.seek(place)
        return found

    def _unpack(self) -> None:
        head = self.head
        if head.startswith(b"\x1f\x8b"):
            self.name = self.name.removesuffix(".gz")
            self.stream = io.BufferedReader(
                Limited(gzip.GzipFile(fileobj=self._raw), self.size, self.path.name), _SAMPLE
            )
        elif head.startswith(b"PK") and self.path.suffix.lower() not in {".xlsx", ".xlsm"}:
            self._unzip()

    def _unzip(self) -> None:
        try:
            archive = zipfile.ZipFile(self._raw)
        except zipfile.BadZipFile:
            refuse(
                self.path.name,
                "the zip archive is cut off or damaged",
                "an archive is whole",
                "fetch the file again",
            )
        inside = [info for info in archive.infolist() if not info.is_dir()]
        if len(inside) != 1:
            refuse(
                self.path.name, f"the archive holds {len(inside)} files", "a zip archive holds one table",
                "unpack it and give the table's own path",
            )  # fmt: skip
        if inside[0].flag_bits & 1:
            refuse(
                self.path.name,
                "the archive is locked with a password",
                "an archive is open",
                "unpack it first",
            )
        self.name = Path(inside[0].filename).name
        self.stream = io.BufferedReader(
            Limited(archive.open(inside[0]), inside[0].compress_size, self.path.name), _SAMPLE
        )

    def close(self) -> None:
        """Close the file."""
        self._raw.close()

    def __enter__(self) -> Opened:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def encoding_of(sample: bytes, log: ProblemLog, file: str) -> str:
    """The encoding of a text by its first bytes: a byte order mark, UTF-8, or a guess that is told."""
    for mark, name in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if sample.startswith(mark):
            return name
    try:
        sample.decode("utf-8")
    except UnicodeDecodeError as error:
        if error.start >= len(sample) - 3 and len(sample) >= _SAMPLE:
            return "utf-8"  # only the end of the sample cuts a character
        likely = likely_encoding(sample[error.start :])
        chosen = _ENCODINGS.get(likely, "gb18030")
        log.warn(
            file, 1, "", f"the file is not UTF-8; it was read as {chosen} ({likely})",
            rule="a text says or shows its encoding", value=chosen,
            next_step="look at the names; if they are wrong, give the encoding in a mapping",
        )  # fmt: skip
        return chosen
    return "utf-8"


def check_workbook(path: Path) -> None:
    """Refuse a workbook that would unpack to too much, before anything in it is opened."""
    try:
        with zipfile.ZipFile(path) as archive:
            inside = archive.infolist()
    except (zipfile.BadZipFile, OSError):
        refuse(
            path.name,
            "the workbook is cut off, damaged or no workbook",
            "an XLSX file is a whole zip archive",
            "save it again as XLSX or CSV",
        )
    total, packed = sum(info.file_size for info in inside), max(1, sum(info.compress_size for info in inside))
    if total > MAX_WORKBOOK or (total > FREE_BYTES and total > MAX_RATIO * packed):
        refuse(
            path.name, f"the workbook of {packed:,} bytes unpacks to {total:,}",
            f"a workbook unpacks to at most {MAX_WORKBOOK:,} bytes and {MAX_RATIO} times its size",
            "save the sheet as CSV; do not open a file you do not trust",
        )  # fmt: skip
