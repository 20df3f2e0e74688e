"""The page on lists: how the bundled list grew round by round, what is bundled, what is stored, how to load the rest."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import msgspec

from yalu.case.records import Case
from yalu.law.text.targets import regimes_on
from yalu.screening.lists.snapshots.as_of import compare, stood
from yalu.screening.lists.snapshots.bundled import (
    bundled_lists,
    bundled_parties,
    bundled_sources,
    bundled_tables,
)
from yalu.screening.lists.snapshots.data_directory import known_lists
from yalu.screening.lists.snapshots.list_names import OFFICIAL
from yalu.screening.lists.snapshots.store import first_day, snapshots
from yalu.screening.records import Party, SnapshotInfo
from yalu.site.data.trade_data import Traded
from yalu.site.frame.figure_page import FigurePage, Site
from yalu.site.frame.rooms import Render
from yalu.site.pages.screening.list_sizes import grown, rounds_of
from yalu.vocabulary.answers import YES
from yalu.vocabulary.results import Result
from yalu.vocabulary.words.numerals import plural


class StoredPair(msgspec.Struct, frozen=True):
    """Two neighbouring stored snapshots of an official list, and how much changed between them."""

    list: str
    old: str
    new: str
    entries: int
    added: int
    removed: int
    changed: int


class ListEntryRow(msgspec.Struct, frozen=True):
    """One entry of a list as its page tells it; ``also`` are its further names in Latin letters."""

    party: str
    id: str
    list: str
    kind: str
    name: str
    original: str
    listed: str
    role: str
    also: str
    ship: str


class ListsRoom:
    """One page, one figure, and the bundled tables as downloads."""

    navigation = (("lists.html", "Lists"),)
    headline = ""

    def __init__(
        self, regime: str, parties: tuple[Party, ...], until: str = "", *, whole: str | None = None
    ) -> None:
        """``whole`` names the list that is bundled whole, where ``parties`` are those of a day and no longer tell."""
        self._regime, self.parties = regime, parties
        self._whole = next((one.list for one in _whole_list(parties)), "") if whole is None else whole
        self.whole = [party for party in parties if party.list == self._whole]
        self._parts = [party for party in parties if party.list != self._whole]
        self._figure = (
            grown(self.whole, _title(self.whole[0].list), _copied(self.whole[0].list), until)
            if self.whole
            else None
        )

    def figures(self) -> tuple[FigurePage, ...]:
        """How the list that is bundled whole grew."""
        return (self._figure,) if self._figure is not None else ()

    def pages(self, page: Render) -> Iterator[tuple[str, str]]:
        """The page of the lists, and one with the entries of those that are bundled in part."""
        rounds = rounds_of(self.whole)
        yield page(
            "lists.html",
            figures=self.figures(),
            whole=self._whole,
            headline=self._figure.title
            if self._figure is not None
            else f"{plural(len(self.whole), 'entry', 'entries')} in {plural(len(rounds), 'round')}",
            infos=self._infos(),
            scripts=_scripts(self.parties),
            entries=[_entry(party) for party in self.whole],
            stored=_stored(),
            official=OFFICIAL,
            sources=bundled_sources(),
            tables=sorted(bundled_tables(self._regime)),
            parts=len(self._parts),
        )
        if self._parts:
            yield page(
                "lists-parts.html", current="lists.html", entries=[_entry(party) for party in self._parts],
            )  # fmt: skip

    def results(self) -> tuple[Result, ...]:
        """None beyond those under the figure."""
        return ()

    def files(self) -> dict[str, bytes]:
        """The bundled tables as they are."""
        return {f"lists/{name}": content for name, content in bundled_tables(self._regime).items()}

    def _infos(self) -> list[SnapshotInfo]:
        """Each list with what of it is on this site, which is less than was copied where it looks back."""
        found = []
        for info in bundled_lists():
            here = [party for party in self.parties if party.list == info.list]
            if here:
                found.append(msgspec.structs.replace(
                    info, parties=len(here), names=sum(len(party.names) for party in here),
                    by_schema=dict(sorted(Counter(party.schema for party in here).items())),
                ))  # fmt: skip
        return found


def _whole_list(parties: tuple[Party, ...]) -> list[Party]:
    """The list with a day for every entry and no vessels: the one that is bundled whole."""
    by_list: dict[str, list[Party]] = {}
    for party in parties:
        by_list.setdefault(party.list, []).append(party)
    dated = [
        found
        for found in by_list.values()
        if all(p.listed is not None and p.schema != "Vessel" for p in found)
    ]
    return max(dated, key=lambda found: (len(found), found[0].list), default=[])


def _title(name: str) -> str:
    return {"un": "UN", "eu": "EU", "uk": "UK"}.get(name, name)


def _copied(name: str) -> str:
    return next(info.date for info in bundled_lists() if info.list == name)


def _scripts(parties: tuple[Party, ...]) -> list[tuple[str, int]]:
    """How many names are in each script, the most first."""
    counts = Counter(name.script for party in parties for name in party.names)
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))


def _entry(party: Party) -> ListEntryRow:
    original = "; ".join(name.text for name in party.names if name.script not in {"latin", "mixed"})
    latin = [name.text for name in party.names if name.script == "latin" and name.text != party.primary]
    return ListEntryRow(
        party=party.id,
        id=party.entry,
        list=party.list,
        kind=party.schema,
        name=party.primary,
        original=original,
        listed=party.listed.text if party.listed else "",
        role=party.remarks,
        also="; ".join(dict.fromkeys(latin)),
        ship=", ".join(one.value for one in party.identifiers if one.kind == "imo"),
    )


def _stored() -> list[StoredPair]:
    """What changed between the last two stored snapshots of each official list; a list of one's own is left out."""
    official = {name for one in OFFICIAL for name in one.lists}
    found = []
    for name in known_lists():
        listed = snapshots(name)
        if name not in official or len(listed) < 2:
            continue
        old, new = listed[-2:]
        difference = compare(old, new)
        counts = [len(difference.of(kind)) for kind in ("added", "removed", "changed")]
        found.append(StoredPair(name, old.info.date, new.info.date, new.info.parties, *counts))
    return found


def open_room(case: Case, site: Site, traded: Traded | None) -> ListsRoom | None:
    """The room of a case under a regime with bundled listings, as known on the day of the case."""
    del site
    if traded is None or traded.regime.name not in regimes_on(case.target):
        return None  # a regime of one's own brings no list, whatever its folder is called
    parties = bundled_parties(traded.regime.name)
    whole = next((party.list for party in _whole_list(parties)), "")
    until = first_day(case.known_by) if case.known_by else None
    if until is not None:
        parties = tuple(p for p in parties if stood(p, until) is YES)
    return ListsRoom(traded.regime.name, parties, case.known_by, whole=whole) if parties else None
