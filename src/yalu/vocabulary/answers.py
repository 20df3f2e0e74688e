"""Yes, no, or cannot say: the one answer to a question of fact, and how answers combine.

The rules are Kleene's strong three-valued logic (S. C. Kleene, Introduction to Metamathematics, 1952,
§64): what is not known stays not known unless the other side settles the whole. No answer is a truth
value of Python, so that "cannot say" can never pass for yes in an ``if``.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, NoReturn

if TYPE_CHECKING:
    from yalu.vocabulary.dates import PartialDate


class Answer(StrEnum):
    """``yes``, ``no`` or ``cannot_say``; ``&``, ``|`` and ``~`` are and, or and not."""

    YES = "yes"
    NO = "no"
    CANNOT_SAY = "cannot_say"

    def __and__(self, other: Answer) -> Answer:
        if Answer.NO in (self, other):
            return Answer.NO
        return Answer.CANNOT_SAY if Answer.CANNOT_SAY in (self, other) else Answer.YES

    def __or__(self, other: Answer) -> Answer:
        return ~(~self & ~other)

    def __invert__(self) -> Answer:
        return {Answer.YES: Answer.NO, Answer.NO: Answer.YES}.get(self, Answer.CANNOT_SAY)

    def __bool__(self) -> NoReturn:
        raise TypeError(f"the answer {self.value!r} is no truth value; compare it with YES, NO or CANNOT_SAY")

    @property
    def shown(self) -> str:
        """The answer in words."""
        return self.value.replace("_", " ")


YES, NO, CANNOT_SAY = Answer.YES, Answer.NO, Answer.CANNOT_SAY


def answer_of(*, holds: bool) -> Answer:
    """The answer to a question whose every fact is known."""
    return YES if holds else NO


def all_of(answers: Iterable[Answer]) -> Answer:
    """Whether all hold; of nothing, yes (as with Python's ``all``): ask first whether anything was asked."""
    result = YES
    for answer in answers:
        result &= answer
    return result


def any_of(answers: Iterable[Answer]) -> Answer:
    """Whether one of them holds; of nothing, no."""
    return ~all_of(~answer for answer in answers)


def stands_on(
    start: PartialDate | None, end: PartialDate | None, day: date | PartialDate, *, seen: date | None = None
) -> Answer:
    """Whether what began on ``start`` and ended on ``end`` held on ``day``, for the whole of that day.

    On the day of the end itself the answer is ``cannot_say``: no list says at what hour an entry left
    it. An ``end`` of None means that no end is known up to now. A ``start`` of None is an unknown
    start; ``seen`` is a day on which it held, which then bounds the start from above. An end that lies before
    the start is a slip, or the end of an earlier span: nothing can be said.
    """
    if start is not None and end is not None and end.latest < start.earliest:
        return CANNOT_SAY
    first, last = (day, day) if isinstance(day, date) else (day.earliest, day.latest)
    return _begun(start, first, last, seen) & ~_ended(end, first, last)


def _begun(start: PartialDate | None, first: date, last: date, seen: date | None) -> Answer:
    if start is None:
        return YES if seen is not None and seen <= first else CANNOT_SAY
    if start.latest <= first or (seen is not None and seen <= first):
        return YES
    return NO if start.earliest > last else CANNOT_SAY


def _ended(end: PartialDate | None, first: date, last: date) -> Answer:
    if end is None or end.earliest > last:
        return NO
    return YES if end.latest < first else CANNOT_SAY
