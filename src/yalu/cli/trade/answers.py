"""How `yalu trade` prints a figure: value or bounds, the arithmetic, the notes, and the last day of each series."""

from __future__ import annotations

from collections.abc import Iterator

from yalu.vocabulary.results import Figure


def number(value: float) -> str:
    """A number to four digits, and one of six or more whole: nobody reads 2.739e+09."""
    return f"{value:,.0f}" if abs(value) >= 100_000 else f"{value:,.4g}"


def shown(figure: Figure | None) -> str:
    """The value of a figure with its unit, or what bounds it."""
    if figure is None:
        return ""
    if figure.value is None and figure.low is not None:
        return f"at least {number(figure.low)}"
    return f"{figure.shown}{' ' + figure.unit if figure.value is not None and figure.unit else ''}"


def figure_lines(figure: Figure) -> Iterator[str]:
    """A figure with its bounds, arithmetic, notes, the series it asks and its id."""
    bounds = (
        f" (between {number(figure.low)} and {number(figure.high)})"
        if figure.low is not None and figure.high is not None
        else ""
    )
    yield f"{figure.title}: {shown(figure)}{bounds}"
    trail = figure.trail
    yield from (f"  {line}" for line in (*trail.steps, *trail.notes))
    yield from (f"  series: {one.says}" for one in trail.series)
    yield f"  id: {figure.id}\n"
