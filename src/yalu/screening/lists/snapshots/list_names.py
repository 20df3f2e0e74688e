"""Which lists there are, where each is published, and which of them a name means."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

import msgspec

from yalu.documents.choices import ChoiceError, unknown
from yalu.documents.problems import did_you_mean, one_of, shown
from yalu.screening.lists.formats.list_files import refuse
from yalu.screening.lists.snapshots.bundled import bundled_names
from yalu.screening.lists.snapshots.data_directory import known_lists


class Official(msgspec.Struct, frozen=True):
    """One publication: the lists it brings, its address, and who publishes it."""

    name: str
    lists: tuple[str, ...]
    address: str
    publisher: str


OFFICIAL: tuple[Official, ...] = (
    Official("un", ("un",), "https://scsanctions.un.org/resources/xml/en/consolidated.xml", "UN Security Council"),
    Official(
        "ofac-sdn", ("ofac-sdn",),
        "https://sanctionslistservice.ofac.treas.gov/api/PublicationPreview/exports/SDN.XML", "US Treasury, OFAC",
    ),
    Official(
        "ofac-nonsdn", ("ofac-nonsdn",),
        "https://sanctionslistservice.ofac.treas.gov/api/PublicationPreview/exports/CONSOLIDATED.XML", "US Treasury, OFAC",
    ),
    Official(
        "eu", ("eu",),
        "https://webgate.ec.europa.eu/fsd/fsf/public/files/xmlFullSanctionsList_1_1/content?token=dG9rZW4tMjAxNw",
        "European Commission",
    ),
    Official("uk", ("uk",), "https://sanctionslist.fcdo.gov.uk/docs/UK-Sanctions-List.xml", "UK Foreign Office"),
    Official(
        "us", ("us-entity", "us-denied", "us-meu", "us-nonproliferation", "us-unverified"),
        "https://data.trade.gov/downloadable_consolidated_screening_list/v1/consolidated.json",
        "US Department of Commerce",
    ),
)  # fmt: skip
GROUPS = {"ofac": ("ofac-sdn", "ofac-nonsdn"), "all": tuple(o.name for o in OFFICIAL)}


def publications(names: tuple[str, ...]) -> tuple[Official, ...]:
    """The publications that names mean; no name means all. Raises DocumentError with the nearest name."""
    known = {o.name: o for o in OFFICIAL}
    of_list = {name: o for o in OFFICIAL for name in o.lists}
    found: dict[str, Official] = {}
    for name in names or ("all",):
        for one in GROUPS.get(name, (name,)):
            official = known.get(one) or of_list.get(one)
            if official is None:
                choices = [*known, *GROUPS]
                raise refuse(
                    name[:60], f"there is no list {shown(name)} to fetch{did_you_mean(name, choices)}",
                    rule=f"lists that can be fetched: {one_of(choices)}",
                    next_step="choose one, or load a file: yalu lists update NAME --from FILE",
                )  # fmt: skip
            found[official.name] = official
    return tuple(found.values())


def lists_of(names: tuple[str, ...]) -> frozenset[str]:
    """The lists that names stand for, names we do not know included as they are; empty for all."""
    wanted: set[str] = set()
    for name in names:
        for one in GROUPS.get(name, (name,)):
            wanted |= set(next((o.lists for o in OFFICIAL if o.name == one), (one,)))
    return frozenset(wanted) if "all" not in names else frozenset()


EVERY = "all"


class Scope(msgspec.Struct, frozen=True):
    """The lists that are asked.

    ``named`` were asked for by their own names and ``family`` by the beginning of them (``ofac``); of the
    others that are published, ``rest`` were asked for by nobody by name. ``notes`` say which name was read as what.
    """

    named: tuple[str, ...] = ()
    family: tuple[str, ...] = ()
    rest: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def lists(self) -> tuple[str, ...]:
        """Every list that is asked, in order of name."""
        return tuple(sorted({*self.named, *self.family, *self.rest}))


def scope_of(asked: Sequence[str], home: Path | None = None) -> Scope:
    """The lists that names mean, in any case and with blanks for hyphens; no name means every list.

    Raises ChoiceError for a name that means no list, with the nearest that does.
    """
    here = {*known_lists(home), *bundled_names()}
    known = sorted({*here, *(name for one in OFFICIAL for name in one.lists)})
    if not asked:
        return Scope(rest=tuple(known))
    found: dict[str, set[str]] = {"named": set(), "family": set(), "rest": set()}
    notes: list[str] = []
    for text in asked:
        part, members = _meant("-".join(text.casefold().replace("_", " ").split()), known)
        if not members:
            raise ChoiceError(unknown("list", text, _choices(known)))
        found[part].update(members)
        if members != (text,):
            notes.append(f"{text.strip()} means {', '.join(members)}")
    named, family, rest = (tuple(sorted(found[part])) for part in ("named", "family", "rest"))
    return Scope(named, family, rest, tuple(notes))


def _meant(plain: str, known: Sequence[str]) -> tuple[str, tuple[str, ...]]:
    """How a name means lists, and which: by its own name, as the beginning of names, or every one."""
    if plain in known:
        return "named", (plain,)
    if plain == EVERY:
        return "rest", tuple(known)
    return "family", tuple(name for name in known if plain and name.startswith(f"{plain}-"))


def _choices(known: Iterable[str]) -> list[str]:
    """Every list by name, and every family of lists."""
    names = list(known)
    begin = [name.partition("-")[0] for name in names if "-" in name]
    return sorted({*names, *(one for one in begin if begin.count(one) > 1), EVERY})
