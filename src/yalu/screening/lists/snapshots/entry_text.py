"""One entry of a list as a reader sees it, with where every name and number stood."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec

from yalu.documents.problems import did_you_mean, shown
from yalu.screening.lists.formats.list_files import refuse
from yalu.screening.lists.snapshots.as_of import Basis, screening_parties
from yalu.screening.records import Party


class Shown(msgspec.Struct, frozen=True):
    """An entry and the snapshot it was taken from."""

    party: Party
    basis: Basis


def entry_of(wanted: str, home: Path | None = None) -> Shown:
    """The entry of an id as the lists stand now. Raises DocumentError naming the nearest id."""
    standing = screening_parties(home=home)
    for party in standing.parties:
        if party.id == wanted:
            return Shown(party, next(b for b in standing.bases if b.list == party.list))
    near = [
        party.id
        for party in standing.parties
        if party.entry.casefold() == wanted.rpartition(":")[2].casefold()
    ]
    lists = ", ".join(basis.list for basis in standing.bases)
    hint = f" (there is {', '.join(near[:5])})" if near else ""
    if not hint and len(standing.parties) <= 5000:
        hint = did_you_mean(wanted, [party.id for party in standing.parties])
    raise refuse(
        wanted[:80], f"there is no entry {shown(wanted)}{hint}",
        rule=f"an entry is list:entry on one of {lists}",
        next_step="yalu screen NAME finds entries by name",
    )  # fmt: skip


def describe(found: Shown) -> Iterator[str]:
    """The entry as lines for a terminal."""
    party = found.party
    yield f"{party.id}  {party.primary}  ({party.schema})"
    yield f"from {found.basis.snapshot}, dated {found.basis.date}; {party.origin}"
    yield ""
    for name in party.names:
        language = f", {name.language}" if name.language else ""
        yield f"  {name.kind:<12}{name.text}  [{name.script}{language}; {name.field}]"
    for label, text in _facts(party):
        if text:
            yield f"  {label:<12}{text}"
    for item in party.identifiers:
        check = {True: ", check digits hold", False: ", check digits do NOT hold", None: ""}[item.valid]
        yield f"  {item.kind:<12}{' '.join(filter(None, (item.value, item.country, item.note)))}{check}"
    for tie in party.linked:
        yield f"  {tie.kind:<12}{tie.name}{f' = {tie.party}' if tie.party else ''}{f' ({tie.note})' if tie.note else ''}"


def _facts(party: Party) -> Iterator[tuple[str, str]]:
    yield "programmes", ", ".join(party.programmes)
    yield "listed", party.listed.text if party.listed else ""
    yield "delisted", party.delisted.text if party.delisted else ""
    yield "born", "; ".join(birth.text for birth in party.births)
    yield "birth place", "; ".join(party.birth_places)
    yield "gender", ", ".join(party.genders)
    yield "countries", ", ".join(party.countries)
    yield "flags", ", ".join(party.flags)
    yield "vessel type", party.vessel_type
    yield "titles", "; ".join(party.titles)
    yield "addresses", " | ".join(party.addresses)
    yield "other lists", ", ".join(party.references)
    yield "notices", "; ".join(party.notices)
    yield "remarks", party.remarks
