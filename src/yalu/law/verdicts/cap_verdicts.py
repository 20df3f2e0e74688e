"""The verdict of a cap on one row: its preconditions, and where the limit stood when it was traded."""

from __future__ import annotations

from yalu.law.text.conditions import (
    GeneralExemption,
    answer,
    exemptions,
    origin_answer,
    origin_clause,
    preconditions,
    shown_words,
    wanted,
)
from yalu.law.text.records import Measure
from yalu.law.verdicts.situations import (
    NOT_SHOWN,
    Situation,
    SituationVerdict,
    scope_doubts,
    scope_why,
    undetermined,
)
from yalu.vocabulary.answers import CANNOT_SAY, NO, YES


def decide_capped(measure: Measure, situation: Situation) -> SituationVerdict:
    """Breach after the limit was passed or without a precondition; within only when both are known."""
    outside = _outside(measure, situation)
    if isinstance(outside, SituationVerdict):
        return outside
    doubts = [*scope_doubts(measure, situation), *outside]
    if situation.standing == "none" and not doubts:
        return SituationVerdict(
            verdict="within", finding="permitted_within_cap", breach=NO,
            reason=f"{measure.named()}: nothing was traded",
        )  # fmt: skip
    certain = not doubts
    answers = {c: answer(c, situation.evidence) for c in preconditions(measure)}
    unmet = [c for c, found in answers.items() if found == NO]
    if certain and unmet:
        names = ", ".join(c.name.replace("_", " ") for c in unmet)
        return SituationVerdict(
            verdict="breach", finding="prohibited", breach=YES,
            reason=f"{measure.named()} allows it only inside the cap and with “{names}”, which is known to be missing",
        )  # fmt: skip
    beyond = situation.standing in {"after", "passing", "unproved"}
    allowed = None if situation.standing in {"before", "none"} else _approved(measure, situation)
    if certain and (beyond or allowed):
        return allowed or _exceeded(measure, situation)
    doubts += [wanted(c, situation.evidence) for c, found in answers.items() if found == CANNOT_SAY]
    if situation.standing not in {"before", "none"}:
        who = "all states" if measure.counts == "all_member_states" else "the state"
        doubts.append(f"how much of the limit {who} had used up when the goods were traded")
    if doubts:
        return undetermined(measure, doubts, _why(situation, certain))
    return SituationVerdict(
        verdict="within", finding="permitted_within_cap", breach=NO,
        reason=f"{measure.named()}: the limit was not passed by the end of the period, and every precondition is shown",
    )  # fmt: skip


def _outside(measure: Measure, situation: Situation) -> SituationVerdict | list[str]:
    """Outside the limit and all that is asked inside it: goods of another origin, or exempted by another paragraph."""
    doubts = []
    clause, found = origin_clause(measure), origin_answer(measure, situation.origin, situation.evidence)
    if found == YES:
        return _exempt(
            f"outside {measure.named()}: the goods are of origin {situation.origin}, with notice beforehand"
        )
    if clause is not None and found == CANNOT_SAY:
        doubts.append(wanted(clause, situation.evidence))
    for general in exemptions(measure, situation.beyond):
        found = answer(general, situation.evidence) if isinstance(general, GeneralExemption) else NO
        if found == YES:
            return _exempt(
                f"outside {measure.named()}: {shown_words(general)} is shown by the evidence the law wants"
            )
        if found == CANNOT_SAY:
            doubts.append(wanted(general, situation.evidence))
    return doubts


def _exempt(reason: str) -> SituationVerdict:
    return SituationVerdict(verdict="not_covered", finding="exempt", breach=NO, reason=reason)


def _exceeded(measure: Measure, situation: Situation) -> SituationVerdict:
    answers = {c: answer(c, situation.evidence) for c in exemptions(measure, situation.beyond)}
    doubts = [wanted(c, situation.evidence) for c, found in answers.items() if found == CANNOT_SAY]
    if situation.standing == "unproved" and not doubts:
        doubts = [f"{wanted(c, {})} of the other trade that counts" for c in exemptions(measure)]
    if doubts:
        return undetermined(
            measure, doubts, "beyond the limit, which the law allows with the evidence it names"
        )
    when = (
        "the limit had certainly been passed before the period began"
        if situation.standing == "after"
        else "the limit was passed in this period, by this trade even if it came first: part of it lies beyond the limit"
    )
    return SituationVerdict(
        verdict="breach", finding="cap_exceeded", breach=YES, reason=f"{measure.named()}: {when}"
    )


def _approved(measure: Measure, situation: Situation) -> SituationVerdict | None:
    """Outside the limit, where the row shows what the law asks for beyond it."""
    for condition in exemptions(measure, situation.beyond):
        if answer(condition, situation.evidence) == YES:
            reason = f"{measure.named()}: allowed beyond the limit, with {shown_words(condition)} shown"
            return _exempt(reason)
    return None


def _why(situation: Situation, certain: bool) -> str:
    if not certain:
        why = "whether the row counts against the cap is open" if situation.shown else NOT_SHOWN
        return scope_why(situation) or why
    if situation.standing == "before":
        return "inside the limit, but a precondition is not shown"
    return "where the limit stood, or a precondition, is not known"
