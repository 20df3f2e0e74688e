"""The records of an article read for claims: the article, its passages, and the questions proposed for them."""

from __future__ import annotations

import re
from datetime import date
from typing import Literal

import msgspec

from yalu.claims.records import JudgedClaim

MentionKind = Literal[
    "percent", "points", "money", "quantity", "times", "fraction", "count", "time", "rank", "ordinal",
    "date", "none", "vote", "direction", "act",
]  # fmt: skip
How = Literal["words", "carried", "assumed"]


class Block(msgspec.Struct, frozen=True):
    """One paragraph of an article."""

    text: str


class Text(msgspec.Struct, frozen=True, kw_only=True):
    """An article as read from a file: its paragraphs, and what the file says of itself ("" where nothing)."""

    blocks: tuple[Block, ...]
    title: str = ""
    address: str = ""
    published: str = ""
    notes: tuple[str, ...] = ()


class Sentence(msgspec.Struct, frozen=True, kw_only=True):
    """One sentence, letter for letter. ``number`` counts from 1 over the article, ``block`` over its paragraphs."""

    text: str
    number: int
    block: int


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """Words of a sentence and what they name: ``part`` says what it is, ``value`` which one."""

    part: str
    value: str
    start: int
    end: int
    more: dict[str, str] = {}

    @property
    def place(self) -> Found:
        """Where it stands: a find is its own place."""
        return self

    def near(self, other: Found) -> int:
        """How many characters lie between two finds."""
        return max(self.start - other.end, other.start - self.end, 0)


def found_at(match: re.Match[str], group: int = 0, *, part: str = "", value: str = "") -> Found:
    """A find where a pattern, or one group of it, matched."""
    return Found(part=part, value=value, start=match.start(group), end=match.end(group))


class Mention(msgspec.Struct, frozen=True, kw_only=True):
    """What a sentence states: a number, a day, a place in an order, a “none” or an act.

    ``said`` are the words as the reader of passages takes them; ``start`` and ``end`` bound them in the sentence.
    """

    kind: MentionKind
    said: str
    start: int
    end: int
    more: dict[str, str] = {}

    @property
    def place(self) -> Found:
        """Where it stands, as a find."""
        return Found(part="", value="", start=self.start, end=self.end)


class Taken(msgspec.Struct, frozen=True, kw_only=True):
    """One part of a question and the words it was taken from.

    ``how`` is ``words`` for words of the sentence itself, ``carried`` for words of a sentence before it, and
    ``assumed`` for a part that no words gave; then ``words`` says on what ground.
    """

    part: str
    value: str
    words: str
    how: How = "words"
    start: int = -1
    end: int = -1


class Proposal(msgspec.Struct, frozen=True, kw_only=True):
    """One question a passage may be asking, in the form of a claim.

    ``not_understood`` are the words of the sentence that neither it nor the first question of another mention of the
    sentence took up. ``judged`` is the verdict, only where it was asked for and every part was taken up.
    """

    about: str
    given: dict[str, str]
    open: dict[str, tuple[str, ...]] = {}
    stated: str
    taken: tuple[Taken, ...]
    score: float
    not_understood: tuple[str, ...] = ()
    judged: JudgedClaim | None = None

    @property
    def assumed(self) -> tuple[str, ...]:
        """The parts that no words gave."""
        return tuple(taken.part for taken in self.taken if taken.how == "assumed")

    @property
    def whole(self) -> bool:
        """Whether every word was taken up, and every part of the question came from words."""
        return not self.not_understood and not self.assumed


class Passage(msgspec.Struct, frozen=True, kw_only=True):
    """One mention of one sentence with the questions proposed for it, the likeliest first; at most three."""

    id: str
    sentence: str
    number: int
    stated: str
    kind: MentionKind
    proposals: tuple[Proposal, ...] = ()


class Article(msgspec.Struct, frozen=True, kw_only=True):
    """An article read for claims. ``assumed`` names what of its heading was given by nobody."""

    article: str
    where: str
    who: str
    published: date
    sentences: int
    passages: tuple[Passage, ...]
    assumed: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
