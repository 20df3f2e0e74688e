"""Who stands within so many steps of a listed party on a day."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from yalu.chains.network.graph import EARLIEST, FAR, ChainGraph, Distances, Ints, Marks, path_back, reach
from yalu.chains.words import PARTIES, TIES

MOST_STEPS = 6
MOST_ROWS = 1_000


class Near(NamedTuple):
    """One party within reach: its number, the listed one it is near to, and the links between, from the listed one."""

    node: int
    origin: int
    links: tuple[int, ...]
    dated: bool


def find_near(
    graph: ChainGraph, listed: Ints, steps: int, day: int | None, cut: Marks | None = None
) -> tuple[list[Near], str, Distances]:
    """Parties within ``steps`` of any listed one, nearest first, then by id, along links that may hold that day.

    Links to authorities tie nobody, and those marked in ``cut`` are not followed. Items lie on the way but are not
    listed as neighbours. Returns the rows, why there are not more of them, and how far everything is.
    """
    allowed = None if day is None else graph.may_hold(day)
    if cut is not None:
        allowed = ~cut if allowed is None else allowed & ~cut
    found = reach(graph, graph.rows("both", TIES), listed, most_steps=min(steps, MOST_STEPS), allowed=allowed)
    there = np.flatnonzero((found.steps < FAR) & (found.steps > 0) & graph.nodes_of(PARTIES))
    ordered = there[np.lexsort((there, found.steps[there]))]
    why = ""
    if len(ordered) > MOST_ROWS:
        why = f"showing the nearest {MOST_ROWS:,} of {len(ordered):,} parties; ask for fewer steps"
    if steps > MOST_STEPS:
        why = (why + "; " if why else "") + f"stopped after {MOST_STEPS} steps"
    rows = [_near(graph, found, int(node)) for node in ordered[:MOST_ROWS]]
    return rows, why, found


def _near(graph: ChainGraph, found: Distances, node: int) -> Near:
    links = path_back(graph, found, node)
    columns = graph.columns
    origin = node
    for link in reversed(links):
        source, target = int(columns.source[link]), int(columns.target[link])
        origin = source if target == origin else target
    # With an end alone, a link may have begun after the day.
    dated = all(columns.start[n] != EARLIEST for n in links)
    return Near(node, origin, tuple(links), dated)
