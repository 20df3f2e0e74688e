"""The partner's share of the target's trade, under every definition that is published or can be computed."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from yalu.case.records import Share as ShareRow
from yalu.claims.catalogue import Parameter, Parameters, Subject, choice
from yalu.claims.evidence import Evidence, Unanswerable
from yalu.claims.records import Reading
from yalu.claims.subjects.readings import exact, known_name, read_figure
from yalu.claims.subjects.trade.parameters import PERIOD
from yalu.claims.subjects.trade.totals import joined
from yalu.trade.figures.shares import DEFINITIONS, Share
from yalu.vocabulary.results import Figure

_COMPUTED = tuple(d.id for d in DEFINITIONS)


def _denominators(evidence: Evidence, given: Parameters) -> Sequence[str]:
    """The denominators for which the case has a share of the year, published ones first."""
    year = given.get("period", "")
    published = sorted({s.denominator for s in evidence.case.shares if not year or str(s.year or "") == year})
    return (*published, *_COMPUTED)


def _publishers(evidence: Evidence, given: Parameters) -> Sequence[str]:
    return ("", *sorted({s.publisher for s in evidence.case.shares}))


def _rows(evidence: Evidence, given: Parameters) -> list[Share]:
    wanted, period = given["denominator"], given["period"]
    # The other definitions would be computed and thrown away.
    definitions = tuple(d for d in DEFINITIONS if d.id == wanted)
    rows = evidence.keep(
        ("shares", period, *(d.id for d in definitions)),
        lambda: tuple(evidence.trade.share(period, definitions=definitions)),
    )
    who = given.get("publisher", "").lower()
    return [r for r in rows if r.denominator == wanted and r.year and who in r.publisher.lower()]


def _share(evidence: Evidence, given: Parameters) -> Reading:
    case = evidence.case
    if not case.shares and not case.flows:
        raise Unanswerable("the case has neither shares nor flows")
    if not given["denominator"]:
        options = _denominators(evidence, given)
        filled = (name for name in options if _rows(evidence, {**given, "denominator": name}))
        given = {**given, "denominator": next(filled, options[0])}
    known = [*_COMPUTED, *sorted({s.denominator for s in case.shares})]
    known_name(known, "denominator", given["denominator"])
    rows = _rows(evidence, given)
    if not rows:
        raise Unanswerable(f"no share of {given['period']} with the denominator {given['denominator']}")
    return read_figure(_together(rows, case.shares))


def _together(rows: Sequence[Share], published: Sequence[ShareRow]) -> Figure:
    """One figure of several publishers: the best attested; bounds over all of these where they differ."""
    digits = {row.id: min((s.credibility for s in row.sources), default=6) for row in published}
    grades = [min((digits.get(r.id, 6) for r in row.figure.trail.rows), default=6) for row in rows]
    best = [row.figure for row, grade in zip(rows, grades, strict=True) if grade == min(grades)]
    values = {figure.value for figure in best}
    if len(best) == 1 or (len(values) == 1 and None not in values):
        return best[0]
    lows, highs = [f.low for f in best if f.low is not None], [f.high for f in best if f.high is not None]
    return msgspec.structs.replace(
        best[0],
        id="+".join(f.id for f in best),
        value=None,
        low=min(lows, default=None),
        high=max(highs, default=None),
        trail=joined(best[0], best[-1], "equally good sources differ: " + ", ".join(f.shown for f in best)),
        display=f"{min(lows, default=0):g} to {max(highs, default=0):g} %",
    )


def _change(evidence: Evidence, given: Parameters) -> Reading:
    earlier = given["against"] or str(int(given["period"][:4]) - 1)
    now, then = _share(evidence, given), _share(evidence, {**given, "period": earlier})
    if now.value is None or then.value is None or now.figure is None or then.figure is None:
        raise Unanswerable("one of the two shares has no value of its own")
    relative = given["in"] == "percent"
    value = (now.value / then.value - 1) * 100 if relative else now.value - then.value
    figure = Figure(
        id=f"share-change/{given['period']}/{earlier}/{given['denominator']}/{given['in']}",
        title=f"Change of the partner's share from {earlier} to {given['period']}",
        value=value,
        unit=_change_unit(given),
        definition=f"{now.figure.definition}; {given['period']} against {earlier}, in {given['in']}",
        trail=joined(
            now.figure, then.figure, f"{now.value:g} % against {then.value:g} % = {value:.2f} {given['in']}"
        ),
    )
    return exact(figure, value)


def _change_unit(given: Parameters) -> str:
    return "percent" if given.get("in") == "percent" else "percentage_point"


_DENOMINATOR = Parameter(
    "denominator",
    "a share of what: with or without trade that statistics treat apart, exports only …",
    alternatives=_denominators,
    open=True,
)
_PUBLISHER = Parameter("publisher", "whose figure; any by default", names=_publishers)
SUBJECTS = (
    Subject(
        "trade.share",
        "The partner's share of the target's trade",
        "share",
        unit="percent",
        parameters=(PERIOD, _DENOMINATOR, _PUBLISHER),
        compute=_share,
        example="--period 2015",
        stated="91%",
    ),
    Subject(
        "trade.share_change",
        "How the partner's share changed, in percentage points",
        "points",
        unit=_change_unit,
        parameters=(
            PERIOD,
            Parameter("against", "the earlier year; the year before by default", kind="period"),
            _DENOMINATOR,
            _PUBLISHER,
            choice("in", "points, or percent of the share", ("points", "percent")),
        ),
        compute=_change,
        example="--period 2016 --against 2015 --denominator total_without_inter_korean",
        stated="1.2 percentage points",
    ),
)
