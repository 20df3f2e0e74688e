"""The record of one policy, field by field as its YAML file has it; docs/policy-format.md says the same in words."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Literal

import msgspec

from yalu.policy.steps import Step

Do = Literal["switch_measure", "change_cap", "enforce", "designate"]
Against = Literal["banks", "firms", "persons"]
Asks = Literal["extradition", "prosecution", "asset_freeze"]
Breach = Literal["return", "hold", "forfeit"]
After = Literal["deposit", "freeze", "inspected", "dismantling", "done"]


class _Strict(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """A mapping of a policy file; keys it does not know are refused."""


class Lever(_Strict, frozen=True, kw_only=True):
    """Something done from a day on: a measure switched on, a cap changed, law enforced, parties designated.

    ``measures`` are ids of the regime; empty means every measure, where the kind allows it.
    ``exemptions: closed`` also closes the ways out that a buyer or its state decides on.
    """

    start: date = msgspec.field(name="from")
    do: Do
    measures: tuple[str, ...] = ()
    exemptions: Literal["open", "closed"] = "open"
    quantity: int | float | None = None
    unit: str = ""
    amount: int | float | None = None
    currency: str = ""
    against: tuple[Against, ...] = ()
    asks: tuple[Asks, ...] = ()
    number: int | None = None


class Obligation(_Strict, frozen=True, kw_only=True):
    """What the counterpart owes at one step, and for how many days it must stand before it counts as kept.

    ``requires`` names payments that must be released first. Nobody named in ``verified_by`` means unverified.
    """

    step: Step
    does: str
    verified_by: str = ""
    keep_days: int = 0
    requires: tuple[str, ...] = ()


class Commodity(_Strict, frozen=True, kw_only=True):
    """A payment in kind: how much of what, at which stated price."""

    name: str
    quantity: int | float
    unit: str
    price: int | float
    currency: str = ""
    price_source: str = ""


class Release(_Strict, frozen=True, kw_only=True):
    """One release from a custodian: how much, after which step, who verifies it, within how many days.

    ``buys`` is the step that the money is for; without it the step after which it is released.
    """

    after: After
    amount: int | float | None = None
    quantity: int | float | None = None
    buys: Step | Literal[""] = ""
    verified_by: str = ""
    within_days: int = 0
    not_before: date | None = None

    @property
    def bought(self) -> Step:
        """The step the money is for; ``freeze`` for money paid at once that names none."""
        return self.buys or ("freeze" if self.after == "deposit" else self.after)


class Payment(_Strict, frozen=True, kw_only=True):
    """One payment: who deposits what with whom, how it is released, and what a breach does to the rest.

    ``reversible_days`` is how long after its release money can still be called back.
    """

    id: str
    payer: str
    deposit: date
    releases: tuple[Release, ...]
    breach: Breach
    amount: int | float | None = None
    currency: str = ""
    commodity: Commodity | None = None
    custodian: str = ""
    reversible_days: int = 0

    @property
    def value(self) -> Decimal:
        """What is deposited, as an exact number of the currency."""
        if self.commodity is not None:
            return self._priced(self.commodity.quantity)
        return Decimal(str(self.amount or 0))

    def released(self, release: Release) -> Decimal:
        """What one release pays out, as an exact number of the currency."""
        if self.commodity is not None:
            return self._priced(release.quantity or 0)
        return Decimal(str(release.amount or 0))

    @property
    def money(self) -> str:
        """The currency of the amount or of the commodity's price."""
        return self.commodity.currency if self.commodity is not None else self.currency

    def _priced(self, quantity: float) -> Decimal:
        price = self.commodity.price if self.commodity is not None else 0
        return Decimal(str(quantity)) * Decimal(str(price))


class Talks(_Strict, frozen=True, kw_only=True):
    """From when there are talks, and below which share of trade with the partner only."""

    start: date = msgspec.field(name="from")
    only_if_partner_share_below: int | float | None = None


class Policy(_Strict, frozen=True, kw_only=True):
    """One option: levers by date, obligations, payments, release conditions, and how fast it can be undone.

    ``not_counted`` are concessions that no measure prices; with any of them the option is never called acceptable.
    """

    id: str
    title: str
    summary: str
    reversible_days: int
    sources: tuple[str, ...]
    baseline: bool = False
    talks: Talks | None = None
    levers: tuple[Lever, ...] = ()
    obligations: tuple[Obligation, ...] = ()
    payments: tuple[Payment, ...] = ()
    assumptions: tuple[str, ...] = ()
    not_counted: tuple[str, ...] = ()
    notes: str = ""

    @property
    def currency(self) -> str:
        """The one currency of the payments, USD when there are none."""
        return next((payment.money for payment in self.payments), "USD")

    def obligation(self, step: Step) -> Obligation | None:
        """What is owed at a step, None when the policy asks nothing there."""
        return next((owed for owed in self.obligations if owed.step == step), None)

    def levers_of(self, *kinds: Do) -> tuple[Lever, ...]:
        """The levers of some kinds, in the order of the file."""
        return tuple(lever for lever in self.levers if lever.do in kinds)
