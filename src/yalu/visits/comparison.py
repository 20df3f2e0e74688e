"""Two or more partners of one target beside each other: visits a year and days to an envoy, by the same switches.

A comparison is only as good as the poorer record. Every number stands with how well its year was searched and
with the classes of guests that the rules would count and nobody looked for; a year that nobody rated has no
number at all, and more on one side is said only where the other side cannot have had as many.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

import msgspec

from yalu.case.records import Case, Event
from yalu.documents.choices import ChoiceError, unknown
from yalu.visits.eras import observed_until
from yalu.visits.frequency import VisitCounts
from yalu.visits.gaps import YearCount, visits_by_year, year_within
from yalu.visits.latency import CrisisResponse, latency
from yalu.visits.rules.counts import decided
from yalu.visits.rules.switches import (
    NOT_RATED,
    RuledCase,
    Switches,
    admitted_posts,
    ruled_cases,
    shared_rules,
    switches,
)
from yalu.vocabulary.answers import NO, YES, Answer
from yalu.vocabulary.dates import Window
from yalu.vocabulary.words.numerals import plural

# Kinds of event that a wait is measured after when nobody names one; a case names its own kinds.
_LIKELY = ("nuclear", "crisis", "attack", "long_range", "launch")


class ComparedCase(msgspec.Struct, frozen=True):
    """One case under the switches: its pair, its own name for them, and what the whole window holds.

    ``visits`` surely count and begin in the window, ``undecided`` may; ``announced`` to ``unconfirmed`` part the
    visits that count by what was public at the time, and ``not_seen`` are journeys of posts that count, of which
    only the announcement is on record. ``searched`` are calendar years by level.
    """

    id: str
    partner: str
    target: str
    rules: str
    first: str
    last: str
    visits: int
    summits: int
    undecided: int
    announced: int
    secret: int
    unconfirmed: int
    unknown: int
    not_seen: int
    searched: dict[str, int]
    not_looked_for: tuple[str, ...]
    least: bool
    data_version: str


class YearOfCase(msgspec.Struct, frozen=True):
    """The visits of one case in one year; every count is None where nobody rated how the year was searched.

    ``least``: the year was not searched well, or classes that the rules count were not looked for, so that there
    may have been more. ``rows`` are the ids behind the count.
    """

    total: int | None
    partner_to_target: int | None
    target_to_partner: int | None
    third_country: int | None
    summits: int | None
    undecided: int | None
    level: str
    least: bool
    not_looked_for: tuple[str, ...]
    rows: tuple[str, ...]


class ComparedYear(msgspec.Struct, frozen=True):
    """One calendar year of every case, in the order of the cases, and which of them surely had the most.

    ``most`` is a case's id, or "" where the record cannot say.
    """

    year: int
    cells: tuple[YearOfCase, ...]
    most: str


class WaitOfCase(msgspec.Struct, frozen=True):
    """The wait of one case after one event; ``on_record`` is no where the case has no such event.

    ``at_most``: some of the days between were not searched well, or classes that the rules count were not looked
    for, so that somebody may have come sooner. ``figure`` is the id that explains the wait in its own case.
    """

    on_record: Answer
    days: int | None
    days_low: int | None
    days_high: int | None
    open_days: int | None
    visit: str
    guest: str
    direction: str
    at_most: bool
    figure: str


class ComparedWait(msgspec.Struct, frozen=True):
    """One event and the wait after it in every case, in the order of the cases."""

    date: str
    kind: str
    title: str
    cells: tuple[WaitOfCase, ...]


class PairComparison(msgspec.Struct, frozen=True):
    """Cases on one target beside each other; ``finding`` says in a sentence what holds, with the last day."""

    target: str
    window: str
    last: str
    switches: Switches
    cases: tuple[ComparedCase, ...]
    years: tuple[ComparedYear, ...]
    kinds: tuple[str, ...]
    waits: tuple[ComparedWait, ...]
    finding: str
    warnings: tuple[str, ...]


def compare(
    cases: Sequence[Case],
    *,
    rules: str | None = None,
    window: Window | None = None,
    after: Sequence[str] | None = None,
) -> PairComparison:
    """Compare cases on one target under the switches of a rule set of the first of them (default: its own).

    ``window`` is clipped to the days that every case observed; ``after`` names kinds of event that every case
    has. Raises ChoiceError for fewer than two cases, another target, a case without visits, an option that a
    codebook lacks, days that the cases do not share, and a kind of event that one of them does not have.
    """
    _comparable(cases)
    chosen = shared_rules(cases, rules)
    span = _shared_window(cases, window)
    kinds = _kinds(cases, after)
    asked = ruled_cases(cases, chosen)
    years = tuple(_years(asked, span))
    compared = tuple(_whole(one, span) for one in asked)
    return PairComparison(
        target=cases[0].target, window=f"{span.start}/{span.end}", last=str(span.end),
        switches=switches(cases, chosen), cases=compared, years=years, kinds=kinds, waits=_waits(asked, span, kinds),
        finding=_finding(compared, years, span), warnings=_warnings(compared),
    )  # fmt: skip


def _comparable(cases: Sequence[Case]) -> None:
    if len(cases) < 2:
        raise ChoiceError("a comparison needs two cases; name a second one on the same target")
    for case in cases:
        if case.target != cases[0].target:
            raise ChoiceError(
                f"case {case.id} is about {case.target}, case {cases[0].id} about {cases[0].target}; "
                "compare cases on one target"
            )
        if not case.visits:
            raise ChoiceError(f"case {case.id} has no visits to compare; fill in visits.csv")
    if len({case.id for case in cases}) < len(cases):
        raise ChoiceError("one case is named twice; name two different cases")


def _shared_window(cases: Sequence[Case], window: Window | None) -> Window:
    span: Window | None = window or Window()
    for case in cases:
        observed_until(case)
        span = case.observed.clip(span) if span is not None else None
    if span is None or span.start is None or span.end is None:
        raise ChoiceError("the cases observed no day of this window together; ask for one that they share")
    return span


def _kinds(cases: Sequence[Case], after: Sequence[str] | None) -> tuple[str, ...]:
    held = [{event.kind for event in case.events} for case in cases]
    shared = set.intersection(*held)
    for kind in after or ():
        if kind not in shared:
            raise ChoiceError(unknown("kind of event that every case has", kind, sorted(shared)))
    return tuple(after or sorted(k for k in shared if any(word in k for word in _LIKELY)))


def _years(asked: Sequence[RuledCase], span: Window) -> Iterator[ComparedYear]:
    for cells in zip(*(_cells(one, span) for one in asked), strict=True):
        found = tuple(cell for _, cell in cells)
        yield ComparedYear(cells[0][0], found, _most([one.case.id for one in asked], found))


def _cells(one: RuledCase, span: Window) -> list[tuple[int, YearOfCase]]:
    case, rules = one.case, one.rules
    ids: dict[int, list[str]] = {}
    for visit, decision in decided(case, rules):
        year = year_within(case, visit, span)
        if decision.counts == YES and year is not None:
            ids.setdefault(year, []).append(visit.id)
    return [(count.year, _cell(one, count, ids)) for count in visits_by_year(case, rules, span)]


def _cell(one: RuledCase, count: YearCount, ids: dict[int, list[str]]) -> YearOfCase:
    level, missed = one.level(count.year), one.not_looked_for((count.year,))
    if level == NOT_RATED:
        return YearOfCase(None, None, None, None, None, None, level, True, missed, ())
    return YearOfCase(
        count.total, count.partner_to_target, count.target_to_partner, count.third_country, count.summits,
        count.undecided, level, one.is_least((count.year,)), missed, tuple(ids.get(count.year, ())),
    )  # fmt: skip


def _most(ids: Sequence[str], cells: Sequence[YearOfCase]) -> str:
    """The case that had more visits than any other could have had; "" where one may have had as many.

    A year that is a least has no most, so nothing surely exceeds it.
    """
    for place, cell in enumerate(cells):
        others = [c for i, c in enumerate(cells) if i != place]
        if cell.total is not None and all(
            not other.least and other.total is not None and cell.total > other.total + (other.undecided or 0)
            for other in others
        ):
            return ids[place]
    return ""


def _whole(one: RuledCase, span: Window) -> ComparedCase:
    case, rules = one.case, one.rules
    sure, maybe = VisitCounts(case, rules).within([span])
    years = range(0) if span.start is None or span.end is None else range(span.start.year, span.end.year + 1)
    public = [visit.secrecy for visit, _ in sure]
    seen = {"announced", "secret_then_confirmed", "unconfirmed"}
    return ComparedCase(
        id=case.id, partner=case.names.get("partner", case.partner), target=case.names.get("target", case.target),
        rules=rules.name, first=str(span.start), last=str(span.end), visits=len(sure),
        summits=sum(decision.summit == YES for _, decision in sure), undecided=len(maybe),
        announced=public.count("announced"), secret=public.count("secret_then_confirmed"),
        unconfirmed=public.count("unconfirmed"), unknown=sum(word not in seen for word in public),
        not_seen=_announced_only(one, span), searched=dict(Counter(one.level(year) for year in years)),
        not_looked_for=one.not_looked_for(years), least=one.is_least(years), data_version=case.data_version,
    )  # fmt: skip


def _announced_only(one: RuledCase, span: Window) -> int:
    """Visits of a post that the rules admit, begun in the window, of which only the announcement is on record."""
    admitted = admitted_posts(one.rules)
    return sum(
        visit.status == "announced_not_seen"
        and bool(admitted & set(visit.posts))
        and span.holds(visit.start) != "no"
        for visit in one.case.visits
    )


def _waits(asked: Sequence[RuledCase], span: Window, kinds: Sequence[str]) -> tuple[ComparedWait, ...]:
    """The waits after every event of the window, matched by its day and kind."""
    events: dict[tuple[str, str], dict[str, tuple[Event, CrisisResponse]]] = {}
    titles: dict[tuple[str, str], str] = {}
    for one in asked:
        case = one.case
        dated = {event.id: event for event in case.events}
        for answer in latency(case, one.rules, kinds=kinds).responses:
            event = dated[answer.event]
            if span.holds(event.date) != "no":
                key = (str(event.date), event.kind)
                events.setdefault(key, {})[case.id] = (event, answer)
                titles.setdefault(key, event.title)
    return tuple(
        ComparedWait(
            key[0],
            key[1],
            titles[key],
            tuple(_wait(one, events[key].get(one.case.id)) for one in asked),
        )
        for key in sorted(events)
    )


def _wait(one: RuledCase, found: tuple[Event, CrisisResponse] | None) -> WaitOfCase:
    if found is None:
        return WaitOfCase(NO, None, None, None, None, "", "", "", True, "")
    event, answer = found
    over = observed_until(one.case)
    if answer.closed:
        over = next(v.start.latest for v in one.case.visits if v.id == answer.visit)
    return WaitOfCase(
        YES, answer.days, answer.days_low, answer.days_high, answer.open_days, answer.visit, answer.guest,
        answer.direction, one.is_least(range(event.date.earliest.year, over.year + 1)), answer.figure.id,
    )  # fmt: skip


def _finding(compared: Sequence[ComparedCase], years: Sequence[ComparedYear], span: Window) -> str:
    """What is on record of every pair, and in which years the record lets one be called the busier."""
    counts = ", ".join(f"{'at least ' if c.least else ''}{c.visits} of {c.partner}" for c in compared)
    said = f"Visits with {compared[0].target} on record under the same rules, {span.start} to {span.end}: {counts}"
    led = {c.partner: [str(y.year) for y in years if y.most == c.id] for c in compared}
    ahead = [f"{name} had more in {', '.join(held)}" for name, held in led.items() if held]
    rest = sum(not year.most for year in years)
    if not ahead:
        return f"{said}; who had more can be said of none of {plural(len(years), 'year')}"
    return f"{said}; {', '.join(ahead)}, and of {plural(rest, 'year')} it cannot be said"


def _warnings(compared: Sequence[ComparedCase]) -> tuple[str, ...]:
    """How well each pair was searched, in a sentence each."""
    warnings = []
    for case in compared:
        levels = ", ".join(f"{many} {level}" for level, many in sorted(case.searched.items()))
        missed = (
            f"; counted where found, and not looked for: {', '.join(case.not_looked_for)}"
            if case.not_looked_for
            else ""
        )
        warnings.append(f"{case.partner}: years searched {levels}{missed}")
    return tuple(warnings)
