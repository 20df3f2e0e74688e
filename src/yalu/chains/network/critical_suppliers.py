"""What an end user could not have had without which supplier, as far as this record goes.

A thing needs every part that is built into it; of several suppliers named for one thing it needs only one. So a
supplier is needed for a thing when it is the only one named for it, or for something inside it. What certainly came
after the thing was handed on, or built in, is no part of it and no other supplier of it.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np

from yalu.chains.network.graph import LATEST, ChainGraph

MOST_WORK = 200_000
_DEPTH = 64

#: Each supplier needed, with the links that make it so from its supply on.
Ways = dict[int, tuple[int, ...]]


class Need(NamedTuple):
    """One supplier and, for each item that reached the end user, the links by which it was needed."""

    supplier: int
    items: dict[int, tuple[int, ...]]


def find_needed(graph: ChainGraph, end_user: int, *, work: int = MOST_WORK) -> tuple[list[Need], str, int]:
    """The suppliers without whom the end user would have lacked something, most items first, then by id.

    Returns them, why the search stopped early ("" if it did not), and how many links it looked at.
    """
    needs = _Needs(graph, work)
    by_supplier: dict[int, Ways] = {}
    for item, links in sorted(_delivered(graph, end_user).items()):
        for supplier, way in needs.by_all(item, links).items():
            by_supplier.setdefault(supplier, {})[item] = way
    ranked = sorted((-len(held), supplier) for supplier, held in by_supplier.items())
    found = [Need(supplier, by_supplier[supplier]) for _, supplier in ranked]
    why = (
        f"stopped after looking at {needs.done:,} links; further suppliers may be needed"
        if needs.stopped
        else ""
    )
    return found, why, needs.done


def _delivered(graph: ChainGraph, end_user: int) -> dict[int, list[int]]:
    """The items that were delivered to the end user, or only sold, each with the links that say so."""
    held: dict[int, list[int]] = {}
    for kind in ("sold_to", "delivered_to"):
        rows = graph.rows("in", (kind,))
        first, last = rows.offsets[end_user], rows.offsets[end_user + 1]
        found: dict[int, list[int]] = {}
        for link, item in zip(rows.links[first:last].tolist(), rows.ends[first:last].tolist(), strict=True):
            found.setdefault(item, []).append(link)
        held |= found
    return held


class _Needs:
    """Works out the needed suppliers of things as they were on a day, each once."""

    def __init__(self, graph: ChainGraph, work: int) -> None:
        self._graph = graph
        parts = graph.rows("in", ("incorporated_in",))
        self._first, self._links, self._parts = (
            parts.offsets.tolist(),
            parts.links.tolist(),
            parts.ends.tolist(),
        )
        self._supplied = graph.rows("in", ("supplied",))
        self._starts, self._ends = graph.columns.start.tolist(), graph.columns.end.tolist()
        self._sole, self._sole_link, self._last_supply = _sole_suppliers(graph)
        self._needs: dict[tuple[int, int], Ways] = {}
        self._work, self.done, self.stopped = work, 0, False

    def by_all(self, item: int, links: Iterable[int], until: int = LATEST, depth: int = 0) -> Ways:
        """Whom a thing needed however it went on: suppliers needed by every one of these links of it.

        Links that certainly began after the day ``until`` did not take it on.
        """
        first: dict[int, int] = {}
        for link in links:
            if self._starts[link] <= until:
                first.setdefault(min(until, self._ends[link]), link)
        found = [(self._of(item, day, depth), link) for day, link in first.items()]
        if not found:
            return {}
        (needed, link), *others = found
        for other, _ in others:
            needed = {supplier: way for supplier, way in needed.items() if supplier in other}
        self.done += len(found) + len(needed)
        return {supplier: (*way, link) for supplier, way in needed.items()}

    def _of(self, item: int, until: int, depth: int) -> Ways:
        """Each needed supplier of a thing as it was by the last of a day. Most have no parts and are not kept."""
        first, last = self._first[item], self._first[item + 1]
        if first == last:
            return self._alone(item, until)
        held = self._needs.get((item, until))
        if held is not None:
            return held
        needed = self._alone(item, until)
        # Kept before its parts are asked, so that a loop, which a checked case has none of, comes to an end.
        self._needs[item, until] = needed
        if depth == _DEPTH or self.done > self._work:
            self.stopped = True
            return needed
        inside: dict[int, list[int]] = {}
        for place in range(first, last):
            inside.setdefault(self._parts[place], []).append(self._links[place])
        for part, links in inside.items():
            for supplier, way in self.by_all(part, links, until, depth + 1).items():
                needed.setdefault(supplier, way)
        return needed

    def _alone(self, item: int, until: int) -> Ways:
        """The only one who can have supplied a thing by the last of a day."""
        if self._last_supply[item] <= until:
            sole = self._sole[item]
            return {} if sole < 0 else {sole: (self._sole_link[item],)}
        first, last = self._supplied.offsets[item], self._supplied.offsets[item + 1]
        links = self._supplied.links[first:last]
        early = self._graph.columns.start[links] <= until
        suppliers = np.unique(self._supplied.ends[first:last][early])
        return {int(suppliers[0]): (int(links[early][0]),)} if len(suppliers) == 1 else {}


def _sole_suppliers(graph: ChainGraph) -> tuple[list[int], list[int], list[int]]:
    """For every node its only supplier (-1: none or several), the first link that says so, and its latest supply."""
    rows = graph.rows("in", ("supplied",))
    sole, link, latest = np.full((3, len(graph.node_ids)), -1, dtype=np.int64)
    supplied = np.flatnonzero(np.diff(rows.offsets))
    if len(supplied):
        begins = rows.offsets[supplied]
        least, most = np.minimum.reduceat(rows.ends, begins), np.maximum.reduceat(rows.ends, begins)
        one = least == most
        sole[supplied[one]] = least[one]
        link[supplied[one]] = rows.links[begins[one]]
        latest[supplied] = np.maximum.reduceat(graph.columns.start[rows.links], begins)
    return sole.tolist(), link.tolist(), latest.tolist()
