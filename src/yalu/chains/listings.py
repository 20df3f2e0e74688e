"""Whether a node was listed on a day: by the links of the graph itself, and by any list that is asked.

Screening keeps the lists and knows nothing of chains; a callable of it is handed in when a case is opened.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Protocol

import msgspec

from yalu.case.chain_records import Link, Node
from yalu.vocabulary.answers import CANNOT_SAY, NO, YES, Answer, any_of, stands_on
from yalu.vocabulary.coverage import Coverage


class NodeListing(msgspec.Struct, frozen=True, kw_only=True):
    """One list entry of a party: since when and until when, as far as stated. ``entry`` is ``list:entry``."""

    entry: str
    name: str = ""
    authority: str = ""
    since: str = ""
    until: str = ""
    on_day: Answer = CANNOT_SAY


class LookedUp(msgspec.Struct, frozen=True):
    """What lists said of one node, and which lists were asked; over no list nothing was asked."""

    listed: tuple[NodeListing, ...] = ()
    coverage: Coverage = Coverage()


class ListingLookup(Protocol):
    """Asks lists for the entries of a node on a day.

    ``references`` are its ``list:entry`` ids, ``name`` its name. Entries that name the day of listing answer
    ``yes`` or ``no``; an entry without one answers ``cannot_say`` for days before the list's own date.
    """

    def __call__(self, references: tuple[str, ...], name: str, day: date) -> LookedUp: ...


class NodeListings:
    """The listings of nodes as designated_by links and the lists give them.

    With ``known_by`` no entry of a later day is shown, and no end that lies after it.
    """

    def __init__(
        self,
        nodes: Iterable[Node],
        links: Iterable[Link],
        lookup: ListingLookup | None = None,
        known_by: str = "",
    ) -> None:
        self._nodes = {node.id: node for node in nodes}
        self._lookup, self._known_by = lookup, known_by
        self._links: dict[str, list[Link]] = {}
        for link in links:
            if link.kind == "designated_by":
                self._links.setdefault(link.from_node, []).append(link)

    def candidates(self) -> tuple[str, ...]:
        """The nodes that any list or authority is known to name, in order of id."""
        by_entry = {name for name, node in self._nodes.items() if node.listed_as}
        return tuple(sorted(by_entry | set(self._links)))

    def on(self, node: str, day: date) -> tuple[NodeListing, ...]:
        """Every listing of a node with what it says of the day, those of lists first, then by entry."""
        held = self._nodes.get(node)
        found = [*self._looked_up(node, day).listed]
        found += [self._of_link(link, day) for link in self._links.get(node, ())]
        entry_ids = {entry.entry for entry in found}
        for reference in held.listed_as if held is not None else ():
            if reference not in entry_ids:
                found.append(NodeListing(entry=reference, name=held.name if held else ""))
        if self._known_by:
            found = [
                one if one.until <= self._known_by else msgspec.structs.replace(one, until="")
                for one in found
                if one.since <= self._known_by
            ]
        return tuple(sorted(found, key=lambda one: (one.on_day != YES, one.on_day != NO, one.entry)))

    def covers(self, node: str, day: date) -> Coverage:
        """The lists that were asked about a node; nothing when it names no entry and no name was asked."""
        return self._looked_up(node, day).coverage

    def was_listed(self, node: str, day: date) -> Answer:
        """Whether any listing stood that day.

        No listing at all is no only over lists that were asked, in copies at least as new as the day.
        """
        listings = self.on(node, day)
        if listings:
            return any_of(one.on_day for one in listings)
        coverage = self.covers(node, day)
        return CANNOT_SAY if coverage.empty or coverage.older_than(0, day) else NO

    def _looked_up(self, node: str, day: date) -> LookedUp:
        held = self._nodes.get(node)
        if held is None or self._lookup is None:
            return LookedUp()
        return self._lookup(held.listed_as, held.name, day)

    def _of_link(self, link: Link, day: date) -> NodeListing:
        authority = self._nodes[link.to_node].name if link.to_node in self._nodes else link.to_node
        return NodeListing(
            entry=link.id, name=link.from_node, authority=authority,
            on_day=_link_stood(link, day), since=str(link.start or ""), until=str(link.end or ""),
        )  # fmt: skip


def _link_stood(link: Link, day: date) -> Answer:
    """Whether a listing that a link states stood on a day; after the day it was last seen nothing is known."""
    if link.seen_on is None:
        return stands_on(link.start, link.end, day)
    stood = stands_on(link.start, link.end, day, seen=link.seen_on.latest)
    unseen = link.end is None and day > link.seen_on.earliest
    return stood & (CANNOT_SAY if unseen else YES)
