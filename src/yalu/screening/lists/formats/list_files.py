"""Opening a list file: gzip or not, with limits, and never further than asked."""

from __future__ import annotations

import gzip
import hashlib
import io
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from yalu.screening.lists.formats.faults import ListFaultError

MOST_BYTES = 2 * 1024**3  # unpacked; the largest official list (advanced XML) is about 130 MB
CHUNK = 1 << 16
_HEAD = 1 << 15


class Opened:
    """One list file, read any number of times from its start; ``name`` is what messages call it."""

    def __init__(self, path: Path, *, most_bytes: int = MOST_BYTES) -> None:
        self.path, self.name, self._most = path, path.name, most_bytes
        with path.open("rb") as file:
            self.packed = file.read(2) == b"\x1f\x8b"

    @property
    def bare_name(self) -> str:
        """The file name in lower case without ``.gz``."""
        return self.name.lower().removesuffix(".gz")

    def head(self) -> bytes:
        """The first bytes, unpacked as far as they can be: a damaged archive is told apart when it is read."""
        with self.path.open("rb") as file:
            raw = file.read(_HEAD)
        if not self.packed:
            return raw
        try:
            return zlib.decompressobj(wbits=31).decompress(raw, _HEAD)
        except zlib.error:
            return b""

    def chunks(self, size: int = CHUNK) -> Iterator[bytes]:
        """The unpacked bytes in pieces. Raises ListFaultError on a broken archive or past the size limit."""
        seen = 0
        try:
            with self._stream() as stream:
                while piece := stream.read(size):
                    seen += len(piece)
                    if seen > self._most:
                        raise self._too_large()
                    yield piece
        except (EOFError, gzip.BadGzipFile, zlib.error) as error:
            raise ListFaultError(
                f"the archive is damaged or cut off ({error})",
                rule="a .gz file is whole",
                next_step="fetch the file again; a list that is read in part would clear who stands in the rest",
            ) from error

    def lines(self, encoding: str = "utf-8") -> Iterator[str]:
        """The text line by line, line ends removed. Raises ListFaultError where the bytes are not that encoding."""
        left = b""
        for piece in self.chunks():
            *whole, left = (left + piece).split(b"\n")
            if len(left) > _LONGEST_LINE:
                raise self.long_line()
            for line in whole:
                yield self._decoded(line, encoding)
        if left:
            yield self._decoded(left, encoding)

    def text(self) -> str:
        """The whole text, UTF-8 if it is, else Windows-1252 as older exports are."""
        whole = b"".join(self.chunks())
        for encoding in ("utf-8-sig", "cp1252"):
            try:
                return whole.decode(encoding)
            except UnicodeDecodeError:
                continue
        return whole.decode("latin-1")

    def whole(self) -> bytes:
        """All unpacked bytes, within the limit."""
        return b"".join(self.chunks())

    def sha256(self) -> str:
        """The checksum of the file as it lies there, packed or not."""
        digest = hashlib.sha256()
        with self.path.open("rb") as file:
            while piece := file.read(1 << 20):
                digest.update(piece)
        return digest.hexdigest()

    def _stream(self) -> BinaryIO | gzip.GzipFile | io.BufferedReader:
        return gzip.open(self.path, "rb") if self.packed else self.path.open("rb")

    def _decoded(self, line: bytes, encoding: str) -> str:
        try:
            return line.removesuffix(b"\r").decode(encoding)
        except UnicodeDecodeError as error:
            raise ListFaultError(
                f"byte {error.object[error.start]:#04x} is not {encoding}",
                rule=f"this format is written in {encoding}",
                next_step="save the file as UTF-8",
                value=line[:60].decode("latin-1"),
            ) from error

    def _too_large(self) -> ListFaultError:
        return ListFaultError(
            f"unpacked, the file holds more than {self._most:,} bytes",
            rule="a list is at most that large",
            next_step="see whether this is the file you meant; no official list is that large",
        )

    @staticmethod
    def long_line() -> ListFaultError:
        return ListFaultError(
            f"a line is longer than {_LONGEST_LINE:,} bytes",
            rule="one line is one entry",
            next_step="see whether this is the file you meant",
        )


_LONGEST_LINE = 1 << 25
