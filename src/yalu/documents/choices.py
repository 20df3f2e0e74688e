"""A choice that a user made by name: what is known, and the nearest when it is not."""

from __future__ import annotations

from yalu.documents.problems import nearest

# A choice has few names, all of them shown, so a far guess helps and misleads nobody; a cell has many more.
_ALIKE = 0.4


class ChoiceError(ValueError):
    """A name a user gave is not one the case knows; the message lists what would be."""


def unknown(what: str, given: str, known: list[str]) -> str:
    """One sentence for a name nobody knows: the name, the nearest one, and the whole list."""
    near = nearest(given, known, _ALIKE)
    hint = f"did you mean {near!r}? " if near else ""
    return f"unknown {what} {given!r}; {hint}known: {', '.join(known) or 'none'}"
