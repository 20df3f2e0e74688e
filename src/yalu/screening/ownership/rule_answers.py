"""Answers of each rule on an entity: owned, not owned, or cannot say with the datum that would settle it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from functools import cached_property, lru_cache
from pathlib import Path

import msgspec

from yalu.documents.files.bundled import bundled_file
from yalu.documents.problems import did_you_mean
from yalu.documents.records.yaml_records import read_yaml_record
from yalu.screening.lists.formats.entry_values import folded
from yalu.screening.ownership.graph import (
    HoldingsGraph,
    bounds,
    enough,
    graph_on,
    held_for_certain,
    held_possibly,
    interest,
    paths_to,
)
from yalu.screening.ownership.open_answers import Reached, Settled, settle
from yalu.screening.ownership.owners import Blocked, given
from yalu.screening.ownership.records import (
    OWNED,
    Holding,
    OwnershipAnswer,
    OwnershipPath,
    OwnershipRule,
    RuleBook,
    RuleText,
    span_text,
)
from yalu.vocabulary.answers import CANNOT_SAY, NO
from yalu.vocabulary.coverage import Asked, Coverage, covered_text
from yalu.vocabulary.results import Figure, Trail, TrailRow
from yalu.vocabulary.strength import Quality, Strength, Support


@lru_cache(maxsize=4)
def rule_book(path: Path | None = None) -> RuleBook:
    """The bundled rules, or those of a file. Raises DocumentError with every problem of the file."""
    return read_yaml_record(path or bundled_file("screening", "ownership-rules.yaml"), RuleBook)[0]


def edition_on(rule: OwnershipRule, day: date) -> RuleText | None:
    """The edition of a rule in force on a day, or None before its first."""
    text = day.isoformat()
    found = [e for e in rule.editions if e.since <= text and (not e.until or text <= e.until)]
    return found[-1] if found else None


Named = Collection[str] | Blocked
_READ: dict[str, Quality] = {"verified": "sound", "partly": "read_in_part", "memory": "unread"}


def _spellings(holdings: Iterable[Holding]) -> dict[str, tuple[str, ...]]:
    """Every way in which the holdings write a name, by its folded form, in their order."""
    found: dict[str, dict[str, None]] = {}
    for row in holdings:
        for name in (row.owner, row.owned):
            found.setdefault(folded(name), {})[name] = None
    return {key: tuple(ways) for key, ways in found.items()}


class Ownership:
    """Holdings as they stood on a day, ready to be asked about any entity under any rule.

    ``complete`` says that the file names every owner; without it, and where the owners it names cannot hold all,
    what nobody is recorded to hold of an entity may belong to a blocked person. ``name`` is what the holdings are called in answers.
    """

    def __init__(
        self,
        holdings: Iterable[Holding],
        *,
        day: date,
        complete: bool = False,
        book: RuleBook | None = None,
        name: str = "holdings",
    ) -> None:
        written = tuple(holdings)
        self._ways = _spellings(written)
        rows = tuple(
            msgspec.structs.replace(row, owner=self.spelled(row.owner), owned=self.spelled(row.owned))
            for row in written
        )
        self.graph: HoldingsGraph = graph_on(rows, day, complete=complete)
        self.covers = Coverage(
            (Asked(name=name, kind="table", whole=True if complete else None, entries=len(rows)),)
        )
        self.book = book or rule_book()

    def spelled(self, name: str) -> str:
        """A name as the holdings first spell it: capitals, blanks, dots and commas tell nobody apart."""
        ways = self._ways.get(folded(name))
        return ways[0] if ways else name

    def _as_spelled(self, blocked: Blocked) -> Blocked:
        return msgspec.structs.replace(
            blocked,
            persons={self.spelled(name): self.spelled(person) for name, person in blocked.persons.items()},
            undecided={self.spelled(name): says for name, says in blocked.undecided.items()},
        )

    def _names_read(self, entity: str, blocked: Blocked) -> Iterator[str]:
        """Which spellings were read as one name, and which blocked persons the holdings do not know."""
        for name in self.graph.above(entity):
            ways = self._ways.get(folded(name), ())
            if len(ways) > 1:
                yield f"read as one: {', '.join(ways)}"
        known = {way for ways in self._ways.values() for way in ways}
        for name in sorted(set(blocked.persons) - known):
            yield f"{name} stands nowhere in the holdings{did_you_mean(name, known)}"

    @cached_property
    def entities(self) -> tuple[str, ...]:
        """Everything that somebody holds, controls or directs, on the day or another, in order of name."""
        return tuple(sorted(self.graph.owned))

    @property
    def empty(self) -> bool:
        """Whether no holding stood on the day."""
        return not (self.graph.shares or self.graph.controllers or self.graph.directors)

    @cached_property
    def names(self) -> frozenset[str]:
        """Every name in the holdings that stood on the day."""
        return frozenset(name for entity in self.entities for name in self.graph.above(entity))

    def ask(self, entity: str, blocked: Named | Mapping[str, Named]) -> tuple[OwnershipAnswer, ...]:
        """The answer of every rule, in the order of the file.

        ``blocked`` names the persons blocked under every rule, or maps each rule to its own.
        """
        return tuple(
            self.under(name, entity, blocked.get(name, ()) if isinstance(blocked, Mapping) else blocked)
            for name in self.book.rules
        )

    def under(self, rule: str, entity: str, blocked: Named) -> OwnershipAnswer:
        """What one rule says of an entity. Raises KeyError for a rule that the book does not have.

        Where an owner is near a listing that nobody has decided on and the answer turns on it, the
        answer is ``cannot_say``; so it is where nobody was named and no list was asked.
        """
        text = edition_on(self.book.rules[rule], self.graph.day)
        known = self._as_spelled(blocked if isinstance(blocked, Blocked) else given(blocked))
        entity = self.spelled(entity)
        if text is None:
            return self._before(rule, entity)
        settled, reached = self._settled(entity, text, known)
        near = {name: says for name, says in known.undecided.items() if name in self.graph.above(entity)}
        if settled.answer is NO and self.covers.empty:
            settled = Settled(CANNOT_SAY, "", "no holding was read", f"who owns {entity}")
        elif settled.answer is NO and known.coverage.empty:
            settled = Settled(CANNOT_SAY, "", "nothing was asked about the owners", known.not_asked)
        elif settled.answer is NO and near:
            if_same, _ = self._settled(entity, text, known.with_undecided())
            if if_same.answer is not NO:
                owner, says = next(iter(sorted(near.items())))
                reason = f"{owner} is near {says}, which nobody has decided; without it, {settled.reason}"
                settled = Settled(CANNOT_SAY, "", reason, f"whether {owner} is {says}")
        notes = tuple(f"{owner} is near {says}: not decided" for owner, says in sorted(near.items()))
        notes += tuple(self._names_read(entity, known))
        return self._answer(rule, text, entity, known, settled, reached, notes)

    def _settled(self, entity: str, text: RuleText, blocked: Blocked) -> tuple[Settled, list[Reached]]:
        """The answer of one edition, with what is reached: first by each person, where they are not added, then by all."""
        everybody = frozenset(blocked.persons)
        together = self._reached(entity, everybody, text)
        if text.adds == "all":
            return settle(self.graph, entity, text, [together], together, everybody), [together]
        spellings: dict[str, set[str]] = {}
        for name, person in blocked.persons.items():
            spellings.setdefault(person, set()).add(name)
        each = [self._reached(entity, frozenset(names), text) for _, names in sorted(spellings.items())] or [
            together
        ]
        return settle(self.graph, entity, text, each, together, everybody), each

    def interest(self, entity: str, blocked: Collection[str]) -> Figure:
        """The blocked persons' economic interest: shares multiplied along every path, loops included."""
        entity, persons = self.spelled(entity), frozenset(self.spelled(name) for name in blocked)
        low, high = interest(self.graph, entity, persons)
        shown = span_text(_rounded(low), _rounded(high))
        above = self.graph.above(entity)
        outside = any(name in persons or name not in self.graph.shares for name in above)
        nothing = low == 0 and high == 100 and not outside
        return Figure(
            id=f"figure/ownership/interest/{entity}/{self.graph.day}",
            title=f"Economic interest of the blocked persons in {entity}",
            value=float(low) if high - low < Decimal("1e-9") and not self.covers.empty else None,
            unit="%",
            definition="Shares multiplied down every chain from a blocked person and added; no rule of law by itself.",
            low=float(low),
            high=float(max(low, high)),
            display="not computed: no owner outside is on record" if nothing else shown,
            trail=Trail(
                steps=(f"between {_rounded(low)} % and {_rounded(high)} %",),
                rows=self._rows(entity),
                coverage=self.covers,
            ),
        )

    def _reached(self, entity: str, group: frozenset[str], text: RuleText) -> Reached:
        nodes = self.graph.above(entity)
        sure = held_for_certain(self.graph, nodes, group, text)
        maybe = held_possibly(self.graph, nodes, group, text) | sure
        low, high = bounds(self.graph, entity, sure - {entity}, maybe - {entity})
        controllers = self.graph.controllers.get(entity, ()) if text.control else ()
        return Reached(
            persons=tuple(sorted(group)),
            low=low,
            high=max(low, high),
            sure=frozenset(sure),
            maybe=frozenset(maybe),
            controlled=any(owner in sure and certain for owner, certain, _ in controllers),
            maybe_controlled=any(owner in maybe for owner, _, _ in controllers),
            owned=enough(low, text),
            maybe_owned=enough(max(low, high), text),
        )

    def _before(self, rule: str, entity: str) -> OwnershipAnswer:
        editions = self.book.rules[rule].editions
        first = editions[0]
        sure = first.verified == "verified"
        coverage = covered_text(f"the editions of {rule}", len(editions))
        trail = Trail(rules=(f"{rule}: first edition {editions[0].since}",), coverage=coverage)
        return OwnershipAnswer(
            id=self._id(rule, entity),
            rule=rule,
            title=self.book.rules[rule].title,
            entity=entity,
            answer=OWNED[NO if sure else CANNOT_SAY],
            reason=f"the rule is in force from {first.since}; on {self.graph.day} there was none"
            if sure
            else f"the first edition known here is of {first.since}, and that it was the first is not verified",
            settled_by="" if sure else f"whether an earlier edition of {rule} stood on {self.graph.day}",
            aggregate=self._aggregate(rule, entity, Decimal(0), Decimal(0), trail),
            trail=trail,
            coverage=coverage,
        )

    def _answer(
        self, rule: str, text: RuleText, entity: str, blocked: Blocked, settled: Settled, reached: list[Reached],
        notes: tuple[str, ...],
    ) -> OwnershipAnswer:  # fmt: skip
        paths, cut = paths_to(self.graph, entity, blocked.persons)
        shown = max(reached, key=lambda r: (r.low, r.high, r.persons))
        coverage = self.covers + blocked.coverage
        ends = [
            n
            for n in self.graph.above(entity)
            if n not in {*self.graph.shares, *shown.maybe, *blocked.persons} and not self.graph.unrecorded(n)
        ]
        short = [n for n in self.graph.above(entity) if self.graph.complete and self.graph.unrecorded(n)]
        if short:
            notes += (
                f"the file is said to name every owner, and those of {', '.join(short[:10])} that it names cannot hold all",
            )
        if ends:
            notes += (
                f"owners of whom no owner is recorded are taken as not blocked: {', '.join(ends[:10])}",
            )
        trail = self._trail(rule, text, entity, shown, paths, (*([cut] if cut else []), *notes))
        trail = msgspec.structs.replace(trail, coverage=coverage)
        return OwnershipAnswer(
            id=self._id(rule, entity),
            rule=rule,
            title=self.book.rules[rule].title,
            entity=entity,
            answer=OWNED[settled.answer],
            by=settled.by,
            reason=settled.reason,
            settled_by=settled.settled_by,
            aggregate=self._aggregate(rule, entity, shown.low, shown.high, trail),
            trail=trail,
            paths=paths,
            coverage=coverage,
        )

    def _aggregate(self, rule: str, entity: str, low: Decimal, high: Decimal, trail: Trail) -> Figure:
        return Figure(
            id=f"figure/ownership/{rule}/{entity}/{self.graph.day}",
            title=f"Share of {entity} that the rule adds up",
            value=float(low) if low == high and not trail.coverage.empty else None,
            unit="%",
            definition=self.book.rules[rule].title,
            low=float(low),
            high=float(high),
            display=span_text(_rounded(low), _rounded(high)),
            trail=trail,
        )

    def _trail(
        self,
        rule: str,
        text: RuleText,
        entity: str,
        shown: Reached,
        paths: tuple[OwnershipPath, ...],
        more: tuple[str, ...],
    ) -> Trail:
        sources = self.book.sources
        notes = [*([text.notes] if text.notes else []), *more]
        notes += [f"{h.says}: a seat on the board is neither ownership nor control by itself"
                  for h in self.graph.directors.get(entity, ()) if h.owner in shown.maybe]  # fmt: skip
        if self.graph.recorded(entity) > 100:
            notes.append(
                f"recorded shares of {entity} add up to {self.graph.recorded(entity)} %, so a row is wrong"
            )
        cited = tuple(sources[name].cited(name) for name in text.sources if name in sources)
        return Trail(
            steps=(
                f"counted as blocked or held: {', '.join(sorted(shown.sure)) or 'nobody'}",
                f"their shares of {entity} add up to {span_text(_rounded(shown.low), _rounded(shown.high))}",
                *(f"path: {path.says}" for path in paths),
            ),
            rules=(f"{rule} (since {text.since}, {text.verified}): {text.says}",),
            rows=(*self._rows(entity), TrailRow(f"rule/{rule}/{text.since}", text.says, "rule", "", cited)),
            left_out=tuple(TrailRow(h.id, h.says, h.kind, f"did not stand on {self.graph.day}") for h in self.graph.left_out[:50]),
            notes=tuple(notes),
            strength=Strength((Support(kind="clause", id=f"{rule}/{text.since}", quality=_READ[text.verified]),)),
        )  # fmt: skip

    def _rows(self, entity: str) -> tuple[TrailRow, ...]:
        found = {
            row.id: TrailRow(row.id, row.says, row.kind, row.source)
            for node in self.graph.above(entity)
            for row in (
                *(r for share in self.graph.shares.get(node, ()) for r in share.rows),
                *(r for _, _, r in self.graph.controllers.get(node, ())),
            )
        }
        return tuple(found[key] for key in sorted(found))

    def _id(self, rule: str, entity: str) -> str:
        return f"ownership/{rule}/{entity}/{self.graph.day}"


def _rounded(value: Decimal) -> Decimal:
    return round(value, 4).normalize() if value % 1 else value.quantize(Decimal(1))
