"""How soon somebody travelled after a crisis."""

from __future__ import annotations

from datetime import timedelta

import msgspec

from yalu.case.coverage.completeness import COMPLETE
from yalu.case.records import Case
from yalu.site import charts
from yalu.site.data.visit_data import DIRECTIONS, VisitData, listed, name_of, side_of, way
from yalu.site.frame.figure_page import Column, FigurePage, Key
from yalu.site.frame.templates import spoken_date, words
from yalu.visits.latency import CrisisResponse, Latency
from yalu.visits.statistics.survival import CurveStep
from yalu.vocabulary.dates import parse_date
from yalu.vocabulary.words.numerals import plural

CURVE_COLUMNS = (
    Column("direction", "Direction"),
    Column("days", "Days", numeric=True),
    Column("waiting", "Still waiting", numeric=True),
    Column("error", "Standard error", numeric=True),
    Column("at_risk", "At risk", numeric=True),
    Column("answered", "Answered", numeric=True),
)


def first_answer(case: Case, observed: VisitData) -> FigurePage | None:
    """The wait for the first visit in either direction."""
    published = {
        given["event"]: row.value
        for row in case.published
        if row.figure == "latency" and "event" in (given := dict(row.parameters)) and row.value is not None
    }
    page = _answer(case, observed.answers["both"], slug="first-answer", who="anybody", published=published)
    return page and msgspec.structs.replace(page, notes=page.notes + _as_known_then(observed))


def _as_known_then(observed: VisitData) -> tuple[str, ...]:
    """What was still open when the study that the rule set follows ended, and how it closed since."""
    then, now = observed.answers_then, {answer.event: answer for answer in observed.answers["both"].responses}
    notes = []
    for answer in then.responses if then is not None else ():
        if answer.closed:
            continue
        since = now[answer.event]
        closed = (
            f"It ended on {spoken_date(since.marks[0].date if since.marks else since.date)}, "
            f"after {plural(since.days or 0, 'day')}, with {since.guest} ({since.visit}), "
            f"admitted by {', '.join(since.by_rule)}."
            if since.closed
            else f"It was not over by {spoken_date(since.observed_until)}."
        )
        notes.append(
            f"As known on {spoken_date(answer.observed_until)}, nobody had travelled "
            f"{plural(answer.open_days or 0, 'day')} after {answer.title}. {closed}"
        )
    return tuple(notes)


def partner_answer(case: Case, observed: VisitData) -> FigurePage | None:
    """The wait for the partner's first envoy."""
    who = f"an envoy from {name_of(case, 'partner')}"
    return _answer(case, observed.answers["partner_to_target"], slug="partner-answer", who=who, published={})


def target_answer(case: Case, observed: VisitData) -> FigurePage | None:
    """The wait for the target's first envoy."""
    who = f"an envoy from {name_of(case, 'target')}"
    return _answer(case, observed.answers["target_to_partner"], slug="target-answer", who=who, published={})


def _answer(
    case: Case, found: Latency, *, slug: str, who: str, published: dict[str, float]
) -> FigurePage | None:
    if not found.responses:
        return None
    drawn = [_mark(answer, published.get(answer.event)) for answer in found.responses]
    keys = [
        Key("partner", "dot", f"Guest from {name_of(case, 'partner')}"),
        Key("target", "dot", f"Guest from {name_of(case, 'target')}"),
    ]
    seen = {side_of(answer.direction) for answer in found.responses if answer.closed}
    keys = [key for key in keys if key.token in seen]
    if found.summary.open:
        keys.append(Key("context", "arrow", "Nobody yet when observation ended"))
    if any(mark["published"] is not None for mark in drawn):
        keys.append(Key("published", "diamond", "Published value"))
    return FigurePage(
        slug=slug,
        title=_answer_title(found, who, thin=bool(_thin(case, found))),
        subtitle=f"Days from each {_kinds(found)} to the first day of the first visit that counts "
        f"({way(case, found.direction)}), rule set {found.rules}",
        shows=f"Days from each {_kinds(found)} to the first visit",
        wide=charts.response_days(drawn, narrow=False),
        narrow=charts.response_days(drawn, narrow=True),
        keys=tuple(keys),
        columns=(
            Column("event", "Event"),
            Column("date", "Date"),
            Column("days", "Days", numeric=True),
            Column("range", "Possible days", numeric=True),
            Column("visit", "Visit", links="visit"),
            Column("guest", "Guest"),
            Column("marks", "Day by day"),
            Column("trail", "Trail", links="trail"),
        ),
        rows=tuple(_cells(answer) for answer in found.responses),
        notes=(*_thin(case, found), *_passed(found)),
        definition=found.responses[-1].figure.definition,
        uncertainty="“Possible days” is a range where an inexact date or an undecided visit leaves open how long "
        "the wait was. Open waits are shown as open, never dropped.",
        results=tuple(answer.figure for answer in found.responses),
    )


def _thin(case: Case, found: Latency) -> tuple[str, ...]:
    """A note where a case that rates its years did not search all years of a wait well: a wait is then a most."""
    level = {row.year: row.level for row in case.rated_years}
    if not level:
        return ()
    short = 0
    for answer in found.responses:
        first, waited = parse_date(answer.date).earliest, answer.days if answer.closed else answer.open_days
        last = first + timedelta(waited or 0)
        short += any(level.get(year) not in COMPLETE for year in range(first.year, last.year + 1))
    if not short:
        return ()
    return (
        f"The years of {short} of {plural(len(found.responses), 'wait')} were not all searched well: a visit "
        "that came sooner may be missing, so each of these is the most it can have been.",
    )


def _answer_title(found: Latency, who: str, *, thin: bool) -> str:
    """The longest wait and the shortest, each with its crisis, and what became of the others."""
    closed = [answer for answer in found.responses if answer.days is not None]
    verb = "anybody travelled" if who == "anybody" else f"{who} set out"
    end = spoken_date(found.responses[0].observed_until)
    if not closed:
        nobody = "nobody had travelled" if who == "anybody" else f"no such visit by {who} is on record"
        return f"After {plural(found.summary.open, _kinds(found))} {nobody} by {end}"
    took = "it took, as far as the years were searched," if thin else "it took"
    short, long = (found_(closed, key=lambda a: a.days or 0) for found_ in (min, max))
    title = f"After {_when(long, found)} {took} {plural(long.days or 0, 'day')} until {verb}"
    if len(closed) > 1:
        others = f"{plural(short.days or 0, 'day')} after {_when(short, found)}"
        # Where days are open, or a year was not searched well, no wait is called the longest.
        sure = not thin and all((a.days_high or 0) < (long.days_low or 0) for a in closed if a is not long)
        said = f", the longest of {plural(len(closed), 'wait')} that ended; it took" if sure else "; it took"
        title += f"{said} {others}"
    return title + (f"; {plural(found.summary.open, 'wait')} not over by {end}" if found.summary.open else "")


def _when(answer: CrisisResponse, found: Latency) -> str:
    """A crisis by its title; by its day too where another one has the same."""
    alike = sum(other.title == answer.title for other in found.responses) > 1
    return f"{answer.title} of {spoken_date(answer.date)}" if alike else answer.title


def _kinds(found: Latency) -> str:
    return listed([words(kind) for kind in found.kinds]).replace(" and ", " or ")


def _mark(answer: CrisisResponse, published: float | None) -> dict[str, object]:
    days = answer.days if answer.days is not None else answer.open_days or 0
    shown = f"{_said_days(answer)}, {answer.guest}" if answer.closed else f"nobody in {plural(days, 'day')}"
    return {
        "label": f"{answer.title}|{spoken_date(answer.date)}",
        "side": side_of(answer.direction),
        "days": days,
        "shown": shown,
        "censored": not answer.closed,
        "published": published,
    }


def _said_days(answer: CrisisResponse) -> str:
    """The days of a wait that is over, with its bounds where dates or visits leave them open."""
    if answer.days_low == answer.days == answer.days_high:
        return plural(answer.days or 0, "day")
    return f"{plural(answer.days or 0, 'day')} ({_range(answer)})"


def _cells(answer: CrisisResponse) -> tuple[str | int | float | None, ...]:
    days = f"{answer.days:,}" if answer.days is not None else f"open after {answer.open_days:,}"
    marks = "; ".join(f"day {m.day}: {m.text.rstrip('.') or words(m.what)}" for m in answer.marks)
    return (
        answer.title,
        spoken_date(answer.date),
        days,
        _range(answer),
        answer.visit,
        answer.guest,
        marks,
        answer.figure.id,
    )


def _range(answer: CrisisResponse) -> str:
    """The shortest and longest wait that the sources leave possible, as one cell."""
    low = answer.open_days if answer.days_low is None else answer.days_low
    if answer.days_high is None:
        return f"{min(low or 0, answer.open_days or 0):,} or more"
    return f"{answer.days_high:,}" if low == answer.days_high else f"{low:,}–{answer.days_high:,}"


def _passed(found: Latency) -> tuple[str, ...]:
    """The visits that came first, or may have, but are not the answer: a sentence per crisis, naming each of them."""
    notes = []
    for answer in found.responses:
        if answer.passed_over:
            many = plural(len(answer.passed_over), "earlier visit is", "earlier visits are")
            notes.append(f"After {answer.title}, {many} not the answer: {'; '.join(answer.passed_over)}.")
    return tuple(notes)


def waiting(case: Case, observed: VisitData) -> FigurePage | None:
    """The Kaplan–Meier curves of both directions and of each."""
    both = observed.answers["both"]
    if len(both.responses) < 2:
        return None
    curves, marks = _curves(observed)
    median, thin = both.summary.median_kaplan_meier, _thin(case, both)
    return FigurePage(
        slug="waiting",
        title=f"{'As far as the years were searched, half' if thin else 'Half'} of "
        f"{plural(both.summary.waits, 'wait')} were over within {plural(median, 'day')}"
        if median is not None
        else f"Fewer than half of {plural(both.summary.waits, 'wait')} were over by {spoken_date(both.responses[0].observed_until)}",
        subtitle=f"Share of {plural(both.summary.waits, _kinds(both))} after which nobody had travelled yet, "
        "by days since (Kaplan–Meier)",
        shows="Share still waiting, by direction",
        wide=charts.still_waiting(curves, marks, narrow=False),
        narrow=charts.still_waiting(curves, marks, narrow=True),
        keys=(
            Key("ink", "step", "Either direction, with 95 % band"),
            Key("partner", "step", f"From {name_of(case, 'partner')}"),
            Key("target", "step", f"From {name_of(case, 'target')}"),
        ),
        columns=CURVE_COLUMNS,
        rows=tuple(
            (
                way(case, direction),
                step.days,
                f"{step.waiting:.0%}",
                f"{step.error:.2f}",
                step.at_risk,
                step.closed,
            )
            for direction in DIRECTIONS
            for step in observed.answers[direction].summary.curve
        ),
        notes=(
            *thin,
            *(
                ("Short upright strokes are waits that were not over when observation ended.",)
                if marks
                else ()
            ),
        ),
        definition="Product-limit estimate; a wait still open counts for as long as it was watched.",
        uncertainty="The band is 1.96 Greenwood standard errors to each side, cut at 0 and 1; with so few "
        "crises it is a guide, not a test.",
        results=tuple(answer.figure for answer in both.responses),
    )


def _curves(observed: VisitData) -> tuple[list[dict[str, object]], list[dict[str, object]]]:
    """The curves of all directions, and the points where a wait was cut short."""
    curves: list[dict[str, object]] = []
    marks: list[dict[str, object]] = []
    for direction in DIRECTIONS:
        found, side = observed.answers[direction], side_of(direction)
        last = max((answer.days or answer.open_days or 0) for answer in found.responses)
        curves += _curve(found.summary.curve, last, side, direction)
        for answer in found.responses:
            if not answer.closed:
                days = answer.open_days or 0
                marks.append({"side": side, "days": days, "share": _share(found.summary.curve, days)})
    return curves, marks


def _curve(steps: tuple[CurveStep, ...], last: int, side: str, series: str) -> list[dict[str, object]]:
    """The steps of one curve, drawn out to the last day watched; only the joint curve has a band."""
    rows: list[dict[str, object]] = []
    for step in steps:
        low = step.low if not side else step.waiting
        high = step.high if not side else step.waiting
        rows.append(
            {
                "series": series,
                "side": side,
                "days": step.days,
                "share": step.waiting,
                "low": low,
                "high": high,
            }
        )
    if steps and steps[-1].days < last:
        rows.append(rows[-1] | {"days": last})
    return rows


def _share(steps: tuple[CurveStep, ...], days: int) -> float:
    return next((step.waiting for step in reversed(steps) if step.days <= days), 1.0)


def under_other_rules(case: Case, observed: VisitData) -> FigurePage | None:
    """The wait after every crisis under every rule set."""
    found = observed.answers_by_rules
    responses = observed.answers["both"].responses
    if not responses or len(found) < 2:
        return None
    codebook = case.codebook
    titles = {name: codebook.rule_sets[name].title if codebook else name for name in found}
    drawn = _waits_by_rules(found, responses)
    turning = [
        default.title
        for place, default in enumerate(responses)
        if len({latency.responses[place].days for latency in found.values()}) > 1
    ]
    return FigurePage(
        slug="answers-by-rules",
        title=f"The rules change the wait after {len(turning)} of {plural(len(responses), 'crisis', 'crises')}"
        f"{_alike(len(responses) - len(turning))}"
        if turning
        else "Every rule set gives the same waits",
        subtitle="Days to the first visit, either direction, under every rule set; “+”: not over",
        shows="Days to the first visit under every rule set",
        wide=charts.choices_grid(drawn, narrow=False),
        narrow=charts.choices_grid(drawn, narrow=True),
        keys=(
            Key("heat-1", "band", f"As under {titles.get(observed.rules.name, observed.rules.name)}"),
            *((Key("heat-3", "band", "Differs from it"),) if turning else ()),
        ),
        columns=(
            Column("rule_set", "Rule set"),
            Column("event", "Event"),
            Column("days", "Days", numeric=True),
            Column("visit", "Visit", links="visit"),
            Column("guest", "Guest"),
        ),
        rows=tuple(
            (titles[name], f"{a.title}, {spoken_date(a.date)}", _cells(a)[2], a.visit, a.guest)
            for name, latency in found.items()
            for a in latency.responses
        ),
        definition="Each rule set decides for itself which visit is the first that counts.",
        uncertainty="",
        results=tuple(answer.figure for answer in responses),
    )


def _alike(rest: int) -> str:
    """What is so of the crises that no rule changes."""
    return f"; after {rest} it is the same under every rule set" if rest else ""


def _waits_by_rules(
    found: dict[str, Latency], responses: tuple[CrisisResponse, ...]
) -> list[dict[str, object]]:
    """A cell per rule set and crisis, darker where the default says otherwise."""
    return [
        {
            "row": words(name).capitalize(),
            "column": spoken_date(answer.date).replace(" ", "|"),
            "shown": f"{answer.days:,}" if answer.days is not None else f"{answer.open_days:,}+",
            "shade": 1 if answer.days == default.days else 3,
            "hit": False,
        }
        for name, latency in found.items()
        for answer, default in zip(latency.responses, responses, strict=True)
    ]
