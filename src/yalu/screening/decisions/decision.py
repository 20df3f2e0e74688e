"""From matches to one decision: policy first, then what the lists' dates, their coverage and reviewers say."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Literal

import msgspec

from yalu.documents.problems import visible
from yalu.documents.records.canonical_json import canonical
from yalu.screening.decisions.records import RANK, Decision, Outcome, ReviewerJudgement, Weighed
from yalu.screening.decisions.reviewer_judgements import apply_judgements
from yalu.screening.decisions.rule_evaluation import MatchFacts, facts_of, ruled
from yalu.screening.decisions.same_party import SamePartyGroups
from yalu.screening.decisions.screening_policy import ListLimits, WrittenPolicy
from yalu.screening.identifiers import WORDS
from yalu.screening.lists.snapshots.as_of import stood
from yalu.screening.lists.snapshots.list_names import OFFICIAL
from yalu.screening.matching.records import Match, Query
from yalu.screening.records import Party
from yalu.vocabulary.answers import NO, YES, Answer
from yalu.vocabulary.coverage import Asked, Coverage
from yalu.vocabulary.version import CODE_VERSION


class Limits(msgspec.Struct, frozen=True):
    """What an otherwise clear answer is instead, why, and what would make it one."""

    outcome: Literal["review", "not_screened"]
    says: str
    needs: tuple[str, ...] = ()


def limits_of(query: Query, coverage: Coverage) -> Limits | None:
    """What keeps an otherwise clear answer from being clear, in the lists or the question; None when nothing does."""
    empty = [source for source in coverage.asked if source.entries == 0]
    if empty or coverage.empty:
        return Limits("not_screened", _nothing_in(empty), _loading(empty))
    readable = query.name or any(number.valid is not False for number in query.identifiers)
    kinds = {doubt.kind for doubt in query.doubts}
    says = "; ".join(doubt.says for doubt in query.doubts)
    if not readable:
        return Limits("not_screened", says or "neither a name nor an identifier was given",
                      ("give a name, or a number that can be read",))  # fmt: skip
    if "encoding" in kinds:  # nobody knows what the file says there
        return Limits("not_screened", says)
    if kinds:
        return Limits("review", f"{says}; look at the question before relying on it")
    return None


def _nothing_in(empty: Iterable[Asked]) -> str:
    lines = [
        f"{source.name} was asked for and its copy of {source.as_of} holds no entry"
        if source.as_of
        else f"{source.name} was asked for and nothing of it is here"
        for source in empty
    ]
    return "; ".join(lines) or "no list is stored and none comes with this copy of Yalu"


def _loading(empty: Iterable[Asked]) -> tuple[str, ...]:
    official = {name for one in OFFICIAL for name in one.lists}
    steps = [
        f"yalu lists update {source.name}{'' if source.name in official else ' --from FILE'}"
        for source in empty
    ]
    return tuple(steps) or ("yalu lists update",)


def as_listed(outcome: Outcome, stands: Answer, party: Party, on: date) -> tuple[Outcome, tuple[str, ...]]:
    """An outcome once the days of listing are taken into account, and what they say.

    A party that was off the list by the day is set aside; where the days do not settle it, somebody looks.
    """
    if stands == YES or outcome == "clear":
        return outcome, ()
    if stands == NO:
        return "clear", (f"it was taken off the list on {party.delisted}: {outcome} becomes clear",)
    if party.delisted is not None and party.delisted.earliest <= on:
        why = f"it was taken off the list on {party.delisted}, which does not say whether it stood there on {on}"
    elif party.listed is not None:
        why = f"it was listed on {party.listed}, which does not say whether it stood there on {on}"
    else:
        why = f"nothing says whether it stood on the list on {on} already"
    return "review", (f"{why}: {outcome} becomes review" if outcome == "stop" else why,)


def list_warnings(coverage: Coverage, limits: ListLimits, on: date) -> tuple[str, ...]:
    """A sentence each on lists that are not there, older than the screening policy allows, or undated."""
    lists = [source for source in coverage.asked if source.kind == "list" and source.entries != 0]
    ages = [(source, age) for source in lists if (age := source.age(on)) is not None]
    old = [(source, age) for source, age in ages if age > limits.age_limit(source.name)]
    undated = [source.name for source in lists if source.age(on) is None]
    lines = [_nothing_in(empty)] if (empty := [s for s in coverage.asked if s.entries == 0]) else []
    if old:
        days = ", ".join(f"{source.name} is {age:,} days old" for source, age in old)
        most = sorted({limits.age_limit(source.name) for source, _ in old})
        lines.append(
            f"{days}; the screening policy allows {' or '.join(str(one) for one in most)}: yalu lists update"
        )
    if undated:
        lines.append(f"{', '.join(undated)}: the copy carries no day, so its age is not known")
    return tuple(lines)


class DecisionContext(msgspec.Struct, frozen=True, kw_only=True):
    """What every decision of one screening rests on, and is named by; ``warnings`` stand in each of them."""

    parties: Mapping[str, Party]
    clusters: SamePartyGroups
    policy: WrittenPolicy
    snapshots: tuple[str, ...]
    coverage: Coverage
    index: str
    on: date
    warnings: tuple[str, ...] = ()

    def stands(self, party: Party) -> Answer:
        """Whether a party stands on its list on the day of the question.

        An entry without a day of listing stood there on the day of the copy; of parties given without a
        list, or a copy without a day, nobody says more than that they stand on it now.
        """
        copied = next((source.as_of for source in self.coverage.asked if source.name == party.list), "")
        return stood(party, self.on, date.fromisoformat(copied) if copied else self.on)


AlsoAsked = tuple[Query, Sequence[Match], Callable[[Match], Match], Sequence[ReviewerJudgement]]


def decide(
    query: Query,
    matches: Sequence[Match],
    ground: DecisionContext,
    judgements: Sequence[ReviewerJudgement] = (),
    notes: Sequence[str] = (),
    ref: str = "",
    explained: Callable[[Match], Match] = lambda match: match,
    also: Sequence[AlsoAsked] = (),
) -> Decision:
    """The decision on one query; ``judgements`` are those on its subject, ``notes`` what was wrong with it.

    ``explained`` adds the reasons to a match; it is asked only for matches that count. ``also`` are the other names of the
    query with what they met and what was judged of each; of a party met by several names the gravest counts.
    """
    looked_at = sum(len(met) for met in (matches, *(met for _, met, _, _ in also)))
    every = [
        one if asked is query else _of_another(asked, one)
        for asked, met, reasoned, judged in ((query, matches, explained, judgements), *also)
        for match in met
        if (one := _weighed(asked, match, ground, judged, ref, reasoned)) is not None
    ]
    gravest: dict[str, Weighed] = {}
    for found in sorted(every, key=_place):
        gravest.setdefault(found.party, found)
    weighed = list(gravest.values())
    outcome: Outcome = weighed[0].outcome if weighed else "clear"
    limits = limits_of(query, ground.coverage) if outcome == "clear" else None
    lines = [*notes, *(d.says for d in query.doubts)]
    lines += [note for w in weighed[:1] if w.match for note in w.match.explanation.notes]
    bare = Decision(
        id="",
        outcome=limits.outcome if limits else outcome,
        reason=limits.says if limits else _reason(query, weighed, looked_at),
        query=query,
        ref=ref,
        coverage=ground.coverage,
        on=ground.on.isoformat(),
        weighed=tuple(weighed),
        needs=limits.needs
        if limits
        else tuple(dict.fromkeys(n for w in weighed if outcome == w.outcome == "review" for n in w.needs)),
        warnings=ground.warnings,
        notes=tuple(dict.fromkeys(lines)),
        looked_at=looked_at,
        snapshots=ground.snapshots,
        index=ground.index,
        policy=ground.policy.fingerprint,
        engine=CODE_VERSION,
    )
    digest = hashlib.sha256(canonical(bare)).hexdigest()
    msgspec.structs.force_setattr(bare, "id", f"decision/{digest[:16]}")  # nobody else has seen it yet
    return bare


def _of_another(asked: Query, weighed: Weighed) -> Weighed:
    """A match of a name that stands with the party's own: the reason says of which."""
    first, *rest = weighed.reasons
    said = f"“{visible(asked.name)}”, which stands with it: {first}"
    return msgspec.structs.replace(weighed, reasons=(said, *rest))


def _place(weighed: Weighed) -> tuple[int, float, float, str]:
    match = weighed.match
    assert match is not None  # every weighed match carries it  # noqa: S101
    return -RANK[weighed.outcome], match.expected_false_alerts, -match.score, weighed.party


def _weighed(
    query: Query,
    match: Match,
    ground: DecisionContext,
    judgements: Sequence[ReviewerJudgement],
    ref: str,
    explained: Callable[[Match], Match],
) -> Weighed | None:
    """A match as the policy and reviewers see it; None when no rule holds and nobody judged it."""
    party = ground.parties.get(match.party)
    if party is None:
        return None
    facts = facts_of(query, match, party)
    first = ruled(facts, ground.policy.policy)
    if not first.rule and not judgements:
        return None
    stands = ground.stands(party)
    if stands == NO and (party.delisted is None or party.delisted.latest >= ground.on):
        return None  # not listed yet on the day of the question
    outcome, dated = as_listed(first.outcome, stands, party, ground.on)
    reasons = [*first.reasons, *dated]
    cluster = ground.clusters.of(party.id)
    judged = apply_judgements(outcome, party, cluster, judgements, ground.on, ref)
    if not first.rule and not judged.applied:
        return None
    return Weighed(
        party=party.id,
        list=party.list,
        primary=party.primary,
        name=match.name,
        schema=party.schema,
        outcome=judged.outcome,
        rule=first.rule,
        reasons=(*reasons, *judged.reasons),
        needs=_needs(query, facts, party) if judged.outcome == "review" else (),
        programmes=party.programmes,
        listed=str(party.listed or ""),
        delisted=str(party.delisted or ""),
        also=tuple(other for other in cluster if other != party.id),
        judgements=judged.applied,
        match=explained(match),
    )


def _needs(query: Query, facts: MatchFacts, party: Party) -> tuple[str, ...]:
    """What the asker could add that the list can be compared with."""
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


def _reason(query: Query, weighed: Sequence[Weighed], looked_at: int) -> str:
    """The decision in one sentence."""
    if not weighed:
        return "; ".join(_nothing_found(query, looked_at))
    best = weighed[0]
    same = [w for w in weighed[1:] if w.outcome == best.outcome]
    more = f", and {len(same)} more" if same else ""
    if best.outcome == "clear":
        return f"{best.primary} ({best.party}) is set aside: {best.reasons[-1]}"
    since = f", listed {best.listed}" if best.listed else ""
    return f"{best.primary} ({best.party}{since}): {best.reasons[0]}{more}"


def _nothing_found(query: Query, looked_at: int) -> Iterator[str]:
    """That nothing was found, of what was asked and of nothing else."""
    if query.name:
        yield f"no listed name is near{' enough for any rule of the policy' if looked_at else ''}"
    kinds = dict.fromkeys(WORDS[i.kind] for i in query.identifiers if i.valid is not False)
    if kinds:
        yield f"no listed party has the {' or '.join(kinds)} given"
