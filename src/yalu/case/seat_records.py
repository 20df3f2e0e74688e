"""The record types of seats in a party's bodies, and what each word for a body leaves possible."""

from __future__ import annotations

from typing import Literal, get_args

from yalu.documents.tables.source_refs import Row
from yalu.vocabulary.dates import PartialDate

Side = Literal["target", "partner"]
# From the highest down. The last three are no body: below_politburo and none say where somebody did not sit.
PartyBody = Literal[
    "politburo_standing", "politburo", "politburo_alternate", "secretariat", "central_committee",
    "central_committee_alternate", "below_politburo", "none", "unknown",
]  # fmt: skip
RosterRead = Literal["whole", "part", "absent"]
# One person holds one seat of each of these ladders at a time; a secretary usually has another seat beside.
LADDERS: tuple[frozenset[PartyBody], ...] = (
    frozenset({"politburo_standing", "politburo", "politburo_alternate", "below_politburo", "none"}),
    frozenset({"central_committee", "central_committee_alternate", "none"}),
    frozenset({"secretariat"}),
)
OUTRANKED: tuple[PartyBody, ...] = tuple(
    body for body in get_args(PartyBody) if body not in {"below_politburo", "unknown"}
)


def possible(body: PartyBody) -> frozenset[PartyBody]:
    """The bodies that a word leaves possible: itself, or several where it does not name one."""
    if body == "unknown":
        return frozenset(OUTRANKED)
    if body == "below_politburo":
        return frozenset(OUTRANKED[OUTRANKED.index("politburo_alternate") + 1 :])
    return frozenset({body})


def word_for(bodies: frozenset[PartyBody]) -> PartyBody:
    """The one word that says no more than a set of possible bodies does."""
    if len(bodies) == 1:
        return next(iter(bodies))
    return "below_politburo" if bodies <= possible("below_politburo") else "unknown"


class Seat(Row, frozen=True, kw_only=True):
    """One person's time in one body of a party. ``end`` is the day the seat was given up or passed on."""

    person: str
    name_native: str = ""
    side: Side
    body: PartyBody
    start: PartialDate
    end: PartialDate | None = None
    congress: str = ""
    plenum: str = ""


class Roster(Row, frozen=True, kw_only=True):
    """How much was read of the rosters that one congress or conference elected."""

    side: Side
    title: str
    start: PartialDate
    end: PartialDate | None = None
    politburo: RosterRead
    central_committee: RosterRead
