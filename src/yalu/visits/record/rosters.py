"""How far the rosters of each congress were read, and which visits a guest's seat in them decides."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from yalu.case.records import OUTRANKED, Case, PartyBody, Roster, Side, Visit
from yalu.documents.choices import ChoiceError
from yalu.visits.rules.codebook import ChosenRules
from yalu.visits.rules.counts import decide
from yalu.vocabulary.answers import CANNOT_SAY, NO, YES, Answer

_GUESTS: dict[str, tuple[Side, ...]] = {
    "partner_to_target": ("partner",),
    "target_to_partner": ("target",),
    "third_country": ("partner", "target"),
}


class RosterUse(msgspec.Struct, frozen=True):
    """One congress: how much of its rosters was read, the seats the case holds of it, and the visits of its years.

    ``admitted`` are visits that count by the guest's seat alone, ``left_out`` those that another seat would
    admit, ``undecided`` those that no row of the case decides; ``remembered`` are visits among the first two
    whose seat rests on memory. A seat elected at one congress may hold into the years of the next.
    """

    id: str
    side: Side
    title: str
    start: str
    end: str
    politburo: str
    central_committee: str
    seats: int
    seats_remembered: int
    visits: int
    unknown: int
    admitted: tuple[str, ...]
    left_out: tuple[str, ...]
    undecided: tuple[str, ...]
    remembered: tuple[str, ...]


def rosters(case: Case, rules: ChosenRules) -> tuple[RosterUse, ...]:
    """Every congress of both sides, oldest first. Raises ChoiceError when the case says nothing of rosters."""
    if not case.rosters:
        missing = "rosters.csv" if case.seats else "seats.csv and rosters.csv"
        raise ChoiceError(
            f"case {case.id} has no {missing}, so nobody can say how far the rosters were read; "
            "docs/case-format.md shows both tables"
        )
    now = _counts(case, rules, case.visits)
    seated = [_counts(case, rules, _with_body(case.visits, body)) for body in OUTRANKED]
    turning = {name: now[name] for name in now if len({counts[name] for counts in seated}) > 1}
    order = sorted(case.rosters, key=lambda r: (r.side, r.start.earliest, r.id))
    return tuple(_use(case, roster, turning) for roster in order)


def _with_body(visits: Sequence[Visit], body: PartyBody) -> list[Visit]:
    return [msgspec.structs.replace(visit, party_body=body, party_bodies=(body,)) for visit in visits]


def _counts(case: Case, rules: ChosenRules, visits: Sequence[Visit]) -> dict[str, Answer]:
    return {decision.visit: decision.counts for decision in decide(case, rules, visits)}


def _use(case: Case, roster: Roster, turning: dict[str, Answer]) -> RosterUse:
    """``turning`` has the answer on every visit whose answer depends on the guest's seat."""
    own = [seat for seat in case.seats if seat.congress == roster.id]
    inside = [visit for visit in case.visits if _falls_in(visit, roster)]
    by_seat = [visit for visit in inside if visit.id in turning]
    admitted = tuple(v.id for v in by_seat if turning[v.id] == YES)
    left_out = tuple(v.id for v in by_seat if turning[v.id] == NO)
    return RosterUse(
        id=roster.id,
        side=roster.side,
        title=roster.title,
        start=str(roster.start),
        end=str(roster.end or ""),
        politburo=roster.politburo,
        central_committee=roster.central_committee,
        seats=len(own),
        seats_remembered=sum("body" in seat.memory for seat in own),
        visits=len(inside),
        unknown=sum(visit.party_body == "unknown" for visit in inside),
        admitted=admitted,
        left_out=left_out,
        undecided=tuple(v.id for v in by_seat if turning[v.id] == CANNOT_SAY),
        remembered=tuple(v.id for v in by_seat if v.party_memory and v.id in {*admitted, *left_out}),
    )


def _falls_in(visit: Visit, roster: Roster) -> bool:
    """Whether the first day that the start of a visit can mean lies in the years of a congress."""
    if roster.side not in _GUESTS[visit.direction]:
        return False
    day = visit.start.earliest
    return roster.start.earliest <= day and (roster.end is None or day < roster.end.earliest)


def unsettled_words(case: Case, rules: ChosenRules) -> str:
    """A sentence on counts that rest on a seat nobody knows, or on a remembered one; "" when there is none."""
    if not case.rosters:
        return ""
    uses = rosters(case, rules)
    undecided = sorted({name for use in uses for name in use.undecided})
    remembered = sorted({name for use in uses for name in use.remembered})
    said = []
    if undecided:
        said.append(f"{len(undecided)} turn on a party seat that no roster read here settles")
    if remembered:
        said.append(
            f"{len(remembered)} are decided by a party seat that rests on memory ({', '.join(remembered)})"
        )
    return (
        f"Of the visits, {' and '.join(said)}; yalu visits seats shows which rosters were read."
        if said
        else ""
    )
