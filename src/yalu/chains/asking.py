"""Questions put to the graph in numbers, answered in names, links and trails."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

import msgspec
import numpy as np

from yalu.case.chain_records import Link
from yalu.chains.answers import ChainResults, Needed, Neighbour, Recurring, Route, Step
from yalu.chains.citing import link_row, link_says, link_support
from yalu.chains.conditions import Broken, find_broken
from yalu.chains.nearby import Near, find_near
from yalu.chains.needing import find_needed
from yalu.chains.recurring import in_several_deals, is_between, links_in_deals, roles_of
from yalu.chains.routes import end_users, find_routes, weakest_on
from yalu.chains.words import ASSERTED, grade_words, weakest
from yalu.vocabulary.answers import CANNOT_SAY, NO, YES
from yalu.vocabulary.coverage import Coverage, Observed, combined
from yalu.vocabulary.results import Trail, Verdict, VerdictKind
from yalu.vocabulary.strength import Strength

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
        trail=_trail(chains, names, (f"weakest evidence: {grade_words(worst)}, at {graph.link_ids[at]}",)),
    )


def ask_near(chains: Chains, steps: int, day: date | None, party: str | None) -> ChainResults[Neighbour]:
    """Neighbours in names; a party that cannot be said to be listed that day is left out and counted."""
    graph, when, coverage = chains.graph, day or date.max, chains.covers("nodes", "links")
    if party is not None:
        listed, doubtful = [party], []
    else:
        candidates = chains.listings.candidates()
        coverage += combined(chains.listings.covers(name, when) for name in candidates)
        answers = {name: chains.listings.was_listed(name, when) for name in candidates}
        # Without a day the question is of the whole record, in which every entry stands.
        listed = [n for n, answer in answers.items() if answer is YES or (day is None and answer is not NO)]
        doubtful = [n for n, answer in answers.items() if answer is CANNOT_SAY and n not in listed]
    origins = np.asarray([graph.number(name) for name in listed if name in graph], dtype=np.int64)
    if not len(origins):
        return ChainResults([], coverage, stopped=_doubt(doubtful))
    number = None if day is None else day.toordinal()
    found, why, reached = find_near(graph, origins, steps, number)
    rows = [_neighbour(chains, near, when) for near in found]
    stopped = "; ".join(part for part in (why, _doubt(doubtful)) if part)
    return ChainResults(rows, coverage, stopped=stopped, looked_at=reached.looked_at)


def _doubt(doubtful: Sequence[str]) -> str:
    if not doubtful:
        return ""
    return f"{len(doubtful)} listed parties were left out as starts, because their entries do not say whether they stood that day"


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
        trail=_trail(chains, names, (f"{len(names)} steps from {origin}",)),
    )


def ask_conditions(chains: Chains, deal: str | None) -> ChainResults[Verdict]:
    """What became of every condition, as verdicts in order of the link that laid it down."""
    laid = {
        n: link for n, link in chains.links.items() if deal is None or link.deal == deal or not link.forbids
    }
    found, why = find_broken(chains.graph, chains.links, chains.nodes)
    coverage = chains.covers("nodes", "links")
    rows = [_verdict(chains, broken, coverage) for broken in found if broken.condition in laid]
    return ChainResults(rows, coverage, stopped=why)


def _verdict(chains: Chains, broken: Broken, coverage: Coverage) -> Verdict:
    laid = chains.links[broken.condition]
    item = chains.nodes[broken.item].name
    names: list[str] = [broken.condition]
    verdict: VerdictKind = "cannot_say"
    settled = f"a link that shows where {item} went, and to whom"
    reason = "no link on record shows the item handed on"
    if broken.breaks:
        verdict, settled = "breach", ""
        at, way = broken.breaks[0]
        names += [*way, at]
        reason = _broken_words(chains, broken, item)
    elif broken.open_links:
        names += broken.open_links
        reason = f"handed on at {', '.join(broken.open_links)} to somebody whose state is not known"
    elif broken.kept_links:
        names += broken.kept_links
        verdict, settled = "within", ""
        reason = f"every link on record is allowed: {', '.join(broken.kept_links)}"
    strength = Strength(tuple(link_support(chains.links[n], chains.sources) for n in dict.fromkeys(names)))
    also = [link for link, _ in broken.breaks[1:]]
    trail = _trail(
        chains,
        list(dict.fromkeys([*names, *also])),
        ("the item is followed into everything it was built into",),
    )
    words = (laid.forbids or "").replace("_", " ")
    towards = f" to {', '.join(laid.forbids_to)}" if laid.forbids_to else ""
    return Verdict(
        id=f"condition/{broken.condition}",
        title=f"No {words}{towards}: {item} ({laid.condition or laid.kind})",
        verdict=verdict,
        reason=reason,
        trail=msgspec.structs.replace(trail, coverage=coverage, strength=strength),
        settled_by=settled,
        as_reported_by="" if verdict == "cannot_say" else _reporters(strength),
    )


def _broken_words(chains: Chains, broken: Broken, item: str) -> str:
    """Where a condition was broken first, on what evidence, and where it was broken again."""
    at, way = broken.breaks[0]
    inside = f", with {item} inside" if way else ""
    worst = weakest(tuple(chains.links[n].grade for n in (broken.condition, *way, at)))
    reason = (
        f"broken at {at}: {link_says(chains.links[at], chains.nodes)}{inside}; "
        f"weakest evidence: {grade_words(worst)}"
    )
    if worst in ASSERTED:
        reason += "; true only if what is asserted is so"
    if len(broken.breaks) > 1:
        reason += f"; also at {', '.join(link for link, _ in broken.breaks[1:])}"
    return reason


def _reporters(strength: Strength) -> str:
    """Whose report a verdict is, each voice once; nobody's when everything under it is sound."""
    voices = (voice.strip() for support in strength.weak for voice in (support.by or support.id).split(";"))
    return " and ".join(dict.fromkeys(filter(None, voices)))


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
        trail=_trail(chains, names[:MOST_TRAIL], (f"{len(names)} links in {len(deals)} deals",)),
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
        rows.append(
            Needed(
                id=f"without/{end_user}/{supplier.id}",
                end_user=end_user,
                supplier=supplier.id,
                name=supplier.name,
                items=tuple(graph.node_ids[item] for item in sorted(ways)),
                weakest=weakest(tuple(chains.links[name].grade for name in names)),
                trail=_trail(
                    chains, names[:MOST_TRAIL], ("the only supplier named for the item, or for a part of it",)
                ),
            )
        )
    if len(found) > MOST_SUPPLIERS:
        why = "; ".join(
            part for part in (why, f"showing the first {MOST_SUPPLIERS} of {len(found):,} suppliers") if part
        )
    return ChainResults(rows, chains.covers("nodes", "links"), stopped=why, looked_at=looked_at)


def _steps(chains: Chains, names: Sequence[str], begin: str = "") -> tuple[Step, ...]:
    steps, here = [], begin
    for name in names:
        link = chains.links[name]
        forward = not here or link.from_node == here
        here = link.to_node if forward else link.from_node
        steps.append(
            Step(
                link=name, kind=link.kind, from_node=link.from_node, to_node=link.to_node, grade=link.grade,
                says=link_says(link, chains.nodes), forward=forward,
            )
        )  # fmt: skip
    return tuple(steps)


def _trail(chains: Chains, names: Sequence[str], steps: tuple[str, ...]) -> Trail:
    links = [chains.links[name] for name in names]
    return Trail(
        steps=steps,
        rows=tuple(link_row(link, chains.nodes, chains.sources) for link in links),
        known_by=chains.known_by,
        data_version=chains.data_version,
        strength=Strength(tuple(link_support(link, chains.sources) for link in links)),
        observed=_days_of(links),
    )


def _days_of(links: Sequence[Link]) -> Observed | None:
    """From the first to the last day of the links that are dated; None when none is."""
    starts = [link.start.earliest for link in links if link.start is not None]
    ends = [(link.end or link.start).latest for link in links if link.start is not None]
    return Observed(min(starts), max(*ends, *starts)) if starts else None
