"""From what a rule could reach to its answer, the ground for it, and what would settle an open one."""

from __future__ import annotations

from collections.abc import Collection
from decimal import Decimal
from typing import NamedTuple

import msgspec

from yalu.screening.ownership.graph import ALL, NONE, HoldingsGraph, OwnedShare
from yalu.screening.ownership.records import AnswerBasis, RuleText, span_text
from yalu.vocabulary.answers import CANNOT_SAY, NO, YES, Answer


class Settled(NamedTuple):
    """An answer with its ground, the reason in words, and the datum that would settle an open one."""

    answer: Answer
    by: AnswerBasis
    reason: str
    settled_by: str = ""


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
    graph: HoldingsGraph,
    entity: str,
    rule: RuleText,
    each: list[Reached],
    together: Reached,
    blocked: Collection[str],
) -> Settled:
    """The answer, its ground, the reason in words, and the datum that would settle an open answer."""
    need = f"{'at least' if rule.reached else 'more than'} {rule.at} %"
    if entity in blocked:
        return Settled(YES, "listing", f"{entity} is itself blocked")
    if graph.recorded(entity) > 100:
        total = f"{graph.recorded(entity):f}"
        return Settled(CANNOT_SAY, "", f"recorded shares of {entity} add up to {total} %, which cannot be",
                       f"which of the rows on {entity} is wrong")  # fmt: skip
    return _for_certain(graph, entity, rule, each, need) or _open(graph, entity, rule, each, together, need)


def holders(
    graph: HoldingsGraph, entity: str, reached: Reached, rule: RuleText, *, certain: bool = False
) -> tuple[str, ...]:
    """The blocked persons whose holdings count in the entity: their own, and through what is held itself."""
    counts = reached.sure if certain else reached.maybe
    found: set[str] = set()
    seen, waiting = {entity}, [entity]
    while waiting:
        here = waiting.pop()
        owners = [s.owner for s in graph.shares.get(here, ()) if (s.low if certain else s.high) > 0]
        owners += [
            owner
            for owner, sure, _ in graph.controllers.get(here, ())
            if rule.control and (sure or not certain)
        ]
        for owner in owners:
            if owner in reached.persons:
                found.add(owner)
            elif owner in counts and owner not in seen:
                seen.add(owner)
                waiting.append(owner)
    return tuple(sorted(found))


def _for_certain(
    graph: HoldingsGraph, entity: str, rule: RuleText, each: list[Reached], need: str
) -> Settled | None:
    """The answer that holds whatever the open facts are, if there is one."""
    owned = [r for r in each if r.owned]
    if owned:
        best = max(owned, key=lambda r: (r.low, r.high, r.persons))
        who = holders(graph, entity, best, rule, certain=True)
        return Settled(YES, "ownership", f"{_hold(who, best, graph, entity)}; the rule asks for {need}")
    controlled = next((r for r in each if r.controlled), None)
    if controlled is not None:
        who = holders(graph, entity, controlled, rule, certain=True)
        return Settled(
            YES, "control", f"controlled by {', '.join(who)}; the rule asks for ownership or control"
        )
    return None


def _open(
    graph: HoldingsGraph, entity: str, rule: RuleText, each: list[Reached], together: Reached, need: str
) -> Settled:
    possible = [r for r in each if r.maybe_owned or r.maybe_controlled]
    if possible:
        widest = max(possible, key=lambda r: (r.high, bool(holders(graph, entity, r, rule)), r.persons))
        who = holders(graph, entity, widest, rule)
        reason = f"{_hold(who, widest, graph, entity, together)}; the rule asks for {need}"
        several = _several(graph, entity, widest)
        return Settled(
            CANNOT_SAY, "", "; ".join((reason, *map(_rows_words, several))), _datum(graph, entity, widest)
        )
    who = holders(graph, entity, together, rule)
    if rule.adds == "joint" and together.maybe_owned:
        reason = f"no one person reaches {need}; together {_hold(who, together, graph, entity)}, and this rule does not simply add them"
        return Settled(CANNOT_SAY, "", reason, f"whether {', '.join(who)} act under a joint arrangement")
    if rule.adds == "open" and together.maybe_owned:
        reason = (
            f"no one person reaches {need}; together {_hold(who, together, graph, entity)}, "
            "and this edition left open whether they are added"
        )
        return Settled(CANNOT_SAY, "", reason, f"whether this edition adds the shares of {' and '.join(who)}")
    return Settled(NO, "", f"{_hold(who, together, graph, entity)}; the rule asks for {need}")


def _hold(
    who: Collection[str],
    reached: Reached,
    graph: HoldingsGraph,
    entity: str,
    everybody: Reached | None = None,
) -> str:
    """Who holds how much of the entity by the record, and beside it what nobody is recorded to hold."""
    rest = graph.unrecorded(entity)
    unheld = f", and nobody on record holds {span_text(_short(rest), _short(rest))} of it" if rest else ""
    if not who:
        return f"{_nothing(graph, entity, everybody or reached)}{unheld}"
    high = min(ALL, sum((s.high for s in graph.shares.get(entity, ()) if s.owner in reached.maybe), NONE))
    verb = "holds" if len(who) == 1 else "hold"
    return f"{', '.join(who)} {verb} {span_text(_short(reached.low), _short(max(high, reached.low)))} of {entity}{unheld}"


def _nothing(graph: HoldingsGraph, entity: str, reached: Reached) -> str:
    """Why nothing counts: nobody blocked stands above the entity, or only through what is not held itself."""
    above = [name for name in graph.above(entity) if name in reached.persons]
    if not above:
        return f"no blocked person is recorded to hold any part of {entity}"
    between = [
        name for name in graph.above(entity)
        if name not in {entity, *reached.maybe} and set(graph.above(name)) & set(above)
    ]  # fmt: skip
    if between:
        return (
            f"{', '.join(above)} {'reaches' if len(above) == 1 else 'reach'} {entity} only through {', '.join(between)}, "
            "not held under this rule, so nothing passes on"
        )
    return f"{', '.join(above)} {'holds' if len(above) == 1 else 'hold'} no share of {entity} that counts"


def _short(value: Decimal) -> Decimal:
    return round(value, 4)


def _several(graph: HoldingsGraph, entity: str, reached: Reached) -> list[OwnedShare]:
    """Holdings of the entity that more than one row states."""
    return [s for s in graph.shares.get(entity, ()) if s.owner in reached.maybe and len(s.rows) > 1]


def _rows_words(share: OwnedShare) -> str:
    stated = ", ".join(span_text(row.low, row.high) for row in share.rows)
    owned = share.rows[0].owned
    return f"{len(share.rows)} rows name {share.owner} as a holder of {owned} ({stated}), which may be one holding or several"


def _datum(graph: HoldingsGraph, entity: str, reached: Reached) -> str:
    """The widest gap in what is known: one holding's share, a date, or who holds the rest."""
    if reached.maybe_controlled and not reached.maybe_owned:
        by = [
            o
            for o, sure, _ in graph.controllers.get(entity, ())
            if o in reached.maybe and not (sure and o in reached.sure)
        ]
        return f"whether {', '.join(by)} controlled {entity} on {graph.day}"  # fmt: skip
    several = _several(graph, entity, reached)
    if several:
        return f"whether the {len(several[0].rows)} rows on {several[0].owner} and {entity} are one holding or several"
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
        part = "" if rest == ALL else f"the other {span_text(_short(rest), _short(rest))} of "
        return f"who holds {part}{entity}" + (f" on {graph.day}" if rest == ALL else "")
    return f"the owners of {', '.join(sorted(doubtful)) or entity}"
