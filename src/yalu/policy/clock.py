"""The one clock of a comparison: months of 30.4375 days from the first day ahead, for law, levers and deal alike.

A day becomes a month number by its exact count of days, so that a lever on the 31st counts from the 31st.
Twelve such months are a year of 365.25 days.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from datetime import date
from typing import Any

from yalu.policy.steps import STEPS

DAYS_A_MONTH = 30.4375


def month_of(start: date, day: date) -> float:
    """How many months after the first day ahead a day begins; below zero before it."""
    return (day - start).days / DAYS_A_MONTH


def days_ahead(months: int) -> int:
    """How many days so many months touch; the last may be touched in part."""
    return math.ceil(months * DAYS_A_MONTH)


class Course:
    """When steps are taken and the deal is broken, future by future: arrays of months, infinity is never.

    ``steps_kept`` and ``months_a_step`` of the futures decide; without talks (None) nothing is ever taken.
    """

    def __init__(self, talks: float | None, future: Mapping[str, Any]) -> None:
        import numpy  # noqa: PLC0415 - heavy, loaded when used

        self._numpy, self._talks = numpy, talks
        self._kept, self._pace = future["steps_kept"], future["months_a_step"]
        self._never = numpy.full(numpy.shape(self._pace), numpy.inf)
        end = self._never if talks is None else talks + (self._kept + 1) * self._pace
        self.breach: Any = numpy.where(self._kept >= len(STEPS), numpy.inf, end)

    def step(self, place: int) -> Any:
        """When the step of a place among those that the option asks for is taken; the first place is 1."""
        if self._talks is None:
            return self._never
        return self._numpy.where(self._kept >= place, self._talks + place * self._pace, self._numpy.inf)
