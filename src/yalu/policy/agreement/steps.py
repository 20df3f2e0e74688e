"""The states of a conditional deal, and the paths through them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import Literal, get_args

import msgspec

from yalu.documents.choices import ChoiceError, unknown

DealStep = Literal["freeze", "inspected", "dismantling", "done"]
State = Literal["none", "freeze", "inspected", "dismantling", "done", "breach"]
STEPS: tuple[DealStep, ...] = get_args(DealStep)
STATES: tuple[State, ...] = get_args(State)
PAUSE, RESUME = "pause", "resume"


class Turn(msgspec.Struct, frozen=True):
    """A state entered on a day."""

    day: date
    state: State


class PathError(ChoiceError):
    """A path of states that cannot be; the message says which rule it breaks and what to write instead."""


class Pause(msgspec.Struct, frozen=True):
    """Days in which the deal stands still without being broken: from ``start`` until before ``end``, None while it lasts."""

    start: date
    end: date | None = None


class DealPath(msgspec.Struct, frozen=True):
    """A dated path of states, beginning with ``none``, and its pauses. Nothing is said about how likely it is."""

    turns: tuple[Turn, ...] = ()
    pauses: tuple[Pause, ...] = ()

    def entered(self, step: DealStep) -> date | None:
        """The day a step was taken; entering a later step takes the earlier ones with it."""
        place = STATES.index(step)
        days = [t.day for t in self.turns if t.state != "breach" and STATES.index(t.state) >= place]
        return min(days, default=None)

    @property
    def breach(self) -> date | None:
        """The day the deal is broken, None while it stands."""
        return next((turn.day for turn in self.turns if turn.state == "breach"), None)

    def state_on(self, day: date) -> State:
        """The state in which a day ends; a pause leaves it as it was."""
        return next((turn.state for turn in reversed(self.turns) if turn.day <= day), "none")

    def paused_on(self, day: date) -> bool:
        """Whether a day lies in a pause; a broken deal is not paused."""
        standing = self.breach is None or day < self.breach
        return standing and any(p.start <= day and (p.end is None or day < p.end) for p in self.pauses)

    def awake(self, day: date) -> date | None:
        """The day itself, or the first day after the pause it lies in; None when that pause has no end."""
        for pause in self.pauses:
            if pause.start <= day and (pause.end is None or day < pause.end):
                return pause.end
        return day

    def later(self, day: date, days: int) -> date | None:
        """The day on which so many days outside pauses have passed since a day; None when they never do."""
        there = self.awake(day)
        for pause in self.pauses:
            if there is None:
                return None
            if pause.start <= there or there + timedelta(days) <= pause.start:
                continue
            days -= (pause.start - there).days
            there = pause.end
        return None if there is None else there + timedelta(days)

    def days_between(self, first: date, last: date) -> int:
        """Days outside pauses from one day until before another."""
        lost = 0
        for pause in self.pauses:
            begins = max(first, pause.start)
            ends = last if pause.end is None else min(last, pause.end)
            lost += max((ends - begins).days, 0)
        return max((last - first).days - lost, 0)


def path_of(turns: Iterable[tuple[date, str]]) -> DealPath:
    """A path from days and names of states, ``pause`` and ``resume`` among them. Raises PathError naming every rule that it breaks."""
    found = list(turns)
    words = [*STATES, PAUSE, RESUME]
    faults = [unknown("state", state, words) for _, state in found if state not in words]
    faults += [
        f"{later} {second} comes after {earlier} {first}; write the days in order, each later than the one before"
        for (earlier, first), (later, second) in pairwise(found)
        if later <= earlier
    ]
    known = [(day, state) for day, state in found if state in STATES]
    faults += [fault for one, other in pairwise(known) if (fault := _backward(one[1], other[1]))]
    faults += _pause_faults([(day, state) for day, state in found if state in words])
    if faults:
        raise PathError("; ".join(faults))
    return DealPath(
        tuple(Turn(day, _state(state)) for day, state in found if state in STATES), tuple(_pauses(found))
    )


def _pause_faults(turns: Sequence[tuple[date, str]]) -> list[str]:
    faults, paused, broken = [], False, False
    for day, state in turns:
        if state == RESUME and not paused:
            faults.append(f"{day} resume without a pause before it; write pause first, or leave it out")
        elif state == PAUSE and (paused or broken):
            faults.append(f"{day} pause within a {'broken deal' if broken else 'pause'}; leave it out")
        elif paused and state not in {RESUME, "breach"}:
            faults.append(f"{day} {state} within a pause; write resume before it")
        paused = state == PAUSE or (paused and state not in {RESUME, "breach"})
        broken = broken or state == "breach"
    return faults


def _pauses(turns: Sequence[tuple[date, str]]) -> Iterable[Pause]:
    start: date | None = None
    for day, state in turns:
        if state == PAUSE:
            start = day
        elif start is not None:
            yield Pause(start, day)
            start = None
    if start is not None:
        yield Pause(start)


def _backward(first: str, second: str) -> str:
    if first == "breach":
        return f"{second} follows breach; a broken deal stays broken, so end the path there and begin another"
    if second != "breach" and STATES.index(_state(second)) <= STATES.index(_state(first)):
        return f"{second} does not lie after {first}; a step back is a breach, so write breach"
    return ""


def _state(name: str) -> State:
    return next(state for state in STATES if state == name)


def parse_turns(texts: Sequence[str]) -> DealPath:
    """A path from texts such as ``2017-08-01=freeze`` or ``2018-03=pause``, a month being its first day.

    Raises PathError with every fault.
    """
    turns: list[tuple[date, str]] = []
    faults = []
    for text in texts:
        day, _, state = text.partition("=")
        try:
            turns.append((date.fromisoformat(f"{day}-01" if len(day) == len("2018-03") else day), state))
        except ValueError:
            faults.append(
                f"{text[:60]!r} is no dated state; write YYYY-MM-DD=STATE, such as 2017-08-01=freeze"
            )
    if faults:
        raise PathError("; ".join(faults))
    return path_of(turns)
