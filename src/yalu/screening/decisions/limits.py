"""What keeps an answer from being clear although no match is left: lists not there, doubts, days in question."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Literal

import msgspec

from yalu.screening.decisions.records import Outcome
from yalu.screening.decisions.screening_policy import ListLimits
from yalu.screening.lists.snapshots.publishers import OFFICIAL
from yalu.screening.matching.records import Query
from yalu.screening.records import Party
from yalu.vocabulary.answers import NO, YES, Answer
from yalu.vocabulary.coverage import Asked, Coverage


class Limits(msgspec.Struct, frozen=True):
    """What an otherwise clear answer is instead, why, and what would make it one."""

    outcome: Literal["review", "not_screened"]
    says: str
    needs: tuple[str, ...] = ()


def limits_of(query: Query, coverage: Coverage) -> Limits | None:
    """What keeps an otherwise clear answer from being clear, in the lists or the question; None when nothing does."""
    empty = [source for source in coverage.asked if source.entries == 0]
    if empty or coverage.empty:
        return Limits("not_screened", _nothing_in(empty), _loading(empty))
    readable = query.name or any(number.valid is not False for number in query.identifiers)
    kinds = {doubt.kind for doubt in query.doubts}
    says = "; ".join(doubt.says for doubt in query.doubts)
    if not readable:
        return Limits("not_screened", says or "neither a name nor an identifier was given",
                      ("give a name, or a number that can be read",))  # fmt: skip
    if "encoding" in kinds:  # nobody knows what the file says there
        return Limits("not_screened", says)
    if kinds:
        return Limits("review", f"{says}; look at the question before relying on it")
    return None


def _nothing_in(empty: Iterable[Asked]) -> str:
    told = [
        f"{source.name} was asked for and its copy of {source.as_of} holds no entry"
        if source.as_of
        else f"{source.name} was asked for and nothing of it is here"
        for source in empty
    ]
    return "; ".join(told) or "no list is stored and none comes with this copy of Yalu"


def _loading(empty: Iterable[Asked]) -> tuple[str, ...]:
    official = {name for one in OFFICIAL for name in one.lists}
    steps = [
        f"yalu lists update {source.name}{'' if source.name in official else ' --from FILE'}"
        for source in empty
    ]
    return tuple(steps) or ("yalu lists update",)


def as_listed(outcome: Outcome, stands: Answer, party: Party, on: date) -> tuple[Outcome, tuple[str, ...]]:
    """An outcome once the days of listing are heard, and what they say.

    A party that was off the list by the day is set aside; where the days do not settle it, somebody looks.
    """
    if stands == YES or outcome == "clear":
        return outcome, ()
    if stands == NO:
        return "clear", (f"it was taken off the list on {party.delisted}: {outcome} becomes clear",)
    if party.delisted is not None and party.delisted.earliest <= on:
        why = f"it was taken off the list on {party.delisted}, which does not say whether it stood there on {on}"
    elif party.listed is not None:
        why = f"it was listed on {party.listed}, which does not say whether it stood there on {on}"
    else:
        why = f"nothing says whether it stood on the list on {on} already"
    return "review", (f"{why}: {outcome} becomes review" if outcome == "stop" else why,)


def list_warnings(coverage: Coverage, limits: ListLimits, on: date) -> tuple[str, ...]:
    """A sentence each on lists that are not there, older than the screening policy allows, or undated."""
    lists = [source for source in coverage.asked if source.kind == "list" and source.entries != 0]
    ages = [(source, age) for source in lists if (age := source.age(on)) is not None]
    old = [(source, age) for source, age in ages if age > limits.age_limit(source.name)]
    undated = [source.name for source in lists if source.age(on) is None]
    told = [_nothing_in(empty)] if (empty := [s for s in coverage.asked if s.entries == 0]) else []
    if old:
        days = ", ".join(f"{source.name} is {age:,} days old" for source, age in old)
        most = sorted({limits.age_limit(source.name) for source, _ in old})
        told.append(
            f"{days}; the screening policy allows {' or '.join(str(one) for one in most)}: yalu lists update"
        )
    if undated:
        told.append(f"{', '.join(undated)}: the copy carries no day, so its age is not known")
    return tuple(told)
