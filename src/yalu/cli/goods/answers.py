"""How answers about goods are printed and written: the short answer first, reasons, then what was asked of what."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from yalu import __version__
from yalu.cli.tables import Kept, Part
from yalu.documents.tables.exports import WrittenTable, write_tables
from yalu.goods.answers import Answer, kinds_here, of_lists, short_answer
from yalu.goods.classification import Classification
from yalu.goods.conditions import shown
from yalu.goods.input.items import Item
from yalu.goods.lists.bundled_goods import BundledGoods
from yalu.goods.lists.regime_items import REGIME_ORDER
from yalu.goods.records import ControlList
from yalu.goods.transfers import Transfer
from yalu.vocabulary.coverage import Coverage, combined
from yalu.vocabulary.tables import Results

_NEAR = 7  # entries left out that are named of one list
_DOCUMENTS = 3  # documents of a regime named one by one
_LISTS = 7  # lists that stay on a screen, each with how much of it was asked
_KINDS = 3  # kinds named of a list that has nothing on the one asked about
_COLUMNS = (
    "item", "entry", "list", "version", "title", "answer", "because", "settled_by", "unless", "hs", "verified",
    "covers", "left_out", "not_asked", "description", "read_from_description", "notes",
)  # fmt: skip


class ItemResult(NamedTuple):
    """One item with its answers as they are shown, and the coverage of the lists that were asked."""

    item: Item
    answers: list[Answer]
    classified: Results[Classification]

    @property
    def coverage(self) -> Coverage:
        """Everything that was asked about the item, the law on its destination with the lists."""
        return combined(
            [self.classified.coverage, *(a.coverage for a in self.answers if isinstance(a, Transfer))]
        )


def item_parts(found: Sequence[ItemResult], goods: BundledGoods, *, day: str, today: bool) -> Iterator[Part]:
    """One line an item where there are several, every reason where there is one; then what was asked."""
    for item_result in found:
        if len(found) > 1:
            yield f"{item_result.item.id}: {short_answer(item_result.answers, goods)}"
            yield from (f"  {note}" for note in _remarks(item_result.item))
        else:
            yield from _one_item(item_result, goods)
    asked = _asked(found, goods)
    yield from ("", *asked[:1])
    yield from (Kept(line) if n < _LISTS else line for n, line in enumerate(asked[1:]))
    yield from map(Kept, _law(found, day, today=today))
    yield Kept("Headings are hints, except in law written in headings. --json has the whole.")


def _remarks(item: Item) -> list[str]:
    read = [f"{name} {shown(item.facts[name])}" for name in item.read]
    from_words = [f"read from the description: {', '.join(read)}"] if read else []
    return [*from_words, *item.notes]


def _one_item(item_result: ItemResult, goods: BundledGoods) -> Iterator[str]:
    known = ", ".join(f"{name} {shown(value)}" for name, value in sorted(item_result.item.facts.items()))
    yield f"{item_result.item.id}: {short_answer(item_result.answers, goods)}"
    yield f"  known: {known or 'nothing'}"
    yield from (*(f"  {note}" for note in _remarks(item_result.item)), "")
    for transfer in (answer for answer in item_result.answers if isinstance(answer, Transfer)):
        yield f"{transfer.entry} {transfer.answer.replace('_', ' ')}: {transfer.because}"
        more = len(transfer.unless) - 1
        others = f"; and {more} more (--json)" if more > 0 else ""
        yield from (
            f"  ways out that the law or the entries name: {text}{others}" for text in transfer.unless[:1]
        )
        if transfer.answer == "cannot_say" and transfer.grounds:
            yield f"  would be settled by: {'; '.join(transfer.settled_by[:_DOCUMENTS])}"
    listed = of_lists(item_result.answers, goods)
    for kind in ("meets", "does_not"):
        yield from _settled([answer for answer in listed if answer.answer == kind], kind)
    yield from _open([answer for answer in listed if answer.answer == "cannot_say"])
    yield from _notes([answer for answer in listed if answer.answer in {"meets", "cannot_say"}])


def _settled(listed: Sequence[Classification], kind: str) -> Iterator[str]:
    """What is met, or is not: entries of several lists that say the same for the same reason together."""
    groups: dict[tuple[str, str, str], list[Classification]] = {}
    for answer in listed:
        weak = "" if answer.trail.strength.certain else f"; rests on {answer.trail.strength.says}"
        groups.setdefault((answer.title, _because(answer), weak), []).append(answer)
    for (title, because, weak), found in groups.items():
        names = ", ".join(answer.entry for answer in found)
        yield f"{names} {kind.replace('_', ' ')}: {title}: {because}{weak}"
        yield from _unless(found)


def _because(answer: Classification) -> str:
    """Why, without the kind of goods where something else decided: it stands in the line of what is known."""
    kept = [text for text in answer.because.split("; ") if not text.startswith("kind of goods:")]
    return "; ".join(kept) or answer.because


def _open(listed: Sequence[Classification]) -> Iterator[str]:
    """What cannot be said, entries that the same parameters would settle together."""
    groups: dict[tuple[tuple[str, ...], str], list[str]] = {}
    for answer in listed:
        said = "" if answer.because.startswith("not known: ") else f": {answer.because}"
        groups.setdefault((answer.settled_by, said), []).append(answer.entry)
    for (wanted, said), names in groups.items():
        yield f"{', '.join(names)} cannot say{said}"
        yield f"  would be settled by: {', '.join(wanted)}"


def _notes(listed: Sequence[Classification]) -> Iterator[str]:
    """In one line which lists were read in another edition; ``explain`` has what else is noted."""
    moved = [
        a.list for a in listed if any("was not read" in note and "moved" in note for note in a.trail.notes)
    ]
    if moved:
        editions = ", ".join(dict.fromkeys(moved))
        yield f"Note: the editions in force that day were not read ({editions}); a threshold may have moved."
    noted = [answer.id for answer in listed if answer.trail.notes]
    if noted:
        yield f"Text, notes and sources: yalu explain {noted[0]}"


def _unless(found: Sequence[Classification]) -> list[str]:
    """What would undo a ``meets``: the parameters to give, or the words where no parameter would settle it."""
    wanted = dict.fromkeys(name for answer in found for name in answer.settled_by)
    texts = dict.fromkeys(text for answer in found if not answer.settled_by for text in answer.unless)
    lines = [f"  unless an exclusion is shown (give {', '.join(wanted)})"] if wanted else []
    return [*lines, *(f"  unless {text}" for text in texts)]


def _asked(found: Sequence[ItemResult], goods: BundledGoods) -> list[str]:
    """Each list with its edition, how many of its entries here were asked, and what of it is not here."""
    lines, missing = list[str](), list[str]()
    for control in sorted(goods.lists.values(), key=lambda c: (c.order, c.id)):
        if control.order >= REGIME_ORDER:  # what is made for the target of a regime is shown with its law
            continue
        mine = [
            s
            for item_result in found
            for s in item_result.classified.coverage.asked
            if s.name == control.title
        ]
        if len(mine) < len(found):
            number = f" for {len(found) - len(mine)} of {len(found)} items" if mine else ""
            missing.append(f"{control.title}{number}{_only(control, goods)}")
        if not mine:
            continue
        most, least, out_of = (
            max(s.entries or 0 for s in mine),
            min(s.entries or 0 for s in mine),
            mine[0].out_of,
        )
        number = f"{most}" if most == least else f"{least} to {most}"
        part = {True: "whole", False: "in part", None: "extent unknown"}[control.whole]
        hidden = dict.fromkeys(text for s in mine for text in s.left_out if text not in control.left_out)
        without = "; ".join(
            [*hidden, *filter(None, [left_out_shown(control.left_out, _names(found, control.id, goods))])]
        )
        lines.append(
            f"  {control.title} ({part}, {number} of {out_of} entries here, of {control.version_date})"
            + (f": without {without}" if without else "")
        )
    asked = ["Asked:", *lines] if lines else ["Asked: no control list has an entry here on it."]
    return [*asked, f"Not asked: {', '.join(missing)}"] if missing else asked


def _only(control: ControlList, goods: BundledGoods) -> str:
    kinds = kinds_here(control, goods)
    return f" ({', '.join(kinds)} only)" if 0 < len(kinds) <= _KINDS else ""


def _names(found: Sequence[ItemResult], name: str, goods: BundledGoods) -> set[str]:
    asked = {answer.entry for item_result in found for answer in item_result.classified}
    return {entry.entry for entry in goods.entries if entry.list == name and entry.id in asked}


def left_out_shown(left_out: Sequence[str], asked: Iterable[str]) -> str:
    """What is not here, the families next to those that were asked first: 2B before 2A, 2A before 1C for a valve."""
    names = set(asked)

    def far(text: str) -> int:
        return min((_apart(text, name) for name in names), default=9)

    near = sorted(left_out, key=far)
    more = len(near) - _NEAR
    return ", ".join(near[:_NEAR]) + (f" and {more} more (--json)" if more > 0 else "")


def _apart(text: str, name: str) -> int:
    """How far two entries stand apart in a list: the same entry, family, category, or none of these."""
    same = next(
        (n for n, (a, b) in enumerate(zip(text, name, strict=False)) if a != b), min(len(text), len(name))
    )
    return 9 - same


def _law(found: Sequence[ItemResult], day: str, *, today: bool) -> list[str]:
    transfers = [a for item_result in found for a in item_result.answers if isinstance(a, Transfer)]
    said = f"{day}{' (today; --on asks another day)' if today else ''}"
    if not transfers:
        return [
            "Law on the destination: no regime here is on it. What the sender's own state licenses was not asked."
        ]
    lines = []
    for name in dict.fromkeys(transfer.entry for transfer in transfers):
        mine = [transfer for transfer in transfers if transfer.entry == name]
        missing = list(dict.fromkeys(text for transfer in mine for text in transfer.not_asked))
        more = len(missing) - _DOCUMENTS
        rest = f" and {more} more (--json)" if more > 0 else ""
        lines.append(f"Law: {name} on {said}; not asked: {', '.join(missing[:_DOCUMENTS])}{rest}")
    return lines


def write_answers(path: Path, found: Sequence[ItemResult]) -> None:
    """Every answer as a row of a table file, with what it covers, and the user's own columns after ours."""
    own = list(dict.fromkeys(name for item_result in found for name in item_result.item.carried))
    rows = (
        [
            _cell(value)
            for value in (
                *_row(item_result, answer),
                *(item_result.item.carried.get(name, "") for name in own),
            )
        ]
        for item_result in found
        for answer in item_result.answers
    )
    write_tables(path, [WrittenTable("answers", (*_COLUMNS, *own), [*rows])], {"yalu": __version__})


def _row(item_result: ItemResult, answer: Answer) -> list[object]:
    item, covers = item_result.item, answer.coverage
    left_out: tuple[str, ...] = tuple(text for s in covers.asked for text in s.left_out)
    missing: tuple[str, ...] = covers.not_asked
    if isinstance(answer, Transfer):
        missing = answer.not_asked
        hint, verified = "", "; ".join(dict.fromkeys(ground.verified for ground in answer.grounds))
    else:
        hint, verified = answer.hs, answer.verified
        named = {s.name: s.left_out for s in item_result.classified.coverage.asked}
        left_out = named.get(answer.list, left_out)
    return [
        answer.item, answer.entry, answer.list, answer.version, answer.title, answer.answer, answer.because,
        answer.settled_by, answer.unless, hint, verified, covers.says, left_out, missing, item.description,
        tuple(item.read), item.notes,
    ]  # fmt: skip


def _cell(value: object) -> object:
    return "; ".join(map(str, value)) if isinstance(value, tuple) else value
