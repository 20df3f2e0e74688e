"""Where labels stand: beside what they name, and over no mark, line or other label."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise, product
from typing import Any

import altair as alt
import msgspec

from yalu.site.charts.frame import Layer, letters_width, table
from yalu.site.frame.theme import CONTEXT, INK, PAPER, SOFT

_LINE = 16  # pixels from one line of a label to the next
_MARK = 6  # pixels from the middle of a mark to its edge
_FAR = 22  # pixels from which on a thin line leads from a mark to its label
_CELL = 32  # pixels of a side of the squares by which what is taken is looked up
Box = tuple[float, float, float, float]
Point = tuple[float, float]


class ChartArea(msgspec.Struct, frozen=True):
    """The inner rectangle of a chart in pixels, and the values at its edges."""

    width: float
    height: float
    x: tuple[float, float]
    y: tuple[float, float]

    def at(self, x: float, y: float) -> Point:
        """Values as pixels from the upper left corner."""
        return (
            self.width * (x - self.x[0]) / (self.x[1] - self.x[0]),
            self.height * (1 - (y - self.y[0]) / (self.y[1] - self.y[0])),
        )

    def back(self, across: float, down: float) -> Point:
        """Pixels as values."""
        return (
            self.x[0] + across / self.width * (self.x[1] - self.x[0]),
            self.y[0] + (1 - down / self.height) * (self.y[1] - self.y[0]),
        )


class Label(msgspec.Struct, frozen=True):
    """Words (a bar parts two lines) that name the point at ``x`` and ``y``, or the line from there to ``to``.

    ``lead``: may stand far from it, at the end of a thin line; else it stands at its side, at whatever height.
    ``also`` are points that it may stand beside where it could not be led to its own; it says ``there`` then, because
    what is true of the end of a line is not true of another point.
    """

    words: str
    x: float
    y: float
    ink: str = INK
    bold: bool = False
    lead: bool = True
    to: float | None = None
    also: tuple[Point, ...] = ()
    there: str = ""


def placed(
    plot: ChartArea, labels: Sequence[Label], points: Iterable[Point], lines: Iterable[Sequence[Point]], *, narrow: bool
) -> list[Layer]:  # fmt: skip
    """The labels as layers, in order of importance: each at the nearest free place, or left out where none is.

    ``points`` are the marks and ``lines`` the strokes that no label may cover, in values of the plot.
    """
    taken = _Taken(_around(plot.at(*point)) for point in points)
    taken.add(box for line in lines for box in _along([plot.at(*point) for point in line]))
    texts: list[dict[str, Any]] = []
    leads: list[dict[str, Any]] = []
    for label in labels:
        found = _place(plot, label, taken, narrow=narrow)
        if found is None:
            continue
        box, line, said = found
        taken.add([box])
        ink = SOFT if label.ink == CONTEXT else label.ink
        for number, words in enumerate(said.split("|")):
            x, y = plot.back(box[0], box[1] + _LINE * (number + 0.5))
            texts.append({"px": x, "py": y, "text": words, "ink": ink, "bold": label.bold})
        if line:
            taken.add(_along(line))
            (x, y), (to, bottom) = (plot.back(*point) for point in line)
            leads.append({"px": x, "py": y, "to": to, "bottom": bottom, "ink": label.ink})
    return list(_drawn(plot, texts, leads, narrow=narrow))


def _drawn(
    plot: ChartArea, texts: list[dict[str, Any]], leads: list[dict[str, Any]], *, narrow: bool
) -> Iterator[Layer]:
    def x(name: str = "px") -> alt.X:
        return alt.X(f"{name}:Q", scale={"domain": list(plot.x), "nice": False})

    y = alt.Y("py:Q", scale={"domain": list(plot.y), "nice": False})
    colour = alt.Color("ink:N", scale=None)
    if leads:
        yield (
            alt.Chart(table(leads)).mark_rule(strokeWidth=0.8, opacity=0.7)
            .encode(x=x(), x2=alt.X2("to:Q"), y=y, y2=alt.Y2("bottom:Q"), color=colour)
        )  # fmt: skip
    for bold in (True, False):
        rows = [row for row in texts if row["bold"] is bold]
        style: dict[str, Any] = {"align": "left", "baseline": "middle", "fontSize": 12 if narrow else 13}
        if rows:
            base = alt.Chart(table(rows))
            style |= {"fontWeight": "bold"} if bold else {}
            halo = base.mark_text(stroke=PAPER, strokeWidth=4, strokeJoin="round", **style)
            yield halo.encode(x=x(), y=y, text=alt.Text("text:N"))
            yield base.mark_text(**style).encode(x=x(), y=y, text=alt.Text("text:N"), color=colour)


def _place(
    plot: ChartArea, label: Label, taken: _Taken, *, narrow: bool
) -> tuple[Box, tuple[Point, Point] | None, str] | None:
    """The nearest free box, the line that leads to it and its words; a line that crosses something only where no other is left."""
    lines = label.words.split("|")
    width = max(letters_width(line, narrow=narrow) for line in lines) * (1 if label.bold else 0.93) + 4
    height = _LINE * len(lines)
    crossing = None
    for at in _places(plot, label, width, height):
        (x, y), (left, top) = at
        box = (left, top, left + width, top + height)
        inside = left >= 0 and top >= 0 and box[2] <= plot.width and box[3] <= plot.height
        if not inside or taken.by(box):
            continue
        end = (min(max(x, left - 2), box[2] + 2), min(max(y, top + 1), box[3] - 1))
        if not label.lead or abs(end[0] - x) + abs(end[1] - y) <= _FAR:
            return box, None, label.words
        crossing = crossing or (box, ((x, y), end), label.words)
        way = (
            part for part in _along(((x, y), end)) if abs(part[0] + 3 - x) + abs(part[1] + 3 - y) > 2 * _MARK
        )
        if not any(taken.by(part) for part in way):
            return box, ((x, y), end), label.words
    beside = msgspec.structs.replace(label, words=label.there or label.words, also=(), to=None)
    for point in label.also if crossing else ():
        found = _place(plot, msgspec.structs.replace(beside, x=point[0], y=point[1]), taken, narrow=narrow)
        if found is not None and found[1] is None:
            return found
    return crossing


def _places(plot: ChartArea, label: Label, width: float, height: float) -> Iterator[tuple[Point, Point]]:
    """Points that a label can name, each with a place for it, the nearest first."""
    if not label.lead:
        x, y = plot.at(label.x, label.y)
        for down in range(0, int(plot.height), 6):
            for top in (y - height / 2 + down, y - height / 2 - down):
                yield (x, y), (x + 5, top)
                yield (x, y), (x - 5 - width, top)
        return
    ends = (label.x,) if label.to is None else (label.x, (label.x + label.to) / 2, label.to)
    anchors = [plot.at(x, label.y) for x in ends]
    for far in range(_MARK + 4, 240, 6):
        for x, y in anchors:
            for place in _around_it((x, y), width, height, far):
                yield (x, y), place


def _around_it(at: Point, width: float, height: float, far: int) -> Iterator[Point]:
    """Places for a box so far about a point, the right before the left."""
    x, y = at
    for side in (x + far, x - far - width):
        yield side, y - height / 2
    for top in (y - far - height, y + far):
        yield x - width / 2, top
    for top in (y - far - height / 2, y + far - height / 2):
        yield x + far, top
        yield x - far - width, top
    for shift in range(0, int(width) + far, 12):
        for top in (y - far - height, y + far):
            yield x + shift - width / 2, top
            yield x - shift - width / 2, top


class _Taken:
    """The boxes that are taken, by the squares of the plot that they reach into: there are thousands on some charts."""

    def __init__(self, boxes: Iterable[Box]) -> None:
        self._cells: dict[tuple[int, int], list[Box]] = defaultdict(list)
        self.add(boxes)

    def add(self, boxes: Iterable[Box]) -> None:
        for box in boxes:
            for cell in _cells(box):
                self._cells[cell].append(box)

    def by(self, box: Box) -> bool:
        """Whether a box touches any of them."""
        return any(_touch(box, other) for cell in _cells(box) for other in self._cells.get(cell, ()))


def _cells(box: Box) -> Iterator[tuple[int, int]]:
    across, down = (range(int(box[side] // _CELL), int(box[side + 2] // _CELL) + 1) for side in (0, 1))
    return product(across, down)


def _touch(box: Box, other: Box) -> bool:
    return box[0] < other[2] and other[0] < box[2] and box[1] < other[3] and other[1] < box[3]


def _around(at: Point, gap: float = _MARK) -> Box:
    return at[0] - gap, at[1] - gap, at[0] + gap, at[1] + gap


def _along(line: Sequence[Point]) -> Iterator[Box]:
    """Small boxes along a line, near enough to each other that no label slips between."""
    for (x, y), (to, bottom) in pairwise(line):
        steps = max(1, int((abs(to - x) + abs(bottom - y)) / 5))
        for step in range(steps + 1):
            part = step / steps
            yield _around((x + part * (to - x), y + part * (bottom - y)), 3)
