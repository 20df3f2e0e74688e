"""Reviewers' judgements: same, different or unsure, with author, reason and expiry, never destructive.

A judgement is about one customer, by the asker's own number (``ref``) and name, or, without a number, about
a name with everything else that was said: say more, and it is another subject. Nobody is cleared by a
bare name, which others share. A judgement holds for every entry of the listed party's cluster, as the
cluster is now and as it was then.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import get_args

import msgspec

from yalu.documents.choices import ChoiceError
from yalu.documents.hash_chained_log import BrokenLogError, append, read_chain
from yalu.documents.records.canonical_json import canonical
from yalu.screening.decisions.records import RANK, JudgedAs, Outcome, ReviewerJudgement
from yalu.screening.decisions.same_party import SamePartyGroups, facts_hash
from yalu.screening.identifiers import key
from yalu.screening.matching.records import Query
from yalu.screening.records import Party, Schema

KIND = "judgement"


def subject_of(query: Query, ref: str = "") -> str:
    """The key of a subject: the same words and data in any case, order and spacing give the same key.

    With a ``ref`` it is the key of that customer under that name, whatever else is known. Each name beside it is its own.
    """
    facts: list[object]
    name = " ".join(unicodedata.normalize("NFKC", query.name).casefold().split())
    if number := ref_key(ref):
        facts = ["ref", number, name]
    else:
        facts = [
            name, query.schema, sorted(query.births), sorted(query.countries), sorted(query.genders),
            sorted([*key(i)] for i in query.identifiers),
        ]  # fmt: skip
    return hashlib.sha256(canonical(facts)).hexdigest()[:16]


def ref_key(ref: str) -> str:
    """An asker's own number as two of them are compared: without blanks around it, in one form of its signs."""
    return unicodedata.normalize("NFKC", ref).strip()


def by_name(
    query: Query, ref: str, judgements: Sequence[ReviewerJudgement]
) -> tuple[Sequence[ReviewerJudgement], ...]:
    """The judgements on the party's own name, then on each that stands with it: who clears the one has not seen the other."""
    if not judgements:
        return ((),) * (1 + len(query.also))
    beside = [{subject_of(Query(name)), subject_of(Query(name), ref)} for name in query.also]
    others = set().union(*beside) - {subject_of(query), subject_of(query, ref)}
    own = tuple(j for j in judgements if j.subject not in others)
    return own, *(tuple(j for j in judgements if j.subject in subjects) for subjects in beside)


def known_beside(query: Query) -> tuple[str, ...]:
    """What is known of a subject that tells it from others of its name; a gender or kind does not."""
    held = {"birth": query.births, "country": query.countries, "identifier": query.identifiers}
    return tuple(word for word, values in held.items() if values)


class Judgements:
    """Judgements in the order they were made; those taken back stay on file and count no more."""

    def __init__(self, made: Iterable[ReviewerJudgement] = (), notes: tuple[str, ...] = ()) -> None:
        self._made = tuple(made)
        self.notes = notes  # what was wrong with the file and does not touch what stands in it
        undone = {j.undoes for j in self._made if j.undoes}
        self._by_subject: dict[str, list[ReviewerJudgement]] = {}
        for judgement in self._made:
            if not judgement.undoes and judgement.id not in undone:
                self._by_subject.setdefault(judgement.subject, []).append(judgement)

    @property
    def made(self) -> tuple[ReviewerJudgement, ...]:
        """Everything on file, judgements that undo others included."""
        return self._made

    def about(self, subject: str) -> tuple[ReviewerJudgement, ...]:
        """The judgements on a subject that nobody took back, oldest first."""
        return tuple(self._by_subject.get(subject, ()))

    def standing(self, on: date) -> tuple[ReviewerJudgement, ...]:
        """Every judgement that counts on a day, oldest first."""
        found = [j for held in self._by_subject.values() for j in held if _stands(j, on)]
        return tuple(sorted(found, key=lambda j: (j.made, j.id)))


class JudgementFile:
    """The file of judgements, one hash-chained line each."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def read(self) -> Judgements:
        """Every judgement on file; a last line that was cut off is left out, and a note says so.

        Raises ChainError naming the line that was changed, removed or moved, DocumentError for a file
        that may not be opened.
        """
        if not self.path.exists():
            return Judgements()
        entries, faults = read_chain(self.path)
        broken = next((fault for fault in faults if not fault.torn), None)
        if broken is not None:
            raise BrokenLogError(self.path, broken.says, "restore the file before relying on its judgements")
        made = (msgspec.convert(e.body, ReviewerJudgement) for e in entries if e.kind == KIND)
        return Judgements(made, tuple(f"{self.path.name}: {fault.says}" for fault in faults))

    def add(
        self,
        query: Query,
        party: str,
        judged: JudgedAs,
        *,
        author: str,
        reason: str,
        clusters: SamePartyGroups,
        at: str,
        expires: str = "",
        ref: str = "",
    ) -> ReviewerJudgement:
        """Put a judgement on file, for the whole cluster of the party as it is now.

        Raises ChoiceError for ``different`` on a bare name, which would clear everybody of that name, and for a last day
        before the judgement is made: it would never count.
        """
        if expires and expires < at[:10]:
            raise ChoiceError(
                f"the last day {expires} is past, on {at[:10]} the judgement would count for nothing; give a later day"
            )
        if judged == "different" and not ref_key(ref) and not known_beside(query):
            raise ChoiceError(
                f"“different” on the name {query.name!r} alone would clear everybody of that name; say whose it is: "
                "--ref with your number of the customer, or --birth, --country or --id as far as they are known"
            )
        return self._write(
            ReviewerJudgement(
                id="", ref=ref_key(ref), known=known_beside(query), subject=subject_of(query, ref), name=query.name,
                party=party, parties=clusters.of(party), judged=judged, author=author, reason=reason, made=at,
                expires=expires, entries=clusters.facts(party),
            )
        )  # fmt: skip

    def undo(self, wanted: str, *, author: str, reason: str, at: str) -> ReviewerJudgement:
        """Take a judgement back; both stay on file. Raises KeyError when there is none of that id."""
        found = next((j for j in self.read().made if j.id == wanted), None)
        if found is None:
            raise KeyError(wanted)
        return self._write(
            msgspec.structs.replace(
                found, id="", author=author, reason=reason, made=at, expires="", undoes=wanted
            )
        )

    def _write(self, judgement: ReviewerJudgement) -> ReviewerJudgement:
        number = len(self.read().made) + 1
        digest = hashlib.sha256(canonical([number, judgement])).hexdigest()[:10]
        named = msgspec.structs.replace(judgement, id=f"j{number}-{digest}")
        append(self.path, [(KIND, named)], at=judgement.made)
        return named


class JudgedOutcome(msgspec.Struct, frozen=True):
    """An outcome after judgements: the outcome, the reasons they add, the ids of those applied."""

    outcome: Outcome
    reasons: tuple[str, ...]
    applied: tuple[str, ...]


def apply_judgements(
    outcome: Outcome,
    party: Party,
    cluster: Sequence[str],
    judgements: Iterable[ReviewerJudgement],
    on: date,
    ref: str = "",
) -> JudgedOutcome:
    """The outcome of a match once judgements on the subject and this cluster are applied; the last one counts.

    ``different`` counts only for the customer, or for the data, it was made on, and while the entry says what it said then;
    else it is mentioned and not applied.
    """
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
        if judgement.judged == "different" and (
            why := _not_theirs(judgement, ref) or _changed(judgement, party)
        ):
            reasons.append(f"the judgement {judgement.id} of {judgement.author} is not applied: {why}")
            continue
        words = f"{judgement.author} judged it {judgement.judged} on {judgement.made[:10]}: {judgement.reason} ({judgement.id})"
        reasons.append(words)
        applied = (judgement.id,)
        found = _after(outcome, judgement.judged)
    return JudgedOutcome(found, tuple(reasons), applied)


def _not_theirs(judgement: ReviewerJudgement, ref: str) -> str:
    """Why a judgement that clears is not about the one who is asked, or nothing."""
    if judgement.ref:
        return ""  # its subject is the customer
    if ref_key(ref):
        return f"it names no customer; judge {ref_key(ref)} with --ref"
    if not judgement.known and _bare(judgement):
        return "it was made on a name alone, which others bear; judge the customer with --ref, or with what is known"
    return ""


def _changed(judgement: ReviewerJudgement, party: Party) -> str:
    """That an entry has other facts than when it was judged; nothing for one that was not looked at, or before it was kept."""
    then = dict(judgement.entries).get(party.id)
    if then is None or then == facts_hash(party):
        return ""
    return f"{party.id} has other names, births, states or numbers than when it was judged; judge it again"


def _bare(judgement: ReviewerJudgement) -> bool:
    """Whether a judgement of before ``known`` was written was made on a name alone, a kind or gender at most."""
    return any(
        judgement.subject == subject_of(Query(judgement.name, schema=schema, genders=genders))
        for schema in ("", *get_args(Schema))
        for genders in ((), ("female",), ("male",))
    )


def _after(outcome: Outcome, judged: JudgedAs) -> Outcome:
    if judged == "same":
        return "stop"
    if judged == "different":
        return "clear"
    return outcome if RANK[outcome] >= RANK["review"] else "review"


def _stands(judgement: ReviewerJudgement, on: date) -> bool:
    return not judgement.expires or on.isoformat() <= judgement.expires
