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
from yalu.policy.records import Payment, Policy, Release
from yalu.policy.steps import STEPS
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


class Tranche(msgspec.Struct, frozen=True, kw_only=True):
    """One release of money: after which step (0: on deposit), when at the earliest, and what it buys.

    ``verify`` and ``keep`` are months; ``by_partner`` says whether the case's partner pays.
    """

    payment: str
    payer: str
    by_partner: bool
    amount: float
    after: int
    not_before: float
    deposit: float
    verify: float
    buys: int
    keep: float


class Model(msgspec.Struct, frozen=True, kw_only=True):
    """One policy as numbers. ``talks`` is months until they begin, None without any."""

    policy: str
    horizon: int
    talks: float | None
    owes: bool
    freeze_verified: bool
    freeze_verify: float
    humanitarian: tuple[str, ...]
    stopped: tuple[Stopped, ...]
    tranches: tuple[Tranche, ...]


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
    freeze = policy.obligation("freeze")
    return Model(
        policy=policy.id,
        horizon=assumed.months,
        talks=None if policy.talks is None else _months_from(assumed.start, policy.talks.start),
        owes=bool(policy.obligations),
        freeze_verified=freeze is not None and bool(freeze.verified_by),
        freeze_verify=verified_within(policy, "freeze") / DAYS_A_MONTH,
        humanitarian=humanitarian_lines(law, assumed.humanitarian, months_of(assumed)[-1]),
        stopped=_stopped(policy, law, months, lines),
        tranches=tuple(
            _tranche(policy, payment, release, assumed.start, partner)
            for payment in policy.payments
            for release in payment.releases
        ),
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


def _tranche(policy: Policy, payment: Payment, release: Release, start: date, partner: str) -> Tranche:
    owed = policy.obligation(release.bought)
    earliest = max(payment.deposit, release.not_before or payment.deposit)
    return Tranche(
        payment=payment.id, payer=payment.payer, by_partner=payment.payer == partner,
        amount=float(payment.released(release)) / 1e6,
        after=0 if release.after == "deposit" else STEPS.index(release.after) + 1,
        not_before=_months_from(start, earliest), deposit=_months_from(start, payment.deposit),
        verify=release.within_days / DAYS_A_MONTH, buys=STEPS.index(release.bought) + 1,
        keep=0.0 if owed is None else owed.keep_days / DAYS_A_MONTH,
    )  # fmt: skip


def _months_from(start: date, day: date) -> float:
    return (day - start).days / DAYS_A_MONTH
