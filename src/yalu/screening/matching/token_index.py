"""The words of an index, found from any word (the same, a variant, a spelling, a sound), and its rows put together."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, partial
from typing import NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

from yalu.screening.matching.index_builder import (
    KINDS,
    SCHEMAS,
    SCRIPTS,
    IndexData,
    consonant_key,
    deletion_keys,
    sound_key,
    triple_keys,
)
from yalu.screening.matching.name_parts import NameParts
from yalu.screening.matching.records import Reason
from yalu.screening.matching.token_similarity import (
    FLOOR,
    likeness,
    near_likeness,
    single_syllables,
)
from yalu.screening.names.readings import PERSON, NameReading
from yalu.screening.names.tables import common_surnames, surname_classes, variant_groups
from yalu.screening.names.words import bundled_lexicon, class_weight, number_of, spelled_numbers

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


_Asked = TypeVar("_Asked")
_Found = TypeVar("_Found")


class Remembered(dict[_Asked, _Found]):
    """Answers by what was asked; with ``most`` of them all are forgotten, so that a long run stays small."""

    def __init__(self, answer: Callable[[_Asked], _Found], most: int = _REMEMBERED) -> None:
        super().__init__()
        self._answer, self._most = answer, most

    def __missing__(self, asked: _Asked) -> _Found:
        if len(self) >= self._most:
            self.clear()
        found = self[asked] = self._answer(asked)
        return found


class Hits:
    """The words of the index that may be one word of a query, worst first, with likeness and reason."""

    __slots__ = ("alike", "by_word", "heavy", "places", "row_alike", "row_met", "rows")

    def __init__(
        self, found: dict[int, tuple[float, Reason]], data: IndexData, weights: NDArray[np.float32]
    ) -> None:
        """Order by likeness, then by place in the vocabulary; ``rows`` are where the words occur, worst first.

        ``row_met`` is how much of each row's weight is met there, ``heavy`` whether any of it counts; ``weights`` are
        those of all occurrences.
        """
        places = sorted(found, key=lambda place: (found[place][0], -place))
        self.places = np.array(places, np.int64)
        self.alike = np.array([found[place][0] for place in places], np.float32)
        self.by_word = {data.vocabulary[place]: found[place] for place in places}
        at, sizes = data.occurrences.flat(self.places)
        self.rows = data.occurrences.values[at]
        self.row_alike = np.repeat(self.alike, sizes)
        held = weights[at]
        self.row_met = self.row_alike * held
        self.heavy = bool((held >= LIGHT).any())


def _occurrence_weights(data: IndexData) -> NDArray[np.float32]:
    """The weight of each occurrence of each word, by the kind of party whose name it stands in."""
    person = (data.party_schema[data.name_party[data.row_name]] == 0).astype(np.int8)
    words = np.repeat(np.arange(len(data.vocabulary)), np.diff(data.occurrences.ends, prepend=0))
    found: NDArray[np.float32] = data.weights[person[data.occurrences.values], words]
    return found


class TokenIndex:
    """Look-ups over the vocabulary of one index."""

    def __init__(self, data: IndexData) -> None:
        """Keep the vocabulary and the tables of its letters and sounds."""
        self._data = data
        self.texts = data.vocabulary
        self.place = {word: place for place, word in enumerate(data.vocabulary)}
        held = data.bearers.sum()
        east = np.array([w in single_syllables() for w in data.vocabulary], bool)
        syllables_held = float(data.bearers[east].sum())
        self._syllabic = max(syllables_held / _COUNTED_WORDS, _FEW_OF_ONE)
        self._others = max((float(held) - syllables_held) / _COUNTED_WORDS, _FEW)
        # Persons of the people whose common surnames are tabled: those who bear one, over the share that does.
        held = sum(int(data.bearers[self.place[w]]) for w in common_surnames() if w in self.place)
        self._surnamed = max(held / sum(common_surnames().values()), _FEW_OF_ONE)
        self.held = _occurrence_weights(data)
        self._none = Hits({}, data, self.held)
        self._hits = Remembered(self._hits_of)
        self._joins = Remembered(self._joins_of)
        self._weights = tuple(
            Remembered(partial(self._weight_of, person=person), 4 * _REMEMBERED) for person in (False, True)
        )
        self._known = Remembered(self._borne_by)
        self._counts = Remembered(self._borne_alike)

    def hits(self, word: str) -> Hits:
        """All words alike one word, remembered."""
        return self._hits[word]

    def _hits_of(self, word: str) -> Hits:
        return Hits(self._find(word, self._spelt(word)), self._data, self.held)

    def joined(self, word: str) -> Hits:
        """Words alike two words written together: the same letters or the same sound only."""
        return self._joins[word]

    def _joins_of(self, word: str) -> Hits:
        found = self._find_joined(word)
        return Hits(found, self._data, self.held) if found else self._none

    def weight(self, word: str, person: bool) -> float:
        """How much a word weighs on this list: its class and its rarity; a word not on it is rare."""
        return self._weights[person][word]

    def _weight_of(self, word: str, *, person: bool) -> float:
        place = self.place.get(word)
        return class_weight(word, person) * (1.0 if place is None else float(self._data.rarity[place]))

    def borne(self, word: str) -> int:
        """How many persons of one list bear a word that is listed, spelled so or in another accepted way."""
        return self._known[word]

    def _borne_by(self, word: str) -> int:
        same = [w for w, (_, why) in self.hits(word).by_word.items() if why in {"exact", "variant"}]
        return sum(int(self._data.bearers[self.place[w]]) for w in same) if word in self.place else 0

    def brand(self, word: str) -> bool:
        """Whether a word names a listed organisation by itself."""
        place = self.place.get(word)
        return place is not None and bool(self._data.brands[place])

    def bearers(self, words: list[tuple[str, float]]) -> float:
        """How many of a million persons bear all these words, as the names of persons on the lists have them.

        Each word counts with every word at least as like it as the one it met (likeness 0: an initial). Names of
        East Asian syllables are compared with such names alone, because a syllable is rare on the whole list and
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
                rate *= min((self._counts[word, alike] + 0.5) / people, 1.0)
        return float(f"{rate:.2g}")

    def _borne_alike(self, asked: tuple[str, float]) -> int:
        word, alike = asked
        hits = self.hits(word)
        near = hits.places[hits.alike >= min(_SAME_NAME, alike) - 1e-3]
        return int(self._data.bearers[near].sum())

    def _find_joined(self, word: str) -> dict[int, tuple[float, Reason]]:
        near = set(self._under_sound([sound_key(word)])) if word.isascii() and word.isalpha() else set()
        if word in self.place:
            near.add(self.place[word])
        found = {place: likeness(word, self.texts[place]) for place in near}
        return {place: hit for place, hit in found.items() if hit[0] >= LEAST_JOIN}

    def _find(self, word: str, spelt: list[int]) -> dict[int, tuple[float, Reason]]:
        number = number_of(word)
        alike = related(word) if number is None else (*related(word), *spelled_numbers(number))
        tied = {place for other in alike if (place := self.place.get(other)) is not None}
        by_ear = self._by_ear(word) if word.isascii() and word.isalpha() else []
        one_by_one = tied
        found: dict[int, tuple[float, Reason]] = {}
        if not word.isascii() or number is not None or any(c.isdigit() for c in word):
            one_by_one = tied.union(spelt, by_ear)
        else:
            found = self._rated(word, sorted(set(spelt).difference(tied)), set(by_ear).difference(tied))
        for place in one_by_one:
            hit = likeness(word, self.texts[place])
            if hit[0] >= FLOOR:
                found[place] = hit
        return found

    def _rated(self, word: str, spelt: list[int], by_ear: set[int]) -> dict[int, tuple[float, Reason]]:
        """The likeness of many words, the same as ``likeness`` gives one by one; what is too far apart is dropped first."""
        texts, data = self.texts, self._data
        choices = [texts[place] for place in spelt]
        edits = 2 if len(word) <= SHORT else _MOST_EDITS  # words of nine letters bear two
        close = extract(word, choices, scorer=OSA.distance, score_cutoff=edits, limit=None)
        near = {spelt[k]: int(distance) for _, distance, k in close}
        head = word[:_LEAST_CUT]
        cut = [place for place, text in zip(spelt, choices, strict=True) if text.startswith(head)]
        for place in by_ear.union(cut).difference(near):
            near[place] = OSA.distance(word, texts[place])
        at = np.array(list(near), np.int64)
        bone = consonant_key(word)
        sounds = (data.sound_of[at] == sound_key(word)).tolist()
        skeletons = ((data.bones_of[at] == bone) & (bone != 0)).tolist()
        found = {}
        for (place, distance), sound, consonants in zip(near.items(), sounds, skeletons, strict=True):
            hit = near_likeness(word, texts[place], distance, same_sound=sound, same_consonants=consonants)
            if hit[0] >= FLOOR and number_of(texts[place]) is None:
                found[place] = hit
        return found

    def _by_ear(self, word: str) -> list[int]:
        bone = consonant_key(word)
        return self._under_sound([sound_key(word), bone] if bone else [sound_key(word)])

    def _under_sound(self, keys: list[int]) -> list[int]:
        return _under(self._data.sounds, self._data.sound_words, np.array(keys, np.uint32), 300)

    def _spelt(self, word: str) -> list[int]:
        """Words with nearly the same letters."""
        size = len(word)
        if size < 3 or word.isdigit():
            return []
        data = self._data
        if size <= SHORT:
            return _under(data.deletions, data.deletion_words, np.array(deletion_keys(word), np.uint32), 80)
        keys = triple_keys(word[:40])
        words = np.sort(np.concatenate([data.triples[key] for key in keys]))
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


class ListedName(NamedTuple):
    """One reading of a listed name; ``name`` and ``party`` are places in the index."""

    reading: NameReading
    weights: tuple[float, ...]
    weight: float
    name: int
    party: int
    schema: str
    person: bool
    script: str
    weak: bool
    parts: NameParts


class IndexRows:
    """The rows of one index, each put together when it is first asked for."""

    def __init__(self, data: IndexData, words: TokenIndex) -> None:
        self._data = data
        self._words = words
        self._held = Remembered(self._made, _REMEMBERED_ROWS)
        self._schemas = [SCHEMAS[s] for s in data.party_schema.tolist()]

    def __getitem__(self, row: int) -> ListedName:
        return self._held[row]

    def _made(self, row: int) -> ListedName:
        data = self._data
        system = data.systems[data.row_system[row]]
        words = tuple([self._words.texts[place] for place in data.row_words[row].tolist()])
        name = int(data.row_name[row])
        party = int(data.name_party[name])
        person = self._schemas[party] in PERSON
        weights = tuple([self._words.weight(word, person) for word in words])
        return ListedName(
            NameReading(system.removeprefix("="), words, system.startswith("=")), weights, sum(weights), name, party,
            self._schemas[party], person, SCRIPTS[data.name_script[name]], KINDS[data.name_kind[name]] == "weak",
            NameParts(int(data.row_given[row]), int(data.row_family[row])),
        )  # fmt: skip
