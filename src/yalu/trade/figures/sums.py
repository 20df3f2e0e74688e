"""Sums over periods from rows that overlap, leave gaps, cumulate and contradict each other.

A sum over a span is a way from its first day to the day after its last, along reported spans: each
row leads forward over its days, and backward when it is subtracted. January to March less January
to February is March. The way with the fewest rows is taken, then the one with the tightest bounds.
Where there is no way, what is reported inside bounds the sum from below, and what is reported over
it from above; a missing month is never zero.
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from decimal import Decimal

import msgspec

from yalu.trade.figures.parts import RowAmount, SilentPart, added
from yalu.trade.figures.periods import DaySpan, parse_span
from yalu.vocabulary.coverage import Series
from yalu.vocabulary.intervals import Interval, hull, plain, point

_NO_WIDTH = Decimal(10) ** 30


class SpanAmount(msgspec.Struct, frozen=True):
    """What the rows of one span say together. The best attested give value and bounds; the others are ``left``."""

    span: DaySpan
    value: Decimal | None
    bounds: Interval
    cells: tuple[RowAmount, ...]
    left: tuple[RowAmount, ...]
    note: str = ""


class TradeSum(msgspec.Struct, frozen=True):
    """A sum over a span: ``value`` is None when rows are missing or contradict; ``bounds`` always hold.

    ``used`` are cells with their sign (1 or -1), ``left`` the less well attested, ``steps`` the
    arithmetic in words, ``missing`` what the rows do not cover, ``series`` those that were asked.
    """

    span: DaySpan
    unit: str
    value: Decimal | None
    bounds: Interval
    used: tuple[tuple[int, RowAmount], ...] = ()
    left: tuple[RowAmount, ...] = ()
    steps: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    missing: str = ""
    series: tuple[Series, ...] = ()

    @property
    def known(self) -> bool:
        """Whether anything at all bounds the sum beyond its not being negative."""
        return bool(self.used)


def together(span: DaySpan, cells: Sequence[RowAmount]) -> SpanAmount:
    """The rows of one span as one statement.

    Rows that name no source are lines of one table, where several lines of a flow are its parts (by
    province, by mode of transport): they are added, but for lines in several currencies. Of rows with
    sources those with the best credibility digit count. When they can mean the same number, the most precise one gives the value; when they
    cannot, a revised one replaces a first release, or there is no value and the bounds reach over all of them.
    """
    if not any(cell.row.sources for cell in cells):
        value, bounds, note = added(cells)
        later, why = _later(cells)
        if later and len(later) < len(cells):
            bounds = Interval(added(later)[1].low, bounds.high)
            note = f"{span}: lines that are {why} stand beside others, which may be what they revise or other parts"
            return SpanAmount(
                span, None, bounds, tuple(later), tuple(c for c in cells if c not in later), note
            )
        return SpanAmount(span, value, bounds, tuple(cells), (), f"{span}: {note}" if note else "")
    best = min(cell.row.credibility for cell in cells)
    chosen = sorted(
        (c for c in cells if c.row.credibility == best), key=lambda c: (_width(c.amount.bounds), c.row.id)
    )
    if not _agree(chosen) and any(c.row.vintage == "revised" for c in chosen):
        chosen = [c for c in chosen if c.row.vintage != "first"]
    left = tuple(c for c in cells if c not in chosen)
    if _agree(chosen):
        return SpanAmount(span, chosen[0].amount.value, chosen[0].amount.bounds, tuple(chosen), left)
    rivals = _rivals(chosen)
    words = " and ".join(f"{plain(c.amount.value)} ({c.row.id})" for c in rivals)
    return SpanAmount(
        span,
        None,
        hull(*(c.amount.bounds for c in rivals)),
        tuple(chosen),
        left,
        f"{span}: equally good sources contradict: {words}",
    )


def _later(cells: Sequence[RowAmount]) -> tuple[list[RowAmount], str]:
    """Of lines of one table those that may revise the others: called revised, or published last; and in words why."""
    if revised := [cell for cell in cells if cell.row.vintage == "revised"]:
        return revised, "revised"
    days = {cell.row.known_from for cell in cells} - {""}
    # No figure of a whole span is published before it ends: such days are those of consignments, released by customs.
    if any(parse_span(day).end < cells[0].row.span.end for day in days):
        return [], ""
    last = max(days, default="")
    return [cell for cell in cells if cell.row.known_from == last], f"published on {last}" if last else ""


def _rivals(cells: Sequence[RowAmount]) -> list[RowAmount]:
    """Of cells by their width those that round no narrower one: what could mean the same adds no bounds of its own."""
    kept: list[RowAmount] = []
    for cell in cells:
        bounds = cell.amount.bounds
        if not any(other.amount.bounds.shared(bounds) == other.amount.bounds for other in kept):
            kept.append(cell)
    return kept


def _agree(cells: Sequence[RowAmount]) -> bool:
    return all(a.amount.bounds.shared(b.amount.bounds) is not None for a in cells for b in cells)


def summed(cells: Sequence[RowAmount], span: DaySpan, unit: str) -> TradeSum:
    """The sum of amounts over a span, from rows of one flow, one ledger and one unit."""
    return over(stated_spans(cells), span, unit)


def stated_spans(cells: Sequence[RowAmount], silent: Sequence[SilentPart] = ()) -> tuple[SpanAmount, ...]:
    """What rows of one flow, one ledger and one unit say of each span that they state, in its order.

    ``silent`` are parts that state no such amount: with them the others are the least that it can be.
    """
    groups: dict[DaySpan, list[RowAmount]] = defaultdict(list)
    for cell in cells:
        groups[cell.row.span].append(cell)
    lacking: dict[DaySpan | None, list[SilentPart]] = defaultdict(list)
    for part in silent:
        lacking[part.span].append(part)
    found = (together(where, group) for where, group in sorted(groups.items()))
    return tuple(_at_least(one, [*lacking.get(one.span, ()), *lacking.get(None, ())]) for one in found)


def _at_least(stated: SpanAmount, silent: Sequence[SilentPart]) -> SpanAmount:
    if not silent or any(
        cell.row.sources for cell in stated.cells
    ):  # rows with sources are statements of the whole
        return stated
    words = f"{stated.span}: {'; '.join(part.says for part in silent)}"
    low = Decimal(0) if any(part.lowers for part in silent) else stated.bounds.low
    note = "; ".join(filter(None, (stated.note, words)))
    return SpanAmount(stated.span, None, Interval(low, None), stated.cells, stated.left, note)


def over(statements: Sequence[SpanAmount], span: DaySpan, unit: str) -> TradeSum:
    """The sum over a span from what is stated of it and of other spans."""
    way = _way(statements, span)
    return _bounded(statements, span, unit) if way is None else _added(way, span, unit)


def _way(statements: Sequence[SpanAmount], span: DaySpan) -> list[tuple[int, SpanAmount]] | None:
    """The shortest way over the span, as statements with their sign, or None."""
    edges: dict[date, list[tuple[date, int, SpanAmount]]] = defaultdict(list)
    for stated in statements:
        edges[stated.span.start].append((stated.span.after, 1, stated))
        edges[stated.span.after].append((stated.span.start, -1, stated))
    queue: list[tuple[int, Decimal, int, date]] = [(0, Decimal(0), 0, span.start)]
    came: dict[date, tuple[date, int, SpanAmount]] = {}
    best: dict[date, tuple[int, Decimal]] = {span.start: (0, Decimal(0))}
    order = 0
    while queue:
        count, width, _, day = heapq.heappop(queue)
        if (count, width) > best[day]:
            continue
        if day == span.after:
            break
        for to, sign, stated in edges[day]:
            cost = (count + 1, width + _width(stated.bounds))
            if to not in best or cost < best[to]:
                best[to], came[to], order = cost, (day, sign, stated), order + 1
                heapq.heappush(queue, (*cost, order, to))
    if span.after not in came:
        return None
    way, day = [], span.after
    while day != span.start:
        day, sign, stated = came[day]
        way.append((sign, stated))
    return way[::-1]


def _added(way: Sequence[tuple[int, SpanAmount]], span: DaySpan, unit: str) -> TradeSum:
    bounds = point(0)
    for sign, stated in way:
        bounds = bounds + stated.bounds if sign > 0 else bounds - stated.bounds
    values = [stated.value for _, stated in way]
    total: Decimal | None = None
    if None not in values:
        total = sum((sign * (stated.value or Decimal(0)) for sign, stated in way), Decimal(0))
    notes = [stated.note for _, stated in way if stated.note]
    if bounds.high is not None and bounds.high < 0:
        notes.append("the cumulated rows contradict each other: the difference is below zero")
        return TradeSum(
            span,
            unit,
            None,
            Interval(Decimal(0), None),
            _used(way),
            _left(way),
            (_words(way, unit),),
            tuple(notes),
        )
    floor = bounds.shared(Interval(Decimal(0), None)) or point(0)
    if total is not None and total < 0:
        total = None
        notes.append("the stated numbers differ to less than zero; only the bounds hold")
    return TradeSum(span, unit, total, floor, _used(way), _left(way), (_words(way, unit),), tuple(notes))


def _bounded(statements: Sequence[SpanAmount], span: DaySpan, unit: str) -> TradeSum:
    """Bounds where no way leads over the span: the most that is surely inside, the least that holds it."""
    inside = _packed([s for s in statements if span.contains(s.span)])
    low = sum((s.bounds.low or Decimal(0) for s in inside), Decimal(0))
    over = min(
        (s for s in statements if s.span.contains(span) and s.bounds.high is not None),
        key=lambda s: s.bounds.high or Decimal(0),
        default=None,
    )
    high = over.bounds.high if over is not None else None
    notes = [s.note for s in inside if s.note]
    if high is not None and high < low:
        notes.append(
            f"{over.span if over else ''} states less than its parts; the sources contradict each other"
        )
        high = None
    way = [(1, s) for s in inside]
    steps = [f"at least {_words(way, unit)}"] if way else []
    if over is not None:
        steps.append(f"at most {plain(over.bounds.high)} {unit}, stated for {over.span}")
        way.append((1, over))
    covered = ", ".join(str(s.span) for s in inside) or "nothing"
    missing = f"rows for the whole of {span}; reported inside it: {covered}"
    return TradeSum(
        span, unit, None, Interval(low, high), _used(way), _left(way), tuple(steps), tuple(notes), missing
    )


def _packed(inside: Sequence[SpanAmount]) -> list[SpanAmount]:
    """The statements that do not overlap and together are surely the most (by their lower bounds)."""
    ordered = sorted(inside, key=lambda s: (s.span.after, s.span.start))
    best: list[tuple[Decimal, int, list[SpanAmount]]] = [(Decimal(0), 0, [])]
    for place, stated in enumerate(ordered):
        before = next((n for n in range(place, 0, -1) if ordered[n - 1].span.after <= stated.span.start), 0)
        total, count, chosen = best[before]
        taken = (total + (stated.bounds.low or Decimal(0)), count + 1, [*chosen, stated])
        best.append(max(best[place], taken, key=lambda b: (b[0], b[1])))
    return best[-1][2]


def _words(way: Sequence[tuple[int, SpanAmount]], unit: str) -> str:
    text = ""
    for sign, stated in sorted(way, key=lambda pair: (-pair[0], pair[1].span)):
        number = plain(stated.value) if stated.value is not None else f"({stated.bounds})"
        text += f"{' + ' if sign > 0 else ' - '}{number} ({stated.span})"
    text = text.removeprefix(" + ")
    if len(way) > 1 and all(stated.value is not None for _, stated in way):
        total = sum((sign * (stated.value or Decimal(0)) for sign, stated in way), Decimal(0))
        text += f" = {plain(total)}"
    return f"{text} {unit}".strip()


def _used(way: Sequence[tuple[int, SpanAmount]]) -> tuple[tuple[int, RowAmount], ...]:
    return tuple((sign, cell) for sign, stated in way for cell in stated.cells)


def _left(way: Sequence[tuple[int, SpanAmount]]) -> tuple[RowAmount, ...]:
    return tuple(cell for _, stated in way for cell in stated.left)


def _width(bounds: Interval) -> Decimal:
    return _NO_WIDTH if bounds.width is None else bounds.width


def plus(first: TradeSum, second: TradeSum, span: DaySpan) -> TradeSum:
    """Two sums over the same span added, such as exports and imports."""
    value = None if first.value is None or second.value is None else first.value + second.value
    return TradeSum(
        span, first.unit, value, first.bounds + second.bounds, first.used + second.used, first.left + second.left,
        first.steps + second.steps, first.notes + second.notes, "; ".join(dict.fromkeys(filter(None, (first.missing, second.missing)))),
        tuple(dict.fromkeys((*first.series, *second.series))),
    )  # fmt: skip


def minus(whole: TradeSum, part: TradeSum, span: DaySpan) -> TradeSum:
    """What remains of a whole without a part: imports, from the total and exports."""
    value = None if whole.value is None or part.value is None else whole.value - part.value
    left = (whole.bounds - part.bounds).shared(Interval(Decimal(0), None))
    notes = (*whole.notes, *part.notes)
    if left is None:
        notes += ("the whole is less than its part: the rows contradict each other",)
    elif value is not None and value < 0:
        notes += ("the stated numbers differ to less than zero; only the bounds hold",)
    value = None if left is None or (value is not None and value < 0) else value
    bounds = left or Interval(Decimal(0), None)
    taken = tuple((-sign, cell) for sign, cell in part.used)
    steps = (*whole.steps, *(f"less {step}" for step in part.steps))
    return TradeSum(span, whole.unit, value, bounds, whole.used + taken, whole.left + part.left, steps, notes,
               "; ".join(dict.fromkeys(filter(None, (whole.missing, part.missing)))))  # fmt: skip
