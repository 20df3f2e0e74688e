"""A policy made ready for arithmetic: what the law stops by how well it is enforced, and what a deal pays when.

These numbers are all that the formulas of ``outcomes`` need; the page of the site carries the same ones.
Money is in USD million, time in months of 30.4375 days from the first day ahead.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import msgspec

from yalu.measures.regimes import Regime
from yalu.policy.assumptions import Assumptions
from yalu.policy.baseline import TradeLine
from yalu.policy.clock import DAYS_A_MONTH, month_of
from yalu.policy.enacting import LawPeriod
from yalu.policy.escrow import verified_within
from yalu.policy.moments import Moment
from yalu.policy.records import Payment, Policy, Release
from yalu.policy.steps import STEPS
from yalu.policy.stoppage import Stoppage, Stopped


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
    """One policy as numbers. ``talks`` is months until they begin, None without any.

    ``humanitarian`` are the lines touched on the last day as long as no moment holds; ``relief_lines`` by how
    many each set of moments changes their number while all of it holds.
    """

    policy: str
    horizon: int
    talks: float | None
    owes: bool
    freeze_verified: bool
    freeze_verify: float
    humanitarian: tuple[str, ...]
    stopped: tuple[Stopped, ...]
    tranches: tuple[Tranche, ...]
    moments: tuple[Moment, ...] = ()
    relief_lines: tuple[tuple[tuple[int, ...], int], ...] = ()


def model_of(
    policy: Policy,
    law: Regime,
    periods: Sequence[LawPeriod],
    lines: Sequence[TradeLine],
    assumed: Assumptions,
    *,
    partner: str,
) -> Model:
    """The numbers of one policy under its law."""
    freeze = policy.obligation("freeze")
    stoppage = Stoppage(policy, law, periods, lines, assumed)
    humanitarian, relief_lines = stoppage.humanitarian(assumed.humanitarian)
    return Model(
        policy=policy.id,
        horizon=assumed.months,
        talks=None if policy.talks is None else month_of(assumed.start, policy.talks.start),
        owes=bool(policy.obligations),
        freeze_verified=freeze is not None and bool(freeze.verified_by),
        freeze_verify=verified_within(policy, "freeze") / DAYS_A_MONTH,
        humanitarian=humanitarian,
        stopped=stoppage.parts(),
        tranches=tuple(
            _tranche(policy, payment, release, assumed.start, partner)
            for payment in policy.payments
            for release in payment.releases
        ),
        moments=stoppage.moments,
        relief_lines=relief_lines,
    )


def _tranche(policy: Policy, payment: Payment, release: Release, start: date, partner: str) -> Tranche:
    owed = policy.obligation(release.bought)
    earliest = max(payment.deposit, release.not_before or payment.deposit)
    return Tranche(
        payment=payment.id, payer=payment.payer, by_partner=payment.payer == partner,
        amount=float(payment.released(release)) / 1e6,
        after=0 if release.after == "deposit" else STEPS.index(release.after) + 1,
        not_before=month_of(start, earliest), deposit=month_of(start, payment.deposit),
        verify=release.within_days / DAYS_A_MONTH, buys=STEPS.index(release.bought) + 1,
        keep=0.0 if owed is None else owed.keep_days / DAYS_A_MONTH,
    )  # fmt: skip
