"""The trail of an answer that rests on links: their rows, how strong they are, and the days they span."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from yalu.case.chain_records import Link
from yalu.chains.citations import link_row, link_support
from yalu.vocabulary.coverage import Observed
from yalu.vocabulary.results import Trail
from yalu.vocabulary.strength import Strength

if TYPE_CHECKING:
    from yalu.chains.facade import Chains


def trail_of(chains: Chains, names: Sequence[str], steps: tuple[str, ...]) -> Trail:
    """The trail of an answer that rests on these links, in this order."""
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
