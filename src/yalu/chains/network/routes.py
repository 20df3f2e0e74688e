"""Every route of an item to an end user, shortest first, with the weakest evidence on it.

A route follows the goods: a part into the whole, an item to whoever bought or received it. It passes through a
buyer only when that buyer supplied a thing that the bought part is built into; otherwise a trader's purchases
would all flow into everything the trader ever sold.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from yalu.chains.network.graph import FAR, ChainGraph, Ints, reach
from yalu.chains.words import GRADES, ITEMS, LINK_KINDS, ONWARD

MOST_ROUTES = 200
MOST_STEPS = 12
# Counted in links looked at, not in seconds, so that the same question always stops at the same place.
MOST_WORK = 400_000
_LOOK = 40  # a node visited costs about as much as looking at forty more links of it
_ARRIVALS = ("licensed_to", "sold_to", "delivered_to")

Found = list[tuple[int, tuple[int, ...]]]  # the first item and the links that follow


def end_users(graph: ChainGraph) -> Ints:
    """Whoever a delivery ends at, and every programme: the default ends of a route."""
    ends = np.zeros(len(graph.node_ids), dtype=bool)
    ends[graph.columns.target[graph.of_kind(("delivered_to",))]] = True
    ends |= graph.nodes_of(("programme",))
    return np.flatnonzero(ends)


def find_routes(
    graph: ChainGraph, items: Sequence[int], ends: Ints, *, most: int = MOST_ROUTES, work: int = MOST_WORK,
) -> tuple[Found, str, int]:  # fmt: skip
    """The routes from any of the items to any of the ends, shortest first, then by the ids of their links.

    Returns the routes, why the search stopped early ("" if it did not), and how many links it looked at.
    Routes of one length are all found before any longer one is looked for.
    """
    if not len(items) or not len(ends):
        return [], "", 0
    backward = reach(graph, graph.rows("in", ("supplied", *ONWARD)), np.asarray(ends), most_steps=MOST_STEPS)
    search = _Search(graph, backward.steps, frozenset(map(int, ends)), work)
    found: Found = []
    starts = [n for n in sorted(items) if backward.steps[n] < FAR]
    for length in range(1, MOST_STEPS + 1):
        search.deeper = False
        for item in starts:
            if backward.steps[item] > length:
                search.deeper = True
                continue
            for links in search.of_length(item, length):
                found.append((item, links))
                if len(found) >= most:
                    return found, f"stopped after {most:,} routes{_complete(length - 1)}", search.done
            if search.done > work:
                return found, f"stopped after looking at {work:,} links{_complete(length - 1)}", search.done
        if not search.deeper:
            break
    return found, "", search.done


def _complete(length: int) -> str:
    return f"; those of up to {length} links are all of them" if length else ""


class _Search:
    """Walks in depth without recursion, only where an end is still within reach."""

    def __init__(self, graph: ChainGraph, distance: Ints, ends: frozenset[int], work: int) -> None:
        self._graph, self._distance, self._ends, self._work = graph, distance, ends, work
        self._onward = graph.rows("out", ONWARD)
        self._supplied = graph.rows("out", ("supplied",))
        self._whole = graph.rows("out", ("incorporated_in",))
        self._is_item = graph.nodes_of(ITEMS)
        self._arrives = np.isin(graph.columns.kind, [LINK_KINDS.index(kind) for kind in _ARRIVALS])
        self.done = 0
        self.deeper = False

    def of_length(self, item: int, length: int) -> Iterator[tuple[int, ...]]:
        """Every route from an item with exactly so many links."""
        path: list[int] = []
        on_path = {item}
        nodes = [item]
        choices: list[Iterator[tuple[int, int]]] = [self._next(item, -1, length)]
        while choices:
            if self.done > self._work:
                return
            step = next(choices[-1], None)
            if step is None:
                choices.pop()
                if path:
                    path.pop()
                    on_path.discard(nodes.pop())
                continue
            link, node = step
            if node in on_path:
                continue
            if node in self._ends and len(path) + 1 == length:
                yield (*path, link)
                continue
            if len(path) + 1 < length:
                path.append(link)
                carried = nodes[-1]
                nodes.append(node)
                on_path.add(node)
                choices.append(self._next(node, carried, length - len(path)))
            else:
                self.deeper = True

    def _next(self, node: int, carried: int, left: int) -> Iterator[tuple[int, int]]:
        """The links that may follow, with their ends; at a buyer only wholes of what was carried there."""
        item = bool(self._is_item[node])
        rows = self._onward if item else self._supplied
        first, last = int(rows.offsets[node]), int(rows.offsets[node + 1])
        self.done += _LOOK + (last - first) // 50
        ends, links = rows.ends[first:last], rows.links[first:last]
        if not item:
            wholes = self._whole.ends[self._whole.offsets[carried] : self._whole.offsets[carried + 1]]
            held = np.isin(ends, wholes)
            ends, links = ends[held], links[held]
        near = self._distance[ends] < left
        if not near.all() and (self._distance[ends][~near] < FAR).any():
            self.deeper = True
        return iter(list(zip(links[near].tolist(), ends[near].tolist(), strict=True)))


def weakest_on(graph: ChainGraph, links: Sequence[int]) -> tuple[str, int]:
    """The weakest grade on a route and the first link that has it."""
    grades = [int(graph.columns.grade[link]) for link in links]
    worst = max(grades)
    return GRADES[worst], links[grades.index(worst)]
