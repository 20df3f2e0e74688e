"""A sentence made plain for looking things up in it, character for character, so that places stay the same."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

_PLAIN = {ord(a): b for a, b in zip("’‘“”–—−‐‑％＄", "''\"\"-----%$", strict=True)} | {0x00A0: " ", 0x202F: " ", 0x2009: " "}  # fmt: skip


def folded(text: str) -> str:
    """The text in small letters without accents, with plain quotes, dashes and spaces; as long as the text itself."""
    return "".join(_letter(c) for c in text.translate(_PLAIN))


def _letter(character: str) -> str:
    if character.isascii():
        return character.lower()
    base = unicodedata.normalize("NFKD", character)
    plain = base[0].lower() if base and base[0].isascii() else character.lower()
    return plain if len(plain) == 1 else character


def alternation(words: Iterable[str]) -> str:
    """A pattern of words and phrases, longest first; ``*`` at the end stands for any ending, a space for one or more."""
    made = []
    for word in sorted({w.strip() for w in words if w.strip()}, key=lambda w: (-len(w), w)):
        stem = word.endswith("*")
        body = r"[ -]".join(re.escape(part) for part in folded(word.rstrip("*")).split())
        left = r"\b" if word[0].isascii() and word[0].isalnum() else ""
        right = r"\w{0,12}" if stem else r"\b" if word[-1].isascii() and word[-1].isalnum() else ""
        made.append(f"{left}{body}{right}")
    return "|".join(made) or r"(?!)"
