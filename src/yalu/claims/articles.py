"""Numbers of one article held against each other."""

from __future__ import annotations

from collections.abc import Iterable

from yalu.claims.evidence import Evidence
from yalu.claims.records import Claim


def clashes_of(evidence: Evidence, claims: Iterable[Claim]) -> dict[str, tuple[str, ...]]:
    return {}
