"""Parties named in official acts: the register of persons, and who was ever acted on at home."""

from __future__ import annotations

import msgspec

from yalu.case.citations import cite, resting_on
from yalu.case.records import Action, Case, Named
from yalu.enforcement.acts import covers, figure_id, is_act, observed_acts
from yalu.vocabulary.results import Citation, Figure, Trail, TrailRow
from yalu.vocabulary.tables import Results

_LOOSE = frozenset({"delisting", "denial_ended", "reward", "appeal_decision"})


class Naming(msgspec.Struct, frozen=True):
    """One act that names a party: role, status and its day, in the words of the authority or court."""

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


class RegisterEntry(msgspec.Struct, frozen=True):
    """One party with every act that names it, the latest status first to be read."""

    party: str
    name: str
    names: tuple[str, ...]
    schema: str
    state: str
    status: str
    status_date: str
    acts: tuple[Naming, ...]


def register(case: Case, *, persons_only: bool = True) -> Results[RegisterEntry]:
    """Everybody named in an official act, in order of name; persons only unless asked otherwise."""
    actions = {action.id: action for action in case.actions}
    groups: dict[str, list[Named]] = {}
    for row in case.named:
        if (
            row.action in actions
            and is_act(actions[row.action])
            and (row.schema == "Person" or not persons_only)
        ):
            groups.setdefault(row.party, []).append(row)
    entries = [_entry(case, party, rows, actions) for party, rows in groups.items()]
    ordered = sorted(entries, key=lambda entry: (entry.name, entry.party))
    return Results(ordered, covers(case, "actions", "named"))


def _entry(case: Case, party: str, rows: list[Named], actions: dict[str, Action]) -> RegisterEntry:
    rows = sorted(rows, key=lambda r: (actions[r.action].date.earliest, r.id))
    latest = max(rows, key=lambda r: (r.status_date.latest, actions[r.action].date.latest, r.id))
    return RegisterEntry(
        party=party,
        name=latest.name,
        names=tuple(dict.fromkeys(row.name for row in rows)),
        schema=latest.schema,
        state=next((row.state for row in rows if row.state), ""),
        status=latest.status,
        status_date=latest.status_date.text,
        acts=tuple(
            Naming(
                row.id, row.action, actions[row.action].date.text, actions[row.action].authority,
                actions[row.action].kind, row.role, row.status, row.status_date.text, row.notes,
                cite(case.sources, row.sources),
            )
            for row in rows
        ),
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
    of = f" of {state}" if state else ""
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
                TrailRow(entry.party, entry.name, "not seen acted on at home", f"home state {entry.state}")
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
