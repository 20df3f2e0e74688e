"""A decision in lines a reviewer reads: what was asked, what was met, why, and what would settle it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from yalu.screening.decisions.records import Decision, Weighed
from yalu.screening.matching.explanations import sentences
from yalu.vocabulary.coverage import Coverage

_SHORT = 4  # so many lists a coverage names one by one by itself; a decision names them all


def match_lines(weighed: Weighed, *, question: bool = True) -> tuple[str, ...]:
    """The reasons of one weighed match, then how the names were read and met.

    ``question`` says whether to repeat how the question was read, which every match shares.
    """
    match = weighed.match
    lines = [*weighed.reasons, *weighed.needs]
    if weighed.also:
        lines.append(f"also listed as {', '.join(weighed.also)}")
    if match is not None and match.explanation.aligned:
        said = sentences(match.explanation)
        shared = next((n for n, line in enumerate(said) if line.startswith("Listed:")), 0)
        lines += said if question else said[shared:]
    elif match is not None:
        lines += match.marks
    return tuple(dict.fromkeys(lines))


def heading(weighed: Weighed) -> str:
    """One weighed match in a line: outcome, party, since when and under what."""
    listed = f", listed {weighed.listed}" if weighed.listed else ""
    programmes = f" under {', '.join(weighed.programmes)}" if weighed.programmes else ""
    return f"{weighed.outcome}  {weighed.primary}  [{weighed.party}]{listed}{programmes}"


def decision_lines(decision: Decision, *, most: int = 10) -> Iterator[str]:
    """A decision as text for a terminal: in full what decided, in a line each what came after it."""
    yield f"{outcome_spoken(decision)}: {decision.reason}"
    for need in decision.needs:
        yield f"to settle it: {need}"
    for note in decision.notes:
        yield f"note: {note}"
    yield from coverage_lines(decision.coverage, [w for w in decision.warnings if w != decision.reason])
    full = [w for w in decision.weighed[:3] if w.outcome == decision.outcome]
    for number, weighed in enumerate(full):
        yield ""
        yield heading(weighed)
        yield f"  {_score(weighed)}"
        yield from (f"  {line}" for line in match_lines(weighed, question=number == 0))
    others = decision.weighed[len(full) : most]
    if others:
        yield ""
        yield from (f"{heading(w)}; {_score(w)}" for w in others)
    if len(decision.weighed) > most:
        yield f"and {len(decision.weighed) - most} more; --json shows all"
    yield ""
    yield f"lists: {', '.join(decision.snapshots) or 'none'}"
    ground = f"screening policy {decision.policy}, engine {decision.engine}, index {decision.index[:12]}"
    yield f"{ground}, {decision.looked_at} candidates looked at"
    yield f"id: {decision.id}"


def outcome_spoken(decision: Decision) -> str:
    """The outcome with its first words in capitals: ``CLEAR on 3 partial lists``, ``NOT SCREENED``."""
    word = decision.outcome.replace("_", " ")
    return decision.said.replace(word, word.upper(), 1)


def coverage_lines(coverage: Coverage, warnings: Sequence[str]) -> Iterator[str]:
    """What was asked, what is wrong with it, and where more of it is had."""
    yield f"covers: {covered(coverage)}"
    for warning in warnings:
        yield f"warning: {warning}"
    if any(source.whole is False for source in coverage.parts):
        yield "next: “yalu lists update” fetches the whole lists"


def covered(coverage: Coverage) -> str:
    """What was asked, with every list by name, however many."""
    if len(coverage.asked) <= _SHORT:
        return coverage.says
    named = ", ".join(source.says for source in coverage.asked)
    left = f"; not asked: {', '.join(coverage.not_asked)}" if coverage.not_asked else ""
    return named + left


def _score(weighed: Weighed) -> str:
    match = weighed.match
    if match is None or not match.explanation.aligned:
        return ", ".join(match.marks) if match is not None else ""
    alerts = match.expected_false_alerts
    marks = f"; {', '.join(match.marks)}" if match.marks else ""
    return (
        f"by the name {weighed.name} ({match.name_kind}), score {match.score:.3f}: "
        f"{alerts:.2g} of 1,000 parties on no list score as high{marks}"
    )
