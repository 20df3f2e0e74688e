"""Units and scales taken for one another: kilograms for tonnes, millions for billions, barrels, yuan."""

from __future__ import annotations

import math
from collections.abc import Iterator

from yalu.claims.records import Slip
from yalu.claims.slips.trials import Changes, Trial
from yalu.vocabulary.amounts import FACTORS, unit

_SCALES = {
    1e3: ("a thousand times too much: kilograms for tonnes, billions for millions, or the like"),
    1e-3: ("a thousand times too little: tonnes for kilograms, millions for billions, or the like"),
    1e6: "a million times too much",
    1e-6: "a million times too little",
    1e1: "a point set one digit too far to the right",
    1e-1: "a point set one digit too far to the left",
}
_WEIGHTS = {"short_ton": "short tons", "lb": "pounds", "long_ton": "long tons"}
# A number that is wrong in any way is taken to lie anywhere in these orders of magnitude around ours.
_DECADES = 12.0
_MEASURED = {"amount", "difference", "ratio", "count"}


def scale(trial: Trial) -> Iterator[Slip]:
    """Our figure in another unit, or ten, a thousand or a million times off, is the number stated."""
    if trial.measured not in _MEASURED:
        return
    if trial.ours.value is None:
        yield from _bounded(trial)
        return
    tries = _ways(trial)
    for factor, says in tries:
        if trial.moved(factor=factor):
            yield trial.slip("unit_or_scale", says, trial.ours, len(tries))
            return
    yield from _currencies(trial)


def _bounded(trial: Trial) -> Iterator[Slip]:
    """The same where our figure has bounds alone: what is stated lies between them, so many times off.

    How strong that is depends on how narrow the bounds are: the wider, the likelier any number lies between them.
    """
    low, high, meant = trial.ours.low, trial.ours.high, trial.interval
    if not low or high is None or meant is None or meant.low is None or meant.high is None:
        return
    for factor, says in _SCALES.items():
        if low * factor <= float(meant.low) and float(meant.high) <= high * factor:
            chance = min(1.0, len(_SCALES) * math.log10(high / low) / _DECADES)
            yield trial.slip("unit_or_scale", says, trial.ours, chance=chance)
            return


def _ways(trial: Trial) -> list[tuple[float, str]]:
    ways = list(_SCALES.items())
    symbol = trial.ours.unit
    if symbol == "1":
        return [(100.0, "percent for times"), (0.01, "times for percent")]
    if symbol in {"t", "bbl"}:
        for factor in FACTORS:
            left, right = factor.left, factor.right
            per = float(left.value / right.value) if left.unit == "bbl" else float(right.value / left.value)
            number = per if symbol == "t" else 1 / per
            other = "barrels" if symbol == "t" else "tonnes"
            ways.append((number, f"{other} for {'tonnes' if symbol == 't' else 'barrels'} ({factor.name})"))
    if symbol == "t":
        ways += [(float(1 / unit(name).size), f"{words} for tonnes") for name, words in _WEIGHTS.items()]
    return ways


def _currencies(trial: Trial) -> Iterator[Slip]:
    """The number is right in another currency of the rows."""

    def others(name: str, value: str) -> Changes:
        if value and unit(value).kind.startswith("money"):
            for other in sorted(
                {row.currency for row in trial.evidence.case.flows if row.currency} - {value}
            ):
                yield f"taking {other} for {value}", {name: other}

    yield from trial.first("unit_or_scale", trial.tries("unit", others))


def currency_of_growth(trial: Trial) -> Iterator[Slip]:
    """Growth in another currency: yuan and dollars grow differently."""
    if trial.measured in {"change", "share"}:
        yield from _currencies(trial)
