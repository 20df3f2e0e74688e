"""Whether a node was listed on a day: by the links of the graph itself, and by any list that is asked.

Screening keeps the lists and knows nothing of chains; a callable of it is handed in when a case is opened.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Literal, Protocol

import msgspec

from yalu.case.chain_records import Link, Node

Answer = Literal["yes", "no", "cannot_say"]


class Listed(msgspec.Struct, frozen=True, kw_only=True):
    """One list entry of a party: since when and until when, as far as stated. ``entry`` is ``list:entry``."""

    entry: str
    name: str = ""
    authority: str = ""
    since: str = ""
    until: str = ""
    on_day: Answer = "cannot_say"


class ListingLookup(Protocol):
    """Asks lists for the entries of a node on a day.

    ``references`` are its ``list:entry`` ids, ``name`` its name. Entries that name the day of listing answer
    ``yes`` or ``no``; an entry without one answers ``cannot_say`` for days before the list's own date.
    """

    def __call__(self, references: tuple[str, ...], name: str, day: date) -> Iterable[Listed]: ...


class Listings:
    """The listings of nodes as designated_by links and the lists give them."""

    def __init__(
        self, nodes: Iterable[Node], links: Iterable[Link], lookup: ListingLookup | None = None
    ) -> None:
        self._nodes = {node.id: node for node in nodes}
        self._lookup = lookup
        self._links: dict[str, list[Link]] = {}
        for link in links:
            if link.kind == "designated_by":
                self._links.setdefault(link.from_node, []).append(link)

    def candidates(self) -> tuple[str, ...]:
        """The nodes that any list or authority is known to name, in order of id."""
        by_entry = {name for name, node in self._nodes.items() if node.listed_as}
        return tuple(sorted(by_entry | set(self._links)))

    def on(self, node: str, day: date) -> tuple[Listed, ...]:
        """Every listing of a node with what it says of the day, those of lists first, then by entry."""
        held = self._nodes.get(node)
        found: list[Listed] = []
        if held is not None and self._lookup is not None:
            found += self._lookup(held.listed_as, held.name, day)
        found += [self._of_link(link, day) for link in self._links.get(node, ())]
        told = {entry.entry for entry in found}
        for reference in held.listed_as if held is not None else ():
            if reference not in told:
                found.append(Listed(entry=reference, name=held.name if held else ""))
        return tuple(sorted(found, key=lambda one: (one.on_day != "yes", one.on_day != "no", one.entry)))

    def was_listed(self, node: str, day: date) -> Answer:
        """Whether any listing held that day; no listing at all is no, one without a date cannot say."""
        answers = {one.on_day for one in self.on(node, day)}
        return "yes" if "yes" in answers else "cannot_say" if "cannot_say" in answers else "no"

    def _of_link(self, link: Link, day: date) -> Listed:
        authority = self._nodes[link.to_node].name if link.to_node in self._nodes else link.to_node
        answer: Answer = "cannot_say"
        if link.start is not None:
            if link.start.earliest > day or (link.end is not None and link.end.latest < day):
                answer = "no"
            elif link.start.latest <= day:
                answer = "yes"
        return Listed(
            entry=link.id, name=link.from_node, authority=authority, on_day=answer,
            since=str(link.start or ""), until=str(link.end or ""),
        )  # fmt: skip
