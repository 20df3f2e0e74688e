"""Futures: one value for every range, drawn by Latin hypercube with a fixed seed.

Every range is cut into as many equal strips as there are futures, and each strip is used once. That
spreads futures evenly over the ranges; it says nothing of how likely any of them is.
"""

from __future__ import annotations

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


def order_of(count: int, seed: int, place: int) -> npt.NDArray[np.int32]:
    """The order in which futures use the strips of one range: a shuffle fixed by seed and place."""
    import numpy  # noqa: PLC0415 - heavy, loaded when used

    # The old generator, because its stream never changes between versions: same input, same bytes.
    found = numpy.arange(count, dtype=numpy.int32)
    numpy.random.RandomState((seed * 1009 + place) % 2**32).shuffle(found)
    return found


def orders(ranges: Mapping[str, Range], count: int, seed: int) -> dict[str, npt.NDArray[np.int32]]:
    """The strip every future takes of every range, ranges in the order of their names."""
    names = sorted(ranges)
    with ThreadPoolExecutor(WORKERS) as pool:
        found = pool.map(lambda place: order_of(count, seed, place), range(len(names)))
        return dict(zip(names, found, strict=True))


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
