"""The words of chains as numbers and as sentences: kinds of links, grades from strongest to weakest."""

from __future__ import annotations

from typing import get_args

from yalu.case.chain_records import Grade, LinkKind, NodeKind

NODE_KINDS: tuple[str, ...] = get_args(NodeKind)
LINK_KINDS: tuple[str, ...] = get_args(LinkKind)
# From the strongest to the weakest, in the order of the case format.
GRADES: tuple[str, ...] = get_args(Grade)
# What no court, official or company has said of itself: shown as somebody's word.
ASSERTED = ("expert_report", "press", "allegation")

ITEMS = ("component", "software", "machine", "good", "shipment")
PARTIES = ("company", "person", "body", "bank", "vessel")
# Ways an item moves on from where it is; a vessel is a way, not a buyer.
ONWARD = ("incorporated_in", "licensed_to", "sold_to", "delivered_to", "shipped_on")
GOODS = ("supplied", *ONWARD)
# Everybody is one step from an authority, so what an authority does ties nobody to anybody.
NO_TIE = ("designated_by", "restricted_by")
TIES = tuple(kind for kind in LINK_KINDS if kind not in NO_TIE)

SAID = {
    "supplied": "supplied", "incorporated_in": "built into", "licensed_to": "licensed to", "sold_to": "sold to",
    "delivered_to": "delivered to", "owned_by": "owned by", "controlled_by": "controlled by",
    "acted_for": "acted for", "employed_by": "employed by", "hosted": "hosted", "visited": "visited",
    "paid": "paid", "shipped_on": "shipped on", "banked_with": "banked with", "restricted_by": "restricted by",
    "designated_by": "designated by", "linked_to": "listed as linked to", "directed_by": "directed by",
    "member_of": "a member of", "family_of": "of one family with", "associated_with": "an associate of",
    "related_to": "tied, in a way that is not stated, to",
}  # fmt: skip


def grade_words(grade: str) -> str:
    """A grade as a reader says it."""
    return grade.replace("_", " ")


def weakest(grades: tuple[str, ...]) -> str:
    """The weakest of some grades; nothing for none."""
    return max(grades, key=GRADES.index, default="")
