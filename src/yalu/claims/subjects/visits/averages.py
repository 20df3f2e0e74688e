"""Average visits a year by era, and the place of an era among all."""

from __future__ import annotations

import msgspec

from yalu.case.completeness import Sought
from yalu.case.records import Case
from yalu.case.table_coverage import table_coverage
from yalu.claims.catalogue import Parameter, Parameters, Subject
from yalu.claims.evidence import Evidence, Unanswerable, UnknownName
from yalu.claims.questions.named_facts import era_schemes, leaders
from yalu.claims.records import Reading
from yalu.claims.subjects.counted_rows import visits_sought
from yalu.claims.subjects.trade.parameters import guarded
from yalu.claims.subjects.visits.counts import DIRECTION, RULES
from yalu.documents.choices import unknown
from yalu.visits.citations import cite
from yalu.visits.eras import Era
from yalu.visits.frequency import EraFrequency, frequency
from yalu.visits.grid import WEIGHTS
from yalu.visits.ranks import rank
from yalu.vocabulary.dates import Window, parse_window
from yalu.vocabulary.results import Figure, Trail, TrailRow, on_evidence_of, rows_strength

_WEIGHTS = tuple(f"{weight:g}" for weight in WEIGHTS)


def _window(given: Parameters) -> Window | None:
    return parse_window(given["window"]) if given.get("window") else None


def _own(evidence: Evidence, given: Parameters) -> tuple[Era, tuple[Era, ...]]:
    """The era asked about, and all eras of its side under the same scheme."""
    if not evidence.case.visits:
        raise Unanswerable("the case has no visits")
    known = leaders(evidence, given)
    if given["leader"] not in known:
        raise UnknownName(unknown("leader", given["leader"], list(known)))
    found = [
        e
        for e in evidence.eras(given["rules"], given["eras"], _window(given))
        if given["side"] in {"", e.side}
    ]
    own = next((e for e in found if e.leader == given["leader"]), None)
    if own is None:
        raise Unanswerable(f"{given['leader']} has no era under the scheme {given['eras']} in these years")
    return own, tuple(e for e in found if e.side == own.side)


def _bounds(evidence: Evidence, given: Parameters, era: Era) -> tuple[float, float, float]:
    """Value, least and most of one era's average: the arithmetic of ``relations.frequency`` without its trail."""
    weight = float(given["weight"])
    key = ("tally", given["rules"], given.get("direction", "both"), era.windows)
    tally = evidence.keep(
        key, lambda: evidence.ledger(given["rules"], given.get("direction", "both")).tally(era.windows)
    )
    return tally.total(weight) / era.years, tally.least(weight) / era.years, tally.most(weight) / era.years


def _quick_frequency(evidence: Evidence, given: Parameters) -> Reading:
    era, _ = _own(evidence, given)
    value, low, high = _bounds(evidence, given, era)
    return Reading(value=value, low=low, high=high, unit="visits a year")


def _rows(evidence: Evidence, given: Parameters) -> tuple[EraFrequency, ...]:
    direction = given.get("direction") or "both"
    key = ("frequency", given["rules"], given["eras"], given["weight"], direction, given.get("window", ""))
    return evidence.keep(
        key,
        lambda: frequency(
            evidence.case,
            evidence.rules(given["rules"]),
            given["eras"],
            weight=float(given["weight"]),
            direction=direction,  # type: ignore[arg-type]
            window=_window(given),
        ),
    )


def _frequency(evidence: Evidence, given: Parameters) -> Reading:
    era, _ = _own(evidence, given)
    row = next(r for r in _rows(evidence, given) if (r.side, r.leader) == (era.side, era.leader))
    figure = _with_tenures(row.figure, evidence.case, (era,))
    return Reading(value=figure.value, low=figure.low, high=figure.high, unit=figure.unit, figure=figure)


def _with_tenures(figure: Figure, case: Case, cut: tuple[Era, ...]) -> Figure:
    """The tenures an era was cut from are facts too, so they stand in the trail."""
    ids = {tenure for era in cut for tenure in era.tenures}
    rows = [
        TrailRow(
            t.id,
            f"{t.name}, {t.office}, {t.start} to {t.end or f'no end by {case.observed.end}'}",
            "tenure",
            "",
            cite(case, t.sources),
        )
        for t in case.tenures
        if t.id in ids
    ]
    trail = msgspec.structs.replace(
        figure.trail,
        rows=(*figure.trail.rows, *rows),
        strength=figure.trail.strength + rows_strength(rows),
        coverage=figure.trail.coverage + table_coverage(case, "tenures"),
    )
    return msgspec.structs.replace(figure, trail=trail)


def _places(evidence: Evidence, given: Parameters) -> tuple[float, float, float]:
    """The place of an era from the lowest (or highest), and the places it could have; ties share a place."""
    own, all_eras = _own(evidence, given)
    sign = -1 if given["order"] == "highest" else 1
    ranges = {e.leader: tuple(sign * b for b in _bounds(evidence, given, e)) for e in all_eras}
    mine = ranges[own.leader]
    others = [r for leader, r in ranges.items() if leader != own.leader]
    value = 1 + sum(round(o[0], 2) < round(mine[0], 2) for o in others)
    low = 1 + sum(max(o[1:]) < min(mine[1:]) for o in others)
    high = 1 + sum(min(o[1:]) < max(mine[1:]) for o in others)
    return float(value), float(min(low, value)), float(max(high, value))


def _quick_rank(evidence: Evidence, given: Parameters) -> Reading:
    value, low, high = _places(evidence, given)
    return Reading(value=value, low=low, high=high, unit="place")


def _rank(evidence: Evidence, given: Parameters) -> Reading:
    own, all_eras = _own(evidence, given)
    value, low, high = _places(evidence, given)
    ranking = rank(_rows(evidence, given), own.side)
    order = ranking.order if given["order"] == "lowest" else ranking.order[::-1]
    source = next(r.figure for r in _rows(evidence, given) if (r.side, r.leader) == (own.side, own.leader))
    figure = Figure(
        id=f"rank/{given['rules']}/{given['eras']}/w{given['weight']}/{own.leader}/{given['order']}",
        title=f"Place of {own.name} from the {given['order']} average",
        value=value,
        unit="",
        definition=f"{len(all_eras)} eras of one side by average visits a year, from the {given['order']}, weight {given['weight']}, "
        f"rule set {given['rules']}, eras by {given['eras']}",
        trail=on_evidence_of(
            Trail(
                steps=tuple(f"{r.name}: {r.value:.2f} ({r.years:.4g} years)" for r in order),
                notes=ranking.warnings,
                rows=source.trail.rows,
                known_by=source.trail.known_by,
                data_version=evidence.case.data_version,
            ),
            (row.figure.trail for row in _rows(evidence, given) if row.side == own.side),
        ),
        low=low,
        high=high,
    )
    figure = _with_tenures(figure, evidence.case, all_eras)
    return Reading(value=value, low=low, high=high, unit="place", figure=figure)


def _own_sought(evidence: Evidence, given: Parameters, named: frozenset[str]) -> tuple[Sought, ...]:
    era, _ = _own(evidence, given)
    return tuple(visits_sought(evidence, given, window, named) for window in era.windows)


def _all_sought(evidence: Evidence, given: Parameters, named: frozenset[str]) -> tuple[Sought, ...]:
    _, found = _own(evidence, given)
    windows = (window for era in found for window in era.windows)
    return tuple(visits_sought(evidence, given, window, named) for window in windows)


_LEADER = Parameter(
    name="leader",
    kind="leader",
    required=True,
    names=leaders,
    help="a leader by id; yalu visits frequency lists them",
)
_SIDE = Parameter(
    name="side", choices=("", "partner", "target"), help="partner or target; the leader's own by default"
)
_ERAS = Parameter(name="eras", alternatives=era_schemes, names=era_schemes, open=True, help="the era scheme")
_WEIGHT = Parameter(
    name="weight",
    kind="number",
    default="1",
    alternatives=_WEIGHTS,
    open=True,
    help="how many ordinary visits a summit weighs",
)
_WINDOW = Parameter(
    name="window",
    kind="window",
    help="days to look at, as 1994-01-01/2016-12-31; the rule set's own by default",
)
SUBJECTS = (
    Subject(
        name="visits.frequency",
        title="Average visits a year in the era of a leader",
        measured="rate",
        unit="visits a year",
        parameters=(_LEADER, _SIDE, RULES, _ERAS, _WEIGHT, DIRECTION, _WINDOW),
        compute=guarded(_frequency),
        sought=_own_sought,
        quick=guarded(_quick_frequency),
        example="--leader xi-jinping",
        stated="1.25",
    ),
    Subject(
        name="visits.rank",
        title="The place of an era by average visits a year",
        measured="place",
        unit="place",
        parameters=(
            _LEADER,
            _SIDE,
            Parameter(
                name="order", default="lowest", choices=("lowest", "highest"), help="counted from which end"
            ),
            RULES,
            _ERAS,
            _WEIGHT,
            _WINDOW,
        ),
        compute=guarded(_rank),
        sought=_all_sought,
        quick=guarded(_quick_rank),
        example="--leader xi-jinping --weight 1",
        stated="second-lowest",
    ),
)
