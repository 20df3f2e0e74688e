"""Average visits a year by era, with summits weighted, exact intervals and the trail of rows."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Literal

import msgspec

from yalu.case.coverage.table_coverage import table_coverage, table_strength
from yalu.case.records import Case, Visit
from yalu.documents.choices import ChoiceError
from yalu.visits.citations import cite, figure_id
from yalu.visits.eras import Era, eras
from yalu.visits.record.coverage import CoverageSummary, coverage_of
from yalu.visits.rules.codebook import ChosenRules, choose_scheme
from yalu.visits.rules.counts import CountDecision, Decided, decided
from yalu.visits.statistics.poisson import garwood, weighted_interval
from yalu.vocabulary.answers import CANNOT_SAY
from yalu.vocabulary.coverage import combined, observed_span
from yalu.vocabulary.dates import Window
from yalu.vocabulary.results import Figure, Trail, TrailRow
from yalu.vocabulary.strength import Strength
from yalu.vocabulary.words.numerals import plural, with_noun

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

SIDES = {"both": None, "partner_to_target": "partner_to_target", "target_to_partner": "target_to_partner"}


class Tally(msgspec.Struct, frozen=True):
    """What an era holds: visits that surely count, ones that may, and the summits among each."""

    count: int
    possible: int
    summits: int
    summits_possible: int

    def total(self, weight: float) -> float:
        """Sure visits with summits weighted."""
        return self.count + (weight - 1) * self.summits

    def most(self, weight: float) -> float:
        """The most the record allows: undecided visits count, undecided summits weigh."""
        undecided = self.summits_possible if weight > 1 else 0
        return self.count + self.possible + (weight - 1) * (self.summits + undecided)

    def least(self, weight: float) -> float:
        """The least the record allows; below weight 1 an undecided summit lowers the sum."""
        undecided = min(self.summits_possible, self.count - self.summits) if weight < 1 else 0
        return self.count + (weight - 1) * (self.summits + undecided)


class Doubts(msgspec.Struct, frozen=True):
    """What a tally leaves open: sure visits that may be summits, and visits that may count, by whether they are summits."""

    sure_maybe_summit: int
    visits: int
    summits: int
    either: int

    def sums(self, weight: float) -> frozenset[float]:
        """Every weighted sum that some reading of the open rows adds to the sure visits."""
        return frozenset(
            round(lone + weight * top + (weight - 1) * raised, 9)
            for raised in range(self.sure_maybe_summit + 1)
            for top in range(self.summits + self.either + 1)
            for lone in range(self.visits + self.either - max(0, top - self.summits) + 1)
        )


class EraFrequency(msgspec.Struct, frozen=True):
    """One row of the frequency table: the era, its tally, and the figure with interval and trail.

    ``periods`` are its runs of days, several for an office that was held twice; ``start`` and ``end`` are the
    first and the last of all these days.
    """

    side: str
    leader: str
    name: str
    start: str
    end: str
    periods: tuple[str, ...]
    years: float
    tally: Tally
    weight: float
    figure: Figure
    coverage: CoverageSummary


class VisitCounts:
    """The visits of a case as decided by one rule set, held as arrays for fast repeated counting.

    ``direction`` keeps only visits of one direction; third-country rows count for ``both`` alone.
    """

    def __init__(self, case: Case, rules: ChosenRules, direction: str = "both") -> None:
        self.case, self.rules, self.direction = case, rules, direction
        wanted = SIDES[direction]
        self.rows: list[Decided] = [
            (visit, decision)
            for visit, decision in decided(case, rules)
            if decision.counts != "no" and (wanted is None or visit.direction == wanted)
        ]

    @cached_property
    def _arrays(self) -> tuple[object, ...]:
        import numpy as np  # noqa: PLC0415 - heavy, loaded when used

        return (
            np.array([v.start.earliest.toordinal() for v, _ in self.rows], dtype=np.int64),
            np.array([v.start.latest.toordinal() for v, _ in self.rows], dtype=np.int64),
            np.array([d.counts == "yes" for _, d in self.rows], dtype=bool),
            np.array([d.summit == "yes" for _, d in self.rows], dtype=bool),
            np.array([d.summit == "cannot_say" for _, d in self.rows], dtype=bool),
        )

    def tally(self, windows: Sequence[Window], edges: Sequence[Window] = ()) -> Tally:
        """Sure and possible visits in a set of windows. A date that straddles an edge is possible.

        So is one on days of the windows that may not belong to them (``edges``).
        """
        sure, maybe, summit, unclear = self._split(windows, edges)
        return Tally(
            int(sure.sum()),
            int(maybe.sum()),
            int((sure & summit).sum()),
            int((sure & unclear).sum()) + int((maybe & (summit | unclear)).sum()),
        )

    def doubts(self, windows: Sequence[Window], edges: Sequence[Window] = ()) -> Doubts:
        """What the tally of these windows leaves open, row by row of the undecided ones."""
        sure, maybe, summit, unclear = self._split(windows, edges)
        return Doubts(
            int((sure & unclear).sum()),
            int((maybe & ~summit & ~unclear).sum()),
            int((maybe & summit).sum()),
            int((maybe & unclear).sum()),
        )

    def _split(self, windows: Sequence[Window], edges: Sequence[Window]) -> tuple[NDArray[np.bool_], ...]:
        """Masks over the rows: surely in and counted, possibly so, surely a summit, possibly one."""
        import numpy as np  # noqa: PLC0415 - heavy, loaded when used

        earliest, latest, counts, summit, unclear = (np.asarray(a) for a in self._arrays)
        inside = np.zeros(len(self.rows), dtype=bool)
        touching = np.zeros(len(self.rows), dtype=bool)
        for window in windows:
            low = window.start.toordinal() if window.start else -1
            high = window.end.toordinal() if window.end else 10**9
            inside |= (earliest >= low) & (latest <= high)
            touching |= (latest >= low) & (earliest <= high)
        for window in edges:
            low = window.start.toordinal() if window.start else -1
            high = window.end.toordinal() if window.end else 10**9
            inside &= ~((latest >= low) & (earliest <= high))
        sure = inside & counts
        return sure, touching & ~sure, summit, unclear

    def within(
        self, windows: Sequence[Window], edges: Sequence[Window] = ()
    ) -> tuple[list[Decided], list[Decided]]:
        """The rows behind a tally: sure ones, then possible ones."""
        sure: list[Decided] = []
        maybe: list[Decided] = []
        for visit, decision in self.rows:
            where = {window.holds(visit.start) for window in windows}
            doubtful = any(window.holds(visit.start) != "no" for window in edges)
            if "yes" in where and decision.counts == "yes" and not doubtful:
                sure.append((visit, decision))
            elif where & {"yes", "cannot_say"}:
                maybe.append((visit, decision))
        return sure, maybe


def study_window(case: Case, rules: ChosenRules, window: Window | None = None) -> Window:
    """The window asked for, else the one the rule set was made for, clipped to what was observed.

    Raises ChoiceError where no day asked for was observed: a count over such days would be none for want of a look.
    """
    wanted = window if window is not None else rules.window
    shared = case.observed.clip(wanted)
    if shared is None and window is not None:
        raise ChoiceError(f"case {case.id} observed no day of {window}; it observed {case.observed}")
    return shared if shared is not None else Window(case.observed.start, case.observed.start)


def window_id(case: Case, rules: ChosenRules, span: Window) -> str:
    """A window as part of a figure's id: its last day; its first before it where that is not the rule set's own."""
    usual = study_window(case, rules).start
    return str(span.end) if span.start == usual else f"{span.start}..{span.end}"


def frequency(
    case: Case,
    rules: ChosenRules,
    scheme_name: str,
    *,
    weight: float = 1.0,
    direction: Literal["both", "partner_to_target", "target_to_partner"] = "both",
    window: Window | None = None,
) -> tuple[EraFrequency, ...]:
    """Average visits a year in every era of a scheme.

    value = (visits + (weight - 1) x summits) / years, over visits that surely count and surely
    fall in the era; ``low`` and ``high`` of the figure take the undecided ones out and in.
    """
    ledger = VisitCounts(case, rules, direction)
    span = study_window(case, rules, window)
    _, scheme = choose_scheme(case, scheme_name)
    return tuple(_row(ledger, era, scheme_name, weight, span) for era in eras(case, scheme, span))


def _row(ledger: VisitCounts, era: Era, scheme: str, weight: float, span: Window) -> EraFrequency:
    tally = ledger.tally(era.windows, era.edges)
    value = tally.total(weight) / era.years
    # Without a summit the weighted count is the count itself: one number has one interval, whatever a summit weighs.
    plain = weight == 1 or not tally.summits
    interval = (
        garwood(tally.count, era.years)
        if plain
        else weighted_interval(tally.count, tally.summits, weight, era.years)
    )
    kind = "Garwood 95 % interval" if plain else "Fay–Feuer 95 % interval for a weighted count"
    # An era of an empty table has no visits on record, which is not the same as none.
    asked = bool(ledger.case.visits)
    figure = Figure(
        id=figure_id(
            ledger.case,
            "frequency",
            ledger.rules.name,
            scheme,
            f"w{weight:g}",
            era.leader,
            ledger.direction,
            window_id(ledger.case, ledger.rules, span),
        ),
        title=f"Visits a year in the era of {era.name}",
        value=value if asked else None,
        unit="visits a year",
        definition=_definition(ledger, scheme, weight, era),
        trail=_trail(ledger, era, tally, weight, value),
        low=tally.least(weight) / era.years if asked else None,
        high=most_a_year(era, tally, weight) if asked else None,
        interval=interval if asked else None,
        interval_kind=kind,
        display=f"{value:.2f}" if asked else "",
    )
    return EraFrequency(
        side=era.side,
        leader=era.leader,
        name=era.name,
        start=str(era.span.start),
        end=str(era.span.end),
        periods=tuple(f"{w.start} – {w.end}" for w in era.windows),
        years=round(era.years, 4),
        tally=tally,
        weight=weight,
        figure=figure,
        coverage=coverage_of(ledger.case, era.windows),
    )


def most_a_year(era: Era, tally: Tally, weight: float) -> float | None:
    """The most visits a year that the record allows; None where no day surely belongs to the era."""
    return tally.most(weight) / era.years_least if era.years_least else None


def _definition(ledger: VisitCounts, scheme: str, weight: float, era: Era) -> str:
    which = {"both": "visits in both directions"}.get(
        ledger.direction, f"visits {ledger.direction.replace('_', ' ')}"
    )
    _, eras = choose_scheme(ledger.case, scheme)
    weighing = "all visits weigh 1" if weight == 1 else f"summits weigh {weight:g}"
    return f"{which} under {ledger.rules.called}, eras by “{eras.title}” ({era.by}), {weighing}"


def _trail(ledger: VisitCounts, era: Era, tally: Tally, weight: float, value: float) -> Trail:
    sure, maybe = ledger.within(era.windows, era.edges)
    windows = ", ".join(f"{w.start} to {w.end}" for w in era.windows)
    steps = [
        f"{plural(tally.count, 'visit')} that {'counts' if tally.count == 1 else 'count'}, {plural(tally.summits, 'summit')} among them",
        f"{era.name}: {windows} = {with_noun(f'{era.years:.4g}', 'years')} ({era.by})",
        f"({tally.count} + ({weight:g} - 1) x {tally.summits}) / {era.years:.4g} = {value:.4f}",
    ]
    if era.edges:
        days = ", ".join(f"{w.start} to {w.end}" for w in era.edges)
        steps.append(
            f"not stated to the day: {days} may not be in it; at least {with_noun(f'{era.years_least:.4g}', 'years')}"
        )
    if tally.possible or tally.summits_possible or era.edges:
        most = most_a_year(era, tally, weight)
        steps.append(
            f"cannot be decided: visits {tally.possible}, summits {tally.summits_possible}; "
            f"between {tally.least(weight) / era.years:.2f} and {'any number' if most is None else f'{most:.2f}'}"
        )
    covers = combined(table_coverage(ledger.case, "visits", w) for w in era.windows)
    return Trail(
        steps=tuple(steps),
        rules=tuple(f"{number}: {option}" for number, option, _ in ledger.rules.options),
        rows=tuple(trail_row(ledger.case, visit, decision) for visit, decision in sure),
        left_out=tuple(trail_row(ledger.case, visit, decision, undecided=True) for visit, decision in maybe),
        weights={"summit": weight, "other visit": 1.0},
        notes=tuple(
            f"{rule} is left open by the set's own source: {why}" for rule, why in ledger.rules.open.items()
        ),
        known_by=str(ledger.case.observed.end),
        data_version=ledger.case.data_version,
        coverage=covers,
        strength=Strength() if sure else table_strength(covers),
        observed=observed_span(era.windows),
    )


def unsure_summit(decision: CountDecision) -> CountDecision:
    """A decision as a question about summits has it: a visit that counts and may have been one is undecided."""
    if decision.counts != "yes" or decision.summit != "cannot_say":
        return decision
    why = f"whether it was a summit is not known; {decision.why}"
    return msgspec.structs.replace(decision, counts=CANNOT_SAY, why=why)


def trail_row(case: Case, visit: Visit, decision: CountDecision, *, undecided: bool = False) -> TrailRow:
    """A visit as trails show it: date, guest and post in words, what it counts as, why, sources."""
    why = decision.why
    if undecided and decision.counts == "yes":
        why = f"the date {visit.start} may lie outside the era; {why}"
    if visit.remembered:
        why += f"; from memory: {', '.join(visit.remembered)}"
    role = (
        "cannot say"
        if undecided
        else {"yes": "summit", "no": "visit", "cannot_say": "visit, summit unclear"}[decision.summit]
    )
    arrow = {"partner_to_target": "partner to target", "target_to_partner": "target to partner"}
    says = f"{visit.start}, {visit.guest} ({visit.post_text}), {arrow.get(visit.direction, 'third country')}, {visit.place}"
    return TrailRow(visit.id, says, role, why, cite(case, visit.sources))
