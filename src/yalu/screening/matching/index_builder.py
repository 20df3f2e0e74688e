"""Building an index: every name read, its words numbered, and where each word, sound and letter pair occurs."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterable

import msgspec
import numpy as np
from numpy.typing import NDArray

from yalu.screening.matching.index_file import Lists, Texts
from yalu.screening.matching.name_parts import UNKNOWN, NameParts, brand_words, parts_of
from yalu.screening.names.name_folding import fold, words_of
from yalu.screening.names.readings import PERSON, RESPELLED, TOGETHER, NameReading, read_name
from yalu.screening.names.sounds import consonant_skeleton, sound
from yalu.screening.names.words import class_weight
from yalu.screening.records import DateSpan, NameKind, Party, PartyName

SCRIPTS = ("latin", "hangul", "han", "kana", "cyrillic", "arabic", "other", "mixed")
SCHEMAS = (
    "Person", "Company", "Organization", "PublicBody", "LegalEntity", "Vessel", "Airplane", "Asset",
)  # fmt: skip
KINDS: tuple[NameKind, ...] = ("primary", "strong", "weak", "former", "translation")
_ORGANISED = frozenset(["Company", "Organization", "PublicBody", "LegalEntity"])
TRIPLES = 1 << 16  # buckets of three letters in a row
_PREFIX = 4


class PartyKept(msgspec.Struct, frozen=True, array_like=True):
    """What the index keeps of a party beside its names."""

    id: str
    schema: str
    births: tuple[str, ...]
    countries: tuple[str, ...]
    genders: tuple[str, ...]
    identifiers: tuple[tuple[str, str, bool], ...]


class IndexData(msgspec.Struct):
    """The parts of an index in memory."""

    vocabulary: list[str]
    parties: Texts
    party_schema: NDArray[np.uint8]
    names: Texts
    name_party: NDArray[np.int32]
    name_kind: NDArray[np.uint8]
    name_script: NDArray[np.uint8]
    row_words: Lists
    row_name: NDArray[np.int32]
    row_system: NDArray[np.uint8]
    row_weight: NDArray[np.float32]
    systems: list[str]
    occurrences: Lists
    triples: Lists
    deletions: NDArray[np.uint32]
    deletion_words: NDArray[np.int32]
    sound_of: NDArray[np.uint32]
    bones_of: NDArray[np.uint32]
    sounds: NDArray[np.uint32]
    sound_words: NDArray[np.int32]
    rarity: NDArray[np.float32]
    weights: NDArray[np.float32]
    identifiers: NDArray[np.uint32]
    identifier_party: NDArray[np.int32]
    wholes: NDArray[np.uint64]
    whole_names: NDArray[np.int32]
    bearers: NDArray[np.int32]
    row_given: NDArray[np.int8]
    row_family: NDArray[np.uint32]
    brands: NDArray[np.bool_]


class _Names:
    """Every name of every party, read and numbered one after the other; parties keep their order."""

    def __init__(self) -> None:
        self.words: dict[str, int] = {}
        self.systems: dict[str, int] = {}
        self.parties: list[bytes] = []
        self.lists: list[str] = []  # the list of each party
        self.schemas: list[int] = []
        self.identifiers: list[tuple[int, int]] = []
        self.texts: list[bytes] = []
        self.wholes: list[int] = []
        self.name_party: list[int] = []
        self.name_kind: list[int] = []
        self.name_script: list[int] = []
        self.organisations: list[tuple[int, tuple[str, ...]]] = []
        self.rows: list[list[int]] = []
        self.row_name: list[int] = []
        self.row_system: list[int] = []
        self.row_person: list[bool] = []
        self.parts: list[NameParts] = []

    def add(self, party: Party) -> None:
        """Number a party and read its names, each text once of a kind."""
        place = len(self.parties)
        self.parties.append(msgspec.msgpack.encode(_kept(party)))
        self.lists.append(party.id.partition(":")[0])
        self.schemas.append(SCHEMAS.index(party.schema))
        self.identifiers += [(identifier_key(i.kind, i.value), place) for i in party.identifiers]
        for name in {(n.text, n.kind): n for n in reversed(party.names)}.values():
            read = read_name(name.text, party.schema)
            if not read.readings:
                continue
            self.texts.append(name.text.encode("utf-8", "replace"))
            self.wholes.append(whole_key(name.text))
            self.name_party.append(place)
            self.name_kind.append(KINDS.index(name.kind))
            self.name_script.append(SCRIPTS.index(read.script))
            if party.schema in _ORGANISED and read.script == "latin" and name.kind != "weak":
                self.organisations.append((place, read.readings[0].words))
            for reading in read.readings:
                self._row(reading, name, party.schema in PERSON, read.script)

    def _row(self, reading: NameReading, name: PartyName, person: bool, script: str) -> None:
        self.rows.append([self.words.setdefault(w, len(self.words)) for w in reading.words])
        system = ("=" if reading.native else "") + reading.system
        self.row_name.append(len(self.texts) - 1)
        self.row_system.append(self.systems.setdefault(system, len(self.systems)))
        self.row_person.append(person)
        self.parts.append(parts_of(name, reading.words) if person and script == "latin" else UNKNOWN)

    def bearers(self) -> NDArray[np.int32]:
        """How many persons bear each word: of the list that has most of them, for lists name the same persons."""
        again = {self.systems.get(system) for system in (TOGETHER, *RESPELLED)}  # the same words once more
        held: dict[str, set[tuple[int, int]]] = {}
        for row, name, person, system in zip(
            self.rows, self.row_name, self.row_person, self.row_system, strict=True
        ):
            if person and system not in again:
                party = self.name_party[name]
                held.setdefault(self.lists[party], set()).update((word, party) for word in row)
        found = np.zeros(len(self.words), np.int32)
        for one in sorted(held):
            words = np.array([word for word, _ in held[one]], np.int64)
            np.maximum(found, np.bincount(words, minlength=len(self.words)), out=found)
        return found


def build_index(parties: Iterable[Party]) -> IndexData:
    """Read all names and build the index. Parties keep their order; nothing depends on hashing seeds."""
    read = _Names()
    for party in parties:
        read.add(party)
    vocabulary, rows = list(read.words), read.rows
    row_words = Lists.of(rows)
    sizes = np.diff(row_words.ends, prepend=0)
    of_row = np.repeat(np.arange(len(rows), dtype=np.int32), sizes)
    occurrences = Lists.gather(row_words.values, of_row, len(vocabulary))
    rarity = _rarity(occurrences, max(len(read.texts), 1))
    weights = _weights(vocabulary, rarity)
    person = np.repeat(np.array(read.row_person, dtype=np.int8), sizes)
    per_word = weights[person, row_words.values] if len(rows) else np.zeros(0, np.float32)
    sound_of = np.array([sound_key(w) for w in vocabulary], np.uint32)
    consonants_of = np.array([consonant_key(w) for w in vocabulary], np.uint32)
    sounds, sound_words = _sounds(vocabulary, sound_of, consonants_of)
    deletions, deletion_words = _deletions(vocabulary)
    by_key = sorted(read.identifiers)
    keys = np.array(read.wholes, np.uint64)
    order = np.argsort(keys, kind="stable")
    bearers, brands = read.bearers(), brand_words(read.organisations)
    return IndexData(
        vocabulary=vocabulary,
        parties=Texts.of(read.parties),
        party_schema=np.array(read.schemas, np.uint8),
        names=Texts.of(read.texts),
        name_party=np.array(read.name_party, np.int32),
        name_kind=np.array(read.name_kind, np.uint8),
        name_script=np.array(read.name_script, np.uint8),
        row_words=row_words,
        row_name=np.array(read.row_name, np.int32),
        row_system=np.array(read.row_system, np.uint8),
        row_weight=np.bincount(of_row, weights=per_word, minlength=len(rows)).astype(np.float32),
        systems=list(read.systems),
        occurrences=occurrences,
        triples=_triples(vocabulary),
        deletions=deletions,
        deletion_words=deletion_words,
        sound_of=sound_of,
        bones_of=consonants_of,
        sounds=sounds,
        sound_words=sound_words,
        rarity=rarity,
        weights=weights,
        identifiers=np.array([k for k, _ in by_key], np.uint32),
        identifier_party=np.array([p for _, p in by_key], np.int32),
        wholes=keys[order],
        whole_names=order.astype(np.int32),
        bearers=bearers,
        row_given=np.array([p.given for p in read.parts], np.int8),
        row_family=np.array([p.family for p in read.parts], np.uint32),
        brands=np.array([w in brands for w in vocabulary], bool) & (bearers == 0),
    )


def _kept(party: Party) -> PartyKept:
    births = tuple(birth for b in party.births if (birth := _birth(b)))
    identifiers = tuple((i.kind, clean_identifier(i.value), i.valid is not False) for i in party.identifiers)
    return PartyKept(party.id, party.schema, births, party.countries, party.genders, identifiers)


def _birth(spell: DateSpan) -> str:
    """A day, or the first and last year it can mean, with ~ where they are about right; nothing for unread words."""
    start, end = spell.start or spell.end, spell.end or spell.start
    if start is None or end is None:
        return ""
    about = "~" if start.approximate or end.approximate else ""
    if start.exact and start.earliest == end.latest and not about:
        return start.earliest.isoformat()
    return f"{start.earliest.year}/{end.latest.year}{about}"


def clean_identifier(value: str) -> str:
    """An identifier without spaces, dashes and case, so that spellings of one number meet."""
    return "".join(c for c in value.upper() if c.isalnum()).removeprefix("IMO")


def identifier_key(kind: str, value: str) -> int:
    """A number for an identifier of one kind; a company's IMO number never meets a ship's."""
    return zlib.crc32(f"{kind}|{clean_identifier(value)}".encode())


def whole_key(text: str) -> int:
    """A number for a whole name, folded, whatever the order of its words: the same name gives the same number."""
    words = " ".join(sorted(words_of(fold(text).text)))
    return int.from_bytes(hashlib.blake2b(words.encode(), digest_size=8).digest(), "little")


def _rarity(occurrences: Lists, names: int) -> NDArray[np.float32]:
    """0.4 for a word in every name up to 1.0 for a word in one."""
    counts = np.maximum(np.diff(occurrences.ends, prepend=0), 1)
    top = np.log1p(float(max(names, 1000)))
    found: NDArray[np.float32] = (0.4 + 0.6 * np.log1p(max(names, 1000) / counts) / top).astype(np.float32)
    return np.minimum(found, np.float32(1.0))


def _weights(vocabulary: list[str], rarity: NDArray[np.float32]) -> NDArray[np.float32]:
    plain = np.array(
        [[class_weight(w, False) for w in vocabulary], [class_weight(w, True) for w in vocabulary]]
    )
    found: NDArray[np.float32] = (plain * rarity).astype(np.float32)
    return found


def sound_key(word: str) -> int:
    """The number of a word's sound."""
    return zlib.crc32(("s" + sound(word)).encode())


def consonant_key(word: str) -> int:
    """The number of a word's consonants where it has three or more, else 0."""
    skeleton = consonant_skeleton(word) if len(word) >= 4 and word.isascii() else ""
    return zlib.crc32(("b" + skeleton).encode()) if len(skeleton) >= 3 else 0


def _sorted_pairs(
    keys: NDArray[np.uint32], places: NDArray[np.int32]
) -> tuple[NDArray[np.uint32], NDArray[np.int32]]:
    order = np.lexsort((places, keys))
    return keys[order], places[order]


def _sounds(
    vocabulary: list[str], sound_of: NDArray[np.uint32], bones_of: NDArray[np.uint32]
) -> tuple[NDArray[np.uint32], NDArray[np.int32]]:
    every = np.arange(len(vocabulary), dtype=np.int32)
    latin = np.array([w.isascii() and w.isalpha() for w in vocabulary], bool)
    boned = latin & (bones_of != 0)
    return _sorted_pairs(
        np.concatenate([sound_of[latin], bones_of[boned]]), np.concatenate([every[latin], every[boned]])
    )


def deletion_keys(word: str) -> list[int]:
    """The numbers of a word and of all it becomes with one letter less; and of its first letters, for cut words."""
    forms = {word, *(word[:k] + word[k + 1 :] for k in range(len(word)))}
    keys = [zlib.crc32(form.encode()) for form in sorted(forms)]
    if len(word) >= _PREFIX:
        keys.append(zlib.crc32(("^" + word[:_PREFIX]).encode()))
    return keys


def _deletions(vocabulary: list[str]) -> tuple[NDArray[np.uint32], NDArray[np.int32]]:
    keys: list[int] = []
    places: list[int] = []
    for place, word in enumerate(vocabulary):
        if 3 <= len(word) <= 8:
            mine = deletion_keys(word)
        elif len(word) > 8:
            mine = [zlib.crc32(("^" + word[:_PREFIX]).encode())]
        else:
            continue
        keys += mine
        places += [place] * len(mine)
    return _sorted_pairs(np.array(keys, np.uint32), np.array(places, np.int32))


def triple_keys(word: str) -> list[int]:
    """The buckets of a word's letters in threes, with its edges; each once."""
    text = f"^{word}$"
    return sorted({zlib.crc32(text[k : k + 3].encode()) % TRIPLES for k in range(len(text) - 2)})


def _triples(vocabulary: list[str]) -> Lists:
    keys: list[int] = []
    places: list[int] = []
    for place, word in enumerate(vocabulary):
        if len(word) >= 5:
            mine = triple_keys(word[:40])
            keys += mine
            places += [place] * len(mine)
    return Lists.gather(np.array(keys, np.int32), np.array(places, np.int32), TRIPLES)
