"""Which script a name is written in, read from its letters alone."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator

from yalu.screening.records import Script

# First code point of a block and its script; everything up to the next row belongs to it (Unicode 15 blocks).
_BLOCKS: tuple[tuple[int, Script], ...] = (
    (0x0000, "latin"),
    (0x0250, "latin"),  # IPA, spacing modifiers, combining marks: they stand on Latin letters in lists
    (0x0370, "other"),  # Greek
    (0x0400, "cyrillic"),
    (0x0530, "other"),  # Armenian, Hebrew
    (0x0600, "arabic"),
    (0x0700, "other"),
    (0x0750, "arabic"),
    (0x0780, "other"),
    (0x0870, "arabic"),
    (0x0900, "other"),  # Indic, South-East Asian, Georgian
    (0x1100, "hangul"),
    (0x1200, "other"),
    (0x1C80, "cyrillic"),
    (0x1C90, "other"),
    (0x1D00, "latin"),
    (0x1F00, "other"),
    (0x2C60, "latin"),
    (0x2C80, "other"),
    (0x2DE0, "cyrillic"),
    (0x2E00, "other"),
    (0x2E80, "han"),
    (0x2FF0, "other"),
    (0x3005, "han"),
    (0x3008, "other"),
    (0x3021, "han"),
    (0x302A, "other"),
    (0x3041, "kana"),
    (0x3100, "other"),
    (0x3130, "hangul"),
    (0x3190, "other"),
    (0x31F0, "kana"),
    (0x3200, "other"),
    (0x3400, "han"),
    (0x4DC0, "other"),
    (0x4E00, "han"),
    (0xA000, "other"),
    (0xA640, "cyrillic"),
    (0xA6A0, "other"),
    (0xA720, "latin"),
    (0xA800, "other"),
    (0xA960, "hangul"),
    (0xA980, "other"),
    (0xAB30, "latin"),
    (0xAB70, "other"),
    (0xAC00, "hangul"),
    (0xD800, "other"),
    (0xF900, "han"),
    (0xFB00, "latin"),
    (0xFB07, "other"),
    (0xFB50, "arabic"),
    (0xFE00, "other"),
    (0xFE70, "arabic"),
    (0xFF00, "latin"),  # full-width Latin
    (0xFF66, "kana"),
    (0xFFA0, "hangul"),
    (0xFFE0, "other"),
    (0x1AFF0, "kana"),
    (0x1B170, "other"),
    (0x20000, "han"),
    (0x33480, "other"),
)
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
