"""A page for every measure: what it says, since when, what stands on it, and what was checked against it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TypeVar

import msgspec

from yalu.case.action_records import Action
from yalu.case.chain_records import Link
from yalu.case.records import Case
from yalu.claims.records import Checked
from yalu.law.text.records import Measure
from yalu.site.data.trade_data import POLICIES, Traded
from yalu.site.frame.figure_page import Cell, Column
from yalu.site.frame.rooms import Render
from yalu.site.pages.claims.wording import NAMES, claim_title
from yalu.site.pages.goods.page import ShownEntry
from yalu.site.pages.law.caps import CAP_COLUMNS, cap_cells, cap_results, limbs
from yalu.site.pages.law.laws_named import LawReader
from yalu.site.pages.law.measure_cards import Card, InstrumentCards, condition_words, reading_words
from yalu.vocabulary.results import Citation, Result
from yalu.vocabulary.words.readable import spoken_date

R = TypeVar("R", Action, Link)
# Rows beyond this are counted and not shown, so that a page stays light.
MOST = 60
_CAP_COLUMNS = (
    CAP_COLUMNS[1], Column("through", "To the end of"), *CAP_COLUMNS[2:-1], Column("trail", "Sum", links="trail"),
    Column("verdict_trail", "Reasons", links="trail"),
)  # fmt: skip
_SHOWN_ABOVE = ("Goods", "Conditions", "Readings that stand", "In force", "Limit", "Direction")
_DOES = {
    "ban": "Banned", "cap": "Allowed up to a limit", "freeze": "Held at its level", "licence": "Only with a licence",
    "report": "To be reported", "designation": "Parties are listed", "inspection": "To be inspected",
    "exemption": "Allowed as an exception",
}  # fmt: skip


class MeasurePage(msgspec.Struct, frozen=True, kw_only=True):
    """What the house knows of one measure. ``codes`` name the other measures on the same code."""

    card: Card
    group: InstrumentCards
    says: str
    facts: Mapping[str, str]
    further: tuple[tuple[str, str], ...]
    exceptions: tuple[str, ...]
    readings: tuple[str, ...]
    sources: tuple[Citation, ...]
    versions: tuple[Measure, ...]
    related: tuple[tuple[str, tuple[Measure, ...]], ...]
    codes: tuple[tuple[str, str, tuple[Measure, ...]], ...]
    items: tuple[tuple[str, ShownEntry], ...]
    caps: tuple[tuple[Cell, ...], ...]
    results: tuple[Result, ...]
    claims: tuple[tuple[str, str, str], ...]
    acts: tuple[Action, ...]
    acts_of_instrument: tuple[Action, ...]
    links: tuple[Link, ...]


class MeasurePages:
    """The pages of one regime, each thing they share asked once.

    ``results`` are those that have a trail page, ``items`` the entries of goods lists by their measure, ``act_page``
    says on which page of the ledger an act stands.
    """

    def __init__(
        self, case: Case, traded: Traded, groups: Sequence[InstrumentCards], results: Iterable[Result], *,
        checked: Iterable[Checked] = (), items: Mapping[str, Sequence[tuple[str, ShownEntry]]] | None = None,
        act_page: Callable[[str], str] | None = None,
    ) -> None:  # fmt: skip
        self._traded, self._groups, self._items, self._act_page = traded, groups, items or {}, act_page
        self._measures = {m.id: m for m in traded.regime.measures}
        self._results = _by_measure(results, self._measures)
        self._caps = _caps(traded, {result.id for found in self._results.values() for result in found})
        uses = (use for by in (traded.caps, traded.early) for found in by.values() for use in found)
        self._of_caps = {result.id for result in cap_results(list(uses))}
        self._claims = _claims(checked, self._measures)
        reader = LawReader(self._measures.values())
        self._acts = _naming(case.actions if act_page else (), lambda act: act.legal_basis, reader)
        self._links = _naming(case.links, lambda link: link.condition, reader)
        self._on_code: dict[str, list[Measure]] = {}
        for measure in self._measures.values():
            for code in (*measure.goods.hs, *measure.goods.hs_part):
                self._on_code.setdefault(code, []).append(measure)

    def pages(self, page: Render) -> Iterator[tuple[str, str]]:
        """Every measure as its address and its HTML."""
        for group in self._groups:
            for card in group.cards:
                yield page(
                    f"measures/{card.measure.id}.html", "measure.html", current="law.html",
                    view=self._page(group, card), most=MOST, cap_columns=_CAP_COLUMNS, act_page=self._act_page,
                )  # fmt: skip

    def _page(self, group: InstrumentCards, card: Card) -> MeasurePage:
        m = card.measure
        facts = dict(card.facts)
        acts, of_instrument = self._acts.get(m.id, []), self._acts.get(m.instrument, [])
        links = [*self._links.get(m.id, []), *self._links.get(m.instrument, [])]
        return MeasurePage(
            card=card,
            group=group,
            says=_says(card, facts),
            facts=facts,
            further=tuple((name, text) for name, text in card.facts if name not in _SHOWN_ABOVE),
            exceptions=tuple(condition_words(one) for one in m.conditions),
            readings=tuple(reading_words(one) for one in m.readings),
            sources=self._traded.regime.cited(m),
            versions=self._versions(m),
            related=tuple((name, found) for name, found in self._related(card) if found),
            codes=self._codes(m),
            items=tuple(self._items.get(m.id, ())),
            caps=tuple(self._caps.get(m.id, ())),
            results=tuple(r for r in self._results.get(m.id, ()) if r.id not in self._of_caps),
            claims=tuple(self._claims.get(m.id, ())),
            acts=tuple(acts),
            acts_of_instrument=tuple(of_instrument),
            links=tuple(links),
        )

    def _versions(self, measure: Measure) -> tuple[Measure, ...]:
        """The measure with what it replaced and what replaced it, in order of their first day."""
        found = {measure.id: measure}
        waiting = [measure]
        while waiting:
            one = waiting.pop()
            near = [m for m in self._measures.values() if m.in_force.ended_by == one.id]
            near += [self._measures[m] for m in (one.in_force.ended_by,) if m in self._measures]
            # Only along the line of this measure: what else a later one replaced is no version of it.
            if one is not measure:
                later = one.in_force.start > measure.in_force.start
                near = [m for m in near if (m.in_force.start > one.in_force.start) == later]
            waiting += [m for m in near if m.id not in found]
            found |= {m.id: m for m in near}
        return tuple(sorted(found.values(), key=lambda m: (m.in_force.start, m.id)))

    def _related(self, card: Card) -> Iterator[tuple[str, tuple[Measure, ...]]]:
        m = card.measure
        for name, ids in card.links:
            yield name, tuple(self._measures[other] for other in ids if other in self._measures)
        others = self._measures.values()
        yield "Replaces", tuple(other for other in others if other.in_force.ended_by == m.id)
        yield (
            "Other parts of the paragraph",
            tuple(o for o in others if o.id != m.id and (o.instrument, o.paragraph) == (m.instrument, m.paragraph)),
        )  # fmt: skip

    def _codes(self, measure: Measure) -> tuple[tuple[str, str, tuple[Measure, ...]], ...]:
        goods = measure.goods
        named = [(code, "all of it") for code in goods.hs] + [
            (code, "some of its goods") for code in goods.hs_part
        ]
        codes = [
            (code, how, tuple(other for other in self._on_code[code] if other.id != measure.id))
            for code, how in named
        ]  # fmt: skip
        return (*codes, *((code, "left out", ()) for code in goods.except_hs))


def _says(card: Card, facts: Mapping[str, str]) -> str:
    """The measure in one sentence: what becomes of which goods, which way, and on which days."""
    m = card.measure
    does = _DOES[m.effect] if m.binding else f"{_DOES[m.effect]}, as states are called upon to do"
    text = f"{m.goods.text}, {facts['Direction']}" if m.goods.scope != "none" else m.goods.text
    end = m.in_force.until
    if end is not None and end <= m.in_force.start:
        return f"{does}: {text}. Never in force: replaced before it began on {spoken_date(m.in_force.start)}."
    until = f" until the day before {spoken_date(end)}" if end else ", with no end on record"
    return f"{does} from {spoken_date(m.in_force.start)}{until}: {text}."


def _by_measure(results: Iterable[Result], measures: Mapping[str, Measure]) -> dict[str, list[Result]]:
    """Results by each measure that their trail names as a rule or as a row."""
    found: dict[str, list[Result]] = {}
    for result in results:
        named = [rule.partition(":")[0] for rule in result.trail.rules] + [
            row.id for row in result.trail.rows
        ]
        for measure in dict.fromkeys(name for name in named if name in measures):
            found.setdefault(measure, []).append(result)
    return found


def _caps(traded: Traded, trails: set[str]) -> dict[str, list[tuple[Cell, ...]]]:
    """What each cap has used by each day it was asked about, limb by limb, with the trails that have a page."""
    found: dict[str, list[tuple[Cell, ...]]] = {}
    for use in (
        use for policy in POLICIES for by in (traded.caps, traded.early) for use in by.get(policy, ())
    ):
        for limb in limbs(use):
            _, *cells, trail = cap_cells(use, limb)
            shown = (name if name in trails else "" for name in (str(trail), use.verdict.id))
            found.setdefault(use.measure, []).append((*cells[:1], str(use.through), *cells[1:], *shown))
    return found


def _claims(
    checked: Iterable[Checked], measures: Mapping[str, Measure]
) -> dict[str, list[tuple[str, str, str]]]:
    """Id, verdict and title of the claims whose question names a measure."""
    found: dict[str, list[tuple[str, str, str]]] = {}
    for each in checked:
        asked = [*each.claim.given.values(), *(name for names in each.claim.open.values() for name in names)]
        for measure in dict.fromkeys(name for name in asked if name in measures):
            row = (each.claim.id, NAMES[each.verdict], claim_title(each))
            found.setdefault(measure, []).append(row)
    return found


def _naming(rows: Iterable[R], text: Callable[[R], str], reader: LawReader) -> dict[str, list[R]]:
    """Rows by the measure or the instrument that one of their texts names."""
    found: dict[str, list[R]] = {}
    for row in rows:
        for name in reader.named(text(row)):
            found.setdefault(name, []).append(row)
    return found
