"""Days as articles write them: 18 February 2017, February 2017, by the end of 2016, since 2011."""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta

from yalu.trade.figures.periods import last_day
from yalu.vocabulary.dates import DateError, parse_date
from yalu.vocabulary.intervals import AmountError

MONTHS = {name.lower(): number for number, name in enumerate(calendar.month_name) if name}
MONTHS |= {name.lower(): number for number, name in enumerate(calendar.month_abbr) if name} | {"sept": 9}
_NAMES = "|".join(sorted(MONTHS, key=len, reverse=True))
_DAY_FIRST = re.compile(rf"(?:(\d{{1,2}})(?:st|nd|rd|th)? (?:of )?)?({_NAMES})\.?,? (\d{{4}})", re.IGNORECASE)
_MONTH_FIRST = re.compile(rf"({_NAMES})\.? (\d{{1,2}})(?:st|nd|rd|th)?,? (\d{{4}})", re.IGNORECASE)
_LEAD = re.compile(
    r"(?P<after>since|after|from|not before)\b|(?P<before>before|by|until|no later than|till)\b|(?:on|in|at|the|during|of)\b",
    re.IGNORECASE,
)


def read_day(text: str) -> tuple[date | None, date | None, str]:
    """The first and the last day a text can mean (None: not bounded), and why.

    Raises AmountError when it is no date, or names a day that does not exist.
    """
    body, after, before = text.strip(), False, False
    part = ""
    while (match := _LEAD.match(body)) is not None:
        after, before = after or bool(match["after"]), before or bool(match["before"])
        body = body[match.end() :].strip()
    if cut := re.match(r"(early|mid|late|end of|beginning of|the end of)[- ]", body, re.IGNORECASE):
        part, body = cut[1].lower(), body[cut.end() :]
    first, last = _bounds(body, text)
    first, last = _cut(first, last, part)
    if after:
        late = re.search(r"\bafter\b", text, re.IGNORECASE) is not None
        begin = last + timedelta(1) if late else first
        return begin, None, f"not before {begin}"
    if before:
        early = re.search(r"\bbefore\b", text, re.IGNORECASE) is not None
        end = first - timedelta(1) if early else last
        return None, end, f"not after {end}"
    return first, last, "the day itself" if first == last else f"some day from {first} to {last}"


def _cut(first: date, last: date, part: str) -> tuple[date, date]:
    """Early, mid and late are the first, second and last part of what is named, with a margin of its length."""
    length = (last - first).days
    if "early" in part or "beginning" in part:
        return first, first + timedelta(length * 4 // 10)
    if "mid" in part:
        return first + timedelta(length * 3 // 10), first + timedelta(length * 7 // 10)
    if part:
        return first + timedelta(length * 6 // 10), last
    return first, last


def _bounds(body: str, text: str) -> tuple[date, date]:
    if match := _MONTH_FIRST.fullmatch(body):
        day = _real(int(match[3]), MONTHS[match[1].lower()], int(match[2]), text)
        return day, day
    if match := _DAY_FIRST.fullmatch(body):
        year, month = int(match[3]), MONTHS[match[2].lower()]
        if match[1]:
            day = _real(year, month, int(match[1]), text)
            return day, day
        return date(year, month, 1), last_day(year, month)
    try:
        found = parse_date(body.replace("/", "-"))
    except DateError as error:
        raise AmountError(
            f"not a date ({error}); write 18 February 2017, 2017-02-18, February 2017 or 2017"
        ) from None
    return found.earliest, found.latest


def _real(year: int, month: int, day: int, text: str) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise AmountError(f"{text!r} names a day that does not exist; check the day of the month") from None
