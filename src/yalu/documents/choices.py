"""A choice that a user made by name: what is known, and the nearest when it is not."""

from __future__ import annotations

from difflib import get_close_matches

from yalu.documents.problems import one_of

# A choice has few names, all of them shown, so a far guess helps and misleads nobody; a cell has many more.
_ALIKE = 0.4
_LONGEST = 80  # letters of a name that is no choice
# Beyond 30 names, such as the measures of a regime, the nearest three say more than all.
_SHOWN, _OF_MANY = 30, 5


class ChoiceError(ValueError):
    """A name a user gave is not one the case knows; the message lists what would be."""


def unknown(what: str, given: str, known: list[str], *, nearest: int = 1) -> str:
    """One sentence for a name nobody knows: the name, the nearest one (or as many as asked), and the list.

    Of very many names the nearest three and the first few are shown.
    """
    many = len(known) > _SHOWN
    near = get_close_matches(given[:_LONGEST], known, n=3 if many else nearest, cutoff=_ALIKE)
    hint = f"did you mean {', '.join(map(repr, near))}? " if near else ""
    listed = one_of(known, _OF_MANY if many else _SHOWN) or "none"
    return f"unknown {what} {given[:_LONGEST]!r}; {hint}known: {listed}"
