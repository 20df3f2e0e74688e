"""Questions about law: which ban, cap or resolution is meant, and what is said of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING

from yalu.claims.passages.names import stems
from yalu.claims.passages.periods import ends
from yalu.claims.passages.questions.draft import Draft
from yalu.claims.passages.records import Found, Mention, found_at
from yalu.claims.passages.sentence_facts import Sight

if TYPE_CHECKING:
    from yalu.law.text.records import Measure

_UN = re.compile(r"unanim\w+|\bun\b|\bu\.n\.|security council|united nations|unscr|\bresolutions?\b|安理会")
_NATIONAL = re.compile(r"ministry|announc|customs|order|government")
_EFFECTS = {"ban": {"ban"}, "cap": {"cap", "freeze"}}
# The day a sentence names is that of a measure when it is no further off: an announcement takes effect within days.
_NEAR = timedelta(days=10)
_MONTH = 40  # days; a longer period fits too many measures to tell them apart


def measures(sight: Sight, mention: Mention, effects: set[str]) -> list[tuple[Measure, float, list[Found]]]:
    """The measures the words most likely mean, with the words that led to each; at most three."""
    case = sight.names.evidence.case
    named = sight.nearest(sight.instruments, mention) or []
    carried = sight.settled("measure")
    goods = sight.nearest(sight.goods, mention) or [f for f, _ in sight.carried("hs")[:1]]
    national = bool(_NATIONAL.search(sight.text)) and any(s.value == case.partner for s in sight.states)
    un = bool(_UN.search(sight.text))
    # The day the question is about says more than others of the sentence.
    place = mention.place
    days = [
        (*ends(p.value), 1.0 if p.near(place) == 0 or mention.kind != "date" else 0.5)
        for p in sight.periods
        if p.value
    ]
    said = set(stems(sight.text))
    found = []
    own = {find.value for find in named}
    for measure in sight.names.measures:
        if own and measure.instrument not in own:
            continue  # a resolution that is named rules the others out
        if measure.effect not in effects or measure.in_force.start > sight.published + timedelta(days=120):
            continue
        finds: list[Found] = []
        score = 0.0
        if goods and any(
            code.startswith(goods[0].value) or goods[0].value.startswith(code) for code in measure.goods.hs
        ):
            score += 3.0
            finds += [g for g in goods[:1] if g in sight.goods]
        else:
            shared = set(stems(measure.goods.text)) & said
            score += min(len(shared), 2) * 0.8
            # “Council” of the Security Council names no goods.
            bodies = [found_at(body) for body in _UN.finditer(sight.text)]
            finds += [f for f in sight.places_of(shared) if all(f.near(body) for body in bodies)]
        if any(find.value == measure.instrument for find in named):
            score += 3.0
            finds += [find for find in named if find.value == measure.instrument]
        if carried and carried[0] == measure.id:
            score += 2.0
        layer = (
            sight.names.instruments[measure.instrument].layer
            if measure.instrument in sight.names.instruments
            else ""
        )
        score += 1.5 * (
            (layer == "national" and national and not named) + (layer == "un" and un and not national)
        )
        score += 0.8 * (layer == "un" and not un and not national)
        score += _by_day(measure, days, mention)
        until = measure.in_force.until
        score += 0.7 * (
            measure.in_force.start <= sight.published and (until is None or sight.published < until)
        )
        score += min((measure.in_force.start.year - 2000) / 50, 0.6)
        found.append((measure, score, finds))
    found.sort(key=lambda item: (-item[1], item[0].id))
    return [item for item in found[:3] if item[1] >= 3.0]


def _by_day(measure: Measure, days: list[tuple[date, date, float]], mention: Mention) -> float:
    """More where a day named is near its beginning, or a period named lies in its term."""
    best = 0.0
    for first, last, weight in days:
        near = _NEAR if first == last else timedelta(0)
        narrow = (last - first).days < _MONTH
        until = measure.in_force.until
        if first - near <= measure.in_force.start <= last + near:
            best = max(best, weight * (3.0 if narrow else 1.5))
        if until is not None and first <= until - timedelta(1) <= last:
            best = max(best, weight * (3.0 if narrow else 1.0))
        if measure.in_force.start <= last and (until is None or first < until):
            best = max(best, weight * (2.0 if narrow else 1.0))
    return best


def cap_used(sight: Sight, mention: Mention, score: float) -> Iterator[Draft]:
    """How much of a cap was used up."""
    cap = re.search(r"\b(?:caps?|limits?|quotas?|ceilings?|allowances?)\b", sight.text)
    settled = sight.settled("measure")
    if cap is None and not (settled and re.search(r"\bthat amount|\bthe amount\b|the allowed", sight.text)):
        return
    for number, (measure, worth, finds) in enumerate(measures(sight, mention, _EFFECTS["cap"])):
        draft = Draft(sight, "law.cap_used", mention, mention.said, score - number + worth / 10)
        _with_measure(draft, measure, finds)
        limb = sight.words_of("limb")
        if limb:
            draft.words("limb", limb[0].value, *limb[:1])
        else:
            draft.leave_open("limb", ("quantity", "value"), "by weight or by value", assumed=False)
        for period in sight.periods:
            if period.value and period.more["grain"] in {"month", "span", "quarter", "day", "to date"} and (
                measure.in_force.start <= ends(period.value)[1] < (measure.in_force.until or date.max)
                and period.value != str(measure.in_force.start.year)
            ):  # fmt: skip
                last = ends(period.value)[1]
                if last < (measure.in_force.until or date.max) - timedelta(1):
                    draft.words("through", last.isoformat(), period)
            else:
                draft.also("measure", period)
        if cap is not None:
            draft.also("about", found_at(cap))
        yield draft


def _with_measure(draft: Draft, measure: Measure, finds: list[Found]) -> None:
    settled = draft.sight.settled("measure")
    if finds:
        draft.words("measure", measure.id, *finds)
    elif settled and settled[0] == measure.id:
        where = settled[1]
        words = Found(part="measure", value=measure.id, start=0, end=min(len(where.sentence.text), 80))
        draft.carry("measure", measure.id, words, where)
    else:
        draft.assume("measure", measure.id, "the measure that fits best", less=0.5)
    case = draft.sight.names.evidence.case
    draft.also(
        "measure",
        *(s for s in draft.sight.states if s.value in {case.target, case.partner}),
        *draft.sight.flows,
    )


def cap_size(sight: Sight, mention: Mention, score: float) -> Iterator[Draft]:
    """How much a cap allows."""
    for number, (measure, worth, finds) in enumerate(measures(sight, mention, _EFFECTS["cap"])):
        if not measure.limits_amounts:
            continue
        traded = re.search(
            r"\b(?:imported|bought|purchased|exported|sold|shipped|supplied|delivered|received) $",
            sight.text[: mention.start],
        )
        over = re.search(
            r"\b(?:exceed|surpass|above the|beyond the|over the|breach|twice the|double the)",
            sight.text[mention.end : mention.end + 80],
        )
        draft = Draft(
            sight,
            "law.cap_size",
            mention,
            mention.said,
            score - number * 0.7 + worth / 10 - 3 * bool(traded or over),
        )
        _with_measure(draft, measure, finds)
        draft.given["limb"] = "value" if mention.kind == "money" else "quantity"
        draft.also("measure", *(p for p in sight.periods))
        if (
            measure.limit is not None
            and measure.limit.window is not None
            and measure.limit.window.repeats == "yearly"
        ):
            draft.also("measure", *map(found_at, re.finditer(r"\b(?:an?|per|each|every) year\b", sight.text)))
        yield draft


def law_date(sight: Sight, mention: Mention, score: float) -> Iterator[Draft]:
    """The day of a measure or of an instrument."""
    words_ = sight.nearest(sight.words_of("edge"), mention)
    before = [w for w in words_ if w.end <= mention.start and mention.start - w.end < 30]
    edge = next(iter(before or words_), None)
    name = edge.value if edge is not None else "adopted"
    ends_it = mention.more.get("role") in {
        "since",
        "until",
    }  # “two million barrels from 2018” was not adopted then
    # Nor is “expired in 2018” a day on which something began.
    for number, (instrument, find) in enumerate(
        [] if ends_it or name == "end" else _instruments(sight, mention)
    ):
        draft = Draft(
            sight,
            "law.date",
            mention,
            mention.said,
            score - number + (2.0 if find in sight.instruments else 1.0),
        )
        draft.words("instrument", instrument, find) if find else draft.assume(
            "instrument", instrument, "adopted in that time", less=0.3
        )
        layer = sight.names.instruments[instrument].layer
        own = name if name in {"adopted", "published"} else "effective"
        draft.words("edge", "adopted" if layer == "un" and own == "published" else own, edge)
        if layer == "un" and own == "published":
            draft.doubt("edge", "the day of adoption is known, not the day the text was published")
        yield draft.also("about", *sight.sides)
    if mention.more.get("role") == "until":
        name = "end"
    elif ends_it and name in {"published", "adopted"}:
        name = "start"
    for number, (measure, worth, finds) in enumerate(measures(sight, mention, {"ban", "cap", "freeze"})):
        draft = Draft(sight, "law.date", mention, mention.said, score - number * 0.8 + worth / 10 - 0.5)
        if name in {"published", "adopted"} and measure.instrument in sight.names.instruments:
            draft.words("instrument", measure.instrument, *finds)
            layer = sight.names.instruments[measure.instrument].layer
            draft.words("edge", "adopted" if layer == "un" else "published", edge)
        else:
            _with_measure(draft, measure, finds)
            draft.words("edge", name if name in {"start", "end"} else "start", edge)
        case = sight.names.evidence.case
        yield draft.also(
            "about",
            *(s for s in sight.states if s.value in {case.target, case.partner}),
            *sight.flows,
            *sight.words_of("ban"),
        )


def _instruments(sight: Sight, mention: Mention) -> Iterator[tuple[str, Found | None]]:
    """The instruments named by number; else the one resolution adopted in the time that is named."""
    named = sight.nearest(sight.instruments, mention)
    if named:
        yield from ((find.value, find) for find in named[:2])
        return
    if not _UN.search(sight.text):
        return
    days = [ends(p.value) for p in sight.periods if p.value]
    fitting = [
        name for name, one in sight.names.instruments.items()
        if one.layer == "un" and one.adopted and any(first <= date.fromisoformat(one.adopted) <= last for first, last in days)
    ]  # fmt: skip
    if not days:
        yield from ((name, None) for name in _just_adopted(sight))
        return
    word = _UN.search(sight.text)
    place = found_at(word) if word else None
    if len(fitting) <= 2:
        yield from ((name, place) for name in fitting)


def _just_adopted(sight: Sight) -> list[str]:
    """The resolutions adopted in the ten days before publication: what a report without a day speaks of."""
    last = sight.published
    return [
        name for name, one in sight.names.instruments.items()
        if one.layer == "un" and one.adopted and last - _NEAR <= date.fromisoformat(one.adopted) <= last
    ]  # fmt: skip


def status(sight: Sight, mention: Mention, score: float) -> Iterator[Draft]:
    """Whether a measure was in force."""
    for number, (measure, worth, finds) in enumerate(measures(sight, mention, {"ban", "cap", "freeze"})):
        draft = Draft(sight, "law.status", mention, mention.said, score - number + worth / 10)
        _with_measure(draft, measure, finds)
        day = next((p for p in sight.periods if p.more.get("grain") == "day"), None)
        if day is not None:
            draft.words("on", day.value, day)
        elif "immediate" in sight.text:
            known = measure.known_from or measure.in_force.start
            draft.leave_open(
                "on",
                (known.isoformat(), (known + timedelta(1)).isoformat()),
                "the day it was announced, or the next",
                assumed=False,
            )
        else:
            draft.assume("on", sight.published.isoformat(), "the day of publication", less=0.2)
        yield draft


def votes(sight: Sight, mention: Mention, score: float) -> Iterator[Draft]:
    """How an instrument was voted."""
    for number, (instrument, find) in enumerate(_instruments(sight, mention)):
        draft = Draft(sight, "law.votes", mention, mention.said, score - number)
        if find is None:
            draft.assume("instrument", instrument, "adopted in the days before publication", less=0.3)
        else:
            draft.words("instrument", instrument, find)
        # “The target voted for it” says how that state voted.
        yield draft.also("instrument", *sight.periods, *(s for s in sight.sides if s.start >= mention.end))


_KIND = re.compile(
    r"([a-z][a-z-]+)(?: (?:purposes?|relief|goods|aid))?[”\"’']* (?:exemption|exception|loophole|carve-out)s?\b"
)


def exemption(sight: Sight, mention: Mention, score: float) -> Iterator[Draft]:
    """Whether the law has an exemption of a kind: in the measure on the goods named, or anywhere in its layer."""
    kind = _KIND.search(sight.text)
    base = Draft(sight, "law.exemption", mention, "exists", score)
    base.assume("on", sight.published.isoformat(), "the day of publication", less=0.2)
    if kind is not None and kind[1] not in {"the", "an", "this", "that", "such", "un", "any"}:
        base.words("kind", kind[1], found_at(kind, 1))
    drafts = []
    if word := _UN.search(sight.text):
        drafts.append(base.copy().words("layer", "un", found_at(word)))
    for number, (measure, worth, finds) in enumerate(measures(sight, mention, {"ban", "cap", "freeze"})[:2]):
        own = base.copy(less=number * 0.7 - worth / 10)
        _with_measure(own, measure, finds)
        drafts.append(own)
    yield from drafts or [base]


DRAFTERS = {
    "law.exemption": exemption, "law.cap_used": cap_used, "law.cap_size": cap_size, "law.date": law_date,
    "law.status": status, "law.votes": votes,
}  # fmt: skip
