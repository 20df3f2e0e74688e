"""Small graphs made in a line or two, and the bundled chains read once."""

import pytest

from yalu.case.chain_records import Deal, Knowledge, Link, Node
from yalu.chains.facade import Chains
from yalu.opening import open_case
from yalu.vocabulary.dates import parse_date

KINDS = {
    "p": "company",
    "i": "machine",
    "c": "component",
    "e": "programme",
    "b": "body",
    "k": "bank",
    "v": "vessel",
}


def node(name: str, **more) -> Node:
    """A node whose first letter says its kind."""
    return Node(id=name, kind=KINDS[name[0]], name=name.upper(), **more)


def link(text: str, name: str = "", **more) -> Link:
    """A link from “from kind to”, such as “p1 supplied c1”."""
    one, kind, two = text.split()
    for key in ("start", "end", "seen_on"):
        if isinstance(more.get(key), str):
            more[key] = parse_date(more[key])
    more = {"asserted_by": "somebody", "grade": "official_finding", "deal": "d1"} | more
    return Link(id=name or text.replace(" ", "-"), from_node=one, kind=kind, to_node=two, **more)


def chains_of(*texts: str | Link, nodes: tuple[Node, ...] = (), **more) -> Chains:
    """Chains of links given as texts or links; nodes that are not given are made."""
    links = [text if isinstance(text, Link) else link(text) for text in texts]
    held = {one.id: one for one in nodes}
    for one in links:
        for end in (one.from_node, one.to_node):
            held.setdefault(end, node(end))
    deals = [
        Deal(id=d, title=d, scope="target", summary=d)
        for d in sorted({one.deal for one in links if one.deal})
    ]
    return Chains(list(held.values()), links, deals=more.pop("deals", deals), **more)


def fact(sign: str, support: str = "publisher", *, date: str = "2015", shown: str = "", exculpatory: str = "no",
         by: str = "somebody", name: str = "", actor: str = "p1", proposition: str = "destination") -> Knowledge:  # fmt: skip
    """One fact of knowledge about p1 in the deal d1."""
    return Knowledge(
        id=name or f"{sign}-{support}-{by}", deal="d1", actor=actor, date=parse_date(date),
        shown=parse_date(shown) if shown else None, proposition=proposition, sign=sign, support=support,
        exculpatory=exculpatory, text=sign, asserted_by=by,
    )  # fmt: skip


@pytest.fixture(scope="session")
def bundled() -> Chains:
    return open_case("china-dprk").chains
