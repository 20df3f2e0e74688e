"""Questions about events: which one is meant, by its number, its kind or the words of its title."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta

from yalu.claims.passages.names import KnownThing
from yalu.claims.passages.periods import ends
from yalu.claims.passages.questions.draft import Draft
from yalu.claims.passages.records import Found, Mention, found_at
from yalu.claims.passages.sentence_facts import Sight

# What a title and a sentence must share before an event is proposed: about two words that few titles have.
_ENOUGH = 3.2
_IN = re.compile(r"\b(?:in|during|between|from)(?: the)? [^,;]*$")
# “By 2016” is by its first day, or in the course of it; “through 2016” and “by the end of 2016” have one end.
_BY = re.compile(r"\b(?:by|until|till|up to|as of|as at)(?: the)? $")
_ANOTHER = timedelta(days=31)
_FAR = 40  # characters; words of a title that stand further from a day may speak of another


def numbered(sight: Sight) -> list[tuple[KnownThing, list[Found]]]:
    """Events that are named by their number: “the fifth nuclear test”, or “the fifth one” after it."""
    kinds = sight.kinds or [f for f, _ in sight.carried("kind")]
    found: list[tuple[KnownThing, list[Found]]] = []
    for mention in (f for f in sight.mentions if f.kind == "ordinal"):
        place = mention.place
        own = [k for k in sight.kinds if 0 <= k.start - mention.end <= 25]
        loose = re.match(
            r" (?:one|test|launch|resolution|round|in \d{4})\b|(?=[.,;]|$)", sight.text[mention.end :]
        )
        meant = [
            k
            for k in kinds
            if loose
            and (
                loose[0].strip() in {"one", "round", ""}
                or loose[0].startswith(" in ")
                or loose[0].strip() in k.value.split("_")
            )
        ]
        for kind in own[:1] or meant[:1]:
            known = sight.names.nth(kind.value, int(mention.more["number"]))
            if known is not None and not _of_a_time(sight, mention, kind):
                kinds = [kind, *kinds]  # “the second test … and the fifth one” are of one kind
                found.append((known, [place, *own[:1]]))
    return found


def _of_a_time(sight: Sight, ordinal: Mention, kind: Found) -> bool:
    """“The second test of 2016”: of that year, where the second of all lies outside it."""
    known = sight.names.nth(kind.value, int(ordinal.more["number"]))
    behind = re.compile(r" (?:of|in|during|within) (?:the )?").match(sight.text, kind.end)
    period = next((p for p in sight.periods if p.value and behind and p.start == behind.end()), None)
    if period is None:
        return False
    first, last = ends(period.value)
    return (
        known is None or known.first is None or known.last is None or known.first > last or known.last < first
    )


def event_named(sight: Sight, mention: Mention, lead: str) -> tuple[KnownThing, list[Found]] | None:
    """The event nearest a mention; with ``lead`` only one that stands behind such words."""
    place = mention.place
    named = [
        (known, finds) for known, finds in numbered(sight)
        if not lead or re.search(lead + r"[^,.;]{0,40}$", sight.text[: finds[0].start])
    ]  # fmt: skip
    if not named and not lead:
        named = list(_of_kind(sight))
    return min(named, key=lambda item: item[1][0].near(place), default=None)


def _of_kind(sight: Sight) -> Iterator[tuple[KnownThing, list[Found]]]:
    """“The nuclear test” without a number: the one of the time that is named, else the latest before publication."""
    for kind in sight.kinds:
        listed = [
            e
            for e in sight.names.events
            if e.kind == kind.value and e.first and e.last and e.first <= sight.published
        ]
        days = [(p, ends(p.value)) for p in sight.periods if p.value]
        inside = [(e, p) for p, (a, z) in days for e in listed if e.first <= z and a <= e.last]  # type: ignore[operator]
        if inside:
            yield inside[-1][0], [kind, inside[-1][1]]
        elif listed:
            yield max(listed, key=lambda e: (str(e.first), e.id)), [kind]


def likely_events(sight: Sight, mention: Mention) -> Iterator[tuple[KnownThing, float, list[Found]]]:
    """The events the words most likely mean, the likeliest first."""
    place = mention.place
    seen = set()
    days = [ends(p.value) for p in sight.periods if p.value and p.start == mention.start]

    def order(item: tuple[KnownThing, list[Found]]) -> tuple[bool, int]:
        known, finds = item
        fits = any(
            known.first and known.last and known.first <= last and first <= known.last for first, last in days
        )
        return not fits, finds[0].near(place)

    for known, finds in sorted(numbered(sight), key=order):
        if known.id not in seen:
            seen.add(known.id)
            yield known, 8.0 - min(finds[0].near(place), 60) / 20, finds
    kinds = {known.kind for known, _ in numbered(sight)}
    for known, score, shared in sight.likely("events", mention, least=_ENOUGH, most=4):
        if (
            known.id not in seen
            and known.kind not in kinds
            and (known.first is None or known.first <= sight.published)
        ):
            finds = sight.places_of(shared) or sight.kinds
            far = min((find.near(place) for find in finds), default=0) > _FAR
            yield known, score - (2.0 if far else 0.0), finds


def event_date(sight: Sight, mention: Mention, score: float) -> Iterator[Draft]:
    """The day of an event; “since”, “until” and “compared with” a day say when something else was."""
    if mention.more.get("role", "in") != "in" and not re.match(r",? when\b", sight.text[mention.end :]):
        return
    for number, (known, worth, finds) in enumerate(likely_events(sight, mention)):
        if known.kind.endswith("_per_year") or not _names_more(sight, mention, finds):
            continue
        draft = Draft(sight, "events.date", mention, mention.said, score + min(worth, 8) / 2 - number * 0.3)
        draft.words("event", known.id, *finds).also("about", *sight.states_of(known.title))
        if _of_another_day(known, mention) and known.id not in {one.id for one, _ in numbered(sight)}:
            draft.doubt("event", "the words may name another event of the day that is said")
        yield draft


def _of_another_day(known: KnownThing, mention: Mention) -> bool:
    """Whether an event found by words of its title is far from the day said: then the words may well mean another."""
    first, last = ends(mention.more["value"])
    return (
        known.first is None
        or known.last is None
        or known.first - _ANOTHER > last
        or known.last + _ANOTHER < first
    )


def _names_more(sight: Sight, mention: Mention, finds: list[Found]) -> bool:
    """Whether words name an event beyond states, leaders, goods, trade and days: a year in its title names nothing."""
    taken = [*sight.states, *sight.leaders, *sight.goods, *sight.flows, *sight.periods, mention.place]
    return any(not any(t.start < f.end and f.start < t.end for t in taken) for f in finds)


def _since(draft: Draft, since: Found) -> None:
    """From a day or time named; “none since 2017” is said where the last was in 2017 as well."""
    first, last = ends(since.value)
    draft.words("from", first.isoformat(), since)
    if draft.mention.kind == "none" and first != last:
        either = first.isoformat(), (last + timedelta(1)).isoformat()
        draft.leave_open("from", either, "", assumed=False, find=since)


def by_some_time(sight: Sight, period: Found) -> bool:
    """Whether words say “by 2016”, which is by its first day or in the course of it."""
    first, last = ends(period.value)
    said = sight.said(period).lower()
    return first != last and "end" not in said.split() and bool(_BY.search(sight.text[: period.start]))


def event_count(sight: Sight, mention: Mention, score: float) -> Iterator[Draft]:
    """How many events of a kind; “the sixth test” says that there had been six."""
    near = sight.nearest(sight.kinds, mention)
    place = mention.place
    near = [k for k in near if mention.kind != "ordinal" or 0 <= k.start - mention.end <= 25]
    if not near:
        match = re.search(
            r"\b(?:un |u\.n\. |security council |sanctions )?resolutions?\b|\bagreements?\b", sight.text
        )
        kinds = {event.kind for event in sight.names.events}
        for name in sorted(kinds):
            if match and name.rsplit("_", 1)[-1] in match[0]:
                near = [found_at(match, part="kind", value=name)]
    for kind in near[:1]:
        if kind.near(place) > 60:
            continue
        draft = Draft(sight, "events.count", mention, mention.said, score).words("kind", kind.value, kind)
        days = [p for p in sight.periods if p.value]
        since = [p for p in days if p.more["role"] == "since"]
        inside = [
            p
            for p in days
            if p.more["role"] == "in"
            and not re.search(r"\b(?:last|latest|most recent)(?: one)?(?: in| on)? $", sight.text[: p.start])
        ]
        upto = sight.published
        if mention.kind == "ordinal" and not inside:
            draft.doubt("to", "no day is named to which so many had been")
        if mention.kind == "ordinal" and inside:
            upto = min(ends(inside[0].value)[1], upto)
            draft.also("to", *inside)
        elif inside and mention.kind != "ordinal" and _IN.search(sight.text[: inside[0].end]):
            first, last = ends(inside[0].value)
            draft.words("from", first.isoformat(), inside[0])
            upto = min(last, upto)
        elif since:
            _since(draft, since[0])
        draft.given["to"] = upto.isoformat()
        until = [p for p in days if p.more["role"] == "until"]
        if until:
            first, last = ends(until[0].value)
            upto = first - timedelta(1) if sight.text[: until[0].start].endswith("before ") else last
            draft.words("to", min(upto, sight.published).isoformat(), until[0])
            if by_some_time(sight, until[0]):
                either = (first - timedelta(1)).isoformat(), min(upto, sight.published).isoformat()
                draft.leave_open("to", either, "", assumed=False, find=until[0])
        if mention.kind == "ordinal" and _of_a_time(sight, mention, kind):
            draft.doubt("from", "so many of that time, or of all")
        titles = (event.title for event in sight.names.events if event.kind == kind.value)
        yield draft.also("about", *sight.states_of(*titles))


def event_value(sight: Sight, mention: Mention, score: float) -> Iterator[Draft]:
    """What the table has as the value of an event, where the event has one."""
    options = [
        (known, worth, shared) for known, worth, shared in sight.likely("events", mention, least=2.0, most=8)
        if known.more.get("value") and (known.first is None or known.first <= sight.published)
    ]  # fmt: skip
    years = [p for p in sight.periods if p.value]
    for number, (known, worth, shared) in enumerate(options[:3]):
        draft = Draft(
            sight, "events.value", mention, _bare(mention), score + min(worth, 8) / 3 - number * 0.5 - 1
        )
        finds = sight.places_of(shared)
        inside = [
            p
            for p in years
            if known.first
            and known.last
            and ends(p.value)[0] <= known.last
            and known.first <= ends(p.value)[1]
        ]
        if known.kind.endswith("_per_year") and not inside:
            continue
        yield draft.words("event", known.id, *finds, *inside).also("about", *sight.states_of(known.title))


def _bare(mention: Mention) -> str:
    """The number without unit and currency: values of events are bare numbers."""
    if mention.kind not in {"money", "quantity"}:
        return mention.said
    return re.sub(
        r"us\$|[$€£]|\b(?:metric )?(?:tons?|tonnes?|barrels?|dollars?|yuan)\b", "", mention.said
    ).strip()


def event_gap(sight: Sight, mention: Mention, score: float) -> Iterator[Draft]:
    """Time between two events, or from an event to the day of publication."""
    named = list(likely_events(sight, mention))
    named = [item for item in named if not item[0].kind.endswith("_per_year")]
    if len(named) >= 2 and named[1][1] >= 5:
        first, second = sorted((named[0], named[1]), key=lambda item: str(item[0].first))
        draft = Draft(sight, "events.gap", mention, mention.said, score + 1)
        yield draft.words("from", first[0].id, *first[2]).words("to", second[0].id, *second[2])
    for number, (known, worth, finds) in enumerate(named[:2]):
        draft = Draft(sight, "events.gap", mention, mention.said, score + worth / 10 - number)
        draft.words("from", known.id, *finds)
        if re.search(r"\bto the present|\btoday|\bto date|\bnow\b|\bago\b|\bsince\b", sight.text):
            yield draft.words("to", sight.published.isoformat())
        else:
            yield draft.assume("to", sight.published.isoformat(), "the day of publication", less=0.5)


DRAFTERS = {
    "events.date": event_date,
    "events.count": event_count,
    "events.value": event_value,
    "events.gap": event_gap,
}
