"""Who came: visits by the holder of a post, the last visitor who ranked as high, trips of one guest and sites shown on them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import Any, get_args

from yalu.case.coverage.completeness import Sought
from yalu.case.coverage.table_coverage import table_strength
from yalu.case.records import OUTRANKED, Post, Rank, Tour, Visit
from yalu.claims.catalogue import Parameter, Parameters, Subject, choice
from yalu.claims.evidence import Evidence, Unanswerable, UnknownName
from yalu.claims.records import FigureReading
from yalu.claims.subjects.counted_rows import visits_sought
from yalu.claims.subjects.readings import figure_of, reading_of
from yalu.claims.subjects.visits.counts import DIRECTION, FROM, GUEST, NOUNS, RULES, TO, counted, span
from yalu.claims.subjects.visits.meetings import slug
from yalu.documents.choices import unknown
from yalu.visits.citations import cite
from yalu.visits.frequency import SIDES
from yalu.vocabulary.answers import CANNOT_SAY, NO, YES, Answer
from yalu.vocabulary.dates import Window
from yalu.vocabulary.results import Figure, TrailRow, rows_strength
from yalu.vocabulary.strength import Strength

# From the highest down. Heads of parliament and "other" stand on neither ladder: nobody says above whom.
_STATE = tuple(r for r in get_args(Rank) if r not in {"parliament_head", "other", "unknown"})
_PARTY = tuple(body for body in OUTRANKED if body != "none")


def _row(evidence: Evidence, visit: Visit, role: str, why: str = "") -> TrailRow:
    held = ", ".join(evidence.case.posts[p].title for p in visit.posts) or visit.post_text
    says = f"{visit.start}, {visit.guest} ({held})" if held else f"{visit.start}, {visit.guest}"
    return TrailRow(visit.id, says, role, why, cite(evidence.case, visit.sources))


def _visits(evidence: Evidence, direction: str) -> list[Visit]:
    if not evidence.case.visits:
        raise Unanswerable("the case has no visits")
    wanted = SIDES[direction]
    found = [v for v in evidence.case.visits if wanted is None or v.direction == wanted]
    return sorted(found, key=lambda v: (v.start.earliest, v.start.latest, v.id))


def _post(evidence: Evidence, name: str, direction: str) -> list[Post]:
    """The posts of an id or of the words of a title, one a side; titles that begin so come first. Raises UnknownName."""
    posts = evidence.case.posts
    if name in posts:
        return [posts[name]]
    words = set(slug(name).split("-"))
    side = direction.partition("_")[0]
    fitting = [
        post for post in posts.values()
        if words <= set(slug(post.title).split("-")) and (direction == "both" or post.side == side)
    ]  # fmt: skip
    leading = [post for post in fitting if slug(post.title).startswith(slug(name))] or fitting
    if leading and len({post.side for post in leading}) == len(leading):
        return leading
    known = [f"{post.id} ({post.title})" for post in fitting]
    raise UnknownName(unknown("post", name, known or sorted(posts)))


def _of_post(evidence: Evidence, given: Parameters) -> FigureReading:
    window, _ = span(evidence, given)
    posts = {post.id: post for post in _post(evidence, given["post"], given["direction"])}
    named = " or ".join(sorted({post.title for post in posts.values()}))
    held = [v for v in _visits(evidence, given["direction"]) if posts.keys() & set(v.posts)]
    inside = [v for v in held if window.holds(v.start) == "yes"]
    if not inside:
        raise Unanswerable(
            f"no visit by a holder of the post “{named}” is recorded from {window.start} to {window.end}; "
            "a table that does not have one does not show that none came"
        )
    first = given["which"] == "first"
    visit = inside[0] if first else inside[-1]
    # Whoever may have come without being recorded came before the first or after the last that is.
    ends = (
        (window.start if given["from"] else None, visit.start.latest)
        if first
        else (visit.start.earliest, window.end if given["to"] else None)
    )
    figure = _figure(
        evidence,
        (visit,),
        window,
        f"visits-of-post/{given['which']}/{'+'.join(sorted(posts))}/{given['direction']}/{window.start}/{window.end}",
        f"The {given['which']} visit by a holder of the post “{named}” from {window.start} to {window.end}",
        "first day of the visit; every recorded visit by a holder of the post, whatever a rule set counts",
        steps=(f"{len(inside)} recorded in these years: {', '.join(str(v.start) for v in inside)}",),
        display=str(visit.start),
    )
    return _bounded(evidence, visit, ends, window, figure)


def _bounded(
    evidence: Evidence, visit: Visit, ends: tuple[date | None, date | None], window: Window, figure: Figure
) -> FigureReading:
    """The day found. A record that is not whole leaves it open that another visit lies nearer the end of the window."""
    if None not in ends and evidence.covers("visits", window=window).whole:
        ends = (visit.start.earliest, visit.start.latest)
    exact = float(visit.start.earliest.toordinal()) if visit.start.exact else None
    low, high = (None if end is None else float(end.toordinal()) for end in ends)
    beyond = "the record is not known to be whole: a visit that is not in it could make the words true"
    return FigureReading(
        value=exact, low=low, high=high, unit="date", beyond=beyond, shown=figure.shown, figure=figure
    )


def _figure(evidence: Evidence, visits: Sequence[Visit], window: Window, *parts: str, **more: Any) -> Figure:
    """A figure on some visits; ``parts`` are its id, title and definition."""
    rows, known_by = (
        tuple(_row(evidence, visit, "found") for visit in visits),
        str(evidence.case.observed.end),
    )
    return figure_of(
        evidence, *parts, "visits", window=window, observed=window, rows=rows, known_by=known_by, **more
    )


def _ladder(by: str) -> Callable[[Visit], int | None]:
    """How far from the top of one ladder a guest stands; None where the table does not put him on it."""
    if by == "state":
        return lambda visit: _STATE.index(visit.rank) if visit.rank in _STATE else None
    return lambda visit: _PARTY.index(visit.party_body) if visit.party_body in _PARTY else None


def _as_high(visit: Visit, own: int, by: str) -> Answer:
    """Whether a guest stood as high as step ``own`` of a ladder; one whose step nobody gives may have."""
    if by == "party":
        as_high = {OUTRANKED.index(body) <= own for body in visit.bodies}
        return CANNOT_SAY if len(as_high) > 1 else YES if True in as_high else NO
    step = _ladder(by)(visit)
    if step is not None:
        return YES if step <= own else NO
    return CANNOT_SAY if visit.rank in {"unknown", "parliament_head"} else NO


def _highest(evidence: Evidence, given: Parameters) -> FigureReading:
    own = _named(evidence, given)
    by = given["by"] or next(iter(_ladders(own)), "state")
    step = _ladder(by)(own)
    place = {"state": own.rank, "party": own.party_body}[by].replace("_", " ")
    ladder = {"state": "office of state", "party": "seat in the party's bodies"}[by]
    if step is None:
        raise Unanswerable(f"{own.guest} ({own.id}) stands on no step by {ladder}: the table has {place!r}")
    earlier = [
        v for v in _visits(evidence, own.direction) if v.start.latest < own.start.earliest and v.id != own.id
    ]
    as_high = [v for v in earlier if _as_high(v, step, by) == YES]
    if not as_high:
        raise Unanswerable(f"nobody of the step {place!r} or above is recorded before {own.start}")
    last = max(as_high, key=lambda v: (v.start.latest, v.id))
    maybe = [
        v for v in earlier
        if v.start.latest > last.start.latest and _as_high(v, step, by) == CANNOT_SAY
    ]  # fmt: skip
    window = Window(last.start.earliest, own.start.latest)
    figure = _figure(
        evidence,
        (own, last),
        window,
        f"visits-as-high/{own.id}/{by}",
        f"The last visitor before {own.guest} ({own.start}) who ranked as high",
        f"by {ladder}: {place} or above, the same direction, every recorded visit",
        left_out=tuple(
            _row(evidence, v, "may rank as high", f"its step by {ladder} is not known") for v in maybe
        ),
        steps=(f"{last.guest} came on {last.start}; {len(maybe)} between them may have ranked as high",),
        display=str(last.start),
    )
    before = own.start.earliest - timedelta(1)
    if maybe or not evidence.covers("visits", window=window).whole:
        exact = float(last.start.earliest.toordinal()) if last.start.exact else None
        return FigureReading(
            value=exact, low=float(last.start.earliest.toordinal()), high=float(before.toordinal()), unit="date",
            beyond="somebody as high may have come since: a rank is not known, or the record is not whole",
            shown=figure.shown, figure=figure,
        )  # fmt: skip
    return _bounded(evidence, last, (last.start.earliest, last.start.latest), window, figure)


def _ladders(visit: Visit) -> list[str]:
    """The ladders on which a guest stands, office of state first."""
    return [by for by in ("state", "party") if _ladder(by)(visit) is not None]


def _open_ladders(evidence: Evidence, given: Parameters) -> Sequence[str]:
    try:
        return _ladders(_named(evidence, given))
    except UnknownName:
        return ()


def _named(evidence: Evidence, given: Parameters) -> Visit:
    """The visit of an id, or the one of a guest within a date. Raises UnknownName naming what fits."""
    visits, name = {v.id: v for v in evidence.case.visits}, given["visit"]
    if name in visits:
        return visits[name]
    guest, _, when = name.rpartition(" ") if name[-4:].isdigit() else (name, "", "")
    wanted = slug(guest or name)
    fitting = [
        v for v in visits.values() if wanted and wanted in slug(v.guest) and str(v.start).startswith(when)
    ]
    if len(fitting) == 1:
        return fitting[0]
    known = [f"{v.id} ({v.guest}, {v.start})" for v in fitting]
    raise UnknownName(unknown("visit", name, known or sorted(visits)[:400]))


def _trips_sought(evidence: Evidence, given: Parameters, named: frozenset[str]) -> tuple[Sought, ...]:
    return (visits_sought(evidence, given, span(evidence, given)[0], named),)


def _sites_sought(evidence: Evidence, given: Parameters, named: frozenset[str]) -> tuple[Sought, ...]:
    return (Sought(table="tours", window=span(evidence, given)[0]),)


def _trips(evidence: Evidence, given: Parameters) -> FigureReading:
    if not given["guest"]:
        raise Unanswerable("name the guest whose trips are counted")
    return counted(
        evidence, {**given, "what": "visit", "direction": given.get("direction") or "target_to_partner"}
    )


def _site(evidence: Evidence, tour: Tour, role: str) -> TrailRow:
    return TrailRow(tour.id, f"{tour.place}, {tour.site}", role, tour.kind, cite(evidence.case, tour.sources))


def _sites(evidence: Evidence, given: Parameters) -> FigureReading:
    case = evidence.case
    window, named = span(evidence, given)
    if not case.tours:
        raise Unanswerable("the case has no tours")
    guest = slug(given["guest"])
    visits = {v.id for v in case.visits if guest in slug(v.guest) and window.holds(v.start) == "yes"}
    kind, place = given["kind"].lower(), given["place"].lower()
    rows = [
        t
        for t in case.tours
        if t.visit in visits and kind in f"{t.kind} {t.site}".lower() and place in t.place.lower()
    ]
    elsewhere = () if rows else case.tours
    covers = evidence.covers("tours", "visits", window=window)
    number = float(len(rows))
    figure = figure_of(
        evidence,
        f"sites/{slug(given['guest'])}/{kind}/{place}/{window.start}/{window.end}",
        "Sites shown on tours",
        "rows of the table of tours",
        value=number,
        unit="sites",
        rows=(*named, *(_site(evidence, t, "site") for t in rows)),
        left_out=tuple(_site(evidence, t, "outside the question") for t in elsewhere),
        coverage=covers,
        strength=Strength() if rows else rows_strength(named) + table_strength(covers),
        observed=window,
        known_by="",
    )
    beyond = f"{number:g} on record; the table of tours has what was reported, and there may be more"
    return reading_of(figure, low=number, beyond=beyond)


SUBJECTS = (
    Subject(
        "visits.of_post", "The day of the first or last visit by the holder of a post", "date",
        parameters=(
            Parameter("post", "a post by its id or the words of its title; posts.csv has them", required=True),
            choice("which", "first or last", ("first", "last"), default="last", tried=True), FROM, TO, DIRECTION,
        ),
        compute=_of_post, example="--post premier --which last --to 2017-01-01 --direction partner_to_target",
        stated="October 2009",
    ),
    Subject(
        "visits.as_high", "The day of the last visitor before a guest who ranked as high (“highest-ranking since”)",
        "date",
        parameters=(
            Parameter("visit", "a visit by its id, or guest and year: “Li Zhanshu 2018”; yalu visits list has them", required=True),
            choice("by", "by office of state, or by seat in the party's bodies", ("", "state", "party"),
                alternatives=_open_ladders, open=True),
        ),
        compute=_highest, example='--visit "Li Zhanshu 2018"', stated="2015",
    ),
    Subject(
        "visits.trips", "How many trips one guest made", "count", unit="visits",
        parameters=(
            Parameter("guest", GUEST.help, required=True, also=("leader",)), FROM, TO,
            choice("direction", DIRECTION.help, tuple(SIDES), default="target_to_partner"), RULES,
        ),
        compute=_trips, sought=_trips_sought, nouns=lambda evidence, given: NOUNS["visit"],
        example="--guest kim-jong-il --from 2000 --to 2011-12-17", stated="eight",
    ),
    Subject(
        "visits.sites", "How many sites were shown on tours", "count", unit="sites",
        parameters=(
            GUEST, Parameter("kind", "a word of the kind or site"), Parameter("place", "a word of the place"), FROM,
            TO,
        ),
        compute=_sites, sought=_sites_sought, example="--guest kim-jong-il", stated="59",
    ),
)  # fmt: skip
