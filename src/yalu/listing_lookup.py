"""Ties chains to the lists of screening, which know nothing of each other: entries by id, with their days."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache

from yalu.case.chain_records import Node
from yalu.chains.listings import Answer, Listed, ListingLookup
from yalu.screening.listings import Listings
from yalu.screening.records import Listing
from yalu.vocabulary.dates import DateError, parse_date


def listing_lookup(*, bundled: bool = False) -> ListingLookup:
    """A callable that asks the lists for the entries a node names; never by its name, which others may share.

    ``bundled`` asks only the tables that come with Yalu, so that a site is the same on every machine.
    """

    def look(references: tuple[str, ...], name: str, day: date) -> Iterator[Listed]:
        del name
        if not references:
            return
        for found in _lists(bundled).of(entries=references):
            yield Listed(
                entry=found.party, name=found.name, authority=_words(found), since=found.listed,
                until=found.delisted, on_day=_on(found, day),
            )  # fmt: skip

    return look


def ship_numbers(nodes: Iterable[Node], *, bundled: bool = False) -> dict[str, str]:
    """IMO numbers of the ships among some nodes, by node, as the list entries that they name print them."""
    ships = [node for node in nodes if node.kind == "vessel" and node.listed_as]
    found = {node.id: _lists(bundled).of(entries=node.listed_as) for node in ships}
    return {name: entry.imo for name, held in found.items() for entry in held[::-1] if entry.imo}


@cache
def _lists(bundled: bool) -> Listings:
    from yalu.screening.lists import bundled_parties  # noqa: PLC0415 - tables, only when asked
    from yalu.screening.lists.standing import Standing, screening_parties  # noqa: PLC0415 - the same

    return Listings(Standing(parties=tuple(bundled_parties()), bases=()) if bundled else screening_parties())


def _words(found: Listing) -> str:
    return f"list {found.list}"


def _on(found: Listing, day: date) -> Answer:
    """What an entry says of a day; one without a day of listing says nothing."""
    try:
        since = parse_date(found.listed) if found.listed else None
        until = parse_date(found.delisted) if found.delisted else None
    except DateError:
        return "cannot_say"
    if since is None:
        return "cannot_say"
    if since.earliest > day or (until is not None and until.latest < day):
        return "no"
    return "yes" if since.latest <= day else "cannot_say"
