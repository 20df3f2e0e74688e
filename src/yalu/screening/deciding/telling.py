"""A decision in lines a reviewer reads: what was asked, what was met, why, and what would settle it."""

from __future__ import annotations

from collections.abc import Iterator

from yalu.screening.deciding.records import Decision, Weighed


def told_lines(weighed: Weighed, *, question: bool = True) -> tuple[str, ...]:
    """The reasons of one weighed match, then how the names were read and met.

    ``question`` says whether to tell again how the question was read, which every match shares.
    """
    match = weighed.match
    lines = [*weighed.reasons, *weighed.needs]
    if weighed.also:
        lines.append(f"also listed as {', '.join(weighed.also)}")
    if match is not None and match.explanation.aligned:
        said = match.explanation.sentences()
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
    yield f"{decision.outcome.upper()}: {decision.reason}"
    for need in decision.needs:
        yield f"to settle it: {need}"
    for note in decision.notes:
        yield f"note: {note}"
    full = [w for w in decision.weighed[:3] if w.outcome == decision.outcome]
    for number, weighed in enumerate(full):
        yield ""
        yield heading(weighed)
        yield f"  {_score(weighed)}"
        yield from (f"  {line}" for line in told_lines(weighed, question=number == 0))
    others = decision.weighed[len(full) : most]
    if others:
        yield ""
        yield from (f"{heading(w)}; {_score(w)}" for w in others)
    if len(decision.weighed) > most:
        yield f"and {len(decision.weighed) - most} more; --json shows all"
    yield ""
    yield f"lists: {', '.join(decision.snapshots)}"
    yield f"policy {decision.policy}, engine {decision.engine}, index {decision.index[:12]}, {decision.looked_at} candidates looked at"
    yield f"id: {decision.id}"


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
