"""What people call the things that acts and answers are counted in, beside the words of the ledger."""

from __future__ import annotations

from yalu.claims.catalogue import Parameters
from yalu.claims.evidence import Evidence

# What people call the things that acts name, beside the word of the ledger.
_NOUNS = {
    "actions": ("action", "act", "measure", "case", "round", "step", "sanction", "move", "time"),
    "shipments": ("shipment", "delivery", "cargo", "consignment", "export"),
    "accounts": ("account", "bank account"),
    "persons": ("person", "people", "individual", "man", "national", "official", "defendant", "executive"),
    "entities": ("entity", "company", "firm", "organisation", "organization", "business", "bank"),
    "vessels": ("vessel", "ship", "tanker", "freighter", "boat"),
}  # fmt: skip


def act_nouns(evidence: Evidence, given: Parameters) -> tuple[str, ...]:
    """The words that name what is counted of acts; of acts of one kind also the word of the kind."""
    what, kind = given["what"], given["kind"].replace("_", " ")
    if what == "parties":
        return ("party", "target", "name", *_NOUNS["persons"], *_NOUNS["entities"])
    return (what, *_NOUNS[what], *([kind] if kind and what == "actions" else []))


def answer_nouns(evidence: Evidence, given: Parameters) -> tuple[str, ...]:
    """The words that name answers; of answers of one kind also the word of the kind."""
    mine = [given["kind"].replace("_", " ").replace(" of ", " ")] if given["kind"] else []
    return (
        "answer",
        "response",
        "reply",
        "statement",
        "time",
        "occasion",
        "instance",
        *_first(given["kind"]),
        *mine,
    )


def _first(kind: str) -> tuple[str, ...]:
    """``claim of ignorance`` is a claim, and ``protest_unilateral_sanctions`` a protest."""
    return (kind.partition("_")[0],) if kind else ()
