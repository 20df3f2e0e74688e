"""The knowledge ladder: what one actor knew of one proposition in one deal, computed from dated facts.

Two axes are never one score: K is what the mind is said to have held, S how well that is shown. A fact after
the deal raises nothing; a conclusion or a later answer is no rung; what speaks for the actor stands beside.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import msgspec

from yalu.case.chain_records import Deal, Knowledge, Node
from yalu.case.citations import cite
from yalu.case.records import Source
from yalu.chains.ladder_rules import LadderRules, Standard, ladder_rules
from yalu.vocabulary.coverage import Observed
from yalu.vocabulary.dates import PartialDate
from yalu.vocabulary.results import Trail, TrailRow


class Rung(msgspec.Struct, frozen=True, kw_only=True):
    """Where one actor stands on the ladder for one proposition in one deal, as of the day of the deal.

    ``voices`` are those who assert what carries the rung (reprints of one voice are one). ``profile`` is the best
    support at every rung reached. ``stated_k`` and ``stated_s`` are the compilers', with ``differs`` where ours
    is another; they are None when the compilers scored something else.
    """

    id: str
    deal: str
    actor: str
    actor_name: str
    proposition: str
    as_of: str
    k: int
    k_name: str
    s: int
    s_name: str
    verdict: str
    reason: str
    voices: tuple[str, ...]
    profile: tuple[str, ...]
    quoted: bool
    stated_k: int | None = None
    stated_s: int | None = None
    differs: str = ""
    standards: tuple[str, ...] = ()
    for_actor: tuple[str, ...] = ()
    trail: Trail = Trail()

    @property
    def said(self) -> str:
        """The verdict, never alone: with rung, support, actor and day."""
        return f"{self.verdict} (K{self.k}, S{self.s}; {self.actor_name}; as of {self.as_of or 'no date'})"


def climb(
    deal: Deal, facts: Iterable[Knowledge], nodes: Mapping[str, Node], sources: Mapping[str, Source],
    rules: LadderRules | None = None,
) -> tuple[Rung, ...]:  # fmt: skip
    """One rung for every actor and proposition of a deal that facts speak of, the compilers' own pair first."""
    rules = rules or ladder_rules()
    groups: dict[tuple[str, str], list[Knowledge]] = {}
    for fact in sorted(facts, key=lambda fact: (fact.date.earliest, fact.id)):
        groups.setdefault((fact.actor, fact.proposition), []).append(fact)
    rungs = [_Climb(deal, held, nodes, sources, rules).rung() for _, held in sorted(groups.items())]
    return tuple(sorted(rungs, key=lambda rung: (not rung.quoted, rung.actor != deal.actor, rung.id)))


class _Climb:
    """One actor, one proposition, one deal."""

    def __init__(
        self, deal: Deal, facts: list[Knowledge], nodes: Mapping[str, Node], sources: Mapping[str, Source],
        rules: LadderRules,
    ) -> None:  # fmt: skip
        self._deal, self._facts, self._nodes, self._sources, self._rules = deal, facts, nodes, sources, rules
        self._counted: list[Knowledge] = []
        self._beside: list[tuple[Knowledge, str]] = []
        self._in_favour: list[Knowledge] = []
        for fact in facts:
            self._sort(fact)

    def _sort(self, fact: Knowledge) -> None:
        if fact.exculpatory == "yes":
            self._in_favour.append(fact)
        elif fact.sign in self._rules.no_rung:
            self._beside.append((fact, _NO_RUNG.get(fact.sign, "this kind of fact is no rung")))
        elif why := _too_late(fact.date, self._deal.as_of):
            self._beside.append((fact, why))
        else:
            self._counted.append(fact)

    def rung(self) -> Rung:
        """The highest rung reached, its best support, and everything that stands beside it."""
        reached = self._reached()
        k = max(reached, default=0)
        s, carrying = reached.get(k, (0, ()))
        cured = self._cure(k)
        if cured is not None:
            k = cured
            s, carrying = reached.get(k, (s, carrying))
        first, rules = self._facts[0], self._rules
        verdict = rules.verdict(k, s)
        quoted = first.actor == self._deal.actor and first.proposition == self._deal.proposition
        name = self._nodes[first.actor].name if first.actor in self._nodes else first.actor
        k_name = next(r.name for r in rules.rungs if r.k == k)
        s_name = next(r.name for r in rules.supports if r.s == s)
        voices = tuple(dict.fromkeys(fact.asserted_by for fact in carrying))
        told = (
            "; ".join(fact.text.rstrip(".") for fact in carrying) or "no fact about the seller's mind counts"
        )
        rung = Rung(
            id=f"knowledge/{self._deal.id}/{first.actor}/{first.proposition}",
            deal=self._deal.id,
            actor=first.actor,
            actor_name=name,
            proposition=first.proposition,
            as_of=str(self._deal.as_of or ""),
            k=k,
            k_name=k_name,
            s=s,
            s_name=s_name,
            verdict=verdict,
            reason=told,
            voices=voices,
            profile=tuple(f"K{at} S{held}" for at, (held, _) in sorted(reached.items())),
            quoted=quoted,
            standards=tuple(standard.name for standard in rules.standards_met(k)),
            for_actor=tuple(fact.text for fact in self._in_favour),
            trail=self._trail(k, carrying, cured is not None),
        )
        return self._beside_stated(rung) if quoted else rung

    def _reached(self) -> dict[int, tuple[int, tuple[Knowledge, ...]]]:
        """For every rung reached, the best support and the facts that reach it with any support."""
        reached: dict[int, tuple[int, tuple[Knowledge, ...]]] = {}
        by_rung: dict[int, list[Knowledge]] = {}
        for fact in self._counted:
            by_rung.setdefault(self._rules.signs[fact.sign], []).append(fact)
        for k, facts in by_rung.items():
            reached[k] = max(self._rules.support[f.support] for f in facts), tuple(facts)
        for both in self._rules.together:
            parts = [[f for f in self._counted if f.sign == sign] for sign in both.signs]
            if not all(parts):
                continue
            # Two halves are shown no better than the worse of them.
            s = min(max(self._rules.support[f.support] for f in part) for part in parts)
            told = tuple(fact for part in parts for fact in part)
            held, facts_there = reached.get(both.k, (0, ()))
            reached[both.k] = max(s, held), (*facts_there, *told)
        return reached

    def _cure(self, k: int) -> int | None:
        cure = self._rules.cures
        answered = any(
            f.sign == cure.sign and not _too_late(f.date, self._deal.as_of) for f in self._in_favour
        )
        return cure.down_to if answered and cure.down_to < k <= cure.from_at_most else None

    def _beside_stated(self, rung: Rung) -> Rung:
        stated = self._deal.stated_k, self._deal.stated_s
        differs = ""
        if None not in stated and stated != (rung.k, rung.s):
            held = ", ".join(dict.fromkeys(f.sign.replace("_", " ") for f in self._counted)) or "nothing"
            differs = (
                f"the compilers wrote K{stated[0]} S{stated[1]}; the facts on record ({held}) reach "
                f"K{rung.k} S{rung.s}, and no fact before the deal reaches further"
            )
        return msgspec.structs.replace(rung, stated_k=stated[0], stated_s=stated[1], differs=differs)

    def _trail(self, k: int, carrying: tuple[Knowledge, ...], cured: bool) -> Trail:
        there = {fact.id for fact in carrying}
        rows = [
            self._row(f, "carries the rung" if f.id in there else f"K{self._rules.signs[f.sign]}", "")
            for f in self._counted
        ]
        rows += [
            self._row(f, "speaks for the actor", "kept with equal weight; no rung") for f in self._in_favour
        ]
        left = [self._row(f, "", why) for f, why in self._beside]
        notes = ("reasonable enquiries were made and answered, which resolves the flags",) if cured else ()
        standards = [f"{s.name}: {s.says} ({s.source}; {s.verified})" for s in self._met(k)]
        return Trail(
            steps=(
                "each fact's sign gives a rung K, its support a level S",
                "the highest rung reached by a fact not later than the deal, with the best support at that rung",
            ),
            rules=tuple(standards),
            rows=tuple(rows),
            left_out=tuple(left),
            notes=notes,
            observed=self._days(),
        )

    def _days(self) -> Observed | None:
        """From the first to the last day of the facts that carry a rung."""
        dates = [fact.date for fact in self._counted]
        return Observed(min(d.earliest for d in dates), max(d.latest for d in dates)) if dates else None

    def _met(self, k: int) -> tuple[Standard, ...]:
        return self._rules.standards_met(k)

    def _row(self, fact: Knowledge, role: str, why: str) -> TrailRow:
        said = (
            f"{fact.text} [{fact.date}; {fact.sign.replace('_', ' ')}; {fact.support.replace('_', ' ')}, "
            f"S{self._rules.support[fact.support]}; {fact.asserted_by}]"
        )
        return TrailRow(fact.id, said, role=role, why=why, sources=cite(self._sources, fact.sources))


_NO_RUNG = {
    "conclusion": "a publisher's conclusion is a claim; K is computed from the facts it gives",
    "later_answer": "a later answer or silence changes no rung; it belongs to the answers",
}


def _too_late(when: PartialDate, deal: PartialDate | None) -> str:
    """Why a date cannot count, or nothing: what may lie after the deal cannot raise knowledge of it."""
    if deal is None or when.latest <= deal.latest:
        return ""
    return "after the deal" if when.earliest > deal.latest else "perhaps after the deal"
