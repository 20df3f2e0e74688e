"""The deal of an option in many futures: which steps are taken, what is paid when, what is stranded or exposed.

All times are months of 30.4375 days from the first day ahead; infinity is never. H is the last month ahead,
s the steps kept, m the months a step, K the keep period.

    breach B   = talks + (s + 1) x m, never for s = 4: the same for every option
    step j     of those the option asks for: t_j = max(talks + j x m, t_(j-1), what it requires),
                 never where j > s or t_j is not before B
    release    r = max(its deposit, not_before, what it requires, t + verification of the step + its own days),
                 never where r is not before B; paid where r <= H
    safe       f = max(r, t of the step it buys) + K
    unkept     = paid, f > min(B, H), and, where money can be called back for a months, min(B, H) > r + a
    stranded   = unkept where B < H;  exposed = unkept where not
    freeze     = part x max(0, min(B, H) - (t of the freeze + its verification))

docs/policy.md says the same in words, and ``escrow`` follows one dated path to the day and the cent.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec
import numpy as np

from yalu.policy.agreement.steps import STEPS, DealStep
from yalu.policy.assumptions import DAYS_A_MONTH
from yalu.policy.formulas.model import Model, Tranche

_ALL_KEPT = len(STEPS)
Arrays = Mapping[str, Any]


class DealOutcome(msgspec.Struct, frozen=True, kw_only=True):
    """What a deal comes to: arrays of equal length over the futures, money in USD million, time in months.

    ``stranded_own`` is measured with the option's own keep periods. ``ended`` is 1.0 where the path comes to
    its end within the months ahead: the breach, or every step kept and stood and all money safe.
    ``watched`` says where a freeze was verified before the breach.
    """

    received: Any
    others: Any
    stranded: Any
    stranded_own: Any
    exposed: Any
    freeze: Any
    ended: Any
    watched: Any


class DealCourse:
    """When, in each future, steps are taken, duties done and money released; infinity is never."""

    def __init__(self, model: Model, future: Arrays) -> None:
        self._model = model
        self._kept, self._pace = future["steps_kept"], future["months_a_step"]
        self._found: dict[tuple[str, int], Any] = {}
        self._places = {t.payment: ("tranche", n) for n, t in reversed([*enumerate(model.tranches)])}
        self._places |= {duty.id: ("duty", n) for n, duty in enumerate(model.duties)}
        self.breach = (
            np.full(np.shape(self._pace), float(model.horizon))
            if model.talks is None
            else np.where(self._kept >= _ALL_KEPT, np.inf, model.talks + (self._kept + 1) * self._pace)
        )

    def step(self, place: int) -> Any:
        """The month in which the ``place``-th step that the option asks for is taken; the first is 1."""
        return self._once("step", place, self._step)

    def tranche(self, place: int) -> Any:
        """The month in which one tranche of the model is released, before the breach or never."""
        return self._once("tranche", place, self._tranche)

    def taken(self, step: DealStep) -> Any:
        """The month in which a state is reached, never for one that the option does not ask for."""
        place = next((n for n, owed in enumerate(self._model.owed, 1) if owed.step == step), 0)
        return self.step(place) if place else np.full(np.shape(self._pace), np.inf)

    def _once(self, kind: str, place: int, ask: Any) -> Any:
        if (kind, place) not in self._found:
            self._found[(kind, place)] = ask(place)
        return self._found[(kind, place)]

    def _step(self, place: int) -> Any:
        talks = self._model.talks
        if talks is None:
            return np.full(np.shape(self._pace), np.inf)
        requires = [name for owed in self._model.owed[:place] for name in owed.requires]
        month = self._latest(talks + place * self._pace, requires)
        there = (self._kept >= place) & (month < self.breach) if requires else self._kept >= place
        return np.where(there, month, np.inf)

    def _tranche(self, place: int) -> Any:
        one = self._model.tranches[place]
        month: Any = one.earliest
        if one.after:
            month = np.maximum(self.step(one.after) + one.wait, month)
        month = self._latest(month, one.requires)
        return np.where(month < self.breach, month, np.inf)

    def _duty(self, place: int) -> Any:
        one = self._model.duties[place]
        return self.step(one.after) + one.month if one.after else one.month

    def _latest(self, month: Any, names: Any) -> Any:
        for name in names:
            kind, place = self._places[name]
            asked = self.tranche(place) if kind == "tranche" else self._once("duty", place, self._duty)
            month = np.maximum(month, asked)
        return month


def deal(model: Model, future: Arrays, sold: Arrays | None = None) -> DealOutcome:
    """The deal of one option over some futures.

    ``sold`` gives, for tranches out of proceeds, what the target still sells a year of each of the goods, USD
    million.
    """
    course, horizon = DealCourse(model, future), float(model.horizon)
    size = np.shape(future["months_a_step"])
    received, others, stranded, exposed, freeze, own = (np.zeros(size) for _ in range(6))
    last = np.minimum(course.breach, horizon)
    broken = course.breach < horizon if model.talks is not None else np.ones(size, dtype=bool)
    keep = future["keep_days"] / DAYS_A_MONTH
    settled = _kept_and_stood(model, course, keep)
    owns = any(model.owed[tranche.buys - 1].keep is not None for tranche in model.tranches)
    for place, tranche in enumerate(model.tranches):
        out = course.tranche(place)
        worth = worth_of(tranche, future, sold)
        paid = out <= horizon
        since = np.maximum(out, course.step(tranche.buys))
        at_risk = paid & (last > out + tranche.recall) if tranche.recall else paid
        unkept = at_risk & (since + keep > last)
        received += worth * paid
        stranded += worth * (unkept & broken)
        exposed += worth * (unkept & ~broken)
        settled &= ~paid | (since + keep <= horizon)
        if model.talks is not None:
            settled &= paid | (out == np.inf)
        if tranche.partner_share < 1:
            others += worth * (1 - tranche.partner_share) * paid
        if owns:
            named = model.owed[tranche.buys - 1].keep
            own += worth * (at_risk & broken & (since + (keep if named is None else named) > last))
    watched = np.zeros(size, dtype=bool)
    for place, owed in enumerate(model.owed, 1):
        if owed.step == "freeze" and owed.verified:
            start = course.step(place) + owed.lag
            watched = start < course.breach
            freeze = owed.part * np.where(watched, np.maximum(last - start, 0.0), 0.0)
    return DealOutcome(
        received=received, others=others, stranded=stranded, stranded_own=own if owns else stranded, exposed=exposed,
        freeze=freeze, ended=(broken | settled).astype(float), watched=watched,
    )  # fmt: skip


def shut(model: Model) -> Model:
    """The same option when talks never open: nothing is owed, and only money that waits for nothing is paid.

    The steps stay in the model, so that what the money was for is known; none of them is ever taken, and
    what is paid without talks is stranded.
    """
    at_once = tuple(one for one in model.tranches if one.after == 0 and not one.requires)
    return msgspec.structs.replace(model, talks=None, tranches=at_once)


def paid_by(model: Model, future: Arrays, sold: Arrays | None = None) -> dict[str, Any]:
    """What each payer pays in each future, USD million, payers by name."""
    course = DealCourse(model, future)
    found: dict[str, Any] = {}
    for place, tranche in enumerate(model.tranches):
        paid = worth_of(tranche, future, sold) * (course.tranche(place) <= float(model.horizon))
        for payer, share in tranche.payers:
            found[payer] = found.get(payer, 0.0) + share * paid
    return dict(sorted(found.items()))


def reached(model: Model, future: Arrays) -> tuple[Any, Any]:
    """How many of the steps asked for are taken within the months ahead, and whether the deal is broken by then."""
    course, horizon = DealCourse(model, future), float(model.horizon)
    taken = np.zeros(np.shape(future["months_a_step"]), dtype=int)
    for place in range(1, len(model.owed) + 1):
        taken += course.step(place) <= horizon
    return taken, (course.breach < horizon) & (model.talks is not None)


def money_at(model: Model, future: Arrays, months: Any, sold: Arrays | None = None) -> tuple[Any, Any, Any]:
    """One future month by month, USD million: released and safe, released and at risk (after a breach stranded), held.

    ``future`` has one value a range, ``months`` is an array. What a breach sends back or forfeits is not held.
    """
    one = {name: np.asarray([float(value)]) for name, value in future.items()}
    course = DealCourse(model, one)
    breach = float(course.breach[0]) if model.talks is not None else float("inf")
    safe, risk, held = (np.zeros(np.shape(months)) for _ in range(3))
    for place, tranche in enumerate(model.tranches):
        if tranche.deposit >= breach:
            continue
        worth = float(np.ravel(worth_of(tranche, one, sold))[0])
        out = float(course.tranche(place)[0])
        kept = max(out, float(course.step(tranche.buys)[0])) + float(one["keep_days"][0]) / DAYS_A_MONTH
        gone = months >= out
        stood = np.minimum(months, breach) >= kept
        safe += worth * (gone & stood)
        risk += worth * (gone & ~stood)
        held += worth * (~gone & (months >= tranche.deposit) & (months < breach))
    return safe, risk, held


def worth_of(tranche: Tranche, future: Arrays, sold: Arrays | None = None) -> Any:
    """What a tranche is worth in each future, USD million."""
    if tranche.goods:
        there = sold or {}
        return tranche.amount * sum(there[name] for name in tranche.goods)
    return tranche.amount * future[tranche.scale] if tranche.scale else tranche.amount


def _kept_and_stood(model: Model, course: DealCourse, keep: Any) -> Any:
    """Whether every step that is asked for was taken, verified, and stood for the keep period in the months ahead."""
    if model.talks is None or not model.owed:
        return np.ones(np.shape(keep), dtype=bool)
    last = course.step(len(model.owed)) + model.owed[-1].lag
    return np.asarray(last + keep <= float(model.horizon))
