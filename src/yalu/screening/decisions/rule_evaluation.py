"""Weighing a match: how the words met, in which scripts, what speaks for and against it."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

import msgspec

from yalu.screening.decisions.records import RANK, Outcome
from yalu.screening.decisions.same_party import compare
from yalu.screening.decisions.screening_policy import (
    Contradicts,
    Effect,
    PolicyRule,
    ScreeningPolicy,
    Scripts,
)
from yalu.screening.identifiers import SHIP
from yalu.screening.matching.records import Fit, Match, Query
from yalu.screening.names.name_folding import fold, words_of
from yalu.screening.names.words import word_class
from yalu.screening.records import Party, PartyName
from yalu.screening.scripts import script_of

# A name that scores less alerts by no rule: in the decision table nothing below it was the party asked about.
LEAST_ALERT = 0.5
_KINDS = ("primary", "strong", "translation", "former", "weak")
_EFFECTS: tuple[Effect, ...] = ("decides", "contradicts", "supports", "year")


class MatchFacts(msgspec.Struct, frozen=True, kw_only=True):
    """What a policy can ask of a match. ``contradicted`` are the kinds of qualifier that speak against it."""

    fit: Fit
    scripts: Scripts
    kind: str
    schema: str
    score: float
    alerts: float
    bearers: float
    words: int
    namesakes: int
    identifier: Effect
    birth: Effect
    contradicted: tuple[str, ...]
    said: tuple[str, ...] = ()


class RuledMatch(msgspec.Struct, frozen=True):
    """The outcome of one match under a policy, the rule that gave it, and the reasons."""

    outcome: Outcome
    rule: str
    reasons: tuple[str, ...]


def facts_of(query: Query, match: Match, party: Party) -> MatchFacts:
    """The facts of a match against one party."""
    number, why = compare(query.identifiers, party, query.countries)
    effects = {kind: _effect(match, kind) for kind in ("birth", "gender", "country")}
    against = [kind for kind, effect in effects.items() if effect == "contradicts"]
    against += ["ship"] if number == "other" else []
    asked = query.schema or ("Vessel" if _is_ship(query) else "")
    against += ["schema"] if _other_kind(asked, party.schema) else []
    own = _recorded(query.name, party)
    said = [why] if why else []
    said += [f"{own.text} is recorded for the party sign by sign"] if own else []
    return MatchFacts(
        fit="exact" if own else match.fit, scripts="own" if own else scripts_of(query.name, match.name),
        kind=own.kind if own else match.name_kind, schema=party.schema, score=match.score,
        alerts=match.expected_false_alerts, bearers=match.bearers, words=match.words,
        namesakes=match.namesakes if party.schema == "Person" else 1,
        identifier="contradicts" if number == "other" else number, birth=effects["birth"],
        contradicted=tuple(against), said=tuple(said),
    )  # fmt: skip


def _is_ship(query: Query) -> bool:
    """Whether a ship's number says that a ship is asked about: a name with a legal form is its owner's."""
    legal = (word_class(word, person=False) == "legal" for word in words_of(fold(query.name).text))
    return any(i.kind == SHIP for i in query.identifiers) and not any(legal)


def _recorded(asked: str, party: Party) -> PartyName | None:
    """The party's recorded name in the asker's own script when it is the very same; the best kind first.

    The index may meet another spelling of the party just as well; what is recorded sign by sign says more.
    """
    if script_of(asked) in {"latin", "mixed"}:
        return None
    wanted = _signs(asked)
    same = [n for n in party.names if n.script != "latin" and _signs(n.text) == wanted]
    return min(same, key=lambda n: (_KINDS.index(n.kind), n.text)) if same and wanted else None


def _signs(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKC", text).casefold() if c.isalnum())


def scripts_of(asked: str, listed: str) -> Scripts:
    """Whether both names are in one script of their own, both in Latin letters, or across scripts."""
    first, second = script_of(asked), script_of(listed)
    if first == second == "latin":
        return "latin"
    return "own" if first == second and first != "mixed" else "across"


def _effect(match: Match, kind: str) -> Effect:
    if not match.explanation.qualifiers:
        return "silent"
    found: set[Effect] = {
        "year" if q.effect == "supports" and q.kind.startswith("birth year") else q.effect
        for q in match.explanation.qualifiers
        if q.kind.startswith(kind)
    }
    return next((effect for effect in _EFFECTS if effect in found), "silent")


def _other_kind(asked: str, listed: str) -> bool:
    """Whether a person was asked about and something else is listed, or the other way round."""
    if not asked or asked == "LegalEntity" or listed == "LegalEntity":
        return False
    things = {"Vessel", "Airplane"}
    return (asked == "Person") != (listed == "Person") or (asked in things) != (listed in things)


def ruled(facts: MatchFacts, policy: ScreeningPolicy) -> RuledMatch:
    """What a policy makes of the facts: the first rule that holds, then what contradicts it."""
    outcome, rule = _first(facts, policy)
    if rule is None:
        return RuledMatch(
            "clear", "", (f"the score is one that {facts.alerts:g} of 1,000 outsiders reach; no rule holds",)
        )
    reasons = [f"{rule.says} (rule {rule.name})", *facts.said]
    if facts.namesakes > 1:
        reasons.append(f"{facts.namesakes} parties of one list bear the name")
    elif facts.bearers > policy.bearers["common"]:
        reasons.append(
            f"about {facts.bearers:,.0f} of a million persons bear these words, by the names on the lists"
        )
    # What decides by itself is not weakened by a birth date; another ship is no identifier that agrees.
    if facts.identifier != "decides":
        for kind in facts.contradicted:
            outcome = _lowered(outcome, kind, facts, policy.contradictions, reasons)
        if facts.identifier == "supports" and outcome == "clear":
            reasons.append("a number that the list prints for the party was given: it stays in review")
            outcome = "review"
    return RuledMatch(outcome, rule.name, tuple(reasons))


def _first(facts: MatchFacts, policy: ScreeningPolicy) -> tuple[Outcome, PolicyRule | None]:
    groups: Sequence[tuple[Outcome, list[PolicyRule]]] = (("stop", policy.stop), ("review", policy.review))
    for outcome, rules in groups:
        for rule in rules:
            if rule.when.fit and facts.fit not in rule.when.fit:
                continue  # most rules fall out by this alone
            if holds(rule, facts, policy):
                return outcome, rule
    return "clear", None


def is_common(facts: MatchFacts, policy: ScreeningPolicy) -> bool:
    """Whether many bear the name: several parties of one list, or more in a million than the policy says."""
    return facts.namesakes > 1 or facts.bearers > policy.bearers["common"]


def holds(rule: PolicyRule, facts: MatchFacts, policy: ScreeningPolicy) -> bool:
    """Whether everything a rule asks for is so."""
    when = rule.when
    if facts.score < LEAST_ALERT and facts.identifier == "silent":
        return False
    return (
        (when.identifier is None or facts.identifier == when.identifier)
        and (not when.fit or facts.fit in when.fit)
        and (not when.names or facts.kind in when.names)
        and (not when.scripts or facts.scripts in when.scripts)
        and (not when.birth or facts.birth in when.birth)
        and (when.common is None or is_common(facts, policy) == when.common)
        and (not when.bearers or facts.bearers <= policy.bearers[when.bearers])
        and facts.words >= when.words
        and facts.score >= when.score
        and (not when.schemas or facts.schema in when.schemas)
        and facts.schema not in when.not_schemas
        and (not when.alerts or facts.alerts <= policy.rate(when.alerts, facts.schema))
    )


def _lowered(
    outcome: Outcome, kind: str, facts: MatchFacts, contradictions: Sequence[Contradicts], reasons: list[str]
) -> Outcome:
    for rule in contradictions:
        new: Outcome = outcome if outcome == "clear" else getattr(rule, outcome)
        if rule.keep_full and facts.fit in {"exact", "full"} and new == "clear":
            new = "review"
        if rule.kind == kind and RANK[new] < RANK[outcome]:
            reasons.append(f"{rule.says}: {outcome} becomes {new}")
            outcome = new
    return outcome
