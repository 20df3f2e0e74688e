"""Opening a file of trade data from a stranger: plain, gzip or zip, never more than it should unpack to.

Nothing is unpacked to disk or held whole: a file is a stream of bytes that counts what comes out
and stops when a small file claims to be a large one.
"""

from __future__ import annotations

import gzip
import io
import lzma
import os
import zipfile
import zlib
from pathlib import Path
from typing import Any, NoReturn

from yalu.documents.files.limits import ARCHIVE_RATIO, TRADE_UNPACKED
from yalu.documents.files.other_kinds import STEP, other_kind, packed_kind
from yalu.documents.files.user_files import open_user_file
from yalu.documents.problems import DocumentError, ProblemLog, visible
from yalu.documents.tables import workbooks
from yalu.documents.text.text_encoding import encoding_of
from yalu.trade.files.faults import TradeError

_SAMPLE = 1024 * 1024


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
        except (EOFError, zlib.error, lzma.LZMAError, OSError, ValueError, zipfile.BadZipFile) as error:
            refuse(
                self._file, f"the archive is cut off or damaged after {self._out:,} bytes ({error})",
                "an archive is whole", "fetch the file again",
            )  # fmt: skip
        self._out += len(data)
        if self._out > TRADE_UNPACKED or workbooks.unpacks_to_much(self._packed, self._out):
            refuse(
                self._file, f"{self._packed:,} bytes unpack to more than {self._out:,}",
                f"an archive unpacks to at most {ARCHIVE_RATIO} times its size",
                "do not open it: it may be made to fill the disk; if you trust it, unpack it yourself first",
            )  # fmt: skip
        buffer[: len(data)] = data
        return len(data)


class OpenedFile:
    """A file as bytes: ``stream`` to read from, ``name`` inside an archive, ``done`` how far along (0 to 1)."""

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            self._raw = open_user_file(path, kind="trade")
        except DocumentError as error:
            raise TradeError(error.problems) from None
        self.size = os.fstat(self._raw.fileno()).st_size
        if self.size == 0:
            self.close()
            refuse(path.name, "the file is empty", "a table has a header and rows", "fetch the file again")
        self.name = path.name
        self.stream: Any = self._raw
        try:
            self._unpack()
        except BaseException:
            self.close()
            raise

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
        begins = self.stream.peek(_SAMPLE)[:_SAMPLE]
        packed = self.stream is not self._raw and begins.startswith(b"PK\x03\x04")
        self._refuse_other(
            "an archive or a workbook inside another archive" if packed else other_kind(begins)
        )

    def _unzip(self) -> None:
        """Open the one table of a zip archive; what macOS packs beside each file is none. Raises TradeError."""
        try:
            archive = zipfile.ZipFile(self._raw)
            inside = [
                one
                for one in archive.infolist()
                if not one.is_dir() and not one.filename.startswith("__MACOSX/")
            ]
            self._refuse_other(packed_kind([one.filename for one in inside]))
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
            stream = archive.open(inside[0])
        except (
            zipfile.BadZipFile,
            NotImplementedError,
            OSError,
            EOFError,
            ValueError,
            RuntimeError,
        ) as error:
            # NotImplementedError: a way of packing that is newer than the library, such as Deflate64.
            refuse(
                self.path.name, f"the zip archive is cut off, damaged or packed in a way that is not read here ({visible(str(error))})",
                "an archive is whole, and packed in the usual way", "fetch the file again, or unpack it and give the table's own path",
            )  # fmt: skip
        self.name = Path(inside[0].filename).name
        self.stream = io.BufferedReader(Limited(stream, inside[0].compress_size, self.path.name), _SAMPLE)

    def _refuse_other(self, kind: str) -> None:
        if kind:
            refuse(
                self.path.name,
                f"the file is {kind}",
                "a trade file is CSV, XLSX, Parquet or JSON, plain or packed",
                STEP,
            )

    def close(self) -> None:
        """Close the file."""
        self._raw.close()

    def __enter__(self) -> OpenedFile:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def codec_of(sample: bytes, log: ProblemLog, file: str) -> str:
    """The codec of a text by its first megabyte, reported when it is not UTF-8. Raises TradeError for a guess that is none."""
    found = encoding_of(io.BytesIO(sample))
    if not found.sure:
        refuse(
            file, f"the file is not UTF-8; its encoding is {found.words}, which is a guess",
            "a text says or shows its encoding", "save it as CSV UTF-8, or give its encoding in a mapping", row=found.line,
        )  # fmt: skip
    if not found.stated and found.codec != "utf-8-sig":
        log.warn(
            file, found.line, "", f"the file is not UTF-8; it was read as {found.codec} ({found.words})",
            rule="a text says or shows its encoding", value=found.codec,
            next_step="look at the names; if they are wrong, give the encoding in a mapping",
        )  # fmt: skip
    return found.codec


def check_workbook(path: Path) -> None:
    """Refuse a workbook that would unpack to too much, before anything in it is opened. Raises TradeError."""
    try:
        workbooks.check_workbook(path, kind="trade")
    except DocumentError as error:
        raise TradeError(error.problems) from None
