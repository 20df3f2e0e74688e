"""The picture to keep: the chart in light colours, with its words, key, source and version inside."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from typing import NamedTuple
from xml.etree import ElementTree

from markupsafe import Markup

from yalu.site.frame.figure_page import Key
from yalu.site.frame.theme import INK, RULE, SOFT, TOKENS, WIDE
from yalu.site.frame.vega_to_svg import Element, copied

_MARGIN = 24
_SERIF = "Georgia, Liberation Serif, serif"
_SANS = "Arial, Liberation Sans, Helvetica, sans-serif"
_COLOURS = {token: colour for colour, token in TOKENS.items()}

# A mark on 22 by 14 pixels: its path, and whether it is filled and stroked.
SHAPES = {
    "dot": ("M16 7a5 5 0 1 1-10 0a5 5 0 1 1 10 0z", True, False),
    "bar": ("M6 1h10v12h-10z", True, False),
    "pale": ("M6 1h10v12h-10z", True, False),
    "band": ("M1 2h20v10h-20z", True, False),
    "line": ("M1 7h20", False, True),
    "step": ("M1 3h10v8h10", False, True),
    "diamond": ("M11 1l6 6-6 6-6-6z", False, True),
    "arrow": ("M1 7h10M11 2l8 5-8 5z", False, True),
    "box": ("M2 1h18v12h-18z", False, True),
    "ring": ("M16 7a5 5 0 1 1-10 0a5 5 0 1 1 10 0z", False, True),
    "square": ("M6 2h10v10h-10z", False, True),
    "triangle": ("M11 2l6 10h-12z", False, True),
    "cross": ("M9 2h4v3h3v4h-3v3h-4v-3h-3v-4h3z", False, True),
    "down": ("M5 2h12l-6 10z", False, True),
}


class Frame(NamedTuple):
    """The words around a chart that is kept: they travel with it when it leaves the page."""

    title: str
    subtitle: str
    keys: Sequence[Key]
    source: str
    version: str


def key_mark(key: Key) -> Markup:
    """The mark of a key entry for the page, coloured by the style sheet."""
    path, filled, _ = SHAPES[key.shape]
    letter = "f" if filled else "s"
    # Shapes are ours; the token is a name of the palette, escaped all the same.
    return Markup('<svg viewBox="0 0 22 14" aria-hidden="true"><path d="{}" class="{}-{}"{}/></svg>').format(
        path, letter, key.token, Markup("") if filled else Markup(' fill="none" stroke-width="2"')
    )


def standalone(root: Element, frame: Frame) -> str:
    """The SVG to keep: white paper, title and subtitle above, key, chart, source and version below."""
    chart_width, chart_height = (float(size) for size in root.get("viewBox", "0 0 0 0").split()[2:])
    width = max(WIDE, chart_width) + 2 * _MARGIN
    paper = Element("rect", {"width": "100%", "height": "100%", "fill": "#ffffff"})
    body: list[Element] = [paper]
    top = _write(body, 36.0, _lines(frame.title, 24, _SERIF, INK, bold=True), 32)
    top = _write(body, top, _lines(frame.subtitle, 14, _SANS, SOFT), 20)
    for row in _key_rows(frame.keys):
        body += _key_line(row, top)
        top += 22
    chart = copied(root)
    chart.tag, chart.attrib = "g", {"transform": f"translate({_MARGIN},{top - 4:g})", "fill": "none"}
    bottom = top + chart_height + 12
    ends = {"x1": str(_MARGIN), "x2": f"{width - _MARGIN:g}", "y1": f"{bottom:g}", "y2": f"{bottom:g}"}
    body += [chart, Element("line", ends | {"stroke": RULE})]
    bottom = _write(body, bottom + 20, _lines(frame.source, 12, _SANS, SOFT), 17)
    bottom = _write(body, bottom, _lines(frame.version, 12, _SANS, SOFT), 17)
    size = {"width": f"{width:g}", "height": f"{bottom:g}", "viewBox": f"0 0 {width:g} {bottom:g}"}
    outer = Element("svg", {"xmlns": "http://www.w3.org/2000/svg", **size})
    outer.extend(body)
    return ElementTree.tostring(outer, encoding="unicode")


def _write(body: list[Element], top: float, lines: Iterator[Element], height: int) -> float:
    for line in lines:
        line.set("y", f"{top:g}")
        body.append(line)
        top += height
    return top


def _lines(text: str, size: int, font: str, colour: str, *, bold: bool = False) -> Iterator[Element]:
    """Text broken into SVG lines. Widths are estimated: half an em per letter, a little more in bold."""
    for part in textwrap.wrap(text, int(WIDE / (size * (0.53 if bold else 0.5)))):
        yield _text(part, _MARGIN, size, font, colour, bold=bold)


def _text(text: str, x: float, size: int, font: str, colour: str, *, bold: bool = False) -> Element:
    style = {"x": f"{x:g}", "font-family": font, "font-size": str(size), "fill": colour}
    element = Element("text", style | ({"font-weight": "bold"} if bold else {}))
    element.text = text
    return element


def _key_width(key: Key) -> float:
    return 30 + len(key.words) * 7 + 22


def _key_rows(keys: Sequence[Key]) -> list[list[Key]]:
    rows: list[list[Key]] = []
    room = 0.0
    for key in keys:
        if not rows or _key_width(key) > room:
            rows.append([])
            room = WIDE
        rows[-1].append(key)
        room -= _key_width(key)
    return rows


def _key_line(keys: Sequence[Key], top: float) -> Iterator[Element]:
    left = float(_MARGIN)
    for key in keys:
        path, filled, stroked = SHAPES[key.shape]
        colour = _COLOURS[key.token]
        paint = {"fill": colour if filled else "none"} | (
            {"stroke": colour, "stroke-width": "2"} if stroked else {}
        )
        yield Element("path", {"d": path, "transform": f"translate({left:g},{top - 12:g})", **paint})
        words = _text(key.words, left + 30, 13, _SANS, INK)
        words.set("y", f"{top:g}")
        yield words
        left += _key_width(key)
