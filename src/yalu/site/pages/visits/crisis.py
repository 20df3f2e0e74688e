"""How soon somebody travelled after a crisis."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from yalu.case.coverage.completeness import COMPLETE
from yalu.case.records import Case
from yalu.site import charts
from yalu.site.data.visit_data import VisitData, listed, name_of, side_of
from yalu.site.frame.figure_page import Column, FigurePage, Key, Shape
from yalu.site.frame.templates import words
from yalu.visits.latency import CrisisResponse, Latency
from yalu.vocabulary.dates import parse_date
from yalu.vocabulary.words.numerals import plural
from yalu.vocabulary.words.readable import spoken_date

_SIDES = {"partner": "partner_to_target", "target": "target_to_partner"}
_SHAPES: tuple[tuple[str, Shape], ...] = (("partner", "dot"), ("target", "bar"))


def first_answer(case: Case, observed: VisitData) -> FigurePage | None:
    """The wait for the first visit from each side, on one line a crisis."""
    found = observed.answers["both"]
    if not found.responses:
        return None
    published = {
        given["event"]: row.value
        for row in case.published
        if row.figure == "latency" and "event" in (given := dict(row.parameters)) and row.value is not None
    }
    drawn = _marks(observed, published)
    thin = _thin(case, found)
    return FigurePage(
        slug="first-answer",
        title=_answer_title(found, "anybody", thin=bool(thin)),
        subtitle=f"Days from each {_kinds(found)} to the first day of the first visit that counts, from either side; "
        f"named is who came first; rule set “{observed.rules.title}”",
        shows=f"Days from each {_kinds(found)} to the first visit from either side",
        wide=charts.first_to_set_out(drawn, narrow=False),
        narrow=charts.first_to_set_out(drawn, narrow=True),
        keys=_keys(case, observed, any(mark["published"] is not None for mark in drawn)),
        columns=(
            Column("event", "Event"),
            Column("date", "Date"),
            Column("side", "Guest from"),
            Column("days", "Days", numeric=True),
            Column("range", "Possible days", numeric=True),
            Column("visit", "Visit", links="visit"),
            Column("guest", "Guest"),
            Column("marks", "Day by day", long=True),
            Column("trail", "Trail", links="trail"),
        ),
        rows=tuple(_cells(answer, name_of(case, side)) for side, answer in _by_side(observed)),
        notes=(*thin, *_passed(found), *_as_known_then(observed)),
        definition=found.responses[-1].figure.definition,
        uncertainty="“Possible days” is a range where an inexact date or an undecided visit leaves open how long "
        "the wait was. Open waits are shown as open, never dropped.",
        results=tuple(
            answer.figure
            for name in ("both", *_SIDES.values())
            for answer in observed.answers[name].responses
        ),
    )


def _by_side(observed: VisitData) -> list[tuple[str, CrisisResponse]]:
    """The wait for each side after each crisis, crisis by crisis."""
    sides = [[(side, answer) for answer in observed.answers[name].responses] for side, name in _SIDES.items()]
    return [pair for pairs in zip(*sides, strict=True) for pair in pairs]


def _keys(case: Case, observed: VisitData, published: bool) -> tuple[Key, ...]:
    answers = [answer for _, answer in _by_side(observed)]
    seen = {side_of(answer.direction) for answer in answers if answer.closed}
    keys = [
        Key(side, shape, f"First guest from {name_of(case, side)}") for side, shape in _SHAPES if side in seen
    ]
    if not all(answer.closed for answer in answers):
        keys.append(Key("context", "arrow", "Nobody yet when observation ended"))
    return (*keys, *((Key("published", "diamond", "Published value"),) if published else ()))


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


def _marks(observed: VisitData, published: dict[str, float]) -> list[dict[str, Any]]:
    """Two marks a crisis; the words beside the line say who came first."""
    first = {answer.event: answer for answer in observed.answers["both"].responses}
    made: list[dict[str, Any]] = []
    for side, answer in _by_side(observed):
        days = answer.days if answer.days is not None else answer.open_days or 0
        cited = [
            citation for row in answer.figure.trail.rows if row.id == answer.visit for citation in row.sources
        ]
        first_row = not made or made[-1]["event"] != answer.event
        made.append(
            {
                "event": answer.event,
                "label": f"{answer.title}|{spoken_date(answer.date)}",
                "side": side,
                "days": days,
                "shown": f"{_said_days(answer)}, {answer.guest}" if answer.closed else f"nobody in {plural(days, 'day')}",
                "words": _said_first(first[answer.event]) if first_row else "",
                "short": _said_first(first[answer.event], short=True) if first_row else "",
                "censored": not answer.closed,
                "published": published.get(answer.event) if first_row else None,
                "source": (cited[0].title or cited[0].id) if cited else "",
            }
        )  # fmt: skip
    return made


def _said_first(answer: CrisisResponse, *, short: bool = False) -> str:
    if not answer.closed:
        return f"nobody in {plural(answer.open_days or 0, 'day')}"
    if short:
        return f"first: {plural(answer.days or 0, 'day')}"
    return f"first: {answer.guest}, {_said_days(answer)}"


def _said_days(answer: CrisisResponse) -> str:
    """The days of a wait that is over, with its bounds where dates or visits leave them open."""
    if answer.days_low == answer.days == answer.days_high:
        return plural(answer.days or 0, "day")
    return f"{plural(answer.days or 0, 'day')} ({_range(answer)})"


def _cells(answer: CrisisResponse, side: str) -> tuple[str | int | float | None, ...]:
    marks = "; ".join(f"day {m.day}: {m.text.rstrip('.') or words(m.what)}" for m in answer.marks)
    return (
        answer.title, spoken_date(answer.date), side, _days(answer), _range(answer), answer.visit, answer.guest,
        marks, answer.figure.id,
    )  # fmt: skip


def _days(answer: CrisisResponse) -> str:
    return f"{answer.days:,}" if answer.days is not None else f"open after {answer.open_days:,}"


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
            (titles[name], f"{a.title}, {spoken_date(a.date)}", _days(a), a.visit, a.guest)
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
            # A month in three letters: heads of six columns stand side by side on a phone.
            "column": "|".join(
                part[:3] if part.isalpha() else part for part in spoken_date(answer.date).split()
            ),
            "named": spoken_date(answer.date),
            "shown": f"{answer.days:,}" if answer.days is not None else f"{answer.open_days:,}+",
            "shade": 1 if answer.days == default.days else 3,
            "hit": False,
        }
        for name, latency in found.items()
        for answer, default in zip(latency.responses, responses, strict=True)
    ]
