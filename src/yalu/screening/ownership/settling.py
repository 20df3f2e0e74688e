"""From what a rule could reach to its answer, the ground for it, and what would settle an open one."""

from __future__ import annotations

from decimal import Decimal

import msgspec

from yalu.screening.ownership.graph import Graph
from yalu.screening.ownership.records import Answer, Ground, RuleText, span_text

Settled = tuple[Answer, Ground, str, str]


class Reached(msgspec.Struct, frozen=True):
    """What some blocked persons reach in an entity: sums in per cent, and who counts with them."""

    persons: tuple[str, ...]
    low: Decimal
    high: Decimal
    sure: frozenset[str]
    maybe: frozenset[str]
    controlled: bool
    maybe_controlled: bool
    owned: bool
    maybe_owned: bool


def settle(
    graph: Graph, entity: str, rule: RuleText, each: list[Reached], together: Reached, blocked: frozenset[str]
) -> Settled:
    """The answer, its ground, the reason in words, and the datum that would settle an open answer."""
    need = f"{'at least' if rule.reached else 'more than'} {rule.at} %"
    if entity in blocked:
        return "owned", "listing", f"{entity} is itself blocked", ""
    if graph.recorded(entity) > 100:
        total = f"{graph.recorded(entity):f}"
        return ("cannot_say", "", f"recorded shares of {entity} add up to {total} %, which cannot be",
                f"which of the rows on {entity} is wrong")  # fmt: skip
    return _for_certain(entity, rule, each, need) or _open(graph, entity, rule, each, together, need)


def _for_certain(entity: str, rule: RuleText, each: list[Reached], need: str) -> Settled | None:
    """The answer that holds whatever the open facts are, if there is one."""
    owned = [r for r in each if r.owned]
    if owned:
        best = max(owned, key=lambda r: (r.low, r.high, r.persons))
        return "owned", "ownership", f"{_who(best)} {_hold(best)} of {entity}; the rule asks for {need}", ""
    controlled = next((r for r in each if r.controlled), None)
    if controlled is not None:
        return (
            "owned",
            "control",
            f"controlled by {_who(controlled)}; the rule asks for ownership or control",
            "",
        )
    return None


def _open(
    graph: Graph, entity: str, rule: RuleText, each: list[Reached], together: Reached, need: str
) -> Settled:
    possible = [r for r in each if r.maybe_owned or r.maybe_controlled]
    if possible:
        widest = max(possible, key=lambda r: (r.high, r.persons))
        reason = f"{_who(widest)} {_hold(widest)} of {entity}; the rule asks for {need}"
        return "cannot_say", "", reason, _datum(graph, entity, widest)
    if rule.adds == "joint" and together.maybe_owned:
        reason = f"no one person reaches {need}; together they {_hold(together)}, and this rule does not simply add them"
        return "cannot_say", "", reason, f"whether {_who(together)} act under a joint arrangement"
    reason = f"{_who(together)} {_hold(together)} of {entity}; the rule asks for {need}"
    if not together.high:
        reason = f"no blocked person is recorded to hold any part of {entity}"
    return "not_owned", "", reason, ""


def _who(reached: Reached) -> str:
    return ", ".join(reached.persons) or "the blocked persons"


def _hold(reached: Reached) -> str:
    verb = "holds" if len(reached.persons) == 1 else "hold"
    return f"{verb} {span_text(_short(reached.low), _short(reached.high))}"


def _short(value: Decimal) -> Decimal:
    return round(value, 4)


def _datum(graph: Graph, entity: str, reached: Reached) -> str:
    """The widest gap in what is known: one holding's share, a date, or who holds the rest."""
    if reached.maybe_controlled and not reached.maybe_owned:
        by = [
            o
            for o, sure, _ in graph.controllers.get(entity, ())
            if o in reached.maybe and not (sure and o in reached.sure)
        ]
        return f"whether {', '.join(by)} controlled {entity} on {graph.day}"  # fmt: skip
    shares = [s for s in graph.shares.get(entity, ()) if s.owner in reached.maybe and s.high > 0]
    open_shares = sorted(shares, key=lambda s: (s.low - s.high, s.owner))
    rest = graph.unrecorded(entity)
    doubtful = [s.owner for s in shares if s.owner not in reached.sure]
    if open_shares and open_shares[0].high - open_shares[0].low >= rest:
        widest = open_shares[0]
        if widest.high > widest.low:
            return f"the share of {widest.owner} in {entity} on {graph.day} ({span_text(widest.low, widest.high)} is known)"
    if doubtful and not rest:
        return f"whether {', '.join(sorted(doubtful))} {'is' if len(doubtful) == 1 else 'are'} held by blocked persons"
    if rest:
        return f"who holds the other {span_text(_short(rest), _short(rest))} of {entity}"
    return f"the owners of {', '.join(sorted(doubtful)) or entity}"
