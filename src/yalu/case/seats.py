"""Which body of a party a guest sat in on the day of a visit, computed from the seats of the case.

A day of a visit or a seat may be known to the month or year only. What holds on every day that the sources
leave open is known; the rest stays a set of possible bodies, and no day is ever picked.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import product

import msgspec

from yalu.case.records import OUTRANKED, PartyBody, Seat, Side, Visit
from yalu.case.seat_records import possible, word_for
from yalu.vocabulary.dates import PartialDate

# A cell may name two heads of one delegation, or the heads of both where they met in a third country.
_HEADS = re.compile(r" / | and |; ?")
_TRAVELLING: dict[str, tuple[Side, ...]] = {
    "partner_to_target": ("partner",),
    "target_to_partner": ("target",),
    "third_country": ("partner", "target"),
}
Rows = Mapping[tuple[Side, str], Sequence[Seat]]


def heads(guest: str) -> tuple[str, ...]:
    """The persons that a cell ``guest`` names: ``Deng Xiaoping and Hu Yaobang`` are two."""
    return tuple(part.strip() for part in _HEADS.split(guest) if part.strip())


def seated(visits: Iterable[Visit], seats: Iterable[Seat]) -> tuple[Visit, ...]:
    """The visits with the party body of each guest on the first day, and the seats it follows from.

    A guest without a seat has the body ``unknown``; of several heads the highest counts.
    """
    rows: dict[tuple[Side, str], list[Seat]] = {}
    for seat in seats:
        rows.setdefault((seat.side, seat.person), []).append(seat)
    return tuple(_seated(visit, rows) for visit in visits)


def _seated(visit: Visit, rows: Rows) -> Visit:
    held: list[Seat] = []
    found: list[frozenset[PartyBody]] = []
    for person in heads(visit.guest):
        own = [seat for side in _TRAVELLING[visit.direction] for seat in rows.get((side, person), ())]
        found.append(bodies_during(own, visit.start))
        held += [s for s in own if _may_hold_in(s, visit.start)]
    bodies = _highest_of(found)
    return msgspec.structs.replace(
        visit,
        party_body=word_for(bodies),
        party_bodies=tuple(body for body in OUTRANKED if body in bodies),
        party_seats=tuple(seat.id for seat in held),
        party_memory=any({"body", "start", "end"} & set(seat.memory) for seat in held),
    )


def bodies_during(seats: Sequence[Seat], when: PartialDate) -> frozenset[PartyBody]:
    """The bodies that can have been a person's highest on the day meant, over every day it can mean."""
    days = {when.earliest}
    for seat in seats:
        for edge in (seat.start, seat.end):
            if edge is not None:
                days |= {d for d in (edge.earliest, edge.latest) if when.earliest <= d <= when.latest}
    return frozenset().union(*(bodies_on(seats, day) for day in days))


def bodies_on(seats: Sequence[Seat], day: date) -> frozenset[PartyBody]:
    """The bodies that can have been a person's highest on one day; every body where no seat surely holds."""
    choices: list[list[frozenset[PartyBody]]] = []
    for term in _terms(seats):
        options = [possible(seat.body) for seat in term if _may_hold(seat, day)]
        if options:
            choices.append(options if _surely_sits(term, day) else [*options, frozenset()])
    found: frozenset[PartyBody] = frozenset()
    for chosen in product(*choices):
        known = [bodies for bodies in chosen if bodies]
        found |= _highest_of(known) if known else possible("unknown")
    return found


def _highest_of(sets: Sequence[frozenset[PartyBody]]) -> frozenset[PartyBody]:
    """The possible highest of one body from each set."""
    if not sets:
        return possible("unknown")
    floor = min(max(OUTRANKED.index(body) for body in bodies) for bodies in sets)
    return frozenset(body for body in frozenset().union(*sets) if OUTRANKED.index(body) <= floor)


def _terms(seats: Sequence[Seat]) -> list[list[Seat]]:
    """Seats that follow each other on the same day, known or not: one of a term holds from its start to its end."""
    terms: list[list[Seat]] = []
    for seat in sorted(seats, key=lambda s: (s.start.earliest, s.start.latest, s.id)):
        before = next((t for t in terms if t[-1].end is not None and t[-1].end == seat.start), None)
        if before is None:
            terms.append([seat])
        else:
            before.append(seat)
    return terms


def _surely_sits(term: Sequence[Seat], day: date) -> bool:
    last = term[-1].end
    return term[0].start.latest <= day and (last is None or day < last.earliest)


def _may_hold(seat: Seat, day: date) -> bool:
    return seat.start.earliest <= day and (seat.end is None or day < seat.end.latest)


def _may_hold_in(seat: Seat, when: PartialDate) -> bool:
    return seat.start.earliest <= when.latest and (seat.end is None or when.earliest < seat.end.latest)
