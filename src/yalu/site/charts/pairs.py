"""Several pairs over the same years: a row of bars for each, with how well each year was searched."""

from __future__ import annotations

from typing import Any

import altair as alt

from yalu.site.charts.frame import Layer, Rows, finish, given, table, tips, words, years_axis
from yalu.site.frame.theme import CONTEXT, HEAT, INK, RULE, side_colour

SIDES = ("partner", "target")
# Heights are in visits: room above the bars for a pair's name, and below the line for the strip of levels.
_HEAD, _STRIP, _FOOT = 2.4, 0.55, 1.4


def visits_of_pairs(rows: Rows, names: list[str], *, narrow: bool) -> dict[str, Any]:
    """Visits a year of each pair on one scale, the first pair on top.

    ``rows``: pair (its place), year, partner and target (visits by who travelled, None where nobody rated the
    year), level (good, partial, thin or not rated). ``names``: the words for each pair.
    """
    first, last = min(row["year"] for row in rows) - 0.6, max(row["year"] for row in rows) + 0.6
    most = max(((row["partner"] or 0) + (row["target"] or 0) for row in rows), default=1)
    step = most + _HEAD + _FOOT
    x = alt.X(
        "from:Q", scale=given(domain=[first, last], nice=False), axis=years_axis(first, last, narrow=narrow)
    )
    scale = given(domain=[-step * (len(names) - 1) - _FOOT, most + _HEAD], nice=False)
    y = alt.Y("low:Q", scale=scale, axis=None)
    marks = [value for value in (5, 10, 20, 40) if value <= most]
    lines = [{"low": mark - step * place} for place in range(len(names)) for mark in marks]
    layers: list[Layer] = [alt.Chart(table(lines)).mark_rule(color=RULE).encode(y=y)] if lines else []
    layers += [_bars(rows, step, x, y), _levels(rows, step, x, y)]
    layers.append(
        alt.Chart(table([{"low": -step * place} for place in range(len(names))]))
        .mark_rule(color=INK)
        .encode(y=y)
    )
    for place, name in enumerate(names):
        base = -step * place
        layers.append(
            words(
                name, alt.value(4), alt.datum(base + most + _HEAD - 0.9), colour=INK, narrow=narrow,
                fontWeight="bold", baseline="middle",
            )
        )  # fmt: skip
        layers += [
            words(str(mark), alt.value(4), alt.datum(base + mark), narrow=narrow, baseline="bottom")
            for mark in marks
        ]
    return finish(layers, narrow=narrow, height=(150 if narrow else 170) * len(names))


def _bars(rows: Rows, step: float, x: alt.X, y: alt.Y) -> Layer:
    boxes = []
    for row in rows:
        low = -step * row["pair"]
        for side in SIDES:
            if row[side]:
                boxes.append(
                    _box(row, low, low + row[side]) | {"fill": side_colour(side), "visits": row[side]}
                )
                low += row[side]
    return (
        alt.Chart(table(boxes))
        .mark_rect()
        .encode(
            x=x,
            x2=alt.X2("to:Q"),
            y=y,
            y2=alt.Y2("high:Q"),
            fill=alt.Fill("fill:N", scale=None),
            tooltip=tips(alt.Tooltip("year:Q", format="d"), "level:N", visits="visits"),
        )
    )


def _levels(rows: Rows, step: float, x: alt.X, y: alt.Y) -> Layer:
    """A strip under each line: full where the year was searched well, pale where partly, empty where thinly."""
    shades = {"whole": CONTEXT, "good": CONTEXT, "partial": HEAT[3]}
    boxes = [
        _box(row, -step * row["pair"] - _STRIP - 0.2, -step * row["pair"] - 0.2)
        | {"fill": shades[row["level"]]}
        for row in rows
        if row["level"] in shades
    ]
    return (
        alt.Chart(table(boxes))
        .mark_rect()
        .encode(
            x=x, x2=alt.X2("to:Q"), y=y, y2=alt.Y2("high:Q"), fill=alt.Fill("fill:N", scale=None),
            tooltip=tips(alt.Tooltip("year:Q", format="d"), "level:N"),
        )
    )  # fmt: skip


def _box(row: dict[str, Any], low: float, high: float) -> dict[str, Any]:
    return {
        "from": row["year"] - 0.4, "to": row["year"] + 0.4, "low": low, "high": high, "year": row["year"],
        "level": row["level"],
    }  # fmt: skip
