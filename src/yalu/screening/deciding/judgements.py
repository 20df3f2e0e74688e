"""Reviewers' judgements: same, different or unsure, with author, reason and expiry, never destructive.

A judgement is about one subject (a question with everything it said) and one listed party; it holds
for every entry of the party's cluster, as the cluster is now and as it was then. Say more about the
subject, and it is another subject: what was found of a bare name is not carried over to a birth date.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

import msgspec

from yalu.documents.canonical_json import canonical
from yalu.documents.hash_chained_log import ChainError, append, read_chain
from yalu.screening.deciding.clusters import Clusters
from yalu.screening.deciding.records import RANK, JudgedAs, Judgement, Outcome
from yalu.screening.identifiers import key
from yalu.screening.matching.records import Query

KIND = "judgement"


def subject_of(query: Query) -> str:
    """The key of a subject: the same words and data in any case, order and spacing give the same key."""
    name = " ".join(unicodedata.normalize("NFKC", query.name).casefold().split())
    facts = [
        name,
        query.schema,
        sorted(query.births),
        sorted(query.countries),
        sorted(query.genders),
        sorted([*key(i)] for i in query.identifiers),
    ]
    return hashlib.sha256(canonical(facts)).hexdigest()[:16]


class Judgements:
    """Judgements in the order they were made; those taken back stay on file and count no more."""

    def __init__(self, made: Iterable[Judgement] = (), notes: tuple[str, ...] = ()) -> None:
        self._made = tuple(made)
        self.notes = notes  # what was wrong with the file and does not touch what stands in it
        undone = {j.undoes for j in self._made if j.undoes}
        self._by_subject: dict[str, list[Judgement]] = {}
        for judgement in self._made:
            if not judgement.undoes and judgement.id not in undone:
                self._by_subject.setdefault(judgement.subject, []).append(judgement)

    @property
    def made(self) -> tuple[Judgement, ...]:
        """Everything on file, judgements that undo others included."""
        return self._made

    def about(self, subject: str) -> tuple[Judgement, ...]:
        """The judgements on a subject that nobody took back, oldest first."""
        return tuple(self._by_subject.get(subject, ()))

    def standing(self, on: date) -> tuple[Judgement, ...]:
        """Every judgement that counts on a day, oldest first."""
        found = [j for held in self._by_subject.values() for j in held if _stands(j, on)]
        return tuple(sorted(found, key=lambda j: (j.made, j.id)))


class JudgementFile:
    """The file of judgements, one hash-chained line each."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def read(self) -> Judgements:
        """Every judgement on file; a last line that was cut off is told and left out.

        Raises ChainError naming the line that was changed, removed or moved, DocumentError for a file
        that may not be opened.
        """
        if not self.path.exists():
            return Judgements()
        entries, faults = read_chain(self.path)
        broken = next((fault for fault in faults if not fault.torn), None)
        if broken is not None:
            raise ChainError(self.path, broken.says, "restore the file before relying on its judgements")
        made = (msgspec.convert(e.body, Judgement) for e in entries if e.kind == KIND)
        return Judgements(made, tuple(f"{self.path.name}: {fault.says}" for fault in faults))

    def add(
        self,
        query: Query,
        party: str,
        judged: JudgedAs,
        *,
        author: str,
        reason: str,
        clusters: Clusters,
        at: str,
        expires: str = "",
    ) -> Judgement:
        """Put a judgement on file, for the whole cluster of the party as it is now."""
        return self._write(
            Judgement(
                id="",
                subject=subject_of(query),
                name=query.name,
                party=party,
                parties=clusters.of(party),
                judged=judged,
                author=author,
                reason=reason,
                made=at,
                expires=expires,
            )
        )

    def undo(self, wanted: str, *, author: str, reason: str, at: str) -> Judgement:
        """Take a judgement back; both stay on file. Raises KeyError when there is none of that id."""
        found = next((j for j in self.read().made if j.id == wanted), None)
        if found is None:
            raise KeyError(wanted)
        return self._write(
            msgspec.structs.replace(
                found, id="", author=author, reason=reason, made=at, expires="", undoes=wanted
            )
        )

    def _write(self, judgement: Judgement) -> Judgement:
        number = len(self.read().made) + 1
        digest = hashlib.sha256(canonical([number, judgement])).hexdigest()[:10]
        named = msgspec.structs.replace(judgement, id=f"j{number}-{digest}")
        append(self.path, [(KIND, named)], at=judgement.made)
        return named


class Heard(msgspec.Struct, frozen=True):
    """An outcome after judgements: the outcome, the reasons they add, the ids of those applied."""

    outcome: Outcome
    reasons: tuple[str, ...]
    applied: tuple[str, ...]


def hear(outcome: Outcome, cluster: Sequence[str], judgements: Iterable[Judgement], on: date) -> Heard:
    """The outcome of a match once judgements on the subject and this cluster are heard; the last one counts."""
    reasons: list[str] = []
    applied: tuple[str, ...] = ()
    found = outcome
    members = set(cluster)
    for judgement in judgements:
        if not members.intersection((judgement.party, *judgement.parties)):
            continue
        if not _stands(judgement, on):
            reasons.append(
                f"the judgement {judgement.id} of {judgement.author} expired on {judgement.expires}"
            )
            continue
        words = f"{judgement.author} judged it {judgement.judged} on {judgement.made[:10]}: {judgement.reason} ({judgement.id})"
        reasons.append(words)
        applied = (judgement.id,)
        found = _after(outcome, judgement.judged)
    return Heard(found, tuple(reasons), applied)


def _after(outcome: Outcome, judged: JudgedAs) -> Outcome:
    if judged == "same":
        return "stop"
    if judged == "different":
        return "clear"
    return outcome if RANK[outcome] >= RANK["review"] else "review"


def _stands(judgement: Judgement, on: date) -> bool:
    return not judgement.expires or on.isoformat() <= judgement.expires
