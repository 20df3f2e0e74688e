"""The partner's share of the target's trade, once for every definition: that is how 91 % and 80 to 85 % can both be true."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from functools import reduce
from typing import Any

import msgspec

from yalu.case.records import SourceRef
from yalu.documents.choices import ChoiceError
from yalu.documents.problems import ProblemLog
from yalu.trade.figures.periods import DaySpan
from yalu.trade.figures.ratios import floats, over, said, shown_between
from yalu.trade.figures.rows import FlowRow, cite, source_refs
from yalu.trade.figures.series import BOTH
from yalu.trade.figures.sums import TradeSum, plus, summed
from yalu.trade.figures.totals import Context, TotalQuestion, total, trail_of
from yalu.trade.files.faults import TradeError
from yalu.vocabulary.coverage import Series, covered_table, observed_span
from yalu.vocabulary.dates import parse_window
from yalu.vocabulary.intervals import AmountError, Interval
from yalu.vocabulary.precision import stated
from yalu.vocabulary.results import Figure, Trail, TrailRow
from yalu.vocabulary.tables import Results
from yalu.vocabulary.words.numerals import plural

DENOMINATORS = {
    "total_without_inter_korean": "total without inter-Korean trade",
    "total_without_inter_korean_and_crude": "total without inter-Korean trade and crude oil",
    "total_with_inter_korean": "total with inter-Korean trade",
    "total_all_reporters": "the sum over all reporters, nothing filtered",
    "total_imf": "the total of the IMF's Direction of Trade",
    "exports": "the target's exports",
    "imports": "the target's imports",
    "total_not_defined": "a total that the source does not define",
}


class PublishedShare(msgspec.Struct, frozen=True, kw_only=True):
    """A share as somebody published it: who, for which year, of which denominator, in which words."""

    id: str
    year: str = ""
    publisher: str
    denominator: str
    share_percent: Decimal | None = None
    stated: str = ""
    sources: tuple[SourceRef, ...] = ()
    notes: str = ""


class ShareDefinition(msgspec.Struct, frozen=True, kw_only=True):
    """A share to be computed from flows. The denominator is every reporter's trade with the target.

    ``flow`` is seen from the partners: ``import`` is the target's exports. ``without`` leaves reporters
    out of the denominator. With ``whole="ALL"`` the denominator is the row of all states together on
    ``denominator_ledger``, which may differ from the numerator's; the definition then says so. With
    ``compiler="target"`` the numerator is the target's trade with the partner as that compiler reports it.
    """

    id: str
    title: str
    flow: str = BOTH
    ledger: str = "customs"
    denominator_ledger: str = ""
    whole: str = "sum"
    compiler: str = "partner"
    without: tuple[str, ...] = ()
    currency: str = "USD"
    absent: str = "unknown"


DEFINITIONS = (
    ShareDefinition(id="all-reporters", title="of the sum over every reporter in the table"),
    ShareDefinition(id="exports-all-reporters", title="of the target's exports, summed over every reporter in the table", flow="import"),
    ShareDefinition(id="imports-all-reporters", title="of the target's imports, summed over every reporter in the table", flow="export"),
    ShareDefinition(id="over-mirror-total", title="the partner's customs figure, of the total that a mirror estimate gives",
                    whole="ALL", denominator_ledger="mirror"),
    ShareDefinition(id="mirror-over-mirror-total", title="of the total that a mirror estimate gives, both from that ledger",
                    ledger="mirror", whole="ALL", compiler="target"),
)  # fmt: skip


class Share(msgspec.Struct, frozen=True):
    """One share under one definition: ``basis`` is ``published`` or ``computed``."""

    year: str
    basis: str
    publisher: str
    denominator: str
    meaning: str
    figure: Figure


def load_shares(rows: Iterable[Any]) -> tuple[PublishedShare, ...]:
    """Published shares from dictionaries or records with the columns of ``shares.csv``. Raises TradeError."""
    log, found = ProblemLog(), []
    for number, row in enumerate(rows, start=1):
        if isinstance(row, PublishedShare):
            found.append(row)
            continue
        get = (
            row.get
            if isinstance(row, Mapping)
            else lambda name, default=None, _r=row: getattr(_r, name, default)
        )
        words = {
            name: str(get(name) or "").strip()
            for name in ("id", "year", "publisher", "denominator", "stated", "notes")
        }
        percent = get("share_percent")
        try:
            value = None if percent in (None, "") else Decimal(str(percent))
        except ArithmeticError:
            log.add(
                "shares", number, "share_percent", f"{percent!r} is no number", rule="a share is a number of percent",
                next_step="correct it",
            )  # fmt: skip
            continue
        found.append(PublishedShare(share_percent=value, sources=source_refs(get("sources")), **words))
    if log.has_errors:
        raise TradeError(log.problems())
    return tuple(found)


def share_table(
    context: Context,
    published: Sequence[PublishedShare],
    definitions: Sequence[ShareDefinition],
    span: DaySpan | None,
    *,
    target: str,
    partner: str,
) -> Results[Share]:
    """Every share of a year, published and computed, as one table; without a span every published one.

    Rows are sorted by year, then published before computed, then by denominator.
    """
    covers = covered_table("table shares", len(published)) + context.covers("customs", "mirror")
    if covers.empty:
        raise ChoiceError(
            "the case has no shares and no flows of customs or mirror statistics, so there is nothing to ask; "
            "fill in shares.csv or flows/"
        )
    rows = [
        _published(context, one, published)
        for one in published
        if span is None or one.year in {span.label, ""}
    ]
    if span is not None:
        rows += [_computed(context, definition, span, target, partner) for definition in definitions]
    return Results(
        sorted(rows, key=lambda r: (r.year, r.basis != "published", r.denominator, r.publisher, r.figure.id)),
        covers,
    )


def _meaning(one: PublishedShare) -> str:
    """What a share is of, in words."""
    return DENOMINATORS.get(one.denominator, one.denominator.replace("_", " "))


def _published(context: Context, one: PublishedShare, every: Sequence[PublishedShare]) -> Share:
    meaning = _meaning(one)
    bounds, reason = _bounds(one)
    low, high = floats(bounds)
    row = TrailRow(
        one.id,
        f"{one.publisher}, {one.year or 'no year'}: “{one.stated}” {meaning}",
        "published",
        reason,
        cite(context.sources, one.sources),
    )
    figure = Figure(
        id=context.figure_id("share", one.year or "undated", one.id),
        title=f"The partner's share by {one.publisher}, {one.year or 'year not stated'}",
        value=None if one.share_percent is None else float(one.share_percent),
        unit="percent",
        definition=f"as published: the partner's share of {meaning}",
        trail=Trail(
            rows=(row,),
            notes=(one.notes,) if one.notes else (),
            known_by=context.known_by,
            data_version=context.data_version,
            coverage=covered_table("table shares", 1, as_of=context.known_by),
            observed=observed_span([parse_window(one.year)], "year") if one.year else None,
            series=(_series(one, every),),
        ),
        low=low,
        high=high,
        display=shown_between(one.share_percent, bounds, "%"),
    )
    return Share(one.year, "published", one.publisher, one.denominator, meaning, figure)


def _series(one: PublishedShare, every: Sequence[PublishedShare]) -> Series:
    """The shares of one publisher under one definition: from which to which year he has them here."""
    same = [
        other
        for other in every
        if (other.publisher, other.denominator) == (one.publisher, one.denominator) and other.year
    ]
    name = f"shares by {one.publisher}, {_meaning(one)}"
    return Series(name, observed_span([parse_window(other.year) for other in same], "year"))


def _bounds(one: PublishedShare) -> tuple[Interval | None, str]:
    """What the words of a share can mean; a share is never above 100 or below 0."""
    try:
        read = stated(one.stated or f"{one.share_percent} %", unit_text="percent").interval
    except AmountError:
        return None, f"“{one.stated}” gives no bounds"
    reason = f"“{one.stated}” as stated" if one.stated else "as reported"
    return read.shared(Interval(Decimal(0), Decimal(100))), reason


def _computed(
    context: Context, definition: ShareDefinition, span: DaySpan, target: str, partner: str
) -> Share:
    question = TotalQuestion(
        span=span, reporter=partner, partner=target, flow=definition.flow, unit=definition.currency,
        ledger=definition.ledger, absent="zero" if definition.absent == "zero" else "unknown",
    )  # fmt: skip
    bottom, reporters = _denominator(context, definition, question, target)
    if definition.compiler == "target":
        turned = {"import": "export", "export": "import"}.get(definition.flow, definition.flow)
        question = msgspec.structs.replace(question, reporter=target, partner=partner, flow=turned)
    top = total(context, question)
    value, bounds = over(top, bottom)
    alone = not set(reporters) - {partner}
    if alone:  # a table of the partner's own rows would make every share a hundred
        value, bounds = None, None
    hundred = None if value is None else value * 100
    scaled = None if bounds is None else bounds.scaled(100).shared(Interval(Decimal(0), Decimal(100)))
    low, high = floats(scaled)
    notes = (_says_of_whole(definition, reporters, alone),)
    figure = Figure(
        id=context.figure_id("share", span.label, definition.id, definition.currency, definition.ledger),
        title=f"The partner's share, {span}, {definition.title}",
        value=None if hundred is None else float(hundred),
        unit="percent",
        definition=f"{question.words()}, as a share {definition.title}{_without(definition)}",
        trail=trail_of(
            context,
            [("partner", top), ("denominator", bottom)],
            steps=(f"{said(top.value, 0)} / {said(bottom.value, 0)} = {said(hundred)} %",),
            notes=notes,
        ),
        low=low,
        high=high,
        display=shown_between(hundred, scaled, "%"),
    )
    return Share(span.label, "computed", "", definition.id, definition.title, figure)


def _says_of_whole(definition: ShareDefinition, reporters: Sequence[str], alone: bool) -> str:
    """What the denominator is made of, and what could be missing in it."""
    if alone:
        return "the table has no other reporter than the partner, so there is nothing to divide by"
    if definition.whole == "ALL":
        return f"the denominator is the row of all states together on the ledger “{definition.denominator_ledger or definition.ledger}”"
    named = f"{', '.join(reporters[:12])}{' …' if len(reporters) > 12 else ''}"
    return (
        f"{plural(len(reporters), 'reporter')} in the denominator: {named}; "
        "a reporter the table does not have would make the share smaller"
    )


def _without(definition: ShareDefinition) -> str:
    return f", without {', '.join(definition.without)}" if definition.without else ""


def _denominator(
    context: Context, definition: ShareDefinition, question: TotalQuestion, target: str
) -> tuple[TradeSum, list[str]]:
    """The whole: one row of all states together, or the sum over every reporter on the numerator's ledger."""
    ledger = definition.denominator_ledger or definition.ledger
    if definition.whole == "ALL":
        return total(context, msgspec.structs.replace(question, reporter="ALL", ledger=ledger)), ["ALL"]
    reporters = _reporters(context.rows, definition, target, ledger, question.span)
    sums = [
        _one(context, msgspec.structs.replace(question, reporter=reporter, ledger=ledger))
        for reporter in reporters
    ]
    if not sums:
        return summed([], question.span, question.unit), []
    return reduce(lambda a, b: plus(a, b, question.span), sums), reporters


def _one(context: Context, question: TotalQuestion) -> TradeSum:
    """One reporter's part; a direction it never reported with the target in this table is left out, not unknown."""
    if question.flow != BOTH:
        return total(context, question)
    flows = {
        row.flow
        for row in context.rows
        if row.reporter == question.reporter
        and row.partner == question.partner
        and row.span == question.span
        and row.ledger == question.ledger
        and row.hs == question.hs
    }
    if len(flows) == 1 and question.span.whole_months:
        return total(context, msgspec.structs.replace(question, flow=flows.pop()))
    return total(context, question)


def _reporters(
    rows: Sequence[FlowRow], definition: ShareDefinition, target: str, ledger: str, span: DaySpan
) -> list[str]:
    flows = {"export", "import"} if definition.flow == BOTH else {definition.flow}
    found = {
        row.reporter
        for row in rows
        if row.partner == target
        and row.ledger == ledger
        and row.flow in flows
        and row.span.start <= span.end
        and span.start <= row.span.end
    }
    return sorted(found - {"ALL", target} - set(definition.without))
