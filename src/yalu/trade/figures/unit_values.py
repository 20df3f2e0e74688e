"""Unit values: what a tonne cost, against the price a cap implies and against the other suppliers."""

from __future__ import annotations

from decimal import Decimal
from functools import reduce

import msgspec

from yalu.trade.figures.ratios import floats, over, said, shown_between
from yalu.trade.figures.sums import TradeSum, plus
from yalu.trade.figures.totals import Context, TotalQuestion, total, trail_of
from yalu.vocabulary.intervals import Interval, exactly
from yalu.vocabulary.places.countries import place_name
from yalu.vocabulary.results import Figure


class UnitValue(msgspec.Struct, frozen=True):
    """What a unit of goods cost. ``against_cap`` and ``others`` are None when not asked or not in the table.

    Above a cap's implied price the value limb is reached first, below it the volume limb.
    """

    period: str
    hs: str
    figure: Figure
    against_cap: Figure | None = None
    others: Figure | None = None
    against_others: Figure | None = None


def unit_value(
    context: Context,
    question: TotalQuestion,
    *,
    per: str = "t",
    cap_price: float | Decimal | None = None,
    others: bool = True,
) -> UnitValue:
    """Value over quantity, in ``question.unit`` per ``per``, with ``cap_price`` in the same unit.

    Only rows with both a value and a quantity for the same days can say. The other suppliers are the
    reporter's other partners for the same goods and period, weighted by quantity.
    """
    top, bottom = total(context, question), total(context, msgspec.structs.replace(question, unit=per))
    figure, price, bounds = _figure(context, question, per, top, bottom, question.partner)
    cap = (
        _against(context, question, per, price, bounds, exactly(cap_price), figure, "cap")
        if cap_price is not None
        else None
    )
    other = _others(context, question, per) if others else None
    if other is None:
        return UnitValue(question.span.label, question.hs, figure, cap)
    other_figure, other_price = other
    gap = (
        _against(context, question, per, price, bounds, other_price, figure, "others")
        if other_price
        else None
    )
    return UnitValue(question.span.label, question.hs, figure, cap, other_figure, gap)


def _figure(
    context: Context, question: TotalQuestion, per: str, top: TradeSum, bottom: TradeSum, who: str
) -> tuple[Figure, Decimal | None, Interval | None]:
    unit = f"{question.unit}/{per}"
    value, bounds = over(top, bottom)
    low, high = floats(bounds)
    step = f"{said(top.value, 0)} {question.unit} / {said(bottom.value, 0)} {per} = {said(value, 2)} {unit}"
    path = [
        "unit-value", question.span.label, question.flow, f"{question.unit}-per-{per}", question.ledger,
        question.hs,
    ]  # fmt: skip
    figure = Figure(
        id=context.figure_id(*path, *([] if who == question.partner else [who])),
        title=f"Unit value of {question.flow}s of HS {question.hs}, partner {place_name(who)}, {question.span}",
        value=None if value is None else float(value),
        unit=unit,
        definition=f"value over quantity of {question.words()}; a mean of all grades and contracts, not a price",
        trail=trail_of(context, [("value", top), ("quantity", bottom)], steps=(step,)),
        low=low,
        high=high,
        display=shown_between(value, bounds, unit),
    )
    return figure, value, bounds


def _against(
    context: Context,
    question: TotalQuestion,
    per: str,
    price: Decimal | None,
    bounds: Interval | None,
    other: Decimal,
    base: Figure,
    kind: str,
) -> Figure:
    """A unit value as a percentage of a reference price."""
    words = "the price that the cap implies" if kind == "cap" else "the unit value of the other suppliers"
    ratio = None if price is None else price / other * 100
    scaled = None if bounds is None else bounds.scaled(100, other)
    low, high = floats(scaled)
    limb = f"above {said(other, 2)} the value limb of the cap is reached first, below it the quantity limb"
    step = f"{said(price, 2)} / {said(other, 2)} {question.unit}/{per} = {said(ratio)} %"
    return Figure(
        id=f"{base.id.split('@')[0]}/against-{kind}" + (f"@{context.known_by}" if context.known_by else ""),
        title=f"{base.title}, against {words}",
        value=None if ratio is None else float(ratio),
        unit="percent",
        definition=f"the unit value over {words}",
        trail=msgspec.structs.replace(
            base.trail,
            steps=(*base.trail.steps, step),
            notes=(*base.trail.notes, *([limb] if kind == "cap" else [])),
        ),
        low=low,
        high=high,
        display=shown_between(ratio, scaled, "%"),
    )


def _others(context: Context, question: TotalQuestion, per: str) -> tuple[Figure, Decimal | None] | None:
    """The unit value of the reporter's other partners that have both a value and a quantity."""
    partners = {row.partner for row in context.rows if row.reporter == question.reporter and row.flow == question.flow
                and row.hs.startswith(question.hs) and row.ledger == question.ledger} - {question.partner, "ALL"}  # fmt: skip
    pairs = []
    for partner in sorted(partners):
        asked = msgspec.structs.replace(question, partner=partner)
        top, bottom = total(context, asked), total(context, msgspec.structs.replace(asked, unit=per))
        if top.value is not None and bottom.value:
            pairs.append((top, bottom))
    if not pairs:
        return None
    tops, bottoms = zip(*pairs, strict=True)
    top, bottom = (reduce(lambda a, b: plus(a, b, question.span), part) for part in (tops, bottoms))
    figure, price, _ = _figure(context, question, per, top, bottom, f"the other {len(pairs)} suppliers")
    named = context.figure_id(
        "unit-value", question.span.label, question.flow, f"{question.unit}-per-{per}", question.ledger, question.hs,
        "others",
    )  # fmt: skip
    return msgspec.structs.replace(figure, id=named), price
