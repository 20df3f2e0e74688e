"""Judging an item by one entry: the threshold, what the entry leaves out, and what it leaves to others.

An exclusion has to be shown. Where nothing known points to one, an item that meets the threshold meets the
entry *unless*, and the answer names the facts. Where one is shown in part (a cylindrical grinder to 150 mm,
its axes unknown) nothing can be said, and no answer is ``does_not`` on an exclusion that is not shown whole.
Where every case of what is not known gives one answer, that is the answer.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple, Protocol

from yalu.goods.completions import verdict
from yalu.goods.conditions import Facts, Holds, begun, holds, reasons, shown, with_unit
from yalu.goods.lists.relevance import FirstAnswer, relevance
from yalu.goods.records import ControlEntry, ItemCondition, ItemParameter
from yalu.vocabulary.answers import CANNOT_SAY, NO, YES
from yalu.vocabulary.dates import parse_date

_OUTSIDE = "covered by "  # the question whether an entry that is not here covers the item
_UNREAD = ItemParameter(title="covered elsewhere", question="", type="yes_no")
_READ = frozenset({"verified", "partly"})  # an entry read in neither way covers nothing for certain
_BOUND = {"kind": "kind of goods", "destination": "destination"}


class EntryScope(Protocol):
    """The entries an item is checked against, and the parameters they name."""

    @property
    def entries(self) -> Sequence[ControlEntry]:
        """Every entry."""

    @property
    def parameters(self) -> Mapping[str, ItemParameter]:
        """The parameters by id."""


class PartialAnswer(NamedTuple):
    """An answer on the way: with what would settle it, what would undo it, and whether it rests on the text."""

    holds: Holds
    unless: tuple[str, ...] = ()
    undone_by: tuple[str, ...] = ()
    by_text: bool = True


def judge(
    facts: Facts, entry: ControlEntry, against: EntryScope, before: Mapping[str, FirstAnswer], on: date | None
) -> PartialAnswer:
    """What is known of an item against one entry; ``before`` are the answers on the entries that come first."""
    known = relevance(against.entries, against.parameters)
    if known is None:
        return _judged(facts, entry, against, before, on)
    key = known.key(entry, facts, before, on)
    found = known.kept.get(key)
    return (
        found
        if isinstance(found, PartialAnswer)
        else known.keep(key, _judged(facts, entry, against, before, on))
    )


def _judged(
    facts: Facts, entry: ControlEntry, against: EntryScope, before: Mapping[str, FirstAnswer], on: date | None
) -> PartialAnswer:
    out = _out_of_force(entry, on)
    if out:
        return PartialAnswer(Holds(NO, (out,)), by_text=False)
    bound = _bound(entry, facts)
    if bound.holds is NO:
        return PartialAnswer(bound, by_text=False)
    met = _in_every_case(entry.meets, facts, against.parameters)
    if met.holds is NO:
        return PartialAnswer(met)
    limits = _limits(facts, entry, against, before)
    if limits.left_out:
        return PartialAnswer(Holds(NO, (limits.left_out,)))
    settles = tuple(dict.fromkeys((*bound.settles, *met.settles, *limits.open)))
    judged = PartialAnswer(Holds(YES, (*bound.because, *met.because)), limits.unless, limits.undone_by)
    if met.holds & bound.holds is CANNOT_SAY or limits.open:
        judged = PartialAnswer(Holds(CANNOT_SAY, (), settles), limits.unless, limits.undone_by)
    if judged.holds.holds is YES and not judged.unless:
        return judged
    return _settled_anyway(facts, entry, against, on, judged)


def _in_every_case(condition: ItemCondition, facts: Facts, parameters: Mapping[str, ItemParameter]) -> Holds:
    """A condition in three values, and the same answer where all cases of what is not known agree."""
    found = holds(condition, facts, parameters)
    if found.holds is not CANNOT_SAY:
        return found
    exact = verdict(condition, facts, parameters)
    if exact is CANNOT_SAY:
        return found
    titles = " and ".join(parameters[name].title for name in found.settles)
    why = dict.fromkeys(
        (*reasons(condition, facts, parameters, exact), *_tied(found.settles, facts, parameters))
    )
    return Holds(exact, (*why, f"whatever the answer on {titles}"))


def _tied(names: Sequence[str], facts: Facts, parameters: Mapping[str, ItemParameter]) -> list[str]:
    """What is known that narrows a question: axes that cannot contour in two, rotary axes among those asked for."""
    tied = []
    for name in facts:
        parameter = parameters.get(name)
        if parameter is None:
            continue
        implied = [
            n for when in (parameter.yes_when, parameter.no_when) if when is not None for n in when.names
        ]
        if set(names) & {*implied, parameter.at_most_of}:
            tied.append(f"{parameter.title}: {with_unit(facts[name], parameter)}")
    return tied


def _settled_anyway(
    facts: Facts, entry: ControlEntry, against: EntryScope, on: date | None, judged: PartialAnswer
) -> PartialAnswer:
    """An open answer where threshold, exclusions and the entries that come first leave only one together."""
    whole = _whole(entry, {e.id: e for e in against.entries}, on)
    unread = {name: _UNREAD for name in whole.names if name.startswith(_OUTSIDE)}
    known = {**against.parameters, **unread}
    exact = verdict(whole, facts, known)
    if exact is NO:
        unless = (text for text in judged.unless if text != _elsewhere(entry))
        others = (*unless, *(_covered(name) for name in entry.covered_by))
        return PartialAnswer(
            Holds(NO, (f"one of these holds in every case: {'; '.join(dict.fromkeys(others))}",))
        )
    if exact is CANNOT_SAY and unread:
        exact = verdict(whole, {**facts, **dict.fromkeys(unread, False)}, known)
    if exact is CANNOT_SAY:
        return judged
    met = _in_every_case(entry.meets, facts, against.parameters)
    own = {_elsewhere(entry), *(_covered(name) for name in entry.covered_by if _OUTSIDE + name in unread)}
    return PartialAnswer(Holds(YES, met.because), tuple(text for text in judged.unless if text in own))


def _whole(entry: ControlEntry, entries: Mapping[str, ControlEntry], on: date | None) -> ItemCondition:
    """All that an entry asks as one condition: its kinds, its threshold, and not what it leaves out or to others.

    Whether an entry covers the item that is not here, or whose text was not read, is a question by itself.
    """
    parts = [entry.meets, *(ItemCondition(not_=exclusion.when) for exclusion in entry.excludes)]
    for name, wanted in (("kind", entry.applies_to), ("destination", entry.destinations)):
        parts += [ItemCondition(parameter=name, one_of=wanted)] if wanted else []
    outside = list(entry.covered_elsewhere)
    for name in entry.covered_by:
        first = entries.get(name)
        if first is None or _out_of_force(first, on):
            continue
        if first.verified not in _READ:
            outside.append(name)
        else:
            parts.append(
                ItemCondition(not_=_whole(first, {k: e for k, e in entries.items() if k != name}, on))
            )
    parts += [ItemCondition(not_=ItemCondition(parameter=_OUTSIDE + name, is_=True)) for name in outside]
    return ItemCondition(all=tuple(parts))


class EntryLimits(NamedTuple):
    """What takes an item out of an entry whose threshold it meets, or may do so.

    ``open`` are the questions of an exclusion that something known already points to, so that nothing
    can be said before they are answered. ``unless`` are exclusions to which nothing known points, with
    their questions in ``undone_by``.
    """

    left_out: str = ""
    open: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    undone_by: tuple[str, ...] = ()


def _limits(
    facts: Facts, entry: ControlEntry, against: EntryScope, before: Mapping[str, FirstAnswer]
) -> EntryLimits:
    questions: list[str] = []
    unless: list[str] = []
    undone_by: list[str] = []
    for exclusion in entry.excludes:
        found = _in_every_case(exclusion.when, facts, against.parameters)
        if found.holds is YES:
            return EntryLimits(f"left out: {exclusion.text}")
        if found.holds is CANNOT_SAY and begun(exclusion.when, facts, against.parameters):
            questions += found.settles
        elif found.holds is CANNOT_SAY:
            unless.append(f"{exclusion.text} ({', '.join(found.settles)} not given)")
            undone_by += found.settles
    for name in entry.covered_by:
        other = before.get(name)
        if other is None or other.answer == "does_not":
            continue
        if other.answer == "meets" and other.certain:
            return EntryLimits(_covered(name))
        if other.answer == "meets" and other.settled_by:
            questions += other.settled_by
        else:
            unless.append(_covered(name))
            undone_by += other.settled_by
    if entry.covered_elsewhere:
        unless.append(_elsewhere(entry))
    return EntryLimits("", tuple(dict.fromkeys(questions)), tuple(unless), tuple(dict.fromkeys(undone_by)))


def _covered(name: str) -> str:
    return f"{name} covers it already"


def _elsewhere(entry: ControlEntry) -> str:
    names = " or ".join(entry.covered_elsewhere)
    return f"{names}, which comes first and is not encoded here, covers it already"


def _bound(entry: ControlEntry, facts: Facts) -> Holds:
    """What an entry is about at all: its kinds of goods, and where the goods go."""
    because: list[str] = []
    settles: list[str] = []
    for name, wanted in (("kind", entry.applies_to), ("destination", entry.destinations)):
        value = facts.get(name)
        if not wanted:
            continue
        if value is None:
            settles.append(name)
        elif value not in wanted:
            return Holds(NO, (f"the {_BOUND[name]} is {shown(value)}, not {' or '.join(wanted)}",))
        else:
            because.append(f"{_BOUND[name]}: {shown(value)}")
    return Holds(CANNOT_SAY if settles else YES, tuple(because), tuple(settles))


def _out_of_force(entry: ControlEntry, on: date | None) -> str:
    if on is None:
        return ""
    start, until = entry.in_force.start, entry.in_force.until
    if start and on < parse_date(start).earliest:
        return f"not yet in force on {on}; it began on {start}"
    if until and on >= parse_date(until).earliest:
        return f"no longer in force on {on}; it ended on {until}"
    return ""
