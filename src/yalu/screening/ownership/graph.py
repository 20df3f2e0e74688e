"""The holdings that stood on one day as a graph: who may hold how much of whom, under a rule, along paths, and in all.

Two rows on one pair may be two statements about one holding or two holdings, such as two classes of
shares: at least the lowest of them holds, at most all together. Nothing an owner does not hold for
certain lowers what somebody else may hold.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal, localcontext
from itertools import pairwise

import msgspec

from yalu.screening.ownership.records import Holding, OwnershipPath, RuleText, span_text
from yalu.vocabulary.answers import NO, YES

NONE, ALL = Decimal(0), Decimal(100)


class OwnedShare(msgspec.Struct, frozen=True):
    """What one owner holds of one entity, in per cent, and the rows that say so."""

    owner: str
    low: Decimal
    high: Decimal
    rows: tuple[Holding, ...]


class HoldingsGraph(msgspec.Struct, frozen=True):
    """Holdings on a day: shares by entity, control by entity (True where certain), and what was left out."""

    day: date
    shares: Mapping[str, tuple[OwnedShare, ...]]
    controllers: Mapping[str, tuple[tuple[str, bool, Holding], ...]]
    directors: Mapping[str, tuple[Holding, ...]]
    left_out: tuple[Holding, ...]
    complete: bool
    owned: frozenset[str] = (
        frozenset()
    )  # whoever a row says is owned, controlled or directed, on this day or another

    def recorded(self, entity: str) -> Decimal:
        """What recorded owners hold for certain, added up; above 100 the sources contradict each other."""
        return sum((share.low for share in self.shares.get(entity, ())), NONE)

    def unrecorded(self, entity: str) -> Decimal:
        """What nobody is recorded to hold, at most.

        0 for whom the file never says to be held: that one is taken as an end of the chain, and answers say so. All of
        an entity that is only controlled or directed, or whose holdings have ended or not begun: somebody owns it.
        A file said to name every owner leaves nothing open where its owners may hold all; where they cannot, it
        does not name every owner of this entity, whatever is said of it.
        """
        if entity not in self.owned or (self.complete and self.named_in_full(entity)):
            return NONE
        return max(NONE, ALL - self.recorded(entity))

    def named_in_full(self, entity: str) -> bool:
        """Whether the owners on record may hold all of the entity."""
        return sum((share.high for share in self.shares.get(entity, ())), NONE) >= ALL

    def above(self, entity: str) -> tuple[str, ...]:
        """The entity and everybody above it, in order of name."""
        found, waiting = {entity}, [entity]
        while waiting:
            below = waiting.pop()
            holders = [s.owner for s in self.shares.get(below, ())]
            holders += [owner for owner, _, _ in self.controllers.get(below, ())]
            for owner in holders:
                if owner not in found:
                    found.add(owner)
                    waiting.append(owner)
        return tuple(sorted(found))


def graph_on(holdings: Iterable[Holding], day: date, *, complete: bool = False) -> HoldingsGraph:
    """The graph of the holdings that stood on ``day``; the order of rows makes no difference."""
    pairs: dict[tuple[str, str], list[tuple[Holding, bool]]] = defaultdict(list)
    controllers: dict[str, list[tuple[str, bool, Holding]]] = defaultdict(list)
    directors: dict[str, list[Holding]] = defaultdict(list)
    left_out = []
    for row in sorted(holdings, key=lambda h: (h.owned, h.owner, h.kind, h.id)):
        stood = row.stood(day)
        if stood is NO or row.owner == row.owned:
            left_out.append(row)
        elif row.kind == "owned":
            pairs[row.owned, row.owner].append((row, stood is YES))
        elif row.kind == "controlled":
            controllers[row.owned].append((row.owner, stood is YES, row))
        else:
            directors[row.owned].append(row)
    shares: dict[str, list[OwnedShare]] = defaultdict(list)
    for (owned, owner), rows in pairs.items():
        shares[owned].append(_share(owner, rows))
    return HoldingsGraph(
        day,
        {entity: tuple(held) for entity, held in shares.items()},
        {entity: tuple(held) for entity, held in controllers.items()},
        {entity: tuple(held) for entity, held in directors.items()},
        tuple(left_out),
        complete,
        frozenset(shares)
        | {row.owned for row in left_out if row.owner != row.owned}
        | {*controllers, *directors},
    )


def _share(owner: str, rows: list[tuple[Holding, bool]]) -> OwnedShare:
    lows = [row.low if certain and row.low is not None else NONE for row, certain in rows]
    highs = [row.high if row.high is not None else ALL for row, _ in rows]
    return OwnedShare(owner, min(lows), min(ALL, sum(highs, NONE)), tuple(row for row, _ in rows))


def most(shares: Iterable[OwnedShare], weights: Mapping[str, Decimal], rest: Decimal) -> Decimal:
    """The most that owners can hold together when each counts with a weight from 0 to 1 (per cent).

    Shares lie within their bounds and add up to at most 100; ``rest``, held by nobody on record,
    counts in full. The largest weights take the free part first, which is the exact maximum.
    """
    ordered = sorted(shares, key=lambda s: (-weights.get(s.owner, NONE), s.owner))
    free = max(NONE, ALL - sum((s.low for s in ordered), NONE))
    total = sum((s.low * weights.get(s.owner, NONE) for s in ordered), NONE)
    taken = min(rest, free)  # the unrecorded weigh 1, so they come first
    total, free = total + taken, free - taken
    for share in ordered:
        extra = min(share.high - share.low, free)
        total, free = total + extra * weights.get(share.owner, NONE), free - extra
    return min(ALL, total)


def least(shares: Iterable[OwnedShare], weights: Mapping[str, Decimal]) -> Decimal:
    """The least that owners hold together when each counts with a weight from 0 to 1 (per cent)."""
    return min(ALL, sum((s.low * weights.get(s.owner, NONE) for s in shares), NONE))


_ONE = Decimal(1)


def held_for_certain(
    graph: HoldingsGraph, nodes: Iterable[str], blocked: Collection[str], rule: RuleText
) -> set[str]:
    """The nodes that reach the threshold on the lower bounds alone, blocked persons included."""
    return _grown(graph, nodes, blocked, rule, certain=True)


def held_possibly(
    graph: HoldingsGraph, nodes: Iterable[str], blocked: Collection[str], rule: RuleText
) -> set[str]:
    """The nodes that could reach the threshold on the upper bounds and what nobody is recorded to hold."""
    return _grown(graph, nodes, blocked, rule, certain=False)


def bounds(
    graph: HoldingsGraph, entity: str, sure: Collection[str], maybe: Collection[str]
) -> tuple[Decimal, Decimal]:
    """The sum of the shares that count, at least and at most, in per cent."""
    shares = graph.shares.get(entity, ())
    return (
        least(shares, dict.fromkeys(sure, _ONE)),
        most(shares, dict.fromkeys(maybe, _ONE), graph.unrecorded(entity)),
    )


def enough(share: Decimal, rule: RuleText) -> bool:
    """Whether a share reaches the rule's threshold."""
    return share >= rule.at if rule.reached else share > rule.at


def _grown(
    graph: HoldingsGraph, nodes: Iterable[str], blocked: Collection[str], rule: RuleText, *, certain: bool
) -> set[str]:
    held = set(blocked)
    open_nodes = [node for node in nodes if node not in held]
    grew = True
    while grew:
        grew = False
        for node in open_nodes:
            if node not in held and _reaches(graph, node, held, rule, certain=certain):
                held.add(node)
                grew = True
    return held


def _reaches(graph: HoldingsGraph, node: str, held: set[str], rule: RuleText, *, certain: bool) -> bool:
    if rule.control and any(
        owner in held and (sure or not certain) for owner, sure, _ in graph.controllers.get(node, ())
    ):
        return True
    low, high = bounds(graph, node, held, held)
    return enough(low if certain else high, rule)


_STEPS = 400
_ENOUGH = Decimal("1e-12")


def interest(graph: HoldingsGraph, entity: str, blocked: Collection[str]) -> tuple[Decimal, Decimal]:
    """The blocked persons' part of the entity in per cent, at least and at most.

    A loop of companies that own each other wholly has no owner outside: the bounds stay 0 and 100.
    """
    nodes = graph.above(entity)
    with localcontext() as context:
        context.prec, context.rounding = 24, ROUND_FLOOR
        low = _solved(graph, nodes, blocked, upward=True)
        context.rounding = ROUND_CEILING
        high = _solved(graph, nodes, blocked, upward=False)
        return low[entity] * ALL, high[entity] * ALL


def _solved(
    graph: HoldingsGraph, nodes: tuple[str, ...], blocked: Collection[str], *, upward: bool
) -> dict[str, Decimal]:
    held = {node: _ONE if node in blocked or not upward else NONE for node in nodes}
    free = [node for node in nodes if node not in blocked]
    for node in free:
        if node not in graph.shares and not graph.unrecorded(node):  # an end of the chain that is not blocked
            held[node] = NONE
    for _ in range(_STEPS):
        moved = NONE
        for node in free:
            shares = graph.shares.get(node, ())
            if upward:
                new = least(shares, held) / ALL
                new = max(new, held[node])
            else:
                new = min(most(shares, held, graph.unrecorded(node)) / ALL, held[node])
            moved = max(moved, abs(new - held[node]))
            held[node] = new
        if moved <= _ENOUGH:
            break
    return held


MOST_PATHS = 50
LONGEST = 12
_MOST_STEPS = 20_000


def paths_to(
    graph: HoldingsGraph, entity: str, blocked: Collection[str]
) -> tuple[tuple[OwnershipPath, ...], str]:
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
            found.append(_path_of(graph, way))
            continue
        if len(way) > LONGEST:
            cut = f"chains of more than {LONGEST} links were not followed"
            continue
        owners = {s.owner for s in graph.shares.get(way[0], ()) if s.high > 0}
        owners |= {owner for owner, _, _ in graph.controllers.get(way[0], ())}
        waiting += [(owner, *way) for owner in sorted(owners, reverse=True) if owner not in way]
    return tuple(sorted(found, key=lambda p: (-p.high, -p.low, p.through))), cut


def _path_of(graph: HoldingsGraph, way: tuple[str, ...]) -> OwnershipPath:
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
