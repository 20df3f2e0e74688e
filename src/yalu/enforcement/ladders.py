"""What followed in a matter's own acts: from a listing to a charge to a court, or to nothing that was seen."""

from __future__ import annotations

from typing import Literal, get_args

import msgspec

from yalu.case.party_statuses import withdrawals
from yalu.case.records import Action, Case
from yalu.enforcement.acts import covers, days_between, in_order, is_act, outer
from yalu.enforcement.filters import ActionFilter, chosen
from yalu.vocabulary.tables import Results

LadderRung = Literal[
    "inquiry", "finding", "listing", "money claimed", "charge", "extradition asked", "extradited", "settled",
    "prosecution deferred", "forfeited", "convicted",
]  # fmt: skip
# The rungs in their order; a matter stands on the highest that one of its own acts reached.
RUNGS: tuple[LadderRung, ...] = get_args(LadderRung)
_RUNG_OF: dict[str, LadderRung] = {
    "investigation": "inquiry", "subpoena": "inquiry", "seizure": "inquiry", "reward": "inquiry",
    "designation": "listing", "entity_listing": "listing", "section_311_finding": "finding",
    "section_311_rule": "finding", "port_ban": "listing", "striking_off": "listing", "denial_order": "listing",
    "complaint": "charge", "indictment": "charge", "forfeiture_complaint": "money claimed",
    "extradition_request": "extradition asked", "extradition": "extradited", "penalty": "settled",
    "settlement": "settled", "forfeiture": "forfeited", "plea": "convicted", "conviction": "convicted",
    "sentence": "convicted",
}  # fmt: skip


# How far a party went by its own status: a parent and its subsidiary are two parties.
_REACHED: dict[str, LadderRung] = {
    "under_investigation": "inquiry", "asked": "inquiry", "of_concern": "finding", "listed": "listing",
    "delisted": "listing", "claimed": "money claimed", "charged": "charge", "charged_at_large": "charge",
    "in_custody": "charge", "settled": "settled", "deferred": "prosecution deferred", "judgment": "forfeited",
    "pleaded_guilty": "convicted", "convicted": "convicted", "conviction_set_aside": "convicted",
}  # fmt: skip
_OF_PERSONS: tuple[LadderRung, ...] = (
    "charge", "extradition asked", "extradited", "settled", "prosecution deferred", "convicted",
)  # fmt: skip


_OPEN = {
    "charge": "charged, no court has decided", "extradition asked": "charged, no court has decided",
    "money claimed": "money claimed, no court has decided",
}  # fmt: skip
# Acts of one day: that one is closed says nothing of the inquiry behind it.
_OF_A_DAY = frozenset({"seizure", "reward"})
# What takes back a listing, or part of one: it is no rung, and the listing did not stay as it was.
_TAKEN_OFF = frozenset({"delisting", "denial_ended"})


class Rise(msgspec.Struct, frozen=True):
    """One act of a ladder: its rung, and the fewest and most days since the first act.

    ``withdrawn`` is the day on which its authority withdrew it, empty where it did not.
    """

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
    withdrawn: str = ""


class PartyRung(msgspec.Struct, frozen=True):
    """How far one party went in the acts of the matter that name it."""

    party: str
    name: str
    rung: str


class Ladder(msgspec.Struct, frozen=True):
    """The acts of one matter in order, the highest rung of its own acts, and how it stands.

    ``led_to`` are acts of other matters that say they follow one of these, straight or through others: they are no
    outcome of this matter. ``after_listing`` is the highest rung of its own acts on or after the day of a listing:
    ``nothing seen`` when none is above a listing, ``cannot say`` when the dates do not tell which came first.
    ``last_seen`` is the latest day of the acts on the highest rung or of their status.
    """

    matter: str
    programmes: tuple[str, ...]
    acts: tuple[Rise, ...]
    highest: str
    after_listing: str
    stands: str
    led_to: tuple[Rise, ...] = ()
    parties: tuple[PartyRung, ...] = ()
    last_seen: str = ""

    @property
    def led(self) -> tuple[str, ...]:
        """The matters that this one led to, each with the highest rung of the acts that followed."""
        best: dict[str, str] = {}
        for rise in self.led_to:
            best[rise.matter] = max(best.get(rise.matter, ""), rise.rung, key=_height)
        return tuple(f"{matter} ({rung})" if rung else matter for matter, rung in best.items())


def follow_up(case: Case, wanted: ActionFilter | None = None) -> Results[Ladder]:
    """The ladder of every matter, the highest rung first, then by the day of the first act.

    Raises LedgerChoiceError for an unknown filter.
    """
    groups: dict[str, list[Action]] = {}
    for action in chosen(case, wanted or ActionFilter()):
        if is_act(action) and not action.part_of:
            groups.setdefault(action.matter, []).append(action)
    after = _followers(case)
    made = [_ladder(case, matter, in_order(_with(acts, after))) for matter, acts in groups.items()]
    made.sort(key=lambda ladder: (-_height(ladder.highest), ladder.acts[0].date, ladder.matter))
    return Results(made, covers(case, "actions", "named"))


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
    own = [action for action in acts if action.matter == matter]
    gone = withdrawals(case.actions)
    rises = [_rise(case, action, own[0], gone) for action in acts]
    mine = [rise for rise in rises if rise.matter == matter]
    highest = max((rise.rung for rise in mine), key=_height)
    after = _after_listing(case, own)
    programmes = tuple(sorted({p for action in own for p in action.programmes}))
    parties = _parties(case, own)
    top = [action for action, rise in zip(own, mine, strict=True) if rise.rung == highest]
    seen = outer((when for action in top for when in (action.date, action.status_date)), last=True)
    return Ladder(
        matter, programmes, tuple(mine), highest, after, _stands(case, own, highest, parties),
        tuple(rise for rise in rises if rise.matter != matter), parties, seen.text if seen else "",
    )  # fmt: skip


def _after_listing(case: Case, own: list[Action]) -> str:
    """The highest rung on or after the day of a listing; empty without a listing.

    ``cannot say`` where an inexact date leaves open whether an act came before the listing or after it.
    """
    rungs = {action.id: rung_of(case, action) for action in own}
    listings = [action for action in own if rungs[action.id] == "listing"]
    if not listings:
        return ""
    behind = {action.id for action in listings}
    for action in own:  # in order, so that what follows a follower is found too
        behind |= {action.id} if behind & set(action.follows) else set()

    def highest(acts: list[Action]) -> str:
        higher = [rungs[a.id] for a in acts if _height(rungs[a.id]) > _height("listing")]
        return max(higher, key=_height, default="nothing seen")

    first, known = min(a.date.earliest for a in listings), min(a.date.latest for a in listings)
    sure = highest([a for a in own if a.date.earliest >= known or a.id in behind])
    most = highest([a for a in own if a.date.latest >= first])
    return sure if sure == most else "cannot say"


def _rise(case: Case, a: Action, first: Action, gone: dict[str, Action]) -> Rise:
    # The first act is of one day, even where nobody states which.
    low, high = (0, 0) if a.id == first.id else days_between(first.date, a.date)
    return Rise(
        a.id, a.matter, a.date.text, a.authority, a.kind, a.title, rung_of(case, a), low, high,
        a.status or "", a.status_date.text if a.status_date else "", gone[a.id].date.text if a.id in gone else "",
    )  # fmt: skip


def _parties(case: Case, own: list[Action]) -> tuple[PartyRung, ...]:
    """Every party that the acts name, with the highest rung of its own; the parts of a joint act name too."""
    kinds = {action.id: action.kind for action in own}
    kinds |= {action.id: action.kind for action in case.actions if action.part_of in kinds}
    reached: dict[str, str] = {}
    names: dict[str, str] = {}
    for row in case.named:
        if row.action in kinds:
            names[row.party] = row.name
            moved = kinds[row.action] in {"extradition", "extradition_request"}
            rungs = [_REACHED.get(row.status, ""), _RUNG_OF[kinds[row.action]] if moved else ""]
            reached[row.party] = max(reached.get(row.party, ""), *rungs, key=_height)
    made = [PartyRung(party, names[party], rung) for party, rung in reached.items()]
    return tuple(sorted(made, key=lambda p: (-_height(p.rung), p.name)))


def _height(rung: str) -> int:
    return RUNGS.index(rung) if rung in RUNGS else -1


def _stands(case: Case, own: list[Action], highest: str, parties: tuple[PartyRung, ...]) -> str:
    """How a matter stands, in words: by its last status, and party by party where they fared differently."""
    top = [action for action in own if rung_of(case, action) == highest]
    if highest in {"charge", "extradition asked"}:
        top = [action for action in own if rung_of(case, action) in {"charge", "extradition asked"}]
    pending = any(action.status == "pending" for action in top)
    if pending and highest in _OPEN:
        return _OPEN[highest]
    said = _on_appeal(case, own, highest)
    if not said and highest in {"finding", "listing"}:
        said = _finding(top, withdrawals(case.actions)) if highest == "finding" else _listing(own, top)
    if said := said or _apart(highest, parties):
        return said
    if top and all(action.status == "closed" and action.kind not in _OF_A_DAY for action in top):
        return f"{highest} closed {outer((action.status_date for action in top), last=True)}"
    return {"inquiry": "inquiry, no outcome seen"}.get(highest, highest)


def _on_appeal(case: Case, own: list[Action], highest: str) -> str:
    """What an appeal did, as far as it is on record: that one was decided does not say that it changed anything."""
    acts = {action.id for action in own}
    acts |= {part.id for part in case.actions if part.part_of in acts}
    appeals = {action.date.text for action in own if action.kind == "appeal_decision"}
    aside = [r.status_date for r in case.named if r.action in acts and r.status == "conviction_set_aside"]
    if not appeals:
        return f"{highest}, set aside {outer(aside, last=True)}" if aside else ""
    replaced = any(a.status == "superseded" and a.status_date and a.status_date.text in appeals for a in own)
    return f"{highest}, changed on appeal" if aside or replaced else f"{highest}, an appeal was decided"


def _finding(top: list[Action], gone: dict[str, Action]) -> str:
    back = outer((gone[action.id].date for action in top if action.id in gone), last=True)
    if back is None:
        return "found to be of concern, nothing more seen"
    if all(action.id in gone or action.status == "superseded" for action in top):
        return f"finding withdrawn {back}"
    return f"found to be of concern, at least part of it withdrawn {back}"


def _listing(own: list[Action], top: list[Action]) -> str:
    ended = [action for action in top if action.status == "ended"]
    off = [action.date for action in own if action.kind in _TAKEN_OFF]
    last = outer([*(action.status_date for action in ended), *off], last=True)
    if last is None:
        return "listed, nothing more seen"
    again = outer(a.date for a in top if a.status != "ended" and a.date.earliest > last.latest)
    if again is not None:
        return f"listed {again}, after at least part of an earlier listing ended {last}"
    if len(ended) == len(top):
        return f"listing ended {last}"
    return f"listed, at least part of it ended {last}"


def _apart(highest: str, parties: tuple[PartyRung, ...]) -> str:
    """Who is where, when those who answered to an authority or court did not all end on the same rung."""
    # Where the one on the highest rung is not named, whose goods were forfeited is said too: it is not the same party.
    unnamed = not any(party.rung == highest for party in parties)
    groups: dict[str, list[str]] = {}
    for party in parties:
        if party.rung in _OF_PERSONS or (unnamed and party.rung == "forfeited"):
            groups.setdefault(party.rung, []).append(party.name)
    if set(groups) == {highest} or highest not in _OF_PERSONS or not parties:
        return ""
    groups.setdefault(highest, ["somebody not named here"])
    ordered = sorted(groups.items(), key=lambda item: -_height(item[0]))
    return "; ".join(f"{rung}: {', '.join(names)}" for rung, names in ordered)
