"""What an act says of a party on a day: the status of its own day until a later one, and findings that were withdrawn."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import msgspec

from yalu.case.action_records import Action, ActionKind, NamedParty, PartyStatus
from yalu.vocabulary.dates import Window

# The status that an act gives those it names, on its own day, whatever became of them later.
FIRST_STATUS: dict[ActionKind, PartyStatus] = {
    "designation": "listed", "entity_listing": "listed", "port_ban": "listed",
    "section_311_finding": "of_concern", "section_311_rule": "of_concern",
    "complaint": "charged", "indictment": "charged", "forfeiture_complaint": "claimed",
    "plea": "pleaded_guilty", "conviction": "convicted", "sentence": "convicted",
    "settlement": "settled", "penalty": "settled", "forfeiture": "judgment",
    "investigation": "under_investigation", "subpoena": "asked",
}  # fmt: skip


def status_on(row: NamedParty, action: Action, day: date) -> NamedParty | None:
    """A naming as of a day: with the status of the act's own day where the row's own came later. None before the act."""
    window = Window(end=day)
    if window.holds(action.date) == "no":
        return None
    if window.holds(row.status_date) != "no":
        return row
    first = FIRST_STATUS.get(action.kind)
    return None if first is None else msgspec.structs.replace(row, status=first, status_date=action.date)


def withdrawals(actions: Iterable[Action]) -> dict[str, Action]:
    """The acts whose authority withdrew them, each with the act that did: a finding that no longer stands.

    An act of the kind ``finding_withdrawn`` withdraws those that it follows. Whoever rests anything on a withdrawn
    act says so.
    """
    found = [action for action in actions if action.kind == "finding_withdrawn"]
    return {earlier: action for action in found for earlier in action.follows}


__all__ = ["FIRST_STATUS", "status_on", "withdrawals"]
