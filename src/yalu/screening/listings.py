"""Whether a party stands on a list, by exact id or exact name: for others in the house, without any fuzzy matching."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

from yalu.screening.identifiers import SHIP, WORLDWIDE, decides, keys
from yalu.screening.lists.linking import folded
from yalu.screening.lists.standing import Standing
from yalu.screening.records import Identifier, Listing, Party

# Only these name one party wherever they stand; a passport needs its country beside it.
_DECISIVE = WORLDWIDE | {"mmsi"}


class Listings:
    """Looks parties up in one standing of the lists. Build once, ask often."""

    def __init__(self, standing: Standing) -> None:
        self._snapshot = {basis.list: basis.snapshot for basis in standing.bases}
        self._by_id = {party.id: party for party in standing.parties}
        self._by_name: dict[str, list[Party]] = defaultdict(list)
        self._by_number: dict[tuple[str, str], list[Party]] = defaultdict(list)
        for party in standing.parties:
            for key in dict.fromkeys(folded(name.text) for name in party.names if name.kind != "weak"):
                self._by_name[key].append(party)
            for item in party.identifiers:
                if item.kind in _DECISIVE and item.valid is not False:
                    for pair in keys(item):
                        self._by_number[pair].append(party)

    def of(
        self, names: Iterable[str] = (), identifiers: Iterable[tuple[str, str]] = (), entries: Iterable[str] = (),
        on: date | None = None,
    ) -> tuple[Listing, ...]:  # fmt: skip
        """Listings by exact entry id (``un:KPe.001``), identifier (``("imo", "8518780")``) or name, on a day.

        Weak aliases do not count. On a day, an entry listed later or ended before is left out; one without a day of
        listing is kept. Ordered by list, then entry.
        """
        found: dict[str, Party] = {}
        for entry in entries:
            if entry in self._by_id:
                found[entry] = self._by_id[entry]
        for pair in (p for kind, value in identifiers for p in keys(Identifier(kind, value))):
            found |= {party.id: party for party in self._by_number.get(pair, ())}
        for name in names:
            found |= {party.id: party for party in self._by_name.get(folded(name), ())}
        kept = [party for party in found.values() if on is None or _stands(party, on)]
        return tuple(self._listing(party) for party in sorted(kept, key=lambda p: (p.list, p.entry)))

    def _listing(self, party: Party) -> Listing:
        return Listing(
            party=party.id,
            list=party.list,
            name=party.primary,
            listed=party.listed.text if party.listed else "",
            delisted=party.delisted.text if party.delisted else "",
            snapshot=self._snapshot.get(party.list, ""),
            programmes=party.programmes,
            imo=next((i.value for i in party.identifiers if i.kind == SHIP and decides(i)), ""),
        )


def _stands(party: Party, day: date) -> bool:
    if party.delisted is not None and party.delisted.latest < day:
        return False
    return party.listed is None or party.listed.earliest <= day


def listings_of(
    names: Sequence[str], identifiers: Sequence[tuple[str, str]] = (), *, on: date | None = None,
    entries: Sequence[str] = (), standing: Standing | None = None,
) -> tuple[Listing, ...]:  # fmt: skip
    """Listings of one party in the given standing, or in everything stored and bundled."""
    from yalu.screening.lists.standing import screening_parties  # noqa: PLC0415 - loads tables, only when none is given

    return Listings(standing or screening_parties()).of(names, identifiers, entries, on)
