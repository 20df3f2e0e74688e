"""Classifying an item: entry by entry, whether it meets the threshold, with the reason and what is missing.

An exclusion has to be shown: an item that meets a threshold meets the entry unless the facts that an
exclusion asks for are known, and the answer names them. A heading of the tariff is a hint only.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import ClassVar, Literal

import msgspec

from yalu.goods.conditions import Facts, Holds, holds, shown
from yalu.goods.items import Item
from yalu.goods.records import ControlList, Entry, Parameter
from yalu.goods.regime_items import REGIME_ORDER
from yalu.vocabulary.answers import CANNOT_SAY, NO, YES, Answer
from yalu.vocabulary.coverage import Asked, Coverage, Covered, combined
from yalu.vocabulary.dates import parse_date
from yalu.vocabulary.results import Citation, Trail, TrailRow
from yalu.vocabulary.strength import Quality, Strength, Support
from yalu.vocabulary.tables import Results

Meets = Literal["meets", "does_not", "cannot_say", "not_asked"]
Hint = Literal["hinted", "other_heading", "none"]
_BOUND = {"kind": "kind of goods", "destination": "destination"}
_WORD: dict[Answer, Meets] = {YES: "meets", NO: "does_not", CANNOT_SAY: "cannot_say"}
_READ: dict[str, Quality] = {"verified": "sound", "partly": "read_in_part", "memory": "unread"}


class Classification(Covered, frozen=True, kw_only=True, omit_defaults=True):
    """What is known of one item against one entry, or ``not_asked`` for a list without an entry on it here.

    ``text`` is the threshold in our words; ``settled_by`` are the parameters that would settle a
    ``cannot_say``; ``unless`` says under which circumstances, not shown, ``meets`` would not hold.
    ``coverage`` is the list with the number of its entries that were asked about the item.
    """

    OUTCOME: ClassVar[str] = "answer"
    CLEAN: ClassVar[frozenset[str]] = frozenset({"does_not"})

    id: str
    item: str
    entry: str
    list: str
    version: str
    title: str
    answer: Meets
    because: str
    text: str = ""
    settled_by: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    hs: Hint = "none"
    verified: str = ""
    trail: Trail = Trail()


class Against(msgspec.Struct, frozen=True):
    """What an item is held against: entries, their lists and the parameters they name."""

    entries: Sequence[Entry]
    lists: Mapping[str, ControlList]
    parameters: Mapping[str, Parameter]
    sources: Mapping[str, Citation]


def classify(item: Item, against: Against, *, on: date | None = None) -> Results[Classification]:
    """The item against every entry that may be about it, in the order of the lists and entries.

    An entry about other kinds of goods is left out, and a control list none of whose entries here is
    about the item is ``not_asked``. ``on`` is the day of the transfer; an entry not in force that day
    does not apply, and a list that was read in another version says so. The coverage of the whole names
    every list that was asked, its edition, and what is known not to be in it.
    """
    about = [entry for entry in against.entries if _is_about(entry, item.facts)]
    counts = Counter(entry.list for entry in about)
    lists = sorted(against.lists.items(), key=lambda pair: (pair[1].order, pair[0]))
    answers: dict[str, Classification] = {}
    for name, control in lists:
        if not counts[name] and control.order < REGIME_ORDER:
            answers[name] = _not_asked(item, control)
        covered = Coverage((_asked(control, counts[name]),))
        for entry in about:
            if entry.list == name:
                answers[entry.id] = _answer(item, entry, against, answers, on, covered)
    whole = combined(
        Coverage((_asked(control, counts[name], named=True),)) if counts[name] else Coverage((), (control.title,))
        for name, control in lists
        if counts[name] or control.order < REGIME_ORDER
    )
    return Results(list(answers.values()), whole)


def _asked(control: ControlList, entries: int, *, named: bool = False) -> Asked:
    """A list as it was asked; ``named`` names what is left out of it, which is told once for all answers."""
    return Asked(
        name=control.title, kind="list", whole=control.whole, as_of=control.version_date, entries=entries,
        left_out=control.left_out if named else (),
    )  # fmt: skip


def _not_asked(item: Item, control: ControlList) -> Classification:
    kind, code = item.facts.get("kind"), item.facts.get("hs")
    what = f"on {shown(kind)}" if kind is not None else f"that heading {code} hints at" if code else "at all"
    return Classification(
        id=f"goods/{control.id}/{item.id}", item=item.id, entry=control.id, list=control.title,
        version=control.version, title=control.title, answer="not_asked", coverage=Coverage((), (control.title,)),
        because=f"no entry {what} is encoded here, which does not say that the list has none",
    )  # fmt: skip


def next_question(answers: Iterable[Classification], asked: Iterable[str] = ()) -> str:
    """The parameter that would settle most of the open answers, or empty text; ties broken by name."""
    counts: Counter[str] = Counter()
    for answer in answers:
        if answer.answer == "cannot_say":
            counts.update(name for name in answer.settled_by if name not in set(asked))
    return min(counts, key=lambda name: (-counts[name], name)) if counts else ""


def _is_about(entry: Entry, facts: Facts) -> bool:
    kind, code = facts.get("kind"), str(facts.get("hs", ""))
    if not entry.applies_to:
        return True
    if kind is not None:
        return kind in entry.applies_to
    return not code or any(_same_heading(code, hint) for hint in entry.hs_hints)


def _same_heading(code: str, hint: str) -> bool:
    short = min(len(code), len(hint))
    return code[:short] == hint[:short]


def _answer(
    item: Item, entry: Entry, against: Against, before: Mapping[str, Classification], on: date | None, covered: Coverage,
) -> Classification:  # fmt: skip
    found, unless = _judge(item, entry, against, before, on)
    kind = _WORD[found.holds]
    control = against.lists[entry.list]
    notes = (*_version_note(entry, control, on), *((entry.note,) if entry.note else ()))
    settles = found.settles if kind == "cannot_say" else ()
    because = f"not known: {', '.join(settles)}" if settles else "; ".join(found.because)
    return Classification(
        id=f"goods/{entry.id}/{item.id}",
        item=item.id,
        entry=entry.id,
        list=control.title,
        version=control.version,
        title=entry.title,
        answer=kind,
        because=because,
        text=entry.text,
        settled_by=settles,
        unless=unless if kind == "meets" else (),
        hs=_hint(entry, item.facts),
        verified=entry.verified,
        coverage=covered,
        trail=Trail(
            coverage=covered,
            strength=Strength((Support(kind="clause", id=entry.id, quality=_READ[entry.verified]),)),
            steps=tuple(f"{name} = {shown(value)}" for name, value in sorted(item.facts.items())),
            rules=(f"{control.title} {entry.entry}: {entry.text}",),
            rows=(
                TrailRow(
                    entry.id,
                    entry.title,
                    kind.replace("_", " "),
                    because,
                    tuple(against.sources.get(name, Citation(name)) for name in entry.sources),
                ),
            ),
            notes=notes,
        ),
    )


def _judge(
    item: Item, entry: Entry, against: Against, before: Mapping[str, Classification], on: date | None
) -> tuple[Holds, tuple[str, ...]]:
    out = _out_of_force(entry, on)
    if out:
        return Holds(NO, (out,)), ()
    bound = _bound(entry, item.facts)
    met = bound if bound.holds is NO else holds(entry.meets, item.facts, against.parameters)
    if met.holds is NO:
        return met, ()
    left_out, unless = _left_out(item, entry, against, before)
    if left_out:
        return Holds(NO, (left_out,)), ()
    if met.holds & bound.holds is CANNOT_SAY:
        return Holds(CANNOT_SAY, (), (*bound.settles, *met.settles)), ()
    return Holds(YES, (*bound.because, *met.because)), unless


def _left_out(
    item: Item, entry: Entry, against: Against, before: Mapping[str, Classification]
) -> tuple[str, tuple[str, ...]]:
    """Why an item that meets the threshold is left out all the same, or what has not been shown to do so."""
    unless: list[str] = []
    for exclusion in entry.excludes:
        found = holds(exclusion.when, item.facts, against.parameters)
        if found.holds is YES:
            return f"left out: {exclusion.text}", ()
        if found.holds is CANNOT_SAY:
            unless.append(f"{exclusion.text} ({', '.join(found.settles)} not given)")
    for name in entry.covered_by:
        other = before.get(name)
        if other is not None and other.answer == "meets":
            return f"{name} covers it already", ()
        if other is not None and other.answer == "cannot_say":
            unless.append(f"{name} covers it already")
    return "", tuple(unless)


def _bound(entry: Entry, facts: Facts) -> Holds:
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


def _out_of_force(entry: Entry, on: date | None) -> str:
    if on is None:
        return ""
    start, until = entry.in_force.start, entry.in_force.until
    if start and on < parse_date(start).earliest:
        return f"not yet in force on {on}; it began on {start}"
    if until and on >= parse_date(until).earliest:
        return f"no longer in force on {on}; it ended on {until}"
    return ""


def _version_note(entry: Entry, control: ControlList, on: date | None) -> tuple[str, ...]:
    if on is None or entry.in_force.start:
        return ()
    if on < parse_date(control.version_date).earliest:
        return (
            f"{control.title}: the text is of {control.version_date}, {control.version}; "
            f"the version in force on {on} was not read, and a threshold may have moved.",
        )
    return ()


def _hint(entry: Entry, facts: Facts) -> Hint:
    code = str(facts.get("hs", ""))
    if not code or not entry.hs_hints:
        return "none"
    return "hinted" if any(_same_heading(code, hint) for hint in entry.hs_hints) else "other_heading"
