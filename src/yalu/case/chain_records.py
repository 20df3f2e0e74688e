"""The record types of chains: deals, nodes, links between them, and facts about what a seller knew."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from yalu.documents.tables.source_refs import Row
from yalu.vocabulary.dates import PartialDate

ChainScope = Literal["target", "comparator"]
NodeKind = Literal[
    "company", "person", "body", "bank", "component", "software", "machine", "good", "shipment", "vessel",
    "programme",
]  # fmt: skip
ControlStatus = Literal["controlled", "partly", "not_controlled", "cannot_say"]
Use = Literal["civil", "military", "missile", "nuclear"]
OfficialAction = Literal["designated", "charged", "convicted", "office", "unnamed"]
LinkKind = Literal[
    "supplied", "incorporated_in", "licensed_to", "sold_to", "delivered_to", "owned_by", "controlled_by",
    "acted_for", "employed_by", "hosted", "visited", "paid", "shipped_on", "banked_with", "restricted_by",
    "designated_by", "linked_to", "directed_by", "member_of", "family_of", "associated_with", "related_to",
]  # fmt: skip
Forbids = Literal["retransfer", "military_use", "unlicensed_export"]
Licence = Literal["granted", "none", "misused"]
Grade = Literal[
    "court_finding", "official_finding", "company_admission", "expert_report", "press", "allegation"
]
Proposition = Literal["destination", "end_user", "listing", "illegality"]
Sign = Literal[
    "red_flag_present", "flag_seen", "blind_eye", "tracking_off", "role_obscured", "condition_accepted",
    "destination_contact", "destination_known", "civil_use_declared", "enquiries_made", "false_papers",
    "front_company", "alias_used", "layered_payment", "concealed_party", "instruction_to_evade",
    "warned_by_authority", "internal_message", "admitted_knowledge", "nothing_shown", "conclusion",
    "later_answer", "licence_shown", "deceived", "withdrawn",
]  # fmt: skip
LinkSupport = Literal[
    "none", "publisher", "panel", "designation", "complaint", "indictment", "prosecutor", "official_statement",
    "rule", "admission", "settlement", "default_judgment", "plea", "conviction",
]  # fmt: skip
Exculpatory = Literal["yes", "no"]


class Deal(Row, frozen=True, kw_only=True):
    """One documented chain of supply, payment or carriage, as far as the sources reach.

    ``actor`` is the node whose knowledge the compilers scored, ``as_of`` the last day of the transaction
    and ``stated_k``, ``stated_s`` what the compilers wrote down; the ladder is computed beside them.
    """

    title: str
    scope: ChainScope
    summary: str
    items: str = ""
    alleged: str = ""
    established: str = ""
    end_user: str = ""
    status: str = ""
    actor: str = ""
    proposition: Proposition | None = None
    as_of: PartialDate | None = None
    stated_k: int | None = None
    stated_s: int | None = None


class Node(Row, frozen=True, kw_only=True):
    """A party, item, vessel or programme. ``control`` is of an item: does a control list cover it.

    A person is here only because of an official act, named in ``official_action``; ``unnamed`` is a role
    that sources describe without naming anybody. ``listed_as`` names list entries as ``list:entry``.
    """

    kind: NodeKind
    name: str
    original_name: str = ""
    country: str = ""
    identifiers: tuple[str, ...] = ()
    role: str = ""
    control: ControlStatus | None = None
    control_text: str = ""
    use: Use | None = None
    official_action: OfficialAction | None = None
    listed_as: tuple[str, ...] = ()


class Link(Row, frozen=True, kw_only=True):
    """One tie between two nodes, who asserts it, and how good the evidence is.

    ``stated`` are the source's words for size; ``forbids`` is what the link's condition rules out, towards
    the states in ``forbids_to`` (none named: towards anybody); ``licence`` says how an export was licensed.
    ``share`` is of what is owned, in percent. ``seen_on`` is the last day on which the source still had the
    tie, such as the day of a list: no end, and nothing is known of the days after it.
    """

    deal: str = ""
    from_node: str
    kind: LinkKind
    to_node: str
    start: PartialDate | None = None
    end: PartialDate | None = None
    seen_on: PartialDate | None = None
    quantity: Decimal | None = None
    unit: str = ""
    amount: Decimal | None = None
    currency: str = ""
    share: Decimal | None = None
    stated: str = ""
    condition: str = ""
    forbids: Forbids | None = None
    forbids_to: tuple[str, ...] = ()
    licence: Licence | None = None
    asserted_by: str
    grade: Grade
    quote: str = ""


class Knowledge(Row, frozen=True, kw_only=True):
    """One dated fact about what an actor knew of one proposition in one deal.

    ``date`` is when the fact held, ``shown`` when its support came about (a plea comes years after the
    fact it supports). ``sign`` and ``support`` are looked up in the rules of the ladder, never scored here.
    ``action`` is the act of the ledger that the support is; a row of the sign ``withdrawn`` names there the act
    that its maker took back.
    """

    deal: str
    actor: str
    date: PartialDate
    shown: PartialDate | None = None
    proposition: Proposition
    sign: Sign
    support: LinkSupport
    exculpatory: Exculpatory
    text: str
    asserted_by: str
    action: str = ""
