"""How `yalu trade` prints a figure: value or bounds, the arithmetic, the notes, and the last day of each series."""

from __future__ import annotations

from collections.abc import Iterable

from yalu.cli.output import say
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


def tell(figures: Iterable[Figure]) -> None:
    """Print figures with their bounds, arithmetic, notes, the series they ask and their ids."""
    for figure in figures:
        bounds = (
            f" (between {number(figure.low)} and {number(figure.high)})"
            if figure.low is not None and figure.high is not None
            else ""
        )
        say(f"{figure.title}: {shown(figure)}{bounds}", *(f"  {step}" for step in figure.trail.steps))
        say(
            *(f"  {note}" for note in figure.trail.notes),
            *(f"  series: {one.says}" for one in figure.trail.series),
        )
        say(f"  id: {figure.id}", "")
