"""Every machine that what is known leaves possible: whether a condition holds for all of them, none or some.

Three-valued logic says ``cannot say`` of ``a or not a``. Here an open parameter is split into cases at the
numbers that the condition compares it with: at each number, below and above it. Between two of them no
comparison changes, so the cases stand for every value.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise

from yalu.goods.conditions import (
    TEST,
    Fact,
    Facts,
    ValueRange,
    answer_to,
    key_of,
    open_question,
    turning_points,
    value_of,
)
from yalu.goods.records import ItemCondition, ItemParameter
from yalu.vocabulary.answers import CANNOT_SAY, YES, Answer

MOST_CASES = 3_000  # beyond them the answer is cannot_say, which is never wrong
ANOTHER = "another"


def verdict(condition: ItemCondition, facts: Facts, known: Mapping[str, ItemParameter]) -> Answer:
    """Yes where the condition holds for every completion of what is known, no where for none."""
    found = answer_to(condition, facts, known)
    if found is not CANNOT_SAY:
        return found
    cases = Cases(condition, facts, known)
    seen: set[Answer] = set()
    for answer in cases.answers(dict(facts)):
        seen.add(answer)
        if len(seen) > 1:
            return CANNOT_SAY
    return seen.pop() if seen else CANNOT_SAY


def contradictions(facts: Facts, known: Mapping[str, ItemParameter]) -> Iterator[tuple[str, str]]:
    """Pairs of parameters whose values no one machine has: more axes together than in all."""
    for name in facts:
        parameter = known.get(name)
        if parameter is None:
            continue
        value, larger = facts[name], _larger(name, facts, known)
        if larger and _number(value) > _number(facts[larger]):
            yield name, larger
        parts = [part for part in parameter.sum_of if part in facts]
        if len(parts) > 1 and _least(parameter, facts) > _number(value):
            yield name, parts[0]
        for wrong, when in ((False, parameter.yes_when), (True, parameter.no_when)):
            if when is not None and value is wrong and answer_to(when, facts, known) is YES:
                yield name, _behind(when, facts, known)


def _behind(when: ItemCondition, facts: Facts, known: Mapping[str, ItemParameter]) -> str:
    """The known parameter that an implied answer goes back to."""
    waiting, seen = list(when.names), set[str]()
    while waiting:
        name = waiting.pop(0)
        larger = name if name in facts else _larger(name, facts, known)
        if larger:
            return larger
        seen.add(name)
        implied = (known[name].yes_when, known[name].no_when)
        waiting += [n for w in implied if w is not None for n in w.names if n not in seen]
    return when.names[0]


def _larger(name: str, facts: Facts, known: Mapping[str, ItemParameter]) -> str:
    """The nearest known parameter that this one cannot exceed, or empty text."""
    seen = {name}
    while (larger := known[name].at_most_of) and larger in known and larger not in seen:
        if larger in facts:
            return larger
        seen.add(larger)
        name = larger
    return ""


def _least(parameter: ItemParameter, facts: Facts) -> float:
    """What the known parts of a parameter make together."""
    return sum(_number(facts[part]) for part in parameter.sum_of if part in facts)


def _number(value: Fact) -> float:
    return value.low if isinstance(value, ValueRange) else float(value)


class Cases:
    """The cases into which the open parameters of one condition are split."""

    def __init__(self, condition: ItemCondition, facts: Facts, known: Mapping[str, ItemParameter]) -> None:
        self.condition, self.known = condition, known
        self.leaves = tuple(_with_implied(condition, facts, known))
        self.left = MOST_CASES

    def answers(self, facts: dict[str, Fact]) -> Iterator[Answer]:
        """The answer in each case that is possible; cannot_say where there are too many."""
        answer = answer_to(self.condition, facts, self.known)
        if answer is not CANNOT_SAY:
            yield answer
            return
        name = self._open(self.condition, facts)
        for value in self.values(name, facts):
            self.left -= 1
            if self.left < 0:
                yield CANNOT_SAY
                return
            case = facts | {name: value}
            if not any(contradictions(case, self.known)):
                yield from self.answers(case)

    def _open(self, condition: ItemCondition, facts: Facts) -> str:
        """What an open condition waits for: the name of a parameter, with its test where it has one."""
        for part in (*condition.all, *condition.any, *((condition.not_,) if condition.not_ else ())):
            if answer_to(part, facts, self.known) is CANNOT_SAY:
                return self._open(part, facts)
        if condition.line is not None or not condition.standard:
            return open_question(condition, facts)
        return TEST if open_question(condition, facts) == TEST else key_of(condition)

    def values(self, key: str, facts: Facts) -> Iterable[Fact]:
        """A value on each side of every comparison of a parameter, and at it."""
        name = key.partition("@")[0]
        parameter = self.known[name]
        if name == TEST:
            return parameter.choices
        if parameter.type == "yes_no":
            return (True, False)
        mine = [leaf for leaf in self.leaves if leaf.parameter and key_of(leaf) == key]
        if parameter.type == "number":
            points = self._points(key, name, facts)
            return _spans(points, facts.get(key)) if parameter.ranged else points
        words = dict.fromkeys(word for leaf in mine for word in _words(leaf))
        alike = {tuple(_takes(leaf, word) for leaf in mine): word for word in reversed(words)}
        if parameter.choices and set(parameter.choices) <= words.keys():
            return tuple(alike.values())
        return (*alike.values(), "0" if parameter.type == "code" else ANOTHER)

    def _points(self, key: str, name: str, facts: Facts) -> list[float]:
        numbers = {0.0}
        for leaf in self.leaves:
            if leaf.line is not None and name in leaf.line.names:
                numbers |= turning_points(leaf.line, name, facts)
            elif leaf.parameter and (key_of(leaf) == key or self._tied(leaf.parameter, name)):
                numbers |= {x for x in (leaf.at_least, leaf.at_most, leaf.above, leaf.below) if x is not None}
        for other in facts:
            if other in self.known and self._tied(other, name):
                numbers.add(_number(facts[other]))
        if self.known[name].sum_of:
            numbers.add(_least(self.known[name], facts))
        if value_of(ItemCondition(parameter=name), facts) is not None and isinstance(
            facts.get(key), ValueRange
        ):
            span = facts[key]
            numbers |= {span.low, span.high}  # type: ignore[union-attr]
        if self.known[name].whole:
            return sorted({x + step for x in numbers for step in (-1, 0, 1) if x + step >= 0})
        ordered = sorted(numbers)
        between = [(a + b) / 2 for a, b in pairwise(ordered)]
        return sorted(
            {*ordered, *between, ordered[-1] * 2 + 1} - ({0.0} if name in self._divisors() else set())
        )

    def _divisors(self) -> set[str]:
        return {leaf.line.slope for leaf in self.leaves if leaf.line is not None}

    def _tied(self, one: str, other: str) -> bool:
        """Whether two parameters bound one another, directly or through others."""
        return one != other and self._top(one) == self._top(other)

    def _top(self, name: str) -> str:
        seen = {name}
        while (larger := self.known[name].at_most_of) and larger in self.known and larger not in seen:
            seen.add(larger)
            name = larger
        return name


def _with_implied(
    condition: ItemCondition, facts: Facts, known: Mapping[str, ItemParameter]
) -> Iterator[ItemCondition]:
    """The comparisons of a condition, and of what answers its questions, or those known, unasked."""
    waiting, seen = list(condition.leaves), set[str]()
    names = [name for name in facts if name in known]
    while waiting or names:
        if waiting:
            leaf = waiting.pop()
            yield leaf
            names += leaf.names
        name = names.pop()
        if name not in seen:
            seen.add(name)
            implied = (known[name].yes_when, known[name].no_when)
            waiting += [part for when in implied if when is not None for part in when.leaves]


def _takes(leaf: ItemCondition, word: str) -> bool:
    """Whether a comparison holds for a word; a code holds where it begins so."""
    return word.startswith(leaf.within) if leaf.within else word in _words(leaf)


def _words(leaf: ItemCondition) -> tuple[str, ...]:
    return leaf.within or leaf.one_of or ((leaf.is_,) if isinstance(leaf.is_, str) else ())


def _spans(points: list[float], given: Fact | None) -> Iterator[ValueRange]:
    """Every range between two points that what is known of the range allows."""
    for low in points:
        for high in points:
            if low > high:
                continue
            if isinstance(given, ValueRange):
                if low > given.low or high < given.high:
                    continue
                if (low < given.low and not given.low_open) or (high > given.high and not given.high_open):
                    continue
            yield ValueRange(low, high)
