"""A policy made ready for arithmetic: what the law stops by how well it is enforced, and what a deal pays when.

These numbers are all that the formulas of ``outcomes`` need; the page of the site carries the same ones.
Money is in USD million, time in months of 30.4375 days from the first day ahead.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

import msgspec

from yalu.measures.records import LimitPart
from yalu.measures.regimes import Regime
from yalu.policy.assumptions import Assumptions
from yalu.policy.baseline import TradeLine
from yalu.policy.enacting import MonthOfLaw, humanitarian_lines, months_of
from yalu.policy.escrow import verified_within
from yalu.policy.records import Duty, Obligation, Policy
from yalu.policy.schedule import Dated, Instalment, months_later, schedule
from yalu.policy.steps import Step
from yalu.vocabulary.amounts import convert
from yalu.vocabulary.amounts import quantity as amount_of
from yalu.vocabulary.intervals import AmountError

DAYS_A_MONTH = 30.4375


class Stopped(msgspec.Struct, frozen=True, kw_only=True):
    """A part of trade that the law stops in so many months, under one class of enforcement.

    ``value`` is USD million a year, or ``range`` names it. ``allowed_quantity`` is what a cap's quantity is
    worth at the price of the year, ``allowed_amount`` what its amount allows; None where there is no such limb.
    """

    line: str
    months: int
    better: bool
    designated: bool
    value: float | None = None
    range: str = ""
    allowed_quantity: float | None = None
    allowed_amount: float | None = None

    @property
    def capped(self) -> bool:
        """Whether only what goes beyond a limit is stopped."""
        return self.allowed_quantity is not None or self.allowed_amount is not None


class Owed(msgspec.Struct, frozen=True, kw_only=True):
    """One step that an option asks for. ``lag`` is months until it is verified, ``keep`` the option's own keep period.

    ``part`` is how much of the step is asked for; ``requires`` names payments and duties that come first.
    """

    step: Step
    part: float = 1.0
    verified: bool = True
    lag: float = 0.0
    keep: float | None = None
    requires: tuple[str, ...] = ()


class DutyDone(msgspec.Struct, frozen=True, kw_only=True):
    """What another side does without money: in a month, or so many months after a step (its place, 0 for none)."""

    id: str
    month: float
    after: int = 0


class Tranche(msgspec.Struct, frozen=True, kw_only=True):
    """One release of money: after which of the steps asked for (0: dated), when at the earliest, and what it buys.

    ``amount`` is USD million, times the range ``scale`` where one is named, times what the target still sells
    a year of the ``goods``. ``earliest`` is no earlier than ``deposit``; ``wait`` is months after the step,
    its verification among them; in ``recall`` months it can be called back. ``partner_share`` is the part
    that the case's partner pays.
    """

    payment: str
    payers: tuple[tuple[str, float], ...]
    partner_share: float
    amount: float
    after: int
    earliest: float
    deposit: float
    wait: float
    buys: int
    recall: float = 0.0
    scale: str = ""
    goods: tuple[str, ...] = ()
    requires: tuple[str, ...] = ()

    @property
    def payer(self) -> str:
        """Everyone who pays, as words."""
        return ", ".join(name for name, _ in self.payers)


class SoldLine(msgspec.Struct, frozen=True, kw_only=True):
    """What the target sells a year of one line of goods: USD million, or the range that says so."""

    name: str
    value: float | None = None
    range: str = ""


class Model(msgspec.Struct, frozen=True, kw_only=True):
    """One policy as numbers. ``talks`` is months until they begin, None without any."""

    policy: str
    horizon: int
    talks: float | None
    humanitarian: tuple[str, ...]
    stopped: tuple[Stopped, ...]
    tranches: tuple[Tranche, ...]
    owed: tuple[Owed, ...] = ()
    duties: tuple[DutyDone, ...] = ()
    lines: tuple[SoldLine, ...] = ()

    @property
    def owes(self) -> bool:
        """Whether there is a deal that the counterpart could break."""
        return self.talks is not None and bool(self.owed)

    @property
    def freeze_verified(self) -> bool:
        """Whether a freeze is asked for and somebody verifies it."""
        return any(owed.step == "freeze" and owed.verified for owed in self.owed)

    @property
    def freeze_verify(self) -> float:
        """Months until a freeze is verified."""
        return next((owed.lag for owed in self.owed if owed.step == "freeze"), 0.0)


def model_of(
    policy: Policy,
    law: Regime,
    months: Sequence[MonthOfLaw],
    lines: Sequence[TradeLine],
    assumed: Assumptions,
    *,
    partner: str,
) -> Model:
    """The numbers of one policy under its law."""
    return Model(
        policy=policy.id,
        horizon=assumed.months,
        talks=None if policy.talks is None else _months_from(assumed.start, policy.talks.start),
        humanitarian=humanitarian_lines(law, assumed.humanitarian, months_of(assumed)[-1]),
        stopped=_stopped(policy, law, months, lines),
        tranches=_tranches(policy, assumed, partner),
        owed=tuple(_owed(one) for one in policy.obligations),
        duties=tuple(_duty(policy, one, assumed.start) for one in policy.duties),
        lines=tuple(SoldLine(name=line.name, value=line.value, range=line.range) for line in lines),
    )


def _stopped(
    policy: Policy, law: Regime, months: Sequence[MonthOfLaw], lines: Sequence[TradeLine]
) -> tuple[Stopped, ...]:
    counted: dict[tuple[str, bool, bool, str], int] = {}
    for month in months:
        better, closed = _enforced(policy, month)
        standing = "banned" if month.standing == "exempt" and closed else month.standing
        if standing in {"banned", "capped"}:
            cap = month.measures[0] if standing == "capped" else ""
            key = (month.line, better, _designated(policy, month), cap)
            counted[key] = counted.get(key, 0) + 1
    by_name: Mapping[str, TradeLine] = {line.name: line for line in lines}
    found = []
    for (name, better, designated, cap), number in sorted(counted.items()):
        line = by_name[name]
        by_quantity, by_amount = _allowed(law, cap, line) if cap else (None, None)
        if cap and by_quantity is None and by_amount is None:
            continue  # a limit in a unit that the line does not have stops nothing that could be counted
        found.append(
            Stopped(
                line=name, months=number, better=better, designated=designated, value=line.value, range=line.range,
                allowed_quantity=by_quantity, allowed_amount=by_amount,
            )
        )  # fmt: skip
    return tuple(found)


def _enforced(policy: Policy, month: MonthOfLaw) -> tuple[bool, bool]:
    """Whether the law on a line is better enforced that month, and whether its ways out are closed."""
    pulled = [
        lever
        for lever in policy.levers_of("enforce")
        if lever.start <= month.month and (not lever.measures or set(lever.measures) & set(month.measures))
    ]
    return bool(pulled), any(lever.exemptions == "closed" for lever in pulled)


def _designated(policy: Policy, month: MonthOfLaw) -> bool:
    return any(lever.start <= month.month for lever in policy.levers_of("designate"))


def _allowed(law: Regime, cap: str, line: TradeLine) -> tuple[float | None, float | None]:
    """What a cap lets through in a year, by quantity at the year's price and by amount, in USD million."""
    by_quantity = by_amount = None
    for part in law.measure(cap).limit.first_reached_of:
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


def _tranches(policy: Policy, assumed: Assumptions, partner: str) -> tuple[Tranche, ...]:
    until = months_later(assumed.start, assumed.months)
    return tuple(
        _tranche(policy, dated, one, assumed.start, partner)
        for dated in schedule(policy, until)
        for one in dated.instalments
    )


def _tranche(policy: Policy, dated: Dated, one: Instalment, start: date, partner: str) -> Tranche:
    payment, release = dated.payment, one.release
    proceeds, waits = payment.proceeds, release.within_days + verified_within(policy, release.after)
    unit = 1.0 if payment.price is None else float(payment.price)
    if proceeds is not None:
        unit = 1e6 * float(proceeds.percent) / 1200
    elif dated.scale:
        unit = 1.0
    return Tranche(
        payment=dated.id, payers=tuple((name, float(share)) for name, share in payment.shares.items()),
        partner_share=float(payment.shares.get(partner, 0)), amount=float(one.units) * unit / 1e6,
        after=_place(policy, release.after), earliest=_months_from(start, one.earliest),
        deposit=_months_from(start, one.deposited), wait=waits / DAYS_A_MONTH, buys=_place(policy, release.bought),
        recall=payment.reversible_days / DAYS_A_MONTH, scale=dated.scale,
        goods=() if proceeds is None else proceeds.goods, requires=release.requires,
    )  # fmt: skip


def _owed(one: Obligation) -> Owed:
    return Owed(
        step=one.step, part=float(one.part), verified=bool(one.verified_by), lag=one.within_days / DAYS_A_MONTH,
        keep=None if one.keep_days is None else one.keep_days / DAYS_A_MONTH, requires=one.requires,
    )  # fmt: skip


def _duty(policy: Policy, duty: Duty, start: date) -> DutyDone:
    if duty.day is not None:
        return DutyDone(id=duty.id, month=_months_from(start, duty.day))
    days = duty.within_days + verified_within(policy, duty.after)
    return DutyDone(id=duty.id, month=days / DAYS_A_MONTH, after=_place(policy, duty.after))


def _place(policy: Policy, step: str) -> int:
    """The place of a step among those that the policy asks for, from 1; 0 for what waits for none."""
    return next((place for place, owed in enumerate(policy.obligations, 1) if owed.step == step), 0)


def _months_from(start: date, day: date) -> float:
    return (day - start).days / DAYS_A_MONTH
