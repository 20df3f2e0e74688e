"""What trade did after a ban: days until it read zero, hurry before the wind-down, goods next door."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

import msgspec

from yalu.trade.figures.growth import growth
from yalu.trade.figures.periods import DaySpan, last_day
from yalu.trade.figures.ratios import change, floats, said, shown_between
from yalu.trade.figures.rows import FlowRow, select, trail_row
from yalu.trade.figures.series import asked_series, series_days
from yalu.trade.figures.totals import Context, TotalQuestion, observed_rows, total, trail_of
from yalu.vocabulary.coverage import Series
from yalu.vocabulary.results import Figure, Trail
from yalu.vocabulary.words.readable import spoken_date

_LONGEST_MONTH = 31


class TradeResponse(msgspec.Struct, frozen=True):
    """How trade in banned goods answered. Parts are None or empty when not asked.

    ``zero_period`` is the first month stated as zero, ``returned`` later months with trade again.
    """

    hs: str
    banned: str
    to_zero: Figure
    zero_period: str
    returned: tuple[str, ...]
    front_loading: Figure | None
    substitution: tuple[Figure, ...]


def response(
    context: Context,
    question: TotalQuestion,
    *,
    banned: date,
    wind_down: date | None = None,
    neighbours: Sequence[str] = (),
    months: int = 12,
) -> TradeResponse:
    """The three answers of trade to a ban announced on ``banned``; ``question.span`` is not used.

    Substitution compares ``months`` whole months after the ban's month with as many before it.
    """
    to_zero, zero, returned = _to_zero(context, question, banned)
    hurry = _front_loading(context, question, banned, wind_down) if wind_down is not None else None
    moved = tuple(
        _substitution(context, msgspec.structs.replace(question, hs=hs), banned, months, question.hs)
        for hs in neighbours
    )
    return TradeResponse(question.hs, banned.isoformat(), to_zero, zero, returned, hurry, moved)


def _state(row: FlowRow) -> str:
    """``zero``, ``trade`` or ``unknown``: a row without an amount says nothing."""
    amounts = [a for a in (row.quantity, row.value) if a is not None]
    if any(a.bounds.low is not None and a.bounds.low > 0 for a in amounts):
        return "trade"
    return "zero" if amounts and all(a.value == 0 for a in amounts) else "unknown"


class _Ending(msgspec.Struct, frozen=True):
    """Monthly rows from the announcement on: with trade, the first zero, and with trade again."""

    before: tuple[FlowRow, ...]
    zero: FlowRow | None
    again: tuple[FlowRow, ...]


def _ending(context: Context, question: TotalQuestion, banned: date) -> _Ending:
    rows = [
        row
        for row in select(
            context.rows,
            reporter=question.reporter,
            partner=question.partner,
            flow=question.flow,
            hs=question.hs,
            ledger=question.ledger,
        )
        if (row.span.end - row.span.start).days < _LONGEST_MONTH and row.span.end >= banned
    ]
    rows.sort(key=lambda row: (row.span.start, row.id))
    traded = [row for row in rows if _state(row) == "trade"]
    # A month of which a line could not be read is not zero, whatever its other lines say.
    trade = (question.reporter, question.partner, question.ledger, question.flow, question.hs)
    months = {row.span for row in traded} | {part.span for part in context.unread_of(trade)}
    unsure = months if None not in months else {row.span for row in rows}
    zero = next((row for row in rows if _state(row) == "zero" and row.span not in unsure), None)
    if zero is None:
        return _Ending(tuple(traded), None, ())
    return _Ending(
        tuple(row for row in traded if row.span.start < zero.span.start),
        zero,
        tuple(row for row in traded if row.span.start > zero.span.start),
    )


def _to_zero(context: Context, question: TotalQuestion, banned: date) -> tuple[Figure, str, tuple[str, ...]]:
    """Days from the announcement to the end of trade: bounded, because customs print months, not days."""
    found = _ending(context, question, banned)
    low = max((max(0, (row.span.start - banned).days) for row in found.before), default=0)
    high = max(0, (found.zero.span.start - banned).days) if found.zero is not None else None
    value = float(low) if high is not None and low == high else None
    bounded = bool(found.before) or found.zero is not None
    figure = Figure(
        id=context.figure_id("to-zero", banned.isoformat(), question.flow, question.ledger, question.hs),
        title=f"Days from {spoken_date(banned)} until {question.flow}s of HS {question.hs} read zero",
        value=value,
        unit="days",
        definition="days from the announcement: at most to the first day of the first month stated as zero, "
        "at least to the first day of the last month with trade",
        trail=_ending_trail(context, question, found),
        low=float(low) if bounded else None,
        high=None if high is None else float(high),
        display="" if value is not None else _waited(low, high) if bounded else "cannot say",
    )
    again = tuple(dict.fromkeys(row.span.label for row in found.again))
    return figure, found.zero.span.label if found.zero is not None else "", again


def _waited(low: int, high: int | None) -> str:
    return f"not zero after {low:,} days" if high is None else f"between {low:,} and {high:,} days"


def _ending_trail(context: Context, question: TotalQuestion, found: _Ending) -> Trail:
    last = (
        f"trade is last reported in {found.before[-1].span}"
        if found.before
        else "no trade is reported after the announcement"
    )
    named = [*((row, "trade") for row in found.before), *([(found.zero, "zero")] if found.zero is not None else []),
             *((row, "trade again") for row in found.again)]  # fmt: skip
    return Trail(
        steps=(
            f"{last}; the first month stated as zero is {found.zero.span if found.zero is not None else 'none'}",
        ),
        rows=tuple(trail_row(row, context.sources, role) for row, role in named),
        notes=(
            *(f"trade is reported again in {row.span}" for row in found.again),
            "a month without a row is not zero",
        ),
        known_by=context.known_by,
        data_version=context.data_version,
        coverage=context.covers(*(row.ledger for row, _ in named)),
        observed=observed_rows(row for row, _ in named),
        series=(_series(context, question),),
    )


def _series(context: Context, question: TotalQuestion) -> Series:
    """The series asked, over the months from the announcement to its last row, in whatever unit the rows have."""
    rows = select(
        context.rows,
        reporter=question.reporter,
        partner=question.partner,
        hs=question.hs,
        ledger=question.ledger,
    )
    last = max((row.span.end for row in rows if row.flow == question.flow), default=question.span.end)
    until = (
        DaySpan(question.span.start.replace(day=1), last_day(last.year, last.month))
        if last >= question.span.start
        else question.span
    )
    return asked_series(series_days(rows, question.flow), question.series, until)


def _front_loading(context: Context, question: TotalQuestion, banned: date, wind_down: date) -> Figure:
    """Trade in the months from the announcement to the wind-down's end, against the same months a year earlier."""
    span = DaySpan(banned.replace(day=1), last_day(wind_down.year, wind_down.month))
    found = growth(context, msgspec.structs.replace(question, span=span)).figure
    note = f"whole months, though the window runs from {banned} to {wind_down}: what came before or after it in those months is inside"
    return msgspec.structs.replace(
        found,
        id=context.figure_id(
            "front-loading",
            f"{banned}..{wind_down}",
            question.flow,
            question.unit,
            question.ledger,
            question.hs,
        ),
        title=f"Front-loading: {question.flow}s of HS {question.hs} before the wind-down ended, against a year earlier",
        trail=msgspec.structs.replace(found.trail, notes=(*found.trail.notes, note)),
    )


def _substitution(context: Context, question: TotalQuestion, banned: date, months: int, of: str) -> Figure:
    """Growth of a neighbouring code from the months before the ban's month to those after it."""
    before = DaySpan(
        _month_start(banned, -months),
        DaySpan(_month_start(banned, -1), _month_start(banned, -1)).months[0].end,
    )
    after = DaySpan(
        _month_start(banned, 1),
        DaySpan(_month_start(banned, months), _month_start(banned, months)).months[0].end,
    )
    then, now = (total(context, msgspec.structs.replace(question, span=span)) for span in (before, after))
    value, bounds = change(now, then)
    low, high = floats(bounds)
    gained: Decimal | None = None if now.value is None or then.value is None else now.value - then.value
    return Figure(
        id=context.figure_id(
            "substitution",
            banned.isoformat(),
            question.flow,
            question.unit,
            question.ledger,
            f"{of}-{question.hs}",
        ),
        title=f"{question.flow.capitalize()}s of HS {question.hs} beside the banned HS {of}: {months} months after against before",
        value=None if value is None else float(value),
        unit="percent",
        definition=f"HS {question.hs} over {after}, against {before}; growth next door is a sign, never proof, that goods moved there",
        trail=trail_of(
            context,
            [(f"after ({after})", now), (f"before ({before})", then)],
            steps=(
                f"{said(now.value, 0)} / {said(then.value, 0)} - 1 = {said(value)} %; {said(gained, 0)} {question.unit} more",
            ),
        ),
        low=low,
        high=high,
        display=shown_between(value, bounds, "%"),
    )


def _month_start(day: date, months: int) -> date:
    count = day.year * 12 + day.month - 1 + months
    return date(count // 12, count % 12 + 1, 1)
