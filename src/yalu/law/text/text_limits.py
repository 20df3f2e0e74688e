"""The limits of a text: a clause that nobody here has read, or two readings of which both stand.

A verdict is certain only where it comes out the same with and without the clause, and under every
reading. Where the file writes what is remembered of an unread clause, "with" is as it is written;
where it writes nothing, "with" is the most that such a clause can do: an exemption that nobody has
shown, or a time to wind down for what is older than the first day in force.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import chain, combinations

import msgspec

from yalu.law.text.records import (
    PARAGRAPH,
    Clearance,
    Condition,
    ConditionKind,
    Measure,
    TextReading,
    WindDown,
)
from yalu.law.verdicts.situations import DateAnswer, DateDoubt, Situation, SituationVerdict
from yalu.law.verdicts.wind_downs import notice
from yalu.vocabulary.answers import CANNOT_SAY, NO
from yalu.vocabulary.strength import Quality, Support

Text = tuple[Measure, Situation]
Decide = Callable[[Measure, Situation], SituationVerdict]
CLAUSES = {
    "wind_down": "its clause on older contracts",
    "clearance": "its clause on goods already on the way",
    "exemption": "its exemptions",
    "precondition": "its conditions",
    "notice": "its duty to notify",
    "stop": "its warnings and its duty to stop",
}
# What a ban or a cap says to a row; a notice and a duty to stop are verdicts of their own.
_OF_ROWS = ("wind_down", "clearance", "exemption", "precondition")
_UNKNOWN = DateAnswer(CANNOT_SAY, DateDoubt.MISSING)


def decide_text(measure: Measure, situation: Situation, decide: Decide) -> SituationVerdict:
    """What a measure says under every reading of it that stands, and with and without what was not read."""
    if not measure.readings:
        return _with_unread(measure, situation, decide)
    found = []
    for reading in measure.readings:
        text = under(measure, situation, reading)
        found.append((reading, _beside(measure) if text is None else _with_unread(*text, decide)))
    return _side_by_side(measure, found)


def notice_text(measure: Measure, situation: Situation) -> SituationVerdict | None:
    """The verdict on the notice a wind-down owes, under every reading and with and without what was not read."""
    texts = [under(measure, situation, reading) for reading in measure.readings] or [(measure, situation)]
    if "wind_down" in measure.unread:
        texts += [_toggled(*text, "wind_down") for text in texts if text is not None]
    found = [None if text is None else notice(*text) for text in texts]
    owed = next((decision for decision in found if decision is not None), None)
    if owed is None:
        return None
    open_clauses: list[str] = [clause for clause in ("notice", "wind_down") if clause in measure.unread]
    if "notice" not in measure.unread and {d and d.verdict for d in found} == {owed.verdict}:
        return owed
    if not open_clauses:
        why = f"{owed.reason}; but readings of {measure.named()} differ on whether a notice is owed"
        return _open(owed, why, (*owed.settled_by, _which_reading(measure)))
    return _unread(measure, owed, open_clauses[:1], ())


def under(measure: Measure, situation: Situation, reading: TextReading) -> Text | None:
    """The measure and the situation as one reading has them; None where it does not reach the trade."""
    if PARAGRAPH in reading.without:
        return None
    text = (measure, situation)
    for clause in reading.without:
        text = _without(*text, clause)
    return text


def with_possible_dates(measure: Measure) -> Measure:
    """The measure with the dates by which an unread clause could lift trade, so that they are asked of rows."""
    down, clear = measure.wind_down, measure.clearance
    if "wind_down" in measure.unread and not _winds_down(measure):
        down = WindDown(contract_before=measure.in_force.start)
    if "clearance" in measure.unread and not _clears(measure):
        clear = msgspec.structs.replace(clear, loaded_before=measure.in_force.start)
    return msgspec.structs.replace(measure, wind_down=down, clearance=clear)


def possible_conditions(measure: Measure) -> tuple[Condition, ...]:
    """The conditions that an unread part may hold; a row can say that none was claimed (``exemption_evidence``)."""
    possible: tuple[ConditionKind, ...] = ("exemption", "precondition")
    kinds = [kind for kind in possible if kind in measure.unread]
    return tuple(Condition(kind=kind, name=kind, evidence="committee_approved") for kind in kinds)


def unread_supports(measure: Measure, clauses: Iterable[str]) -> tuple[Support, ...]:
    """Those of the clauses that were not read, as something a verdict rests on."""
    return tuple(
        Support(
            kind="clause",
            id=f"{measure.filed}, {CLAUSES[clause]}",
            named=f"{measure.named()}, {CLAUSES[clause]}",
            quality="unread",
        )
        for clause in clauses
        if clause in measure.unread
    )


def text_notes(measure: Measure) -> tuple[str, ...]:
    """The notes on the reading of a measure, for the trail of every verdict under it."""
    notes = [f"{measure.id}: {measure.notes.strip()}"] if measure.notes.strip() else []
    notes += [f"{measure.named()}: nobody here has read {CLAUSES[clause]}" for clause in measure.unread]
    notes += [
        f"{measure.named()}, reading “{reading.name}”: {reading.says} ({', '.join(reading.sources)})"
        for reading in measure.readings
    ]
    return tuple(notes)


def _with_unread(measure: Measure, situation: Situation, decide: Decide) -> SituationVerdict:
    base = decide(measure, situation)
    unread = [clause for clause in _OF_ROWS if clause in measure.unread]
    changed: list[tuple[tuple[str, ...], SituationVerdict]] = []
    # Two clauses may each carry a verdict that falls only without both, so they are tried together too.
    for some in chain.from_iterable(combinations(unread, size) for size in range(1, len(unread) + 1)):
        if any(set(fewer) <= set(some) for fewer, _ in changed):
            continue
        text = (measure, situation)
        for clause in some:
            text = _toggled(*text, clause)
        other = decide(*text)
        if other.verdict != base.verdict:
            changed.append((some, other))
    if not changed:
        return base
    # A date can settle it where the clause cannot reach trade of that day; an exemption is settled by its text.
    dates = [
        doubt
        for clauses, other in changed
        if {"wind_down", "clearance"} & set(clauses)
        for doubt in other.settled_by
    ]
    names = [clause for clause in unread if any(clause in clauses for clauses, _ in changed)]
    return _unread(measure, base, names, tuple(dates))


def _unread(
    measure: Measure, base: SituationVerdict, clauses: Sequence[str], dates: tuple[str, ...]
) -> SituationVerdict:
    words = " and ".join(CLAUSES[clause] for clause in clauses)
    read = "" if base.verdict == "cannot_say" else f" ({_shown(base)} as far as the text was read)"
    why = f"{base.reason}{read}; but nobody here has read {words}, and that could change it"
    texts = [f"the text of {measure.named()}, {CLAUSES[clause]}" for clause in clauses]
    claimed = (
        ["word that no exemption was claimed (exemption_evidence: none)"] if "exemption" in clauses else []
    )
    return _open(base, why, (*base.settled_by, *texts, *dates, *claimed), unread_supports(measure, clauses))


def _open(
    base: SituationVerdict, why: str, settled: Iterable[str], rests_on: tuple[Support, ...] = ()
) -> SituationVerdict:
    return SituationVerdict(
        verdict="cannot_say",
        finding="undetermined",
        breach=CANNOT_SAY,
        reason=why,
        settled_by=tuple(dict.fromkeys(settled)),
        rests_on=(*base.rests_on, *rests_on),
    )


def _side_by_side(measure: Measure, found: list[tuple[TextReading, SituationVerdict]]) -> SituationVerdict:
    first = found[0][1]
    reading_words = tuple(
        f"under the reading “{reading.name}”: {_shown(d)}, for {d.reason}" for reading, d in found
    )
    alike = {decision.verdict for _, decision in found} == {first.verdict}
    quality: Quality = "sound" if alike else "doubted"
    says = "" if alike else "another reading that stands gives another verdict"
    rests_on = tuple(
        Support(
            kind="reading",
            id=f"“{reading.name}” of {measure.filed}",
            named=f"“{reading.name}” of {measure.named()}",
            quality=quality,
            says=says,
        )
        for reading, _ in found
    ) + tuple(support for _, decision in found for support in decision.rests_on)
    settled = [datum for _, decision in found for datum in decision.settled_by]
    if alike:
        return msgspec.structs.replace(
            first, settled_by=tuple(dict.fromkeys(settled)), rests_on=rests_on, readings=reading_words
        )
    why = "; ".join(f"“{reading.says}”: {_shown(d)} ({d.reason})" for reading, d in found)
    return SituationVerdict(
        verdict="cannot_say",
        finding="undetermined",
        breach=CANNOT_SAY,
        reason=f"{measure.named()} ({measure.title}) has {len(found)} readings that stand, and they differ: {why}",
        settled_by=tuple(dict.fromkeys([_which_reading(measure), *settled])),
        rests_on=rests_on,
        readings=reading_words,
    )


def _which_reading(measure: Measure) -> str:
    said = " or ".join(f"“{reading.name}” ({reading.says})" for reading in measure.readings)
    return f"which reading of {measure.named()} is right: {said}"


def _beside(measure: Measure) -> SituationVerdict:
    return SituationVerdict(
        verdict="not_covered", finding="out_of_scope", breach=NO,
        reason=f"{measure.named()} does not reach the trade",
    )  # fmt: skip


def _shown(decision: SituationVerdict) -> str:
    return decision.verdict.replace("_", " ")


def _toggled(measure: Measure, situation: Situation, clause: str) -> Text:
    """Without an unread clause where the file writes one, and with the most it can do where it writes none."""
    if clause == "wind_down":
        if _winds_down(measure):
            return _without(measure, situation, clause)
        asked = msgspec.structs.replace(situation, contract=situation.contract or _UNKNOWN)
        down = WindDown(contract_before=measure.in_force.start)
        return msgspec.structs.replace(measure, wind_down=down), asked
    if clause == "clearance":
        if _clears(measure):
            return _without(measure, situation, clause)
        asked = msgspec.structs.replace(situation, loaded=situation.loaded or _UNKNOWN)
        clear = msgspec.structs.replace(measure.clearance, loaded_before=measure.in_force.start)
        return msgspec.structs.replace(measure, clearance=clear), asked
    more = tuple(condition for condition in possible_conditions(measure) if condition.kind == clause)
    return msgspec.structs.replace(measure, conditions=(*measure.conditions, *more)), situation


def _without(measure: Measure, situation: Situation, clause: str) -> Text:
    replace = msgspec.structs.replace
    if clause == "wind_down":
        gone = replace(situation, contract=None, imported=None, notified=None)
        return replace(measure, wind_down=WindDown()), gone
    if clause == "clearance":
        return replace(measure, clearance=Clearance()), replace(
            situation, loaded=None, arrived=None, cleared=None
        )
    kept = tuple(condition for condition in measure.conditions if condition.name != clause)
    return replace(measure, conditions=kept), situation


def _winds_down(measure: Measure) -> bool:
    return measure.wind_down.import_by is not None or measure.wind_down.contract_before is not None


def _clears(measure: Measure) -> bool:
    return any(
        (measure.clearance.loaded_before, measure.clearance.arrived_before, measure.clearance.absolute_stop)
    )
