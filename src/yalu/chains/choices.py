"""What people type for nodes, deals and kinds, checked with the nearest known one."""

from __future__ import annotations

from collections.abc import Collection

from yalu.documents.problems import did_you_mean, shown


class ChainQueryError(ValueError):
    """A question about chains cannot be asked that way; the message says what can."""


def known(kind: str, typed: str, there: Collection[str]) -> str:
    """The id typed, if there is one. Raises ChainError naming the nearest."""
    if typed not in there:
        near = did_you_mean(typed, there) if len(there) <= 5000 else ""
        raise ChainQueryError(f"there is no {kind} {shown(typed)}{near}")
    return typed
