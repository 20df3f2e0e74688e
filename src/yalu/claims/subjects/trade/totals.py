"""Totals, growth and balance of trade, and growth where the earlier period has no rows of its own.

Customs spokesmen state this year's amounts and the growth of each direction, seldom last year's
amounts. Growth of both directions together then follows: v1 + v2 over v1/(1+g1) + v2/(1+g2). The trail
names every published figure it rests on, and the definition says so.
"""

from __future__ import annotations

from decimal import Decimal

import msgspec

from yalu.case.records import Published
from yalu.claims.catalogue import Parameter, Parameters, Subject, choice
from yalu.claims.evidence import Evidence
from yalu.claims.records import FigureReading
from yalu.claims.subjects.readings import figure_of, read_figure, reading_of
from yalu.claims.subjects.trade.parameters import ABSENT, ASKED, asked, total
from yalu.trade.figures.periods import parse_span
from yalu.trade.figures.ratios import shown_between
from yalu.trade.figures.vintages import OVER_FIRST, UNKNOWN
from yalu.visits.citations import cite
from yalu.vocabulary.dates import Window
from yalu.vocabulary.intervals import AmountError, Interval, point
from yalu.vocabulary.precision import stated
from yalu.vocabulary.results import Figure, Trail, TrailRow, on_evidence_of

_IMPLIED = "base implied by the published growth of each direction"
ALONE = "growth as published; the case has no sound rows of the same release for the earlier period"


def published_growth(evidence: Evidence, given: Parameters) -> FigureReading | None:
    """Growth from published growth, or None when none fits the question."""
    if given["ledger"] != "customs" or given.get("reporter") or given.get("partner"):
        return None
    flow = given["flow"]
    if flow == "export+import":
        return _both(evidence, given) or _alone(evidence, given, flow)
    return _alone(evidence, given, flow)


def _published(evidence: Evidence, given: Parameters, flow: str) -> list[Published]:
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


def _alone(evidence: Evidence, given: Parameters, flow: str) -> FigureReading | None:
    rows = _published(evidence, given, flow)
    if not rows:
        return None
    row, rate = rows[0], Decimal(repr(rows[0].value))
    bounds = _bounds_stated(row)
    return _implied(evidence, given, rate, bounds, rows[:1], ALONE, (f"published: {row.stated}",), ())


def _both(evidence: Evidence, given: Parameters) -> FigureReading | None:
    now: list[Decimal] = []
    base: list[Decimal] = []
    low: list[tuple[Interval, Interval]] = []
    used: list[Published] = []
    kept: dict[str, TrailRow] = {}
    steps: list[str] = []
    for flow in ("export", "import"):
        rows = _published(evidence, given, flow)
        amount = total(evidence, {**given, "flow": flow})
        if not rows or amount.value is None or amount.low is None or amount.high is None:
            return None
        value, rate = Decimal(repr(amount.value)), Decimal(repr(rows[0].value)) / 100
        wide = Interval(Decimal(repr(amount.low)), Decimal(repr(amount.high)))
        now.append(value)
        base.append(value / (1 + rate))
        low.append((wide, (_bounds_stated(rows[0]).scaled(1, 100) + point(1))))
        used.append(rows[0])
        kept |= {row.id: row for row in amount.trail.rows}
        steps.append(
            f"{flow}s: {value:,.0f} / (1 + {rows[0].value:g} %) = {base[-1]:,.0f} {given['unit']} a year earlier"
        )
    growth = (sum(now, Decimal(0)) / sum(base, Decimal(0)) - 1) * 100
    steps.append(f"{sum(now):,.0f} / {sum(base):,.0f} - 1 = {growth:.2f} %")
    return _implied(
        evidence, given, growth, _extremes(low), used, _IMPLIED, tuple(steps), tuple(kept.values())
    )


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


def _bounds_stated(row: Published) -> Interval:
    """What the words of a published growth can mean; a fall is printed with its sign in the table."""
    read = stated(row.stated.lstrip("-− "), unit_text="percent").interval
    return -read if (row.value or 0) < 0 else read


def _implied(
    evidence: Evidence, given: Parameters, growth: Decimal, bounds: Interval, used: list[Published], basis: str,
    steps: tuple[str, ...], rows: tuple[TrailRow, ...],
) -> FigureReading:  # fmt: skip
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
        series=total(evidence, given).trail.series if evidence.case.flows else (),
        display=f"{growth:.2f}",
    )
    return reading_of(figure)


def _total(evidence: Evidence, given: Parameters) -> FigureReading:
    return read_figure(total(evidence, given))


def _growth(evidence: Evidence, given: Parameters) -> FigureReading:
    now = parse_span(given["period"])
    before = parse_span(given["against"]) if given.get("against") else now.years_earlier(1)
    rows = _from_rows(evidence, given, before.label)
    found = rows.value is not None and given["basis"] == "any"
    if (
        given["basis"] == "rows"
        or before != now.years_earlier(1)
        or (found and _sound(rows) and not rows.beyond)
    ):
        return rows
    implied = published_growth(evidence, given)
    # What the compilers reckoned back from a published rate is graded doubtful; the rate itself stands above it.
    # Over a first release too, for the office's own rate is over what it revised.
    if implied is None or (found and not _sound(implied)):
        return rows
    return implied


def _sound(reading: FigureReading) -> bool:
    """Whether the figure of a reading rests on nothing doubted."""
    return reading.figure is not None and reading.figure.trail.strength.certain


def _from_rows(evidence: Evidence, given: Parameters, before: str) -> FigureReading:
    """Growth between two totals of the table, with bounds from the precision of every row."""
    top, bottom = total(evidence, given), total(evidence, {**given, "period": before})
    revision = evidence.revision(**asked({**given, "period": before}))
    value = None
    if top.value is not None and bottom.value:
        value = (Decimal(repr(top.value)) / Decimal(repr(bottom.value)) - 1) * 100
    bounds = grown(_interval(top), _interval(bottom) if revision is None else revision.bounds)
    if bounds is None and revision is not None:
        bounds = UNKNOWN
    low, high = (None, None) if bounds is None else bounds.as_floats
    trail = joined(
        top,
        bottom,
        f"{top.shown} / {bottom.shown} - 1 = {'cannot say' if value is None else f'{value:.2f} %'}",
    )
    if revision is not None:
        note = f"{OVER_FIRST}; {revision.says}"
        trail = msgspec.structs.replace(trail, notes=(*trail.notes, note))
    figure = Figure(
        id=f"growth/{given['period']}/{before}/{given['flow']}/{given['unit']}/{given['ledger']}/{given['hs']}",
        title=f"Growth of {top.title[0].lower()}{top.title[1:]}, over {before}",
        value=None if value is None else float(value),
        unit="percent",
        definition=f"{top.definition}; over the same of {before}, less one",
        trail=trail,
        low=low,
        high=high,
        display=shown_between(value, bounds, "%"),
    )
    reading = read_figure(figure)
    if reading.value is None and low is None:
        return msgspec.structs.replace(
            reading, cannot=reading.cannot or f"no row for {before} to compare with"
        )
    return (
        reading
        if revision is None
        else msgspec.structs.replace(reading, beyond=f"{OVER_FIRST}; {revision.says}")
    )


def grown(top: Interval | None, bottom: Interval | None) -> Interval | None:
    """The bounds of growth in percent, or None when a side gives none."""
    if top is None or bottom is None:
        return None
    try:
        return (top.divided_by(bottom) - point(1)).scaled(100)
    except AmountError:
        return None


def _interval(figure: Figure) -> Interval | None:
    if figure.value is None and not figure.low and figure.high is None:
        return None
    low, high = (None if b is None else Decimal(repr(b)) for b in (figure.low, figure.high))
    return Interval(low, high)


def joined(first: Figure, second: Figure, step: str) -> Trail:
    """The trails of two figures and the step between them."""
    rows = {row.id: row for row in (*first.trail.rows, *second.trail.rows)}
    left = {row.id: row for row in (*first.trail.left_out, *second.trail.left_out) if row.id not in rows}
    trail = Trail(
        steps=(*first.trail.steps, *second.trail.steps, step), rows=tuple(rows.values()),
        left_out=tuple(left.values()), notes=tuple(dict.fromkeys((*first.trail.notes, *second.trail.notes))),
        known_by=first.trail.known_by, data_version=first.trail.data_version,
    )  # fmt: skip
    return on_evidence_of(trail, (first.trail, second.trail))


def _balance(evidence: Evidence, given: Parameters) -> FigureReading:
    sold, bought = (total(evidence, {**given, "flow": flow}) for flow in ("export", "import"))
    return difference(sold, bought, "exports less imports")


def difference(first: Figure, second: Figure, words: str) -> FigureReading:
    """One total less another, with bounds."""
    value = None if first.value is None or second.value is None else first.value - second.value
    ends = [
        None if a is None or b is None else a - b
        for a, b in ((first.low, second.high), (first.high, second.low))
    ]
    figure = Figure(
        id=f"difference/{first.id}/{second.id}",
        title=f"{first.title} less {second.title[0].lower()}{second.title[1:]}",
        value=value,
        unit=first.unit,
        definition=f"{words}: {first.definition}; less {second.definition}",
        trail=joined(
            first,
            second,
            f"{first.shown} - {second.shown} = {'cannot say' if value is None else f'{value:,.0f}'}",
        ),
        low=ends[0],
        high=ends[1],
    )
    if value is None and None in ends:
        return FigureReading(unit=first.unit, cannot="one of the two totals cannot be said", figure=figure)
    return read_figure(figure)


def unit_asked(given: Parameters) -> str:
    """The unit a total was asked in."""
    return str(asked(given)["unit"])


AGAINST = Parameter("against", "the period compared with; a year earlier by default", kind="period")
BASIS = choice(
    "basis",
    (
        "rows of the table; or the base implied by published growth, used by default only where rows for "
        "the earlier period are missing, doubted or a first release"
    ),
    ("any", "rows", "published"),
)


SUBJECTS = (
    Subject(
        "trade.total", "An amount of trade: money or a quantity", "amount", unit=unit_asked, parameters=ASKED,
        compute=_total, example="--period 2017-01 --flow import --hs 2701 --unit t --ledger customs",
        stated="1.45 million tonnes",
    ),
    Subject(
        "trade.growth", "Growth in percent against a year earlier, or another period", "change", unit="percent",
        parameters=(*ASKED[:-1], ABSENT, AGAINST, BASIS), compute=_growth,
        example="--flow export+import --period 2017-Q1 --currency CNY", stated="37.4%",
    ),
    Subject(
        "trade.balance", "Exports less imports", "difference", unit=unit_asked,
        parameters=tuple(p for p in ASKED if p.name != "flow"), compute=_balance, example="--period 2016",
        stated="$304 million",
    ),
)  # fmt: skip
