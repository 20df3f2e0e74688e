"""What each window of a cap had used up, day by day, as lines that climb to the cap."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import altair as alt

from yalu.site.charts.frame import Layer, Rows, given, table
from yalu.site.charts.trade import LEDGERS, months_axis
from yalu.site.frame.theme import INK, NARROW, PAPER, PUBLISHED, SOFT, WIDE, config

_SHAPES = given(domain=list(LEDGERS), range=[shape for shape, _ in LEDGERS.values()])
_COLOURS = given(domain=list(LEDGERS), range=[colour for _, colour in LEDGERS.values()])
_EDGE = 52


def climbs(panels: Sequence[tuple[str, Rows]], limits: Rows, marks: Rows, *, narrow: bool) -> dict[str, Any]:
    """One panel a unit; in each a line per window and ledger from nothing to what had been used up.

    ``panels``: title and rows (when, amount, shown, ledger, line: the window and ledger it belongs to, last: whether
    the line ends there). ``limits``: panel (its number), from, to, amount, words. ``marks``: when, words; days on which
    the law changed. Amounts are sums since the first day of the window,
    so they and the cap have one unit.
    """
    ends = [row["to"] for row in limits]
    first = min(row["when"] for _, rows in panels for row in rows) - 0.02
    last = max([row["when"] for _, rows in panels for row in rows] + ends) + (0.12 if narrow else 0.06)
    made = [
        _panel(title, rows, [row for row in limits if row["panel"] == number], marks, (first, last), number == 0, narrow=narrow)
        for number, (title, rows) in enumerate(panels)
    ]  # fmt: skip
    spec: dict[str, Any] = (
        alt.vconcat(*made, spacing=22).configure(**config(narrow=narrow)).to_dict(validate=False)
    )
    return spec


def _panel(
    title: str, rows: Rows, limits: Rows, marks: Rows, span: tuple[float, float], named: bool, *, narrow: bool
) -> Any:
    # The words of the marks stand above the caps, in the first panel alone.
    room = 1.25 + 0.1 * len(marks) if named else 1.16
    top = max([row["amount"] for row in rows] + [row["amount"] for row in limits]) * room
    scale = given(domain=list(span), nice=False)
    x = alt.X("when:Q", scale=scale, axis=months_axis(*span, narrow=narrow))
    axis = given(title=None, minExtent=_EDGE, maxExtent=_EDGE, format="~s", tickCount=4)
    y = alt.Y("amount:Q", scale=given(domain=[0, top], nice=False), axis=axis)
    stroke = alt.Stroke("ledger:N", scale=_COLOURS)
    base = alt.Chart(table(rows))
    layers: list[Layer] = [
        alt.Chart(table(marks)).mark_rule(color=SOFT, strokeDash=[2, 3]).encode(x=x),
        alt.Chart(table(limits)).mark_rule(color=PUBLISHED, strokeWidth=2.4).encode(
            x=alt.X("from:Q", scale=scale), x2=alt.X2("to:Q"), y=y
        ),
        alt.Chart(table(limits)).mark_text(align="left", baseline="bottom", dy=-4, color=PUBLISHED).encode(
            x=alt.X("from:Q", scale=scale), y=y, text=alt.Text("words:N")
        ),
        base.mark_line(strokeWidth=2).encode(x=x, y=y, stroke=stroke, detail="line:N"),
        base.transform_filter("datum.amount > 0").mark_point(
            size=60, strokeWidth=1.7, fill=PAPER, fillOpacity=1, opacity=1
        ).encode(x=x, y=y, shape=alt.Shape("ledger:N", scale=_SHAPES), stroke=stroke, tooltip=["shown:N", "ledger:N"]),
        base.transform_filter("datum.last && datum.words != ''").mark_text(
            align="left", baseline="bottom", dx=8, dy=-4, color=INK
        ).encode(x=x, y=y, text=alt.Text("words:N")),
    ]  # fmt: skip
    if named:
        for number, mark in enumerate(marks):
            # A mark near the right edge carries its words to its left.
            late = mark["when"] > span[0] + 0.6 * (span[1] - span[0])
            layers.append(
                alt.Chart(table([mark]))
                .mark_text(
                    align="right" if late else "left",
                    baseline="top",
                    dx=-4 if late else 4,
                    dy=2 + 15 * number,
                    color=SOFT,
                )
                .encode(x=x, y=alt.value(0), text=alt.Text("words:N"))
            )
    return alt.layer(*layers).properties(
        width=(NARROW if narrow else WIDE) - _EDGE - 16,
        height=190 if narrow else 210,
        title=alt.TitleParams(title, anchor="start", fontSize=13, fontWeight="normal", color=SOFT, offset=8),
    )
