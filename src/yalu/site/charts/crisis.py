"""How long after a crisis each side first set out: two marks a crisis on one line."""

from __future__ import annotations

from typing import Any

import altair as alt

from yalu.site.charts.frame import Rows, finish, given, letters_width, table, tips
from yalu.site.frame.theme import INK, NARROW, PAPER, PUBLISHED, RULE, WIDE, side_colour

_SHAPES = {"partner": "circle", "target": "square"}


def first_to_set_out(rows: Rows, *, narrow: bool) -> dict[str, Any]:
    """Days from each crisis to the first visit from either side; who came first is named.

    ``rows`` in reading order, one a crisis and side: label, side (of the guest), days, shown (for the reader of the
    mark), words and short (beside the line, on one row a crisis, else ""), source; censored (nobody had travelled when the watch
    ended, so the wait is longer than ``days``); published (or None).
    """
    if narrow:
        rows = [dict(row) | {"words": row["short"]} for row in rows]
    made = [dict(row) | {"ink": side_colour(row["side"]), "shape": _SHAPES[row["side"]]} for row in rows]
    ends = {row["label"]: max(r["days"] for r in made if r["label"] == row["label"]) for row in made}
    most = _room(made, ends, narrow=narrow)
    y = alt.Y(
        "label:N",
        sort=list(ends),
        axis=given(
            title=None, labelColor=INK, grid=False, labelPadding=8, labelExpr="split(datum.label, '|')"
        ),
    )
    axis = given(title="days", grid=True, tickCount=4 if narrow else 7, titleAlign="right", titleAnchor="end")
    x = alt.X("days:Q", scale=given(domain=[0, most], nice=False), axis=axis)
    base = alt.Chart(table(made))
    colour, shape = alt.Color("ink:N", scale=None), alt.Shape("shape:N", scale=None)
    said = tips("label:N", "shown:N", "source:N")
    layers = [
        alt.Chart(table([{"label": label, "days": days} for label, days in ends.items()]))
        .mark_rule(strokeWidth=1.6, color=RULE)
        .encode(x=x, x2=alt.datum(0), y=y),
        base.transform_filter("!datum.censored")
        .mark_point(filled=True, size=110, opacity=1)
        .encode(x=x, y=y, color=colour, shape=shape, tooltip=said),
        base.transform_filter("datum.censored")
        .mark_point(shape="triangle-right", size=130, fill=PAPER, fillOpacity=1, opacity=1, strokeWidth=1.6)
        .encode(x=x, y=y, stroke=alt.Stroke("ink:N", scale=None), tooltip=said),
        base.transform_filter("isValid(datum.published)")
        .mark_point(
            shape="diamond", size=190, fill=PAPER, fillOpacity=0, stroke=PUBLISHED, strokeWidth=2, opacity=1
        )
        .encode(
            x=alt.X("published:Q"),
            y=y,
            tooltip=tips("label:N", alt.Tooltip("published:Q", title="published, days")),
        ),
        alt.Chart(table([r | {"days": ends[r["label"]]} for r in made if r["words"]]))
        .mark_text(align="left", dx=14, stroke=PAPER, strokeWidth=4, strokeJoin="round")
        .encode(x=x, y=y, text=alt.Text("words:N")),
        alt.Chart(table([r | {"days": ends[r["label"]]} for r in made if r["words"]]))
        .mark_text(align="left", dx=14, color=INK)
        .encode(x=x, y=y, text=alt.Text("words:N")),
    ]
    return finish(layers, narrow=narrow, height=max(100, len(ends) * (40 if narrow else 38)))


def _room(rows: list[dict[str, Any]], ends: dict[str, int], *, narrow: bool) -> float:
    """The end of the axis at which every label to the right of its marks still fits."""
    names = max(letters_width(line, narrow=narrow) for row in rows for line in row["label"].split("|"))
    plot = (NARROW if narrow else WIDE) - names - 24
    most = [
        max(ends[row["label"]], row["published"] or 0)
        * plot
        / max(60.0, plot - letters_width(row["words"], narrow=narrow) - 20)
        for row in rows
    ]
    return float(max(most))
