"""Conditions and their evidence: exemption from a ban, precondition inside a cap, or nothing.

Evidence is weighed by who vouches. A signed letter of the buyer is weaker than the finding of a
state, and where the law wants the finding the letter does not settle it (2270 (2016) paragraph
29(b), 2321 (2016) paragraph 26(b)). Evidence that is not known is never taken as given.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

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
    if not given:
        # Where the law asks for no proof of a precondition, only what speaks against it counts.
        return YES if condition.kind == "precondition" and condition.evidence == "none" else CANNOT_SAY
    if given == "none":
        return NO
    return YES if EVIDENCE.index(given) >= EVIDENCE.index(condition.evidence) else CANNOT_SAY


def wanted(condition: Condition, evidence: dict[str, str]) -> str:
    """What would settle a condition, naming the column and the evidence the law wants."""
    name = condition.name.replace("_", " ")
    column = f"{condition.name}_evidence"
    has = _WORDS.get(evidence.get(condition.name, ""), "")
    known = f" (the row has only {has})" if has else ""
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
