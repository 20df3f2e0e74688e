"""What happens when under an option, if every step is kept at the middle pace: the events behind its timeline."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Literal

import msgspec

from yalu.policy.agreement.schedule import Terms, schedule
from yalu.policy.agreement.steps import STEPS
from yalu.policy.assumptions import DAYS_A_MONTH, month_of
from yalu.policy.facade import PolicyDesk
from yalu.policy.formulas.deal import DealCourse, worth_of
from yalu.policy.formulas.futures import middles
from yalu.policy.formulas.model import Model, Tranche
from yalu.policy.formulas.outcomes import still_sold
from yalu.policy.records import RELIEF, Lever, Policy
from yalu.vocabulary.words.numerals import plural

Lane = Literal["law", "deal", "money", "gone"]
LANES: dict[Lane, str] = {
    "law": "Law and relief", "deal": "Talks and steps", "money": "Deposits and payments", "gone": "No way back",
}  # fmt: skip


class Happening(msgspec.Struct, frozen=True, kw_only=True):
    """One event: in which month of the clock and on which day, what and by whom, and until when it lasts.

    ``short`` stands in the picture. ``until`` is the month in which a verification, an exposure or a relief
    ends, None for what is done at once. ``undone`` says how it can be taken back.
    """

    lane: Lane
    month: float
    day: date
    what: str
    short: str
    who: str = ""
    amount: float | None = None
    until: float | None = None
    undone: str = ""


class Timeline(msgspec.Struct, frozen=True, kw_only=True):
    """The events of one option in order, and its point of no return as a sentence."""

    policy: str
    title: str
    start: date
    horizon: int
    happenings: tuple[Happening, ...]
    no_return: str


def timeline(desk: PolicyDesk, policy: Policy) -> Timeline:
    """The events of one option with every range at its middle, when every step is kept and nothing broken."""
    return _Written(desk, policy).whole()


def assumed_words(desk: PolicyDesk) -> str:
    """Under which assumptions the timelines are drawn."""
    ranges = desk.assumptions.ranges
    return (
        f"Drawn for one future: talks open on their day, every step is kept, one every "
        f"{ranges['months_a_step'].middle:g} months, and a step must stand {ranges['keep_days'].middle:g} days "
        f"(the middle of each range). It is no forecast."
    )


class _Written:
    """One option written out along its course."""

    def __init__(self, desk: PolicyDesk, policy: Policy) -> None:
        assumed = desk.assumed(policies=[policy.id])
        self._policy, self._start, self._horizon = policy, assumed.start, assumed.months
        self._model: Model = desk.model(policy, assumed)
        self._terms: Terms = desk.terms(policy.id)
        self._future = {**middles(assumed.ranges)}
        self._future["steps_kept"] = self._future["steps_kept"] * 0 + float(len(STEPS))
        self._course = DealCourse(self._model, self._future)
        self._keep = assumed.ranges["keep_days"].middle / DAYS_A_MONTH

    def whole(self) -> Timeline:
        found = [*self._law(), *self._deal(), *self._deposits(), *self._releases()]
        seen = [one for one in found if -1e-9 <= one.month <= self._horizon]
        order = list(LANES)
        seen.sort(key=lambda one: (one.month, order.index(one.lane)))
        return Timeline(
            policy=self._policy.id, title=self._policy.title, start=self._start, horizon=self._horizon,
            happenings=tuple(seen), no_return=self._no_return(seen),
        )  # fmt: skip

    def _day(self, month: float) -> date:
        return self._start + timedelta(round(month * DAYS_A_MONTH))

    def _step(self, name: str) -> float:
        place = next((n for n, owed in enumerate(self._model.owed, 1) if owed.step == name), 0)
        return float(self._course.step(place)[0]) if place else float("inf")

    def _law(self) -> Iterator[Happening]:
        for lever in self._policy.levers:
            if lever.after == "breach":
                continue
            if lever.after is not None:
                month = self._step(lever.after) + lever.wait_days / DAYS_A_MONTH
            else:
                month = month_of(self._start, lever.start) if lever.start is not None else 0.0
            if month > self._horizon:
                continue
            relief = lever.do in RELIEF
            lag = f"comes back {plural(lever.restore_days, 'day')} after a breach" if lever.on_breach else ""
            undone = lag or (
                "a breach does not end it" if relief else f"{plural(self._policy.reversible_days, 'day')}"
            )
            yield self._at("law", month, what=_lever(lever), short=_lever(lever), undone=undone,
                           until=float(self._horizon) if relief else None)  # fmt: skip
            if relief:
                short = f"back after {lever.restore_days} d" if lever.on_breach else "not restored"
                yield self._at("gone", month, what=f"{_lever(lever)}: {undone}", short=short, undone=undone)

    def _deal(self) -> Iterator[Happening]:
        if self._model.talks is not None and self._policy.talks is not None:
            limit = self._policy.talks.only_if_partner_share_below
            only = (
                f", only once the partner’s share of trade is below {limit:g} percent"
                if limit is not None
                else ""
            )
            yield self._at("deal", self._model.talks, what=f"talks open{only}", short="talks")
        for owed, asked in zip(self._model.owed, self._policy.obligations, strict=True):
            month = self._step(owed.step)
            within = f" within {plural(asked.within_days, 'day')}" if asked.within_days else ""
            who = f"verified by {asked.verified_by}{within}" if asked.verified_by else "verified by nobody"
            yield self._at("deal", month, what=f"{owed.step}: {asked.does}", short=owed.step, who=who,
                           until=month + owed.lag if asked.verified_by else None)  # fmt: skip
        for duty, said in zip(self._model.duties, self._policy.duties, strict=True):
            after = float(self._course.step(duty.after)[0]) if duty.after else 0.0
            yield self._at(
                "deal", after + duty.month, what=said.does, short=said.id.replace("-", " "), who=said.by
            )

    def _deposits(self) -> Iterator[Happening]:
        for dated in schedule(self._policy, self._terms.until):
            for day, units in dated.deposits:
                worth = float(units * dated.unit_worth(self._terms)) / 1e6
                who = ", ".join(dated.payment.shares)
                if all(one.after == 0 for one in self._of(dated.id)):
                    continue  # paid at once: the release says it
                yield self._at("money", month_of(self._start, day), what=f"deposit with {dated.payment.custodian}",
                               short=f"+{worth:,.0f} held", who=who, amount=worth,
                               undone=_on_breach(dated.payment.breach))  # fmt: skip

    def _of(self, payment: str) -> list[Tranche]:
        return [one for one in self._model.tranches if one.payment == payment] or [
            one for one in self._model.tranches if one.payment == payment.partition("/")[0]
        ]

    def _releases(self) -> Iterator[Happening]:
        sold = still_sold(self._model, self._future)
        for place, one in enumerate(self._model.tranches):
            month = float(self._course.tranche(place)[0])
            if month > self._horizon:
                continue
            worth = float((worth_of(one, self._future, sold) + self._future["months_a_step"] * 0)[0])
            bought = self._model.owed[one.buys - 1].step if self._model.owed else "nothing"
            safe = max(month, self._step(bought)) + self._keep
            back = (
                f"for {plural(round(one.recall * DAYS_A_MONTH), 'day')}" if one.recall else "never, once paid"
            )
            yield self._at("money", month, what=f"payment for {bought}, at risk until {self._day_words(safe)}",
                           short=f"{worth:,.0f} {one.payer}", who=_shares(one, worth), amount=worth,
                           until=min(safe, float(self._horizon)), undone=back)  # fmt: skip
            gone = month + one.recall
            if gone <= self._horizon:
                yield self._at("gone", gone, what=f"the payment for {bought} cannot be called back",
                               short=f"{worth:,.0f} gone", who=one.payer, amount=worth, undone="never")  # fmt: skip

    def _day_words(self, month: float) -> str:
        return spoken(self._day(month)) if month <= self._horizon else "after the months ahead"

    def _at(self, lane: Lane, month: float, **rest: object) -> Happening:
        at = (
            min(max(month, 0.0), float(self._horizon) + 1)
            if month != float("inf")
            else float(self._horizon) + 1
        )
        return Happening(lane=lane, month=month, day=self._day(at), **rest)  # type: ignore[arg-type]

    def _no_return(self, seen: list[Happening]) -> str:
        gone = [one for one in seen if one.lane == "gone" and one.amount is not None]
        relief = [one for one in seen if one.lane == "gone" and one.amount is None]
        parts = []
        if gone:
            whole = sum(one.amount or 0.0 for one in gone)
            first = gone[0]
            parts.append(
                f"from {spoken(first.day)} on money cannot be called back: first {first.amount:,.0f}, in all {whole:,.0f} USD million"
                if len(gone) > 1 else f"from {spoken(first.day)} on {whole:,.0f} USD million cannot be called back"
            )  # fmt: skip
        if relief:
            lags = sorted({one.undone for one in relief})
            parts.append(f"relief from {spoken(relief[0].day)} on: {' or '.join(lags)}")
        days = plural(self._policy.reversible_days, "day")
        if parts and any(lever.do not in RELIEF for lever in self._policy.levers):
            parts.append(
                f"the other levers can be undone within {days}"
                if relief
                else f"the levers can be undone within {days}"
            )
        if not parts:
            return (
                f"Everything counted here can be undone within {days}."
                if self._policy.levers
                else "Nothing is paid and no law is changed."
            )
        return f"{'; '.join(parts)[0].upper()}{'; '.join(parts)[1:]}."


def spoken(day: date) -> str:
    """A day as a reader says it."""
    return f"{day.day} {day:%B} {day.year}"


def _lever(lever: Lever) -> str:
    """A lever in few words; the options as written have it whole."""
    many = plural(len(lever.measures), "measure") if lever.measures else "every measure"
    if lever.do == "designate":
        return f"name {f'{lever.number} ' if lever.number is not None else ''}{', '.join(lever.against)}"
    if lever.do == "enforce":
        return "enforce better"
    words = {"switch_measure": "switch on", "change_cap": "change cap of"}.get(lever.do, lever.do)
    return f"{words} {many}{' in part' if lever.limited and lever.do in {'lift', 'suspend'} else ''}"


def _on_breach(breach: str) -> str:
    return {
        "return": "goes back on a breach",
        "hold": "stays held on a breach",
        "forfeit": "is forfeited on a breach",
    }[breach]


def _shares(one: Tranche, worth: float) -> str:
    if len(one.payers) == 1:
        return one.payer
    return ", ".join(f"{name} {share * worth:,.0f}" for name, share in one.payers)
