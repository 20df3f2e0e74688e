"""Trips of one guest, and the places shown on them."""

from __future__ import annotations

from yalu.case.completeness import Sought
from yalu.case.records import Tour
from yalu.case.table_coverage import table_strength
from yalu.claims.catalogue import Parameter, Parameters, Subject, choice
from yalu.claims.evidence import Evidence, Unanswerable
from yalu.claims.records import Reading
from yalu.claims.subjects.counted_rows import visits_sought
from yalu.claims.subjects.readings import figure_of, reading_of
from yalu.claims.subjects.visits.counts import DIRECTION, FROM, GUEST, NOUNS, RULES, TO, counted, span
from yalu.claims.subjects.visits.meetings import slug
from yalu.visits.citations import cite
from yalu.visits.frequency import SIDES
from yalu.vocabulary.results import TrailRow, rows_strength
from yalu.vocabulary.strength import Strength


def _trips_sought(evidence: Evidence, given: Parameters, named: frozenset[str]) -> tuple[Sought, ...]:
    return (visits_sought(evidence, given, span(evidence, given)[0], named),)


def _sites_sought(evidence: Evidence, given: Parameters, named: frozenset[str]) -> tuple[Sought, ...]:
    return (Sought(table="tours", window=span(evidence, given)[0]),)


def _trips(evidence: Evidence, given: Parameters) -> Reading:
    if not given["guest"]:
        raise Unanswerable("name the guest whose trips are counted")
    return counted(
        evidence, {**given, "what": "visit", "direction": given.get("direction") or "target_to_partner"}
    )


def _site(evidence: Evidence, tour: Tour, role: str) -> TrailRow:
    return TrailRow(tour.id, f"{tour.place}, {tour.site}", role, tour.kind, cite(evidence.case, tour.sources))


def _sites(evidence: Evidence, given: Parameters) -> Reading:
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
        "visits.trips",
        "How many trips one guest made",
        "count",
        unit="visits",
        parameters=(
            Parameter("guest", GUEST.help, required=True, also=("leader",)),
            FROM,
            TO,
            choice("direction", DIRECTION.help, tuple(SIDES), default="target_to_partner"),
            RULES,
        ),
        compute=_trips,
        sought=_trips_sought,
        nouns=lambda evidence, given: NOUNS["visit"],
        example="--guest kim-jong-il --from 2000 --to 2011-12-17",
        stated="eight",
    ),
    Subject(
        "visits.sites",
        "How many sites were shown on tours",
        "count",
        unit="sites",
        parameters=(
            GUEST,
            Parameter("kind", "a word of the kind or site"),
            Parameter("place", "a word of the place"),
            FROM,
            TO,
        ),
        compute=_sites,
        sought=_sites_sought,
        example="--guest kim-jong-il",
        stated="59",
    ),
)
