"""What every chart shares: its size, its time axis, its labels."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from typing import Any, Literal

import altair as alt
from altair.utils import schemapi

from yalu.site.frame.theme import NARROW, SOFT, WIDE, config

Rows = Sequence[dict[str, Any]]
Align = Literal["left", "center", "right"]
# Altair's own methods are typed as returning Any, so a layer is only ever called one.
Layer = Any
Given = dict[str, Any]


def given(**settings: Any) -> Given:
    """Settings of an axis, a scale or a legend as a plain mapping.

    Altair's own classes hold every setting there is, and each step of a chart copies them all.
    """
    return settings


@contextmanager
def unchecked() -> Iterator[None]:
    """Build charts without checking every part against the schema: ten times faster.

    The tests check every finished spec whole instead.
    """
    with schemapi.debug_mode(False):
        yield


def finish(layers: Sequence[Layer], *, narrow: bool, height: int) -> dict[str, Any]:
    """Layers as one Vega-Lite spec, exactly as wide as the page draws it."""
    return spec_of(
        alt.layer(
            *layers, width=NARROW if narrow else WIDE, height=height,
            autosize=alt.AutoSizeParams(type="fit-x", contains="padding"),
        ),
        narrow=narrow,
    )  # fmt: skip


def stacked(panels: Sequence[Layer], *, narrow: bool, spacing: int) -> dict[str, Any]:
    """Panels one below the other as one Vega-Lite spec."""
    return spec_of(alt.vconcat(*panels, spacing=spacing), narrow=narrow)


def spec_of(chart: Layer, *, narrow: bool) -> dict[str, Any]:
    """A chart with the settings of the site as a spec.

    Set on the chart itself, as its sizes are when it is made: Altair's ``configure`` and ``properties`` each copy every layer.
    """
    chart.config = alt.Config(**config(narrow=narrow))
    spec: dict[str, Any] = chart.to_dict(validate=False)
    return spec


def table(rows: Rows) -> alt.InlineData:
    """Rows as inline chart data, so that a kept spec needs no other file.

    A tuple, because Altair copies lists deeply on every step and leaves tuples alone.
    """
    return alt.InlineData(values=tuple(dict(row) for row in rows))


def tips(*fields: str | alt.Tooltip, **titles: str) -> list[alt.Tooltip]:
    """What a mark says, field by field, then numbers each with its title.

    Altair looks a bare name in a list up by hashing its whole schema, so each becomes a tooltip here.
    """
    named = [alt.Tooltip(f"{field}:Q", title=title) for field, title in titles.items()]
    return [*(alt.Tooltip(field) if isinstance(field, str) else field for field in fields), *named]


def year_of(day: str) -> float:
    """A day as a point on an axis of years: 2006-07-02 is about 2006.5."""
    when = date.fromisoformat(day)
    length = 366 if when.year % 4 == 0 and (when.year % 100 != 0 or when.year % 400 == 0) else 365
    return round(when.year + (when.timetuple().tm_yday - 1) / length, 3)


def years_axis(first: float, last: float, *, narrow: bool) -> Given:
    """Round years along the foot of a chart, as many as fit."""
    span = last - first
    step = next(step for step in (1, 2, 5, 10, 20, 50, 100) if span / step <= (5 if narrow else 9))
    start = -(-int(first) // step) * step
    return given(
        values=list(range(start, int(last) + 1, step)), format="d", title=None, ticks=True, tickSize=4
    )


def ticks(most: float, about: int) -> list[float]:
    """About so many round numbers from 0 to the most that is drawn, none above it: there labels stand."""
    size = 10 ** math.floor(math.log10(most / about)) if most > 0 else 1
    step = next(size * by for by in (1, 2, 5, 10) if most / (size * by) <= about)
    return [round(step * number, 6) for number in range(int(most / step) + 1)]


def words(
    text: str,
    x: Any,
    y: Any,
    *,
    colour: str = SOFT,
    align: Align = "left",
    narrow: bool = False,
    **style: Any,
) -> Layer:
    """One annotation at one place; ``x`` and ``y`` are encodings or values of the chart's scales."""
    size = 12 if narrow else 13
    return (
        alt.Chart(table([{"text": text}]))
        .mark_text(align=align, color=colour, fontSize=size, **style)
        .encode(text=alt.Text("text:N"), x=x, y=y)
    )


def letters_width(text: str, *, narrow: bool) -> float:
    """About how many pixels a label takes, to leave out those that would not fit."""
    return len(text) * (12 if narrow else 13) * 0.54


def upward(gap: int, field: str) -> Any:
    """How far to lift a text of several lines (parted by a bar) so that its last one sits ``gap`` px above."""
    return alt.ExprRef(f"-{gap} - 15 * (length(split(datum.{field}, '|')) - 1)")


def fitting(name: str, room: float, *, narrow: bool) -> str:
    """The name on as few lines as fit between the edges (lines parted by a bar), or nothing."""
    parts = name.split()
    for lines in range(1, len(parts) + 1):
        for cut in _cuts(parts, lines):
            if max(letters_width(line, narrow=narrow) for line in cut) <= room:
                return "|".join(cut)
    return ""


def _cuts(parts: list[str], lines: int) -> list[list[str]]:
    """Every way to put words on so many lines, in order."""
    if lines == 1:
        return [[" ".join(parts)]]
    return [
        [" ".join(parts[:first]), *rest]
        for first in range(1, len(parts) - lines + 2)
        for rest in _cuts(parts[first:], lines - 1)
    ]
