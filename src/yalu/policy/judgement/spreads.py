"""How far a share of futures moves with the futures that happen to be drawn, and how many digits of it are stable.

Shares and percentiles are the only results that come from a sample. Each is computed again with eight seeds, the
seed asked for and the seven after it, and shown with the least and the greatest of the eight.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import msgspec

from yalu.policy.assumptions import Assumptions
from yalu.policy.model import Model

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

SEEDS = 8
# Above this many futures the eight further samples are of this size: the spread shown is then too wide, never too narrow.
MOST = 5_000


class Spread(msgspec.Struct, frozen=True, kw_only=True):
    """The least and the greatest of one number over the seeds."""

    low: float
    high: float


Table = Mapping[str, "npt.NDArray[np.floating]"]


def sampled(
    models: Sequence[Model], assumed: Assumptions, count: int, tabled: Callable[..., dict[str, Any]]
) -> tuple[dict[str, Any], ...]:
    """The measures of every model over the futures of each of the eight seeds."""
    size = min(count, MOST)
    return tuple(tabled(models, assumed.ranges, size, assumed.seed + step) for step in range(SEEDS))


def spread(values: Sequence[float]) -> Spread:
    """The spread of one number over the seeds. Raises ValueError for no numbers."""
    return Spread(low=round(min(values), 6), high=round(max(values), 6))


def percent(low: float, high: float) -> str:
    """A share with the digits that all seeds agree on: one after the point, else whole percents, else from to."""
    for digits in (1, 0):
        if f"{low:.{digits}%}" == f"{high:.{digits}%}":
            return f"{low:.{digits}%}"
    return f"{100 * low:.0f}–{100 * high:.0f}%"


def stable(low: float, high: float) -> str:
    """An amount with the digits that all seeds agree on, else from to."""
    for digits in (1, 0):
        if f"{low:,.{digits}f}" == f"{high:,.{digits}f}":
            return f"{low:,.{digits}f}"
    return f"{low:,.0f}–{high:,.0f}"
