"""The immutable index of one set of parties: built once, saved, loaded, swapped whole, asked many times."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from yalu.screening.matching.records import Match, Query
from yalu.screening.records import Party


class Index:
    """Everything needed to answer queries; holds no reference to the lists it came from."""

    @classmethod
    def build(cls, parties: Iterable[Party], *, lexicon: Path | None = None) -> Index:
        """Read every name of every party and lay the index."""
        raise NotImplementedError

    def save(self, path: Path) -> None:
        """Write the index to one file."""
        raise NotImplementedError

    @classmethod
    def load(cls, path: Path) -> Index:
        """Open a saved index."""
        raise NotImplementedError

    @property
    def fingerprint(self) -> str:
        """A hash of what the index holds and how it was read: same input, same hash."""
        raise NotImplementedError

    def search(self, query: Query, limit: int = 10) -> list[Match]:
        """The best matches of one query, best first; ties by party id."""
        raise NotImplementedError

    def search_many(self, queries: Sequence[Query], limit: int = 10) -> list[list[Match]]:
        """The same for many queries; equal to asking them one by one, and faster."""
        raise NotImplementedError
