"""Answers about goods in words: an item in one line, an entry with its threshold, an id of an answer explained."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from yalu.documents.choices import ChoiceError
from yalu.documents.problems import did_you_mean
from yalu.goods.classification import Classification, classify
from yalu.goods.input.items import Item, ItemError, item_of
from yalu.goods.lists.bundled_goods import BundledGoods
from yalu.goods.records import ControlEntry, ControlList, ItemCondition
from yalu.goods.transfers import LawLookup, Transfer, lifting, transfers, with_regime_answers
from yalu.vocabulary.places.countries import place_name
from yalu.vocabulary.tables import Results
from yalu.vocabulary.words.numerals import plural
from yalu.vocabulary.words.readable import spoken_date

Answer = Classification | Transfer
PREFIX = "goods/"
_NUMBER = re.compile(r"[0-9][A-E][0-9]{3}")  # as the EU, the US and many others number entries
_NAMED = 4  # parameters and documents named in one line; the rest are counted
_SAID = {"banned": "banned", "capped": "capped", "cannot_say": "cannot say", "not_in_force": "no law yet"}


def answers(
    item: Item,
    goods: BundledGoods,
    law: LawLookup | None,
    *,
    on: date | None = None,
    today: date | None = None,
) -> tuple[list[Answer], Results[Classification]]:
    """The item against the lists and, joined with them, the law on its destination; the first are what to show.

    ``on`` is the day of the transfer. Without one lists are asked as they were read, and law as of ``today``.
    """
    classified = classify(item, goods.against, on=on)
    where, code = item.facts.get("destination"), item.facts.get("hs")
    if law is None or not isinstance(where, str):
        return [*classified], classified
    codes = frozenset([str(code)] if code else [])
    found = transfers(item, classified, goods, law(where, on or today or date.today(), codes, lifting(item)))
    return with_regime_answers(classified, found, goods), classified


def short_answer(found: Iterable[Answer], goods: BundledGoods) -> str:
    """One line: what the law on the destination says, which entries are met, and what would settle the rest."""
    found = [*found]
    listed = of_lists(found, goods)
    parts = [
        _law(answer) for answer in found if isinstance(answer, Transfer) and answer.answer != "not_asked"
    ]
    by_answer = {
        kind: [a for a in listed if a.answer == kind]
        for kind in ("meets", "cannot_say", "does_not", "not_asked")
    }
    parts += (
        [f"meets {', '.join(name_of(a, goods) for a in by_answer['meets'])}"] if by_answer["meets"] else []
    )
    if by_answer["cannot_say"]:
        wanted = _some(
            dict.fromkeys(
                text for a in by_answer["cannot_say"] for text in a.settled_by if text.isidentifier()
            )
        )
        parts.append(f"cannot say {len(by_answer['cannot_say'])}" + (f" (give {wanted})" if wanted else ""))
    parts += [f"does not {len(by_answer['does_not'])}"] if by_answer["does_not"] else []
    parts += (
        [f"not asked: {', '.join(a.title for a in by_answer['not_asked'])}"] if by_answer["not_asked"] else []
    )
    return "; ".join(parts) or "nothing was asked"


def of_lists(found: Iterable[Answer], goods: BundledGoods) -> list[Classification]:
    """The answers of control lists: without those that a regime names, where its whole answers or is on another state."""
    entries = {entry.id: entry for entry in goods.entries}
    listed = [answer for answer in found if isinstance(answer, Classification)]
    return [a for a in listed if a.entry not in entries or not entries[a.entry].destinations]


def _law(answer: Transfer) -> str:
    target = f"to {place_name(answer.target)}" if answer.target else ""
    first = [ground for ground in answer.grounds if ground.outcome == answer.answer]
    if answer.answer in {"banned", "capped"}:
        more = f" and {plural(len(first) - 1, 'more measure')}" if len(first) > 1 else ""
        since = f"by {first[0].named} since {spoken_date(first[0].since)}{more}"
        return f"{_SAID[answer.answer]} {target} {since}{', unless …' if answer.unless else ''}"
    if answer.answer == "not_in_force":
        return f"{target}: {answer.because}"
    if first:
        return f"{target}: cannot say whether {' or '.join(ground.named for ground in first[:2])} bans it"
    return f"{target}: {answer.because}"


def name_of(answer: Classification, goods: BundledGoods) -> str:
    """An entry by list and place: EU 2B201.a."""
    entry = next((e for e in goods.entries if e.id == answer.entry), None)
    return f"{answer.list.partition(' ')[0]} {entry.entry}" if entry is not None else answer.list


def _some(names: Iterable[str]) -> str:
    listed = list(names)
    more = len(listed) - _NAMED
    return ", ".join(listed[:_NAMED]) + (f" and {more} more" if more > 0 else "")


def not_found(wanted: str, goods: BundledGoods) -> str:
    """What to say of an entry that is not here: that a list has it, or that nobody can tell; never another control.

    A number such as 5A002 is no misspelt 3A225, so a nearest name is only offered where the lists are known not
    to have it or it is no number of a control at all.
    """
    held = goods.not_encoded(wanted)
    if held is not None:
        return f"{wanted} is in the list, not encoded here: {held.control.title}, {held.row.title}; read the list itself"
    if _NUMBER.match(wanted.upper()):
        return (
            f"{wanted} is not encoded here, and whether a control list has it cannot be said from the entries here; "
            "read the list itself (yalu goods list shows what is encoded)"
        )
    return (
        f"unknown entry {wanted!r}{did_you_mean(wanted, _ids(goods))}; yalu goods list shows the entries here"
    )


def _ids(goods: BundledGoods) -> list[str]:
    names = [name for entry in goods.entries for name in (entry.id, entry.entry)]
    return [*names, *goods.lists, *dict.fromkeys(row.regime for row in goods.taken_over)]


def entry_lines(entry: ControlEntry, goods: BundledGoods) -> list[str]:
    """An entry with its threshold as parameters, what it leaves out, and its sources."""
    control = goods.lists[entry.list]
    lines = [
        f"{control.title} {entry.entry}: {entry.title}   [{entry.id}]",
        f"  {entry.text}",
        f"  version: {control.version} ({control.version_date}); text: {entry.verified}",
        "  threshold:",
        *(f"    {line}" for line in condition_lines(entry.meets)),
    ]
    lines += [f"  not: {exclusion.text}" for exclusion in entry.excludes]
    after = entry.covered_elsewhere
    lines += [f"  after: {', '.join(entry.covered_by)}"] if entry.covered_by else []
    lines += [f"  after, and not encoded here: {', '.join(after)}"] if after else []
    lines += [f"  the same elsewhere: {', '.join(entry.matches)}"] if entry.matches else []
    lines += [f"  often declared under (a hint): {', '.join(entry.hs_hints)}"] if entry.hs_hints else []
    since = entry.in_force.start
    lines += [f"  in force from {since} for goods to {', '.join(entry.destinations)}"] if since else []
    lines += [
        f"  taken over: {row.measure} bans what {row.document} lists, since {row.start or 'a day not seen'} ({row.regime})"
        for row in goods.taken_over
        if row.control_list == entry.list
    ]
    lines += [f"  note: {entry.note}"] if entry.note else []
    for name in entry.sources:
        source = goods.sources[name]
        lines.append(f"  source: {source.title} {source.url}".rstrip())
    return lines


def condition_lines(c: ItemCondition, depth: int = 0) -> list[str]:
    """A condition as indented lines, one comparison a line."""
    pad = "  " * depth
    for name in ("all", "any"):
        parts = getattr(c, name)
        if parts:
            return [f"{pad}{name} of", *(line for part in parts for line in condition_lines(part, depth + 1))]
    if c.not_ is not None:
        return [f"{pad}not", *condition_lines(c.not_, depth + 1)]
    if c.line is not None:
        error = f"{c.line.base} + L/{c.line.slope} for some L up to {c.line.over}"
        return [f"{pad}{error}: at most {c.line.at_most:g} + L/{c.line.divisor:g}"]
    words = [
        f"{word} {value:g}"
        for word, value in (
            ("at least", c.at_least), ("at most", c.at_most), ("more than", c.above), ("less than", c.below),
        )
        if value is not None
    ]  # fmt: skip
    if c.is_ is not None:
        words.append(("yes" if c.is_ else "no") if isinstance(c.is_, bool) else str(c.is_))
    words += [f"one of {', '.join(c.one_of)}"] if c.one_of else []
    words += [f"in {', '.join(c.within)}"] if c.within else []
    return [f"{pad}{c.parameter}: {' and '.join(words)}{f' by {c.standard}' if c.standard else ''}"]


def explain(
    wanted: str, goods: BundledGoods, typed: Mapping[str, str], law: LawLookup, *, on: date | None = None
) -> str:
    """The id of an answer explained: the entry, list or regime it is of, and the reasons where the item is typed again.

    An id names an item and does not hold what was known of it, so that without ``typed`` no answer is rebuilt.
    Raises ChoiceError for an id of nothing here.
    """
    name = wanted.removeprefix(PREFIX).partition("/")[0]
    lines = _about(name, goods)
    if not typed:
        return "\n".join([
            *lines, "",
            f"The id {wanted} holds no facts of the item. For the reasons give what was known of it again, such as "
            "--given kind=milling --given axes_simultaneous=5.",
        ])  # fmt: skip
    try:
        item = item_of(typed, goods.parameters, name=wanted.rpartition("/")[2])
    except ItemError as error:
        raise ChoiceError(str(error)) from error
    found, _ = answers(item, goods, law, on=on)
    mine = [answer for answer in found if answer.entry == name]
    if not mine:
        return "\n".join(
            [*lines, "", f"With what was given, {name} was not asked, or its regime answers in its place."]
        )
    return "\n".join([*lines, "", *(line for answer in mine for line in reason_lines(answer))])


def reason_lines(answer: Answer) -> list[str]:
    """One answer with its reasons, what would undo it, and what would settle it."""
    lines = [f"{answer.entry} {answer.answer.replace('_', ' ')}: {answer.because}"]
    lines += [f"  unless {text}" for text in answer.unless]
    lines += (
        [f"  would be settled by: {', '.join(answer.settled_by)}"] if answer.answer == "cannot_say" else []
    )
    if isinstance(answer, Transfer):
        lines += [
            f"  {g.outcome.replace('_', ' ')} by {g.measure} since {g.since}: {g.because}"
            for g in answer.grounds
        ]
        lines += [f"  note: {g.note}" for g in answer.grounds if g.note]
        lines += [f"  not asked: {', '.join(answer.not_asked)}"] if answer.not_asked else []
    else:
        lines += [f"  known: {step}" for step in answer.trail.steps]
        lines += [f"  note: {note}" for note in answer.trail.notes]
    return lines


def _about(name: str, goods: BundledGoods) -> list[str]:
    entry = next((e for e in goods.entries if e.id == name), None)
    if entry is not None:
        return entry_lines(entry, goods)
    control = goods.lists.get(name)
    if control is not None:
        return list_lines(control, goods)
    taken = [row for row in goods.taken_over if row.regime == name]
    if taken:
        lines = [f"{name}: what control lists its measures take over"]
        for row in taken:
            lines.append(
                f"  {row.measure}: {row.document}, since {row.start or 'a day not seen'}; here: {row.control_list or 'none'}"
            )
        return lines
    raise ChoiceError(not_found(name, goods))


def list_lines(control: ControlList, goods: BundledGoods) -> list[str]:
    """A control list with its version, how many entries of it are here, and what is known to be left out."""
    number = sum(entry.list == control.id for entry in goods.entries)
    return [
        f"{control.title}: {control.version} ({control.version_date}); {plural(number, 'entry', 'entries')} here",
        *([f"  left out: {', '.join(control.left_out)}"] if control.left_out else []),
    ]


def kinds_here(control: ControlList, goods: BundledGoods) -> Sequence[str]:
    """The kinds of goods that entries of a list are about here."""
    return sorted({kind for entry in goods.entries if entry.list == control.id for kind in entry.applies_to})
