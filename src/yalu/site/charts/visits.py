"""How often, under which choices, and how long between summits."""

from __future__ import annotations

from typing import Any

import altair as alt

from yalu.site.charts.frame import (
    Layer,
    Rows,
    finish,
    fitting,
    given,
    letters_width,
    table,
    tips,
    upward,
    words,
    years_axis,
)
from yalu.site.frame.theme import (
    BAND,
    CONTEXT,
    INK,
    NARROW,
    PAPER,
    PUBLISHED,
    RULE,
    SOFT,
    WIDE,
    side_colour,
    side_tint,
)

SIDES = ("partner", "target")


def visits_by_year(rows: Rows, eras: Rows, labels: dict[str, str], *, narrow: bool) -> dict[str, Any]:
    """Visits per year, one side upwards and the other downwards, over the leaders' years.

    ``rows``: year, side (partner, target), sure, open (may count). ``eras``: side, name, start and
    end as decimal years. ``labels``: the words for each side's half.
    """
    first = min(row["year"] for row in rows) - 0.6
    last = max(row["year"] for row in rows) + 0.6
    top = max((row["sure"] + row["open"] for row in rows), default=1) + 2.6
    x = alt.X(
        "from:Q",
        scale=given(domain=[first, last], nice=False),
        axis=years_axis(first, last, narrow=narrow),
    )
    scale = given(domain=[-top, top], nice=False)
    ticks = [value for value in range(-int(top), int(top) + 1) if value % (4 if top > 9 else 2) == 0]
    y = alt.Y("low:Q", scale=scale, axis=given(values=ticks, labelExpr="abs(datum.value)", title=None))
    layers: list[Layer] = []
    pixels = ((NARROW if narrow else WIDE) - 40) / (last - first)
    for side in SIDES:
        sign = 1 if side == "partner" else -1
        layers += _bands(
            [era for era in eras if era["side"] == side], sign * top, (first, last), pixels, x, y, narrow
        )
    layers.append(_bars(rows, x, y))
    layers.append(_busiest(rows, (first, last)))
    layers.append(alt.Chart(table([{}])).mark_rule(color=INK).encode(y=alt.datum(0)))
    for side in SIDES:
        sign = 1 if side == "partner" else -1
        text = words(
            labels[side], alt.value(8), alt.datum(sign * (top - 1.75)), colour=side_colour(side), narrow=narrow,
            fontWeight="bold", baseline="middle",
        )  # fmt: skip
        layers.append(text)
    return finish(layers, narrow=narrow, height=330 if narrow else 380)


def _busiest(rows: Rows, span: tuple[float, float]) -> Layer:
    """The busiest year by name, above its bars and on the side where there is room."""
    totals: dict[int, int] = {}
    for row in rows:
        totals[row["year"]] = totals.get(row["year"], 0) + row["sure"]
    year = max(totals, key=lambda candidate: (totals[candidate], -candidate))
    upper = max(
        (
            row["sure"] + row["open"]
            for row in rows
            if row["side"] == "partner" and abs(row["year"] - year) < 4
        ),
        default=0,
    )
    right = year > (span[0] + span[1]) / 2
    text = f"{year}: {totals[year]}"
    spot = alt.Chart(table([{"from": year + (0.5 if right else -0.5), "low": upper + 0.35, "text": text}]))
    return spot.mark_text(
        align="right" if right else "left", baseline="bottom", color=INK, fontWeight="bold"
    ).encode(x="from:Q", y="low:Q", text=alt.Text("text:N"))


def _bars(rows: Rows, x: alt.X, y: alt.Y) -> Layer:
    boxes = []
    for row in rows:
        sign = 1 if row["side"] == "partner" else -1
        base = 0
        for kind in ("sure", "open"):
            if row[kind]:
                boxes.append(
                    {
                        "from": row["year"] - 0.4,
                        "to": row["year"] + 0.4,
                        "low": sign * base,
                        "high": sign * (base + row[kind]),
                        "line": side_colour(row["side"]),
                        "fill": side_colour(row["side"]) if kind == "sure" else side_tint(row["side"]),
                        "year": row["year"],
                        "visits": row[kind],
                        "kind": "counted" if kind == "sure" else "open",
                    }
                )
                base += row[kind]
    return (
        alt.Chart(table(boxes))
        .mark_rect(strokeWidth=0.8)
        .encode(
            x=x,
            x2=alt.X2("to:Q"),
            y=y,
            y2=alt.Y2("high:Q"),
            fill=alt.Fill("fill:N", scale=None),
            stroke=alt.Stroke("line:N", scale=None),
            tooltip=tips(alt.Tooltip("year:Q", format="d"), "kind:N", visits="visits"),
        )
    )


def _bands(
    eras: Rows, height: float, span: tuple[float, float], pixels: float, x: alt.X, y: alt.Y, narrow: bool
) -> list[Layer]:
    """Every second leader's years as a pale band, the name at the outer edge where it fits."""
    bands, names = [], []
    for place, era in enumerate(eras):
        start, end = max(era["start"], span[0]), min(era["end"], span[1])
        if end <= start:
            continue
        if place % 2 == 0:
            bands.append({"from": start, "to": end, "low": 0, "high": height})
        name = fitting(era["name"], (end - start) * pixels, narrow=narrow)
        if name:
            names.append({"from": (start + end) / 2, "low": height, "name": name})
    made = []
    if bands:
        made.append(
            alt.Chart(table(bands))
            .mark_rect(color=BAND)
            .encode(x=x, x2=alt.X2("to:Q"), y=y, y2=alt.Y2("high:Q"))
        )
    if names:
        edge: Any = (
            {"baseline": "top", "dy": 5} if height > 0 else {"baseline": "bottom", "dy": upward(4, "name")}
        )
        made.append(
            alt.Chart(table(names))
            .mark_text(color=SOFT, lineBreak="|", **edge)
            .encode(x=x, y=y, text=alt.Text("name:N"))
        )
    return made


def averages_by_era(rows: Rows, *, unit: str, narrow: bool) -> dict[str, Any]:
    """Visits a year under each leader: dot, interval, bounds, and the published value as a hollow diamond.

    ``rows`` in reading order: label, side, value, shown; low and high of the interval; least and
    most (bounds, or None); published (or None).
    """
    made = [dict(row) | {"ink": side_colour(row["side"]), "tint": side_tint(row["side"])} for row in rows]
    most = max(
        max(row["high"] or 0, row["value"] or 0, row["published"] or 0, row["most"] or 0) for row in made
    )
    y = alt.Y(
        "label:N",
        sort=[row["label"] for row in made],
        axis=given(title=None, labelColor=INK, labelPadding=8, grid=False),
    )
    grid = given(title=unit, grid=True, tickCount=4 if narrow else 7, titleAlign="right", titleAnchor="end")
    x = alt.X("value:Q", scale=given(domain=[0, most * 1.14], nice=False), axis=grid)
    base = alt.Chart(table(made))
    colour, tint = alt.Color("ink:N", scale=None), alt.Color("tint:N", scale=None)
    said = tips("label:N", value=unit, low="interval from", high="interval to", published="published")
    layers = [
        base.transform_filter("isValid(datum.least)")
        .mark_rule(strokeWidth=11)
        .encode(x=alt.X("least:Q"), x2=alt.X2("most:Q"), y=y, color=tint),
        base.transform_filter("isValid(datum.low)")
        .mark_rule(strokeWidth=1.6)
        .encode(x=alt.X("low:Q"), x2=alt.X2("high:Q"), y=y, color=colour),
        base.transform_filter("isValid(datum.value)")
        .mark_point(filled=True, size=90, opacity=1)
        .encode(x=x, y=y, color=colour, tooltip=said),
        base.transform_filter("isValid(datum.published)")
        .mark_point(shape="diamond", size=150, fill=PAPER, fillOpacity=0, stroke=PUBLISHED, strokeWidth=2)
        .encode(x=alt.X("published:Q"), y=y),
        base.mark_text(align="right", fontWeight="bold").encode(
            x=alt.value("width"), y=y, text=alt.Text("shown:N"), color=colour
        ),
    ]
    return finish(layers, narrow=narrow, height=max(120, len(made) * 30))


def gap_bars(rows: Rows, *, narrow: bool) -> dict[str, Any]:
    """How long between one meeting and the next, the longest on top; hollow where the next has not come.

    ``rows`` in reading order: label (from when to when), years, most (at most, where dates are inexact), shown, open.
    """
    names = max(letters_width(row["label"], narrow=narrow) for row in rows)
    plot = (NARROW if narrow else WIDE) - names - 24
    end = max(
        row["most"] * plot / max(60.0, plot - letters_width(row["shown"], narrow=narrow) - 12) for row in rows
    )
    y = alt.Y(
        "label:N", sort=[row["label"] for row in rows], scale=given(paddingInner=0.35),
        axis=given(title=None, labelColor=INK, grid=False, labelPadding=8),
    )  # fmt: skip
    axis = given(
        title="years", grid=True, tickCount=4 if narrow else 7, titleAlign="right", titleAnchor="end"
    )
    x = alt.X("years:Q", scale=given(domain=[0, end], nice=False), axis=axis)
    base = alt.Chart(table(rows))
    said = tips("label:N", "shown:N", "between:N")
    layers = [
        base.transform_filter("!datum.open").mark_bar(fill=CONTEXT).encode(x=x, y=y, tooltip=said),
        base.transform_filter("datum.open")
        .mark_bar(fill=PAPER, fillOpacity=0, stroke=CONTEXT, strokeWidth=1.4, strokeDash=[4, 3])
        .encode(x=x, y=y, tooltip=said),
        base.transform_filter("datum.most > datum.years")
        .mark_bar(fill=RULE)
        .encode(x=x, x2=alt.X2("most:Q"), y=y),
        base.mark_text(align="left", dx=6, stroke=PAPER, strokeWidth=4, strokeJoin="round").encode(
            x=alt.X("most:Q"), y=y, text=alt.Text("shown:N")
        ),
        base.mark_text(align="left", dx=6, color=INK).encode(
            x=alt.X("most:Q"), y=y, text=alt.Text("shown:N")
        ),
    ]
    return finish(layers, narrow=narrow, height=26 * len(rows))
