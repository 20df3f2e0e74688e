"""The chain graph as arrays: links sorted by id, neighbours in compressed rows, whole frontiers at a time.

A million links with hubs of a hundred thousand must answer in seconds, so nothing walks them one by one.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from yalu.case.chain_records import Link, Node
from yalu.chains.words import GRADES, LINK_KINDS, NODE_KINDS
from yalu.vocabulary.dates import PartialDate

Ints = NDArray[np.int64]
Marks = NDArray[np.bool_]
EARLIEST, LATEST = 0, 4_000_000  # day numbers before and after every date that can be written
FAR = 1 << 30


class AdjacencyRows(NamedTuple):
    """Compressed rows: the links of node ``n`` are ``links[offsets[n]:offsets[n + 1]]``, in order of id."""

    offsets: Ints
    links: Ints
    ends: Ints  # the node at the other end of each of these links


class LinkColumns(NamedTuple):
    """The links of a graph, one array a column; texts are numbers into the word lists of ``words``.

    ``starts`` and ``ends`` are day numbers at their outer bounds, EARLIEST and LATEST where not stated.
    """

    source: Ints
    target: Ints
    kind: Ints
    grade: Ints
    start: Ints
    end: Ints
    deal: Ints  # -1: none


class ChainGraph:
    """Nodes and links by number, in order of id, so that lower numbers win ties.

    ``node_ids`` and ``link_ids`` are sorted texts; ``deals`` are the names that ``columns.deal`` counts.
    """

    def __init__(
        self, node_ids: Sequence[str], node_kinds: Ints, link_ids: Sequence[str], columns: LinkColumns,
        deals: Sequence[str] = (),
    ) -> None:  # fmt: skip
        self.node_ids, self.node_kinds, self.link_ids = node_ids, node_kinds, link_ids
        self.columns, self.deals = columns, deals
        self._numbers: dict[str, int] = {}
        self._rows: dict[tuple[str, tuple[str, ...]], AdjacencyRows] = {}

    @classmethod
    def of(cls, nodes: Iterable[Node], links: Iterable[Link]) -> ChainGraph:
        """The graph of some records. Every link must end at nodes that are given."""
        held = sorted(nodes, key=lambda node: node.id)
        ordered = sorted(links, key=lambda link: link.id)
        numbers = {node.id: number for number, node in enumerate(held)}
        deals = sorted({link.deal for link in ordered if link.deal})
        deal = {name: number for number, name in enumerate(deals)} | {"": -1}
        kind = {word: number for number, word in enumerate(LINK_KINDS)}
        grade = {word: number for number, word in enumerate(GRADES)}
        columns = LinkColumns(
            source=_ints(numbers[link.from_node] for link in ordered),
            target=_ints(numbers[link.to_node] for link in ordered), kind=_ints(kind[link.kind] for link in ordered),
            grade=_ints(grade[link.grade] for link in ordered), start=_ints(_first(link.start) for link in ordered),
            end=_ints(_last(link.end) for link in ordered), deal=_ints(deal[link.deal] for link in ordered),
        )  # fmt: skip
        kinds = _ints(NODE_KINDS.index(node.kind) for node in held)
        return cls([n.id for n in held], kinds, [link.id for link in ordered], columns, deals)

    def __len__(self) -> int:
        return len(self.link_ids)

    def number(self, node: str) -> int:
        """The number of a node. Raises KeyError with its id."""
        if not self._numbers:
            self._numbers = {name: number for number, name in enumerate(self.node_ids)}
        return self._numbers[node]

    def __contains__(self, node: object) -> bool:
        try:
            self.number(str(node))
        except KeyError:
            return False
        return True

    def of_kind(self, kinds: Iterable[str]) -> Marks:
        """Which links are of these kinds."""
        wanted = np.zeros(len(LINK_KINDS), dtype=bool)
        wanted[[LINK_KINDS.index(kind) for kind in kinds]] = True
        marked: Marks = wanted[self.columns.kind]
        return marked

    def nodes_of(self, kinds: Iterable[str]) -> Marks:
        """Which nodes are of these kinds."""
        wanted = np.zeros(len(NODE_KINDS), dtype=bool)
        wanted[[NODE_KINDS.index(kind) for kind in kinds]] = True
        marked: Marks = wanted[self.node_kinds]
        return marked

    def rows(self, way: str, kinds: tuple[str, ...]) -> AdjacencyRows:
        """Neighbours along links of some kinds: ``out``, ``in`` or ``both`` ways; made once and kept."""
        key = (way, kinds)
        if key not in self._rows:
            chosen = np.flatnonzero(self.of_kind(kinds))
            source, target = self.columns.source[chosen], self.columns.target[chosen]
            if way == "in":
                source, target = target, source
            elif way == "both":
                # Each link twice in a row, so that one stable sort keeps links of a node in order of id.
                source, target = np.column_stack([source, target]), np.column_stack([target, source])
                source, target, chosen = source.ravel(), target.ravel(), np.repeat(chosen, 2)
            order = np.argsort(source.astype(np.int32), kind="stable")
            counts = np.bincount(source, minlength=len(self.node_ids))
            offsets = np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)
            self._rows[key] = AdjacencyRows(offsets, chosen[order], target[order])
        return self._rows[key]

    def may_hold(self, day: int) -> Marks:
        """Which links may have held on a day: not begun later, not ended earlier, as far as is stated."""
        held: Marks = (self.columns.start <= day) & (self.columns.end >= day)
        return held


class Distances(NamedTuple):
    """How far each node is from the start (FAR: out of reach) and by which link it was first reached."""

    steps: Ints
    by: Ints
    looked_at: int


def reach(
    graph: ChainGraph, rows: AdjacencyRows, starts: Ints, *, most_steps: int, allowed: Marks | None = None
) -> Distances:
    """Steps from the nearest start to every node, a whole frontier at a time; the lowest link wins ties."""
    steps = np.full(len(graph.node_ids), FAR, dtype=np.int64)
    by = np.full(len(graph.node_ids), -1, dtype=np.int64)
    steps[starts] = 0
    frontier = np.unique(starts)
    looked_at = 0
    for step in range(1, most_steps + 1):
        places = _places(rows, frontier)
        looked_at += len(places)
        links, ends = rows.links[places], rows.ends[places]
        fresh = steps[ends] == FAR
        if allowed is not None:
            fresh &= allowed[links]
        links, ends = links[fresh], ends[fresh]
        if not len(ends):
            break
        order = np.lexsort((links, ends))
        frontier, first = np.unique(ends[order], return_index=True)
        steps[frontier] = step
        by[frontier] = links[order][first]
    return Distances(steps, by, looked_at)


def path_back(graph: ChainGraph, found: Distances, node: int) -> list[int]:
    """The links from the start to a node that was reached, in order from the start."""
    path: list[int] = []
    while found.steps[node] > 0:
        link = int(found.by[node])
        path.append(link)
        source, target = int(graph.columns.source[link]), int(graph.columns.target[link])
        node = source if target == node else target
    return path[::-1]


def _places(rows: AdjacencyRows, nodes: Ints) -> Ints:
    """The places in the compressed rows of all links of some nodes, without a loop over the nodes."""
    first, counts = rows.offsets[nodes], rows.offsets[nodes + 1] - rows.offsets[nodes]
    total = int(counts.sum())
    if not total:
        return np.zeros(0, dtype=np.int64)
    begins = np.repeat(first - np.concatenate([[0], np.cumsum(counts)[:-1]]), counts)
    places: Ints = begins + np.arange(total, dtype=np.int64)
    return places


def _ints(values: Iterable[int]) -> Ints:
    return np.fromiter(values, dtype=np.int64)


def _first(when: PartialDate | None) -> int:
    return EARLIEST if when is None else when.earliest.toordinal()


def _last(when: PartialDate | None) -> int:
    return LATEST if when is None else when.latest.toordinal()
