"""Bans and licences: what is forbidden unless a date, an origin or proved evidence lifts it."""

from __future__ import annotations

from yalu.law.text.conditions import answer, exemptions, origin_answer, origin_clause, shown_words, wanted
from yalu.law.text.records import Condition, Measure
from yalu.law.verdicts.situations import (
    NOT_SHOWN,
    DateDoubt,
    Situation,
    SituationVerdict,
    scope_doubts,
    scope_why,
    undetermined,
)
from yalu.law.verdicts.unit_price_limits import price_answer, price_words, wanted_for_price
from yalu.law.verdicts.wind_downs import Lifted, ways
from yalu.vocabulary.answers import CANNOT_SAY, NO, YES

# A licence is a state's own approval; it is asked for like an exemption that only the state can give.
_LICENCE = Condition(kind="exemption", name="licence", evidence="state_determined")

_OPEN_GOODS = {
    "open": "an HS code cannot tell whether the goods are covered",
    "part": "the code holds goods the law covers and goods it does not",
    "may": "the row is coarser than the goods the law names",
}


def decide_ban(measure: Measure, situation: Situation) -> SituationVerdict:
    """The verdict of a ban (or of a duty to hold a licence) on a situation.

    Whatever lifts the ban and is proved decides first; whatever may lift it and is not known makes
    the verdict cannot_say, naming the evidence wanted; only then is the trade a breach.
    """
    doubts = scope_doubts(measure, situation)
    for lifted in (_by_origin, _by_price, _by_exemption, _by_date):
        found = lifted(measure, situation)
        if isinstance(found, SituationVerdict):
            return found
        doubts += found
    if not doubts:
        return SituationVerdict(
            verdict="breach",
            finding="prohibited",
            breach=YES,
            reason=f"{measure.named()} forbids it: {measure.title}; nothing that lifts the ban applies",
        )
    return undetermined(measure, doubts, _why(measure, situation))


def _why(measure: Measure, situation: Situation) -> str:
    if why := scope_why(situation):
        return why
    if situation.in_force.doubt is DateDoubt.MISSING:
        return f"the measure tests the {measure.tested_date} date, and the row does not give it"
    if situation.goods in _OPEN_GOODS:
        return _OPEN_GOODS[situation.goods]
    if not situation.shown:
        return NOT_SHOWN
    return "forbidden, unless what could lift the ban is shown"


def _by_origin(measure: Measure, situation: Situation) -> SituationVerdict | list[str]:
    clause = origin_clause(measure)
    found = origin_answer(measure, situation.origin, situation.evidence)
    if clause is None or not situation.origin or found == NO:
        return []
    if found == YES:
        return _exempt(
            measure,
            f"the goods are of origin {situation.origin} and only passed through, with notice beforehand",
        )
    return [wanted(clause, situation.evidence)]


def _by_exemption(measure: Measure, situation: Situation) -> SituationVerdict | list[str]:
    doubts = []
    conditions = [
        *exemptions(measure, situation.beyond),
        *([_LICENCE] if measure.effect == "licence" else []),
    ]
    for condition in conditions:
        found = answer(condition, situation.evidence)
        if found == YES:
            return _exempt(measure, f"{shown_words(condition)} is shown by the evidence the law wants")
        if found == CANNOT_SAY:
            doubts.append(wanted(condition, situation.evidence))
    return doubts


def _by_price(measure: Measure, situation: Situation) -> SituationVerdict | list[str]:
    price = measure.limit.price
    found = price_answer(situation.price)
    if price is None or found == NO:
        return []
    if found == CANNOT_SAY:
        return [wanted_for_price(price, situation.price)]
    return SituationVerdict(
        verdict="within", finding="at_or_below_price_limit", breach=NO,
        reason=f"{measure.named()} forbids it only above {price_words(price)}, and the price is at or below that",
    )  # fmt: skip


def _by_date(measure: Measure, situation: Situation) -> SituationVerdict | list[str]:
    open_: list[str] = []
    for way in ways(measure, situation):
        found = _by_way(measure, situation, way)
        if isinstance(found, SituationVerdict):
            return found
        open_ += found
    return list(dict.fromkeys(open_))


def _by_way(measure: Measure, situation: Situation, way: Lifted) -> SituationVerdict | list[str]:
    if way.answer == NO:
        return []
    rule, doubts, price = way.rule, list(way.doubts), measure.limit.price
    if price is not None and situation.wind_down_price and way.winds_down:
        dear = price_answer(situation.wind_down_price)
        if dear == NO:
            return []
        rule += f" at or below {price_words(price, wind_down=True)}"
        doubts += [wanted_for_price(price, situation.wind_down_price)] if dear == CANNOT_SAY else []
    # Allowed either way: whether or not the measure applies, dates that are met let the trade pass.
    return doubts or SituationVerdict(
        verdict="within",
        finding="wind_down_allowed" if way.winds_down else "cleared",
        breach=NO,
        reason=f"{measure.named()} lets trade pass with {rule}, and every date is met",
    )


def _exempt(measure: Measure, why: str) -> SituationVerdict:
    return SituationVerdict(
        verdict="not_covered", finding="exempt", breach=NO, reason=f"outside {measure.named()}: {why}"
    )
