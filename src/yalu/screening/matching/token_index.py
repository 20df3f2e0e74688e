"""The words of an index, found from any word (the same, a variant, a spelling, a sound), and its rows put together."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

from yalu.screening.matching.index_builder import (
    KINDS,
    SCHEMAS,
    SCRIPTS,
    Laid,
    bone_key,
    deletion_keys,
    sound_key,
    triple_keys,
)
from yalu.screening.matching.name_parts import Parts
from yalu.screening.matching.records import Reason
from yalu.screening.matching.token_similarity import (
    FLOOR,
    likeness,
    near_likeness,
    single_syllables,
)
from yalu.screening.names.readings import PERSON, Reading
from yalu.screening.names.tables import common_surnames, surname_classes, variant_groups
from yalu.screening.names.words import bundled_lexicon, class_weight, number_of

SHORT = 6  # up to so many letters one edit is looked for, in longer words two or three
_MOST = 70  # words looked at by their letters
_REMEMBERED = 20_000
_SAME_NAME = 0.9  # likeness from which two spellings count as one name
_INITIAL_SHARE = 0.06  # of names that begin with one letter: 22 letters do for most
_COUNTED_WORDS = 2.5  # words of a person's name that count: so many stand behind each person
_GIVEN_ALONE = 3.0  # names made of given names alone (Hussein Aziz): fathers' names follow in any order
# Of one people. The bundled extract holds a third of the East Asian persons of nine full lists and nearly all their
# namesakes (they are of one regime): counted as 900, its names come out as common as on the full lists.
_FEW_OF_ONE = 900.0
_FEW = 3_000.0  # names from which shares are read: a shorter list says little of how common a name is
LIGHT = 0.21  # weights of legal forms, titles and particles are below it
_MOST_EDITS = (
    3  # more letters apart two words of any length are alike by sound or as one cut short, or not at all
)
_LEAST_CUT = 4  # letters of a word cut short
LEAST_JOIN = 0.8  # likeness below which words written together are not seen as one


class Hits:
    """The words of the index that may be one word of a query, worst first, with likeness and reason."""

    __slots__ = ("alike", "by_word", "heavy", "places", "row_alike", "row_met", "rows")

    def __init__(
        self, found: dict[int, tuple[float, Reason]], laid: Laid, weights: NDArray[np.float32]
    ) -> None:
        """Order by likeness, then by place in the vocabulary; ``rows`` are where the words occur, worst first.

        ``row_met`` is how much of each row's weight is met there, ``heavy`` whether any of it counts; ``weights`` are
        those of all occurrences.
        """
        places = sorted(found, key=lambda place: (found[place][0], -place))
        self.places = np.array(places, np.int64)
        self.alike = np.array([found[place][0] for place in places], np.float32)
        self.by_word = {laid.vocabulary[place]: found[place] for place in places}
        at, sizes = laid.occurrences.flat(self.places)
        self.rows = laid.occurrences.values[at]
        self.row_alike = np.repeat(self.alike, sizes)
        held = weights[at]
        self.row_met = self.row_alike * held
        self.heavy = bool((held >= LIGHT).any())


def _occurrence_weights(laid: Laid) -> NDArray[np.float32]:
    """The weight of each occurrence of each word, by the kind of party whose name it stands in."""
    person = (laid.party_schema[laid.name_party[laid.row_name]] == 0).astype(np.int8)
    words = np.repeat(np.arange(len(laid.vocabulary)), np.diff(laid.occurrences.ends, prepend=0))
    found: NDArray[np.float32] = laid.weights[person[laid.occurrences.values], words]
    return found


class Words:
    """Look-ups over the vocabulary of one index."""

    def __init__(self, laid: Laid) -> None:
        """Keep the vocabulary and the tables of its letters and sounds."""
        self._laid = laid
        self.texts = laid.vocabulary
        self.place = {word: place for place, word in enumerate(laid.vocabulary)}
        held = laid.bearers.sum()
        east = np.array([w in single_syllables() for w in laid.vocabulary], bool)
        syllables_held = float(laid.bearers[east].sum())
        self._syllabic = max(syllables_held / _COUNTED_WORDS, _FEW_OF_ONE)
        self._others = max((float(held) - syllables_held) / _COUNTED_WORDS, _FEW)
        # Persons of the people whose common surnames are tabled: those who bear one, over the share that does.
        held = sum(int(laid.bearers[self.place[w]]) for w in common_surnames() if w in self.place)
        self._surnamed = max(held / sum(common_surnames().values()), _FEW_OF_ONE)
        self._known: dict[str, int] = {}
        self._counts: dict[tuple[str, float], int] = {}
        self.held = _occurrence_weights(laid)
        self._none = Hits({}, laid, self.held)
        self._hits: dict[str, Hits] = {}
        self._joins: dict[str, Hits] = {}
        self._weights: tuple[dict[str, float], dict[str, float]] = ({}, {})

    def hits(self, word: str) -> Hits:
        """All words alike one word, remembered."""
        known = self._hits.get(word)
        if known is None:
            if len(self._hits) >= _REMEMBERED:
                self._hits.clear()
            known = self._hits[word] = Hits(self._find(word, self._spelt(word)), self._laid, self.held)
        return known

    def joined(self, word: str) -> Hits:
        """Words alike two words written together: the same letters or the same sound only."""
        known = self._joins.get(word)
        if known is None:
            if len(self._joins) >= _REMEMBERED:
                self._joins.clear()
            found = self._find_joined(word)
            known = self._joins[word] = Hits(found, self._laid, self.held) if found else self._none
        return known

    def weight(self, word: str, person: bool) -> float:
        """How much a word weighs on this list: its class and its rarity; a word not on it is rare."""
        known = self._weights[person].get(word)
        if known is None:
            if len(self._weights[person]) > 4 * _REMEMBERED:
                self._weights[person].clear()
            place = self.place.get(word)
            rarity = 1.0 if place is None else float(self._laid.rarity[place])
            known = self._weights[person][word] = class_weight(word, person) * rarity
        return known

    def borne(self, word: str) -> int:
        """How many persons of one list bear a word that is listed, spelled so or in another accepted way."""
        known = self._known.get(word)
        if known is None:
            if len(self._known) >= _REMEMBERED:
                self._known.clear()
            same = [w for w, (_, why) in self.hits(word).by_word.items() if why in {"exact", "variant"}]
            listed = word in self.place
            known = self._known[word] = (
                sum(int(self._laid.bearers[self.place[w]]) for w in same) if listed else 0
            )
        return known

    def brand(self, word: str) -> bool:
        """Whether a word names a listed organisation by itself."""
        place = self.place.get(word)
        return place is not None and bool(self._laid.brands[place])

    def bearers(self, words: list[tuple[str, float]]) -> float:
        """How many of a million persons bear all these words, as the names of persons on the lists have them.

        Each word counts with every word at least as like it as the one it met (likeness 0: an initial). Names of
        East Asian syllables are held against such names alone, because a syllable is rare on the whole list and
        common among them; a surname whose share of its people is tabled counts with that share. Words are taken as independent.
        """
        if not words:
            return 0.0
        shares = common_surnames()
        family = max((word for word, _ in words if word in shares), key=lambda word: shares[word], default="")
        syllabic = all(w in single_syllables() for w, _ in words)
        people = self._surnamed if family else self._syllabic if syllabic else self._others
        rate = 1e6
        if len(words) > 1 and all(word in variant_groups() for word, _ in words):
            rate *= _GIVEN_ALONE
        for word, alike in words:
            if not alike:
                rate *= _INITIAL_SHARE
            elif family and word == family:
                rate *= shares[word]
            else:
                rate *= min((self._borne(word, alike) + 0.5) / people, 1.0)
        return float(f"{rate:.2g}")

    def _borne(self, word: str, alike: float) -> int:
        known = self._counts.get((word, alike))
        if known is None:
            if len(self._counts) >= _REMEMBERED:
                self._counts.clear()
            hits = self.hits(word)
            near = hits.places[hits.alike >= min(_SAME_NAME, alike) - 1e-3]
            known = self._counts[word, alike] = int(self._laid.bearers[near].sum())
        return known

    def _find_joined(self, word: str) -> dict[int, tuple[float, Reason]]:
        near = set(self._under_sound([sound_key(word)])) if word.isascii() and word.isalpha() else set()
        if word in self.place:
            near.add(self.place[word])
        found = {place: likeness(word, self.texts[place]) for place in near}
        return {place: hit for place, hit in found.items() if hit[0] >= LEAST_JOIN}

    def _find(self, word: str, spelt: list[int]) -> dict[int, tuple[float, Reason]]:
        tied = {place for other in related(word) if (place := self.place.get(other)) is not None}
        heard = self._heard(word) if word.isascii() and word.isalpha() else []
        one_by_one = tied
        found: dict[int, tuple[float, Reason]] = {}
        if not word.isascii() or number_of(word) is not None or any(c.isdigit() for c in word):
            one_by_one = tied.union(spelt, heard)
        else:
            found = self._rated(word, sorted(set(spelt).difference(tied)), set(heard).difference(tied))
        for place in one_by_one:
            hit = likeness(word, self.texts[place])
            if hit[0] >= FLOOR:
                found[place] = hit
        return found

    def _rated(self, word: str, spelt: list[int], heard: set[int]) -> dict[int, tuple[float, Reason]]:
        """The likeness of many words, the same as ``likeness`` gives one by one; what is too far apart is dropped first."""
        texts, laid = self.texts, self._laid
        choices = [texts[place] for place in spelt]
        edits = 2 if len(word) <= SHORT else _MOST_EDITS  # words of nine letters bear two
        close = extract(word, choices, scorer=OSA.distance, score_cutoff=edits, limit=None)
        near = {spelt[k]: int(distance) for _, distance, k in close}
        head = word[:_LEAST_CUT]
        cut = [place for place, text in zip(spelt, choices, strict=True) if text.startswith(head)]
        for place in heard.union(cut).difference(near):
            near[place] = OSA.distance(word, texts[place])
        at = np.array(list(near), np.int64)
        bone = bone_key(word)
        sounds = (laid.sound_of[at] == sound_key(word)).tolist()
        skeletons = ((laid.bones_of[at] == bone) & (bone != 0)).tolist()
        found = {}
        for (place, distance), sound, bones in zip(near.items(), sounds, skeletons, strict=True):
            hit = near_likeness(word, texts[place], distance, same_sound=sound, same_bones=bones)
            if hit[0] >= FLOOR and number_of(texts[place]) is None:
                found[place] = hit
        return found

    def _heard(self, word: str) -> list[int]:
        bone = bone_key(word)
        return self._under_sound([sound_key(word), bone] if bone else [sound_key(word)])

    def _under_sound(self, keys: list[int]) -> list[int]:
        return _under(self._laid.sounds, self._laid.sound_words, np.array(keys, np.uint32), 300)

    def _spelt(self, word: str) -> list[int]:
        """Words with nearly the same letters."""
        size = len(word)
        if size < 3 or word.isdigit():
            return []
        laid = self._laid
        if size <= SHORT:
            return _under(laid.deletions, laid.deletion_words, np.array(deletion_keys(word), np.uint32), 80)
        keys = triple_keys(word[:40])
        words = np.sort(np.concatenate([laid.triples[key] for key in keys]))
        edits = 2 if size <= 9 else 3
        least = max(2, len(keys) - 3 * edits - 1, len(keys) // 4) - 1
        # In order, a word that shares so many triples stands so many places further on once more.
        near, more = np.unique(words[least:][words[least:] == words[:-least]], return_counts=True)
        if len(near) > _MOST:
            near = near[np.argsort(-more, kind="stable")[:_MOST]]
        found: list[int] = near.tolist()
        return found


def _under(
    keys: NDArray[np.uint32], values: NDArray[np.int32], asked: NDArray[np.uint32], most: int
) -> list[int]:
    starts = np.searchsorted(keys, asked, side="left").tolist()
    ends = np.searchsorted(keys, asked, side="right").tolist()
    out: list[int] = []
    for start, end in zip(starts, ends, strict=True):
        if end > start:
            out += values[start : min(end, start + most)].tolist()
    return out


@lru_cache(maxsize=50_000)
def related(word: str) -> tuple[str, ...]:
    """The word and what the tables tie to it: variants of a name, words of one meaning, spellings of a surname."""
    found = {word: None}
    for table, members in _tables():
        for group in sorted(table.get(word, ()), key=str):
            found.update(dict.fromkeys(members[group]))
    return tuple(found)


@lru_cache(maxsize=1)
def _tables() -> list[tuple[dict[str, frozenset[object]], dict[object, list[str]]]]:
    found = []
    for table in (variant_groups(), bundled_lexicon().concepts, surname_classes()):
        members: dict[object, list[str]] = {}
        for word, groups in table.items():
            for group in groups:
                members.setdefault(group, []).append(word)
        found.append((table, members))
    return found  # type: ignore[return-value]


_REMEMBERED_ROWS = 50_000


class Listed(NamedTuple):
    """One reading of a listed name; ``name`` and ``party`` are places in the index."""

    reading: Reading
    weights: tuple[float, ...]
    weight: float
    name: int
    party: int
    schema: str
    person: bool
    script: str
    weak: bool
    parts: Parts


class Rows:
    """The rows of one index, each put together when it is first asked for."""

    def __init__(self, laid: Laid, words: Words) -> None:
        self._laid = laid
        self._words = words
        self._held: dict[int, Listed] = {}
        self._schemas = [SCHEMAS[s] for s in laid.party_schema.tolist()]

    def __getitem__(self, row: int) -> Listed:
        found = self._held.get(row)
        if found is None:
            if len(self._held) >= _REMEMBERED_ROWS:
                self._held.clear()
            found = self._held[row] = self._made(row)
        return found

    def _made(self, row: int) -> Listed:
        laid = self._laid
        system = laid.systems[laid.row_system[row]]
        words = tuple([self._words.texts[place] for place in laid.row_words[row].tolist()])
        name = int(laid.row_name[row])
        party = int(laid.name_party[name])
        person = self._schemas[party] in PERSON
        weights = tuple([self._words.weight(word, person) for word in words])
        return Listed(
            Reading(system.removeprefix("="), words, system.startswith("=")), weights, sum(weights), name, party,
            self._schemas[party], person, SCRIPTS[laid.name_script[name]], KINDS[laid.name_kind[name]] == "weak",
            Parts(int(laid.row_given[row]), int(laid.row_family[row])),
        )  # fmt: skip
