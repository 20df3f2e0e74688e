"""A situation: one combination of answers that rows of trade give to the questions of one measure."""

from __future__ import annotations

from datetime import timedelta
from enum import StrEnum
from typing import Literal

import msgspec

from yalu.law.text.conditions import given_evidence
from yalu.law.text.records import Measure
from yalu.vocabulary.answers import CANNOT_SAY, NO, YES, Answer
from yalu.vocabulary.results import VerdictKind
from yalu.vocabulary.strength import Quality, Support

Finding = Literal[
    "prohibited",
    "permitted_within_cap",
    "cap_exceeded",
    "exempt",
    "wind_down_allowed",
    "at_or_below_price_limit",
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


SHIPPED = "shipped"
#: How long goods are taken to be under way at most between the customs of two states. Our choice: voyages take weeks, and
#: goods may lie in store before customs release them, in the European Union for 90 days (Regulation 952/2013, article 149).
UNDER_WAY = timedelta(days=92)
_PASSED = frozenset({"passing", "after", "unproved"})


class DateDoubt(StrEnum):
    """Why a date cannot say: not given at all, not to the day, reported by the other side, across the day a state joined
    or left a body, or of all members of a body of which the measure excepts some."""

    NONE = ""
    MISSING = "missing"
    UNCLEAR = "unclear"
    UNDER_WAY = "under_way"
    MEMBERSHIP = "membership"
    EXCEPTED = "excepted"


class DateAnswer(msgspec.Struct, frozen=True):
    """The answer to one question the law asks of a date, and why nobody can say where nobody can."""

    answer: Answer
    doubt: DateDoubt = DateDoubt.NONE


class Situation(msgspec.Struct, frozen=True, kw_only=True):
    """The answers as answers.sql gives them, and where the cap stands when there is one.

    A date the measure does not ask about is None. ``route`` is ``direct`` where the target is a side of the
    trade, ``origin`` where goods of its origin were bought through a third state, ``shipped`` where only the
    route leads to it. ``shown`` is whether the row shows an amount that was traded; ``support`` is how well
    the row is attested, ``beyond`` the exemptions that are for other goods,
    ``price`` and ``wind_down_price`` the letters of unit_price_limits.py, "" where there is no limit.
    """

    goods: str
    in_force: DateAnswer
    contract: DateAnswer | None
    imported: DateAnswer | None
    notified: DateAnswer | None
    loaded: DateAnswer | None
    arrived: DateAnswer | None
    cleared: DateAnswer | None
    origin: str
    route: str = "direct"
    shown: bool = True
    support: Quality = "sound"
    beyond: frozenset[str] = frozenset()
    evidence: dict[str, str]
    standing: str = "-"
    price: str = ""
    wind_down_price: str = ""


class SituationVerdict(msgspec.Struct, frozen=True, kw_only=True):
    """What the law says to a situation: verdict, finding, whether it is a breach, and why.

    ``weak`` marks a decision that its row or paragraph does not carry, so that it can only be cannot_say.
    ``rests_on`` are the readings and clauses it hangs on, ``readings`` what each reading comes to, in words.
    """

    verdict: VerdictKind
    finding: Finding
    breach: Answer
    reason: str
    settled_by: tuple[str, ...] = ()
    weak: bool = False
    rests_on: tuple[Support, ...] = ()
    readings: tuple[str, ...] = ()


def read_situation(key: str, standing: str) -> tuple[str, Situation]:
    """The measure and the situation in a key that answers.sql made."""
    measure, goods, in_force, *asked, route, nothing, price, support, origin, beyond, evidence = key.split(
        "|"
    )
    contract, imported, notified, loaded, arrived, cleared = (_date_answer(text) for text in asked)
    return measure, Situation(
        goods=goods,
        in_force=_date_answer(in_force) or DateAnswer(YES),
        contract=contract,
        imported=imported,
        notified=notified,
        loaded=loaded,
        arrived=arrived,
        cleared=cleared,
        route=route,
        shown=nothing != "unreported",
        support="doubted" if support == "doubted" else "sound",
        origin=origin,
        beyond=frozenset(beyond.split(";")) - {""},
        evidence=given_evidence(evidence),
        # What another row of the same days and goods passed, a row of 0 did not pass.
        standing="unclear" if nothing == "yes" and standing in _PASSED else standing,
        price="" if price == "-" else price[0],
        wind_down_price=price[1:],
    )


def _date_answer(text: str) -> DateAnswer | None:
    """The word of answers.sql: ``missing`` and ``unclear`` are two reasons why nobody can say."""
    if text == "-":
        return None
    return DateAnswer(Answer(text)) if text in {YES, NO} else DateAnswer(CANNOT_SAY, DateDoubt(text))


def scope_doubts(measure: Measure, situation: Situation) -> list[str]:
    """What would settle whether the measure applies at all: its day and its goods."""
    doubts = []
    force = measure.in_force
    if situation.in_force.doubt is DateDoubt.MISSING:
        doubts.append(f"the {measure.tested_date} date of the consignment ({measure.tested_date}_date)")
    elif situation.in_force.doubt is DateDoubt.UNCLEAR:
        edge = f"{force.start}" if force.until is None else f"{force.start} or {force.until}"
        doubts.append(f"figures split at {edge}: the period runs across a change of law")
    elif situation.in_force.doubt is DateDoubt.UNDER_WAY:
        doubts.append("the day of release by the customs of the state whose law it is (released_date)")
    elif situation.in_force.doubt is DateDoubt.MEMBERSHIP:
        doubts.append(
            "figures split at the day on which the state joined or left the body whose law it is, or its exception ended"
        )
    elif situation.in_force.doubt is DateDoubt.EXCEPTED:
        excepted = ", ".join(each.state for each in measure.except_states)
        doubts.append(
            f"rows of the members one by one: the total of {measure.addressee} holds trade of {excepted} too"
        )
    if situation.goods == "part":
        named = ", ".join(measure.goods.hs_part)
        doubts.append(f"whether the goods are {measure.goods.text}; HS {named} holds other goods too")
    elif situation.goods == "may":
        named = ", ".join(measure.goods.hs + measure.goods.hs_part + measure.goods.except_hs)
        doubts.append(f"the goods by HS {named}; the code of the row is coarser than the law")
    elif situation.goods == "open":
        doubts.append(
            f"whether the goods are on {measure.goods.list_name or 'the list'}"
            if measure.goods.scope == "list"
            else "the end use and end user of the goods"
        )
    if situation.route == SHIPPED:
        doubts.append("proof of the origin of the goods (origin): they were shipped from the target")
    if not situation.shown:
        doubts.append("the amount that was traded (quantity, value), or 0 where nothing was")
    return doubts


NOT_SHOWN = "the row reports no amount, so whether anything was traded is open"


def scope_why(situation: Situation) -> str:
    """Why nobody can say whether the measure applies to the days or the origin; "" without such a doubt."""
    if situation.in_force.doubt in {DateDoubt.UNCLEAR, DateDoubt.MEMBERSHIP}:
        return "the row runs across a change of law, so its total is descriptive and never a breach"
    if situation.in_force.doubt is DateDoubt.UNDER_WAY:
        return f"the other side tells the trade, and goods may be under way for up to {UNDER_WAY.days} days, here across a change of law"
    if situation.in_force.doubt is DateDoubt.EXCEPTED:
        return "the row is the total of all members, some of which the paragraph excepts"
    if situation.route == SHIPPED:
        return "only the route leads to the target; the row does not state its origin"
    return ""


def undetermined(measure: Measure, doubts: list[str], why: str) -> SituationVerdict:
    """A cannot_say that names everything that would settle it."""
    return SituationVerdict(
        verdict="cannot_say",
        finding="undetermined",
        breach=CANNOT_SAY,
        reason=f"{measure.named()} ({measure.title}): {why}",
        settled_by=tuple(dict.fromkeys(doubts)),
    )
