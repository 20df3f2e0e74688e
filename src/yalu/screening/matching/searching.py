"""A query answered: read, candidates found for each reading, scored in full, qualified, ranked."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import msgspec
import numpy as np

from yalu.screening.matching.alignment import Alike, align
from yalu.screening.matching.calibration import bundled_calibration
from yalu.screening.matching.candidates import SHARED, WHOLE, Candidates
from yalu.screening.matching.explanation import explain
from yalu.screening.matching.laying import KINDS, SCHEMAS, SCRIPTS, Laid, PartyKept, identifier_key
from yalu.screening.matching.qualifiers import DECISIVE, adjusted, qualify
from yalu.screening.matching.records import Match, Qualifier, Query
from yalu.screening.matching.scoring import SOUND_ALONE, Scored, score_alignment, score_readings
from yalu.screening.matching.vocabulary import Words
from yalu.screening.names.reading import PERSON, TOGETHER, NameRead, Reading, read_name
from yalu.screening.names.words import Lexicon
from yalu.screening.records import NameKind

LEAST = 0.15  # a raw score below this is no match
WEAK = 0.95  # a weak alias counts a little less
OTHER_SCHEMA = 0.85
_WORTHWHILE = 0.45  # of the best promise; rows that promise less are not scored
_MARGIN = 0.08  # how much a full score may pass what its row promised
# Read and shown; other readings of the name have the same sounds, so they find nothing of their own.
_HEARD_ANYWAY = frozenset(["mccune-reischauer", "sino-korean mccune-reischauer", "wade-giles"])
_PARTY = msgspec.msgpack.Decoder(PartyKept)
_COMMON = 12  # parties of one list that share a name written the same way


class Found(msgspec.Struct, frozen=True, gc=False):
    """A party found, before its reasons are told."""

    party: int
    id: str
    score: float
    name: int  # place of the name, -1 when only an identifier was found
    scored: Scored | None
    qualifiers: tuple[Qualifier, ...]
    read: NameRead
    kept: PartyKept
    homonyms: int = 0


class Search:
    """Answers queries over one laid index; keeps caches and scratch space."""

    def __init__(self, laid: Laid, lexicon: Lexicon) -> None:
        """Prepare look-ups."""
        self._laid = laid
        self._lexicon = lexicon
        self._words = Words(laid)
        self._candidates = Candidates(laid, self._words)
        self._schemas = [SCHEMAS[s] for s in laid.party_schema.tolist()]

    def party(self, place: int) -> PartyKept:
        """What the index keeps of a party."""
        return _PARTY.decode(self._laid.parties[place])

    def find(self, query: Query, limit: int) -> list[Found]:
        """Parties found, best first, ties by id."""
        read = read_name(query.name, query.schema, lexicon=self._lexicon)
        best = self._scored(read, query.schema, limit)
        ranked = sorted(best.items(), key=lambda item: (-item[1][0], item[0]))
        names = dict(ranked[: limit * 3 if _qualified(query) else limit])
        for place in self._by_identifier(query):
            names.setdefault(place, (0.0, -1, None))
        top = ranked[0][1][0] if ranked else 0.0
        homonyms = len({p for p, (score, _, _) in ranked if score >= top - 0.02})
        found = []
        for place, (score, name, scored) in names.items():
            kept = self.party(place)
            qualifiers = tuple(qualify(query, kept)) if _qualified(query) else ()
            final = adjusted(score, qualifiers)
            if final >= LEAST:
                found.append(
                    Found(place, kept.id, round(final, 4), name, scored, qualifiers, read, kept, homonyms)
                )
        found.sort(key=lambda f: (-f.score, f.id))
        return found[:limit]

    def told(self, query: Query, found: Found) -> Match:
        """A party found, as a match with its marks, its calibrated meaning and its reasons."""
        laid = self._laid
        scored = found.scored or _NOTHING_SCORED
        kind: NameKind = KINDS[laid.name_kind[found.name]] if found.name >= 0 else "primary"
        text = laid.names[found.name].decode() if found.name >= 0 else ""
        listed_script = SCRIPTS[laid.name_script[found.name]] if found.name >= 0 else "latin"
        group = "person" if found.kept.schema in PERSON else "other"
        table = bundled_calibration()
        scripts = f"{found.read.script}-{listed_script}"
        rate = table.false_alerts(found.score, group, scripts, len(scored.query.words), len(laid.parties))
        meaning = (
            f"{rate:g} false alerts per 1,000 expected at {found.score:.2f} or above (table {table.version})"
        )
        marks = tuple(_marks(query, found, kind, listed_script))
        explanation = explain(found.read, text, scored, found.qualifiers, meaning)
        return Match(
            found.id,
            found.score,
            rate,
            text,
            kind,
            found.kept.schema,
            marks,
            explanation,
        )

    def _scored(self, read: NameRead, schema: str, limit: int) -> dict[int, tuple[float, int, Scored | None]]:
        """The best scored name of each candidate party."""
        laid = self._laid
        best: dict[int, tuple[float, int, Scored | None]] = {}
        share = WHOLE if len(read.readings) == 1 else SHARED
        script = SCRIPTS.index(read.script)
        written = read.script in {"han", "hangul"}
        for reading in read.readings:
            if reading.system in _HEARD_ANYWAY:
                continue
            weigh: dict[bool, list[float]] = {}
            alike = [self._words.hits(w).by_word for w in reading.words]
            rows = self._candidates.rows(reading, schema in PERSON, share)
            bar = max(LEAST, _WORTHWHILE * rows[0][1]) if rows else 0.0
            for row, promise in rows:
                if promise < bar - _MARGIN:
                    break
                system = laid.systems[laid.row_system[row]]
                if system.startswith("=") != reading.native or (system == reading.system == TOGETHER):
                    continue
                name = int(laid.row_name[row])
                party = int(laid.name_party[name])
                listed_schema = self._schemas[party]
                person = listed_schema in PERSON
                if person not in weigh:
                    weigh[person] = [self._words.weight(w, person) for w in reading.words]
                scored = self._score(reading, row, system, person, weigh[person], alike)
                score = scored.score
                if written and reading.system != "written" and laid.name_script[name] == script:
                    score *= SOUND_ALONE
                if laid.name_kind[name] == 2:
                    score *= WEAK
                if _incompatible(schema, listed_schema):
                    score *= OTHER_SCHEMA
                if party not in best or (score, -name) > (best[party][0], -best[party][1]):
                    best[party] = (score, name, scored)
                    if len(best) >= limit:
                        bar = max(bar, sorted(s for s, _, _ in best.values())[-limit])
        return best

    def _score(
        self,
        reading: Reading,
        row: int,
        system: str,
        person: bool,
        weights: Sequence[float],
        alike: Sequence[Alike],
    ) -> Scored:
        laid = self._laid
        words = tuple([self._words.texts[p] for p in laid.row_words[row].tolist()])
        theirs = [self._words.weight(w, person) for w in words]
        found = align(reading.words, words, weights, theirs, alike)
        score = score_alignment(found, reading.words, words, weights, theirs, person)
        return Scored(
            score, reading, Reading(system.removeprefix("="), words, reading.native), found, weights, theirs
        )

    def _by_identifier(self, query: Query) -> list[int]:
        found: set[int] = set()
        for identifier in query.identifiers:
            if identifier.kind in DECISIVE:
                key = np.uint32(identifier_key(identifier.kind, identifier.value))
                start, end = np.searchsorted(self._laid.identifiers, [key, key], side="left"), 0
                end = int(np.searchsorted(self._laid.identifiers, key, side="right"))
                found.update(self._laid.identifier_party[int(start[0]) : end].tolist())
        return sorted(found)


_EMPTY = Reading("latin", ())
_NOTHING_SCORED = score_readings(_EMPTY, _EMPTY, False)


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


def _marks(query: Query, found: Found, kind: str, listed_script: str) -> list[str]:
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
    if found.homonyms > 3:
        marks.append("common name")
    marks += [f"contradicted {q.kind}" for q in found.qualifiers if q.effect == "contradicts"]
    if _incompatible(query.schema, found.kept.schema):
        marks.append("other schema")
    return marks + [f"cleaned: {note}" for note in found.read.notes]
