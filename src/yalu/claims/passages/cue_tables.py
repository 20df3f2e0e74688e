"""The tables in the folder of subjects: which words speak for which subject, and what words name goods, flows and states.

``subjects/cues.csv`` has a row for every group of cues: the subject, the kinds of mention it can answer, the weight,
the words, and what they set. ``subjects/words.csv`` has the words for values of parameters, ``subjects/states.csv``
the names of states. A cue in capitals stands for all words of that part of words.csv.
"""

from __future__ import annotations

import csv
import re
from functools import lru_cache
from pathlib import Path

import msgspec

from yalu.claims import subjects
from yalu.claims.passages.folded_text import alternation, folded
from yalu.claims.passages.records import Found, found_at
from yalu.claims.subjects import catalogue

_FOLDER = Path(subjects.__file__).parent


# Questions that are arithmetic over a subject, under names of their own in cues.csv.
ARITHMETIC = frozenset({"visits.trend", "trade.price_trend"})


class Cue(msgspec.Struct, frozen=True, kw_only=True):
    """Words that speak for a subject where a mention of one of some kinds is stated."""

    subject: str
    kinds: frozenset[str]
    weight: float
    words: re.Pattern[str]
    sets: dict[str, str]


class Named(msgspec.Struct, frozen=True):
    """All words of one part, as one pattern, and the value behind each."""

    part: str
    pattern: re.Pattern[str]
    values: dict[str, str]
    stems: tuple[tuple[str, str], ...]

    def find(self, text: str) -> list[Found]:
        """Every word of the part in a folded text, in order."""
        return [
            found_at(match, part=self.part, value=self._value(match[0]))
            for match in self.pattern.finditer(text)
        ]

    def _value(self, word: str) -> str:
        plain = word.replace("-", " ")
        if plain in self.values:
            return self.values[plain]
        return next(value for stem, value in self.stems if plain.startswith(stem))


def _rows(name: str) -> list[dict[str, str]]:
    with (_FOLDER / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _named(part: str, rows: list[tuple[str, str]]) -> Named:
    values: dict[str, str] = {}
    stems: list[tuple[str, str]] = []
    words: list[str] = []
    for value, listed in rows:
        for word in listed.split("|"):
            words.append(word)
            plain = folded(word.rstrip("*")).replace("-", " ")
            if word.endswith("*"):
                stems.append((plain, value))
            else:
                values.setdefault(plain, value)
    return Named(part, re.compile(alternation(words)), values, tuple(stems))


@lru_cache(maxsize=1)
def words() -> dict[str, Named]:
    """The words of every part of words.csv, and ``state``."""
    parts: dict[str, list[tuple[str, str]]] = {}
    for row in _rows("words.csv"):
        parts.setdefault(row["part"], []).append((row["value"], row["words"]))
    found = {part: _named(part, rows) for part, rows in parts.items()}
    found["state"] = _named("state", [(row["code"], row["words"]) for row in _rows("states.csv")])
    return found


@lru_cache(maxsize=1)
def cues() -> tuple[Cue, ...]:
    """The cues in the order of their table. Raises ValueError for a subject that there is not."""
    found = []
    for row in _rows("cues.csv"):
        if row["subject"] not in catalogue() and row["subject"] not in ARITHMETIC:
            raise ValueError(f"cues.csv names the subject {row['subject']!r}, which there is not")
        listed = row["cues"].split("|")
        pattern = "|".join(
            words()[word.lower()].pattern.pattern
            if word.isupper() and word.lower() in words()
            else alternation([word])
            for word in listed
        )
        sets = dict(pair.split("=", 1) for pair in row["sets"].split(";") if pair)
        found.append(
            Cue(subject=row["subject"], kinds=frozenset(row["mention"].split()), weight=float(row["weight"]),
                words=re.compile(pattern), sets=sets)
        )  # fmt: skip
    return tuple(found)


@lru_cache(maxsize=8)
def plain_words(part: str) -> frozenset[str]:
    """The words of a part that stand for nothing but themselves: ``idle`` ones change nothing in what is stated."""
    return frozenset(
        word for row in _rows("words.csv") if row["part"] == part for word in row["words"].split("|")
    )
