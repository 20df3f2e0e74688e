"""Trade by month and ledger, shares of a cap, shares of all trade, and waits after a ban."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import altair as alt

from yalu.site.charts.frame import Given, Layer, Rows, finish, given, letters_width, table, years_axis
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
    config,
)

# Who says so is told by the shape and, for those who see it, by the colour.
LEDGERS = {
    "customs": ("circle", PARTNER),
    "committee": ("diamond", INK),
    "mirror": ("triangle-up", CONTEXT),
    "alleged": ("square", TARGET),
}
_SHAPES = given(domain=list(LEDGERS), range=[shape for shape, _ in LEDGERS.values()])
_COLOURS = given(domain=list(LEDGERS), range=[colour for _, colour in LEDGERS.values()])
_EDGE = 52


def months(panels: Sequence[tuple[str, Rows]], limits: Rows, marks: Rows, *, narrow: bool) -> dict[str, Any]:
    """Monthly trade in one panel a unit, ledgers by shape, caps as lines over their windows.

    ``panels``: title and rows (when, amount, shown, ledger). ``limits``: panel (its number), from, to,
    amount, words. ``marks``: when, words, and panel where it stands in one alone; days on which the law changed.
    """
    every = [row for _, rows in panels for row in rows]
    ends = [row["to"] for row in limits]
    first, last = min(row["when"] for row in every) - 0.06, max([row["when"] for row in every] + ends) + 0.1
    limits = [dict(row) | {"middle": (row["from"] + row["to"]) / 2} for row in limits]
    made = [
        _panel(title, rows, [row for row in limits if row["panel"] == number],
               [mark for mark in marks if mark.get("panel", number) == number], (first, last),
               number == 0 or any("panel" in mark for mark in marks), narrow=narrow)
        for number, (title, rows) in enumerate(panels)
    ]  # fmt: skip
    spec: dict[str, Any] = (
        alt.vconcat(*made, spacing=22).configure(**config(narrow=narrow)).to_dict(validate=False)
    )
    return spec


def _panel(
    title: str, rows: Rows, limits: Rows, marks: Rows, span: tuple[float, float], named: bool, *, narrow: bool
) -> Any:
    top = max([row["amount"] for row in rows] + [row["amount"] for row in limits]) * 1.14
    x = alt.X("when:Q", scale=given(domain=list(span), nice=False), axis=months_axis(*span, narrow=narrow))
    axis = given(title=None, minExtent=_EDGE, maxExtent=_EDGE, format="~s", tickCount=4)
    y = alt.Y("amount:Q", scale=given(domain=[0, top], nice=False), axis=axis)
    layers: list[Layer] = [
        alt.Chart(table(marks)).mark_rule(color=SOFT, strokeDash=[2, 3]).encode(x=x),
        alt.Chart(table(limits)).mark_rule(color=PUBLISHED, strokeWidth=2.4).encode(
            x=alt.X("from:Q", scale=given(domain=list(span), nice=False)), x2=alt.X2("to:Q"), y=y
        ),
        alt.Chart(table([row for row in limits if not _short(row)]))
        .mark_text(baseline="bottom", dy=-4, color=PUBLISHED)
        .encode(x=alt.X("middle:Q"), y=y, text=alt.Text("words:N")),
        alt.Chart(table([row for row in limits if _short(row)]))
        .mark_text(align="right", baseline="middle", dx=-5, color=PUBLISHED)
        .encode(x=alt.X("from:Q"), y=y, text=alt.Text("words:N")),
        # A stem from the base line shows a month that reads zero, and trade that comes back.
        alt.Chart(table([dict(row) | {"base": 0} for row in rows])).mark_rule(strokeWidth=3, opacity=0.35).encode(
            x=x, y=alt.Y("base:Q", scale=given(domain=[0, top], nice=False)), y2=alt.Y2("amount:Q"),
            color=alt.Color("ledger:N", scale=_COLOURS),
        ),
        alt.Chart(table(rows)).mark_point(size=75, strokeWidth=1.7, fill=PAPER, fillOpacity=0, opacity=1).encode(
            x=x, y=y, shape=alt.Shape("ledger:N", scale=_SHAPES), stroke=alt.Stroke("ledger:N", scale=_COLOURS),
            tooltip=["period:N", "shown:N", "ledger:N"],
        ),
    ]  # fmt: skip
    for number, mark in enumerate(marks if named else ()):
        # A mark near the right edge carries its words to its left, and each its own line.
        late = mark["when"] > span[0] + 0.6 * (span[1] - span[0])
        text = alt.Chart(table([mark])).mark_text(
            align="right" if late else "left", baseline="top", dx=-4 if late else 4, dy=2 + 15 * number, color=SOFT
        )  # fmt: skip
        layers.append(text.encode(x=x, y=alt.value(0), text=alt.Text("words:N")))
    return (
        alt.layer(*layers)
        .properties(
            width=(NARROW if narrow else WIDE) - _EDGE - 16,
            height=170 if narrow else 200,
            title=alt.TitleParams(title, anchor="start", fontSize=13, fontWeight="normal", color=SOFT, offset=8),
        )
    )  # fmt: skip


def _short(limit: dict[str, Any]) -> bool:
    """Whether a cap's line is too short to carry its words."""
    return bool(limit["to"] - limit["from"] < 0.3)


def months_axis(first: float, last: float, *, narrow: bool) -> Given:
    """Years when there are many of them, else quarters with the year at each January."""
    if last - first > (2.2 if narrow else 3.5):
        return years_axis(first, last, narrow=narrow)
    step = 2 if narrow else 1
    quarters = [n / 4 for n in range(-(-int(first * 4) // step) * step, int(last * 4) + 1, step)]
    text = (
        "floor(datum.value) == datum.value ? 'Jan ' + datum.value :"
        " ['', 'Apr', 'Jul', 'Oct'][round((datum.value - floor(datum.value)) * 4)]"
    )
    return given(
        values=[q for q in quarters if q >= first], labelExpr=text, title=None, ticks=True, tickSize=4
    )


def shares_of_a_limit(rows: Rows, *, narrow: bool) -> dict[str, Any]:
    """Shares of a limit in percent, with bounds, one line each, and the limit itself as a line at 100.

    ``rows`` in reading order: label (lines parted by a bar), ledger, share (None: only bounds), low,
    high (None: not bounded), shown.
    """
    most = _room(rows, narrow=narrow)
    made = [
        dict(row)
        | {
            "at": row["share"] if row["share"] is not None else row["low"] or 0,
            "until": min(most, row["high"]) if row["high"] is not None else row["share"] or row["low"] or 0,
            "reach": max(row["share"] or 0, min(most, row["high"] or 0), row["low"] or 0),
        }
        for row in rows
    ]
    y = alt.Y(
        "label:N", sort=list(dict.fromkeys(row["label"] for row in rows)),
        axis=given(title=None, labelColor=INK, grid=False, labelPadding=8, labelExpr="split(datum.label, '|')"),
    )  # fmt: skip
    axis = given(
        title="percent of the limit", tickCount=4 if narrow else 8, titleAlign="right", titleAnchor="end"
    )
    x = alt.X("at:Q", scale=given(domain=[0, most], nice=False), axis=axis)
    base = alt.Chart(table(made))
    shape = alt.Shape("ledger:N", scale=_SHAPES)
    colour = alt.Color("ledger:N", scale=_COLOURS)
    layers = [
        alt.Chart(table([{}])).mark_rule(color=PUBLISHED, strokeWidth=2).encode(x=alt.datum(100)),
        base.transform_filter("isValid(datum.low)").mark_rule(strokeWidth=4, opacity=0.35).encode(
            x=alt.X("low:Q"), x2=alt.X2("until:Q"), y=y, color=colour
        ),
        base.transform_filter("isValid(datum.share)").mark_point(size=95, filled=True, opacity=1).encode(
            x=x, y=y, shape=shape, color=colour, tooltip=["label:N", "shown:N"]
        ),
        base.mark_text(align="left", dx=10, stroke=PAPER, strokeWidth=4, strokeJoin="round").encode(
            x=alt.X("reach:Q"), y=y, text=alt.Text("shown:N")
        ),
        base.mark_text(align="left", dx=10, color=INK).encode(x=alt.X("reach:Q"), y=y, text=alt.Text("shown:N")),
    ]  # fmt: skip
    return finish(
        layers, narrow=narrow, height=max(90, (38 if narrow else 34) * len({r["label"] for r in rows}))
    )


def _room(rows: Rows, *, narrow: bool) -> float:
    """The end of the axis at which every label to the right of its mark still fits."""
    names = max(letters_width(line, narrow=narrow) for row in rows for line in row["label"].split("|"))
    plot = (NARROW if narrow else WIDE) - min(names, 160 if narrow else 260) - 30
    ends = [
        max(row["share"] or 0, row["low"] or 0, row["high"] or 0, 110)
        * plot
        / max(70.0, plot - letters_width(row["shown"], narrow=narrow) - 16)
        for row in rows
    ]
    return float(max(ends))


def shares_by_year(rows: Rows, claims: Rows, shapes: list[str], *, narrow: bool) -> dict[str, Any]:
    """The share of one partner by year, one mark a definition; claims without a year as bands.

    ``rows``: year, share, low, high, kind (a word of ``shapes``), shown. ``claims``: low, high, words.
    """
    first, last = min(row["year"] for row in rows) - 0.6, max(row["year"] for row in rows) + 0.6
    x = alt.X(
        "year:Q",
        scale=given(domain=[first, last], nice=False),
        axis=years_axis(first, last, narrow=narrow),
    )
    low = min(row["share"] for row in rows)
    bottom = low - low % 10
    y = alt.Y(
        "share:Q", scale=given(domain=[bottom, 100], nice=False),
        axis=given(title=None, labelExpr="datum.label + ' %'", tickCount=6),
    )  # fmt: skip
    marks = ["circle", "diamond", "triangle-up", "square", "cross", "triangle-down", "triangle-right"]
    colours = [PARTNER, INK, TARGET, CONTEXT, PUBLISHED, SOFT, SOFT]
    base = alt.Chart(table(rows))
    layers: list[Layer] = []
    if claims:
        bands = alt.Chart(table(claims))
        layers += [
            bands.mark_rect(color=RULE, opacity=0.6).encode(y=alt.Y("low:Q"), y2=alt.Y2("high:Q")),
            bands.mark_text(align="left", baseline="middle", dx=6, color=INK).encode(
                x=alt.value(0), y=alt.Y("middle:Q"), text=alt.Text("words:N")
            ),
        ]
    layers.append(
        base.mark_point(size=95, strokeWidth=1.9, fill=PAPER, fillOpacity=0, opacity=1).encode(
            x=x, y=y,
            shape=alt.Shape("kind:N", scale=given(domain=shapes, range=marks[: len(shapes)])),
            stroke=alt.Stroke("kind:N", scale=given(domain=shapes, range=colours[: len(shapes)])),
            tooltip=["year:Q", "shown:N", "publisher:N", "kind:N"],
        )
    )  # fmt: skip
    return finish(layers, narrow=narrow, height=330 if narrow else 380)


def _as_range(shown: str) -> str:
    """“between 32 and 62 days” as “32 to 62 days”; a wait that is not over as “> 2156 days”."""
    return shown.removeprefix("between ").replace(" and ", " to ").replace("not zero after ", "> ")


def waits(rows: Rows, *, narrow: bool) -> dict[str, Any]:
    """Days from a ban to trade that reads zero: a bar between the bounds, an arrow when it never did.

    ``rows`` in reading order: label, layer (un, regional, national), low, high (None: not yet), shown.
    """
    if narrow:  # there is no room for “between … and … days” beside a bar
        rows = [dict(row) | {"shown": _as_range(row["shown"])} for row in rows]
    made = [dict(row) | {"to": row["high"] if row["high"] is not None else row["low"], "open": row["high"] is None,
                         "ink": PARTNER if row["layer"] == "national" else INK} for row in rows]  # fmt: skip
    names = max(letters_width(line, narrow=narrow) for row in rows for line in row["label"].split("|"))
    plot = (NARROW if narrow else WIDE) - min(names, 160 if narrow else 260) - 30
    most = max(
        row["to"] * plot / max(60.0, plot - letters_width(row["shown"], narrow=narrow) - 20) for row in made
    )
    y = alt.Y(
        "label:N", sort=list(dict.fromkeys(row["label"] for row in rows)),
        axis=given(title=None, labelColor=INK, grid=False, labelPadding=8, labelExpr="split(datum.label, '|')"),
    )  # fmt: skip
    axis = given(title="days", tickCount=4 if narrow else 7, titleAlign="right", titleAnchor="end")
    x = alt.X("low:Q", scale=given(domain=[0, max(most, 1)], nice=False), axis=axis)
    base = alt.Chart(table(made))
    colour = alt.Color("ink:N", scale=None)
    layers = [
        base.transform_filter("!datum.open").mark_rule(strokeWidth=7).encode(x=x, x2=alt.X2("to:Q"), y=y, color=colour),
        base.transform_filter("datum.open").mark_point(
            shape="triangle-right", size=130, fill=PAPER, opacity=1, strokeWidth=1.6
        ).encode(x=x, y=y, stroke=alt.Stroke("ink:N", scale=None)),
        base.mark_text(align="left", dx=11, color=INK).encode(x=alt.X("to:Q"), y=y, text=alt.Text("shown:N")),
    ]  # fmt: skip
    return finish(layers, narrow=narrow, height=max(90, (38 if narrow else 36) * len(rows)))
