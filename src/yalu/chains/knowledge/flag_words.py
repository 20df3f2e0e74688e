"""Words in the cells of a transaction, read as people write them, or said to be unreadable.

What a column can hold is data beside the flags: a word of the tests, how it is written in English and Chinese, and
the other words that the column is known to hold. A word that stands nowhere there is never taken for another one.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import cached_property

import iso3166

from yalu.vocabulary.codes import CodeError
from yalu.vocabulary.places.countries import country
from yalu.vocabulary.words.numerals import plain_number

# Rows of the table that speak of many columns at once, and what a column can be said to hold.
STATE, YES_NO, UNKNOWN, OTHER = "(state)", "(yes_no)", "(unknown)", "(other)"
# Without a table: what every reader understands.
_ALWAYS = {YES_NO: {"yes": "yes", "y": "yes", "true": "yes", "no": "no", "n": "no", "false": "no"},
           UNKNOWN: dict.fromkeys(("unknown", "not known", "n a", "na", "tbd", "?", "-"), "unknown")}  # fmt: skip


class UnreadableCellError(ValueError):
    """A cell holds a word or number that cannot be read for what the test asks."""


class FlagWords:
    """The words of every column that flags read. ``rows`` are (column, word, written forms joined by ``|``)."""

    def __init__(
        self, rows: Iterable[tuple[str, str, str]] = (), tested: Mapping[str, Iterable[str]] | None = None
    ) -> None:
        self._words: dict[str, dict[str, str]] = {name: dict(held) for name, held in _ALWAYS.items()}
        self._holds: dict[str, set[str]] = {}
        for column, words in (tested or {}).items():
            for word in words:
                self._words.setdefault(column, {})[fold(word)] = word.casefold()
        for column, word, written in rows:
            if word in {STATE, OTHER}:
                self._holds.setdefault(column, set()).add(word)
            held = self._words.setdefault(column, {})
            for form in (word, *written.split("|")):
                if fold(form) and word not in {STATE, OTHER}:
                    held[fold(form)] = word.casefold()

    def word(self, column: str, cell: str) -> str:
        """The word of a column that a cell means, a state as its three letters. Raises UnreadableError."""
        text = fold(cell)
        if not text or text in self._words[UNKNOWN]:
            raise UnreadableCellError(cell)
        for form in _forms(text):
            held = self._words.get(column, {})
            if form in held:
                return held[form]
        if found := self.state(column, cell):
            return found
        held = self._words.get(column, {})
        if set(held.values()) & {"yes", "no"} and text in self._words[YES_NO]:
            return self._words[YES_NO][text]
        if OTHER in self._holds.get(column, ()) and not any(_inside(form, text) for form in held):
            return text
        raise UnreadableCellError(cell)

    def state(self, column: str, cell: str) -> str:
        """The three letters, in small ones, of the state in a cell of a column of states; "" where it is none."""
        if STATE not in self._holds.get(column, ()):
            return ""
        text = fold(cell)
        code = self._words.get(STATE, {}).get(text, "") or self._state_names.get(text, "")
        if code:
            return code.casefold()
        try:
            return country(cell.strip().upper()).alpha3.casefold()
        except CodeError:
            return ""

    @cached_property
    def _state_names(self) -> dict[str, str]:
        return {fold(one.name): one.alpha3 for one in iso3166.countries} | {
            fold(one.apolitical_name): one.alpha3 for one in iso3166.countries
        }

    def words(self, column: str, cell: str) -> tuple[set[str], bool]:
        """The words of a cell with one or several, and whether every part of it could be read."""
        try:
            return {self.word(column, cell)}, True
        except UnreadableCellError:
            parts = [part for part in re.split(r"[;/,、；，]|\band\b|\bor\b", cell) if part.strip()]
        found, whole = set[str](), len(parts) > 1
        for part in parts if whole else ():
            try:
                found.add(self.word(column, part))
            except UnreadableCellError:
                whole = False
        return found, whole

    def compared(self, column: str, cell: str) -> str:
        """A cell as it is compared with another one: a state, a number, or its folded text. Raises UnreadableError."""
        text = fold(cell)
        if not text or text in self._words[UNKNOWN]:
            raise UnreadableCellError(cell)
        if STATE in self._holds.get(column, ()):
            if found := self.state(column, cell):
                return found
            raise UnreadableCellError(cell)
        try:
            number, unit = measure(cell)
        except UnreadableCellError:
            return text
        # 220, 220 V and 220.0 volts are one size; a bare number is of the unit of whatever it is compared with.
        return f"{_exactly(number)} {unit}".strip()

    def is_unknown(self, cell: str) -> bool:
        """Whether a cell says no more than that nobody knows."""
        text = fold(cell)
        return bool(cell.strip()) and (not text or text in self._words[UNKNOWN])

    def is_called(self, column: str, cell: str, word: str) -> bool:
        """Whether a cell is one of the written forms of a word."""
        return self._words.get(column, {}).get(fold(cell)) == word


def fold(text: str) -> str:
    """Text without case, width, hyphens, underscores, points, articles and doubled spaces."""
    plain = unicodedata.normalize("NFKC", text).casefold().replace("’", "'")
    plain = re.sub(r"[-_/\\.]+", " ", plain) if plain.strip() not in {"-", "--", "?"} else plain.strip()
    plain = re.sub(r"[()\[\]\"“”,:]+", " ", plain)
    return re.sub(r"^(?:an?|the)\s+", "", " ".join(plain.split()))


def _forms(text: str) -> tuple[str, ...]:
    """A folded text and its singulars."""
    endings = (("ies", "y"), ("es", ""), ("s", ""))
    return (text, *(text[: -len(end)] + new for end, new in endings if text.endswith(end) and len(text) > 3))


def _inside(form: str, text: str) -> bool:
    """Whether a form stands in a longer text as whole words, or anywhere in a text without spaces between words."""
    return f" {form} " in f" {text} " if form.isascii() else form in text


def _exactly(number: float) -> str:
    """A number with all its digits: two ship numbers that differ in the last one are two."""
    return f"{number:.15f}".rstrip("0").rstrip(".")


_MEASURE = re.compile(r"([a-z$€£¥]{0,4})\s*(-?[\d.,' ]*\d)\s*([a-z%$€£¥]{0,12})")


def measure(cell: str) -> tuple[float, str]:
    """A number and the unit or currency beside it ("" without one). Raises UnreadableError.

    Commas part thousands, or stand for the point before one or two last digits; nothing else is guessed.
    """
    match = _MEASURE.fullmatch(unicodedata.normalize("NFKC", cell).strip().casefold())
    if match is None or (match[1] and match[3]):
        raise UnreadableCellError(cell)
    text = match[2].strip().replace(" ", ",").replace("'", ",")
    sign, digits = ("-", text[1:]) if text.startswith("-") else ("", text)
    if re.fullmatch(r"\d+,\d{1,2}", digits):
        digits = digits.replace(",", ".")
    number = plain_number(digits)
    if number is None or digits != digits.strip():
        raise UnreadableCellError(cell)
    return float(f"{sign}{number}"), match[1] or match[3]
