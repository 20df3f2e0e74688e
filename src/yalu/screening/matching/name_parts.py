"""Which words of a name say who it is: given and family names of persons, brand words of organisations."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from yalu.screening.names.name_folding import fold, words_of
from yalu.screening.names.tables import ordinary_words
from yalu.screening.names.words import word_class
from yalu.screening.records import PartyName


class NameParts(NamedTuple):
    """The place of the first given word in a reading (-1: not shown), and the places of family words as bits."""

    given: int = -1
    family: int = 0

    def family_at(self, place: int) -> bool:
        """Whether a word is a family name."""
        return bool(self.family >> place & 1)


UNKNOWN = NameParts()


def parts_of(name: PartyName, words: Sequence[str]) -> NameParts:
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
    return NameParts(next((i for i in at if not places >> i & 1), at[0]), places)


def _by_capitals(text: str) -> tuple[str, str]:
    words = text.replace(",", " ").split()
    upper = [w for w in words if w.isupper() and len(w) > 1]
    lower = [w for w in words if not w.isupper()]
    return (" ".join(upper), " ".join(lower)) if upper and lower else ("", "")


def _words(text: str) -> list[str]:
    return [w for w in words_of(fold(text).text) if word_class(w, True) == "name"]


# Letters of a brand word; few parties bear a long one by chance.
_SHORT, _LONG = 5, 8
# Parties whose name begins with it, all but so many of those that hold it, and so many that have no other word.
_PARTIES, _PARTIES_LONG = 4, 2
_BEGINS = 0.8
_ALONE = 2


def brand_words(names: Iterable[tuple[int, Sequence[str]]]) -> frozenset[str]:
    """The brand words among the names of organisations, each with the number of its party.

    A word is one when it begins the names of several parties, is hardly held elsewhere, and is all that some
    of them are called beside legal forms, places and words for what an organisation does.
    """
    first: dict[str, set[int]] = {}
    held: dict[str, set[int]] = {}
    alone: dict[str, set[int]] = {}
    for party, words in names:
        said = naming(words)
        for word in said:
            held.setdefault(word, set()).add(party)
        if said:
            first.setdefault(said[0], set()).add(party)
        if len(said) == 1:
            alone.setdefault(said[0], set()).add(party)
    return frozenset(
        word
        for word, parties in first.items()
        if len(word) >= _SHORT
        and word not in ordinary_words()
        and len(parties) >= (_PARTIES_LONG if len(word) >= _LONG else _PARTIES)
        and len(parties) >= _BEGINS * len(held[word])
        and len(alone.get(word, ())) >= _ALONE
    )


def naming(words: Sequence[str]) -> list[str]:
    """The words of an organisation's name that are no legal form, place, number or word for what it does."""
    return [w for w in words if len(w) > 2 and word_class(w, False) == "name"]
