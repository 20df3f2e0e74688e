"""A decision in lines a reviewer reads: what was asked, what was met, why, and what would settle it."""

from __future__ import annotations

from collections.abc import Iterator

from yalu.screening.deciding.records import Decision, Weighed


def told_lines(weighed: Weighed) -> tuple[str, ...]:
    """The reasons of one weighed match, then how the names were read and met."""
    match = weighed.match
    lines = [*weighed.reasons, *weighed.needs]
    if weighed.also:
        lines.append(f"also listed as {', '.join(weighed.also)}")
    if match is not None:
        lines += match.explain().sentences() if match.explanation.aligned else match.marks
    return tuple(dict.fromkeys(lines))


def decision_lines(decision: Decision, *, most: int = 5) -> Iterator[str]:
    """A decision as text for a terminal."""
    yield f"{decision.outcome.upper()}: {decision.reason}"
    for need in decision.needs:
        yield f"to settle it: {need}"
    for note in decision.notes:
        yield f"note: {note}"
    for weighed in decision.weighed[:most]:
        yield ""
        listed = f", listed {weighed.listed}" if weighed.listed else ""
        programmes = f" under {', '.join(weighed.programmes)}" if weighed.programmes else ""
        yield f"{weighed.outcome}  {weighed.primary}  [{weighed.party}]{listed}{programmes}"
        if weighed.match is not None:
            yield (
                f"  by the name {weighed.name} ({weighed.match.name_kind}); score {weighed.match.score:.3f}; "
                f"{weighed.match.expected_false_alerts:.2g} of 1,000 parties on no list score as high"
            )
        yield from (f"  {line}" for line in told_lines(weighed))
    if len(decision.weighed) > most:
        yield f"and {len(decision.weighed) - most} more; --json shows all"
    yield ""
    yield f"lists: {', '.join(decision.snapshots)}"
    yield f"policy {decision.policy}, engine {decision.engine}, index {decision.index[:12]}, {decision.looked_at} candidates looked at"
    yield f"id: {decision.id}"
