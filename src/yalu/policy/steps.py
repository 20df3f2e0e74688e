"""The states of a conditional deal, and the paths through them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import pairwise
from typing import Literal, get_args

import msgspec

from yalu.documents.choices import ChoiceError, unknown

Step = Literal["freeze", "inspected", "dismantling", "done"]
State = Literal["none", "freeze", "inspected", "dismantling", "done", "breach"]
STEPS: tuple[Step, ...] = get_args(Step)
STATES: tuple[State, ...] = get_args(State)


class Turn(msgspec.Struct, frozen=True):
    """A state entered on a day."""

    day: date
    state: State


class PathError(ChoiceError):
    """A path of states that cannot be; the message says which rule it breaks and what to write instead."""


class DealPath(msgspec.Struct, frozen=True):
    """A dated path of states, beginning with ``none``. Nothing is said about how likely it is."""

    turns: tuple[Turn, ...] = ()

    def entered(self, step: Step) -> date | None:
        """The day a step was taken; entering a later step takes the earlier ones with it."""
        place = STATES.index(step)
        days = [t.day for t in self.turns if t.state != "breach" and STATES.index(t.state) >= place]
        return min(days, default=None)

    @property
    def breach(self) -> date | None:
        """The day the deal is broken, None while it stands."""
        return next((turn.day for turn in self.turns if turn.state == "breach"), None)

    def state_on(self, day: date) -> State:
        """The state in which a day ends."""
        return next((turn.state for turn in reversed(self.turns) if turn.day <= day), "none")


def path_of(turns: Iterable[tuple[date, str]]) -> DealPath:
    """A path from days and names of states. Raises PathError naming every rule that it breaks."""
    found = list(turns)
    faults = [unknown("state", state, list(STATES)) for _, state in found if state not in STATES]
    faults += [
        f"{later} {second} comes after {earlier} {first}; write the days in order, each later than the one before"
        for (earlier, first), (later, second) in pairwise(found)
        if later <= earlier
    ]
    known = [(day, state) for day, state in found if state in STATES]
    faults += [fault for one, other in pairwise(known) if (fault := _backward(one[1], other[1]))]
    if faults:
        raise PathError("; ".join(faults))
    return DealPath(tuple(Turn(day, _state(state)) for day, state in found))


def _backward(first: str, second: str) -> str:
    if first == "breach":
        return f"{second} follows breach; a broken deal stays broken, so end the path there and begin another"
    if second != "breach" and STATES.index(_state(second)) <= STATES.index(_state(first)):
        return f"{second} does not lie after {first}; a step back is a breach, so write breach"
    return ""


def _state(name: str) -> State:
    return next(state for state in STATES if state == name)


def parse_turns(texts: Sequence[str]) -> DealPath:
    """A path from texts such as ``2017-08-01=freeze``. Raises PathError with every fault."""
    turns: list[tuple[date, str]] = []
    faults = []
    for text in texts:
        day, _, state = text.partition("=")
        try:
            turns.append((date.fromisoformat(day), state))
        except ValueError:
            faults.append(
                f"{text[:60]!r} is no dated state; write YYYY-MM-DD=STATE, such as 2017-08-01=freeze"
            )
    if faults:
        raise PathError("; ".join(faults))
    return path_of(turns)
