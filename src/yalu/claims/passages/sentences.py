"""Sentences: where one ends, with abbreviations, decimals, initials, quotations and the full stops of Chinese."""

from __future__ import annotations

import re
from collections.abc import Iterable

from yalu.claims.passages.cue_tables import plain_words
from yalu.claims.passages.records import Block, Sentence

# A sentence beyond this is read to its limit only, and the reader of the article gets a note; the longest sentence of the articles that
# the bench reads has 560 characters.
LONGEST = 2_000
_STOP = re.compile(r"[.!?]+[\"'”’)\]]*(?=\s|$)|[。！？]+[”』」）]*")
# A full stop after these ends no sentence unless the paragraph ends: titles, months, units, places, publications.
_SHORT = plain_words("abbreviation")
# What stands alone before a stop is a label: “It is false that: iv. Exports …”, “10. January 2018: …”.
_LABEL = re.compile(
    r"(?:^|[:：])\s*(?:[\w§]{1,6}\.? )?\(?(?:\d{1,3}(?:\.\w{1,2}){0,3}|[ivxlcⅰ-ⅿ]{1,5}|[a-z])$", re.IGNORECASE
)
_LONGEST_LABEL = 40
_WORD_BEFORE = re.compile(r"[^\s(\[“\"']{1,20}$")


def sentences(blocks: Iterable[Block]) -> list[Sentence]:
    """The sentences of an article in order, letter for letter."""
    found: list[Sentence] = []
    for number, block in enumerate(blocks, start=1):
        for text in split(block.text):
            found.append(Sentence(text=text, number=len(found) + 1, block=number))
    return found


def split(text: str) -> list[str]:
    """The sentences of one paragraph."""
    parts: list[str] = []
    start = 0
    for stop in _STOP.finditer(text):
        label = stop[0] == "." and _LABEL.search(
            text[max(start, stop.start() - _LONGEST_LABEL) : stop.start()]
        )
        if not _ends(text, stop) or (label and stop.end() < len(text)):
            continue
        parts.append(text[start : stop.end()].strip())
        start = stop.end()
    parts.append(text[start:].strip())
    return [part for part in parts if part]


def _ends(text: str, stop: re.Match[str]) -> bool:
    """Whether a mark ends its sentence."""
    if not stop[0].startswith(".") or stop[0].startswith("..") or stop.end() == len(text):
        return True
    word = _WORD_BEFORE.search(text, max(0, stop.start() - 20), stop.start())
    before = word[0].lower() if word else ""
    after = text[stop.end() : stop.end() + 3].lstrip()[:1]
    if before in _SHORT or (len(before) == 1 and before.isalpha()):
        # “U.S. The …” ends one sentence, “U.S. sanctions” does not; an initial never does.
        return (
            "." in before
            and after.isupper()
            and text[stop.end() :].lstrip()[:4] in {"The ", "But ", "In a", "It i", "This"}
        )
    return not after.islower()
