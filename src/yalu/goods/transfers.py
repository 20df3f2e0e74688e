"""What the law on the destination says to an item: control lists, tariff headings and the regime, joined.

Goods know lists and entries, and nothing of law; the law is asked through a look-up (``LawLookup``) that is
handed in. Where a measure bans what a control list lists, an item that meets an entry of the list is banned by
the measure; the join is data (``regime_lists``). A regime of which a part was not asked is never answered no.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import ClassVar, Literal, TypeAlias

import msgspec

from yalu.goods.classification import Classification
from yalu.goods.input.items import Item
from yalu.goods.lists.bundled_goods import BundledGoods
from yalu.goods.lists.regime_items import REGIME_ORDER
from yalu.goods.lists.regime_lists import TakenOver
from yalu.goods.records import ControlEntry
from yalu.vocabulary.coverage import Coverage, Covered
from yalu.vocabulary.dates import parse_date
from yalu.vocabulary.places.countries import place_name
from yalu.vocabulary.results import Citation
from yalu.vocabulary.words.readable import spoken_date

TransferOutcome = Literal["banned", "capped", "cannot_say", "not_in_force", "not_asked"]
_NAMED = 4
GRAVEST: tuple[TransferOutcome, ...] = ("banned", "capped", "cannot_say", "not_in_force", "not_asked")


class Paragraph(msgspec.Struct, frozen=True, kw_only=True):
    """A measure that binds on a day and bears on goods sent to the target: what it bans by, and what lifts it.

    ``by`` is ``code``, ``list`` or ``end_use``; ``documents`` are the lists it names; ``unless`` are the ways out
    that the law itself names, in words; ``named`` is the paragraph as people cite it.
    """

    id: str
    named: str
    title: str
    since: str
    by: Literal["code", "list", "end_use"]
    documents: str = ""
    unless: tuple[str, ...] = ()
    verified: str = ""
    sources: tuple[Citation, ...] = ()


class CodeOutcome(msgspec.Struct, frozen=True, kw_only=True):
    """What a measure says to a tariff code on the day: the outcome and why, and what would settle it."""

    measure: str
    outcome: TransferOutcome
    reason: str
    settled_by: tuple[str, ...] = ()


class LawOnGoods(msgspec.Struct, frozen=True, kw_only=True):
    """A regime on one destination on one day: the measures that bind, and those on each code that was asked.

    ``bears`` is whether any of its measures, on whatever day, is on goods sent to the target. ``not_asked`` names
    measures that were left out, such as those that bind one state when no exporter is named. ``beside`` says
    which measures in force the exporter that was named is not bound by, "" where there are none.
    """

    regime: str
    title: str
    target: str
    day: date
    bears: bool
    paragraphs: Mapping[str, Paragraph]
    judged: Mapping[str, tuple[CodeOutcome, ...]]
    not_asked: tuple[str, ...]
    coverage: Coverage
    beside: str = ""


# Destination, day, the codes to judge, and the names of yes-or-no facts that may lift a ban.
LawLookup: TypeAlias = Callable[[str, date, frozenset[str], frozenset[str]], tuple[LawOnGoods, ...]]


class TransferReason(msgspec.Struct, frozen=True, kw_only=True):
    """One reason for the answer of a regime: the measure, and the entry or the code through which it bears."""

    measure: str
    named: str
    title: str
    outcome: TransferOutcome
    since: str
    because: str
    unless: tuple[str, ...] = ()
    settled_by: tuple[str, ...] = ()
    verified: str = ""
    sources: tuple[Citation, ...] = ()
    note: str = ""


class Transfer(Covered, frozen=True, kw_only=True):
    """The answer of one regime over its whole to sending one item to its target.

    ``answer`` is the gravest of ``grounds``. ``cannot_say`` stands also where no measure that was asked forbids it,
    because lists and end uses were not settled; ``not_in_force`` only where no measure bound on the day, and
    ``not_asked`` where the regime has no measure here on goods sent to its target.
    """

    OUTCOME: ClassVar[str] = "answer"
    CLEAN: ClassVar[frozenset[str]] = frozenset({"not_in_force"})

    id: str
    item: str
    entry: str
    list: str
    version: str
    title: str
    target: str
    day: str
    answer: TransferOutcome
    because: str
    certain: bool = False
    settled_by: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    grounds: tuple[TransferReason, ...] = ()
    not_asked: tuple[str, ...] = ()


def asked_once(items: Sequence[Item], law: LawLookup, day: date) -> LawLookup:
    """A look-up for one day that asks the law once for all items that go to one place, and not once an item."""
    codes: dict[tuple[str, frozenset[str]], set[str]] = {}
    for item in items:
        found = codes.setdefault((str(item.facts.get("destination", "")), lifting(item)), set())
        found |= {str(item.facts["hs"])} if "hs" in item.facts else set()
    laws = {
        (where, lifted): law(where, day, frozenset(found), lifted) for (where, lifted), found in codes.items()
    }

    def look(target: str, on: date, wanted: frozenset[str], lifted: frozenset[str]) -> tuple[LawOnGoods, ...]:
        known = laws.get((target, lifted)) if on == day else None
        return law(target, on, wanted, lifted) if known is None else known

    return look


def lifting(item: Item) -> frozenset[str]:
    """The yes-or-no facts of an item that are yes: some of them may lift a ban, which then stays open."""
    return frozenset(name for name, value in item.facts.items() if value is True)


def transfers(
    item: Item, classified: Sequence[Classification], goods: BundledGoods, laws: Sequence[LawOnGoods]
) -> list[Transfer]:
    """What each regime on the item's destination says, joined with what the control lists said of the item."""
    return [
        _transfer(item, classified, goods, law) for law in laws if law.target == item.facts.get("destination")
    ]


def with_regime_answers(
    classified: Sequence[Classification], found: Sequence[Transfer], goods: BundledGoods
) -> list[Classification | Transfer]:
    """The answers with those of the regimes, which stand in place of every “does not” of a paragraph of theirs.

    A paragraph that an item does not meet says nothing of the regime, so that only its whole answers.
    """
    regimes = {transfer.entry for transfer in found}
    taken = {row.control_list for row in goods.taken_over if row.regime in regimes}
    entries = {entry.id: entry for entry in goods.entries}

    def stands(answer: Classification) -> bool:
        entry = entries.get(answer.entry)
        if entry is None or answer.answer != "does_not":
            return True
        on_target = bool(entry.destinations) and entry.list in taken  # a list made for this target alone
        return not on_target and entry.list.partition(":")[0] not in regimes

    return [*found, *(answer for answer in classified if stands(answer))]


def _transfer(
    item: Item, classified: Sequence[Classification], goods: BundledGoods, law: LawOnGoods
) -> Transfer:
    code = str(item.facts.get("hs", ""))
    grounds = _merged(
        [*_by_list(classified, goods, law), *_by_named_goods(classified, goods, law), *_by_code(code, law)]
    )
    grounds.sort(key=lambda ground: (GRAVEST.index(ground.outcome), ground.since, ground.measure))
    not_asked = _not_asked(code, classified, goods, law)
    head = [ground for ground in grounds if ground.outcome == grounds[0].outcome] if grounds else []
    answer, because = _answer(head, law)
    open_ = answer == "cannot_say"
    return Transfer(
        id=f"goods/{law.regime}/{item.id}", item=item.id, entry=law.regime, list=law.title,
        version=f"law of {law.day}", title=law.title, target=law.target,
        day=law.day.isoformat(), answer=answer, because=because,
        certain=answer == "banned" and not item.read and any(g.verified != "memory" and not g.unless for g in head),
        settled_by=tuple(dict.fromkeys(text for g in head for text in g.settled_by)) or (not_asked if open_ else ()),
        unless=_shared([ground.unless for ground in head]) if answer == "banned" else (),
        grounds=tuple(grounds), not_asked=not_asked, coverage=law.coverage,
    )  # fmt: skip


def _answer(head: Sequence[TransferReason], law: LawOnGoods) -> tuple[TransferOutcome, str]:
    """The gravest outcome and why; where nothing forbids, what was not asked keeps the answer open."""
    if head:
        rest = [f"by {ground.named} since {spoken_date(ground.since)}" for ground in head[1:]]
        word = "; perhaps also" if head[0].outcome == "cannot_say" else "; also"
        also = f"{word} {', '.join(rest)}" if rest else ""
        return head[0].outcome, head[0].because + also
    if not law.bears:
        return "not_asked", f"{law.regime} has no measure here on goods sent to {place_name(law.target)}"
    if law.paragraphs:
        return (
            "cannot_say",
            "no measure that was asked forbids it, and the regime was not asked over its whole",
        )
    if law.not_asked:
        return "cannot_say", f"no measure that binds every state was in force on {spoken_date(law.day)}"
    if law.beside:
        return (
            "not_in_force",
            f"{law.beside} on goods sent to {place_name(law.target)}, and no other was in force on {spoken_date(law.day)}",
        )
    return (
        "not_in_force",
        f"no measure on goods sent to {place_name(law.target)} was in force on {spoken_date(law.day)}",
    )


def _shared(ways_out: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
    """What would undo the answer: with several grounds only where each of them can be undone."""
    if any(not ways for ways in ways_out):
        return ()
    return tuple(dict.fromkeys(text for ways in ways_out for text in ways))


def _merged(grounds: Sequence[TransferReason]) -> list[TransferReason]:
    """One ground a measure and outcome; a weaker word of a measure is left out where it has a graver one."""
    by_measure: dict[str, list[TransferReason]] = {}
    for ground in grounds:
        by_measure.setdefault(ground.measure, []).append(ground)
    merged = []
    for found in by_measure.values():
        gravest = min((ground.outcome for ground in found), key=GRAVEST.index)
        same = [ground for ground in found if ground.outcome == gravest]
        merged.append(
            msgspec.structs.replace(
                same[0],
                because="; ".join(dict.fromkeys(ground.because for ground in same)),
                unless=_shared([ground.unless for ground in same]),
                settled_by=tuple(dict.fromkeys(text for ground in same for text in ground.settled_by)),
            )
        )
    return merged


def _by_list(
    classified: Sequence[Classification], goods: BundledGoods, law: LawOnGoods
) -> list[TransferReason]:
    """Measures that ban what a control list lists, with the entries of it that the item meets or may meet."""
    grounds = []
    entries = {entry.id: entry for entry in goods.entries}
    for row in goods.taken_over:
        paragraph = law.paragraphs.get(row.measure)
        if (
            row.regime != law.regime
            or paragraph is None
            or not row.control_list
            or not _bans_on(row, law.day)
        ):
            continue
        mine = [a for a in classified if a.entry in entries and entries[a.entry].list == row.control_list]
        for answer, outcome in (("meets", "banned"), ("cannot_say", "cannot_say")):
            found = [a for a in mine if a.answer == answer]
            if found:
                grounds.append(_listed(found, outcome, row, paragraph, entries, law))  # type: ignore[arg-type]
    return grounds


def _some(names: Sequence[str]) -> str:
    """Names in a sentence, the first few of many; all of them stand in the answers of the entries."""
    more = len(names) - _NAMED
    return ", ".join(names[:_NAMED]) + (f" and {more} more" if more > 0 else "")


def _listed(
    found: Sequence[Classification],
    outcome: TransferOutcome,
    row: TakenOver,
    paragraph: Paragraph,
    entries: Mapping[str, ControlEntry],
    law: LawOnGoods,
) -> TransferReason:
    names = _some([f"{a.list} {entries[a.entry].entry}" for a in found])
    since = max(row.start, paragraph.since)
    verb = "meets" if outcome == "banned" else "may meet"
    would = "which is" if outcome == "banned" else "which would be"
    undone = _shared([a.unless for a in found]) if outcome == "banned" else ()
    return TransferReason(
        measure=paragraph.id, named=paragraph.named, title=paragraph.title, outcome=outcome, since=since,
        because=f"{verb} {names}, {would} banned to {place_name(law.target)} "
        f"by {paragraph.named} since {spoken_date(since)} ({row.document})",
        unless=(*paragraph.unless, *undone),
        settled_by=tuple(dict.fromkeys(text for a in found for text in a.settled_by)) if outcome == "cannot_say" else (),
        verified=row.verified, sources=paragraph.sources, note=row.notes,
    )  # fmt: skip


def _bans_on(row: TakenOver, day: date) -> bool:
    if not row.start or day < parse_date(row.start).earliest:
        return False
    return not row.until or day < parse_date(row.until).earliest


def _by_named_goods(
    classified: Sequence[Classification], goods: BundledGoods, law: LawOnGoods
) -> list[TransferReason]:
    """Goods that the regime names itself, such as luxury goods, where their measure binds on the day."""
    entries = {entry.id: entry for entry in goods.entries if entry.measure}
    grounds = []
    for answer in classified:
        entry = entries.get(answer.entry)
        paragraph = law.paragraphs.get(entry.measure) if entry is not None else None
        if entry is None or paragraph is None or answer.answer not in {"meets", "cannot_say"}:
            continue
        if paragraph.by == "code":  # the law itself is asked by the code
            continue
        met = answer.answer == "meets"
        grounds.append(
            TransferReason(
                measure=paragraph.id, named=paragraph.named, title=paragraph.title, outcome="banned" if met else "cannot_say",
                since=entry.in_force.start or paragraph.since,
                because=f"{'meets' if met else 'may meet'} {answer.list} {entry.entry} ({entry.title}), which "
                f"{'is' if met else 'would be'} banned to {place_name(law.target)} by {paragraph.named} "
                f"since {spoken_date(entry.in_force.start or paragraph.since)}",
                unless=(*answer.unless, *paragraph.unless) if met else (),
                settled_by=() if met else answer.settled_by, verified=entry.verified, sources=paragraph.sources,
            )
        )  # fmt: skip
    return grounds


def _by_code(code: str, law: LawOnGoods) -> list[TransferReason]:
    grounds = []
    for judged in law.judged.get(code, ()):
        paragraph = law.paragraphs[judged.measure]
        said = {"banned": "is banned", "capped": "is capped"}.get(judged.outcome, "may be banned or capped")
        detail = f": {judged.reason}" if judged.outcome == "cannot_say" else ""
        grounds.append(
            TransferReason(
                measure=paragraph.id, named=paragraph.named, title=paragraph.title, outcome=judged.outcome, since=paragraph.since,
                because=f"heading {code} {said} to {place_name(law.target)} "
                f"by {paragraph.named} since {spoken_date(paragraph.since)}{detail}",
                unless=paragraph.unless if judged.outcome == "banned" else (),
                settled_by=judged.settled_by, verified=paragraph.verified, sources=paragraph.sources,
            )
        )  # fmt: skip
    return grounds


def _not_asked(
    code: str, classified: Sequence[Classification], goods: BundledGoods, law: LawOnGoods
) -> tuple[str, ...]:
    """What of the regime was not asked: documents that are no list here, end uses, and headings without a code."""
    missing: list[str] = []
    asked = {a.list for a in classified if a.answer != "not_asked"}
    here = {goods.lists[entry.list].title for entry in goods.entries}
    joined = {row.measure for row in goods.taken_over if row.regime == law.regime}
    for row in goods.taken_over:
        if row.regime != law.regime or row.measure not in law.paragraphs:
            continue
        title = goods.lists[row.control_list].title if row.control_list else row.document
        part = " (but for the entries here)" if title in here else ""
        # a list made for the target is shown with its law alone, and none of them is here whole
        own = row.control_list and goods.lists[row.control_list].order >= REGIME_ORDER
        if not row.control_list or title not in asked or own:
            missing.append(f"{row.document}{part}")
    for paragraph in law.paragraphs.values():
        if paragraph.by == "list" and paragraph.id not in joined:
            missing.append(paragraph.documents or paragraph.title)
        elif paragraph.by == "end_use":
            missing.append(f"{paragraph.named} (end use and end user)")
    if not code and any(paragraph.by == "code" for paragraph in law.paragraphs.values()):
        missing.append("every measure by tariff heading (no hs was given)")
    return tuple(dict.fromkeys((*missing, *law.not_asked)))
