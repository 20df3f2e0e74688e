"""The immutable index of one set of parties: built once, saved, loaded, swapped whole, asked many times."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property
from pathlib import Path

import msgspec
import numpy as np
from numpy.typing import NDArray

from yalu.screening.matching import index_file as packed
from yalu.screening.matching.index_builder import KINDS, SCRIPTS, IndexData, build_index
from yalu.screening.matching.index_file import Lists, Texts
from yalu.screening.matching.records import Doubt, Match, Query
from yalu.screening.matching.retrieval import LEAST, FoundParty, Search
from yalu.screening.names.readings import NameRead
from yalu.screening.records import Party

__all__ = ["Index"]


class Answered:
    """The matches of one query, best first, without their reasons; ``explained`` adds them to one."""

    def __init__(self, search: Search, query: Query, read: NameRead, found: Sequence[FoundParty]) -> None:
        """Make the matches of what was found; ``doubts`` say why a name that finds nothing may still be listed."""
        self._search = search
        self._found = {f.id: f for f in found}
        self.matches = [search.to_match(query, f) for f in found]
        doubts = (Doubt("cut", read.cut), Doubt("script", read.doubt))
        self.doubts = tuple(doubt for doubt in doubts if doubt.says)

    def explained(self, match: Match) -> Match:
        """The match with all its reasons; one that did not come from this query stays as it is."""
        found = self._found.get(match.party)
        return self._search.explained(match, found) if found else match


class Index:
    """Everything needed to answer queries; holds no reference to the lists it came from.

    One search at a time per object (it reuses scratch space); copies for other processes come from
    ``load`` or pickling, which carry the content only.
    """

    def __init__(self, data: IndexData) -> None:
        """Use ``build`` or ``load``."""
        self._data = data
        self._search = Search(data)

    @classmethod
    def build(cls, parties: Iterable[Party]) -> Index:
        """Read every name of every party and build their index."""
        return cls(build_index(parties))

    def save(self, path: Path) -> None:
        """Write the index to one file, whole or not at all."""
        packed.write(path, self._parts())

    @classmethod
    def load(cls, path: Path) -> Index:
        """Open a saved index. Raises packed.PackedError for what is none."""
        return cls(_data_of(packed.read(path)))

    def __reduce__(self) -> tuple[object, ...]:
        """Pickle the content only, so that a broadcast carries no caches."""
        return _restore, (self._parts(),)

    @cached_property
    def fingerprint(self) -> str:
        """A hash of what the index holds and how it was read: same input, same hash."""
        return packed.fingerprint(self._parts())

    def __len__(self) -> int:
        """How many parties."""
        return len(self._data.parties)

    def search(self, query: Query, limit: int = 10) -> list[Match]:
        """The best matches of one query, best first; ties by party id.

        At most ``limit`` parties, each with its best name. Scores under 0.15 are no matches.
        """
        answered = self.ask(query, limit)
        return [answered.explained(match) for match in answered.matches]

    def ask(self, query: Query, limit: int, least: float = LEAST) -> Answered:
        """The same with reasons given only when asked: most matches of a book are never read.

        ``least`` is a score below which the asker has no use for a match: what cannot reach it is left out.
        """
        read = self._search.read(query)
        return Answered(self._search, query, read, self._search.find(query, limit, read, least))

    def found(self, query: Query, limit: int = 10) -> list[FoundParty]:
        """Parties and scores without reasons, for counting and for benchmarks."""
        return self._search.find(query, limit, self._search.read(query))

    def _parts(self) -> dict[str, NDArray[np.generic] | bytes]:
        data = self._data
        parts: dict[str, NDArray[np.generic] | bytes] = {
            "words": msgspec.msgpack.encode([data.vocabulary, data.systems, list(SCRIPTS), list(KINDS)])
        }
        for field in IndexData.__struct_fields__:
            value = getattr(data, field)
            if isinstance(value, Texts):
                parts[field + ".block"], parts[field + ".ends"] = value.block, value.ends
            elif isinstance(value, Lists):
                parts[field + ".values"], parts[field + ".ends"] = value.values, value.ends
            elif isinstance(value, np.ndarray):
                parts[field] = value
        return parts


def _data_of(parts: dict[str, NDArray[np.generic] | bytes]) -> IndexData:
    try:
        vocabulary, systems, _, _ = msgspec.msgpack.decode(parts["words"], type=list[list[str]])  # type: ignore[arg-type]
        given: dict[str, object] = {"vocabulary": vocabulary, "systems": systems}
        for field in IndexData.__struct_fields__:
            if field + ".block" in parts:
                given[field] = Texts(parts[field + ".block"], parts[field + ".ends"])  # type: ignore[arg-type]
            elif field + ".values" in parts:
                given[field] = Lists(parts[field + ".values"], parts[field + ".ends"])  # type: ignore[arg-type]
            elif field in parts:
                given[field] = parts[field]
        return IndexData(**given)  # type: ignore[arg-type]
    except (KeyError, TypeError, ValueError, msgspec.DecodeError) as error:
        raise packed.PackedError(
            f"the index is incomplete ({error}): build it again from the lists"
        ) from error


def _restore(parts: dict[str, NDArray[np.generic] | bytes]) -> Index:
    return Index(_data_of(parts))
