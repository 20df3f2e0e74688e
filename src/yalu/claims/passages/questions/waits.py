"""Questions about time without a visit: from an event to the next one, or since the last."""

from __future__ import annotations

import re
from collections.abc import Iterator

from yalu.claims.passages.questions.draft import Draft
from yalu.claims.passages.questions.events import event_named, numbered
from yalu.claims.passages.questions.visits import with_direction, with_what
from yalu.claims.passages.records import Found, Mention
from yalu.claims.passages.sentence_facts import Sight

_VISITED = re.compile(
    r"visit|\btrips?\b|travel|envoy|delegation|dispatch|\bsent\b|arriv|\bmet\b|summit|\b(?:came|went) to\b|meeting|lapsed"
)


def latency(sight: Sight, mention: Mention, score: float) -> Iterator[Draft]:
    """Days from an event to the first visit after it, or their mean over several."""
    event = event_named(sight, mention, r"")
    if event is None or not _VISITED.search(sight.text):
        return
    draft = Draft(sight, "visits.latency", mention, mention.said, score)
    between = _between_events(sight)
    if between:
        (first, last), finds = between
        draft.leave_open(
            "event", (";".join(first), ";".join(last)), "the last of them counted, or not", assumed=False
        )
        draft.also("event", *finds)
    else:
        draft.words("event", event[0].id, *event[1])
    yield with_direction(draft)


def _between_events(sight: Sight) -> tuple[tuple[list[str], list[str]], list[Found]] | None:
    """The events of one kind between two that are named by their number, without and with the last."""
    numbers = [f for f in sight.mentions if f.kind == "ordinal"]
    if len(numbers) < 2 or "between" not in sight.text:
        return None
    named = numbered(sight)
    if not named:
        return None
    kind = named[0][0].kind
    low, high = int(numbers[0].more["number"]), int(numbers[1].more["number"])
    ids = [known.id for n in range(low, high + 1) if (known := sight.names.nth(kind, n)) is not None]
    if len(ids) < 2:
        return None
    places = [n.place for n in numbers[:2]]
    return (ids[:-1], ids), [*places, *sight.kinds, *sight.periods]


def gap(sight: Sight, mention: Mention, score: float) -> Iterator[Draft]:
    """How long no visit, or no summit, had been paid."""
    if not re.search(r"\bno\b|\bnot\b|without|since|first|last|lapse", sight.text):
        return
    draft = with_what(Draft(sight, "visits.gap", mention, mention.said, score))
    none = next((f for f in sight.mentions if f.kind == "none"), None)
    if none is not None:
        draft.also("about", none.place)
    draft.given["to"] = sight.published.isoformat()
    yield with_direction(draft)


DRAFTERS = {
    "visits.latency": latency,
    "visits.gap": gap,
}
