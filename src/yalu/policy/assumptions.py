"""What a comparison assumes: ranges, goods, the analyst's floors and thresholds, and what is not modelled.

Read from ``ranges.yaml``, and changed by a reader's own ends (``with_ranges``). A range says how far a number may go
and why; it is never a distribution.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any, Literal

import msgspec

from yalu.documents.choices import ChoiceError, unknown
from yalu.vocabulary.coverage import Asked, Coverage
from yalu.vocabulary.strength import Quality, Strength, Support, quality_of_grade

MeasuredBy = Literal[
    "revenue_denied", "cash_received", "cash_others", "stranded", "exposed", "freeze_months", "breach_visible",
    "humanitarian_lines",
]  # fmt: skip
MEASURES: tuple[MeasuredBy, ...] = (
    "revenue_denied", "cash_received", "cash_others", "stranded", "exposed", "freeze_months", "breach_visible",
    "humanitarian_lines",
)  # fmt: skip
MORE_IS_BETTER = frozenset({"revenue_denied", "freeze_months"})
TITLES: dict[str, tuple[str, str]] = {
    "revenue_denied": ("Revenue denied", "USD million"),
    "cash_received": ("Cash the target received", "USD million"),
    "cash_others": ("Cash paid by others than the partner", "USD million"),
    "stranded": ("Cash stranded", "USD million"),
    "exposed": ("Cash still at risk at the end", "USD million"),
    "freeze_months": ("Months of verified freeze", "months"),
    "breach_visible": ("Months until a breach is visible", "months"),
    "humanitarian_lines": ("Humanitarian lines touched", "lines"),
}
#: Every range the formulas ask for, with the unit they take it in. Goods without a row of trade bring one more each.
UNITS = {
    "enforcement": "share", "enforcement_gain": "share", "designation_effect": "share", "diversion": "share",
    "substitution": "share", "price_premium": "share", "steps_kept": "steps", "months_a_step": "months", "keep_days": "days",
    "visible_with_inspectors": "months", "visible_without": "months",
}  # fmt: skip
MODEL_RANGES = tuple(UNITS)


class _Strict(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """A mapping of the file; keys it does not know are refused."""


class Range(_Strict, frozen=True, kw_only=True):
    """How far one number may go. ``basis`` is ``source``, or ``guess`` where there is none.

    ``for_number`` is how many parties the range speaks of, where its effect is that of naming so many.
    """

    low: int | float
    high: int | float
    unit: str
    title: str
    basis: Literal["source", "guess"]
    reason: str
    sources: tuple[str, ...] = ()
    rows: tuple[str, ...] = ()
    whole: bool = False
    for_number: int | None = None

    @property
    def middle(self) -> float:
        """Half way between the ends; for whole numbers the lower of two middles."""
        half = (self.low + self.high) / 2
        return float(int(half)) if self.whole else half


class Goods(_Strict, frozen=True, kw_only=True):
    """One line of the table of trade before the policy: an HS code, and its value where no row has one.

    Without ``range`` the value is the case's own customs figure for the year.
    """

    title: str
    hs: str
    value: str = ""


class JudgedMeasure(_Strict, frozen=True, kw_only=True):
    """How the analyst judges one measure: the floor below today, the threshold, and its part in the goal."""

    threshold: int | float
    goal: Literal["one_of", "always", "none"]
    reason: str
    floor: int | float | None = None


class Switch(_Strict, frozen=True, kw_only=True):
    """Which two policies are compared with each other over which two ranges."""

    first: str
    second: str
    across: str
    down: str


class Assumptions(_Strict, frozen=True, kw_only=True):
    """Everything a comparison assumes, as one file."""

    title: str
    as_of: date
    start: date = msgspec.field(name="from")
    months: int
    year: str
    futures: int
    seed: int
    share_below: int | float
    share_reason: str
    ranges: dict[str, Range]
    goods: dict[str, Goods]
    measures: dict[str, JudgedMeasure]
    humanitarian: dict[str, str]
    switch: Switch
    not_modelled: tuple[str, ...]
    sources: tuple[str, ...] = ()

    @property
    def coverage(self) -> Coverage:
        """What every result of a comparison covers: these ranges, and by number what they leave out."""
        left = len(self.not_modelled)
        table = Asked(
            name="the ranges assumed", kind="table", whole=False if left else None, as_of=self.as_of.isoformat(),
            entries=len(self.ranges), left_out=(f"{left} things named as not modelled",) if left else (),
        )  # fmt: skip
        return Coverage((table,))

    def readings(self, names: Iterable[str], grade: Callable[[str], str]) -> Strength:
        """What a result that turns on these ranges rests on: each as good as its best source, a guess as a guess.

        ``grade`` gives the reliability of a source by its id.
        """
        return Strength(tuple(_reading(name, self.ranges[name], grade) for name in names))


def _reading(name: str, one: Range, grade: Callable[[str], str]) -> Support:
    sound = any(quality_of_grade(grade(source)) == "sound" for source in one.sources)
    quality: Quality = "sound" if one.basis == "source" and (sound or one.rows) else "doubted"
    says = "" if quality == "sound" else "a guess" if one.basis == "guess" else "no reliable source"
    return Support(kind="reading", id=f"range/{name}", quality=quality, says=says)


# The one clock of a comparison, for law, levers and deal alike: twelve such months are a year of 365.25 days. A day
# becomes a month number by its exact count of days, so that a lever on the 31st counts from the 31st.
DAYS_A_MONTH = 30.4375


def month_of(start: date, day: date) -> float:
    """How many months after the first day ahead a day begins; below zero before it."""
    return (day - start).days / DAYS_A_MONTH


def days_ahead(months: int) -> int:
    """How many days so many months touch; the last may be touched in part."""
    return math.ceil(months * DAYS_A_MONTH)


def oriented(values: Any, measure: str) -> Any:
    """Values turned so that more is better."""
    return values if measure in MORE_IS_BETTER else -values


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
    ranges = {
        name: msgspec.structs.replace(one, low=ends[name][0], high=ends[name][1]) if name in ends else one
        for name, one in assumed.ranges.items()
    }
    return msgspec.structs.replace(
        assumed, ranges=ranges, futures=futures or assumed.futures,
        seed=assumed.seed if seed is None else seed,
    )  # fmt: skip


def parse_end(text: str) -> tuple[str, tuple[float, float]]:
    """A range typed as ``name=low..high``, or ``name=value`` for both ends. Raises ChoiceError."""
    name, _, ends = text.partition("=")
    low, two, high = ends.partition("..")
    try:
        return name.strip(), (float(low), float(high if two else low))
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
