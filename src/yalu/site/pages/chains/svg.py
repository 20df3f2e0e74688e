"""A chain drawn as SVG: boxes from source to end user, evidence by the style of the line, labels kept apart."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from itertools import pairwise

import msgspec

from yalu.case.chain_records import Link, Node
from yalu.chains.words import ITEMS, SAID
from yalu.site.pages.chains.layered_layout import BOX, GAP, GraphLayout, Placed, lay_out

# What an authority did to a party is shown inside its box; a line to every authority would hide the chain.
AUTHORITY = frozenset({"designated_by", "restricted_by"})
# The owner stands left of what is owned, although the table names the owned one first.
_TURNED = frozenset({"owned_by", "controlled_by"})
_LINE = 15
_PAD = 9
_LETTERS = 19
_MARGIN = 14
_LEAST = 0.8  # a wide picture shrinks this far, then scrolls in its own box
_NOTE = 6.1  # width of a letter of a label, in pixels of the picture


class DrawnLink(msgspec.Struct, frozen=True):
    """One drawn link: its number in the list below, and the link."""

    number: int
    link: Link
    broken: bool = False


class NodeBox(msgspec.Struct, frozen=True):
    """A node as its box tells it: a small line of kind and state, its name, and what authorities did to it."""

    node: Node
    lines: tuple[str, ...]
    head: str
    notes: tuple[str, ...]
    side: str

    @property
    def height(self) -> float:
        """The height of the box, in pixels."""
        return _PAD * 2 + _LINE * (1 + len(self.lines)) + 13 * len(self.notes)


Box = tuple[float, float, float, float]  # left, top, right, bottom


def picture(shown: Mapping[str, NodeBox], marks: Sequence[DrawnLink], title: str, said: str) -> str:
    """The picture as one inline SVG, coloured by the page; empty when no link can be drawn."""
    drawn = [mark for mark in marks if mark.link.kind not in AUTHORITY]
    if not drawn:
        return ""
    ends = {end for mark in drawn for end in (mark.link.from_node, mark.link.to_node)}
    heights = {name: shown[name].height for name in sorted(ends)}
    layout = lay_out(heights, [_tie(mark) for mark in drawn])
    width, height = layout.width + 2 * _MARGIN, layout.height + 2 * _MARGIN
    parts = [
        f'<svg class="chain-picture" viewBox="{-_MARGIN} {-_MARGIN} {width:.0f} {height:.0f}" '
        f'width="{width:.0f}" height="{height:.0f}" style="min-width:{width * _LEAST:.0f}px" role="img" aria-label="{escape(title)}">',
        f"<title>{escape(title)}</title><desc>{escape(said)}</desc>",
        '<defs><marker id="chain-tip" viewBox="0 0 8 8" refX="7.5" refY="4" markerWidth="8" markerHeight="8" '
        'markerUnits="userSpaceOnUse" orient="auto-start-reverse"><path class="chain-tip" d="M0 0 8 4 0 8z"/>'
        "</marker></defs>",
    ]
    taken: list[Box] = [_edges(box) for box in layout.boxes.values()]
    curves = {mark.number: _curve(mark, drawn, layout) for mark in drawn}
    parts += [_line(mark, curves[mark.number]) for mark in drawn]
    parts += [_box(shown[name], box) for name, box in layout.boxes.items()]
    for mark in sorted(drawn, key=lambda mark: -len(_label(mark))):
        parts.append(_labelled(mark, curves[mark.number], taken))
    return "".join([*parts, "</svg>"])


def key_line(grade: str) -> str:
    """A sample of the line of a grade, for the key and the list."""
    return (
        '<svg class="chain-key" viewBox="0 0 44 10" width="44" height="10" aria-hidden="true">'
        f'<path class="chain-line {grade}" d="M1 5H43"/></svg>'
    )


def wrapped(text: str, letters: int = _LETTERS, most: int = 4) -> tuple[str, ...]:
    """A name in lines short enough for a box; what does not fit ends in an ellipsis."""
    lines: list[str] = []
    for word in text.split():
        if lines and len(lines[-1]) + 1 + len(word) <= letters:
            lines[-1] += f" {word}"
        else:
            lines += [word[i : i + letters] for i in range(0, len(word), letters)]
    if len(lines) <= most:
        return tuple(lines)
    return (*lines[: most - 1], lines[most - 1][: letters - 1].rstrip() + "…")


def _tie(mark: DrawnLink) -> tuple[str, str, str]:
    link = mark.link
    ends = (link.to_node, link.from_node) if link.kind in _TURNED else (link.from_node, link.to_node)
    return (str(mark.number), *ends)


def _edges(box: Placed) -> Box:
    return (box.x - BOX / 2, box.y - box.height / 2, box.x + BOX / 2, box.y + box.height / 2)


Points = list[tuple[float, float]]


def _curve(mark: DrawnLink, drawn: Sequence[DrawnLink], layout: GraphLayout) -> Points:
    """The points of a line, leaving and entering boxes at their sides, each line at a height of its own."""
    points = list(layout.ways[str(mark.number)])
    tie = _tie(mark)
    # The table's own direction: who does something to whom.
    if mark.link.kind in _TURNED:
        points = points[::-1]
    first, last = mark.link.from_node, mark.link.to_node
    del tie
    for place, name, other in ((0, first, points[1]), (-1, last, points[-2])):
        box = layout.boxes[name]
        side = 1 if other[0] > box.x else -1
        points[place] = (box.x + side * BOX / 2, box.y + _port(mark, name, side, drawn, layout))
    return points


def _port(mark: DrawnLink, name: str, side: int, drawn: Sequence[DrawnLink], layout: GraphLayout) -> float:
    """How far from the middle of a box's side a line ends: lines share the side in the order of their other ends."""
    box = layout.boxes[name]
    found = []
    for other in drawn:
        ends = (other.link.from_node, other.link.to_node)
        if name not in ends:
            continue
        way = layout.ways[str(other.number)]
        if other.link.kind in _TURNED:
            way = way[::-1]
        beyond = way[1] if ends[0] == name else way[-2]
        if (1 if beyond[0] > box.x else -1) == side:
            found.append((beyond[1], other.number))
    found.sort()
    place = [number for _, number in found].index(mark.number)
    room = min(18.0, (box.height - 16) / max(len(found), 1))
    return (place - (len(found) - 1) / 2) * room


def _line(mark: DrawnLink, points: Points) -> str:
    parts = [f"M{points[0][0]:.1f} {points[0][1]:.1f}"]
    for (x1, y1), (x2, y2) in pairwise(points):
        bend = (x2 - x1) / 2
        parts.append(f"C{x1 + bend:.1f} {y1:.1f} {x2 - bend:.1f} {y2:.1f} {x2:.1f} {y2:.1f}")
    broken = " broken" if mark.broken else ""
    return f'<path class="chain-line {mark.link.grade}{broken}" d="{"".join(parts)}" marker-end="url(#chain-tip)"/>'


def _label(mark: DrawnLink) -> str:
    return f"{mark.number} {SAID[mark.link.kind]}"


def _labelled(mark: DrawnLink, points: Points, taken: list[Box]) -> str:
    """The label of a line where it covers nothing: along the line first, then a little above or below it."""
    words = [_label(mark), *(["broken here"] if mark.broken else [])]
    best = None
    for text in (words, [str(mark.number), *words[1:]], [str(mark.number)]):
        half = max(len(word) for word in text) * _NOTE / 2 + 3
        tall = 7.5 * len(text)
        for x, y in _places(points):
            box = (x - half, y - tall, x + half, y + tall)
            if not any(_overlap(box, other) for other in taken):
                best = (text, x, y, box)
                break
        if best is not None:
            break
    if best is None:
        x, y = next(iter(_places(points)))
        best = ([str(mark.number)], x, y, (x - 8, y - 7.5, x + 8, y + 7.5))
    text, x, y, box = best
    taken.append(box)
    rows = "".join(
        f'<text class="chain-label{" broken" if row else ""}" x="{x:.1f}" '
        f'y="{y + 4 + (row - (len(text) - 1) / 2) * 15:.1f}" text-anchor="middle">{escape(word)}</text>'
        for row, word in enumerate(text)
    )
    plate = (
        f'<rect class="chain-plate" x="{box[0]:.1f}" y="{box[1]:.1f}" '
        f'width="{box[2] - box[0]:.1f}" height="{box[3] - box[1]:.1f}"/>'
    )
    return plate + rows


def _places(points: Points) -> list[tuple[float, float]]:
    found = []
    spans = sorted(pairwise(points), key=lambda span: abs(abs(span[1][0] - span[0][0]) - GAP))
    for shift in (0, -9, 9, -18, 18, -30, 30):
        for (x1, y1), (x2, y2) in spans:
            for t in (0.5, 0.4, 0.6, 0.32, 0.68):
                # The same cubic as the line: its ends are level, so the height follows 3t² - 2t³.
                x = x1 + (x2 - x1) * (1.5 * t - 1.5 * t * t + t**3)
                found.append((x, y1 + (y2 - y1) * (3 * t * t - 2 * t**3) + shift))
    return found


def _overlap(a: Box, b: Box) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def _box(shown: NodeBox, box: Placed) -> str:
    left, top = box.x - BOX / 2, box.y - box.height / 2
    node = shown.node
    item = node.kind in ITEMS
    classes = f"chain-box {shown.side}{' item' if item else ''}{' controlled' if node.control == 'controlled' else ''}"
    y = top + _PAD + 10
    rows = [f'<text class="chain-head" x="{left + 9:.1f}" y="{y:.1f}">{escape(shown.head)}</text>']
    for line in shown.lines:
        y += _LINE
        rows.append(f'<text class="chain-name" x="{left + 9:.1f}" y="{y:.1f}">{escape(line)}</text>')
    for note in shown.notes:
        y += 13
        rows.append(f'<text class="chain-note" x="{left + 9:.1f}" y="{y:.1f}">{escape(note)}</text>')
    return (
        f'<g><title>{escape(node.name)}</title><rect class="{classes}" x="{left:.1f}" y="{top:.1f}" '
        f'width="{BOX}" height="{box.height:.1f}" rx="{11 if item else 2}"/>{"".join(rows)}</g>'
    )
