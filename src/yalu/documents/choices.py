"""A choice that a user made by name: what is known, and the nearest when it is not."""

from __future__ import annotations

from difflib import get_close_matches


class ChoiceError(ValueError):
    """A name a user gave is not one the case knows; the message lists what would be."""


def unknown(what: str, given: str, known: list[str], *, nearest: int = 1) -> str:
    """One sentence for a name nobody knows: the name, the nearest one (or as many as asked), and the whole list."""
    near = get_close_matches(given, known, n=nearest, cutoff=0.4)
    hint = f"did you mean {', '.join(map(repr, near))}? " if near else ""
    return f"unknown {what} {given!r}; {hint}known: {', '.join(known) or 'none'}"
