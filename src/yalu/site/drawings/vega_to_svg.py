"""From a chart spec to an SVG for the page.

It takes its colours from the style sheet, has one role and one name for screen readers, and ids of
its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby
from typing import Any
from xml.etree import ElementTree

import msgspec
import vl_convert

from yalu.site.drawings.kept_drawings import drawn_once
from yalu.site.drawings.shipped_fonts import have_fonts_for
from yalu.site.frame.theme import TOKENS

Element = ElementTree.Element

# The attribute that holds the row behind a mark, and what parts its parts; static/hover.js shows it.
ROW, PARTS = "data-row", " ¦ "
_ROW = "row¦"
_NUMBER = re.compile(r"-?\d+\.\d+")
# Set once on a group, these mean the same for every child; opacity would not.
_SHARED = {"class", "font-size", "font-weight", "text-anchor", "stroke-width", "stroke-dasharray", "fill"}
_DROPPED = {"role", "pointer-events", "class", "version", "stroke-miterlimit", "xlink"}


def draw(spec: dict[str, Any]) -> Element:
    """A Vega-Lite spec as an SVG tree, cleaned: no frames, no inner labels, short numbers."""
    text = spec_text(_with_rows(spec))
    drawn = drawn_once("svg", text, lambda: _svg(text))
    # The tree comes from our own renderer, so it cannot hold entities that expand.
    root = ElementTree.fromstring(drawn)  # noqa: S314
    for element in root.iter():
        element.tag = element.tag.rpartition("}")[2]
        said = element.get("aria-label", "")
        if said.startswith(_ROW):
            element.set(ROW, PARTS.join(filter(None, said.removeprefix(_ROW).split(PARTS))))
        element.attrib = {
            name: _short(name, value) for name, value in element.attrib.items() if _kept(name, value)
        }
    _flatten(root)
    return root


def _with_rows(spec: dict[str, Any]) -> dict[str, Any]:
    """The spec with the row of each mark as its description: what its tooltip says, part by part."""
    made: dict[str, Any] = {
        name: [_with_rows(part) for part in spec[name]] for name in ("layer", "vconcat") if name in spec
    }
    tips = spec.get("encoding", {}).get("tooltip")
    if isinstance(tips, list):
        parts = [_said(tip) for tip in tips]
        mark = spec["mark"] if isinstance(spec["mark"], dict) else {"type": spec["mark"]}
        expr = f"'{_ROW}' + join([{', '.join(parts)}], '{PARTS}')"
        made["mark"] = mark | {"description": {"expr": expr}}
    return spec | made


def _said(tip: dict[str, Any]) -> str:
    """One part of a tooltip as an expression: lines become one, a number has two places at most, nothing stays nothing."""
    field = f"datum[{msgspec.json.encode(tip['field']).decode()}]"
    number = tip["type"] == "quantitative"
    value = (
        f"format({field}, '{tip.get('format', ',.2~f')}')"
        if number
        else f"replace('' + {field}, /,?\\|/g, ', ')"
    )
    name = f"'{tip['title']}: ' + " if tip.get("title") else ""
    return f"isValid({field}) ? {name}{value} : ''"


def refer(root: Element, other: Element) -> None:
    """Write a row that another drawing of the same page has too as the number of its mark there."""
    places: dict[str, int] = {}
    for place, mark in enumerate(mark for mark in other.iter() if ROW in mark.attrib):
        places.setdefault(mark.attrib[ROW], place)
    for mark in root.iter():
        if (place := places.get(mark.attrib.get(ROW, ""), -1)) >= 0:
            mark.set(ROW, f"#{place}")


def inline(root: Element, name: str, labels: str) -> str:
    """The SVG for a page: colours as classes, unique ids, one role and one name.

    ``name`` must be unique in its page and prefixes every id; ``labels`` are the ids of the
    elements in the page that name and describe the picture (a title inside would become a tooltip).
    """
    tree = copied(root)
    for element in tree.iter():
        _rename(element, name)
        _dress(element)
    _share(tree)
    tree.attrib = {"viewBox": root.get("viewBox", ""), "role": "img", "aria-labelledby": labels}
    return ElementTree.tostring(tree, encoding="unicode")


def png(svg: str) -> bytes:
    """A kept SVG as PNG at twice its size."""
    return drawn_once("png", svg, lambda: _png(svg))


def _svg(spec: str) -> bytes:
    have_fonts_for(spec)
    return vl_convert.vegalite_to_svg(spec).encode()


def _png(svg: str) -> bytes:
    have_fonts_for(svg)
    return vl_convert.svg_to_png(svg, scale=2)


def spec_text(spec: dict[str, Any]) -> str:
    """A Vega-Lite spec as JSON with stable key order."""
    return msgspec.json.encode(spec, order="deterministic").decode()


def _kept(name: str, value: str) -> bool:
    if name.startswith("aria-") or name in _DROPPED or "}" in name:
        return False
    return (name, value) not in {("opacity", "1"), ("stroke-width", "1"), ("transform", "translate(0,0)")}


def _short(name: str, value: str) -> str:
    if name in {"fill", "stroke", "font-family", "id", ROW}:
        return value
    return _NUMBER.sub(lambda found: f"{round(float(found[0]), 1):g}", value)


def _flatten(element: Element) -> None:
    """Drop what draws nothing and lift the children of groups that say nothing."""
    children = list(element)
    for child in children:
        _flatten(child)
        element.remove(child)
    for child in children:
        if _draws_nothing(child):
            continue
        if child.tag == "g" and not child.attrib:
            element.extend(list(child))
        else:
            element.append(child)


def _draws_nothing(element: Element) -> bool:
    if element.get("display") == "none":
        return True
    if element.tag == "g":
        return len(element) == 0
    if element.tag == "path":
        invisible = element.get("fill", "none") in {"none", "transparent"} and "stroke" not in element.attrib
        return element.get("d", "") in {"", "M0,0h0v0h0Z"} or invisible
    return element.tag == "text" and not len(element) and not (element.text or "").strip()


def copied(root: Element) -> Element:
    """A tree of its own, so that one drawing can become several pictures."""
    made = Element(root.tag, dict(root.attrib))
    made.text, made.tail = root.text, root.tail
    made.extend(copied(child) for child in root)
    return made


def _rename(element: Element, name: str) -> None:
    if "id" in element.attrib:
        element.set("id", f"{name}-{element.get('id')}")
    for attribute in ("clip-path", "fill", "stroke"):
        value = element.get(attribute, "")
        if value.startswith("url(#"):
            element.set(attribute, value.replace("url(#", f"url(#{name}-"))


def _share(element: Element) -> None:
    """Write what a run of neighbours has in common once, on a group around them."""
    children = list(element)
    for child in children:
        _share(child)
        element.remove(child)
    for shared, run in groupby(children, key=_common):
        members = list(run)
        if not shared or len(members) < 3:
            element.extend(members)
            continue
        group = Element("g", dict(shared))
        for member in members:
            for name, _ in shared:
                del member.attrib[name]
        group.extend(members)
        element.append(group)


def _common(element: Element) -> tuple[tuple[str, str], ...]:
    return (
        ()
        if element.tag == "g"
        else tuple(sorted(item for item in element.attrib.items() if item[0] in _SHARED))
    )


def _dress(element: Element) -> None:
    """Turn drawn colours into classes, so that the style sheet decides in light and dark."""
    classes = list(_classes(element))
    if classes:
        element.set("class", " ".join(classes))
    element.attrib.pop("font-family", None)


def _classes(element: Element) -> Iterator[str]:
    for attribute, letter in (("fill", "f"), ("stroke", "s")):
        token = TOKENS.get(element.get(attribute, "").lower())
        if token:
            del element.attrib[attribute]
            yield f"{letter}-{token}"
