"""Ties chains to the lists of screening, which know nothing of each other: entries by id, with their days."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import cache

from yalu.case.chain_records import Node
from yalu.chains.listings import ListingLookup, LookedUp, NodeListing
from yalu.screening.exact_lookup import Listings
from yalu.screening.records import Listing
from yalu.vocabulary.answers import CANNOT_SAY
from yalu.vocabulary.coverage import Coverage


def listing_lookup(*, bundled: bool = False) -> ListingLookup:
    """A callable that asks the lists for the entries a node names; never by its name, which others may share.

    A node that names no entry is therefore asked about nowhere. ``bundled`` asks only the tables that
    come with Yalu, so that a site is the same on every machine.
    """

    def look(references: tuple[str, ...], name: str, day: date) -> LookedUp:
        del name
        if not references:
            return LookedUp()
        lists = _lists(bundled)
        wanted = {reference.partition(":")[0] for reference in references}
        asked = tuple(source for source in lists.coverage.asked if source.name in wanted)
        missing = tuple(sorted(wanted - {source.name for source in asked}))
        return LookedUp(
            tuple(_listed(found) for found in lists.of(entries=references, on=day)), Coverage(asked, missing)
        )

    return look


def ship_numbers(nodes: Iterable[Node], *, bundled: bool = False) -> dict[str, str]:
    """IMO numbers of the ships among some nodes, by node, as the list entries that they name print them."""
    ships = [node for node in nodes if node.kind == "vessel" and node.listed_as]
    found = {node.id: _lists(bundled).of(entries=node.listed_as) for node in ships}
    return {name: entry.imo for name, held in found.items() for entry in held[::-1] if entry.imo}


@cache
def _lists(bundled: bool) -> Listings:
    from yalu.screening.lists import bundled_parties  # noqa: PLC0415 - tables, only when asked
    from yalu.screening.lists.snapshots.as_of import ListsAsOf, screening_parties  # noqa: PLC0415 - the same
    from yalu.screening.lists.snapshots.bundled import bundled_lists  # noqa: PLC0415 - the same

    if not bundled:
        return Listings(screening_parties())
    return Listings(ListsAsOf(parties=tuple(bundled_parties()), bases=(), infos=bundled_lists()))


def _listed(found: Listing) -> NodeListing:
    return NodeListing(
        entry=found.party, name=found.name, authority=f"list {found.list}", since=found.listed,
        until=found.delisted, on_day=CANNOT_SAY if found.on_day is None else found.on_day,
    )  # fmt: skip
