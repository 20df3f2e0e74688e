"""Screening for Python: who is listed, with a decision, its reasons and what it rests on.

>>> import yalu
>>> yalu.open_screening().screen("Example Trading Co", schema="Company").outcome  # doctest: +SKIP
'clear'
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from functools import cached_property
from pathlib import Path

from yalu.screening.asking import Asked, ask
from yalu.screening.deciding.clusters import Clusters
from yalu.screening.deciding.deciding import Ground, decide
from yalu.screening.deciding.judgements import JudgementFile, Judgements, subject_of
from yalu.screening.deciding.policy import WrittenPolicy, read_policy
from yalu.screening.deciding.records import Decision, Judgement
from yalu.screening.loading import Loaded, data_home, load_current, load_given
from yalu.screening.matching.records import Explanation, Match, Qualifier, Query, ReadingShown
from yalu.screening.records import Identifier, Listing, Party
from yalu.screening.vessels import Ship, decides, key, ship_of
from yalu.vocabulary.dates import Window

_ALWAYS = 1000.0


class Screening:
    """Lists as they stood on a day, a policy and reviewers' judgements, ready to be asked.

    ``parties`` screens against those alone; without them the newest kept snapshots are used, and
    the bundled parties where none are kept. ``as_of`` takes the lists as they stood on a day.
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
    def clusters(self) -> Clusters:
        """Entries that are one party, as the lists themselves or identifiers say."""
        return Clusters(self._loaded.parties)

    chunk = 250  # rows of a book between two writes to its log: what a kill can cost

    @property
    def snapshots(self) -> tuple[str, ...]:
        """The snapshots asked, each as list, date and hash."""
        return self._loaded.snapshots

    @property
    def loaded(self) -> Loaded:
        """The parties and their index."""
        return self._loaded

    @cached_property
    def index_mark(self) -> str:
        """What names the index in decisions."""
        return self._loaded.index.fingerprint

    def ground(self, on: date | None = None) -> Ground:
        """What decisions of a day rest on."""
        return Ground(
            parties=self.parties,
            clusters=self.clusters,
            policy=self.policy,
            snapshots=self.snapshots,
            index=self.index_mark,
            on=on or self.as_of or datetime.now(UTC).date(),
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
        on: date | None = None,
        limit: int = 0,
    ) -> Decision:
        """The decision on one party. Raises DocumentError for data that cannot be read.

        ``births`` are dates or years, ``countries`` codes or names, ``identifiers`` pairs of kind and
        value; ``on`` is the day of the question, today or ``as_of`` by default.
        """
        asked = ask(
            name, schema=schema, births=births, countries=countries, genders=genders, identifiers=identifiers
        )
        return self.decide(asked, on=on, limit=limit)

    def decide(
        self,
        asked: Asked,
        *,
        on: date | None = None,
        limit: int = 0,
        judgements: Sequence[Judgement] | None = None,
    ) -> Decision:
        """The decision on a query already read; ``judgements`` stand in for those on file."""
        return self.decide_many(
            [asked], on=on, limit=limit, judgements=None if judgements is None else [judgements]
        )[0]

    def decide_many(
        self,
        asked: Sequence[Asked],
        *,
        on: date | None = None,
        limit: int = 0,
        judgements: Sequence[Sequence[Judgement]] | None = None,
    ) -> list[Decision]:
        """The decisions on many queries; equal to asking them one by one, and faster."""
        ground = self.ground(on)
        most = limit or self.policy.policy.looked_at
        decisions = []
        for number, one in enumerate(asked):
            answered = self._loaded.index.ask(one.query, most)
            matches = list(answered.matches) if one.query.name else []
            matches += self._by_number(one.query, {m.party for m in matches})
            heard = self.judgements_on(one.query) if judgements is None else judgements[number]
            matches += self._judged(one.query, heard, {m.party for m in matches})
            decisions.append(
                decide(one.query, matches, ground, heard, (*one.notes, *answered.doubts), answered.told)
            )
        return decisions

    def judgements_on(self, query: Query) -> tuple[Judgement, ...]:
        """The judgements on file about a query's subject that nobody took back."""
        return self.judgements.about(subject_of(query))

    def listed(
        self, names: Iterable[str] = (), ids: Iterable[str] = (), on: date | str | None = None
    ) -> tuple[Listing, ...]:
        """Who of these stood on a list on a day: by id of an entry, or by a name as a list prints it.

        Names are compared without case, accents and spacing, nothing more: this asks for known
        parties, it does not screen. Entries without a date of listing count as listed.
        """
        day = date.fromisoformat(on) if isinstance(on, str) else on or self.as_of
        wanted = {_plain(name) for name in names} - {""}
        found = {i for i in ids if i in self.parties}
        found |= {party for name in wanted for party in self._by_name.get(name, ())}
        marks = {mark.partition("@")[0]: mark for mark in self.snapshots}
        return tuple(
            Listing(
                party=party.id,
                list=party.list,
                name=party.primary,
                listed=str(party.listed or ""),
                delisted=str(party.delisted or ""),
                snapshot=marks.get(party.list, marks.get("given", "")),
                programmes=party.programmes,
            )
            for party in (self.parties[name] for name in sorted(found))
            if day is None or _stood(party, day)
        )

    def ship(self, imo: str) -> tuple[Ship, ...]:
        """Every listed ship with this IMO number: one hull, as each list names it."""
        wanted = key(Identifier("imo", imo))
        held = (self.parties[name] for name in self._numbers.get(wanted, ()))
        return tuple(ship for party in held if (ship := ship_of(party)) is not None)

    @cached_property
    def _by_name(self) -> Mapping[str, tuple[str, ...]]:
        found: dict[str, list[str]] = {}
        for party in self._loaded.parties:
            for name in {_plain(n.text) for n in party.names}:
                found.setdefault(name, []).append(party.id)
        return {name: tuple(ids) for name, ids in found.items()}

    @cached_property
    def _numbers(self) -> Mapping[tuple[str, str], tuple[str, ...]]:
        found: dict[tuple[str, str], list[str]] = {}
        for party in self._loaded.parties:
            for identifier in party.identifiers:
                if decides(identifier):
                    found.setdefault(key(identifier), []).append(party.id)
        return {number: tuple(dict.fromkeys(ids)) for number, ids in found.items()}

    def _by_number(self, query: Query, met: set[str]) -> list[Match]:
        """Parties that share a deciding identifier and were not met by name: the number finds them."""
        wanted = [i for i in query.identifiers if decides(i)]
        return [
            self._found(query, party, Qualifier(i.kind, i.value, i.value, "decides"), "found by its number")
            for i in wanted
            for party in self._numbers.get(key(i), ())
            if party not in met
        ]

    def _judged(self, query: Query, judgements: Sequence[Judgement], met: set[str]) -> list[Match]:
        """Parties a reviewer judged the same, which a name search may no longer reach."""
        return [
            self._found(query, judgement.party, None, "found by a judgement")
            for judgement in {j.party: j for j in judgements}.values()
            if judgement.judged == "same" and judgement.party not in met and judgement.party in self.parties
        ]

    def _found(self, query: Query, party: str, qualifier: Qualifier | None, mark: str) -> Match:
        held = self.parties[party]
        return Match(
            party=party,
            score=1.0 if qualifier else 0.0,
            expected_false_alerts=0.0 if qualifier else _ALWAYS,
            name=held.primary,
            name_kind="primary",
            schema=held.schema,
            marks=(mark,),
            explanation=Explanation(
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
    """A screening on the lists kept here (or on given parties) that hears the judgements on file.

    Raises DocumentError for a policy, list or file of judgements that cannot be relied on.
    """
    judgements = JudgementFile(data_home() / "judgements.jsonl").read()
    return Screening(parties, as_of, policy, lists=lists, judgements=judgements)


def _plain(name: str) -> str:
    folded = unicodedata.normalize("NFKD", name).casefold()
    return "".join(c for c in folded if c.isalnum())


def _stood(party: Party, day: date) -> bool:
    if party.listed is not None and party.listed.earliest > day:
        return False
    return party.delisted is None or Window(end=day).holds(party.delisted) != "yes"
