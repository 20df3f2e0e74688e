"""A deal in a row, and who of its parties was listed on the day."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import msgspec

from yalu.case.chain_records import Deal
from yalu.chains.listings import NodeListing
from yalu.chains.words import GRADES, PARTIES, weakest
from yalu.vocabulary.answers import CANNOT_SAY, Answer
from yalu.vocabulary.dates import PartialDate, parse_date

if TYPE_CHECKING:
    from yalu.chains.facade import Chains


class ChainRow(msgspec.Struct, frozen=True, kw_only=True):
    """One deal as the list of all shows it. ``known`` is the verdict with K, S, actor and day, or why there is none."""

    deal: str
    title: str
    scope: str
    summary: str
    items: str
    known: str
    verdict: str
    k: int | None
    s: int | None
    stated: str
    differs: str
    strongest: str
    weakest: str
    links: int
    status: str


class ListedThen(msgspec.Struct, frozen=True, kw_only=True):
    """Whether one party was on one list on the last day of a deal; of an inexact day only what holds on every day of it."""

    deal: str
    node: str
    name: str
    day: str
    entry: str
    authority: str
    since: str
    until: str
    on_day: Answer


def chain_row(chains: Chains, deal: Deal) -> ChainRow:
    """One deal in a row: the rung the compilers scored, else the highest computed one."""
    rungs = list(chains.knowledge(deal.id))
    rung = rungs[0] if rungs else None
    links = chains.links_of(deal.id)
    grades = tuple(link.grade for link in links)
    stated = f"K{deal.stated_k} S{deal.stated_s}" if deal.stated_k is not None else ""
    return ChainRow(
        deal=deal.id,
        title=deal.title,
        scope=deal.scope,
        summary=deal.summary,
        items=deal.items,
        known=rung.said if rung else "no fact about anybody’s knowledge on record",
        verdict=rung.verdict if rung else "",
        k=rung.k if rung else None,
        s=rung.s if rung else None,
        stated=stated,
        differs=rung.differs if rung else "",
        strongest=min(grades, key=GRADES.index, default=""),
        weakest=weakest(grades),
        links=len(links),
        status=deal.status,
    )


def listed_then(chains: Chains, deal: Deal) -> list[ListedThen]:
    """Every listing of every party of a deal, with what it says of the last day of the deal."""
    if deal.as_of is None:
        return []
    day = deal.as_of
    ends = sorted({end for link in chains.links_of(deal.id) for end in (link.from_node, link.to_node)})
    rows = []
    for end in ends:
        node = chains.nodes[end]
        if node.kind not in PARTIES:
            continue
        rows += [
            ListedThen(
                deal=deal.id, node=end, name=node.name, day=str(day), entry=one.entry,
                authority=one.authority, since=one.since, until=one.until, on_day=stood,
            )
            for one, stood in _stood(chains, end, day)
        ]  # fmt: skip
    return rows


def _stood(chains: Chains, node: str, when: PartialDate) -> Iterator[tuple[NodeListing, Answer]]:
    """The listings of a node with what each says of a day of which perhaps only month or year is known."""
    first = {(one.entry, one.since, one.until): one.on_day for one in chains.listings.on(node, when.earliest)}
    for one in chains.listings.on(node, when.latest):
        turns = (parse_date(text) for text in (one.since, one.until) if text)
        inside = not when.exact and any(t.earliest <= when.latest and t.latest > when.earliest for t in turns)
        same = first.get((one.entry, one.since, one.until)) == one.on_day
        yield one, one.on_day if same and not inside else CANNOT_SAY
