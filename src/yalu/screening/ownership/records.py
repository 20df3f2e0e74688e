"""The records of ownership: holdings as sources state them, the rules of law, and answers."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import ClassVar, Literal

import msgspec

from yalu.vocabulary.answers import CANNOT_SAY, NO, YES, Answer, stands_on
from yalu.vocabulary.coverage import Covered
from yalu.vocabulary.dates import PartialDate
from yalu.vocabulary.results import Citation, Figure, Trail

HoldingKind = Literal["owned", "controlled", "director"]
Owned = Literal["owned", "not_owned", "cannot_say"]
OWNED: dict[Answer, Owned] = {YES: "owned", NO: "not_owned", CANNOT_SAY: "cannot_say"}
AnswerBasis = Literal["listing", "ownership", "control", ""]


class Holding(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """That ``owner`` owned, controlled or directed ``owned`` over a span, as one source says.

    Shares are per cent of the capital; a bound that is None is not known. ``id`` names the row.
    """

    id: str
    owner: str
    owned: str
    kind: HoldingKind = "owned"
    low: Decimal | None = None
    high: Decimal | None = None
    start: PartialDate | None = None
    end: PartialDate | None = None
    source: str = ""

    @property
    def says(self) -> str:
        """The row in words."""
        what = {"owned": f"holds {span_text(self.low, self.high)} of", "controlled": "controls"}
        span = f", {self.start or '..'} to {self.end or '..'}" if self.start or self.end else ""
        return f"{self.owner} {what.get(self.kind, 'is a director of')} {self.owned}{span}"

    def stood(self, day: date) -> Answer:
        """Whether the holding stood on a day; a row that names no first day is taken to have begun before."""
        return stands_on(self.start, self.end, day, seen=day if self.start is None else None)


class RuleText(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One rule of law on ownership between two days, as its source states it.

    ``at`` is the threshold in per cent; ``reached`` says whether the threshold itself is enough.
    ``adds`` is ``all`` where the shares of every blocked person are added together, ``one`` where
    one person must reach the threshold alone, ``joint`` where shares of several are added only
    under a joint arrangement, ``open`` where the text does not say. ``control`` says whether control without ownership is enough.
    """

    since: str
    until: str = ""
    at: int
    reached: bool
    adds: Literal["all", "one", "joint", "open"]
    control: bool
    says: str
    sources: list[str]
    verified: Literal["verified", "partly", "memory"]
    notes: str = ""


class OwnershipRule(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The rule of one authority, with its editions in order of date. Rules are never merged."""

    title: str
    authority: str
    blocked_on: list[str]
    editions: list[RuleText]


class RuleSource(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A source of the rules, with its Admiralty grade (reliability and credibility)."""

    title: str
    published: str = ""
    url: str = ""
    grade: str

    def cited(self, name: str) -> Citation:
        """The source as trails name it."""
        return Citation(name, self.title, self.url, self.grade)


class RuleBook(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The file ``ownership-rules.yaml``."""

    version: str
    rules: dict[str, OwnershipRule]
    sources: dict[str, RuleSource]


class OwnershipPath(msgspec.Struct, frozen=True, omit_defaults=True):
    """One way from a blocked person down to the entity, with the shares multiplied along it (per cent)."""

    through: tuple[str, ...]
    low: float
    high: float
    says: str
    holdings: tuple[str, ...] = ()


class OwnershipAnswer(Covered, frozen=True, kw_only=True, omit_defaults=True):
    """What one rule says of one entity on one day; ``cannot_say`` names the datum that would settle it.

    ``aggregate`` is the sum the rule looks at, in per cent, with its bounds; ``by`` is the ground.
    ``coverage`` is the holdings that were read and the lists or persons that were asked about.
    """

    OUTCOME: ClassVar[str] = "answer"
    CLEAN: ClassVar[frozenset[str]] = frozenset({"not_owned"})

    id: str
    rule: str
    title: str
    entity: str
    answer: Owned
    reason: str
    aggregate: Figure
    trail: Trail
    by: AnswerBasis = ""
    settled_by: str = ""
    paths: tuple[OwnershipPath, ...] = ()

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.answer == "cannot_say" and not self.settled_by:
            raise ValueError(
                f"answer {self.id} is cannot_say but does not name the datum that would settle it"
            )

    @property
    def shown(self) -> str:
        """The answer in words; a clean one says in how far."""
        return self.outcome_shown


def span_text(low: Decimal | None, high: Decimal | None) -> str:
    """A share in words: ``25 %``, ``25 % to 50 %``, ``at least 25 %``, ``an unknown share``."""
    if low is not None and low == high:
        return f"{_plain(low)} %"
    if low is not None and high is not None:
        return f"{_plain(low)} % to {_plain(high)} %"
    if low is not None:
        return f"at least {_plain(low)} %"
    return f"at most {_plain(high)} %" if high is not None else "an unknown share"


def _plain(value: Decimal) -> str:
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
