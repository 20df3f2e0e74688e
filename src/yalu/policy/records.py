"""The record of one policy, field by field as its YAML file has it; docs/policy-format.md says the same in words."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Literal

import msgspec

from yalu.policy.agreement.steps import DealStep
from yalu.vocabulary.words.numerals import plural

Do = Literal["switch_measure", "change_cap", "enforce", "designate", "lift", "suspend", "restore"]
SecondaryTarget = Literal["banks", "firms", "persons"]
Asks = Literal["extradition", "prosecution", "asset_freeze"]
Breach = Literal["return", "hold", "forfeit"]
After = Literal["deposit", "freeze", "inspected", "dismantling", "done"]
LeverAfter = Literal["freeze", "inspected", "dismantling", "done", "breach"]
# Levers that give relief, which a breach or a lever of restoring can end.
RELIEF: frozenset[Do] = frozenset({"lift", "suspend", "change_cap"})


class _Strict(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """A mapping of a policy file; keys it does not know are refused."""


class Lever(_Strict, frozen=True, kw_only=True):
    """Something done to the law: a measure switched on, lifted, suspended or restored, a cap changed, law enforced, parties designated.

    It is done ``from`` a day, or ``after`` a step of the deal or its breach and only where that comes;
    ``within_days`` is how long after. ``measures`` are ids of the regime; empty means every measure, where the
    kind allows it, and ``hs`` codes or ``goods``, lines of trade by name, narrow relief. A limit beside ``lift`` or ``suspend`` lets trade
    through up to it. With ``on_breach: restore`` relief ends ``restore_days`` after the deal is broken.
    ``exemptions: closed`` also closes the ways out that a buyer or its state decides on. ``number`` is how many
    parties a designation names.
    """

    do: Do
    start: date | None = msgspec.field(name="from", default=None)
    after: LeverAfter | None = None
    within_days: int | None = None
    on_breach: Literal["restore", ""] = ""
    restore_within_days: int | None = None
    measures: tuple[str, ...] = ()
    hs: tuple[str, ...] = ()
    goods: tuple[str, ...] = ()
    exemptions: Literal["open", "closed"] = "open"
    quantity: int | float | None = None
    unit: str = ""
    amount: int | float | None = None
    currency: str = ""
    against: tuple[SecondaryTarget, ...] = ()
    asks: tuple[Asks, ...] = ()
    number: int | None = None

    @property
    def wait_days(self) -> int:
        """Days between the step, or the breach, and what is done on it.

        With ``on_breach: restore`` alone, ``within_days`` is the wait of the restoring and this is none.
        """
        if self.after is None or (self.on_breach and self.restore_within_days is None):
            return 0
        return self.within_days or 0

    @property
    def restore_days(self) -> int:
        """Days after a breach in which relief goes on."""
        if self.restore_within_days is not None:
            return self.restore_within_days
        return self.within_days or 0

    @property
    def limited(self) -> bool:
        """Whether a limit of its own is written."""
        return self.quantity is not None or self.amount is not None

    @property
    def when(self) -> str:
        """When it is done, in words."""
        if self.after is None:
            return f"from {self.start}"
        wait = f", within {plural(self.wait_days, 'day')}" if self.wait_days else ""
        return f"after {'a breach' if self.after == 'breach' else self.after}{wait}"


class Obligation(_Strict, frozen=True, kw_only=True):
    """What the counterpart owes at one step, who verifies it and within how many days.

    ``part`` is how much of the step is asked for (0.5: one of two sites); what it brings is credited in that
    part. ``requires`` names payments and duties that must come first. ``keep_days`` is the option's own
    view of how long a step must stand; the set's own range ``keep_days`` decides what is stranded.
    """

    step: DealStep
    does: str
    verified_by: str = ""
    within_days: int = 0
    keep_days: int | None = None
    part: int | float = 1
    requires: tuple[str, ...] = ()


class Duty(_Strict, frozen=True, kw_only=True):
    """What another side owes, without money: done on a day, or so many days after a step was verified."""

    id: str
    by: str
    does: str
    day: date | None = None
    after: DealStep | Literal[""] = ""
    within_days: int = 0


class Span(_Strict, frozen=True, kw_only=True):
    """How far a number may go."""

    low: int | float
    high: int | float


class Commodity(_Strict, frozen=True, kw_only=True):
    """A payment in kind: how much of what, at a stated price, a span of prices or a range of the set by name."""

    name: str
    quantity: int | float
    unit: str
    price: int | float | str | Span
    currency: str = ""
    price_source: str = ""


class Proceeds(_Strict, frozen=True, kw_only=True):
    """A payment out of what the target sells: so many percent of these goods, put aside month by month."""

    goods: tuple[str, ...]
    percent: int | float
    months: int


class Deposit(_Strict, frozen=True, kw_only=True):
    """One of several deposits: on which day, and what percent of the payment."""

    day: date
    percent: int | float


class Release(_Strict, frozen=True, kw_only=True):
    """One release from a custodian: how much, after which step, and how many days after its verification.

    How much is an ``amount``, a ``quantity`` of goods, or ``percent`` of the payment. ``buys`` is the step
    that the money is for; without it the step after which it is released. ``requires`` names payments and
    duties that must come first.
    """

    after: After
    amount: int | float | None = None
    quantity: int | float | None = None
    percent: int | float | None = None
    buys: DealStep | Literal[""] = ""
    verified_by: str = ""
    within_days: int = 0
    not_before: date | None = None
    requires: tuple[str, ...] = ()

    @property
    def bought(self) -> DealStep:
        """The step the money is for; ``freeze`` for money paid at once that names none."""
        return self.buys or ("freeze" if self.after == "deposit" else self.after)


class Payment(_Strict, frozen=True, kw_only=True):
    """One payment: who deposits what with whom, how it is released, and what a breach does to the rest.

    One ``payer``, or ``payers`` with their shares in percent. ``deposit`` is the day of the whole deposit, or
    ``deposits`` top it up. ``every_months`` repeats the payment for as long as the deal stands.
    ``reversible_days`` is how long after its release money can still be called back.
    """

    id: str
    releases: tuple[Release, ...]
    breach: Breach
    payer: str = ""
    payers: dict[str, int | float] = {}
    deposit: date | None = None
    deposits: tuple[Deposit, ...] = ()
    amount: int | float | None = None
    currency: str = ""
    commodity: Commodity | None = None
    proceeds: Proceeds | None = None
    custodian: str = ""
    reversible_days: int = 0
    every_months: int = 0
    exact: bool = False

    @property
    def shares(self) -> dict[str, Decimal]:
        """What part of the payment each payer brings; the parts make one."""
        if not self.payers:
            return {self.payer: Decimal(1)}
        return {name: exact_number(percent) / 100 for name, percent in self.payers.items()}

    @property
    def first_deposit(self) -> date:
        """The day of the first deposit."""
        return self.deposit if self.deposit is not None else min(d.day for d in self.deposits)

    @property
    def size(self) -> Decimal:
        """How many units are paid: of the currency, of the goods, or months of proceeds."""
        if self.proceeds is not None:
            return Decimal(self.proceeds.months)
        return exact_number((self.commodity.quantity if self.commodity is not None else self.amount) or 0)

    def units(self, release: Release) -> Decimal:
        """How many of the units one release pays out."""
        if release.percent is not None:
            return self.size * exact_number(release.percent) / 100
        return exact_number((release.quantity if self.commodity is not None else release.amount) or 0)

    @property
    def price(self) -> Decimal | None:
        """What one unit is worth: one, the price, the middle of its span; None where only the set can say it."""
        if self.proceeds is not None:
            return None
        price = 1 if self.commodity is None else self.commodity.price
        if isinstance(price, Span):
            return (exact_number(price.low) + exact_number(price.high)) / 2
        return None if isinstance(price, str) else exact_number(price)

    @property
    def value(self) -> Decimal:
        """What is deposited in all, as an exact number of the currency; zero where only the set can say it."""
        return self.size * (self.price or 0)

    def released(self, release: Release) -> Decimal:
        """What one release pays out, as an exact number of the currency; see ``value``."""
        return self.units(release) * (self.price or 0)

    @property
    def money(self) -> str:
        """The currency of the amount or of the commodity's price; proceeds are counted in USD."""
        if self.proceeds is not None:
            return "USD"
        return self.commodity.currency if self.commodity is not None else self.currency


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
    duties: tuple[Duty, ...] = ()
    payments: tuple[Payment, ...] = ()
    assumptions: tuple[str, ...] = ()
    not_counted: tuple[str, ...] = ()
    notes: str = ""

    @property
    def currency(self) -> str:
        """The one currency of the payments, USD when there are none."""
        return next((payment.money for payment in self.payments), "USD")

    def obligation(self, step: DealStep) -> Obligation | None:
        """What is owed at a step, None when the policy asks nothing there."""
        return next((owed for owed in self.obligations if owed.step == step), None)

    def levers_of(self, *kinds: Do) -> tuple[Lever, ...]:
        """The levers of some kinds, in the order of the file."""
        return tuple(lever for lever in self.levers if lever.do in kinds)


def exact_number(number: int | float | Decimal) -> Decimal:
    """A number of a file as it is written there."""
    return Decimal(str(number))
