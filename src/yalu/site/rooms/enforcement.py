"""The room of enforcement: the ledger, the register of persons, the answers, and goods with their thresholds."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from yalu.case.records import Case
from yalu.enforcement.ages import aged, measured_on
from yalu.enforcement.facade import AnswerLog, EnforcementLedger, ListedAction
from yalu.goods.classifying import classify
from yalu.goods.conditions import limits, line_limit
from yalu.goods.items import item_of
from yalu.goods.opening import Goods, open_goods
from yalu.goods.records import Condition, Entry
from yalu.site.charts.frame import unchecked
from yalu.site.figures import FigurePage, Site
from yalu.site.observed import listed
from yalu.site.rooms import Render
from yalu.site.rooms import enforcement_answers as said_of
from yalu.site.rooms import enforcement_figures as tell
from yalu.site.traded import Traded
from yalu.vocabulary.dates import parse_date
from yalu.vocabulary.numerals import plural
from yalu.vocabulary.results import Citation, Result, evidence_lines

_COUNTED = ("shipments", "accounts", "persons", "entities", "vessels")


class YearOfActs(msgspec.Struct, frozen=True):
    """The acts of one year."""

    year: str
    acts: tuple[ListedAction, ...]


class ListOfEntries(msgspec.Struct, frozen=True):
    """One control list with its entries as the page tells them."""

    id: str
    title: str
    version: str
    note: str
    left_out: tuple[str, ...]
    entries: tuple[ToldEntry, ...]


class ToldEntry(msgspec.Struct, frozen=True):
    """One entry: its threshold as lines of a nested list, with its depth."""

    entry: Entry
    lines: tuple[tuple[int, str], ...]
    sources: tuple[Citation, ...]


class EnforcementRoom:
    """Pages on what was done and what was answered. ``goods`` is None when no list can be read."""

    navigation = (("ledger.html", "Enforcement"), ("answers.html", "Answers"), ("goods.html", "Goods"))
    headline = ""

    def __init__(self, case: Case, goods: Goods) -> None:
        self.case, self.goods = case, goods
        self.ledger, self.log = EnforcementLedger(case), AnswerLog(case)
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
            self.navigation = (("ledger.html", "Enforcement"), ("goods.html", "Goods"))  # type: ignore[assignment]

    def figures(self) -> tuple[FigurePage, ...]:
        """Money, what followed, delays; kinds of answer and how soon they came."""
        return (*self._done, *self._said)

    def pages(self, page: Render) -> Iterator[tuple[str, str]]:
        """The ledger, the register, the answers, the goods."""
        acts, named = self.ledger.list(), self.ledger.register()
        home = self.ledger.home_share(self.case.partner)
        yield (
            "ledger.html",
            page(
                "ledger.html",
                current="ledger.html",
                figures=self._done,
                years=_by_year(list(acts)),
                number=self.ledger.count("actions").value,
                all=len(acts),
                home=home,
                counts=_counts,
                status=self._status,
                state=self.case.names.get("partner", self.case.partner),
                evidence=evidence_lines(acts.coverage, observed=self.ledger.observed),
            ),
        )
        yield (
            "register.html",
            page(
                "register.html",
                current="ledger.html",
                entries=list(named),
                measured=measured_on(self.case).isoformat(),
                listed=listed,
                evidence=evidence_lines(named.coverage, observed=self.ledger.observed),
            ),
        )
        if self.case.responses:
            answers = self.log.list()
            yield (
                "answers.html",
                page(
                    "answers.html",
                    current="answers.html",
                    figures=self._said,
                    answers=list(answers),
                    evidence=evidence_lines(answers.coverage, observed=self.log.observed),
                    reversals=list(self.log.reversals()),
                    after=list(self.log.what_came_after()),
                    warning=self.log.warning,
                    headline=said_of.answers_headline(self.case, self.log),
                ),
            )
        yield (
            "goods.html",
            page("goods.html", current="goods.html", lists=self._lists(), parameters=self.goods.parameters,
                 number=len(self.goods.entries), headline=_headline(self.goods)),
        )  # fmt: skip

    def _status(self, act: ListedAction) -> str:
        """A status that lasts with its age on the last day on record, and that a finding was withdrawn."""
        said = aged(act.status, parse_date(act.status_date), measured_on(self.case)) if act.status else ""
        return "; ".join(filter(None, (said, f"withdrawn {act.withdrawn}" if act.withdrawn else "")))

    def results(self) -> tuple[Result, ...]:
        """The shares at home, each with its trail."""
        return (self.ledger.home_share(), self.ledger.home_share(self.case.partner))

    def files(self) -> dict[str, bytes]:
        """None: the tables of the case are under the data already."""
        return {}

    def _lists(self) -> list[ListOfEntries]:
        groups: dict[str, list[Entry]] = {}
        for entry in self.goods.entries:
            groups.setdefault(entry.list, []).append(entry)
        made: list[ListOfEntries] = []
        for name, entries in groups.items():
            control = self.goods.lists[name]
            told = tuple(
                ToldEntry(
                    e, tuple(_lines(e.meets, self.goods)), tuple(self.goods.sources[s] for s in e.sources)
                )
                for e in entries
            )
            place = f"list-{len(made) + 1}"
            made.append(
                ListOfEntries(
                    place,
                    control.title,
                    f"{control.version_date}, {control.version}",
                    control.note,
                    control.left_out,
                    told,
                )
            )
        return made


def _headline(goods: Goods) -> str:
    """What axis count alone settles, as the entries answer it; in general words when they answer otherwise."""
    six = item_of({"kind": "milling", "axes_simultaneous": "6"}, goods.parameters)
    met = [answer.list for answer in classify(six, goods.against) if answer.answer == "meets"]
    if not met:
        return "What decides is a parameter, not a customs code"
    return (
        f"A milling machine of six axes that move together meets {listed(list(dict.fromkeys(met)))} on axis count alone; "
        "no customs code decides"
    )


def _by_year(acts: list[ListedAction]) -> list[YearOfActs]:
    years: dict[str, list[ListedAction]] = {}
    for act in acts:
        years.setdefault(act.date[:4], []).append(act)
    return [YearOfActs(year, tuple(found)) for year, found in sorted(years.items(), reverse=True)]


def _counts(act: ListedAction) -> str:
    one = {"persons": "person", "entities": "entity"}
    parts = [
        plural(getattr(act, name), one.get(name, name.removesuffix("s")), name)
        for name in _COUNTED
        if getattr(act, name) is not None
    ]
    return ", ".join(parts)


def _lines(c: Condition, goods: Goods, depth: int = 0) -> Iterator[tuple[int, str]]:
    """A condition as lines of words, each with its depth."""
    for name, said in (("all", "all of these"), ("any", "any of these")):
        parts = getattr(c, name)
        if parts:
            yield depth, said
            for part in parts:
                yield from _lines(part, goods, depth + 1)
            return
    if c.not_ is not None:
        yield depth, "not"
        yield from _lines(c.not_, goods, depth + 1)
        return
    if c.line is not None:
        base = goods.parameters[c.line.base]
        yield depth, f"{base.title}: {line_limit(c.line, base.unit).removeprefix('the threshold is ')}"
        return
    parameter = goods.parameters[c.parameter]
    if c.is_ is not None:
        said = ("yes" if c.is_ else "no") if isinstance(c.is_, bool) else str(c.is_).replace("_", " ")
    elif c.one_of:
        said = "one of " + ", ".join(word.replace("_", " ") for word in c.one_of)
    elif c.within:
        said = "in " + ", ".join(c.within)
    else:
        said = limits(c, parameter.unit).removeprefix("the threshold is ")
    yield depth, f"{parameter.title}: {said}"


def open_room(case: Case, site: Site, traded: Traded | None) -> EnforcementRoom | None:
    """The room of a case that has actions."""
    del site, traded
    return EnforcementRoom(case, open_goods()) if case.actions else None
