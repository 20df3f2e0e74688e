"""Where a condition laid on an item was broken, and at which link.

The item is followed into everything it was built into; the first link that does what the condition forbids, to
somebody it forbids it to, breaks it. Whoever bought under the condition may of course hold the item.
"""

from __future__ import annotations

from collections.abc import Mapping

import msgspec
import numpy as np

from yalu.case.chain_records import Link, Node
from yalu.chains.graph import Graph, Reach, path_back, reach
from yalu.chains.words import GRADES

MOST_CONDITIONS = 2_000
_DEPTH = 12
_HANDED_ON = ("licensed_to", "sold_to", "delivered_to")
_MOVES = (*_HANDED_ON, "incorporated_in", "shipped_on")
_HARMFUL = frozenset({"military", "missile", "nuclear"})


class Broken(msgspec.Struct, frozen=True):
    """What became of one condition: the links that broke it, each with the way of the item there.

    ``open_links`` lead to somebody whose state is not known, so that they decide nothing; ``kept_links`` hand
    the item on as the condition allows.
    """

    condition: str
    item: str
    breaks: tuple[tuple[str, tuple[str, ...]], ...]
    open_links: tuple[str, ...]
    kept_links: tuple[str, ...]


def find_broken(
    graph: Graph, links: Mapping[str, Link], nodes: Mapping[str, Node]
) -> tuple[list[Broken], str]:
    """Every link that lays down a condition, by id, with the links that broke it; and why there are not more."""
    laid = [link for name, link in sorted(links.items()) if link.forbids is not None]
    why = ""
    if len(laid) > MOST_CONDITIONS:
        why = f"stopped after {MOST_CONDITIONS:,} of {len(laid):,} conditions; ask for one deal"
    return [_Following(graph, links, nodes, link).answer() for link in laid[:MOST_CONDITIONS]], why


class _Following:
    """One condition, followed from the item it was laid on."""

    def __init__(
        self, graph: Graph, links: Mapping[str, Link], nodes: Mapping[str, Node], laid: Link
    ) -> None:
        self._graph, self._links, self._nodes, self._laid = graph, links, nodes, laid
        self._item = laid.to_node if laid.kind == "supplied" else laid.from_node

    def answer(self) -> Broken:
        """What became of the condition."""
        start = np.asarray([self._graph.number(self._item)])
        into = reach(self._graph, self._graph.rows("out", ("incorporated_in",)), start, most_steps=_DEPTH)
        breaks: list[tuple[str, tuple[str, ...]]] = []
        unknown: list[str] = []
        kept: list[str] = []
        for node in np.flatnonzero(into.steps <= _DEPTH).tolist():
            for number in self._moves(node):
                link = self._links[self._graph.link_ids[number]]
                if link.id == self._laid.id or self._is_earlier(link):
                    continue
                does = self._does(link)
                if does == "breaks":
                    breaks.append((link.id, self._way(into, node)))
                elif does == "cannot_say":
                    unknown.append(link.id)
                elif does == "keeps":
                    kept.append(link.id)
        breaks.sort(key=lambda found: (*self._when(found[0]), found[0]))
        return Broken(self._laid.id, self._item, tuple(breaks), tuple(sorted(unknown)), tuple(sorted(kept)))

    def _moves(self, node: int) -> list[int]:
        found: list[int] = []
        for way, kinds in (("out", _MOVES), ("in", ("supplied",))):
            rows = self._graph.rows(way, kinds)
            found += rows.links[rows.offsets[node] : rows.offsets[node + 1]].tolist()
        return sorted(found)

    def _does(self, link: Link) -> str:
        """Whether a link breaks the condition, keeps it, cannot say, or has nothing to do with it."""
        if self._laid.forbids == "unlicensed_export":
            return "breaks" if link.licence in {"none", "misused"} else "keeps" if link.licence else ""
        if self._laid.forbids == "military_use":
            if link.kind not in (*_HANDED_ON, "incorporated_in"):
                return ""
            use = self._nodes[link.to_node].use
            return "breaks" if use in _HARMFUL else "keeps" if use == "civil" else ""
        return self._does_retransfer(link)

    def _does_retransfer(self, link: Link) -> str:
        if link.kind not in _HANDED_ON or link.to_node in self._holders():
            return ""
        country = self._nodes[link.to_node].country
        if self._laid.forbids_to and not country:
            return "cannot_say"
        return "breaks" if not self._laid.forbids_to or country in self._laid.forbids_to else "keeps"

    def _holders(self) -> frozenset[str]:
        """Who bought under this condition: the buyers of the very item in the same deal, under a condition too."""
        return frozenset(
            link.to_node
            for link in self._deal_links()
            if link.from_node == self._item and link.kind in _HANDED_ON and link.forbids == self._laid.forbids
        )

    def _deal_links(self) -> list[Link]:
        number = self._graph.number(self._item)
        rows = self._graph.rows("out", _MOVES)
        names = rows.links[rows.offsets[number] : rows.offsets[number + 1]].tolist()
        near = (self._links[self._graph.link_ids[name]] for name in names)
        return [link for link in near if link.deal == self._laid.deal]

    def _is_earlier(self, link: Link) -> bool:
        """What certainly ended before the condition was laid down cannot break it."""
        start = self._laid.start
        return start is not None and link.end is not None and link.end.latest < start.earliest

    def _way(self, into: Reach, node: int) -> tuple[str, ...]:
        return tuple(self._graph.link_ids[link] for link in path_back(self._graph, into, node))

    def _when(self, name: str) -> tuple[int, int]:
        link = self._links[name]
        first = link.start or link.end
        return (first.earliest.toordinal() if first else 1 << 30, GRADES.index(link.grade))
