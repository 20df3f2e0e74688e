"""Checking the payments of a policy: money has a currency, is kept before it is released, and never grows."""

from __future__ import annotations

import re
from collections.abc import Collection
from decimal import Decimal

from yalu.documents.problems import did_you_mean, one_of, shown
from yalu.documents.records.yaml_files import Path
from yalu.policy.agreement.steps import STEPS
from yalu.policy.options.faults import KnownNames
from yalu.policy.options.obligation_checks import Add, check_requires
from yalu.policy.records import Commodity, Payment, Policy, Proceeds, Release, Span, exact_number

_PAYER = re.compile(r"[A-Z]{3}")
_WHOLE = Decimal(100)
# A tenth of a million is the smallest figure that the tables, in millions to one place, can show.
_LEAST = Decimal(100_000)


def check_payments(policy: Policy, known: KnownNames, add: Add) -> None:
    """Log every fault of the payments."""
    seen: set[str] = set()
    for number, payment in enumerate(policy.payments):
        path: Path = ("payments", number)
        if payment.id in seen:
            add(
                (*path, "id"), f"“{payment.id}” is the id of another payment", "an id is used once", "rename one",
                payment.id,
            )  # fmt: skip
        seen.add(payment.id)
        _payers(payment, path, add)
        _worth(payment, path, known, add)
        _deposits(payment, path, add)
        for name in ("reversible_days", "every_months"):
            if getattr(payment, name) < 0:
                add((*path, name), f"{name.split('_')[1]} are below zero", "time is counted from 0", "write 0 or more",
                    getattr(payment, name))  # fmt: skip
        _sums(payment, path, add)
        for place, release in enumerate(payment.releases):
            _release(policy, payment, release, (*path, "releases", place), add)
    foreign = sorted({payment.money for payment in policy.payments} - {"", "USD"})
    if foreign:
        add(("payments",), f"payments are in {one_of(foreign)}", "options are compared in one currency, USD",
            "convert the amounts and say at which rate in notes")  # fmt: skip


def _payers(payment: Payment, path: Path, add: Add) -> None:
    if bool(payment.payer) == bool(payment.payers):
        add(path, "a payment has one payer or several, and not both", "somebody pays",
            'write “payer: "CHN"”, or “payers: {CHN: 70, KOR: 30}” in percent')  # fmt: skip
        return
    place: Path = (*path, "payers" if payment.payers else "payer")
    for name in payment.payers or (payment.payer,):
        if not _PAYER.fullmatch(name):
            add(
                place, f"“{name}” is no state", "a payer is an ISO alpha-3 code in quotes", 'write "USA" or another',
                name,
            )  # fmt: skip
    parts = [exact_number(percent) for percent in payment.payers.values()]
    if parts and (sum(parts) != _WHOLE or min(parts) <= 0):
        add(place, f"the payers bring {sum(parts):g} percent", "shares are above zero and make 100 percent",
            "correct the shares", sum(parts))  # fmt: skip


def _worth(payment: Payment, path: Path, known: KnownNames, add: Add) -> None:
    goods, proceeds = payment.commodity, payment.proceeds
    if sum(one is not None for one in (payment.amount, goods, proceeds)) != 1:
        add(path, "a payment has an amount, a commodity or proceeds, and one of them only", "money, goods or proceeds are paid",
            "write “amount:” with “currency:”, or “commodity:”, or “proceeds:”")  # fmt: skip
        return
    if payment.amount is not None and not payment.currency:
        add((*path, "amount"), f"the amount {payment.amount:g} has no currency", "money has a currency", "add “currency: USD” or another",
            payment.amount)  # fmt: skip
    if goods is not None:
        _price(goods, (*path, "commodity", "price"), known.ranges, add)
    if proceeds is not None:
        _proceeds(proceeds, (*path, "proceeds"), known.goods, add)
    if payment.size <= 0:
        add(
            path, "nothing is paid", "a payment is above zero", "correct the amount or remove the payment",
            payment.size,
        )  # fmt: skip
    elif payment.price is not None and payment.value < _LEAST and not payment.exact:
        _small(path, payment.value, payment.money, add)


def _price(goods: Commodity, path: Path, ranges: Collection[str] | None, add: Add) -> None:
    price = goods.price
    if isinstance(price, str):
        if ranges is not None and price not in ranges:
            add(path, f"there is no range {shown(price)}{did_you_mean(price, ranges)}", "a price is a number, a span or a range by name",
                "add the range to ranges.yaml, or write {low: …, high: …}", price)  # fmt: skip
    elif isinstance(price, Span):
        if not 0 < price.low <= price.high:
            add(path, f"the price runs from {price.low:g} to {price.high:g}", "a price is above zero, and low is not above high",
                "correct the two")  # fmt: skip
    elif price <= 0:
        add(path, f"{price:g} is no price", "a price is above zero", "correct it", price)
    if not goods.currency:
        said = f" {price:g}" if isinstance(price, int | float) else ""
        add(
            path, f"the price{said} has no currency", "a price has a currency", "add “currency: USD” or another",
            said.strip(),
        )  # fmt: skip


def _proceeds(proceeds: Proceeds, path: Path, goods: Collection[str] | None, add: Add) -> None:
    for place, name in enumerate(proceeds.goods):
        if goods is not None and name not in goods:
            add((*path, "goods", place), f"there are no goods {shown(name)}{did_you_mean(name, goods)}",
                f"proceeds are of goods of ranges.yaml: {one_of(sorted(goods))}", "correct the name", name)  # fmt: skip
    if not proceeds.goods or proceeds.months < 1 or not 0 < proceeds.percent <= _WHOLE:
        add(path, "these proceeds are nothing", "proceeds name goods, above 0 to 100 percent of them, and 1 month or more",
            "write “goods: [coal], percent: 30, months: 12”")  # fmt: skip


def _deposits(payment: Payment, path: Path, add: Add) -> None:
    if (payment.deposit is None) == (not payment.deposits):
        add(path, "a payment has one day of deposit or several deposits, and not both", "money is deposited before it is released",
            "write “deposit:” with a day, or “deposits:” with “day:” and “percent:”")  # fmt: skip
        return
    if payment.proceeds is not None and payment.deposits:
        add(
            (*path, "deposits"), "proceeds are put aside month by month", "proceeds begin on one day",
            "write “deposit:” with that day",
        )  # fmt: skip
    parts = [exact_number(one.percent) for one in payment.deposits]
    if parts and (sum(parts) != _WHOLE or min(parts) <= 0):
        add((*path, "deposits"), f"the deposits make {sum(parts):g} percent", "deposits are above zero and make 100 percent",
            "correct the percentages", sum(parts))  # fmt: skip


def _sums(payment: Payment, path: Path, add: Add) -> None:
    if not payment.releases:
        add(path, "the payment is never released", "a payment says when it is released", "add “releases:”")
    wanted = (
        "quantity"
        if payment.commodity is not None
        else "percent"
        if payment.proceeds is not None
        else "amount"
    )
    for place, release in enumerate(payment.releases):
        given = {name for name in ("amount", "quantity", "percent") if getattr(release, name) is not None}
        if given not in ({wanted}, {"percent"}):
            kind = {"quantity": "goods", "percent": "proceeds", "amount": "money"}[wanted]
            add((*path, "releases", place), f"the release has no “{wanted}”, or something beside it",
                f"what is deposited as {kind} is released as “{wanted}”, or as “percent” of it", f"write “{wanted}:” alone")  # fmt: skip
        elif payment.units(release) <= 0:
            add(
                (*path, "releases", place), "nothing is released", "a release is above zero",
                "correct it or remove it",
            )  # fmt: skip
        elif payment.price is not None and payment.released(release) < _LEAST and not payment.exact:
            _small((*path, "releases", place), payment.released(release), payment.money, add)
    out = sum((payment.units(release) for release in payment.releases), Decimal(0))
    if out > payment.size:
        unit, price = payment.money, payment.price
        if price is None:
            unit, price = (
                payment.commodity.unit if payment.commodity is not None else "months of proceeds",
                Decimal(1),
            )
        add(path, f"{out * price:,} {unit} are released of {payment.size * price:,} deposited", "no more is paid than is deposited",
            "lower the releases or raise the deposit", out)  # fmt: skip


def _small(path: Path, value: Decimal, money: str, add: Add) -> None:
    add(path, f"{value:,} {money} looks like a number of millions", f"amounts are in whole {money or 'units'}, so 500 is five hundred",
        f"write {value * 1_000_000:,.0f} if millions were meant, or add “exact: true” to the payment", value)  # fmt: skip


def _release(policy: Policy, payment: Payment, release: Release, path: Path, add: Add) -> None:
    owed = {obligation.step: obligation for obligation in policy.obligations}
    if (
        payment.deposit is not None
        and release.not_before is not None
        and release.not_before < payment.deposit
    ):
        add((*path, "not_before"), f"the release of {release.not_before} comes before the deposit of {payment.deposit}",
            "money is deposited before it is released", "write a later release or an earlier deposit", release.not_before)  # fmt: skip
    if release.within_days < 0:
        add(
            (*path, "within_days"), "days are below zero", "days are counted from 0", "write 0 or more",
            release.within_days,
        )  # fmt: skip
    check_requires(policy, release.requires, (*path, "requires"), add)
    if release.after == "deposit":
        if not release.buys:
            add(
                path, "the release buys no step", "money paid at once says what it is for",
                f"add “buys:” with {one_of(STEPS)}",
            )  # fmt: skip
    else:
        if not payment.custodian:
            add(path, f"the release waits for {release.after} and nobody keeps the money", "money that waits has a custodian",
                "add “custodian:” to the payment, or release it after deposit")  # fmt: skip
        asked = owed.get(release.after)
        if asked is not None and not asked.verified_by:
            add(path, f"nobody verifies {release.after}", "a step that is paid for says who verifies it, under “obligations”",
                f"add “verified_by:” to the obligation “{release.after}”")  # fmt: skip
    for step in {release.after, release.bought} - {"deposit"}:
        if step not in owed:
            add(path, f"{step} is paid for and nobody owes it", "a step that is paid for stands under “obligations”",
                f"add an obligation with “step: {step}”", step)  # fmt: skip
