"""A graph of a million links with hubs of a hundred thousand: how long each question takes, beside networkx.

Nobody traded this: every end is drawn with a fixed seed. ``--networkx`` asks networkx the same in the same process.
Limit: two seconds a question, or the answer says that it stopped and why.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from datetime import date
from typing import Any, cast

import numpy as np

from yalu.case.chain_records import Link, LinkKind, Node
from yalu.chains.facade import Chains
from yalu.vocabulary.dates import parse_date

HUBS = 100_000
LIMIT = 2.0
DAY = date(2015, 6, 1)
_SHARES = (("supplied", 0.2), ("incorporated_in", 0.15), ("sold_to", 0.2), ("delivered_to", 0.1),
           ("acted_for", 0.1), ("paid", 0.1), ("banked_with", 0.05), ("owned_by", 0.08))  # fmt: skip


def made_up(links: int) -> tuple[list[Node], list[Link]]:
    """Nodes and links: parties P…, items I…, end users E…, authority A; P0, I0 and E0 are the hubs."""
    draw = np.random.default_rng(20170806)
    parties, items, ends = links // 6, links // 4, 1_000
    hub = min(HUBS, links // 10)
    nodes = [Node(id="A", kind="body", name="A", country="XAA")]
    nodes += [Node(id=f"P{n}", kind="company", name=f"P{n}", country="XBB") for n in range(parties)]
    nodes += [
        Node(id=f"I{n}", kind="component" if n % 2 else "machine", name=f"I{n}",
             control="controlled" if n % 50 == 1 else "not_controlled")
        for n in range(items)
    ]  # fmt: skip
    nodes += [Node(id=f"E{n}", kind="programme", name=f"E{n}", country="XAA") for n in range(ends)]
    made: list[tuple[str, str, str]] = []
    for kind, share in _SHARES:
        count = int((links - 3 * hub) * share)
        one, two = draw.integers(0, 1 << 60, count), draw.integers(0, 1 << 60, count)
        for a, b in zip(one.tolist(), two.tolist(), strict=True):
            made.append(_pair(kind, a, b, parties, items, ends))
    made += [(f"P{n % parties}", "paid", "P0") for n in range(1, hub + 1)]  # everybody pays one bank
    made += [(f"I{n % (items - 1) + 1}", "delivered_to", "E0") for n in range(hub)]  # one great end user
    made += [
        ("I1", "incorporated_in", f"I{2 * (n % (items // 2 - 1)) + 2}") for n in range(hub)
    ]  # a screw in everything
    made += [(f"P{n}", "designated_by", "A") for n in range(1, min(500, parties))]
    dates = [parse_date(f"{year}-{month:02}") for year in range(2006, 2021) for month in range(1, 13)]
    records = [
        Link(
            id=f"L{n:07}", deal=f"D{n % (links // 40)}" if kind != "designated_by" else "", from_node=a, kind=cast(LinkKind, kind),
            to_node=b, start=dates[n % 180], asserted_by="made up",
            grade="official_finding" if n % 3 else "press",
            forbids="retransfer" if n % 500 == 0 and kind == "sold_to" else None,
        )
        for n, (a, kind, b) in enumerate(made)
    ]  # fmt: skip
    return nodes, records


def _pair(kind: str, a: int, b: int, parties: int, items: int, ends: int) -> tuple[str, str, str]:
    if kind == "supplied":
        return f"P{a % parties}", kind, f"I{b % items}"
    if kind == "incorporated_in":  # parts have the lower number, so nothing contains itself
        low, high = sorted((a % items, b % items))
        return f"I{low}", kind, f"I{high if high > low else min(low + 1, items - 1)}"
    if kind == "sold_to":
        return f"I{a % items}", kind, f"P{b % parties}"
    if kind == "delivered_to":
        return f"I{a % items}", kind, f"E{b % ends}"
    return f"P{a % parties}", kind, f"P{b % parties}"


def timed(name: str, ask: Callable[[], Any], runs: int) -> None:
    """Print the median time of a question by clock and processors, how many rows it gave, and why it stopped.

    The limit is compared with the processors' time: on a machine that others use too, the clock measures them.
    """
    clock, processors, answer = [], [], None
    for _ in range(runs):
        begin, spent = time.perf_counter(), time.process_time()
        answer = ask()
        clock.append(time.perf_counter() - begin)
        processors.append(time.process_time() - spent)
    stopped = getattr(answer, "stopped", "")
    rows = 0 if answer is None else len(answer)
    middle, worked = sorted(clock)[runs // 2], sorted(processors)[runs // 2]
    met = "met" if worked <= LIMIT else "MISSED"
    print(
        f"{name:<32} clock {middle:6.2f} s  processors {worked:6.2f} s  {rows:>7} rows  {met}  {stopped}",
        flush=True,
    )


def ask_networkx(nodes: list[Node], links: list[Link], runs: int) -> None:
    """The same questions as one would put them to networkx."""
    import networkx as nx  # noqa: PLC0415 - for comparison only

    begin = time.perf_counter()
    goods, ties = nx.MultiDiGraph(), nx.Graph()
    onward = {"incorporated_in", "sold_to", "delivered_to", "licensed_to", "shipped_on"}
    for link in links:
        if link.kind in onward:
            goods.add_edge(link.from_node, link.to_node, key=link.id)
        if link.kind != "designated_by" and link.start is not None and link.start.earliest <= DAY:
            ties.add_edge(link.from_node, link.to_node)
    print(f"networkx: graphs built in {time.perf_counter() - begin:.1f} s")
    listed = [f"P{n}" for n in range(1, 500) if f"P{n}" in ties]

    def routes() -> list[Any]:
        found = []
        for path in nx.all_simple_edge_paths(goods, "I1", "E7", cutoff=6):
            found.append(path)
            if len(found) == 200:
                break
        return found

    def near() -> dict[Any, int]:
        return dict(
            nx.multi_source_dijkstra_path_length(ties, set(listed), cutoff=3, weight=lambda a, b, d: 1)
        )

    def needed() -> dict[Any, Any]:
        return dict(nx.immediate_dominators(goods.reverse(copy=False), "E0"))

    def recurring() -> list[str]:
        held: dict[str, set[str]] = {}
        for link in links:
            if link.deal:
                held.setdefault(link.from_node, set()).add(link.deal)
                held.setdefault(link.to_node, set()).add(link.deal)
        return [node for node, deals in held.items() if len(deals) > 1]

    def conditions() -> list[Any]:
        parts = nx.DiGraph((a.from_node, a.to_node) for a in links if a.kind == "incorporated_in")
        placed = [link for link in links if link.forbids]
        return [nx.descendants(parts, link.from_node) for link in placed if link.from_node in parts]

    for name, ask in (("routes", routes), ("near, 3 steps", near), ("recurring", recurring),
                      ("conditions", conditions), ("without (dominators)", needed)):  # fmt: skip
        timed(f"networkx: {name}", ask, runs)


def main() -> None:
    """Build the graph, warm nothing, ask everything."""
    reading = argparse.ArgumentParser(description=__doc__)
    reading.add_argument("--links", type=int, default=1_000_000)
    reading.add_argument("--runs", type=int, default=3)
    reading.add_argument("--networkx", action="store_true")
    chosen = reading.parse_args()
    begin = time.perf_counter()
    nodes, links = made_up(chosen.links)
    print(f"{len(nodes):,} nodes, {len(links):,} links made in {time.perf_counter() - begin:.1f} s")
    begin = time.perf_counter()
    chains = Chains(nodes, links)
    print(f"arrays of {len(chains.graph):,} links built in {time.perf_counter() - begin:.1f} s", flush=True)
    timed("routes, a part in everything", lambda: chains.routes("I1", "E7"), chosen.runs)
    timed("routes, every controlled item", chains.routes, chosen.runs)
    timed("near, 2 steps of 499 listed", lambda: chains.near(2, DAY), chosen.runs)
    timed("near, 3 steps of 499 listed", lambda: chains.near(3, DAY), chosen.runs)
    timed("near, 6 steps of the hub", lambda: chains.near(6, DAY, party="P0"), chosen.runs)
    timed("recurring", chains.recurring, chosen.runs)
    timed("conditions", chains.conditions, chosen.runs)
    timed("without, end user of the hub", lambda: chains.without("E0"), chosen.runs)
    if chosen.networkx:
        ask_networkx(nodes, links, chosen.runs)


if __name__ == "__main__":
    main()
