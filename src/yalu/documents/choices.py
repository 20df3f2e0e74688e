"""A choice that a user made by name: what is known, and the nearest when it is not."""

from __future__ import annotations

from difflib import get_close_matches

# A choice has few names, all of them shown, so a far guess helps and misleads nobody; a cell has many more.
_ALIKE = 0.4
_SHOWN = 60  # names; a case has more than a thousand sources, which fill many screens


class ChoiceError(ValueError):
    """A name a user gave is not one the case knows; the message lists what would be."""


def unknown(what: str, given: str, known: list[str], *, nearest: int = 1) -> str:
    """One sentence for a name nobody knows: the name, the nearest one (or as many as asked), and the list."""
    near = get_close_matches(given, known, n=nearest, cutoff=_ALIKE)
    hint = f"did you mean {', '.join(map(repr, near))}? " if near else ""
    more = f" and {len(known) - _SHOWN} more" if len(known) > _SHOWN else ""
    return f"unknown {what} {given!r}; {hint}known: {', '.join(known[:_SHOWN]) or 'none'}{more}"
