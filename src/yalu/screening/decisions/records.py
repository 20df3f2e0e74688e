"""The records of deciding: a match as weighed under a policy, a decision, a reviewer's judgement."""

from __future__ import annotations

from typing import ClassVar, Literal

import msgspec

from yalu.screening.matching.records import Match, Query
from yalu.vocabulary.coverage import Covered

Outcome = Literal["clear", "review", "not_screened", "stop"]
JudgedAs = Literal["same", "different", "unsure"]
RANK: dict[Outcome, int] = {"clear": 0, "review": 1, "not_screened": 2, "stop": 3}


class Weighed(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One match with what the policy makes of it: the outcome, the rule, reasons and what would settle it.

    ``name`` is the listed name that was met, ``primary`` the list's own first name of the party.
    ``needs`` are data that would settle a review; ``judgements`` are the ids of judgements applied.
    """

    party: str
    list: str
    primary: str
    name: str
    schema: str
    outcome: Outcome
    rule: str
    reasons: tuple[str, ...]
    needs: tuple[str, ...] = ()
    programmes: tuple[str, ...] = ()
    listed: str = ""
    delisted: str = ""
    also: tuple[str, ...] = ()  # entries of the same party on other lists
    judgements: tuple[str, ...] = ()
    match: Match | None = None


class Decision(Covered, frozen=True, kw_only=True, omit_defaults=True):
    """What is to be done about one party, with everything it rests on. Equal inputs give equal bytes.

    ``said`` is the outcome in the words it is shown in: a clear one says in how far ("clear on 3 partial
    lists"), and a clear one over nothing cannot be built. ``on`` is the day of the question (expiries,
    delistings and the age of lists are read on it); ``looked_at`` counts the candidates that were scored;
    ``needs`` are what would settle it; ``warnings`` say what is wrong with the lists, ``notes`` with the question.
    """

    CLEAN: ClassVar[frozenset[str]] = frozenset({"clear"})

    id: str
    outcome: Outcome
    said: str = ""
    reason: str
    query: Query
    on: str
    ref: str = ""  # the asker's own number of the customer
    weighed: tuple[Weighed, ...] = ()
    needs: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    looked_at: int = 0
    snapshots: tuple[str, ...] = ()
    index: str = ""
    policy: str = ""
    engine: str = ""

    def __post_init__(self) -> None:
        super().__post_init__()
        msgspec.structs.force_setattr(self, "said", self.outcome_shown)

    @property
    def best(self) -> Weighed | None:
        """The match that decided, or None when nothing was near."""
        return self.weighed[0] if self.weighed else None


class ReviewerJudgement(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What a reviewer found about one subject and one listed party; it holds for the party's whole cluster.

    ``subject`` is the key of the customer, or of the question as asked where no ``ref`` was given; ``known``
    says what was known besides the name, ``parties`` every entry of the cluster then, ``entries`` a hash of
    the names, births and numbers of each: one that says something else today was not judged.
    ``undoes`` names a judgement that this one takes back; nothing is ever removed.
    """

    id: str
    subject: str
    name: str
    party: str
    parties: tuple[str, ...]
    judged: JudgedAs
    author: str
    reason: str
    made: str
    expires: str = ""
    undoes: str = ""
    ref: str = ""
    known: tuple[str, ...] = ()
    entries: tuple[tuple[str, str], ...] = ()
