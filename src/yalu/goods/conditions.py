"""Holding what is known of an item against a condition: yes, no, or not known and what would settle it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from math import inf
from typing import NamedTuple

import msgspec

from yalu.goods.records import ItemCondition, ItemParameter, LengthLimit
from yalu.vocabulary.answers import CANNOT_SAY, NO, YES, Answer, all_of, answer_of

# What every item has: it points to no entry by itself.
COMMON = frozenset({"kind", "hs", "destination"})
IDLE = COMMON | {"cas"}  # nor does a chemical point to what is left out of its entry
TEST = "accuracy_standard"


class ValueRange(msgspec.Struct, frozen=True):
    """What a machine does from .. to. An end that is not known (``low_open``, ``high_open``) may lie further out."""

    low: float
    high: float
    low_open: bool = False
    high_open: bool = False

    @property
    def says(self) -> str:
        """The range as a reader writes it."""
        if self.low == self.high:
            more = {(True, True): "among others ", (True, False): "up to ", (False, True): "from "}
            return f"{more.get((self.low_open, self.high_open), '')}{self.low:g}"
        return f"{self.low:g} to {self.high:g}"


Fact = float | bool | str | ValueRange
Facts = Mapping[str, Fact]


class Holds(NamedTuple):
    """Whether a condition holds, the comparisons that decided, and what would settle an open answer."""

    holds: Answer
    because: tuple[str, ...] = ()
    settles: tuple[str, ...] = ()


def holds(condition: ItemCondition, facts: Facts, parameters: Mapping[str, ItemParameter]) -> Holds:
    """A condition on an item, in three values: one false part of ``all`` is enough for no, one true part
    of ``any`` for yes; what is not known stays not known."""
    if condition.all:
        return _all([holds(part, facts, parameters) for part in condition.all])
    if condition.any:
        turned = _all([_not(holds(part, facts, parameters)) for part in condition.any])
        return _not(turned)
    if condition.not_ is not None:
        return _not(holds(condition.not_, facts, parameters))
    found = answer_to(condition, facts, parameters)
    if found is CANNOT_SAY:
        return Holds(found, (), (open_question(condition, facts),))
    return Holds(found, (_reason(condition, facts, parameters),))


def answer_to(c: ItemCondition, facts: Facts, known: Mapping[str, ItemParameter]) -> Answer:
    """The answer alone, as ``holds`` gives it with its reasons."""
    if c.all:
        return _first(NO, c.all, facts, known)
    if c.any:
        return _first(YES, c.any, facts, known)
    if c.not_ is not None:
        return ~answer_to(c.not_, facts, known)
    return _on_line(c.line, facts) if c.line is not None else _compare(c, facts, known)


def _compare(c: ItemCondition, facts: Facts, known: Mapping[str, ItemParameter]) -> Answer:
    value = value_of(c, facts)
    parameter = known[c.parameter]
    if parameter.type == "number":
        return _number(c, value, facts, known)
    if value is None:
        return _implied(c, facts, parameter, known)
    if c.within:
        return answer_of(holds=any(str(value).startswith(code) for code in c.within))
    return answer_of(holds=value in c.one_of if c.one_of else value == c.is_)


def _first(
    wanted: Answer, parts: tuple[ItemCondition, ...], facts: Facts, known: Mapping[str, ItemParameter]
) -> Answer:
    """The answer of several parts of which one that is ``wanted`` is enough."""
    found = ~wanted
    for part in parts:
        answer = answer_to(part, facts, known)
        if answer is wanted:
            return wanted
        if answer is CANNOT_SAY:
            found = CANNOT_SAY
    return found


def key_of(c: ItemCondition) -> str:
    """The name under which the value that a comparison needs can stand: its parameter, by its test."""
    return f"{c.parameter}@{c.standard}" if c.standard else c.parameter


def value_of(c: ItemCondition, facts: Facts) -> Fact | None:
    """The value a comparison needs, or None; one measured by another test is none."""
    if not c.standard:
        return facts.get(c.parameter)
    if facts.get(TEST) == c.standard and c.parameter in facts:
        return facts[c.parameter]
    return facts.get(key_of(c))


def open_question(c: ItemCondition, facts: Facts) -> str:
    """The parameter that would settle an open comparison or line."""
    if c.line is not None:
        return next((name for name in c.line.names if name not in facts), c.line.over)
    return TEST if c.standard and c.parameter in facts and TEST not in facts else c.parameter


def begun(condition: ItemCondition, facts: Facts, parameters: Mapping[str, ItemParameter]) -> bool:
    """Whether something known of the item already points to a condition that is not known to hold.

    What every item of an entry has in common, its kind, its heading, its chemical and where it goes, points to
    nothing.
    """
    if condition.not_ is not None:
        inner = condition.not_
        return inner.parameter not in IDLE and answer_to(inner, facts, parameters) is NO
    parts = condition.all or condition.any
    if parts:
        return any(begun(part, facts, parameters) for part in parts)
    return condition.parameter not in IDLE and answer_to(condition, facts, parameters) is YES


def reasons(
    condition: ItemCondition, facts: Facts, parameters: Mapping[str, ItemParameter], wanted: Answer
) -> Iterator[str]:
    """The comparisons that are known and speak for the wanted answer, whatever is not known."""
    if condition.not_ is not None:
        yield from reasons(condition.not_, facts, parameters, ~wanted)
        return
    parts = condition.all or condition.any
    for part in parts:
        yield from reasons(part, facts, parameters, wanted)
    if not parts and answer_to(condition, facts, parameters) is wanted:
        yield _reason(condition, facts, parameters)


def _all(parts: list[Holds]) -> Holds:
    whole = all_of(part.holds for part in parts)
    if whole is NO:
        return next(Holds(NO, part.because) for part in parts if part.holds is NO)
    if whole is CANNOT_SAY:
        return Holds(
            whole,
            (),
            tuple(dict.fromkeys(name for part in parts if part.holds is CANNOT_SAY for name in part.settles)),
        )
    return Holds(whole, tuple(dict.fromkeys(reason for part in parts for reason in part.because)))


def _not(part: Holds) -> Holds:
    return part._replace(holds=~part.holds)


def _implied(
    c: ItemCondition, facts: Facts, parameter: ItemParameter, known: Mapping[str, ItemParameter]
) -> Answer:
    """A yes-or-no question that nobody answered, where another answer settles it."""
    for value, when in ((True, parameter.yes_when), (False, parameter.no_when)):
        if when is not None and answer_to(when, facts, known) is YES:
            return answer_of(holds=value == c.is_)
    return CANNOT_SAY


def _number(c: ItemCondition, value: Fact | None, facts: Facts, known: Mapping[str, ItemParameter]) -> Answer:
    """A comparison of a number, of some point of a range, or of the most it can be where only a larger
    number is known."""
    if isinstance(value, ValueRange):
        if _meets_within(c, value.low, value.high):
            return YES
        low, high = -inf if value.low_open else value.low, inf if value.high_open else value.high
        return CANNOT_SAY if _meets_within(c, low, high) else NO
    if value is not None:
        return answer_of(holds=_meets_within(c, float(value), float(value)))
    most, _ = _most(c.parameter, facts, known)
    if most is None:
        return CANNOT_SAY
    ruled_out = (c.at_least is not None and most < c.at_least) or (c.above is not None and most <= c.above)
    return NO if ruled_out else CANNOT_SAY


def _most(name: str, facts: Facts, known: Mapping[str, ItemParameter]) -> tuple[float | None, str]:
    seen: set[str] = set()
    while (larger := known[name].at_most_of) and larger not in seen:
        seen.add(larger)
        value = facts.get(larger)
        if isinstance(value, int | float):
            return float(value), larger
        name = larger
    return None, ""


def _meets_within(c: ItemCondition, low: float, high: float) -> bool:
    """Whether a point from low to high is within the limits of a comparison."""
    floor, ceiling = low, high
    strict = False
    if c.at_least is not None:
        floor = max(floor, c.at_least)
    if c.at_most is not None:
        ceiling = min(ceiling, c.at_most)
    if c.above is not None and c.above >= floor:
        floor, strict = c.above, True
    if c.below is not None and c.below <= ceiling:
        ceiling, strict = c.below, True
    return floor < ceiling or (floor == ceiling and not strict)


def _on_line(line: LengthLimit, facts: Facts) -> Answer:
    """Whether an error of base + L/slope is within at_most + L/divisor at some length L of the machine."""
    if line.base not in facts:
        return CANNOT_SAY
    base, limit, divisor = _exact(facts[line.base]), _exact(line.at_most), _exact(line.divisor)
    if base <= limit:
        return YES  # at the shortest length, whatever is added for longer ones
    if line.slope not in facts:
        return CANNOT_SAY
    gained = 1 / divisor - 1 / _exact(facts[line.slope])
    if gained <= 0:
        return NO  # it begins above the limit and never comes nearer
    if line.over not in facts:
        return CANNOT_SAY
    return answer_of(holds=_exact(facts[line.over]) * gained >= base - limit)


def crossing(line: LengthLimit, facts: Facts) -> float | None:
    """The length from which an error that begins above the limit is within it, or None where there is none."""
    if line.base not in facts or line.slope not in facts:
        return None
    gained = 1 / _exact(line.divisor) - 1 / _exact(facts[line.slope])
    above = _exact(facts[line.base]) - _exact(line.at_most)
    return float(above / gained) if gained > 0 and above > 0 else None


def turning_points(line: LengthLimit, name: str, facts: Facts) -> set[float]:
    """The values of one parameter of a line at which its answer can change, the others being as known."""
    limit, divisor = _exact(line.at_most), _exact(line.divisor)
    base, slope, over = (_exact(facts[n]) if n in facts else None for n in line.names)
    if name == line.over:
        length = crossing(line, facts)
        return set() if length is None else {length}
    points = {limit if name == line.base else divisor}
    if name == line.base and over is not None:
        points |= {limit + over / divisor * part for part in (Fraction(1, 2), Fraction(1))}
        points |= {limit + over * (1 / divisor - 1 / slope)} if slope is not None else set()
    if name == line.slope and base is not None and over:
        left = 1 / divisor - (base - limit) / over
        points |= {1 / left} if left > 0 else set()
    return {float(point) for point in points if point > 0}


def _exact(value: Fact) -> Fraction:
    """A number as the decimal it was written as, so that a limit is met at exactly its number."""
    return Fraction(str(value))


def _reason(c: ItemCondition, facts: Facts, known: Mapping[str, ItemParameter]) -> str:
    """Why a comparison that can be answered is answered so."""
    if c.line is not None:
        return _line_reason(c.line, facts, known)
    parameter, value = known[c.parameter], value_of(c, facts)
    if value is None and parameter.type == "number":
        most, name = _most(c.parameter, facts, known)
        return f"{parameter.title} is at most {most:g}, because {known[name].title} is {most:g}; {limits(c)}"
    if value is None:
        return _implied_reason(facts, parameter, known)
    if parameter.type == "number":
        return f"{parameter.title} {with_unit(value, parameter)}, {limits(c, parameter.unit)}"
    if c.within:
        met = answer_to(c, facts, known) is YES
        return f"{parameter.title} {value} is {'' if met else 'not '}in {', '.join(c.within)}"
    called = parameter.called.get(str(value), "")
    return f"{parameter.title}: {shown(value)}{f' ({called})' if called else ''}"


def _implied_reason(facts: Facts, parameter: ItemParameter, known: Mapping[str, ItemParameter]) -> str:
    for value, when in ((True, parameter.yes_when), (False, parameter.no_when)):
        found = holds(when, facts, known) if when is not None else Holds(CANNOT_SAY)
        if found.holds is YES:
            return f"{parameter.title}: {shown(value)}, because {'; '.join(found.because)}"
    return parameter.title


def _line_reason(line: LengthLimit, facts: Facts, known: Mapping[str, ItemParameter]) -> str:
    unit = known[line.base].unit
    error = f"{shown(facts[line.base])}" + (f" + L/{shown(facts[line.slope])}" if line.slope in facts else "")
    where = ""
    length = crossing(line, facts)
    if length is not None and line.over in facts:
        unit_of_length, longest = known[line.over].unit, with_unit(facts[line.over], known[line.over])
        where = f"; it is within it from L = {length:g} {unit_of_length} on, and the longest is {longest}"
    return f"permissible error {error} {unit}, {line_limit(line, unit)}{where}"


def line_limit(line: LengthLimit, unit: str = "") -> str:
    """The limit of a line in words: the threshold is at most 1.7 + L/1000 at some length."""
    return f"the threshold is at most {line.at_most:g} + L/{line.divisor:g}{f' {unit}' if unit else ''} at some length"


def limits(c: ItemCondition, unit: str = "") -> str:
    """The limits of a comparison in words: the threshold is at least 5."""
    words = [
        f"{word} {limit:g}"
        for word, limit in (
            ("at least", c.at_least), ("at most", c.at_most), ("more than", c.above), ("less than", c.below),
        )
        if limit is not None
    ]  # fmt: skip
    by = f", by {test_name(c.standard)}" if c.standard else ""
    return f"the threshold is {' and '.join(words)}{f' {unit}' if unit else ''}{by}"


def test_name(standard: str) -> str:
    """A test as it is cited: iso-230-2-1988 is ISO 230-2:1988."""
    name, _, year = standard.rpartition("-")
    return f"{name.upper().replace('-', ' ', 1)}:{year}" if year.isdigit() else standard


def shown(value: Fact) -> str:
    """A fact as a reader writes it."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, ValueRange):
        return value.says
    return f"{value:g}" if isinstance(value, float | int) else value


def with_unit(value: Fact, parameter: ItemParameter) -> str:
    """A fact with the unit of its parameter."""
    return f"{shown(value)} {parameter.unit}" if parameter.unit else shown(value)
