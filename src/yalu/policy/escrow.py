"""The escrow account of a policy on any dated path of states: exact, and without any probability.

Money is deposited, held by a custodian, released when a step stands verified, and returned, held or
forfeited when the deal is broken. On every path and every day, deposited = released + held + returned
+ forfeited.
"""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import msgspec

from yalu.policy.records import Payment, Policy, Release
from yalu.policy.steps import DealPath, State

_DAYS_A_MONTH = Decimal("30.4375")
ZERO = Decimal(0)


class Account(msgspec.Struct, frozen=True, kw_only=True):
    """The money of one policy at the end of one day, in ``currency``.

    ``stranded`` was released for a step that was not kept. ``exposed`` is what would be stranded were
    the deal broken that day. ``recoverable`` is held, or released and still within its days of recall.
    ``freeze_months`` counts the months in which a freeze stood verified.
    """

    day: date
    state: State
    currency: str
    deposited: Decimal
    released: Decimal
    held: Decimal
    returned: Decimal
    forfeited: Decimal
    recoverable: Decimal
    exposed: Decimal
    stranded: Decimal
    freeze_months: Decimal
    paid_by: dict[str, Decimal]


class _Move(msgspec.Struct, frozen=True):
    """One release that happens on a path: when, how much, and from which day its step counts as kept."""

    payment: Payment
    day: date
    amount: Decimal
    kept_from: date | None


def account(policy: Policy, path: DealPath, day: date) -> Account:
    """The account at the end of a day, when the counterpart goes the path.

    Amounts are exact decimals of the policy's currency, months are of 30.4375 days.
    """
    deposits = [p for p in policy.payments if _deposited(p, path) and p.deposit <= day]
    moves = [move for payment in deposits for move in _moves(policy, payment, path) if move.day <= day]
    broken = path.breach is not None and path.breach <= day
    deposited = sum((p.value for p in deposits), ZERO)
    released = sum((move.amount for move in moves), ZERO)
    returned, forfeited = _after_breach(deposits, moves) if broken else (ZERO, ZERO)
    held = deposited - released - returned - forfeited
    unkept = [move for move in moves if not _kept(move, path.breach if broken else day)]
    open_amount = sum((move.amount for move in unkept), ZERO)
    callable_back = sum((m.amount for m in moves if _recallable(m, day)), ZERO)
    paid_by: dict[str, Decimal] = {}
    for move in moves:
        paid_by[move.payment.payer] = paid_by.get(move.payment.payer, ZERO) + move.amount
    return Account(
        day=day,
        state=path.state_on(day),
        currency=policy.currency,
        deposited=deposited,
        released=released,
        held=held,
        returned=returned,
        forfeited=forfeited,
        recoverable=held + callable_back,
        exposed=ZERO if broken else open_amount,
        stranded=open_amount if broken else ZERO,
        freeze_months=freeze_months(policy, path, day),
        paid_by=dict(sorted(paid_by.items())),
    )


def history(policy: Policy, path: DealPath, until: date) -> tuple[Account, ...]:
    """The account on every day on which it changes, and on the last day asked for."""
    days = {until, *(turn.day for turn in path.turns)}
    for payment in policy.payments:
        if _deposited(payment, path):
            days.add(payment.deposit)
            for move in _moves(policy, payment, path):
                days |= {move.day} | ({move.kept_from} if move.kept_from else set())
    verified = _verified(policy, "freeze", path)
    if verified is not None:
        days.add(verified)
    return tuple(account(policy, path, day) for day in sorted(days) if day <= until)


def freeze_months(policy: Policy, path: DealPath, day: date) -> Decimal:
    """Months until a day in which a freeze stood verified; none when nobody verifies it."""
    start = _verified(policy, "freeze", path)
    end = day if path.breach is None else min(day, path.breach)
    if start is None or end <= start:
        return ZERO
    return Decimal((end - start).days) / _DAYS_A_MONTH


def verified_within(policy: Policy, step: str) -> int:
    """Days between a step and its verification: the longest that a release on it allows."""
    waits = [r.within_days for p in policy.payments for r in p.releases if r.after == step]
    return max(waits, default=0)


def _verified(policy: Policy, step: str, path: DealPath) -> date | None:
    owed = next((o for o in policy.obligations if o.step == step), None)
    taken = None if owed is None or not owed.verified_by else path.entered(owed.step)
    if taken is None:
        return None
    day = taken + timedelta(verified_within(policy, step))
    return day if path.breach is None or day < path.breach else None


def _deposited(payment: Payment, path: DealPath) -> bool:
    """Nobody deposits once the deal is broken; on the day itself the money is already there."""
    return path.breach is None or payment.deposit < path.breach


def _moves(policy: Policy, payment: Payment, path: DealPath) -> list[_Move]:
    found = []
    for release in payment.releases:
        day = _released_on(payment, release, path)
        if day is not None and (path.breach is None or day < path.breach):
            kept_from = _kept_from(policy, release, day, path)
            found.append(_Move(payment, day, payment.released(release), kept_from))
    return found


def _released_on(payment: Payment, release: Release, path: DealPath) -> date | None:
    """The last day the release may take: the step is taken, the verifier has its days, then money goes."""
    if release.after == "deposit":
        return max(payment.deposit, release.not_before or payment.deposit)
    taken = path.entered(release.after)
    if taken is None:
        return None
    verified = taken + timedelta(release.within_days)
    return max(verified, payment.deposit, release.not_before or payment.deposit)


def _kept_from(policy: Policy, release: Release, day: date, path: DealPath) -> date | None:
    """The first day on which the step that money is for has stood as long as it must; None without the step."""
    taken = path.entered(release.bought)
    if taken is None:
        return None
    owed = policy.obligation(release.bought)
    return max(day, taken + timedelta(0 if owed is None else owed.keep_days))


def _kept(move: _Move, until: date | None) -> bool:
    return move.kept_from is not None and (until is None or move.kept_from <= until)


def _recallable(move: _Move, day: date) -> bool:
    return move.payment.reversible_days > 0 and day <= move.day + timedelta(move.payment.reversible_days)


def _after_breach(deposits: list[Payment], moves: list[_Move]) -> tuple[Decimal, Decimal]:
    """What of the money still held goes back to its payers, and what is forfeited."""
    returned = forfeited = ZERO
    for payment in deposits:
        left = payment.value - sum((m.amount for m in moves if m.payment.id == payment.id), ZERO)
        if payment.breach == "return":
            returned += left
        elif payment.breach == "forfeit":
            forfeited += left
    return returned, forfeited
