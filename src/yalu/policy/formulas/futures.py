"""Futures: one value for every range, drawn by Latin hypercube with a fixed seed.

Every range is cut into as many equal strips as there are futures, and each strip is used once. That
spreads futures evenly over the ranges; it says nothing of how likely any of them is. Points are the other kind: every
combination of some ends, for the best and the worst within the ranges.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import numpy as np
import numpy.typing as npt

from yalu.policy.assumptions import Range

Numbers = npt.NDArray[np.floating]
Future = dict[str, npt.NDArray[np.floating]]

WORKERS = 2
_FEWEST_BITS, _TURNS = 16, 4


def order_of(count: int, seed: int, place: int) -> npt.NDArray[np.int32]:
    """The order in which futures use the strips of one range: a shuffle fixed by seed and place.

    Numbers below a power of two are mixed by steps that can be undone, so that no two become one, and those
    that are no strip are dropped. No library's generator is used, so the order never changes between versions.
    """
    bits = max(_FEWEST_BITS, (count - 1).bit_length())
    mask = np.uint32((1 << bits) - 1)
    mixed = np.arange(1 << bits, dtype=np.uint32)
    for turn in range(_TURNS):
        key = _key(seed, place, turn)
        mixed *= np.uint32(key | 1)
        mixed += np.uint32(key >> 7)
        mixed &= mask
        mixed ^= mixed >> np.uint32(bits // 2)
    return mixed[mixed < count].astype(np.int32)


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
    share = (strips + 0.5) / count
    if not one.whole:
        return np.asarray(one.low + share * (one.high - one.low))
    return np.minimum(np.floor(one.low + share * (one.high - one.low + 1)), one.high)


def middles(ranges: Mapping[str, Range]) -> dict[str, Numbers]:
    """One future with every range at its middle."""
    return {name: np.asarray([one.middle]) for name, one in sorted(ranges.items())}


def ends_of(one: Range) -> list[float]:
    return [float(one.low)] if one.low == one.high else [float(one.low), float(one.high)]


def grid_of(ends: Mapping[str, Sequence[float]]) -> Future:
    """Every combination of some values, the last range moving fastest."""
    sides = np.meshgrid(*(np.asarray(values, dtype=float) for values in ends.values()), indexing="ij")
    return {name: side.ravel() for name, side in zip(ends, sides, strict=True)}


def of_steps(points: Mapping[str, Any], steps: Sequence[int]) -> Any:
    return np.isin(points["steps_kept"], [float(kept) for kept in steps])


def least_place(values: Any, where: Any) -> int | None:
    """The place of the least value that counts; of equal ones the first, so that it is always the same future."""
    counted = np.where(where & ~np.isnan(values), values, np.inf)
    least = counted.min(initial=np.inf)
    return None if least == np.inf else int((counted <= least + 1e-9).argmax())


def future_at(points: Mapping[str, Any], names: Sequence[str], place: int) -> dict[str, float]:
    return {name: float(points[name][place]) for name in names}
