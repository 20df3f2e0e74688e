"""Acts of authorities that were taken back: a finding that its own maker withdrew supports nothing any more."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from yalu.case.action_records import Action
from yalu.case.chain_records import Knowledge
from yalu.vocabulary.words.readable import spoken_date

# A status of the ledger that says that the act is void, not only over: what ended or was served out was true in its day.
_VOID = {"withdrawn": "withdrawn", "repealed": "repealed", "rescinded": "rescinded", "revoked": "revoked",
         "annulled": "annulled", "set_aside": "set aside", "vacated": "vacated"}  # fmt: skip
# An act of the ledger that makes the one it follows void.
_VOIDING = {"finding_withdrawn": "withdrawn", "withdrawal": "withdrawn", "repeal": "repealed", "rescission": "rescinded",
            "annulment": "annulled"}  # fmt: skip
SIGN = "withdrawn"  # the sign of a fact that says so in the table of knowledge


class Withdrawn(msgspec.Struct, frozen=True):
    """One act that was taken back: the act, how, by whom, and on which day as written ("" when not stated)."""

    action: str
    how: str
    by: str
    day: str

    @property
    def says(self) -> str:
        """That it was taken back, as a sentence without its full stop."""
        when = f" on {spoken_date(self.day)}" if self.day else ""
        return f"the finding behind it was {self.how}{when} by {self.by}"


def withdrawals(facts: Iterable[Knowledge], actions: Iterable[Action]) -> dict[str, Withdrawn]:
    """The acts that were taken back, by id: as the facts of knowledge say, else as the ledger of actions does."""
    found: dict[str, Withdrawn] = {}
    for action in actions:
        how = _VOID.get(str(action.status or ""), "")
        if how:
            found[action.id] = Withdrawn(action.id, how, action.authority, str(action.status_date or ""))
        if how := _VOIDING.get(str(action.kind), ""):
            found |= {one: Withdrawn(one, how, action.authority, str(action.date)) for one in action.follows}
    for fact in facts:
        if fact.sign == SIGN and fact.action:
            found[fact.action] = Withdrawn(fact.action, "withdrawn", fact.asserted_by, str(fact.date))
    return found
