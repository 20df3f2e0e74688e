"""Words that name a listed organisation by themselves: Huawei, Hikvision, Sberbank."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from yalu.screening.names.tables import ordinary_words
from yalu.screening.names.words import word_class

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
