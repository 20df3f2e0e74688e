"""The record types of enforcement: actions, their amounts, the parties named in them, and the answers."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from yalu.documents.tables.source_refs import Row
from yalu.vocabulary.dates import PartialDate

AuthorityKind = Literal[
    "court", "prosecutor", "executive", "police", "un", "ngo",
]  # fmt: skip
ActionKind = Literal[
    "designation", "delisting", "entity_listing", "indictment", "complaint", "plea", "settlement",
    "penalty", "forfeiture_complaint", "forfeiture", "section_311_finding", "section_311_rule", "finding_withdrawn",
    "denial_order", "denial_ended", "subpoena", "investigation", "seizure", "reward",
    "extradition_request", "extradition", "conviction", "sentence", "appeal_decision", "port_ban",
    "striking_off", "finding", "report", "committee_complaint",
]  # fmt: skip
ActionStatus = Literal[
    "pending", "in_force", "ended", "superseded", "decided", "closed", "not_known",
]  # fmt: skip
AmountMeasure = Literal[
    "penalty", "forfeited", "sought", "seized", "frozen", "refunded", "reward", "alleged",
]  # fmt: skip
PartySchema = Literal[
    "Person", "Company", "Organization", "PublicBody", "Vessel",
]  # fmt: skip
PartyStatus = Literal[
    "listed", "delisted", "of_concern", "finding_withdrawn", "charged", "charged_at_large", "in_custody", "pleaded_guilty", "convicted",
    "conviction_set_aside", "deferred", "settled", "judgment", "under_investigation", "asked", "warned",
    "struck_off", "claimed", "reported", "found_by_panel",
]  # fmt: skip
ResponderKind = Literal[
    "state", "company",
]  # fmt: skip
ResponseKind = Literal[
    "denial", "claim_of_ignorance", "demand_for_proof", "investigation_opened", "cooperation",
    "punishment", "acceptance", "protest_unilateral_sanctions", "blocking", "hold_or_veto",
    "no_comment",
]  # fmt: skip
Wording = Literal[
    "verbatim", "paraphrase",
]  # fmt: skip
Trigger = Literal[
    "unilateral_action", "un_panel_or_committee", "foreign_government_claim", "press_or_ngo_report",
    "prosecution_or_raid", "own_action",
]  # fmt: skip


class Action(Row, frozen=True, kw_only=True):
    """One enforcement act of one authority, or the joint act of several of which the others are parts.

    ``matter`` joins acts and answers on one affair; ``programmes`` are states by ISO code; the counts are
    those the act itself names, None where it names none.
    """

    date: PartialDate
    authority: str
    authority_kind: AuthorityKind
    state: str = ""
    kind: ActionKind
    title: str
    legal_basis: str = ""
    matter: str
    programmes: tuple[str, ...]
    conduct: str = ""
    conduct_start: PartialDate | None = None
    conduct_end: PartialDate | None = None
    shipments: int | None = None
    accounts: int | None = None
    persons: int | None = None
    entities: int | None = None
    vessels: int | None = None
    status: ActionStatus | None = None
    status_date: PartialDate | None = None
    follows: tuple[str, ...] = ()
    part_of: str = ""


class ActionAmount(Row, frozen=True, kw_only=True):
    """Money an action names, and what became of it, each change with its day.

    ``credited`` is met by a payment to another authority (the amount ``credited_to``), so it is paid once.
    ``activated`` is what of ``suspended`` became payable after all, ``refunded`` what was set aside or paid back.
    From ``replaced_date`` on the amount ``replaced_by`` stands in its place. ``part_of`` makes it a share of a
    combined total, so that the two are never added. ``announced`` is the figure an authority put in its
    headline, where that is another than ``gross``.
    """

    action: str
    measure: AmountMeasure
    gross: Decimal
    suspended: Decimal | None = None
    activated: Decimal | None = None
    activated_date: PartialDate | None = None
    credited: Decimal | None = None
    credited_to: str = ""
    credited_date: PartialDate | None = None
    refunded: Decimal | None = None
    refunded_date: PartialDate | None = None
    replaced_by: str = ""
    replaced_date: PartialDate | None = None
    announced: Decimal | None = None
    currency: str
    part_of: str = ""
    stated: str = ""

    @property
    def own(self) -> Decimal:
        """What counts as this authority's own: gross less what is credited to another."""
        return self.gross - (self.credited or Decimal(0))

    @property
    def net(self) -> Decimal:
        """What is to be paid to this authority: its own less what is suspended."""
        return self.own - (self.suspended or Decimal(0))


class NamedParty(Row, frozen=True, kw_only=True):
    """A party as one action names it: role and status are those the authority or court gave it."""

    action: str
    party: str
    name: str
    schema: PartySchema
    role: str
    state: str = ""
    node: str = ""
    status: PartyStatus
    status_date: PartialDate


class Response(Row, frozen=True, kw_only=True):
    """What somebody answered to an allegation; a quote has at most 25 words."""

    date: PartialDate
    responder: str
    responder_kind: ResponderKind
    state: str = ""
    matter: str
    kind: ResponseKind
    quote: str = ""
    wording: Wording | None = None
    allegation: str
    allegation_date: PartialDate | None = None
    trigger: Trigger
    action: str = ""
    same_statement: str = ""
    reverses: str = ""
