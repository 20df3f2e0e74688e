"""Laying an index: every name read, its words numbered, and where each word, sound and letter pair occurs."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterable

import msgspec
import numpy as np
from numpy.typing import NDArray

from yalu.screening.matching.index_file import Lists, Texts
from yalu.screening.matching.name_parts import UNKNOWN, Parts, brand_words, parts_of
from yalu.screening.names.name_folding import fold, words_of
from yalu.screening.names.readings import PERSON, TOGETHER, read_name
from yalu.screening.names.sounds import bones, sound
from yalu.screening.names.words import Lexicon, bundled_lexicon, class_weight
from yalu.screening.records import NameKind, Party, Spell

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


class Laid(msgspec.Struct):
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


def lay(parties: Iterable[Party], lexicon: Lexicon | None = None) -> Laid:
    """Read all names and lay the index. Parties keep their order; nothing depends on hashing seeds."""
    table = lexicon or bundled_lexicon()
    words: dict[str, int] = {}
    kept: list[bytes] = []
    schemas: list[int] = []
    texts: list[bytes] = []
    name_party, name_kind, name_script = [], [], []
    rows: list[list[int]] = []
    row_name, row_system, row_person = [], [], []
    wholes: list[int] = []
    parts: list[Parts] = []
    named: list[tuple[int, tuple[str, ...]]] = []
    systems: dict[str, int] = {}
    identifier_keys: list[tuple[int, int]] = []
    encode = msgspec.msgpack.encode
    for place, party in enumerate(parties):
        kept.append(encode(_kept(party)))
        schemas.append(SCHEMAS.index(party.schema))
        person = party.schema in PERSON
        identifier_keys += [(identifier_key(i.kind, i.value), place) for i in party.identifiers]
        for name in {(n.text, n.kind): n for n in reversed(party.names)}.values():
            read = read_name(name.text, party.schema, lexicon=table)
            if not read.readings:
                continue
            texts.append(name.text.encode("utf-8", "replace"))
            wholes.append(whole_key(name.text))
            name_party.append(place)
            name_kind.append(KINDS.index(name.kind))
            name_script.append(SCRIPTS.index(read.script))
            if party.schema in _ORGANISED and read.script == "latin" and name.kind != "weak":
                named.append((place, read.readings[0].words))
            for reading in read.readings:
                row = [words.setdefault(w, len(words)) for w in reading.words]
                system = ("=" if reading.native else "") + reading.system
                rows.append(row)
                row_name.append(len(texts) - 1)
                row_system.append(systems.setdefault(system, len(systems)))
                row_person.append(person)
                parts.append(parts_of(name, reading.words) if person and read.script == "latin" else UNKNOWN)
    return _finish(
        list(words), kept, schemas, texts, name_party, name_kind, name_script, rows, row_name, row_system, row_person,
        list(systems), identifier_keys, wholes, parts, brand_words(named),
    )  # fmt: skip


def _finish(
    vocabulary: list[str],
    kept: list[bytes],
    schemas: list[int],
    texts: list[bytes],
    name_party: list[int],
    name_kind: list[int],
    name_script: list[int],
    rows: list[list[int]],
    row_name: list[int],
    row_system: list[int],
    row_person: list[bool],
    systems: list[str],
    identifier_keys: list[tuple[int, int]],
    wholes: list[int],
    parts: list[Parts],
    brands: frozenset[str],
) -> Laid:
    row_words = Lists.of(rows)
    sizes = np.diff(row_words.ends, prepend=0)
    of_row = np.repeat(np.arange(len(rows), dtype=np.int32), sizes)
    occurrences = Lists.gather(row_words.values, of_row, len(vocabulary))
    rarity = _rarity(occurrences, max(len(texts), 1))
    weights = _weights(vocabulary, rarity)
    person = np.repeat(np.array(row_person, dtype=np.int8), sizes)
    per_word = weights[person, row_words.values] if len(rows) else np.zeros(0, np.float32)
    row_weight = np.bincount(of_row, weights=per_word, minlength=len(rows)).astype(np.float32)
    sound_of = np.array([sound_key(w) for w in vocabulary], np.uint32)
    bones_of = np.array([bone_key(w) for w in vocabulary], np.uint32)
    sounds, sound_words = _sounds(vocabulary, sound_of, bones_of)
    deletions, deletion_words = _deletions(vocabulary)
    by_key = sorted(identifier_keys)
    keys = np.array(wholes, np.uint64)
    order = np.argsort(keys, kind="stable")
    of_list = [str(msgspec.msgpack.decode(k)[0]).partition(":")[0] for k in kept]
    told = [
        (of_list[name_party[name]], name_party[name], row)
        for row, name, person, system in zip(rows, row_name, row_person, row_system, strict=True)
        if person and systems[system] != TOGETHER
    ]
    bearers = _bearers(told, len(vocabulary))
    return Laid(
        vocabulary, Texts.of(kept), np.array(schemas, np.uint8), Texts.of(texts), np.array(name_party, np.int32),
        np.array(name_kind, np.uint8), np.array(name_script, np.uint8), row_words, np.array(row_name, np.int32),
        np.array(row_system, np.uint8), row_weight, systems, occurrences, _triples(vocabulary), deletions,
        deletion_words, sound_of, bones_of, sounds, sound_words, rarity, weights,
        np.array([k for k, _ in by_key], np.uint32), np.array([p for _, p in by_key], np.int32),
        keys[order], order.astype(np.int32), bearers,
        np.array([p.given for p in parts], np.int8), np.array([p.family for p in parts], np.uint32),
        np.array([w in brands for w in vocabulary], bool) & (bearers == 0),
    )  # fmt: skip


def _kept(party: Party) -> PartyKept:
    births = tuple(_birth(b) for b in party.births)
    identifiers = tuple((i.kind, clean_identifier(i.value), i.valid is not False) for i in party.identifiers)
    return PartyKept(party.id, party.schema, births, party.countries, party.genders, identifiers)


def _birth(spell: Spell) -> str:
    """A day, or the first and last year it can mean."""
    start, end = spell.start or spell.end, spell.end or spell.start
    if start is None or end is None:
        return spell.text
    if start.exact and start.earliest == end.latest:
        return start.earliest.isoformat()
    return f"{start.earliest.year}/{end.latest.year}"


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


def _bearers(rows: Iterable[tuple[str, int, list[int]]], size: int) -> NDArray[np.int32]:
    """How many persons bear each word: of the list that has most of them, for lists name the same persons."""
    held: dict[str, set[tuple[int, int]]] = {}
    for name, party, row in rows:
        held.setdefault(name, set()).update((word, party) for word in row)
    found = np.zeros(size, np.int32)
    for name in sorted(held):
        words = np.array([word for word, _ in held[name]], np.int64)
        np.maximum(found, np.bincount(words, minlength=size), out=found)
    return found


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


def bone_key(word: str) -> int:
    """The number of a word's consonants where it has three or more, else 0."""
    skeleton = bones(word) if len(word) >= 4 and word.isascii() else ""
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
