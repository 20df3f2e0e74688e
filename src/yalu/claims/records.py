"""The records of claims: what was stated, what was read, how both stand to each other."""

from __future__ import annotations

from typing import Literal

import msgspec

from yalu.vocabulary.coverage import Completeness
from yalu.vocabulary.intervals import Interval
from yalu.vocabulary.results import Figure
from yalu.vocabulary.strength import Strength, require_strength

Kind = Literal["value", "range", "rank", "count", "date", "vote", "status", "comparison"]
VerdictWord = Literal["supported", "supported_if", "contradicted", "cannot_say"]
VERDICTS: dict[str, str] = {
    "supported": "our figure agrees with the words, under every documented reading of what they leave open",
    "supported_if": "some documented readings agree and others do not; the verdict names those that do",
    "contradicted": "no reading of the statement agrees with our figure",
    "cannot_say": "the facts do not give the figure, or facts still open could make the words true or false",
}


class Claim(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One claim as a file holds it. ``about`` and ``stated`` are empty when it is ``not_checkable``."""

    id: str
    article: str
    who: str
    where: str
    published: str
    quote: str
    topic: str
    about: str = ""
    given: dict[str, str] = {}
    open: dict[str, tuple[str, ...]] = {}
    stated: str = ""
    kind: Kind | None = None
    not_checkable: str = ""
    notes: str = ""
    file: str = ""


class Reading(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One figure under one definition: a number with bounds, a day (as ordinals), or words.

    ``value``, ``low`` and ``high`` are in ``unit``. ``cannot`` says why there is no answer; ``figure``
    carries title, definition and trail and is left out of quick recomputations. ``beyond`` says why words other
    than ``words`` decide nothing where facts still open could make them true; ``excluded`` are ruled out even so.
    """

    value: float | None = None
    low: float | None = None
    high: float | None = None
    unit: str = ""
    words: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()
    beyond: str = ""
    shown: str = ""
    cannot: str = ""
    figure: Figure | None = None


class Statement(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What the words of a claim can mean, in the unit of the figure they are held against.

    ``step`` is the place the number is good to; ``order`` is the end a rank was counted from, when
    the words say; ``bare`` is the number as printed, before signs and scales of the figure.
    """

    text: str
    kind: Kind
    unit: str = ""
    interval: Interval | None = None
    value: float | None = None
    step: float = 0.0
    words: tuple[str, ...] = ()
    order: str = ""
    reason: str = ""
    bare: str = ""


Stand = Literal["supports", "against", "cannot_say"]
Side = Literal["", "understated", "overstated"]


class Held(msgspec.Struct, frozen=True):
    """How a statement and one reading stand to each other. ``difference`` is stated less ours."""

    stand: Stand
    side: Side = ""
    difference: float | None = None
    why: str = ""


Role = Literal["main", "open", "other", "neighbouring"]


class GridRow(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One reading on the grid. ``main`` and ``open`` are readings of the statement; ``other`` departs from
    what it names; ``neighbouring`` is another period and never counts as support."""

    choices: dict[str, str]
    role: Role
    shown: str
    value: float | None = None
    low: float | None = None
    high: float | None = None
    stand: Stand
    side: Side = ""
    why: str = ""


class Choice(msgspec.Struct, frozen=True, kw_only=True):
    """One parameter on the grid: for every option, how many readings there are and how many support."""

    name: str
    options: dict[str, tuple[int, int]]
    spread: float


class Grid(msgspec.Struct, frozen=True, kw_only=True):
    """The claim recomputed over the documented alternatives; see docs/claims.md.

    ``share`` is supporting over computed readings, neighbouring periods left out; None when none
    could be computed. ``deciding`` is the choice whose options split support most, "" when none does.
    """

    rows: tuple[GridRow, ...]
    readings: int
    computed: int
    supporting: int
    share: float | None
    corner: bool
    nearest: GridRow | None
    choices: tuple[Choice, ...] = ()
    deciding: str = ""
    note: str = ""


class Slip(msgspec.Struct, frozen=True, kw_only=True):
    """One slip that would explain a statement, found by recomputing it. ``chance`` is how likely a hit
    like this is by accident, from the precision stated and the number of ways tried."""

    kind: str
    says: str
    recomputed: str
    chance: float


class Judged(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A verdict on one claim as of one day of knowledge ("" is today).

    ``band`` is what the words can mean, least and most in ``unit``; None when they are no amount. ``strength``
    is what the figure rests on when held against this claim; ``as_reported_by`` names whose report the
    verdict is; ``completeness`` says of the rows counted whether all are there, and by whose test. Raises
    StrengthError for a verdict that its strength does not carry.
    """

    verdict: VerdictWord
    reason: str
    ours: str
    stated: str
    meaning: str = ""
    unit: str = ""
    difference: float | None = None
    conditions: tuple[str, ...] = ()
    side: Side = ""
    band: tuple[float | None, float | None] | None = None
    figure: Figure | None = None
    grid: Grid | None = None
    slips: tuple[Slip, ...] = ()
    clashes: tuple[str, ...] = ()
    known_by: str = ""
    data_version: str = ""
    strength: Strength = Strength()
    as_reported_by: str = ""
    completeness: tuple[Completeness, ...] = ()

    def __post_init__(self) -> None:
        if self.verdict != "cannot_say":
            require_strength(self.verdict, self.strength, as_reported_by=self.as_reported_by)

    @property
    def certain(self) -> bool:
        """Whether the verdict is more than somebody's report; computed from what it rests on."""
        return self.verdict != "cannot_say" and self.strength.certain

    @property
    def shown(self) -> str:
        """The verdict in words, with whose report it is where it is one."""
        word = self.verdict.replace("_", " ")
        return f"{word}, as reported by {self.as_reported_by}" if self.as_reported_by else word


class Checked(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One claim with its verdict by what is known today and by what was known when it was published.

    Both are None for a claim that is not checkable; ``claim.not_checkable`` says why.
    """

    id: str
    claim: Claim
    today: Judged | None = None
    then: Judged | None = None

    @property
    def verdict(self) -> str:
        """The verdict of today, or ``not_checkable``."""
        return self.today.verdict if self.today is not None else "not_checkable"
