"""What is asked of the index and what it answers: a query, a match, and the reasons of a match."""

from __future__ import annotations

from typing import Literal

import msgspec

from yalu.screening.records import Identifier, NameKind

Reason = Literal[
    "exact", "variant", "edit", "skeleton", "reading", "translation", "initial", "joined", "split", "acronym"
]
Fit = Literal["exact", "full", "forms", "sound", "slip", "shortened", "contained", "brand", "part"]
Suitability = Literal["supports", "contradicts", "decides", "silent"]
DoubtKind = Literal["cut", "script", "number", "encoding"]


class Doubt(msgspec.Struct, frozen=True):
    """Something of the question that was not read, or not with certainty: an answer over it is never clear.

    ``kind``: ``cut`` (only the beginning of the name was asked) and ``script`` (signs of the name that nobody
    could read) make the answer at least review; ``number`` (an identifier that cannot be read) at least
    review, or not_screened when nothing else was asked; ``encoding`` (a file's signs were guessed)
    not_screened. What was found all the same stands. ``says`` is a sentence.
    """

    kind: DoubtKind
    says: str


class Query(msgspec.Struct, frozen=True, omit_defaults=True):
    """The party across the table, as far as it is known.

    ``schema`` is a FollowTheMoney name or empty; ``births`` are ISO dates or years (1983, 1983-01, 1983-01-08);
    ``countries`` ISO alpha-3; ``genders`` male or female; identifiers carry their kind. ``doubts`` travel with
    the question into the decision and its log. ``also`` are other names that stand with it (an alias, a director, the
    consignee): each is asked by name alone, because what is known is known of the party itself.
    """

    name: str
    schema: str = ""
    births: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    genders: tuple[str, ...] = ()
    identifiers: tuple[Identifier, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    also: tuple[str, ...] = ()


class ReadingShown(msgspec.Struct, frozen=True, omit_defaults=True):
    """One way a name was read: the system (as written, Revised, pinyin, sino-korean ...) and its words."""

    system: str
    words: tuple[str, ...]


class KeyHit(msgspec.Struct, frozen=True, omit_defaults=True):
    """A key through which the candidate was found: exact word, spelling, sound, translation, identifier."""

    kind: str
    key: str


class Aligned(msgspec.Struct, frozen=True, omit_defaults=True):
    """One word of the query and the word of the listed name it met, how alike (0..1), why, and how much it weighs."""

    query: str
    name: str
    likeness: float
    reason: Reason
    weight: float


class WordContradiction(msgspec.Struct, frozen=True, omit_defaults=True):
    """Two words that stand where one word should: neither side merely leaves it out."""

    query: str
    name: str
    weight: float


class MatchQualifier(msgspec.Struct, frozen=True, omit_defaults=True):
    """What birth date, country, gender or an identifier says of the match, and by how much it moved the score."""

    kind: str
    query: str
    listed: str
    effect: Suitability
    change: float = 0.0


class MatchExplanation(msgspec.Struct, frozen=True, omit_defaults=True):
    """Why a match scores as it does; the same question gives the same bytes.

    ``notes`` say what was cleaned from the name as given (zero-width signs, look-alikes, cuts).
    """

    query: str
    query_as_read: tuple[ReadingShown, ...]
    name: str
    name_as_read: ReadingShown
    keys: tuple[KeyHit, ...]
    aligned: tuple[Aligned, ...]
    omitted_by_query: tuple[str, ...] = ()
    omitted_by_list: tuple[str, ...] = ()
    contradicted: tuple[WordContradiction, ...] = ()
    qualifiers: tuple[MatchQualifier, ...] = ()
    notes: tuple[str, ...] = ()
    calibration: str = ""


class Match(msgspec.Struct, frozen=True, omit_defaults=True):
    """A scored, explained candidate.

    ``score`` is raw, 0..1; ``expected_false_alerts`` says how many of 1,000 parties that are on no list
    would score at least this high by chance (from the calibration table named in the explanation).
    ``marks`` are short warnings: "name only", "cross-script", "weak alias", "former name",
    "contradicted birth year", "3 parties of one list bear the name", "identifier decides" ...

    ``fit`` says how the
    words met: ``exact`` every word is the same, ``full`` every word in an accepted spelling, ``forms``
    every word but legal forms, titles and fillers, ``sound`` every
    word at least by sound, ``slip`` one word by one slip of spelling, ``shortened`` every word of the query,
    some as initials, and the list has more, ``contained`` every word of the listed name, in a row, and the query has more,
    ``brand`` the one word that names an organisation, ``part`` anything else. ``bearers`` is the expected number of
    persons in a million who bear all the words that met, ``words`` how many words met whole that say who it is,
    ``namesakes`` how many parties of one list bear the whole name.
    """

    party: str
    score: float
    expected_false_alerts: float
    name: str
    name_kind: NameKind
    schema: str
    marks: tuple[str, ...]
    explanation: MatchExplanation
    fit: Fit = "part"
    bearers: float = 0.0
    words: int = 0
    namesakes: int = 1
