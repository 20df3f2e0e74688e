"""Trips of one guest, and the places shown on them."""

from __future__ import annotations

from yalu.case.completeness import Sought
from yalu.case.records import Tour
from yalu.case.table_coverage import table_strength
from yalu.claims.catalogue import Parameter, Parameters, Subject
from yalu.claims.evidence import Evidence, Unanswerable
from yalu.claims.records import Reading
from yalu.claims.subjects.counted_rows import visits_sought
from yalu.claims.subjects.trade.parameters import guarded
from yalu.claims.subjects.visits.counts import DIRECTION, FROM, GUEST, NOUNS, RULES, TO, counted, span
from yalu.claims.subjects.visits.meetings import slug
from yalu.visits.citations import cite
from yalu.visits.frequency import SIDES
from yalu.vocabulary.coverage import observed_span
from yalu.vocabulary.results import Figure, Trail, TrailRow, rows_strength
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
    visits = {
        v.id: v
        for v in case.visits
        if slug(given["guest"]) in slug(v.guest) and window.holds(v.start) == "yes"
    }
    kind, place = given["kind"].lower(), given["place"].lower()
    rows = [
        t
        for t in case.tours
        if t.visit in visits and kind in f"{t.kind} {t.site}".lower() and place in t.place.lower()
    ]
    elsewhere = () if rows else case.tours
    covers = evidence.covers("tours", "visits", window=window)
    trail = Trail(
        rows=(*named, *(_site(evidence, t, "site") for t in rows)),
        left_out=tuple(_site(evidence, t, "outside the question") for t in elsewhere),
        data_version=case.data_version,
        coverage=covers,
        strength=Strength() if rows else rows_strength(named) + table_strength(covers),
        observed=observed_span([window]),
    )
    number = float(len(rows))
    figure = Figure(
        id=f"sites/{slug(given['guest'])}/{kind}/{place}/{window.start}/{window.end}",
        title="Sites shown on tours",
        value=number,
        unit="sites",
        definition="rows of the table of tours",
        trail=trail,
    )
    beyond = f"{number:g} on record; the table of tours has what was reported, and there may be more"
    return Reading(value=number, low=number, unit="sites", beyond=beyond, figure=figure)


SUBJECTS = (
    Subject(
        name="visits.trips",
        title="How many trips one guest made",
        measured="count",
        unit="visits",
        parameters=(
            Parameter(name="guest", required=True, also=("leader",), help=GUEST.help),
            FROM,
            TO,
            Parameter(
                name="direction", default="target_to_partner", choices=tuple(SIDES), help=DIRECTION.help
            ),
            RULES,
        ),
        compute=guarded(_trips),
        sought=_trips_sought,
        nouns=lambda evidence, given: NOUNS["visit"],
        example="--guest kim-jong-il --from 2000 --to 2011-12-17",
        stated="eight",
    ),
    Subject(
        name="visits.sites",
        title="How many sites were shown on tours",
        measured="count",
        unit="sites",
        parameters=(
            GUEST,
            Parameter(name="kind", help="a word of the kind or site"),
            Parameter(name="place", help="a word of the place"),
            FROM,
            TO,
        ),
        compute=guarded(_sites),
        sought=_sites_sought,
        example="--guest kim-jong-il",
        stated="59",
    ),
)
