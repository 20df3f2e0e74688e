"""Waiting times of which some are not over: mean, median and the Kaplan–Meier curve side by side."""

from __future__ import annotations

from collections.abc import Sequence
from math import sqrt
from statistics import median

import msgspec


class Wait(msgspec.Struct, frozen=True):
    """One waiting time in days; ``closed`` is False when it was still running when observation ended."""

    days: int
    closed: bool


class CurveStep(msgspec.Struct, frozen=True):
    """The share still waiting after ``days``, with how many were at risk and its standard error.

    ``low`` and ``high`` are the share plus or minus 1.96 standard errors, kept between 0 and 1.
    """

    days: int
    waiting: float
    at_risk: int
    closed: int
    error: float

    @property
    def low(self) -> float:
        """The lower 95 % bound of the share still waiting."""
        return max(0.0, self.waiting - 1.96 * self.error)

    @property
    def high(self) -> float:
        """The upper 95 % bound of the share still waiting."""
        return min(1.0, self.waiting + 1.96 * self.error)


class WaitSummary(msgspec.Struct, frozen=True):
    """Summary of waits. Mean and median look at closed waits only and are too short when any is open.

    ``median_kaplan_meier`` counts the open ones for what they are; None when fewer than half closed.
    """

    waits: int
    closed: int
    open: int
    mean_of_closed: float | None
    median_of_closed: float | None
    median_kaplan_meier: int | None
    curve: tuple[CurveStep, ...]


def kaplan_meier(waits: Sequence[Wait]) -> tuple[CurveStep, ...]:
    """Product-limit curve with Greenwood's standard error; ties close before they are censored.

    Kaplan, E. L. and Meier, P. (1958), Journal of the American Statistical Association 53:457-481.
    """
    steps = [CurveStep(0, 1.0, len(waits), 0, 0.0)]
    waiting, spread = 1.0, 0.0
    for day in sorted({w.days for w in waits if w.closed}):
        at_risk = sum(w.days >= day for w in waits)
        closed = sum(w.days == day and w.closed for w in waits)
        waiting *= 1 - closed / at_risk
        if at_risk > closed:
            spread += closed / (at_risk * (at_risk - closed))
        steps.append(CurveStep(day, waiting, at_risk, closed, waiting * sqrt(spread)))
    return tuple(steps)


def summarise(waits: Sequence[Wait]) -> WaitSummary:
    """Mean, median and Kaplan–Meier of a set of waits; figures that do not exist are None."""
    closed = [w.days for w in waits if w.closed]
    curve = kaplan_meier(waits)
    return WaitSummary(
        waits=len(waits),
        closed=len(closed),
        open=len(waits) - len(closed),
        mean_of_closed=sum(closed) / len(closed) if closed else None,
        median_of_closed=median(closed) if closed else None,
        median_kaplan_meier=next((s.days for s in curve if s.days and s.waiting <= 0.5 + 1e-12), None),
        curve=curve,
    )
