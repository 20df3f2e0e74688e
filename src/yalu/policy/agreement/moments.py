"""Levers whose day depends on the future: relief given on a step, and relief that a breach ends.

A step is taken, and a deal broken, at another time in every future. A ``Moment`` says what a lever waits for;
``spans`` gives the time from which and until which it holds, future by future.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, Protocol

import msgspec
import numpy as np

from yalu.policy.agreement.steps import STEPS
from yalu.policy.assumptions import DAYS_A_MONTH, month_of
from yalu.policy.records import Lever, Policy

BREACH = -1
MOST = 8  # moments of one option: the law is judged under every set of them, so their number is bounded


class Course(Protocol):
    """When the deal is broken and when its steps are taken, future by future; ``formulas.deal.DealCourse`` is one."""

    breach: Any

    def step(self, place: int) -> Any:
        """The month in which the step of a place among those asked for is taken; the first is 1."""


class Moment(msgspec.Struct, frozen=True, kw_only=True):
    """When a lever holds. ``after`` is 0 for a day, -1 for the breach, else the place of a step among those asked for.

    ``month`` is the day as months from the first day ahead, or the wait after the step or the breach in months.
    ``restored`` is how many months after a breach it ends, None where nothing ends it.
    """

    after: int
    month: float
    restored: float | None = None


def moment_of(policy: Policy, lever: Lever, first: date) -> Moment | None:
    """The moment of a lever that waits for a step or ends with a breach; None for one that only has a day.

    ``first`` is the first day ahead. A step that nobody owes has no place, and the lever is never pulled.
    """
    restored = lever.restore_days / DAYS_A_MONTH if lever.on_breach else None
    if lever.after is None:
        if restored is None or lever.start is None:
            return None
        return Moment(after=0, month=month_of(first, lever.start), restored=restored)
    wait = lever.wait_days / DAYS_A_MONTH
    if lever.after == "breach":
        return Moment(after=BREACH, month=wait)
    owed = [one.step for one in policy.obligations]
    place = owed.index(lever.after) + 1 if lever.after in owed else len(STEPS) + 1
    return Moment(after=place, month=wait, restored=restored)


def spans(moments: Sequence[Moment], course: Course) -> list[tuple[Any, Any]]:
    """From when and until when each moment holds, in months, as arrays over the futures; infinite for never.

    What waits for a step, or ends with a breach, is done only while the deal stands.
    """
    breach, found = course.breach, []
    for moment in moments:
        if moment.after == BREACH:
            begin = breach + moment.month
        else:
            due = moment.month + (course.step(moment.after) if moment.after else 0.0)
            begin = np.where(due < breach, due, np.inf)
        end = np.inf if moment.restored is None else breach + moment.restored
        found.append((begin, end))
    return found


def overlap(held: Sequence[tuple[Any, Any]], first: float, last: float) -> Any:
    """For how many months of a period all of some spans hold at once."""
    begin: Any = first
    end: Any = last
    for one, other in held:
        begin, end = np.maximum(begin, one), np.minimum(end, other)
    return np.maximum(end - begin, 0.0)
