"""Trade by month and ledger, small."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import altair as alt

from yalu.site.charts.frame import Given, Layer, Rows, given, stacked, table, ticks, tips, years_axis
from yalu.site.charts.labels import ChartArea, Label, placed
from yalu.site.frame.theme import BAND, CONTEXT, INK, NARROW, PAPER, PARTNER, SOFT, TARGET, WIDE

# Who says so is shown by the shape and, for those who see it, by the colour.
LEDGERS = {
    "customs": ("circle", PARTNER),
    "committee": ("diamond", INK),
    "mirror": ("triangle-up", CONTEXT),
    "alleged": ("square", TARGET),
}
_SHAPES = given(domain=list(LEDGERS), range=[shape for shape, _ in LEDGERS.values()])
_COLOURS = given(domain=list(LEDGERS), range=[colour for _, colour in LEDGERS.values()])
EDGE = 52


def months(panels: Sequence[tuple[str, Rows, Rows]], marks: Rows, *, narrow: bool) -> dict[str, Any]:
    """Monthly trade in one low panel a unit or good, ledgers by shape.

    ``panels``: title, rows (when, amount, shown, ledger, account, source) and blanks (from, to: the months on
    which there is no row, drawn pale). ``marks``: panel (its number), when, words; days on which the law changed.
    """
    days = [row["when"] for _, rows, _ in panels for row in rows]
    ends = [row[end] for _, _, blanks in panels for row in blanks for end in ("from", "to")]
    span = (min(days + ends) - 0.05, max(days + ends) + 0.05)
    made = [
        _panel(title, rows, blanks, [mark for mark in marks if mark["panel"] == number], span, narrow=narrow)
        for number, (title, rows, blanks) in enumerate(panels)
    ]
    return stacked(made, narrow=narrow, spacing=14)


def _panel(
    title: str, rows: Rows, blanks: Rows, marks: Rows, span: tuple[float, float], *, narrow: bool
) -> Any:
    most = max(row["amount"] for row in rows) or 1.0
    top = most * (1.45 if any(mark["words"] for mark in marks) else 1.15)
    plot = ChartArea((NARROW if narrow else WIDE) - EDGE - 16, 96 if narrow else 104, span, (0, top))
    scale = given(domain=list(span), nice=False)
    x = alt.X("when:Q", scale=scale, axis=months_axis(*span, narrow=narrow))
    axis = given(title=None, minExtent=EDGE, maxExtent=EDGE, format="~s", values=ticks(most, 3))
    y = alt.Y("amount:Q", scale=given(domain=[0, top], nice=False), axis=axis)
    layers: list[Layer] = []
    if blanks:
        layers.append(
            alt.Chart(table([dict(row) | {"amount": 0, "roof": most * 1.1} for row in blanks])).mark_rect(color=BAND)
            .encode(x=alt.X("from:Q", scale=scale), x2=alt.X2("to:Q"), y=y, y2=alt.Y2("roof:Q"))
        )  # fmt: skip
    if marks:
        layers.append(
            alt.Chart(table(marks))
            .mark_rule(color=SOFT, strokeDash=[2, 3])
            .encode(x=x, tooltip=tips("says:N"))
        )
    layers += [
        # A stem from the base line shows a month that reads zero, and trade that comes back.
        alt.Chart(table([dict(row) | {"base": 0} for row in rows]))
        .mark_rule(strokeWidth=3, opacity=0.35)
        .encode(
            x=x, y=alt.Y("base:Q", scale=given(domain=[0, top], nice=False)), y2=alt.Y2("amount:Q"),
            color=alt.Color("ledger:N", scale=_COLOURS),
        ),
        alt.Chart(table(rows))
        .mark_point(size=38, strokeWidth=1.5, fill=PAPER, fillOpacity=1, opacity=1)
        .encode(
            x=x, y=y, shape=alt.Shape("ledger:N", scale=_SHAPES), stroke=alt.Stroke("ledger:N", scale=_COLOURS),
            tooltip=tips("period:N", "shown:N", "account:N", "source:N"),
        ),
    ]  # fmt: skip
    labels = [
        Label(mark["words"], mark["when"], top * 0.93, SOFT, lead=False) for mark in marks if mark["words"]
    ]
    strokes = [[(row["when"], 0.0), (row["when"], row["amount"])] for row in rows]
    strokes += [[(mark["when"], 0.0), (mark["when"], top)] for mark in marks]
    layers += placed(plot, labels, [(row["when"], row["amount"]) for row in rows], strokes, narrow=narrow)
    return alt.layer(*layers, width=plot.width, height=plot.height, title=titled(title))


def titled(title: str) -> alt.TitleParams:
    """The title of one panel of several."""
    return alt.TitleParams(title, anchor="start", fontSize=13, fontWeight="normal", color=SOFT, offset=8)


def months_axis(first: float, last: float, *, narrow: bool) -> Given:
    """Years when there are many of them, else quarters with the year at each January and at the first."""
    if last - first > (2.2 if narrow else 3.5):
        return years_axis(first, last, narrow=narrow)
    step = 2 if narrow else 1
    quarters = [n / 4 for n in range(-(-int(first * 4) // step) * step, int(last * 4) + 1, step)]
    quarters = [q for q in quarters if q >= first]
    # A first quarter that is no January says its year, unless a January right after it does.
    named = quarters[0] if quarters and (quarters[0] % 1 in {0.25, 0.5}) else 0
    text = (
        "floor(datum.value) == datum.value ? 'Jan ' + datum.value :"
        " ['', 'Apr', 'Jul', 'Oct'][round((datum.value - floor(datum.value)) * 4)]"
        f" + (datum.value == {named} ? ' ' + floor(datum.value) : '')"
    )
    return given(values=quarters, labelExpr=text, title=None, ticks=True, tickSize=4)
