"""Screening for Python: who is listed, with a decision, its reasons and what it rests on.

>>> import yalu
>>> yalu.open_screening().screen("Example Trading Co", schema="Company").said  # doctest: +SKIP
'clear on 3 partial lists'
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from functools import cached_property
from pathlib import Path

import msgspec

from yalu.screening.decisions.decision import AlsoAsked, DecisionContext, decide, list_warnings
from yalu.screening.decisions.records import Decision, ReviewerJudgement
from yalu.screening.decisions.reviewer_judgements import JudgementFile, Judgements, by_name, subject_of
from yalu.screening.decisions.rule_evaluation import LEAST_ALERT
from yalu.screening.decisions.same_party import SamePartyGroups, Ship, ship_of
from yalu.screening.decisions.screening_policy import WrittenPolicy, read_policy
from yalu.screening.identifiers import (
    SHIP,
    agreement,
    borne_by,
    imo_numbers_named,
    keys,
    number_read,
    siblings,
)
from yalu.screening.index_store import Loaded, load_current, load_given, screening_home
from yalu.screening.matching.records import Match, MatchExplanation, MatchQualifier, Query, ReadingShown
from yalu.screening.query_input import ScreeningQuestion, ask
from yalu.screening.records import Identifier, Listing, Party
from yalu.vocabulary.answers import NO
from yalu.vocabulary.coverage import Coverage

_ALWAYS = 1000.0


class Screening:
    """Lists as they stood on a day, a policy and reviewers' judgements, ready to be asked.

    ``parties`` screens against those alone; without them the newest kept snapshots are used, and
    the bundled parties where none are kept. ``as_of`` takes the lists as they stood on a day. ``lists`` are
    names of lists or of families of them, in any case; one that means no list raises ChoiceError.
    """

    def __init__(
        self,
        parties: Iterable[Party] | None = None,
        as_of: date | str | None = None,
        policy: str | Path | WrittenPolicy | None = None,
        *,
        lists: Sequence[str] = (),
        judgements: Judgements | None = None,
        home: Path | None = None,
        loaded: Loaded | None = None,
    ) -> None:
        self.as_of = date.fromisoformat(as_of) if isinstance(as_of, str) else as_of
        self.policy = policy if isinstance(policy, WrittenPolicy) else read_policy(policy)
        self.judgements = judgements or Judgements()
        self.lists = tuple(lists)
        self._loaded = loaded or (
            load_given(parties) if parties is not None else load_current(self.as_of, self.lists, home)
        )

    @cached_property
    def parties(self) -> Mapping[str, Party]:
        """Every party on the lists, by id."""
        return {party.id: party for party in self._loaded.parties}

    @cached_property
    def clusters(self) -> SamePartyGroups:
        """Entries that are one party, as the lists themselves or identifiers say."""
        return SamePartyGroups(self._loaded.parties)

    @property
    def snapshots(self) -> tuple[str, ...]:
        """The snapshots asked, each as list, date and hash."""
        return self._loaded.snapshots

    @property
    def coverage(self) -> Coverage:
        """The lists asked, whole or in part and of what day, and what was not asked."""
        return self._loaded.coverage

    @property
    def loaded(self) -> Loaded:
        """The parties and their index."""
        return self._loaded

    @cached_property
    def index_fingerprint(self) -> str:
        """What names the index in decisions."""
        return self._loaded.index.fingerprint

    def ground(self, on: date | None = None) -> DecisionContext:
        """What decisions of a day rest on."""
        day = on or self.as_of or datetime.now(UTC).date()
        aged = list_warnings(self.coverage, self.policy.policy.lists, day)
        return DecisionContext(
            parties=self.parties,
            clusters=self.clusters,
            policy=self.policy,
            snapshots=self.snapshots,
            coverage=self.coverage,
            index=self.index_fingerprint,
            on=day,
            warnings=(*self._loaded.warnings, *aged),
        )

    def screen(
        self,
        name: str,
        *,
        schema: str = "",
        births: Sequence[str] = (),
        countries: Sequence[str] = (),
        genders: Sequence[str] = (),
        identifiers: Iterable[Identifier | tuple[str, str]] = (),
        ref: str = "",
        on: date | None = None,
        limit: int = 0,
    ) -> Decision:
        """The decision on one party. Raises DocumentError for data that cannot be read.

        ``births`` are dates or years, ``countries`` codes or names, ``identifiers`` pairs of kind and
        value, ``ref`` your own number of the customer, whose judgements apply; ``on`` is the day of the
        question, today or ``as_of`` by default.
        """
        asked = ask(
            name,
            schema=schema,
            births=births,
            countries=countries,
            genders=genders,
            identifiers=identifiers,
            ref=ref,
        )
        return self.decide(asked, on=on, limit=limit)

    def decide(
        self,
        asked: ScreeningQuestion,
        *,
        on: date | None = None,
        limit: int = 0,
        judgements: Sequence[ReviewerJudgement] | None = None,
    ) -> Decision:
        """The decision on a query already read; ``judgements`` stand in for those on file."""
        return self.decide_many(
            [asked], on=on, limit=limit, judgements=None if judgements is None else [judgements]
        )[0]

    def decide_many(
        self,
        asked: Sequence[ScreeningQuestion],
        *,
        on: date | None = None,
        limit: int = 0,
        judgements: Sequence[Sequence[ReviewerJudgement]] | None = None,
    ) -> list[Decision]:
        """The decisions on many queries; equal to asking them one by one, and faster."""
        ground = self.ground(on)
        most = limit or self.policy.policy.looked_at
        decisions = []
        for number, one in enumerate(map(self._with_numbers_named, asked)):
            answered = self._loaded.index.ask(one.query, most, LEAST_ALERT)
            matches = list(answered.matches) if one.query.name else []
            matches += self._by_number(one.query, {m.party for m in matches})
            judged = self.judgements_on(one.query, one.ref) if judgements is None else judgements[number]
            own, *of_others = by_name(one.query, one.ref, judged)
            matches += self._judged(one.query, own, {m.party for m in matches})
            query = one.query
            others = [
                (Query(name), self._loaded.index.ask(Query(name), most, LEAST_ALERT)) for name in query.also
            ]
            read = (answered, *(answer for _, answer in others))
            if doubts := tuple(
                dict.fromkeys((*query.doubts, *(d for answer in read for d in answer.doubts)))
            ):
                query = msgspec.structs.replace(query, doubts=doubts)
            also: list[AlsoAsked] = []
            for (name, answer), of_name in zip(others, of_others, strict=True):
                met = (*answer.matches, *self._judged(name, of_name, {m.party for m in answer.matches}))
                also.append((name, met, answer.explained, of_name))
            decisions.append(
                decide(query, matches, ground, own, one.notes, one.ref, answered.explained, also)
            )
        return decisions

    def judgements_on(self, query: Query, ref: str = "") -> tuple[ReviewerJudgement, ...]:
        """The judgements on file that nobody took back: on the data of a query, then on its customer; so of each name.

        Of the first, those that clear are mentioned for a customer and not applied.
        """
        if not self.judgements.made:
            return ()
        found: list[ReviewerJudgement] = []
        for one in (query, *map(Query, query.also)):
            found += self.judgements.about(subject_of(one))
            found += self.judgements.about(subject_of(one, ref)) if ref.strip() else ()
        return tuple(dict.fromkeys(found))

    def listed(
        self, names: Iterable[str] = (), ids: Iterable[str] = (), on: date | str | None = None
    ) -> tuple[Listing, ...]:
        """Who of these stood on a list on a day: by id of an entry, or by a name as a list prints it.

        Names are compared without case, accents and spacing, nothing more: this asks for known
        parties, it does not screen. On a day, who certainly did not stand is left out; ``on_day`` of the
        others says ``yes`` or ``cannot_say``.
        """
        day = date.fromisoformat(on) if isinstance(on, str) else on or self.as_of
        wanted = {_plain(name) for name in names} - {""}
        found = {i for i in ids if i in self.parties}
        found |= {party for name in wanted for party in self._by_name.get(name, ())}
        marks = {mark.partition("@")[0]: mark for mark in self.snapshots}
        ground = None if day is None else self.ground(day)
        asked = [self.parties[name] for name in sorted(found)]
        held = [(party, None if ground is None else ground.stands(party)) for party in asked]
        return tuple(
            Listing(
                party=party.id,
                list=party.list,
                name=party.primary,
                listed=str(party.listed or ""),
                delisted=str(party.delisted or ""),
                snapshot=marks.get(party.list, marks.get("given", "")),
                programmes=party.programmes,
                on_day=on_day,
            )
            for party, on_day in held
            if on_day is not NO
        )

    def ship(self, imo: str) -> tuple[Ship, ...]:
        """Every listed ship with this IMO number: one hull, as each list names it."""
        wanted = (SHIP, number_read(SHIP, imo).value)
        held = dict.fromkeys(party for party, _ in self._numbers.get(wanted, ()))
        return tuple(ship for name in held if (ship := ship_of(self.parties[name])) is not None)

    @cached_property
    def _by_name(self) -> Mapping[str, tuple[str, ...]]:
        found: dict[str, list[str]] = {}
        for party in self._loaded.parties:
            for name in {_plain(n.text) for n in party.names}:
                found.setdefault(name, []).append(party.id)
        return {name: tuple(ids) for name, ids in found.items()}

    @cached_property
    def _numbers(self) -> Mapping[tuple[str, str], tuple[tuple[str, Identifier], ...]]:
        """Every identifier that a list prints, by each form of it, with the party it is printed for."""
        found: dict[tuple[str, str], list[tuple[str, Identifier]]] = {}
        for party in self._loaded.parties:
            for identifier in borne_by(party):
                for pair in keys(identifier):
                    found.setdefault(pair, []).append((party.id, identifier))
        return {pair: tuple(held) for pair, held in found.items()}

    def _with_numbers_named(self, asked: ScreeningQuestion) -> ScreeningQuestion:
        """The question with the IMO numbers in its name that a list prints; no other is taken for an identifier."""
        query = asked.query
        held = [
            i
            for i in imo_numbers_named(query.name)
            if (i.kind, i.value) in self._numbers and i not in query.identifiers
        ]
        if not held:
            return asked
        more = tuple(msgspec.structs.replace(i, valid=number_read(i.kind, i.value).valid) for i in held)
        return msgspec.structs.replace(
            asked, query=msgspec.structs.replace(query, identifiers=(*query.identifiers, *more))
        )

    def _by_number(self, query: Query, met: set[str]) -> list[Match]:
        """Parties for which a list prints a number that was given, and that were not met by name."""
        best: dict[str, MatchQualifier] = {}
        for ours in query.identifiers:
            pairs = [other for pair in keys(ours) for other in siblings(pair)]
            for party, theirs in (held for pair in pairs for held in self._numbers.get(pair, ())):
                effect = agreement(ours, theirs, query.countries)
                if party not in met and effect and (party not in best or effect == "decides"):
                    best[party] = MatchQualifier(theirs.kind, ours.value, theirs.value, effect)
        return [self._found(query, party, best[party], "found by its number") for party in sorted(best)]

    def _judged(self, query: Query, judgements: Sequence[ReviewerJudgement], met: set[str]) -> list[Match]:
        """Parties a reviewer judged the same, which a name search may no longer reach."""
        return [
            self._found(query, judgement.party, None, "found by a judgement")
            for judgement in {j.party: j for j in judgements}.values()
            if judgement.judged == "same" and judgement.party not in met and judgement.party in self.parties
        ]

    def _found(self, query: Query, party: str, qualifier: MatchQualifier | None, mark: str) -> Match:
        held = self.parties[party]
        return Match(
            party=party,
            score=1.0 if qualifier else 0.0,
            expected_false_alerts=0.0 if qualifier else _ALWAYS,
            name=held.primary,
            name_kind="primary",
            schema=held.schema,
            marks=(mark,),
            explanation=MatchExplanation(
                query=query.name,
                query_as_read=(),
                name=held.primary,
                name_as_read=ReadingShown("as written", tuple(held.primary.split())),
                keys=(),
                aligned=(),
                qualifiers=(qualifier,) if qualifier else (),
            ),
        )


def open_screening(
    parties: Iterable[Party] | None = None,
    as_of: date | str | None = None,
    policy: str | Path | WrittenPolicy | None = None,
    *,
    lists: Sequence[str] = (),
) -> Screening:
    """A screening on the lists kept here (or on given parties) that applies the judgements on file.

    Raises DocumentError for a policy, list or file of judgements that cannot be relied on.
    """
    judgements = JudgementFile(screening_home() / "judgements.jsonl").read()
    return Screening(parties, as_of, policy, lists=lists, judgements=judgements)


def _plain(name: str) -> str:
    folded = unicodedata.normalize("NFKD", name).casefold()
    return "".join(c for c in folded if c.isalnum())
