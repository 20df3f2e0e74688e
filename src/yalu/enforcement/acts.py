"""Which actions count as acts of enforcement, and how rows are cited and dated."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from yalu.case.citations import asked_table, cite, last_day, observed_over
from yalu.case.records import Action, Case, Response
from yalu.vocabulary.coverage import Coverage, Observed, SourceKind, combined
from yalu.vocabulary.dates import PartialDate
from yalu.vocabulary.results import TrailRow

# Said by an authority, or by nobody official: shown in the ledger, never counted as an act.
NOT_ACTS = frozenset({"finding", "report", "committee_complaint"})
Asking = Literal["actions", "amounts", "named", "responses"]
_KINDS: dict[str, SourceKind] = {
    "actions": "ledger", "amounts": "ledger", "named": "register", "responses": "ledger",
}  # fmt: skip
CountedThing = Literal["actions", "shipments", "accounts", "persons", "entities", "parties", "vessels"]


def is_act(action: Action) -> bool:
    """True for what an authority did, not for what a panel found or an institute reported."""
    return action.kind not in NOT_ACTS and action.authority_kind != "ngo"


def single_acts(case: Case) -> tuple[Action, ...]:
    """Every act once: a joint action stands through its parts."""
    joint = {action.part_of for action in case.actions}
    return tuple(action for action in case.actions if is_act(action) and action.id not in joint)


def in_order(actions: Iterable[Action]) -> list[Action]:
    """Actions from the earliest to the latest, none before one that it follows; ties broken by id.

    A year may begin before the day of the act that it followed, so what follows what decides first.
    """
    by_date = sorted(actions, key=lambda a: (a.date.earliest, a.date.latest, a.id))
    waiting = {action.id: action for action in by_date}
    placed: list[Action] = []
    for action in by_date:
        stack = [action]
        while stack:
            here = stack[-1]
            before = [waiting[name] for name in here.follows if name in waiting]
            if here.id not in waiting:
                stack.pop()
            elif before and len(stack) <= len(by_date):
                stack.append(before[0])
            else:
                placed.append(waiting.pop(here.id))
                stack.pop()
    return placed


def year_of(when: PartialDate) -> str:
    """The year of a date, or its text when it may lie in two."""
    return str(when.earliest.year) if when.earliest.year == when.latest.year else when.text


def days_between(start: PartialDate, end: PartialDate) -> tuple[int, int]:
    """The fewest and the most days from one partial date to another; negative when the end may be first."""
    return (end.earliest - start.latest).days, (end.latest - start.earliest).days


def outer(dates: Iterable[PartialDate | None], *, last: bool = False) -> PartialDate | None:
    """The earliest of some dates, or the latest; None when there is none."""
    known = [when for when in dates if when is not None]
    if not known:
        return None
    return max(known, key=lambda d: (d.latest, d.earliest)) if last else min(
        known, key=lambda d: (d.earliest, d.latest)
    )  # fmt: skip


def covers(case: Case, *tables: Asking) -> Coverage:
    """What a question to these tables asks: how many rows, to which last day; nobody can tell whether all acts are in."""
    acts, said = (
        last_day((row.date for row in rows), case.known_by) for rows in (case.actions, case.responses)
    )
    return combined(
        asked_table(
            name, len(getattr(case, name)), kind=_KINDS[name], last=said if name == "responses" else acts
        )
        for name in tables
    )


def observed_acts(case: Case) -> Observed | None:
    """From the first to the last act on record; None without acts."""
    return observed_over((action.date for action in case.actions), case.known_by)


def observed_answers(case: Case) -> Observed | None:
    """From the first to the last answer on record; None without answers."""
    return observed_over((row.date for row in case.responses), case.known_by)


def action_row(case: Case, action: Action, role: str = "", why: str = "") -> TrailRow:
    """An action as a trail shows it."""
    says = f"{action.date}, {action.authority}: {action.title}"
    return TrailRow(action.id, says, role, why, cite(case.sources, action.sources))


def response_row(case: Case, response: Response, role: str = "", why: str = "") -> TrailRow:
    """A response as a trail shows it."""
    says = f"{response.date}, {response.responder}: {response.kind.replace('_', ' ')}"
    return TrailRow(response.id, says, role, why, cite(case.sources, response.sources))
