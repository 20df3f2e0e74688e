"""How soon an envoy travelled after a crisis, and how often nobody had yet."""

from __future__ import annotations

from typing import Any

import altair as alt

from yalu.site.charts.frame import Rows, finish, given, letters_width, table
from yalu.site.frame.theme import INK, NARROW, PAPER, PUBLISHED, RULE, WIDE, side_colour

SIDES = ("partner", "target")


def response_days(rows: Rows, *, narrow: bool) -> dict[str, Any]:
    """Days from each crisis to the first visit: a dot in the traveller's colour, an open arrow when none yet.

    ``rows`` in reading order: label, side (of the guest), days, shown; censored (nobody had
    travelled when the watch ended, so the wait is longer than ``days``); published (or None).
    """
    made = [
        dict(row) | {"ink": side_colour(row["side"]), "reach": max(row["days"], row["published"] or 0)}
        for row in rows
    ]
    most = _room(made, narrow=narrow)
    y = alt.Y(
        "label:N",
        sort=list(dict.fromkeys(row["label"] for row in rows)),
        axis=given(
            title=None, labelColor=INK, grid=False, labelPadding=8, labelExpr="split(datum.label, '|')"
        ),
    )
    axis = given(title="days", grid=True, tickCount=4 if narrow else 7, titleAlign="right", titleAnchor="end")
    x = alt.X("days:Q", scale=given(domain=[0, most], nice=False), axis=axis)
    base = alt.Chart(table(made))
    colour = alt.Color("ink:N", scale=None)
    layers = [
        base.mark_rule(strokeWidth=1.6).encode(x=x, x2=alt.datum(0), y=y, color=colour),
        base.transform_filter("!datum.censored")
        .mark_point(filled=True, size=110, opacity=1)
        .encode(x=x, y=y, color=colour, tooltip=["label:N", "shown:N"]),
        base.transform_filter("datum.censored")
        .mark_point(shape="triangle-right", size=130, fill=PAPER, opacity=1, strokeWidth=1.6)
        .encode(x=x, y=y, stroke=alt.Stroke("ink:N", scale=None)),
        base.transform_filter("isValid(datum.published)")
        .mark_point(
            shape="diamond", size=190, fill=PAPER, fillOpacity=0, stroke=PUBLISHED, strokeWidth=2, opacity=1
        )
        .encode(x=alt.X("published:Q"), y=y),
        base.mark_text(align="left", dx=12).encode(
            x=alt.X("reach:Q"), y=y, text=alt.Text("shown:N"), color=alt.value(INK)
        ),
    ]
    lines = len({row["label"] for row in rows})
    return finish(layers, narrow=narrow, height=max(100, lines * (40 if narrow else 38)))


def _room(rows: list[dict[str, Any]], *, narrow: bool) -> float:
    """The end of the axis at which every label to the right of its mark still fits."""
    names = max(letters_width(line, narrow=narrow) for row in rows for line in row["label"].split("|"))
    plot = (NARROW if narrow else WIDE) - names - 24
    ends = [
        row["reach"] * plot / max(60.0, plot - letters_width(row["shown"], narrow=narrow) - 16)
        for row in rows
    ]
    return float(max(ends))


def still_waiting(curves: Rows, marks: Rows, *, narrow: bool) -> dict[str, Any]:
    """The share of crises after which nobody had travelled yet, day by day (Kaplan-Meier).

    ``curves``: series, side, days, share, low, high. ``marks``: side, days, share, where a wait
    was cut short.
    """
    most = max(row["days"] for row in curves)
    x = alt.X(
        "days:Q",
        scale=given(domain=[0, most], nice=False),
        axis=given(
            title="days after the crisis", tickCount=4 if narrow else 8, titleAlign="right", titleAnchor="end"
        ),
    )
    y = alt.Y(
        "share:Q",
        scale=given(domain=[0, 1], nice=False),
        axis=given(format="%", values=[0, 0.25, 0.5, 0.75, 1], title=None),
    )
    scale = given(domain=[*SIDES, ""], range=[*(side_colour(side) for side in SIDES), INK])
    colour = alt.Color("side:N", scale=scale)
    base = alt.Chart(table(curves))
    layers = [
        base.mark_area(interpolate="step-after", color=RULE, opacity=0.55).encode(
            x=x, y=alt.Y("low:Q"), y2=alt.Y2("high:Q"), detail=alt.Detail("series:N")
        ),
        base.mark_line(interpolate="step-after", strokeWidth=2.2).encode(
            x=x, y=y, color=colour, detail=alt.Detail("series:N")
        ),
    ]
    if marks:
        layers.append(
            alt.Chart(table(marks))
            .mark_tick(orient="vertical", size=12, thickness=1.6)
            .encode(x=x, y=y, color=colour)
        )
    return finish(layers, narrow=narrow, height=240 if narrow else 300)
