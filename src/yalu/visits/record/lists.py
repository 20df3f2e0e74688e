"""Lists of visits that others published, entry by entry beside ours: the same day, another day, or on one side only."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

import msgspec

from yalu.case.records import Case, Listed, Visit
from yalu.documents.choices import ChoiceError
from yalu.vocabulary.dates import PartialDate

ListAgreement = Literal["same", "within", "differs", "only_theirs", "only_ours"]


class ListedEntry(msgspec.Struct, frozen=True):
    """One entry of a list beside our visit.

    ``same`` is the same date, ``within`` one date inside the other (a month and a day of it), ``differs`` two that
    cannot be one day. ``only_ours`` are visits of a guest of the list, the same way and between its first and last
    entry on that guest, that the list does not have: it may not have meant to.
    """

    list: str
    title: str
    entry: str
    guest: str
    direction: str
    theirs: str
    visit: str
    ours: str
    agreement: ListAgreement


def compare_lists(case: Case) -> tuple[ListedEntry, ...]:
    """Every entry of every list, and what a list leaves out, by list and day. Raises ChoiceError when there is none."""
    if not case.listed:
        raise ChoiceError(
            f"case {case.id} holds no list of visits that others published, so there is nothing to compare; "
            "fill in listed.csv"
        )
    lists: dict[str, list[Listed]] = {}
    for entry in case.listed:
        lists.setdefault(entry.sources[0].source, []).append(entry)
    return tuple(row for name in sorted(lists) for row in _one_list(case, name, lists[name]))


def _one_list(case: Case, name: str, entries: list[Listed]) -> Iterator[ListedEntry]:
    title = case.sources[name].title if name in case.sources else name
    visits = {visit.id: visit for visit in case.visits}
    for entry in sorted(entries, key=lambda e: (e.date.earliest, e.id)):
        visit = visits.get(entry.visit)
        yield ListedEntry(
            list=name, title=title, entry=entry.id, guest=entry.guest, direction=entry.direction,
            theirs=str(entry.date), visit=entry.visit if visit else "", ours=str(visit.start) if visit else "",
            agreement=_agreement(entry.date, visit.start) if visit else "only_theirs",
        )  # fmt: skip
    for visit in _left_out(case, entries):
        yield ListedEntry(
            list=name, title=title, entry="", guest=visit.guest, direction=visit.direction, theirs="",
            visit=visit.id, ours=str(visit.start), agreement="only_ours",
        )  # fmt: skip


def _agreement(theirs: PartialDate, ours: PartialDate) -> ListAgreement:
    if (theirs.earliest, theirs.latest) == (ours.earliest, ours.latest):
        return "same"
    apart = theirs.latest < ours.earliest or ours.latest < theirs.earliest
    return "differs" if apart else "within"


def _left_out(case: Case, entries: list[Listed]) -> list[Visit]:
    matched = {entry.visit for entry in entries}
    spans: dict[tuple[str, str], tuple[PartialDate, PartialDate]] = {}
    for entry in sorted(entries, key=lambda e: e.date.earliest):
        key = entry.guest, entry.direction
        spans[key] = spans.get(key, (entry.date, entry.date))[0], entry.date
    found = []
    for visit in case.visits:
        first, last = spans.get((visit.guest, visit.direction), (None, None))
        if first is None or last is None or visit.id in matched:
            continue
        if first.earliest <= visit.start.earliest and visit.start.latest <= last.latest:
            found.append(visit)
    return sorted(found, key=lambda v: (v.start.earliest, v.id))
