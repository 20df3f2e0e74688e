"""Amounts or shares by year: a line for each series, named at its end."""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import wrap
from typing import Any

import altair as alt

from yalu.site.charts.frame import Layer, Rows, given, spec_of, table, ticks, tips, years_axis
from yalu.site.charts.labels import ChartArea, Label, placed
from yalu.site.frame.theme import (
    CONTEXT,
    INK,
    NARROW,
    PAPER,
    PARTNER,
    PUBLISHED,
    RULE,
    SOFT,
    TARGET,
    WIDE,
)

# What tells series apart, the first the most important.
MARKS = ("circle", "diamond", "triangle-up", "square", "cross", "triangle-down", "triangle-right")
INKS = (PARTNER, INK, TARGET, CONTEXT, PUBLISHED, SOFT, SOFT)
_EDGE = 52
_PHONE = 26  # letters in a line of a label on a phone
_THIN = 3.0  # a claim whose bounds lie closer than this, in percent, is a line and no band


def lines_by_year(
    rows: Rows, ends: dict[str, str], claims: Rows = (), *, unit: str = "", narrow: bool
) -> dict[str, Any]:
    """A line per series over the years, broken where a year is not on record.

    ``rows``: year, amount, series, name, shown, source. ``ends``: the words at the end of each series (a bar parts two
    lines, nothing leaves it to the key), in order of importance. ``claims``: low, high, middle, words; of no year, as
    bands over all of them. ``unit`` follows each number of the axis.
    """
    first, last = min(row["year"] for row in rows) - 0.6, max(row["year"] for row in rows)
    last += 0.8 if narrow else max(1.0, (last - first) * 0.04)
    low, most = min(row["amount"] for row in rows), max(row["amount"] for row in rows)
    edges = (0.0 if low < most / 2 or not unit else low - low % 10, 114.0 if unit else most * 1.15)
    plot = ChartArea((NARROW if narrow else WIDE) - _EDGE - 16, 360 if narrow else 380, (first, last), edges)
    x = alt.X("year:Q", scale=given(domain=[first, last], nice=False), axis=years_axis(first, last, narrow=narrow))  # fmt: skip
    axis = given(
        title=None, labelExpr=f"format(datum.value, ',') + '{unit}'", values=ticks(100 if unit else most, 6),
        minExtent=_EDGE, maxExtent=_EDGE,
    )  # fmt: skip
    y = alt.Y("amount:Q", scale=given(domain=list(edges), nice=False), axis=axis)
    series = list(ends)
    marks = alt.Shape("series:N", scale=given(domain=series, range=list(MARKS[: len(series)])))
    colour = given(domain=series, range=list(INKS[: len(series)]))
    pieces = _pieces(rows, series)
    layers: list[Layer] = [_bands(claims, y)] if claims else []
    if pieces:
        layers.append(
            alt.Chart(table(pieces)).mark_line(strokeWidth=2)
            .encode(x=x, y=y, stroke=alt.Stroke("series:N", scale=colour), detail="piece:N")
        )  # fmt: skip
    layers.append(
        alt.Chart(table(rows)).mark_point(size=45 if narrow else 55, strokeWidth=1.7, fill=PAPER, fillOpacity=1, opacity=1)
        .encode(
            x=x, y=y, shape=marks, stroke=alt.Stroke("series:N", scale=colour),
            tooltip=tips(alt.Tooltip("year:Q", format="d"), "shown:N", "name:N", "source:N"),
        )
    )  # fmt: skip
    strokes = [[(p["year"], p["amount"]) for p in pieces if p["piece"] == name] for name in {p["piece"] for p in pieces}]  # fmt: skip
    strokes += [
        [(first, row["middle"]), (last, row["middle"])] for row in claims if row["high"] - row["low"] < _THIN
    ]
    names = _names(rows, _broken(ends) if narrow else ends, claims, first)
    points = [(row["year"], row["amount"]) for row in rows]
    layers += placed(plot, names, points, sorted(strokes), narrow=narrow)
    return spec_of(alt.layer(*layers, width=plot.width, height=plot.height), narrow=narrow)


def _names(rows: Rows, ends: dict[str, str], claims: Rows, first: float) -> list[Label]:
    """The name of each series at its last year, the newest in bold, and of each claim at the left edge."""
    newest = max(row["year"] for row in rows)
    made = []
    for place, (name, words) in enumerate(ends.items()):
        found = sorted((row["year"], row["amount"]) for row in rows if row["series"] == name)
        if words:
            ink, also = INKS[place % len(INKS)], tuple(reversed(found[:-1]))
            made.append(
                Label(
                    words, *found[-1], ink, found[-1][0] == newest, also=also, there=words.rpartition("|")[0]
                )
            )
    # Wide bands first: their words fit inside, those of a thin one stand above or below it.
    claimed = sorted(claims, key=lambda row: row["low"] - row["high"])
    return made + [Label(row["words"], first, row["middle"], to=newest) for row in claimed]


def _broken(ends: dict[str, str]) -> dict[str, str]:
    """Words in lines short enough for a phone."""
    return {
        name: "|".join(line for part in words.split("|") for line in wrap(part, _PHONE))
        for name, words in ends.items()
    }


def _bands(claims: Rows, y: alt.Y) -> Layer:
    return (
        alt.Chart(table([dict(row) | {"amount": row["low"]} for row in claims]))
        .mark_rect(color=RULE, opacity=0.6)
        .encode(y=y, y2=alt.Y2("high:Q"), tooltip=tips("words:N"))
    )


def _pieces(rows: Rows, series: Sequence[str]) -> list[dict[str, Any]]:
    """The points of each line: a new piece where years are missing, upright where publishers differ on a year."""
    made: list[dict[str, Any]] = []
    for place, name in enumerate(series):
        found = sorted((row["year"], row["amount"]) for row in rows if row["series"] == name)
        piece, before = 0, None
        for year, amount in found:
            piece += before is not None and year - before > 1
            before = year
            made.append({"series": name, "piece": f"{place}-{piece}", "year": year, "amount": amount})
    alone = {p["piece"] for p in made if sum(q["piece"] == p["piece"] for q in made) < 2}
    return [row for row in made if row["piece"] not in alone]
