"""Where the order of two policies turns: a map over two ranges, and a sentence with its numbers.

Two policies are compared by how often each meets the analyst's goal: one of the measures named ``one_of``
at its threshold, and all of those named ``always``. Nothing is added up.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

import msgspec
import numpy as np

from yalu.policy.assumptions import MORE_IS_BETTER, TITLES, Assumptions, JudgedMeasure
from yalu.policy.formulas.futures import drawn, orders
from yalu.policy.formulas.model import Model
from yalu.policy.formulas.outcomes import outcomes
from yalu.policy.judgement.robustness import SEEDS

# At each point 200 futures of each of the eight seeds of ``spreads``: 1,600 in all, so a share of them stands to about a percent.
ACROSS, FUTURES = 21, 200


class SwitchPoint(msgspec.Struct, frozen=True, kw_only=True):
    """One point of the map: the share of futures in which each policy meets the goal."""

    across: float
    down: float
    first: float
    second: float

    @property
    def better(self) -> str:
        """``first``, ``second``, ``both`` when they meet it equally often, ``neither`` when never."""
        if abs(self.first - self.second) < 1e-9:
            return "neither" if self.first == 0 else "both"
        return "first" if self.first > self.second else "second"


class Turning(msgspec.Struct, frozen=True, kw_only=True):
    """At one value of the range down, where along the range across the better policy changes.

    ``below`` and ``above`` are who is better on each side of ``at``; with ``at`` None it never changes. ``low`` and
    ``high`` are the least and greatest place of the same turn over the seeds, None where a seed has no such turn.
    """

    down: float
    at: float | None
    below: str
    above: str
    low: float | None = None
    high: float | None = None


class SwitchMap(msgspec.Struct, frozen=True, kw_only=True):
    """The map of two policies over two ranges, the turns in it, and the same in sentences."""

    first: str
    second: str
    across: str
    down: str
    goal: str
    cells: tuple[SwitchPoint, ...]
    turns: tuple[Turning, ...]
    sentences: tuple[str, ...]


def switch_map(
    first: Model, second: Model, assumed: Assumptions, across: str, down: str, titles: tuple[str, str]
) -> SwitchMap:  # fmt: skip
    """The map over 21 values of one range and, of the other, every whole number or five values.

    Each point is asked in 200 futures of the remaining ranges for each of eight seeds. A point of the map pools
    them; the spread of a turn is over the eight maps. Sentences name the two by their ``titles``.
    """
    grid = [(along, low) for low in _steps(assumed, down, 5) for along in _steps(assumed, across, ACROSS)]
    shares = [
        _met((first, second), assumed, grid, (across, down), assumed.seed + step) for step in range(SEEDS)
    ]
    cells = _cells(grid, sum(one[0] for one in shares) / SEEDS, sum(one[1] for one in shares) / SEEDS)
    turns = tuple(
        _spread_turn(turn, [turnings(_cells(grid, *one)) for one in shares]) for turn in turnings(cells)
    )
    named = f"“{titles[0]}”", f"“{titles[1]}”"
    return SwitchMap(
        first=first.policy, second=second.policy, across=across, down=down, goal=goal_words(assumed.measures),
        cells=tuple(cells), turns=turns, sentences=sentences(*named, across, down, turns),
    )  # fmt: skip


def _met(
    models: tuple[Model, Model], assumed: Assumptions, grid: Sequence[tuple[float, float]], names: tuple[str, str], seed: int
) -> tuple[Any, Any]:  # fmt: skip
    """The share of 200 futures in which each policy meets the goal, at every point of the grid."""
    future = drawn(assumed.ranges, orders(assumed.ranges, FUTURES, seed), FUTURES, slice(0, FUTURES))
    there = {name: np.tile(values, len(grid)) for name, values in future.items()}
    for place, name in enumerate(names):
        there[name] = np.repeat([point[place] for point in grid], FUTURES)
    met = [meets(outcomes(model, there), assumed.measures).reshape(len(grid), FUTURES) for model in models]
    return met[0].mean(axis=1), met[1].mean(axis=1)


def _cells(grid: Sequence[tuple[float, float]], first: Any, second: Any) -> list[SwitchPoint]:
    return [
        SwitchPoint(across=along, down=low, first=round(float(one), 6), second=round(float(other), 6))
        for (along, low), one, other in zip(grid, first, second, strict=True)
    ]


def _spread_turn(turn: Turning, seeds: Sequence[Sequence[Turning]]) -> Turning:
    if (here := turn.at) is None:
        return turn
    found = []
    for one in seeds:
        alike = [
            t.at
            for t in one
            if (t.down, t.below, t.above) == (turn.down, turn.below, turn.above) and t.at is not None
        ]
        if not alike:
            return turn
        found.append(min(alike, key=lambda at: abs(at - here)))
    return msgspec.structs.replace(turn, low=min([*found, here]), high=max([*found, here]))


def meets(found: Mapping[str, Any], judged: Mapping[str, JudgedMeasure]) -> Any:
    """In which futures a policy meets the goal: one of the alternatives, and every condition."""
    size = np.shape(found["revenue_denied"])
    alternatives = [_reached(found[n], n, judged[n]) for n in judged if judged[n].goal == "one_of"]
    conditions = [_reached(found[n], n, judged[n]) for n in judged if judged[n].goal == "always"]
    one = np.any(alternatives, axis=0) if alternatives else np.ones(size, dtype=bool)
    return one & np.all(conditions, axis=0) if conditions else one


def goal_words(judged: Mapping[str, JudgedMeasure], months: int = 0) -> str:
    """The analyst's goal in words; with the months ahead, what a sum over all of them is a year."""
    alternatives = [_words(n, judged[n], months) for n in judged if judged[n].goal == "one_of"]
    conditions = [_words(n, judged[n], months) for n in judged if judged[n].goal == "always"]
    return " and ".join(part for part in (" or ".join(alternatives), ", ".join(conditions)) if part)


def turnings(cells: Sequence[SwitchPoint]) -> tuple[Turning, ...]:
    """Where the better policy changes along each row of a map, half way between the points on either side."""
    rows: dict[float, list[SwitchPoint]] = {}
    for cell in cells:
        rows.setdefault(cell.down, []).append(cell)
    found = []
    for down, row in rows.items():
        changes = [
            Turning(down=down, at=round((a.across + b.across) / 2, 6), below=a.better, above=b.better)
            for a, b in pairwise(row)
            if a.better != b.better
        ]
        found += changes or [Turning(down=down, at=None, below=row[0].better, above=row[0].better)]
    return tuple(found)


def sentences(first: str, second: str, across: str, down: str, turns: Sequence[Turning]) -> tuple[str, ...]:
    """The turns as sentences; rows that say the same are joined."""
    said: dict[str, list[float]] = {}
    for low in dict.fromkeys(turn.down for turn in turns):
        row = [turn for turn in turns if turn.down == low]
        said.setdefault(_row_words(first, second, across, row), []).append(low)
    return tuple(f"With {down.replace('_', ' ')} {_values(values)}: {text}." for text, values in said.items())


def _row_words(first: str, second: str, across: str, row: Sequence[Turning]) -> str:
    name = across.replace("_", " ")
    if row[0].at is None:
        return f"{_better(row[0].below, first, second)} whatever the {name}"
    parts = [f"{_better(row[0].below, first, second)} below {name} {_place(row[0])}"]
    for turn, following in zip(row, [*row[1:], None], strict=True):
        end = f" up to {_place(following)}" if following is not None and following.at is not None else " up"
        parts.append(f"{_better(turn.above, first, second)} from {_place(turn)}{end}")
    return ", ".join(parts)


def _place(turn: Turning) -> str:
    """Where a turn lies, with the two digits that all seeds agree on, else from to."""
    if turn.low is None or turn.high is None:
        return f"about {turn.at:.1g} (not with every seed)"
    low, high = f"{turn.low:.2g}", f"{turn.high:.2g}"
    return low if low == high else f"{low} to {high}"


def _better(word: str, first: str, second: str) -> str:
    return {"first": f"{first} meets the goal more often", "second": f"{second} meets the goal more often",
            "both": "both meet it equally often", "neither": "neither meets it"}[word]  # fmt: skip


def _values(values: Sequence[float]) -> str:
    return (
        f"{values[0]:g}"
        if len(values) == 1
        else f"{', '.join(f'{v:g}' for v in values[:-1])} or {values[-1]:g}"
    )


def _steps(assumed: Assumptions, name: str, count: int) -> list[float]:
    one = assumed.ranges[name]
    if one.whole:
        return [float(value) for value in range(int(one.low), int(one.high) + 1)]
    if one.low == one.high:
        return [float(one.low)]
    return [round(one.low + (one.high - one.low) * n / (count - 1), 6) for n in range(count)]


def _reached(values: Any, name: str, judged: JudgedMeasure) -> Any:
    return values >= judged.threshold if name in MORE_IS_BETTER else values <= judged.threshold


def _words(name: str, judged: JudgedMeasure, months: int) -> str:
    title, unit = TITLES[name]
    least = "at least" if name in MORE_IS_BETTER else "at most"
    yearly = (
        f" in {months} months ({judged.threshold * 12 / months:,.0f} a year)"
        if months and name == "revenue_denied"
        else ""
    )
    return f"{title.lower()} {least} {judged.threshold:,g} {unit}{yearly}"
