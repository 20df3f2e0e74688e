"""Where each list is published, and what a person may call it."""

from __future__ import annotations

import msgspec

from yalu.documents.problems import did_you_mean, one_of, shown
from yalu.screening.lists.formats.faults import refuse


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
