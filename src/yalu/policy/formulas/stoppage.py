"""What the law stops of the case's trade: by line, by period, and by the set of levers that hold.

Levers with a day alone part the window into periods. Levers that wait for a step, or that a breach ends, hold
at other times in every future; so each period is judged under every set of them, and only the differences
are kept: what is stopped without any, and what each set changes while all of it holds. Their sum is
what is stopped at any moment, whichever hold then.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import combinations, pairwise

import msgspec

from yalu.documents.choices import ChoiceError
from yalu.law.text.records import LimitPart
from yalu.law.text.regimes import Regime
from yalu.policy.agreement.moments import Moment, moment_of
from yalu.policy.assumptions import Assumptions, days_ahead, month_of
from yalu.policy.formulas.law_under_policy import (
    GRAVITY,
    LawPeriod,
    LawStanding,
    TradeLine,
    humanitarian_codes,
    lever_of,
    measure_of,
)
from yalu.policy.records import RELIEF, Lever, Policy
from yalu.vocabulary.amounts import convert
from yalu.vocabulary.amounts import quantity as amount_of
from yalu.vocabulary.codes import hs as read_hs
from yalu.vocabulary.intervals import AmountError

# Better enforced, how much of designations counts, allowed by quantity, allowed by amount.
What = tuple[bool, float, float | None, float | None]


class Stopped(msgspec.Struct, frozen=True, kw_only=True):
    """A part of trade that the law stops for so many months, under one class of enforcement.

    ``value`` is USD million a year, or ``range`` names it. ``allowed_quantity`` is what the tightest cap's
    quantity is worth at the price of the year, ``allowed_amount`` what the tightest amount allows; None where
    there is no such limb. ``designated`` is how much of the effect of designations counts, 0 to 1.

    With ``moments`` it counts only while all of those hold, from month ``first`` to ``last``, and ``times`` it:
    below zero where they take away from what is stopped. ``months`` is then the most it can last.
    """

    line: str
    months: float
    better: bool
    designated: float
    value: float | None = None
    range: str = ""
    allowed_quantity: float | None = None
    allowed_amount: float | None = None
    moments: tuple[int, ...] = ()
    first: float = 0.0
    last: float = 0.0
    times: int = 1

    @property
    def capped(self) -> bool:
        """Whether only what goes beyond a limit is stopped."""
        return self.allowed_quantity is not None or self.allowed_amount is not None


class LawState(msgspec.Struct, frozen=True, kw_only=True):
    """What the law is for one line of trade in one period while some levers hold, and by which measures.

    ``holding`` numbers the moments of the option that hold, empty while none does. ``start`` and ``first`` are
    the period's first day and month, ``end`` and ``last`` where it ends.
    """

    line: str
    start: date
    end: date
    first: float
    last: float
    holding: tuple[int, ...]
    standing: LawStanding
    measures: tuple[str, ...]
    better: bool = False
    designated: float = 0.0
    allowed_quantity: float | None = None
    allowed_amount: float | None = None

    @property
    def stops(self) -> bool:
        """Whether anything is stopped that could be counted."""
        limited = self.allowed_quantity is not None or self.allowed_amount is not None
        return self.standing == "banned" or (self.standing == "capped" and limited)

    @property
    def law(self) -> tuple[LawStanding, tuple[str, ...], What]:
        """What the law is, whenever it is."""
        return self.standing, self.measures, self.what

    @property
    def what(self) -> What:
        """What decides how much is stopped."""
        return self.better, self.designated, self.allowed_quantity, self.allowed_amount


class Stoppage:
    """The law of one option on the case's trade, ready to be counted.

    ``periods`` are the judged periods of its law; lines, measures and limits come from ``law`` and ``lines``.
    """

    def __init__(
        self, policy: Policy, law: Regime, periods: Sequence[LawPeriod], lines: Sequence[TradeLine], assumed: Assumptions
    ) -> None:  # fmt: skip
        self._policy, self._law, self._assumed = policy, law, assumed
        self._limits = {measure.id: measure.limit.first_reached_of for measure in law.measures}
        self._periods = tuple(periods)
        self._lines = {line.name: line for line in lines}
        self._moment_of: dict[int, int] = {}
        found: list[Moment] = []
        for number, lever in enumerate(policy.levers):
            moment = moment_of(policy, lever, assumed.start)
            if moment is None:
                continue
            if moment not in found:
                found.append(moment)
            self._moment_of[number] = found.index(moment)
        self.moments = tuple(found)

    def parts(self) -> tuple[Stopped, ...]:
        """What is stopped without any moment, and what every set of moments changes while all of it holds."""
        always: dict[tuple[str, What], float] = {}
        changes: list[Stopped] = []
        for group in self._by_period():
            by_holding = {state.holding: state for state in group}
            for held in by_holding:
                for (what, line), times in _difference(by_holding, held).items():
                    state = group[0]
                    if not held:
                        always[line, what] = always.get((line, what), 0.0) + state.last - state.first
                    else:
                        changes.append(self._part(line, what, state.last - state.first, held, state, times))
        fixed = [self._part(line, what, months) for (line, what), months in sorted(always.items(), key=str)]
        return (*fixed, *_joined(changes))

    def states(self) -> Iterator[LawState]:
        """What the law is for every line under every set of moments that matters to it, as long as it stays the same."""
        found: dict[tuple[str, tuple[int, ...]], list[LawState]] = {}
        for group in self._by_period():
            for state in group:
                same = found.setdefault((state.line, state.holding), [])
                if same and same[-1].end == state.start and same[-1].law == state.law:
                    same[-1] = msgspec.structs.replace(same[-1], end=state.end, last=state.last)
                else:
                    same.append(state)
        for same in found.values():
            yield from same

    def humanitarian(
        self, codes: Mapping[str, str]
    ) -> tuple[tuple[str, ...], tuple[tuple[tuple[int, ...], int], ...]]:
        """The humanitarian codes touched on the last day without any moment, and by how many each set changes them."""
        day = self._end - timedelta(1)
        found = humanitarian_codes(self._law, codes, day)
        matter = tuple(range(len(self.moments)))
        touched = {
            held: frozenset(
                code for code, by in found.items() if any(self._reaches(name, code, day, held) for name in by)
            )
            for held in _sets(matter)
        }
        changes = {
            held: sum((-1) ** (len(held) - len(part)) * len(touched[part]) for part in _sets(held))
            for held in touched
        }
        return tuple(sorted(touched[()])), tuple((held, n) for held, n in changes.items() if held and n)

    @property
    def _end(self) -> date:
        return self._assumed.start + timedelta(days_ahead(self._assumed.months))

    def _by_period(self) -> Iterator[list[LawState]]:
        """The states of one line in one period, one for every set of the moments that matter to the line."""
        days = sorted({lever.start for lever in self._policy.levers if lever.start is not None})
        for period in self._periods:
            cuts = [period.start, *(day for day in days if period.start < day < period.end), period.end]
            for start, end in pairwise(cuts):
                matter = self._mattering(period)
                yield [self._state(period, start, end, held) for held in _sets(matter)]

    def _mattering(self, period: LawPeriod) -> tuple[int, ...]:
        names = {measure_of(name) for name, _ in period.found}
        return tuple(
            sorted(
                {
                    moment
                    for number, moment in self._moment_of.items()
                    if not self._policy.levers[number].measures
                    or names & set(self._policy.levers[number].measures)
                }
                if names
                else set()
            )
        )

    def _state(self, period: LawPeriod, start: date, end: date, held: tuple[int, ...]) -> LawState:
        line = self._lines[period.line]
        by: dict[str, tuple[LawStanding, tuple[LimitPart, ...]]] = {}
        for name, judged in period.found:
            standing, limit = self._measure(name, judged, line, start, held)
            if standing != "free":
                by[name] = standing, limit
        gravest: LawStanding = max(
            (standing for standing, _ in by.values()), key=GRAVITY.index, default="free"
        )
        names = tuple(sorted({measure_of(name) for name, (standing, _) in by.items() if standing == gravest}))
        quantities, amounts = [], []
        for standing, limit in by.values():
            if gravest == standing == "capped":
                by_quantity, by_amount = _allowed(limit, line)
                quantities += [] if by_quantity is None else [by_quantity]
                amounts += [] if by_amount is None else [by_amount]
        return LawState(
            line=period.line, start=start, end=end, holding=held, standing=gravest, measures=names,
            first=month_of(self._assumed.start, start),
            last=min(month_of(self._assumed.start, end), float(self._assumed.months)),
            better=any(_names_any(lever, names) for lever in self._active("enforce", start, held)),
            designated=self._designated(start, held),
            allowed_quantity=min(quantities, default=None), allowed_amount=min(amounts, default=None),
        )  # fmt: skip

    def _measure(
        self, name: str, judged: LawStanding, line: TradeLine, day: date, held: tuple[int, ...]
    ) -> tuple[LawStanding, tuple[LimitPart, ...]]:
        """The standing of a line under one measure, and its limit, after every lever that holds."""
        switch, own = lever_of(name), measure_of(name)
        if switch is not None and not self._holds(switch, day, held):
            return "free", ()
        standing = judged
        if standing == "exempt" and any(
            lever.exemptions == "closed" and _names_any(lever, (own,))
            for lever in self._active("enforce", day, held)
        ):
            standing = "banned"
        limit = self._limits[name]
        for lever in self._reliefs(own, line.hs, day, held, line.name):
            if not lever.limited:
                return "free", ()
            if standing in {"banned", "capped"}:
                standing, limit = "capped", _limit_of(lever)
                self._countable(limit, line)
        return standing, limit

    def _countable(self, limit: Sequence[LimitPart], line: TradeLine) -> None:
        """Raises ChoiceError for a limit of a lever of which nobody can say how much of a line it lets through."""
        for part in limit:
            if _allowed((part,), line) == (None, None):
                had = (
                    f"counted in {line.unit}"
                    if line.quantity
                    else f"no quantity of it in {self._assumed.year} is on record"
                )
                raise ChoiceError(
                    f"{self._policy.id} lets through {part.size:,} {part.symbol} of {line.title.lower()} a year: "
                    f"cannot say what that is worth, {had}. Next: write the limit as “amount:” in USD"
                )

    def _reaches(self, name: str, hs: str, day: date, held: tuple[int, ...]) -> bool:
        """Whether a measure on supplies still covers a code once relief is given; a limit in its place still does."""
        switch = lever_of(name)
        if switch is not None and not self._holds(switch, day, held):
            return False
        return all(lever.limited for lever in self._reliefs(measure_of(name), hs, day, held))

    def _reliefs(
        self, measure: str, hs: str, day: date, held: tuple[int, ...], line: str = ""
    ) -> Iterator[Lever]:
        """The relief on a measure for some goods that holds, less what a lever of restoring below it has ended."""
        levers = self._policy.levers
        for number, lever in enumerate(levers):
            if lever.do not in RELIEF or measure not in lever.measures or not self._holds(number, day, held):
                continue
            covered = any(read_hs(prefix).covers(read_hs(hs)) for prefix in lever.hs)
            if (lever.hs or lever.goods) and line not in lever.goods and not covered:
                continue
            ended = any(
                later.do == "restore" and _names_any(later, (measure,)) and self._holds(place, day, held)
                for place, later in enumerate(levers[number + 1 :], start=number + 1)
            )
            if not ended:
                yield lever

    def _active(self, do: str, day: date, held: tuple[int, ...]) -> list[Lever]:
        return [
            lever
            for number, lever in enumerate(self._policy.levers)
            if lever.do == do and self._holds(number, day, held)
        ]

    def _holds(self, number: int, day: date, held: tuple[int, ...]) -> bool:
        moment = self._moment_of.get(number)
        if moment is not None:
            return moment in held
        start = self._policy.levers[number].start
        return start is not None and start <= day

    def _designated(self, day: date, held: tuple[int, ...]) -> float:
        """How much of the effect of designations counts: firms only, in the number that the range speaks of."""
        levers = [lever for lever in self._active("designate", day, held) if "firms" in lever.against]
        spoken_of = self._assumed.ranges["designation_effect"].for_number
        if not levers or spoken_of is None or any(lever.number is None for lever in levers):
            return float(bool(levers))
        return min(1.0, sum(lever.number or 0 for lever in levers) / spoken_of)

    def _part(
        self, line: str, what: What, months: float, held: tuple[int, ...] = (),
        state: LawState | None = None, times: int = 1,
    ) -> Stopped:  # fmt: skip
        better, designated, by_quantity, by_amount = what
        of = self._lines[line]
        return Stopped(
            line=line, months=months, better=better, designated=designated, value=of.value, range=of.range,
            allowed_quantity=by_quantity, allowed_amount=by_amount, moments=held, times=times,
            first=0.0 if state is None else state.first, last=0.0 if state is None else state.last,
        )  # fmt: skip


def _sets(of: Sequence[int]) -> list[tuple[int, ...]]:
    """Every set of some moments, the empty one first."""
    return [held for size in range(len(of) + 1) for held in combinations(of, size)]


def _difference(
    by_holding: Mapping[tuple[int, ...], LawState], held: tuple[int, ...]
) -> dict[tuple[What, str], int]:
    """What a set of moments changes beyond what its parts change: the alternating sum over its parts."""
    found: dict[tuple[What, str], int] = {}
    for part in _sets(held):
        state = by_holding[part]
        if state.stops:
            key = state.what, state.line
            found[key] = found.get(key, 0) + (-1) ** (len(held) - len(part))
    return {key: times for key, times in found.items() if times}


def _joined(parts: Sequence[Stopped]) -> list[Stopped]:
    """Parts that follow one another without a gap and change the same, as one."""
    found: dict[tuple[object, ...], list[Stopped]] = {}
    for one in sorted(parts, key=lambda part: part.first):
        same = found.setdefault(
            (
                one.line, one.moments, one.times, one.better, one.designated, one.allowed_quantity,
                one.allowed_amount,
            ),
            [],
        )  # fmt: skip
        if same and same[-1].last == one.first:
            first = same[-1].first
            same[-1] = msgspec.structs.replace(one, first=first, months=one.last - first)
        else:
            same.append(one)
    return [one for same in found.values() for one in same]


def _names_any(lever: Lever, measures: Sequence[str]) -> bool:
    return not lever.measures or bool(set(lever.measures) & set(measures))


def _limit_of(lever: Lever) -> tuple[LimitPart, ...]:
    parts = [LimitPart(quantity=lever.quantity, unit=lever.unit)] if lever.quantity is not None else []
    parts += [LimitPart(amount=lever.amount, currency=lever.currency)] if lever.amount is not None else []
    return tuple(parts)


def _allowed(limit: Sequence[LimitPart], line: TradeLine) -> tuple[float | None, float | None]:
    """What a limit lets through in a year, by quantity at the year's price and by amount, in USD million.

    A limb in a unit that the line does not have is None: it stops nothing that could be counted.
    """
    by_quantity = by_amount = None
    for part in limit:
        if part.kind == "value" and part.currency == "USD":
            by_amount = float(part.size) / 1e6
        elif part.kind == "quantity" and line.quantity:
            size = _in_unit(part, line.unit)
            by_quantity = None if size is None else size / line.quantity * line.middle
    return by_quantity, by_amount


def _in_unit(part: LimitPart, unit: str) -> float | None:
    try:
        return float(convert(amount_of(part.size, part.unit), unit).value)
    except AmountError:
        return None
