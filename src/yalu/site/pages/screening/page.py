"""The room of screening: how a name is read and met, what the policy makes of it, and how well it was measured."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from functools import cached_property
from typing import Any

import msgspec

from yalu.case.records import Case
from yalu.documents.files.bundled import bundled_file
from yalu.screening.decisions.records import Decision
from yalu.screening.index_store import load_bundled
from yalu.screening.ownership.records import OwnershipRule
from yalu.screening.ownership.rule_answers import rule_book
from yalu.screening.screener import Screening
from yalu.site.data.trade_data import Traded
from yalu.site.frame.figure_page import FigurePage, Site
from yalu.site.frame.rooms import Render
from yalu.vocabulary.results import Result

_MOST_READINGS = 9
_REASONS = {
    "exact": "the same word", "variant": "spellings of one name", "edit": "a slip of spelling",
    "skeleton": "sounds the same", "reading": "spellings of one surname", "translation": "the same meaning",
    "initial": "an initial", "joined": "written together", "split": "written apart", "acronym": "its initials",
}  # fmt: skip


class Example(msgspec.Struct, frozen=True):
    """One worked example: what was asked, why it is shown, and the decision."""

    name: str
    lang: str
    why: str
    imo: str
    decision: Decision

    @property
    def anchor(self) -> str:
        """Where it stands on the page."""
        return f"example-{self.decision.id.rpartition('/')[2]}"

    @property
    def readings(self) -> tuple[tuple[str, str], ...]:
        """How the name was read: the system and the words."""
        best = self.decision.best
        shown = best.match.explanation.query_as_read if best and best.match else ()
        return tuple((reading.system, " ".join(reading.words)) for reading in shown[:_MOST_READINGS])

    @property
    def met(self) -> tuple[tuple[str, str, str, float, float], ...]:
        """The words that met: asked, listed, how, likeness, weight."""
        best = self.decision.best
        pairs = best.match.explanation.aligned if best and best.match else ()
        return tuple((a.query, a.name, _REASONS[a.reason], a.likeness, a.weight) for a in pairs)

    @property
    def left(self) -> tuple[str, ...]:
        """Words of either side that met nothing, in words."""
        best = self.decision.best
        explained = best.match.explanation if best and best.match else None
        if explained is None:
            return ()
        lines = [f"{c.query} against {c.name}" for c in explained.contradicted]
        lines += [f"{word}: only on the list" for word in explained.omitted_by_query]
        return (*lines, *(f"{word}: only in the question" for word in explained.omitted_by_list))


class ScreeningRoom:
    """Everything the site tells of screening; decided on the lists that come with Yalu."""

    navigation = (("screening.html", "Screening"),)
    headline = ""

    def __init__(self, case: Case, site: Site, asked: list[dict[str, str]]) -> None:
        self.case, self.site, self._asked = case, site, asked
        self.screening = Screening(loaded=load_bundled())

    @cached_property
    def examples(self) -> tuple[Example, ...]:
        """The worked examples, decided on the last day the case observes."""
        day = self.case.observed.end
        return tuple(
            Example(
                name=row["name"],
                lang=row["lang"],
                why=row["why"],
                imo=row["imo"],
                decision=self.screening.screen(
                    row["name"],
                    schema=row["schema"],
                    births=[row["birth"]] if row["birth"] else [],
                    identifiers=[("imo", row["imo"])] if row["imo"] else [],
                    on=day,
                ),
            )
            for row in self._asked
        )

    def figures(self) -> tuple[FigurePage, ...]:
        """None: the page is tables."""
        return ()

    def results(self) -> tuple[Result, ...]:
        """None: decisions are no figures."""
        return ()

    def files(self) -> dict[str, bytes]:
        """The policy as written, and the rules of ownership."""
        return {
            "data/screening-policy.yaml": bundled_file("screening", "policy.yaml").read_bytes(),
            "data/ownership-rules.yaml": bundled_file("screening", "ownership-rules.yaml").read_bytes(),
        }

    def pages(self, page: Render) -> Iterator[tuple[str, str]]:
        """The one page."""
        yield page("screening.html", **self._values())

    def _known(self, rule: OwnershipRule) -> OwnershipRule:
        """The editions of a rule that had begun by the day of the case, without an end that was still to come."""
        day = self.case.known_by or str(self.case.observed.end)
        return msgspec.structs.replace(
            rule,
            editions=[
                one if one.until <= day else msgspec.structs.replace(one, until="")
                for one in rule.editions
                if one.since <= day
            ],
        )

    def _values(self) -> dict[str, Any]:
        policy = self.screening.policy
        rules = [("stop", rule) for rule in policy.policy.stop] + [
            ("review", rule) for rule in policy.policy.review
        ]
        book = rule_book()
        return {
            "headline": headline(self.examples),
            "examples": self.examples,
            "rules": [(outcome, rule.name, rule.says) for outcome, rule in rules],
            "against": policy.policy.contradictions,
            "rates": policy.policy.alerts,
            "policy": policy,
            "coverage": self.screening.coverage,
            "warnings": self.screening.ground(self.case.observed.end).warnings,
            "clear": self.screening.coverage.qualified("clear"),
            "snapshots": self.screening.snapshots,
            "measured": measured(),
            "ownership": {name: self._known(rule) for name, rule in book.rules.items()},
            "sources": book.sources,
        }


def headline(examples: tuple[Example, ...]) -> str:
    """What the examples show, counted from their outcomes."""
    by_party: dict[str, set[str]] = {}
    for example in examples:
        best = example.decision.best
        if example.decision.outcome == "stop" and best is not None and not example.imo:
            by_party.setdefault(best.party, set()).add(example.lang)
    most = max((len(langs) for langs in by_party.values()), default=0)
    reviewed = any(e.decision.outcome == "review" for e in examples)
    first = (
        f"One listed person stops in {_count(most)} scripts" if most > 1 else "How a name is read and decided"
    )
    return first + ("; a name alone often only asks for more" if reviewed else "")


def _count(number: int) -> str:
    return {2: "two", 3: "three", 4: "four"}.get(number, str(number))


def measured() -> tuple[dict[str, str], ...]:
    """The measured figures as published beside the engine, or nothing where none are."""
    place = bundled_file("screening", "measured.csv")
    if not place.is_file():
        return ()
    with place.open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


def open_room(case: Case, site: Site, traded: Traded | None) -> ScreeningRoom | None:
    """The room for a case on whose target worked examples exist, else None."""
    del traded
    with bundled_file("screening", "worked-examples.csv").open(encoding="utf-8", newline="") as file:
        asked = [row for row in csv.DictReader(file) if row["target"] == case.target]
    return ScreeningRoom(case, site, asked) if asked else None
