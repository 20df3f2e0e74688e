"""Machines on which everything is known, and what the words of an entry say of one, read without the engine."""

import itertools
import random
from fractions import Fraction

from yalu.goods import open_goods
from yalu.goods.conditions import ValueRange

GOODS = open_goods()
PARAMETERS = GOODS.parameters
ENTRIES = {entry.id: entry for entry in GOODS.entries}
COMMON = {"kind", "hs", "destination"}
LIMITS = ("at_least", "at_most", "above", "below")


def leaves(condition):
    parts = (*condition.all, *condition.any, *([condition.not_] if condition.not_ else []))
    return [leaf for part in parts for leaf in leaves(part)] if parts else [condition]


def key(leaf):
    """A value by one test is another question than a value by another."""
    return f"{leaf.parameter}@{leaf.standard}" if leaf.standard else leaf.parameter


def limits_of(leaf):
    """The numbers of a comparison by question; of a line those at which it can turn, lengths by trial."""
    if leaf.line is not None:
        line = leaf.line
        return {line.base: {line.at_most}, line.slope: {line.divisor}, line.over: {100.0, 500.0, 4000.0}}
    return {key(leaf): {getattr(leaf, name) for name in LIMITS} - {None}}


def beside(name, limit):
    """A number, and one just below and just above it."""
    step = 1 if PARAMETERS[name.partition("@")[0]].whole else abs(limit) / 1000 or 0.001
    return {number for number in (limit - step, limit, limit + step) if number >= 0}


def top(name):
    """The largest of the parameters that bound one another."""
    name = name.partition("@")[0]
    while PARAMETERS[name].at_most_of:
        name = PARAMETERS[name].at_most_of
    return name


def values_of(name, numbers, words, every):
    """Answers to a question on both sides of each of its thresholds; some of its words, and one that none names."""
    parameter = PARAMETERS[name.partition("@")[0]]
    if parameter.type == "yes_no":
        return [False, True]
    if parameter.type == "word":
        others = [choice for choice in parameter.choices if choice not in every]
        return sorted(words) + others[:1]
    if parameter.type == "cas":
        return [*sorted(words), "64-17-5"]  # ethanol, which no list names
    points = sorted({n for number in numbers for n in beside(name, number)})
    if not parameter.ranged:
        return points
    return [ValueRange(low, high) for low, high in itertools.combinations_with_replacement(points, 2)]


def questions_of(conditions):
    """Every question that conditions turn on, with answers on both sides of each of their thresholds."""
    numbers, words, every = {}, {}, {}
    waiting = [leaf for condition in conditions for leaf in leaves(condition)]
    while waiting:
        leaf = waiting.pop()
        for name, limits in limits_of(leaf).items():
            plain = name.partition("@")[0]
            if name not in numbers:
                implied = (PARAMETERS[plain].yes_when, PARAMETERS[plain].no_when)
                waiting += [part for when in implied if when is not None for part in leaves(when)]
            numbers.setdefault(name, set()).update(limits)
            said = leaf.one_of or ((leaf.is_,) if isinstance(leaf.is_, str) else ())
            words.setdefault(name, set()).update({*said[:1], *said[-1:]})
            every.setdefault(name, set()).update(said)
    # axes that move together are among all axes, so that they share their numbers
    shared = {name: set().union(*(numbers[n] for n in numbers if top(n) == top(name))) for name in numbers}
    return {
        name: values_of(name, found, words[name], every[name])
        for name, found in sorted(shared.items())
        if name not in COMMON
    }


def conditions_of(entry):
    """The conditions of an entry and of those of its law that come first."""
    found = [entry.meets, *(exclusion.when for exclusion in entry.excludes)]
    return found + [c for name in entry.covered_by for c in conditions_of(ENTRIES[name])]


def says(condition, machine):
    """What the words of a condition say of a machine of which everything is known."""
    if condition.all or condition.any:
        whole = all if condition.all else any
        return whole(says(part, machine) for part in condition.all or condition.any)
    if condition.not_ is not None:
        return not says(condition.not_, machine)
    return _line(condition.line, machine) if condition.line is not None else _compares(condition, machine)


def _line(line, machine):
    base, slope, over = (Fraction(str(machine[name])) for name in (line.base, line.slope, line.over))
    lengths = (over * step / 60 for step in range(61))
    most, divisor = Fraction(str(line.at_most)), Fraction(str(line.divisor))
    return any(base + length / slope <= most + length / divisor for length in lengths)


def _compares(condition, machine):
    value = machine[key(condition)]
    if isinstance(value, ValueRange):
        ends = {value.low, value.high}
        inside = (x for limit in limits_of(condition)[key(condition)] for x in beside(key(condition), limit))
        return any(_within(condition, x) for x in ends | {x for x in inside if value.low <= x <= value.high})
    if any(getattr(condition, name) is not None for name in LIMITS):
        return _within(condition, value)
    return value in condition.one_of if condition.one_of else value == condition.is_


def _within(c, x):
    return not (
        (c.at_least is not None and x < c.at_least)
        or (c.at_most is not None and x > c.at_most)
        or (c.above is not None and x <= c.above)
        or (c.below is not None and x >= c.below)
    )


def meets(entry, machine):
    """Whether a machine is in an entry: of its kinds, by its threshold, not left out and not another entry's."""
    return (
        (not entry.applies_to or machine["kind"] in entry.applies_to)
        and says(entry.meets, machine)
        and not any(says(exclusion.when, machine) for exclusion in entry.excludes)
        and not any(meets(ENTRIES[name], machine) for name in entry.covered_by)
    )


def by_memory(entry):
    """Whether the entry, or one that comes first, was not read, so that it is never certain."""
    return entry.verified not in {"verified", "partly"} or any(
        by_memory(ENTRIES[name]) for name in entry.covered_by
    )


def elsewhere(entry):
    """Whether entries that are not here come first, or may."""
    return bool(entry.covered_elsewhere) or any(elsewhere(ENTRIES[name]) for name in entry.covered_by)


def possible(machine):
    """Whether one machine can have all of these: no more axes that move together than axes, no x-z-c of five."""
    for name, value in machine.items():
        parameter = PARAMETERS.get(name)
        if parameter is None:
            continue
        larger = parameter.at_most_of
        while larger and larger not in machine:
            larger = PARAMETERS[larger].at_most_of
        if larger and value > machine[larger]:
            return False
        if sum(machine.get(part, 0) for part in parameter.sum_of) > (value if parameter.sum_of else 0):
            return False
        for wrong, when in ((False, parameter.yes_when), (True, parameter.no_when)):
            if when is not None and value is wrong and _known(when, machine) and says(when, machine):
                return False
    return True


def _known(condition, machine):
    return all(name in machine for leaf in leaves(condition) for name in limits_of(leaf))


def drawn(questions, seed, facts, toward=None):
    """A machine of random answers, or None where no machine can have them; those that lead into an entry, if given."""
    chosen = random.Random(seed)
    machine = {name: chosen.choice(values) for name, values in questions.items()} | facts
    if toward is not None:
        _steer(toward.meets, True, machine, questions, chosen)
        for condition in [exclusion.when for exclusion in toward.excludes]:
            _steer(condition, False, machine, questions, chosen)
        for name in toward.covered_by:
            _steer(ENTRIES[name].meets, False, machine, questions, chosen)
    return machine if possible(machine) else None


def _steer(condition, wanted, machine, questions, chosen):
    """Answers that make a condition hold or not: of several parts all of them, or one where one is enough."""
    if condition.not_ is not None:
        _steer(condition.not_, not wanted, machine, questions, chosen)
    elif condition.all or condition.any:
        parts = condition.all or condition.any
        for part in parts if bool(condition.all) is wanted else [chosen.choice(parts)]:
            _steer(part, wanted, machine, questions, chosen)
    elif condition.line is not None or key(condition) in questions:
        name = condition.line.base if condition.line is not None else key(condition)
        fitting = [v for v in questions[name] if says(condition, machine | {name: v}) is wanted]
        near = sorted(limits_of(condition)[name])
        fitting.sort(key=lambda v: min((abs(v - limit) for limit in near), default=0) if _number(v) else 0)
        machine |= {name: chosen.choice(fitting[:3])} if fitting else {}


def _number(value):
    return isinstance(value, int | float) and not isinstance(value, bool)
