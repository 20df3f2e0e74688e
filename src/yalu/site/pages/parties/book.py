"""Who has a page: parties that the rows of a case and the lists tie together by id, never by name.

A row of an act names its party and, where it is one, the node of the chains; a node names its list entries. A person
has a page only where the register has them: on the act of an authority or a court.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

import msgspec

from yalu.case.chain_records import Node
from yalu.case.records import Case, NamedParty
from yalu.chains.words import PARTIES
from yalu.enforcement.named import RegisterEntry, register
from yalu.screening.records import Party

_KINDS = {
    "Person": "person", "Company": "company", "Vessel": "vessel", "PublicBody": "body", "Organization": "body",
}  # fmt: skip


class PartyRecord(msgspec.Struct, frozen=True, kw_only=True):
    """One party under one id: its rows in acts, its node, its entries on lists.

    ``also`` are entries that say themselves that they are one of ``entries``; ``other_nodes`` are nodes of their own
    that some of its rows name.
    """

    id: str
    name: str
    kind: str
    state: str
    entry: RegisterEntry | None
    rows: tuple[NamedParty, ...]
    node: Node | None
    entries: tuple[Party, ...]
    also: tuple[Party, ...]
    other_nodes: tuple[str, ...]


class PartyBook:
    """Every party of a case that has a page, in order of name, and where a node, a row or a list entry leads."""

    def __init__(self, case: Case, listed: Iterable[Party]) -> None:
        entries = {party.id: party for party in listed}
        references: dict[str, list[Party]] = {}
        for listing in entries.values():
            for reference in listing.references:
                references.setdefault(reference, []).append(listing)
        named = register(case, persons_only=False) if case.named else ()
        registered = {entry.party: entry for entry in named}
        acts = {naming.row for entry in registered.values() for naming in entry.acts}
        nodes = {node.id: node for node in case.nodes if node.kind in PARTIES}
        rows: dict[str, list[NamedParty]] = {}
        for row in case.named:
            # A person has a page by acts alone, a company also by what panels and institutes reported.
            if row.schema != "Person" or row.id in acts:
                rows.setdefault(row.party, []).append(row)
        whose = _nodes_of(rows, nodes)
        made = []
        for party, found in rows.items():
            node = nodes.get(whose.get(party, ""))
            others = {row.node for row in found if row.node in nodes} - {node.id if node else ""}
            made.append(
                _record(party, registered.get(party), found, node, entries, references, sorted(others))
            )
        taken = {record.node.id for record in made if record.node is not None}
        for node in nodes.values():
            # A person of the chains whom no act names stands in no register, so has no page.
            if node.id not in taken and node.kind != "person":
                name = f"{node.id}-node" if node.id in rows else node.id
                made.append(_record(name, None, [], node, entries, references, []))
        self.records = tuple(sorted(made, key=lambda record: (record.name.casefold(), record.id)))
        self.of_node = {r.node.id: r for r in self.records if r.node is not None}
        self.of_party = {r.rows[0].party: r for r in self.records if r.rows}
        self.named_under: dict[str, list[PartyRecord]] = {}
        for record in made:
            for other in record.other_nodes:
                self.named_under.setdefault(other, []).append(record)
        once = Counter(entry.id for r in self.records for entry in (*r.entries, *r.also))
        # An entry that several parties name leads to none of them.
        self.of_entry = {e.id: r for r in self.records for e in (*r.entries, *r.also) if once[e.id] == 1}

    def page(self, kind: str, name: str) -> str:
        """The page of a ``node``, a ``party`` of the rows, or a list ``entry``; "" where it has none."""
        found = {"node": self.of_node, "party": self.of_party, "entry": self.of_entry}[kind].get(name)
        return f"parties/{found.id}.html" if found is not None else ""


def _nodes_of(rows: Mapping[str, list[NamedParty]], nodes: Mapping[str, Node]) -> dict[str, str]:
    """The node of each party: the one that most of its rows name, the first of equals; a node has one party."""
    found: dict[str, str] = {}
    for party, named in rows.items():
        counts = Counter(row.node for row in named if row.node in nodes)
        free = [node for node, _ in counts.most_common() if node not in found.values()]
        if free:
            found[party] = free[0]
    return found


def _record(
    name: str, entry: RegisterEntry | None, rows: list[NamedParty], node: Node | None,
    entries: Mapping[str, Party], references: Mapping[str, list[Party]], others: list[str],
) -> PartyRecord:  # fmt: skip
    named = [entries[one] for one in (node.listed_as if node else ()) if one in entries]
    ids = {one.id for one in named}
    also = {p.id: p for one in named for p in references.get(one.id, ()) if p.id not in ids}
    also |= {r: entries[r] for one in named for r in one.references if r in entries and r not in ids}
    own = [row for row in rows if row.node not in others]
    latest = own[-1] if own else None
    called = (
        latest.name
        if latest and others
        else entry.name
        if entry
        else latest.name
        if latest
        else node.name
        if node
        else name
    )
    return PartyRecord(
        id=name,
        name=called,
        kind=node.kind if node else _KINDS[latest.schema] if latest else "",
        state=(entry.state if entry else "") or (node.country if node else ""),
        entry=entry,
        rows=tuple(rows),
        node=node,
        entries=tuple(named),
        also=tuple(sorted(also.values(), key=lambda p: p.id)),
        other_nodes=tuple(others),
    )
