"""Whether a party stands on a list, by exact id or exact name: for others in the house, without any fuzzy matching."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

from yalu.screening.identifiers import SHIP, WORLDWIDE, decides, keys
from yalu.screening.lists.formats.entry_values import folded
from yalu.screening.lists.snapshots.as_of import ListsAsOf, stood
from yalu.screening.records import Identifier, Listing, Party
from yalu.vocabulary.coverage import Asked, Coverage
from yalu.vocabulary.dates import DateError, parse_date

# Only these name one party wherever they stand; a passport needs its country beside it.
_DECISIVE = WORLDWIDE | {"mmsi"}


class Listings:
    """Looks parties up in one standing of the lists. Build once, ask often."""

    def __init__(self, against: ListsAsOf) -> None:
        self._snapshot = {basis.list: basis.snapshot for basis in against.bases}
        self._seen = {info.list: _last_day(info.date) for info in against.infos}
        parts = {basis.list for basis in against.bases if basis.how == "bundled"}
        self.coverage = Coverage(
            tuple(
                Asked(
                    name=info.list, kind="list", entries=info.parties, as_of=_iso(self._seen[info.list]),
                    whole=False if info.source == "bundled" or info.list in parts or info.left_out else None,
                    left_out=info.left_out,
                )
                for info in against.infos
            )
        )  # fmt: skip
        self._by_id = {party.id: party for party in against.parties}
        self._by_name: dict[str, list[Party]] = defaultdict(list)
        self._by_number: dict[tuple[str, str], list[Party]] = defaultdict(list)
        for party in against.parties:
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
        """Listings by exact entry id (``un:KPe.001``), identifier (``("imo", "8518780")``) or name.

        Weak aliases do not count. With a day every listing carries in ``on_day`` whether it stood that day; one that
        did not is there too. An entry without a day of listing stood at least on the day of the copy that has it.
        Ordered by list, then entry.
        """
        found: dict[str, Party] = {}
        for entry in entries:
            if entry in self._by_id:
                found[entry] = self._by_id[entry]
        for pair in (p for kind, value in identifiers for p in keys(Identifier(kind, value))):
            found |= {party.id: party for party in self._by_number.get(pair, ())}
        for name in names:
            found |= {party.id: party for party in self._by_name.get(folded(name), ())}
        ordered = sorted(found.values(), key=lambda p: (p.list, p.entry))
        return tuple(self._listing(party, on) for party in ordered)

    def _listing(self, party: Party, on: date | None) -> Listing:
        return Listing(
            party=party.id,
            list=party.list,
            name=party.primary,
            listed=party.listed.text if party.listed else "",
            delisted=party.delisted.text if party.delisted else "",
            snapshot=self._snapshot.get(party.list, ""),
            programmes=party.programmes,
            on_day=None if on is None else stood(party, on, self._seen.get(party.list)),
            imo=next((i.value for i in party.identifiers if i.kind == SHIP and decides(i)), ""),
        )


def _last_day(text: str) -> date | None:
    """The last day that the date of a copy can mean: on that day at the latest its entries were seen."""
    try:
        return parse_date(text).latest if text else None
    except DateError:
        return None


def _iso(day: date | None) -> str:
    return "" if day is None else day.isoformat()


def listings_of(
    names: Sequence[str], identifiers: Sequence[tuple[str, str]] = (), *, on: date | None = None,
    entries: Sequence[str] = (), standing: ListsAsOf | None = None,
) -> tuple[Listing, ...]:  # fmt: skip
    """Listings of one party in the given standing, or in everything stored and bundled."""
    from yalu.screening.lists.snapshots.as_of import screening_parties  # noqa: PLC0415 - loads tables, only when none is given

    return Listings(standing or screening_parties()).of(names, identifiers, entries, on)
