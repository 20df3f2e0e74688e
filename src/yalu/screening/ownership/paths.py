"""Every way from a blocked person down to an entity, bounded in number and length."""

from __future__ import annotations

from collections.abc import Collection
from decimal import Decimal
from itertools import pairwise

from yalu.screening.ownership.graph import ALL, Graph
from yalu.screening.ownership.records import OwnershipPath, span_text

MOST_PATHS = 50
LONGEST = 12
_MOST_STEPS = 20_000


def paths_to(graph: Graph, entity: str, blocked: Collection[str]) -> tuple[tuple[OwnershipPath, ...], str]:
    """Paths without repeats, largest possible share first, and a note on what was not followed."""
    found: list[OwnershipPath] = []
    waiting: list[tuple[str, ...]] = [(entity,)]
    steps, cut = 0, ""
    while waiting:
        way = waiting.pop()
        steps += 1
        if steps > _MOST_STEPS or len(found) >= MOST_PATHS:
            cut = f"only the first {len(found)} paths are shown"
            break
        if len(way) > 1 and way[0] in blocked:
            found.append(_told(graph, way))
            continue
        if len(way) > LONGEST:
            cut = f"chains of more than {LONGEST} links were not followed"
            continue
        owners = {s.owner for s in graph.shares.get(way[0], ()) if s.high > 0}
        owners |= {owner for owner, _, _ in graph.controllers.get(way[0], ())}
        waiting += [(owner, *way) for owner in sorted(owners, reverse=True) if owner not in way]
    return tuple(sorted(found, key=lambda p: (-p.high, -p.low, p.through))), cut


def _told(graph: Graph, way: tuple[str, ...]) -> OwnershipPath:
    low = high = ALL
    words, rows = [way[0]], []
    for owner, owned in pairwise(way):
        share = next((s for s in graph.shares.get(owned, ()) if s.owner == owner), None)
        if share is None:
            low = Decimal(0)
            high = Decimal(0)
            words.append(f"controls {owned}")
            rows += [row.id for by, _, row in graph.controllers.get(owned, ()) if by == owner]
        else:
            low, high = low * share.low / ALL, high * share.high / ALL
            words.append(f"{span_text(share.low, share.high)} of {owned}")
            rows += [row.id for row in share.rows]
    return OwnershipPath(way, float(low), float(high), " → ".join(words), tuple(rows))
