"""What an end user could not have had without which supplier, as far as this record goes.

A thing needs every part that is built into it; of several suppliers named for one thing it needs only one. So a
supplier is needed for a thing when it is the only one named for it, or for something inside it.
"""

from __future__ import annotations

from collections import deque
from typing import NamedTuple

import numpy as np

from yalu.chains.graph import FAR, Graph, Ints, reach
from yalu.chains.words import ITEMS

MOST_WORK = 300_000
_DEPTH = 64
_UP = ("incorporated_in", "sold_to", "delivered_to")


class Need(NamedTuple):
    """One supplier and, for each item that reached the end user, the links by which it was needed."""

    supplier: int
    items: dict[int, tuple[int, ...]]


def find_needed(graph: Graph, end_user: int, *, work: int = MOST_WORK) -> tuple[list[Need], str, int]:
    """The suppliers without whom the end user would have lacked something, most items first, then by id.

    Returns them, why the search stopped early ("" if it did not), and how many links it looked at.
    """
    above = reach(graph, graph.rows("in", _UP), np.asarray([end_user]), most_steps=_DEPTH)
    items = np.flatnonzero((above.steps < FAR) & graph.nodes_of(ITEMS))
    delivered = _delivered(graph, end_user)
    needs = _Needs(graph, items, work)
    by_supplier: dict[int, dict[int, tuple[int, ...]]] = {}
    for item in sorted(delivered):
        for supplier, links in needs.of(item).items():
            by_supplier.setdefault(supplier, {})[item] = (*links, delivered[item])
    found = [Need(supplier, held) for supplier, held in by_supplier.items()]
    found.sort(key=lambda need: (-len(need.items), need.supplier))
    why = f"stopped after looking at {work:,} links; further suppliers may be needed" if needs.stopped else ""
    return found, why, needs.done + above.looked_at


def _delivered(graph: Graph, end_user: int) -> dict[int, int]:
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

    def __init__(self, graph: Graph, items: Ints, work: int) -> None:
        self._graph = graph
        self._suppliers = graph.rows("in", ("supplied",))
        self._parts = graph.rows("in", ("incorporated_in",))
        self.done, self.stopped = 0, False
        self._needs: dict[int, dict[int, tuple[int, ...]]] = {}
        for item in self._in_order(items, work):
            self._needs[item] = self._work_out(item)
            if self.done > work:
                self.stopped = True
                break

    def of(self, item: int) -> dict[int, tuple[int, ...]]:
        """Each needed supplier of an item with the links that make it so."""
        return self._needs.get(item, {})

    def _in_order(self, items: Ints, work: int) -> list[int]:
        """Parts before wholes; what lies in a loop, which a checked case has none of, is left out."""
        wholes = self._graph.rows("out", ("incorporated_in",))
        held = set(items.tolist())
        waiting = {n: int(self._parts.offsets[n + 1] - self._parts.offsets[n]) for n in held}
        ready = deque(sorted(n for n, count in waiting.items() if count == 0))
        order: list[int] = []
        while ready and len(order) <= work:
            item = ready.popleft()
            order.append(item)
            for whole in wholes.ends[wholes.offsets[item] : wholes.offsets[item + 1]].tolist():
                if whole in held:
                    waiting[whole] -= 1
                    if waiting[whole] == 0:
                        ready.append(whole)
        return order

    def _work_out(self, item: int) -> dict[int, tuple[int, ...]]:
        needed: dict[int, tuple[int, ...]] = {}
        first, last = int(self._suppliers.offsets[item]), int(self._suppliers.offsets[item + 1])
        self.done += last - first + 1
        suppliers = self._suppliers.ends[first:last]
        if last > first and (suppliers == suppliers[0]).all():
            needed[int(suppliers[0])] = (int(self._suppliers.links[first]),)
        first, last = int(self._parts.offsets[item]), int(self._parts.offsets[item + 1])
        for place in range(first, last):
            link, part = int(self._parts.links[place]), int(self._parts.ends[place])
            inside = self._needs.get(part, {})
            self.done += len(inside) + 1
            for supplier, links in inside.items():
                needed.setdefault(supplier, (*links, link))
        return needed
