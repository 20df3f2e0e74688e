"""Where a condition put on an item was broken, and at which link.

The item is followed into everything it was built into; the first link that does what the condition forbids, to
somebody it forbids it to, breaks it. Whoever bought under the condition may of course hold the item. What came
before the condition breaks nothing; where the dates do not tell which came first, nothing is decided. Where two
assert one delivery and contradict each other, the better grade decides and both are named.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property
from heapq import heappop, heappush
from typing import Literal

import msgspec
import numpy as np

from yalu.case.chain_records import Link, Node
from yalu.chains.network.graph import EARLIEST, LATEST, ChainGraph, path_back, reach
from yalu.chains.words import GRADES
from yalu.vocabulary.dates import PartialDate

MOST_CONDITIONS = 2_000
_DEPTH = 12
_HANDED_ON = ("licensed_to", "sold_to", "delivered_to")
_MOVES = (*_HANDED_ON, "incorporated_in", "shipped_on")
_HARMFUL = frozenset({"military", "missile", "nuclear"})

Order = Literal["before", "after", "overlaps", "cannot_say"]


class MetLink(msgspec.Struct, frozen=True):
    """One link that the item met: what it does to the condition, whether it came after it, and the way of the item there.

    ``against`` are links that assert the same delivery and say the opposite; ``equal`` says that no side has the
    better grade.
    """

    link: str
    does: Literal["breaks", "keeps", "cannot_say"]
    order: Order
    way: tuple[str, ...] = ()
    against: tuple[str, ...] = ()
    equal: bool = False


class Fate(msgspec.Struct, frozen=True):
    """What became of one condition. ``breaks`` stand in order of time; every other link in order of id.

    ``undated`` would break it if they came after it, which the dates do not tell; ``earlier`` certainly came
    before. ``disputed`` are asserted and denied on equal grades. ``open_links`` lead to somebody whose state or use is
    not known, or under a licence of which nobody speaks; ``kept_links`` hand the item on as the condition allows.
    """

    condition: str
    item: str
    breaks: tuple[MetLink, ...] = ()
    disputed: tuple[MetLink, ...] = ()
    undated: tuple[MetLink, ...] = ()
    open_links: tuple[MetLink, ...] = ()
    kept_links: tuple[MetLink, ...] = ()
    earlier: tuple[MetLink, ...] = ()

    @property
    def decided_by(self) -> tuple[str, ...]:
        """The links that its verdict hangs on, by which two statements of one condition are known to be one."""
        return tuple(one.link for one in self.breaks or (*self.disputed, *self.undated))


def find_fates(
    graph: ChainGraph, links: Mapping[str, Link], nodes: Mapping[str, Node]
) -> tuple[list[Fate], str]:
    """What became of every link that lays down a condition, by id; and why there are not more."""
    stated = [link for name, link in sorted(links.items()) if link.forbids is not None]
    why = ""
    if len(stated) > MOST_CONDITIONS:
        why = f"stopped after {MOST_CONDITIONS:,} of {len(stated):,} conditions; ask for one deal"
    return [_Following(graph, links, nodes, link).fate() for link in stated[:MOST_CONDITIONS]], why


class _Following:
    """One condition, followed from the item it was put on."""

    def __init__(
        self, graph: ChainGraph, links: Mapping[str, Link], nodes: Mapping[str, Node], stated: Link
    ) -> None:
        self._graph, self._links, self._nodes, self._stated = graph, links, nodes, stated
        self._item = stated.to_node if stated.kind == "supplied" else stated.from_node
        self._licences: dict[str, frozenset[str]] = {}

    def fate(self) -> Fate:
        """What became of the condition."""
        found = self._opposed(list(self._met()))
        parts: dict[str, list[MetLink]] = {
            "breaks": [], "disputed": [], "undated": [], "open_links": [], "kept_links": [], "earlier": []
        }  # fmt: skip
        for one in found:
            parts[self._part(one)].append(one)
        parts["breaks"].sort(key=lambda one: (*self._when(one.link), one.link))
        return Fate(self._stated.id, self._item, **{name: tuple(held) for name, held in parts.items()})

    def _met(self) -> Iterable[MetLink]:
        """Every link on the way of the item that has to do with the condition, in order of id."""
        start = np.asarray([self._graph.number(self._item)])
        into = reach(self._graph, self._graph.rows("out", ("incorporated_in",)), start, most_steps=_DEPTH)
        met: dict[str, MetLink] = {}
        for node in np.flatnonzero(into.steps <= _DEPTH).tolist():
            shortest = path_back(self._graph, into, node)
            for number in self._moves(node):
                link = self._links[self._graph.link_ids[number]]
                does = self._does(link) if link.id != self._stated.id else None
                way = self._way_before(number, node, shortest) if does else None
                if does and way is not None:
                    names = tuple(self._graph.link_ids[n] for n in way)
                    met[link.id] = MetLink(link.id, does, order_of(self._stated, link), names)
        return [met[name] for name in sorted(met)]

    def _part(self, one: MetLink) -> str:
        """Where a link belongs in the fate."""
        if one.order == "before":
            return "earlier"
        if one.does != "breaks":
            return "open_links" if one.does == "cannot_say" else "kept_links"
        if one.equal:
            return "disputed"
        return "undated" if one.order == "cannot_say" else "breaks"

    def _opposed(self, met: list[MetLink]) -> list[MetLink]:
        """Of assertions of one delivery that contradict each other those with the better grade, each naming the others.

        On equal grades those that say that it was broken stand for both.
        """
        kept: list[MetLink] = []
        ends: dict[tuple[str, str, str], list[MetLink]] = {}
        for one in met:
            ends.setdefault(self._ends(one), []).append(one)
        for one in met:
            group = ends[self._ends(one)]
            # A hub may hand on a hundred thousand times; only ends that are written in two ways are compared in pairs.
            mixed = len({other.does for other in group}) > 1
            same = [other for other in group if self._same_delivery(one, other)] if mixed else []
            against = tuple(o.link for o in same if {one.does, o.does} == {"breaks", "keeps"})
            mine = self._best([one.link, *(o.link for o in same if o.does == one.does)])
            theirs = self._best(against) if against else len(GRADES)
            if mine < theirs or (mine == theirs and one.does == "breaks"):
                kept.append(msgspec.structs.replace(one, against=against, equal=mine == theirs))
        return kept

    def _same_delivery(self, one: MetLink, other: MetLink) -> bool:
        """Whether two links between the same two ends assert one handing-over: their dates can be the same."""
        a, b = self._links[one.link], self._links[other.link]
        if a.id == b.id:
            return False
        first, second = _span(a), _span(b)
        return first is None or second is None or (first[0] <= second[1] and second[0] <= first[1])

    def _ends(self, one: MetLink) -> tuple[str, str, str]:
        link = self._links[one.link]
        return link.from_node, link.kind, link.to_node

    def _best(self, names: Iterable[str]) -> int:
        """The place of the best grade of some links, 0 for the best there is."""
        return min(GRADES.index(self._links[name].grade) for name in names)

    def _moves(self, node: int) -> list[int]:
        found: list[int] = []
        for way, kinds in (("out", _MOVES), ("in", ("supplied",))):
            rows = self._graph.rows(way, kinds)
            found += rows.links[rows.offsets[node] : rows.offsets[node + 1]].tolist()
        return sorted(found)

    def _does(self, link: Link) -> Literal["breaks", "keeps", "cannot_say"] | None:
        """Whether a link breaks the condition, keeps it, cannot say, or has nothing to do with it."""
        if self._stated.forbids == "unlicensed_export":
            if not link.licence:
                open_ = link.kind in _HANDED_ON and link.to_node not in self._licensed(link.from_node)
                return "cannot_say" if open_ else None
            return "breaks" if link.licence in {"none", "misused"} else "keeps"
        if self._stated.forbids == "military_use":
            if link.kind not in (*_HANDED_ON, "incorporated_in"):
                return None
            use = self._nodes[link.to_node].use
            if use is None and link.kind == "incorporated_in" and self._goes_on(link.to_node):
                return None  # a whole is used for what those who got it use it for
            return "breaks" if use in _HARMFUL else "keeps" if use == "civil" else "cannot_say"
        return self._does_retransfer(link)

    def _does_retransfer(self, link: Link) -> Literal["breaks", "keeps", "cannot_say"] | None:
        if link.kind not in _HANDED_ON or link.to_node in self._holders:
            return None
        country = self._nodes[link.to_node].country
        if self._stated.forbids_to and not country:
            return "cannot_say"
        return "breaks" if not self._stated.forbids_to or country in self._stated.forbids_to else "keeps"

    def _goes_on(self, item: str) -> bool:
        """Whether some link hands a thing on, or builds it into another."""
        rows, number = self._graph.rows("out", _MOVES), self._graph.number(item)
        return bool(rows.offsets[number] < rows.offsets[number + 1])

    def _licensed(self, item: str) -> frozenset[str]:
        """To whom some link hands a thing on of which the record says how it was licensed: one trade, recorded twice."""
        if item not in self._licences:
            links = (self._links[self._graph.link_ids[n]] for n in self._moves(self._graph.number(item)))
            self._licences[item] = frozenset(link.to_node for link in links if link.licence)
        return self._licences[item]

    @cached_property
    def _holders(self) -> frozenset[str]:
        """Who bought under this condition: the buyers of the very item in the same deal, under a condition too."""
        return frozenset(
            link.to_node
            for link in self._deal_links()
            if link.from_node == self._item
            and link.kind in _HANDED_ON
            and link.forbids == self._stated.forbids
        )

    def _deal_links(self) -> list[Link]:
        number = self._graph.number(self._item)
        rows = self._graph.rows("out", _MOVES)
        names = rows.links[rows.offsets[number] : rows.offsets[number + 1]].tolist()
        near = (self._links[self._graph.link_ids[name]] for name in names)
        return [link for link in near if link.deal == self._stated.deal]

    def _way_before(self, link: int, node: int, shortest: list[int]) -> list[int] | None:
        """How the item can have been in a whole when a link handed it on: the shortest way, else the earliest.

        None when every way certainly came later, so that the whole went without the item.
        """
        starts, ends = self._graph.columns.start, self._graph.columns.end
        inside = EARLIEST
        for number in (*shortest, link):
            if ends[number] < inside:
                break
            inside = max(inside, int(starts[number]))
        else:
            return shortest
        # A whole that is out of reach in time has no day.
        day, by = self._earliest.get(node, (LATEST + 1, -1))
        way: list[int] = []
        while by >= 0:
            way.append(by)
            _, by = self._earliest[int(self._graph.columns.source[by])]
        return way[::-1] if day <= ends[link] else None

    @cached_property
    def _earliest(self) -> dict[int, tuple[int, int]]:
        """The first day on which the item can have been inside each whole, and the link that built it in then."""
        rows, columns = self._graph.rows("out", ("incorporated_in",)), self._graph.columns
        found: dict[int, tuple[int, int]] = {}
        queue = [(EARLIEST, -1, self._graph.number(self._item))]
        while queue:
            day, by, node = heappop(queue)
            if node in found:
                continue
            found[node] = day, by
            for place in range(int(rows.offsets[node]), int(rows.offsets[node + 1])):
                link = int(rows.links[place])
                if columns.end[link] >= day:
                    heappush(queue, (max(day, int(columns.start[link])), link, int(rows.ends[place])))
        return found

    def _when(self, name: str) -> tuple[int, int]:
        link = self._links[name]
        first = link.start or link.end
        return (first.earliest.toordinal() if first else 1 << 30, GRADES.index(link.grade))


def order_of(first: Link, second: Link) -> Order:
    """Whether the second of two links came after the first, as far as their dates tell.

    ``before``: it certainly ended before the first began. ``overlaps``: the dates are too coarse, or run side by
    side. ``cannot_say``: a date that would decide it is not stated.
    """
    stood, ended = first.start or first.end, second.end or second.start
    if stood is None or ended is None:
        return "cannot_say"
    if ended.latest < stood.earliest:
        # Without its last day the second may have gone on; without its first day the first may have stood long before.
        return "before" if first.start is not None and second.end is not None else "cannot_say"
    return "after" if ended.earliest >= stood.latest else "overlaps"


def _span(link: Link) -> tuple[int, int] | None:
    dates: list[PartialDate] = [when for when in (link.start, link.end, link.seen_on) if when is not None]
    if not dates:
        return None
    return min(d.earliest for d in dates).toordinal(), max(d.latest for d in dates).toordinal()
