"""Parties named in official acts: the register of persons, and who was ever acted on at home."""

from __future__ import annotations

from datetime import date
from typing import Literal

import msgspec

from yalu.case.citations import cite, figure_id, resting_on
from yalu.case.party_statuses import FIRST_STATUS, status_on, withdrawals
from yalu.case.records import Action, Case, NamedParty
from yalu.enforcement.acts import covers, is_act, observed_acts
from yalu.enforcement.ages import LASTING, aged, measured_on, years_since
from yalu.vocabulary.dates import PartialDate, Window
from yalu.vocabulary.results import Citation, Figure, Trail, TrailRow
from yalu.vocabulary.tables import Results

_LOOSE = frozenset({"delisting", "denial_ended", "reward", "appeal_decision", "finding_withdrawn"})
StatusKind = Literal["court", "charge", "settlement", "listing", "finding", "money", "inquiry"]


# Which kind of thing a status is about. A person can be listed and convicted; it is money that is claimed.
_KIND_OF: dict[str, StatusKind] = {
    "of_concern": "finding", "finding_withdrawn": "finding",
    "listed": "listing", "delisted": "listing",
    "charged": "charge", "charged_at_large": "charge", "in_custody": "charge",
    "pleaded_guilty": "court", "convicted": "court", "conviction_set_aside": "court", "deferred": "court",
    "settled": "settlement",
    "claimed": "money", "judgment": "money",
}  # fmt: skip
_CALLED = {
    "claimed": "money claimed", "judgment": "judgment on money or goods", "of_concern": "found to be of concern",
    "deferred": "prosecution deferred",
}  # fmt: skip
_OVER = frozenset({"decided", "superseded", "closed"})  # what these acts began does not last
_ORDER = ("court", "charge", "settlement", "listing", "finding", "money", "inquiry")


class Naming(msgspec.Struct, frozen=True):
    """One act that names a party: role, status and its day, in the words of the authority or court.

    ``withdrawn`` is the day on which the authority withdrew the act, empty where it did not.
    """

    row: str
    action: str
    date: str
    authority: str
    kind: str
    role: str
    status: str
    status_date: str
    notes: str
    sources: tuple[Citation, ...]
    withdrawn: str = ""


class LatestStatus(msgspec.Struct, frozen=True):
    """The latest status of one kind with one authority: since when, when it was last seen, and how long ago that is.

    ``years`` is None where the status does not last (a conviction is of its day).
    """

    kind: StatusKind
    authority: str
    status: str
    since: str
    last_seen: str
    years: int | None
    says: str
    row: str


class RegisterEntry(msgspec.Struct, frozen=True):
    """One party with every act that names it, and its latest status of each kind with each authority.

    ``status`` is the latest of all that are about the party itself; one about money only where there is no other.
    """

    party: str
    name: str
    names: tuple[str, ...]
    schema: str
    state: str
    status: str
    status_date: str
    acts: tuple[Naming, ...]
    standing: tuple[LatestStatus, ...] = ()


def register(case: Case, *, persons_only: bool = True, on: date | None = None) -> Results[RegisterEntry]:
    """Everybody named in an official act, in order of name; persons only unless asked otherwise.

    ``on`` gives the statuses of that day; without it all that is on record, with ages counted to the last day on record.
    """
    actions = {action.id: action for action in case.actions}
    groups: dict[str, list[NamedParty]] = {}
    for row in case.named:
        action = actions.get(row.action)
        if action is None or not is_act(action) or (persons_only and row.schema != "Person"):
            continue
        seen = row if on is None else status_on(row, action, on)
        if seen is not None:
            groups.setdefault(row.party, []).append(seen)
    day = measured_on(case, on)
    entries = [_entry(case, party, rows, actions, day) for party, rows in groups.items()]
    ordered = sorted(entries, key=lambda entry: (entry.name, entry.party))
    return Results(ordered, covers(case, "actions", "named"))


class _Seen(msgspec.Struct, frozen=True):
    """A status that one act gives a party, from a day on, the day on which it was last seen, and how the act ended."""

    row: NamedParty
    action: Action
    status: str
    since: PartialDate
    last: PartialDate
    over: str = ""

    @property
    def kind(self) -> StatusKind:
        return _KIND_OF.get(self.status, "inquiry")


def _entry(
    case: Case, party: str, rows: list[NamedParty], actions: dict[str, Action], day: date
) -> RegisterEntry:
    rows = sorted(rows, key=lambda r: (actions[r.action].date.earliest, r.id))
    gone = {
        name: act for name, act in withdrawals(case.actions).items() if Window(end=day).holds(act.date) != "no"
    }  # fmt: skip
    found = [seen for row in rows for seen in _statuses(row, actions[row.action], gone.get(row.action), day)]
    standing = _latest(found)
    own = [seen for seen in standing if seen.kind != "money"] or standing
    if any(seen.status == "listed" for seen in own):  # one list left, still on another
        own = [seen for seen in own if seen.status != "delisted"]
    latest = max(own, key=_later)
    name = max(rows, key=lambda r: (r.status_date.latest, actions[r.action].date.latest, r.id))
    return RegisterEntry(
        party=party,
        name=name.name,
        names=tuple(dict.fromkeys(row.name for row in rows)),
        schema=name.schema,
        state=next((row.state for row in rows if row.state), ""),
        status=latest.status,
        status_date=latest.since.text,
        acts=tuple(
            Naming(
                row.id, row.action, actions[row.action].date.text, actions[row.action].authority,
                actions[row.action].kind, row.role, row.status, row.status_date.text, row.notes,
                cite(case.sources, row.sources), gone[row.action].date.text if row.action in gone else "",
            )
            for row in rows
        ),
        standing=tuple(_latest_status(seen, day) for seen in standing),
    )  # fmt: skip


def _later(seen: _Seen) -> tuple[date, date, str]:
    return seen.since.latest, seen.action.date.latest, seen.row.id


def _statuses(row: NamedParty, action: Action, withdrawn: Action | None, day: date) -> list[_Seen]:
    """What one act says of a party, in time: of its own day, of the row's day, and the end of it."""
    made = [_Seen(row, action, row.status, row.status_date, row.status_date)]
    first = FIRST_STATUS.get(action.kind)
    if first is not None and action.date.latest < row.status_date.earliest:
        made.insert(0, _Seen(row, action, first, action.date, action.date))
    ending = (
        action.status_date
        if action.status_date and Window(end=day).holds(action.status_date) != "no"
        else None
    )
    if withdrawn is not None:
        made.append(_Seen(row, withdrawn, "finding_withdrawn", withdrawn.date, withdrawn.date))
    elif ending is not None and action.status == "ended" and row.status == "listed":
        made.append(_Seen(row, action, "delisted", ending, ending))
    elif ending is not None and action.status in {"pending", "in_force"} and row.status in LASTING:
        last = max(row.status_date, ending, key=lambda when: when.latest)
        made[-1] = msgspec.structs.replace(made[-1], last=last)
    elif ending is not None and action.status in _OVER and row.status in LASTING:
        made[-1] = msgspec.structs.replace(made[-1], over=f"{action.status} {ending}")
    return made


def _latest(found: list[_Seen]) -> list[_Seen]:
    """The latest of each kind with each authority, by how far it went, then the newest first."""
    groups: dict[tuple[str, str], list[_Seen]] = {}
    for seen in found:
        groups.setdefault((seen.kind, seen.action.authority), []).append(seen)
    latest = [max(group, key=_later) for group in groups.values()]
    return sorted(latest, key=lambda s: (_ORDER.index(s.kind), -s.since.latest.toordinal(), s.row.id))


def _latest_status(seen: _Seen, day: date) -> LatestStatus:
    lasts = seen.status in LASTING and not seen.over
    called = _CALLED.get(seen.status, seen.status.replace("_", " "))
    says = aged(seen.status, seen.last, day, called) if lasts else f"{called} {seen.since}"
    return LatestStatus(
        seen.kind, seen.action.authority, seen.status, seen.since.text, seen.last.text,
        years_since(seen.last, day) if lasts else None, f"{says}; {seen.over}" if seen.over else says, seen.row.id,
    )  # fmt: skip


def acted_on_at_home(case: Case, state: str = "") -> Figure:
    """The share of parties named in an act of any authority that an authority of their own state acted on too.

    Vessels are left out; so are parties of no known state. ``state`` limits it to parties of one state.
    """
    actions = {action.id: action for action in case.actions}
    parties = [
        entry
        for entry in register(case, persons_only=False)
        if entry.schema != "Vessel" and entry.state and state in {"", entry.state}
    ]
    home = [entry for entry in parties if _home_acts(entry, actions)]
    share = 100 * len(home) / len(parties) if parties else None
    of = f" of {case.place(state)}" if state else ""
    return Figure(
        id=figure_id(case, "ledger", "home-share", state or "all"),
        title=f"Named parties{of} that their own state acted on",
        value=share,
        unit="percent",
        definition="Companies, bodies and people named in an official act of any authority; of these, the share that an "
        "authority or court of their own state acted on as well, by name. An announcement that an inquiry will be opened is "
        "an answer, not an act.",
        trail=Trail(
            steps=(f"{len(home)} of {len(parties)} = {share:.1f} percent" if share is not None else "no parties",),
            rows=tuple(
                TrailRow(
                    entry.party, entry.name, "acted on at home",
                    "; ".join(f"{a.date} {a.title}" for a in _home_acts(entry, actions)),
                )
                for entry in home
            ),
            left_out=tuple(
                TrailRow(entry.party, entry.name, "not seen acted on at home", f"home state {case.place(entry.state)}")
                for entry in parties
                if entry not in home
            ),
            notes=("What was not seen may have happened: home authorities do not publish all they do.",),
            known_by=case.known_by,
            data_version=case.data_version,
            coverage=covers(case, "actions", "named"),
            strength=resting_on(case.sources, (act for entry in home for act in _home_acts(entry, actions))),
            observed=observed_acts(case),
        ),
        display="cannot say" if share is None else f"{share:.1f}",
    )  # fmt: skip


def _home_acts(entry: RegisterEntry, actions: dict[str, Action]) -> list[Action]:
    found = (actions[naming.action] for naming in entry.acts)
    return [act for act in found if act.state == entry.state and act.kind not in _LOOSE]
