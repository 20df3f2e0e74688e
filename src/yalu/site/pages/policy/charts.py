"""Pictures of a comparison for taking away: where two options change places, and money along a path."""

from __future__ import annotations

from typing import Any

import altair as alt

from yalu.site.charts.frame import Rows, finish, given, stacked, table, tips
from yalu.site.frame.theme import BAND, CONTEXT, INK, NARROW, PAPER, PARTNER, RULE, SOFT, TARGET, WIDE

WORDS = ("first", "second", "both", "neither")
MARKS = {"first": "+", "second": "×", "both": "=", "neither": "·"}


def switch_chart(rows: Rows, across: str, down: str, *, narrow: bool) -> dict[str, Any]:
    """A map of who is better: ``rows`` with along, low, better and mark; shown by colour and by a sign."""
    along = sorted({row["along"] for row in rows})
    width = (along[1] - along[0]) if len(along) > 1 else 1
    made = [dict(row) | {"left": row["along"] - width / 2, "right": row["along"] + width / 2} for row in rows]
    colours = given(domain=list(WORDS), range=[PARTNER, TARGET, CONTEXT, BAND])
    x = alt.X(
        "left:Q",
        scale=given(domain=[along[0] - width / 2, along[-1] + width / 2], nice=False),
        axis=given(
            title=across, tickCount=4 if narrow else 9, format=".2f", titleAnchor="end", titleAlign="right"
        ),
    )
    axis = given(
        title=None if narrow else down, titleAngle=0, titleAlign="left", titleAnchor="end", titleX=0, titleY=-14,
        labelColor=INK,
    )  # fmt: skip
    y = alt.Y("low:O", sort="descending", axis=axis)
    layers = [
        alt.Chart(table(made)).mark_rect(stroke=PAPER, strokeWidth=1).encode(
            x=x, x2="right:Q", y=y, color=alt.Color("better:N", scale=colours), tooltip=tips("says:N", "shares:N")
        ),
        alt.Chart(table([row for row in made if row["better"] != "neither"])).mark_text(color=PAPER).encode(
            x=alt.X("along:Q"), y=y, text="mark:N"
        ),
        alt.Chart(table([row for row in made if row["better"] == "neither"])).mark_text(color=INK).encode(
            x=alt.X("along:Q"), y=y, text="mark:N"
        ),
    ]  # fmt: skip
    levels = len({row["low"] for row in rows})
    return finish(layers, narrow=narrow, height=max(120, 34 * levels))


def path_chart(rows: Rows, breach: float, *, narrow: bool) -> dict[str, Any]:
    """Money month by month in one panel an option: ``rows`` with option, month, what and amount, stacked."""
    scale = given(domain=["kept", "exposed", "held"], range=[PARTNER, TARGET, RULE])
    options = list(dict.fromkeys(row["option"] for row in rows))
    panels = []
    along = given(title="months", tickCount=6, titleAnchor="end", titleAlign="right")
    for option in options:
        some = [row for row in rows if row["option"] == option]
        area = alt.Chart(table(some)).mark_area(interpolate="step-after").encode(
            x=alt.X("month:Q", scale=given(nice=False), axis=along),
            y=alt.Y("amount:Q", stack="zero", axis=given(title=None, tickCount=3)),
            color=alt.Color("what:N", scale=scale), order="order:Q",
        )  # fmt: skip
        rule = (
            alt.Chart(table([{"month": breach}]))
            .mark_rule(color=INK, strokeDash=[4, 3], strokeWidth=1.5)
            .encode(x="month:Q")
        )
        name = alt.Chart(table([{"text": option}])).mark_text(align="left", baseline="bottom", dy=-4, color=SOFT).encode(
            x=alt.value(0), y=alt.value(0), text="text:N"
        )  # fmt: skip
        panels.append(alt.layer(area, rule, name, width=(NARROW if narrow else WIDE) - 62, height=120))
    return stacked(panels, narrow=narrow, spacing=34)
