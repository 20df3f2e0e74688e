"""Holding what is known of an item against a condition: yes, no, or not known and what would settle it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from yalu.goods.records import Condition, Parameter
from yalu.vocabulary.answers import CANNOT_SAY, NO, YES, Answer, all_of, answer_of

Fact = float | bool | str
Facts = Mapping[str, Fact]
_COMMON = frozenset({"kind", "hs", "destination", "cas"})


class Holds(NamedTuple):
    """Whether a condition holds, the comparisons that decided, and what would settle an open answer."""

    holds: Answer
    because: tuple[str, ...] = ()
    settles: tuple[str, ...] = ()


def holds(condition: Condition, facts: Facts, parameters: Mapping[str, Parameter]) -> Holds:
    """A condition on an item, in three values: one false part of ``all`` is enough for no, one true part
    of ``any`` for yes; what is not known stays not known."""
    if condition.all:
        return _all([holds(part, facts, parameters) for part in condition.all])
    if condition.any:
        turned = _all([_not(holds(part, facts, parameters)) for part in condition.any])
        return _not(turned)
    if condition.not_ is not None:
        return _not(holds(condition.not_, facts, parameters))
    return _compare(condition, facts, parameters[condition.parameter], parameters)


def begun(condition: Condition, facts: Facts, parameters: Mapping[str, Parameter]) -> bool:
    """Whether something known of the item already points to a condition that is not known to hold.

    What every item of an entry has in common, its kind, its heading, its chemical and where it goes, points to
    nothing.
    """
    if condition.not_ is not None:
        inner = condition.not_
        return inner.parameter not in _COMMON and holds(inner, facts, parameters).holds is NO
    parts = condition.all or condition.any
    if parts:
        return any(begun(part, facts, parameters) for part in parts)
    return condition.parameter not in _COMMON and holds(condition, facts, parameters).holds is YES


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


def _compare(c: Condition, facts: Facts, parameter: Parameter, known: Mapping[str, Parameter]) -> Holds:
    if c.standard and c.parameter in facts:
        measured = facts.get("accuracy_standard", "")
        if measured != c.standard:
            return Holds(CANNOT_SAY, (), (c.parameter if measured else "accuracy_standard",))
    value = facts.get(c.parameter)
    if parameter.type == "number":
        return _number(c, value, facts, known)
    if value is None:
        return _implied(c, facts, parameter, known)
    if c.within:
        met = any(str(value).startswith(code) for code in c.within)
        return Holds(
            answer_of(holds=met),
            (f"{parameter.title} {value} is {'' if met else 'not '}in {', '.join(c.within)}",),
        )
    if c.one_of:
        met = value in c.one_of
        called = parameter.called.get(str(value), "")
        name = f"{shown(value)} ({called})" if called else shown(value)
        return Holds(answer_of(holds=met), (f"{parameter.title}: {name}",))
    return Holds(answer_of(holds=value == c.is_), (f"{parameter.title}: {shown(value)}",))


def _implied(c: Condition, facts: Facts, parameter: Parameter, known: Mapping[str, Parameter]) -> Holds:
    """A yes-or-no question that nobody answered, where another answer settles it."""
    for value, when in ((True, parameter.yes_when), (False, parameter.no_when)):
        found = holds(when, facts, known) if when is not None else Holds(CANNOT_SAY)
        if found.holds is YES:
            reason = f"{parameter.title}: {shown(value)}, because {'; '.join(found.because)}"
            return Holds(answer_of(holds=value == c.is_), (reason,))
    return Holds(CANNOT_SAY, (), (c.parameter,))


def _number(c: Condition, value: Fact | None, facts: Facts, known: Mapping[str, Parameter]) -> Holds:
    """A comparison of a number, or of the most it can be when only a larger number is known."""
    title = known[c.parameter].title
    if value is not None:
        met = _within(c, float(value))
        unit = known[c.parameter].unit
        return Holds(
            answer_of(holds=met), (f"{title} {with_unit(value, known[c.parameter])}, {limits(c, unit)}",)
        )
    most, name = _most(c.parameter, facts, known)
    if most is None:
        return Holds(CANNOT_SAY, (), (c.parameter,))
    ruled_out = (c.at_least is not None and most < c.at_least) or (c.above is not None and most <= c.above)
    if ruled_out:
        reason = f"{title} is at most {most:g}, because {known[name].title} is {most:g}; {limits(c)}"
        return Holds(NO, (reason,))
    return Holds(CANNOT_SAY, (), (c.parameter,))


def _most(name: str, facts: Facts, known: Mapping[str, Parameter]) -> tuple[float | None, str]:
    seen: set[str] = set()
    while (larger := known[name].at_most_of) and larger not in seen:
        seen.add(larger)
        if larger in facts:
            return float(facts[larger]), larger
        name = larger
    return None, ""


def _within(c: Condition, value: float) -> bool:
    return (
        (c.at_least is None or value >= c.at_least)
        and (c.at_most is None or value <= c.at_most)
        and (c.above is None or value > c.above)
        and (c.below is None or value < c.below)
    )


def limits(c: Condition, unit: str = "") -> str:
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
    return f"{value:g}" if isinstance(value, float | int) else value


def with_unit(value: Fact, parameter: Parameter) -> str:
    """A fact with the unit of its parameter."""
    return f"{shown(value)} {parameter.unit}" if parameter.unit else shown(value)
