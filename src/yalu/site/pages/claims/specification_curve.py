"""The specification picture: every reading of a claim in order of size, and the choices each was made with.

Drawn by hand, because a page per claim would take the chart engine minutes. Colours are classes of
the style sheet, so the picture follows light and dark.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from math import floor, isfinite, log10
from textwrap import wrap

import msgspec
from markupsafe import Markup, escape

from yalu.claims.records import GridRow, JudgedClaim, Labels
from yalu.site.pages.claims.wording import choice_names, labels_of
from yalu.vocabulary.words.readable import MONTHS

WIDE, NARROW = 800, 340
_TALL = 210
_LINE = 17
_MOST_OPTIONS = 9


class Plot(msgspec.Struct, frozen=True):
    """Where things go: the sizes of one picture and its scale."""

    width: int
    left: float
    right: float
    top: float
    low: float
    high: float
    step: float
    size: int
    dates: bool
    whole: bool

    def x(self, place: int) -> float:
        """The middle of the column of one reading."""
        return self.left + (place + 0.5) * self.step

    def y(self, value: float) -> float:
        """The height of a value; beyond the scale, its edge."""
        inside = min(max(value, self.low), self.high)
        return self.top + (self.high - inside) / (self.high - self.low) * _TALL


def shown_rows(readings: Sequence[GridRow]) -> tuple[GridRow, ...]:
    """The readings that can be drawn, in order of size.

    Neighbouring periods, and bounds so wide that nothing can be said, are left to the table.
    """
    drawn = [
        row
        for row in readings
        if row.role != "neighbouring"
        and _middle(row) is not None
        and (row.value is not None or row.stand != "cannot_say")
    ]
    return tuple(sorted(drawn, key=lambda row: (_middle(row), sorted(row.choices.items()))))


def picture(judged: JudgedClaim, rows: Sequence[GridRow], *, narrow: bool) -> Markup:
    """The picture of one claim as inline SVG; empty when fewer than two readings give a number."""
    if len(rows) < 2:
        return Markup("")
    plot = _plot(rows, judged, narrow)
    names = choice_names(rows)
    parts = [*_band(plot, judged), *_axis(plot), *_marks(plot, rows)]
    bottom = plot.top + _TALL + 24
    for name in names:
        made, bottom = _choices(plot, rows, name, bottom, labels_of(judged))
        parts += made
    label = escape(described(judged, rows))
    return Markup(  # noqa: S704 - every text in it was escaped
        f'<svg viewBox="0 0 {plot.width} {bottom:.0f}" role="img" aria-label="{label}" font-size="{plot.size}">'
        + "".join(parts) + "</svg>"
    )  # fmt: skip


def described(judged: JudgedClaim, rows: Sequence[GridRow]) -> str:
    """The picture in words."""
    supporting = sum(row.stand == "supports" for row in rows)
    return (
        f"{len(rows)} readings in order of size, from {rows[0].shown} to {rows[-1].shown}; stated: {judged.stated}; "
        f"{supporting} support the statement"
    )


def _middle(row: GridRow) -> float | None:
    if row.value is not None and isfinite(row.value):
        return row.value
    bounds = [b for b in (row.low, row.high) if b is not None and isfinite(b)]
    return sum(bounds) / len(bounds) if bounds else None


def _plot(rows: Sequence[GridRow], judged: JudgedClaim, narrow: bool) -> Plot:
    width, size = (NARROW, 12) if narrow else (WIDE, 13)
    left, right = (112.0, 8.0) if narrow else (236.0, 12.0)
    band = [b for b in (judged.band or ()) if b is not None]
    own = [_middle(row) or 0.0 for row in rows if row.role in {"main", "open"}] or [
        _middle(row) or 0.0 for row in rows
    ]
    low, high = min(own + band), max(own + band)
    room = (high - low) or abs(high) or 1.0
    every = [_middle(row) or 0.0 for row in rows]
    low = max(min(*every, low), low - 1.5 * room)
    high = min(max(*every, high), high + 1.5 * room)
    pad = (high - low) * 0.08 or abs(high) * 0.1 or 1.0
    floor_at_zero = low >= 0 and low - pad < 0
    return Plot(
        width=width, left=left, right=right, top=26.0, low=0.0 if floor_at_zero else low - pad, high=high + pad,
        step=(width - left - right) / len(rows), size=size, dates=judged.unit == "date",
        whole=all(value == int(value) for value in every),
    )  # fmt: skip


def _tag(name: str, words: str = "", /, **given: float | str) -> str:
    """One element: numbers to a tenth of a pixel, ``f`` and ``s`` the classes of fill and stroke, texts escaped."""
    classes = [f"{letter}-{given.pop(letter)}" for letter in ("f", "s") if letter in given]
    attributes = {key.rstrip("_").replace("_", "-"): value for key, value in given.items()}
    if classes:
        attributes["class"] = " ".join(classes)
    inside = "".join(f' {key}="{_plain_number(value)}"' for key, value in attributes.items())
    return f"<{name}{inside}>{escape(words)}</{name}>" if words else f"<{name}{inside}/>"


def _plain_number(value: float | str) -> str:
    return str(escape(value)) if isinstance(value, str) else f"{value:.1f}".removesuffix(".0")


def _band(plot: Plot, judged: JudgedClaim) -> Iterable[str]:
    """What the words can mean, as a band over all readings."""
    if judged.band is None:
        return
    low, high = judged.band
    top = plot.y(high) if high is not None else plot.top
    foot = plot.y(low) if low is not None else plot.top + _TALL
    wide = plot.width - plot.left - plot.right
    tall = max(foot - top, 3.0)
    faint = ".3" if tall < 30 else ".16"
    yield _tag("rect", x=plot.left, y=top, width=wide, height=tall, f="published", fill_opacity=faint)
    words = f"stated: {_short(judged.stated, 30 if plot.width == NARROW else 80)}"
    yield _tag("text", words, x=plot.left, y=14, f="published")


def _axis(plot: Plot) -> Iterable[str]:
    places = day_ticks(plot.low, plot.high) if plot.dates else ticks(plot.low, plot.high, whole=plot.whole)
    for value in places:
        y = plot.y(value)
        yield _tag("line", x1=plot.left, x2=plot.width - plot.right, y1=y, y2=y, s="rule")
        words = _number(value, plot.dates)
        yield _tag("text", words, x=plot.left - 8, y=y + 4, text_anchor="end", f="soft")


def ticks(low: float, high: float, *, whole: bool = False) -> list[float]:
    """Round values inside a span, three to six of them."""
    span = high - low
    if span <= 0 or not isfinite(span):
        return [low]
    rough = span / 5
    power = 10.0 ** floor(log10(rough))
    step = next(power * factor for factor in (1, 2, 2.5, 5, 10) if power * factor >= rough)
    step = max(step, 1.0) if whole else step
    step = 2.0 if whole and step == 2.5 else step
    first = -floor(-low / step) * step
    count = int((high - first) / step + 1e-9) + 1
    return [first + place * step for place in range(max(count, 1))]


def day_ticks(low: float, high: float) -> list[float]:
    """First days of years or months inside a span of days, at most seven; single days in a short one."""
    first, last = date.fromordinal(floor(low)), date.fromordinal(floor(high))
    months = (last.year - first.year) * 12 + last.month - first.month
    if months < 3:
        return ticks(low, high, whole=True)
    step = next(step for step in (1, 2, 3, 6, 12, 24, 60, 120, 240, 1200) if months / step <= 6)
    start = -(-(first.year * 12 + first.month) // step) * step
    starts = range(start, last.year * 12 + last.month, step)
    return [float(date(month // 12, month % 12 + 1, 1).toordinal()) for month in starts]


def _number(value: float, dates: bool) -> str:
    if dates:
        day = date.fromordinal(round(value))
        return f"{day.day} {MONTHS[day.month - 1][:3]} {day.year}"
    if abs(value) >= 1e6:
        return f"{value / 1e6:,.4g} million"
    return f"{value:,.4g}" if abs(value) < 10_000 else f"{value:,.0f}"


def _marks(plot: Plot, rows: Sequence[GridRow]) -> Iterable[str]:
    radius = max(1.6, min(4.5, plot.step * 0.42))
    for place, row in enumerate(rows):
        x, value = plot.x(place), _middle(row)
        if value is None:
            continue
        if row.low is not None and row.high is not None and row.high > row.low:
            ends = {"y1": plot.y(row.high), "y2": plot.y(row.low)}
            yield _tag("line", x1=x, x2=x, **ends, stroke_width=1.2, s="context")
        yield _mark(row, x, plot.y(value), radius)
        if row.role == "main":
            yield _tag(
                "circle", cx=x, cy=plot.y(value), r=radius + 3.5, fill="none", stroke_width=1.8, s="published"
            )


_DRESS: dict[str, dict[str, float | str]] = {
    "supports": {"f": "ink"},
    "against": {"f": "paper", "s": "soft", "stroke_width": 1.3},
    "cannot_say": {"f": "paper", "s": "soft", "stroke_width": 1.2, "stroke_dasharray": "1.5 1.5"},
}


def _mark(row: GridRow, x: float, y: float, radius: float) -> str:
    """Filled supports, hollow does not, dashed cannot say; a diamond departs from what the statement names."""
    if row.role == "other":
        r = radius * 1.25
        path = f"M{x:.1f} {y - r:.1f}l{r:.1f} {r:.1f}l{-r:.1f} {r:.1f}l{-r:.1f} {-r:.1f}z"
        return _tag("path", d=path, **_DRESS[row.stand])
    return _tag("circle", cx=x, cy=y, r=radius, **_DRESS[row.stand])


def _choices(
    plot: Plot, rows: Sequence[GridRow], name: str, top: float, labels: Labels
) -> tuple[list[str], float]:
    """One line per option under the readings: a stroke where a reading was made with it, a long name on several."""
    options = sorted({row.choices.get(name, "") for row in rows}, key=_in_order)
    head = labels.name(name)
    parts = [_tag("text", head, x=0, y=top + 11, font_weight="600", f="ink")]
    top += _LINE
    shown = options[:_MOST_OPTIONS]
    thick = max(1.0, min(8.0, plot.step * 0.62))
    for option in shown:
        lines = wrap(labels.value(name, option), 16 if plot.width == NARROW else 34)
        parts += [
            _tag("text", line, x=plot.left - 8, y=top + 11 + _LINE * number, text_anchor="end", f="soft")
            for number, line in enumerate(lines)
        ]
        parts += [
            _tag(
                "rect", x=plot.x(place) - thick / 2, y=top + 2, width=thick, height=10,
                f="ink" if row.stand == "supports" else "context",
            )
            for place, row in enumerate(rows)
            if row.choices.get(name, "") == option
        ]  # fmt: skip
        top += _LINE * len(lines)
    if len(options) > len(shown):
        more = f"and {len(options) - len(shown)} more in the table"
        parts.append(_tag("text", more, x=plot.left, y=top + 11, f="soft"))
        top += _LINE
    return parts, top + 6


def _in_order(option: str) -> tuple[bool, float, str]:
    """Numbers by size, then words."""
    try:
        return False, float(option), option
    except ValueError:
        return True, 0.0, option


def _short(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"
