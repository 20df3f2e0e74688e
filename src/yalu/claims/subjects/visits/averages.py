"""Average visits a year by era, and the place of an era among all."""

from __future__ import annotations

from math import inf

import msgspec

from yalu.case.coverage.completeness import Sought
from yalu.case.coverage.table_coverage import table_coverage
from yalu.claims.catalogue import Parameter, Parameters, Subject, choice
from yalu.claims.evidence import Evidence, Unanswerable
from yalu.claims.questions.named_facts import era_schemes, leaders
from yalu.claims.records import FigureReading
from yalu.claims.subjects.counted_rows import visits_sought
from yalu.claims.subjects.readings import figure_of, known_name, reading_of, tenure_row
from yalu.claims.subjects.visits.counts import DIRECTION, RULES
from yalu.visits.eras import Era
from yalu.visits.frequency import EraFrequency, frequency, most_a_year
from yalu.visits.grid import WEIGHTS
from yalu.visits.rules.codebook import choose_scheme
from yalu.visits.statistics.ranks import rank
from yalu.vocabulary.dates import Window, parse_window
from yalu.vocabulary.results import Figure, on_evidence_of, rows_strength

_WEIGHTS = tuple(f"{weight:g}" for weight in WEIGHTS)


def _window(given: Parameters) -> Window | None:
    return parse_window(given["window"]) if given.get("window") else None


def _own(evidence: Evidence, given: Parameters) -> tuple[Era, tuple[Era, ...]]:
    """The era asked about, and all eras of its side under the same scheme."""
    if not evidence.case.visits:
        raise Unanswerable("the case has no visits")
    known_name(leaders(evidence, given), "leader", given["leader"])
    known = evidence.eras(given["rules"], given["eras"], _window(given))
    found = [e for e in known if given["side"] in {"", e.side}]
    own = next((e for e in found if e.leader == given["leader"]), None)
    if own is None:
        raise Unanswerable(f"{given['leader']} has no era under the scheme {given['eras']} in these years")
    return own, tuple(e for e in found if e.side == own.side)


def _bounds(evidence: Evidence, given: Parameters, era: Era) -> tuple[float, float, float]:
    """Value, least and most of one era's average: the arithmetic of ``relations.frequency`` without its trail."""
    weight = float(given["weight"])
    key = ("tally", given["rules"], given.get("direction", "both"), era.windows, era.edges)
    tally = evidence.keep(
        key,
        lambda: evidence.ledger(given["rules"], given.get("direction", "both")).tally(era.windows, era.edges),
    )
    most = most_a_year(era, tally, weight)
    return tally.total(weight) / era.years, tally.least(weight) / era.years, inf if most is None else most


def _quick_frequency(evidence: Evidence, given: Parameters) -> FigureReading:
    era, _ = _own(evidence, given)
    value, low, high = _bounds(evidence, given, era)
    return FigureReading(value=value, low=low, high=None if high == inf else high, unit="visits a year")


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


def _frequency(evidence: Evidence, given: Parameters) -> FigureReading:
    era, _ = _own(evidence, given)
    row = next(r for r in _rows(evidence, given) if (r.side, r.leader) == (era.side, era.leader))
    return reading_of(_with_tenures(row.figure, evidence, (era,)))


def _with_tenures(figure: Figure, evidence: Evidence, cut: tuple[Era, ...]) -> Figure:
    """The tenures an era was cut from are facts too, so they stand in the trail."""
    ids = {tenure for era in cut for tenure in era.tenures}
    case = evidence.case
    still = f"no end by {case.observed.end}"
    rows = [tenure_row(evidence, t, still) for t in case.tenures if t.id in ids]
    trail = msgspec.structs.replace(
        figure.trail,
        rows=(*figure.trail.rows, *rows),
        strength=figure.trail.strength + rows_strength(rows),
        coverage=figure.trail.coverage + table_coverage(case, "tenures"),
    )
    return msgspec.structs.replace(figure, trail=trail)


def _places(evidence: Evidence, given: Parameters) -> tuple[float, float, float]:
    """The place of an era from the lowest (or highest), and the places it could have.

    Averages are compared as they are printed, with two decimals; those that are the same then share a place.
    """
    own, all_eras = _own(evidence, given)
    sign = -1 if given["order"] == "highest" else 1
    ranges = {e.leader: tuple(sign * round(b, 2) for b in _bounds(evidence, given, e)) for e in all_eras}
    mine = ranges[own.leader]
    others = [r for leader, r in ranges.items() if leader != own.leader]
    value = 1 + sum(o[0] < mine[0] for o in others)
    low = 1 + sum(max(o[1:]) < min(mine[1:]) for o in others)
    high = 1 + sum(min(o[1:]) < max(mine[1:]) for o in others)
    return float(value), float(min(low, value)), float(max(high, value))


def _quick_rank(evidence: Evidence, given: Parameters) -> FigureReading:
    value, low, high = _places(evidence, given)
    return FigureReading(value=value, low=low, high=high, unit="place")


def _rank(evidence: Evidence, given: Parameters) -> FigureReading:
    own, all_eras = _own(evidence, given)
    value, low, high = _places(evidence, given)
    ranking = rank(_rows(evidence, given), own.side)
    order = ranking.order if given["order"] == "lowest" else ranking.order[::-1]
    source = next(r.figure for r in _rows(evidence, given) if (r.side, r.leader) == (own.side, own.leader))
    rows = [row.figure.trail for row in _rows(evidence, given) if row.side == own.side]
    _, eras = choose_scheme(evidence.case, given["eras"])
    figure = figure_of(
        evidence,
        f"rank/{given['rules']}/{given['eras']}/w{given['weight']}/{own.leader}/{given['order']}",
        f"Place of {own.name} from the {given['order']} average",
        f"{len(all_eras)} eras of one side by average visits a year, from the {given['order']}, weight {given['weight']}, "
        f"{evidence.rules(given['rules']).called}, eras by “{eras.title}”",
        value=value,
        low=low,
        high=high,
        steps=tuple(f"{r.name}: {r.value:.2f} ({r.years:.4g} years)" for r in order),
        notes=ranking.warnings,
        rows=source.trail.rows,
        known_by=source.trail.known_by,
    )
    figure = msgspec.structs.replace(figure, trail=on_evidence_of(figure.trail, rows))
    return reading_of(_with_tenures(figure, evidence, all_eras), unit="place")


def _own_sought(evidence: Evidence, given: Parameters, named: frozenset[str]) -> tuple[Sought, ...]:
    era, _ = _own(evidence, given)
    return tuple(visits_sought(evidence, given, window, named) for window in era.windows)


def _all_sought(evidence: Evidence, given: Parameters, named: frozenset[str]) -> tuple[Sought, ...]:
    _, found = _own(evidence, given)
    windows = (window for era in found for window in era.windows)
    return tuple(visits_sought(evidence, given, window, named) for window in windows)


_LEADER = Parameter(
    "leader", "a leader by id; yalu visits frequency lists them", kind="leader", required=True, names=leaders
)
_SIDE = choice("side", "partner or target; the leader's own by default", ("", "partner", "target"))
_ERAS = Parameter("eras", "the era scheme", alternatives=era_schemes, names=era_schemes, open=True)
_WEIGHT = Parameter(
    "weight", "how many ordinary visits a summit weighs", kind="number", default="1", alternatives=_WEIGHTS,
    open=True,
)  # fmt: skip
_WINDOW = Parameter(
    "window", "days to look at, as 1994-01-01/2016-12-31; the rule set's own by default", kind="window"
)
SUBJECTS = (
    Subject(
        "visits.frequency", "Average visits a year in the era of a leader", "rate", unit="visits a year",
        parameters=(_LEADER, _SIDE, RULES, _ERAS, _WEIGHT, DIRECTION, _WINDOW), compute=_frequency,
        quick=_quick_frequency, sought=_own_sought, example="--leader xi-jinping", stated="1.25",
    ),
    Subject(
        "visits.rank", "The place of an era by average visits a year", "place", unit="place",
        parameters=(
            _LEADER, _SIDE, choice("order", "counted from which end", ("lowest", "highest")), RULES, _ERAS, _WEIGHT,
            _WINDOW,
        ),
        compute=_rank, quick=_quick_rank, sought=_all_sought, example="--leader xi-jinping --weight 1",
        stated="second-lowest",
    ),
)  # fmt: skip
