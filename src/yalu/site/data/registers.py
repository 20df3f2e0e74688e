"""Lists behind the pages: the timeline, the rules with what turns on them, the sources with their use."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

import msgspec

from yalu.case.knowledge import known_sources
from yalu.case.records import Case, Row, Rule, Source, SourceRef
from yalu.site.data.visit_data import VisitData, side_of, way
from yalu.site.frame.downloads import DownloadTable, case_tables
from yalu.visits.record.posts_without_visits import never_on_record
from yalu.vocabulary.dates import PartialDate
from yalu.vocabulary.results import Citation


class TimelineLine(msgspec.Struct, frozen=True):
    """One line of the timeline; ``visit`` is its id once more where the line is a visit."""

    id: str
    date: PartialDate
    kind: str
    side: str
    text: str
    visit: str
    sources: tuple[Citation, ...]


class Option(msgspec.Struct, frozen=True):
    """One option of a rule, the rule sets that choose it, and the visits that change if it is taken."""

    name: str
    title: str
    chosen_by: tuple[str, ...]
    default: bool
    turns: tuple[tuple[str, str], ...]
    lacking: tuple[str, ...] = ()


class RuleEntry(msgspec.Struct, frozen=True):
    """One rule of the codebook with all its options."""

    number: str
    rule: Rule
    options: tuple[Option, ...]


class Cited(msgspec.Struct, frozen=True):
    """One source and how many rows of each table name it."""

    source: Source
    uses: tuple[tuple[str, int], ...]


class MemoryNote(msgspec.Struct, frozen=True):
    """One row of which some fields rest on memory alone."""

    table: str
    row: str
    fields: tuple[str, ...]


class Registers:
    """The lists of one case."""

    def __init__(self, case: Case, observed: VisitData | None) -> None:
        self.case, self.observed = case, observed

    def graded(self, references: tuple[SourceRef, ...]) -> tuple[Citation, ...]:
        """References as citations with their Admiralty grades."""
        found = []
        for reference in references:
            source = self.case.sources.get(reference.source)
            letter = source.reliability if source else "F"
            title, url = (source.title, source.url) if source else (reference.source, "")
            found.append(Citation(reference.source, title, url, f"{letter}{reference.credibility}"))
        return tuple(found)

    def published_for(self, side: str, leader: str) -> str:
        """The average somebody published for a leader, as stated; empty when nobody did."""
        for row in self.case.published:
            given = dict(row.parameters)
            if row.figure == "frequency" and (given.get("side"), given.get("leader")) == (side, leader):
                return row.stated
        return ""

    def timeline(self) -> list[TimelineLine]:
        """Events and visits in order of time."""
        rows = [
            TimelineLine(e.id, e.date, e.kind, "", e.title, "", self.graded(e.sources))
            for e in self.case.events
        ]
        for visit in self.case.visits:
            text = f"{visit.guest}, {way(self.case, visit.direction)}"
            if visit.place:
                text += f": {visit.place}"
            side = side_of(visit.direction)
            rows.append(
                TimelineLine(visit.id, visit.start, "visit", side, text, visit.id, self.graded(visit.sources))
            )
        return sorted(
            rows, key=lambda row: (row.date.earliest, row.date.latest, row.kind, row.visit, row.text)
        )

    def rules(self) -> list[RuleEntry]:
        """Every rule with its options, who chooses them, and the visits that turn on each."""
        codebook, observed = self.case.codebook, self.observed
        if codebook is None or observed is None:
            return []
        entries = []
        for number, rule in codebook.rules.items():
            options = []
            for name, option in rule.options.items():
                turns = [t for t in observed.turns if (t.rule, t.option) == (number, name)]
                options.append(
                    Option(
                        name=name,
                        title=option.title,
                        chosen_by=tuple(self._choosing(number, name)),
                        default=observed.rules.chosen(number) == name,
                        turns=tuple((turn.visit, f"{turn.before} → {turn.after}") for turn in turns),
                        lacking=tuple(post.title for post in never_on_record(self.case, option)),
                    )
                )
            entries.append(RuleEntry(number, rule, tuple(options)))
        return entries

    def _choosing(self, rule: str, option: str) -> Iterator[str]:
        codebook = self.case.codebook
        assert codebook is not None  # noqa: S101 - asked only when there is one
        for name in codebook.rule_sets:
            chosen, seen = name, ""
            while chosen and rule not in codebook.rule_sets[chosen].choose and seen != chosen:
                seen, chosen = chosen, codebook.rule_sets[chosen].extends
            if chosen and codebook.rule_sets[chosen].choose.get(rule) == option:
                yield name

    def sources(self, cited: Iterable[Citation] = ()) -> list[Cited]:
        """Every source with its use, the most used first; of a look back those it may name, and those that are ``cited``."""
        uses: dict[str, Counter[str]] = {}
        for table, rows in self._rows():
            for row in rows:
                for reference in row.sources:
                    uses.setdefault(reference.source, Counter())[table] += 1
        names = {*known_sources(self.case), *(citation.id for citation in cited)}
        listed = [
            Cited(source, tuple(sorted(uses.get(name, Counter()).items())))
            for name, source in self.case.sources.items()
            if name in names
        ]
        return sorted(listed, key=lambda cited: (-sum(n for _, n in cited.uses), cited.source.id))

    def memory(self) -> list[MemoryNote]:
        """Every row of which some field rests on memory alone."""
        return [
            MemoryNote(table, row.id, row.memory)
            for table, rows in self._rows()
            for row in rows
            if row.memory
        ]

    def tables(self) -> tuple[DownloadTable, ...]:
        """The case's own tables, as the downloads hold them."""
        return case_tables(self.case)

    def _rows(self) -> Iterator[tuple[str, tuple[Row, ...]]]:
        case = self.case
        yield "visits", case.visits
        yield "steps", case.steps
        yield "events", case.events
        yield "eras", case.tenures
        yield "tours", case.tours
        yield "published", case.published
        yield "flows", case.flows
        yield "shares", case.shares
        yield "coverage", case.coverage
        yield "contradictions", case.contradictions
