"""Pictures of enforcement: money by year, conduct to first act, what followed a listing, kinds of answer."""

from __future__ import annotations

from typing import Any

import altair as alt

from yalu.site.charts.frame import Rows, finish, given, letters_width, table, tips, years_axis
from yalu.site.frame.theme import CONTEXT, INK, NARROW, PARTNER, RULE, SOFT, WIDE


def money_by_year(rows: Rows, *, narrow: bool) -> dict[str, Any]:
    """Bars a year, what is to be paid below and what is suspended on top. ``rows``: year, net, suspended, label."""
    made = [row | {"to": row["net"] + row["suspended"]} for row in rows]
    years = [row["year"] for row in rows]
    x = alt.X("year:O", scale=given(domain=years), axis=given(title=None, labelAngle=0))
    top = max(row["to"] for row in made)
    y = alt.Y("net:Q", scale=given(domain=[0, top * 1.15]), axis=given(title="USD million", tickCount=5))
    base = alt.Chart(table(made))
    size = 34 if narrow else 64
    layers = [
        base.mark_bar(color=INK, size=size).encode(
            x=x,
            y=y,
            tooltip=tips(
                "year:O", net="imposed and not suspended, USD million", suspended="suspended, USD million"
            ),
        ),
        base.mark_bar(color=RULE, size=size, stroke=CONTEXT).encode(x=x, y=alt.Y("to:Q"), y2="net:Q"),
        base.mark_text(dy=-8, color=INK, fontSize=12 if narrow else 13).encode(
            x=x, y=alt.Y("to:Q"), text="label:N"
        ),
    ]
    return finish(layers, narrow=narrow, height=260 if narrow else 300)


def conduct_to_act(rows: Rows, *, narrow: bool) -> dict[str, Any]:
    """One line a matter: the conduct as a band, the first act as a dot. ``rows``: name, from, to, act (years), label."""
    names = [row["name"] for row in rows]
    first = min(row["from"] for row in rows) - 0.5
    # As far to the right as the longest label reaches beyond its mark, in what the names leave of the width.
    names_width = 0 if narrow else max(letters_width(name, narrow=False) for name in names)
    plot = (NARROW if narrow else WIDE) - 24 - names_width
    label = {row["name"]: letters_width(row["label"], narrow=narrow) + 8 for row in rows}
    last = max((row["end"] * plot - first * label[row["name"]]) / (plot - label[row["name"]]) for row in rows)
    height = 34 if narrow else 24
    x = alt.X(
        "from:Q",
        scale=given(domain=[first, last], nice=False),
        axis=years_axis(first, max(row["end"] for row in rows), narrow=narrow),
    )
    axis = None if narrow else given(title=None, grid=False, labelColor=INK, labelLimit=240)
    y = alt.Y("name:N", sort=names, axis=axis)
    base = alt.Chart(table(rows))
    layers = [
        base.mark_rule(color=RULE, strokeWidth=1).encode(x=x, x2="act:Q", y=y),
        base.mark_bar(color=CONTEXT, height=8 if narrow else 9, opacity=0.75).encode(x=x, x2="to:Q", y=y),
        base.mark_circle(color=INK, size=70, opacity=1).encode(
            x=alt.X("act:Q"), y=y, tooltip=tips("name:N", "label:N")
        ),
        base.mark_text(align="left", dx=8, color=SOFT, fontSize=12 if narrow else 13).encode(
            x=alt.X("end:Q"), y=y, text="label:N"
        ),
    ]
    if narrow:
        layers.append(
            base.mark_text(align="left", dy=-14, color=INK, fontSize=12).encode(
                x=alt.value(0), y=y, text="name:N"
            )
        )
    return finish(layers, narrow=narrow, height=height * len(rows))


def bars(rows: Rows, *, narrow: bool) -> dict[str, Any]:
    """Plain bars with their numbers. ``rows``: name, number, strong (whether it is the one the title speaks of)."""
    names = [row["name"] for row in rows]
    top = max(row["number"] for row in rows)
    x = alt.X("number:Q", scale=given(domain=[0, top * 1.12], nice=False), axis=None)
    axis = given(title=None, grid=False, labelColor=INK, labelLimit=150 if narrow else 260)
    y = alt.Y("name:N", sort=names, axis=axis)
    base = alt.Chart(table(rows))
    colour = alt.Color("strong:N", scale=given(domain=["yes", "no"], range=[INK, CONTEXT]))
    layers = [
        base.mark_bar(height=18).encode(x=x, y=y, color=colour, tooltip=tips("name:N", number="matters")),
        base.mark_text(align="left", dx=6, color=INK, fontSize=13).encode(x=x, y=y, text="number:Q"),
    ]
    return finish(layers, narrow=narrow, height=30 * len(rows))


def matrix(rows: Rows, *, narrow: bool) -> dict[str, Any]:
    """Kinds of answer by trigger: a circle as large as the number, with the number in it.

    ``rows``: kind, trigger, short, number. Kinds and triggers in the order given.
    """
    kinds = list(dict.fromkeys(row["kind"] for row in rows))
    head = "short" if narrow else "trigger"
    triggers = list(dict.fromkeys(row[head] for row in rows))
    kept = [row for row in rows if row["number"]]
    top = max(row["number"] for row in kept)
    # Triggers are parted into lines by a bar, so that four of them stand side by side on a phone.
    x = alt.X(
        f"{head}:N",
        sort=triggers,
        scale=given(domain=triggers),
        axis=given(
            title=None, orient="top", labelAngle=0, labelColor=INK, labelExpr="split(datum.value, '|')",
            labelPadding=30, domain=False, labelLimit=90 if narrow else 160,
        ),
    )  # fmt: skip
    axis = given(title=None, grid=False, labelColor=INK, labelLimit=110 if narrow else 260,
                 labelExpr="split(datum.value, '|')")  # fmt: skip
    y = alt.Y("kind:N", sort=kinds, scale=given(domain=kinds), axis=axis)
    base = alt.Chart(table(kept))
    most = 620 if narrow else 1100
    layers = [
        base.mark_circle(color=PARTNER, opacity=1).encode(
            x=x, y=y, size=alt.Size("number:Q", scale=given(domain=[0, top], range=[0, most])),
            tooltip=tips("kind:N", "trigger:N", number="answers"),
        ),
        base.transform_filter("datum.number >= 8").mark_text(color="#fffffe", fontSize=13, fontWeight=600).encode(
            x=x, y=y, text="number:Q"
        ),
        base.transform_filter("datum.number < 8").mark_text(color=INK, fontSize=13, dx=16 if narrow else 20).encode(
            x=x, y=y, text="number:Q"
        ),
    ]  # fmt: skip
    return finish(layers, narrow=narrow, height=(40 if narrow else 38) * len(kinds))


def days_strip(rows: Rows, *, narrow: bool) -> dict[str, Any]:
    """Answers on a line of days that is stretched near zero. ``rows``: group, days, shift, id."""
    groups = list(dict.fromkeys(row["group"] for row in rows))
    last = max(row["days"] for row in rows)
    values = [v for v in (-4, 0, 1, 3, 10, 30, 100, 300) if v <= last and not (narrow and v in {3, 30})]
    x = alt.X(
        "days:Q",
        scale=given(type="symlog", constant=2, domain=[-6, last * 1.1], nice=False),
        axis=given(
            title="days", values=values, ticks=True, tickSize=4, titleAnchor="end", titleAlign="right"
        ),
    )
    axis = None if narrow else given(title=None, grid=False, labelColor=INK, labelLimit=240)
    y = alt.Y("group:N", sort=groups, axis=axis)
    base = alt.Chart(table(rows))
    zero = alt.Chart(table([{"days": 0}])).mark_rule(color=INK, strokeWidth=1).encode(x=x)
    layers = [
        zero,
        base.mark_circle(color=PARTNER, size=42, opacity=0.65).encode(
            x=x,
            y=y,
            yOffset=alt.YOffset("shift:Q", scale=given(domain=[-1, 1])),
            tooltip=tips("id:N", days="days"),
        ),
    ]
    if narrow:
        layers.append(
            alt.Chart(table([{"group": group} for group in groups]))
            .mark_text(align="left", dy=-38, color=INK, fontSize=12)
            .encode(x=alt.value(0), y=y, text="group:N")
        )
    return finish(layers, narrow=narrow, height=(95 if narrow else 74) * len(groups))
