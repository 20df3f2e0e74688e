"""The best and the worst that options can come to anywhere within the ranges, and in which future.

No sample is asked. Two kinds of range are enumerated:

- **Law.** With everything else fixed, trade denied is a straight line in each of enforcement, its gain, the
  effect of designations, diversion, substitution and the value of each line of trade; so is the difference of two
  options. Such a function is least and greatest at ends of the ranges. A cap bends it where its two limits meet
  and where a line's value meets what is allowed; those places are asked beside the ends. Lines of trade are
  added up, so the worst value of each is found alone.
- **Deal.** Steps kept are whole numbers. Money and months change only where two dates of a deal change places,
  or along a straight line between such places, so every pace at which two of them meet is asked, and a little on
  either side (``crossings``); of other ranges the two ends. Money out of sales is asked where the law lets most and
  least be sold.

Where an option's law depends on its steps, both are enumerated together. Two searches are not exact: the worst
difference of two options that both pay is asked at both ends and the middle of the keep period, and that of two which
both pay out of sales only where most and least is sold.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any

import msgspec
import numpy as np
import numpy.typing as npt

from yalu.policy.agreement.steps import STEPS
from yalu.policy.assumptions import Assumptions, oriented
from yalu.policy.formulas.crossings import critical_paces
from yalu.policy.formulas.deal import deal
from yalu.policy.formulas.futures import ends_of, future_at, grid_of, least_place, of_steps
from yalu.policy.formulas.model import Model
from yalu.policy.formulas.outcomes import denied_trade, outcomes, still_sold

Numbers = npt.NDArray[np.floating]
Future = dict[str, Numbers]

LAW_RANGES = (
    "enforcement", "enforcement_gain", "designation_effect", "diversion", "substitution", "price_premium",
)  # fmt: skip
_SEEN = ("visible_with_inspectors", "visible_without")
# More of these, and more law in force, stops more trade; a higher premium fills a cap's value sooner and lets through more.
_STOPS_MORE = ("enforcement", "enforcement_gain", "designation_effect")
ALL_STEPS = tuple(range(len(STEPS) + 1))


class Reach(msgspec.Struct, frozen=True, kw_only=True):
    """An end of what a measure can come to: the value, and the future that gives it, by range."""

    value: float
    at: dict[str, float]


class Corners:
    """The ends of the measures of some options, alone and against one another.

    ``models`` must have different ids. Points are computed once; every question is a look at them.
    """

    def __init__(self, models: Sequence[Model], assumed: Assumptions) -> None:
        self._assumed, self._ranges = assumed, assumed.ranges
        self._models = {model.policy: model for model in models}
        self._values = sorted({line.value for line in assumed.goods.values() if line.value in assumed.ranges})
        self._denied: dict[str, tuple[Numbers, dict[str, Numbers]]] = {}

    @cached_property
    def _course(self) -> Future:
        """Every turn of the deal: of each range that is neither the law's nor about what is seen, where it may matter."""
        apart = {*law_ranges(self._assumed), *_SEEN}
        return grid_of({name: self._course_ends(name) for name in sorted(self._ranges) if name not in apart})

    @cached_property
    def _deal(self) -> Future:
        """The turns of the deal, twice where money comes out of sales: where most and where least is sold."""
        if not any(tranche.goods for model in self._models.values() for tranche in model.tranches):
            return self._course
        return self._with_sales()

    @cached_property
    def _found(self) -> dict[str, dict[str, Numbers]]:
        return {policy: outcomes(model, self._filled(self._deal)) for policy, model in self._models.items()}

    @cached_property
    def _ended(self) -> dict[str, Any]:
        return {policy: found["ended"] > 0 for policy, found in self._found.items()}

    @cached_property
    def _seen(self) -> Future:
        return self._seen_points()

    @cached_property
    def _visible(self) -> dict[str, dict[str, Numbers]]:
        return {policy: outcomes(model, self._filled(self._seen)) for policy, model in self._models.items()}

    @cached_property
    def _law_and_deal(self) -> tuple[Future, Future | None]:
        return self._law_points()

    @property
    def law_alone(self) -> bool:
        """Whether no option's law depends on its deal, so that trade denied is the same along every path."""
        return not any(model.moments for model in self._models.values())

    def least(
        self, policy: str, measure: str, *, against: str | None = None, steps: Sequence[int] | None = None,
        ended: bool = False,
    ) -> Reach | None:  # fmt: skip
        """The worst a measure can come to, turned so that more is better; None where nothing can be said.

        With ``against``, the worst difference to another option in the same future. ``steps`` are the numbers
        of steps kept that are asked (those of the range when left out); ``ended`` leaves out futures whose
        deal is not seen to its end.
        """
        return self._extreme(policy, measure, against, steps, ended=ended, sign=1.0)

    def greatest(self, policy: str, measure: str) -> Reach | None:
        """The best a measure can come to, turned so that more is better."""
        return self._extreme(policy, measure, None, None, ended=False, sign=-1.0)

    def any_ended(self, policy: str, kept: int) -> bool:
        """Whether any future with so many steps kept sees the deal to its end."""
        return bool((self._ended[policy] & (np.asarray(self._deal["steps_kept"]) == kept)).any())

    def law_future(self) -> Future:
        """Every corner of the law's ranges, values of trade included, the rest at the middle."""
        values = grid_of({name: self._value_ends(name) for name in self._values} or {"enforcement": [0.0]})
        size, count = len(self._law_and_deal[0]["enforcement"]), len(next(iter(values.values())))
        law = {name: np.repeat(column, count) for name, column in self._law_and_deal[0].items()}
        lines = {name: np.tile(column, size) for name, column in values.items() if name in self._values}
        return self._filled(law | lines)

    def _extreme(
        self, policy: str, measure: str, against: str | None, steps: Sequence[int] | None, *, ended: bool, sign: float
    ) -> Reach | None:  # fmt: skip
        asked = self._steps_asked() if steps is None else tuple(steps)
        if measure == "revenue_denied":
            return self._denied_extreme(policy, against, asked, ended=ended, sign=sign)
        seen = measure == "breach_visible"
        points, table = (self._seen, self._visible) if seen else (self._deal, self._found)
        values = oriented(table[policy][measure], measure)
        if against is not None:
            values = values - oriented(table[against][measure], measure)
        where = of_steps(points, asked)
        if ended:
            where &= table[policy]["ended"] > 0
        place = least_place(values * sign, where)
        if place is None:
            return None
        names = tuple(points)
        return Reach(value=float(values[place]), at=future_at(points, names, place))

    def needed(self, reach: Reach, policy: str, measure: str, against: str | None = None) -> Reach:
        """The same end with only the ranges that matter there: moving any other one alone changes nothing."""
        names = list(reach.at)
        tries = [(n, value) for n in names for value in (*ends_of(self._ranges[n]), self._ranges[n].middle)]
        whole = self._middle() | reach.at
        future = {n: np.full(len(tries) + 1, value) for n, value in whole.items()}
        for place, (name, value) in enumerate(tries, start=1):
            future[name][place] = value
        values = outcomes(self._models[policy], future)[measure]
        if against is not None:
            values = values - outcomes(self._models[against], future)[measure]
        moved = {
            name for (name, _), value in zip(tries, values[1:], strict=True) if abs(value - values[0]) > 1e-9
        }
        return Reach(value=reach.value, at={name: reach.at[name] for name in names if name in moved})

    def _denied_extreme(
        self, policy: str, against: str | None, steps: tuple[int, ...], *, ended: bool, sign: float
    ) -> Reach | None:  # fmt: skip
        base, more = self._denied_of(policy)
        other, others = self._denied_of(against) if against is not None else (0.0, {})
        total = sign * (base - other)
        chosen: dict[str, Numbers] = {}
        for name, moves in more.items():
            by = sign * (moves - others.get(name, 0.0))
            chosen[name] = by.argmin(axis=0)
            total = total + by.min(axis=0)
        where = np.ones(total.shape, dtype=bool)
        if not self.law_alone:
            where = of_steps(self._law_and_deal[0], steps)
            if ended:
                where &= ended_of(self._models[policy], self._filled(self._law_and_deal[0]))
        elif ended and not (self._ended[policy] & of_steps(self._deal, steps)).any():
            return None
        place = least_place(total, where)
        if place is None:
            return None
        ends = {name: self._value_ends(name)[int(chosen[name][place])] for name in chosen}
        names = [n for n in self._law_and_deal[0] if n in LAW_RANGES or not self.law_alone]
        at = future_at(self._law_and_deal[0], names, place) | ends
        future = {name: np.asarray([value]) for name, value in (self._middle() | at).items()}
        value = float(denied_trade(self._models[policy], future)[0])
        if against is not None:
            value -= float(denied_trade(self._models[against], future)[0])
        return Reach(value=value, at=at)

    def _steps_asked(self) -> tuple[int, ...]:
        one = self._ranges["steps_kept"]
        return tuple(range(int(one.low), int(one.high) + 1))

    def _course_ends(self, name: str) -> list[float]:
        if name == "steps_kept":
            return [float(kept) for kept in ALL_STEPS]
        if name == "months_a_step":
            return critical_paces(self._models.values(), self._ranges)
        one = self._ranges[name]
        if name == "keep_days" and sum(bool(model.tranches) for model in self._models.values()) > 1:
            return sorted({*ends_of(one), one.middle})
        return ends_of(one)

    @property
    def _by_sales(self) -> dict[str, tuple[float, float]]:
        """The ranges that decide what is sold, each at the end at which most is and at which least is."""
        law = {name: (self._ranges[name].low, self._ranges[name].high) for name in _STOPS_MORE}
        rest = {
            name: (self._ranges[name].high, self._ranges[name].low)
            for name in ("price_premium", *self._values)
        }
        return {name: (float(most), float(least)) for name, (most, least) in (law | rest).items()}

    def _with_sales(self) -> Future:
        """The points of the deal twice, where most and where least is sold."""
        size = len(self._course["steps_kept"])
        sales = {name: np.repeat(ends, size) for name, ends in self._by_sales.items()}
        return {name: np.tile(column, 2) for name, column in self._course.items()} | sales

    def _filled(self, points: Future) -> dict[str, Any]:
        """The points with every other range at its middle."""
        size = len(next(iter(points.values())))
        return {name: np.full(size, value) for name, value in self._middle().items()} | points

    def _middle(self) -> dict[str, float]:
        return {name: one.middle for name, one in self._ranges.items()}

    def _seen_points(self) -> Future:
        one = self._ranges["months_a_step"]
        ends = {name: ends_of(self._ranges[name]) for name in (*self._course, *_SEEN)}
        ends |= {
            "steps_kept": [float(kept) for kept in ALL_STEPS],
            "months_a_step": [*ends_of(one), one.middle],
        }
        return grid_of(ends)

    def _value_ends(self, name: str) -> list[float]:
        one = self._ranges[name]
        limits = [
            limit * (1 + premium) if by_quantity else limit
            for by_quantity, limit in self._limits(name)
            for premium in ends_of(self._ranges["price_premium"])
        ]
        return sorted({*ends_of(one), *(limit for limit in limits if one.low < limit < one.high)})

    def _limits(self, name: str) -> list[tuple[bool, float]]:
        """What a cap on a line of that range lets through: by its quantity, and by its amount."""
        parts = [p for model in self._models.values() for p in model.stopped if p.range == name]
        by_quantity = [(True, p.allowed_quantity) for p in parts if p.allowed_quantity]
        return by_quantity + [(False, p.allowed_amount) for p in parts if p.allowed_amount]

    def _premiums(self) -> list[float]:
        one = self._ranges["price_premium"]
        found = set(ends_of(one))
        for part in (p for model in self._models.values() for p in model.stopped):
            if not part.allowed_quantity:
                continue
            values = ends_of(self._ranges[part.range]) if part.range else [part.value or 0.0]
            meets = [*values, *([part.allowed_amount] if part.allowed_amount else [])]
            found |= {p for value in meets if one.low < (p := value / part.allowed_quantity - 1) < one.high}
        return sorted(found)

    def _law_points(self) -> tuple[Future, Future | None]:
        """The corners of the law's ranges, with the turns of the deal where any option's law depends on it."""
        ends = {n: self._premiums() if n == "price_premium" else ends_of(self._ranges[n]) for n in LAW_RANGES}
        law = grid_of(ends)
        turns = self._turns()
        if turns is None:
            return law, None
        deal = {name: values[turns] for name, values in self._course.items()}
        size, count = len(turns), len(law["enforcement"])
        whole = {name: np.repeat(values, size) for name, values in law.items()}
        return whole | {name: np.tile(values, count) for name, values in deal.items()}, deal

    def _turns(self) -> npt.NDArray[np.intp] | None:
        """The places of the deal at which some option's trade denied leaves its straight line along the pace."""
        moving = [
            found for model in self._models.values() if model.moments for found in self._denied_along(model)
        ]
        if not moving:
            return None
        rest = [name for name in self._course if name != "months_a_step"]
        order = np.lexsort((self._course["months_a_step"], *(self._course[n] for n in rest)))
        pace = self._course["months_a_step"][order]
        turn = np.zeros(len(order), dtype=bool)
        turn[[0, -1]] = True
        for values in (v[order] for v in moving):
            with np.errstate(divide="ignore", invalid="ignore"):
                slope = np.diff(values) / np.diff(pace)
            bent = ~(np.abs(np.diff(slope)) <= 1e-6 * (1 + np.abs(slope[1:])))
            turn[1:-1] |= bent
        new_line = np.flatnonzero(np.diff(pace) < 0)
        turn[new_line] = turn[new_line + 1] = True
        return order[turn]

    def _denied_along(self, model: Model) -> list[Numbers]:
        """Trade denied at every point of the deal, at the middle of the law's ranges and where most is stopped.

        A cap that lets all of a line through at the middle may stop a part of it elsewhere, so one law is not enough.
        """
        size = len(self._course["steps_kept"])
        ends = {
            name: (one.low if name == "price_premium" else one.high)
            for name, one in self._ranges.items()
            if name in self._by_sales
        }
        most = {name: np.full(size, float(end)) for name, end in ends.items()}
        return [denied_trade(model, self._filled(self._course | law)) for law in ({}, most)]

    def _denied_of(self, policy: str) -> tuple[Numbers, dict[str, Numbers]]:
        """Trade denied at every corner with each line's value at its low end, and how far other values move it."""
        if policy in self._denied:
            return self._denied[policy]
        model = self._models[policy]
        low = {name: self._value_ends(name)[0] for name in self._values}
        future = self._filled(self._law_and_deal[0])
        size = len(future["enforcement"])
        future |= {name: np.full(size, value) for name, value in low.items()}
        base = denied_trade(model, future)
        used = {part.range for one in self._models.values() for part in one.stopped}
        moves = {
            name: np.stack([
                denied_trade(model, future | {name: np.full(size, end)}) - base
                for end in self._value_ends(name)
            ])
            for name in self._values if name in used
        }  # fmt: skip
        self._denied[policy] = base, moves
        return base, moves


def law_ranges(assumed: Assumptions) -> frozenset[str]:
    """The ranges that trade denied depends on whatever the deal: the law's and the values of lines of trade."""
    values = {line.value for line in assumed.goods.values() if line.value in assumed.ranges}
    return frozenset({*LAW_RANGES, *values})


def ended_of(model: Model, future: Mapping[str, Any]) -> Any:
    """In which futures a deal is seen to its end within the months ahead: broken, or kept with all money safe."""
    return deal(model, future, still_sold(model, dict(future))).ended > 0


def has_deal(model: Model) -> bool:
    """Whether there is anything that the counterpart could break: something owed, or money for it."""
    return bool(model.owes or model.tranches)
