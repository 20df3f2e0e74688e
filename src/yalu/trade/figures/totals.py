"""One amount of trade: a period, a direction, goods, a unit and a ledger, with the rows that give it."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from decimal import Decimal
from functools import cached_property
from typing import Any, Literal, TypeVar

import msgspec

from yalu.case.checks.ledger_limits import AmountEntry
from yalu.case.records import Source
from yalu.trade.figures.directions import both_ways, one_way
from yalu.trade.figures.parts import RowAmount, SilentPart, UnreadRow, silent_parts
from yalu.trade.figures.periods import DaySpan
from yalu.trade.figures.rows import FlowRow, ReportedAmount, is_sound, select, trail_row
from yalu.trade.figures.series import BOTH, SeriesDays, asked_series, series_days
from yalu.trade.figures.sums import SpanAmount, TradeSum, over, plus, stated_spans
from yalu.trade.figures.vintages import mixture, revised
from yalu.vocabulary.amounts import Factor, convert, convert_interval, factor_of, quantity
from yalu.vocabulary.amounts import unit as unit_of
from yalu.vocabulary.coverage import (
    Coverage,
    Observed,
    Series,
    combined,
    covered_table,
    grain_of,
    observed_span,
)
from yalu.vocabulary.dates import Window
from yalu.vocabulary.intervals import AmountError, Interval, hull, point
from yalu.vocabulary.results import Figure, Trail, TrailRow, rows_strength
from yalu.vocabulary.words.readable import goods_words, trade_words

Absent = Literal["unknown", "zero"]
T = TypeVar("T")


class TotalQuestion(msgspec.Struct, frozen=True, kw_only=True):
    """What is asked for. ``unit`` is a currency for values and a unit of mass or volume for quantities.

    ``absent="zero"`` reads goods and months that the table does not have as no trade; only a table of
    all goods may be read so, and the trail says that it was.
    """

    span: DaySpan
    reporter: str
    partner: str
    flow: str = BOTH
    hs: str = "TOTAL"
    unit: str = "USD"
    ledger: str = "customs"
    factor: str | Factor | None = None
    absent: Absent = "unknown"

    @property
    def is_value(self) -> bool:
        """Whether money is asked for."""
        return unit_of(self.unit).kind.startswith("money")

    @property
    def trade(self) -> tuple[Hashable, ...]:
        """The question without its days and its way to read absence."""
        return (self.reporter, self.partner, self.ledger, self.unit, self.factor)

    def path(self, kind: str) -> str:
        """The id of a figure on this question: ``growth/2017-Q1/export+import/CNY/customs``."""
        parts = [kind, self.span.label, self.flow, self.unit, self.ledger]
        return "/".join(parts + ([self.hs] if self.hs != "TOTAL" else []))

    @property
    def series(self) -> str:
        """The series asked, in words, for its last day."""
        return f"{self._traded}, {self.unit} ({self.ledger})"

    def words(self) -> str:
        """The question in words, for definitions."""
        return f"{self._traded}, {self.span}, in {self.unit}, on the ledger “{self.ledger}”"

    @property
    def _traded(self) -> str:
        return f"{trade_words(self.flow, self.reporter, self.partner)}, {goods_words(self.hs)}"


class Context(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """What every figure of a case carries: its rows, sources, version, what was known when, and what was not read.

    ``releases`` are the amounts of the case that say whether they are ``first`` or ``revised``, by that word.
    The same question is asked many times over the same rows (each reading of a claim, each year of a chart), so
    what was worked out once is kept with the rows that it was worked out from.
    """

    rows: tuple[FlowRow, ...]
    sources: Mapping[str, Source] = {}
    data_version: str = ""
    known_by: str = ""
    left_out: tuple[str, ...] = ()
    unread: tuple[UnreadRow, ...] = ()
    releases: Mapping[str, tuple[AmountEntry, ...]] = {}

    @cached_property
    def _kept(self) -> dict[Hashable, Any]:
        return {}

    def once(self, key: Hashable, make: Callable[[], T]) -> T:
        """What ``make`` gives, worked out the first time that this key is asked for."""
        if key not in self._kept:
            self._kept[key] = make()
        found: T = self._kept[key]
        return found

    def rows_of(self, question: TotalQuestion, flow: str = "") -> tuple[FlowRow, ...]:
        """The rows of a question's trade and ledger, of any goods; of one direction where it is named."""
        return self.once(
            ("rows", question.reporter, question.partner, question.ledger, flow),
            lambda: select(
                self.rows,
                reporter=question.reporter,
                partner=question.partner,
                ledger=question.ledger,
                flow=flow,
            ),
        )

    def stated(self, question: TotalQuestion, flow: str, hs: str) -> tuple[SpanAmount, ...]:
        """What the rows of exactly one code say of each of their spans, in the unit asked for."""

        def made() -> tuple[SpanAmount, ...]:
            rows = [row for row in self.rows_of(question, flow) if row.hs == hs]
            cells = _cells(rows, question)
            trade = (question.reporter, question.partner, question.ledger, flow, hs)
            unread = self.unread_of(trade, value=question.is_value)
            return stated_spans(cells, [*silent_parts(rows, cells), *unread])

        return self.once(("stated", *question.trade, flow, hs), made)

    @cached_property
    def _unread(self) -> dict[tuple[str, ...], list[UnreadRow]]:
        """Of rows that were not read those of each trade, and under no trade those that do not say all of theirs."""
        found: dict[tuple[str, ...], list[UnreadRow]] = {}
        for one in self.unread:
            found.setdefault(one.trade if all(one.trade) else (), []).append(one)
        return found

    def unread_of(self, trade: tuple[str, ...], *, value: bool | None = None) -> list[SilentPart]:
        """What was not read of a trade, or may be of it; ``value`` asks for its value or its quantity alone."""
        rows = (*self._unread.get(trade, ()), *self._unread.get((), ()))
        return [one.part for one in rows if one.may_be_of(trade, value=value)]

    @cached_property
    def sound(self) -> Context:
        """The same with its sound rows alone."""
        rows = tuple(row for row in self.rows if is_sound(row, self.sources))
        return msgspec.structs.replace(self, rows=rows)

    def covers(self, *ledgers: str) -> Coverage:
        """What a question on some ledgers asks: every row of the table on them, less what could not be read."""
        found = combined(
            covered_table(
                f"{ledger} ledger",
                sum(row.ledger == ledger for row in self.rows),
                as_of=self.known_by,
                kind="ledger",
            )
            for ledger in dict.fromkeys(ledgers)
        )
        return Coverage(tuple(msgspec.structs.replace(one, left_out=self.left_out) for one in found.asked))

    def figure_id(self, *parts: str) -> str:
        """Parts joined by slashes, and ``@DATE`` when knowledge was limited."""
        return "/".join(parts) + (f"@{self.known_by}" if self.known_by else "")


def total(context: Context, question: TotalQuestion) -> TradeSum:
    """The amount asked for, from sound rows where these give it.

    Doubted rows give a number only where sound ones give none and leave room for it; they never bound one.
    A sum that mixes first releases with revised figures says so, and its bounds take in both.
    """
    return context.once(question, lambda: _whole(context, question))


def _whole(context: Context, question: TotalQuestion) -> TradeSum:
    found = msgspec.structs.replace(_sound(context, question), series=(series_of(context, question),))
    mixed = mixture(found)
    reach = revised(found, context.releases) if mixed else None
    if reach is None:
        return found
    notes = (*found.notes, f"{mixed}; {reach.says}")
    return msgspec.structs.replace(found, bounds=hull(found.bounds, reach.bounds), notes=notes)


def series_of(context: Context, question: TotalQuestion) -> Series:
    """The series that a question asks: every row of its trade with an amount in its unit, whatever the period."""

    def known() -> SeriesDays | None:
        rows = [
            row for row in context.rows_of(question)
            if row.hs == question.hs or (question.hs != "TOTAL" and row.hs.startswith(question.hs))
        ]  # fmt: skip
        return series_days([cell.row for cell in _cells(rows, question)], question.flow)

    days = context.once(("series", *question.trade, question.hs, question.flow), known)
    return asked_series(days, question.series, question.span)


def _sound(context: Context, question: TotalQuestion) -> TradeSum:
    every = _total(context, question)
    doubted = tuple(cell for _, cell in every.used if not is_sound(cell.row, context.sources))
    if not doubted:
        return every
    sound = _total(context.sound, question)
    if sound.value is None and (not sound.known or (every.value is not None and every.value in sound.bounds)):
        return every
    used = {cell.row.id for _, cell in sound.used}
    left = tuple(cell for cell in doubted if cell.row.id not in used)
    return msgspec.structs.replace(sound, left=(*sound.left, *left))


def _total(context: Context, question: TotalQuestion) -> TradeSum:
    """From all rows at hand. Exports, imports and both are derived from each other where rows allow."""
    if question.absent == "zero" and not any(row.ledger == question.ledger for row in context.rows):
        # A ledger without a row says nothing of what it leaves out.
        question = msgspec.structs.replace(question, absent="unknown")
    whole = _directed(context, question, BOTH)
    if question.flow == BOTH:
        sides = [_directed(context, question, flow) for flow in ("export", "import")]
        return both_ways(whole, plus(sides[0], sides[1], question.span))
    direct = _directed(context, question, question.flow)
    other = _directed(context, question, "import" if question.flow == "export" else "export")
    return one_way(direct, whole, other)


def _directed(context: Context, question: TotalQuestion, flow: str) -> TradeSum:
    rows = context.rows_of(question, flow)
    exact = context.stated(question, flow, question.hs)
    if exact or question.hs == "TOTAL" or any(row.hs == question.hs for row in rows):
        return _settled(over(exact, question.span, question.unit), question)
    finer = sorted({row.hs for row in rows if row.hs != "TOTAL" and row.hs.startswith(question.hs)})
    # A code with a row of its own stands for those below it: adding both would count the same goods twice.
    codes = [code for code in finer if not any(other != code and code.startswith(other) for other in finer)]
    result: TradeSum | None = None
    for code in codes:
        below = [other for other in finer if other.startswith(code)]
        one = _of_code(context, flow, code, below, question)
        result = one if result is None else plus(result, one, question.span)
    if result is None:
        return _settled(over((), question.span, question.unit), question)
    return _of_codes(result, codes, question)


def _of_code(
    context: Context, flow: str, code: str, known: Sequence[str], question: TotalQuestion
) -> TradeSum:
    """One code from its own rows; from the codes right below it where these say more than its own rows do."""
    own = _settled(over(context.stated(question, flow, code), question.span, question.unit), question)
    below = [c for c in known if c != code and not any(o not in {c, code} and c.startswith(o) for o in known)]
    if own.value is not None or not below:
        return own
    parts: TradeSum | None = None
    for part in below:
        finer = [other for other in known if other.startswith(part)]
        one = _of_code(context, flow, part, finer, question)
        parts = one if parts is None else plus(parts, one, question.span)
    if parts is None or (parts.bounds.low or Decimal(0)) <= (own.bounds.low or Decimal(0)):
        return own
    return msgspec.structs.replace(own, bounds=Interval(parts.bounds.low, own.bounds.high), used=parts.used)


def _of_codes(result: TradeSum, codes: Sequence[str], question: TotalQuestion) -> TradeSum:
    """A sum of finer codes: without a row for the code itself it bounds from below, unless absence is zero."""
    note = f"{question.hs} is the sum of its {len(codes)} codes in the table: {', '.join(codes[:8])}"
    if question.absent == "zero":
        return msgspec.structs.replace(result, notes=(*result.notes, note))
    return msgspec.structs.replace(
        result, value=None, bounds=Interval(result.bounds.low, None), notes=(*result.notes, f"{note}; others may be missing"),
        missing=f"a row for {question.hs} itself, or a table known to hold all its codes",
    )  # fmt: skip


def _settled(result: TradeSum, question: TotalQuestion) -> TradeSum:
    if question.absent != "zero" or result.value is not None or not result.missing:
        return result
    low = result.bounds.low or Decimal(0)
    inside = tuple((sign, cell) for sign, cell in result.used if question.span.contains(cell.row.span))
    value = sum((cell.amount.value for _, cell in inside), Decimal(0))
    bounds = (
        point(value)
        if value < low
        else Interval(
            low, max(value, sum((c.amount.bounds.high or c.amount.value for _, c in inside), Decimal(0)))
        )
    )
    return TradeSum(question.span, question.unit, value, bounds, inside, result.left, result.steps,
               (*result.notes, "what the table does not have is read as no trade, as asked"))  # fmt: skip


def _cells(rows: Sequence[FlowRow], question: TotalQuestion) -> list[RowAmount]:
    """The rows' amounts in the unit asked for; those in another kind of unit need a named factor."""
    cells = []
    for row in rows:
        amount = row.value if question.is_value else row.quantity
        if amount is None:
            continue
        converted = in_unit(amount, question.unit, factor_of(question.factor, row.hs))
        if converted is not None:
            cells.append(RowAmount(row, converted))
    return cells


def in_unit(amount: ReportedAmount, unit: str, factor: str | Factor | None = None) -> ReportedAmount | None:
    """An amount in another unit, or None when that would need a factor and none fits."""
    if amount.unit == unit:
        return amount
    for chosen in (None, factor):
        try:
            value = convert(quantity(amount.value, amount.unit), unit, chosen).value
            bounds = convert_interval(amount.bounds, amount.unit, unit, chosen)
        except AmountError:
            continue
        named = chosen.name if isinstance(chosen, Factor) else chosen
        return ReportedAmount(
            value, unit, bounds, amount.reason + (f"; converted with {named}" if named else "")
        )
    return None


def passed_over(context: Context, question: TotalQuestion) -> tuple[TrailRow, ...]:
    """Rows of the same trade and time that another unit or currency kept out, for the trail."""
    rows = select(
        context.rows,
        reporter=question.reporter,
        partner=question.partner,
        hs=question.hs,
        ledger=question.ledger,
    )
    found = []
    for row in rows:
        amount = row.value if question.is_value else row.quantity
        if amount is None or not question.span.contains(row.span) or (question.flow not in {BOTH, row.flow}):
            continue
        if in_unit(amount, question.unit, factor_of(question.factor, row.hs)) is None:
            way = "dated rate" if question.is_value else "named factor of its goods"
            why = f"in {amount.unit}; never added to {question.unit} without a {way}"
            found.append(trail_row(row, context.sources, "left out", why))
    return tuple(found)


def trail_of(context: Context, sums: Sequence[tuple[str, TradeSum]], *, steps: Sequence[str] = (), rules: Sequence[str] = (),
             left_out: Sequence[TrailRow] = (), notes: Sequence[str] = (), ledgers: Sequence[str] = ()) -> Trail:  # fmt: skip
    """The trail over some named sums: each row once, with what it was used for.

    ``ledgers`` are those that were asked, where a sum may have found no row on them.
    """
    used: dict[str, TrailRow] = {}
    for role, one in sums:
        for sign, cell in one.used:
            said = f"{role}, subtracted" if sign < 0 else role
            used.setdefault(cell.row.id, trail_row(cell.row, context.sources, said, cell.amount.reason))
    less = [
        trail_row(cell.row, context.sources, "left out", _why_left(context, cell.row))
        for _, one in sums
        for cell in one.left
    ]
    known = {row.id for row in less} | used.keys()
    return Trail(
        steps=(*(f"{role}: {step}" for role, one in sums for step in one.steps), *steps),
        rules=tuple(rules),
        rows=tuple(used.values()),
        left_out=(*(row for row in less if row.id not in used), *(row for row in left_out if row.id not in known)),
        notes=(*dict.fromkeys(note for _, one in sums for note in one.notes), *notes,
               *(f"missing: {one.missing}" for _, one in sums if one.missing)),
        known_by=context.known_by,
        data_version=context.data_version,
        coverage=context.covers(*(ledgers or (cell.row.ledger for _, one in sums for _, cell in one.used))),
        observed=observed_rows(cell.row for _, one in sums for _, cell in one.used),
        series=tuple(dict.fromkeys(series for _, one in sums for series in one.series)),
    )  # fmt: skip


def _why_left(context: Context, row: FlowRow) -> str:
    if is_sound(row, context.sources):
        return "less well attested than another row of the same span"
    (support,) = rows_strength([trail_row(row, context.sources)]).supports
    return f"doubted ({support.says}), where sound rows decide"


def observed_rows(rows: Iterable[FlowRow]) -> Observed | None:
    """The days that some rows cover, with the gaps between them."""
    spans = [Window(row.span.start, row.span.end) for row in rows]
    return observed_span(spans, grain_of(spans))


def total_figure(context: Context, question: TotalQuestion) -> Figure:
    """The amount asked for as a figure with its trail."""
    found = total(context, question)
    low, high = found.bounds.as_floats if found.known else (None, None)
    return Figure(
        id=context.figure_id(question.path("total")),
        title=f"Trade, {question.words()}",
        value=None if found.value is None else float(found.value),
        unit=question.unit,
        definition=f"the sum of {question.words()}; a month that is not reported is not zero",
        trail=trail_of(
            context, [("total", found)], left_out=passed_over(context, question), ledgers=(question.ledger,)
        ),
        low=low,
        high=high,
        display="" if found.value is not None else shown_bounds(found.bounds if found.known else None),
    )


def shown_bounds(bounds: Interval | None) -> str:
    """How a figure without a value is shown: its bounds, or that the data cannot say."""
    return "cannot say" if bounds is None or (bounds.high is None and not bounds.low) else str(bounds)
