"""A policy made ready for arithmetic: what the law stops by how well it is enforced, and what a deal pays when.

These numbers are all that the formulas of ``outcomes`` need; the page of the site carries the same ones.
Money is in USD million, time in months of 30.4375 days from the first day ahead.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import msgspec

from yalu.law.text.regimes import Regime
from yalu.policy.agreement.escrow import verified_within
from yalu.policy.agreement.moments import Moment
from yalu.policy.agreement.schedule import Dated, Instalment, months_later, schedule
from yalu.policy.agreement.steps import DealStep
from yalu.policy.assumptions import DAYS_A_MONTH, Assumptions, month_of
from yalu.policy.formulas.law_under_policy import LawPeriod, TradeLine
from yalu.policy.formulas.stoppage import Stoppage, Stopped
from yalu.policy.records import Duty, Obligation, Policy


class Owed(msgspec.Struct, frozen=True, kw_only=True):
    """One step that an option asks for. ``lag`` is months until it is verified, ``keep`` the option's own keep period.

    ``part`` is how much of the step is asked for; ``requires`` names payments and duties that come first.
    """

    step: DealStep
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
    """One policy as numbers. ``talks`` is months until they begin, None without any.

    ``humanitarian`` are the lines touched on the last day as long as no moment holds; ``relief_lines`` by how
    many each set of moments changes their number while all of it holds.
    """

    policy: str
    horizon: int
    talks: float | None
    humanitarian: tuple[str, ...]
    stopped: tuple[Stopped, ...]
    tranches: tuple[Tranche, ...]
    owed: tuple[Owed, ...] = ()
    duties: tuple[DutyDone, ...] = ()
    lines: tuple[SoldLine, ...] = ()
    moments: tuple[Moment, ...] = ()
    relief_lines: tuple[tuple[tuple[int, ...], int], ...] = ()

    @property
    def owes(self) -> bool:
        """Whether there is a deal that the counterpart could break."""
        return self.talks is not None and bool(self.owed)


class Counted(msgspec.Struct, frozen=True, kw_only=True):
    """What the law of a policy comes to: it depends on levers and on the order of the steps asked for, not on money."""

    stopped: tuple[Stopped, ...]
    humanitarian: tuple[str, ...]
    moments: tuple[Moment, ...]
    relief_lines: tuple[tuple[tuple[int, ...], int], ...]


def counted(
    policy: Policy, law: Regime, periods: Sequence[LawPeriod], lines: Sequence[TradeLine], assumed: Assumptions
) -> Counted:  # fmt: skip
    """The law of one policy, line by line and period by period."""
    stoppage = Stoppage(policy, law, periods, lines, assumed)
    humanitarian, relief_lines = stoppage.humanitarian(assumed.humanitarian)
    return Counted(
        stopped=stoppage.parts(), humanitarian=humanitarian, moments=stoppage.moments, relief_lines=relief_lines
    )  # fmt: skip


def model_of(
    policy: Policy, law: Counted, lines: Sequence[TradeLine], assumed: Assumptions, *, partner: str
) -> Model:
    """The numbers of one policy under its law."""
    return Model(
        policy=policy.id,
        horizon=assumed.months,
        talks=None if policy.talks is None else month_of(assumed.start, policy.talks.start),
        humanitarian=law.humanitarian,
        stopped=law.stopped,
        tranches=_tranches(policy, assumed, partner),
        owed=tuple(_owed(one) for one in policy.obligations),
        duties=tuple(_duty(policy, one, assumed.start) for one in policy.duties),
        lines=tuple(SoldLine(name=line.name, value=line.value, range=line.range) for line in lines),
        moments=law.moments,
        relief_lines=law.relief_lines,
    )


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
        after=_place(policy, release.after), earliest=month_of(start, one.earliest),
        deposit=month_of(start, one.deposited), wait=waits / DAYS_A_MONTH, buys=_place(policy, release.bought),
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
        return DutyDone(id=duty.id, month=month_of(start, duty.day))
    days = duty.within_days + verified_within(policy, duty.after)
    return DutyDone(id=duty.id, month=days / DAYS_A_MONTH, after=_place(policy, duty.after))


def _place(policy: Policy, step: str) -> int:
    """The place of a step among those that the policy asks for, from 1; 0 for what waits for none."""
    return next((place for place, owed in enumerate(policy.obligations, 1) if owed.step == step), 0)
