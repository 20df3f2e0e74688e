"""The visits of one case, as the Python API and every page and command ask for them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Literal

import msgspec

from yalu.case.coverage.table_coverage import table_coverage
from yalu.case.records import Case
from yalu.documents.choices import ChoiceError, unknown
from yalu.visits.agreement import PublishedComparison
from yalu.visits.comparison import PairComparison, compare
from yalu.visits.frequency import SIDES, EraFrequency, frequency, study_window
from yalu.visits.gaps import Gaps, gaps
from yalu.visits.grid import WEIGHTS, DefinitionGrid, grid
from yalu.visits.latency import Latency, latency
from yalu.visits.published import compare_published
from yalu.visits.record.lists import ListedEntry, compare_lists
from yalu.visits.record.rosters import RosterUse, rosters
from yalu.visits.record.search_by_decade import Decade, decades
from yalu.visits.rules.codebook import ChosenRules, choose_rules, choose_scheme
from yalu.visits.rules.counts import RuleSwitch, decided, rows_that_turn
from yalu.visits.statistics.ranks import Ranking, rank
from yalu.vocabulary.dates import Window
from yalu.vocabulary.tables import Results

Directions = Literal["both", "partner_to_target", "target_to_partner"]


class ListedVisit(msgspec.Struct, frozen=True):
    """One visit with what the chosen rules say of it."""

    id: str
    start: str
    end: str
    direction: str
    guest: str
    post: str
    place: str
    counts: str
    summit: str
    rules: tuple[str, ...]
    why: str
    memory: tuple[str, ...]
    sources: tuple[str, ...]


class Visits:
    """Questions about the visits of a case; every answer carries figures with their trails.

    ``rules`` names a rule set, optionally with switches (``beyond-parallel+R06=count``); ``eras``
    names an era scheme. Both default to the codebook's own. Unknown names raise ChoiceError.
    """

    def __init__(self, case: Case) -> None:
        self.case = case

    def list(
        self,
        *,
        rules: str | None = None,
        direction: str = "both",
        counted_only: bool = False,
        window: Window | None = None,
    ) -> Results[ListedVisit]:
        """All visits of a window (default: everything observed) with the decision on each, oldest first."""
        self._asked()
        wanted = SIDES[_known_direction(direction)]
        span, chosen = window or self.case.observed, self.rules(rules)
        study_window(self.case, chosen, span)  # over days that nobody observed no list is empty
        rows = []
        for visit, decision in decided(self.case, chosen):
            if (wanted and visit.direction != wanted) or span.holds(visit.start) == "no":
                continue
            if counted_only and decision.counts != "yes":
                continue
            rows.append(
                ListedVisit(
                    id=visit.id,
                    start=str(visit.start),
                    end=str(visit.end or ""),
                    direction=visit.direction,
                    guest=visit.guest,
                    post=visit.post_text,
                    place=visit.place,
                    counts=decision.counts,
                    summit=decision.summit,
                    rules=decision.rules,
                    why=decision.why,
                    memory=visit.remembered,
                    sources=tuple(f"{s.source}:{s.credibility}" for s in visit.sources),
                )
            )
        order = {visit.id: (visit.start.earliest, visit.id) for visit in self.case.visits}
        return Results(sorted(rows, key=lambda row: order[row.id]), table_coverage(self.case, "visits", span))

    def _asked(self) -> None:
        if not self.case.visits:
            raise ChoiceError(
                f"case {self.case.id} has no visits, so there is nothing to ask; fill in visits.csv"
            )

    def rules(self, name: str | None = None) -> ChosenRules:
        """A rule set ready to apply, by name."""
        return choose_rules(self.case, name)

    def frequency(
        self,
        *,
        rules: str | None = None,
        eras: str | None = None,
        weight: float = 1.0,
        direction: Directions = "both",
        window: Window | None = None,
    ) -> Results[EraFrequency]:
        """Average visits a year by era, with exact intervals; see ``relations.frequency``."""
        if not weight >= 0:
            raise ChoiceError(f"weight {weight!r} is below 0; a summit weighs 0 or more ordinary visits")
        scheme, _ = choose_scheme(self.case, eras)
        _known_direction(direction)
        rows = frequency(
            self.case, self.rules(rules), scheme, weight=weight, direction=direction, window=window
        )
        return Results(
            rows, table_coverage(self.case, "visits", window) + table_coverage(self.case, "tenures")
        )

    def ranking(
        self,
        side: str,
        *,
        rules: str | None = None,
        eras: str | None = None,
        weight: float = 1.0,
        window: Window | None = None,
    ) -> Ranking:
        """The eras of one side (``partner`` or ``target``) from the lowest average up."""
        if side not in {"partner", "target"}:
            raise ChoiceError(unknown("side", side, ["partner", "target"]))
        return rank(self.frequency(rules=rules, eras=eras, weight=weight, window=window), side)

    def grid(
        self,
        *,
        rules: Sequence[str] | None = None,
        eras: Sequence[str] | None = None,
        weights: Sequence[float] = WEIGHTS,
        window: Window | None = None,
    ) -> DefinitionGrid:
        """Every published average under every definition; see ``relations.grid``."""
        for name in rules or ():
            self.rules(name)
        for name in eras or ():
            choose_scheme(self.case, name)
        return grid(self.case, rule_sets=rules, schemes=eras, weights=weights, window=window)

    def latency(
        self, *, rules: str | None = None, after: Sequence[str] = ("nuclear_test",), direction: str = "both"
    ) -> Latency:
        """Days from each event of the given kinds to the first visit that counts, open ones kept."""
        kinds = sorted({event.kind for event in self.case.events})
        for kind in after:
            if kind not in kinds:
                raise ChoiceError(unknown("kind of event", kind, kinds))
        return latency(self.case, self.rules(rules), kinds=after, direction=_known_direction(direction))

    def gaps(self, *, rules: str | None = None, on: date | None = None, summits_only: bool = True) -> Gaps:
        """Days since the last summit (or visit) on a day, and the longest silences up to it."""
        return gaps(self.case, self.rules(rules), on=on, summits_only=summits_only)

    def seats(self, *, rules: str | None = None) -> Results[RosterUse]:
        """How far the rosters of each congress were read, and the visits that a seat decides."""
        return Results(rosters(self.case, self.rules(rules)), table_coverage(self.case, "visits"))

    def lists(self) -> Results[ListedEntry]:
        """Lists of visits that others published, entry by entry beside ours."""
        return Results(compare_lists(self.case), table_coverage(self.case, "visits"))

    def coverage(self, *, rules: str | None = None, window: Window | None = None) -> Results[Decade]:
        """How well each decade was searched, and what was found in it."""
        return Results(
            decades(self.case, self.rules(rules), window), table_coverage(self.case, "visits", window)
        )

    def published(
        self,
        *,
        rules: str | None = None,
        eras: str | None = None,
        weight: float = 2.0,
        window: Window | None = None,
    ) -> Results[PublishedComparison]:
        """Published figures beside ours, under one set of definitions."""
        if not self.case.published:
            raise ChoiceError(
                f"case {self.case.id} has no published figures, so there is nothing to compare; fill in published.csv"
            )
        scheme, _ = choose_scheme(self.case, eras)
        rows = compare_published(self.case, self.rules(rules), scheme, weight=weight, window=window)
        return Results(rows, table_coverage(self.case, "published"))

    def compare(
        self,
        *others: Case,
        rules: str | None = None,
        window: Window | None = None,
        after: Sequence[str] | None = None,
    ) -> PairComparison:
        """This case beside others on the same target, by the switches of one of its rule sets; see ``visits.comparison``."""
        return compare((self.case, *others), rules=rules, window=window, after=after)

    def turning(self, *, rules: str | None = None) -> Results[RuleSwitch]:
        """For every rule, the visits whose answer would change under another option."""
        self._asked()
        return Results(rows_that_turn(self.case, self.rules(rules)), table_coverage(self.case, "visits"))

    def study_window(self, rules: str | None = None) -> Window:
        """The window a rule set was made for, clipped to what the case observed."""
        return study_window(self.case, self.rules(rules))


def _known_direction(direction: str) -> str:
    if direction not in SIDES:
        raise ChoiceError(unknown("direction", direction, list(SIDES)))
    return direction
