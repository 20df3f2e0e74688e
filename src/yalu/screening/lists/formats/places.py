"""Country names as lists print them, read into ISO alpha-3 codes where that is certain."""

from __future__ import annotations

from yalu.vocabulary.state_names import alpha3


def codes(names: list[str]) -> tuple[str, ...]:
    """The codes of several names, each once, in order; names that are no country are left out."""
    return tuple(dict.fromkeys(code for name in names if (code := alpha3(name))))


__all__ = ["alpha3", "codes"]
