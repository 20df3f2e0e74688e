"""What a result rests on, and how strong the weakest of it is.

A verdict is no stronger than the weakest row, clause or reading under it. ``certain`` is computed from
them and cannot be set; what is not certain is at most ``cannot_say``, or is said as somebody's report.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Literal

import msgspec

from yalu.vocabulary.words.numerals import plural

SupportKind = Literal["row", "clause", "reading"]
# From strong to weak. "reported" is one side's allegation; "doubted" a source graded doubtful, improbable or
# not judgeable, or a row in dispute; "unread" a clause nobody here has read; "own" the very statement under test.
Quality = Literal["sound", "read_in_part", "reported", "doubted", "unread", "own"]
_ORDER: tuple[Quality, ...] = ("sound", "read_in_part", "reported", "doubted", "unread", "own")
_CERTAIN = frozenset({"sound", "read_in_part"})
_ATTRIBUTABLE = frozenset(
    {"reported", "doubted", "own"}
)  # a row can be said as its source's; a clause cannot
_WORDS: dict[Quality, str] = {
    "sound": "sound", "read_in_part": "read in part", "reported": "one side's report", "doubted": "doubted",
    "unread": "not read", "own": "the statement's own source",
}  # fmt: skip
_SETTLED: dict[Quality, str] = {
    "reported": "somebody besides who alleges it for {it}",
    "doubted": "a better source for {it} ({why})",
    "unread": "the text of {it}, which nobody here has read",
    "own": "a source for {it} besides the statement's own",
}
_NAMED = 3  # supports named one by one before the rest are counted
# Admiralty grade (NATO AJP-2.1, annex on source evaluation): letter of the source, digit of the information.
# 4 is doubtful, 5 improbable, 6 cannot be judged; E is an unreliable source. F, a source that cannot be judged,
# says nothing about the information, which the digit grades by itself.
_GRADE = re.compile(r"([A-F])?([1-6])?")
_DOUBTFUL_DIGITS = frozenset("456")
_UNRELIABLE = "E"


class StrengthError(ValueError):
    """A certain result was about to be built on something that does not carry it."""


class Support(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One row, clause or reading that a result rests on, ``named`` as people cite it; ``says`` is why it is weak, where it is."""

    kind: SupportKind
    id: str
    quality: Quality
    says: str = ""
    by: str = ""  # who reports it, where the quality is an attribution
    named: str = ""  # in words, where the id is none

    @property
    def shown(self) -> str:
        """The support in words: ``row V093 (doubted: graded C5)``."""
        detail = f"{_WORDS[self.quality]}: {self.says}" if self.says else _WORDS[self.quality]
        return f"{self.kind} {self.named or self.id} ({detail})"


class Strength(msgspec.Struct, frozen=True, omit_defaults=True):
    """All that a result rests on. The weakest decides; of nothing, nothing is certain."""

    supports: tuple[Support, ...] = ()

    @property
    def weakest(self) -> Support | None:
        """The weakest support, the first of them in order; None when there is none."""
        return max(self.supports, key=lambda support: _ORDER.index(support.quality), default=None)

    @property
    def certain(self) -> bool:
        """True when the result rests on something and nothing of it is weak."""
        weakest = self.weakest
        return weakest is not None and weakest.quality in _CERTAIN

    @property
    def attributable(self) -> bool:
        """True when the result is not certain and can still be said as somebody's report."""
        weak = self.weak
        return bool(weak) and all(support.quality in _ATTRIBUTABLE for support in weak)

    @property
    def weak(self) -> tuple[Support, ...]:
        """Every support that keeps the result from being certain, weakest first."""
        found = [support for support in self.supports if support.quality not in _CERTAIN]
        return tuple(sorted(found, key=lambda support: -_ORDER.index(support.quality)))

    @property
    def only_reported(self) -> bool:
        """True when nothing but somebody's report keeps the result from being certain."""
        weak = self.weak
        return bool(weak) and all(support.quality in {"reported", "own"} for support in weak)

    @property
    def settled_by(self) -> str:
        """What would make the result certain, support by support; "" when it is."""
        weak = self.weak
        wanted = [
            _SETTLED[support.quality].format(
                it=f"{support.kind} {support.named or support.id}", why=support.says
            )
            for support in weak
        ]
        more = [f"and {len(weak) - _NAMED} more like it"] if len(weak) > _NAMED else []
        return "; ".join((*wanted[:_NAMED], *more)).replace(" ()", "")

    @property
    def reporters(self) -> str:
        """Who reports what is only reported, for "as reported by …"."""
        return " and ".join(dict.fromkeys(support.by or support.id for support in self.weak))

    @property
    def says(self) -> str:
        """What the result rests on, in one phrase that stands after "rests on"."""
        if not self.supports:
            return "nothing that was named"
        counts = {kind: sum(s.kind == kind for s in self.supports) for kind in ("row", "clause", "reading")}
        said = ", ".join(plural(n, kind) for kind, n in counts.items() if n)
        weak = self.weak
        if weak:
            more = f" and {len(weak) - 1} more" if len(weak) > 1 else ""
            return f"{said}; weakest: {weak[0].shown}{more}"
        partly = [support for support in self.supports if support.quality == "read_in_part"]
        return f"{said}; {partly[0].shown}" if partly else f"{said}, all sound"

    def __add__(self, other: Strength) -> Strength:
        """Both together; the same support stands once."""
        return Strength(tuple(dict.fromkeys((*self.supports, *other.supports))))


@lru_cache(maxsize=64)
def quality_of_grade(grade: str) -> Quality:
    """The quality that an Admiralty grade such as ``B2`` gives a row; an empty or unknown grade is doubted."""
    found = _GRADE.fullmatch(grade)
    letter, digit = (found[1], found[2]) if found else (None, None)
    if digit is None:
        return "sound" if letter in {"A", "B", "C", "D"} else "doubted"
    return "doubted" if digit in _DOUBTFUL_DIGITS or letter == _UNRELIABLE else "sound"


_DIGIT_WORDS = {"4": "doubtful", "5": "improbable", "6": "not to be judged"}


def grade_in_words(grade: str) -> str:
    """A grade with the word for its doubt: ``improbable (B5)``; the grade alone where it has none."""
    word = _DIGIT_WORDS.get(grade[-1:], "from an unreliable source" if grade.startswith(_UNRELIABLE) else "")
    return f"{word} ({grade})" if word else grade


def row_support(row: str, grades: Iterable[str], *, reported_by: str = "", disputed: str = "") -> Support:
    """The support of one row of facts: its best source decides, a dispute or an allegation weakens it.

    ``grades`` are the Admiralty grades of its sources, ``reported_by`` names who alleges it where the
    row is an allegation, ``disputed`` says who disagrees.
    """
    listed = list(grades)
    if disputed:
        return Support(kind="row", id=row, quality="doubted", says=f"disputed: {disputed}", by=reported_by)
    if not any(quality_of_grade(grade) == "sound" for grade in listed):
        best = min((g for g in listed if g), key=lambda g: (g[-1], g[0]), default="")
        says = f"graded {best}" if best else "no graded source"
        return Support(kind="row", id=row, quality="doubted", says=says, by=reported_by)
    if reported_by:
        return Support(kind="row", id=row, quality="reported", by=reported_by)
    return Support(kind="row", id=row, quality="sound")


def require_strength(outcome: str, strength: Strength, *, as_reported_by: str = "") -> None:
    """Raise StrengthError when an outcome that claims certainty does not have it.

    What rests on reports alone may be said with ``as_reported_by``; an unread clause may not.
    """
    if strength.certain or (as_reported_by and strength.attributable):
        return
    weakest = strength.weakest
    what = f"rests on {weakest.shown}" if weakest is not None else "names nothing that it rests on"
    raise StrengthError(f"the outcome {outcome!r} {what}; say cannot_say and name it, or whose report it is")
