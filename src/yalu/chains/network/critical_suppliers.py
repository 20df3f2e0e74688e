"""What an end user could not have had without which supplier, as far as this record goes.

A thing needs every part that is built into it; of several suppliers named for one thing it needs only one. So a
supplier is needed for a thing when it is the only one named for it, or for something inside it.
"""

from __future__ import annotations

from collections import deque
from typing import NamedTuple

import numpy as np

from yalu.chains.network.graph import FAR, ChainGraph, Ints, reach
from yalu.chains.words import ITEMS

MOST_WORK = 300_000
_DEPTH = 64
_UP = ("incorporated_in", "sold_to", "delivered_to")


class Need(NamedTuple):
    """One supplier and, for each item that reached the end user, the links by which it was needed."""

    supplier: int
    items: dict[int, tuple[int, ...]]


def find_needed(graph: ChainGraph, end_user: int, *, work: int = MOST_WORK) -> tuple[list[Need], str, int]:
    """The suppliers without whom the end user would have lacked something, most items first, then by id.

    Returns them, why the search stopped early ("" if it did not), and how many links it looked at.
    """
    above = reach(graph, graph.rows("in", _UP), np.asarray([end_user]), most_steps=_DEPTH)
    items = np.flatnonzero((above.steps < FAR) & graph.nodes_of(ITEMS))
    delivered = _delivered(graph, end_user)
    needs = _Needs(graph, items, work)
    by_supplier: dict[int, dict[int, tuple[int, ...]]] = {}
    for item in sorted(delivered):
        link = delivered[item]
        for supplier, links in needs.of(item).items():
            by_supplier.setdefault(supplier, {})[item] = (*links, link)
    ranked = sorted((-len(held), supplier) for supplier, held in by_supplier.items())
    found = [Need(supplier, by_supplier[supplier]) for _, supplier in ranked]
    why = f"stopped after looking at {work:,} links; further suppliers may be needed" if needs.stopped else ""
    return found, why, needs.done + above.looked_at


def _delivered(graph: ChainGraph, end_user: int) -> dict[int, int]:
    """The items that were sold or delivered to the end user, each with its first such link (deliveries first)."""
    held: dict[int, int] = {}
    for kind in ("delivered_to", "sold_to"):
        rows = graph.rows("in", (kind,))
        first, last = rows.offsets[end_user], rows.offsets[end_user + 1]
        for link, item in zip(rows.links[first:last].tolist(), rows.ends[first:last].tolist(), strict=True):
            held.setdefault(item, link)
    return held


class _Needs:
    """Works out the needed suppliers of every item upstream, parts before wholes."""

    def __init__(self, graph: ChainGraph, items: Ints, work: int) -> None:
        parts = graph.rows("in", ("incorporated_in",))
        self.done, self.stopped = 0, False
        self._sole, self._sole_link = _sole_suppliers(graph)
        self._needs: dict[int, dict[int, tuple[int, ...]]] = {}
        first = parts.offsets.tolist()
        links, ends = parts.links.tolist(), parts.ends.tolist()
        for item in self._in_order(graph, items):
            needed = self._alone(item)
            for place in range(first[item], first[item + 1]):
                self._take(needed, ends[place], links[place])
            self._needs[item] = needed
            if self.done > work:
                self.stopped = True
                break

    def _take(self, needed: dict[int, tuple[int, ...]], part: int, link: int) -> None:
        """What a part needs, the whole needs too. Most parts have no parts, so those are met without a dictionary."""
        inside = self._needs.get(part)
        self.done += 1
        if inside is None:
            sole = self._sole[part]
            if sole >= 0 and sole not in needed:
                needed[sole] = (self._sole_link[part], link)
            return
        self.done += len(inside)
        for supplier, way in inside.items():
            if supplier not in needed:
                needed[supplier] = (*way, link)

    def of(self, item: int) -> dict[int, tuple[int, ...]]:
        """Each needed supplier of an item with the links that make it so."""
        held = self._needs.get(item)
        return self._alone(item) if held is None else held

    def _alone(self, item: int) -> dict[int, tuple[int, ...]]:
        sole = self._sole[item]
        return {} if sole < 0 else {sole: (self._sole_link[item],)}

    @staticmethod
    def _in_order(graph: ChainGraph, items: Ints) -> list[int]:
        """The wholes, parts before wholes; what lies in a loop, which a checked case has none of, is left out.

        Most parts have no parts of their own and need no place in the order, so only wholes inside wholes count.
        """
        parts, rows = graph.rows("in", ("incorporated_in",)), graph.rows("out", ("incorporated_in",))
        sizes = np.diff(parts.offsets)
        inside = np.repeat(np.arange(len(sizes)), sizes)[sizes[parts.ends] > 0]
        waiting = np.bincount(inside, minlength=len(sizes)).tolist()
        wholes = items[sizes[items] > 0].tolist()
        held = set(wholes)
        after, ends = rows.offsets.tolist(), rows.ends.tolist()
        ready = deque(n for n in wholes if waiting[n] == 0)
        order: list[int] = []
        while ready:
            item = ready.popleft()
            order.append(item)
            for whole in ends[after[item] : after[item + 1]]:
                waiting[whole] -= 1
                if waiting[whole] == 0 and whole in held:
                    ready.append(whole)
        return order


def _sole_suppliers(graph: ChainGraph) -> tuple[list[int], list[int]]:
    """For every node its only supplier (-1: none or several) and the first link that says so."""
    rows = graph.rows("in", ("supplied",))
    sole = np.full(len(graph.node_ids), -1, dtype=np.int64)
    link = np.full(len(graph.node_ids), -1, dtype=np.int64)
    supplied = np.flatnonzero(np.diff(rows.offsets))
    if len(supplied):
        begins = rows.offsets[supplied]
        least, most = np.minimum.reduceat(rows.ends, begins), np.maximum.reduceat(rows.ends, begins)
        one = least == most
        sole[supplied[one]] = least[one]
        link[supplied[one]] = rows.links[begins[one]]
    return sole.tolist(), link.tolist()
