"""What each floor has to spare, and the nearest single change of an input that turns it.

A change is of one end of a range, one amount, one number of days or one date, everything else as it stands.
Each is looked for along steps of growing size and then halved down to the smallest unit that counts: a dollar, a
day, or a thousandth of the number. A wider range can only make the worst case worse, so for ends of ranges the
place found is exact; amounts, days and dates are looked for at the steps of ``LADDER``, and a turn that is undone
between two of them would be missed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Literal

import msgspec

from yalu.policy.assumptions import MEASURES, Assumptions, MeasuredBy
from yalu.policy.formulas.model import Model
from yalu.policy.judgement.corners import Corners, has_deal, law_ranges
from yalu.policy.judgement.dials import Dial, dials_of
from yalu.policy.judgement.failure_table import DEFECTS, EDGE, DefectsAt, holds
from yalu.policy.records import Policy
from yalu.vocabulary.words.numerals import plural

# How far an input is moved, as a share of its own size (dates: of the months ahead). Twice the number is the most.
LADDER = (0.01, EDGE, 0.1, 0.2, 0.35, 0.5, 0.75, 1.0)
_FINE = 1e-3
# Where no lever waits for a step, these hang on law alone; the rest hang on it only through what is sold.
_OF_LAW = frozenset({"revenue_denied", "humanitarian_lines"})

# Ranges are no part of a model, so a model is made of a policy alone and may be kept.
Make = Callable[[Policy], Model]


def once(make: Make) -> Make:
    """The same, but each policy is made once: one that is written the same is the same."""
    made: dict[bytes, Model] = {}

    def remembered(policy: Policy) -> Model:
        key = msgspec.json.encode(policy)
        if key not in made:
            made[key] = make(policy)
        return made[key]

    return remembered


class Flip(msgspec.Struct, frozen=True, kw_only=True):
    """A single change that turns a floor: of what, from what, the first value that turns it, and how large it is.

    ``size`` is the change as a share of the number (of the months ahead for a date).
    """

    what: str
    kind: Literal["range", "amount", "days", "date"]
    now: str
    at: str
    change: str
    size: float

    @property
    def words(self) -> str:
        """The change as a clause."""
        return f"{self.what} {self.at} instead of {self.now} ({self.change})"


class Margin(msgspec.Struct, frozen=True, kw_only=True):
    """One floor of one policy: what is to spare at the worst state, in which future, and what turns it.

    ``spare`` is below zero where the floor is broken. ``flips`` come nearest first; none means that no single
    change up to ``searched`` (a share of the number itself) turns it.
    """

    policy: str
    measure: MeasuredBy
    floor: float
    spare: float
    defects: DefectsAt
    at: dict[str, float]
    flips: tuple[Flip, ...]
    searched: float = 1.0

    @property
    def edge(self) -> bool:
        """Whether the floor holds with so little to spare that a small change turns it."""
        thin = self.floor > 0 and self.spare < EDGE * self.floor
        return self.spare >= -1e-9 and (thin or any(flip.size <= EDGE for flip in self.flips))


class Bench(msgspec.Struct, frozen=True):
    """What margins are computed with: the policy, the baseline, the assumptions, and how a model is made."""

    policy: Policy
    baseline: Policy
    assumed: Assumptions
    make: Make


def margins(bench: Bench, *, furthest: float = 1.0, nearest: bool = False) -> tuple[Margin, ...]:
    """Every floor of a policy with its margin, the least to spare first.

    ``furthest`` ends the search for changes: 1.0 looks as far as twice each number. With ``nearest`` it ends as
    soon as changes of up to a twentieth turn any floor.
    """
    floored = [
        name
        for name in MEASURES
        if name in bench.assumed.measures and bench.assumed.measures[name].floor is not None
    ]
    now = _Spares(bench, bench.policy, bench.assumed, floored)
    searched = min(EDGE, furthest) if nearest else furthest
    flips = _flips(bench, now, floored, searched)
    if not flips and searched < furthest:
        searched = furthest
        flips = _flips(bench, now, floored, searched)
    found = []
    for name in floored:
        floor = float(bench.assumed.measures[name].floor or 0.0)
        place = now.worst(name)
        if place is not None:
            spare, defects, at = place
            found.append(
                Margin(
                    policy=bench.policy.id, measure=name, floor=floor, spare=round(spare, 6), defects=defects, at=at,
                    searched=searched, flips=tuple(sorted(flips.get(name, ()), key=lambda flip: (flip.size, flip.what))),
                )
            )  # fmt: skip
    return tuple(sorted(found, key=lambda margin: (margin.spare, margin.measure)))


def edges_of(found: Sequence[Margin]) -> dict[DefectsAt, str]:
    """The states whose verdict stands at the edge, each with the change that turns it in words."""
    edges: dict[DefectsAt, list[str]] = {}
    for margin in found:
        if margin.edge:
            edges.setdefault(margin.defects, []).append(margin_words(margin, flips=1))
    return {defects: "; ".join(words) for defects, words in edges.items()}


def margin_words(margin: Margin, *, flips: int = 3) -> str:
    """A margin as a clause: what is to spare of which floor, and the nearest change of each kind that turns it."""
    name = margin.measure.replace("_", " ")
    spare = (
        f"{_plain(margin.spare)} to spare of {_plain(margin.floor)}"
        if margin.floor
        else f"{_plain(margin.spare)} to spare"
    )
    if margin.spare < -1e-9:
        spare = f"{_plain(-margin.spare)} beyond the floor of {_plain(margin.floor)}"
    turns = "holds" if margin.spare < -1e-9 else "fails"
    if not margin.flips:
        return f"{name}: {spare}; no single change up to {margin.searched:.0%} of a number turns it"
    nearest = sorted(
        {flip.kind: flip for flip in reversed(margin.flips)}.values(), key=lambda flip: flip.size
    )
    return f"{name}: {spare}; {turns} with {', or '.join(_alike(flip, margin.flips) for flip in nearest[:flips])}"


def _alike(flip: Flip, flips: Sequence[Flip]) -> str:
    """A change in words, and how many others are as small."""
    others = sum((one.kind, one.change, one.size) == (flip.kind, flip.change, flip.size) for one in flips) - 1
    return flip.words + (f", {plural(others, 'other')} alike" if others else "")


class _Spares:
    """What every floor has to spare at every state, for one policy under some assumptions."""

    def __init__(
        self, bench: Bench, policy: Policy, assumed: Assumptions, floored: Sequence[MeasuredBy]
    ) -> None:
        self._today, self._policy, self._assumed, self._floored = (
            bench.baseline.id,
            policy.id,
            assumed,
            floored,
        )
        self._model = bench.make(policy)
        same = policy.id == bench.baseline.id
        models = [self._model] if same else [bench.make(bench.baseline), self._model]
        self._corners = Corners(models, assumed)
        self._states = range(len(DEFECTS) - 1) if has_deal(self._model) else range(1)

    def worst(self, name: MeasuredBy) -> tuple[float, DefectsAt, dict[str, float]] | None:
        """The least to spare of one floor, at which state, and in which future."""
        floor = float(self._assumed.measures[name].floor or 0.0)
        found = None
        for kept in self._states:
            reach = self._corners.least(self._policy, name, against=self._today, steps=[kept])
            if reach is not None and (found is None or reach.value < found[1].value - 1e-9):
                found = (kept, reach)
        if found is None:
            return None
        kept, reach = found
        at = self._corners.needed(reach, self._policy, name, self._today).at
        return reach.value + floor, DEFECTS[kept], at

    @cached_property
    def broken(self) -> frozenset[MeasuredBy]:
        """The floors that do not hold at every state."""
        return frozenset(name for name in self._floored if self._is_broken(name))

    def broken_since(self, before: _Spares) -> frozenset[MeasuredBy]:
        """The same; what the change since ``before`` cannot touch is taken from there."""
        if not self._corners.law_alone:
            return self.broken
        law, now, then = law_ranges(self._assumed), self._assumed.ranges, before._assumed.ranges
        changed = {name for name in now if now[name] != then[name]}
        same_law = self._model.stopped == before._model.stopped and not changed & law
        sells = any(tranche.goods for tranche in self._model.tranches)
        same_deal = self._model == before._model and changed <= law and not sells
        as_before = {name for name in self._floored if (same_law if name in _OF_LAW else same_deal)}
        asked = [name for name in self._floored if name not in as_before]
        return frozenset((before.broken & as_before) | {name for name in asked if self._is_broken(name)})

    def _is_broken(self, name: MeasuredBy) -> bool:
        floor = float(self._assumed.measures[name].floor or 0.0)
        steps = list(self._states)
        worst = self._corners.least(self._policy, name, against=self._today, steps=steps)
        return worst is not None and not holds(worst.value, floor)


def _flips(
    bench: Bench, now: _Spares, floored: Sequence[MeasuredBy], furthest: float
) -> Mapping[MeasuredBy, list[Flip]]:
    before = now.broken
    if bench.policy.id == bench.baseline.id:
        return {}
    found: dict[MeasuredBy, list[Flip]] = {}
    dials = list(dials_of(bench.policy, bench.assumed))
    steps = [step for step in LADDER if step <= furthest]
    moved = {way: _all_moved(bench, now, dials, way, floored, steps) for way in (1, -1)}
    for dial in dials:
        for way in dial.ways:
            # Wider ranges only ever break floors and narrower ones only ever mend them.
            if dial.outward and not moved[way * dial.outward]:
                continue
            for name, flip in _turns(bench, now, dial, way, before, floored, steps):
                # A later date can only move a broken floor out of sight, so it is never offered as a remedy.
                if dial.kind != "date" or name not in before:
                    found.setdefault(name, []).append(flip)
    return found


def _all_moved(
    bench: Bench, now: _Spares, dials: Sequence[Dial], outward: int, floored: Sequence[MeasuredBy], steps: Sequence[float]
) -> bool:  # fmt: skip
    """Whether any floor turns when every range grows (1) or shrinks (-1) as far as it is looked for; if not, none does alone."""
    assumed = bench.assumed
    for dial in dials:
        if dial.outward and (values := dial.ladder(dial.outward * outward, steps)):
            assumed = dial.turned(bench.policy, assumed, values[-1])[1]
    crossed = any(one.low > one.high for one in assumed.ranges.values())
    return crossed or _Spares(bench, bench.policy, assumed, floored).broken_since(now) != now.broken


def _turns(
    bench: Bench,
    now: _Spares,
    dial: Dial,
    way: int,
    before: frozenset[MeasuredBy],
    floored: Sequence[MeasuredBy],
    steps: Sequence[float],
) -> Iterator[tuple[MeasuredBy, Flip]]:
    """The first value along one way of one dial that turns each floor."""

    def broken(value: float) -> frozenset[MeasuredBy]:
        policy, assumed = dial.turned(bench.policy, bench.assumed, value)
        return _Spares(bench, policy, assumed, floored).broken_since(now)

    last, open_ones = dial.now, set(floored)
    values = dial.ladder(way, steps)
    if dial.outward and values and broken(values[-1]) == before:
        return
    for value in values:
        turned = broken(value) ^ before
        for name in sorted(turned & open_ones):
            at = _first(lambda v, n=name: n in (broken(v) ^ before), last, value, dial.unit, dial.now)  # type: ignore[misc]
            yield name, _flip(dial, at)
            open_ones.discard(name)
        last = value


def _first(turned: Callable[[float], bool], last: float, value: float, unit: float, now: float) -> float:
    """The nearest value that turns a floor, between one that does not and one that does."""
    fine = unit or _FINE * max(abs(now), _FINE)
    while abs(value - last) > fine * 1.0001:
        middle = (last + value) / 2
        if unit:
            middle = last + round((middle - last) / unit) * unit
        last, value = (last, middle) if turned(middle) else (middle, value)
    return value


def _flip(dial: Dial, at: float) -> Flip:
    return Flip(
        what=dial.what, kind=dial.kind, now=dial.shown(dial.now), at=dial.shown(at), change=dial.change(at),
        size=round(dial.size(at), 6),
    )  # fmt: skip


def _plain(value: float) -> str:
    return f"{value:,.2f}".rstrip("0").rstrip(".") if abs(value) < 10 else f"{value:,.0f}"
