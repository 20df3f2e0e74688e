"""The records of deciding: a match as weighed under a policy, a decision, a reviewer's judgement."""

from __future__ import annotations

from typing import Literal

import msgspec

from yalu.screening.matching.records import Match, Query

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


class Decision(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What is to be done about one party, with everything it rests on. Equal inputs give equal bytes.

    ``on`` is the day of the question (expiries and delistings are read on it); ``looked_at`` counts
    the candidates that were scored; ``notes`` tell what was wrong with the question itself.
    """

    id: str
    outcome: Outcome
    reason: str
    query: Query
    on: str
    weighed: tuple[Weighed, ...] = ()
    needs: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    looked_at: int = 0
    snapshots: tuple[str, ...] = ()
    index: str = ""
    policy: str = ""
    engine: str = ""

    @property
    def best(self) -> Weighed | None:
        """The match that decided, or None when nothing was near."""
        return self.weighed[0] if self.weighed else None


class Judgement(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What a reviewer found about one subject and one listed party; it holds for the party's whole cluster.

    ``subject`` is the key of the question as asked, ``parties`` every entry of the cluster then.
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
