"""What every row of every table carries: its id, its sources, and what rests on memory alone."""

from __future__ import annotations

import msgspec


class SourceRef(msgspec.Struct, frozen=True, gc=False):
    """One source as a row names it: ``gazette-2018:2`` is source gazette-2018, credibility 2 for this fact."""

    source: str
    credibility: int


class Row(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """What every fact row carries: its id, its sources, and the fields that rest on memory alone.

    Rows hold no cycles, so the collector need not walk a million of them (``gc=False``).
    """

    id: str
    sources: tuple[SourceRef, ...] = ()
    memory: tuple[str, ...] = ()
    notes: str = ""
