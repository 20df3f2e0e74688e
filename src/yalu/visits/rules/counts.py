"""Whether a visit counts, and whether it is a summit, under a chosen set of rules.

A rule looks only at facts of the row. Where the row does not have the fact that a rule needs, the
answer is ``cannot_say``; it is carried as such into every figure and never rounded to yes or no.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import msgspec

from yalu.case.records import ANSWER_CELLS, Case, Codebook, Visit
from yalu.visits.rules.codebook import ChosenRules, codebook_of, listed
from yalu.vocabulary.answers import CANNOT_SAY, NO, YES, Answer, any_of

_NOT_SEEN = "cannot say: it was announced, and no report that it took place was found; one would settle it"


class CountDecision(msgspec.Struct, frozen=True):
    """What the rules say of one visit: does it count, is it a summit, by which rules, and why."""

    visit: str
    counts: Answer
    summit: Answer
    rules: tuple[str, ...]
    why: str


Decided = tuple[Visit, CountDecision]


class Signature(msgspec.Struct, frozen=True):
    """The facts of a visit that rules can look at; visits that share them share one decision."""

    direction: str
    posts: tuple[str, ...]
    party_bodies: tuple[str, ...]
    occasion: str
    secrecy: str
    met_leader: Answer
    joint: bool
    seen: bool


def signature(visit: Visit) -> Signature:
    """The facts of a visit that rules can look at."""
    return Signature(
        visit.direction,
        visit.posts,
        visit.bodies,
        visit.occasion,
        visit.secrecy,
        visit.met_leader,
        bool(visit.joint_with),
        visit.status != "announced_not_seen",
    )


def decide(
    case: Case, rules: ChosenRules, visits: Sequence[Visit] | None = None, *, legs: bool = False
) -> tuple[CountDecision, ...]:
    """One decision per visit, in the order given. Legs of one journey are merged if a rule says so.

    The first leg that counts stands for its journey (ties of date go to the lower id); with ``legs`` each is by itself.
    """
    rows = case.visits if visits is None else visits
    sides = {post.id: post.side for post in case.posts.values()}
    memo: dict[Signature, tuple[Answer, Answer, tuple[str, ...], str]] = {}
    decisions: list[CountDecision] = []
    for visit in rows:
        facts = signature(visit)
        if facts not in memo:
            memo[facts] = _judge(facts, rules, sides)
        decisions.append(CountDecision(visit.id, *memo[facts]))
    merging = next((number for number, _, option in rules.options if option.merge), "")
    return _merge_legs(rows, decisions, merging) if merging and not legs else tuple(decisions)


def decided(case: Case, rules: ChosenRules) -> list[Decided]:
    """Every visit of a case with its decision, in the order of the table."""
    return list(zip(case.visits, decide(case, rules), strict=True))


def observed(case: Case, rules: ChosenRules, *, legs: bool = False) -> list[Decided]:
    """The visits that may lie in the window observed, with their decisions: others enter no figure."""
    pairs = zip(case.visits, decide(case, rules, legs=legs), strict=True)
    return [pair for pair in pairs if case.observed.holds(pair[0].start) != "no"]


def _judge(
    facts: Signature, rules: ChosenRules, sides: Mapping[str, str]
) -> tuple[Answer, Answer, tuple[str, ...], str]:
    excluded, exclusion = _excluded(facts, rules)
    if excluded == YES:
        return NO, NO, (exclusion[0],), f"left out by {exclusion[0]}: {exclusion[1]}"
    admitted, admission = _admitted(facts, rules, sides)
    if admitted == NO:
        return NO, NO, (), "no rule admits the posts held on that day"
    summit, summit_rule = _summit(facts, rules)
    if not facts.seen:
        return CANNOT_SAY, NO if summit == NO else CANNOT_SAY, (), _NOT_SEEN
    numbers = tuple(
        dict.fromkeys(n for n in (admission[0], exclusion[0] if excluded != NO else "", summit_rule) if n)
    )
    if admitted == YES and excluded == NO:
        return YES, summit, numbers, f"admitted by {admission[0]}: {admission[1]}"
    reasons = [
        f"{n}: {text}"
        for n, text, answer in ((*admission, admitted), (*exclusion, excluded))
        if answer == CANNOT_SAY
    ]
    return (
        CANNOT_SAY,
        NO if summit == NO else CANNOT_SAY,
        numbers,
        "cannot say by " + "; ".join(reasons),
    )


def _admitted(
    facts: Signature, rules: ChosenRules, sides: Mapping[str, str]
) -> tuple[Answer, tuple[str, str]]:
    """Yes when a rule admits a post held, or when the rules together admit every party body that is possible."""
    admitting: dict[str, str] = {}
    for number, _, option in rules.options:
        if not option.admit:
            continue
        for side in _sides_travelling(facts, option.admit):
            held = [
                p for p in facts.posts if p in listed(option.admit, "posts") and sides.get(p, side) == side
            ]
            if held:
                return YES, (number, f"post {held[0]}")
            for body in listed(option.admit, "party_bodies"):
                admitting.setdefault(body, number)
    found = [body for body in facts.party_bodies if body in admitting]
    if not found:
        return NO, ("", "")
    if len(found) == len(facts.party_bodies):
        return YES, (admitting[found[0]], f"party body {' or '.join(found)}")
    return CANNOT_SAY, (
        admitting[found[0]],
        "the party body is not known; a roster of that day would settle it",
    )


def _sides_travelling(facts: Signature, admit: dict[str, Any]) -> Iterable[str]:
    """The sides an admission may look at: the guest's own, or both in a third country."""
    guest = {"partner_to_target": ("partner",), "target_to_partner": ("target",)}
    travelling = guest.get(facts.direction, ("partner", "target"))
    wanted = listed(admit, "side")
    return [side for side in travelling if not wanted or side in wanted]


def _excluded(facts: Signature, rules: ChosenRules) -> tuple[Answer, tuple[str, str]]:
    unknown: tuple[str, str] | None = None
    for number, _, option in rules.options:
        test = option.exclude
        if not test:
            continue
        if facts.direction in listed(test, "direction"):
            return YES, (number, f"direction {facts.direction}")
        if facts.joint and test.get("joint"):
            return YES, (number, "joint mission with another state")
        held = [post for post in facts.posts if post in listed(test, "posts")]
        if held:
            return YES, (number, f"post {held[0]}")
        for field, value in (("occasion", facts.occasion), ("secrecy", facts.secrecy)):
            named = listed(test, field)
            if value in named:
                return YES, (number, f"{field} {value}")
            if value == "unknown" and named and unknown is None:
                unknown = (number, f"the {field} is not known; it decides whether the row is left out")
    return (CANNOT_SAY, unknown) if unknown else (NO, ("", ""))


def _summit(facts: Signature, rules: ChosenRules) -> tuple[Answer, str]:
    for number, _, option in rules.options:
        test = option.summit
        if not test:
            continue
        if not any(post in listed(test, "posts") for post in facts.posts):
            continue
        wanted = [ANSWER_CELLS[word] for word in listed(test, "met_leader")]
        if not wanted or facts.met_leader in wanted:
            return YES, number
        if facts.met_leader == CANNOT_SAY:
            return CANNOT_SAY, number
    return NO, ""


def _merge_legs(
    rows: Sequence[Visit], decisions: list[CountDecision], rule: str
) -> tuple[CountDecision, ...]:
    """Later legs of a journey stop counting; a summit on any leg makes the journey a summit."""
    legs: dict[str, list[int]] = {}
    for index, visit in enumerate(rows):
        if visit.journey and decisions[index].counts != NO:
            legs.setdefault(visit.journey, []).append(index)
    merged = list(decisions)
    for indexes in legs.values():
        indexes.sort(key=lambda i: (merged[i].counts != YES, rows[i].start.earliest, rows[i].id))
        first, later = indexes[0], indexes[1:]
        # A leg that may have been a summit leaves it open whether the journey was one.
        summit = any_of(merged[i].summit for i in indexes)
        merged[first] = msgspec.structs.replace(merged[first], summit=summit)
        for index in later:
            merged[index] = CountDecision(
                rows[index].id, NO, NO, (rule,), f"left out by {rule}: same journey as {rows[first].id}"
            )
    return tuple(merged)


class RuleSwitch(msgspec.Struct, frozen=True):
    """A visit that changes when one rule is switched: from which answer to which."""

    visit: str
    rule: str
    option: str
    before: str
    after: str


def rows_that_turn(case: Case, rules: ChosenRules) -> tuple[RuleSwitch, ...]:
    """For every rule and every option not chosen, the visits whose answer would change."""
    codebook: Codebook = codebook_of(case)
    now = decide(case, rules)
    turns: list[RuleSwitch] = []
    for rule, body in codebook.rules.items():
        for option in body.options:
            if option == rules.chosen(rule):
                continue
            then = decide(case, rules.switched(codebook, rule, option))
            turns += [
                RuleSwitch(a.visit, rule, option, _spoken(a), _spoken(b))
                for a, b in zip(now, then, strict=True)
                if (a.counts, a.summit) != (b.counts, b.summit)
            ]
    return tuple(turns)


def _spoken(decision: CountDecision) -> str:
    if decision.counts != YES:
        return {NO: "not counted", CANNOT_SAY: "cannot say"}[decision.counts]
    return {YES: "counted, summit", NO: "counted", CANNOT_SAY: "counted, summit unclear"}[decision.summit]
