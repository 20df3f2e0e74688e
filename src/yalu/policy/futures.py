"""Futures: one value for every range, drawn by Latin hypercube with a fixed seed.

Every range is cut into as many equal strips as there are futures, and each strip is used once. That
spreads futures evenly over the ranges; it says nothing of how likely any of them is.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import msgspec

from yalu.policy.assumptions import Range

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Numbers = npt.NDArray[np.floating]

WORKERS = 2
_FEWEST_BITS, _TURNS = 16, 4


def order_of(count: int, seed: int, place: int) -> npt.NDArray[np.int32]:
    """The order in which futures use the strips of one range: a shuffle fixed by seed and place.

    Numbers below a power of two are mixed by steps that can be undone, so that no two become one, and those
    that are no strip are dropped. No library's generator is used, so the order never changes between versions.
    """
    import numpy  # noqa: PLC0415 - heavy, loaded when used

    bits = max(_FEWEST_BITS, (count - 1).bit_length())
    mask = numpy.uint32((1 << bits) - 1)
    mixed = numpy.arange(1 << bits, dtype=numpy.uint32)
    for turn in range(_TURNS):
        key = _key(seed, place, turn)
        mixed *= numpy.uint32(key | 1)
        mixed += numpy.uint32(key >> 7)
        mixed &= mask
        mixed ^= mixed >> numpy.uint32(bits // 2)
    return mixed[mixed < count].astype(numpy.int32)


def _key(seed: int, place: int, turn: int) -> int:
    """A number of 32 bits from three, by the finish of SplitMix64."""
    value = (seed * 0x9E3779B97F4A7C15 + place * 0xD1B54A32D192ED03 + turn * 0x8CB92BA72F3D8DD7) % 2**64
    value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9 % 2**64
    value = (value ^ (value >> 27)) * 0x94D049BB133111EB % 2**64
    return (value ^ (value >> 31)) & 0xFFFFFFFF


def orders(ranges: Mapping[str, Range], count: int, seed: int) -> dict[str, npt.NDArray[np.int32]]:
    """The strip every future takes of every range, ranges in the order of their names.

    The order of a range depends on its name and the seed alone, so that one range more changes no other.
    """
    names = sorted(ranges)
    with ThreadPoolExecutor(WORKERS) as pool:
        found = pool.map(lambda name: order_of(count, seed, place_of(name)), names)
        return dict(zip(names, found, strict=True))


def place_of(name: str) -> int:
    """The number by which a range's order is mixed: the first eight bytes of the SHA-256 of its name."""
    return int.from_bytes(hashlib.sha256(name.encode()).digest()[:8], "big")


def drawn(
    ranges: Mapping[str, Range], taken: Mapping[str, npt.NDArray[np.int32]], count: int, part: slice
) -> dict[str, Numbers]:
    """The values of some futures: the middle of each one's strip, whole numbers cut into equal strips."""
    return {name: placed(ranges[name], taken[name][part], count) for name in taken}


def placed(one: Range, strips: npt.NDArray[np.int32], count: int) -> Numbers:
    """Strips of one range as values."""
    import numpy  # noqa: PLC0415 - heavy, loaded when used

    share = (strips + 0.5) / count
    if not one.whole:
        return numpy.asarray(one.low + share * (one.high - one.low))
    return numpy.minimum(numpy.floor(one.low + share * (one.high - one.low + 1)), one.high)


def middles(ranges: Mapping[str, Range]) -> dict[str, Numbers]:
    """One future with every range at its middle."""
    import numpy  # noqa: PLC0415 - heavy, loaded when used

    return {name: numpy.asarray([one.middle]) for name, one in sorted(ranges.items())}


def narrowed(ranges: Mapping[str, Range], **ends: tuple[float, float]) -> dict[str, Range]:
    """The ranges with some of them set to other ends."""
    return {
        name: msgspec.structs.replace(one, low=ends[name][0], high=ends[name][1]) if name in ends else one
        for name, one in ranges.items()
    }
