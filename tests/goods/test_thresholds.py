"""Each number of each entry at, just below and just above it, and each answer against all that is possible."""

import itertools
import random

import pytest

from tests.goods.machines import (
    COMMON,
    ENTRIES,
    GOODS,
    LIMITS,
    PARAMETERS,
    beside,
    by_memory,
    conditions_of,
    drawn,
    elsewhere,
    key,
    leaves,
    limits_of,
    meets,
    possible,
    questions_of,
    top,
)
from yalu.goods import classify
from yalu.goods.classification import ComparedEntries
from yalu.goods.conditions import ValueRange
from yalu.goods.input.items import Item

JUDGED = [
    entry for entry in GOODS.entries if not entry.destinations and not by_memory(entry) and entry.applies_to
]
SAMPLES = 6
MOST = 400  # completions of one sample


def answer(entry, facts):
    """The answer on one entry, asked together with those that come first."""
    waiting, needed = [entry], {}
    while waiting:
        needed[waiting[0].id] = waiting[0]
        waiting += [ENTRIES[name] for name in waiting.pop(0).covered_by]
    against = ComparedEntries(list(needed.values()), GOODS.lists, PARAMETERS, GOODS.sources)
    return {a.entry: a for a in classify(Item("machine", facts), against)}[entry.id]


@pytest.mark.parametrize("entry", JUDGED, ids=lambda entry: entry.id)
def test_at_just_below_and_just_above_each_number_the_answer_is_that_of_the_words(entry):
    """For every number of the threshold, a machine on which it alone decides, and its answer on each side."""
    questions = questions_of(conditions_of(entry))
    for leaf in leaves(entry.meets):
        for name, limits in limits_of(leaf).items():
            if name in COMMON or (leaf.line is not None and name == leaf.line.over):
                continue
            for limit in limits - said_of_a_part(entry, name):
                machine = decided_by(entry, questions, name, limit)
                assert machine is not None, (entry.id, name, limit)
                for number in sorted(beside(name, limit)):
                    facts = machine | {name: as_given(name, number)}
                    if possible(facts):
                        wanted = "meets" if meets(entry, facts) else "does_not"
                        assert answer(entry, facts).answer == wanted, (entry.id, facts)


def said_of_a_part(entry, name):
    """Numbers that an exclusion asks of a part of what is counted, so that the part decides: servo axes among axes."""
    parts = (leaf for exclusion in entry.excludes for leaf in leaves(exclusion.when))
    numbers = [limits_of(leaf).items() for leaf in parts]
    return {
        x
        for found in numbers
        for part, limits in found
        if part != name and top(part) == top(name)
        for x in limits
    }


def as_given(name, number):
    return ValueRange(number, number) if PARAMETERS[name.partition("@")[0]].ranged else number


def decided_by(entry, questions, name, limit):
    """A machine that is in the entry on one side of a number and not on the other, or None."""
    for seed in range(30_000):
        chosen = random.Random(f"{entry.id}/{name}/{seed}")
        facts = {"kind": chosen.choice(entry.applies_to), "destination": "PRK"}
        machine = drawn(questions, f"{entry.id}/{name}/{limit}/{seed}", facts, toward=entry)
        if machine is None:
            continue
        sides = [machine | {name: as_given(name, number)} for number in beside(name, limit)]
        if len({meets(entry, side) for side in sides if possible(side)}) == 2:
            return machine
    return None


@pytest.mark.parametrize("entry", JUDGED, ids=lambda entry: entry.id)
def test_an_answer_is_what_every_completion_says_and_is_open_only_where_two_differ(entry):
    questions = questions_of(conditions_of(entry))
    for sample in range(SAMPLES):
        chosen = random.Random(f"{entry.id}/{sample}")
        kind = chosen.choice(entry.applies_to)
        machine = drawn(questions, f"{entry.id}/{sample}/known", {"kind": kind, "destination": "PRK"})
        if machine is None:
            continue
        unknown = few(questions, chosen)
        facts = {name: value for name, value in machine.items() if name not in unknown}
        every = {meets(entry, whole) for whole in completed(facts, questions, unknown)}
        found = answer(entry, facts)
        said = (entry.id, facts, found.answer, found.because, found.unless, every)
        assert every, said
        if every == {False}:
            assert (found.answer, found.certain) == ("does_not", True), said
        elif every == {True}:
            assert found.answer == "meets", said
            assert found.certain or elsewhere(entry), said
        else:
            assert found.answer in {"meets", "cannot_say"}, said
            assert not found.certain, said
            assert found.settled_by, said


def few(questions, chosen):
    """Some of the questions, so few that all their answers can be gone through."""
    count, unknown = 1, []
    for name in chosen.sample(sorted(questions), len(questions)):
        count *= len(questions[name])
        if count > MOST:
            break
        unknown.append(name)
    return unknown


def completed(facts, questions, unknown):
    for values in itertools.product(*(questions[name] for name in unknown)):
        whole = facts | dict(zip(unknown, values, strict=True))
        if possible(whole):
            yield whole


def test_every_comparison_of_a_number_is_of_a_number():
    for entry in GOODS.entries:
        for condition in (entry.meets, *(exclusion.when for exclusion in entry.excludes)):
            for leaf in leaves(condition):
                if any(getattr(leaf, name) is not None for name in LIMITS):
                    assert PARAMETERS[key(leaf).partition("@")[0]].type == "number"
