"""Levers whose day depends on the future: relief given on a step, and relief that a breach ends.

A step is taken, and a deal broken, at another time in every future. A ``Moment`` says what a lever waits for;
``spans`` gives the time from which and until which it holds, future by future.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec

from yalu.policy.clock import DAYS_A_MONTH, breach_month, month_of, step_month
from yalu.policy.records import Lever
from yalu.policy.steps import STEPS

BREACH = len(STEPS) + 1
MOST = 8  # moments of one option: the law is judged under every set of them, so their number is bounded


class Moment(msgspec.Struct, frozen=True, kw_only=True):
    """When a lever holds. ``after`` is 0 for a day, 1 to 4 for a step, 5 for the breach.

    ``month`` is the day as months from the first day ahead, or the wait after the step or the breach in months.
    ``restored`` is how many months after a breach it ends, None where nothing ends it.
    """

    after: int
    month: float
    restored: float | None = None


def moment_of(lever: Lever, first: Any) -> Moment | None:
    """The moment of a lever that waits for a step or ends with a breach; None for one that only has a day."""
    restored = lever.restore_days / DAYS_A_MONTH if lever.on_breach else None
    if lever.after is None:
        if restored is None or lever.start is None:
            return None
        return Moment(after=0, month=month_of(first, lever.start), restored=restored)
    after = BREACH if lever.after == "breach" else STEPS.index(lever.after) + 1
    return Moment(after=after, month=lever.wait_days / DAYS_A_MONTH, restored=restored)


def spans(moments: Sequence[Moment], talks: float | None, future: dict[str, Any]) -> list[tuple[Any, Any]]:
    """From when and until when each moment holds, in months, as arrays over the futures; infinite for never.

    What waits for a step, or ends with a breach, is done only while the deal stands. Without talks nothing is.
    """
    import numpy  # noqa: PLC0415 - heavy, loaded when used

    steps, pace = future["steps_kept"], future["months_a_step"]
    never = numpy.full(numpy.shape(pace), numpy.inf)
    if talks is None:
        return [(never, never) for _ in moments]
    breach = breach_month(talks, steps, pace)
    found = []
    for moment in moments:
        if moment.after == BREACH:
            begin = breach + moment.month
        else:
            due = moment.month + (step_month(talks, moment.after, steps, pace) if moment.after else 0.0)
            begin = numpy.where(due < breach, due, numpy.inf)
        found.append((begin, never if moment.restored is None else breach + moment.restored))
    return found


def overlap(held: Sequence[tuple[Any, Any]], first: float, last: float) -> Any:
    """For how many months of a period all of some spans hold at once."""
    import numpy  # noqa: PLC0415 - heavy, loaded when used

    begin: Any = first
    end: Any = last
    for one, other in held:
        begin, end = numpy.maximum(begin, one), numpy.minimum(end, other)
    return numpy.maximum(end - begin, 0.0)
