"""Questions about the days of visits, and about time without one: from an event to the next, or since the last."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta

from yalu.claims.passages.periods import ends
from yalu.claims.passages.questions.draft import Draft
from yalu.claims.passages.questions.events import event_named, numbered
from yalu.claims.passages.questions.visits import BY_WHOM, TRAVELS, in_town, with_direction, with_what
from yalu.claims.passages.records import Found, Mention, found_at
from yalu.claims.passages.sentence_facts import Sight
from yalu.claims.subjects.visits.meetings import slug

_VISITED = re.compile(
    r"visit|\btrips?\b|travel|envoy|delegation|dispatch|\bsent\b|arriv|\bmet\b|summit|\b(?:came|went) to\b|meeting|lapsed"
)
_IN_SO_LONG = re.compile(r"\b(?:in|for) (?:[\w-]+ ){1,4}?(?:weeks|months|years?|decades?)\b")
_WHOSE = re.compile(
    r"(?:'s|\bhis|\bher|\btheir) (?:very |own )?$"
)  # “his first since”, and not “the first since”


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
    first = next((f for f in sight.mentions if f.kind == "ordinal" and f.said == "1"), None)
    if first is not None and _IN_SO_LONG.search(sight.text, first.end):
        draft.doubt("to", "the time without a visit ended with the one that is spoken of")
    yield with_direction(draft)


def visit_date(sight: Sight, mention: Mention, score: float) -> Iterator[Draft]:
    """The day of the last or first visit: “the first visit since 2009” says that the one before was in 2009."""
    found = re.finditer(r"\b(?:first|last|latest|most recent)\b", sight.text)
    spans = [(p.start, p.end) for p in sight.periods]  # “the first half of 2018” names no first visit
    first = next((one for one in found if not any(a <= one.start() < z for a, z in spans)), None)
    if first is None or not re.search(r"visit|trip|summit|delegation|meeting", sight.text):
        return
    if first[0] == "first" and _IN_SO_LONG.search(sight.text, first.end()):
        return  # “the first in four years” is not the first of all
    place = found_at(first)
    days = [p for p in sight.periods if p.value]
    since = [p for p in days if p.more["role"] == "since"]
    if since and first[0] != "first":
        if mention.more.get("role") == "since":
            return  # “the last visit since 2009” was not in 2009
        since = []
    if mention.kind == "ordinal" and not since:
        return
    stated = mention
    if since:
        near = sight.nearest(since, mention)[0]
        stated = Mention(kind="date", said=sight.said(near), start=near.start, end=near.end)
    draft = with_what(Draft(sight, "visits.date", mention, stated.said, score))
    if since and first[0] == "first":
        others = [p for p in days if p not in since]
        until = ends(others[0].value)[0] - timedelta(1) if others else sight.published - timedelta(30)
        draft.words("which", "last", place, *since).words("to", until.isoformat(), *others)
        if not others:
            draft.assume("to", until.isoformat(), "a month before publication", less=0.3)
    else:
        draft.words("which", "first" if first[0] == "first" else "last", place)
        draft.given["to"] = sight.published.isoformat()
        if mention.kind == "date" and not _among(draft, [p for p in days if p.start != mention.start]):
            return
    own = first[0] != "first" or not since or _WHOSE.search(sight.text[: first.start()])
    yield in_town(with_direction(_with_guest(draft) if own else draft).of_unnamed_guest())


def _among(draft: Draft, others: list[Found]) -> bool:
    """The days among which a visit is the first or last: “the last in 2018 was in June”, “the last before 2010”.

    False where the day stated is no day of a visit but these days themselves.
    """
    own = next((p for p in draft.sight.periods if p.start == draft.mention.start), None)
    if own is None or own.more["role"] == "until":
        return own is None
    early, late = ends(own.value)
    for other in others:
        first, last = ends(other.value)
        if other.more["role"] == "until":
            before = draft.sight.text[: other.start].rstrip().endswith("before")
            draft.words("to", (first - timedelta(1) if before else last).isoformat(), other)
        elif early <= first and last <= late and own.value != other.value:
            return False
        elif first <= early and late <= last:
            draft.words("from", first.isoformat(), other)
            draft.words("to", min(last, draft.sight.published).isoformat(), other)
        else:
            draft.doubt("to", f"{draft.sight.said(other)} is named too")
    return True


def _with_guest(draft: Draft) -> Draft:
    """Who travelled, where one leader or guest is named before the word for it."""
    sight = draft.sight
    word = TRAVELS.search(sight.text)
    named = [
        one
        for one in (*sight.leaders, *sight.guests)
        if word is not None and (one.end <= word.start() or BY_WHOM.search(sight.text[: one.start]))
    ]
    values = dict.fromkeys(slug(one.value) for one in named)
    if len(values) == 1 and not re.search(r"\bbetween\b|\bboth\b", sight.text):
        return draft.words("guest", next(iter(values)), *named)
    return draft


DRAFTERS = {
    "visits.date": visit_date,
    "visits.latency": latency,
    "visits.gap": gap,
}
