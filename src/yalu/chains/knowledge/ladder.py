"""The knowledge ladder: what one actor knew of one proposition in one deal, computed from dated facts.

Two axes are never one score: K is what the mind is said to have held, S how well that is shown. The verdict is
the gravest over all rungs reached, so that a further fact never lowers it; only answered enquiries and a finding
that was withdrawn do, and both are said. A fact after the deal raises nothing, nor does any fact where the deal has
no date; a conclusion or a later answer is no rung; what speaks for the actor stands beside.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

import msgspec

from yalu.case.chain_records import Deal, Knowledge, Node
from yalu.case.citations import cite
from yalu.case.records import Source
from yalu.chains.knowledge.ladder_rules import LadderRules, Standard, ladder_rules
from yalu.chains.knowledge.withdrawals import Withdrawn
from yalu.vocabulary.coverage import Observed
from yalu.vocabulary.dates import PartialDate
from yalu.vocabulary.results import Trail, TrailRow


class Rung(msgspec.Struct, frozen=True, kw_only=True):
    """Where one actor stands on the ladder for one proposition in one deal, as of the day of the deal.

    ``asserted_by`` are those who assert what carries the rung (reprints of one voice are one). ``profile`` is the best
    support at every rung reached. ``stated_k`` and ``stated_s`` are the compilers', with ``differs`` where ours
    is another; they are None when the compilers scored something else. ``withdrawn`` says which findings were
    taken back by those who made them, and what they carried until then.
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
    asserted_by: tuple[str, ...]
    profile: tuple[str, ...]
    quoted: bool
    stated_k: int | None = None
    stated_s: int | None = None
    differs: str = ""
    withdrawn: str = ""
    standards: tuple[str, ...] = ()
    for_actor: tuple[str, ...] = ()
    trail: Trail = Trail()

    @property
    def said(self) -> str:
        """The verdict, never alone: with rung, support, actor and day, and what was withdrawn under it."""
        rung_words = (
            f"{self.verdict} (K{self.k}, S{self.s}; {self.actor_name}; as of {self.as_of or 'no date'})"
        )
        return f"{rung_words}; {self.withdrawn}" if self.withdrawn else rung_words


# For a rung: how well it is shown, as a place among the supports, and the facts that reach it.
Reached = dict[int, tuple[int, tuple[Knowledge, ...]]]


def assess(
    deal: Deal, facts: Iterable[Knowledge], nodes: Mapping[str, Node], sources: Mapping[str, Source],
    rules: LadderRules | None = None, withdrawn: Mapping[str, Withdrawn] | None = None,
) -> tuple[Rung, ...]:  # fmt: skip
    """One rung for every actor and proposition of a deal that facts speak of, the compilers' own pair first.

    ``withdrawn`` are the acts that were taken back, by id: a fact that cites one of them carries nothing.
    """
    rules = rules or ladder_rules()
    groups: dict[tuple[str, str], list[Knowledge]] = {}
    for fact in sorted(facts, key=lambda fact: (fact.date.earliest, fact.id)):
        groups.setdefault((fact.actor, fact.proposition), []).append(fact)
    rungs = [
        _Climb(deal, held, nodes, sources, rules, withdrawn or {}).rung()
        for _, held in sorted(groups.items())
    ]
    return tuple(sorted(rungs, key=lambda rung: (not rung.quoted, rung.actor != deal.actor, rung.id)))


class _Climb:
    """One actor, one proposition, one deal."""

    def __init__(
        self, deal: Deal, facts: list[Knowledge], nodes: Mapping[str, Node], sources: Mapping[str, Source],
        rules: LadderRules, withdrawn: Mapping[str, Withdrawn],
    ) -> None:  # fmt: skip
        self._deal, self._facts, self._nodes, self._sources, self._rules = deal, facts, nodes, sources, rules
        self._withdrawn = withdrawn
        self._counted: list[Knowledge] = []
        self._taken_back: list[Knowledge] = []
        self._beside: list[tuple[Knowledge, str]] = []
        self._in_favour: list[Knowledge] = []
        for fact in facts:
            self._sort(fact)
        cure = rules.cures
        # What came up after the last enquiry was answered, that enquiry cannot have resolved.
        self._cured = max(
            (
                f.date.latest
                for f in self._in_favour
                if f.sign == cure.sign and not _too_late(f.date, deal.as_of)
            ),
            default=None,
        )

    def _sort(self, fact: Knowledge) -> None:
        if fact.exculpatory == "yes":
            self._in_favour.append(fact)
        elif fact.sign in self._rules.no_rung:
            self._beside.append((fact, _NO_RUNG.get(fact.sign, "this kind of fact is no rung")))
        elif why := _too_late(fact.date, self._deal.as_of):
            self._beside.append((fact, why))
        elif fact.action in self._withdrawn:
            self._beside.append((fact, self._withdrawn[fact.action].says))
            self._taken_back.append(fact)
        else:
            self._counted.append(fact)

    def rung(self) -> Rung:
        """The rung with the gravest verdict, its best support, and everything that stands beside it."""
        reached = self._reached(self._counted, cured=self._cured)
        k = self._shown_rung(reached)
        strength, carrying = reached.get(k, (0, ()))
        first, rules = self._facts[0], self._rules
        quoted = first.actor == self._deal.actor and first.proposition == self._deal.proposition
        name = self._nodes[first.actor].name if first.actor in self._nodes else first.actor
        support = rules.supports[strength]
        rung_words = (
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
            k_name=next(r.name for r in rules.rungs if r.k == k),
            s=support.s,
            s_name=support.name,
            verdict=self._verdict(k, strength),
            reason=rung_words,
            asserted_by=tuple(dict.fromkeys(fact.asserted_by for fact in carrying)),
            profile=tuple(f"K{at} S{rules.supports[held].s}" for at, (held, _) in sorted(reached.items())),
            quoted=quoted,
            withdrawn=self._until_withdrawn(),
            standards=tuple(standard.name for standard in rules.standards_met(k)),
            for_actor=tuple(fact.text for fact in self._in_favour),
            trail=self._trail(k, carrying),
        )
        return self._beside_stated(rung) if quoted else rung

    def _shown_rung(self, reached: Reached) -> int:
        """The rung that is shown: of the gravest verdict, the highest. Weak words above never hide a proof below."""
        return min(reached, key=lambda k: (self._rules.gravity(k, reached[k][0]), -k), default=0)

    def _verdict(self, k: int, strength: int) -> str:
        return self._rules.verdicts[self._rules.gravity(k, strength)].verdict

    def _reached(self, facts: list[Knowledge], *, cured: date | None) -> Reached:
        """For every rung reached, the best support and the facts that reach it with any support.

        Flags of days up to ``cured`` were resolved.
        """
        rules, found = self._rules, dict[int, list[tuple[int, tuple[Knowledge, ...]]]]()
        for fact in facts:
            found.setdefault(rules.signs[fact.sign], []).append((rules.strength(fact.support), (fact,)))
        for both in rules.together:
            parts = [tuple(f for f in facts if f.sign == sign) for sign in both.signs]
            if all(parts):
                # Two halves are shown no better than the worse of them.
                worst = min(max(rules.strength(f.support) for f in part) for part in parts)
                found.setdefault(both.k, []).append((worst, tuple(f for part in parts for f in part)))
        for k in rules.cures.rungs if cured else ():
            flags = found.pop(k, [])
            found[k] = [flag for flag in flags if cured and any(f.date.earliest > cured for f in flag[1])]
            found.setdefault(rules.cures.leaves, []).extend(flag for flag in flags if flag not in found[k])
        return {
            k: (max(s for s, _ in held), tuple(dict.fromkeys(f for _, those in held for f in those)))
            for k, held in found.items()
            if held
        }

    def _until_withdrawn(self) -> str:
        """What findings that were taken back carried until then; nothing when none was."""
        if not self._taken_back:
            return ""
        before = self._reached([*self._counted, *self._taken_back], cured=self._cured)
        k = self._shown_rung(before)
        strength = before[k][0]
        why = "; ".join(dict.fromkeys(self._withdrawn[fact.action].says for fact in self._taken_back))
        s = self._rules.supports[strength].s
        return f"{why}; until then the facts reached K{k} S{s}, {self._verdict(k, strength)}"

    def _beside_stated(self, rung: Rung) -> Rung:
        stated = self._deal.stated_k, self._deal.stated_s
        differs = ""
        if None not in stated and stated != (rung.k, rung.s):
            held = ", ".join(dict.fromkeys(f.sign.replace("_", " ") for f in self._counted)) or "nothing"
            differs = (
                f"the compilers wrote K{stated[0]} S{stated[1]}; the facts on record ({held}) reach "
                f"K{rung.k} S{rung.s} ({rung.s_name})"
            )
        return msgspec.structs.replace(rung, stated_k=stated[0], stated_s=stated[1], differs=differs)

    def _trail(self, k: int, carrying: tuple[Knowledge, ...]) -> Trail:
        there = {fact.id for fact in carrying}
        rows = [
            self._row(f, "carries the rung" if f.id in there else f"K{self._rules.signs[f.sign]}", "")
            for f in self._counted
        ]
        rows += [
            self._row(f, "speaks for the actor", "kept with equal weight; no rung") for f in self._in_favour
        ]
        left = [self._row(f, "", why) for f, why in self._beside]
        notes = []
        # Two facts that are a flag only together are resolved like one that is a flag by itself.
        if self._cured and self._reached(self._counted, cured=None) != self._reached(
            self._counted, cured=self._cured
        ):
            notes.append(
                "reasonable enquiries were made and answered, which resolves the flags: they existed, no more"
            )
        if withdrawn := self._until_withdrawn():
            notes.append(withdrawn)
        standards = [f"{s.name}: {s.says} ({s.source}; {s.verified})" for s in self._met(k)]
        return Trail(
            steps=(
                "each fact's sign gives a rung K, its support a level S",
                "of all rungs reached by facts not later than the deal, the one with the gravest verdict and its best support",
            ),
            rules=tuple(standards),
            rows=tuple(rows),
            left_out=tuple(left),
            notes=tuple(notes),
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
            f"S{self._rules.supports[self._rules.strength(fact.support)].s}; {fact.asserted_by}]"
        )
        return TrailRow(fact.id, said, role=role, why=why, sources=cite(self._sources, fact.sources))


_NO_RUNG = {
    "conclusion": "a publisher's conclusion is a claim; K is computed from the facts it gives",
    "later_answer": "a later answer or silence changes no rung; it belongs to the answers",
    "withdrawn": "that a finding was taken back is no rung; it takes the finding's away",
}


def _too_late(when: PartialDate, deal: PartialDate | None) -> str:
    """Why a date cannot count, or nothing: what may lie after the deal cannot raise knowledge of it."""
    if deal is None:
        return "the deal has no date, so nobody can say that this came before it"
    if when.latest <= deal.latest:
        return ""
    return "after the deal" if when.earliest > deal.latest else "perhaps after the deal"
