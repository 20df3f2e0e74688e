"""Growth where the earlier period has no rows of its own: the base implied by published growth.

Customs spokesmen state this year's amounts and the growth of each direction, seldom last year's
amounts. Growth of both directions together then follows: v1 + v2 over v1/(1+g1) + v2/(1+g2). The trail
names every published figure it rests on, and the definition says so.
"""

from __future__ import annotations

from decimal import Decimal

from yalu.case.records import Published
from yalu.claims.catalogue import Parameters
from yalu.claims.evidence import Evidence
from yalu.claims.records import Reading
from yalu.claims.subjects.readings import figure_of, reading_of
from yalu.claims.subjects.trade.parameters import total
from yalu.trade.figures.periods import parse_span
from yalu.visits.citations import cite
from yalu.vocabulary.dates import Window
from yalu.vocabulary.intervals import Interval, point
from yalu.vocabulary.precision import stated
from yalu.vocabulary.results import TrailRow

BASIS = "base implied by the published growth of each direction"
ALONE = "growth as published; the case has no sound rows of the same release for the earlier period"


def published_growth(evidence: Evidence, given: Parameters) -> Reading | None:
    """Growth from published growth, or None when none fits the question."""
    if given["ledger"] != "customs" or given.get("reporter") or given.get("partner"):
        return None
    flow = given["flow"]
    if flow == "export+import":
        return _both(evidence, given) or _alone(evidence, given, flow)
    return _alone(evidence, given, flow)


def _rows(evidence: Evidence, given: Parameters, flow: str) -> list[Published]:
    """Published growth of one direction in the unit asked for, best credibility first."""
    span = parse_span(given["period"])
    wanted = "both" if flow == "export+import" else flow, given["hs"], given["unit"]
    found = []
    for row in evidence.case.published:
        has = dict(row.parameters)
        fits = (has.get("flow"), has.get("hs"), has.get("basis")) == wanted and row.value is not None
        if row.figure == "trade_growth" and fits and parse_span(has.get("period", "")) == span:
            found.append(row)
    return sorted(found, key=lambda row: (min((s.credibility for s in row.sources), default=6), row.id))


def _alone(evidence: Evidence, given: Parameters, flow: str) -> Reading | None:
    rows = _rows(evidence, given, flow)
    if not rows:
        return None
    row, rate = rows[0], Decimal(repr(rows[0].value))
    bounds = _bounds(row)
    return _reading(evidence, given, rate, bounds, rows[:1], ALONE, (f"published: {row.stated}",), ())


def _both(evidence: Evidence, given: Parameters) -> Reading | None:
    now: list[Decimal] = []
    base: list[Decimal] = []
    low: list[tuple[Interval, Interval]] = []
    used: list[Published] = []
    kept: dict[str, TrailRow] = {}
    steps: list[str] = []
    for flow in ("export", "import"):
        rows = _rows(evidence, given, flow)
        amount = total(evidence, {**given, "flow": flow})
        if not rows or amount.value is None or amount.low is None or amount.high is None:
            return None
        value, rate = Decimal(repr(amount.value)), Decimal(repr(rows[0].value)) / 100
        wide = Interval(Decimal(repr(amount.low)), Decimal(repr(amount.high)))
        now.append(value)
        base.append(value / (1 + rate))
        low.append((wide, (_bounds(rows[0]).scaled(1, 100) + point(1))))
        used.append(rows[0])
        kept |= {row.id: row for row in amount.trail.rows}
        steps.append(
            f"{flow}s: {value:,.0f} / (1 + {rows[0].value:g} %) = {base[-1]:,.0f} {given['unit']} a year earlier"
        )
    growth = (sum(now, Decimal(0)) / sum(base, Decimal(0)) - 1) * 100
    steps.append(f"{sum(now):,.0f} / {sum(base):,.0f} - 1 = {growth:.2f} %")
    return _reading(evidence, given, growth, _extremes(low), used, BASIS, tuple(steps), tuple(kept.values()))


def _extremes(parts: list[tuple[Interval, Interval]]) -> Interval:
    """The bounds of a mean of growth: at a corner of the amounts and at the ends of every rate."""
    found = []
    (first, up), (second, down) = parts
    for rates in ((up.low, down.low), (up.high, down.high)):
        for a in (first.low, first.high):
            for b in (second.low, second.high):
                if a and b and rates[0] and rates[1]:
                    found.append(((a + b) / (a / rates[0] + b / rates[1]) - 1) * 100)
    return Interval(min(found), max(found))


def _days(period: str) -> Window:
    span = parse_span(period)
    return Window(span.start, span.end)


def _bounds(row: Published) -> Interval:
    """What the words of a published growth can mean; a fall is printed with its sign in the table."""
    read = stated(row.stated.lstrip("-− "), unit_text="percent").interval
    return -read if (row.value or 0) < 0 else read


def _reading(
    evidence: Evidence, given: Parameters, growth: Decimal, bounds: Interval, used: list[Published], basis: str,
    steps: tuple[str, ...], rows: tuple[TrailRow, ...],
) -> Reading:  # fmt: skip
    case = evidence.case
    low, high = bounds.as_floats
    said = tuple(
        TrailRow(r.id, f"{r.title}: {r.stated}", "published growth", "", cite(case, r.sources)) for r in used
    )
    figure = figure_of(
        evidence,
        f"growth-implied/{given['period']}/{given['flow']}/{given['unit']}/{given['hs']}",
        f"Growth of trade, {given['flow']}, {given['period']}, in {given['unit']}",
        f"growth against a year earlier; basis: {basis}",
        "published",
        "flows",
        value=float(growth),
        unit="percent",
        low=low,
        high=high,
        observed=_days(given["period"]),
        steps=steps,
        rows=(*rows, *said),
        notes=(f"basis: {basis}",),
        display=f"{growth:.2f}",
    )
    return reading_of(figure)
