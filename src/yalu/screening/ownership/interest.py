"""The economic interest of blocked persons: shares multiplied down every chain, loops included.

No authority asks for this number; it stands beside the legal answers because readers expect it. It
is the solution of x = S·x with blocked persons at 1. From 0 upward each step is a lower bound, from
1 downward an upper one, so bounds are sound wherever the steps end.
"""

from __future__ import annotations

from collections.abc import Collection
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal, localcontext

from yalu.screening.ownership.graph import Graph, least, most

_STEPS = 400
_ENOUGH = Decimal("1e-12")
_ONE, _NONE, _HUNDRED = Decimal(1), Decimal(0), Decimal(100)


def interest(graph: Graph, entity: str, blocked: Collection[str]) -> tuple[Decimal, Decimal]:
    """The blocked persons' part of the entity in per cent, at least and at most.

    A loop of companies that own each other wholly has no owner outside: the bounds stay 0 and 100.
    """
    nodes = graph.above(entity)
    with localcontext() as context:
        context.prec, context.rounding = 24, ROUND_FLOOR
        low = _solved(graph, nodes, blocked, upward=True)
        context.rounding = ROUND_CEILING
        high = _solved(graph, nodes, blocked, upward=False)
        return low[entity] * _HUNDRED, high[entity] * _HUNDRED


def _solved(
    graph: Graph, nodes: tuple[str, ...], blocked: Collection[str], *, upward: bool
) -> dict[str, Decimal]:
    held = {node: _ONE if node in blocked or not upward else _NONE for node in nodes}
    free = [node for node in nodes if node not in blocked]
    for node in free:
        if node not in graph.shares:  # an end of the chain that is not blocked
            held[node] = _NONE
    for _ in range(_STEPS):
        moved = _NONE
        for node in free:
            shares = graph.shares.get(node, ())
            if upward:
                new = least(shares, held) / _HUNDRED
                new = max(new, held[node])
            else:
                new = min(most(shares, held, graph.unrecorded(node)) / _HUNDRED, held[node])
            moved = max(moved, abs(new - held[node]))
            held[node] = new
        if moved <= _ENOUGH:
            break
    return held
