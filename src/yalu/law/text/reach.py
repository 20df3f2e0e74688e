"""Whose trade a measure is about: the members of a body less those it excepts, or trade it only serves.

A ban of imports is about the trade of those it addresses. A ban of carrying, insuring and brokering
addresses the same states and is about the trade of others: cargoes that go to third states. And a
body may except a member, until a day or from one, for which a paragraph of its own then stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import msgspec

from yalu.law.text.bodies import FIRST_DAY, LAST_DAY, Member
from yalu.law.text.records import Measure

_STATE = re.compile(r"[A-Z]{3}")
Fault = tuple[tuple[str | int, ...], str, str, str]


def reach_key(measure: Measure, whose: str) -> str:
    """Where the spans of a measure stand: under its body, or under its own id when they are its own."""
    return measure.id if measure.trade_of == "third_states" or measure.except_states else whose


def reached(measure: Measure, whose: str, members: Iterable[Member]) -> Iterator[Member]:
    """The spans of states whose trade a measure is about, or for trade of third states those of members outside.

    A state that is always a member has an empty span there: it is known, and never outside. A state
    that never was a member has none, and is always outside.
    """
    key = reach_key(measure, whose)
    held = [m for m in members if m.body == whose]
    if measure.trade_of == "third_states":
        yield from (_outside(key, member) for member in (*held, Member(body=whose, state=whose)))
        return
    excepted = {each.state: each for each in measure.except_states}
    for member in held:
        left = member
        if member.state in excepted:
            gone = excepted[member.state]
            if gone.start is None:
                left = msgspec.structs.replace(member, start=max(member.start, gone.until or LAST_DAY))
            else:
                left = msgspec.structs.replace(member, until=min(member.until, gone.start))
        yield msgspec.structs.replace(left, body=key)
    # The body's own row is the total of its members: it is reached on the days on which the measure excepts none.
    yield Member(
        body=key,
        state=whose,
        start=max((e.until or LAST_DAY for e in excepted.values() if e.start is None), default=FIRST_DAY),
        until=min((e.start for e in excepted.values() if e.start is not None), default=LAST_DAY),
    )


def _outside(key: str, member: Member) -> Member:
    """The days on which a member is none: before it joined, or from the day it left."""
    if member.start > FIRST_DAY and member.until == LAST_DAY:
        return Member(body=key, state=member.state, start=FIRST_DAY, until=member.start)
    return Member(body=key, state=member.state, start=member.until)


def excepted_words(measure: Measure, state: str) -> str:
    """What a measure says of a state it excepts, "" where it does not."""
    found = next((each for each in measure.except_states if each.state == state), None)
    if found is None:
        return ""
    return (
        " from " + f"{found.start}" if found.start else " until " + f"{found.until}" if found.until else " "
    )


def reach_faults(measure: Measure) -> Iterator[Fault]:
    """What is wrong with the reach of a measure file: path, message, rule and next step."""
    if measure.trade_of == "third_states" and not measure.state:
        yield (("trade_of",), "the trade of third states is named, and nobody whose law it is",
               "third states are all but the state or the members of the body addressed",
               "write the state or the body as “addressee”")  # fmt: skip
    body = measure.state and not _STATE.fullmatch(measure.state)
    if measure.except_states and (not body or measure.trade_of == "third_states"):
        yield (("except_states",), "states are excepted from no body", "a body excepts some of its members",
               "write the body as “addressee”, or remove “except_states”")  # fmt: skip
    for number, each in enumerate(measure.except_states):
        if not _STATE.fullmatch(each.state) or (each.start and each.until):
            yield (("except_states", number), f"{each.state} is excepted in a way that cannot be read",
                   "an exception has an ISO alpha-3 code and “until” or “from”, or neither; between two days it needs a limb of its own",
                   "write for example {state: \"BGR\", until: 2025-01-01}")  # fmt: skip
