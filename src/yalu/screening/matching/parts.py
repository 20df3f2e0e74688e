"""Which words of a person's name are given and which are family names, where the list shows it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from yalu.screening.names.name_folding import fold, words_of
from yalu.screening.names.words import word_class
from yalu.screening.records import PartyName


class Parts(NamedTuple):
    """The place of the first given word in a reading (-1: not shown), and the places of family words as bits."""

    given: int = -1
    family: int = 0

    def family_at(self, place: int) -> bool:
        """Whether a word is a family name."""
        return bool(self.family >> place & 1)


UNKNOWN = Parts()


def parts_of(name: PartyName, words: Sequence[str]) -> Parts:
    """The parts of a listed name among the words of one of its readings.

    A list shows them in columns of their own, by a comma after the family name, or by capitals.
    """
    family, given = name.family, name.given
    if not (family and given) and name.text.count(",") == 1:
        family, given = name.text.split(",")
    if not (family and given):
        family, given = _by_capitals(name.text)
    families, first = set(_words(family)), next(iter(_words(given)), "")
    if not families or first not in words or families.isdisjoint(words):
        return UNKNOWN
    places = sum(1 << i for i, word in enumerate(words[:31]) if word in families)
    at = [i for i, word in enumerate(words) if word == first]
    return Parts(next((i for i in at if not places >> i & 1), at[0]), places)


def _by_capitals(text: str) -> tuple[str, str]:
    words = text.replace(",", " ").split()
    upper = [w for w in words if w.isupper() and len(w) > 1]
    lower = [w for w in words if not w.isupper()]
    return (" ".join(upper), " ".join(lower)) if upper and lower else ("", "")


def _words(text: str) -> list[str]:
    return [w for w in words_of(fold(text).text) if word_class(w, True) == "name"]
