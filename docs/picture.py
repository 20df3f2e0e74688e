"""Draws the house from its imports: docs/house.svg. Run by `python docs/generate.py`, compared by the docs test."""

from __future__ import annotations

import ast
import tomllib
from pathlib import Path
from xml.sax.saxutils import escape

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src" / "yalu"
WIDTH, HIGH, GAP, MARGIN = 1080, 78, 52, 20
STYLE = (
    "text{font:13px sans-serif;fill:#1b1b1b}.name{font-weight:bold;font-size:15px}.inner{fill:#555}"
    "rect{fill:#f4f1ea;stroke:#8a8272}path{stroke:#8a8272;fill:none;opacity:.55}.page{fill:#fff;stroke:none}"
    "@media(prefers-color-scheme:dark){text{fill:#eee}.inner{fill:#bbb}rect{fill:#2b2a27}.page{fill:#161616}}"
)


def layers() -> list[list[str]]:
    """The layers of the import contract from the top down, each with its packages or modules."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contract = project["tool"]["importlinter"]["contracts"][0]
    rows = [[name.strip() for name in layer.split("|")] for layer in contract["layers"]]
    return [row for row in rows if row != ["renamed"]]  # old names only; nobody works in it


def imports() -> set[tuple[str, str]]:
    """Which part of the house imports which, read from the source."""
    found = set()
    for path in SOURCE.rglob("*.py"):
        part = path.relative_to(SOURCE).parts[0].removesuffix(".py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("yalu."):
                found.add((part, str(node.module).split(".")[1]))
    return {(part, other) for part, other in found if part != other}


def rooms(part: str) -> str:
    """The inner rooms of a package: its folders with Python in them."""
    folder = SOURCE / part
    return (
        " · ".join(sorted(p.name for p in folder.iterdir() if (p / "__init__.py").exists()))
        if folder.is_dir()
        else ""
    )


def house() -> str:
    """The picture as SVG: one row a layer, one box a package, a line for every pair that imports."""
    rows, boxes, drawn = layers(), {}, []
    for level, row in enumerate(rows):
        wide = (WIDTH - 2 * MARGIN - (len(row) - 1) * 12) / len(row)
        wide = min(wide, 420)
        left = (WIDTH - len(row) * wide - (len(row) - 1) * 12) / 2
        for place, name in enumerate(row):
            boxes[name] = (left + place * (wide + 12), MARGIN + level * (HIGH + GAP), wide)
    for part, other in sorted(imports()):
        if part in boxes and other in boxes:
            (x, y, w), (a, b, v) = boxes[part], boxes[other]
            start, end = x + w / 2, a + v / 2
            if b > y:
                drawn.append(
                    f'<path d="M{start:.0f} {y + HIGH:.0f}C{start:.0f} {y + HIGH + 40:.0f} {end:.0f} {b - 40:.0f} {end:.0f} {b:.0f}"/>'
                )
    for name, (x, y, w) in boxes.items():
        middle = x + w / 2
        drawn.append(f'<rect x="{x:.0f}" y="{y:.0f}" width="{w:.0f}" height="{HIGH}" rx="8"/>')
        drawn.append(
            f'<text class="name" x="{middle:.0f}" y="{y + 26:.0f}" text-anchor="middle">{escape(name)}</text>'
        )
        lines = _wrapped(rooms(name), int(w / 7))
        drawn += [
            f'<text class="inner" x="{middle:.0f}" y="{y + 42 + 14 * n:.0f}" text-anchor="middle">{escape(line)}</text>'
            for n, line in enumerate(lines)
        ]
    height = 2 * MARGIN + len(rows) * (HIGH + GAP) - GAP
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" role="img">'
        "<title>The packages of Yalu in layers; a line runs from a package to each one it imports</title>"
        f'<style>{STYLE}</style><rect class="page" width="{WIDTH}" height="{height}"/>'
        + "\n".join(drawn)
        + "</svg>\n"
    )


def _wrapped(text: str, width: int) -> list[str]:
    lines: list[str] = []
    for word in text.split(" · ") if text else []:
        if lines and len(lines[-1]) + len(word) + 3 <= width:
            lines[-1] += f" · {word}"
        else:
            lines.append(word)
    return lines
