"""Which parties stand in several deals, and which of them stand in the middle."""

from __future__ import annotations

import numpy as np

from yalu.chains.network.graph import ChainGraph, Ints
from yalu.chains.words import LINK_KINDS

MOST_ROWS = 200
# What a party is at the start and at the end of a link of each kind.
ROLES: dict[str, tuple[str, str]] = {
    "supplied": ("supplier", ""), "sold_to": ("", "buyer"), "licensed_to": ("", "licensee"),
    "delivered_to": ("", "receiver"), "shipped_on": ("", "carrier"), "acted_for": ("agent", "principal"),
    "paid": ("payer", "payee"), "banked_with": ("customer", "bank"), "owned_by": ("owned", "owner"),
    "controlled_by": ("controlled", "controller"), "hosted": ("host", "guest"), "visited": ("guest", "host"),
    "employed_by": ("employee", "employer"), "linked_to": ("linked", "linked"),
    "directed_by": ("directed", "director"), "member_of": ("member", "body with members"),
    "family_of": ("relative", "relative"), "associated_with": ("associate", "associate"),
    "related_to": ("related", "related"),
}  # fmt: skip
_WHO = ("company", "person", "bank", "vessel")
# Roles that by themselves put a party between others, and pairs of roles that do.
_BETWEEN = frozenset({"agent", "carrier", "bank", "owner"})
_PAIRS = ({"buyer", "supplier"}, {"receiver", "supplier"}, {"payee", "payer"}, {"principal", "supplier"})


def in_several_deals(graph: ChainGraph, least: int = 2) -> tuple[list[int], str]:
    """The parties in at least so many deals, most deals first, then by id; and why there are not more rows."""
    columns = graph.columns
    named = columns.deal >= 0
    nodes = np.concatenate([columns.source[named], columns.target[named]])
    deals = np.concatenate([columns.deal[named], columns.deal[named]])
    width = max(len(graph.deals), 1)
    # Sorting beats hashing here: two million pairs in a tenth of the time.
    pairs = np.sort(nodes * width + deals)
    fresh = pairs[np.flatnonzero(np.diff(pairs, prepend=-1))]
    counts = np.bincount(fresh // width, minlength=len(graph.node_ids))
    found: Ints = np.flatnonzero((counts >= least) & graph.nodes_of(_WHO))
    ordered = found[np.lexsort((found, -counts[found]))]
    more = len(ordered) - MOST_ROWS
    why = (
        f"looked at the first {MOST_ROWS:,} parties; {more:,} more stand in several deals" if more > 0 else ""
    )
    return [int(node) for node in ordered[:MOST_ROWS]], why


def links_in_deals(graph: ChainGraph, node: int) -> list[int]:
    """The links of a party that belong to deals, in order of id."""
    found: set[int] = set()
    for way in ("out", "in"):
        rows = graph.rows(way, LINK_KINDS)
        found.update(rows.links[rows.offsets[node] : rows.offsets[node + 1]].tolist())
    return sorted(link for link in found if graph.columns.deal[link] >= 0)


def roles_of(graph: ChainGraph, node: int, links: list[int]) -> tuple[str, ...]:
    """What a party was in these links, in alphabetical order."""
    found = set()
    for link in links:
        at_start, at_end = ROLES.get(LINK_KINDS[int(graph.columns.kind[link])], ("", ""))
        found.add(at_start if graph.columns.source[link] == node else at_end)
    return tuple(sorted(found - {""}))


def is_between(roles: tuple[str, ...]) -> bool:
    """Whether such roles put a party between others."""
    held = set(roles)
    return bool(held & _BETWEEN) or any(pair <= held for pair in _PAIRS)
