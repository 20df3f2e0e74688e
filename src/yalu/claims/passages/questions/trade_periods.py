"""Which period a sentence about trade speaks of, and which it is measured from."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta

from yalu.claims.passages.periods import ends, months_between, years_before
from yalu.claims.passages.questions.draft import Draft
from yalu.claims.passages.records import Found
from yalu.claims.questions.spans import shifted

_RIGHT_BEHIND = 8  # characters: “ in the ”
_TWO_ENDS = re.compile(r"\b(?:between|from|to|and|until|through|till)\b")
_ENDS_OF_MONTHS = re.compile(r"between |from \w+\.? to ")


def with_period(draft: Draft) -> Iterator[Draft]:
    """The draft for each period the words can mean."""
    sight = draft.sight
    usable = [
        p
        for p in sight.periods
        if p.value
        and p.more["role"] != "against"
        and p.more.get("published") != "yes"
        and not sight.beyond(p, draft.mention)
    ]
    inside = [p for p in usable if p.more["role"] == "in" and p.more["grain"] not in {"day", "past"}]
    # “The lowest since 2010” says nothing of the period of a number.
    spans_since = draft.mention.kind in {"none", "act"}
    since = [p for p in usable if p.more["role"] == "since"] if spans_since else []
    near = sight.nearest(inside, draft.mention)
    # “24 percent in 2017” after “46.9 percent in 2016”: the period right behind a number is its own.
    near.sort(key=lambda p: not 0 <= p.start - draft.mention.end <= _RIGHT_BEHIND)
    steps = [
        p
        for p in sight.periods
        if p.more["grain"] in {"earlier", "later"} and 0 <= p.start - draft.mention.end <= 6
    ]
    if steps and near and draft.mention.kind in {"money", "quantity"}:
        # “$213 million in 2018, compared with $1.65 billion a year earlier”, “$2.5 billion in 2016 and $1.7 billion a year later”
        other = (a_year_before if steps[0].more["grain"] == "earlier" else a_year_after)(near[0].value)
        yield draft.copy().words("period", other, steps[0], near[0])
        return
    for number, find in enumerate(near[:2]):
        made = draft.copy(less=1.2 * number).words("period", find.value, find)
        if "published" in find.more:
            made.doubt("period", "it may be when this was said")
        yield from _to_date(made, find)
    if near:
        return
    if since:
        first = (
            ends(since[0].value)[1] + timedelta(1) if since[0].more.get("after") else ends(since[0].value)[0]
        )
        span = months_between(first, sight.published)
        later = months_between(ends(since[0].value)[1] + timedelta(1), sight.published)
        if span:
            dated = draft.copy().words("period", span, since[0])
            if draft.mention.said == "none" and later and later != span:
                # “No coal since 2017” is said where the last came in 2017 as well.
                dated.leave_open("period", (span, later), "", assumed=False, find=since[0])
            yield dated
            return
    days = [p for p in usable if p.more["grain"] == "day"]
    if days:
        # “By 18 February”, “since 1 April”, “on 19 February”: none is all of the month.
        yield (
            draft.copy(less=0.5)
            .words("period", days[0].value[:7], days[0])
            .doubt("period", "a day is named, no month")
        )
        return
    carried = [
        (f, s)
        for f, s in sight.carried("period")
        if f.value and f.more["grain"] not in {"day", "past"} and f.more["role"] != "against"
    ]
    for number, (find, before) in enumerate(carried[:2]):
        yield draft.copy(less=0.4 * number).carry("period", find.value, find, before)
    if not carried:
        yield from latest_years(draft.copy(less=0.5))


def a_year_before(period: str) -> str:
    """The same part of the year before."""
    return re.sub(r"\d{4}", lambda m: str(int(m[0]) - 1), period)


def a_year_after(period: str) -> str:
    """The same part of the year after."""
    return re.sub(r"\d{4}", lambda m: str(int(m[0]) + 1), period)


def _to_date(draft: Draft, find: Found) -> Iterator[Draft]:
    """“This year” is the months so far, and the part of the year that the sentences before spoke of."""
    yield draft
    if find.more["grain"] != "to date":
        return
    year = find.value[:4]
    for before, sight in draft.sight.carried("period"):
        if (
            before.value.startswith(year)
            and before.value not in {find.value, year}
            and before.more["grain"] != "day"
        ):
            yield (
                draft.copy(less=0.3)
                .carry("period", before.value, before, sight, less=0.0)
                .also("period", find)
            )
            return
    yield draft.copy(less=0.6).assume("period", year, f"{year} as a whole", less=0.5).also("period", find)


def latest_years(draft: Draft) -> Iterator[Draft]:
    listed = tuple(years_before(draft.sight.published, 2))
    yield draft.leave_open("period", listed, "no period is named; the two full years before publication")


def against(draft: Draft) -> Draft:
    """The period compared with, where one is named; a year earlier is the default.

    “From 2016 to 2018” and “between 2016 and 2018” are the two ends of a change, “in January from December” as well.
    """
    sight, period = draft.sight, draft.given.get("period", "")
    for find in sight.periods:
        if find.more["grain"] == "earlier":
            draft.also("against", find)
        elif find.more["grain"] == "step earlier" and period:
            draft.words("against", shifted(period, -1), find)
        elif (
            find.value == period
            and find.more["grain"] == "span"
            and _TWO_ENDS.search(sight.text[find.start : find.end])
        ):
            first, last = period.split("/")
            if (first[5:], last[5:]) == ("01", "12"):
                draft.words("period", last[:4], find).words("against", first[:4], find)
            elif first[:4] != last[:4]:
                draft.words("period", last, find).words("against", first, find)
            elif _ENDS_OF_MONTHS.match(sight.text, find.start):
                draft.doubt("period", "the months as a whole, or the last against the first")
        elif find.more["role"] == "against" or _from(sight.text, find):
            before = _before(find, period)
            if before and before != period:
                draft.words("against", before, find)
    return draft


def _from(text: str, find: Found) -> bool:
    return text[: find.start].rstrip().endswith("from")


def _before(find: Found, period: str) -> str:
    """A month named without its year is the last one before the period: “in January from December”."""
    later = find.more.get("guessed") and period and find.value > period
    return a_year_before(find.value) if later else find.value
