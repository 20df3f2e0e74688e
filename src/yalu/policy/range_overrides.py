"""Setting a range, the number of futures or the seed by hand, with the same checks as the file."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from yalu.documents.choices import ChoiceError, unknown
from yalu.policy.assumptions import Assumptions
from yalu.policy.futures import narrowed


def with_ranges(
    assumed: Assumptions,
    ends: Mapping[str, tuple[float, float]],
    futures: int | None,
    seed: int | None = None,
) -> Assumptions:
    """The assumptions with other ends, number of futures and seed. Raises ChoiceError with every fault."""
    faults = [fault for name, (low, high) in ends.items() if (fault := _fault(assumed, name, low, high))]
    if futures is not None and not 1 <= futures <= 5_000_000:
        faults.append(f"{futures:,} futures are out of bounds; ask for 1 to 5,000,000")
    if seed is not None and not 0 <= seed < 2**32:
        faults.append(f"the seed {seed} is out of bounds; write a whole number from 0 to {2**32 - 1}")
    if faults:
        raise ChoiceError("; ".join(faults))
    return msgspec.structs.replace(
        assumed, ranges=narrowed(assumed.ranges, **ends), futures=futures or assumed.futures,
        seed=assumed.seed if seed is None else seed,
    )  # fmt: skip


def parse_end(text: str) -> tuple[str, tuple[float, float]]:
    """A range typed as ``name=low..high``, or ``name=value`` for both ends. Raises ChoiceError."""
    name, _, ends = text.partition("=")
    low, _, high = ends.partition("..")
    try:
        return name.strip(), (float(low), float(high or low))
    except ValueError:
        raise ChoiceError(
            f"{text[:80]!r} is no range; write name=low..high, such as enforcement=0.4..0.8"
        ) from None


def _fault(assumed: Assumptions, name: str, low: float, high: float) -> str:
    one = assumed.ranges.get(name)
    if one is None:
        return unknown("range", name, sorted(assumed.ranges))
    if not (0 <= low <= high < float("inf")):
        return f"{name} runs from {low:g} to {high:g}; low is at least 0 and not above high"
    if one.unit == "share" and high > 1:
        return f"{name} is a share, so it ends at 1 and not at {high:g}"
    if one.whole and (low != int(low) or high != int(high)):
        return f"{name} is a whole number; {low:g} to {high:g} is not"
    if name == "keep_days" and low < 1:
        return f"{name} runs from {low:g}; a step stands for a day at least"
    return f"{name} is at most 4, the number of steps" if name == "steps_kept" and high > 4 else ""
