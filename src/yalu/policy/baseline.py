"""The table of trade before any policy: what the target earned from the partner in one year, by HS code."""

from __future__ import annotations

import msgspec

from yalu.policy.assumptions import Assumptions
from yalu.trade.facade import Trade
from yalu.vocabulary.results import Figure


class TradeLine(msgspec.Struct, frozen=True, kw_only=True):
    """One line: its HS code and its yearly value in USD million.

    ``value`` is the case's own customs figure; where no row has one, ``range`` names the range of the
    assumptions that stands in for it. ``quantity`` in ``unit`` a year is known for goods under a cap.
    """

    name: str
    title: str
    hs: str
    value: float | None
    range: str = ""
    middle: float
    quantity: float | None = None
    unit: str = ""
    figure: Figure | None = None


def trade_lines(trade: Trade, assumed: Assumptions) -> tuple[TradeLine, ...]:
    """The lines of the assumptions with their values: from the case's customs rows, else from a range.

    A line that neither has is left out; ``missing_lines`` names it.
    """
    lines = (_line(trade, assumed, name) for name in assumed.goods)
    return tuple(line for line in lines if line is not None)


def missing_lines(lines: tuple[TradeLine, ...], assumed: Assumptions) -> tuple[str, ...]:
    """The lines that cannot be said: no row of the year has a value, and no range stands in."""
    there = {line.name for line in lines}
    return tuple(name for name in assumed.goods if name not in there)


def _line(trade: Trade, assumed: Assumptions, name: str) -> TradeLine | None:
    goods = assumed.goods[name]
    if goods.value:
        one = assumed.ranges[goods.value]
        return TradeLine(
            name=name, title=goods.title, hs=goods.hs, value=None, range=goods.value, middle=one.middle
        )
    figure = trade.total(assumed.year, flow="import", hs=goods.hs)
    if figure.value is None:
        return None
    tonnes = trade.total(assumed.year, flow="import", hs=goods.hs, unit="t").value
    millions = figure.value / 1e6
    return TradeLine(
        name=name, title=goods.title, hs=goods.hs, value=millions, middle=millions,
        quantity=tonnes, unit="t" if tonnes is not None else "", figure=figure,
    )  # fmt: skip
