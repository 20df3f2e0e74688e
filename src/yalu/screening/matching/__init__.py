"""Who on a list a name may mean: candidates from an immutable index, full scores, and the reasons."""

from __future__ import annotations

from typing import TYPE_CHECKING

from yalu.screening.matching.records import (
    Aligned,
    KeyHit,
    Match,
    MatchExplanation,
    Query,
    ReadingShown,
    Suitability,
    WordContradiction,
)

if TYPE_CHECKING:
    from yalu.screening.matching.index import Index

__all__ = [
    "Aligned", "Index", "KeyHit", "Match", "MatchExplanation", "Query", "ReadingShown", "Suitability",
    "WordContradiction",
]  # fmt: skip


def __getattr__(name: str) -> object:
    """Give the index on first asking: it needs numpy, which opening a case must not load."""
    if name == "Index":
        from yalu.screening.matching.index import Index  # noqa: PLC0415  numpy only when asked

        return Index
    raise AttributeError(name)
