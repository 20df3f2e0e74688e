"""From matches to one decision: policy first, then what the lists' dates and reviewers say."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from datetime import date

import msgspec

from yalu.documents.canonical_json import canonical
from yalu.screening.deciding.clusters import Clusters
from yalu.screening.deciding.judgements import hear
from yalu.screening.deciding.policy import WrittenPolicy
from yalu.screening.deciding.records import RANK, Decision, Judgement, Outcome, Weighed
from yalu.screening.deciding.weighing import Facts, facts_of, ruled
from yalu.screening.matching.records import Match, Query
from yalu.screening.records import Party
from yalu.vocabulary.dates import Window
from yalu.vocabulary.version import CODE_VERSION


class Ground(msgspec.Struct, frozen=True, kw_only=True):
    """What every decision of one screening rests on, and is named by."""

    parties: Mapping[str, Party]
    clusters: Clusters
    policy: WrittenPolicy
    snapshots: tuple[str, ...]
    index: str
    on: date


def decide(
    query: Query,
    matches: Sequence[Match],
    ground: Ground,
    judgements: Sequence[Judgement] = (),
    notes: Sequence[str] = (),
    tell: Callable[[Match], Match] = lambda match: match,
) -> Decision:
    """The decision on one query; ``judgements`` are those on its subject, ``notes`` what was wrong with it.

    ``tell`` adds the reasons to a match, for those that count.
    """
    weighed = [
        found for match in matches if (found := _weighed(query, match, ground, judgements, tell)) is not None
    ]
    weighed.sort(key=_place)
    outcome: Outcome = weighed[0].outcome if weighed else "clear"
    told = [*notes, *(note for w in weighed[:1] if w.match for note in w.match.explanation.notes)]
    doubtful = [note for note in told if note.startswith("the name was cut")]
    if doubtful and outcome == "clear":
        outcome = "review"
    bare = Decision(
        id="",
        outcome=outcome,
        reason=_reason(outcome, weighed, len(matches), doubtful),
        query=query,
        on=ground.on.isoformat(),
        weighed=tuple(weighed),
        needs=tuple(dict.fromkeys(n for w in weighed if w.outcome == "review" for n in w.needs))
        if outcome == "review"
        else (),
        notes=tuple(dict.fromkeys(told)),
        looked_at=len(matches),
        snapshots=ground.snapshots,
        index=ground.index,
        policy=ground.policy.mark,
        engine=CODE_VERSION,
    )
    digest = hashlib.sha256(canonical(bare)).hexdigest()
    return msgspec.structs.replace(bare, id=f"decision/{digest[:16]}")


def _place(weighed: Weighed) -> tuple[int, float, float, str]:
    match = weighed.match
    assert match is not None  # every weighed match carries it  # noqa: S101
    return -RANK[weighed.outcome], match.expected_false_alerts, -match.score, weighed.party


def _weighed(
    query: Query,
    match: Match,
    ground: Ground,
    judgements: Sequence[Judgement],
    tell: Callable[[Match], Match],
) -> Weighed | None:
    """A match as the policy and reviewers see it; None when no rule holds and nobody judged it."""
    party = ground.parties.get(match.party)
    if party is None or (party.listed is not None and party.listed.earliest > ground.on):
        return None  # not listed yet on the day of the question
    facts = facts_of(query, match, party)
    first = ruled(facts, ground.policy.policy)
    outcome, reasons = first.outcome, list(first.reasons)
    if party.delisted is not None and Window(end=ground.on).holds(party.delisted) == "yes":
        reasons.append(f"it was taken off the list on {party.delisted}: {outcome} becomes clear")
        outcome = "clear"
    cluster = ground.clusters.of(party.id)
    heard = hear(outcome, cluster, judgements, ground.on)
    if not first.rule and not heard.applied:
        return None
    return Weighed(
        party=party.id,
        list=party.list,
        primary=party.primary,
        name=match.name,
        schema=party.schema,
        outcome=heard.outcome,
        rule=first.rule,
        reasons=(*reasons, *heard.reasons),
        needs=_needs(query, facts, party) if heard.outcome == "review" else (),
        programmes=party.programmes,
        listed=str(party.listed or ""),
        delisted=str(party.delisted or ""),
        also=tuple(other for other in cluster if other != party.id),
        judgements=heard.applied,
        match=tell(match),
    )


def _needs(query: Query, facts: Facts, party: Party) -> tuple[str, ...]:
    """What the asker could add that the list can be held against."""
    if party.schema in {"Vessel", "Airplane"}:
        number = "IMO number" if party.schema == "Vessel" else "tail number"
        return () if query.identifiers else (f"name only; give the {number}",)
    if party.schema == "Person":
        if not query.births and party.births:
            return ("name only; give a birth date",)
        if facts.birth == "silent" and not party.births:
            return ("the list gives no birth date; give a passport number, a country or a role to compare",)
        return ()
    if not query.identifiers:
        return ("name only; give a registration number, a SWIFT code or an address to compare",)
    return ()


def _reason(outcome: Outcome, weighed: Sequence[Weighed], looked_at: int, doubtful: Sequence[str]) -> str:
    """The decision in one sentence."""
    if not weighed or outcome != weighed[0].outcome:
        if doubtful:
            return f"{doubtful[0]}; look at the name before relying on it"
        return (
            "no listed name is near"
            if not looked_at
            else "no listed name is near enough for any rule of the policy"
        )
    best = weighed[0]
    same = [w for w in weighed[1:] if w.outcome == outcome]
    more = f", and {len(same)} more" if same else ""
    if outcome == "clear":
        return f"{best.primary} ({best.party}) is set aside: {best.reasons[-1]}"
    since = f", listed {best.listed}" if best.listed else ""
    return f"{best.primary} ({best.party}{since}): {best.reasons[0]}{more}"
