"""Questions put to the graph in numbers, answered in names, links and trails."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from yalu.case.chain_records import Link
from yalu.chains.answers import ChainResults, Needed, Neighbour, Recurring, Route, RouteStep
from yalu.chains.citations import link_says, share_of_link, when
from yalu.chains.knowledge.conditions import order_of
from yalu.chains.link_trails import trail_of
from yalu.chains.network.critical_suppliers import find_needed
from yalu.chains.network.graph import Marks
from yalu.chains.network.neighbourhood import Near, find_near
from yalu.chains.network.recurring_parties import in_several_deals, is_between, links_in_deals, roles_of
from yalu.chains.network.routes import end_users, find_routes, weakest_on
from yalu.chains.words import grade_words, weakest
from yalu.vocabulary.answers import CANNOT_SAY, NO, YES
from yalu.vocabulary.coverage import combined
from yalu.vocabulary.words.numerals import plural

if TYPE_CHECKING:
    from yalu.chains.facade import Chains


# A trail is for reading; beyond so many links it names the first.
MOST_TRAIL = 50
MOST_SUPPLIERS = 200


def ask_routes(chains: Chains, item: str | None, end_user: str | None, most: int) -> ChainResults[Route]:
    """Routes in names; without an item from every controlled one, without an end user to every one."""
    graph = chains.graph
    if item is not None:
        items = [graph.number(item)]
    else:
        items = [
            graph.number(n) for n, node in chains.nodes.items() if node.control in {"controlled", "partly"}
        ]
    ends = end_users(graph) if end_user is None else np.asarray([graph.number(end_user)])
    found, why, looked_at = find_routes(graph, items, ends, most=most)
    rows = [_route(chains, start, links) for start, links in found]
    return ChainResults(rows, chains.covers("nodes", "links"), stopped=why, looked_at=looked_at)


def _route(chains: Chains, start: int, numbers: tuple[int, ...]) -> Route:
    graph = chains.graph
    names = [graph.link_ids[number] for number in numbers]
    worst, at = weakest_on(graph, numbers)
    last = chains.links[names[-1]]
    item = graph.node_ids[start]
    rows = graph.rows("in", ("supplied",))
    suppliers = rows.ends[rows.offsets[start] : rows.offsets[start + 1]].tolist()
    return Route(
        id=f"route/{'+'.join(names)}",
        item=item,
        end_user=last.to_node,
        steps=_steps(chains, names),
        weakest=worst,
        weakest_link=graph.link_ids[at],
        arrived=last.kind == "delivered_to",
        suppliers=tuple(graph.node_ids[n] for n in dict.fromkeys(suppliers)),
        remarks=_dates_apart(chains, names),
        trail=trail_of(chains, names, (f"weakest evidence: {grade_words(worst)}, at {graph.link_ids[at]}",)),
    )


def _before_supply(chains: Chains, names: Sequence[str]) -> tuple[str, ...]:
    """A sentence for each link that certainly ended before any supply of what it hands on began."""
    graph = chains.graph
    rows = graph.rows("in", ("supplied",))
    said = []
    for name in names:
        link = chains.links[name]
        item = link.from_node if link.kind != "supplied" else ""
        if not item:
            continue
        number = graph.number(item)
        places = rows.links[rows.offsets[number] : rows.offsets[number + 1]].tolist()
        supplies = [chains.links[graph.link_ids[place]] for place in places]
        if supplies and all(order_of(supply, link) == "before" for supply in supplies):
            at = ", ".join(f"{supply.id} ({when(supply)})" for supply in supplies)
            said.append(f"{name} ({when(link)}) is dated before the item was supplied: {at}")
    return tuple(said)


def _dates_apart(chains: Chains, names: Sequence[str]) -> tuple[str, ...]:
    """What does not fit of the dates on a route: links before the supply, and before what leads up to them."""
    reasons = _before_supply(chains, names)
    late = [
        said
        for said in _out_of_order(chains, names)
        if not any(t.startswith(said.split(" is ")[0]) for t in reasons)
    ]
    return (*reasons, *late)


def _out_of_order(chains: Chains, names: Sequence[str]) -> tuple[str, ...]:
    """A sentence for each link that certainly ended before one that leads up to it on the route began."""
    links = [chains.links[name] for name in names]
    return tuple(
        f"{later.id} ({when(later)}) is dated before {earlier.id} ({when(earlier)}), which leads up to it"
        for place, later in enumerate(links)
        for earlier in links[:place]
        if order_of(earlier, later) == "before"
    )


def ask_near(
    chains: Chains, steps: int, day: date | None, party: str | None, min_share: Decimal | None = None
) -> ChainResults[Neighbour]:
    """Neighbours in names; a party that cannot be said to be listed that day is left out and counted.

    With ``min_share`` holdings of a smaller stated share are not followed; one whose share nobody states is.
    """
    graph, on, coverage = chains.graph, day or date.max, chains.covers("nodes", "links")
    if party is not None:
        listed, doubtful = [party], []
    else:
        candidates = chains.listings.candidates()
        coverage += combined(chains.listings.covers(name, on) for name in candidates)
        answers = {name: chains.listings.was_listed(name, on) for name in candidates}
        # Without a day the question is of the whole record, in which every entry stands.
        listed = [n for n, answer in answers.items() if answer is YES or (day is None and answer is not NO)]
        doubtful = [n for n, answer in answers.items() if answer is CANNOT_SAY and n not in listed]
    origins = np.asarray([graph.number(name) for name in listed if name in graph], dtype=np.int64)
    if not len(origins):
        return ChainResults([], coverage, stopped=_doubt(doubtful))
    number = None if day is None else day.toordinal()
    cut, small = _small_holdings(chains, min_share)
    found, why, reached = find_near(graph, origins, steps, number, cut)
    rows = [_neighbour(chains, near, on) for near in found]
    stopped = "; ".join(part for part in (why, small, _doubt(doubtful)) if part)
    return ChainResults(rows, coverage, stopped=stopped, looked_at=reached.looked_at)


def _small_holdings(chains: Chains, least: Decimal | None) -> tuple[Marks | None, str]:
    """Which links are holdings of less than a share, and a sentence on them."""
    if least is None:
        return None, ""
    shares = (share_of_link(chains.links[name]) for name in chains.graph.link_ids)
    cut = np.fromiter((share is not None and share < least for share in shares), dtype=np.bool_)
    count = int(cut.sum())
    return (
        cut,
        f"holdings of less than {least.normalize():f} % that were not followed: {count:,}" if count else "",
    )


def _doubt(doubtful: Sequence[str]) -> str:
    if not doubtful:
        return ""
    who = "1 listed party was" if len(doubtful) == 1 else f"{len(doubtful)} listed parties were"
    return f"{who} left out as a start: whether an entry stood that day is not said"


def _neighbour(chains: Chains, near: Near, day: date) -> Neighbour:
    graph = chains.graph
    name, origin = graph.node_ids[near.node], graph.node_ids[near.origin]
    names = [graph.link_ids[number] for number in near.links]
    entries = tuple(one.entry for one in chains.listings.on(origin, day) if one.on_day is not NO)
    worst = weakest(tuple(chains.links[link].grade for link in names))
    return Neighbour(
        id=f"near/{origin}/{name}",
        node=name,
        name=chains.nodes[name].name,
        kind=chains.nodes[name].kind,
        steps=len(names),
        listed=origin,
        listings=entries,
        path=_steps(chains, names, origin),
        weakest=worst,
        dated=near.dated,
        country=chains.nodes[name].country,
        identifiers=chains.nodes[name].identifiers,
        shares=tuple(_share(chains.links[link]) for link in names if chains.links[link].kind == "owned_by"),
        days=tuple(when(chains.links[link]) for link in names),
        trail=trail_of(chains, names, (f"{plural(len(names), 'step')} from {origin}",)),
    )


def _share(link: Link) -> str:
    share = share_of_link(link)
    return "share not stated" if share is None else f"{share.normalize():f} %"


def ask_recurring(chains: Chains, least: int, *, everybody: bool) -> ChainResults[Recurring]:
    """Parties in several deals; those in the middle only, unless everybody is asked for."""
    found, why = in_several_deals(chains.graph, max(least, 2))
    rows = [_recurring(chains, number) for number in found]
    shown = [row for row in rows if everybody or row.middleman]
    return ChainResults(shown, chains.covers("deals", "nodes", "links"), stopped=why)


def _recurring(chains: Chains, number: int) -> Recurring:
    graph = chains.graph
    node = chains.nodes[graph.node_ids[number]]
    links = links_in_deals(graph, number)
    names = [graph.link_ids[link] for link in links]
    roles = roles_of(graph, number, links)
    deals = tuple(sorted({chains.links[name].deal for name in names}))
    return Recurring(
        id=f"recurring/{node.id}",
        node=node.id,
        name=node.name,
        kind=node.kind,
        deals=deals,
        roles=roles,
        links=len(names),
        middleman=is_between(roles),
        says=node.role,
        trail=trail_of(chains, names[:MOST_TRAIL], (f"{len(names)} links in {len(deals)} deals",)),
    )


def ask_without(chains: Chains, end_user: str) -> ChainResults[Needed]:
    """Suppliers an end user needed, with the links by which each item needed them."""
    graph = chains.graph
    found, why, looked_at = find_needed(graph, graph.number(end_user))
    rows = []
    for need in found[:MOST_SUPPLIERS]:
        supplier = chains.nodes[graph.node_ids[need.supplier]]
        ways = {item: [graph.link_ids[n] for n in links] for item, links in need.items.items()}
        names = list(dict.fromkeys(name for item in sorted(ways) for name in ways[item]))
        first = sorted(ways)[:MOST_TRAIL]
        remarks = tuple(dict.fromkeys(said for item in first for said in _order_remarks(chains, ways[item])))
        rows.append(
            Needed(
                id=f"without/{end_user}/{supplier.id}",
                end_user=end_user,
                supplier=supplier.id,
                name=supplier.name,
                items=tuple(graph.node_ids[item] for item in sorted(ways)),
                weakest=weakest(tuple(chains.links[name].grade for name in names)),
                remarks=remarks,
                trail=trail_of(
                    chains,
                    names[:MOST_TRAIL],
                    ("the only supplier named for the item, or for a part of it", *remarks[:MOST_TRAIL]),
                ),
            )
        )
    if len(found) > MOST_SUPPLIERS:
        why = "; ".join(
            part for part in (why, f"showing the first {MOST_SUPPLIERS} of {len(found):,} suppliers") if part
        )
    return ChainResults(rows, chains.covers("nodes", "links"), stopped=why, looked_at=looked_at)


def _order_remarks(chains: Chains, way: Sequence[str]) -> Iterator[str]:
    """What the dates say of a need: other supplies that came too late for it, and links whose order they do not tell."""
    links = [chains.links[name] for name in way]
    rows = chains.graph.rows("in", ("supplied",))
    number = chains.graph.number(links[0].to_node)
    for place in rows.links[rows.offsets[number] : rows.offsets[number + 1]].tolist():
        other = chains.links[chains.graph.link_ids[place]]
        if other.from_node != links[0].from_node:
            yield f"{other.id} ({when(other)}) came too late for it"
    for earlier, later in pairwise(links):
        if order_of(earlier, later) == "cannot_say":
            yield f"the dates do not tell that {earlier.id} came before {later.id}"


def _steps(chains: Chains, names: Sequence[str], begin: str = "") -> tuple[RouteStep, ...]:
    steps, here = [], begin
    for name in names:
        link = chains.links[name]
        forward = not here or link.from_node == here
        here = link.to_node if forward else link.from_node
        steps.append(
            RouteStep(
                link=name, kind=link.kind, from_node=link.from_node, to_node=link.to_node, grade=link.grade,
                says=link_says(link, chains.nodes), forward=forward,
            )
        )  # fmt: skip
    return tuple(steps)
