"""What each window of a cap had used up, day by day, as lines that climb to the cap."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import altair as alt
import msgspec

from yalu.site.charts.frame import Layer, Rows, given, stacked, table, ticks, tips
from yalu.site.charts.labels import ChartArea, Label, placed
from yalu.site.charts.trade import EDGE, LEDGERS, months_axis, titled
from yalu.site.frame.theme import INK, NARROW, PAPER, PUBLISHED, RULE, SOFT, WIDE

_COLOURS = given(domain=list(LEDGERS), range=[colour for _, colour in LEDGERS.values()])
_SHAPES = given(domain=list(LEDGERS), range=[shape for shape, _ in LEDGERS.values()])


class Panel(msgspec.Struct, frozen=True):
    """One unit or one kind of report: lines that climb, or sums of whole windows as hollow bars.

    ``rows``: when, amount (the least that is certain), high (None: nothing bounds it), ledger, line (the window and
    ledger it belongs to), ranged (whether its range is drawn), lined (whether the line goes there), words (at the end
    of a line, else ""), shown, source. ``bars``: from, to, amount, low, high, ledger, words, shown, source.
    ``limits``: from, to, amount, words, shown.
    """

    title: str
    rows: Rows = ()
    bars: Rows = ()
    limits: Rows = ()


def climbs(panels: Sequence[Panel], marks: Rows, *, narrow: bool) -> dict[str, Any]:
    """One panel a unit over the same days. ``marks``: when, words; days on which the law changed.

    Amounts are sums since the first day of the window, so they and the cap have one unit. Pale is what is not
    decided: between the least and the most a sum can be, and up to the top where nothing bounds it.
    """
    days = [row["when"] for panel in panels for row in panel.rows]
    edges = [row[end] for panel in panels for row in (*panel.limits, *panel.bars) for end in ("from", "to")]
    span = (min(days + edges) - 0.02, max(days + edges) + 0.02)
    made = [
        _panel(panel, marks, span, named=not number, narrow=narrow) for number, panel in enumerate(panels)
    ]
    return stacked(made, narrow=narrow, spacing=18)


def _panel(panel: Panel, marks: Rows, span: tuple[float, float], *, named: bool, narrow: bool) -> Any:
    most = max([row["high"] or row["amount"] for row in (*panel.rows, *panel.bars)] + [row["amount"] for row in panel.limits])  # fmt: skip
    top = most * (1.3 if narrow else 1.22)
    plot = ChartArea((NARROW if narrow else WIDE) - EDGE - 16, 200 if narrow else 220, span, (0, top))
    scale = given(domain=list(span), nice=False)
    x = alt.X("when:Q", scale=scale, axis=months_axis(*span, narrow=narrow))
    across = alt.X("from:Q", scale=scale, axis=months_axis(*span, narrow=narrow))
    axis = given(title=None, minExtent=EDGE, maxExtent=EDGE, format="~s", values=ticks(most, 4))
    y = alt.Y("amount:Q", scale=given(domain=[0, top], nice=False), axis=axis)
    stroke = alt.Stroke("ledger:N", scale=_COLOURS)
    layers: list[Layer] = []
    if ranged := _ranges(panel.rows, top):
        layers.append(
            alt.Chart(table(ranged)).mark_area(color=RULE, opacity=0.5)
            .encode(x=x, y=y, y2=alt.Y2("most:Q"), detail="line:N")
        )  # fmt: skip
    if marks:
        layers.append(
            alt.Chart(table(marks))
            .mark_rule(color=SOFT, strokeDash=[2, 3])
            .encode(x=x, tooltip=tips("words:N"))
        )
    layers.append(
        alt.Chart(table(panel.limits)).mark_rule(color=PUBLISHED, strokeWidth=2.4)
        .encode(x=across, x2=alt.X2("to:Q"), y=y, tooltip=tips("shown:N"))
    )  # fmt: skip
    if panel.rows:
        lines = alt.Chart(table(panel.rows))
        layers += [
            lines.transform_filter("datum.lined").mark_line(strokeWidth=2).encode(x=x, y=y, stroke=stroke, detail="line:N"),
            lines.transform_filter("datum.shown != ''")
            .mark_point(size=32, strokeWidth=1.6, fill=PAPER, fillOpacity=1, opacity=1)
            .encode(
                x=x, y=y, shape=alt.Shape("ledger:N", scale=_SHAPES), stroke=stroke,
                tooltip=tips("shown:N", "account:N", "source:N"),
            ),
        ]  # fmt: skip
    if panel.bars:
        bars = alt.Chart(table([dict(row) | {"base": 0} for row in panel.bars]))
        layers.append(
            bars.mark_rect(fill=PAPER, fillOpacity=0, strokeWidth=1.8).encode(
                x=across, x2=alt.X2("to:Q"), y=alt.Y("base:Q", scale=given(domain=[0, top], nice=False)),
                y2=alt.Y2("amount:Q"), stroke=stroke, tooltip=tips("shown:N", "account:N", "source:N"),
            )
        )  # fmt: skip
        layers.append(
            bars.transform_filter("datum.high > datum.low").mark_rect(opacity=0.3).encode(
                x=across, x2=alt.X2("to:Q"), y=alt.Y("low:Q"), y2=alt.Y2("high:Q"), color=alt.Color("ledger:N", scale=_COLOURS),
            )
        )  # fmt: skip
    layers += placed(
        plot,
        _labels(panel, marks if named else (), top),
        [(row["when"], row["amount"]) for row in panel.rows],
        _strokes(panel, marks, top),
        narrow=narrow,
    )
    return alt.layer(*layers, width=plot.width, height=plot.height, title=titled(panel.title))


def _ranges(rows: Rows, top: float) -> list[dict[str, Any]]:
    """The pieces of each range: between bounds, and from the last bound up to the top where there is none."""
    ranged_rows = [row for row in rows if row["ranged"]]
    made: list[dict[str, Any]] = []
    piece, before = 0, None
    for one, other in pairwise(ranged_rows):
        if one["line"] != other["line"]:
            before = None
            continue
        bare = one["high"] is None or other["high"] is None
        piece += bare is not before
        for row in (one, other) if bare is not before else (other,):
            made.append(
                {
                    "when": row["when"],
                    "amount": row["amount"],
                    "most": top if bare else row["high"],
                    "line": str(piece),
                }
            )
        before = bare
    return made


def _labels(panel: Panel, marks: Rows, top: float) -> list[Label]:
    """Days of the law first, then sums, then caps; where two caps of one size follow each other, one is named."""
    made = [Label(row["words"], row["when"], top * 0.96, SOFT, lead=False) for row in marks]
    made += [Label(row["words"], row["when"], row["amount"], INK) for row in panel.rows if row["words"]]
    made += [
        Label(row["words"], (row["from"] + row["to"]) / 2, row["high"] or row["amount"], INK)
        for row in panel.bars
    ]
    named: set[str] = set()
    for row in panel.limits:
        if row["words"] and row["words"] not in named:
            named.add(row["words"])
            made.append(Label(row["words"], row["from"], row["amount"], PUBLISHED, to=row["to"]))
    return made


def _strokes(panel: Panel, marks: Rows, top: float) -> list[list[tuple[float, float]]]:
    made = [
        [(row["when"], row["amount"]) for row in panel.rows if row["line"] == line and row["lined"]]
        for line in dict.fromkeys(row["line"] for row in panel.rows)
    ]
    made += [[(row["from"], row["amount"]), (row["to"], row["amount"])] for row in panel.limits]
    made += [[(row["when"], 0.0), (row["when"], top)] for row in marks]
    for row in panel.bars:
        roof = row["high"] or row["amount"]
        made.append([(row["from"], 0.0), (row["from"], roof), (row["to"], roof), (row["to"], 0.0)])
    return made
