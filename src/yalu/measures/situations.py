"""A situation: one combination of answers that rows of trade give to the questions of one measure."""

from __future__ import annotations

from typing import Literal

import msgspec

from yalu.measures.conditions import given_evidence
from yalu.measures.records import Measure
from yalu.vocabulary.intervals import Certainty
from yalu.vocabulary.results import VerdictKind

DateAnswer = Literal["yes", "no", "missing", "unclear", "-"]
Finding = Literal[
    "prohibited",
    "permitted_within_cap",
    "cap_exceeded",
    "exempt",
    "wind_down_allowed",
    "cleared",
    "undetermined",
    "not_binding",
    "out_of_scope",
    "notice_given",
    "notice_late",
    "reported",
    "reporting_overdue",
    "not_yet_due",
]


class Situation(msgspec.Struct, frozen=True, kw_only=True):
    """The answers as answers.sql gives them, and where the cap stands when there is one."""

    goods: str
    in_force: DateAnswer
    contract: DateAnswer
    imported: DateAnswer
    notified: DateAnswer
    loaded: DateAnswer
    arrived: DateAnswer
    cleared: DateAnswer
    origin: str
    evidence: dict[str, str]
    standing: str = "-"


class Decision(msgspec.Struct, frozen=True, kw_only=True):
    """What the law says to a situation: verdict, finding, whether a breach is certain, and why."""

    verdict: VerdictKind
    finding: Finding
    breach: Certainty
    reason: str
    settled_by: tuple[str, ...] = ()


def read_situation(key: str, standing: str) -> tuple[str, Situation]:
    """The measure and the situation in a key that answers.sql made."""
    measure, goods, in_force, contract, imported, notified, loaded, arrived, cleared, origin, evidence = (
        key.split("|")
    )
    return measure, Situation(
        goods=goods,
        in_force=in_force,  # type: ignore[arg-type]
        contract=contract,  # type: ignore[arg-type]
        imported=imported,  # type: ignore[arg-type]
        notified=notified,  # type: ignore[arg-type]
        loaded=loaded,  # type: ignore[arg-type]
        arrived=arrived,  # type: ignore[arg-type]
        cleared=cleared,  # type: ignore[arg-type]
        origin=origin,
        evidence=given_evidence(evidence),
        standing=standing,
    )


def scope_doubts(measure: Measure, situation: Situation) -> list[str]:
    """What would settle whether the measure applies at all: its day and its goods."""
    doubts = []
    force = measure.in_force
    if situation.in_force == "missing":
        doubts.append(f"the {measure.tested_date} date of the consignment ({measure.tested_date}_date)")
    elif situation.in_force == "unclear":
        edge = f"{force.start}" if force.until is None else f"{force.start} and {force.until}"
        doubts.append(f"figures split at {edge}: the period runs across a change of law")
    if situation.goods == "part":
        named = ", ".join(measure.goods.hs_part)
        doubts.append(f"whether the goods are {measure.goods.text}; HS {named} holds other goods too")
    elif situation.goods == "may":
        named = ", ".join(measure.goods.hs + measure.goods.except_hs)
        doubts.append(f"the goods by HS {named}; the code of the row is coarser than the law")
    elif situation.goods == "open":
        doubts.append(
            f"whether the goods are on {measure.goods.list_name or 'the list'}"
            if measure.goods.scope == "list"
            else "the end use and end user of the goods"
        )
    return doubts


def undetermined(measure: Measure, doubts: list[str], why: str) -> Decision:
    """A cannot_say that names everything that would settle it."""
    return Decision(
        verdict="cannot_say",
        finding="undetermined",
        breach="possible",
        reason=f"{measure.named()} ({measure.title}): {why}",
        settled_by=tuple(dict.fromkeys(doubts)),
    )
