"""What of a quote is tested: the part a claim names, and the words of the quote that no question takes up."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from typing import Literal

from yalu.claims.records import Claim

Extent = Literal["whole", "partly_checked", "not_checkable"]
# Printed and typed texts differ in these though the words are the same.
_QUOTE_MARKS = frozenset("\"'`´“”„‟‘’‚‛«»‹›「」『』＂＇")
# Words that join the parts of a sentence and state nothing; left alone, they are no part that somebody could ask.
_JOINING = frozenset({
    "a", "an", "the", "and", "or", "but", "nor", "yet", "so", "then", "also", "as", "that", "which", "who", "whom", "whose",
    "while",
})  # fmt: skip
_SPACED = (
    0x1100  # below it stand the scripts that put spaces between words; Chinese, Japanese and Korean lie above
)


def places(quote: str, part: str) -> tuple[tuple[int, int], ...]:
    """Where a part stands in a quote, letter for letter, as first and past-the-last position.

    Spaces and quote marks are set aside; a part of a word or of a number is no part of the quote.
    """
    letters = list(_letters(quote))
    text, wanted = "".join(letter for letter, _ in letters), "".join(letter for letter, _ in _letters(part))
    wanted = wanted.strip()
    found: list[tuple[int, int]] = []
    start = text.find(wanted) if wanted else -1
    while start >= 0:
        end = start + len(wanted)
        if not _cuts(text, start) and not _cuts(text, end):
            found.append((letters[start][1], letters[end - 1][1] + 1))
        start = text.find(wanted, start + 1)
    return tuple(found)


def _letters(text: str) -> Iterator[tuple[str, int]]:
    """The letters of a text with their places: runs of spaces as one, quote marks left out."""
    before = " "
    for place, letter in enumerate(unicodedata.normalize("NFC", text)):
        if letter in _QUOTE_MARKS:
            continue
        one = " " if letter.isspace() else letter
        if one != " " or before != " ":
            yield one, place
        before = one


def _cuts(text: str, place: int) -> bool:
    """Whether a word or a number is cut in two at a place."""
    if not 0 < place < len(text):
        return False
    left, right = text[place - 1], text[place]
    if left in ".," and right.isdigit():
        return place > 1 and text[place - 2].isdigit()
    if right in ".," and left.isdigit():
        return place + 1 < len(text) and text[place + 1].isdigit()
    return left.isalnum() and right.isalnum() and max(ord(left), ord(right)) < _SPACED


def unasked(quote: str, parts: Iterable[str]) -> tuple[str, ...]:
    """The parts of a quote, in its order, that none of the parts asked covers; words that only join are no part."""
    text = unicodedata.normalize("NFC", quote)
    covered = [False] * len(text)
    for part in parts:
        for first, last in places(text, part):
            covered[first:last] = [True] * (last - first)
    left: list[str] = []
    run = ""
    for letter, taken in [*zip(text, covered, strict=True), ("", True)]:
        if not taken:
            run += letter
        elif run:
            left += [_trimmed(run)] if _states(run) else []
            run = ""
    return tuple(left)


def _trimmed(run: str) -> str:
    return " ".join(run.split()).strip(" ,;:.–—-()" + "".join(_QUOTE_MARKS))


def _states(run: str) -> bool:
    words = "".join(letter if letter.isalnum() else " " for letter in run).split()
    return any(word.casefold() not in _JOINING for word in words)


def left_unasked(claim: Claim, tied: Iterable[Claim]) -> tuple[str, ...]:
    """What no question takes up in the quote of a claim: neither its own nor that of a claim tied to its sentence."""
    asking = [one for one in (claim, *tied) if not one.not_checkable]
    return unasked(claim.quote, (part for one in asking for part in (one.tests or (one.quote,))))


def extent_of(claim: Claim, left: tuple[str, ...]) -> Extent:
    """How much of a quote is checked."""
    if claim.not_checkable:
        return "not_checkable"
    return "partly_checked" if left else "whole"
