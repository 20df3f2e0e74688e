"""Names written without spaces cut into words of the lexicon, longest match, the remainder left to transliterate."""

from __future__ import annotations

from functools import lru_cache

import msgspec

from yalu.screening.names.words import Lexicon

_LONGEST = 12


class Piece(msgspec.Struct, frozen=True):
    """A stretch of a name: its letters, and the English words they mean where the lexicon has them."""

    native: str
    english: tuple[str, ...] = ()
    kind: str = "name"


def segment(text: str, table: dict[str, tuple[str, ...]], lexicon: Lexicon) -> tuple[Piece, ...]:
    """Cut a name into lexicon words and remainders at the least cost.

    A single letter counts as a word only next to a longer word of the lexicon: 총 before 국, 省 after a place.
    """
    size = len(text)
    best: list[tuple[float, int, bool]] = [(0.0, 0, False)] + [(1e9, 0, False)] * size
    for end in range(1, size + 1):
        cost, start, known = best[end - 1][0] + (1.7 if best[end - 1][2] or end == 1 else 1.3), end - 1, False
        for length in range(1, min(_LONGEST, end) + 1):
            if text[end - length : end] not in table:
                continue
            before = best[end - length]
            beside = end - length > 0 and before[2]
            price = 0.9 if length > 1 else 1.25 if beside and end == size else 1.9
            total = before[0] + price
            if total < cost:
                cost, start, known = total, end - length, True
        best[end] = (cost, start, known)
    return _merged(text, _cuts(best, size), table, lexicon)


def _cuts(best: list[tuple[float, int, bool]], size: int) -> list[tuple[int, int, bool]]:
    cuts = []
    end = size
    while end:
        _, start, known = best[end]
        cuts.append((start, end, known))
        end = start
    return cuts[::-1]


def _merged(
    text: str, cuts: list[tuple[int, int, bool]], table: dict[str, tuple[str, ...]], lexicon: Lexicon
) -> tuple[Piece, ...]:
    pieces: list[Piece] = []
    rest = ""
    for start, end, known in [*cuts, (0, 0, True)]:
        native = text[start:end]
        if not known:
            rest += native
            continue
        if rest:
            pieces.append(Piece(rest))
            rest = ""
        if native:
            pieces.append(Piece(native, table[native], lexicon.native_class.get(native, "org")))
    return tuple(pieces)


@lru_cache(maxsize=20_000)
def segment_cached(text: str, table_name: str, lexicon: Lexicon) -> tuple[Piece, ...]:
    """The same, remembered: lists repeat themselves."""
    return segment(text, getattr(lexicon, table_name), lexicon)
