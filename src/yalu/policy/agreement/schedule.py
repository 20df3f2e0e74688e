"""The payments of an option as dated units: repeats written out, deposits before releases, a price for every unit.

The exact account of a path and the formulas of the deal both begin here, so that they pay the same.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

import msgspec

from yalu.policy.records import Payment, Policy, Release, Span, exact_number

_CENT = Decimal("0.01")
ZERO = Decimal(0)


class Terms(msgspec.Struct, frozen=True, kw_only=True):
    """What a policy file leaves to its set: the last day, prices by the name of their range, and what is sold.

    ``keep_days`` is how long a step must stand, None for each option's own. ``prices`` are in the currency of
    the payment for one unit; ``sold`` is USD a year by name of the goods. Payments that repeat are written
    out up to ``until``; without it they are made once.
    """

    until: date | None = None
    keep_days: int | None = None
    prices: Mapping[str, Decimal] = {}
    sold: Mapping[str, Decimal] = {}


class Instalment(msgspec.Struct, frozen=True, kw_only=True):
    """One release: its units, the first day on which it may go, and the deposit that it is paid from."""

    release: Release
    units: Decimal
    deposited: date
    earliest: date


class Dated(msgspec.Struct, frozen=True, kw_only=True):
    """One payment, made once: deposits by day in units, instalments, and what a unit is worth.

    ``scale`` names the range that prices a unit, empty where ``payment.price`` does or proceeds do.
    """

    id: str
    payment: Payment
    deposits: tuple[tuple[date, Decimal], ...]
    instalments: tuple[Instalment, ...]
    scale: str = ""

    def unit_worth(self, terms: Terms) -> Decimal:
        """What one unit is worth on some terms, in the currency; zero for what they do not name."""
        proceeds = self.payment.proceeds
        if proceeds is not None:
            sold = sum((terms.sold.get(name, ZERO) for name in proceeds.goods), ZERO)
            return (sold * exact_number(proceeds.percent) / 1200).quantize(_CENT)
        known = self.payment.price
        return terms.prices.get(self.scale, known if known is not None else ZERO)


def schedule(policy: Policy, until: date | None = None) -> tuple[Dated, ...]:
    """Every payment of a policy with its repeats, those that begin before ``until``."""
    found = []
    for payment in policy.payments:
        first = payment.first_deposit
        found.append(_dated(policy, payment, 0))
        if payment.every_months <= 0 or until is None:
            continue
        times = 1
        while months_later(first, times * payment.every_months) < until:
            found.append(_dated(policy, payment, times))
            times += 1
    return tuple(found)


def months_later(day: date, months: int) -> date:
    """The same day of the month so many months on, or the last day of a shorter month."""
    place = day.year * 12 + day.month - 1 + months
    year, month = divmod(place, 12)
    for last in (day.day, 30, 29, 28):
        try:
            return date(year, month + 1, min(day.day, last))
        except ValueError:
            continue
    raise ValueError(f"{day} has no day {months} months on")


def price_range(policy: Policy, payment: Payment) -> str:
    """The name of the range that prices a payment in goods, empty where the file has one price."""
    price = payment.commodity.price if payment.commodity is not None else None
    if isinstance(price, Span):
        return f"price_{policy.id}_{payment.id}".replace("-", "_")
    return price if isinstance(price, str) else ""


def own_prices(policy: Policy) -> frozenset[str]:
    """The names of the ranges that a policy brings for its own spans of prices."""
    return frozenset(
        price_range(policy, payment)
        for payment in policy.payments
        if payment.commodity is not None and isinstance(payment.commodity.price, Span)
    )


def _dated(policy: Policy, payment: Payment, times: int) -> Dated:
    shift = times * payment.every_months
    deposits = [(months_later(day, shift), units) for day, units in _deposits(payment)]
    return Dated(
        id=payment.id if times == 0 else f"{payment.id}/{times + 1}",
        payment=payment,
        deposits=tuple(deposits),
        instalments=_instalments(payment, deposits, shift),
        scale=price_range(policy, payment),
    )


def _deposits(payment: Payment) -> list[tuple[date, Decimal]]:
    """Deposits in order of their days, in units: at once, topped up, or one for every month of proceeds."""
    if payment.proceeds is not None:
        first, months = payment.first_deposit, payment.proceeds.months
        return [(months_later(first, month), Decimal(1)) for month in range(1, months + 1)]
    if payment.deposit is not None:
        return [(payment.deposit, payment.size)]
    parts = sorted(payment.deposits, key=lambda one: one.day)
    return [(one.day, payment.size * exact_number(one.percent) / 100) for one in parts]


def _instalments(
    payment: Payment, deposits: list[tuple[date, Decimal]], shift: int
) -> tuple[Instalment, ...]:
    """Releases in the order of the file use up deposits in the order of their days; none goes before its own."""
    used, found = ZERO, []
    for release in payment.releases:
        units = payment.units(release)
        used += units
        deposited = _covered(deposits, used)
        not_before = None if release.not_before is None else months_later(release.not_before, shift)
        earliest = deposited if not_before is None else max(deposited, not_before)
        found.append(Instalment(release=release, units=units, deposited=deposited, earliest=earliest))
    return tuple(found)


def _covered(deposits: list[tuple[date, Decimal]], units: Decimal) -> date:
    there = ZERO
    for day, more in deposits:
        there += more
        if there >= units:
            return day
    return deposits[-1][0]
