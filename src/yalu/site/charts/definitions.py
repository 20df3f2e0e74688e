"""A value under every choice of rules, as a picture of cells."""

from __future__ import annotations

from typing import Any

import altair as alt

from yalu.site.charts.frame import Rows, finish, fitting, given, letters_width, table, tips
from yalu.site.frame.theme import HEAT, INK, NARROW, PAPER, PUBLISHED, WIDE


def choices_grid(rows: Rows, *, narrow: bool) -> dict[str, Any]:
    """A value under every choice of rules: one cell each, outlined where it equals the published one.

    ``rows``: row and column (a bar parts two lines), shown, shade (1 pale to 4), hit (gives the published value).
    """
    wrapped = _wrapped_columns(rows, narrow=narrow)
    rows = [{"named": row["column"]} | dict(row) | {"column": wrapped[row["column"]]} for row in rows]
    columns = list(wrapped.values())
    lines = list(dict.fromkeys(row["row"] for row in rows))
    x = alt.X(
        "column:N",
        sort=columns,
        axis=given(
            orient="top",
            title=None,
            labelAngle=0,
            labelColor=INK,
            labelLimit=0,
            labelPadding=6 + 15 * max(column.count("|") for column in columns),
            labelExpr="split(datum.label, '|')",
        ),
    )
    spoken = "split(datum.label, '|')" if narrow else "replace(datum.label, '|', ' · ')"
    axis = given(title=None, labelColor=INK, grid=False, labelLimit=0, labelExpr=spoken)
    y = alt.Y("row:N", sort=lines, axis=axis)
    shades = alt.Color("shade:O", scale=given(domain=[1, 2, 3, 4], range=list(HEAT)))
    base = alt.Chart(table(rows)).encode(x=x, y=y)
    layers = [
        base.mark_rect(stroke=PAPER, strokeWidth=2).encode(
            color=shades, tooltip=tips("row:N", "named:N", "shown:N")
        ),
        base.transform_filter("datum.hit").mark_rect(
            fill=PAPER, fillOpacity=0, stroke=PUBLISHED, strokeWidth=2.5
        ),
        base.mark_text(color=INK).encode(text=alt.Text("shown:N")),
    ]
    return finish(
        layers,
        narrow=narrow,
        height=len(lines) * (40 if narrow and any("|" in line for line in lines) else 32),
    )


def _wrapped_columns(rows: Rows, *, narrow: bool) -> dict[str, str]:
    """Column heads on as many lines as their room needs."""
    names = list(dict.fromkeys(row["column"] for row in rows))
    lines = max(
        letters_width(part, narrow=narrow)
        for row in rows
        for part in row["row"].split("|" if narrow else "\0")
    )
    room = ((NARROW if narrow else WIDE) - lines - 12) / len(names) - 4
    return {
        name: "|".join(fitting(part, room, narrow=narrow) or part for part in name.split("|"))
        for name in names
    }
