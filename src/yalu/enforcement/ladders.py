"""What followed: from a listing to a charge to a court, or to nothing that was seen."""

from __future__ import annotations

from typing import Literal

import msgspec

from yalu.case.records import Action, Case
from yalu.enforcement.acts import covers, days_between, in_order, is_act
from yalu.enforcement.choosing import Filter, chosen
from yalu.vocabulary.tables import Results

Rung = Literal[
    "inquiry", "listing", "charge", "extradition asked", "extradited", "settled", "forfeited", "convicted"
]
# The rungs in their order; a matter stands on the highest that one of its acts reached.
RUNGS: tuple[Rung, ...] = (
    "inquiry", "listing", "charge", "extradition asked", "extradited", "settled", "forfeited", "convicted",
)  # fmt: skip
_RUNG_OF: dict[str, Rung] = {
    "investigation": "inquiry",
    "subpoena": "inquiry",
    "seizure": "inquiry",
    "reward": "inquiry",
    "designation": "listing",
    "entity_listing": "listing",
    "section_311_finding": "listing",
    "section_311_rule": "listing",
    "port_ban": "listing",
    "striking_off": "listing",
    "denial_order": "listing",
    "complaint": "charge",
    "indictment": "charge",
    "forfeiture_complaint": "charge",
    "extradition_request": "extradition asked",
    "extradition": "extradited",
    "penalty": "settled",
    "settlement": "settled",
    "forfeiture": "forfeited",
    "plea": "convicted",
    "conviction": "convicted",
    "sentence": "convicted",
}


class Rise(msgspec.Struct, frozen=True):
    """One act of a ladder: its rung, and the fewest and most days since the first act."""

    action: str
    matter: str
    date: str
    authority: str
    kind: str
    title: str
    rung: str
    days_low: int
    days_high: int
    status: str = ""
    status_date: str = ""


class Ladder(msgspec.Struct, frozen=True):
    """The acts of one matter and those that followed it, in order, the highest rung, and how it stands.

    An act of another matter is there when it says that it follows one of these. ``after_listing`` is the
    highest rung of the acts after a listing: ``nothing seen`` when a listing was the last that happened.
    """

    matter: str
    programmes: tuple[str, ...]
    acts: tuple[Rise, ...]
    highest: str
    after_listing: str
    stands: str


def follow_up(case: Case, wanted: Filter | None = None) -> Results[Ladder]:
    """The ladder of every matter, the highest rung first, then by the day of the first act.

    Raises LedgerChoiceError for an unknown filter.
    """
    groups: dict[str, list[Action]] = {}
    for action in chosen(case, wanted or Filter()):
        if is_act(action) and not action.part_of:
            groups.setdefault(action.matter, []).append(action)
    after = _followers(case)
    made = [_ladder(case, matter, in_order(_with(acts, after))) for matter, acts in groups.items()]
    made.sort(key=lambda ladder: (-_height(ladder.highest), ladder.acts[0].date, ladder.matter))
    return Results(made, covers(case, "actions"))


def _followers(case: Case) -> dict[str, list[Action]]:
    found: dict[str, list[Action]] = {}
    for action in case.actions:
        if is_act(action) and not action.part_of:
            for earlier in action.follows:
                found.setdefault(earlier, []).append(action)
    return found


def _with(acts: list[Action], after: dict[str, list[Action]]) -> list[Action]:
    """The acts and everything that followed any of them, each once."""
    found = {action.id: action for action in acts}
    waiting = list(acts)
    while waiting:
        for later in after.get(waiting.pop().id, ()):
            if later.id not in found:
                found[later.id] = later
                waiting.append(later)
    return list(found.values())


def rung_of(case: Case, action: Action) -> str:
    """The rung of an act: a joint settlement with a plea among its parts is a conviction."""
    kinds = [action.kind, *(part.kind for part in case.actions if part.part_of == action.id)]
    rungs = [_RUNG_OF[kind] for kind in kinds if kind in _RUNG_OF]
    return max(rungs, key=RUNGS.index, default="")


def _ladder(case: Case, matter: str, acts: list[Action]) -> Ladder:
    first = acts[0]
    rises = tuple(
        Rise(
            a.id, a.matter, a.date.text, a.authority, a.kind, a.title, rung_of(case, a), *days_between(first.date, a.date),
            a.status or "", a.status_date.text if a.status_date else "",
        )
        for a in acts
    )  # fmt: skip
    highest = max((r.rung for r in rises), key=_height)
    listed = next((n for n, rise in enumerate(rises) if rise.rung == "listing"), None)
    later = (
        []
        if listed is None
        else [r.rung for r in rises[listed + 1 :] if _height(r.rung) > _height("listing")]
    )
    after = "" if listed is None else max(later, key=_height, default="nothing seen")
    programmes = tuple(sorted({p for a in acts for p in a.programmes}))
    return Ladder(matter, programmes, rises, highest, after, _stands(acts, highest))


def _height(rung: str) -> int:
    return RUNGS.index(rung) if rung in RUNGS else -1


def _stands(acts: list[Action], highest: str) -> str:
    """How a matter stands, in words, by its last status."""
    open_ones = [a for a in acts if a.status == "pending"]
    if highest in {"charge", "extradition asked"} and open_ones:
        return "charged, no court has decided"
    if any(a.kind == "appeal_decision" for a in acts):
        return f"{highest}, changed on appeal"
    return {"inquiry": "inquiry, no outcome seen", "listing": "listed, nothing more seen"}.get(
        highest, highest
    )
