"""Periods and days named in a sentence, relative to the day of publication: last year, in July, since 2011."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta

from yalu.claims.passages.records import Found
from yalu.claims.statements.days_said import MONTHS
from yalu.trade.figures.periods import last_day
from yalu.vocabulary.words.numerals import NUMBER_OF_WORD, ORDINAL_WORDS, number_words

_M = "(?:" + "|".join(sorted(MONTHS, key=len, reverse=True)) + r")\b\.?"
_Y = r"(?:19[4-9]\d|20\d\d)(?![\d,.]*\d| ?%)"
_ORDER = {word: place for place, word in enumerate(ORDINAL_WORDS[:4], start=1)} | {"last": 4, "final": 4}
_SMALL = {word: NUMBER_OF_WORD[word] for word in number_words(1, 12)}
_N = r"(?:\d{1,2}|" + "|".join(_SMALL) + ")"
_OF_YEAR = rf"(?:,? (?:of )?(?P<year>{_Y})|,? (?:of )?(?P<rel>this year|last year|the year|the same year|the previous year))?"
# A day stands for the day itself, a period for all of it; “against” is what a change is measured from.
# “Figures released in January” says when they came out, not of which time they are.
_SAYING = (
    r"\b(?:said|says|reported|reports|released|published|announced|disclosed|showed|shows|indicated|told)\b"
)
_TOLD = re.compile(_SAYING + r" (?:in|on|at|by|during|since)(?: early| late| mid)?$")
_TELLS = re.compile(r",? (?:[\w'-]+ ){0,4}?" + _SAYING)
_ROLES = (
    ("against", re.compile(r"(?:compared (?:with|to)|versus|than(?: in)?|up from|down from|over|against"
                           r"|relative to|(?:percent|%|cent|half|third) from)(?: (?:the|in|that of))?"
                           r"(?: same (?:period|month|quarter) (?:of|in|a))?$")),
    ("since", re.compile(r"(?:since|after|from|following)(?: at least| about| around)?(?: the| early| late| mid)?$"
                         r"|since (?:the |his |its )?(?!\d)[\w'-]+(?: (?!(?:was|were|came)\b)[\w'-]+){0,5} (?:in|of|on|at)$")),
    ("until", re.compile(r"(?:until|till|by|through|up to|before|until the end of|by the end of|as of|as at|(?:year|months?) to)"
                         r"(?: the)?$")),
)  # fmt: skip


def periods(folded: str, published: date) -> list[Found]:
    """Every period and day a folded sentence names, in order, none inside another.

    ``value`` is written as the engine writes periods (``2017-Q1``) or days (``2017-02-18``); ``more`` has the
    ``role`` (``in``, ``since``, ``until``, ``against``), the ``grain``, and ``guessed`` where the year was worked
    out from the day of publication, and ``vague`` where nobody says on which day it ends (“early 2018”, “2018-19”).
    """
    found: list[Found] = []
    taken = bytearray(len(folded) + 1)
    for pattern, read in _FORMS:
        for match in pattern.finditer(folded):
            if 1 in taken[match.start() : match.end()]:
                continue
            made = read(match, published)
            if made is None:
                continue
            value, grain, guessed = made
            taken[match.start() : match.end()] = b"\1" * (match.end() - match.start())
            before = folded[: match.start()].rstrip()
            more = {"role": _role(before), "grain": grain}
            if _TOLD.search(before[-60:]):
                more["published"] = "yes"
            elif re.fullmatch(r"\W*(?:in|on|at|by|during)(?: early| late)?", before) and _TELLS.match(
                folded, match.end()
            ):
                more["published"] = "perhaps"
            if before.endswith("after"):
                more["after"] = "yes"
            if guessed:
                more["guessed"] = guessed
            if read is _half_year or _SHORT_SPAN.fullmatch(match[0]):
                more["vague"] = "yes"
            found.append(Found(part="period", value=value, start=match.start(), end=match.end(), more=more))
    return sorted(found, key=lambda f: f.start)


# “2018-19” is both years, or one of a calendar of its own.
_SHORT_SPAN = re.compile(r"\d{4}-\d\d")


def _role(before: str) -> str:
    tail = before[-60:]
    return next((role for role, words in _ROLES if words.search(tail)), "in")


_BEFORE_A_MONTH = re.compile(
    r"\b(?:in|of|by|since|until|till|through|during|for|last|this|next|early|mid|late|from|to|between|and|or|than|before|after|on"
    r"|around)[- ]$"
)
Made = tuple[str, str, str] | None


def _month(text: str) -> int:
    return MONTHS[text.rstrip(".").lower()]


def _day(match: re.Match[str], published: date) -> Made:
    month, day = _month(match["m"]), int(match["d"])
    year, guessed = (int(match["y"]), "") if match["y"] else (published.year, "year")
    made = real_day(year, month, day)
    if made is None:
        return None
    if guessed and made > published:
        made = real_day(year - 1, month, day)
    return None if made is None else (made.isoformat(), "day", guessed)


def real_day(year: int, month: int, day: int) -> date | None:
    """The day, or None where no calendar has it."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _iso(match: re.Match[str], published: date) -> Made:
    made = real_day(int(match["y"]), int(match["m"]), int(match["d"]))
    return None if made is None else (made.isoformat(), "day", "")


def _months(match: re.Match[str], published: date) -> Made:
    first, last = _month(match["a"]), _month(match["b"])
    apart = bool(match["y0"]) or last - first not in {1, -11}
    if apart and match["joined"] == "and" and not match[0].startswith("between"):
        return None  # “in August 2010 and May 2011”, “in January and March 2021” are two months
    year, guessed = _year(match, published, last)
    if match["y0"] and guessed:  # “April 2017 until May” ends the May behind it
        year, guessed = int(match["y0"]) + (first > last), ""
    early = int(match["y0"]) if match["y0"] else year - (first > last)
    return f"{early}-{first:02d}/{year}-{last:02d}", "span", guessed


def _year(match: re.Match[str], published: date, month: int = 0) -> tuple[int, str]:
    """The year of a period: the one named, or the latest in which it lay before publication."""
    named = match.groupdict()
    if named.get("year"):
        return int(named["year"]), ""
    if named.get("rel") == "last year":
        return published.year - 1, ""
    if named.get("rel") == "this year":
        return published.year, ""
    return published.year - (month > published.month), "year"


def _part(match: re.Match[str], published: date) -> Made:
    what = "q" if match["what"] == "quarter" else "h"
    number = _ORDER[match["word"]]
    if what == "h":
        number = min(number, 2)
    last_month = number * (3 if what == "q" else 6)
    year, guessed = _year(match, published, last_month if not match["rel"] else 0)
    return f"{year}-{what.upper()}{number}", "quarter" if what == "q" else "half", guessed


def _code(match: re.Match[str], published: date) -> Made:
    return f"{match['y'] or match['z']}-{(match['code'] or match['code2']).upper()}", "quarter", ""


def _first_months(match: re.Match[str], published: date) -> Made:
    groups = match.groupdict()
    word = groups.get("quarters") or groups["n"]
    number = (int(word) if word.isdigit() else _SMALL[word]) * (3 if groups.get("quarters") else 1)
    if not 1 <= number <= 12:
        return None
    year, guessed = _year(match, published, number if not match["rel"] else 0)
    return f"{year}-01/{year}-{number:02d}", "span", guessed


def _month_year(match: re.Match[str], published: date) -> Made:
    month = _month(match["m"])
    if not match["year"] and not match["rel"] and not _BEFORE_A_MONTH.search(match.string, 0, match.start()):
        return None  # “may” and “march” are verbs as well
    year, guessed = _year(match, published, month)
    return f"{year}-{month:02d}", "month", guessed


def _years(match: re.Match[str], published: date) -> Made:
    groups = match.groupdict()
    a, b = groups["a"] or groups.get("c") or "", groups["b"] or groups.get("d") or ""
    first, last = int(a), int(b) if len(b) == 4 else int(a[:2] + b)
    return (f"{first}-01/{last}-12", "span", "") if first < last else None


def _half_year(match: re.Match[str], published: date) -> Made:
    part, year = (
        match["part"],
        int(match["y"]) if match["y"] else published.year - (match["rel"] == "last year"),
    )
    span = {
        "early": "01/{y}-05",
        "mid": "04/{y}-09",
        "late": "07/{y}-12",
        "the end of": "12/{y}-12",
        "end of": "12/{y}-12",
    }[part]
    first, last = f"{year}-{span.format(y=year)}".split("/")
    return (first, "month", "") if first == last else (f"{first}/{last}", "span", "")


def _up_to(match: re.Match[str], published: date) -> Made:
    """“The year to June 2017”, “the six months ended in March 2017”."""
    groups = match.groupdict()
    number = 12 if not groups["n"] else int(groups["n"]) if groups["n"].isdigit() else _SMALL[groups["n"]]
    year, guessed = _year(match, published, _month(match["m"]))
    last = year * 12 + _month(match["m"]) - 1
    first = last - number + 1
    return f"{first // 12}-{first % 12 + 1:02d}/{year}-{last % 12 + 1:02d}", "up to", guessed


def _this_year(match: re.Match[str], published: date) -> Made:
    last = max(published.month - 1, 1)
    return (
        f"{published.year}-01/{published.year}-{last:02d}" if last > 1 else f"{published.year}-01",
        "to date",
        "",
    )


def _named_relative(match: re.Match[str], published: date) -> Made:
    text = match[0]
    if "month" in text:
        back = 0 if "this" in text else 1
        month = date(published.year, published.month, 1)
        if back:
            month = (month - timedelta(1)).replace(day=1)
        return f"{month.year}-{month.month:02d}", "month", ""
    if "quarter" in text:
        quarter, year = (published.month - 1) // 3, published.year
        return (f"{year}-Q{quarter}" if quarter else f"{year - 1}-Q4"), "quarter", ""
    return str(published.year - 1), "year", ""


def _past_years(match: re.Match[str], published: date) -> Made:
    number = int(match["n"]) if match["n"].isdigit() else _SMALL[match["n"]]
    first = published.year - number
    return f"{first}-{published.month:02d}/{published.year}-{published.month:02d}", "past", ""


def _earlier(match: re.Match[str], published: date) -> Made:
    return "", "earlier", ""


def _later(match: re.Match[str], published: date) -> Made:
    return "", "later", ""


def _step_earlier(match: re.Match[str], published: date) -> Made:
    return "", "step earlier", ""


def _bare_year(match: re.Match[str], published: date) -> Made:
    # A later year is a number that only looks like one, unless a term in the future is meant.
    return (match[0], "year", "") if int(match[0]) <= published.year + 10 else None


def _marked(match: re.Match[str], published: date) -> Made:
    """2017年1-3月, 2016년 12월, 2016年."""
    if not match["m"]:
        return match["y"], "year", ""
    first, last = int(match["m"]), int(match["n"] or match["m"])
    if not (1 <= first <= 12 and 1 <= last <= 12):
        return None
    ends = f"{match['y']}-{first:02d}", f"{match['y']}-{last:02d}"
    return (ends[0], "month", "") if first == last else ("/".join(ends), "span", "")


_FORMS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], date], Made]], ...] = tuple(
    (re.compile(pattern), read)
    for pattern, read in (
        (r"(?P<y>20\d\d|19[4-9]\d)[年년] ?(?:(?P<m>\d{1,2})(?:[-~至](?P<n>\d{1,2}))?[月월])?", _marked),
        (r"\b(?P<y>(?:19|20)\d\d)-(?P<m>\d\d)-(?P<d>\d\d)\b", _iso),
        (rf"\b(?:year[- ]on[- ]year|year[- ]over[- ]year|yoy|(?:from |than )?(?:a|one|the) year (?:earlier|before|ago|previously)"
         rf"|on[- ]year|(?:from|than) the (?:previous|preceding|prior) year"
         rf"|(?:compared (?:with|to) |over |from |than )?(?:in )?the same (?:period|month|quarter|time)(?: (?:of|in))?"
         rf"(?: last year| (?:a|the) (?:previous )?year(?: (?:earlier|before|ago))?| {_Y})?)", _earlier),
        (r"\b(?:(?:a|one|the) year (?:later|after)(?! (?:the|it|that|its|his|a)\b)|(?:in )?the (?:next|following) year)\b", _later),
        (r"\b(?:(?:from |than |over )?(?:a|one|the) (?:month|quarter) (?:earlier|before|ago|previously)|month[- ](?:on|over)[- ]month"
         r"|quarter[- ](?:on|over)[- ]quarter|(?:from|than|over|on) the (?:previous|preceding|prior) (?:month|quarter))\b",
         _step_earlier),
        (rf"\b(?P<m>{_M}) (?P<d>\d{{1,2}})(?:st|nd|rd|th)?(?![\d%,]*\d)(?:,? (?P<y>{_Y}))?(?! (?:percent|million|billion|tons))\b", _day),
        (rf"\b(?P<d>\d{{1,2}})(?:st|nd|rd|th)? (?:of )?(?P<m>{_M})(?:,? (?P<y>{_Y}))?", _day),
        (rf"\b(?:between |from )?(?P<a>{_M})(?: (?P<y0>{_Y}))? ?(?P<joined>-|to|through|until|till|and) ?(?P<b>{_M}){_OF_YEAR}", _months),
        (rf"\b(?P<word>first|second|third|fourth|last|final) (?P<what>quarter|half){_OF_YEAR}", _part),
        (rf"\b(?P<y>{_Y})[- ]?(?P<code>[qh][1-4])\b|\b(?P<code2>[qh][1-4]),? ?(?:of )?(?P<z>{_Y})\b", _code),
        (rf"\bfirst (?P<n>{_N}) months{_OF_YEAR}", _first_months),
        (rf"\bfirst (?P<quarters>two|three|2|3) quarters{_OF_YEAR}", _first_months),
        (rf"\b(?:(?P<n>{_N})[- ])?(?:year|months?)(?: period)? (?:to|through|ended|ending|up to)(?: in)? (?P<m>{_M}){_OF_YEAR}", _up_to),
        (rf"\b(?P<m>{_M}){_OF_YEAR}", _month_year),
        (rf"\bbetween (?P<a>{_Y}) and (?P<b>{_Y})\b|\b(?:from )?(?P<c>{_Y}) ?(?:-|to|through|until) ?(?P<d>{_Y})\b", _years),
        (rf"\b(?P<a>{_Y})-(?P<b>\d\d)(?!\d)", _years),  # 2015/16 is a year of another calendar
        (rf"\b(?P<part>early|mid|late|the end of|end of)[- ](?:(?P<y>{_Y})|(?P<rel>this year|last year))", _half_year),
        (r"\b(?:the )?end of (?:the|this) year\b|\b(?:the )?year'?s end\b|\byear-end\b", lambda m, p: (f"{p.year}-12-31", "day", "year")),
        (r"\b(?:so far )?this year(?: so far)?|\bso far in (?:the|this) year|\byear[- ]to[- ]date", _this_year),
        (r"\b(?:last|the previous|the past|this|the preceding|the prior) (?:year|month|quarter)(?!s)\b", _named_relative),
        (rf"\b(?:over|in|for|during) (?:the )?(?:last|past|previous) (?P<n>{_N}) years", _past_years),
        (_Y.join((r"\b", r"\b")), _bare_year),
    )
)  # fmt: skip


def ends(value: str) -> tuple[date, date]:
    """The first and the last day of a period or day as ``periods`` writes it."""
    if "/" in value:
        first, last = value.split("/")
        return ends(first)[0], ends(last)[1]
    year = int(value[:4])
    rest = value[5:]
    if not rest:
        return date(year, 1, 1), date(year, 12, 31)
    if rest[0] in "QH":
        length = 3 if rest[0] == "Q" else 6
        last_month = int(rest[1]) * length
        return date(year, last_month - length + 1, 1), last_day(year, last_month)
    if len(rest) == 5:
        day = date.fromisoformat(value)
        return day, day
    return date(year, int(rest), 1), last_day(year, int(rest))


def months_between(first: date, last: date) -> str:
    """The whole months after one day and before another, as a period; "" when there is none."""
    start = date(first.year + first.month // 12, first.month % 12 + 1, 1) if first.day > 1 else first
    stop = last.replace(day=1) - timedelta(1)
    if start > stop:
        return ""
    ends_ = f"{start.year}-{start.month:02d}", f"{stop.year}-{stop.month:02d}"
    return ends_[0] if ends_[0] == ends_[1] else "/".join(ends_)


def years_before(published: date, number: int) -> Iterator[str]:
    """The latest full years before a day, oldest first."""
    yield from (str(published.year - back) for back in range(number, 0, -1))
