"""The law over time: which measure held which goods, from when to when."""

from __future__ import annotations

from typing import Any

import altair as alt
import msgspec

from yalu.site.charts.frame import Given, Rows, finish, given, table, tips, years_axis
from yalu.site.frame.theme import INK, PARTNER, PARTNER_SOFT, RULE

# Law of many states in ink, the partner's own in its colour; a cap is the same bar left pale.
_LINE = {"un": INK, "regional": INK, "national": PARTNER}
_CAP = {"un": RULE, "regional": RULE, "national": PARTNER_SOFT}


def law_over_time(rows: Rows, *, narrow: bool) -> dict[str, Any]:
    """One lane a kind of goods, UN and regional law above and national law below the middle of the lane.

    ``rows``: lane, layer (un, regional, national), effect, from and to (decimal years), open (not ended), title.
    """
    lanes = list(dict.fromkeys(row["lane"] for row in rows))
    first, last = min(row["from"] for row in rows) - 0.15, max(row["to"] for row in rows)
    height = 34 if narrow else 26
    made = [_bar(row, lanes.index(row["lane"]), narrow=narrow) for row in rows]
    x = alt.X(
        "from:Q",
        scale=given(domain=[first, last], nice=False),
        axis=years_axis(first, last, narrow=narrow),
    )
    scale = given(domain=[0, len(lanes)], reverse=True, nice=False)
    y = alt.Y("top:Q", scale=scale, axis=None if narrow else _names(lanes))
    names = [{"top": n + 0.2, "lane": lane, "from": first} for n, lane in enumerate(lanes)]
    lines = [{"top": n, "from": first, "to": last} for n in range(len(lanes) + 1)]
    layers = [
        alt.Chart(table(lines)).mark_rule(color=RULE).encode(x=x, x2=alt.X2("to:Q"), y=y),
        alt.Chart(table(made))
        .mark_rect(strokeWidth=1.2)
        .encode(
            x=x, x2=alt.X2("to:Q"), y=y, y2=alt.Y2("bottom:Q"), fill=alt.Fill("fill:N", scale=None),
            stroke=alt.Stroke("line:N", scale=None), tooltip=tips("title:N", "effect:N", "since:N", "until:N"),
        ),
    ]  # fmt: skip
    if narrow:
        label = alt.Chart(table(names)).mark_text(align="left", baseline="middle", color=INK)
        layers.append(label.encode(x=x, y=y, text=alt.Text("lane:N")))
    return finish(layers, narrow=narrow, height=height * len(lanes))


def _names(lanes: list[str]) -> Given:
    """The name of each lane beside its middle."""
    words = msgspec.json.encode(lanes).decode()
    return given(
        title=None, grid=False, labelColor=INK, labelLimit=300, values=[n + 0.5 for n in range(len(lanes))],
        labelExpr=f"{words}[floor(datum.value)]",
    )  # fmt: skip


def _bar(row: dict[str, Any], lane: int, *, narrow: bool) -> dict[str, Any]:
    layer, cap = row["layer"], row["effect"] != "ban"
    above, below = ((0.4, 0.64), (0.7, 0.94)) if narrow else ((0.14, 0.46), (0.54, 0.86))
    top, bottom = below if layer == "national" else above
    return row | {
        "top": lane + top,
        "bottom": lane + bottom,
        "line": _LINE[layer],
        "fill": _CAP[layer] if cap else _LINE[layer],
    }
