"""Arrays and texts of an index as one file: read back in milliseconds, the same bytes for the same content."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from pathlib import Path

import msgspec
import numpy as np
from numpy.typing import NDArray

MAGIC = b"yalu-index 6\n"
_ALIGN = 64
_Head = tuple[str, str, int, int, tuple[int, ...]]  # name, type, place, bytes, shape


class PackedError(ValueError):
    """A file is not an index, or one of another version; the message says what to do."""


class Texts:
    """Many texts in one block of UTF-8: 12 bytes each beside their letters."""

    __slots__ = ("block", "ends")

    def __init__(self, block: bytes, ends: NDArray[np.int64]) -> None:
        """Keep a block and where each text ends."""
        self.block = block
        self.ends = ends

    @classmethod
    def of(cls, texts: Iterable[bytes]) -> Texts:
        """Pack texts in order."""
        kept = list(texts)
        sizes = np.fromiter((len(t) for t in kept), dtype=np.int64, count=len(kept))
        return cls(b"".join(kept), np.cumsum(sizes, dtype=np.int64))

    def __len__(self) -> int:
        return len(self.ends)

    def __getitem__(self, place: int) -> bytes:
        start = int(self.ends[place - 1]) if place else 0
        return self.block[start : int(self.ends[place])]


class Lists:
    """Many lists of numbers in one array (compressed rows)."""

    __slots__ = ("ends", "values")

    def __init__(self, values: NDArray[np.int32], ends: NDArray[np.int64]) -> None:
        """Keep all values and where each list ends; list ``i`` starts where ``i - 1`` ended."""
        self.values = values
        self.ends = ends

    @classmethod
    def gather(cls, keys: NDArray[np.int32], values: NDArray[np.int32], size: int) -> Lists:
        """Group values by key (0 .. size-1); inside a key they keep their order."""
        order = np.argsort(keys, kind="stable")
        counts = np.bincount(keys, minlength=size)
        return cls(values[order].astype(np.int32), np.cumsum(counts, dtype=np.int64))

    @classmethod
    def of(cls, lists: Sequence[Sequence[int]]) -> Lists:
        """Pack lists in order."""
        sizes = np.fromiter((len(x) for x in lists), dtype=np.int64, count=len(lists))
        flat = np.fromiter((v for x in lists for v in x), dtype=np.int32, count=int(sizes.sum()))
        return cls(flat, np.cumsum(sizes, dtype=np.int64))

    def __len__(self) -> int:
        return len(self.ends)

    def __getitem__(self, place: int) -> NDArray[np.int32]:
        start = self.ends[place - 1] if place else 0
        return self.values[start : self.ends[place]]

    def flat(self, lists: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Where the values of some lists stand, one list after the other, and the size of each list."""
        ends = self.ends[lists]
        sizes = ends - np.where(lists > 0, self.ends[lists - 1], 0)
        before = np.cumsum(sizes)
        return np.arange(int(sizes.sum())) + np.repeat(ends - before, sizes), sizes


def write(path: Path, parts: dict[str, NDArray[np.generic] | bytes]) -> None:
    """Write all parts to one file, through a neighbour file so that a killed process leaves the old one."""
    head = []
    place = 0
    for name, part in parts.items():
        size = len(part) if isinstance(part, bytes) else part.nbytes
        kind = "bytes" if isinstance(part, bytes) else part.dtype.str
        head.append((name, kind, place, size, () if isinstance(part, bytes) else part.shape))
        place += -(-size // _ALIGN) * _ALIGN
    header = msgspec.msgpack.encode(head)
    neighbour = path.with_name(path.name + ".part")
    with neighbour.open("wb") as file:
        file.write(MAGIC + len(header).to_bytes(8, "little") + header)
        file.write(b"\0" * (-file.tell() % _ALIGN))
        for part in parts.values():
            block = part if isinstance(part, bytes) else np.ascontiguousarray(part).tobytes()
            file.write(block + b"\0" * (-len(block) % _ALIGN))
    neighbour.replace(path)


def read(path: Path) -> dict[str, NDArray[np.generic] | bytes]:
    """All parts of a file. Raises PackedError for what is no index or was cut short."""
    try:
        content = path.read_bytes()
        start = len(MAGIC) + 8
        size = int.from_bytes(content[len(MAGIC) : start], "little")
        head = msgspec.msgpack.decode(content[start : start + size], type=list[_Head])
    except (OSError, msgspec.DecodeError, ValueError) as error:
        raise PackedError(
            f"{path.name} cannot be read as an index ({error}): build it again from the lists"
        ) from error
    if not content.startswith(MAGIC):
        raise PackedError(f"{path.name} is not an index of this version: build it again from the lists")
    base = -(-(start + size) // _ALIGN) * _ALIGN
    found: dict[str, NDArray[np.generic] | bytes] = {}
    for name, kind, place, length, shape in head:
        begin = base + place
        if length < 0 or begin + length > len(content):
            raise PackedError(f"{path.name} was cut short: build it again from the lists")
        if kind == "bytes":
            found[name] = content[begin : begin + length]
        else:
            dtype = np.dtype(kind)
            found[name] = _array(path, content, dtype, length, begin, shape)
    return found


def fingerprint(parts: dict[str, NDArray[np.generic] | bytes]) -> str:
    """A hash of all parts."""
    digest = hashlib.sha256()
    for name, part in parts.items():
        digest.update(name.encode())
        digest.update(part if isinstance(part, bytes) else np.ascontiguousarray(part).tobytes())
    return digest.hexdigest()


def _array(
    path: Path, content: bytes, dtype: np.dtype[np.generic], length: int, begin: int, shape: tuple[int, ...]
) -> NDArray[np.generic]:
    try:
        return np.frombuffer(content, dtype, length // dtype.itemsize, begin).reshape(shape)
    except ValueError as error:
        raise PackedError(f"{path.name} is damaged ({error}): build it again from the lists") from error
