"""The record of one measure, field by field as its YAML file has it.

``docs/measures-format.md`` says the same in words; ``measure.schema.json`` is made from these
types. Limits are read as the numbers written and used as exact decimals.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Literal

import msgspec

MeasureEffect = Literal["ban", "cap", "freeze", "licence", "report", "designation", "inspection", "exemption"]
TradeDirection = Literal["from_target", "to_target", "both"]
Counts = Literal["all_member_states", "each_state"]
GoodsScope = Literal["hs", "list", "catch_all", "none"]
GoodsBasis = Literal["law", "committee_notice", "national_annex", "project", ""]
TestedDate = Literal["contract", "loaded", "arrived", "declared", "released", "import"]
ConditionKind = Literal["exemption", "precondition"]
RequiredEvidence = Literal[
    "self_declared", "state_determined", "committee_approved", "committee_notified", "none"
]
Confirmer = Literal["", "importer", "procuring_state", "supplying_state", "exporting_state", "committee"]
Layer = Literal["un", "regional", "national"]
Repeats = Literal["once", "monthly", "quarterly", "yearly"]
# What of a paragraph nobody here may have read; each can change some verdicts and leaves the others as they are.
Clause = Literal["wind_down", "clearance", "exemption", "precondition", "notice", "stop"]
PARAGRAPH = "paragraph"
WHOLE = "whole"  # the paragraph of a measure that is its whole instrument


class _Strict(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """A mapping of a measure file; keys it does not know are refused."""


class MeasureGoods(_Strict, frozen=True, kw_only=True):
    """What goods a measure is about: HS prefixes and their basis, or a list, or nothing traded.

    ``hs_part`` are codes of which the law covers only some goods, so that a code alone decides nothing.
    """

    text: str
    scope: GoodsScope = "hs"
    hs: tuple[str, ...] = ()
    hs_part: tuple[str, ...] = ()
    except_hs: tuple[str, ...] = ()
    hs_revision: str = "any"
    basis: GoodsBasis = ""
    list_name: str = msgspec.field(name="list", default="")


class LimitPart(_Strict, frozen=True, kw_only=True):
    """One limb of a limit: a quantity with its unit, or an amount of money with its currency."""

    quantity: int | float | None = None
    unit: str = ""
    amount: int | float | None = None
    currency: str = ""

    @property
    def size(self) -> Decimal:
        """The limit as an exact number."""
        return Decimal(str(self.quantity if self.quantity is not None else self.amount))

    @property
    def symbol(self) -> str:
        """The unit or currency of the limit, as written."""
        return self.unit if self.quantity is not None else self.currency

    @property
    def kind(self) -> Literal["quantity", "value"]:
        """Which column of a flow counts against this limb."""
        return "quantity" if self.quantity is not None else "value"


class LimitWindow(_Strict, frozen=True, kw_only=True):
    """The span a limit is for: first and last day, both included, and whether it comes back."""

    first: date = msgspec.field(name="from")
    last: date = msgspec.field(name="to")
    repeats: Repeats = "once"


class PriceLimit(_Strict, frozen=True, kw_only=True):
    """What one unit of the goods may cost; trade at or below it is free of the ban.

    ``per_tonne`` is how many of the unit a tonne holds, least and most, for rows by weight.
    ``at_most_in_wind_down`` is the higher limit under which a contract of the wind-down was concluded.
    """

    at_most: int | float
    currency: str
    per: str
    per_tonne: tuple[int | float, int | float] | None = None
    at_most_in_wind_down: int | float | None = None


class Limit(_Strict, frozen=True, kw_only=True):
    """What a cap or a freeze allows. Several limbs mean the law's "whichever is lower".

    With ``stated_equivalents`` they are one limit said in several units instead, "barrels or tons".
    """

    first_reached_of: tuple[LimitPart, ...] = ()
    stated_equivalents: bool = False
    level_of: Literal["", "prior_12_months"] = ""
    window: LimitWindow | None = None
    warn_at: tuple[int | float, ...] = ()
    stop_at: int | float | None = None
    price: PriceLimit | None = None


class Condition(_Strict, frozen=True, kw_only=True):
    """A way out of a ban (exemption) or a test inside a cap (precondition), and the evidence it wants.

    ``hs`` are the HS prefixes an exemption may reach, where the law names its goods; any goods when empty.
    """

    kind: ConditionKind
    name: str
    evidence: RequiredEvidence
    by: Confirmer = ""
    text: str = ""
    hs: tuple[str, ...] = ()

    def may_reach(self, code: str) -> bool:
        """Whether goods of an HS code, which may be coarser than a prefix, can be meant."""
        return not self.hs or any(code.startswith(prefix) or prefix.startswith(code) for prefix in self.hs)


class WindDown(_Strict, frozen=True, kw_only=True):
    """Trade still allowed: contract before one day AND import by another; notice is a duty of its own.

    ``complete_by`` is for what is not traded: offices to close, ventures to end, workers to go home.
    """

    contract_before: date | None = None
    import_by: date | None = None
    notify_by: date | None = None
    complete_by: date | None = None


class Clearance(_Strict, frozen=True, kw_only=True):
    """National rules on goods already on the way; ``absolute_stop`` is the first day nothing clears."""

    loaded_before: date | None = None
    arrived_before: date | None = None
    absolute_stop: date | None = None


class InForce(_Strict, frozen=True, kw_only=True):
    """From the first day in force until the first day no longer in force; no ``until`` means open."""

    start: date = msgspec.field(name="from")
    until: date | None = None
    ended_by: str = ""


class ExceptedState(_Strict, frozen=True, kw_only=True):
    """A member of a body that a measure does not reach: until a day, or from a day on."""

    state: str
    start: date | None = msgspec.field(name="from", default=None)
    until: date | None = None


class Report(_Strict, frozen=True, kw_only=True):
    """A reporting duty: how often, within how many days of the end of the span, and by whom."""

    every: Literal["month", "30 days", "90 days", "year", "once"]
    within_days: int = 0
    by: Literal["procuring_state", "supplying_state", "each_state"] = "procuring_state"


class TextReading(_Strict, frozen=True, kw_only=True):
    """One of two or more readings of a paragraph that all stand: what it says, and who reads it so.

    ``without`` names what the measure writes and this reading does not have: ``wind_down``,
    ``clearance``, an exemption by its name, or ``paragraph`` when it does not reach the trade at all.
    """

    name: str
    says: str
    sources: tuple[str, ...]
    without: tuple[str, ...] = ()


class Measure(_Strict, frozen=True, kw_only=True):
    """One operative paragraph of an instrument that binds, or one separable limb of it."""

    id: str
    instrument: str
    paragraph: str
    title: str
    addressee: str
    direction: TradeDirection
    goods: MeasureGoods
    effect: MeasureEffect
    in_force: InForce
    known_from: date
    sources: tuple[str, ...]
    verified: Literal["verified", "partly", "memory"]
    trade_of: Literal["addressee", "third_states"] = "addressee"
    except_states: tuple[ExceptedState, ...] = ()
    counts: Counts = "each_state"
    binding: bool = True
    limit: Limit = Limit()
    conditions: tuple[Condition, ...] = ()
    wind_down: WindDown = WindDown()
    clearance: Clearance = Clearance()
    tested_date: TestedDate = "import"
    report: Report | None = None
    carries_out: tuple[str, ...] = ()
    unread: tuple[Clause, ...] = ()
    readings: tuple[TextReading, ...] = ()
    notes: str = ""

    @property
    def state(self) -> str:
        """The state or body addressed by name, or "" when every state of the layer is, or the target."""
        return "" if self.addressee in {"all_member_states", "target"} else self.addressee

    @property
    def limits_amounts(self) -> bool:
        """Whether trade is summed against a limit."""
        return self.effect in {"cap", "freeze"}

    def named(self) -> str:
        """The paragraph as people cite it: “Resolution 2397 (2017), paragraph 5”, the instrument alone where it is whole.

        A part that is no number is named in brackets, “Executive Order 14066 (coal)”, and “Article 5” says itself what it is.
        """
        if self.paragraph == WHOLE:
            return self.cited
        if not any(sign.isdigit() for sign in self.paragraph):
            return f"{self.cited} ({self.paragraph})"
        first, _, rest = self.paragraph.partition(" ")
        return f"{self.cited}, {'' if rest and first.isalpha() else 'paragraph '}{self.paragraph}"

    @property
    def filed(self) -> str:
        """The paragraph by the id of its instrument, by which `yalu explain` finds it."""
        return f"{self.instrument} paragraph {self.paragraph}"

    @property
    def cited(self) -> str:
        """What its instrument is cited by: its id, where no table of instruments names it."""
        return self.instrument


class CitedMeasure(Measure, frozen=True, kw_only=True):
    """A measure of a regime whose table of instruments says what its instrument is cited by."""

    cited_as: str

    @property
    def cited(self) -> str:
        """The short name of the instrument, or its title."""
        return self.cited_as


class Instrument(msgspec.Struct, frozen=True, kw_only=True):
    """A resolution, law or announcement, from ``instruments.csv``; ``state`` is a body where it is regional."""

    id: str
    title: str
    short: str = ""
    layer: Layer
    state: str = ""
    adopted: str = ""
    effective: str = ""
    published: str = ""
    vote: str = ""
    sources: str = ""
    memory: str = ""
    notes: str = ""
