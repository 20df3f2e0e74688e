"""Which owners are blocked under a rule: as given, or as screening finds them on the lists of the rule.

An owner that screening stops at a listed party is that party, in whatever spelling; one that it only
sends to review is undecided, and an answer that turns on it cannot say.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING

import msgspec

from yalu.screening.lists.snapshots.as_of import stood
from yalu.screening.records import Party
from yalu.vocabulary.answers import CANNOT_SAY, YES, Answer
from yalu.vocabulary.coverage import Asked, Coverage

if TYPE_CHECKING:
    from yalu.screening.decisions.records import Decision
    from yalu.screening.screener import Screening


class Alert(msgspec.Struct, frozen=True):
    """One listed party that screening found for an owner: its entries on every list, and whether it is the owner.

    ``same`` is ``cannot_say`` where a reviewer would have to decide; ``says`` names the listing.
    """

    entries: tuple[str, ...]
    same: Answer
    says: str


Alerts = Callable[[str], tuple[Alert, ...]]


class Blocked(msgspec.Struct, frozen=True):
    """The owners blocked under one rule.

    ``persons`` maps every blocked owner to the person it is, so that two spellings of one listed party
    count as one; ``undecided`` maps owners to the listing that they are near. ``coverage`` is what was
    asked: nobody is known not to be blocked where it is empty.
    """

    persons: Mapping[str, str]
    coverage: Coverage
    undecided: Mapping[str, str] = {}
    not_asked: str = ""

    def with_undecided(self) -> Blocked:
        """The same if every undecided owner were the listed party that it is near."""
        return Blocked({**{name: name for name in self.undecided}, **self.persons}, self.coverage)


def given(names: Collection[str]) -> Blocked:
    """Persons taken as blocked under every rule: the question is about these and nobody else."""
    if not names:
        return Blocked({}, Coverage(), not_asked="who is blocked: nobody was named, and no list was asked")
    asked = Asked(name="the persons named as blocked", kind="list", whole=True, entries=len(names))
    return Blocked({name: name for name in names}, Coverage((asked,)))


def on_lists(names: Iterable[str], alerts: Alerts, lists: Collection[str], coverage: Coverage) -> Blocked:
    """Whom of these the lists of a rule name, as screening finds them."""
    asked = tuple(source for source in coverage.asked if source.name in lists)
    missing = tuple(sorted(set(lists) - {source.name for source in asked}))
    persons: dict[str, str] = {}
    undecided: dict[str, str] = {}
    for name in names:
        found = [a for a in alerts(name) if not a.entries or _lists_of(a.entries) & set(lists)]
        sure = [alert for alert in found if alert.same is YES]
        if sure:
            persons[name] = min(entry for alert in sure for entry in alert.entries)
        elif near := [alert for alert in found if alert.same is CANNOT_SAY]:
            undecided[name] = near[0].says
    covered = Coverage(asked, missing)
    why = (
        f"whether {' or '.join(sorted(lists))} names an owner: no such list was asked"
        if covered.empty
        else ""
    )
    return Blocked(persons, covered, undecided, why)


def _lists_of(entries: Iterable[str]) -> set[str]:
    return {entry.partition(":")[0] for entry in entries}


def alerts_of(screening: Screening, names: Collection[str], day: date) -> Alerts:
    """What screening says of owners on a day: parties that it stops at, parties to review, parties of the very name."""
    from yalu.screening.query_input import ask  # noqa: PLC0415 - loads tables of countries, only when asked

    ordered = sorted(names)
    decisions = screening.decide_many([ask(name) for name in ordered], on=day)
    found: dict[str, tuple[Alert, ...]] = {}
    for name, decision in zip(ordered, decisions, strict=True):
        exact = [
            alert
            for listing in screening.listed(names=[name], ids=[name])
            for alert in _alerts_on(screening, (listing.party,), YES, day)
        ]
        found[name] = (*exact, *_decided(screening, decision, day))
    return lambda name: found.get(name, ())


def _decided(screening: Screening, decision: Decision, day: date) -> list[Alert]:
    alerts = [
        alert
        for one in decision.weighed
        if one.outcome in {"stop", "review"}
        for alert in _alerts_on(
            screening, (one.party, *one.also), YES if one.outcome == "stop" else CANNOT_SAY, day
        )
    ]
    if decision.outcome != "clear" and not alerts:
        return [Alert((), CANNOT_SAY, decision.reason)]
    return alerts


def _alerts_on(screening: Screening, entries: tuple[str, ...], same: Answer, day: date) -> Iterator[Alert]:
    """The entries of one party that stood that day, and by themselves those of which that cannot be said."""
    first = screening.parties[entries[0]]
    says = f"{first.primary} ({first.id})"
    stands = {e: _stood(screening.parties[e], day) for e in entries if e in screening.parties}
    for answer in (YES, CANNOT_SAY):
        held = tuple(entry for entry, stood in stands.items() if stood is answer)
        if held:
            yield Alert(held, same & answer, says)


def _stood(party: Party, day: date) -> Answer:
    """Whether an entry stood that day; one without a day of listing is taken to, because a gap clears nobody."""
    return stood(party, day, day if party.listed is None else None)
