"""The record itself: what happened when, and how well each year was searched."""

from __future__ import annotations

from typing import Any

import altair as alt

from yalu.site.charts.frame import Rows, finish, given, table, tips, years_axis
from yalu.site.frame.theme import CONTEXT, HEAT, INK, RULE, SOFT, side_colour

SIDES = ("partner", "target")


def event_strip(rows: Rows, *, narrow: bool) -> dict[str, Any]:
    """Every dated fact as one stroke on the line of its kind.

    ``rows``: lane (the line's words), when (decimal year), side (partner, target or ""), title, date.
    """
    lanes = list(dict.fromkeys(row["lane"] for row in rows))
    first, last = min(row["when"] for row in rows), max(row["when"] for row in rows)
    first, last = first - 0.5, last + 0.5
    x = alt.X(
        "when:Q",
        scale=given(domain=[first, last], nice=False),
        axis=years_axis(first, last, narrow=narrow),
    )
    y = alt.Y("lane:N", sort=lanes, axis=given(title=None, labelColor=INK, grid=False, labelPadding=8))
    base = alt.Chart(table(rows))
    scale = given(domain=[*SIDES, ""], range=[*(side_colour(side) for side in SIDES), SOFT])
    colour = alt.Color("side:N", scale=scale)
    layers = [
        alt.Chart(table([{"lane": lane} for lane in lanes])).mark_rule(color=RULE).encode(y=y),
        base.mark_tick(orient="vertical", size=15, thickness=1.5, opacity=0.8).encode(
            x=x, y=y, color=colour, tooltip=tips("date:N", "title:N")
        ),
    ]
    return finish(layers, narrow=narrow, height=max(70, 28 * len(lanes)))


LEVELS = {"thin": 1, "partial": 2, "good": 3}


def coverage_by_year(rows: Rows, *, narrow: bool) -> dict[str, Any]:
    """How well each year was searched, as a step: the taller, the better. ``rows``: year, level."""
    made: list[dict[str, Any]] = []
    for row in sorted(rows, key=lambda row: int(row["year"])):
        if made and made[-1]["level"] == row["level"] and made[-1]["to"] == row["year"] - 0.5:
            made[-1]["to"] = row["year"] + 0.5
        else:
            made.append(
                {
                    "from": row["year"] - 0.5,
                    "to": row["year"] + 0.5,
                    "height": LEVELS[row["level"]],
                    "level": row["level"],
                }
            )
    for row in made:
        start, end = row["from"] + 0.5, row["to"] - 0.5
        row["years"] = f"{start:.0f}" if start == end else f"{start:.0f} to {end:.0f}"
    first, last = min(row["from"] for row in made), max(row["to"] for row in made)
    x = alt.X(
        "from:Q",
        scale=given(domain=[first, last], nice=False),
        axis=years_axis(first, last, narrow=narrow),
    )
    axis = given(values=[1, 2, 3], title=None, labelExpr="['', 'thin', 'partial', 'good'][datum.value]")
    y = alt.Y("height:Q", scale=given(domain=[0, 3.2], nice=False), axis=axis)
    shade = alt.Color("height:O", scale=given(domain=[1, 2, 3], range=[RULE, HEAT[3], CONTEXT]))
    bars = (
        alt.Chart(table(made))
        .mark_rect()
        .encode(x=x, x2=alt.X2("to:Q"), y=y, y2=alt.datum(0), color=shade, tooltip=tips("years:N", "level:N"))
    )
    return finish([bars], narrow=narrow, height=110)
