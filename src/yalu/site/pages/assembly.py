"""The pages of the site: which template tells what. Every value comes from a result or a row."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeVar

from yalu.case.records import Case, Visit
from yalu.site.data.registers import Registers
from yalu.site.data.trade_data import Traded
from yalu.site.data.visit_data import VisitData, in_words, name_of, side_of, way
from yalu.site.drawings.stand_ins import StandIn
from yalu.site.frame.addresses import addressed, snippet
from yalu.site.frame.citations import cite, cite_figure, cite_result, dataset
from yalu.site.frame.figure_page import FigurePage, Site, explained_by, gathered, trail_slug
from yalu.site.frame.menu import grouped
from yalu.site.frame.rooms import Room
from yalu.site.frame.source_pages import shelves
from yalu.site.frame.templates import render
from yalu.site.pages.changes.page import ChangesRoom
from yalu.site.pages.claims.page import ClaimsRoom
from yalu.site.pages.enforcement.page import EnforcementRoom
from yalu.site.pages.figures import Findings
from yalu.site.pages.front.ages import ages
from yalu.site.pages.front.answer import answer
from yalu.site.pages.front.glossary import GLOSSARY, with_terms
from yalu.site.pages.front.lead_findings import Finding, leading, of_figure, of_room, spine
from yalu.site.pages.front.numbers import key_numbers, studied
from yalu.site.pages.front.undecided import undecided
from yalu.site.pages.goods.page import GoodsRoom
from yalu.site.pages.law.measure_cards import InstrumentCards, cards
from yalu.site.pages.law.measure_pages import MeasurePages
from yalu.site.pages.parties.page import PartyPages
from yalu.site.pages.screening.lists import ListsRoom
from yalu.site.pages.search.examples import examples
from yalu.site.pages.search.places import Places
from yalu.site.pages.trade.sections import SECTIONS
from yalu.vocabulary.results import Citation, Result, result_heads, with_unit

K = TypeVar("K", bound=Room)
_BEFORE = (("relations.html", "Visits"), ("crisis.html", "Crises"))
NATIONAL_LAW = "law-national.html"
# A timeline of more dated facts than this is cut at the year.
MOST_DATED, CUT = 300, 2000
_AFTER = (
    ("findings.html", "All findings"),
    ("timeline.html", "Timeline"),
    ("glossary.html", "Glossary"),
    ("method.html", "Method"),
    ("sources.html", "Sources"),
    ("data.html", "Data"),
)
# Sections of the front page and what each is called there; the rooms come before the last.
_HEADINGS = (
    ("relations", "Visits"),
    ("crisis", "After a crisis"),
    ("law", "The law"),
    ("coal", "Coal"),
    ("oil", "Oil"),
    ("dependence", "Dependence"),
    ("after-bans", "After the bans"),
)
_LAST = ("record", "The record itself")
# Figures that stand on the page of another section.
_ALSO = {"relations": "definitions"}
# Sections whose pages show their figures small, or as parts of one.
_SMALL = frozenset({"definitions", "policy.html"})
# Where a figure stands whose section is no page of that name.
_PAGE_OF = {
    "definitions": "relations.html", "events": "timeline.html", "coverage": "sources.html",
    "answers-pattern": "answers.html", "answers-soon": "answers.html",
}  # fmt: skip


class Pages:
    """Renders every page of one build. ``drawn`` holds what stands for each picture by slug."""

    def __init__(
        self, case: Case, observed: VisitData | None, findings: Findings, drawn: Mapping[str, StandIn], site: Site,
        traded: Traded | None = None, rooms: tuple[Room, ...] = (), changes: ChangesRoom | None = None,
    ) -> None:  # fmt: skip
        self.case, self.observed, self.findings, self.drawn, self.site = case, observed, findings, drawn, site
        self.traded, self.rooms, self.changes = traded, rooms, changes
        self.measures = {} if traded is None else {m.id: m for m in traded.regime.measures}
        self.national = frozenset[str]() if traded is None else _national(traded)
        law = (("law.html", "Law"),) if traded is not None else ()
        sections = tuple((f"{s.name}.html", s.short) for s in SECTIONS if findings.sections.get(s.name))
        brought = tuple(entry for room in rooms for entry in room.navigation)
        met = _BEFORE if case.visits or observed is not None else ()
        self.navigation = grouped(
            (*law, *met, *sections, *brought, *_AFTER, *(changes.navigation if changes else ()))
        )
        self.places = self._places()
        self.registers = Registers(case, observed)
        self.numbers = key_numbers(case, observed, frozenset(page.slug for page in findings.all))
        self.visits = {visit.id: visit for visit in case.visits}
        self.results = tuple(self._results())
        cited = gathered(self.results)
        self.shelves = shelves(self.registers.sources(cited))
        self.shelf_pages = {c.source.id: shelf.page for shelf in self.shelves for c in shelf.cited}
        self.law_sources = () if traded is None else _law_sources(traded, self.shelf_pages, cited)
        self.law_only = frozenset(c.id for c in self.law_sources)
        self.parties = self._parties()
        self.rule_numbers = frozenset(case.codebook.rules) if case.codebook is not None else frozenset[str]()

    def all(self) -> Iterator[tuple[str, str]]:
        """Every page as its address and its HTML, but for those of what changed, which lead to all others."""
        yield from self._addressed(self._pages())

    def of_changes(self, places: Places) -> Iterator[tuple[str, str]]:
        """The pages of what changed since an earlier version; none where the site has no such version."""
        if self.changes is not None:
            yield from self._addressed(self.changes.pages(self._page, places, self.results))

    def _addressed(self, pages: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
        for name, html in pages:
            yield name, addressed(name, html, self.site)

    def _pages(self) -> Iterator[tuple[str, str]]:
        """First the many that wait for nothing, while a second process compares options."""
        yield from self.parties.pages(self._page)
        for result in self.results:
            yield self._page(
                f"trails/{trail_slug(result.id)}.html",
                "trail.html",
                result=result,
                explained=explained_by(result.id),
            )
        for visit in self.case.visits:
            yield self._page(f"visits/{visit.id}.html", "visit.html", **self._visit(visit))
        yield from self._top()
        if self.traded is not None:
            yield from self._trade(self.traded)
        for room in self.rooms:
            yield from room.pages(self._page)
        for page in self.findings.all:
            place = self.places.get(page.slug)
            yield self._page(f"figures/{page.slug}.html", "figure.html", page=page, place=place)
            yield self._page(f"embed/{page.slug}.html", "embed.html", page=page)

    def _top(self) -> Iterator[tuple[str, str]]:
        sections = self.findings.sections
        yield self._page(
            "index.html",
            numbers=self.numbers,
            ages=ages(self.case, self.traded, self.findings.all),
            answer=answer(self.case, self.observed, self.traded, self.findings.all),
            spine=spine(self.findings.all),
            undecided=undecided(self.case, self.observed, self.traded, self.findings.all),
            leading=leading(self.findings.all, self.rooms, self.drawn),
            studied=studied(self.case),
        )
        yield self._page("findings.html", sections=tuple(self._findings()))
        yield self._page("glossary.html", glossary=GLOSSARY)
        counted, definitions = sections["relations"], sections["definitions"]
        yield self._page("relations.html", figures=counted, definitions=definitions)
        yield self._page("crisis.html", figures=sections["crisis"])
        yield self._page("search.html", examples=examples(self.case, self.traded))
        yield from self._timeline([page for page in sections["record"] if page.slug == "events"])
        yield from self._lists()

    def _timeline(self, figures: Sequence[FigurePage]) -> Iterator[tuple[str, str]]:
        """Every dated fact; a long record is cut at a year into two lists, so that a page stays light."""
        rows = self.registers.timeline()
        early = [row for row in rows if row.date.earliest.year < CUT] if len(rows) > MOST_DATED else []
        before = "timeline-before.html"
        later = rows[len(early) :]
        yield self._page(
            "timeline.html", figures=figures, rows=later, when=f", {CUT} and later" if early else "",
            other=(before, f"{len(early)} dated facts before {CUT}") if early else None,
        )  # fmt: skip
        if early:
            yield self._page(
                before, "timeline.html", current="timeline.html", figures=(), rows=early, when=f", before {CUT}",
                other=("timeline.html", f"{len(later)} dated facts of {CUT} and later"),
            )  # fmt: skip

    def _places(self) -> dict[str, tuple[str, str, str, str]]:
        """Heading of the menu, address and name of the page that shows each figure, and where on it, by slug."""
        entries = {
            address: (heading, name) for heading, listed in self.navigation for address, name in listed
        }
        found = {}
        for section, pages in self.findings.sections.items():
            for page in pages:
                address = _PAGE_OF.get(
                    page.slug, _PAGE_OF.get(section, section.removesuffix(".html") + ".html")
                )
                if address in entries:
                    where = "" if section in _SMALL else f"#{page.slug}"
                    found[page.slug] = (entries[address][0], address, entries[address][1], where)
        return found

    def _findings(self) -> Iterator[tuple[str, tuple[Finding, ...]]]:
        """Every finding under the heading of its section: what a room finds over all, then its figures."""
        rooms = {room.navigation[0][0]: room for room in self.rooms}
        names = tuple((name, room.navigation[0][1]) for name, room in rooms.items())
        for section, heading in (*_HEADINGS, *names, _LAST):
            said = [of_room(rooms[section])] if section in rooms and rooms[section].headline else []
            pages = [
                *self.findings.sections.get(section, ()),
                *self.findings.sections.get(_ALSO.get(section, ""), ()),
            ]
            if found := (*said, *(of_figure(page) for page in pages)):
                yield heading, found

    def _lists(self) -> Iterator[tuple[str, str]]:
        registers = self.registers
        coverage = [page for page in self.findings.sections["record"] if page.slug == "coverage"]
        yield self._page(
            "data.html", tables=registers.tables(), figures=self.findings.all, dataset=dataset(self.site, self.case),
        )  # fmt: skip
        yield self._page("method.html", rules=registers.rules())
        values: dict[str, Any] = {"figures": coverage, "shelves": self.shelves, "memory": registers.memory()}
        yield self._page("sources.html", **values)
        for shelf in self.shelves:
            yield self._page(
                shelf.page, "shelf.html", current="sources.html", shelf=shelf, shelves=self.shelves
            )
        searched = any(page == "search.html" for _, entries in self.navigation for page, _ in entries)
        yield self._page("404.html", root=self.site.rooted, searched=searched)

    def _trade(self, traded: Traded) -> Iterator[tuple[str, str]]:
        sections = self.findings.sections
        yield from self._law(traded, sections.get("law", ()))
        yield self._page("law-sources.html", current="sources.html", sources=self.law_sources)
        for section in SECTIONS:
            if figures := sections.get(section.name):
                page = f"{section.name}.html"
                yield self._page(page, "section.html", section=section, figures=figures)

    def _law(self, traded: Traded, figures: Sequence[FigurePage]) -> Iterator[tuple[str, str]]:
        """The law; what states have written stands apart where there is law above them, so that a page stays light."""
        groups = cards(self.case, traded)
        national = tuple(
            group for group in groups if self._law_page(group.cards[0].measure.id) == NATIONAL_LAW
        )
        above = tuple(group for group in groups if group not in national)
        common = {"current": "law.html", "title": traded.title, "today": self.site.known_by}
        yield self._page(
            "law.html", **common, here="law.html", heading="What the law says", figures=figures, instruments=above,
            other=(NATIONAL_LAW, "National law") if national else None,
        )  # fmt: skip
        if national:
            yield self._page(
                NATIONAL_LAW, "law.html", **common, here=NATIONAL_LAW, heading="What national law says", figures=(),
                instruments=national, other=("law.html", "International law"),
            )  # fmt: skip
        yield from self._measures(traded, groups).pages(self._page)

    def _measures(self, traded: Traded, groups: Sequence[InstrumentCards]) -> MeasurePages:
        claims, goods, enforcement = (
            self._room(ClaimsRoom),
            self._room(GoodsRoom),
            self._room(EnforcementRoom),
        )
        return MeasurePages(
            self.case, traded, groups, self.results,
            checked=claims.checked if claims else (), items=goods.of_measures() if goods else None,
            act_page=enforcement.act_page if enforcement else None,
        )  # fmt: skip

    def _parties(self) -> PartyPages:
        lists, enforcement = self._room(ListsRoom), self._room(EnforcementRoom)
        return PartyPages(
            self.case, lists.parties if lists else (), whole=[party.id for party in lists.whole] if lists else (),
            act_page=enforcement.act_page if enforcement else None,
        )  # fmt: skip

    def _room(self, kind: type[K]) -> K | None:
        return next((room for room in self.rooms if isinstance(room, kind)), None)

    def _law_page(self, measure: str) -> str:
        """The page on which a measure has its card."""
        return NATIONAL_LAW if measure in self.national else "law.html"

    def _results(self) -> Iterator[Result]:
        """Every result that has a page of its own, each once."""
        seen: set[str] = set()
        shown = (result for page in self.findings.all for result in page.results)
        brought = (result for room in self.rooms for result in room.results())
        for result in (
            *shown,
            *brought,
            *(one for number in self.numbers for one in (number.result, number.earlier) if one is not None),
        ):
            if result.id not in seen:
                seen.add(result.id)
                yield result

    def _visit(self, visit: Visit) -> dict[str, Any]:
        decisions = {}
        place = next(i for i, other in enumerate(self.case.visits) if other.id == visit.id)
        if self.observed is not None:
            decisions = {name: decided[place] for name, decided in self.observed.decisions.items()}
        neighbours = (
            self.case.visits[place - 1] if place else None,
            self.case.visits[place + 1] if place + 1 < len(self.case.visits) else None,
        )
        return {
            "visit": visit,
            "decisions": decisions,
            "steps": [step for step in self.case.steps if step.visit == visit.id],
            "tours": [tour for tour in self.case.tours if tour.visit == visit.id],
            "contradictions": [row for row in self.case.contradictions if row.row == visit.id],
            "posts": [
                self.case.posts[post].title if post in self.case.posts else post for post in visit.posts
            ],
            "previous": neighbours[0],
            "next": neighbours[1],
        }

    def _source_page(self, name: str) -> str:
        return self.shelf_pages.get(name, "law-sources.html" if name in self.law_only else "sources.html")

    def _card(self, values: dict[str, Any]) -> dict[str, Any]:
        """What stands for a page where it is shared: the title of its first figure, and the first that is drawn."""
        named: Iterable[object] = (
            values.get("figures") or values.get("spine") or getattr(values.get("findings"), "all", ()) or ()
        )
        shown = [page for page in (values.get("page"), *named) if isinstance(page, FigurePage)]
        drawn = (page for page in shown if page.slug in self.drawn)
        return {
            "card_words": shown[0].title if shown else "",
            "card_picture": next(drawn, None) if self.site.base else None,
        }

    def _page(
        self, address: str, template: str = "", *, current: str = "", root: str = "", **values: Any
    ) -> tuple[str, str]:
        template, root = template or address, root or "../" * address.count("/")
        # An embed stands on a stranger's page and 404 at any address: neither leads to the glossary.
        linked = template not in {"embed.html", "404.html", "glossary.html"}
        html = render(
            template,
            {
                "site": self.site,
                "case": self.case,
                "observed": self.observed,
                "root": root,
                "current": current or address,
                "navigation": self.navigation,
                "measures": self.measures,
                "changes": self.changes,
                "source_page": self._source_page,
                "law_page": self._law_page,
                "party_page": self.parties.book.page,
                "rule_numbers": self.rule_numbers,
                "drawn": self.drawn,
                "visits": self.visits,
                "way": lambda direction: way(self.case, direction),
                "in_words": lambda why: in_words(self.case, why),
                "side_of": side_of,
                "name_of": lambda side: name_of(self.case, side),
                "state_name": self.case.place,
                "graded": self.registers.graded,
                "published_for": self.registers.published_for,
                "with_unit": with_unit,
                "heads": result_heads,
                "cite": cite,
                "cite_figure": cite_figure,
                "cite_result": cite_result,
                "snippet": snippet,
                **self._card(values),
                **values,
            },
        )
        return address, with_terms(html, root) if linked else html


def _national(traded: Traded) -> frozenset[str]:
    """The measures of states, where the regime also holds law above them; none where it holds one kind only."""
    regime = traded.regime
    layers: dict[str, str] = {}
    for measure in regime.measures:
        layers.setdefault(measure.instrument, regime.layer(measure))
    found = frozenset(m.id for m in regime.measures if layers[m.instrument] == "national")
    return found if len(found) < len(regime.measures) else frozenset()


def _law_sources(
    traded: Traded, elsewhere: Container[str], cited: Iterable[Citation]
) -> tuple[Citation, ...]:
    """The sources of the law that the case does not list itself; of a look back those that anything cites."""
    regime = traded.regime
    used = {c.id for c in cited} | {name for measure in regime.measures for name in measure.sources}
    cited_ids = used if regime.known_by else regime.sources.keys()
    return tuple(
        c for name, c in sorted(regime.sources.items()) if name in cited_ids and name not in elsewhere
    )
