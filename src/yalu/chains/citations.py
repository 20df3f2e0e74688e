"""Rows of chains as trails name them: what a link says in words, with its sources."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from yalu.case.chain_records import Link, Node
from yalu.case.citations import attributed, cite, supported_by
from yalu.case.records import Source
from yalu.chains.formats.entity_values import share_of
from yalu.chains.words import ASSERTED, SAID, grade_words
from yalu.vocabulary.results import TrailRow
from yalu.vocabulary.strength import Support


def when(link: Link) -> str:
    """When a link held, in the dates as written; empty when none is stated. Last seen is no end."""
    first, last = (str(link.start or ""), str(link.end or ""))
    if link.seen_on is not None and not last:
        return f"since {first}, last seen on {link.seen_on}" if first else f"as seen on {link.seen_on}"
    if first == last or not last:
        return first if link.kind != "designated_by" or not first else f"since {first}"
    return f"{first} to {last}" if first else f"until {last}"


def link_says(link: Link, nodes: Mapping[str, Node]) -> str:
    """A link as a sentence: who, what, whom, when, how much, under which condition."""
    one = nodes[link.from_node].name if link.from_node in nodes else link.from_node
    two = nodes[link.to_node].name if link.to_node in nodes else link.to_node
    parts = [f"{one} {SAID[link.kind]} {two}"]
    if held := when(link):
        parts.append(held)
    if link.share is not None:
        parts.append(f"{link.share.normalize():f} %")
    if link.stated and not (link.share is not None and "%" in link.stated):
        parts.append(link.stated)
    said = ", ".join(parts)
    return f"{said} ({link.condition})" if link.condition else said


def share_of_link(link: Link) -> Decimal | None:
    """How much of what is owned a link says is held, in percent: its share, or a percentage that is all it states."""
    if link.kind != "owned_by":
        return None
    if link.share is None and "%" in link.stated:
        return share_of(link.stated)
    return link.share


def link_row(
    link: Link, nodes: Mapping[str, Node], sources: Mapping[str, Source], *, role: str = "", why: str = ""
) -> TrailRow:
    """A link as one row of a trail."""
    return TrailRow(
        link.id,
        link_says(link, nodes),
        role=role or grade_words(link.grade),
        why=why or f"asserted by {link.asserted_by}",
        sources=cite(sources, link.sources),
    )


def link_support(link: Link, sources: Mapping[str, Source]) -> Support:
    """How strong a support a link is: somebody's report where no court, official or company says it of itself.

    A doubted link is its asserter's word.
    """
    reporter = link.asserted_by if link.grade in ASSERTED else ""
    return attributed(supported_by(sources, link, reported_by=reporter), link.asserted_by)
