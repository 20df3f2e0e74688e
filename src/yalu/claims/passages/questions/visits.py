"""Questions about visits and leaders: how many, how often, how long since, and who."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from yalu.claims.passages.periods import ends
from yalu.claims.passages.questions.draft import Draft
from yalu.claims.passages.questions.events import by_some_time, event_named
from yalu.claims.passages.records import Found, Mention, found_at
from yalu.claims.passages.sentence_facts import Sight
from yalu.claims.subjects.visits.meetings import slug

_SUBJECT = 25  # characters between who travels and the word that says so
_SENDS = r"(?:'s?)?(?: [\w-]+){0,2} (?:dispatched|sent|envoys?|delegations?|officials?|visited|arrived)\b"
_SUMMIT = re.compile(r"\bsummits?\b|\bmeetings? between\b|\bmet\b|\bmeetings?\b")


def with_what(draft: Draft) -> Draft:
    """Summits or all visits."""
    match = _SUMMIT.search(draft.sight.text)
    if match and not re.search(
        r"\bvisits?\b", draft.sight.text[max(0, draft.mention.start - 5) : draft.mention.end + 40]
    ):
        draft.words("what", "summit", found_at(match))
    return draft


def with_direction(draft: Draft) -> Draft:
    """Who went to whom: a visit of one side, or to the other."""
    sight = draft.sight
    case = sight.names.evidence.case
    text = sight.text
    to = [
        s
        for s in sight.states
        if re.search(r"(?:visit(?:s|ed)?|trips?|travel(?:l?ed)?|to|in)(?: to)? (?:the )?$", text[: s.start])
    ]
    by = [s for s in sight.states if s not in to]
    who = {s.value for s in to} & {case.target, case.partner}
    if len(who) == 1:
        goes_to = who.pop()
        draft.words("direction", "target_to_partner" if goes_to == case.partner else "partner_to_target", *to)
    else:
        sender = [s for s in by if re.match(_SENDS, text[s.end :])]
        if (
            sender
            and sender[0].value in {case.target, case.partner}
            and not re.search(r"from one country|either|both sides", text)
        ):
            draft.words(
                "direction",
                "partner_to_target" if sender[0].value == case.partner else "target_to_partner",
                sender[0],
            )
    return draft.also("about", *sight.sides)


def _with_window(draft: Draft, *, upto: bool = True) -> Draft:
    """From and to, by the periods and events the sentence names; to the day of publication without an end."""
    sight = draft.sight
    event = event_named(sight, draft.mention, r"\b(?:since|after|following)\b")
    spans = [p for p in sight.periods if p.value]
    since = [p for p in spans if p.more["role"] == "since"]
    inside = [p for p in spans if p.more["role"] == "in" and p.more["grain"] != "past"]
    until = [p for p in spans if p.more["role"] == "until"]
    none = draft.mention.kind == "none"
    if until:
        end = ends(until[0].value)
        last = end[0] - timedelta(1) if none else end[1]  # none until March: none before it
        start = ends((since or inside)[0].value)[0].isoformat() if since or inside else ""
        draft.words("to", last.isoformat(), until[0])
        if not none and by_some_time(sight, until[0]):
            days = (end[0] - timedelta(1)).isoformat(), last.isoformat()
            draft.leave_open("to", days, "", assumed=False, find=until[0])
        return draft.words("from", start, *(since or inside)[:1]) if start else draft
    if event is not None:
        draft.words("from", event[0].id, *event[1])
    elif since:
        first, last = ends(since[0].value)
        draft.words("from", first.isoformat(), since[0])
        if none and first != last:
            # “None since 2019” is said where the last was in 2019 as well.
            days = first.isoformat(), (last + timedelta(1)).isoformat()
            draft.leave_open("from", days, "", assumed=False, find=since[0])
    elif inside:
        return _inside(draft, inside)
    else:
        tenure = _ascent(sight)
        if tenure is not None:
            draft.words("from", tenure[0].isoformat(), tenure[1])
    if upto:
        draft.given["to"] = sight.published.isoformat()
        if not since and event is None and "from" not in draft.given:
            draft.assume("to", sight.published.isoformat(), "up to the day of publication", less=0.2)
    return draft


def _inside(draft: Draft, inside: list[Found]) -> Draft:
    """The days of the periods named, where one follows the other; of none between two years with or without these."""
    sight, used = draft.sight, inside[:1]
    first, last = ends(inside[0].value)
    for find in inside[1:]:
        if ends(find.value)[0] == last + timedelta(1) and sight.text[used[-1].end : find.start] in {
            " and ",
            ", ",
            " and in ",
        }:
            used.append(find)
            last = ends(find.value)[1]
    draft.words("from", first.isoformat(), *used)
    to = min(last, sight.published)
    draft.words("to", to.isoformat(), *used)
    if (
        draft.mention.kind == "none"
        and inside[0].value.count("/")
        and sight.said(inside[0]).lower().startswith(("between", "from"))
    ):
        early, late = (ends(part) for part in inside[0].value.split("/"))
        if inside[0].value[5:7] == "01" and inside[0].value[-2:] == "12":
            early, late = ends(inside[0].value[:4]), ends(inside[0].value.split("/")[1][:4])
        after, before = early[1] + timedelta(1), late[0] - timedelta(1)
        if after <= before:
            draft.leave_open(
                "from", (first.isoformat(), after.isoformat()), "", assumed=False, find=inside[0]
            )
            draft.leave_open("to", (to.isoformat(), before.isoformat()), "", assumed=False, find=inside[0])
    return draft


def _ascent(sight: Sight) -> tuple[date, Found] | None:
    """The day a leader named in the sentence took power, where it speaks of that."""
    match = re.search(
        r"\bunder\b|took power|ascent|came to power|took office|since \w+ became|in power", sight.text
    )
    if match is None:
        return None
    leaders = sight.nearest(sight.leaders, found_at(match))
    for leader in leaders:
        starts = [t.start.earliest for t in sight.names.evidence.case.tenures if t.leader == leader.value]
        if starts:
            return min(starts), leader
    return None


def count(sight: Sight, mention: Mention, score: float) -> Iterator[Draft]:
    """How many visits or summits."""
    if not re.search(r"visit|trip|exchang|delegation|summit|meeting|\bmet\b|envoy", sight.text):
        return
    after = sight.text[mention.end : mention.end + 45]
    if mention.kind == "count" and not re.search(r"visit|trip|exchang|delegation|summit|meeting|time", after):
        return
    if mention.kind == "count" and "." in mention.said:
        return
    draft = _with_window(
        with_direction(with_what(Draft(sight, "visits.count", mention, mention.said, score)))
    )
    yield in_town(_of_guest(draft if mention.kind == "none" else draft.of_unnamed_guest()))


def _of_guest(draft: Draft) -> Draft:
    """Whose visits are counted, where a name stands before the word for them: “Kim Jong Un did not visit …”."""
    sight = draft.sight
    word = TRAVELS.search(sight.text)
    taken = {t.start for t in draft.taken}
    named = [
        one
        for one in (*sight.leaders, *sight.guests)
        if one.start not in taken
        and word is not None
        and (0 <= word.start() - one.end <= _SUBJECT or BY_WHOM.search(sight.text[: one.start]))
    ]
    values = dict.fromkeys(slug(one.value) for one in named)
    return draft.words("guest", next(iter(values)), *named) if len(values) == 1 else draft


def trips(sight: Sight, mention: Mention, score: float) -> Iterator[Draft]:
    """How many trips one guest made."""
    near = sight.nearest(sight.leaders, mention) or [f for f, _ in sight.carried("leader")]
    for number, leader in enumerate(near[:2]):
        draft = _with_window(Draft(sight, "visits.trips", mention, mention.said, score - number * 0.5))
        if mention.kind == "ordinal":
            draft.given.pop("from", None)  # the second trip in May is the second of all
            since = any(p.more["role"] == "since" for p in sight.periods)
            if since or _OF_THE_YEAR.search(sight.text, mention.end):
                draft.doubt("from", "it is counted from a time to a visit, and not of all")
        if leader in sight.leaders:
            draft.words("guest", leader.value, leader)
        else:
            where = next(s for f, s in sight.carried("leader") if f is leader)
            draft.carry("guest", leader.value, leader, where)
        if sight.names.leaders.get(leader.value) == "partner":
            draft.words("direction", "partner_to_target")
        yield in_town(draft.also("about", *sight.sides))


def in_town(draft: Draft) -> Draft:
    """“Visited the capital four times”: a town is less than its state where a visit on record went elsewhere."""
    sight, given = draft.sight, draft.given
    for state in sight.sides:
        town = sight.said(state).lower()
        if any(one.start == state.start for one in sight.words_of("town")) and _THITHER.search(
            sight.text[: state.start]
        ):
            to = {sight.names.evidence.case.partner: "target_to_partner"}.get(
                state.value, "partner_to_target"
            )
            for visit in sight.names.evidence.case.visits:
                of = slug(visit.guest) == given["guest"] if "guest" in given else True
                if of and visit.direction == to and town not in visit.place.lower():
                    return draft.doubt("direction", f"some of these visits did not go to {sight.said(state)}")
    return draft


def sites(sight: Sight, mention: Mention, score: float) -> Iterator[Draft]:
    """Sites shown on tours, by their kind."""
    kinds = {tour.kind for tour in sight.names.evidence.case.tours if tour.kind and tour.kind != "other"}
    for kind in sorted(kinds):
        match = re.search(rf"\b{re.escape(kind)}s?\b", sight.text)
        if match is None:
            continue
        draft = Draft(sight, "visits.sites", mention, mention.said, score)
        draft.words("kind", kind, found_at(match))
        yield _with_window(draft, upto=False)


def own_leaders(sight: Sight, mention: Mention) -> list[Found]:
    """The leader whose number it is: of several names and several numbers in a row, the one in the same place."""
    text = sight.text
    if "respectively" in text:
        numbers = [f for f in sight.mentions if f.kind == "count"]
        if mention in numbers and len(sight.leaders) >= len(numbers):
            return [sight.leaders[numbers.index(mention)]]
    before = [one for one in sight.leaders if one.end <= mention.start]
    return list(reversed(before)) + [one for one in sight.leaders if one not in before]


def frequency(sight: Sight, mention: Mention, score: float) -> Iterator[Draft]:
    """Average visits a year in the era of a leader."""
    if not re.search(r"averag|per year|a year|annual|frequenc|every year", sight.text):
        return
    for number, leader in enumerate(own_leaders(sight, mention)[:2]):
        draft = Draft(sight, "visits.frequency", mention, mention.said, score + 1 - number)
        yield draft.words("leader", leader.value, leader).also("about", *sight.sides)


def trend(sight: Sight, mention: Mention, score: float) -> Iterator[Draft]:
    """A rise or fall of the average under a leader: his over that of the one before him."""
    if not re.search(r"frequenc|averag|visits|exchanges", sight.text):
        return
    tenures = sight.names.evidence.case.tenures
    for number, leader in enumerate(sight.leaders[:3]):
        own = [t for t in tenures if t.leader == leader.value]
        before = [
            t
            for t in tenures
            for o in own
            if t.office == o.office and t.side == o.side and t.start.earliest < o.start.earliest
        ]
        if not before:
            continue
        last = max(before, key=lambda t: t.start.earliest).leader
        said = "less than 1" if mention.said == "fell" else "more than 1"
        draft = Draft(
            sight,
            f"visits.frequency[leader={leader.value}] / visits.frequency[leader={last}]",
            mention,
            said,
            score - number * 0.2,
        )
        yield draft.also("about", leader, *sight.sides)


def rank(sight: Sight, mention: Mention, score: float) -> Iterator[Draft]:
    """The place of an era by its average."""
    if not re.search(r"frequenc|averag|visits|exchanges", sight.text):
        return
    ahead = re.search(r"\b(?:ahead of|behind|except|after)\b", sight.text)
    named = [one for one in sight.leaders if ahead is None or one.start < ahead.start()]
    carried = []
    if not named:
        case = sight.names.evidence.case
        now = [
            t.leader
            for t in case.tenures
            if t.start.earliest <= sight.published and (t.end is None or t.end.latest >= sight.published)
        ]
        carried = list(
            dict.fromkeys(f.value for f, _ in sight.carried("leader") if f.value in now)
        ) or sorted(set(now))
        carried.sort(key=lambda leader: sight.names.leaders[leader] != "partner")
    if ahead is not None and (behind := [one for one in sight.leaders if one.start > ahead.start()]):
        # “ahead of only X” says that X is the last of all.
        draft = Draft(
            sight, "visits.rank", mention, "lowest" if "second" in mention.said else mention.said, score - 0.9
        )
        yield _weighted(draft.words("leader", behind[0].value, behind[0]))
    for number, name in enumerate([*dict.fromkeys(f.value for f in named), *carried][:2]):
        draft = Draft(sight, "visits.rank", mention, mention.said, score - number * 0.6)
        if named:
            draft.words("leader", name, next(f for f in named if f.value == name))
        else:
            draft.assume("leader", name, "in office when it was published", less=0.2)
        yield _weighted(draft)


def _weighted(draft: Draft) -> Draft:
    """Weighted or not, where the words around say so."""
    mention = draft.mention
    match = re.search(r"\b(?:un)?weighted\b", draft.sight.text[mention.start : mention.end + 25])
    if match is None:
        return draft
    place = Found(part="", value="", start=mention.start + match.start(), end=mention.start + match.end())
    if match[0] == "unweighted":
        return draft.words("weight", "1", place)
    return draft.leave_open("weight", ("1.5", "2", "2.5", "3"), "weighted", assumed=False, find=place)


_OF_THE_YEAR = re.compile(r"\b(?:that|the|this|a|one|single|same|calendar) (?:year|month)\b")
BY_WHOM = re.compile(r"\bby (?:[a-z]+ ){0,2}$")
_THITHER = re.compile(r"\b(?:visit(?:s|ed|ing)?|to|in|for|reached)(?: to)? $")
TRAVELS = re.compile(r"\b(?:visit\w*|trips?|journeys?|travel\w*|went|arriv\w*)\b")


def verdict(sight: Sight, mention: Mention, score: float) -> Iterator[Draft]:
    """Whether a visit counts."""
    case = sight.names.evidence.case
    for guest in sight.guests:
        listed = [v for v in case.visits if v.guest == guest.value and v.start.earliest <= sight.published]
        days = [ends(p.value) for p in sight.periods if p.value]
        exact = [v for v in listed if any(a <= v.start.latest and v.start.earliest <= b for a, b in days)]
        for visit in (exact or listed[-1:])[:1]:
            draft = Draft(sight, "visits.verdict", mention, mention.said, score)
            yield draft.words("visit", visit.id, guest, *sight.periods).also("about", *sight.sides)


DRAFTERS = {
    "visits.count": count,
    "visits.trips": trips,
    "visits.sites": sites,
    "visits.frequency": frequency,
    "visits.rank": rank,
    "visits.trend": trend,
    "visits.verdict": verdict,
}
