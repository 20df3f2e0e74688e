"""Points of the ranges: every combination of some ends, and the least value found among them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import product
from typing import TYPE_CHECKING, Any

from yalu.policy.assumptions import MORE_IS_BETTER, Range

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Future = dict[str, npt.NDArray[np.floating]]


def ends_of(one: Range) -> list[float]:
    return [float(one.low)] if one.low == one.high else [float(one.low), float(one.high)]


def grid_of(ends: Mapping[str, Sequence[float]]) -> Future:
    import numpy  # noqa: PLC0415 - heavy, loaded when used

    grid = numpy.asarray(list(product(*ends.values())), dtype=float)
    return {name: grid[:, place] for place, name in enumerate(ends)}


def of_steps(points: Mapping[str, Any], steps: Sequence[int]) -> Any:
    import numpy  # noqa: PLC0415 - heavy, loaded when used

    return numpy.isin(points["steps_kept"], [float(kept) for kept in steps])


def least_place(values: Any, where: Any) -> int | None:
    """The place of the least value that counts; of equal ones the first, so that it is always the same future."""
    import numpy  # noqa: PLC0415 - heavy, loaded when used

    told = numpy.where(where & ~numpy.isnan(values), values, numpy.inf)
    least = told.min(initial=numpy.inf)
    return None if least == numpy.inf else int((told <= least + 1e-9).argmax())


def future_at(points: Mapping[str, Any], names: Sequence[str], place: int) -> dict[str, float]:
    return {name: float(points[name][place]) for name in names}


def oriented(values: Any, measure: str) -> Any:
    return values if measure in MORE_IS_BETTER else -values
