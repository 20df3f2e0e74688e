"""Which entities count as held by blocked persons under one rule: the least fixed point, from below.

Only what is itself held passes its shares on, in full. Starting from the blocked persons and adding
whoever reaches the threshold can never be talked into a loop that lifts itself by its own shares.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from decimal import Decimal

from yalu.screening.ownership.graph import Graph, least, most
from yalu.screening.ownership.records import RuleText

_ONE = Decimal(1)


def held_for_certain(
    graph: Graph, nodes: Iterable[str], blocked: Collection[str], rule: RuleText
) -> set[str]:
    """The nodes that reach the threshold on the lower bounds alone, blocked persons included."""
    return _grown(graph, nodes, blocked, rule, certain=True)


def held_possibly(graph: Graph, nodes: Iterable[str], blocked: Collection[str], rule: RuleText) -> set[str]:
    """The nodes that could reach the threshold on the upper bounds and what nobody is recorded to hold."""
    return _grown(graph, nodes, blocked, rule, certain=False)


def bounds(
    graph: Graph, entity: str, sure: Collection[str], maybe: Collection[str]
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
    graph: Graph, nodes: Iterable[str], blocked: Collection[str], rule: RuleText, *, certain: bool
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


def _reaches(graph: Graph, node: str, held: set[str], rule: RuleText, *, certain: bool) -> bool:
    if rule.control and any(
        owner in held and (sure or not certain) for owner, sure, _ in graph.controllers.get(node, ())
    ):
        return True
    low, high = bounds(graph, node, held, held)
    return enough(low if certain else high, rule)
