"""Every single number of an option and its assumptions that could be another one, and how to make it so."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from typing import Any, Literal

import msgspec

from yalu.policy.assumptions import DAYS_A_MONTH, Assumptions, Range
from yalu.policy.records import Payment, Policy
from yalu.vocabulary.words.numerals import plural

Turned = tuple[Policy, Assumptions]


class Dial(msgspec.Struct, frozen=True, kw_only=True):
    """One input: its number now, its unit (0 for one without a smallest step), its ends, and how it is turned.

    Dates are days from the date that stands; their ``whole`` is the months ahead in days. ``ways`` are the
    directions that are tried; ``outward`` is the one in which a range grows, 0 for what is no range. Further along a
    range never undoes a turn.
    """

    what: str
    kind: Literal["range", "amount", "days", "date"]
    now: float
    unit: float
    least: float
    most: float
    whole: float
    turned: Callable[[Policy, Assumptions, float], Turned]
    ways: tuple[int, ...] = (-1, 1)
    outward: int = 0
    day: date | None = None
    says: str = ""

    def ladder(self, way: int, steps: Sequence[float]) -> list[float]:
        """The values tried one way: the smallest step first, then shares of the number's own size."""
        sizes = ([self.unit] if self.unit else []) + [step * self.whole for step in steps]
        rungs: list[float] = []
        for size in sizes:
            moved = round(size / self.unit) * self.unit if self.unit else size
            value = min(max(self.now + way * max(moved, self.unit), self.least), self.most)
            if abs(value - self.now) > 1e-12 and value not in rungs:
                rungs.append(value)
        return rungs

    def size(self, at: float) -> float:
        """A change as a share of the number's own size."""
        return abs(at - self.now) / self.whole if self.whole else 1.0

    def shown(self, value: float) -> str:
        """A value of the dial in words."""
        if self.day is not None:
            return (self.day + timedelta(days=round(value))).isoformat()
        if self.kind == "range":
            return f"{value:.3g} {self.says}".strip()
        return plural(round(value), self.says) if self.kind == "days" else f"{value:,.0f} {self.says}"

    def change(self, at: float) -> str:
        """How far a value lies from the number now, in words."""
        by = at - self.now
        if self.day is not None:
            return f"{plural(abs(round(by)), 'day')} {'later' if by > 0 else 'earlier'}"
        if self.kind == "range":
            return f"{by / self.whole:+.1%}" if self.whole else f"{by:+.3g}"
        return f"{by:+,.0f} {self.says if self.kind == 'amount' else 'days'}"


def dials_of(policy: Policy, assumed: Assumptions) -> Iterator[Dial]:
    """Every dial of an option: ends of ranges, amounts of releases, days to verify and to pay, dates."""
    for name, one in assumed.ranges.items():
        yield from _range_dials(name, one)
    for place, owed in enumerate(policy.obligations):
        if owed.verified_by:
            yield _days(
                f"the days to verify {owed.step}", owed.within_days, ("obligations", place, "within_days")
            )
    window = assumed.months * DAYS_A_MONTH
    for number, payment in enumerate(policy.payments):
        yield from _payment_dials(number, payment, window)
    if policy.talks is not None:
        yield _date("the day talks begin", policy.talks.start, ("talks", "start"), window)


def _payment_dials(number: int, payment: Payment, window: float) -> Iterator[Dial]:
    """A deposit is moved no earlier than it stands: talks come before it."""
    at = ("payments", number)
    if payment.deposit is not None:
        yield _date(f"the deposit of {payment.id}", payment.deposit, (*at, "deposit"), window)
    for place, part in enumerate(payment.deposits):
        yield _date(f"deposit {place + 1} of {payment.id}", part.day, (*at, "deposits", place, "day"), window)
    for place, release in enumerate(payment.releases):
        here = (*at, "releases", place)
        what = (
            f"{payment.id}, released {'at once' if release.after == 'deposit' else f'after {release.after}'}"
        )
        size = release.amount if payment.commodity is None else release.quantity
        if size is not None:
            goods = payment.commodity
            yield Dial(
                what=f"{what},", kind="amount", now=float(size), unit=1.0, least=0.0, most=2 * float(size) + 1, whole=float(size),
                turned=_amount(number, place, payment), says=payment.money if goods is None else goods.unit,
            )  # fmt: skip
        if release.after != "deposit":
            yield _days(f"{what}, paid within", release.within_days, (*here, "within_days"))
        if release.not_before is not None:
            yield _date(f"{what}, not before", release.not_before, (*here, "not_before"), window)


def _range_dials(name: str, one: Range) -> Iterator[Dial]:
    """Both ends of a range, each outward and inward. Whole ranges of steps are all asked already."""
    if name == "steps_kept":
        return
    words = name.replace("_", " ")
    lowest = 1.0 if name == "keep_days" else 0.0
    highest = 1.0 if one.unit == "share" else 2 * max(float(one.high), 1.0)
    for end, least, most in (("low", lowest, float(one.high)), ("high", float(one.low), highest)):
        now = float(getattr(one, end))
        sized = now or float(one.high)
        yield Dial(
            what=f"the {end} end of {words}", kind="range", now=now, unit=1.0 if one.whole else 0.0, least=least, most=most,
            whole=sized, turned=_range_end(name, end), outward=1 if end == "high" else -1, says="" if one.unit == "share" else one.unit,
        )  # fmt: skip


def _days(what: str, now: int, path: tuple[Any, ...]) -> Dial:
    return Dial(
        what=what, kind="days", now=float(now), unit=1.0, least=0.0, most=2.0 * now + 365, whole=float(now or 30),
        turned=_at(path, lambda _, value: round(value)), says="day",
    )  # fmt: skip


def _date(what: str, day: date, path: tuple[Any, ...], window: float) -> Dial:
    return Dial(
        what=what, kind="date", now=0.0, unit=1.0, least=-window, most=window, whole=window, day=day,
        turned=_at(path, lambda was, value: was + timedelta(days=round(value))),
    )  # fmt: skip


def _range_end(name: str, end: str) -> Callable[[Policy, Assumptions, float], Turned]:
    def turned(policy: Policy, assumed: Assumptions, value: float) -> Turned:
        one = msgspec.structs.replace(assumed.ranges[name], **{end: value})
        return policy, msgspec.structs.replace(assumed, ranges={**assumed.ranges, name: one})

    return turned


def _amount(number: int, place: int, payment: Payment) -> Callable[[Policy, Assumptions, float], Turned]:
    """Another size of one release, and the deposit with it, so that no more is paid than was deposited."""
    field = "amount" if payment.commodity is None else "quantity"

    def turned(policy: Policy, assumed: Assumptions, value: float) -> Turned:
        was = getattr(payment.releases[place], field)
        more = value - float(was)
        changed = _replaced(policy, ("payments", number, "releases", place, field), lambda _: value)
        whole = (
            ("payments", number, "amount")
            if payment.commodity is None
            else ("payments", number, "commodity", "quantity")
        )
        return _replaced(changed, whole, lambda size: (size or 0) + more), assumed

    return turned


def _at(
    path: tuple[Any, ...], change: Callable[[Any, float], Any]
) -> Callable[[Policy, Assumptions, float], Turned]:
    def turned(policy: Policy, assumed: Assumptions, value: float) -> Turned:
        return _replaced(policy, path, lambda was: change(was, value)), assumed

    return turned


def _replaced(value: Any, path: tuple[Any, ...], change: Callable[[Any], Any]) -> Any:
    """A record with what stands at a path of fields and places changed."""
    if not path:
        return change(value)
    first, rest = path[0], path[1:]
    if isinstance(first, int):
        return tuple(_replaced(one, rest, change) if n == first else one for n, one in enumerate(value))
    return msgspec.structs.replace(value, **{first: _replaced(getattr(value, first), rest, change)})
