"""A query answered: read, candidates found for each reading, scored in full, qualified, ranked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

import msgspec
import numpy as np

from yalu.screening.matching.calibration import bundled_calibration
from yalu.screening.matching.candidate_generation import SHARED, WHOLE, CandidateRow, Candidates
from yalu.screening.matching.contained_names import ContainedNames
from yalu.screening.matching.explanations import explain
from yalu.screening.matching.fit import PART, Fitting, Met, contained, fit_of
from yalu.screening.matching.index_builder import (
    KINDS,
    SCRIPTS,
    IndexData,
    PartyKept,
    identifier_key,
    whole_key,
)
from yalu.screening.matching.records import Match, MatchExplanation, MatchQualifier, Query, ReadingShown
from yalu.screening.matching.scores import ANOTHER_SIGN, SOUND_ALONE, Scored, may_meet, score_readings
from yalu.screening.matching.secondary_identifiers import DECISIVE, adjusted, qualify
from yalu.screening.matching.token_index import IndexRows, ListedName, Remembered, TokenIndex
from yalu.screening.names.han import pinyin, simplified
from yalu.screening.names.hangul import spelled
from yalu.screening.names.misread_words import misread
from yalu.screening.names.readings import (
    ABROAD,
    PERSON,
    PERSONAL,
    RESPELLED,
    SHIP_NAME,
    NameRead,
    NameReading,
    read_name,
)
from yalu.screening.names.words import word_class
from yalu.screening.records import NameKind

# Fitted on the tuning half of the labelled pairs and of the decision table (bench/matching.py, bench/decisions.py).
LEAST = 0.15  # a raw score below this is no match
WEAK = 0.95  # a weak alias counts a little less
OTHER_SCHEMA = 0.85  # a company asked and a person listed may be a slip of the form
WITHIN = 0.5  # a name that stands whole in a longer question: however long the rest is, somebody looks
_WORTHWHILE = 0.45  # of the best upper bound; rows whose bound is lower are not scored
_WRITTEN = frozenset(["han", "hangul"])
_SIGNS = frozenset(["hangul", "han", "kana"])
_PEOPLE = PERSON | {"LegalEntity"}  # lists name persons of whom they do not say that they are
# How much a full score may pass the upper bound of its row: at 0.04 and 0.08 the decision table comes out the same.
_MARGIN = 0.04
# Read and shown; other readings of the name have the same sounds, so they find nothing of their own.
_BY_EAR_ANYWAY = frozenset(["mccune-reischauer", "sino-korean mccune-reischauer", "wade-giles"])
_REMEMBERED = 10_000
_PARTY = msgspec.msgpack.Decoder(PartyKept)


class FoundParty(msgspec.Struct, frozen=True, gc=False):
    """A party found, before its reasons are given.

    ``namesakes`` counts the parties of one list that bear the name, ``hidden`` all that are beyond the limit.
    """

    party: int
    id: str
    score: float
    name: int  # place of the name, -1 when only an identifier was found
    scored: Scored | None
    met: Met
    qualifiers: tuple[MatchQualifier, ...]
    read: NameRead
    kept: PartyKept
    asked: tuple[str, ...] = ()
    namesakes: int = 0
    hidden: int = 0


class Best(NamedTuple):
    """The best scored name of a party."""

    score: float
    name: int
    scored: Scored
    met: Met
    own: bool  # in the script that was asked
    asked: tuple[str, ...]  # the words that the score is of

    @property
    def rank(self) -> tuple[bool, float, bool, int]:
        """A name that met as a reviewer would have it comes before one that only scores."""
        return self.met.fit != "part", self.score, self.own, -self.name


class Search:
    """Answers queries over one index; keeps caches and scratch space."""

    def __init__(self, data: IndexData) -> None:
        """Prepare look-ups."""
        self._data = data
        self._words = TokenIndex(data)
        self._rows = IndexRows(data, self._words)
        self._parties: Remembered[int, PartyKept] = Remembered(
            lambda place: _PARTY.decode(data.parties[place]), _REMEMBERED
        )
        self._candidates = Candidates(data, self._words)
        self._contained = ContainedNames(data, self._words)

    def party(self, place: int) -> PartyKept:
        """What the index keeps of a party."""
        return self._parties[place]

    def read(self, query: Query) -> NameRead:
        """The name asked, in all its readings; its words put right where the lists have them otherwise."""
        read = read_name(query.name, query.schema)
        if read.script != "latin" or not read.readings:
            return read
        listed = self._words.place
        more = misread(read.readings[0], listed)
        kept = [r for r in read.readings if r.system not in RESPELLED or all(w in listed for w in r.words)]
        return msgspec.structs.replace(read, readings=(*kept, *([more] if more else [])))

    def find(self, query: Query, limit: int, read: NameRead, least: float = LEAST) -> list[FoundParty]:
        """Parties found, best first, ties by id; rows that cannot score ``least`` are not scored in full."""
        best = self._scored(read, query.schema, limit, least)
        ranked = sorted(best.items(), key=lambda item: (-item[1].rank[0], -item[1].score, item[0]))
        names: dict[int, Best | None] = dict(ranked[: limit * 3 if _qualified(query) else limit])
        for place in self._by_identifier(query):
            names.setdefault(place, None)
        whole = {place for place, hit in ranked if hit.met.fit in {"exact", "full"}}
        namesakes = self._namesakes(whole) if len(whole) > 1 else len(whole)
        found = []
        qualified = _qualified(query)
        for place, hit in names.items():
            if not qualified and hit is not None and hit.score < least:
                continue
            kept = self.party(place)
            qualifiers = tuple(qualify(query, kept)) if qualified else ()
            final = adjusted(hit.score if hit else 0.0, qualifiers)
            # What contradicts lowers a score for the order; it does not put a whole name out of sight.
            if final >= LEAST and (hit is None or max(hit.score, final) >= least):
                found.append(
                    FoundParty(
                        place, kept.id, round(final, 4), hit.name if hit else -1, hit.scored if hit else None,
                        hit.met if hit else PART, qualifiers, read, kept,
                        hit.asked if hit else (), namesakes if place in whole else 1, max(len(whole) - limit, 0) if place in whole else 0,
                    )
                )  # fmt: skip
        found.sort(key=lambda f: (-f.score, sum(q.effect == "contradicts" for q in f.qualifiers), f.id))
        return found[:limit]

    def _namesakes(self, places: Iterable[int]) -> int:
        """How many parties of one list bear the name asked: the lists name the same persons, one list names each once."""
        lists = Counter(self.party(place).id.partition(":")[0] for place in places)
        return max(lists.values())

    def to_match(self, query: Query, found: FoundParty) -> Match:
        """A party found, as a match with its marks and its calibrated meaning; its reasons come with ``explained``."""
        data = self._data
        named = found.name >= 0
        kind: NameKind = KINDS[data.name_kind[found.name]] if named else "primary"
        text = data.names[found.name].decode() if named else ""
        listed_script = SCRIPTS[data.name_script[found.name]] if named else "latin"
        return Match(
            party=found.id,
            score=found.score,
            expected_false_alerts=self._rate(found, listed_script),
            name=text,
            name_kind=kind,
            schema=found.kept.schema,
            fit=found.met.fit,
            bearers=self._bearers(found),
            # Each sign is a word, as Latin lists print such names: 김정은 met by three, as Kim Jong Un is.
            words=len(_signs_of(found.read, found.scored.query)) or found.met.words if found.scored else 0,
            namesakes=found.namesakes,
            marks=tuple(_marks(query, found, kind, listed_script)),
            explanation=MatchExplanation(
                query=found.read.text, query_as_read=(), name=text, name_as_read=ReadingShown("", ()), keys=(),
                aligned=(), qualifiers=found.qualifiers, notes=found.read.notes,
            ),
        )  # fmt: skip

    def explained(self, match: Match, found: FoundParty) -> Match:
        """The same match with all its reasons."""
        if found.scored is None:
            return match
        meaning = (
            f"{match.expected_false_alerts:g} false alerts per 1,000 expected at {match.score:.2f} or above "
            f"(table {bundled_calibration().version})"
        )
        explanation = explain(found.read, match.name, found.scored, found.qualifiers, meaning)
        return msgspec.structs.replace(match, explanation=explanation)

    def _rate(self, found: FoundParty, listed_script: str) -> float:
        group = "person" if found.kept.schema in PERSON else "other"
        scripts = f"{found.read.script}-{listed_script}"
        return bundled_calibration().false_alerts(
            found.score, group, scripts, found.asked, len(self._data.parties)
        )

    def _bearers(self, found: FoundParty) -> float:
        """Of a million persons, how many bear all the words that met, if the names on these lists are a guide."""
        if found.scored is None or found.kept.schema not in _PEOPLE:
            return 0.0
        words = found.scored.query.words
        if signs := _signs_of(found.read, found.scored.query):
            said_signs = _spoken(signs, found.read.script)
            return self._words.bearers([(sign, 1.0) for sign in said_signs])
        pairs = found.met.pairs or found.scored.alignment.pairings
        met = [("".join(words[p.first : p.first_end]), p) for p in pairs]
        said = [
            (w, p.likeness if p.reason != "initial" else 0.0) for w, p in met if word_class(w, True) == "name"
        ]
        return self._words.bearers(said) if len(said) > 1 or len(pairs) > 1 else 0.0

    def _scored(self, read: NameRead, schema: str, limit: int, least: float) -> dict[int, Best]:
        """The best scored name of each candidate party."""
        best: dict[int, Best] = {}
        share = WHOLE if len(read.readings) == 1 else SHARED
        same = self._same(read.text)
        for reading in read.readings:
            if reading.system in _BY_EAR_ANYWAY:
                continue
            weights = [[self._words.weight(w, person) for w in reading.words] for person in (False, True)]
            alike = [self._words.hits(w).by_word for w in reading.words]
            rows = self._candidates.rows(reading, schema in PERSON, share, least - _MARGIN)
            threshold = max(least, _WORTHWHILE * rows[0].bound) if rows else 0.0
            for row, bound, covers in [*same, *rows]:
                listed = self._rows[row]
                if (bound < threshold - _MARGIN and not covers) or not _may_meet(reading, listed):
                    continue
                scored = score_readings(
                    reading, listed.reading, weights[listed.person], listed.weights, alike, listed.person
                )
                hit = self._weighed(read, schema, listed, scored)
                party = listed.party
                if hit.score >= LEAST and (party not in best or hit.rank > best[party].rank):
                    best[party] = hit
                    if len(best) >= limit:
                        threshold = max(threshold, sorted(b.score for b in best.values())[-limit])
            for party, hit in self._within(read, reading):
                before = best.get(party)
                if before is None or before.met.fit == "part":
                    whole = before if before and before.score > hit.score else hit
                    best[party] = hit._replace(score=whole.score, asked=whole.asked)
        return best

    def _within(self, read: NameRead, reading: NameReading) -> Iterator[tuple[int, Best]]:
        """Parties one of whose names stands whole in a reading beside other words; the rest of it does not count."""
        if reading.native and read.script not in _WRITTEN:
            return
        for part in self._contained.signs(reading) if reading.native else self._contained.found(reading):
            listed = self._rows[part.row]
            if _may_meet(reading, listed):
                weights = [self._words.weight(w, listed.person) for w in part.reading.words]
                alike = [self._words.hits(w).by_word for w in part.reading.words]
                scored = score_readings(
                    part.reading, listed.reading, weights, listed.weights, alike, listed.person
                )
                given = self._fitting(read, listed, scored)
                met = contained(fit_of(given), given, numbered=part.numbered)
                if met.fit != "part":
                    own = listed.script == read.script
                    yield listed.party, Best(WITHIN, listed.name, scored, met, own, part.reading.words)

    def _fitting(self, read: NameRead, listed: ListedName, scored: Scored) -> Fitting:
        by_hand = (
            read.script not in _WRITTEN or scored.query.system == ABROAD
        ) and listed.script not in _SIGNS
        return Fitting(scored, listed.person, listed.parts, by_hand, self._words.borne, self._words.brand)

    def _weighed(self, read: NameRead, schema: str, listed: ListedName, scored: Scored) -> Best:
        """A scored row with what its name's kind, script and schema make of the score, and how the words met."""
        own = listed.script == read.script
        written = read.script in _WRITTEN
        score = scored.score
        if written and own and scored.query.system != "written":
            score *= SOUND_ALONE
        if RESPELLED & {scored.query.system, listed.reading.system}:
            score *= SOUND_ALONE
        if listed.weak:
            score *= WEAK
        if _incompatible(schema, listed.schema):
            score *= OTHER_SCHEMA
        met = fit_of(self._fitting(read, listed, scored))
        if met.fit == "contained":
            score = max(score, WITHIN)
        if read.personal and not own and listed.schema not in _PEOPLE and met.fit != "exact":
            met, score = PART, score * OTHER_SCHEMA
        if read.personal and own and met.fit == "part":
            score = min(score, ANOTHER_SIGN)
        return Best(score, listed.name, scored, met, own, scored.query.words)

    def _same(self, text: str) -> list[CandidateRow]:
        """The rows of every listed name that is the very name asked, folded: no cut ever drops them."""
        data = self._data
        key = np.uint64(whole_key(text))
        start, end = (int(np.searchsorted(data.wholes, key, side=side)) for side in ("left", "right"))
        rows = []
        for name in data.whole_names[start:end].tolist():
            first, last = (int(np.searchsorted(data.row_name, name, side=side)) for side in ("left", "right"))
            rows += [CandidateRow(row, 1.0, True) for row in range(first, last)]
        return rows

    def _by_identifier(self, query: Query) -> list[int]:
        found: set[int] = set()
        for identifier in query.identifiers:
            if identifier.kind in DECISIVE:
                key = np.uint32(identifier_key(identifier.kind, identifier.value))
                start, end = np.searchsorted(self._data.identifiers, [key, key], side="left"), 0
                end = int(np.searchsorted(self._data.identifiers, key, side="right"))
                found.update(self._data.identifier_party[int(start[0]) : end].tolist())
        return sorted(found)


def _signs_of(read: NameRead, reading: NameReading) -> str:
    """The signs of a name of two to four in Han or Hangul: all that was asked, or the one of several parties that met."""
    if read.personal:
        return read.text
    whole = "".join(reading.words)
    return whole if reading.native and read.script in _WRITTEN and len(whole) <= PERSONAL else ""


def _spoken(text: str, script: str) -> list[str]:
    """Signs spelled out one by one, as Latin lists print such names."""
    signs = [c for c in text if c.isalpha() and not c.isascii()]
    said = [spelled(c, "northern") if script == "hangul" else pinyin(simplified(c)) for c in signs]
    return [word for word in said if word]


def _may_meet(asked: NameReading, listed: ListedName) -> bool:
    ship = asked.system == SHIP_NAME
    return may_meet(asked, listed.reading) and not (ship and _incompatible("Vessel", listed.schema))


def _qualified(query: Query) -> bool:
    return bool(query.births or query.countries or query.genders or query.identifiers)


_KINDS_OF_PARTY = (
    PERSON,
    frozenset(["Company", "Organization", "PublicBody"]),
    frozenset(["Vessel"]),
    frozenset(["Airplane"]),
)


@lru_cache(maxsize=256)
def _incompatible(asked: str, listed: str) -> bool:
    """A person is no company, a ship neither; a legal entity may be either."""
    ours = next((g for g in _KINDS_OF_PARTY if asked in g), None)
    theirs = next((g for g in _KINDS_OF_PARTY if listed in g), None)
    return ours is not None and theirs is not None and ours is not theirs


def _marks(query: Query, found: FoundParty, kind: str, listed_script: str) -> list[str]:
    marks = []
    effects = {q.effect for q in found.qualifiers}
    if "decides" in effects:
        marks.append("identifier decides")
    if found.name >= 0 and not effects.intersection({"decides", "supports"}):
        marks.append("name only")
    if found.name >= 0 and found.read.script != listed_script:
        marks.append("cross-script")
    if kind == "weak":
        marks.append("weak alias")
    if kind == "former":
        marks.append("former name")
    if found.namesakes > 1:
        marks.append(f"{found.namesakes} parties of one list bear the name")
    if found.hidden:
        marks.append(f"{found.hidden} more entries bear the name and are not shown: ask with a greater limit")
    marks += [f"contradicted {q.kind}" for q in found.qualifiers if q.effect == "contradicts"]
    if _incompatible(query.schema, found.kept.schema):
        marks.append("other schema")
    return marks + [f"cleaned: {note}" for note in found.read.notes]
