"""Classifying an item: entry by entry, whether it meets the threshold, with the reason and what is missing.

How one entry is judged stands in ``judgements``. A heading of the tariff is a hint only.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import ClassVar, Literal

import msgspec

from yalu.goods.conditions import COMMON, Facts, Holds, shown
from yalu.goods.input.items import Item
from yalu.goods.judgements import PartialAnswer, judge
from yalu.goods.lists.regime_items import REGIME_ORDER
from yalu.goods.records import ControlEntry, ControlList, ItemParameter
from yalu.vocabulary.answers import CANNOT_SAY, NO, YES, Answer
from yalu.vocabulary.coverage import Asked, Coverage, Covered, combined
from yalu.vocabulary.dates import parse_date
from yalu.vocabulary.results import Citation, Trail, TrailRow
from yalu.vocabulary.strength import Quality, Strength, Support
from yalu.vocabulary.tables import Results
from yalu.vocabulary.words.numerals import plural

Meets = Literal["meets", "does_not", "cannot_say", "not_asked"]
Hint = Literal["hinted", "other_heading", "none"]
_WORD: dict[Answer, Meets] = {YES: "meets", NO: "does_not", CANNOT_SAY: "cannot_say"}
_READ: dict[str, Quality] = {
    "verified": "sound",
    "partly": "read_in_part",
    "memory": "unread",
    "named": "unread",
}


class Classification(Covered, frozen=True, kw_only=True, omit_defaults=True):
    """What is known of one item against one entry, or ``not_asked`` for a list without an entry on it here.

    ``text`` is the threshold in our words. ``certain`` is true when whatever is still unanswered cannot
    change the answer and its text was read. ``unless`` says under which circumstances, not shown,
    ``meets`` would not hold. ``settled_by`` are the parameters that would settle a ``cannot_say`` or such
    a ``meets``, or in words a text to be read.
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
    certain: bool = False
    text: str = ""
    settled_by: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    hs: Hint = "none"
    verified: str = ""
    trail: Trail = Trail()


class ComparedEntries(msgspec.Struct, frozen=True):
    """What an item is checked against: entries, their lists and the parameters they name."""

    entries: Sequence[ControlEntry]
    lists: Mapping[str, ControlList]
    parameters: Mapping[str, ItemParameter]
    sources: Mapping[str, Citation]


def classify(item: Item, against: ComparedEntries, *, on: date | None = None) -> Results[Classification]:
    """The item against every entry that may be about it, in the order of the lists and entries.

    An entry about other kinds of goods is left out, and a control list none of whose entries here is
    about the item is ``not_asked``. ``on`` is the day of the transfer; an entry not in force that day
    does not apply, and a list that was read in another version says so. The coverage of the whole names
    every list that was asked, its edition, and what is known not to be in it.
    """
    about = [
        entry
        for entry in against.entries
        if _is_about(entry, item.facts, against.parameters) and _may_be(item, entry)
    ]
    counts = Counter(entry.list for entry in about)
    here_in_all = Counter(entry.list for entry in against.entries)
    hidden = Counter(
        entry.list for entry in against.entries if _behind_heading(entry, item.facts, against.parameters)
    )
    code = item.facts.get("hs")
    lists = sorted(against.lists.items(), key=lambda pair: (pair[1].order, pair[0]))
    answers: dict[str, Classification] = {}
    for name, control in lists:
        if not counts[name] and control.order < REGIME_ORDER:
            answers[name] = _not_asked(item, control, hidden[name])
        covered = Coverage((_asked(control, counts[name], here_in_all[name]),))
        here = [entry for entry in about if entry.list == name]
        found: dict[str, Classification] = {}
        for entry in _first_things_first(here):
            found[entry.id] = _answer(item, entry, against, found, on, covered)
        answers |= {entry.id: found[entry.id] for entry in here}
    whole = combined(
        Coverage(
            (
                _asked(
                    control, counts[name], here_in_all[name], named=True, hidden=_hidden(hidden[name], code)
                ),
            )
        )
        if counts[name]
        else Coverage((), (control.title,))
        for name, control in lists
        if counts[name] or control.order < REGIME_ORDER
    )
    return Results(list(answers.values()), whole)


def _first_things_first(entries: Sequence[ControlEntry]) -> list[ControlEntry]:
    """Entries after those that come before them in law; entries that wait for each other keep their order."""
    waiting, ordered = list(entries), list[ControlEntry]()
    while waiting:
        names = {entry.id for entry in waiting}
        ready = [entry for entry in waiting if not names & set(entry.covered_by)] or waiting[:1]
        ordered += ready
        waiting = [entry for entry in waiting if entry not in ready]
    return ordered


def _hidden(count: int, code: object) -> tuple[str, ...]:
    """How many entries a heading kept from being asked."""
    what = plural(count, "entry", "entries")
    return (f"{what} here, left out because of the heading {code}",) if count else ()


def _asked(
    control: ControlList, entries: int, out_of: int, *, named: bool = False, hidden: tuple[str, ...] = ()
) -> Asked:
    """A list as it was asked; ``named`` names what is left out of it, which is said once for all answers."""
    return Asked(
        name=control.title, kind="list", whole=control.whole, as_of=control.version_date, entries=entries,
        out_of=out_of, left_out=(*hidden, *control.left_out) if named else (),
    )  # fmt: skip


def _not_asked(item: Item, control: ControlList, hidden: int) -> Classification:
    kind, code = item.facts.get("kind"), item.facts.get("hs")
    what = f"on {shown(kind)}" if kind is not None else f"that heading {code} hints at" if code else "at all"
    return Classification(
        id=f"goods/{control.id}/{item.id}", item=item.id, entry=control.id, list=control.title,
        version=control.version, title=control.title, answer="not_asked", coverage=Coverage((), (control.title,)),
        because="; ".join(
            (f"no entry {what} is encoded here, which does not say that the list has none", *_hidden(hidden, code))
        ),
    )  # fmt: skip


def next_question(answers: Iterable[Classification], asked: Iterable[str] = ()) -> str:
    """The parameter that would settle most of the open answers, or empty text; ties broken by name.

    A text that has to be read first is no question to ask.
    """
    counts: Counter[str] = Counter()
    for answer in answers:
        if answer.answer == "cannot_say":
            counts.update(
                name for name in answer.settled_by if name.isidentifier() and name not in set(asked)
            )
    return min(counts, key=lambda name: (-counts[name], name)) if counts else ""


def _is_about(entry: ControlEntry, facts: Facts, parameters: Mapping[str, ItemParameter]) -> bool:
    if not entry.applies_to:
        return True
    kind = facts.get("kind")
    return kind in entry.applies_to if kind is not None else not _behind_heading(entry, facts, parameters)


def _behind_heading(entry: ControlEntry, facts: Facts, parameters: Mapping[str, ItemParameter]) -> bool:
    """Whether only a heading speaks, and not of this entry; what is known of a parameter it turns on speaks for it."""
    code = str(facts.get("hs", ""))
    if not code or "kind" in facts or not entry.applies_to:
        return False
    if any(_same_heading(code, hint) for hint in entry.hs_hints):
        return False
    known = {name: parameters[name].at_most_of for name in facts if name in parameters}
    return not _turns_on(entry, parameters) & {*known, *known.values()}


def _turns_on(entry: ControlEntry, parameters: Mapping[str, ItemParameter]) -> set[str]:
    """The parameters that can decide an entry, directly or by what follows from them; not what all goods have."""
    waiting = [name for c in (entry.meets, *(x.when for x in entry.excludes)) for name in c.names]
    found: set[str] = set()
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            parameter = parameters[name]
            implied = (parameter.yes_when, parameter.no_when)
            waiting += [n for when in implied if when is not None for n in when.names]
            waiting += [parameter.at_most_of] if parameter.at_most_of else []
    return found - COMMON


def _may_be(item: Item, entry: ControlEntry) -> bool:
    """Whether an item of several possible kinds may be of one the entry is about."""
    return not item.might_be or not entry.applies_to or bool(set(item.might_be) & set(entry.applies_to))


def _same_heading(code: str, hint: str) -> bool:
    short = min(len(code), len(hint))
    return code[:short] == hint[:short]


def _answer(
    item: Item, entry: ControlEntry, against: ComparedEntries, before: Mapping[str, Classification], on: date | None, covered: Coverage,
) -> Classification:  # fmt: skip
    judged = judge(item.facts, entry, against, before, on)
    control = against.lists[entry.list]
    strength = Strength((_support(entry, judged),))
    found = judged.holds if strength.certain else _capped(judged.holds, entry, strength)
    kind = _WORD[found.holds]
    unless = judged.unless if kind == "meets" else ()
    settles = judged.undone_by if unless else found.settles if kind == "cannot_say" else ()
    because = "; ".join(found.because) or f"not known: {', '.join(settles)}"
    return Classification(
        id=f"goods/{entry.id}/{item.id}",
        item=item.id,
        entry=entry.id,
        list=control.title,
        version=control.version,
        title=entry.title,
        answer=kind,
        certain=strength.certain and kind != "cannot_say" and not unless and not item.read,
        because=because,
        text=entry.text,
        settled_by=settles,
        unless=unless,
        hs=_hint(entry, item.facts),
        verified=entry.verified,
        coverage=covered,
        trail=Trail(
            coverage=covered,
            strength=strength,
            steps=tuple(
                f"{name} = {shown(value)}{', read from the description' if name in item.read else ''}"
                for name, value in sorted(item.facts.items())
            ),
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
            notes=(*item.notes, *_version_note(entry, control, on), *((entry.note,) if entry.note else ())),
        ),
    )


def _support(entry: ControlEntry, judged: PartialAnswer) -> Support:
    """The clause an answer rests on. That a law is on another destination or day does not hang on its words."""
    if judged.by_text:
        return Support(kind="clause", id=entry.id, quality=_READ[entry.verified])
    return Support(kind="clause", id=entry.measure or entry.list, quality="sound")


def _capped(found: Holds, entry: ControlEntry, strength: Strength) -> Holds:
    """What an entry whose text nobody here has read can say: nothing, and what it would say by memory."""
    if found.holds is CANNOT_SAY:
        return found._replace(settles=(*found.settles, strength.settled_by))
    if entry.verified == "named":
        return Holds(
            CANNOT_SAY, ("the list names such goods, and its limits were not read",), (strength.settled_by,)
        )
    said = f"by memory of the text it {_WORD[found.holds].replace('_', ' ')}"
    return Holds(CANNOT_SAY, (f"{said}: {'; '.join(found.because)}",), (strength.settled_by,))


def _version_note(entry: ControlEntry, control: ControlList, on: date | None) -> tuple[str, ...]:
    if on is None or entry.in_force.start:
        return ()
    if on < parse_date(control.version_date).earliest:
        return (
            f"{control.title}: the text is of {control.version_date}, {control.version}; "
            f"the version in force on {on} was not read, and a threshold may have moved.",
        )
    return ()


def _hint(entry: ControlEntry, facts: Facts) -> Hint:
    code = str(facts.get("hs", ""))
    if not code or not entry.hs_hints:
        return "none"
    return "hinted" if any(_same_heading(code, hint) for hint in entry.hs_hints) else "other_heading"
