"""Checking the payments of a policy: money has a currency, is kept before it is released, and never grows."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Protocol

from yalu.documents.problems import one_of
from yalu.documents.yaml_files import Path
from yalu.policy.records import Payment, Policy, Release
from yalu.policy.steps import STEPS

_PAYER = re.compile(r"[A-Z]{3}")


class Add(Protocol):
    """Logs one fault at a path of the file."""

    def __call__(self, path: Path, message: str, rule: str, next_step: str, value: object = "") -> None: ...


def check_payments(policy: Policy, add: Add) -> None:
    """Log every fault of the payments, and conditions that wait for each other."""
    seen: set[str] = set()
    for number, payment in enumerate(policy.payments):
        path: Path = ("payments", number)
        if payment.id in seen:
            add(
                (*path, "id"),
                f"“{payment.id}” is the id of another payment",
                "an id is used once",
                "rename one",
                payment.id,
            )
        seen.add(payment.id)
        if not _PAYER.fullmatch(payment.payer):
            add(
                (*path, "payer"),
                f"“{payment.payer}” is no state",
                "a payer is an ISO alpha-3 code in quotes",
                'write "USA" or another',
                payment.payer,
            )
        _money(payment, path, add)
        _sums(payment, path, add)
        for place, release in enumerate(payment.releases):
            _release(policy, payment, release, (*path, "releases", place), add)
    foreign = sorted({payment.money for payment in policy.payments} - {"", "USD"})
    if foreign:
        add(("payments",), f"payments are in {one_of(foreign)}", "options are compared in one currency, USD",
            "convert the amounts and say at which rate in notes")  # fmt: skip
    _circles(policy, add)


def _money(payment: Payment, path: Path, add: Add) -> None:
    if (payment.amount is None) == (payment.commodity is None):
        add(path, "a payment has an amount or a commodity, and not both", "money or goods are paid",
            "write “amount:” with “currency:”, or “commodity:”")  # fmt: skip
        return
    if payment.amount is not None and not payment.currency:
        add((*path, "amount"), f"the amount {payment.amount:g} has no currency", "money has a currency", "add “currency: USD” or another",
            payment.amount)  # fmt: skip
    goods = payment.commodity
    if goods is not None and not goods.currency:
        add((*path, "commodity", "price"), f"the price {goods.price:g} has no currency", "a price has a currency",
            "add “currency: USD” or another", goods.price)  # fmt: skip
    if payment.value <= 0:
        add(
            path,
            "nothing is paid",
            "a payment is above zero",
            "correct the amount or remove the payment",
            payment.value,
        )
    if payment.reversible_days < 0:
        add(
            (*path, "reversible_days"),
            "days are below zero",
            "days are counted from 0",
            "write 0 or more",
            payment.reversible_days,
        )


def _sums(payment: Payment, path: Path, add: Add) -> None:
    if not payment.releases:
        add(path, "the payment is never released", "a payment says when it is released", "add “releases:”")
    wanted, other = ("quantity", "amount") if payment.commodity is not None else ("amount", "quantity")
    for place, release in enumerate(payment.releases):
        if getattr(release, wanted) is None or getattr(release, other) is not None:
            add((*path, "releases", place), f"the release has no “{wanted}”, or has an “{other}” beside it",
                f"what is deposited as {'goods' if payment.commodity is not None else 'money'} is released as “{wanted}”",
                f"write “{wanted}:” and not “{other}:”")  # fmt: skip
    out = sum((payment.released(release) for release in payment.releases), Decimal(0))
    if out > payment.value:
        add(path, f"{out:,} {payment.money} are released of {payment.value:,} deposited", "no more is paid than is deposited",
            "lower the releases or raise the deposit", out)  # fmt: skip


def _release(policy: Policy, payment: Payment, release: Release, path: Path, add: Add) -> None:
    owed = {obligation.step for obligation in policy.obligations}
    if release.not_before is not None and release.not_before < payment.deposit:
        add((*path, "not_before"), f"the release of {release.not_before} comes before the deposit of {payment.deposit}",
            "money is deposited before it is released", "write a later release or an earlier deposit", release.not_before)  # fmt: skip
    if release.within_days < 0:
        add(
            (*path, "within_days"),
            "days are below zero",
            "days are counted from 0",
            "write 0 or more",
            release.within_days,
        )
    if release.after == "deposit":
        if not release.buys:
            add(
                path,
                "the release buys no step",
                "money paid at once says what it is for",
                f"add “buys:” with {one_of(STEPS)}",
            )
    else:
        if not payment.custodian:
            add(path, f"the release waits for {release.after} and nobody keeps the money", "money that waits has a custodian",
                "add “custodian:” to the payment, or release it after deposit")  # fmt: skip
        if not release.verified_by:
            add(
                path,
                f"nobody verifies {release.after}",
                "a release on a step says who verifies it",
                "add “verified_by:”",
            )
    for step in {release.after, release.bought} - {"deposit"}:
        if step not in owed:
            add(path, f"{step} is paid for and nobody owes it", "a step that is paid for stands under “obligations”",
                f"add an obligation with “step: {step}”", step)  # fmt: skip


def _circles(policy: Policy, add: Add) -> None:
    """A step may wait for payments and a payment for a step; neither may wait for itself through the other."""
    waits: dict[str, set[str]] = {}
    for owed in policy.obligations:
        earlier = STEPS[: STEPS.index(owed.step)]
        waits[owed.step] = set(owed.requires) | {o.step for o in policy.obligations if o.step in earlier}
    for payment in policy.payments:
        waits[payment.id] = {release.after for release in payment.releases[:1] if release.after != "deposit"}
    for number, owed in enumerate(policy.obligations):
        for place, wanted in enumerate(owed.requires):
            if _reaches(waits, wanted, owed.step):
                add(("obligations", number, "requires", place), f"{owed.step} waits for {wanted}, which waits for {owed.step}",
                    "conditions do not wait for each other in a circle", "drop one of the two conditions", wanted)  # fmt: skip


def _reaches(waits: dict[str, set[str]], start: str, end: str) -> bool:
    seen: set[str] = set()
    ahead = {start}
    while ahead:
        if end in ahead:
            return True
        seen |= ahead
        ahead = {after for name in ahead for after in waits.get(name, set())} - seen
    return False
