"""Conditions and their evidence: exemption from a ban, precondition inside a cap, or nothing.

Evidence is weighed by who vouches. A signed letter of the buyer is weaker than the finding of a
state, and where the law wants the finding the letter does not settle it (2270 (2016) paragraph
29(b), 2321 (2016) paragraph 26(b)). Evidence that is not known is never taken as given.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from datetime import date

import msgspec

from yalu.documents.choices import ChoiceError, unknown
from yalu.law.text.records import Condition, Measure
from yalu.vocabulary.answers import CANNOT_SAY, NO, YES, Answer

EVIDENCE = ("none", "self_declared", "state_determined", "committee_notified", "committee_approved")
ORIGIN = "origin_transshipment"

_WORDS = {
    "self_declared": "a declaration by the parties",
    "state_determined": "a determination by the state",
    "committee_notified": "a notice to the Committee beforehand",
    "committee_approved": "the approval of the Committee",
    "none": "no evidence",
}


# Evidence assumed for all conditions of one kind at once, by the name people give the kind.
_KINDS = {
    "committee_approval": "committee_approved",
    "committee_notice": "committee_notified",
    "state_determination": "state_determined",
}


class GeneralExemption(Condition, frozen=True, kw_only=True):
    """A condition of a paragraph that exempts from others: the Committee may exempt any activity (2321 (2016) paragraph 46).

    It is a power to be used case by case, so only a row that shows evidence of it is asked. ``sure`` is whether the
    paragraph was read, and in force on every day and in every direction of the measure that it exempts from.
    """

    paragraph: str
    sure: bool


def with_general_exemptions(
    measures: Iterable[Measure], whose: Callable[[Measure], str], shown: Collection[str]
) -> tuple[Measure, ...]:
    """The measures, each with what paragraphs of the same law (``whose``) exempt from it.

    ``shown`` are the conditions of which some row shows evidence.
    """
    found = tuple(measures)
    exempting = [m for m in found if m.effect == "exemption" and {c.name for c in m.conditions} & set(shown)]
    return tuple(_exempted(m, [e for e in exempting if whose(e) == whose(m)], shown) for m in found)


def _exempted(measure: Measure, exempting: Iterable[Measure], shown: Collection[str]) -> Measure:
    found = (c for each in exempting for c in _general(measure, each) if c.name in shown)
    more: dict[str, GeneralExemption] = {}
    for condition in sorted(found, key=lambda c: not c.sure):
        more.setdefault(condition.name, condition)
    own = {condition.name for condition in measure.conditions}
    added = (condition for name, condition in more.items() if name not in own)
    return msgspec.structs.replace(measure, conditions=(*measure.conditions, *added))


def _general(measure: Measure, exempting: Measure) -> Iterator[GeneralExemption]:
    here, there = measure.in_force, exempting.in_force
    ends, ended = here.until or date.max, there.until or date.max
    one_way = exempting.direction in {"both", measure.direction}
    if not (one_way or measure.direction == "both") or there.start >= ends or here.start >= ended:
        return
    sure = (
        one_way
        and there.start <= here.start
        and ends <= ended
        and exempting.verified != "memory"
        and "exemption" not in exempting.unread
    )
    for c in exempting.conditions:
        yield GeneralExemption(
            kind=c.kind, name=c.name, evidence=c.evidence, by=c.by, text=c.text, paragraph=exempting.named(), sure=sure,
            hs=exempting.goods.hs + exempting.goods.hs_part,
        )  # fmt: skip


def assumption(measures: Iterable[Measure], given: Mapping[str, str]) -> dict[str, str]:
    """Evidence assumed for rows that say nothing of a condition, by condition.

    ``given`` names a condition of the measures, ``licence``, or a kind of evidence the law wants:
    ``committee_approval``, ``committee_notice``, ``state_determination`` mean every condition that wants it. ``exemption`` and
    ``precondition`` are those of a part of a text that was not read.
    Raises ChoiceError for a name no measure has and for evidence there is not.
    """
    wants: dict[str, set[str]] = {"licence": {"state_determined"}}
    for measure in measures:
        for condition in measure.conditions:
            wants.setdefault(condition.name, set()).add(condition.evidence)
        for clause in {"exemption", "precondition"} & set(measure.unread):
            wants.setdefault(clause, set())  # whose approval it would want is not known, so no kind means it
    found: dict[str, str] = {}
    for name, evidence in given.items():
        if evidence not in EVIDENCE:
            raise ChoiceError(unknown("evidence", evidence, [*EVIDENCE]))
        kind = _KINDS.get(name)
        meant = [n for n, wanted_ in sorted(wants.items()) if (kind in wanted_ if kind else n == name)]
        if not meant:
            raise ChoiceError(unknown("condition", name, [*sorted(wants), *_KINDS]))
        found.update(dict.fromkeys(meant, evidence))
    return found


def given_evidence(text: str) -> dict[str, str]:
    """The evidence of a row by condition, from the text the SQL made of its columns."""
    pairs = (part.partition("=") for part in text.split(";") if part)
    return {name: given for name, _, given in pairs if given}


def answer(condition: Condition, evidence: dict[str, str]) -> Answer:
    """Whether the evidence of a row meets a condition; some, but less than the law wants, cannot say."""
    given = evidence.get(condition.name, "")
    if not given and isinstance(condition, GeneralExemption):
        return NO
    if not given:
        # Where the law asks for no proof of a precondition, only what speaks against it counts.
        return YES if condition.kind == "precondition" and condition.evidence == "none" else CANNOT_SAY
    if given == "none":
        return NO
    if isinstance(condition, GeneralExemption) and not condition.sure:
        return CANNOT_SAY
    return YES if EVIDENCE.index(given) >= EVIDENCE.index(condition.evidence) else CANNOT_SAY


def shown_words(condition: Condition) -> str:
    """A condition that is met, in words, with the paragraph it stands in where that is another."""
    of = f" of {condition.paragraph}" if isinstance(condition, GeneralExemption) else ""
    return f"“{condition.name.replace('_', ' ')}”{of}"


def wanted(condition: Condition, evidence: dict[str, str]) -> str:
    """What would settle a condition, naming the column and the evidence the law wants."""
    name = condition.name.replace("_", " ")
    column = f"{condition.name}_evidence"
    has = _WORDS.get(evidence.get(condition.name, ""), "")
    known = f" (the row has only {has})" if has else ""
    if isinstance(condition, GeneralExemption) and not condition.sure and known:
        return f"whether {shown_words(condition)} reached the trade: it is not for all days and directions here, or was not read"
    who = f" by the {condition.by.replace('_', ' ')}" if condition.by not in {"", "committee"} else ""
    return f"{_WORDS[condition.evidence]}{who} for “{name}” ({column}){known}"


def exemptions(measure: Measure, beyond: Collection[str] = ()) -> tuple[Condition, ...]:
    """The exemptions of a measure that evidence decides, without those for other goods; origin is a question of its own."""
    return tuple(
        c for c in measure.conditions if c.kind == "exemption" and c.name != ORIGIN and c.name not in beyond
    )


def preconditions(measure: Measure) -> tuple[Condition, ...]:
    """What has to hold inside a cap."""
    return tuple(c for c in measure.conditions if c.kind == "precondition")


def origin_clause(measure: Measure) -> Condition | None:
    """The clause on goods of another origin that only pass through the target, if the measure has one."""
    return next((c for c in measure.conditions if c.name == ORIGIN), None)


def origin_answer(measure: Measure, origin: str, evidence: dict[str, str]) -> Answer:
    """Whether goods of another origin are outside the measure. Origin decides, never the port."""
    clause = origin_clause(measure)
    if clause is None or not origin:
        return NO
    return answer(clause, evidence)
