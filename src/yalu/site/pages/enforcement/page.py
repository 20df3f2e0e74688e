"""The room of enforcement: the ledger, the register of persons, and the answers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import groupby

import msgspec

from yalu.case.records import Case
from yalu.enforcement.ages import aged, measured_on
from yalu.enforcement.facade import AnswerLog, EnforcementLedger, ListedAction
from yalu.site.charts.frame import unchecked
from yalu.site.data.trade_data import Traded
from yalu.site.data.visit_data import listed
from yalu.site.frame.figure_page import FigurePage, Site
from yalu.site.frame.rooms import Render
from yalu.site.pages.enforcement import figures as tell
from yalu.site.pages.enforcement import responses as said_of
from yalu.vocabulary.dates import parse_date
from yalu.vocabulary.results import Result, evidence_lines
from yalu.vocabulary.tables import Results
from yalu.vocabulary.words.numerals import plural

# A row takes about 800 bytes of a page, and a page stays below 200 kB with its figures.
MOST_ACTS = 120
_COUNTED = ("shipments", "accounts", "persons", "entities", "vessels")


class ActsPage(msgspec.Struct, frozen=True):
    """One page of the ledger: the acts of some years, the latest year first."""

    address: str
    acts: tuple[ListedAction, ...]

    @property
    def span(self) -> str:
        """“2017 to 2025”, or the one year."""
        first, last = self.acts[-1].date[:4], self.acts[0].date[:4]
        return last if first == last else f"{first} to {last}"


class EnforcementRoom:
    """Pages on what was done and what was answered."""

    navigation: tuple[tuple[str, str], ...] = (("ledger.html", "Enforcement"), ("answers.html", "Answers"))

    def __init__(self, case: Case) -> None:
        self.case = case
        self.ledger, self.log = EnforcementLedger(case), AnswerLog(case)
        self.home = self.ledger.home_share(case.partner)
        self.headline = tell.home_title(case, self.home)
        with unchecked():
            found = (
                tell.money(case, self.ledger),
                tell.followed(self.ledger),
                tell.delays(case, self.ledger),
            )
            said = (said_of.pattern(case, self.log), said_of.soon(case, self.log)) if case.responses else ()
        self._done = tuple(page for page in found if page is not None)
        self._said = tuple(page for page in said if page is not None)
        if not case.responses:
            self.navigation = (("ledger.html", "Enforcement"),)

    def figures(self) -> tuple[FigurePage, ...]:
        """Money, what followed, delays; kinds of answer and how soon they came."""
        return (*self._done, *self._said)

    def pages(self, page: Render) -> Iterator[tuple[str, str]]:
        """The ledger, the register, the answers."""
        acts, named = self._acts, self.ledger.register()
        parts = self._parts
        for part in parts:
            yield page(
                part.address, "ledger.html", current="ledger.html", figures=self._done if part is parts[0] else (),
                part=part, parts_of_ledger=parts, act_page=self.act_page, all=len(acts), headline=self.headline,
                home=self.home, counts=_counts, status=self._status,
                evidence=evidence_lines(acts.coverage, observed=self.ledger.observed),
            )  # fmt: skip
        yield page(
            "register.html", current="ledger.html", act_page=self.act_page, entries=list(named),
            measured=measured_on(self.case).isoformat(), listed=listed,
            evidence=evidence_lines(named.coverage, observed=self.ledger.observed),
        )  # fmt: skip
        if self.case.responses:
            answers = self.log.list()
            yield page(
                "answers.html", figures=self._said, act_page=self.act_page, answers=list(answers),
                evidence=evidence_lines(answers.coverage, observed=self.log.observed),
                reversals=list(self.log.reversals()), after=list(self.log.what_came_after()),
                warning=self.log.warning, headline=said_of.answers_headline(self.case, self.log),
            )  # fmt: skip

    def act_page(self, act: str) -> str:
        """The page of the ledger on which an act stands, by its id."""
        return self._page_of[act]

    @cached_property
    def _acts(self) -> Results[ListedAction]:
        return self.ledger.list()

    @cached_property
    def _parts(self) -> list[ActsPage]:
        return acts_pages(list(self._acts))

    @cached_property
    def _page_of(self) -> dict[str, str]:
        return {act.id: part.address for part in self._parts for act in part.acts}

    def _status(self, act: ListedAction) -> str:
        """A status that lasts with its age on the last day on record, and that a finding was withdrawn."""
        said = aged(act.status, parse_date(act.status_date), measured_on(self.case)) if act.status else ""
        return "; ".join(filter(None, (said, f"withdrawn {act.withdrawn}" if act.withdrawn else "")))

    def results(self) -> tuple[Result, ...]:
        """The shares at home, each with its trail."""
        return (self.ledger.home_share(), self.home)

    def files(self) -> dict[str, bytes]:
        """None: the tables of the case are under the data already."""
        return {}


def acts_pages(acts: Iterable[ListedAction], most: int = MOST_ACTS) -> list[ActsPage]:
    """The acts by year, cut between years into pages of at most ``most`` acts; a year of more stays whole."""
    groups: list[list[ListedAction]] = [[]]
    ordered = sorted(acts, key=lambda act: act.date[:4], reverse=True)
    for _, same in groupby(ordered, key=lambda act: act.date[:4]):
        year = [*same]
        if groups[-1] and len(groups[-1]) + len(year) > most:
            groups.append([])
        groups[-1] += year
    return [
        ActsPage(f"ledger-{number}.html" if number > 1 else "ledger.html", tuple(held))
        for number, held in enumerate(groups, start=1)
    ]


def _counts(act: ListedAction) -> str:
    one = {"persons": "person", "entities": "entity"}
    parts = [
        plural(getattr(act, name), one.get(name, name.removesuffix("s")), name)
        for name in _COUNTED
        if getattr(act, name) is not None
    ]
    return ", ".join(parts)


def open_room(case: Case, site: Site, traded: Traded | None) -> EnforcementRoom | None:
    """The room of a case that has actions."""
    del site, traded
    return EnforcementRoom(case) if case.actions else None
