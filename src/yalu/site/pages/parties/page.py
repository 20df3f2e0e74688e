"""The pages of parties: names, status in official acts, listings, chains, who owns whom, ships, answers, sources."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

import msgspec

from yalu.case.chain_records import Deal, Link, Node
from yalu.case.citations import cite
from yalu.case.records import Case, NamedParty, Response
from yalu.chains.citations import link_says
from yalu.chains.words import ASSERTED, NO_TIE, grade_words
from yalu.enforcement.ages import measured_on
from yalu.screening.identifiers import COMPANY, SHIP
from yalu.screening.records import Party
from yalu.screening.scripts import script_of
from yalu.site.data.visit_data import listed
from yalu.site.frame.rooms import Render
from yalu.site.pages.parties.book import PartyBook, PartyRecord
from yalu.vocabulary.results import Citation
from yalu.vocabulary.words.numerals import plural

OWNING = ("owned_by", "controlled_by", "directed_by", "member_of")
MOST = 60  # rows of one kind on one page; the rest are counted


class NameLine(msgspec.Struct, frozen=True):
    """One name of a party, its script, and where it stands so."""

    text: str
    script: str
    places: tuple[str, ...]


class TieLine(msgspec.Struct, frozen=True):
    """One link in words, who asserts it on what grade, with the party at its other end where that has a page."""

    link: Link
    says: str
    grade: str
    other: str
    page: str
    sources: tuple[Citation, ...]


class Chain(msgspec.Struct, frozen=True):
    """One chain in which a party stands, and its links there."""

    deal: Deal
    ties: tuple[TieLine, ...]


class ShipOnPage(msgspec.Struct, frozen=True):
    """A ship that a link ties to a party, with the IMO number that a list prints."""

    name: str
    page: str
    imo: str
    link: str


class PartyPage(msgspec.Struct, frozen=True, kw_only=True):
    """What the house knows of one party."""

    record: PartyRecord
    says: str
    names: tuple[NameLine, ...]
    numbers: tuple[tuple[str, str], ...]
    named_under: tuple[PartyRecord, ...]
    reports: tuple[NamedParty, ...]
    listings: tuple[tuple[Party, bool], ...]
    designations: tuple[TieLine, ...]
    chains: tuple[Chain, ...]
    owning: tuple[TieLine, ...]
    ties: tuple[TieLine, ...]
    ships: tuple[ShipOnPage, ...]
    answers: tuple[tuple[Response, bool], ...]
    sources: tuple[Citation, ...]


class PartyPages:
    """The pages of one case, and the index of them; what all share is asked once.

    ``listed`` are the entries of the lists that stood, ``whole`` the entries that the page on lists tells one by one.
    """

    def __init__(
        self, case: Case, listed: Iterable[Party], *, whole: Iterable[str] = (),
        act_page: Callable[[str], str] | None = None,
    ) -> None:  # fmt: skip
        self._case, self._act_page, self._whole = case, act_page, frozenset(whole)
        self.book = PartyBook(case, listed)
        self._nodes = {node.id: self._called(node) for node in case.nodes}
        self._unnamed = {node.id for node in case.nodes if self._nodes[node.id] is not node}
        self._deals = {deal.id: deal for deal in case.deals}
        self._actions = {action.id: action for action in case.actions}
        self._links: dict[str, list[Link]] = {}
        for link in case.links:
            for end in dict.fromkeys((link.from_node, link.to_node)):
                self._links.setdefault(end, []).append(link)

    def pages(self, page: Render) -> Iterator[tuple[str, str]]:
        """Every party as its address and its HTML, then the index; nothing for a case without parties."""
        party_pages = [self._page(record) for record in self.book.records]
        measured = measured_on(self._case) if party_pages else None
        for one in party_pages:
            yield page(
                f"parties/{one.record.id}.html", "party.html", current="ledger.html", view=one,
                act_page=self._act_page, measured=measured, actions=self._actions, whole=self._whole, most=MOST,
            )  # fmt: skip
        if party_pages:
            yield page("parties.html", current="ledger.html", parties=party_pages, act_page=self._act_page)

    def _called(self, node: Node) -> Node:
        """A node as other pages call it: a person whom no act names by what the record says of them, not by name."""
        if node.kind != "person" or self.book.page("node", node.id) or node.official_action == "unnamed":
            return node
        said = f"a person listed as {node.listed_as[0]}" if node.listed_as else "a person"
        return msgspec.structs.replace(node, name=said)

    def _page(self, record: PartyRecord) -> PartyPage:
        node = record.node.id if record.node else ""
        links = self._links.get(node, [])
        ties = [self._tie(link, node) for link in sorted(links, key=lambda link: link.id)]
        deals = list(dict.fromkeys(tie.link.deal for tie in ties if tie.link.deal in self._deals))
        # What an authority did to others makes their matters none of its own.
        own = {tie.link.deal for tie in ties if tie.link.kind not in NO_TIE or tie.link.from_node == node}
        rest = [tie for tie in ties if tie.link.kind not in {*OWNING, "designated_by"}]
        acts = set() if record.entry is None else {naming.row for naming in record.entry.acts}
        made = PartyPage(
            record=record,
            says="",
            names=self._names(record),
            numbers=_numbers(record.entries),
            named_under=tuple(self.book.named_under.get(node, ())),
            reports=tuple(row for row in record.rows if row.id not in acts and row.schema != "Person"),
            listings=(*((one, True) for one in record.entries), *((one, False) for one in record.also)),
            designations=tuple(tie for tie in ties if tie.link.kind == "designated_by"),
            chains=tuple(
                Chain(self._deals[deal], tuple(tie for tie in rest if tie.link.deal == deal)) for deal in deals
            ),
            owning=tuple(tie for tie in ties if tie.link.kind in OWNING),
            ties=tuple(tie for tie in rest if tie.link.deal not in self._deals),
            ships=self._ships(record, ties),
            answers=self._answers(record, own),
            sources=cite(
                self._case.sources,
                dict.fromkeys(
                    reference
                    for row in (*record.rows, *([record.node] if record.node else ()), *(t.link for t in ties))
                    for reference in row.sources
                ),
            ),
        )  # fmt: skip
        return msgspec.structs.replace(made, says=_says(made), sources=_once(made.sources))

    def _tie(self, link: Link, node: str) -> TieLine:
        other = link.to_node if link.from_node == node else link.from_node
        grade = grade_words(link.grade).capitalize()
        by = f", asserted by {link.asserted_by}" if link.grade in ASSERTED else ""
        # What a source says of a tie may name the person whom the sentence leaves unnamed.
        shown_link = (
            msgspec.structs.replace(link, stated="", condition="") if other in self._unnamed else link
        )
        return TieLine(
            link, link_says(shown_link, self._nodes), f"{grade}{by}",
            self._nodes[other].name, self.book.page("node", other), cite(self._case.sources, link.sources),
        )  # fmt: skip

    def _names(self, record: PartyRecord) -> tuple[NameLine, ...]:
        """Every name once in each writing, those of the same script together."""
        found: dict[str, dict[str, None]] = {}
        for name in record.entry.names if record.entry else (row.name for row in record.rows):
            found.setdefault(name, {})["official acts" if record.entry else "reports"] = None
        if record.node is not None:
            for name in filter(None, (record.node.name, record.node.original_name)):
                found.setdefault(name, {})["the chains"] = None
        for entry in record.entries:
            for one in entry.names:
                kind = "" if one.kind in {"primary", "strong"} else f", {one.kind}"
                found.setdefault(one.text, {})[f"{entry.id}{kind}"] = None
        lines = [NameLine(text, script_of(text), tuple(places)) for text, places in found.items()]
        order = list(dict.fromkeys(["latin", *(line.script for line in lines)]))
        return tuple(sorted(lines, key=lambda line: order.index(line.script)))

    def _ships(self, record: PartyRecord, ties: Sequence[TieLine]) -> tuple[ShipOnPage, ...]:
        if record.kind == "vessel":
            return ()
        found: dict[str, ShipOnPage] = {}
        for tie in ties:
            for end in (tie.link.from_node, tie.link.to_node):
                ship = self.book.of_node.get(end)
                if ship is not None and ship.kind == "vessel" and end not in found:
                    number = next(
                        (value for name, value in _numbers(ship.entries) if name == "IMO number"), ""
                    )
                    found[end] = ShipOnPage(ship.name, tie.page, number, tie.link.kind)
        return tuple(found.values())

    def _answers(self, record: PartyRecord, deals: set[str]) -> tuple[tuple[Response, bool], ...]:
        """Answers to an act that names the party, then those on the same matter."""
        acts = {row.action for row in record.rows}
        matters = {self._actions[act].matter for act in acts if act in self._actions} | deals
        found = [
            (answer, answer.action in acts)
            for answer in self._case.responses
            if answer.action in acts or answer.matter in matters
        ]
        return tuple(sorted(found, key=lambda one: (not one[1], one[0].date.earliest, one[0].id)))


def _numbers(entries: Iterable[Party]) -> tuple[tuple[str, str], ...]:
    """IMO numbers of a ship or a company as its entries print them, where their check digit holds."""
    called: Mapping[str, str] = {SHIP: "IMO number", COMPANY: "Company IMO number"}
    found = dict.fromkeys(
        (called[one.kind], one.value)
        for entry in entries
        for one in entry.identifiers
        if one.kind in called and one.valid is not False
    )
    return tuple(found)


def _once(cited: Iterable[Citation]) -> tuple[Citation, ...]:
    return tuple({citation.id: citation for citation in cited}.values())


def _says(view: PartyPage) -> str:
    """What is on record of a party, counted: acts and authorities, listings, chains."""
    record = view.record
    acts = record.entry.acts if record.entry else ()
    parts = []
    if acts:
        who = plural(len({act.authority for act in acts}), "authority", "authorities")
        first, last = acts[0].date[:4], acts[-1].date[:4]
        parts.append(
            f"{plural(len(acts), 'official act')} of {who} {f'in {first}' if first == last else f'from {first} to {last}'}"
        )
    if view.reports:
        parts.append(plural(len(view.reports), "report that names it", "reports that name it"))
    if record.entries:
        parts.append(plural(len(record.entries), "list entry", "list entries"))
    if view.chains:
        parts.append(f"a place in {plural(len(view.chains), 'chain')}")
    if view.ties and not view.chains:
        parts.append(plural(len(view.ties), "tie that a list states", "ties that lists state"))
    return f"On record: {listed(parts) or 'a name and a role'}."
