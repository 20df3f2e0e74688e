"""Mirror gaps: what one side says it bought against what the other says it sold."""

from __future__ import annotations

from decimal import Decimal

import msgspec

from yalu.trade.figures.ratios import floats, over, said, shown_between
from yalu.trade.figures.sums import TradeSum
from yalu.trade.figures.totals import Context, TotalQuestion, total, trail_of
from yalu.vocabulary.answers import CANNOT_SAY, NO, YES, Answer
from yalu.vocabulary.intervals import Interval, exactly
from yalu.vocabulary.places.countries import place_name
from yalu.vocabulary.results import Figure
from yalu.vocabulary.words.readable import goods_words

# Imports are valued with freight and insurance (CIF), exports without (FOB). Ten per cent is the
# convention of trade statistics; over 94,385 pairs of the WITS table above 100 million dollars the
# median ratio was 1.07 and the deciles 0.73 and 1.62, so a gap outside the allowance is a question.
ALLOWANCE = (Decimal("1.00"), Decimal("1.10"))


class MirrorGap(msgspec.Struct, frozen=True):
    """Two accounts of one flow. ``within`` says whether freight and insurance explain the gap.

    ``ratio`` is the importer's figure over the exporter's; ``gap`` is what remains in money after the
    allowance: zero when some allowance in the range explains it.
    """

    period: str
    hs: str
    importer: str
    exporter: str
    within: Answer
    ratio: Figure
    gap: Figure


def mirror_gap(
    context: Context,
    question: TotalQuestion,
    *,
    importer: str,
    exporter: str,
    cif_fob: tuple[float | Decimal, float | Decimal] = ALLOWANCE,
) -> MirrorGap:
    """The importer's account against the exporter's, allowing for freight and insurance.

    ``cif_fob`` is the lowest and highest ratio that freight and insurance explain. One side that did
    not report leaves no figure: its silence is not a zero.
    """
    least, most = (exactly(bound) for bound in cif_fob)
    bought = msgspec.structs.replace(question, reporter=importer, partner=exporter, flow="import")
    sold = msgspec.structs.replace(question, reporter=exporter, partner=importer, flow="export")
    cif, fob = total(context, bought), total(context, sold)
    value, bounds = over(cif, fob)
    low, high = floats(bounds)
    path = (question.span.label, f"{exporter}-{importer}", question.unit, question.ledger, question.hs)
    buyer, seller = place_name(importer), place_name(exporter)
    sums = [(f"imports of {buyer} (CIF)", cif), (f"exports of {seller} (FOB)", fob)]
    ratio = Figure(
        id=context.figure_id("mirror", *path),
        title=f"Imports of {buyer} over exports of {seller}, {goods_words(question.hs)}, {question.span}",
        value=None if value is None else float(value), unit="1",
        definition="the importer's figure (CIF) over the exporter's (FOB) for the same goods and days",
        trail=trail_of(context, sums, steps=(f"{said(cif.value, 0)} / {said(fob.value, 0)} = {said(value, 3)}",),
                       rules=(f"freight and insurance explain a ratio from {least} to {most}",)),
        low=low, high=high, display=shown_between(value, bounds, ""),
    )  # fmt: skip
    gap = _gap_figure(context, path, question.unit, ratio, (cif, fob), (least, most))
    within = CANNOT_SAY if bounds is None else _within(bounds, least, most)
    return MirrorGap(question.span.label, question.hs, importer, exporter, within, ratio, gap)


def _gap_figure(
    context: Context,
    path: tuple[str, ...],
    unit: str,
    ratio: Figure,
    sums: tuple[TradeSum, TradeSum],
    allowance: tuple[Decimal, Decimal],
) -> Figure:
    """What the nearest allowance leaves of the gap; it grows with the importer's figure and falls with the exporter's."""
    cif, fob = sums
    value = None if cif.value is None or fob.value is None else _left(cif.value, fob.value, allowance)
    bounds = None
    if cif.known and fob.known:
        low = (
            None
            if fob.bounds.high is None
            else _left(cif.bounds.low or Decimal(0), fob.bounds.high, allowance)
        )
        high = (
            None
            if cif.bounds.high is None
            else _left(cif.bounds.high, fob.bounds.low or Decimal(0), allowance)
        )
        bounds = Interval(low, high)
    low_float, high_float = floats(bounds)
    return Figure(
        id=context.figure_id("mirror-gap", *path),
        title=f"{ratio.title}: the gap that freight and insurance leave",
        value=None if value is None else float(value),
        unit=unit,
        definition="the importer's figure less the exporter's with the nearest allowance; "
        "above zero more was bought than sold, below zero more sold than bought",
        trail=ratio.trail,
        low=low_float,
        high=high_float,
        display=shown_between(value, bounds, unit),
    )


def _left(cif: Decimal, fob: Decimal, allowance: tuple[Decimal, Decimal]) -> Decimal:
    least, most = allowance
    return max(Decimal(0), cif - fob * most) + min(Decimal(0), cif - fob * least)


def _within(bounds: Interval, least: Decimal, most: Decimal) -> Answer:
    """Whether the whole of the bounds lies in the allowance, or none of it."""
    allowed = Interval(least, most)
    if bounds.shared(allowed) is None:
        return NO
    inside = (
        bounds.low is not None and bounds.high is not None and least <= bounds.low and bounds.high <= most
    )
    return YES if inside else CANNOT_SAY
