"""Plain counts compared with published counts: visits in a window, by one guest, since an event, trips."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import get_args

import msgspec

from yalu.case.coverage.table_coverage import table_coverage
from yalu.case.dated_rows import dated_rows, span_of_rows
from yalu.case.records import Case, Published, Secrecy, VisitDirection
from yalu.visits.agreement import PublishedComparison, cannot, stand
from yalu.visits.citations import figure_id
from yalu.visits.frequency import VisitCounts, trail_row, unsure_summit
from yalu.visits.record.posts_without_visits import uncollected_words
from yalu.visits.rules.codebook import ChosenRules, listed
from yalu.visits.rules.counts import Decided
from yalu.vocabulary.answers import CANNOT_SAY, YES
from yalu.vocabulary.coverage import observed_span
from yalu.vocabulary.dates import DateError, Window, parse_date, parse_window
from yalu.vocabulary.results import Figure, Trail
from yalu.vocabulary.words.numerals import plural

# What a count looks at, with the values it knows where not every one will do.
_UNDERSTOOD: dict[str, frozenset[str] | None] = {
    "window": None, "from": None, "until": None, "event": None, "guest": None, "summits": frozenset({"only"}),
    "direction": frozenset({"both", *get_args(VisitDirection)}), "secrecy": frozenset(get_args(Secrecy)),
}  # fmt: skip

_SECRECY = "whether it was announced at the time is not known"
_OF_TRIPS = {"leader", "guest", "from", "until"}


def compare_count(
    case: Case, rules: ChosenRules, span: Window, row: Published, given: dict[str, str]
) -> PublishedComparison:
    """A published count beside ours, over the window, guest, direction and secrecy that it names.

    A parameter that no count here understands makes the row "cannot say": ignoring it would
    compare two different things.
    """
    if row.figure == "trips":
        return _trips(case, row, given)
    strange = _strange(given)
    if strange:
        return cannot(case, row, f"not compared: no count here can be narrowed by {_either(strange)}")
    try:
        window, edges = _window(case, span, given)
    except (DateError, LookupError) as error:
        return cannot(case, row, f"not compared: {error}")
    if not case.visits:
        return cannot(case, row, "not compared: the case has no visits")
    if (guest := given.get("guest", "")) and not any(_names(visit.guest, guest) for visit in case.visits):
        return cannot(case, row, f"not compared: no guest on record is named {guest}")
    figure = _counted(case, rules, window, row, given, edges)
    lacking = lacking_words(case, rules, given)
    detail = figure.trail.steps[0] + (f"; {lacking}" if lacking else "")
    return stand(row, figure, detail, lacking=lacking)


def lacking_words(case: Case, rules: ChosenRules, given: dict[str, str]) -> str:
    """Why a count is a least, as far as it concerns the posts that the question is about."""
    posts = set(case.posts)
    side = {"partner_to_target": "partner", "target_to_partner": "target"}.get(given.get("direction", ""))
    if side:
        posts = {name for name in posts if case.posts[name].side == side}
    if given.get("summits") == "only":
        posts &= {name for _, _, option in rules.options for name in listed(option.summit, "posts")}
    if "guest" in given:
        posts &= {name for v in case.visits if _names(v.guest, given["guest"]) for name in v.posts}
    return uncollected_words(case, rules, posts)


def count_to_date(case: Case, rules: ChosenRules, row: Published) -> Figure | None:
    """What a published total counts, over everything observed; None when the row asks for more than a count."""
    given = {name: value for name, value in row.parameters if name not in {"window", "from", "until"}}
    if _strange(given) or "event" in given or not case.visits:
        return None
    figure = _counted(case, rules, case.observed, row, given)
    return msgspec.structs.replace(figure, id=figure_id(case, "count", row.id, rules.name, "to-date"))


def _counted(
    case: Case,
    rules: ChosenRules,
    window: Window,
    row: Published,
    given: dict[str, str],
    edges: Sequence[Window] = (),
) -> Figure:
    """The visits of a window, and of the guest, direction and secrecy named, that count under a rule set.

    Days of the window that may not belong to it (``edges``) leave a visit undecided.
    """
    sure, maybe = VisitCounts(case, rules).within([window], edges)
    sure, maybe = [p for p in sure if _wanted(p, given)], [p for p in maybe if _wanted(p, given)]
    if "secrecy" in given:
        maybe += [(v, msgspec.structs.replace(d, counts=CANNOT_SAY, why=f"{_SECRECY}; {d.why}"))
                  for v, d in sure if v.secrecy != given["secrecy"]]  # fmt: skip
        sure = [(v, d) for v, d in sure if v.secrecy == given["secrecy"]]
    if given.get("summits") == "only":
        maybe += [(visit, unsure_summit(d)) for visit, d in sure if d.summit != YES]
        sure = [(visit, d) for visit, d in sure if d.summit == YES]
    lacking = lacking_words(case, rules, given)
    return Figure(
        id=figure_id(case, "count", row.id, rules.name),
        title=row.title,
        value=float(len(sure)),
        unit="visits",
        definition=f"visits from {window.start} to {window.end} that surely count under {rules.called}"
        + "".join(
            f", {key} {value}"
            for key, value in sorted(given.items())
            if key in {"guest", "direction", "secrecy", "summits"}
        ),
        trail=Trail(
            steps=(f"{len(sure)} surely count, {len(maybe)} cannot be decided",),
            rules=tuple(f"{number}: {option}" for number, option, _ in rules.options),
            rows=tuple(trail_row(case, v, d) for v, d in sure),
            left_out=tuple(trail_row(case, v, d, undecided=True) for v, d in maybe),
            notes=(f"{lacking[:1].upper()}{lacking[1:]}.",) if lacking else (),
            data_version=case.data_version,
            coverage=table_coverage(case, "visits", window),
            observed=observed_span([window]),
        ),
        low=float(len(sure)),
        high=float(len(sure) + len(maybe)),
    )


def _window(case: Case, span: Window, given: dict[str, str]) -> tuple[Window, tuple[Window, ...]]:
    """The days asked about, and those among them on which the event asked about may not have been yet."""
    edges: tuple[Window, ...] = ()
    if "window" in given:
        wanted = parse_window(given["window"])
    elif "event" in given:
        event = next((e for e in case.events if e.id == given["event"]), None)
        if event is None:
            raise LookupError(f"event {given['event']} is not in the case")
        until = parse_date(given["until"]).latest if "until" in given else span.end
        wanted = Window(event.date.earliest + timedelta(1), until)
        edges = () if event.date.exact else (Window(wanted.start, event.date.latest),)
    else:
        start = parse_date(given["from"]).earliest if "from" in given else None
        end = parse_date(given["until"]).latest if "until" in given else None
        wanted = Window(start, end) if start or end or "guest" in given else span
    shared = case.observed.clip(wanted)
    if shared is None:
        raise LookupError(f"the window {wanted} lies outside what the case observed, {case.observed}")
    return shared, edges


def _wanted(pair: Decided, given: dict[str, str]) -> bool:
    visit, decision = pair
    if "guest" in given and not _names(visit.guest, given["guest"]):
        return False
    if given.get("direction", "both") not in {"both", visit.direction}:
        return False
    if "secrecy" in given and visit.secrecy not in {given["secrecy"], "unknown"}:
        return False
    return given.get("summits") != "only" or decision.summit != "no"


def _names(guest: str, wanted: str) -> bool:
    """Whether the words wanted stand among those of a guest, in their order; no words ask for nobody in particular."""
    return not wanted or f"-{_slug(wanted)}-" in f"-{_slug(guest)}-"


def _either(names: Sequence[str]) -> str:
    """Names in quotation marks, any one of which is meant."""
    return " or ".join(f"“{name}”" for name in names)


def _strange(given: dict[str, str]) -> list[str]:
    """The parameters that no count here looks at, and the values that none knows."""
    unknown = [
        name if name not in _UNDERSTOOD else f"{name} {value}"
        for name, value in given.items()
        if (known := _UNDERSTOOD.get(name, frozenset())) is not None and value not in known
    ]
    return sorted(unknown)


def _slug(name: str) -> str:
    return "-".join("".join(c if c.isalnum() else " " for c in name.lower()).split())


def _trips(case: Case, row: Published, given: dict[str, str]) -> PublishedComparison:
    """Distinct trips in the table of tours, of the leader and between the days that the row names."""
    strange = sorted(set(given) - _OF_TRIPS)
    if strange:
        return cannot(
            case, row, f"not compared: no count of trips here can be narrowed by {_either(strange)}"
        )
    if not case.tours:
        return cannot(case, row, "the case has no table of tours")
    wanted = given.get("leader", given.get("guest", ""))
    if not any(_names(visit.guest, wanted) for visit in case.visits):
        return cannot(case, row, f"not compared: no guest on record is named {wanted}")
    try:
        window = Window(
            parse_date(given["from"]).earliest if "from" in given else None,
            parse_date(given["until"]).latest if "until" in given else None,
        )
    except DateError as error:
        return cannot(case, row, f"not compared: {error}")
    held = {
        visit.id: window.holds(visit.start)
        for visit in case.visits
        if _names(visit.guest, wanted) and window.holds(visit.start) != "no"
    }
    plain = not wanted and window == Window()
    tours = [tour for tour in case.tours if plain or tour.visit in held]
    trips = sorted({tour.trip for tour in tours})
    sure = {tour.trip for tour in tours if plain or held[tour.visit] == "yes"}
    lines = []
    for number in trips:
        stops = [f"{t.place}: {t.site}" if t.site else t.place for t in tours if t.trip == number]
        visit = next((t.visit for t in tours if t.trip == number), "")
        lines.append(f"trip {number} ({visit}): {'; '.join(dict.fromkeys(stops))}")
    figure = Figure(
        id=figure_id(case, "count", row.id, "tours"),
        title=row.title,
        value=float(len(sure)),
        unit="trips",
        definition="distinct trips in the table of tours"
        + "".join(f", {name} {value}" for name, value in sorted(given.items()) if name in _OF_TRIPS),
        trail=Trail(
            steps=tuple(lines),
            data_version=case.data_version,
            coverage=table_coverage(case, "tours"),
            observed=span_of_rows((tour.id for tour in tours), dated_rows(case)),
        ),
        low=None if len(sure) == len(trips) else float(len(sure)),
        high=None if len(sure) == len(trips) else float(len(trips)),
    )
    return stand(
        row, figure, f"{plural(sum(1 for t in tours if t.site), 'site')} on {plural(len(trips), 'trip')}"
    )
