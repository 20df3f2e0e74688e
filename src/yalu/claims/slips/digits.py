"""Slips of the pen: digits transposed, a zero too few or many, odd rounding, both ends of a span counted, a fall for a rise."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from yalu.claims.records import Slip
from yalu.claims.slips.trials import Trial, as_decimal
from yalu.claims.verdicts.grid import number, spoken

LEAST_DIGITS = 2
_PLACES = {1: "tens", 2: "hundreds", 3: "thousands"}


def transposed(trial: Trial) -> Iterator[Slip]:
    """Two neighbouring digits exchanged: 34.7 for 37.4."""
    said, ours = trial.statement, trial.ours.value
    digits = said.bare
    if ours is None or said.value is None or sum(c.isdigit() for c in digits) < LEAST_DIGITS:
        return
    if said.kind not in {"value", "count"} or float(digits) == 0:
        return
    places = [i for i, c in enumerate(digits) if c.isdigit()]
    ways = [(a, b) for a, b in pairwise(places) if digits[a] != digits[b]]
    for a, b in ways:
        swapped = list(digits)
        swapped[a], swapped[b] = swapped[b], swapped[a]
        text = "".join(swapped)
        if text[0] == "0" and digits[0] != "0" and "." not in text[:2]:
            continue
        meant = said.value * float(text) / float(digits)
        if trial.moved(by=said.value - meant):
            says = f"two digits exchanged: {text} for {digits}"
            yield trial.slip("digits_transposed", says, trial.ours, max(1, len(ways)))
            return


def zero(trial: Trial) -> Iterator[Slip]:
    """A zero dropped or put in: 408.7 for 400.87. The number meant has its own precision, and ours must fit that."""
    said, ours = trial.statement, trial.ours.value
    digits = said.bare.replace(",", "")
    if ours is None or said.value is None or said.kind not in {"value", "count"}:
        return
    if sum(c.isdigit() for c in digits) < LEAST_DIGITS + 1 or not digits.replace(".", "", 1).isdigit():
        return
    scale = said.value / float(digits) if float(digits) else 0.0
    ways = {text: word for text, word in _zeros(digits) if scale and float(text) != float(digits)}
    for text, word in ways.items():
        unit = abs(scale) / 10 ** len(text.partition(".")[2])
        if abs(abs(ours) - float(text) * abs(scale)) <= unit / 2 and ours * said.value > 0:
            chance = min(1.0, len(ways) * unit / abs(said.value))
            yield trial.slip("digit_zero", f"a zero {word}: {text} for {digits}", trial.ours, chance=chance)
            return


def _zeros(digits: str) -> Iterator[tuple[str, str]]:
    """The digits with one zero more or less inside; the point stays where it was, counted from the front."""
    whole, point, rest = digits.partition(".")
    run = whole + rest
    for place in range(1, len(run)):
        longer = f"{run[:place]}0{run[place:]}"
        if run[-1] != "0":  # else it is the same as two digits exchanged: 1.9030 and 1.903 for 1.930
            yield (f"{longer[: len(whole)]}.{longer[len(whole) :]}" if point else longer), "left out"
        if run[place] == "0":
            shorter = run[:place] + run[place + 1 :]
            if point and len(shorter) > len(whole):
                yield f"{shorter[: len(whole)]}.{shorter[len(whole) :]}", "put in"
            elif not point and shorter:
                yield shorter, "put in"


def rounded_far(trial: Trial) -> Iterator[Slip]:
    """Rounded to tens or hundreds, further than a round number is read: 60 for 56.7."""
    said, ours = trial.statement, trial.ours.value
    digits = said.bare.replace(",", "")
    if ours is None or said.value is None or said.kind != "value" or not digits.isdigit() or not int(digits):
        return
    idle = len(digits) - len(digits.rstrip("0"))
    for power in range(1, idle + 1):
        place = abs(said.value) / int(digits) * 10**power
        # Not where the whole number is the place: 100 for anything from 50 to 150 would say nothing.
        if said.step < place < abs(said.value) and abs(ours - said.value) <= place / 2:
            says = f"rounding to {_PLACES.get(power, f'the digit 1 with {power} zeros')}"
            yield trial.slip("rounding", says, trial.ours, chance=min(1.0, place / abs(said.value)))
            return


def rounded_away(trial: Trial) -> Iterator[Slip]:
    """Cut off, or rounded up, where the nearest number of as many digits is another."""
    said, ours = trial.statement, trial.ours.value
    if ours is None or said.value is None or said.kind != "value" or not said.by_digits:
        return  # a word of precision, or a round number, has no digit that could have been rounded the wrong way
    low, high = said.value - said.step, said.value + said.step
    if as_decimal(low) < as_decimal(ours) < as_decimal(high):
        way = "down" if abs(said.value) < abs(ours) else "up"
        says = f"rounding {way} to {said.bare or number(said.value)} what rounds the other way"
        yield trial.slip("rounding", says, trial.ours, 2)


def inclusive(trial: Trial) -> Iterator[Slip]:
    """Both ends of a span of days counted."""
    ours = trial.ours.value
    if ours is None or trial.measured != "time":
        return
    if trial.fits_number(ours + 1):
        yield trial.slip("inclusive_count", "counting both the first and the last day", trial.ours, 1)


def reversed_sign(trial: Trial) -> Iterator[Slip]:
    """A fall called a rise, or the other way round."""
    ours = trial.ours.value
    if ours is None or trial.measured not in {"change", "points", "difference"} or ours == 0:
        return
    if trial.fits_number(-ours):
        yield trial.slip(
            "direction_reversed", "a fall for a rise" if ours < 0 else "a rise for a fall", trial.ours, 1
        )


def other_base(trial: Trial) -> Iterator[Slip]:
    """Percent of the later amount instead of the earlier; "is 137 % of" said as "grew by 137 %"."""
    ours = trial.ours.value
    if ours is None or trial.measured != "change" or ours <= -100:
        return
    if trial.fits_number(ours / (1 + ours / 100)):
        yield trial.slip(
            "base_swapped", "dividing by the later amount instead of the earlier", trial.ours, 1, 3
        )
    if trial.fits_number(ours + 100) or trial.fits_number(ours - 100):
        level = f"{number(ours + 100)} {spoken('percent')}"
        says = f"taking what it is in percent of the earlier ({level}) for what it grew by"
        yield trial.slip("percent_of_for_more", says, trial.ours, 2, 2)
