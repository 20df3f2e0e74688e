"""The picture to keep: the chart in light colours, with its words, key, source and version inside."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple
from xml.etree import ElementTree

from markupsafe import Markup

from yalu.site.drawings.vega_to_svg import Element, copied
from yalu.site.frame.figure_page import Key
from yalu.site.frame.theme import FONT, INK, RULE, SOFT, TOKENS, WIDE

_MARGIN = 26
# Advance widths of Arial, which Liberation Sans shares, in thousandths of an em; other letters count as the first number.
_WIDE = 556
_WIDTHS = {
    letter: width
    for width, letters in {
        191: "'", 222: "ijl’‘", 260: "|", 278: " !,./:;I[]\\ft", 333: "()-r“”·", 355: '"', 389: "*", 500: "Jckvxyzs", 584: "+<=>~×",
        611: "FTZ", 667: "&ABEKPSVXY", 722: "CDHNRUw", 778: "GOQ", 833: "Mm", 889: "%", 944: "W", 1000: "—…", 1015: "@",
    }.items()
    for letter in letters
}  # fmt: skip
_BOLD = 1.07
_COLOURS = {token: colour for colour, token in TOKENS.items()}

# A mark on 22 by 14 pixels: its path, and whether it is filled and stroked.
SHAPES = {
    "dot": ("M16 7a5 5 0 1 1-10 0a5 5 0 1 1 10 0z", True, False), "bar": ("M6 1h10v12h-10z", True, False),
    "pale": ("M6 1h10v12h-10z", True, False), "band": ("M1 2h20v10h-20z", True, False),
    "line": ("M1 7h20", False, True), "step": ("M1 3h10v8h10", False, True),
    "diamond": ("M11 1l6 6-6 6-6-6z", False, True), "arrow": ("M1 7h10M11 2l8 5-8 5z", False, True),
    "box": ("M2 1h18v12h-18z", False, True), "ring": ("M16 7a5 5 0 1 1-10 0a5 5 0 1 1 10 0z", False, True),
    "square": ("M6 2h10v10h-10z", False, True), "triangle": ("M11 2l6 10h-12z", False, True),
    "cross": ("M9 2h4v3h3v4h-3v3h-4v-3h-3v-4h3z", False, True), "down": ("M5 2h12l-6 10z", False, True),
}  # fmt: skip


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
    top = _write(body, 43.0, _lines(frame.title, 24, INK, bold=True), 30)
    top = _write(body, top, _lines(frame.subtitle, 14, SOFT), 20)
    for row in _key_rows(frame.keys):
        body += _key_line(row, top)
        top += 22
    chart = copied(root)
    chart.tag, chart.attrib = "g", {"transform": f"translate({_MARGIN},{top - 4:g})", "fill": "none"}
    bottom = top + chart_height + 12
    ends = {"x1": str(_MARGIN), "x2": f"{width - _MARGIN:g}", "y1": f"{bottom:g}", "y2": f"{bottom:g}"}
    body += [chart, Element("line", ends | {"stroke": RULE})]
    bottom = _write(body, bottom + 20, _lines(frame.source, 12, SOFT), 17)
    bottom = _write(body, bottom, _lines(frame.version, 12, SOFT), 17)
    bottom += 11
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


def _lines(text: str, size: int, colour: str, *, bold: bool = False) -> Iterator[Element]:
    """Text broken into SVG lines, each with its length, so that no reader's type makes it run off the paper."""
    line = ""
    for word in (*text.split(), ""):
        longer = f"{line} {word}".strip()
        if word and (not line or _length(longer, size, bold=bold) <= WIDE):
            line = longer
            continue
        if line:
            length = min(_length(line, size, bold=bold), WIDE)
            text_element = _text(line, _MARGIN, size, colour, bold=bold)
            text_element.attrib |= {"textLength": f"{length:.0f}", "lengthAdjust": "spacingAndGlyphs"}
            yield text_element
        line = word


def _length(text: str, size: int, *, bold: bool = False) -> float:
    """How long a text is in pixels. Ideographs and syllables of East Asia are as wide as they are high."""
    widths = (
        1000 if "\u2e80" <= c < "\ufe00" else _WIDTHS.get(c, _WIDE if not c.isupper() else 722) for c in text
    )
    return sum(widths) * size * (_BOLD if bold else 1.0) / 1000


def _text(text: str, x: float, size: int, colour: str, *, bold: bool = False) -> Element:
    style = {"x": f"{x:g}", "font-family": FONT, "font-size": str(size), "fill": colour}
    element = Element("text", style | ({"font-weight": "bold"} if bold else {}))
    element.text = text
    return element


def _key_width(key: Key) -> float:
    return 30 + _length(key.words, 13) + 22


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
        words = _text(key.words, left + 30, 13, INK)
        words.set("y", f"{top:g}")
        yield words
        left += _key_width(key)
