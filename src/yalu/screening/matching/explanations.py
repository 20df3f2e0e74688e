"""The reasons of a match, built from its alignment and said in sentences."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from yalu.screening.matching.records import (
    Aligned,
    KeyHit,
    MatchExplanation,
    MatchQualifier,
    ReadingShown,
    WordContradiction,
)
from yalu.screening.matching.scores import Scored
from yalu.screening.matching.token_similarity import ANOTHER_SYLLABLE
from yalu.screening.names.readings import NameRead

_REASONS = {
    "exact": "the same word", "variant": "spellings of one name", "edit": "a slip of spelling",
    "skeleton": "sounds the same", "reading": "spellings of one surname", "translation": "the same meaning",
    "initial": "an initial of it", "joined": "written together", "split": "written apart",
    "acronym": "its initials",
}  # fmt: skip
_KEYS = {
    "exact": "word", "variant": "variant", "edit": "letter pairs", "skeleton": "sound", "reading": "surname",
    "translation": "meaning", "initial": "word", "joined": "joined words", "split": "joined words",
    "acronym": "word",
}  # fmt: skip


def explain(
    read: NameRead, name: str, scored: Scored, qualifiers: Sequence[MatchQualifier], calibration: str
) -> MatchExplanation:
    """All that went into one score, in the order of the query's words."""
    ours, theirs = scored.query.words, scored.listed.words
    aligned = tuple(
        Aligned(
            " ".join(ours[p.first : p.first_end]),
            " ".join(theirs[p.second : p.second_end]),
            round(p.likeness, 3),
            p.reason,
            round(
                (sum(scored.query_weights[p.first : p.first_end])
                 + sum(scored.listed_weights[p.second : p.second_end])) / 2, 3),
        )
        for p in scored.alignment.pairings
    )  # fmt: skip
    both = min(len(scored.alignment.first_left), len(scored.alignment.second_left))
    left = [(ours[i], scored.query_weights[i]) for i in scored.alignment.first_left]
    right = [(theirs[j], scored.listed_weights[j]) for j in scored.alignment.second_left]
    against = tuple(
        WordContradiction(mine, listed, round(min(weight, other), 3))
        for (mine, weight), (listed, other) in zip(left[:both], right[:both], strict=True)
    )
    keys = {(_KEYS[a.reason], a.name) for a in aligned}
    keys |= {(q.kind, q.query) for q in qualifiers if q.effect == "decides"}
    return MatchExplanation(
        query=read.text if len(read.text) <= 400 else read.text[:400] + "…",
        query_as_read=tuple(ReadingShown(r.system, r.words) for r in read.readings),
        name=name,
        name_as_read=ReadingShown(scored.listed.system, theirs),
        keys=tuple(KeyHit(kind, key) for kind, key in sorted(keys)),
        aligned=aligned,
        omitted_by_query=tuple(w for w, _ in right[both:]),
        omitted_by_list=tuple(w for w, _ in left[both:]),
        contradicted=against,
        qualifiers=tuple(qualifiers),
        notes=read.notes,
        calibration=calibration,
    )


def sentences(found: MatchExplanation) -> tuple[str, ...]:
    """The explanation as lines a reviewer can read, always in the same order."""
    return tuple(_sentences(found))


def _sentences(found: MatchExplanation) -> Iterator[str]:
    yield f"Asked: {found.query}"
    for note in found.notes:
        yield f"  cleaned: {note}"
    for reading in found.query_as_read:
        yield f"  read as {reading.system}: {' '.join(reading.words)}"
    yield f"Listed: {found.name} (read as {found.name_as_read.system}: {' '.join(found.name_as_read.words)})"
    for key in found.keys:
        yield f"  found by {key.kind}: {key.key}"
    for a in found.aligned:
        reason = (
            "one letter apart, another syllable" if a.likeness == ANOTHER_SYLLABLE else _REASONS[a.reason]
        )
        yield f"  {a.query} = {a.name}: {reason} ({a.likeness:.2f}, weight {a.weight:.2f})"
    for c in found.contradicted:
        yield f"  {c.query} against {c.name}: contradicted (weight {c.weight:.2f})"
    if found.omitted_by_query:
        yield f"  left out by the query: {', '.join(found.omitted_by_query)}"
    if found.omitted_by_list:
        yield f"  left out by the list: {', '.join(found.omitted_by_list)}"
    for q in found.qualifiers:
        yield f"  {q.kind} {q.query} against {q.listed}: {q.effect}"
    yield f"  meaning of the score: {found.calibration}"
