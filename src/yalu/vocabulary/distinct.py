"""Definitions that differ: a choice that changes no answer is not counted as a choice."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence


def deciding_choices(readings: Sequence[Mapping[str, str]], answers: Sequence[Hashable]) -> tuple[str, ...]:
    """The choices that an answer turns on, in the order of the first reading.

    ``readings`` are choice -> option, one mapping a reading, and ``answers`` what each comes to. A choice
    is left out when the answer is the same whichever of its options is taken, all others being equal;
    the choice with the most options is tried first, so that a denominator is never larger than needed.
    """
    names = list(dict.fromkeys(name for reading in readings for name in reading))
    options = {name: len({reading.get(name, "") for reading in readings}) for name in names}
    kept = list(names)
    for name in sorted(names, key=lambda name: (-options[name], -names.index(name))):
        rest = [other for other in kept if other != name]
        if len(_by(readings, answers, rest)) == len(set(zip(_keys(readings, rest), answers, strict=True))):
            kept = rest
    return tuple(kept)


def distinct_answers(
    readings: Sequence[Mapping[str, str]], answers: Sequence[Hashable]
) -> tuple[Hashable, ...]:
    """One answer for every definition that differs from the others in a choice that matters.

    A weight of summits where there is no summit makes five readings of one definition: it counts once.
    """
    return tuple(_by(readings, answers, deciding_choices(readings, answers)).values())


def _keys(readings: Sequence[Mapping[str, str]], names: Sequence[str]) -> list[tuple[str, ...]]:
    return [tuple(reading.get(name, "") for name in names) for reading in readings]


def _by(
    readings: Sequence[Mapping[str, str]], answers: Sequence[Hashable], names: Sequence[str]
) -> dict[tuple[str, ...], Hashable]:
    return dict(zip(_keys(readings, names), answers, strict=True))
