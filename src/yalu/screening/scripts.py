"""Which script a name is written in, read from its letters alone."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator

from yalu.screening.records import Script

# The first code points of the blocks of each script; everything up to the next one belongs to it (Unicode 15 blocks).
# IPA, spacing modifiers and combining marks stand on Latin letters in lists; full-width letters are Latin.
_FIRST: dict[Script, tuple[int, ...]] = {
    "latin": (0x0000, 0x0250, 0x1D00, 0x2C60, 0xA720, 0xAB30, 0xFB00, 0xFF00),
    "other": (0x0370, 0x0530, 0x0700, 0x0780, 0x0900, 0x1200, 0x1C90, 0x1F00, 0x2C80, 0x2E00, 0x2FF0, 0x3008,
        0x302A, 0x3100, 0x3190, 0x3200, 0x4DC0, 0xA000, 0xA6A0, 0xA800, 0xA980, 0xAB70, 0xD800, 0xFB07, 0xFE00,
        0xFFE0, 0x1B170, 0x33480),
    "cyrillic": (0x0400, 0x1C80, 0x2DE0, 0xA640),
    "arabic": (0x0600, 0x0750, 0x0870, 0xFB50, 0xFE70),
    "hangul": (0x1100, 0x3130, 0xA960, 0xAC00, 0xFFA0),
    "han": (0x2E80, 0x3005, 0x3021, 0x3400, 0x4E00, 0xF900, 0x20000),
    "kana": (0x3041, 0x31F0, 0xFF66, 0x1AFF0),
}  # fmt: skip
_BLOCKS = sorted((first, script) for script, blocks in _FIRST.items() for first in blocks)
_STARTS = tuple(start for start, _ in _BLOCKS)


def script_of(text: str) -> Script:
    """The script of a name's letters: one script, or ``mixed`` when there are several.

    Digits, marks and punctuation do not count; a name without any letter is ``latin``. Han beside
    kana is ``kana``, as Japanese writes both.
    """
    if text.isascii():
        return "latin"
    found = {letter_script(c) for c in text if c.isalpha()}
    if len(found) == 1:
        return found.pop()
    if found == {"han", "kana"}:
        return "kana"
    return "mixed" if found else "latin"


def letter_script(letter: str) -> Script:
    """The script of one letter."""
    return _BLOCKS[bisect_right(_STARTS, ord(letter)) - 1][1]


def parts_by_script(text: str) -> Iterator[tuple[Script, str]]:
    """The stretches of a text that are of one script, in order; what is no letter stays with the stretch before it."""
    kind: Script | None = None
    start = 0
    for place, letter in enumerate(text):
        if not letter.isalpha():
            continue
        now = letter_script(letter)
        if kind is not None and now != kind:
            yield kind, text[start:place]
            start = place
        kind = now
    if kind is not None:
        yield kind, text[start:]
