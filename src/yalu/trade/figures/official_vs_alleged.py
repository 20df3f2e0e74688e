"""Official figures beside alleged ones, each on its own ledger, with the gap itself as a figure."""

from __future__ import annotations

from decimal import Decimal

import msgspec

from yalu.trade.figures.ratios import floats, said, shown_between
from yalu.trade.figures.totals import Context, TotalQuestion, total, total_figure, trail_of
from yalu.vocabulary.places.countries import place_name
from yalu.vocabulary.results import Figure


class LedgerFigure(msgspec.Struct, frozen=True):
    """What one reporter says on one ledger."""

    ledger: str
    reporter: str
    figure: Figure


class LedgerGap(msgspec.Struct, frozen=True):
    """What another ledger says beyond the official one; below zero it says less."""

    ledger: str
    reporter: str
    official: str
    figure: Figure


class LedgerComparison(msgspec.Struct, frozen=True):
    """One trade on every ledger that has it. Ledgers are never added; a gap is their difference and nothing more."""

    period: str
    flow: str
    hs: str
    unit: str
    ledgers: tuple[LedgerFigure, ...]
    gaps: tuple[LedgerGap, ...]


def beside(context: Context, question: TotalQuestion) -> LedgerComparison:
    """Every ledger and reporter with rows for this trade in these days, and each one's gap to ``question.ledger``.

    Figures of another reporter (all Member States together, say) stay under that name.
    """
    pairs = sorted({
        (row.ledger, row.reporter) for row in context.rows
        if row.partner == question.partner and row.flow == question.flow and row.hs.startswith(question.hs)
        and row.span.start <= question.span.end and question.span.start <= row.span.end
    })  # fmt: skip
    asked = {pair: msgspec.structs.replace(question, ledger=pair[0], reporter=pair[1]) for pair in pairs}
    figures = []
    for (ledger, reporter), one in asked.items():
        figure = total_figure(context, one)
        named = context.figure_id(
            "beside", question.span.label, question.flow, question.unit, question.hs, ledger, reporter
        )
        if figure.value is not None or figure.low is not None or figure.high is not None:
            figures.append(LedgerFigure(ledger, reporter, msgspec.structs.replace(figure, id=named)))
    official = (question.ledger, question.reporter)
    gaps = (
        [
            _gap(context, asked[official], asked[(one.ledger, one.reporter)])
            for one in figures
            if (one.ledger, one.reporter) != official
        ]
        if official in asked
        else []
    )
    return LedgerComparison(
        question.span.label, question.flow, question.hs, question.unit, tuple(figures), tuple(gaps)
    )


def _gap(context: Context, official: TotalQuestion, other: TotalQuestion) -> LedgerGap:
    ours, theirs = total(context, official), total(context, other)
    value: Decimal | None = None if ours.value is None or theirs.value is None else theirs.value - ours.value
    bounds = theirs.bounds - ours.bounds if ours.known and theirs.known else None
    low, high = floats(bounds)
    path = ("ledger-gap", official.span.label, official.flow, official.unit, official.hs)
    theirs_name, ours_name = (
        f"the ledger “{q.ledger}” ({place_name(q.reporter)})" for q in (other, official)
    )
    figure = Figure(
        id=context.figure_id(*path, f"{other.ledger}-{other.reporter}", official.ledger),
        title=f"What {theirs_name} says beyond {ours_name}, HS {official.hs}, {official.span}",
        value=None if value is None else float(value),
        unit=official.unit,
        definition=f"{other.words()}, less {official.words()}: two accounts side by side, never a sum",
        trail=trail_of(context, [(other.ledger, theirs), (official.ledger, ours)],
                       steps=(f"{said(theirs.value, 0)} - {said(ours.value, 0)} = {said(value, 0)} {official.unit}",)),
        low=low,
        high=high,
        display=shown_between(value, bounds, official.unit),
    )  # fmt: skip
    return LedgerGap(other.ledger, other.reporter, official.ledger, figure)
