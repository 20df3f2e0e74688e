"""Visits counted: how many, when the first and last, and whether one counts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

import msgspec

from yalu.case.coverage.completeness import Sought
from yalu.case.coverage.table_coverage import table_strength
from yalu.case.records import Visit
from yalu.claims.catalogue import Parameter, Parameters, Subject, choice
from yalu.claims.evidence import Evidence, Unanswerable, UnknownName
from yalu.claims.questions.named_facts import day_or_event, event_of, is_day, rule_sets
from yalu.claims.records import FigureReading
from yalu.claims.subjects.counted_rows import visits_sought
from yalu.claims.subjects.readings import dated, event_row, figure_of, look_up, reading_of
from yalu.claims.subjects.visits.meetings import BETWEEN, met, persons, slug
from yalu.documents.choices import unknown
from yalu.visits.frequency import SIDES, trail_row
from yalu.visits.rules.counts import CountDecision
from yalu.vocabulary.answers import CANNOT_SAY, NO, YES, Answer
from yalu.vocabulary.dates import Window
from yalu.vocabulary.results import TrailRow, rows_strength
from yalu.vocabulary.strength import Strength

# What people call a visit, and what a meeting of leaders, other than the unit itself.
_EITHER = ("meeting", "talk", "encounter", "time", "occasion", "instance")
NOUNS = {
    "visit": ("visit", "exchange", "trip", "delegation", "journey", "mission", "tour", "contact", *_EITHER),
    "summit": ("summit", *_EITHER),
}
Pair = tuple[Visit, CountDecision]


def _rule_readings(evidence: Evidence, given: Parameters) -> Sequence[str]:
    """The rule sets to try; none where two persons are named, whose meeting is a fact under any of them."""
    return () if given.get("between") else rule_sets(evidence, given)


RULES = Parameter(
    "rules",
    "the rule set that says which visits count",
    alternatives=_rule_readings,
    names=rule_sets,
    open=True,
)
DIRECTION = choice(
    "direction",
    "both, or one way only; both takes in meetings in a third country",
    tuple(SIDES),
    default="both",
)
WHAT = choice("what", "all visits that count, or summits only", ("visit", "summit"))
FROM = Parameter("from", "from this day, or after this event", kind="day")
TO = Parameter("to", "to this day, or before this event", kind="day", also=("until", "on"))
GUEST = Parameter("guest", "the guest: kim-jong-il, Kim Jong Il, or a part of the name that fits one guest")


def span(evidence: Evidence, given: Parameters) -> tuple[Window, tuple[TrailRow, ...]]:
    """The days asked about, inside what was observed; an event begins the day after it. Raises Unanswerable."""
    case = evidence.case
    rows = []
    ends: list[date | None] = []
    for name in ("from", "to"):
        text = given.get(name, "")
        if not text:
            ends.append(None)
            continue
        when = day_or_event(evidence, text, name)
        if is_day(text):
            ends.append(when.earliest if name == "from" else when.latest)
            continue
        rows.append(event_row(evidence, event_of(evidence, text)))
        ends.append(when.latest + timedelta(1) if name == "from" else when.earliest - timedelta(1))
    first, last = ends
    observed = case.observed
    if first is not None and last is not None and last < first:
        raise Unanswerable(f"the window runs from {first} back to {last}; swap from and to")
    shared = observed.clip(Window(first, last))
    if shared is None:
        raise Unanswerable(f"{first or ''} to {last or ''} lies outside what the case observed, {observed}")
    return shared, tuple(rows)


def decided(evidence: Evidence, given: Parameters) -> list[Pair]:
    """Every visit of the direction and guest asked about, with the decision on it, or on the meeting of two persons."""
    case = evidence.case
    if not case.visits:
        raise Unanswerable("the case has no visits")
    wanted, guest = SIDES[given.get("direction") or "both"], slug(given.get("guest", ""))
    pairs = zip(case.visits, evidence.decisions(given["rules"]), strict=True)
    found = [(v, d) for v, d in pairs if (wanted is None or v.direction == wanted) and guest in slug(v.guest)]
    if guest and not found and any(guest in slug(v.guest) for v in case.visits):
        raise Unanswerable(f"no visit of {given['guest']} is recorded in the direction {given['direction']}")
    if guest and not found:
        raise UnknownName(unknown("guest", guest, sorted({slug(v.guest) for v in case.visits})))
    if persons(evidence, given):
        return [(v, met(evidence, v, d, given)) for v, d in found]
    return found


def _named(evidence: Evidence, guest: str) -> str:
    """A guest as definitions say it: a leader by name, anybody else as asked."""
    return next((t.name for t in evidence.case.tenures if t.leader == guest), guest)


def counted_by(evidence: Evidence, given: Parameters) -> str:
    """By what a visit counts, as definitions say it: a rule set, or the two persons who met."""
    under = f"under {evidence.rules(given['rules']).called}"
    if not given.get("between"):
        return under
    persons = [one.strip() for one in given["between"].replace(";", ",").split(",")]
    return f"as a meeting of {' and '.join(persons)}" + (
        f" {under}" if given["rules"] else ", whatever rule set"
    )


def stands(decision: CountDecision, what: str) -> Answer:
    """Whether a visit counts as what is asked for; a summit has to count and to be one."""
    return decision.counts & decision.summit if what == "summit" else decision.counts


def counted(evidence: Evidence, given: Parameters) -> FigureReading:
    """How many visits count, with the undecided as bounds; none is an answer only where some are recorded."""
    case = evidence.case
    window, named = span(evidence, given)
    sure: list[Pair] = []
    maybe: list[Pair] = []
    pairs = decided(evidence, given)
    for visit, decision in pairs:
        inside, counts = window.holds(visit.start), stands(decision, given["what"])
        if inside == "yes" and counts == "yes":
            sure.append((visit, decision))
        elif inside != "no" and counts != "no":
            maybe.append((visit, decision))
    elsewhere = [] if sure else _elsewhere(evidence, given, {v.id for v, _ in maybe})
    if not sure and not elsewhere:
        raise Unanswerable(
            f"no {given['what']} of the case counts under these rules, so silence shows nothing"
        )
    rules = evidence.rules(given["rules"])
    rows = (*named, *(trail_row(case, v, d) for v, d in sure))
    covers = evidence.covers("visits", sought=visits_sought(evidence, given, window))
    figure = figure_of(
        evidence,
        f"visits-count/{rules.name}/{given['what']}/{given['direction']}/{window.start}/{window.end}/"
        f"{slug(given['guest'])}{slug(given.get('between', ''))}",
        f"{given['what'].capitalize()}s from {window.start} to {window.end}",
        f"{given['what']}s ({given['direction'].replace('_', ' ')}) that surely count {counted_by(evidence, given)}, "
        f"{window.start} to {window.end}"
        + (f", guest {_named(evidence, given['guest'])}" if given["guest"] else ""),
        value=float(len(sure)),
        unit=f"{given['what']}s",
        low=float(len(sure)),
        high=float(len(sure) + len(maybe)),
        observed=window,
        coverage=covers,
        steps=(f"{len(sure)} surely count, {len(maybe)} cannot be decided",),
        rules=tuple(f"{number}: {option}" for number, option, _ in rules.options) if _ruled(given) else (),
        rows=rows,
        left_out=(*(trail_row(case, v, d, undecided=True) for v, d in maybe), *elsewhere),
        known_by=str(case.observed.end),
        strength=rows_strength(rows) + (Strength() if sure else table_strength(covers)),
    )
    return reading_of(figure)


def _ruled(given: Parameters) -> bool:
    """Whether a rule set decides what counts."""
    return bool(given["rules"]) or not given.get("between")


def _elsewhere(evidence: Evidence, given: Parameters, less: set[str]) -> list[TrailRow]:
    """What a count of none rests on: the rows outside the window that show that such visits are recorded."""
    pairs = evidence_pairs(evidence, given)
    recorded = (p for p in pairs if stands(p[1], given["what"]) == "yes" and p[0].id not in less)
    why = {"role": "outside the question", "why": "shows that such visits are recorded"}
    return [msgspec.structs.replace(trail_row(evidence.case, *pair), **why) for pair in recorded]


def evidence_pairs(evidence: Evidence, given: Parameters) -> list[Pair]:
    """Every visit of the case with its decision, whoever the guest."""
    return list(zip(evidence.case.visits, evidence.decisions(given["rules"]), strict=True))


def surely_inside(evidence: Evidence, given: Parameters, window: Window) -> list[Pair]:
    """The visits asked about that surely count and surely lie in some days, the earliest first."""
    pairs = (p for p in decided(evidence, given) if stands(p[1], given["what"]) == "yes")
    inside = (p for p in pairs if window.holds(p[0].start) == "yes")
    return sorted(inside, key=lambda p: (p[0].start.earliest, p[0].id))


def _date(evidence: Evidence, given: Parameters) -> FigureReading:
    window, _ = span(evidence, given)
    pairs = surely_inside(evidence, given, window)
    if not pairs:
        raise Unanswerable(f"no {given['what']} that counts from {window.start} to {window.end}")
    visit, decision = pairs[0 if given["which"] == "first" else -1]
    rules = evidence.rules(given["rules"])
    figure = figure_of(
        evidence,
        f"visits-date/{given['which']}/{given['what']}/{rules.name}/{window.start}/{window.end}"
        + (f"/{slug(given['between'])}" if given["between"] else ""),
        f"The {given['which']} {given['what']} from {window.start} to {window.end}",
        f"first day of the {given['which']} {given['what']} that counts {counted_by(evidence, given)}",
        "visits",
        sought=visits_sought(evidence, given, window),
        observed=window,
        rows=(trail_row(evidence.case, visit, decision),),
        known_by=str(evidence.case.observed.end),
        display=str(visit.start),
    )
    return dated(visit.start.earliest, visit.start.latest, figure)


def _counted_rows(evidence: Evidence, given: Parameters, named: frozenset[str]) -> tuple[Sought, ...]:
    return (visits_sought(evidence, given, span(evidence, given)[0], named),)


def _later_or_earlier(evidence: Evidence, given: Parameters, named: frozenset[str]) -> tuple[Sought, ...]:
    """The visits that could be the first or last in place of the one found."""
    window, found = span(evidence, given)[0], _date(evidence, given)
    beyond = {
        "last": Window(date.fromordinal(int(found.low or 1)), window.end),
        "first": Window(window.start, date.fromordinal(int(found.high or 1))),
    }[given["which"]]
    return (visits_sought(evidence, given, beyond, named),)


def _verdict(evidence: Evidence, given: Parameters) -> FigureReading:
    pairs = {pair[0].id: pair for pair in evidence_pairs(evidence, given)}
    visit, decision = look_up(pairs, "visit", given["visit"], list(pairs)[:400])
    shown = {YES: "counts", NO: "does not count", CANNOT_SAY: "cannot say"}[decision.counts]
    figure = figure_of(
        evidence,
        f"visits-verdict/{visit.id}/{given['rules']}",
        f"Whether the visit of {visit.guest} on {visit.start} counts",
        decision.why,
        "visits",
        rows=(trail_row(evidence.case, visit, decision),),
        rules=decision.rules,
        known_by="",
        display=shown,
    )
    if decision.counts == CANNOT_SAY:
        return FigureReading(cannot=decision.why, shown=shown, figure=figure)
    also = {
        YES: ("yes", "counted", "qualifies", "high-level"),
        NO: ("no", "not counted", "does not qualify", "not high-level"),
    }
    return FigureReading(words=(shown, *also[decision.counts]), shown=shown, figure=figure)


SUBJECTS = (
    Subject(
        "visits.count", "How many visits count", "count", unit="visits",
        parameters=(FROM, TO, DIRECTION, WHAT, GUEST, BETWEEN, RULES), compute=counted, sought=_counted_rows,
        nouns=lambda evidence, given: NOUNS[given["what"]], example="--from 1953-07-27 --to 2017-03-17",
        stated="at least 150",
    ),
    Subject(
        "visits.date", "The day of the first or last visit", "date",
        parameters=(
            choice("which", "first or last", ("first", "last"), default="last", tried=True), WHAT, FROM, TO, GUEST,
            BETWEEN, DIRECTION, RULES,
        ),
        compute=_date, sought=_later_or_earlier, moves=lambda given: "up" if given["which"] == "last" else "down",
        example="--which last --what summit --to 2017-03-17", stated="May 2011",
    ),
    Subject(
        "visits.verdict", "Whether a visit counts", "words",
        parameters=(Parameter("visit", "the id of a visit; yalu visits list has them", required=True), RULES),
        compute=_verdict, example="--visit V001", stated="counts",
    ),
)  # fmt: skip
