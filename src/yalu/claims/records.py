"""The records of claims: what was stated, what was read, how both stand to each other."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

import msgspec

from yalu.vocabulary.coverage import Completeness
from yalu.vocabulary.intervals import Interval
from yalu.vocabulary.results import Figure
from yalu.vocabulary.strength import Strength, require_strength
from yalu.vocabulary.words.numerals import plural

Kind = Literal["value", "range", "rank", "count", "date", "vote", "status", "comparison"]
VerdictWord = Literal["supported", "supported_if", "contradicted", "cannot_say"]
VERDICTS: dict[str, str] = {
    "supported": "our figure agrees with the words, under every documented reading of what they leave open",
    "supported_if": "some documented readings agree and others do not; the verdict names those that do",
    "contradicted": "no reading of the statement agrees with our figure",
    "cannot_say": "the facts do not give the figure, or facts still open could make the words true or false",
}


class Claim(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One claim as a file holds it. ``about`` and ``stated`` are empty when it is ``not_checkable``.

    ``tests`` are the parts of the quote that the question takes up, the whole quote when empty; ``together`` is the
    name of the sentence whose claims are judged jointly, within one article.
    ``as_reported`` is the source whose report is asked about, where the statement says that it was reported.
    """

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
    as_reported: str = ""
    not_checkable: str = ""
    notes: str = ""
    file: str = ""
    tests: tuple[str, ...] = ()
    together: str = ""

    @property
    def tested(self) -> str:
        """The words that are tested: the parts named, or the whole quote."""
        return " … ".join(self.tests) or self.quote


class FigureReading(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One figure under one definition: a number with bounds, a day (as ordinals), or words.

    ``value``, ``low`` and ``high`` are in ``unit``. ``cannot`` says why there is no answer; ``figure``
    carries title, definition and trail and is left out of quick recomputations. ``beyond`` says why words other
    than ``words`` decide nothing where facts still open could make them true; ``excluded`` are ruled out even so.
    ``notes`` are what a verdict on it says besides.
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
    notes: tuple[str, ...] = ()
    figure: Figure | None = None


class ReadStatement(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What the words of a claim can mean, in the unit of the figure they are compared with.

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
    by_digits: bool = False


Stand = Literal["supports", "against", "cannot_say"]
# Of a fall or a deficit the sides are about its size; reversed: one says up and the other down.
SlipSide = Literal["", "understated", "overstated", "reversed"]


class Comparison(msgspec.Struct, frozen=True):
    """How a statement and one reading stand to each other. ``difference`` is stated less ours."""

    stand: Stand
    side: SlipSide = ""
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
    side: SlipSide = ""
    why: str = ""


class Choice(msgspec.Struct, frozen=True, kw_only=True):
    """One parameter on the grid: for every option, how many readings there are and how many support."""

    name: str
    options: dict[str, tuple[int, int]]
    spread: float


class Labels(msgspec.Struct, frozen=True, omit_defaults=True):
    """The choices of readings as people say them: parameters by name, and their values where the case titles them."""

    names: dict[str, str] = {}
    values: dict[str, dict[str, str]] = {}

    def name(self, parameter: str) -> str:
        """What a parameter is called."""
        return self.names.get(parameter) or parameter.replace("_", " ")

    def value(self, parameter: str, value: str) -> str:
        """A value as it is titled, or its own words."""
        return self.values.get(parameter, {}).get(value) or value.replace("_", " ") or "any"

    def quoted(self, parameter: str, value: str) -> str:
        """A value in a sentence: a title stands in quotation marks."""
        value_words = self.value(parameter, value)
        return f"“{value_words}”" if value in self.values.get(parameter, {}) else value_words

    def in_words(self, choices: Mapping[str, str]) -> str:
        """All choices of one reading in a sentence."""
        return ", ".join(f"{self.name(name)} {self.quoted(name, value)}" for name, value in choices.items())

    def __or__(self, other: Labels) -> Labels:
        values = {
            name: self.values.get(name, {}) | other.values.get(name, {})
            for name in {**self.values, **other.values}
        }
        return Labels(self.names | other.names, values)


class ReadingGrid(msgspec.Struct, frozen=True, kw_only=True):
    """The claim recomputed over the documented alternatives; see docs/claims.md.

    ``readings``, ``computed`` and ``supporting`` count cells, neighbouring periods left out. ``agree``,
    ``disagree`` and ``undecided`` count the statement's own readings that differ in a choice that matters:
    five weights of no summit are one. ``share`` is of those that decide, the ones that agree; None when none
    decides. ``deciding`` is the choice whose options split support most, "" when none does. ``labels`` say the
    choices, which are ids to type, in the words of people.
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
    agree: int = 0
    disagree: int = 0
    undecided: int = 0
    labels: Labels = Labels()

    @property
    def counted(self) -> str:
        """How many readings agree, with what the rest of them do: ``1 of 20 readings agree, 19 do not``."""
        whole = self.agree + self.disagree + self.undecided
        if whole == 1:
            several = sum(row.role in {"main", "open"} for row in self.rows) > 1
            does = "agrees" if self.agree else "does not agree" if self.disagree else "cannot be said"
            return f"{'every' if several else 'the one'} reading {does}"
        rest = [f"{self.disagree} {'does' if self.disagree == 1 else 'do'} not"] if self.disagree else []
        rest += [f"{self.undecided} cannot be said"] if self.undecided else []
        return f"{self.agree} of {plural(whole, 'reading')} agree" + (
            f", {' and '.join(rest)}" if rest else ""
        )


class Slip(msgspec.Struct, frozen=True, kw_only=True):
    """One slip that would explain a statement, found by recomputing it. ``chance`` is how likely a hit
    like this is by accident, from the precision stated and the number of ways tried."""

    kind: str
    says: str
    recomputed: str
    chance: float


class JudgedClaim(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A verdict on one claim as of one day of knowledge ("" is today).

    ``band`` is what the words can mean, least and most in ``unit``; None when they are no amount. ``strength``
    is what the figure rests on when it is compared with this claim; ``as_reported_by`` names whose report the
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
    side: SlipSide = ""
    band: tuple[float | None, float | None] | None = None
    figure: Figure | None = None
    grid: ReadingGrid | None = None
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
        return self.verdict != "cannot_say" and not self.as_reported_by and self.strength.certain

    @property
    def shown(self) -> str:
        """The verdict in words, with whose report it is where it is one."""
        word = self.verdict.replace("_", " ")
        return f"{word}, as reported by {self.as_reported_by}" if self.as_reported_by else word


class Joint(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Claims of one sentence judged together: whether one reading makes all of them true.

    ``shared`` are the choices that bind several parts, ``tried`` the combinations of them, and ``readings`` those
    under which every part holds; one empty reading where nothing is shared. ``cannot`` are the parts that nothing
    could be asked of, ``unasked`` the words that no part takes up; with either the sentence is partly checked.
    ``strength`` is what the parts that were decided rest on. Raises StrengthError for a verdict that it does not carry.
    """

    name: str
    parts: tuple[str, ...]
    verdict: VerdictWord
    reason: str
    extent: str = ""
    shared: tuple[str, ...] = ()
    tried: int = 0
    readings: tuple[dict[str, str], ...] = ()
    conditions: tuple[str, ...] = ()
    cannot: tuple[str, ...] = ()
    unasked: tuple[str, ...] = ()
    strength: Strength = Strength()
    as_reported_by: str = ""

    def __post_init__(self) -> None:
        if self.verdict != "cannot_say":
            require_strength(self.verdict, self.strength, as_reported_by=self.as_reported_by)


class Checked(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One claim with its verdict by what is known today and by what was known when it was published.

    Both are None for a claim that is not checkable; ``claim.not_checkable`` says why. ``tested`` are the words the
    verdict is about; ``extent`` says whether that is the whole quote, and ``unasked`` which parts nobody asked.
    ``joint`` is the verdict on the sentence of which the claim is a part.
    """

    id: str
    claim: Claim
    today: JudgedClaim | None = None
    then: JudgedClaim | None = None
    tested: str = ""
    extent: str = ""
    unasked: tuple[str, ...] = ()
    joint: Joint | None = None

    @property
    def verdict(self) -> str:
        """The verdict of today, or ``not_checkable``."""
        return self.today.verdict if self.today is not None else "not_checkable"
