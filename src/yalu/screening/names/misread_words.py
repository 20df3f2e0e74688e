"""Words of a question as the lists have them, where they were run together, set apart letter by letter, or misread.

MiningDevelopmentBank, J O N G U N, J0NG, Developrnent: what a form, a scan or somebody who hides a name makes of
it. A word is taken for another only where no list has it as it stands and the other is on a list.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence

from yalu.screening.names.readings import MISREAD, NameReading
from yalu.screening.names.words import word_class

_APART = 4  # letters that stand alone one after the other; three may be initials
_PARTED_FROM = 9  # letters of a word of three words
_PIECE, _FORM = 3, 2  # letters of a word, and of a legal form, that may be run together with others
_LONGEST = 20
_PIECES, _MOST = 3, 12  # two words run together are found by any of the two; no name has more than twelve
# Signs that scanners and people take for letters; 1 is an i or an l.
_LETTERS = "oieastbg"
_SIGNS = str.maketrans("01345789", _LETTERS)
_LIKE = (("rn", "m"), ("vv", "w"))


def misread(reading: NameReading, listed: Container[str]) -> NameReading | None:
    """The reading with its words as they are ``listed``; None where all of them are, or none can be made so."""
    words = list(_put_right(_together(reading.words), listed))
    return NameReading(MISREAD, tuple(words)) if tuple(words) != reading.words else None


def _together(words: Sequence[str]) -> Iterator[str]:
    """Letters that stand alone as one word."""
    place = 0
    while place < len(words):
        end = place
        while end < len(words) and len(words[end]) == 1 and words[end].isalpha():
            end += 1
        if end - place >= _APART:
            yield "".join(words[place:end])
            place = end
        else:
            yield words[place]
            place += 1


def _put_right(given: Iterator[str], listed: Container[str]) -> Iterator[str]:
    words = list(given)
    place = 0
    while place < len(words):
        word = words[place]
        # A digit behind a word was set apart from it: Huawe1.
        longer = word + words[place + 1] if place + 1 < len(words) and words[place + 1].isdigit() else ""
        if word in listed or not word.isascii():
            yield word
        elif longer and (found := _lettered(longer, listed)):
            yield found
            place += 1
        else:
            yield from [found] if (found := _lettered(word, listed)) else _parted(word, listed)
        place += 1


def _lettered(word: str, listed: Container[str]) -> str:
    """The listed word that a word is when signs are read as the letters they look like."""
    forms = [word]
    if not word.isalpha() and any(c.isalpha() for c in word):
        forms = [word.translate(_SIGNS), word.replace("1", "l").translate(_SIGNS)]
    for looks, letter in _LIKE:
        forms += [form.replace(looks, letter) for form in forms if looks in form]
    return next((form for form in forms if form != word and form in listed), "")


def _parted(word: str, listed: Container[str]) -> list[str]:
    """The fewest listed words that a word is made of, three or more; the word itself where there are none."""
    size = len(word)
    if size < _PARTED_FROM or not word.isalpha():
        return [word]
    best: list[tuple[int, int]] = [(0, 0)] + [(size + 1, 0)] * size
    for end in range(_FORM, size + 1):
        for start in range(max(0, end - _LONGEST), end - _FORM + 1):
            if best[start][0] + 1 < best[end][0] and _may_be_part(word[start:end], listed):
                best[end] = best[start][0] + 1, start
    if not _PIECES <= best[size][0] <= _MOST:
        return [word]
    pieces: list[str] = []
    while size:
        pieces.append(word[best[size][1] : size])
        size = best[size][1]
    return pieces[::-1]


def _may_be_part(piece: str, listed: Container[str]) -> bool:
    return piece in listed and (len(piece) >= _PIECE or word_class(piece, False) == "legal")
