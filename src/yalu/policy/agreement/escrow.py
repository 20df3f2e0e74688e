"""The escrow account of a policy on any dated path of states: exact, and without any probability.

Money is deposited, held by a custodian, released when a step stands verified, and returned, held or
forfeited when the deal is broken. On every path and every day, for every payer, deposited = paid + held
+ returned + forfeited.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal

import msgspec

from yalu.policy.agreement.schedule import ZERO, Dated, Instalment, Terms, schedule
from yalu.policy.agreement.steps import DealPath, DealStep, PathError, State
from yalu.policy.records import Payment, Policy

_DAYS_A_MONTH = Decimal("30.4375")
FILE_ONLY = Terms()


class Balance(msgspec.Struct, frozen=True, kw_only=True):
    """One payer's money at the end of a day: what it deposited, and where that is."""

    deposited: Decimal = ZERO
    paid: Decimal = ZERO
    held: Decimal = ZERO
    returned: Decimal = ZERO
    forfeited: Decimal = ZERO


class Account(msgspec.Struct, frozen=True, kw_only=True):
    """The money of one policy at the end of one day, in ``currency``.

    ``stranded`` was released for a step that was not kept. ``exposed`` is what would be stranded were
    the deal broken that day. ``recoverable`` is held, or released and still within its days of recall (after
    a breach: within them on the day of the breach); it is never exposed or stranded as well.
    ``freeze_months`` counts the months in which a freeze stood verified, a part of one in part.
    """

    day: date
    state: State
    paused: bool = False
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
    payers: dict[str, Balance]


class _Move(msgspec.Struct, frozen=True):
    """One release that happens on a path: when, how much, and from which day its step counts as kept."""

    payment: Payment
    day: date
    amount: Decimal
    kept_from: date | None

    def recallable(self, day: date) -> bool:
        """Whether the money can still be called back on a day."""
        days = self.payment.reversible_days
        return days > 0 and day <= self.day + timedelta(days)


class _Ledger:
    """What a policy's payments come to on one path, before any day is asked for."""

    def __init__(self, policy: Policy, path: DealPath, terms: Terms) -> None:
        self._policy, self._path, self._terms = policy, path, terms
        self._plan = schedule(policy, terms.until)
        self._first = {dated.id: dated for dated in self._plan}
        self.deposits: list[tuple[Dated, date, Decimal]] = []
        self.moves: list[tuple[Dated, _Move]] = []
        for dated in self._plan:
            worth = dated.unit_worth(terms)
            for planned, units in dated.deposits:
                day = path.awake(planned)
                if day is not None and self._stands(day):
                    self.deposits.append((dated, day, units * worth))
            for one in dated.instalments:
                day = self._released_on(one)
                if day is not None and self._stands(day):
                    kept = self._kept_from(one, day)
                    self.moves.append((dated, _Move(dated.payment, day, one.units * worth, kept)))

    def done_on(self, name: str) -> date | None:
        """The day on which the first release of a payment goes out, or a duty of another side is done."""
        duty = next((duty for duty in self._policy.duties if duty.id == name), None)
        if duty is None:
            day = self._released_on(self._first[name].instalments[0])
            return day if day is not None and self._stands(day) else None
        if duty.day is not None:
            return self._path.awake(duty.day)
        verified = self._verified(duty.after)
        return None if verified is None else self._path.later(verified, duty.within_days)

    def _stands(self, day: date) -> bool:
        """Nobody deposits or pays once the deal is broken."""
        return self._path.breach is None or day < self._path.breach

    def _verified(self, step: str) -> date | None:
        """The day on which a step that is asked for has been verified, pauses not counted."""
        owed = next((owed for owed in self._policy.obligations if owed.step == step), None)
        taken = None if owed is None else self._path.entered(owed.step)
        return None if owed is None or taken is None else self._path.later(taken, owed.within_days)

    def _released_on(self, one: Instalment) -> date | None:
        """The last day the release may take: the step is taken and verified, then the payer has its days."""
        days: list[date | None] = [one.earliest, *(self.done_on(name) for name in one.release.requires)]
        if one.release.after != "deposit":
            verified = self._verified(one.release.after)
            days.append(None if verified is None else self._path.later(verified, one.release.within_days))
        known = [day for day in days if day is not None]
        return None if len(known) < len(days) else self._path.awake(max(known))

    def _kept_from(self, one: Instalment, day: date) -> date | None:
        """The first day on which the step that money is for has stood long enough after the payment."""
        step = one.release.bought
        taken = self._path.entered(step)
        owed = self._policy.obligation(step)
        if taken is None or owed is None:
            return None
        own = owed.keep_days or 0
        keep = own if self._terms.keep_days is None else self._terms.keep_days
        return self._path.later(max(day, taken), keep)


def account(policy: Policy, path: DealPath, day: date, terms: Terms = FILE_ONLY) -> Account:
    """The account at the end of a day, when the counterpart goes the path.

    Amounts are exact decimals of the policy's currency, months are of 30.4375 days.
    """
    return _account(policy, path, day, _Ledger(policy, path, terms))


def history(policy: Policy, path: DealPath, until: date, terms: Terms = FILE_ONLY) -> tuple[Account, ...]:
    """The account on every day on which it changes, and on the last day asked for."""
    ledger = _Ledger(policy, path, terms)
    days = {until, *(turn.day for turn in path.turns)}
    for pause in path.pauses:
        days |= {pause.start} | ({pause.end} if pause.end else set())
    days |= {day for _, day, _ in ledger.deposits}
    for _, move in ledger.moves:
        days |= {move.day} | ({move.kept_from} if move.kept_from else set())
        if move.payment.reversible_days:
            days.add(move.day + timedelta(move.payment.reversible_days + 1))
    verified = _freeze_from(policy, path)
    if verified is not None:
        days.add(verified)
    changes: list[Account] = []
    for one in (_account(policy, path, day, ledger) for day in sorted(days) if day <= until):
        same = bool(changes) and msgspec.structs.replace(one, day=changes[-1].day) == changes[-1]
        if not same or one.day == until:
            changes.append(one)
    return tuple(changes)


def freeze_months(policy: Policy, path: DealPath, day: date) -> Decimal:
    """Months until a day in which a freeze stood verified; none when nobody verifies it."""
    start = _freeze_from(policy, path)
    end = day if path.breach is None else min(day, path.breach)
    owed = policy.obligation("freeze")
    if start is None or end <= start or owed is None:
        return ZERO
    return Decimal(str(owed.part)) * path.days_between(start, end) / _DAYS_A_MONTH


def verified_within(policy: Policy, step: str) -> int:
    """Days between a step and its verification, as its obligation has them."""
    return next((owed.within_days for owed in policy.obligations if owed.step == step), 0)


def check_path(policy: Policy, path: DealPath, terms: Terms = FILE_ONLY) -> None:
    """Raise PathError for a path that takes a step before what the step requires was paid or done."""
    ledger, faults = _Ledger(policy, path, terms), []
    for owed in policy.obligations:
        taken = path.entered(owed.step)
        if taken is None:
            continue
        for name in owed.requires:
            done = ledger.done_on(name)
            if done is None or done > taken:
                when = "never comes on this path" if done is None else f"comes on {done}"
                faults.append(
                    f"{taken} {owed.step} waits for {name}, which {when}; write {owed.step} on a later day, "
                    f"or change “requires”"
                )
    if faults:
        raise PathError("; ".join(faults))


def duties_done(policy: Policy, path: DealPath, terms: Terms = FILE_ONLY) -> dict[str, date | None]:
    """The day on which each duty of another side falls due on a path, before any breach; None for never."""
    ledger = _Ledger(policy, path, terms)
    days = {duty.id: ledger.done_on(duty.id) for duty in policy.duties}
    return {
        name: None if day is not None and path.breach is not None and day >= path.breach else day
        for name, day in days.items()
    }


def unasked(policy: Policy, path: DealPath) -> tuple[DealStep, ...]:
    """The steps of a path that the policy does not ask for; nothing is credited or paid for them."""
    asked = {owed.step for owed in policy.obligations}
    steps = [turn.state for turn in path.turns if turn.state not in {"none", "breach"}]
    return tuple(step for step in steps if step not in asked)  # type: ignore[misc]


def _account(policy: Policy, path: DealPath, day: date, ledger: _Ledger) -> Account:
    broken = path.breach is not None and path.breach <= day
    until = path.breach if broken and path.breach is not None else day
    moves = [move for _, move in ledger.moves if move.day <= day]
    at_risk = [move for move in moves if not move.recallable(until)]
    open_amount = _sum(m.amount for m in at_risk if m.kept_from is None or m.kept_from > until)
    balances = _balances(ledger, day, broken)
    totals = {
        name: _sum(getattr(one, name) for one in balances.values()) for name in Balance.__struct_fields__
    }
    return Account(
        day=day,
        state=path.state_on(day),
        paused=path.paused_on(day),
        currency=policy.currency,
        deposited=totals["deposited"],
        released=totals["paid"],
        held=totals["held"],
        returned=totals["returned"],
        forfeited=totals["forfeited"],
        recoverable=totals["held"] + _sum(move.amount for move in moves if move.recallable(until)),
        exposed=ZERO if broken else open_amount,
        stranded=open_amount if broken else ZERO,
        freeze_months=freeze_months(policy, path, day),
        payers=balances,
    )


def _balances(ledger: _Ledger, day: date, broken: bool) -> dict[str, Balance]:
    """Every payer's money, share by share of every payment; a breach moves what is still held."""
    sums: dict[str, dict[str, Decimal]] = {}
    paid: dict[str, Decimal] = {}
    put: dict[str, Decimal] = {}
    of: dict[str, Payment] = {}
    for dated, when, amount in ledger.deposits:
        if when <= day:
            put[dated.id] = put.get(dated.id, ZERO) + amount
            of[dated.id] = dated.payment
    for dated, move in ledger.moves:
        if move.day <= day:
            paid[dated.id] = paid.get(dated.id, ZERO) + move.amount
    for name, payment in of.items():
        out = paid.get(name, ZERO)
        rest = (
            {"return": "returned", "hold": "held", "forfeit": "forfeited"}[payment.breach]
            if broken
            else "held"
        )
        for payer, share in payment.shares.items():
            mine = sums.setdefault(payer, dict.fromkeys(Balance.__struct_fields__, ZERO))
            mine["deposited"] += put[name] * share
            mine["paid"] += out * share
            mine[rest] += (put[name] - out) * share
    return {payer: Balance(**sums[payer]) for payer in sorted(sums)}


def _freeze_from(policy: Policy, path: DealPath) -> date | None:
    owed = policy.obligation("freeze")
    taken = None if owed is None or not owed.verified_by else path.entered("freeze")
    if owed is None or taken is None:
        return None
    day = path.later(taken, owed.within_days)
    return day if day is None or path.breach is None or day < path.breach else None


def _sum(amounts: Iterable[Decimal]) -> Decimal:
    return sum(amounts, ZERO)
